//! A site that stays in memory while its files change.
//!
//! Takes the paths that changed; parses those alone, and gives any output at once, as a clean
//! build of the files would make it. What must hold: after [`Live::update`] every output is
//! that of a clean build. To keep it so by construction, all stages run again over what was
//! parsed, with one short cut: a case that is to all others what it was before
//! ([`check::same_to_others`]) is put in place of its former self.

use crate::build::{self, BuildError, Halts, Logbook, Memory, Prepared, Refused, Report, Writing};
use crate::cache::{self, Cache, Remembered};
use crate::check::{self, Day};
use crate::config::Config;
use crate::derive::{self, Derived, status};
use crate::diagnostic::emit::{Format, emit, place};
use crate::diagnostic::{Finding, Tongue};
use crate::host::{Entry, Host};
use crate::publish::{self, RenderError};
use crate::record::case::Event;
use crate::record::parse::Context;
use crate::record::{Case, Parsed, Record};
use crate::source;
use crate::theme;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A site in memory.
pub struct Live<'h> {
    host: &'h dyn Host,
    root: PathBuf,
    /// Where the site is remembered; `None` when it is not.
    place: Option<cache::Place>,
    config: Config,
    day: Day,
    /// Every source as it was parsed, sorted by file.
    parsed: Vec<Parsed>,
    theme_findings: Vec<Finding>,
    site: Prepared<'h>,
    /// Paths of an update that failed: the next one looks at them again.
    pending: BTreeSet<String>,
}

/// What an update did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Work {
    /// Files that were read and parsed.
    pub parsed: usize,
    /// All records were held against each other again.
    pub whole: bool,
}

impl<'h> Live<'h> {
    /// Reads a site; with a cache only what has changed since is parsed.
    ///
    /// # Errors
    /// When a folder or file cannot be read.
    pub fn open(
        host: &'h dyn Host,
        root: &Path,
        config: Config,
        day: Day,
        cache: Option<&cache::Place>,
    ) -> io::Result<Self> {
        let read_cache = || cache.map(|place| Cache::read(host, place).opened()).unwrap_or_default();
        let begun = cache.and_then(|place| place.moment(host));
        let (snapshot, known) = rayon::join(|| source::read(host, root, &config.theme, begun), read_cache);
        let snapshot = snapshot?;
        let parsed = build::sources(&snapshot, &config, &known)?.parsed;
        let lineages = &known.lineages;
        let (theme, theme_findings) = theme::load(&snapshot, &config);
        let theme_and = (theme.as_ref(), theme_findings.clone());
        let (checked, derived, outputs) =
            build::settle(&snapshot, parsed.clone(), theme_and, config.clone(), day, lineages);
        let log = Logbook::read(host, root);
        let site = Prepared { snapshot, derived, outputs, theme, checked, log };
        let (root, place) = (root.to_path_buf(), cache.cloned());
        Ok(Self { host, root, place, config, day, parsed, theme_findings, site, pending: BTreeSet::new() })
    }

    /// Returns the site as it is now.
    pub fn site(&self) -> &Prepared<'h> {
        &self.site
    }

    /// Returns whether errors stop publication.
    pub fn stopped(&self) -> bool {
        self.site.checked.findings.iter().any(|finding| self.site.stops(finding, Refused::Stop, false))
    }

    /// Returns findings as text, with the lines they are about.
    pub fn explain(&self, findings: &[Finding], tongue: Tongue) -> String {
        let sources = build::sources_of(findings, |file| self.host.read(&self.root.join(file)));
        emit(&place(findings, &sources, tongue), Format::Human, tongue, false)
    }

    /// Returns findings as lines: file, line, what is wrong and what to do.
    pub fn listed(&self, findings: &[Finding], tongue: Tongue) -> Vec<String> {
        let sources = build::sources_of(findings, |file| self.host.read(&self.root.join(file)));
        let line = |p: &crate::diagnostic::emit::Placed<'_>| {
            format!("{}:{}: {} → {}", p.finding.file, p.at.line, p.message, p.help)
        };
        place(findings, &sources, tongue).iter().map(line).collect()
    }

    /// Renders one output; `None` when there is none at the path, or only a whole build can make
    /// it (the checksums).
    ///
    /// # Errors
    /// When the theme or a text is at fault.
    pub fn output(&self, path: &str) -> Option<Result<Vec<u8>, RenderError>> {
        let outputs = &self.site.outputs;
        let at = outputs.plan.place(path).filter(|at| !outputs.targets[*at].is_written_last())?;
        let made = self.site.publisher()?.make(at, None);
        Some(made.map(|output| output.bytes))
    }

    /// Returns whether a page is that of a record that is not published yet.
    pub fn is_early(&self, path: &str) -> bool {
        let site = &self.site;
        let planned = site.outputs.plan.place(path).map(|at| &site.outputs.plan.outputs[at]);
        planned.is_some_and(|planned| site.checked.early.contains(planned.about.source.file(&site.checked.model)))
    }

    /// Returns where the file is that an output is a copy of, for one who takes it piece by piece.
    pub fn copied(&self, path: &str) -> Option<PathBuf> {
        let outputs = &self.site.outputs;
        Some(self.root.join(outputs.targets[outputs.plan.place(path)?].copied()?))
    }

    /// Follows changes: `changed` are paths relative to the site; those that are no part of it do
    /// no harm. `config` and `day` are those of now.
    ///
    /// # Errors
    /// When a folder or file cannot be read: the next update looks at all of these again.
    pub fn update(&mut self, config: Config, day: Day, changed: &[PathBuf]) -> io::Result<Work> {
        // A name that is no text is found by listing all.
        self.pending.extend(changed.iter().map(|path| name(path).unwrap_or_else(|| "content".to_owned())));
        let work = self.follow(config, day, &self.pending.clone())?;
        self.pending.clear();
        Ok(work)
    }

    fn follow(&mut self, config: Config, day: Day, paths: &BTreeSet<String>) -> io::Result<Work> {
        let turned = self.site.checked.tally.turns.is_some_and(|turns| day.moment() >= turns);
        let later = day.moment() < self.day.moment();
        let resettled =
            config != self.config || (day.as_of, day.replay) != (self.day.as_of, self.day.replay) || turned || later;
        let context = config.context();
        let reread = resettled && context.digest() != self.config.context().digest();
        let mut rethemed = resettled || paths.iter().any(|path| path.starts_with("themes/"));
        let mut files: BTreeSet<String> =
            paths.iter().filter(|path| *path == "content" || path.starts_with("content/")).cloned().collect();
        let mut told = true;
        for path in &files {
            told &= self.site.snapshot.look_again(path);
        }
        if !told || rethemed || paths.contains("themes") {
            rethemed |= self.list_again(&config, &mut files)?;
        }
        if !files.is_empty() {
            files.extend(self.site.snapshot.links().map(str::to_owned));
        }
        if reread {
            files = self.site.snapshot.content.iter().map(|entry| entry.path.clone()).collect();
        }
        let mut fresh = self.parse(&files, &context)?;
        // What never was a source and is none now: a folder, a probe of an editor.
        fresh.retain(|path, parsed| parsed.is_some() || self.place_of(path).is_ok());
        let work = Work { parsed: fresh.values().flatten().count(), whole: false };
        let replaced = !resettled && !rethemed && self.replace_cases(&fresh);
        self.keep(fresh);
        if replaced {
            return Ok(work);
        }
        (self.config, self.day) = (config, day);
        if rethemed {
            (self.site.theme, self.theme_findings) = theme::load(&self.site.snapshot, &self.config);
        }
        let theme = (self.site.theme.as_ref(), self.theme_findings.clone());
        let (snapshot, known) = (&self.site.snapshot, &self.site.derived.lineages.known);
        (self.site.checked, self.site.derived, self.site.outputs) =
            build::settle(snapshot, self.parsed.clone(), theme, self.config.clone(), self.day, known);
        self.site.log = Logbook::read(self.host, &self.root);
        Ok(Work { whole: true, ..work })
    }

    /// Lists all files anew and adds those that differ to `files`; returns whether the theme's do,
    /// or what is no file.
    fn list_again(&mut self, config: &Config, files: &mut BTreeSet<String>) -> io::Result<bool> {
        let begun = self.place.as_ref().and_then(|place| place.moment(self.host));
        let snapshot = source::read(self.host, &self.root, &config.theme, begun)?;
        let before = &self.site.snapshot;
        let same = |entry: &Entry| entry.stamp.is_some() && before.entry(&entry.path).is_some_and(|old| old == entry);
        files.extend(snapshot.content.iter().filter(|entry| !same(entry)).map(|entry| entry.path.clone()));
        let gone = |path: &&Parsed| snapshot.entry(&path.file).is_none();
        files.extend(self.parsed.iter().filter(gone).map(|parsed| parsed.file.to_string()));
        let untold = |entry: &Entry| entry.stamp.is_none();
        let odd = !snapshot.odd().eq(before.odd());
        let rethemed = odd || snapshot.theme != before.theme || snapshot.theme.iter().any(untold);
        self.site.snapshot = snapshot;
        Ok(rethemed)
    }

    /// Parses the files named; `None` stands for one that is gone, or no source.
    fn parse(&self, files: &BTreeSet<String>, context: &Context) -> io::Result<BTreeMap<Box<str>, Option<Parsed>>> {
        let snapshot = &self.site.snapshot;
        let read = |path: &String| -> io::Result<(Box<str>, Option<Parsed>)> {
            let Some(entry) = snapshot.entry(path).filter(|entry| build::is_source(entry)) else {
                return Ok((path.as_str().into(), None));
            };
            match build::parse_entry(snapshot, entry, None, context) {
                Ok(parsed) => Ok((path.as_str().into(), Some(parsed))),
                // Gone since it was looked at: the event that says so is on its way.
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok((path.as_str().into(), None)),
                Err(error) => Err(error),
            }
        };
        files.par_iter().map(read).collect()
    }

    /// Returns the place of a file among the sources, or where it would stand.
    fn place_of(&self, file: &str) -> Result<usize, usize> {
        self.parsed.binary_search_by(|known| (*known.file).cmp(file))
    }

    /// Puts what was parsed in the place of what it replaces.
    fn keep(&mut self, fresh: BTreeMap<Box<str>, Option<Parsed>>) {
        let mut added = false;
        for (path, parsed) in fresh {
            match (self.place_of(&path), parsed) {
                (Ok(at), Some(parsed)) => self.parsed[at] = parsed,
                (Ok(at), None) => {
                    self.parsed.remove(at);
                }
                (Err(at), Some(parsed)) => {
                    self.parsed.insert(at, parsed);
                    added = true;
                }
                (Err(_), None) => {}
            }
        }
        debug_assert!(!added || self.parsed.is_sorted_by(|a, b| a.file < b.file), "files stay sorted");
    }

    /// Replaces changed cases where no other record need be looked at again; `false`, with the
    /// model as it was or nearer to what it will be, when one does.
    fn replace_cases(&mut self, fresh: &BTreeMap<Box<str>, Option<Parsed>>) -> bool {
        let (mut told, mut retitled) = (false, false);
        let mut replaced = Vec::new();
        for parsed in fresh.values() {
            let Some((at, case)) = parsed.as_ref().and_then(|parsed| self.replacement(parsed)) else { return false };
            // Whether a lateness counts with a merged case depends on the one it joined.
            if self.site.checked.model.joined.contains_key(&at) {
                return false;
            }
            let model = &mut self.site.checked.model;
            let new = status::status(model, &case);
            let old = &self.site.derived.statuses[at];
            if old.lacks_calendar() != new.lacks_calendar() || !derive::vain_acts(model, &case).is_empty() {
                return false;
            }
            retitled |= model.cases[at].title != case.title;
            told |= retitled || *old != new || !tells_the_same(&model.cases[at], &case);
            model.cases[at] = case;
            replaced.push(at);
            self.site.derived.statuses[at] = new;
        }
        // A save that changed words alone leaves every list and figure as it was.
        if told && !self.tell_anew(retitled) {
            return false;
        }
        self.site.outputs.renew(&self.site.checked.model, &self.site.derived, &replaced);
        true
    }

    /// Derives all lists and figures from the states of the cases; `false` when what is found amiss
    /// would be another. Indexes stay where no title is another: days and numbers are as they were.
    fn tell_anew(&mut self, retitled: bool) -> bool {
        let model = &self.site.checked.model;
        let statuses = std::mem::take(&mut self.site.derived.statuses);
        let lineages = std::mem::take(&mut self.site.derived.lineages);
        let indexes = (!retitled).then(|| std::mem::take(&mut self.site.derived.indexes));
        let told = derive::tables(model, statuses, lineages, indexes);
        let before = std::mem::replace(&mut self.site.derived, told);
        let derived = &self.site.derived;
        let unplaced = |derived: &Derived| {
            derived.statutory.annual.iter().map(|(year, table)| (*year, table.unplaced.clone())).collect::<Vec<_>>()
        };
        if unplaced(&before) != unplaced(derived) {
            return false;
        }
        if !derived.is_shaped_as(&before) || retitled && !derived.indexes.is_shaped_as(&before.indexes) {
            let assets = std::mem::take(&mut self.site.outputs.plan.assets);
            let (outputs, collisions) = publish::plan(model, derived, assets);
            self.site.outputs = outputs;
            return collisions.is_empty();
        }
        true
    }

    /// Returns what takes the place of a case in the model, and which place, if it may.
    fn replacement(&self, parsed: &Parsed) -> Option<(usize, Arc<Case>)> {
        let Some(Record::Case(case)) = &parsed.record else { return None };
        let clean =
            |parsed: &Parsed| parsed.findings.is_empty() && parsed.personal.is_empty() && parsed.waivers.is_empty();
        let known = self.place_of(&parsed.file).ok()?;
        let spoken_of =
            |f: &Finding| *f.file == *parsed.file || f.related.iter().any(|(file, _)| **file == *parsed.file);
        let checked = &self.site.checked;
        if !clean(parsed) || !clean(&self.parsed[known]) || checked.findings.iter().any(spoken_of) {
            return None;
        }
        let at = checked.model.case_index(&case.id)?;
        let old = &checked.model.cases[at];
        if !check::same_to_others(old, case, &checked.model, self.day) {
            return None;
        }
        if old.translations.is_empty() {
            return Some((at, case.clone()));
        }
        Some((at, Arc::new(Case { translations: old.translations.clone(), ..(**case).clone() })))
    }

    /// Renders and writes the whole site, as [`build::build`] does. `go_on` is asked before
    /// each output.
    ///
    /// # Errors
    /// As [`build::build`]; [`BuildError::Ended`] when `go_on` said no.
    pub fn write(
        &self,
        host: &dyn Host,
        output: &Path,
        go_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<Report, BuildError> {
        let memory = self.place.as_ref().map(|place| {
            let begun = place.moment(host);
            let cache = Cache::read(host, place).opened();
            let remembered = self.parsed.par_iter().filter_map(|parsed| {
                let entry = self.site.snapshot.entry(&parsed.file).filter(|e| e.is_file())?;
                Remembered::of(entry, parsed)
            });
            let remembered = remembered.collect();
            Memory {
                cache,
                place,
                begun,
                context: self.config.context().digest(),
                day: self.day,
                remembered,
                log: None,
            }
        });
        // What is written and looked at is not published yet.
        let halts = Halts { refused: Refused::Stop, strict: false, silence: build::Silence::Kept };
        self.site.write(Writing { host, output, halts, memory, entering: None, go_on })
    }
}

/// Returns a path as records name it.
fn name(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.components().map(|part| part.as_os_str().to_str()).collect();
    parts.map(|parts| parts.join("/"))
}

/// Whether two versions of a case say the same to lists and figures, whatever their states are.
fn tells_the_same(old: &Case, new: &Case) -> bool {
    let promised = |case: &Case| -> Vec<_> { case.promises.iter().map(|p| (p.due, p.done)).collect() };
    (old.kind, old.applicant, old.published, old.received_at)
        == (new.kind, new.applicant, new.published, new.received_at)
        && (&old.department, &old.topics) == (&new.department, &new.topics)
        && promised(old) == promised(new)
        && same_events(&old.events, &new.events)
}

/// Whether two lists of events say the same to figures: kind, day, hour, and what they name.
fn same_events(old: &[Event], new: &[Event]) -> bool {
    let said = |e: &Event| {
        let more = e.more.as_deref();
        let more = more.map(|m| {
            (m.department.clone(), m.role, m.level, m.outcome, m.ground, m.review, m.review_result, m.due, m.within)
        });
        (e.on, e.time, e.kind, more)
    };
    old.iter().map(said).eq(new.iter().map(said))
}
