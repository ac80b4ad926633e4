//! Slips of hands and tools that were once published, or hidden, in silence.

use crate::city::*;
use crate::site::{build_on, built, day, shown};
use gongkai::check::Day;
use gongkai::host::Host as _;
use jiff::civil::date;
use std::path::Path;

#[test]
fn errors_come_before_warnings_and_each_is_counted() {
    let memory = city(ACCEPTED, &[]);
    let mut tags = case("received: 2026-03-02", &[]);
    (0..80).for_each(|_| tags.push_str("<b>x</b> "));
    memory.put("content/replies/a.md", tags.as_bytes());
    memory.put("content/replies/z.md", case("received: 2026-03-02\ndepartment: nobody", &[]).as_bytes());
    let report = build_on(&memory, day()).unwrap();
    let found = shown(&memory, &report);
    assert!(found[0].ends_with("unknown-department"), "{:?}", &found[..3]);
    let read = |file: &str| memory.read(Path::new(file));
    let sources = gongkai::build::sources_of(&report.findings, read);
    let tongue = gongkai::diagnostic::Tongue::English;
    let placed = gongkai::diagnostic::emit::place(&report.findings, &sources, tongue);
    let text = gongkai::diagnostic::emit::emit(&placed, gongkai::diagnostic::emit::Format::Human, tongue, false);
    assert!(text.starts_with("error[unknown-department]"), "{text}");
    assert!(
        text.contains("… and 0 more errors,") && text.contains("more warnings: `gongkai check --format short`"),
        "{text}"
    );
}

#[test]
fn an_address_of_the_site_itself_leads_somewhere() {
    let linking = |url: &str| {
        let memory =
            city(ACCEPTED, &[("a", case("received: 2026-03-02", &[]).replace("Why?", &format!("See <{url}>.")))]);
        let report = build_on(&memory, day()).unwrap();
        shown(&memory, &report).len()
    };
    for fine in [
        "https://city.example/",
        "https://city.example",
        "http://city.example/replies/a.html#g-question",
        "https://city.example/zh-hans/index.html",
        "https://city.example.org/x",
        "https://elsewhere.example/y",
    ] {
        assert_eq!(linking(fine), 0, "{fine}");
    }
    for dead in
        ["https://city.example/replies/b.html", "https://City.Example/replies/", "https://city.example/news?id=7"]
    {
        let expected = usize::from(dead != "https://City.Example/replies/");
        assert_eq!(linking(dead), expected, "{dead}");
    }
}

#[test]
fn what_bears_a_day_to_come_is_held_back_until_then() {
    let digest = "---\ntitle: Lamps\ntopic: lights\nfrom: 2026-01-01\nto: 2026-12-31\n---\nDark.\n";
    let policy = "title: Noise\nissuers: [urban]\nmade_on: 2024-03-01\npublished_on: 2024-03-08\n";
    let edition =
        |on: &str| format!("---\non: {on}\nnote: n\nchange: major\n---\n### Article 1 Aim\n\nQuiet on {on}.\n");
    let memory = city(ACCEPTED, &[("a", case("received: 2026-03-02\npublished: 2026-12-24", &[]))]);
    memory.put("content/digests/d.md", digest.as_bytes());
    memory.put("content/policies/p/policy.yaml", policy.as_bytes());
    memory.put("content/policies/p/edition-1.md", edition("2024-03-01").as_bytes());
    memory.put("content/policies/p/edition-2.md", edition("2026-12-01").as_bytes());
    let report = build_on(&memory, day()).unwrap();
    let found = shown(&memory, &report);
    assert_eq!(found, ["content/digests/d.md:5 shown-later", "content/replies/a.md:6 shown-later"]);
    assert_eq!((report.tally.not_yet_due, report.tally.refused), (3, 0));
    let tree = memory.tree("public");
    for gone in ["replies/a.html", "digests/d.html", "policies/p/edition-2.html"] {
        assert!(!tree.contains_key(gone), "{gone}");
    }
    assert!(tree.contains_key("policies/p.html"));
    assert!(!tree.values().any(|bytes| String::from_utf8_lossy(bytes).contains("Quiet on 2026-12-01")));
    // On its day each appears.
    let later = Day { as_of: date(2027, 1, 2), time: None, replay: true };
    build_on(&memory, later).unwrap();
    let tree = memory.tree("public");
    assert!(["replies/a.html", "digests/d.html"].iter().all(|path| tree.contains_key(*path)));
    assert!(page(&tree, "policies/p.html").contains("Quiet on 2026-12-01"));
}

#[test]
fn what_claims_to_have_happened_on_a_day_to_come_is_refused() {
    let refused = |path: &str, text: &str| {
        let memory = city(ACCEPTED, &[]);
        memory.put(path, text.as_bytes());
        memory.put("content/statistics/x/data.csv", b"a\n1\n");
        memory.put("content/policies/p/edition-1.md", b"---\non: 2026-01-01\n---\nQuiet.\n");
        let report = build_on(&memory, day()).unwrap();
        shown(&memory, &report).iter().any(|f| f.ends_with("event-in-future"))
    };
    let dataset = "title: X\ndescription: x\ndepartment: urban\npublished_on: 2026-01-15\ntables: [{file: data.csv}]\n";
    let digest = "---\ntitle: L\ntopic: lights\nfrom: 2026-01-01\nto: 2026-06-30\nimprovements: [{text: Lit, status: done, on: 2026-08-01}]\n---\nDark.\n";
    let policy = "title: N\nissuers: [urban]\nmade_on: 2026-09-01\npublished_on: 2026-03-08\n";
    assert!(refused("content/statistics/x/dataset.yaml", &format!("{dataset}updated_on: 2026-09-01\n")));
    assert!(refused(
        "content/statistics/x/dataset.yaml",
        &format!("{dataset}revisions: [{{on: 2026-09-01, kind: correction, note: n}}]\n")
    ));
    assert!(refused("content/digests/d.md", digest));
    assert!(refused("content/policies/p/policy.yaml", policy));
    let replied = case("received: 2026-03-02", &["on: 2026-07-01, type: replied"]);
    assert!(refused("content/replies/a.md", &replied));
}

#[test]
fn a_year_that_nobody_means_is_explained() {
    let found = |received: &str| {
        let memory = city(ACCEPTED, &[("a", case(&format!("received: {received}"), &[]))]);
        let report = build_on(&memory, day()).unwrap();
        shown(&memory, &report).iter().map(|f| f.split(' ').next_back().unwrap().to_owned()).collect::<Vec<_>>()
    };
    for typed in ["0206-03-02", "1926-03-02", "2062-03-02", "26-03-02", "115-03-02", "民国115年3月2日"] {
        assert_eq!(found(typed), ["year-implausible"], "{typed}");
    }
    assert_eq!(found("2026/3/2"), ["date-notation"]);
    assert!(found("1950-03-02").is_empty());
}

#[test]
fn both_sides_of_a_conflict_are_never_published() {
    let conflict = |text: &str| format!("<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> main\n");
    for (path, text) in [
        ("content/pages/fees.md", format!("---\ntitle: Fees\n---\n{}", conflict("10 yuan.\n"))),
        ("content/topics.yaml", conflict("- {id: lights, label: Lights}\n")),
        ("content/rules/calendar-cn-2026.yaml", conflict("- {date: 2026-01-01, name: N, off: true}\n")),
    ] {
        let memory = city(ACCEPTED, &[]);
        memory.put(path, text.as_bytes());
        let report = build_on(&memory, day()).unwrap();
        assert!(shown(&memory, &report).iter().any(|f| f.ends_with("conflict-markers")), "{path}");
        assert!(report.written.is_none());
    }
}

#[test]
fn a_reply_without_words_is_no_reply() {
    let text = |reply: &str| {
        let one = case("received: 2026-03-02", &["on: 2026-03-10, type: replied"]).replace("Thus.", reply);
        let memory = city(ACCEPTED, &[("a", one)]);
        let report = build_on(&memory, day()).unwrap();
        shown(&memory, &report).iter().any(|f| f.ends_with("section-empty"))
    };
    for empty in ["", "<!-- to be written -->", "---", "**", "\u{200B}"] {
        assert!(text(empty), "{empty:?}");
    }
    for said in ["Done.", "好", "[[redacted: personal-data | PIPL art. 28]]", "7"] {
        assert!(!text(said), "{said:?}");
    }
}

#[test]
fn a_pointer_is_not_published_in_place_of_its_document() {
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n";
    let attached = |file: &str| {
        let one = case(&format!("received: 2026-03-02\nattachments: [{{file: {file}}}]"), &[]);
        let memory = city(ACCEPTED, &[("a", one)]);
        memory.put(&format!("content/replies/a.files/{file}"), pointer.as_bytes());
        let report = build_on(&memory, day()).unwrap();
        shown(&memory, &report)
    };
    for file in ["plan.pdf", "list.csv", "map.png"] {
        assert_eq!(attached(file), [format!("content/replies/a.files/{file}:1 pointer-file")], "{file}");
    }
}

#[test]
fn names_that_only_resemble_devices_are_kept() {
    for file in ["console.gif", "com10.csv", "aux-1.txt", "my.con.gif"] {
        let one = case(&format!("received: 2026-03-02\nattachments: [{{file: {file}}}]"), &[]);
        let memory = city(ACCEPTED, &[("a", one)]);
        memory.put(&format!("content/replies/a.files/{file}"), b"1\n");
        assert!(built(&memory).contains_key(&format!("replies/a/{file}")), "{file}");
    }
}

#[test]
fn a_circle_of_mergers_is_named_at_each_of_its_cases_and_at_no_other() {
    let merged =
        |into: &str| case("received: 2026-03-02", &[&format!("on: 2026-03-04, type: merged, into: \"reply:{into}\"")]);
    let cases = [
        ("a", merged("b")),
        ("b", merged("c")),
        ("c", merged("a")),
        ("x", merged("a")),
        ("y", merged("z")),
        ("z", merged("z")),
    ];
    let memory = city(ACCEPTED, &cases);
    let report = build_on(&memory, day()).unwrap();
    let all = shown(&memory, &report);
    let circles = all.iter().filter(|f| f.ends_with(" merged-in-circle"));
    let found: Vec<String> = circles.map(|f| f.split(':').next().unwrap().to_owned()).collect();
    let expected: Vec<String> = ["a", "b", "c", "z"].iter().map(|id| format!("content/replies/{id}.md")).collect();
    assert_eq!(found, expected);
    // A long row of mergers is no circle.
    let row: Vec<(String, String)> = (1..300).map(|n| (format!("r-{n}"), merged(&format!("r-{}", n - 1)))).collect();
    let mut row: Vec<(&str, String)> = row.iter().map(|(id, text)| (id.as_str(), text.clone())).collect();
    row.push(("r-0", case("received: 2026-03-02", &[])));
    assert!({
        let memory = city(ACCEPTED, &row);
        let report = build_on(&memory, day()).unwrap();
        shown(&memory, &report).is_empty()
    });
}
