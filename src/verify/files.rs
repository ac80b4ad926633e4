//! Files: the manifest binds exactly those that are there; checksums, salts and proofs agree with it.

use super::entries::{Log, Release, bundle_of};
use super::place::Place;
use super::{LOG, MOST_TEXT, Report, Trouble, Unclear, opened, trusted};
use crate::log::entry::{Act, Entry};
use crate::log::manifest::{Delta, LARGEST, Listed, Manifest, is_path};
use crate::log::policy::Policy;
use crate::log::proof::{self, Proof};
use crate::log::{Fault, Hash, bundle, sha256, tiles, tree, unhex};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const SUMS: &str = "SHA256SUMS";
/// What `build` writes beside a site and no reader needs.
const MARKER: &str = ".gongkai-site";

/// A place with what is known of it.
struct Look<'a> {
    place: &'a dyn Place,
    listed: Option<&'a [String]>,
    log: &'a Log,
    manifest: &'a Manifest,
    /// The salt of each commitment that is opened on the site.
    salts: BTreeMap<u64, Hash>,
}

type Troubles = Result<Vec<Trouble>, Unclear>;

/// Checks all files against the newest release.
pub fn check(
    place: &dyn Place,
    listed: Option<&[String]>,
    log: &Log,
    (policy, record): (&Policy, Option<&str>),
    report: &mut Report,
) -> Result<(), Unclear> {
    let Some(release) = log.releases.last() else { return sums_alone(place, listed, report) };
    report.release = Some(release.sequence);
    let Some(manifest) = manifest(place, release, report)? else { return Ok(()) };
    (report.files, report.bytes) = (release.files, release.bytes);
    let mut look = Look { place, listed, log, manifest: &manifest, salts: BTreeMap::new() };
    look.salts(record, report)?;
    report.troubles.extend(look.bound()?);
    report.troubles.extend(look.beside(
        policy,
        report.checkpoint.as_ref().map_or("", |own| &own.checkpoint.origin),
        &mut report.fork,
    )?);
    report.troubles.extend(look.sums()?);
    Ok(())
}

/// Returns the manifest of a release where it is the one that the log names.
pub fn manifest(place: &dyn Place, release: &Release, report: &mut Report) -> Result<Option<Manifest>, Unclear> {
    let path = format!("{LOG}release/{}/manifest", release.sequence);
    let Some(bytes) = place.read(&path, MOST_TEXT)? else {
        report.troubles.push(Trouble::missing(path));
        return Ok(None);
    };
    let fault = if sha256(&bytes) != release.manifest {
        Fault::whole(
            format!(
                "is not the manifest that release {} names: it was changed, or belongs to another release",
                release.sequence
            ),
            format!("不是第 {} 次发布写明的清单：被改动过，或属于另一次发布", release.sequence),
        )
    } else {
        match std::str::from_utf8(&bytes).map_err(|_| Fault::whole("no text", "不是文本")).and_then(Manifest::parse)
        {
            Ok(manifest) if (manifest.files.len() as u64, manifest.bytes()) == (release.files, release.bytes) => {
                return Ok(Some(manifest));
            }
            Ok(_) => Fault::whole(
                "the release counts other files and bytes than the manifest has",
                "发布条目写明的文件数、字节数与清单不符",
            ),
            Err(fault) => fault,
        }
    };
    report.troubles.push(Trouble::of(path, &fault));
    Ok(None)
}

/// Says what is wrong with a file that should be this one.
fn held(path: &str, found: Option<(Hash, u64)>, should: &Listed) -> Option<Trouble> {
    match found {
        None => Some(Trouble::missing(path)),
        Some((hash, size)) if hash == should.sha256 && size == should.size => None,
        Some((_, size)) if size != should.size => Some(Trouble::new(
            path,
            format!(
                "changed: it should have {} bytes and has {}",
                should.size,
                if size > should.size { "more".to_owned() } else { size.to_string() }
            ),
            format!(
                "被改动：应有 {} 字节，实际{}",
                should.size,
                if size > should.size { "更多".to_owned() } else { format!("为 {size} 字节") }
            ),
        )),
        Some(_) => Some(Trouble::new(
            path,
            "changed: its bytes are not those that were published; take the file from the publisher or a mirror",
            "被改动：内容与发布时不同；请从发布者或镜像取回此文件",
        )),
    }
}

/// A site without a log: its checksums are all there is.
pub fn sums_alone(place: &dyn Place, listed: Option<&[String]>, report: &mut Report) -> Result<(), Unclear> {
    let Some(bytes) = place.read(SUMS, MOST_TEXT)? else {
        return Err(Unclear(
            "there is neither a log (transparency/checkpoint) nor a list of checksums (SHA256SUMS)".to_owned(),
        ));
    };
    let sums = match checksums(&bytes) {
        Ok(sums) => sums,
        Err(fault) => {
            report.troubles.push(Trouble::of(SUMS, &fault));
            return Ok(());
        }
    };
    let all: Result<Vec<_>, Unclear> = sums
        .par_iter()
        .map(|(path, hash)| {
            let found = place.sum(path, LARGEST)?;
            let size = found.map_or(0, |(_, size)| size);
            Ok((held(path, found, &Listed { sha256: *hash, size }), size))
        })
        .collect();
    for (trouble, size) in all? {
        report.bytes += size;
        report.troubles.extend(trouble);
    }
    report.files = sums.len() as u64;
    let extra =
        listed.unwrap_or_default().iter().filter(|path| !sums.contains_key(*path) && *path != SUMS && *path != MARKER);
    report.troubles.extend(extra.map(|path| extra_file(path)));
    Ok(())
}

fn extra_file(path: &str) -> Trouble {
    Trouble::new(
        path,
        "not part of what was published: nothing in the log binds it; remove it",
        "不属于已发布的内容：日志中没有此文件；请删除",
    )
}

/// Reads the lines of `SHA256SUMS`.
fn checksums(bytes: &[u8]) -> Result<BTreeMap<String, Hash>, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|_| Fault::whole("no text in UTF-8", "不是 UTF-8 文本"))?;
    let mut sums = BTreeMap::new();
    let cut = || Fault::whole("the last line has no end: the file was cut off", "最后一行没有换行：文件不完整");
    for (number, line) in (1..).zip(text.strip_suffix('\n').ok_or_else(cut)?.split('\n')) {
        let read = line.split_once("  ").and_then(|(hash, path)| Some((unhex::<32>(hash)?, path)));
        let read = read.filter(|(_, path)| is_path(path));
        let (hash, path) =
            read.ok_or_else(|| Fault::at(number, "a line is `<hash>  <path>`", "每行应为“<哈希>  <路径>”"))?;
        if sums.insert(path.to_owned(), hash).is_some() {
            return Err(Fault::at(number, format!("{path} is there twice"), format!("{path} 出现两次")));
        }
    }
    Ok(sums)
}

impl Look<'_> {
    /// Holds each file of the manifest against it.
    fn bound(&self) -> Troubles {
        let all: Result<Vec<_>, Unclear> = self
            .manifest
            .files
            .par_iter()
            .map(|(path, should)| Ok(held(path, self.place.sum(path, should.size)?, should)))
            .collect();
        Ok(all?.into_iter().flatten().collect())
    }

    /// Checks the files that prove themselves, and finds those that nothing binds.
    fn beside(&self, policy: &Policy, origin: &str, fork: &mut Vec<String>) -> Troubles {
        let newest = self.log.releases.last().map_or(0, |release| release.sequence);
        let mut troubles = Vec::new();
        let mut seen = BTreeSet::new();
        for release in &self.log.releases {
            let path = format!("{LOG}release/{}/delta", release.sequence);
            let there = self.listed.is_none_or(|listed| listed.binary_search(&path).is_ok());
            let Some(hash) = release.delta.filter(|_| there || release.sequence == newest) else { continue };
            if self.listed.is_none() && release.sequence != newest {
                continue;
            }
            troubles.extend(delta(self.place, &path, hash, release)?);
            seen.insert(path);
        }
        for path in self.listed.unwrap_or_default() {
            let own = path == SUMS || path == MARKER || *path == format!("{LOG}checkpoint");
            let manifest = *path == format!("{LOG}release/{newest}/manifest");
            let moved =
                (1..=self.log.moves.len()).map(trusted::paths).any(|(last, note)| *path == last || *path == note);
            if own
                || manifest
                || moved
                || seen.contains(path)
                || self.manifest.files.contains_key(path)
                || self.log.tiles.contains_key(path)
            {
                continue;
            }
            let rest = path.strip_prefix(LOG).unwrap_or_default();
            if rest.starts_with("tile/") {
                troubles.extend(self.earlier(path, rest)?);
            } else if rest.starts_with("proofs/") && rest.ends_with(".tlog-proof") {
                troubles.extend(self.proof(path, policy, origin, fork)?);
            } else {
                troubles.push(extra_file(path));
            }
        }
        Ok(troubles)
    }

    /// Checks a file of the log that is of an earlier size, or a bundle.
    fn earlier(&self, path: &str, rest: &str) -> Result<Option<Trouble>, Unclear> {
        let size = self.log.entries.len() as u64;
        let Some(bytes) = self.place.read(path, tiles::WIDTH * (2 + bundle::MOST as u64))? else {
            return Ok(Some(Trouble::missing(path)));
        };
        if let Some((index, width)) = tiles::parse_bundle_path(rest) {
            let first = index.saturating_mul(tiles::WIDTH);
            if first.saturating_add(u64::from(width)) > size {
                return Ok(Some(extra_file(path)));
            }
            if *path == bundle_of(first, size) {
                return Ok(None);
            }
            let leaves = (first..).map(|index| tree::Hashes::hash(&self.log.tree, 0, index));
            let read = bundle::parse(&bytes, width);
            let same = read.is_ok_and(|all| all.iter().zip(leaves).all(|(entry, Ok(leaf))| tree::leaf(entry) == leaf));
            return Ok((!same).then(|| altered(path)));
        }
        let Some(tile) = tiles::Tile::parse(rest) else { return Ok(Some(extra_file(path))) };
        let first = tile.index.saturating_mul(tiles::WIDTH);
        let height = 8 * u32::from(tile.level);
        let count = size.checked_shr(height).unwrap_or(0);
        if first.saturating_add(u64::from(tile.width)) > count {
            return Ok(Some(extra_file(path)));
        }
        let expected: Vec<Hash> = (first..first + u64::from(tile.width))
            .map(|index| {
                let Ok(hash) = tree::Hashes::hash(&self.log.tree, height, index);
                hash
            })
            .collect();
        Ok((tiles::encode(&expected) != bytes).then(|| altered(path)))
    }

    /// Checks a proof that lies on the site.
    fn proof(
        &self,
        path: &str,
        policy: &Policy,
        origin: &str,
        fork: &mut Vec<String>,
    ) -> Result<Option<Trouble>, Unclear> {
        let Some(bytes) = self.place.read(path, proof::MOST_BYTES as u64)? else {
            return Ok(Some(Trouble::missing(path)));
        };
        let read = Proof::parse(&bytes).and_then(|proof| {
            let lacks = || Fault::whole("holds no salt and entry", "没有盐和条目");
            let (salt, entry) = proof.salt_and_entry().ok_or_else(lacks)?;
            let leaf = tree::leaf(entry);
            let (signed, _) = proof.check(leaf, policy)?;
            Ok((Entry::parse(entry)?, proof.index, leaf, (salt, signed)))
        });
        let (entry, index, leaf, (salt, signed)) = match read {
            Ok(read) => read,
            Err(fault) => return Ok(Some(Trouble::of(path, &fault))),
        };
        let size = self.log.entries.len() as u64;
        let its = &signed.checkpoint;
        if its.origin != origin || its.size > size {
            return Ok(Some(Trouble::new(
                path,
                "is of another log, or of a later state",
                "属于另一个日志，或更新的状态",
            )));
        }
        let Ok(root) = tree::root(&self.log.tree, its.size);
        if root != its.root {
            fork.push(signed.note.to_string());
            return Ok(Some(Trouble::new(
                path,
                "holds a signed checkpoint of another log",
                "含有另一份已签名的检查点",
            )));
        }
        let Ok(own) = tree::Hashes::hash(&self.log.tree, 0, index);
        let named = match &entry {
            Entry::Record { id, version, .. } => proof::path(id, *version) == *path,
            _ => false,
        };
        if self.salts.get(&index).is_some_and(|own| *own != salt) {
            return Ok(Some(Trouble::new(path, "holds another salt than the site", "所含的盐与网站的不同")));
        }
        if own != leaf || !named {
            return Ok(Some(Trouble::new(path, "is not the proof that its name says", "不是文件名所说的证明")));
        }
        let erased = matches!(&entry, Entry::Record { id, .. } if self.log.records.get(id).is_some_and(|last| last.1 == Act::Erase));
        Ok(erased.then(|| {
            Trouble::new(path, "holds the salt of a record that was erased: remove it", "含有已清除记录的盐：请删除")
        }))
    }

    /// Holds `SHA256SUMS` against what is known to be right.
    fn sums(&self) -> Troubles {
        let Some(bytes) = self.place.read(SUMS, MOST_TEXT)? else { return Ok(vec![Trouble::missing(SUMS)]) };
        let sums = match checksums(&bytes) {
            Ok(sums) => sums,
            Err(fault) => return Ok(vec![Trouble::of(SUMS, &fault)]),
        };
        let other = |path: &str| {
            let (en, zh) =
                (format!("says another hash of {path} than the log does"), format!("{path} 的哈希与日志不同"));
            Trouble::new(SUMS, en, zh)
        };
        let lacks = |path: &str| Trouble::new(SUMS, format!("does not name {path}"), format!("没有列出 {path}"));
        let mut troubles = Vec::new();
        for (path, should) in &self.manifest.files {
            match sums.get(path) {
                None => troubles.push(lacks(path)),
                Some(hash) if *hash != should.sha256 => troubles.push(other(path)),
                Some(_) => {}
            }
        }
        let Some(listed) = self.listed else { return Ok(troubles) };
        let beside = |path: &&String| !self.manifest.files.contains_key(*path) && *path != SUMS && *path != MARKER;
        let rest: Vec<&String> = listed.iter().filter(beside).collect();
        let found: Result<Vec<_>, Unclear> = rest.par_iter().map(|path| self.place.sum(path, MOST_TEXT)).collect();
        for (path, found) in rest.into_iter().zip(found?) {
            match (sums.get(path), found) {
                (None, _) => troubles.push(lacks(path)),
                (Some(hash), Some((own, _))) if *hash != own => troubles.push(other(path)),
                _ => {}
            }
        }
        let gone =
            sums.keys().filter(|path| !self.manifest.files.contains_key(*path) && listed.binary_search(path).is_err());
        troubles.extend(gone.map(|path| {
            Trouble::new(SUMS, format!("names {path}, which is not there"), format!("列出了不存在的 {path}"))
        }));
        Ok(troubles)
    }

    /// Opens each commitment whose salt is on the site.
    fn salts(&mut self, record: Option<&str>, report: &mut Report) -> Result<(), Unclear> {
        let (all, troubles) = opened::all(self.place, self.log, self.manifest)?;
        report.troubles.extend(troubles);
        report.opened = all.iter().filter(|own| own.digest.is_some()).count() as u64;
        self.salts = all.iter().map(|own| (own.of.index, own.of.salt)).collect();
        let asked = record.map(|record| {
            let own = all.iter().find(|own| own.of.key == record);
            own.and_then(|own| match &self.log.entries[own.of.index as usize] {
                Entry::Record { id, .. } => Some(id.to_string()),
                _ => None,
            })
            .unwrap_or_else(|| record.to_owned())
        });
        let told = (0..).zip(&self.log.entries).filter(
            |(_, entry)| matches!((entry, &asked), (Entry::Record { id, .. }, Some(asked)) if id.to_string() == *asked),
        );
        report.story = told.map(|(index, entry)| (index, entry.to_string())).collect();
        Ok(())
    }
}

fn altered(path: &str) -> Trouble {
    Trouble::new(path, "does not belong to the tree: it was changed", "不属于这棵树：文件被改动过")
}

/// Checks the delta of a release.
fn delta(place: &dyn Place, path: &str, hash: Hash, release: &Release) -> Result<Option<Trouble>, Unclear> {
    let Some(bytes) = place.read(path, MOST_TEXT)? else { return Ok(Some(Trouble::missing(path))) };
    if sha256(&bytes) != hash {
        return Ok(Some(Trouble::new(
            path,
            "is not the delta that the release names: it was changed",
            "不是发布条目写明的增量：被改动过",
        )));
    }
    let read = Delta::parse(&String::from_utf8_lossy(&bytes));
    Ok(match read {
        Err(fault) => Some(Trouble::of(path, &fault)),
        Ok(delta) if delta.to != (release.sequence, release.manifest) => {
            Some(Trouble::new(path, "leads to another release", "通向另一次发布"))
        }
        Ok(_) => None,
    })
}
