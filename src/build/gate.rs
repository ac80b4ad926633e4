//! The last look before publication: no finished file shows personal data that its sources do not
//! hold in one piece.
//!
//! Sources are scanned when they are read, with a place to mend; what only comes to be when texts,
//! templates and words are put together is seen here. A value that a source holds was judged there:
//! it is allowed by a waiver, or it is a quantity. Where a waiver is missing for anything else, the
//! site is not published. What must hold: no value is kept; sources are read again only when an
//! output shows something.

use super::Prepared;
use crate::check;
use crate::diagnostic::{Finding, Place, rules};
use crate::record::kind;
use crate::record::personal_data::{self, Form, Scan, Shown};
use crate::record::words::PersonalData;
use crate::source::text::decode;
use crate::{config, theme};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::{Mutex, OnceLock, PoisonError};

/// What a value is told by.
type Value = (PersonalData, String);

/// Where a value stands that no source holds.
struct Stands {
    /// The first output: of a record before others, and by path.
    path: Box<str>,
    file: String,
    masked: String,
    outputs: usize,
}

/// Looks at the outputs of one build; used by all threads.
pub(super) struct Gate<'a> {
    site: &'a Prepared<'a>,
    scan: Scan<'a>,
    /// Values that sources hold.
    judged: OnceLock<io::Result<BTreeSet<Value>>>,
    stands: Mutex<BTreeMap<Value, Stands>>,
}

impl<'a> Gate<'a> {
    pub(super) fn new(site: &'a Prepared<'a>) -> Self {
        let config = &site.checked.model.config;
        let scan = Scan { packs: config.packs, own_domains: &config.email_domains };
        Self { site, scan, judged: OnceLock::new(), stands: Mutex::default() }
    }

    /// Looks at an output, and at its path.
    ///
    /// # Errors
    /// When a source cannot be read again.
    pub(super) fn look(&self, at: usize, bytes: &[u8]) -> io::Result<()> {
        let path = &self.site.outputs.plan.outputs[at].path;
        let mut found = BTreeSet::new();
        // In a database or a workbook cells stand beside each other without a mark, and packed bytes are noise.
        // What they hold is in a CSV or JSON file or on a page too, where it is looked at.
        if !self.site.outputs.plan.outputs[at].about.binary {
            self.scan.finished(bytes, personal_data::form_of(path), &mut |shown| {
                found.insert(shown);
            });
        }
        for part in path.split('/') {
            self.scan.finished(part.as_bytes(), Form::Prose, &mut |shown| {
                found.insert(shown);
            });
        }
        if found.is_empty() {
            return Ok(());
        }
        let judged = self.judged.get_or_init(|| self.judged());
        let judged = judged.as_ref().map_err(|error| io::Error::new(error.kind(), error.to_string()))?;
        for Shown { kind, value, masked } in found {
            let value = (kind, value);
            if !judged.contains(&value) && !check::waives(&self.site.checked.model.config, path, kind) {
                self.note(value, at, masked);
            }
        }
        Ok(())
    }

    fn note(&self, value: Value, at: usize, masked: String) {
        let planned = &self.site.outputs.plan.outputs[at];
        let mut stands = self.stands.lock().unwrap_or_else(PoisonError::into_inner);
        let file = planned.about.source.file(&self.site.checked.model).to_owned();
        let here = || Stands { path: planned.path.clone(), file: file.clone(), masked, outputs: 0 };
        let known = stands.entry(value).or_insert_with(here);
        known.outputs += 1;
        let order = |file: &str, path: &str| (!file.starts_with("content/"), path.to_owned());
        if order(&file, &planned.path) < order(&known.file, &known.path) {
            (known.path, known.file) = (planned.path.clone(), file);
        }
    }

    /// Returns what was found, a value once.
    pub(super) fn findings(&self) -> Vec<Finding> {
        let stands = self.stands.lock().unwrap_or_else(PoisonError::into_inner);
        let finding = |((kind, _), at): (&Value, &Stands)| {
            let called = PersonalData::LIST[*kind as usize].labels();
            let finding = Finding::new(&rules::PERSONAL_DATA_OUTPUT, &at.file, Place::File).part(called);
            let finding = finding.arg("masked", &at.masked).arg("page", &at.path);
            if at.outputs > 1 { finding.arg("more", at.outputs - 1) } else { finding }
        };
        stands.iter().map(finding).collect()
    }

    /// Reads again what may hold values that were judged: files with hits, tables, the settings and
    /// files of the theme that a waiver names.
    fn judged(&self) -> io::Result<BTreeSet<Value>> {
        let Prepared { snapshot, checked, .. } = self.site;
        let tables = snapshot.content.iter().map(|entry| entry.path.as_str());
        let tables = tables.filter(|path| matches!(kind::of(path), kind::FileKind::Table { .. }));
        let config = &checked.model.config;
        let mut all = BTreeSet::new();
        let mut take = |path: &str, text: &str| {
            let named = path.split('/').flat_map(|part| self.scan.values(part, Form::Prose));
            let held = self.scan.values(text, personal_data::form_of(path));
            all.extend(named.chain(held).map(|shown| (shown.kind, shown.value)));
        };
        for path in checked.with_hits.iter().map(|path| &**path).chain(tables) {
            let text = if personal_data::is_text(path) { decode(&snapshot.read(path)?).text } else { String::new() };
            take(path, &text);
        }
        take(config::FILE, &decode(&snapshot.read(config::FILE)?).text);
        let dir = format!("{}/", snapshot.theme_dir());
        for name in config.waivers.iter().filter_map(|(file, _)| file.strip_prefix(&*dir)) {
            let own = snapshot.read_theme(name).map(|bytes| decode(&bytes).text);
            take(name, &own.ok().or_else(|| theme::built_in(name).map(str::to_owned)).unwrap_or_default());
        }
        Ok(all)
    }
}
