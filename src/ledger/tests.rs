//! The files of a log that grew: every signed state can be read from what is published now.

use super::{Kept, Ledger, emit};
use crate::log::checkpoint::{Checkpoint, SignedCheckpoint};
use crate::log::entry::{Act, Entry, Id};
use crate::log::manifest::Manifest;
use crate::log::note::{Kind, Note, PrivateKey};
use crate::log::tiles::{Reader, bundles};
use crate::log::tree::{self, Tree};
use crate::log::{bundle, sha256};
use jiff::civil::date;
use std::collections::BTreeMap;

fn begun(key: &PrivateKey) -> Ledger {
    let mut ledger = Ledger {
        key: key.public().clone(),
        recovery: key.public().clone(),
        moves: Vec::new(),
        policy: String::new(),
        entries: Vec::new(),
        kept: BTreeMap::new(),
        checkpoints: Vec::new(),
        manifest: None,
        deltas: BTreeMap::new(),
        erased: Vec::new(),
        tree: Tree::default(),
    };
    let public = || Box::new(key.public().clone());
    ledger.push(Entry::Key { time: jiff::Timestamp::UNIX_EPOCH, key: public(), recovery: public() });
    ledger
}

#[test]
fn every_state_that_was_signed_can_be_read_from_files_that_stand_once() {
    let key = PrivateKey::from_seed("city.example/log", Kind::Log, &[3; 32]).unwrap();
    let mut ledger = begun(&key);
    for number in 1_u64..700 {
        let id = Id(number.to_be_bytes());
        let hash = sha256(&number.to_be_bytes());
        let index = ledger.push(Entry::Record {
            act: Act::Publish,
            id,
            version: 1,
            date: date(2026, 6, 30),
            reason: None,
            commitment: Some(hash),
        });
        let record = format!("reply:{number}");
        ledger.kept.insert(index, Kept { record, id, version: 1, digest: hash, salt: hash, corrections: 0 });
        // At the edges of tiles, and between.
        if number % 37 == 0 || [254, 255, 256, 510, 511, 512, 699].contains(&number) {
            let text = Checkpoint::new(key.public().name(), index + 1, ledger.tree.root()).to_string();
            let note = Note::signed(&text, &key).to_string();
            ledger.checkpoints.push(SignedCheckpoint::parse(note.as_bytes()).unwrap());
        }
    }
    let files = emit::proven(&ledger, |salt| Manifest { salt, files: BTreeMap::new() });
    let by_path: BTreeMap<&str, &[u8]> = files.iter().map(|(path, bytes)| (&**path, &**bytes)).collect();
    assert_eq!(by_path.len(), files.len(), "each file once");
    assert_eq!(by_path.keys().filter(|path| path.contains("/proofs/")).count(), 699);
    let newest = ledger.signed_size();
    for signed in &ledger.checkpoints {
        let (size, root) = (signed.checkpoint.size, signed.checkpoint.root);
        let bytes = |path: String| by_path.get(&*format!("{}{path}", emit::FOLDER)).map(|bytes| bytes.to_vec());
        // A partial tile may be gone once the full one is there: then its beginning is that.
        let source = |tile: crate::log::tiles::Tile| {
            let full = crate::log::tiles::Tile { width: 256, ..tile };
            let cut = |bytes: Vec<u8>| bytes[..usize::from(tile.width) * 32].to_vec();
            bytes(tile.path()).or_else(|| bytes(full.path()).map(cut)).ok_or(tile)
        };
        let reader = Reader::open(size, &root, source).unwrap_or_else(|_| panic!("no tree of {size}"));
        for (index, width) in bundles(size) {
            let (path, full) =
                (crate::log::tiles::bundle_path(index, width), crate::log::tiles::bundle_path(index, 256));
            let held = bytes(path).map(|held| (held, width)).or_else(|| bytes(full).map(|held| (held, 256)));
            let (held, has) = held.unwrap_or_else(|| panic!("no entries {index} of {size}"));
            assert!(has == width || (index + 1) * 256 <= newest);
            for (at, entry) in bundle::parse(&held, has).unwrap().into_iter().take(usize::from(width)).enumerate() {
                let leaf = reader.leaf(index * 256 + at as u64).unwrap_or_else(|_| panic!("no leaf"));
                assert_eq!(leaf, tree::leaf(entry));
            }
        }
    }
}
