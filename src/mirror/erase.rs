//! Erasures: what must no longer be kept goes from every release, before anything new is fetched.
//!
//! A log does not say in which files a text was. So these go: the files that the erasing release changed or
//! took away, under every earlier release; those that salts name for the record; and all that holds
//! hashes of them (salts, manifests, deltas, checksums, proofs). What was withdrawn and is not touched by the
//! erasure stays.

use super::store::Store;
use crate::log::entry::{Act, Entry};
use crate::log::manifest::Manifest;
use crate::log::{Hash, unhex};
use crate::verify::LOG;
use crate::verify::entries::Log;
use crate::verify::opened::{SALTS, Salt};
use std::collections::BTreeSet;
use std::io;

/// Obeys erasures that the release held does not know of.
pub fn obey(store: &Store<'_>, log: &Log, held: Option<(u64, &Manifest)>, new: &Manifest) -> io::Result<()> {
    let releases = store.releases()?;
    let Some(newest) = releases.last().copied() else { return Ok(()) };
    let known = store.list(newest)?;
    // The entries from the release held on are new.
    let mut from = log.entries.iter().enumerate().filter_map(|(at, entry)| match entry {
        Entry::Release { sequence, .. } if *sequence == newest => Some(at),
        _ => None,
    });
    let from = from.next().unwrap_or(0);
    let erased: BTreeSet<_> = log.entries[from..]
        .iter()
        .filter_map(|entry| match entry {
            Entry::Record { act: Act::Erase, id, .. } => Some(*id),
            _ => None,
        })
        .collect();
    if erased.is_empty() {
        return Ok(());
    }
    let stays = |path: &str, hash: &Hash| new.files.get(path).is_some_and(|file| file.sha256 == *hash);
    let changed: BTreeSet<&str> = held
        .iter()
        .flat_map(|(_, old)| &old.files)
        .filter(|(path, file)| !stays(path, &file.sha256))
        .map(|(path, _)| &**path)
        .collect();
    let mut hashes: BTreeSet<Hash> =
        known.iter().filter(|(path, _)| changed.contains(&***path)).map(|(_, hash)| *hash).collect();
    let spared: BTreeSet<Hash> = new.files.values().map(|file| file.sha256).collect();
    for sequence in releases.iter().copied() {
        let mut list = store.list(sequence)?;
        let named = named_by_salts(store, sequence, log, &erased)?;
        let telling = |path: &str| {
            let rest = path.strip_prefix(LOG).unwrap_or_default();
            path == "SHA256SUMS" || ["salts/", "release/", "proofs/"].iter().any(|folder| rest.starts_with(folder))
        };
        // The manifest of the release held goes last: it says what must go.
        let goes = |path: &str, hash: &Hash| {
            telling(path)
                || changed.contains(path)
                || named.contains(path)
                || hashes.contains(hash) && !spared.contains(hash)
        };
        let mut gone: Vec<(String, Hash)> =
            list.iter().filter(|(path, hash)| goes(path, hash)).map(|(path, hash)| (path.clone(), *hash)).collect();
        gone.sort_by_key(|(path, _)| path.ends_with("/manifest"));
        for (path, hash) in &gone {
            let name = store.at(&format!("releases/{sequence}/{path}"));
            if store.host.what(&name).is_some() {
                store.host.remove_file(&name)?;
            }
            hashes.insert(*hash);
            list.remove(path);
            if !spared.contains(hash) {
                store.forget(hash)?;
            }
        }
        store.set_list(sequence, &list)?;
    }
    unnamed(store, &releases, spared)
}

/// Removes what runs that were cut short left: it is in no list, and may be what was erased.
fn unnamed(store: &Store<'_>, releases: &BTreeSet<u64>, mut wanted: BTreeSet<Hash>) -> io::Result<()> {
    for sequence in releases {
        wanted.extend(store.list(*sequence)?.into_values());
    }
    let blobs = store.at("blobs");
    for entry in store.host.list(&blobs)? {
        let hash = entry.path.rsplit('/').next().and_then(unhex::<32>);
        let is_part = entry.path.starts_with("part/");
        if is_part || hash.is_none_or(|hash| !wanted.contains(&hash)) {
            store.host.remove_file(&blobs.join(&entry.path))?;
        }
    }
    let folder = store.at("releases");
    let named = |name: &str| name.parse().is_ok_and(|sequence| releases.contains(&sequence));
    let all = store.host.list(&folder)?;
    let left: BTreeSet<&str> = all.iter().filter_map(|entry| Some(entry.path.split_once('/')?.0)).collect();
    left.into_iter().filter(|name| !named(name)).try_for_each(|name| store.host.remove_dir_all(&folder.join(name)))
}

/// Returns the files that the salts of a release name for erased records.
fn named_by_salts(
    store: &Store<'_>,
    sequence: u64,
    log: &Log,
    erased: &BTreeSet<crate::log::entry::Id>,
) -> io::Result<BTreeSet<String>> {
    let mut named = BTreeSet::new();
    let list = store.list(sequence)?;
    for path in list.keys().filter(|path| path.starts_with(SALTS)) {
        let bytes = store.read(&format!("releases/{sequence}/{path}"))?.unwrap_or_default();
        for line in String::from_utf8_lossy(&bytes).lines() {
            let Some(own) = Salt::parse(line) else { continue };
            let Some(Entry::Record { id, .. }) = log.entries.get(own.index as usize) else { continue };
            if erased.contains(id) {
                named.insert(own.file);
                named.extend(own.beside.into_iter().map(|(_, path)| path));
            }
        }
    }
    Ok(named)
}
