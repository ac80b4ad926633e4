//! What must hold for any site: same bytes, whole equations, small days.

use crate::site::{CASE, build_on, built, day, site};
use gongkai::check::Day;
use gongkai::host::Host as _;
use gongkai::host::disk::Disk;
use gongkai::host::memory::Memory;
use gongkai::record::parse::{Context, parse};
use jiff::ToSpan as _;
use jiff::civil::date;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;

/// The example site, in memory.
pub fn example() -> Memory {
    let disk = Disk::default();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let memory = Memory::default();
    memory.put("site-config.yaml", &disk.read(&root.join("site-config.yaml")).unwrap());
    for entry in disk.list(&root.join("content")).unwrap() {
        let path = format!("content/{}", entry.path);
        memory.put(&path, &disk.read(&root.join(&path)).unwrap());
    }
    memory
}

fn with_threads(threads: usize, memory: &Memory) -> BTreeMap<String, Vec<u8>> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| built(memory))
}

#[test]
fn two_builds_and_any_thread_count_give_the_same_bytes() {
    let one = with_threads(1, &example());
    assert_eq!(one, with_threads(3, &example()));
    assert!(one.len() > 900);
}

#[test]
fn a_second_build_changes_nothing() {
    let memory = example();
    build_on(&memory, day()).unwrap();
    memory.fail_from(1);
    let report = build_on(&memory, day()).unwrap().written.unwrap().report;
    assert_eq!((report.written, report.removed, memory.changes()), (0, 0, 0));
}

#[test]
fn an_edit_gives_the_bytes_of_a_clean_build() {
    let memory = example();
    build_on(&memory, day()).unwrap();
    let path = "content/replies/2026/urban-260302-1.md";
    let text = String::from_utf8(memory.read(Path::new(path)).unwrap()).unwrap();
    memory.put(path, text.replacen("title: ", "title: Again ", 1).as_bytes());
    memory.take("content/replies/2026/urban-260623-1.md");
    let report = build_on(&memory, day()).unwrap().written.unwrap().report;
    let edited = memory.tree("public");
    let clean = example();
    clean.put(path, text.replacen("title: ", "title: Again ", 1).as_bytes());
    clean.take("content/replies/2026/urban-260623-1.md");
    build_on(&clean, day()).unwrap();
    assert_eq!(edited, clean.tree("public"));
    assert!(report.removed >= 2 && report.unchanged > 500, "{report:?}");
}

#[test]
fn the_equation_of_files_holds() {
    let memory = example();
    memory.put(
        "content/replies/2026/draft-1.md",
        CASE.replace("urban", "water-bureau").replace("title:", "draft: true\ntitle:").as_bytes(),
    );
    let tally = build_on(&memory, day()).unwrap().tally;
    let files = memory.list(Path::new("content")).unwrap().len();
    assert_eq!(tally.read, files);
    assert_eq!(tally.read, tally.published + tally.drafts + tally.not_yet_due + tally.withheld + tally.refused);
    assert_eq!((tally.drafts, tally.refused), (1, 0));
    memory.put("content/replies/2026/bad-1.md", CASE.as_bytes());
    let tally = build_on(&memory, day()).unwrap().tally;
    assert_eq!((tally.refused, tally.read), (1, files + 1));
    assert_eq!(tally.read, tally.published + tally.drafts + tally.not_yet_due + tally.withheld + tally.refused);
}

/// One day later without an edit: open cases, what lists them, and a constant number of files.
#[test]
fn a_day_passing_changes_little() {
    let memory = example();
    build_on(&memory, day()).unwrap();
    let before = memory.tree("public");
    let later = Day { as_of: date(2026, 7, 1), time: None, replay: false };
    build_on(&memory, later).unwrap();
    let after = memory.tree("public");
    let changed: Vec<&String> =
        after.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes)).map(|(path, _)| path).collect();
    let open = String::from_utf8(after["data/open.csv"].clone()).unwrap();
    let allowed_case = |path: &str| {
        path.rsplit('/')
            .next()
            .and_then(|f| f.strip_suffix(".html"))
            .is_some_and(|id| open.contains(&format!(",{id},")))
    };
    for path in &changed {
        let inner = path.strip_prefix("zh-hans/").unwrap_or(path);
        let list = [
            "departments/",
            "topics/",
            "performance/",
            "bulletins/",
            "calendar/",
            "reports/",
            "supervision/",
            "corrections/",
            "index.html",
            "policies/",
            "replies/index.html",
            "replies/month/",
            "data/",
            "search/",
            "transparency/",
            "SHA256SUMS",
            "resourcesync/",
            "feed",
            "sitemap",
            ".gongkai-site",
        ];
        assert!(allowed_case(inner) || list.iter().any(|p| inner.starts_with(p)), "{path} changed by a day alone");
    }
    assert!(changed.len() < before.len() / 4, "{} of {} changed: {changed:?}", changed.len(), before.len());
}

#[test]
fn the_past_can_be_shown() {
    let memory = example();
    let past = Day { as_of: date(2025, 3, 1), time: None, replay: true };
    let report = build_on(&memory, past).unwrap();
    assert!(report.written.is_some(), "{:?}", report.findings);
    let tree = memory.tree("public");
    assert!(!tree.contains_key("replies/urban-260302-1.html"));
    for (path, bytes) in tree.iter().filter(|(path, _)| path.starts_with("replies/") && path.ends_with(".html")) {
        assert!(!String::from_utf8_lossy(bytes).contains("March 2026"), "{path}");
    }
}

#[test]
fn every_date_of_a_year_can_be_the_day() {
    let memory = site(&[("content/replies/c-1.md", CASE)]);
    for weeks in 0..60 {
        let as_of = date(2026, 1, 1).checked_add((weeks * 7).days()).unwrap();
        assert!(build_on(&memory, Day { as_of, time: None, replay: true }).unwrap().written.is_some());
    }
}

fn context() -> Context {
    let bytes = b"title: T\npublisher: P\nbase_url: https://c.example/\nlanguages: [en, zh-Hans]\n";
    gongkai::config::read(bytes).0.unwrap().context()
}

const PATHS: [&str; 10] = [
    "content/replies/a.md",
    "content/policies/p/policy.yaml",
    "content/policies/p/edition-1.md",
    "content/statistics/d/dataset.yaml",
    "content/statistics/d/x.csv",
    "content/digests/a.md",
    "content/pages/a.zh-Hans.md",
    "content/departments.yaml",
    "content/rules/deadlines.yaml",
    "content/rules/calendar-cn-2026.yaml",
];

proptest! {
    #[test]
    fn parsing_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..400), path in 0..PATHS.len()) {
        parse(PATHS[path], &bytes, bytes.len() as u64, &context());
    }

    #[test]
    fn parsing_text_never_panics(text in "(---\n)?([a-z]{1,12}: [ -~路灯：“\n]{0,40}\n){0,6}(---\n)?[ -~路\n#*|\\[\\]]{0,200}", path in 0..PATHS.len()) {
        let parsed = parse(PATHS[path], text.as_bytes(), text.len() as u64, &context());
        for finding in &parsed.findings {
            let found = gongkai::diagnostic::locate::Indexed::new(&text, PATHS[path]).locate(&finding.place);
            prop_assert!(found.line >= 1 && found.bytes.end <= text.len());
        }
    }

    #[test]
    fn file_order_does_not_matter(seed in any::<u64>()) {
        let names = ["a-1", "b-2", "c-3", "d-4"];
        let mut order: Vec<usize> = (0..names.len()).collect();
        order.sort_by_key(|i| (seed >> (i * 8)) & 0xFF);
        let memory = site(&[]);
        for i in order {
            memory.put(&format!("content/replies/{}/{}.md", i % 2, names[i]), CASE.as_bytes());
        }
        let expected = site(&[("content/replies/0/a-1.md", CASE), ("content/replies/1/b-2.md", CASE), ("content/replies/0/c-3.md", CASE), ("content/replies/1/d-4.md", CASE)]);
        prop_assert_eq!(parsed_order(&memory), parsed_order(&expected));
    }
}

/// The model's order of cases, after a check.
fn parsed_order(memory: &Memory) -> Vec<String> {
    let config = gongkai::config::read(&memory.read(Path::new("site-config.yaml")).unwrap()).0.unwrap();
    let prepared = gongkai::check_site(memory, Path::new(""), config, day()).unwrap();
    prepared.checked.model.cases.iter().map(|c| c.id.to_string()).collect()
}
