//! The seven stages run once: from the folder of a site to the folder of its pages.
//!
//! Takes a [`Host`], the folder of a site and [`Options`]; gives a [`Report`]. What must hold:
//! nothing is moved into the output before every finding is known, and what is taken from the
//! cache is what would have been made anew.

mod entering;
mod gate;
mod logged;
mod lost;
mod make;
mod published;
mod resources;
mod searched;
mod standing;
mod writing;

pub use self::entering::{Entered, Entering};
pub use self::logged::Logbook;
pub(crate) use self::lost::{Lost, lost};
use self::published::{Earlier, Planned, published};
use self::standing::MadeFrom;
pub(crate) use self::writing::{Halts, Memory, Silence, Writing};

use crate::cache::{self, Cache, Remembered, Why};
use crate::check::{self, Checked, Day, Tally};
use crate::config::Config;
use crate::derive::{self, Derived};
use crate::diagnostic::rules;
use crate::diagnostic::{self, Finding, Place};
use crate::host::{Entry, Host};
use crate::ledger::LedgerError;
use crate::lineage;
use crate::publish::dataset::Kept;
use crate::publish::policy::Long;
use crate::publish::{self, Outputs, Publisher};
use crate::record::kind::{self, FileKind};
use crate::record::parse::{self, Context};
use crate::record::personal_data;
use crate::record::{Parsed, attached, inert};
use crate::site::cells::Board;
use crate::site::texts::body_text;
use crate::source::{self, ContentDigest, Snapshot};
use crate::theme::{self, Theme};
use crate::write::{self, WriteError, WriteReport};
use rayon::prelude::*;
use std::io;
use std::path::Path;

/// Files or outputs that a thread takes at once: few enough that no thread is left with many of
/// them while the others have none.
const AT_ONCE: usize = 64;

/// Whether records with errors stop the build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    Stop,
    /// The rest is published.
    LeaveOut,
}

/// How to build.
#[derive(Debug, Clone)]
pub struct Options {
    pub day: Day,
    pub refused: Refused,
    /// Warnings stop the build too.
    pub strict: bool,
    /// Where the last build is remembered; `None` makes everything anew.
    pub cache: Option<cache::Place>,
}

/// A site that was read and checked: all that rendering needs.
pub struct Prepared<'h> {
    pub snapshot: Snapshot<'h>,
    pub derived: Derived,
    pub outputs: Outputs,
    /// `None` when the theme cannot be used; a finding says why.
    pub theme: Option<Theme>,
    pub checked: Checked,
    pub log: Logbook,
}

/// What a build did.
#[derive(Debug)]
pub struct Report {
    pub findings: Vec<Finding>,
    pub tally: Tally,
    /// `None` when findings stopped the build before anything was written.
    pub written: Option<Written>,
}

/// What was rendered and written.
#[derive(Debug, Clone)]
pub struct Written {
    pub outputs: usize,
    pub pages: usize,
    /// Pages that were made from their templates.
    pub rendered: usize,
    /// How often a file of the content was read whole.
    pub reads: usize,
    /// How often the text of a record was rendered, for a page or a line of data.
    pub texts: usize,
    pub report: WriteReport,
    /// The outputs that were written and removed.
    pub changes: write::Changes,
    /// The outputs that were made anew and why, by path.
    pub why: Vec<(Box<str>, Why)>,
}

/// Why a build could not be tried or finished; not the content's fault.
#[derive(Debug)]
pub enum BuildError {
    Io(io::Error),
    /// Whose the output folder is, or what stands in it, is in the way.
    Write(WriteError),
    /// What was published before would be gone.
    WouldDrop(Vec<String>),
    Changed(String),
    /// The state of the log is not what it should be.
    Log(LedgerError),
    /// The caller asked for it to end.
    Ended,
}

impl From<io::Error> for BuildError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<WriteError> for BuildError {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Io(error) => Self::Io(error),
            error => Self::Write(error),
        }
    }
}

/// Every source of a site, parsed, and what the next build may know of it.
pub(crate) struct Sources {
    /// Sorted by file.
    pub parsed: Vec<Parsed>,
    pub remembered: Vec<Remembered>,
    /// Digest of what parsing depended on besides the files.
    pub context: ContentDigest,
}

/// Reads and parses what an earlier build does not know: stages one and two.
pub(crate) fn sources(snapshot: &Snapshot<'_>, config: &Config, cache: &Cache) -> io::Result<Sources> {
    let context = config.context();
    let context_digest = context.digest();
    let read = |entry: &Entry| -> io::Result<(Parsed, Option<Remembered>)> {
        Ok(match cache.source(entry, context_digest, || snapshot.read(&entry.path))? {
            Ok((parsed, remembered)) => (parsed, Some(remembered)),
            Err(bytes) => {
                let parsed = parse_entry(snapshot, entry, bytes, &context)?;
                let remembered = Remembered::of(entry, &parsed);
                (parsed, remembered)
            }
        })
    };
    // A list of known length is filled in place by all threads.
    let entries: Vec<&Entry> = snapshot.content.iter().filter(|entry| is_source(entry)).collect();
    let all: Vec<io::Result<_>> = entries.par_iter().with_max_len(AT_ONCE).map(|entry| read(entry)).collect();
    let mut parsed = Vec::with_capacity(all.len());
    let mut remembered = Vec::with_capacity(all.len());
    for outcome in all {
        let (file, known) = outcome?;
        parsed.push(file);
        remembered.extend(known);
    }
    Ok(Sources { parsed, remembered, context: context_digest })
}

/// Returns whether something below `content/` is read at all.
pub(crate) fn is_source(entry: &Entry) -> bool {
    entry.is_file() && kind::of(&entry.path) != FileKind::Ignored
}

/// Bytes of the longest source that is read whole: a table of two million rows.
const WHOLE: u64 = 256 << 20;

/// How much of a source is read to parse it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reads {
    Nothing,
    /// Enough to tell what it is: a page, or a pointer of Git LFS or git-annex.
    Head,
    Whole,
    /// It would be read whole, and is too long.
    TooLong,
}

fn reads(entry: &Entry) -> Reads {
    let file = match kind::of(&entry.path) {
        FileKind::Unknown => return Reads::Nothing,
        FileKind::Attachment { file, .. } => Some(file),
        _ => None,
    };
    match file.filter(|_| !personal_data::is_text(&entry.path)).map(inert::look) {
        Some(inert::Look::Whole) if entry.len > inert::LONGEST => Reads::Head,
        Some(_) if file.is_some_and(attached::is_read) && entry.len <= attached::LONGEST => Reads::Whole,
        Some(inert::Look::Name | inert::Look::Head) => Reads::Head,
        _ if entry.len > WHOLE => Reads::TooLong,
        _ => Reads::Whole,
    }
}

/// Parses one source. Of an attachment that is no text the head is enough here.
pub(crate) fn parse_entry(
    snapshot: &Snapshot<'_>,
    entry: &Entry,
    bytes: Option<Vec<u8>>,
    context: &Context,
) -> io::Result<Parsed> {
    let reads = reads(entry);
    let bytes = match (bytes, reads) {
        (Some(bytes), _) => bytes,
        (None, Reads::Whole) => snapshot.read(&entry.path)?,
        (None, Reads::Head) => snapshot.read_head(&entry.path, inert::HEAD as u64)?,
        (None, Reads::Nothing | Reads::TooLong) => Vec::new(),
    };
    let mut parsed = parse::parse(&entry.path, &bytes, entry.len, context);
    if reads == Reads::TooLong {
        let megabytes = |bytes: u64| bytes >> 20;
        let finding = Finding::new(&rules::FILE_TOO_LONG, &entry.path, Place::File);
        parsed.findings = vec![finding.arg("size", megabytes(entry.len)).arg("limit", megabytes(WHOLE))];
    }
    if reads == Reads::Whole && !matches!(kind::of(&entry.path), FileKind::Attachment { .. }) {
        snapshot.keep(&entry.path, bytes);
    }
    Ok(parsed)
}

/// Holds all files against each other, derives and plans: stages three to five.
pub(crate) fn settle(
    snapshot: &Snapshot<'_>,
    parsed: Vec<Parsed>,
    (theme, theme_findings): (Option<&Theme>, Vec<Finding>),
    config: Config,
    day: Day,
    known: &lineage::Known,
) -> (Checked, Derived, Outputs) {
    let mut checked = check::check(parsed, &snapshot.content, config, day, &|path| snapshot.read(path).ok());
    // A text that cannot be read is told of where its page is made.
    let lineages = lineage::trace(&checked.model, known, &|body| body_text(snapshot, body).ok());
    let derived = derive::derive(&checked.model, lineages);
    let assets = theme.map(|t| t.asset_paths.clone()).unwrap_or_default();
    let (outputs, collisions) = publish::plan(&checked.model, &derived, assets);
    checked.findings.extend(theme_findings);
    checked.findings.extend(collisions);
    checked.findings.extend(derive::findings(&checked.model, &derived));
    checked.findings.extend(check::own_addresses(&checked.model, |path| outputs.plan.has(path)));
    checked.findings.extend(check::unknown_outputs(&checked.model.config, |path| outputs.plan.has(path)));
    (checked, derived, outputs)
}

/// Reads and checks a site: stages one to five.
pub fn check_site<'h>(host: &'h dyn Host, root: &Path, config: Config, day: Day) -> Result<Prepared<'h>, BuildError> {
    let snapshot = source::read(host, root, &config.theme, None)?;
    let sources = sources(&snapshot, &config, &Cache::default())?;
    let log = Logbook::read(host, root);
    Ok(Prepared::new(snapshot, sources.parsed, config, day, &lineage::Known::new(), log))
}

/// Holds a site against what was published of it: a folder or a ZIP archive with its pages and data.
/// `None` when there is no published site.
///
/// # Errors
/// When a file of either cannot be read.
pub fn against_published(
    host: &dyn Host,
    path: &Path,
    site: &Prepared<'_>,
) -> Result<Option<Vec<Finding>>, BuildError> {
    let Some(earlier) = Earlier::open(host, path)? else { return Ok(None) };
    let Some(publisher) = site.publisher() else { return Ok(Some(Vec::new())) };
    let found = published(&earlier, &Planned::of(&publisher)?, (&site.checked, &site.outputs, &site.snapshot))?;
    Ok(Some(found))
}

/// Checks the content of a site without a look at its theme: for whoever holds many states of one
/// against each other.
///
/// # Errors
/// A file cannot be read.
pub fn check_content(host: &dyn Host, root: &Path, config: Config, day: Day) -> Result<Checked, BuildError> {
    let snapshot = source::read(host, root, &config.theme, None)?;
    let sources = sources(&snapshot, &config, &Cache::default())?;
    Ok(settle(&snapshot, sources.parsed, (None, Vec::new()), config, day, &lineage::Known::new()).0)
}

/// Builds a site into a folder: all seven stages.
pub fn build(
    host: &dyn Host,
    root: &Path,
    config: Config,
    output: &Path,
    options: Options,
) -> Result<Report, BuildError> {
    made((host, root, output), config, options, Published::Before)
}

/// How far the publication of a site is that is built.
enum Published<'a, 'p> {
    /// Nothing is entered in its log; that is read where it has one.
    Before,
    Now(Standing, &'a mut Entering<'p>),
}

/// What a publication is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The newest release stands in the folder: nothing is written where something changed in silence since.
    pub on_release: bool,
    /// All that the log says is in that release: a site that has not changed is it.
    pub released: bool,
}

/// Builds a site and enters in its log what that publishes; it is signed before anything is moved into place.
///
/// # Errors
/// As [`build`]; and when what stands in the folder cannot be compared.
pub fn publish(
    (host, root, output): (&dyn Host, &Path, &Path),
    config: Config,
    options: Options,
    standing: Standing,
    entering: &mut Entering<'_>,
) -> Result<Report, BuildError> {
    made((host, root, output), config, options, Published::Now(standing, entering))
}

fn made(
    (host, root, output): (&dyn Host, &Path, &Path),
    config: Config,
    options: Options,
    published: Published<'_, '_>,
) -> Result<Report, BuildError> {
    let begun = options.cache.as_ref().and_then(|place| place.moment(host));
    let read_cache = || options.cache.as_ref().map(|place| Cache::read(host, place)).unwrap_or_default();
    let (snapshot, cache) = rayon::join(|| source::read(host, root, &config.theme, begun), read_cache);
    let mut snapshot = snapshot?;
    let now = MadeFrom::now(host, &snapshot, &config, options.day);
    let stays = !matches!(&published, Published::Now(standing, _) if !standing.released);
    if stays && let Some(report) = standing::unchanged(host, output, &cache, &now, &options)? {
        return Ok(report);
    }
    if !matches!(published, Published::Now(..))
        && let Some(report) = standing::log_alone((host, root, output), &cache, &now, &options, begun)?
    {
        return Ok(report);
    }
    snapshot.hold();
    let mut cache = cache.opened();
    if options.cache.is_some() {
        cache.ask_git(host, root, &snapshot.content);
    }
    let Sources { parsed, remembered, context } = sources(&snapshot, &config, &cache)?;
    let log = match &published {
        Published::Now(..) => Logbook::default(),
        Published::Before => Logbook::read(host, root),
    };
    let site = Prepared::new(snapshot, parsed, config, options.day, &cache.lineages, log);
    let memory = options.cache.as_ref().map(|place| Memory {
        cache,
        place,
        begun,
        context,
        day: options.day,
        remembered,
        log: now.log,
    });
    let (silence, entering) = match published {
        Published::Now(Standing { on_release: true, .. }, entering) => (Silence::Refused, Some(entering)),
        Published::Now(_, entering) => (Silence::Told, Some(entering)),
        Published::Before => (Silence::Told, None),
    };
    let halts = Halts { refused: options.refused, strict: options.strict, silence };
    let report = site.write(Writing { host, output, halts, memory, entering, go_on: &|| true });
    // The other thread would stand idle while a hundred thousand cases are let go of.
    rayon::join(|| site.checked.model.cases.into_par_iter().for_each(drop), || drop((site.derived, site.outputs)));
    report
}

/// Reads the files that findings are about; a built-in theme file is taken from the program.
pub fn sources_of(findings: &[Finding], read: impl Fn(&str) -> io::Result<Vec<u8>>) -> diagnostic::emit::Sources {
    use diagnostic::emit::Text;
    let text = |file: &str| read(file).map(|bytes| source::text::decode(&bytes).text);
    diagnostic::emit::Sources::of(findings, |file| {
        // What is published as it is may hold anything: no word of it is shown.
        let attached = matches!(kind::of(file), FileKind::Attachment { .. } | FileKind::Unknown);
        if attached && file.starts_with("content/") {
            let readable = personal_data::is_text(file);
            return Text::Unseen(if readable { text(file).unwrap_or_default() } else { String::new() });
        }
        let built_in = || file.splitn(3, '/').nth(2).and_then(theme::built_in).map(str::to_owned);
        Text::Shown(text(file).ok().or_else(built_in).unwrap_or_default())
    })
}

impl<'h> Prepared<'h> {
    fn new(
        snapshot: Snapshot<'h>,
        parsed: Vec<Parsed>,
        config: Config,
        day: Day,
        known: &lineage::Known,
        log: Logbook,
    ) -> Self {
        let (theme, findings) = theme::load(&snapshot, &config);
        let theme_and = (theme.as_ref(), findings);
        let (checked, derived, outputs) = settle(&snapshot, parsed, theme_and, config, day, known);
        Self { snapshot, derived, outputs, theme, checked, log }
    }

    /// Returns what renders the outputs; `None` when the theme cannot be used.
    pub fn publisher(&self) -> Option<Publisher<'_>> {
        let theme = self.theme.as_ref()?;
        Some(Publisher {
            snapshot: &self.snapshot,
            board: Board::new(
                (&self.checked.model, &self.derived, &self.outputs.plan),
                &self.log.logs,
                theme.all_words().to_vec(),
            ),
            outputs: &self.outputs,
            theme,
            long: Long::default(),
            kept: Kept::default(),
        })
    }

    /// Returns whether a finding stops publication.
    pub fn stops(&self, finding: &Finding, refused: Refused, strict: bool) -> bool {
        strict || (finding.is_error() && (refused == Refused::Stop || !self.leaves_out(finding)))
    }

    /// With `--leave-out-refused` only faults of single records are left out; a fault of the
    /// configuration, the theme or the reference data stops the build all the same.
    fn leaves_out(&self, finding: &Finding) -> bool {
        let content = finding.file.starts_with("content/") && self.checked.refused.contains(finding.file.as_str());
        let reference = matches!(
            kind::of(&finding.file),
            FileKind::Departments | FileKind::Topics | FileKind::Rules | FileKind::Calendar { .. }
        );
        content && !reference && finding.rule.name != "output-collision"
    }
}
