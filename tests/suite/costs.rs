//! No text costs more than it is long.
//!
//! Each [`Pattern`] is a way to write a site of any size. Every one is checked, built where it
//! is sound, and its findings placed and shown, at a size, twice and four times that, on one
//! thread; what that took is counted, never timed, so the outcome is the same on every machine.
//! In this process the bytes and calls asked of the allocator are counted, which tells of every
//! list, text and finding made too often. Work that asks for no memory is counted by
//! `benches/costs.py`, which has the same sites laid out on disk by
//! [`the_sites_are_laid_out_as_they_are`] and counts the instructions of the release program.

mod patterns;

use crate::site::{build_on, day, site};
use gongkai::diagnostic::Tongue;
use gongkai::diagnostic::emit::{Format, emit, place};
use gongkai::host::Host as _;
use gongkai::host::disk::Disk;
use gongkai::host::memory::Memory;
use patterns::{PATTERNS, Pattern};
use std::path::Path;

/// What a site took.
#[derive(Debug, Clone, Copy)]
struct Work {
    calls: u64,
    bytes: u64,
    /// Most bytes held at one time.
    peak: u64,
}

/// Work may grow by so many percent more than the text: growing vectors and the first use of a
/// thing make steps.
const SLACK: u64 = 145;

/// Differences below these are the noise of a few vectors that grew.
const LEAST_CALLS: u64 = 3_000;
const LEAST_BYTES: u64 = 2_000_000;

/// Held for each byte read: a tree of YAML, its places, findings with their words. What a small
/// site takes comes on top.
const PEAK: u64 = 400;
const PEAK_OF_ANY: u64 = 60_000_000;

fn laid_out(pattern: &Pattern, size: usize) -> Memory {
    let memory = site(&[]);
    for (path, text) in (pattern.files)(size) {
        memory.put(&path, text.as_bytes());
    }
    memory
}

/// Checks and builds a site and shows its findings.
fn run(memory: &Memory) {
    let report = build_on(memory, day()).unwrap();
    let sources = gongkai::build::sources_of(&report.findings, |file| memory.read(Path::new(file)));
    let placed = place(&report.findings, &sources, Tongue::Chinese);
    assert!(emit(&placed, Format::Short, Tongue::Chinese, false).len() >= placed.len());
}

fn work(pattern: &Pattern, size: usize) -> Work {
    let memory = laid_out(pattern, size);
    counted(|| run(&memory))
}

/// Counts what a deed asks of the allocator, on one thread.
fn counted(deed: impl Fn() + Sync) -> Work {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let info = pool.install(|| allocation_counter::measure(&deed));
    Work { calls: info.count_total, bytes: info.bytes_total, peak: info.bytes_max }
}

/// Whether the second step, from twice to four times the size, took more than twice the first.
fn grows_too_fast([one, two, four]: [u64; 3], least: u64) -> bool {
    let (first, second) = (two.saturating_sub(one).max(least), four.saturating_sub(two));
    second > first * 2 * SLACK / 100
}

/// Returns what is wrong with how work grows.
fn fault_of(work: [Work; 3], most: u64) -> Option<&'static str> {
    if grows_too_fast(work.map(|w| w.calls), LEAST_CALLS) {
        Some("asks for memory too often")
    } else if grows_too_fast(work.map(|w| w.bytes), LEAST_BYTES) {
        Some("asks for too much memory")
    } else {
        (work[2].peak > most).then_some("holds too much memory")
    }
}

fn judge(pattern: &Pattern) -> Option<String> {
    let work = [1, 2, 4].map(|times| work(pattern, pattern.size * times));
    let read: usize = (pattern.files)(pattern.size * 4).iter().map(|(_, text)| text.len()).sum();
    let fault = fault_of(work, PEAK_OF_ANY + PEAK * read as u64)?;
    Some(format!("{} {fault}: {work:?}", pattern.name))
}

/// Every second pattern from one on: two tests share the work.
fn all_grow_with_their_text(from: usize) {
    let wrong: Vec<String> = PATTERNS.iter().skip(from).step_by(2).filter_map(judge).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn work_grows_with_the_text() {
    all_grow_with_their_text(0);
}

#[test]
fn work_grows_with_the_text_of_the_other_half() {
    all_grow_with_their_text(1);
}

#[test]
fn there_are_enough_patterns_and_each_has_a_name() {
    let names: std::collections::BTreeSet<&str> = PATTERNS.iter().map(|p| p.name).collect();
    assert!(names.len() >= 40);
    assert_eq!(names.len(), PATTERNS.len());
}

/// A square is seen, whether it asks often or for much, also where a site's own work lies on top.
#[test]
fn the_count_sees_a_square() {
    let site = site(&[]);
    let often = |n: usize| {
        run(&site);
        (0..n).for_each(|i| (0..i).for_each(|_| drop(std::hint::black_box(Box::new(i)))));
    };
    let much = |n: usize| (0..n).for_each(|_| drop(std::hint::black_box(vec![0_u64; n * 10])));
    let line = |n: usize| (0..n).for_each(|i| drop(std::hint::black_box(vec![i; 100])));
    let sizes = |deed: &(dyn Fn(usize) + Sync)| [200, 400, 800].map(|n| counted(|| deed(n)));
    assert_eq!(fault_of(sizes(&often), u64::MAX), Some("asks for memory too often"));
    assert_eq!(fault_of(sizes(&much), u64::MAX), Some("asks for too much memory"));
    assert_eq!(fault_of(sizes(&line), u64::MAX), None);
    assert_eq!(fault_of(sizes(&line), 100), Some("holds too much memory"));
}

/// A day, a year or a number that is far beyond what anybody means.
#[test]
fn what_lies_far_away_costs_as_little() {
    let near = work(&Pattern { name: "near", size: 1, files: |_| Vec::new() }, 1);
    for (name, path, text) in patterns::far() {
        let memory = site(&[(path, &text)]);
        let far = counted(|| run(&memory));
        assert!(far.calls < near.calls * 20, "{name}: {far:?}, near {near:?}");
    }
}

/// The sites that `benches/costs.py` counts, on a disk: small ones here, to hold the laying out to
/// the patterns; as large as `COSTS_SCALE` times those above where the script asks for them.
#[test]
fn the_sites_are_laid_out_as_they_are() {
    let scale: Option<usize> = std::env::var("COSTS_SCALE").ok().map(|scale| scale.parse().unwrap());
    let small = tempfile::tempdir().unwrap();
    let root = scale.map_or(small.path().to_owned(), |_| Path::new(env!("CARGO_TARGET_TMPDIR")).join("costs"));
    let _ = std::fs::remove_dir_all(&root);
    for pattern in PATTERNS {
        let size = scale.map_or((pattern.size / 64).max(1), |scale| pattern.size * scale);
        for times in [1, 2, 4] {
            let memory = laid_out(pattern, size * times);
            let folder = root.join(pattern.name).join(times.to_string());
            for (path, bytes) in memory.tree("") {
                let path = folder.join(path);
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(path, bytes).unwrap();
            }
            let files = Disk::default().list(&folder).unwrap();
            let on_disk = files.iter().map(|entry| (entry.path.as_str(), entry.len as usize));
            let tree = memory.tree("");
            assert!(on_disk.eq(tree.iter().map(|(path, bytes)| (&**path, bytes.len()))), "{}", pattern.name);
        }
    }
}
