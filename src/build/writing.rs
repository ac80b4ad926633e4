//! Stages six and seven: makes the outputs of a site and moves them into its folder.
//!
//! Takes a [`Prepared`] site and [`Writing`]; gives a [`Report`]. What must hold: nothing is moved before every
//! finding is known, and nothing is taken from the cache that would not be made the same.

use super::entering::Entering;
use super::gate::Gate;
use super::logged;
use super::lost::{Lost, lost};
use super::make::{Made, make};
use super::published::{self, Coming, Earlier, published};
use super::searched;
use super::standing::MadeFrom;
use super::{AT_ONCE, BuildError, Prepared, Refused, Report, Written, resources};
use crate::cache::{self, Cache, Compared, KeptLine, Known, Last, Remembered, Rest, Why};
use crate::check::Day;
use crate::diagnostic::{Finding, Place, rules};
use crate::host::Host;
use crate::ledger::{self, CHANGES, Ledger};
use crate::log::manifest::Listed;
use crate::model::Logs;
use crate::publish::{Publisher, RenderError};
use crate::record::Lang;
use crate::record::kind;
use crate::source::ContentDigest;
use crate::write::{self, Stage, Staged};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;

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

/// What is known of the last build, and what shall be known of this one.
pub(crate) struct Memory<'a> {
    pub cache: Cache,
    pub place: &'a cache::Place,
    /// A moment before any output was looked at.
    pub begun: Option<i64>,
    pub context: ContentDigest,
    pub day: Day,
    pub remembered: Vec<Remembered>,
    /// The state of the log, before it was read.
    pub log: Option<ContentDigest>,
}

/// How the outputs of a site are written, and where to.
pub(crate) struct Writing<'a, 'p> {
    pub host: &'a dyn Host,
    pub output: &'a Path,
    pub halts: Halts,
    pub memory: Option<Memory<'a>>,
    /// Where the site is being published.
    pub entering: Option<&'a mut Entering<'p>>,
    /// Asked before each output.
    pub go_on: &'a (dyn Fn() -> bool + Sync),
}

/// Outputs on their way, each with its place in the plan; `None` where it was not begun.
type Round = Vec<(u32, Option<Result<Made, RenderError>>)>;

/// What became of the files beside the planned ones.
enum Beside {
    Whole,
    /// What was published would be gone or another.
    Ended(Box<Report>),
}

/// All outputs that are made, and what the next build may know of each.
#[derive(Default)]
struct Outcome {
    all: Vec<Staged>,
    kept: Vec<(Option<ContentDigest>, Box<[KeptLine]>)>,
    rests: Vec<Rest>,
    why: Vec<(Box<str>, Why)>,
    findings: Vec<Finding>,
}

impl Outcome {
    fn of(mut round: Round) -> Result<Self, BuildError> {
        round.sort_unstable_by_key(|(at, _)| *at);
        let mut outcome = Self::default();
        for (_, made) in round {
            match made {
                Some(Ok(made)) => {
                    outcome.why.extend(made.why.map(|why| (made.staged.path.clone(), why)));
                    outcome.all.push(made.staged);
                    outcome.kept.push((made.copied, made.lines));
                    outcome.rests.push(made.rest);
                }
                Some(Err(RenderError::Finding(finding))) => outcome.findings.push(*finding),
                Some(Err(RenderError::Text(text))) => return Err(BuildError::Changed(text)),
                None => return Err(BuildError::Ended),
            }
        }
        Ok(outcome)
    }

    /// Adds files that are no part of the plan: they are made anew each time.
    fn add(&mut self, mut files: Vec<Staged>) {
        self.all.append(&mut files);
        self.kept.resize_with(self.all.len(), || (None, Box::default()));
        self.rests.resize_with(self.all.len(), || Rest::Made { template: "", lang: 0, reads: Vec::new() });
    }
}

impl Prepared<'_> {
    /// Renders and writes.
    pub(crate) fn write(&self, mut writing: Writing<'_, '_>) -> Result<Report, BuildError> {
        let (host, halts) = (writing.host, writing.halts);
        let go_on = writing.go_on;
        let mut findings = self.checked.findings.clone();
        let tally = self.checked.tally.clone();
        let stopped = findings.iter().any(|finding| self.stops(finding, halts.refused, halts.strict));
        let logs: Logs;
        let Some(mut publisher) = self.publisher().filter(|_| !stopped) else {
            return Ok(Report { findings, tally, written: None });
        };
        let nothing = Cache::default();
        let mut memory = writing.memory.take();
        let mut remembered = memory.as_mut().map(|memory| std::mem::take(&mut memory.remembered)).unwrap_or_default();
        let cache = memory.as_ref().map_or(&nothing, |memory| &memory.cache);
        let belief = memory.as_ref().map_or(cache::Belief::Read, |memory| memory.place.belief);
        let stage = Stage::begin(host, writing.output)?.believing(belief);
        let gate = Gate::new(self);
        let run = |publisher: &Publisher<'_>, compared: &Compared<'_>, order: Vec<u32>| -> Round {
            let made = |made: Made| if memory.is_some() { made } else { made.forgotten() };
            let make =
                |at: &u32| go_on().then(|| make(publisher, &gate, &stage, cache, compared, *at as usize).map(made));
            let outcomes: Vec<_> = order.par_iter().with_max_len(AT_ONCE).map(make).collect();
            order.into_iter().zip(outcomes).collect()
        };
        let mut compared = Compared::new(cache, &publisher.board, |template, lang| publisher.base(template, lang));
        let mut order = self.work_order();
        let mut round = Round::new();
        let ends = |findings| Ok(Report { findings, tally: tally.clone(), written: None });
        if let Some(entering) = &mut writing.entering {
            // What is said of records in the log is shown on their pages: first come the files that bear them.
            let first;
            (first, order) = order.into_iter().partition(|at| self.outputs.targets[*at as usize].is_bound());
            round = run(&publisher, &compared, first);
            let made: Option<Vec<&Staged>> =
                round.iter().map(|(_, made)| Some(&made.as_ref()?.as_ref().ok()?.staged)).collect();
            if let Some(made) = made {
                let entered = logged::records(&stage, &made).and_then(|records| Ok(entering.enter(&records)?));
                if !stage.or_abandon(entered)? {
                    stage.abandon()?;
                    return ends(findings);
                }
                logs = entering.ledger.logged();
                publisher = publisher.with_logs(&logs);
                compared = compared.again(&publisher.board);
            }
        }
        round.append(&mut run(&publisher, &compared, order));
        let mut outcome = stage.or_abandon(Outcome::of(round))?;
        findings.append(&mut outcome.findings);
        let shown = gate.findings();
        let leaks = !shown.is_empty();
        findings.extend(shown);
        findings.sort_by_cached_key(|f| (f.file.clone(), f.place.order(), f.rule.name, f.args.clone()));
        findings.dedup();
        if leaks || outcome.all.len() + 2 < self.outputs.plan.outputs.len() {
            stage.abandon()?;
            return ends(findings);
        }
        // That an address is gone is said once.
        let lasting = findings.clone();
        // What is wrong with a log that cannot be used is said here.
        let again = match (&writing.entering, &self.log.ledger) {
            (None, None) => stage.or_abandon(ledger::read(host, self.snapshot.root()).map_err(BuildError::Log))?,
            _ => None,
        };
        let own = self.log.ledger.as_ref().or(again.as_ref());
        let beside = self.beside((&stage, cache), &mut outcome, (&mut writing, own), &mut findings);
        match stage.or_abandon(beside)? {
            Some(Beside::Whole) => {}
            Some(Beside::Ended(report)) => {
                stage.abandon()?;
                return Ok(*report);
            }
            None => {
                stage.abandon()?;
                return ends(findings);
            }
        }
        let ledger = writing.entering.as_ref().map(|entering| &entering.ledger).or(own);
        let Outcome { mut all, kept, rests, why, .. } = outcome;
        let folder = stage.output().to_path_buf();
        let changes = stage.changes(&all);
        let remembers = memory.is_some();
        let shown = || ledger.filter(|_| remembers).map(logged::shown);
        let (report, shown) = rayon::join(|| stage.finish(&mut all), shown);
        let report = report?;
        let pages = all.iter().filter(|s| s.path.ends_with(".html")).count();
        let outputs = all.len();
        if let Some(Memory { cache, place, begun, context, day, log, .. }) = &memory {
            remembered.retain(|source| !self.checked.hides(source.path()));
            let moved = cache.moved(|path| self.snapshot.stamp_now(path), &remembered);
            let moments = begun.zip(if report.written > 0 { place.moment(host) } else { *begun });
            let stamp =
                |staged: &Staged| moments.and_then(|(begun, ended)| Stage::stamp(host, &folder, staged, begun, ended));
            let base = |template: &str, lang: Lang| publisher.base(template, lang);
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
            // What was entered is in it now; else it is the one that was read.
            let entered = writing.entering.is_some();
            let now = MadeFrom::now(host, &self.snapshot, &self.checked.model.config, *day);
            let last = Last {
                made_from: now.content,
                log: if entered { now.log } else { *log },
                shown,
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

    /// Makes what follows from all outputs: the index of the search, lists, the log, checksums. `None` where what
    /// is entered in the log ends the build.
    fn beside(
        &self,
        (stage, cache): (&Stage<'_>, &Cache),
        outcome: &mut Outcome,
        (writing, own): (&mut Writing<'_, '_>, Option<&Ledger>),
        findings: &mut Vec<Finding>,
    ) -> Result<Option<Beside>, BuildError> {
        let (numbers, config) = (&self.derived.numbers, &self.checked.model.config);
        let all = &outcome.all;
        let (host, halts) = (writing.host, writing.halts);
        let ledger = writing.entering.as_ref().map(|entering| &entering.ledger).or(own);
        let bound = || ledger.map(|ledger| logged::bound(self, stage, ledger, all)).transpose();
        let index = || searched::index(stage, cache, all, numbers, config);
        let (ended, (index, bound)) =
            rayon::join(|| self.held_back(host, stage, all, halts, findings), || rayon::join(index, bound));
        if let Some(report) = ended? {
            return Ok(Some(Beside::Ended(Box::new(report))));
        }
        outcome.add(index?);
        outcome.add(bound?.unwrap_or_default());
        outcome.add(resources::lists(stage, &outcome.all, config, self.checked.model.as_of)?);
        if let Some(entering) = &mut writing.entering
            && !entering.release(&outcome.all, config)?
        {
            return Ok(None);
        }
        let entered = writing.entering.as_mut().and_then(|entering| entering.entered.manifest.take());
        let ledger = writing.entering.as_ref().map(|entering| &entering.ledger).or(own);
        if let Some(ledger) = ledger {
            let changes = ledger.told().map(|told| stage.put(CHANGES, &resources::changes(&told, config), None));
            let changes = changes.transpose()?;
            // The manifest that was entered has the list as it was to be.
            let listed = changes.as_ref().map(|list| Listed { sha256: list.sha256, size: list.bytes });
            let entered = entered.filter(|manifest| manifest.files.get(CHANGES).copied() == listed);
            outcome.add(changes.into_iter().collect());
            let (proven, released) = logged::proven(stage, ledger, &outcome.all, entered)?;
            outcome.add(proven);
            if let Some(entering) = &mut writing.entering {
                entering.entered.whole = released;
            }
        }
        let sums = write::checksums(&outcome.all);
        outcome.add(vec![stage.put("SHA256SUMS", sums.as_bytes(), None)?]);
        Ok(Some(Beside::Whole))
    }

    /// Finds what was published and would be gone or another, and returns what the build ends with where that
    /// stops it.
    fn held_back(
        &self,
        host: &dyn Host,
        stage: &Stage<'_>,
        all: &[Staged],
        Halts { refused, strict, silence }: Halts,
        findings: &mut Vec<Finding>,
    ) -> Result<Option<Report>, BuildError> {
        let ended = |findings| Ok(Some(Report { findings, tally: self.checked.tally.clone(), written: None }));
        let mut lost = lost(stage.before(), all.iter().map(|staged| &*staged.path), &self.snapshot);
        lost.retain(|lost| !self.checked.model.is_beside_removed(&lost.page));
        if refused == Refused::LeaveOut && !lost.is_empty() {
            return Err(BuildError::WouldDrop(lost.iter().map(|lost| self.why_lost(lost)).collect()));
        }
        let known = findings.len();
        let gone = |lost: &Lost| Finding::new(&rules::ADDRESS_LOST, &lost.file, Place::File).arg("page", &lost.page);
        findings.extend(lost.iter().map(gone));
        match silence {
            Silence::Kept => {}
            // A site that cannot be read, as an earlier program wrote it, is not compared.
            Silence::Told => {
                let changed = self.changed_since(host, stage, all).unwrap_or_default();
                findings.extend(changed.into_iter().map(published::warning));
            }
            Silence::Refused => {
                let changed = self.changed_since(host, stage, all)?;
                if !changed.is_empty() {
                    return ended(changed);
                }
            }
        }
        if strict && findings.len() > known { ended(std::mem::take(findings)) } else { Ok(None) }
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
}
