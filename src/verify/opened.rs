//! Salts: each opens what an entry commits to, by the line of the record as it is published.

use super::entries::Log;
use super::place::Place;
use super::{Trouble, Unclear};
use crate::log::commit::{self, RECORD};
use crate::log::entry::Entry;
use crate::log::manifest::Manifest;
use crate::log::{Fault, Hash, decimal, sha256, unhex};
use rayon::prelude::*;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Where the salts are.
pub const SALTS: &str = "transparency/salts/";

/// A line of the salts.
#[derive(Debug)]
pub struct Salt {
    /// The entry that commits.
    pub index: u64,
    pub salt: Hash,
    /// The file that has the line of the record, and how the record is named there; `-` is the whole file.
    pub file: String,
    pub key: String,
    /// Name and path of each file beside the record.
    pub beside: Vec<(String, String)>,
}

/// A line of the salts, and what it opens.
#[derive(Debug)]
pub struct Opened {
    pub of: Salt,
    /// The content that is bound; `None` when what is published is not that.
    pub digest: Option<Hash>,
}

/// Opens each commitment whose salt is in the release.
pub fn all(place: &dyn Place, log: &Log, manifest: &Manifest) -> Result<(Vec<Opened>, Vec<Trouble>), Unclear> {
    let mut troubles = Vec::new();
    let mut homes: BTreeMap<String, Vec<Opened>> = BTreeMap::new();
    let paths = manifest.files.range(SALTS.to_owned()..);
    for (path, listed) in paths.take_while(|(path, _)| path.starts_with(SALTS)) {
        let Some(bytes) = place.read(path, listed.size)? else { continue };
        for (number, line) in (1..).zip(String::from_utf8_lossy(&bytes).lines()) {
            match Salt::parse(line) {
                Some(of) if log.is_last(of.index) => {
                    homes.entry(of.file.clone()).or_default().push(Opened { of, digest: None });
                }
                Some(own) => troubles.push(Trouble::new(
                    path,
                    format!(
                        "line {number}: entry {} is not the last of a record that is shown: its salt should be gone",
                        own.index
                    ),
                    format!("第 {number} 行：第 {} 条不是现示记录的最后一条：应删除其盐", own.index),
                )),
                None => troubles
                    .push(Trouble::of(path, &Fault::at(number, "no salt line of five columns", "不是五列的盐行"))),
            }
        }
    }
    let told: Result<Vec<_>, Unclear> =
        homes.par_iter_mut().map(|(file, all)| open(place, log, manifest, (file, all))).collect();
    troubles.extend(told?.into_iter().flatten());
    Ok((homes.into_values().flatten().collect(), troubles))
}

/// Opens the commitments to records of one file; returns what does not open.
fn open(
    place: &dyn Place,
    log: &Log,
    manifest: &Manifest,
    (file, all): (&str, &mut [Opened]),
) -> Result<Vec<Trouble>, Unclear> {
    let Some(listed) = manifest.files.get(file) else {
        let (en, zh) = ("salts name it, and it is no file of the release", "盐文件提到它，但发布中没有此文件");
        return Ok(vec![Trouble::new(file, en, zh)]);
    };
    let Some(bytes) = place.read(file, listed.size)? else { return Ok(Vec::new()) };
    let lines = by_key(&bytes, all);
    let mut troubles = Vec::new();
    for Opened { of: own, digest } in all {
        let line = match &*own.key {
            "-" => Some(sha256(bytes.strip_suffix(b"\n").unwrap_or(&bytes))),
            key => lines.get(key).copied(),
        };
        let parts = line.and_then(|line| {
            let beside = own.beside.iter().map(|(name, path)| Some((&**name, manifest.files.get(path)?.sha256)));
            std::iter::once(Some((RECORD, line))).chain(beside).collect::<Option<Vec<_>>>()
        });
        let bound = match usize::try_from(own.index).ok().and_then(|index| log.entries.get(index)) {
            Some(Entry::Record { commitment, .. }) => *commitment,
            _ => None,
        };
        *digest = parts.and_then(commit::content_digest);
        *digest = digest.filter(|digest| bound == Some(commit::commitment(&own.salt, digest)));
        if digest.is_none() {
            troubles.push(Trouble::new(
                file,
                format!("the record {} is not the content that entry {} binds", own.key, own.index),
                format!("记录 {} 的内容与日志第 {} 条不符", own.key, own.index),
            ));
        }
    }
    Ok(troubles)
}

impl Salt {
    /// Reads a line.
    pub fn parse(line: &str) -> Option<Self> {
        let columns: Vec<&str> = line.split('\t').collect();
        let [index, salt, file, key, beside] = columns[..] else { return None };
        let beside = match beside {
            "-" => Vec::new(),
            all => all
                .split(' ')
                .map(|one| one.split_once('=').map(|(name, path)| (name.to_owned(), path.to_owned())))
                .collect::<Option<_>>()?,
        };
        let (index, salt) = (decimal(index)?, unhex(salt)?);
        Some(Self { index, salt, file: file.to_owned(), key: key.to_owned(), beside })
    }
}

/// What a line of data is found by.
#[derive(Deserialize)]
struct Named<'a> {
    #[serde(borrow)]
    id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    record: Option<Cow<'a, str>>,
}

/// Returns the hash of each line that is wanted, by the `id` or `record` in it; one that is there twice is left out.
fn by_key(bytes: &[u8], wanted: &[Opened]) -> BTreeMap<String, Hash> {
    let wanted: BTreeSet<&str> = wanted.iter().map(|own| &*own.of.key).collect();
    let (mut found, mut twice) = (BTreeMap::new(), BTreeSet::new());
    for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        let Ok(named) = serde_json::from_slice::<Named<'_>>(line) else { continue };
        let Some(key) = named.id.or(named.record) else { continue };
        if let Some(key) = wanted.get(&*key)
            && found.insert((*key).to_owned(), sha256(line)).is_some()
        {
            twice.insert((*key).to_owned());
        }
    }
    found.retain(|key, _| !twice.contains(key));
    found
}
