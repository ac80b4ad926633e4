//! Writes a log of N entries into a folder, as a host would serve it, for strangers to judge: `checkpoint`,
//! `vkey`, `tile/…`; every entry is `entry <index>` and, where DIFFERENT is given, that one reads otherwise.
//!
//! usage: log DIR N [DIFFERENT]

#![allow(clippy::disallowed_methods)] // It writes files.

use gongkai::log::checkpoint::Checkpoint;
use gongkai::log::note::{Kind, Note, PrivateKey};
use gongkai::log::tiles::{Tile, WIDTH, Writer, bundle_path, encode};
use gongkai::log::{Hash, bundle, tree};
use std::error::Error;
use std::path::{Path, PathBuf};

fn put(path: PathBuf, bytes: impl AsRef<[u8]>) {
    let folder = path.parent().expect("a folder");
    std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&path, bytes)).expect("room on the disk");
}

fn main() -> Result<(), Box<dyn Error>> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let (folder, size) = (Path::new(&given[0]), given[1].parse::<u64>()?);
    let different: Option<u64> = given.get(2).map(|text| text.parse()).transpose()?;
    let mut writer = Writer::default();
    let mut give = |tile: Tile, hashes: &[Hash]| put(folder.join(tile.path()), encode(hashes));
    let mut entries = Vec::new();
    for index in 0..size {
        let entry = format!("{} {index}", if different == Some(index) { "other" } else { "entry" });
        writer.push(tree::leaf(entry.as_bytes()), &mut give);
        bundle::push(&mut entries, entry.as_bytes())?;
        if (index + 1) % WIDTH == 0 || index + 1 == size {
            put(folder.join(bundle_path(index / WIDTH, (index % WIDTH + 1) as u16)), std::mem::take(&mut entries));
        }
    }
    writer.partial(&mut give);
    let key = PrivateKey::from_seed("open.qingshui.example/transparency", Kind::Log, &[42; 32])?;
    let text = Checkpoint::new(key.public().name(), size, writer.root()).to_string();
    put(folder.join("checkpoint"), Note::signed(&text, &key).to_string());
    put(folder.join("vkey"), format!("{}\n", key.public()));
    Ok(())
}
