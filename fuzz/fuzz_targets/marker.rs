//! Any bytes as a marker, as they are and with the right digest: no list leads out of the folder.
//! Run with `cargo fuzz run marker`.

#![no_main]

use gongkai::write::marker::{State, is_output_path, read, text};
use libfuzzer_sys::fuzz_target;
use std::path::{Component, Path};

fuzz_target!(|data: &[u8]| {
    let list = String::from_utf8_lossy(data);
    let signed = text(State::Changing, list.lines());
    for marker in [data, signed.as_bytes()] {
        for path in read(marker).unwrap_or_default() {
            assert!(is_output_path(&path));
            assert!(Path::new(&*path).components().all(|part| matches!(part, Component::Normal(_))));
        }
    }
});
