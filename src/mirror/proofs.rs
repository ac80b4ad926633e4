//! Proofs of records: pages link to them, and no manifest binds them, as they prove themselves.
//!
//! Takes the log and the salts of a release, gives a proof of each record that is shown. One that is held and
//! still proves its entry stays as it is; the others are made here, under the checkpoint of this run, and so
//! cost no request. What must hold: none stands for a record whose salt is gone.

use super::store::Store;
use crate::log::checkpoint::SignedCheckpoint;
use crate::log::entry::Entry;
use crate::log::manifest::Manifest;
use crate::log::policy::Policy;
use crate::log::proof::{self, Proof};
use crate::log::{Hash, tree};
use crate::verify::entries::Log;
use crate::verify::opened::{SALTS, Salt};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io;

/// Returns path and bytes of each proof of a release whose files are in the store. `held` is the release before.
pub fn of(
    store: &Store<'_>,
    held: &BTreeMap<String, Hash>,
    log: &Log,
    manifest: &Manifest,
    (signed, policy): (&SignedCheckpoint, &Policy),
) -> io::Result<Vec<(String, Vec<u8>)>> {
    if !proof::has_own(log.entries.iter()) {
        return Ok(Vec::new());
    }
    let mut shown: Vec<Salt> = Vec::new();
    for (_, file) in manifest.files.range(SALTS.to_owned()..).take_while(|(path, _)| path.starts_with(SALTS)) {
        let bytes = store.content(&file.sha256)?;
        shown.extend(String::from_utf8_lossy(&bytes).lines().filter_map(Salt::parse));
    }
    let made = shown.par_iter().filter(|own| log.is_last(own.index)).map(|own| {
        let Some(entry @ Entry::Record { id, version, .. }) = log.entries.get(own.index as usize) else {
            return Ok(None);
        };
        let (path, bytes) = (proof::path(id, *version), entry.to_string().into_bytes());
        let extra = [&own.salt[..], &bytes].concat();
        let stands = |proof: &Proof| {
            proof.index == own.index
                && proof.extra.as_ref() == Some(&extra)
                && proof.check(tree::leaf(&bytes), policy).is_ok()
        };
        // One that is gone is made anew.
        let before = held.get(&path).and_then(|hash| store.content(hash).ok());
        if let Some(before) = before.filter(|before| Proof::parse(before).is_ok_and(|proof| stands(&proof))) {
            return Ok(Some((path, before)));
        }
        let Ok(hashes) = tree::prove_inclusion(&log.tree, own.index, signed.checkpoint.size);
        let proof = Proof { extra: Some(extra), index: own.index, hashes, checkpoint: signed.note.to_string() };
        Ok(Some((path, proof.to_string().into_bytes())))
    });
    made.filter_map(Result::transpose).collect()
}
