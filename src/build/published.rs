//! What was published, held against what would be: by the files of both sites, where no sources of the
//! earlier one are at hand.
//!
//! Takes an earlier site (a folder or a ZIP archive with its `SHA256SUMS` and `data/`), and a later one;
//! gives findings about the later one. Lines of data that both have are passed over, so the work grows
//! with what differs. What must hold: what cannot be read as a published site is said to be none, and
//! never taken for one in which nothing changed.

mod anchors;

use super::lost::{Lost, lost};
use crate::check::{Checked, revisions};
use crate::diagnostic::{Finding, Place, rules};
use crate::host::{Host, What};
use crate::kept::{self, Laid, Part};
use crate::publish::dataset::published_csv;
use crate::publish::{Outputs, Publisher};
use crate::record::kind::{self, FileKind};
use crate::record::names;
use crate::record::revision::Revision;
use crate::record::table::differ::State;
use crate::record::{Edition, Policy};
use crate::source::text::decode;
use crate::source::{Snapshot, hex, sha256_hex};
use crate::write::{Stage, Staged};
use rayon::prelude::*;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io::{self, Cursor, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use zip::ZipArchive;

const SUMS: &str = "SHA256SUMS";
const RECORDS: &str = "data/records.jsonl";
const ARTICLES: &str = "data/policies-articles.csv";

/// Checksums of the files of a site, by path, in hexadecimal.
pub(crate) type Sums = BTreeMap<String, String>;

/// The files of a site.
pub(crate) trait Files: Sync {
    /// Returns their checksums.
    fn sums(&self) -> &Sums;
    /// Reads one.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;
}

/// A site as it was published.
pub(crate) struct Earlier<'h> {
    place: Held<'h>,
    sums: Sums,
}

enum Held<'h> {
    Folder(&'h dyn Host, PathBuf),
    /// And the folder in it that is the site.
    Archive(Mutex<ZipArchive<Cursor<Vec<u8>>>>, String),
}

impl<'h> Earlier<'h> {
    /// Opens a folder or an archive; `None` when it holds no published site.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn open(host: &'h dyn Host, path: &Path) -> io::Result<Option<Self>> {
        let place = match host.what(path) {
            Some(What::Folder) => Held::Folder(host, path.to_owned()),
            _ => {
                let Ok(archive) = ZipArchive::new(Cursor::new(host.read(path)?)) else { return Ok(None) };
                let names = archive.file_names().flatten();
                let roots = names.filter_map(|name| name.strip_suffix(SUMS).map(str::to_owned));
                let roots = roots.filter(|root| root.is_empty() || root.ends_with('/'));
                let Some(root) = roots.min_by_key(String::len) else { return Ok(None) };
                Held::Archive(Mutex::new(archive), root)
            }
        };
        let mut earlier = Self { place, sums: Sums::new() };
        let Ok(sums) = earlier.read(SUMS) else { return Ok(None) };
        let Some(sums) = parsed(&String::from_utf8_lossy(&sums)) else { return Ok(None) };
        earlier.sums = sums;
        Ok(Some(earlier))
    }
}

/// The lines of `SHA256SUMS`; `None` when they are others.
fn parsed(text: &str) -> Option<Sums> {
    let line = |line: &str| {
        let (sum, path) = line.split_once("  ")?;
        (sum.len() == 64).then(|| (path.to_owned(), sum.to_owned()))
    };
    text.lines().map(line).collect::<Option<Sums>>().filter(|sums| !sums.is_empty())
}

impl Files for Earlier<'_> {
    fn sums(&self) -> &Sums {
        &self.sums
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let bytes = match &self.place {
            Held::Folder(host, root) => host.read(&root.join(path))?,
            Held::Archive(archive, root) => {
                let mut archive = archive.lock().unwrap_or_else(PoisonError::into_inner);
                let mut file = archive.by_name(&format!("{root}{path}")).map_err(io::Error::other)?;
                let mut bytes = Vec::new();
                file.read_to_end(&mut bytes)?;
                bytes
            }
        };
        match self.sums.get(path) {
            Some(sum) if *sum != sha256_hex(&bytes) => {
                Err(io::Error::new(io::ErrorKind::InvalidData, format!("{path}: its checksum is another one")))
            }
            _ => Ok(bytes),
        }
    }
}

/// The site that stands in the output folder, and what is staged to take its place.
pub(crate) struct Coming<'s, 'h> {
    pub stage: &'s Stage<'h>,
    pub all: BTreeMap<&'s str, &'s Staged>,
    pub sums: Sums,
}

impl<'s, 'h> Coming<'s, 'h> {
    /// Takes all outputs that are compared.
    pub fn of(stage: &'s Stage<'h>, all: &'s [Staged]) -> Self {
        let all: BTreeMap<&str, &Staged> =
            all.iter().filter(|staged| is_held(&staged.path)).map(|staged| (&*staged.path, staged)).collect();
        let sums = all.iter().map(|(path, staged)| ((*path).to_owned(), hex(&staged.sha256))).collect();
        Self { stage, all, sums }
    }
}

impl Files for Coming<'_, '_> {
    fn sums(&self) -> &Sums {
        &self.sums
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let staged = self.all.get(path).ok_or(io::ErrorKind::NotFound)?;
        self.stage.after(staged)
    }
}

/// A site that is not written: what is compared of it is made when it is asked for.
pub(crate) struct Planned<'p> {
    publisher: &'p Publisher<'p>,
    sums: Sums,
}

impl<'p> Planned<'p> {
    /// Makes all that is compared, and keeps the checksums.
    ///
    /// # Errors
    /// When a text cannot be read.
    pub fn of(publisher: &'p Publisher<'p>) -> io::Result<Self> {
        let outputs = &publisher.outputs.plan.outputs;
        let wanted = (0..outputs.len()).into_par_iter().filter(|at| is_held(&outputs[*at].path));
        let sum = |at: usize| Ok((outputs[at].path.to_string(), sha256_hex(&made(publisher, at)?)));
        let sums = wanted.map(sum).collect::<io::Result<Vec<_>>>()?;
        Ok(Self { publisher, sums: sums.into_iter().collect() })
    }
}

fn made(publisher: &Publisher<'_>, at: usize) -> io::Result<Vec<u8>> {
    match publisher.make(at, None) {
        Ok(made) => Ok(made.bytes),
        Err(error) => Err(io::Error::other(format!("{error:?}"))),
    }
}

impl Files for Planned<'_> {
    fn sums(&self) -> &Sums {
        &self.sums
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let at = self.publisher.outputs.plan.place(path).ok_or(io::ErrorKind::NotFound)?;
        made(self.publisher, at)
    }
}

/// Returns whether an output says what must stay: lines of data, and files that came with records.
pub(crate) fn is_held(path: &str) -> bool {
    is_lines(path) || path == ARTICLES || beside(path).is_some()
}

fn is_lines(path: &str) -> bool {
    path == RECORDS || (path.starts_with("data/replies/") && path.ends_with(".jsonl"))
}

/// The record that a file came with, and its name. The tables of a dataset are compared as texts.
fn beside(path: &str) -> Option<(String, &str)> {
    let (kind, rest) = path.split_once('/')?;
    let (id, file) = rest.split_once('/')?;
    match kind {
        "replies" if id != "month" => Some((format!("reply:{id}"), file)),
        // Its pages, and the list of their dates, are ours.
        "policies" if !file.ends_with(".html") && file != "timemap.link" => Some((format!("policy:{id}"), file)),
        _ => None,
    }
}

/// Holds a later site against an earlier one.
///
/// # Errors
/// When a file of either cannot be read.
pub(crate) fn published(
    earlier: &dyn Files,
    later: &dyn Files,
    (checked, outputs, snapshot): (&Checked, &Outputs, &Snapshot<'_>),
) -> io::Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let (was, is) = (earlier.sums(), later.sums());
    let differs = |path: &&String| is_held(path) && was.get(*path) != is.get(*path);
    let mut lines: BTreeSet<&String> = was.keys().chain(is.keys()).filter(differs).collect();
    let files: Vec<(&String, (String, &str))> = lines.iter().filter_map(|path| Some((*path, beside(path)?))).collect();
    lines.retain(|path| is_lines(path));
    let (mut old, mut new) = (Records::default(), Records::default());
    for path in &lines {
        let read = |site: &dyn Files| if site.sums().contains_key(*path) { site.read(path) } else { Ok(Vec::new()) };
        both(&read(earlier)?, &read(later)?, &mut old, &mut new)?;
    }
    // A file that came with a record may have changed where its line did not.
    if files.iter().any(|(_, (record, _))| !old.contains_key(record)) {
        for path in was.keys().filter(|path| is_lines(path) && !lines.contains(path)) {
            let bytes = earlier.read(path)?;
            let wanted = |laid: &Laid| files.iter().any(|(_, (record, _))| *record == laid.record);
            for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
                if let Some(laid) = Some(laid(line)?).filter(wanted) {
                    new.insert(laid.record.clone(), self::laid(line)?);
                    old.insert(laid.record.clone(), laid);
                }
            }
        }
    }
    for (path, (record, name)) in files {
        for (side, sums) in [(&mut old, was), (&mut new, is)] {
            if let (Some(laid), Some(sum)) = (side.get_mut(&record), sums.get(path)) {
                laid.parts.push(Part { name: name.to_owned(), detail: sum.clone(), ..Part::default() });
            }
        }
    }
    let places = places(checked);
    for (record, old) in &old {
        match (new.get_mut(record), places.get(record)) {
            (Some(new), Some((file, parts))) => {
                new.file.clone_from(file);
                new.files.clone_from(parts);
                kept::compare(old, new, &mut findings);
                if let Some(id) = record.strip_prefix("dataset:") {
                    figures(earlier, old, (checked, snapshot), id, &mut findings)?;
                }
            }
            (_, None) => findings.extend(held_back(record, checked, snapshot)),
            // A case that went into another has no line of its own.
            (None, Some(_)) => {}
        }
    }
    // A line that is the same on both sides tells of no new edition.
    let known = |policy: &Policy, edition: &Edition| {
        let name = format!("policy:{}", policy.id);
        let had = |old: &Laid| old.texts.contains_key(&format!("edition {}", edition.number));
        old.get(&name).map_or(!new.contains_key(&name), had)
    };
    findings.extend(kept::minor_changes(&checked.model, snapshot, known)?);
    let newest = |id: &str| old.get(&format!("policy:{id}")).and_then(|laid| laid.newest);
    if was.contains_key(ARTICLES) && was.get(ARTICLES) != is.get(ARTICLES) {
        findings.extend(anchors::anchors(&earlier.read(ARTICLES)?, &later.read(ARTICLES)?, checked, newest)?);
    }
    let paths = outputs.plan.outputs.iter().map(|planned| &*planned.path);
    let told: BTreeSet<String> = findings.iter().map(|finding| finding.file.clone()).collect();
    let gone = lost(was.keys().map(String::as_str), paths, snapshot).into_iter();
    findings.extend(
        gone.filter(|lost| !told.contains(&lost.file) && !checked.model.is_beside_removed(&lost.page))
            .map(|Lost { page, file }| Finding::new(&rules::ADDRESS_LOST, &file, Place::File).arg("page", page)),
    );
    Ok(findings)
}

/// Holds the cells of the tables of a dataset against the files that were published, where those are at hand.
fn figures(
    earlier: &dyn Files,
    old: &Laid,
    (checked, snapshot): (&Checked, &Snapshot<'_>),
    id: &str,
    findings: &mut Vec<Finding>,
) -> io::Result<()> {
    let datasets = &checked.model.datasets;
    let Ok(at) = datasets.binary_search_by(|x| (*x.id).cmp(id)) else { return Ok(()) };
    let lang = datasets[at].title.0.first().map_or(0, |(lang, _)| *lang);
    for table in &datasets[at].tables {
        let Some(facts) = table.facts.as_ref().filter(|facts| facts.sound) else { continue };
        let Ok(was) = earlier.read(&format!("statistics/{id}/{}", names::published(&table.file))) else { continue };
        let is = published_csv(&decode(&snapshot.read(&facts.path)?).text, table).into_bytes();
        let state = |bytes: &[u8]| Some(State::read(&decode(bytes).text, table)?.without_marks(&facts.columns));
        let Some(states) = state(&was).zip(state(&is)) else { continue };
        let known = |revision: &Revision| old.acts.contains(&kept::act_of(revision, lang));
        revisions::silent((&datasets[at], table), (&states.0, &states.1), &known, findings);
    }
    Ok(())
}

type Records = BTreeMap<String, Laid>;

/// Lays out the lines that only one of two files has.
fn both(was: &[u8], is: &[u8], old: &mut Records, new: &mut Records) -> io::Result<()> {
    let lines = |bytes: &'_ [u8]| -> Vec<std::ops::Range<usize>> {
        let mut from = 0;
        let mut all = Vec::new();
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            all.push(from..from + line.len());
            from += line.len();
        }
        all
    };
    let (had, has): (HashSet<&[u8]>, HashSet<&[u8]>) = (
        lines(was).into_iter().map(|line| &was[line]).collect(),
        lines(is).into_iter().map(|line| &is[line]).collect(),
    );
    for (own, other, side) in [(&had, &has, old), (&has, &had, new)] {
        for line in own.difference(other) {
            let laid = laid(line)?;
            side.insert(laid.record.clone(), laid);
        }
    }
    Ok(())
}

/// A line of data, laid out.
fn laid(line: &[u8]) -> io::Result<Laid> {
    let other = || io::Error::new(io::ErrorKind::InvalidData, "a line of the published data has another form");
    let value: Value = serde_json::from_slice(line).map_err(|_| other())?;
    if value.get("record").is_some() {
        return serde_json::from_value(value).map_err(|_| other());
    }
    kept::of_case(&value).ok_or_else(other)
}

/// Where each record is written: its file, and those of its parts.
fn places(checked: &Checked) -> BTreeMap<String, (String, BTreeMap<String, String>)> {
    let parts = |policy: &Policy| {
        policy.editions.iter().map(|e| (format!("edition {}", e.number), e.file.to_string())).collect()
    };
    let place = |record: kept::Published<'_>| {
        let files = match record {
            kept::Published::Policy(policy) => parts(policy),
            kept::Published::Dataset(dataset) => {
                let tables = dataset.tables.iter().filter_map(|table| Some((table, table.facts.as_ref()?)));
                tables.map(|(table, facts)| (table.file.to_string(), facts.path.to_string())).collect()
            }
            _ => BTreeMap::new(),
        };
        (record.name(), (record.file().to_owned(), files))
    };
    kept::all(&checked.model).map(place).collect()
}

/// A record that was shown, whose file is there still, and which nobody sees any longer.
fn held_back(record: &str, checked: &Checked, snapshot: &Snapshot<'_>) -> Option<Finding> {
    let (scheme, id) = record.split_once(':')?;
    let is_it = |path: &str| match kind::of(path) {
        FileKind::Case { id: own } => scheme == "reply" && own == id,
        FileKind::Policy { id: own } => scheme == "policy" && own == id,
        FileKind::Dataset { id: own } => scheme == "dataset" && own == id,
        FileKind::Digest { id: own } => scheme == "digest" && own == id,
        _ => false,
    };
    let entry = snapshot.content.iter().find(|entry| is_it(&entry.path))?;
    let there = !checked.refused.contains(entry.path.as_str());
    there.then(|| Finding::new(&rules::PUBLISHED_HELD_BACK, &entry.path, Place::File).arg("record", id))
}

/// What differs from the site in the folder: nobody knows whether that one was published, so it is a
/// warning.
pub(crate) fn warning(found: Finding) -> Finding {
    let said = |name: &str| found.args.iter().find(|(key, _)| *key == name).map(|(_, value)| value.clone());
    let what = ["part", "key", "record"].into_iter().find_map(said).unwrap_or_default();
    let warning = Finding::new(&rules::CHANGED_SINCE_BUILT, &found.file, found.place.clone()).arg("what", what);
    match (said("old"), said("new")) {
        (Some(old), Some(new)) => warning.arg("old", old).arg("new", new),
        _ => warning,
    }
}
