//! The files of the log that are published (C2SP tlog-tiles), and what binds all others.

use super::{Kept, Ledger};
use crate::log::entry::{Act, Entry};
use crate::log::manifest::{Listed, Manifest, proves_itself};
use crate::log::proof::{self, Proof};
use crate::log::tiles::{self, Tile, WIDTH, bundle_path, encode};
use crate::log::tree::Hashes as _;
use crate::log::{Hash, bundle, hex, tree};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The folder of the log on the site.
pub const FOLDER: &str = "transparency/";

/// A file: its path, its bytes.
pub type File = (String, Vec<u8>);

/// Returns the files of the log that the manifest binds: keys, and the salts by which commitments open.
/// `line` says in which file the line of a record is, and `paths` are those of all files of the site.
pub fn bound(ledger: &Ledger, line: impl Fn(&str) -> Option<String>, paths: &BTreeSet<&str>) -> Vec<File> {
    let mut files = vec![
        (format!("{FOLDER}policy"), ledger.policy.clone().into_bytes()),
        (format!("{FOLDER}vkey"), format!("{}\n", ledger.key).into_bytes()),
    ];
    let mut salts: BTreeMap<u64, String> = BTreeMap::new();
    let mut newest: Vec<(u64, &Kept)> = shown(ledger).collect();
    newest.sort_unstable_by_key(|(index, _)| *index);
    for (index, kept) in newest {
        let Some(file) = line(&kept.record) else { continue };
        let key = kept.record.strip_prefix("reply:").unwrap_or(&kept.record);
        let folder = format!("replies/{key}/");
        let own = paths.range(&*folder..).take_while(|path| path.starts_with(&folder) && key != kept.record);
        let attached: Vec<String> = own.map(|path| format!("{}={path}", &path[folder.len()..])).collect();
        let attached = if attached.is_empty() { "-".to_owned() } else { attached.join(" ") };
        let text = salts.entry(index / WIDTH).or_default();
        let _ = writeln!(text, "{index}\t{}\t{file}\t{key}\t{attached}", hex(&kept.salt));
    }
    for (number, text) in salts {
        files.push((format!("{FOLDER}salts/{}", tiles::grouped(number)), text.into_bytes()));
    }
    files
}

/// Returns the newest commitments to records that are shown.
fn shown(ledger: &Ledger) -> impl Iterator<Item = (u64, &Kept)> {
    let last = ledger.last();
    let is_shown = move |kept: &Kept| last.get(&kept.id).is_some_and(|last| last.act.commits());
    ledger.newest().into_values().filter(move |(_, kept)| is_shown(kept))
}

/// Returns the manifest over files.
pub fn manifest(salt: Hash, files: impl IntoIterator<Item = (String, Listed)>) -> Manifest {
    Manifest { salt, files: files.into_iter().filter(|(path, _)| !proves_itself(path)).collect() }
}

/// Returns the files that prove themselves: checkpoint, tiles, entries, proofs, and of the newest release the
/// manifest, when that is the one over what the site is now. Nothing when nothing was signed yet.
pub fn proven(ledger: &Ledger, now: impl FnOnce(Hash) -> Manifest) -> Vec<File> {
    let Some(newest) = ledger.checkpoints.last() else { return Vec::new() };
    let size = newest.checkpoint.size;
    let mut files = vec![(format!("{FOLDER}checkpoint"), newest.note.to_string().into_bytes())];
    let moves = ledger.moves.iter().take_while(|own| own.last.checkpoint.size < size);
    for (number, own) in (1..).zip(moves) {
        for (name, signed) in [("checkpoint", &own.last), ("note", &own.note)] {
            files.push((format!("{FOLDER}succession/{number}/{name}"), signed.note.to_string().into_bytes()));
        }
    }
    tiles_of(ledger, size, &mut files);
    if ledger.has_proofs(size) {
        proofs(ledger, &mut files);
    }
    if let Some((_, sequence, hash)) = ledger.release(size) {
        for (of, delta) in ledger.deltas.range(..=sequence) {
            files.push((format!("{FOLDER}release/{of}/delta"), delta.clone().into_bytes()));
        }
        if let Some((_, salt)) = ledger.manifest.filter(|(of, _)| *of == sequence) {
            let manifest = now(salt);
            if manifest.hash() == hash {
                files.push((format!("{FOLDER}release/{sequence}/manifest"), manifest.text().into_bytes()));
            }
        }
    }
    files
}

/// Returns whether the site is what the newest release is about.
pub fn is_released(files: &[File]) -> bool {
    files.iter().any(|(path, _)| path.starts_with("transparency/release/") && path.ends_with("/manifest"))
}

/// All full tiles, and for each size that was signed the partial ones that no full tile has replaced. Upper
/// tiles are the same for many sizes: each is given once.
fn tiles_of(ledger: &Ledger, size: u64, files: &mut Vec<File>) {
    let mut tiles: BTreeSet<Tile> = tiles::tiles(size).collect();
    let mut bundles: BTreeSet<(u64, u16)> = tiles::bundles(size).collect();
    for signed in &ledger.checkpoints {
        let of = signed.checkpoint.size;
        let open: Vec<Tile> =
            tiles::partial(of).filter(|tile| !tiles.contains(&Tile { width: 256, ..*tile })).collect();
        tiles.extend(open);
        bundles.extend(tiles::bundles(of).last().filter(|(index, _)| (index + 1) * WIDTH > size));
    }
    let tile = |tile: Tile| {
        let (height, first) = (8 * u32::from(tile.level), tile.index * WIDTH);
        let hashes = (first..first + u64::from(tile.width)).map(|index| {
            let Ok(hash) = ledger.tree.hash(height, index);
            hash
        });
        (tile.path(), encode(&hashes.collect::<Vec<Hash>>()))
    };
    let bundle = |(index, width): (u64, u16)| {
        let first = (index * WIDTH) as usize;
        let mut bytes = Vec::new();
        for line in ledger.entries.iter().skip(first).take(usize::from(width)) {
            // Entries are short: they were parsed.
            let _ = bundle::push(&mut bytes, &line.bytes);
        }
        (bundle_path(index, width), bytes)
    };
    let all = tiles.into_par_iter().map(tile).chain(bundles.into_par_iter().map(bundle));
    let given: BTreeMap<String, Vec<u8>> = all.collect();
    files.extend(given.into_iter().map(|(path, bytes)| (format!("{FOLDER}{path}"), bytes)));
}

/// A proof of the newest entry of each record that is shown, under the first checkpoint of the key that has it:
/// it stays as it is until another key takes its place.
fn proofs(ledger: &Ledger, files: &mut Vec<File>) {
    let signed = ledger.signed_size();
    let moves = ledger.moves.iter().map(|own| own.last.checkpoint.size);
    let from = moves.filter(|size| *size < signed).max().unwrap_or(0);
    for (index, kept) in shown(ledger) {
        let first = ledger.checkpoints.iter().find(|signed| signed.checkpoint.size > index.max(from));
        let (Some(first), Some(line)) = (first, ledger.entries.get(index as usize)) else { continue };
        let Entry::Record { act: Act::Publish | Act::Correct, id, version, .. } = &line.entry else { continue };
        let Ok(hashes) = tree::prove_inclusion(&ledger.tree, index, first.checkpoint.size);
        let proof = Proof {
            extra: Some([&kept.salt[..], &line.bytes].concat()),
            index,
            hashes,
            checkpoint: first.note.to_string(),
        };
        files.push((proof::path(id, *version), proof.to_string().into_bytes()));
    }
}
