//! The seven stages run once: from the folder of a site to the folder of its pages.
//!
//! Takes a [`Host`], the folder of a site and [`Options`]; gives a [`Report`]. What must hold:
//! nothing is moved into the output before every finding is known, and what is taken from the
//! cache is what would have been made anew.

mod gate;
mod logged;
mod lost;
mod make;
mod published;
mod resources;
mod searched;
mod standing;

use self::gate::Gate;
pub(crate) use self::lost::{Lost, lost};
use self::make::{Made, make};
use self::published::{Coming, Earlier, Planned, published};
use self::standing::MadeFrom;

use crate::cache::{self, Cache, Compared, Known, Last, Remembered, Rest, Why};
use crate::check::{self, Checked, Day, Tally};
use crate::config::Config;
use crate::derive::{self, Derived};
use crate::diagnostic::rules;
use crate::diagnostic::{self, Finding, Place};
use crate::host::{Entry, Host};
use crate::ledger::{self, Ledger, LedgerError};
use crate::lineage;
use crate::publish::dataset::Kept;
use crate::publish::policy::Long;
use crate::publish::{self, Outputs, Publisher, RenderError};
use crate::record::kind::{self, FileKind};
use crate::record::parse::{self, Context};
use crate::record::personal_data;
use crate::record::{Parsed, attached, inert};
use crate::site::cells::Board;
use crate::site::texts::body_text;
use crate::source::{self, ContentDigest, Snapshot};
use crate::theme::{self, Theme};
use crate::write::{self, Stage, Staged, WriteError, WriteReport};
use rayon::prelude::*;
use std::collections::BTreeSet;
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

/// What stops a build, besides what cannot be rendered.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Halts {
    pub refused: Refused,
    pub strict: bool,
    pub silence: Silence,
}

/// What becomes of what changes in silence since the site that stands in the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Silence {
    /// That site was never published.
    Kept,
    Told,
    /// Nothing is written.
    Refused,
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
    /// The state of its log; `None` too where that cannot be used, which whoever writes the site says.
    pub ledger: Option<Ledger>,
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
) -> (Checked, Derived, Outputs, Option<Ledger>) {
    let mut checked = check::check(parsed, &snapshot.content, config, day, &|path| snapshot.read(path).ok());
    let ledger = ledger::read(snapshot.host(), snapshot.root()).ok().flatten();
    checked.model.logged = ledger.as_ref().map(Ledger::logged).unwrap_or_default();
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
    (checked, derived, outputs, ledger)
}

/// Reads and checks a site: stages one to five.
pub fn check_site<'h>(host: &'h dyn Host, root: &Path, config: Config, day: Day) -> Result<Prepared<'h>, BuildError> {
    let snapshot = source::read(host, root, &config.theme, None)?;
    let sources = sources(&snapshot, &config, &Cache::default())?;
    Ok(Prepared::new(snapshot, sources.parsed, config, day, &lineage::Known::new()))
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
    made(host, root, config, output, options, Silence::Told)
}

/// Builds a site over the newest release, and writes nothing when something changes in silence: the findings
/// say what.
///
/// # Errors
/// As [`build`]; and when what stands in the folder cannot be compared.
pub fn build_on_release(
    host: &dyn Host,
    root: &Path,
    config: Config,
    output: &Path,
    options: Options,
) -> Result<Report, BuildError> {
    made(host, root, config, output, options, Silence::Refused)
}

fn made(
    host: &dyn Host,
    root: &Path,
    config: Config,
    output: &Path,
    options: Options,
    silence: Silence,
) -> Result<Report, BuildError> {
    let begun = options.cache.as_ref().and_then(|place| place.moment(host));
    let read_cache = || options.cache.as_ref().map(|place| Cache::read(host, place)).unwrap_or_default();
    let (snapshot, cache) = rayon::join(|| source::read(host, root, &config.theme, begun), read_cache);
    let mut snapshot = snapshot?;
    let now = MadeFrom::now(host, &snapshot, &config, options.day);
    if let Some(report) = standing::unchanged(host, output, &cache, &now, &options)? {
        return Ok(report);
    }
    if let Some(report) = standing::log_alone((host, root, output), &cache, &now, &options, begun)? {
        return Ok(report);
    }
    snapshot.hold();
    let mut cache = cache.opened();
    if options.cache.is_some() {
        cache.ask_git(host, root, &snapshot.content);
    }
    let Sources { parsed, remembered, context } = sources(&snapshot, &config, &cache)?;
    let site = Prepared::new(snapshot, parsed, config, options.day, &cache.lineages);
    let memory =
        options.cache.as_ref().map(|place| Memory { cache, place, begun, context, day: options.day, remembered });
    let halts = Halts { refused: options.refused, strict: options.strict, silence };
    let report = site.write(host, output, halts, memory, &|| true);
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

/// What is known of the last build, and what shall be known of this one.
pub(crate) struct Memory<'a> {
    pub cache: Cache,
    pub place: &'a cache::Place,
    /// A moment before any output was looked at.
    pub begun: Option<i64>,
    pub context: ContentDigest,
    pub day: Day,
    pub remembered: Vec<Remembered>,
}

impl<'h> Prepared<'h> {
    fn new(snapshot: Snapshot<'h>, parsed: Vec<Parsed>, config: Config, day: Day, known: &lineage::Known) -> Self {
        let (theme, findings) = theme::load(&snapshot, &config);
        let theme_and = (theme.as_ref(), findings);
        let (checked, derived, outputs, ledger) = settle(&snapshot, parsed, theme_and, config, day, known);
        Self { snapshot, derived, outputs, theme, checked, ledger }
    }

    /// Returns what renders the outputs; `None` when the theme cannot be used.
    pub fn publisher(&self) -> Option<Publisher<'_>> {
        let theme = self.theme.as_ref()?;
        Some(Publisher {
            snapshot: &self.snapshot,
            board: Board::new(&self.checked.model, &self.derived, &self.outputs.plan, theme.all_words().to_vec()),
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

    /// Renders and writes: stages six and seven. `go_on` is asked before each output.
    pub(crate) fn write(
        &self,
        host: &dyn Host,
        output: &Path,
        Halts { refused, strict, silence }: Halts,
        mut memory: Option<Memory<'_>>,
        go_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<Report, BuildError> {
        let mut findings = self.checked.findings.clone();
        let tally = self.checked.tally.clone();
        let stopped = findings.iter().any(|finding| self.stops(finding, refused, strict));
        let Some(publisher) = self.publisher().filter(|_| !stopped) else {
            return Ok(Report { findings, tally, written: None });
        };
        let nothing = Cache::default();
        let mut remembered = memory.as_mut().map(|memory| std::mem::take(&mut memory.remembered)).unwrap_or_default();
        let cache = memory.as_ref().map_or(&nothing, |memory| &memory.cache);
        let belief = memory.as_ref().map_or(cache::Belief::Read, |memory| memory.place.belief);
        let stage = Stage::begin(host, output)?.believing(belief);
        let order = self.work_order();
        let base = |template: &str, lang| publisher.base(template, lang);
        let compared = Compared::new(cache, &publisher.board, base);
        let kept = memory.is_some();
        let gate = Gate::new(self);
        let make = |at: &u32| {
            let made = |made: Made| if kept { made } else { made.forgotten() };
            go_on().then(|| make(&publisher, &gate, &stage, cache, &compared, *at as usize).map(made))
        };
        let made: Vec<Option<Result<Made, RenderError>>> = order.par_iter().with_max_len(AT_ONCE).map(make).collect();
        let mut made: Vec<_> = order.into_iter().zip(made).collect();
        made.sort_unstable_by_key(|(at, _)| *at);
        let mut all = Vec::with_capacity(made.len() + 1);
        let mut kept = Vec::with_capacity(made.len());
        let mut rests = Vec::with_capacity(made.len());
        let mut why = Vec::new();
        for (_, outcome) in made {
            match outcome {
                Some(Ok(made)) => {
                    why.extend(made.why.map(|why| (made.staged.path.clone(), why)));
                    all.push(made.staged);
                    kept.push((made.copied, made.lines));
                    rests.push(made.rest);
                }
                Some(Err(RenderError::Finding(finding))) => findings.push(*finding),
                Some(Err(RenderError::Text(text))) => {
                    stage.abandon()?;
                    return Err(BuildError::Changed(text));
                }
                None => {
                    stage.abandon()?;
                    return Err(BuildError::Ended);
                }
            }
        }
        let shown = gate.findings();
        let leaks = !shown.is_empty();
        findings.extend(shown);
        findings.sort_by_cached_key(|f| (f.file.clone(), f.place.order(), f.rule.name, f.args.clone()));
        findings.dedup();
        if leaks || all.len() + 2 < self.outputs.plan.outputs.len() {
            stage.abandon()?;
            return Ok(Report { findings, tally, written: None });
        }
        let mut lost = lost(stage.before(), all.iter().map(|staged| &*staged.path), &self.snapshot);
        lost.retain(|lost| !self.checked.model.is_beside_removed(&lost.page));
        if refused == Refused::LeaveOut && !lost.is_empty() {
            stage.abandon()?;
            return Err(BuildError::WouldDrop(lost.iter().map(|lost| self.why_lost(lost)).collect()));
        }
        let warnings =
            lost.iter().map(|lost| Finding::new(&rules::ADDRESS_LOST, &lost.file, Place::File).arg("page", &lost.page));
        let known = findings.len();
        // That an address is gone is said once.
        let lasting = findings.clone();
        findings.extend(warnings);
        match silence {
            Silence::Kept => {}
            // A site that cannot be read, as an earlier program wrote it, is not compared.
            Silence::Told => {
                let changed = self.changed_since(host, &stage, &all).unwrap_or_default();
                findings.extend(changed.into_iter().map(published::warning));
            }
            Silence::Refused => {
                let changed = self.changed_since(host, &stage, &all)?;
                if !changed.is_empty() {
                    stage.abandon()?;
                    return Ok(Report { findings: changed, tally, written: None });
                }
            }
        }
        if strict && findings.len() > known {
            stage.abandon()?;
            return Ok(Report { findings, tally, written: None });
        }
        let (numbers, config) = (&self.derived.numbers, &self.checked.model.config);
        let mut unplanned = searched::index(&stage, cache, &all, numbers, config)?;
        all.append(&mut unplanned);
        let again = match &self.ledger {
            Some(_) => None,
            None => ledger::read(host, self.snapshot.root()).map_err(BuildError::Log)?,
        };
        let ledger = self.ledger.as_ref().or(again.as_ref());
        if let Some(ledger) = ledger {
            let mut bound = logged::bound(self, &stage, ledger, &all)?;
            all.append(&mut bound);
        }
        let mut lists = resources::lists(&stage, &all, config, self.checked.model.as_of)?;
        all.append(&mut lists);
        if let Some(ledger) = ledger {
            let mut proven = logged::proven(&stage, ledger, &all)?;
            all.append(&mut proven);
        }
        // Whatever is no part of the plan is made anew each time.
        kept.resize_with(all.len(), || (None, Box::default()));
        rests.resize_with(all.len(), || Rest::Made { template: "", lang: 0, reads: Vec::new() });
        let sums = write::checksums(&all);
        all.push(stage.put("SHA256SUMS", sums.as_bytes(), None)?);
        kept.push((None, Box::default()));
        rests.push(Rest::Made { template: "", lang: 0, reads: Vec::new() });
        let pages = all.iter().filter(|s| s.path.ends_with(".html")).count();
        let outputs = all.len();
        let folder = stage.output().to_path_buf();
        let changes = stage.changes(&all);
        let report = stage.finish(&mut all)?;
        if let Some(Memory { cache, place, begun, context, day, .. }) = &memory {
            remembered.retain(|source| !self.checked.hides(source.path()));
            let moved = cache.moved(|path| self.snapshot.stamp_now(path), &remembered);
            let moments = begun.zip(if report.written > 0 { place.moment(host) } else { *begun });
            let stamp =
                |staged: &Staged| moments.and_then(|(begun, ended)| Stage::stamp(host, &folder, staged, begun, ended));
            let (rests, places) = compared.rests(&publisher.board, rests, base);
            let made = all.par_iter().zip(kept).zip(places);
            let known = made.map(|((staged, (copied, lines)), (base, reads))| Known {
                path: staged.path.clone(),
                copied,
                base,
                reads,
                sha256: staged.sha256,
                bytes: staged.bytes,
                stamp: stamp(staged),
                lines,
            });
            let mut outputs: Vec<Known> = known.collect();
            outputs.sort_unstable_by(|a, b| a.path.cmp(&b.path));
            let now = MadeFrom::now(host, &self.snapshot, &self.checked.model.config, *day);
            let last = Last {
                made_from: now.content,
                log: now.log,
                shown: ledger.map(logged::shown),
                moment: day.moment(),
                findings: lasting,
                tally: tally.clone(),
                outputs,
            };
            // The site is complete; without the cache the next build is slower, not wrong.
            let _ =
                cache.write(host, place, (last, rests, &self.derived.lineages.known), *context, &remembered, &moved);
        }
        let rendered = why.iter().filter(|(path, _)| path.ends_with(".html")).count();
        let (reads, texts) = (self.snapshot.reads(), self.snapshot.texts());
        let written = Written { outputs, pages, rendered, reads, texts, report, changes, why };
        Ok(Report { findings, tally, written: Some(written) })
    }

    /// What differs in silence from the site that stands in the folder.
    fn changed_since(&self, host: &dyn Host, stage: &Stage<'_>, all: &[Staged]) -> Result<Vec<Finding>, BuildError> {
        let stood = stage.before().next().is_some();
        if !stood || !all.iter().any(|staged| staged.changed && published::is_held(&staged.path)) {
            return Ok(Vec::new());
        }
        let Some(earlier) = Earlier::open(host, stage.output())? else { return Ok(Vec::new()) };
        let site = (&self.checked, &self.outputs, &self.snapshot);
        let mut found = published(&earlier, &Coming::of(stage, all), site)?;
        found.retain(Finding::is_error);
        Ok(found)
    }

    /// The outputs to make, by their place in the plan: the data of a month before the pages of
    /// its cases, so that their texts are read once for both.
    fn work_order(&self) -> Vec<u32> {
        let wanted = self.outputs.targets.iter().zip(0..).filter(|(target, _)| !target.is_written_last());
        let mut order: Vec<_> =
            wanted.map(|(target, at)| (target.texts_of(&self.checked.model, &self.derived), at)).collect();
        order.sort_unstable();
        order.into_iter().map(|(_, at)| at).collect()
    }

    /// Returns an address with what became of its record: the faults of its files, if any.
    fn why_lost(&self, lost: &Lost) -> String {
        let of_record = |f: &&Finding| f.is_error() && *kind::main_file(&f.file) == *lost.file;
        let faults = self.checked.findings.iter().filter(of_record);
        let faults: BTreeSet<String> = faults.map(|f| format!("{}: {}", f.file, f.rule.name)).collect();
        match faults.is_empty() {
            true => lost.page.clone(),
            false => format!("{} ({})", lost.page, faults.into_iter().collect::<Vec<_>>().join("; ")),
        }
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
