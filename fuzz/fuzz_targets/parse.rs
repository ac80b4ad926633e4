//! Any bytes as any kind of file: parsing gives findings, never a panic, and every place of a
//! finding can be found. Run with `cargo fuzz run parse`.

#![no_main]

use gongkai::diagnostic::locate::locate;
use gongkai::record::parse::{Context, parse};
use gongkai::source::text::decode;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static CONTEXT: LazyLock<Context> = LazyLock::new(|| {
    let config = b"title: T\npublisher: P\nbase_url: https://c.example/\nlanguages: [en, zh-Hans]\npersonal_data: {packs: [cn, uk, de, eu, au]}\n";
    Context::of(&gongkai::config::read(config).0.expect("the configuration is complete"))
});

const PATHS: [&str; 12] = [
    "content/replies/a.md",
    "content/replies/a.zh-Hans.md",
    "content/policies/p/policy.yaml",
    "content/policies/p/edition-1.md",
    "content/statistics/d/dataset.yaml",
    "content/statistics/d/x.csv",
    "content/digests/a.md",
    "content/rules/deadlines.yaml",
    "content/replies/a.files/x.html",
    "content/replies/a.files/x.json",
    "content/replies/a.files/x.csv",
    "content/policies/p/files/x.txt",
];

fuzz_target!(|data: &[u8]| {
    let Some((first, bytes)) = data.split_first() else { return };
    let path = PATHS[usize::from(*first) % PATHS.len()];
    let text = decode(bytes).text;
    for finding in parse(path, bytes, &CONTEXT).findings {
        let found = locate(&text, path, &finding.place);
        assert!(found.bytes.end <= text.len());
    }
});
