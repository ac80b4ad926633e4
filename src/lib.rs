//! gongkai: published replies, policies and statistics become a static site.
//!
//! Seven stages, one new type each; only [`source`] and [`mod@write`] touch the outside world,
//! through [`host`]:
//!
//! | stage | takes | gives |
//! |---|---|---|
//! | [`source::read`] | a host, the folder of a site | [`source::Snapshot`] |
//! | [`record::parse::parse`] | one file | [`record::Parsed`] |
//! | [`check::check`] | all parsed files | [`check::Checked`] with the [`model::Model`] |
//! | [`derive::derive`] | the model | [`derive::Derived`] |
//! | [`plan::plan`] | model and figures | [`plan::Plan`] |
//! | [`render::Renderer::render`] | one planned output | [`render::Output`] |
//! | [`write::Stage`] | a stream of outputs | [`write::WriteReport`] |
//!
//! [`build`] runs them all, [`check_site`] the first five. `docs/architecture.md` says what
//! each must not know.
#![forbid(unsafe_code)]

pub mod cache;
pub mod calendar;
pub mod check;
pub mod cli;
pub mod config;
pub mod derive;
pub mod diagnostic;
pub mod host;
pub mod markdown;
pub mod model;
pub mod plan;
pub mod record;
pub mod render;
#[cfg(feature = "serve")]
pub mod serve;
pub mod source;
pub mod view;
pub mod write;
pub mod yaml;

use cache::{Cache, Known, Remembered, Why};
use check::{Checked, Day, Tally};
use config::Config;
use derive::Derived;
use diagnostic::Finding;
use host::Host;
use plan::{Plan, Planned, Target};
use rayon::prelude::*;
use render::print::Print;
use render::theme::Theme;
use render::{Earlier, KeptLine, RenderError, Renderer};
use source::Snapshot;
use std::io;
use std::path::Path;
use view::texts::Reading;
use write::{Stage, Staged, WriteError, WriteReport};

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
    pub plan: Plan,
    /// `None` when the theme cannot be used; a finding says why.
    pub theme: Option<Theme>,
    pub checked: Checked,
    /// Digest of what parsing depended on besides the files.
    pub context: source::ContentDigest,
    /// What the next build may know of the sources.
    pub remembered: Vec<Remembered>,
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
    pub report: WriteReport,
    /// The outputs that were made anew and why, by path.
    pub why: Vec<(Box<str>, Why)>,
}

/// Why a build could not be tried or finished; not the content's fault.
#[derive(Debug)]
pub enum BuildError {
    Io(io::Error),
    /// The output folder holds files that are not ours.
    NotOurs(std::path::PathBuf),
    /// A record that was published before is among the refused.
    WouldDrop(Vec<String>),
    Changed(String),
}

impl From<io::Error> for BuildError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<WriteError> for BuildError {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::NotOurs(path) => Self::NotOurs(path),
            WriteError::Io(error) => Self::Io(error),
        }
    }
}

/// Reads and checks a site: stages one to five.
pub fn check_site<'h>(host: &'h dyn Host, root: &Path, config: Config, day: Day) -> Result<Prepared<'h>, BuildError> {
    prepare(host, root, config, day, &Cache::default())
}

/// [`check_site`] with what an earlier build knew of the sources.
fn prepare<'h>(
    host: &'h dyn Host,
    root: &Path,
    config: Config,
    day: Day,
    cache: &Cache,
) -> Result<Prepared<'h>, BuildError> {
    let snapshot = source::read(host, root, &config.theme)?;
    let context = record::parse::Context::of(&config);
    let context_digest = context.digest();
    let sources: io::Result<Vec<(record::Parsed, Option<Remembered>)>> = snapshot
        .content
        .par_iter()
        .filter(|entry| {
            entry.kind == host::EntryKind::File && record::kind::of(&entry.path) != record::kind::FileKind::Ignored
        })
        .map(|entry| {
            Ok(match cache.source(entry, context_digest, || snapshot.read(&entry.path))? {
                Ok((parsed, remembered)) => (parsed, Some(remembered)),
                Err(bytes) => {
                    let parsed = parse_entry(&snapshot, entry, bytes, &context)?;
                    let remembered = Remembered::of(entry, &parsed);
                    (parsed, remembered)
                }
            })
        })
        .collect();
    let (parsed, remembered): (Vec<_>, Vec<_>) = sources?.into_iter().unzip();
    let remembered: Vec<Remembered> = remembered.into_iter().flatten().collect();
    let (theme, theme_findings) = render::theme::load(&snapshot, &config);
    let mut checked = check::check(parsed, &snapshot.content, config, day);
    let derived = derive::derive(&checked.model);
    let assets = theme.as_ref().map(|t| t.asset_paths.clone()).unwrap_or_default();
    let (plan, collisions) = plan::plan(&checked.model, &derived, assets);
    checked.findings.extend(theme_findings);
    checked.findings.extend(collisions);
    checked.findings.extend(derive::missing_calendars(&checked.model, &derived));
    Ok(Prepared { snapshot, derived, plan, theme, checked, context: context_digest, remembered })
}

/// An attachment is published as it is: its name and size are enough here.
fn parse_entry(
    snapshot: &Snapshot<'_>,
    entry: &host::Entry,
    bytes: Option<Vec<u8>>,
    context: &record::parse::Context,
) -> io::Result<record::Parsed> {
    let attachment = matches!(
        record::kind::of(&entry.path),
        record::kind::FileKind::Attachment { .. } | record::kind::FileKind::Unknown
    );
    let bytes = match bytes {
        Some(bytes) => bytes,
        None if attachment => Vec::new(),
        None => snapshot.read(&entry.path)?,
    };
    let mut parsed = record::parse::parse(&entry.path, &bytes, context);
    parsed.size = entry.len;
    Ok(parsed)
}

/// Builds a site into a folder: all seven stages.
pub fn build(
    host: &dyn Host,
    root: &Path,
    config: Config,
    output: &Path,
    options: Options,
) -> Result<Report, BuildError> {
    let cache = options.cache.as_ref().map(|place| Cache::read(host, place)).unwrap_or_default();
    let site = prepare(host, root, config, options.day, &cache)?;
    let stop = |findings: &[Finding]| {
        let refused =
            findings.iter().any(|f| f.is_error() && (options.refused == Refused::Stop || !leaves_out(&site, f)));
        refused || (options.strict && !findings.is_empty())
    };
    let Some(theme) = site.theme.as_ref().filter(|_| !stop(&site.checked.findings)) else {
        return Ok(Report { findings: site.checked.findings, tally: site.checked.tally, written: None });
    };
    let stage = Stage::begin(host, output)?;
    let renderer = Renderer {
        snapshot: &site.snapshot,
        model: &site.checked.model,
        derived: &site.derived,
        plan: &site.plan,
        theme,
    };
    let made: Vec<Result<Made, RenderError>> = site
        .plan
        .outputs
        .par_iter()
        .filter(|planned| planned.target != Target::Sums)
        .map(|planned| make(&renderer, &stage, &cache, planned))
        .collect();
    let mut findings = site.checked.findings;
    let mut all = Vec::with_capacity(made.len() + 1);
    let mut prints = Vec::with_capacity(made.len());
    let mut why = Vec::new();
    for outcome in made {
        match outcome {
            Ok(made) => {
                why.extend(made.why.map(|why| (made.staged.path.clone(), why)));
                all.push(made.staged);
                prints.push((made.print, made.lines));
            }
            Err(RenderError::Finding(finding)) => findings.push(*finding),
            Err(RenderError::Text(text)) => {
                stage.abandon()?;
                return Err(BuildError::Changed(text));
            }
        }
    }
    findings.sort_by_cached_key(|f| (f.file.clone(), f.place.order(), f.rule.name, f.args.clone()));
    findings.dedup();
    if all.len() + 1 < site.plan.outputs.len() {
        stage.abandon()?;
        return Ok(Report { findings, tally: site.checked.tally, written: None });
    }
    if let Some(lost) = dropped(&stage, &site.checked.refused, &all) {
        stage.abandon()?;
        return Err(BuildError::WouldDrop(lost));
    }
    let sums = write::checksums(&all);
    all.push(stage.put("SHA256SUMS", sums.as_bytes())?);
    let pages = all.iter().filter(|s| s.path.ends_with(".html")).count();
    let outputs = all.len();
    let report = stage.finish(&all)?;
    if let Some(place) = &options.cache {
        let made = all.par_iter().zip(prints);
        let known = made.map(|(staged, (print, lines))| remember(host, output, staged, print, lines)).collect();
        // The site is complete; without the cache the next build is slower, not wrong.
        let _ = cache.write(host, place, known, site.context, &site.remembered);
    }
    let rendered = why.iter().filter(|(path, _)| path.ends_with(".html")).count();
    let reads = site.snapshot.reads();
    let written = Written { outputs, pages, rendered, reads, report, why };
    Ok(Report { findings, tally: site.checked.tally, written: Some(written) })
}

/// One output on its way.
struct Made {
    staged: Staged,
    print: Print,
    lines: Box<[KeptLine]>,
    /// `None` when it was taken as it stands.
    why: Option<Why>,
}

/// Takes an output as it stands, or makes it anew. Texts are read in the second case only.
fn make(renderer: &Renderer<'_>, stage: &Stage<'_>, cache: &Cache, planned: &Planned) -> Result<Made, RenderError> {
    let mut why = if cache.is_empty() { Why::NoCache } else { Why::New };
    let mut earlier = None;
    if let Some(known) = cache.get(&planned.path) {
        let draft = renderer.render(planned, Reading::Later, None)?;
        if draft.print == known.print {
            if let Some(staged) = stage.stands(cache, known) {
                return Ok(Made { staged, print: draft.print, lines: known.lines.clone(), why: None });
            }
            why = Why::Altered;
        } else {
            why = Why::Differs(draft.print.differs_in(&known.print));
        }
        if let Some(bytes) = draft.bytes {
            let staged = stage.put(&planned.path, &bytes)?;
            return Ok(Made { staged, print: draft.print, lines: draft.lines, why: Some(why) });
        }
        if !known.lines.is_empty() {
            earlier = stage.earlier(known).map(|bytes| (bytes, &known.lines));
        }
    }
    let earlier = earlier.as_ref().map(|(bytes, lines)| Earlier { bytes, lines });
    let output = renderer.render(planned, Reading::Now, earlier.as_ref())?;
    let staged = stage.put(&planned.path, &output.bytes.unwrap_or_default())?;
    Ok(Made { staged, print: output.print, lines: output.lines, why: Some(why) })
}

fn remember(host: &dyn Host, output: &Path, staged: &Staged, print: Print, lines: Box<[KeptLine]>) -> Known {
    let stamp = Stage::stamp(host, output, staged);
    Known { path: staged.path.clone(), print, sha256: staged.sha256, bytes: staged.bytes, stamp, lines }
}

/// With `--leave-out-refused` only faults of single records are left out; a fault of the
/// configuration, the theme or the reference data stops the build all the same.
fn leaves_out(site: &Prepared<'_>, finding: &Finding) -> bool {
    use record::kind::FileKind as K;
    let content = finding.file.starts_with("content/") && site.checked.refused.contains(finding.file.as_str());
    let reference =
        matches!(record::kind::of(&finding.file), K::Departments | K::Topics | K::Rules | K::Calendar { .. });
    content && !reference && finding.rule.name != "output-collision"
}

/// Returns the pages of refused records that the folder holds: leaving those out would drop
/// what was published.
fn dropped(stage: &Stage<'_>, refused: &std::collections::BTreeSet<Box<str>>, all: &[Staged]) -> Option<Vec<String>> {
    let now: std::collections::BTreeSet<&str> = all.iter().map(|s| &*s.path).collect();
    let lost: Vec<String> = refused
        .iter()
        .filter_map(|file| main_page(file))
        .filter(|page| stage.held(page) && !now.contains(page.as_str()))
        .collect();
    (!lost.is_empty()).then_some(lost)
}

fn main_page(file: &str) -> Option<String> {
    use record::kind::FileKind as K;
    match record::kind::of(file) {
        K::Case { id } => Some(plan::routes::case(id)),
        K::Policy { id } => Some(plan::routes::policy(id)),
        K::Dataset { id } => Some(plan::routes::dataset(id)),
        K::Digest { id } => Some(plan::routes::digest(id)),
        K::Page { slug } => Some(plan::routes::page(slug)),
        _ => None,
    }
}
