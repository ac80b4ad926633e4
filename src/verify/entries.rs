//! The log of a site: whether its entries, tiles, releases and proofs are those that were signed.

use super::{Checked, Found, LOG, Log, Read, Sums};
use crate::log::checkpoint::SignedCheckpoint;
use crate::log::entry::Entry;
use crate::log::manifest::{Delta, Manifest};
use crate::log::note::PublicKey;
use crate::log::policy::Policy;
use crate::log::proof::Proof;
use crate::log::tiles::{self, Reader, Tile, WIDTH, bundle_path, parse_bundle_path};
use crate::log::tree::{self, Hashes as _, Tree};
use crate::log::{Fault, Hash, bundle, sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// Reads and checks all of the log. `None` when there is no checkpoint to begin from: that is found.
pub(super) fn check(
    read: &(impl Fn(&str) -> io::Result<Vec<u8>> + Sync),
    sums: &Sums,
    policy: Option<&Policy>,
    found: &mut Vec<Found>,
) -> io::Result<Checked> {
    let place = format!("{LOG}checkpoint");
    let signed = match SignedCheckpoint::parse(&read(&place)?) {
        Ok(signed) => signed,
        Err(fault) => {
            found.push(Found::of(&place, &fault));
            return Ok(None);
        }
    };
    let witnesses = signatures(read, sums, &signed, policy, found)?;
    let size = signed.checkpoint.size;
    // Every entry has a bundle: a size that the files cannot have is none to count up to.
    let most = sums.keys().filter(|path| path.starts_with(&format!("{LOG}tile/entries/"))).count() as u64 * WIDTH;
    if size > most {
        found.push(Found::new(
            &place,
            format!("it is signed for {size} entries, and the site has no more than {most}"),
            format!("签名时有 {size} 个条目，网站上最多有 {most} 个"),
        ));
        return Ok(None);
    }
    let mut lines: Vec<Vec<u8>> = Vec::new();
    for (index, width) in tiles::bundles(size) {
        let path = format!("{LOG}{}", bundle_path(index, width));
        let Ok(bytes) = read(&path) else {
            found.push(Found::new(&path, "it is missing", "缺少此文件"));
            return Ok(None);
        };
        match bundle::parse(&bytes, width) {
            Ok(all) => lines.extend(all.into_iter().map(<[u8]>::to_vec)),
            Err(fault) => {
                found.push(Found::of(&path, &fault));
                return Ok(None);
            }
        }
    }
    let tree: Tree = lines.iter().map(|line| tree::leaf(line)).collect();
    if tree.root() != signed.checkpoint.root {
        altered(read, &signed, &lines, found);
        return Ok(None);
    }
    tiles_are(read, sums, &tree, &lines, found)?;
    let mut entries = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let path = format!("{LOG}tile/entries/{}", tiles::grouped(index as u64 / WIDTH));
        match Entry::parse(line) {
            Ok(entry) => entries.push(entry),
            Err(fault) => {
                found.push(Found::of(&path, &fault));
                return Ok(None);
            }
        }
    }
    let checkpoint = signed.clone();
    let (release, manifest) = releases(read, sums, &entries, found)?;
    let log = Log { checkpoint, release, opened: 0, witnesses, tree };
    let own = Read { log, entries };
    proofs(read, sums, &own, &lines, found)?;
    Ok(Some((own, manifest)))
}

/// Who signed; what the site says of its own keys is the same.
fn signatures(
    read: &impl Fn(&str) -> io::Result<Vec<u8>>,
    sums: &Sums,
    signed: &SignedCheckpoint,
    policy: Option<&Policy>,
    found: &mut Vec<Found>,
) -> io::Result<usize> {
    let [place, named, vkey] = ["checkpoint", "policy", "vkey"].map(|name| format!("{LOG}{name}"));
    let text = |path: &str| -> io::Result<String> {
        let bytes = if sums.contains_key(path) { read(path)? } else { Vec::new() };
        Ok(String::from_utf8(bytes).unwrap_or_default())
    };
    let own = Policy::parse(&text(&named)?);
    let key = PublicKey::parse(text(&vkey)?.trim_end());
    if let Err(fault) = &own {
        found.push(Found::of(&named, fault));
    }
    match &key {
        Err(fault) => found.push(Found::of(&vkey, fault)),
        Ok(key) if own.as_ref().is_ok_and(|own| !own.logs.iter().any(|(log, _)| log == key)) => {
            found.push(Found::new(&vkey, "it is not the key that the policy names", "与 policy 中的密钥不同"));
        }
        Ok(_) => {}
    }
    let Some(policy) = policy.or(own.as_ref().ok()) else { return Ok(0) };
    match policy.check(signed) {
        Ok(trust) => Ok(trust.witnesses.len()),
        Err(fault) => {
            found.push(Found::of(&place, &fault));
            Ok(0)
        }
    }
}

/// The entries do not make the root: finds which file was changed, by the tiles.
fn altered(
    read: &impl Fn(&str) -> io::Result<Vec<u8>>,
    signed: &SignedCheckpoint,
    lines: &[Vec<u8>],
    found: &mut Vec<Found>,
) {
    let checkpoint = &signed.checkpoint;
    let say = |path: String| Found::new(&path, "it is not what the checkpoint was signed for", "与签名的检查点不符");
    let source = |tile: Tile| read(&format!("{LOG}{}", tile.path()));
    let reader = match Reader::open(checkpoint.size, &checkpoint.root, source) {
        Ok(reader) => reader,
        Err(_) => {
            found.push(say(format!("{LOG}checkpoint")));
            return found.push(say(format!("{LOG}tile")));
        }
    };
    for (index, line) in (0..).zip(lines) {
        match reader.leaf(index) {
            Ok(leaf) if leaf == tree::leaf(line) => {}
            Ok(_) => {
                let (of, width) = (index / WIDTH, (checkpoint.size - index / WIDTH * WIDTH).min(WIDTH));
                return found.push(say(format!("{LOG}{}", bundle_path(of, width as u16))));
            }
            Err(tiles::ReadError::Altered(tile, fault)) => {
                return found.push(Found::of(&format!("{LOG}{}", tile.path()), &fault));
            }
            Err(_) => return found.push(say(format!("{LOG}tile"))),
        }
    }
}

/// Every tile and bundle that is there is one of the tree, of this size or of an earlier one.
fn tiles_are(
    read: &impl Fn(&str) -> io::Result<Vec<u8>>,
    sums: &Sums,
    tree: &Tree,
    lines: &[Vec<u8>],
    found: &mut Vec<Found>,
) -> io::Result<()> {
    let mut wanted: BTreeSet<String> = tiles::tiles(tree.size()).map(|tile| format!("{LOG}{}", tile.path())).collect();
    let folder = format!("{LOG}tile/");
    for path in sums.range(folder.clone()..).map(|(path, _)| path).take_while(|path| path.starts_with(&folder)) {
        wanted.remove(path);
        let below = &path[LOG.len()..];
        let right = if let Some((index, width)) = parse_bundle_path(below) {
            let first = (index * WIDTH) as usize;
            let of = lines.get(first..first + usize::from(width));
            let mut bytes = Vec::new();
            of.is_some_and(|of| of.iter().all(|line| bundle::push(&mut bytes, line).is_ok())).then_some(bytes)
        } else {
            Tile::parse(below).and_then(|tile| {
                let first = tile.index * WIDTH;
                let level = 8 * u32::from(tile.level);
                let has = tree.size().checked_shr(level).unwrap_or(0);
                let fits = first + u64::from(tile.width) <= has;
                let hash = |index: u64| {
                    let Ok(hash) = tree.hash(level, index);
                    hash
                };
                fits.then(|| (first..first + u64::from(tile.width)).map(hash).collect::<Vec<Hash>>().concat())
            })
        };
        if right.is_none_or(|right| read(path).is_ok_and(|bytes| bytes != right)) {
            found.push(Found::new(path, "it is no part of the signed tree", "不属于签名的树"));
        }
    }
    found.extend(wanted.iter().map(|path| Found::new(path, "it is missing", "缺少此文件")));
    Ok(())
}

/// The releases: their order, the manifest of the newest, the changes of each.
fn releases(
    read: &impl Fn(&str) -> io::Result<Vec<u8>>,
    sums: &Sums,
    entries: &[Entry],
    found: &mut Vec<Found>,
) -> io::Result<(Option<u64>, Option<Manifest>)> {
    let mut all: BTreeMap<u64, (Hash, Option<Hash>)> = BTreeMap::new();
    let place = format!("{LOG}checkpoint");
    for entry in entries {
        if let Entry::Release { sequence, manifest, delta, .. } = entry {
            if *sequence != all.len() as u64 + 1 {
                found.push(Found::new(
                    &place,
                    format!("release {sequence} comes after release {}", all.len()),
                    format!("第 {} 次发布之后是第 {sequence} 次", all.len()),
                ));
            }
            all.insert(*sequence, (*manifest, *delta));
        }
    }
    if !matches!(entries.first(), Some(Entry::Key { .. })) {
        found.push(Found::new(&place, "the log does not begin with its key", "日志的第一条不是密钥"));
    }
    let folder = format!("{LOG}release/");
    let newest = all.last_key_value().map(|(sequence, _)| *sequence);
    let mut manifest = None;
    for path in sums.range(folder.clone()..).map(|(path, _)| path).take_while(|path| path.starts_with(&folder)) {
        let named = path[folder.len()..].split_once('/').and_then(|(of, name)| Some((of.parse::<u64>().ok()?, name)));
        let known = named.and_then(|(of, name)| Some((of, name, all.get(&of)?)));
        let bytes = read(path)?;
        let right = match known {
            Some((of, "manifest", (hash, _))) if Some(of) == newest && sha256(&bytes) == *hash => {
                match Manifest::parse(&String::from_utf8_lossy(&bytes)) {
                    Ok(read) => manifest = Some(read),
                    Err(fault) => found.push(Found::of(path, &fault)),
                }
                true
            }
            Some((_, "delta", (_, Some(hash)))) if sha256(&bytes) == *hash => {
                if let Err(fault) = Delta::parse(&String::from_utf8_lossy(&bytes)) {
                    found.push(Found::of(path, &fault));
                }
                true
            }
            _ => false,
        };
        if !right {
            found.push(Found::new(path, "it is not what the entry of its release binds", "与该次发布的条目不符"));
        }
    }
    if let (Some(newest), None) = (newest, &manifest) {
        let path = format!("{folder}{newest}/manifest");
        if !sums.contains_key(&path) {
            found.push(Found::new(
                &path,
                "it is missing: what is here is not the newest release, or not all of it",
                "缺少此文件：这里不是最近一次发布的网站，或不完整",
            ));
        }
    }
    Ok((newest, manifest))
}

/// Every proof is of an entry of this log.
fn proofs(
    read: &impl Fn(&str) -> io::Result<Vec<u8>>,
    sums: &Sums,
    own: &Read,
    lines: &[Vec<u8>],
    found: &mut Vec<Found>,
) -> io::Result<()> {
    let folder = format!("{LOG}proofs/");
    let wrong = |proof: &Proof| {
        let fault = || Fault::whole("it proves nothing of this log", "它不能证明本日志的任何条目");
        let signed = SignedCheckpoint::parse(proof.checkpoint.as_bytes())?;
        let then = &signed.checkpoint;
        let line = lines.get(proof.index as usize).ok_or_else(fault)?;
        let Ok(root) = tree::root(&own.log.tree, then.size.min(own.log.tree.size()));
        let same = then.size <= own.log.tree.size()
            && root == then.root
            && then.origin == own.log.checkpoint.checkpoint.origin;
        let fits = tree::includes(tree::leaf(line), proof.index, then.size, &then.root, &proof.hashes);
        let key = match own.entries.first() {
            Some(Entry::Key { key, .. }) => Some(&**key),
            _ => None,
        };
        let signs = key.is_some_and(|key| signed.note.open(std::slice::from_ref(key)).is_ok_and(|by| !by.is_empty()));
        let is = proof.salt_and_entry().is_some_and(|(_, entry)| entry == &**line);
        (same && fits && signs && is).then_some(()).ok_or_else(fault)
    };
    for path in sums.range(folder.clone()..).map(|(path, _)| path).take_while(|path| path.starts_with(&folder)) {
        let bytes = read(path)?;
        let checked = Proof::parse(&bytes).and_then(|proof| {
            wrong(&proof)?;
            let named = match own.entries.get(proof.index as usize) {
                Some(Entry::Record { id, version, .. }) => {
                    path[folder.len()..] == format!("{id}-v{version}.tlog-proof")
                }
                _ => false,
            };
            named
                .then_some(())
                .ok_or_else(|| Fault::whole("it has the name of another proof", "文件名属于另一份证明"))?;
            // One proof has one spelling.
            (proof.to_string().as_bytes() == bytes)
                .then_some(())
                .ok_or_else(|| Fault::whole("it is spelled in another way than it is written", "写法与规定不同"))
        });
        if let Err(fault) = checked {
            found.push(Found::of(path, &fault));
        }
    }
    Ok(())
}
