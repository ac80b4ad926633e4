//! The records of a site: whether each is what its newest entry binds.

use super::{Found, LOG, Read, Sums};
use crate::ledger::plan::{RECORDS, has_records};
use crate::log::commit::{RECORD, commitment, content_digest};
use crate::log::entry::{Entry, Id};
use crate::log::proof::Proof;
use crate::log::{Hash, sha256, unhex};
use std::collections::BTreeMap;
use std::io;

/// A line of a file of records: its hash, and whether its text is shown.
struct Line {
    hash: Hash,
    shown: bool,
    opened: bool,
}

/// Opens every commitment whose salt is published; returns how many.
pub(super) fn check(
    read: &impl Fn(&str) -> io::Result<Vec<u8>>,
    sums: &Sums,
    own: &Read,
    found: &mut Vec<Found>,
) -> io::Result<usize> {
    let mut lines: BTreeMap<(String, String), Line> = BTreeMap::new();
    for path in sums.keys().filter(|path| has_records(path)) {
        let text = read(path)?;
        for line in text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            let line = String::from_utf8_lossy(line);
            let (key, hidden): (&str, &[&str]) = if path == RECORDS {
                ("{\"record\":\"", &["\"hidden\":true", "\"removed\":true"])
            } else {
                ("{\"id\":\"", &["\"visibility\":\"removed\"", "\"visibility\":\"withheld\""])
            };
            let Some((key, _)) = line.strip_prefix(key).and_then(|rest| rest.split_once('"')) else { continue };
            // Inside a text a quotation mark has a stroke before it: these are keys.
            let shown = !hidden.iter().any(|hidden| line.contains(hidden));
            let line = Line { hash: sha256(line.as_bytes()), shown, opened: false };
            lines.insert((path.clone(), key.to_owned()), line);
        }
    }
    let newest = newest(&own.entries);
    let mut salts: BTreeMap<u64, Hash> = BTreeMap::new();
    let folder = format!("{LOG}salts/");
    let mut opened = 0;
    for path in sums.range(folder.clone()..).map(|(path, _)| path).take_while(|path| path.starts_with(&folder)) {
        let text = read(path)?;
        for (number, line) in String::from_utf8_lossy(&text).lines().enumerate() {
            let fields: Vec<&str> = line.split('\t').collect();
            let fits = |lines: &mut BTreeMap<(String, String), Line>| -> Option<(u64, Hash)> {
                let [index, salt, file, key, attached] = fields[..] else { return None };
                let (index, salt) = (index.parse::<u64>().ok()?, unhex::<32>(salt)?);
                let bound = newest.get(&index).copied().flatten()?;
                let line = lines.get_mut(&(file.to_owned(), key.to_owned()))?;
                let pairs = attached.split(' ').filter(|_| attached != "-").map(|pair| pair.split_once('='));
                let pairs: Option<Vec<(&str, &str)>> = pairs.collect();
                let hashes: Option<Vec<(&str, Hash)>> =
                    pairs?.into_iter().map(|(name, path)| Some((name, sums.get(path)?.1))).collect();
                let digest = content_digest(hashes?.into_iter().chain([(RECORD, line.hash)]))?;
                line.opened = true;
                (commitment(&salt, &digest) == bound).then_some((index, salt))
            };
            match fits(&mut lines) {
                Some((index, salt)) => {
                    opened += 1;
                    salts.insert(index, salt);
                }
                None => {
                    let (file, key) = (fields.get(2).unwrap_or(&""), fields.get(3).unwrap_or(&""));
                    found.push(Found::new(
                        path,
                        format!("line {}: the record {key} in {file} is not what its entry binds", number + 1),
                        format!("第 {} 行：{file} 中的记录 {key} 与其条目不符", number + 1),
                    ));
                }
            }
        }
    }
    for ((path, key), line) in &lines {
        if line.shown && !line.opened {
            found.push(Found::new(
                path,
                format!("the record {key} is shown, and no entry of the log binds it"),
                format!("记录 {key} 已公开，日志中却没有对应条目"),
            ));
        }
    }
    proofs(read, sums, &salts, found)?;
    Ok(opened)
}

/// The commitment of each record's newest entry, by index; `None` of what was withdrawn or erased.
fn newest(entries: &[Entry]) -> BTreeMap<u64, Option<Hash>> {
    let mut last: BTreeMap<Id, (u64, Option<Hash>)> = BTreeMap::new();
    for (index, entry) in (0..).zip(entries) {
        if let Entry::Record { id, commitment, .. } = entry {
            last.insert(*id, (index, *commitment));
        }
    }
    last.into_values().collect()
}

/// The salt in a proof is that of its record.
fn proofs(
    read: &impl Fn(&str) -> io::Result<Vec<u8>>,
    sums: &Sums,
    salts: &BTreeMap<u64, Hash>,
    found: &mut Vec<Found>,
) -> io::Result<()> {
    let folder = format!("{LOG}proofs/");
    for path in sums.range(folder.clone()..).map(|(path, _)| path).take_while(|path| path.starts_with(&folder)) {
        let Ok(proof) = Proof::parse(&read(path)?) else { continue };
        if proof.salt_and_entry().is_some_and(|(salt, _)| salts.get(&proof.index) != Some(&salt)) {
            found.push(Found::new(path, "its salt is not that of the record", "其中的盐值与该记录不符"));
        }
    }
    Ok(())
}
