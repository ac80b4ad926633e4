//! Of a case that is withheld or removed nothing is left but its stub, whatever field said it.

use crate::site::{CASE, day, site};
use gongkai::cache::Place;
use gongkai::host::Host as _;
use gongkai::host::memory::Memory;
use gongkai::{Options, Refused, config};
use std::path::Path;

/// Stands for a secret of its own in each place.
const HERE: char = '§';

const HIDDEN: &str = "title: §\nkind: foi\nchannel: letter\ndepartment: urban\ntopics: [lights]\nreceived: 2026-03-02 09:30\n\
references: [§]\nlocation: §\nlicence: §\naliases: [old-3]\napplicant: research\nurgency: urgent\n\
attachments: [{file: a.txt, title: §}]\npromises: [{text: §, due: 2026-07-01, note: §}]\nrelated: ['policy:p']\n\
published: 2026-03-03\nvisibility: VISIBILITY\nvisibility_reason: Court order\n\
personal_data_waivers: [{kind: mobile, reason: §, until: 2026-12-31, by: §}]\nevents:\n\
- {on: 2026-03-02, type: accepted, note: §, by: §}\n\
- {on: 2026-03-03, type: assigned, department: urban, note: §, by: §}\n\
- {on: 2026-03-03, type: returned, reason: §, note: §, by: §}\n\
- {on: 2026-03-03, type: assigned, department: water, note: §, by: urban}\n\
- {on: 2026-03-04, type: clarification_asked, note: §, by: §}\n\
- {on: 2026-03-05, type: clarified, note: §, by: §}\n\
- {on: 2026-03-05, type: extended, within: 5 working-days, reason: §, note: §, by: §}\n\
- {on: 2026-03-05, type: supervised, level: notice, reason: §, note: §, by: §}\n\
- {on: 2026-03-06, type: supervision_closed, result: §, note: §, by: §}\n\
- {on: 2026-03-06, type: third_party_asked, note: §, by: §}\n\
- {on: 2026-03-07, type: third_party_answered, note: §, by: §}\n\
- {on: 2026-03-08, type: replied, note: §, by: §}\n\
- {on: 2026-03-09, type: corrected, reason: §, note: §, by: §}\n\
- {on: 2026-03-09, type: redacted, category: §, basis: §, note: §, by: §}\n\
- {on: 2026-03-10, type: concluded, outcome: part, grounds: §, note: §, by: §}\n\
- {on: 2026-03-11, type: rated, rating: satisfied, note: §, by: §}\n\
- {on: 2026-03-12, type: review_started, kind: internal, note: §, by: §}\n\
- {on: 2026-03-13, type: review_ended, result: §, note: §, by: §}\n\
- {on: 2026-03-14, type: note, note: §, by: §}\n\
- {on: 2026-03-15, type: VISIBILITY, basis: Court order, note: §, by: §}\n";

const TRANSLATION: &str =
    "title: §\nof: §\ntranslator: §\npersonal_data_waivers: [{kind: mobile, reason: §, until: 2026-12-31, by: §}]\n";

fn secret(text: &str, from: &mut usize) -> String {
    let mut filled = String::new();
    for (at, part) in text.split(HERE).enumerate() {
        if at > 0 {
            *from += 1;
            filled.push_str(&format!("Zanthoxyl{from}x"));
        }
        filled.push_str(part);
    }
    filled
}

fn hidden(visibility: &str) -> (Memory, usize) {
    let mut n = 0;
    let mut text = |yaml: &str, labels: [&str; 3]| {
        let body: String = labels.iter().map(|label| format!("## {label}\n\n§ [§](https://§.example/§)\n\n")).collect();
        secret(&format!("---\n{yaml}---\n{body}"), &mut n).replace("VISIBILITY", visibility)
    };
    let case = text(&HIDDEN.replace("department: water", "department: urban"), ["Question", "Reply", "Correction"]);
    let translation = text(TRANSLATION, ["问题", "答复", "更正"]);
    let memory = site(&[
        ("content/replies/c-3.md", &case),
        ("content/replies/c-3.files/a.txt", "Zanthoxyl0x"),
        ("content/replies/c-3.zh-Hans.md", &translation),
        (
            "content/policies/p/policy.yaml",
            "title: Noise\nissuers: [urban]\nmade_on: 2024-03-01\npublished_on: 2024-03-08\n",
        ),
        ("content/policies/p/edition-1.md", "---\non: 2024-03-01\n---\nQuiet.\n"),
        ("content/replies/c-1.md", &CASE.replace("kind:", "related: ['reply:c-3']\nkind:")),
    ]);
    (memory, n)
}

fn build(memory: &Memory) {
    let config = config::read(&memory.read(Path::new(config::FILE)).unwrap()).0.unwrap();
    let cache = Some(Place::of(Path::new(""), Path::new("public"), [1; 16]));
    let options = Options { day: day(), refused: Refused::Stop, strict: false, cache };
    let report = gongkai::build(memory, Path::new(""), config, Path::new("public"), options).unwrap();
    assert!(report.written.is_some(), "{:?}", crate::site::shown(memory, &report));
}

/// Files outside the content that hold a secret, each with the first.
fn leaks(memory: &Memory) -> Vec<String> {
    let made = memory.tree("").into_iter().filter(|(path, _)| !path.starts_with("content/"));
    made.filter_map(|(path, bytes)| {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let at = text.to_lowercase().find("zanthoxyl")?;
        Some(format!("{path}: {}", text.to_lowercase()[at..].chars().take(12).collect::<String>()))
    })
    .collect()
}

#[test]
fn a_hidden_case_leaves_its_stub_in_pages_data_and_cache() {
    for visibility in ["withheld", "removed"] {
        let (memory, secrets) = hidden(visibility);
        assert!(secrets > 60);
        build(&memory);
        assert_eq!(leaks(&memory), Vec::<String>::new(), "{visibility}");
        build(&memory);
        assert_eq!(leaks(&memory), Vec::<String>::new(), "{visibility}, remembered");
        let tree = memory.tree("public");
        let text = |path: &str| String::from_utf8_lossy(&tree[path]).into_owned();
        // Why it is hidden was written for its readers.
        for path in ["replies/c-3.html", "zh-hans/replies/c-3.html", "corrections/index.html"] {
            assert!(text(path).contains("Court order"), "{path}");
        }
        assert!(text("replies/old-3.html").contains("c-3.html") && !tree.contains_key("replies/c-3/a.txt"));
        let csv = text("data/events-2026.csv");
        assert!(csv.contains("c-3,1,2026-03-02,,accepted"), "{csv}");
    }
}

#[test]
fn what_was_public_and_is_hidden_now_leaves_nothing_either() {
    let (memory, _) = hidden("withheld");
    let path = "content/replies/c-3.md";
    let text = String::from_utf8(memory.read(Path::new(path)).unwrap()).unwrap();
    let public = text
        .replace("visibility: withheld\nvisibility_reason: Court order\n", "")
        .replace("type: withheld, basis: Court order", "type: note");
    memory.put(path, public.as_bytes());
    build(&memory);
    assert!(leaks(&memory).len() > 10);
    memory.put(path, text.as_bytes());
    build(&memory);
    assert_eq!(leaks(&memory), Vec::<String>::new());
}
