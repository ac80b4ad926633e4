//! Entries, tiles and root: the log agrees with its checkpoint, and what it says can be read.

use super::place::Place;
use super::trusted::Trusted;
use super::{LOG, Report, Trouble, Unclear};
use crate::log::bundle;
use crate::log::entry::{Act, Entry, Id};
use crate::log::note::PublicKey;
use crate::log::succession::Move;
use crate::log::tiles::{self, ReadError, Reader, Tile, Writer};
use crate::log::tree::{self, Tree};
use crate::log::{Fault, Hash};
use jiff::Timestamp;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// A log whose entries make the root that is signed.
#[derive(Debug)]
pub struct Log {
    pub tree: Tree,
    pub entries: Vec<Entry>,
    /// Every tile of this size, as it should be.
    pub tiles: BTreeMap<String, Vec<u8>>,
    /// Number and what was last done, of each record.
    pub records: BTreeMap<Id, (u64, Act)>,
    pub releases: Vec<Release>,
    /// Who signed it, each with the number of entries from which on.
    pub keys: Vec<(u64, PublicKey)>,
    /// The moves from one to the next.
    pub moves: Vec<Move>,
}

/// A release, as its entry says.
#[derive(Debug, Clone, Copy)]
pub struct Release {
    pub sequence: u64,
    pub time: Timestamp,
    pub files: u64,
    pub bytes: u64,
    pub manifest: Hash,
    pub delta: Option<Hash>,
}

/// Returns where the bundle of an entry is, in a log of this size.
pub fn bundle_of(index: u64, size: u64) -> String {
    let number = index / tiles::WIDTH;
    let width = (size - number * tiles::WIDTH).min(tiles::WIDTH);
    format!("{LOG}{}", tiles::bundle_path(number, width as u16))
}

type Part = (Vec<Hash>, Vec<Result<Entry, Fault>>);

/// Reads a bundle.
fn part(place: &dyn Place, (index, width): (u64, u16)) -> Result<Result<Part, Trouble>, Unclear> {
    let path = format!("{LOG}{}", tiles::bundle_path(index, width));
    let most = u64::from(width) * (2 + bundle::MOST as u64);
    let Some(bytes) = place.read(&path, most)? else { return Ok(Err(Trouble::missing(path))) };
    Ok(match bundle::parse(&bytes, width) {
        Err(fault) => Err(Trouble::of(path, &fault)),
        Ok(all) => Ok((
            all.iter().map(|entry| tree::leaf(entry)).collect(),
            all.iter().map(|entry| Entry::parse(entry)).collect(),
        )),
    })
}

/// Checks the log below its checkpoint; `None` where it is not the one that was signed.
pub fn check(place: &dyn Place, trusted: &Trusted, report: &mut Report) -> Result<Option<Log>, Unclear> {
    let (size, root) = (trusted.signed.checkpoint.size, trusted.signed.checkpoint.root);
    let numbers: Vec<(u64, u16)> = tiles::bundles(size.min(1 << 32)).collect();
    let parts: Result<Vec<_>, Unclear> = numbers.par_iter().map(|number| part(place, *number)).collect();
    let parts = parts?;
    let (mut writer, mut expected, mut whole) = (Writer::default(), BTreeMap::new(), true);
    let mut give = |tile: Tile, hashes: &[Hash]| {
        expected.insert(format!("{LOG}{}", tile.path()), tiles::encode(hashes));
    };
    for part in &parts {
        match part {
            Ok((leaves, _)) => leaves.iter().for_each(|leaf| writer.push(*leaf, &mut give)),
            Err(trouble) => {
                report.troubles.push(trouble.clone());
                whole = false;
            }
        }
    }
    writer.partial(&mut give);
    if !whole || writer.size() != size || writer.root() != root {
        blame(place, (size, &root), &numbers, &parts, report)?;
        return Ok(None);
    }
    let wrong: Result<Vec<Option<Trouble>>, Unclear> =
        expected.par_iter().map(|(path, bytes)| tile(place, path, bytes)).collect();
    report.troubles.extend(wrong?.into_iter().flatten());
    let mut entries = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    let mut tree = Tree::default();
    for (leaves, all) in parts.into_iter().flatten() {
        leaves.into_iter().for_each(|leaf| tree.push(leaf));
        for entry in all {
            let index = entries.len() as u64;
            entries.push(entry.unwrap_or_else(|fault| {
                let mut trouble = Trouble::of(bundle_of(index, size), &fault);
                trouble.en = format!("entry {index}: {}", trouble.en);
                trouble.zh = format!("第 {index} 条：{}", trouble.zh);
                report.troubles.push(trouble);
                Entry::Unknown { kind: String::new() }
            }));
        }
    }
    let mut log = Log {
        tree,
        entries,
        tiles: expected,
        records: BTreeMap::new(),
        releases: Vec::new(),
        keys: Vec::new(),
        moves: Vec::new(),
    };
    match trusted.keys(place, &log)? {
        Ok(keys) => (log.keys, log.moves) = keys,
        // Whose it is cannot be told.
        Err(trouble) => {
            report.troubles.push(trouble);
            return Ok(None);
        }
    }
    log.read(size, &trusted.trust.log, report);
    Ok(Some(log))
}

/// Holds a tile against what it should be.
fn tile(place: &dyn Place, path: &str, expected: &[u8]) -> Result<Option<Trouble>, Unclear> {
    let read = place.read(path, expected.len() as u64)?;
    Ok(match read {
        None => Some(Trouble::missing(path)),
        Some(bytes) if bytes != expected => Some(Trouble::new(
            path,
            "does not belong to the tree: it was changed; tiles can be made anew from the entries",
            "不属于这棵树：文件被改动过；可以由条目重新生成",
        )),
        Some(_) => None,
    })
}

/// Says which file is not what the root says, as far as tiles tell.
fn blame(
    place: &dyn Place,
    (size, root): (u64, &Hash),
    numbers: &[(u64, u16)],
    parts: &[Result<Part, Trouble>],
    report: &mut Report,
) -> Result<(), Unclear> {
    let before = report.troubles.len();
    let source = |tile: Tile| -> Result<Vec<u8>, Option<Unclear>> {
        let path = format!("{LOG}{}", tile.path());
        place.read(&path, 32 * u64::from(tile.width)).map_err(Some)?.ok_or(None)
    };
    let told = |error: ReadError<Option<Unclear>>, tile: Option<Tile>| -> Result<Trouble, Unclear> {
        let name = |tile: Tile| format!("{LOG}{}", tile.path());
        match error {
            ReadError::Source(Some(unclear)) => Err(unclear),
            ReadError::Source(None) => Ok(Trouble::missing(tile.map_or_else(|| format!("{LOG}tile"), name))),
            ReadError::Altered(tile, fault) => Ok(Trouble::of(name(tile), &fault)),
            ReadError::Root => Ok(Trouble::new(
                format!("{LOG}tile"),
                "neither the entries nor the tiles make the root that is signed: several files were changed",
                "条目和瓦片都得不出已签名的根：有多个文件被改动",
            )),
        }
    };
    let reader = match Reader::open(size, root, source) {
        Ok(reader) => reader,
        Err(error) => {
            report.troubles.push(told(error, None)?);
            return Ok(());
        }
    };
    for ((index, width), part) in numbers.iter().zip(parts) {
        let Ok((leaves, _)) = part else { continue };
        let tile = Tile { level: 0, index: *index, width: *width };
        match reader.tile(tile) {
            Err(error) => report.troubles.push(told(error, Some(tile))?),
            Ok(hashes) => {
                let wrong = hashes.iter().zip(leaves).position(|(own, leaf)| own != leaf);
                report.troubles.extend(wrong.map(|at| {
                    let number = index * tiles::WIDTH + at as u64;
                    Trouble::new(
                        format!("{LOG}{}", tiles::bundle_path(*index, *width)),
                        format!("entry {number} is not the one that was signed: it was changed"),
                        format!("第 {number} 条不是已签名的那一条：被改动过"),
                    )
                }));
            }
        }
    }
    if report.troubles.len() == before {
        report.troubles.push(Trouble::new(
            format!("{LOG}checkpoint"),
            "the entries make another root than the one that is signed",
            "条目得出的根与已签名的根不同",
        ));
    }
    Ok(())
}

impl Log {
    /// Returns whether an entry shows a record and is the last about it.
    pub fn is_last(&self, index: u64) -> bool {
        let entry = usize::try_from(index).ok().and_then(|index| self.entries.get(index));
        matches!(entry, Some(Entry::Record { id, act, .. })
            if act.commits() && self.records.get(id).is_some_and(|last| last.0 == index))
    }

    /// Reads what the entries say together.
    fn read(&mut self, size: u64, key: &PublicKey, report: &mut Report) {
        let mut trouble = |index: u64, en: &str, zh: &str| {
            let text = (format!("entry {index}: {en}"), format!("第 {index} 条：{zh}"));
            report.troubles.push(Trouble::new(bundle_of(index, size), text.0, text.1));
        };
        let mut unknown = 0;
        for (index, entry) in (0..).zip(&self.entries) {
            match entry {
                // The moves to other keys were held against them.
                Entry::Key { .. } => {}
                Entry::Record { act, id, .. } => {
                    if let Some((_, Act::Erase)) = self.records.get(id) {
                        trouble(index, "the record was erased before", "该记录此前已被清除");
                    }
                    self.records.insert(*id, (index, *act));
                }
                Entry::Release { sequence, time, files, bytes, manifest, delta } => {
                    if *sequence != self.releases.len() as u64 + 1 {
                        trouble(index, "the release has not the next number", "发布序号不连续");
                    }
                    let (sequence, files, bytes) = (*sequence, *files, *bytes);
                    let (time, manifest, delta) = (*time, *manifest, *delta);
                    self.releases.push(Release { sequence, time, files, bytes, manifest, delta });
                }
                Entry::Unknown { .. } => unknown += 1,
            }
        }
        if !matches!(self.entries.first(), Some(Entry::Key { .. })) && size > 0 {
            trouble(0, "a log begins with its key", "日志的第一条应为密钥");
        }
        if size > 1 && !matches!(self.entries.last(), Some(Entry::Release { .. })) {
            trouble(size - 1, "a signed log ends with a release", "签名的日志应以发布条目结尾");
        }
        if self.keys.last().is_some_and(|(_, last)| *last != *key) {
            trouble(0, "names another key than the one that signed", "写明的密钥不是签名所用的密钥");
        }
        report.unknown = unknown;
        let count = |act: Act| self.records.values().filter(|(_, last)| *last == act).count() as u64;
        (report.erased, report.withdrawn) = (count(Act::Erase), count(Act::Withdraw));
    }
}
