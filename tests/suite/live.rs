//! A site that stays in memory: whatever is done to its files, every output is at once what a
//! clean build makes of them.

use crate::cache::{Deed, apply, city, clean, deed, replace};
use crate::site::{CASE, build_on, day, site};
use gongkai::cache::Place;
use gongkai::host::Host as _;
use gongkai::host::memory::Memory;
use gongkai::live::{Live, Work};
use gongkai::{BuildError, config};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

fn settings(memory: &Memory) -> config::Config {
    config::read(&memory.read(Path::new(config::FILE)).unwrap()).0.unwrap()
}

fn open(memory: &Memory) -> Live<'_> {
    let place = Place::of(Path::new(""), Path::new("public"), [0; 16]);
    Live::open(memory, Path::new(""), settings(memory), day(), Some(&place)).unwrap()
}

fn sources(memory: &Memory) -> BTreeMap<String, Vec<u8>> {
    let files = memory.tree("").into_iter();
    files.filter(|(path, _)| path.starts_with("content/") || path.starts_with("themes/")).collect()
}

/// What the watcher would tell: every path that came, went or differs.
fn changed(before: &BTreeMap<String, Vec<u8>>, after: &BTreeMap<String, Vec<u8>>) -> Vec<PathBuf> {
    let paths = before.keys().chain(after.keys());
    paths.filter(|path| before.get(*path) != after.get(*path)).map(PathBuf::from).collect()
}

/// Compares every output with a clean build's, and what stops publication with what stops it.
fn agrees(live: &Live<'_>, memory: &Memory) -> Result<(), TestCaseError> {
    let fresh = Memory::default();
    for (path, bytes) in memory.tree("") {
        fresh.put(&path, &bytes);
    }
    let report = build_on(&fresh, day()).unwrap();
    prop_assert_eq!(live.stopped(), report.written.is_none());
    if live.stopped() {
        let mut findings = live.site().checked.findings.clone();
        findings.sort_by_cached_key(|f| (f.file.clone(), f.rule.name, format!("{f:?}")));
        let mut expected = report.findings;
        expected.sort_by_cached_key(|f| (f.file.clone(), f.rule.name, format!("{f:?}")));
        prop_assert_eq!(format!("{:?}", findings), format!("{:?}", expected));
        return Ok(());
    }
    prop_assert_eq!(&live.site().checked.tally, &report.tally);
    let planned: Vec<&str> = live.site().outputs.plan.outputs.iter().map(|planned| &*planned.path).collect();
    let tree = fresh.tree("public");
    // The index is made of what a build wrote: there is none in memory.
    let index = |path: &str| ["search/a/", "search/n/", "search/root.js"].iter().any(|of| path.starts_with(of));
    let other = |path: &&str| *path != gongkai::write::MARKER && !index(path);
    let built: Vec<&str> = tree.keys().map(String::as_str).filter(other).collect();
    prop_assert_eq!(&planned, &built);
    // Lists of what was written are made by who writes.
    let last = ["SHA256SUMS", "resourcesync/resourcelist.xml"];
    for path in planned.into_iter().filter(|path| !last.contains(path)) {
        let Some(Ok(bytes)) = live.output(path) else { return Err(TestCaseError::fail(format!("{path} is not made"))) };
        prop_assert_eq!(String::from_utf8_lossy(&bytes), String::from_utf8_lossy(&tree[path]), "{}", path);
    }
    Ok(())
}

/// A deed, or a slip that makes the site unsound until it is undone.
#[derive(Debug, Clone)]
enum Step {
    Deed(Deed),
    Break(u8),
    Mend(u8),
    Promise(u8),
    Reference(u8, u8),
    Published(u8),
    Correction(u8),
}

fn step() -> impl Strategy<Value = Step> {
    let n = || 1..=12u8;
    prop_oneof![
        6 => deed().prop_map(Step::Deed),
        1 => n().prop_map(Step::Break),
        1 => n().prop_map(Step::Mend),
        1 => n().prop_map(Step::Promise),
        1 => (n(), n()).prop_map(|(n, m)| Step::Reference(n, m)),
        1 => n().prop_map(Step::Published),
        1 => n().prop_map(Step::Correction),
    ]
}

fn take(memory: &Memory, step: &Step) {
    let case = |n: &u8| format!("content/replies/urban-{n}.md");
    match step {
        Step::Deed(deed) => {
            apply(memory, deed);
        }
        Step::Break(n) => replace(memory, &case(n), "department: urban", "department: nowhere"),
        Step::Mend(n) => replace(memory, &case(n), "department: nowhere", "department: urban"),
        Step::Promise(n) => {
            replace(memory, &case(n), "kind:", "promises:\n  - {text: A new lamp, due: 2026-05-01}\nkind:")
        }
        Step::Reference(n, m) => replace(memory, &case(n), "kind:", &format!("references: [R{m}]\nkind:")),
        Step::Published(n) => replace(memory, &case(n), "kind:", "published: 2026-04-01\nkind:"),
        Step::Correction(n) => {
            replace(memory, &case(n), "kind:", "events:\n  - {on: 2026-04-02, type: redacted, reason: a name}\nkind:")
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn any_steps_leave_what_a_clean_build_makes(steps in proptest::collection::vec(step(), 1..8)) {
        let memory = city();
        let mut live = open(&memory);
        for step in &steps {
            let before = sources(&memory);
            take(&memory, step);
            live.update(settings(&memory), day(), &changed(&before, &sources(&memory))).unwrap();
            agrees(&live, &memory).map_err(|error| TestCaseError::fail(format!("after {step:?}: {error}")))?;
        }
    }
}

/// The promise of `serve`: a saved reply is read alone, and no other record is looked at.
#[test]
fn a_saved_reply_is_parsed_alone() {
    let memory = city();
    let mut live = open(&memory);
    let path = "content/replies/urban-3.md";
    let mut save = |from: &str, to: &str| {
        replace(&memory, path, from, to);
        let reads = live.site().snapshot.reads();
        let work = live.update(settings(&memory), day(), &[PathBuf::from(path)]).unwrap();
        assert_eq!(live.site().snapshot.reads() - reads, work.parsed);
        agrees(&live, &memory).unwrap();
        work
    };
    let alone = Work { parsed: 1, whole: false };
    assert_eq!(save("The lamps", "Again the lamps"), alone, "the text");
    assert_eq!(save("title: Lights 3", "title: Dark 3"), alone, "the title, which lists and links show");
    assert_eq!(save("replied: 2026-03-10", "replied: 2026-03-12"), alone, "a date, which feeds and figures follow");
    assert_eq!(
        save("department: urban", "department: water"),
        alone,
        "its department, by which it moves between lists"
    );
    assert_eq!(save("department: water", "department: nobody"), Work { parsed: 1, whole: true }, "one that is none");
    assert_eq!(save("department: nobody", "department: urban"), Work { parsed: 1, whole: true }, "mended");
    assert_eq!(save("department: urban", "department: water"), alone, "moved again");
    assert_eq!(save("kind: complaint", "kind: tower"), Work { parsed: 1, whole: true }, "an error");
    assert_eq!(save("kind: tower", "kind: complaint"), Work { parsed: 1, whole: true }, "mended");
}

#[test]
fn a_burst_is_followed_at_once_and_nothing_is_read_twice() {
    let memory = city();
    let mut live = open(&memory);
    let before = sources(&memory);
    for n in 1..=12 {
        replace(&memory, &format!("content/replies/urban-{n}.md"), "The lamps", "All the lamps");
    }
    memory.put("content/replies/late-1.md", CASE.as_bytes());
    memory.take("content/statistics/lamps/lamps.csv");
    memory.take("content/statistics/lamps/dataset.yaml");
    let mut paths = changed(&before, &sources(&memory));
    // An editor's own files, a folder, and what lies outside the site.
    paths.extend(["content/replies/4913", "content/replies", "/elsewhere/x.md", "README.md"].map(PathBuf::from));
    let reads = live.site().snapshot.reads();
    let work = live.update(settings(&memory), day(), &paths).unwrap();
    assert_eq!(work, Work { parsed: 13, whole: true });
    assert!(live.site().snapshot.reads() <= reads.max(13));
    agrees(&live, &memory).unwrap();
    assert_eq!(live.update(settings(&memory), day(), &[]).unwrap(), Work::default());
    // Told to look at everything, it finds that nothing is new.
    let all = ["content", "themes"].map(PathBuf::from);
    assert_eq!(live.update(settings(&memory), day(), &all).unwrap(), Work::default());
}

#[test]
fn a_whole_build_from_memory_is_a_clean_build_and_may_be_ended() {
    let memory = city();
    let place = Place::of(Path::new(""), Path::new("public"), [0; 16]);
    let mut live = open(&memory);
    live.write(&memory, Path::new("public"), &|| true).unwrap();
    assert_eq!(memory.tree("public"), clean(&memory));
    replace(&memory, "content/replies/urban-3.md", "The lamps", "Again the lamps");
    live.update(settings(&memory), day(), &[PathBuf::from("content/replies/urban-3.md")]).unwrap();
    let (before, asked) = (memory.tree("public"), AtomicUsize::new(0));
    let go_on = || asked.fetch_add(1, Ordering::Relaxed) < 20;
    let ended = live.write(&memory, Path::new("public"), &go_on);
    assert!(matches!(ended, Err(BuildError::Ended)));
    assert_eq!(memory.tree("public"), before, "the earlier site is whole");
    let written = live.write(&memory, Path::new("public"), &|| true).unwrap().written.unwrap();
    assert_eq!(memory.tree("public"), clean(&memory));
    assert_eq!(written.rendered, 2, "what was remembered is taken");
    // The next start parses nothing that is remembered: departments, topics and the like only.
    let again = Live::open(&memory, Path::new(""), settings(&memory), day(), Some(&place)).unwrap();
    assert!(again.site().snapshot.reads() < 12, "{}", again.site().snapshot.reads());
    agrees(&again, &memory).unwrap();
}

#[test]
fn a_site_that_breaks_and_heals_needs_no_restart() {
    let memory = site(&[("content/replies/a.md", CASE)]);
    let mut live = open(&memory);
    let config = PathBuf::from(config::FILE);
    memory.put("content/topics.yaml", b"- {id: lights");
    live.update(settings(&memory), day(), &[PathBuf::from("content/topics.yaml")]).unwrap();
    assert!(live.stopped());
    memory.put("content/topics.yaml", b"- {id: lights, label: Lamps}\n");
    replace(&memory, config::FILE, "title: Open City", "title: Opened City");
    live.update(settings(&memory), day(), &[PathBuf::from("content/topics.yaml"), config]).unwrap();
    agrees(&live, &memory).unwrap();
}
