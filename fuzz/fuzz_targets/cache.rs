//! Any bytes as a cache, with the right head: it is read as what it is or as none, never with a
//! panic or by taking more than it holds. Run with `cargo fuzz run cache`.

#![no_main]

use gongkai::cache::{Cache, Place};
use gongkai::host::memory::Memory;
use gongkai::host::{Entry, EntryKind, Stamp};
use gongkai::source::digest;
use libfuzzer_sys::fuzz_target;
use std::path::Path;

const PROGRAM: [u8; 16] = [7; 16];

fuzz_target!(|data: &[u8]| {
    let place = Place::of(Path::new(""), Path::new("public"), PROGRAM);
    let bytes = [b"gongkai cache 2\n".as_slice(), &PROGRAM, &digest(data), data].concat();
    let host = Memory::default();
    host.put(&place.file.to_string_lossy(), &bytes);
    let cache = Cache::read(&host, &place);
    let stamp = Some(Stamp { len: 1, modified: 1, changed: 1, node: 1 });
    for path in ["", "a", "content/replies/a.md", "index.html"] {
        cache.get(path);
        for stamp in [None, stamp] {
            let entry = Entry { path: path.to_owned(), kind: EntryKind::File, len: 1, stamp };
            let _ = cache.source(&entry, [0; 16], || Ok(Vec::new()));
        }
    }
});
