//! Any bytes as a table or as text beside a record: findings, never a panic; what would be
//! published has no cell that runs. Run with `cargo fuzz run csv`.

#![no_main]

use gongkai::publish::dataset::published_csv;
use gongkai::record::dataset::Table;
use gongkai::source::text::decode;
use libfuzzer_sys::fuzz_target;

const PATHS: [&str; 5] = [
    "content/statistics/d/x.csv",
    "content/replies/a.files/x.csv",
    "content/replies/a.files/x.json",
    "content/replies/a.files/x.xml",
    "content/policies/p/files/x.txt",
];

fuzz_target!(|data: &[u8]| {
    let Some((first, bytes)) = data.split_first() else { return };
    let path = PATHS[usize::from(*first) % PATHS.len()];
    let parsed = gongkai_fuzz::file(path, bytes);
    if path != PATHS[0] || parsed.findings.iter().any(|finding| finding.is_error()) {
        return;
    }
    let published = published_csv(&decode(bytes).text, &Table::default()).into_bytes();
    let text = String::from_utf8(published).expect("a table is published as UTF-8");
    for line in text.trim_start_matches('\u{FEFF}').lines() {
        let cell = line.trim_start_matches('"').trim_start();
        let number = cell.split([',', ';', '\t', '|', '"']).next().unwrap_or_default();
        let runs = cell.starts_with(['=', '@']) || (cell.starts_with(['+', '-']) && !number.bytes().all(|b| b"+-.0123456789eE% ".contains(&b)));
        assert!(!runs, "a formula begins a line: {line:?}");
    }
});
