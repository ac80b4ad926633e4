//! Any bytes as any file with keys: findings, never a panic, each at a place in the file. Run with
//! `cargo fuzz run front_matter`.

#![no_main]

use libfuzzer_sys::fuzz_target;

const PATHS: [&str; 12] = [
    "content/replies/a.md",
    "content/replies/a.zh-Hans.md",
    "content/policies/p/policy.yaml",
    "content/policies/p/edition-1.md",
    "content/statistics/d/dataset.yaml",
    "content/digests/a.md",
    "content/pages/a.md",
    "content/departments.yaml",
    "content/topics.yaml",
    "content/rules/deadlines.yaml",
    "content/rules/calendar-cn-2026.yaml",
    "content/statistics/d/notes.md",
];

fuzz_target!(|data: &[u8]| {
    let Some((first, bytes)) = data.split_first() else { return };
    gongkai_fuzz::file(PATHS[usize::from(*first) % PATHS.len()], bytes);
});
