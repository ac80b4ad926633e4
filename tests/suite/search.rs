//! The search as who asks notices it: the page that answers comes first, what is taken down is nowhere, and
//! an edit changes few files.

use crate::site::{built, example, site};
use gongkai::search::ask::{Index, Sort, Wish};
use gongkai::search::texts;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

type Tree = BTreeMap<String, Vec<u8>>;

/// Asks the index of a site that was built.
fn with_index<T>(tree: &Tree, ask: impl FnOnce(&Index<'_>) -> T) -> T {
    let shelf = |name: &str| {
        let path = format!("search/{name}.js");
        tree.get(&path).cloned().ok_or_else(|| io::Error::other(path))
    };
    ask(&Index::open(&shelf).unwrap())
}

/// The pages that answer a question, the best first, without their endings.
fn pages(index: &Index<'_>, question: &str, wish: &Wish) -> Vec<String> {
    let answer = index.ask(question, wish).unwrap();
    answer.hits.iter().map(|number| index.card(*number).unwrap().unwrap().path).collect()
}

#[test]
fn people_find_what_they_ask_for_first() {
    let tree = built(&example());
    let lines: Vec<&str> =
        include_str!("judged.tsv").lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    assert!(lines.len() >= 60 && lines.iter().filter(|line| line.ends_with("\town")).count() >= 20);
    let (mut sum, mut missed) = (0.0, Vec::new());
    with_index(&tree, |index| {
        for line in &lines {
            let parts: Vec<&str> = line.split('\t').collect();
            let found = pages(index, parts[0], &Wish { want: Some(10), ..Wish::default() });
            let place = found.iter().take(10).position(|path| path == parts[1]);
            sum += place.map_or(0.0, |place| 1.0 / (place + 1) as f64);
            if place != Some(0) {
                missed.push(format!("{}: {} is {place:?} of {found:?}", parts[0], parts[1]));
            }
        }
    });
    let mean = sum / lines.len() as f64;
    assert!(mean >= 0.9, "mean reciprocal rank {mean:.3}\n{}", missed.join("\n"));
}

#[test]
fn who_writes_a_slip_is_asked_what_was_meant() {
    let tree = built(&example());
    with_index(&tree, |index| {
        for (question, meant) in [
            ("stret lamps", "street"),
            ("footbrige", "footbridge"),
            ("libary", "library"),
            ("公鸡金", "公积金"),
            ("路登", "路灯"),
            ("电提", "电梯"),
        ] {
            let answer = index.ask(question, &Wish::default()).unwrap();
            assert!(answer.total == 0 || answer.near, "{question} finds something");
            let slips = index.slips(question).unwrap();
            assert!(slips.len() <= 3 && slips.iter().any(|slip| slip.contains(meant)), "{question}: {slips:?}");
            for slip in slips {
                assert!(!index.ask(&slip, &Wish::default()).unwrap().near, "{slip} finds something");
            }
        }
        for question in ["xqzzyk wvvbn", "乒乓蛤蟆", "2031-13-77"] {
            assert_eq!(index.slips(question).unwrap(), Vec::<String>::new(), "{question}");
        }
    });
}

const CITY: &[(&str, &str)] = &[
    (
        "site-config.yaml",
        "title: {en: Open City, zh-Hans: 公开}\npublisher: Hall\nbase_url: https://x.example/\nlanguages: [{code: en, records: all}, zh-Hans]\ntimezone: UTC\nas_of: 2026-06-30\nlicence: CC-BY-4.0\n",
    ),
    (
        "content/departments.yaml",
        "- {id: roads, name: {en: Roads Office, zh-Hans: 道路处}}\n- {id: water, name: {en: Water Office, zh-Hans: 供水处}}\n",
    ),
    (
        "content/topics.yaml",
        "- {id: streets, label: {en: Streets, zh-Hans: 街道}}\n- {id: lamps, label: {en: Lamps, zh-Hans: 路灯照明}, broader: streets}\n",
    ),
    (
        "content/replies/roads-1.md",
        "---\ntitle: Lamps dark on Mill Lane\nkind: complaint\nreferences: [\"HL-2026-0117\"]\ndepartment: roads\ntopics: [lamps]\nreceived: 2026-03-02\naccepted: 2026-03-02\nreplied: 2026-03-10\npublished: 2026-03-11\n---\n## Question\nThe lantern by the bakery is out.\n\n## Reply\nA fuse had blown on 2026-03-04.\n",
    ),
    (
        "content/replies/water-1.md",
        "---\ntitle: No water on the sixth floor\nkind: complaint\ndepartment: water\ntopics: []\nreceived: 2025-05-02\naccepted: 2025-05-02\npublished: 2025-05-03\n---\n## Question\nNothing comes from the tap after seven.\n",
    ),
    (
        "content/replies/water-2.md",
        "---\ntitle: Taps dry near Zebrafinch House\nkind: complaint\ndepartment: water\ntopics: []\nreceived: 2025-06-02\naccepted: 2025-06-02\npublished: 2025-06-03\nvisibility: withheld\nvisibility_reason: Names a child\n---\n## Question\nQuuxwort stands in this letter.\n",
    ),
    (
        "content/replies/water-3.md",
        "---\ntitle: Meter of a flat doubled\nkind: complaint\ndepartment: water\ntopics: []\nreceived: 2025-07-02\naccepted: 2025-07-02\nreplied: 2025-07-09\npublished: 2025-07-10\n---\n## Question\nThe meter of [[redacted: name | privacy]] shows double.\n\n## Reply\nIt was read wrong.\n",
    ),
];

fn wish(change: impl FnOnce(&mut Wish)) -> Wish {
    let mut wish = Wish::default();
    change(&mut wish);
    wish
}

#[test]
fn what_is_asked_besides_words_narrows_what_is_found() {
    let tree = built(&site(CITY));
    with_index(&tree, |index| {
        let find = |question: &str, wish: Wish| pages(index, question, &wish);
        assert_eq!(find("lamps", Wish::default()), ["topics/lamps", "replies/roads-1"], "a title that is the question");
        assert_eq!(find("路灯照明", Wish::default()), ["topics/lamps", "replies/roads-1"], "in every language");
        assert_eq!(find("HL-2026-0117", Wish::default()), ["replies/roads-1"]);
        assert_eq!(find("2026年3月4日", Wish::default()), ["replies/roads-1"], "a day is one, however it is written");
        assert_eq!(find("\"water on the sixth\"", Wish::default()), ["replies/water-1"]);
        assert!(find("\"water sixth\"", Wish::default()).iter().all(|path| path != "replies/water-1"));
        assert_eq!(find("meter -double ", Wish::default()), Vec::<String>::new());
        assert_eq!(find("bak", Wish::default()), Vec::<String>::new(), "three letters are a word");
        assert_eq!(find("bake", Wish::default()), ["replies/roads-1"], "four begin one");
        assert_eq!(find("bake ", Wish::default()), Vec::<String>::new(), "a blank ends it");
        assert_eq!(find("", wish(|w| w.status = Some("open".to_owned()))), ["replies/water-1"]);
        assert_eq!(
            find("", wish(|w| w.topic = Some("streets".to_owned()))),
            ["replies/roads-1", "topics/streets", "topics/lamps"]
        );
        let of_year = wish(|w| {
            (w.year, w.kind, w.sort) = (Some("2025".to_owned()), Some("reply".to_owned()), Sort::Date);
        });
        assert_eq!(find("", of_year), ["replies/water-3", "replies/water-1"]);
        assert_eq!(find("office", wish(|w| w.kind = Some("department".to_owned()))).len(), 2);
    });
}

/// Everything that the search publishes, as text.
fn searched(tree: &Tree) -> String {
    let files = tree.iter().filter(|(path, _)| path.starts_with("search/") && path.ends_with(".js"));
    files.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect()
}

#[test]
fn what_is_taken_down_is_in_no_file_of_the_search() {
    let memory = site(CITY);
    let all = searched(&built(&memory)).to_lowercase();
    assert!(all.contains("lantern") && all.contains("blown"), "texts are there");
    for gone in ["quuxwort", "zebrafinch", "taps dry"] {
        assert!(!all.contains(gone), "{gone}");
    }
    // What was found, and is withheld now.
    let text = CITY.iter().find(|(path, _)| path.ends_with("water-1.md")).unwrap().1;
    memory.put("content/replies/water-1.md", text.replace("published:", "visibility: noindex\npublished:").as_bytes());
    let all = searched(&built(&memory)).to_lowercase();
    assert!(!all.contains("comes from the tap") && !all.contains("sixth'"), "not to be found by name");
}

#[test]
fn texts_are_all_that_the_index_is_made_of() {
    let tree = built(&site(CITY));
    let mut terms = BTreeSet::new();
    for (path, bytes) in &tree {
        if texts::file_of(path).is_some() {
            for document in texts::read(bytes).unwrap().into_iter().flatten() {
                let common = gongkai::search::terms::Common::default();
                terms.extend(gongkai::search::terms::written(&document, &common).into_keys().map(|(term, _)| term));
            }
        }
    }
    for (path, bytes) in tree.iter().filter(|(path, _)| path.starts_with("search/a/")) {
        let text = texts::handed_text(bytes).unwrap_or_else(|| panic!("{path}"));
        for entry in gongkai::search::shard::Entry::read(text).unwrap_or_else(|| panic!("{path}")) {
            assert!(terms.remove(&*entry.term), "{} in {path}, and in no text", entry.term);
        }
    }
    assert_eq!(terms, BTreeSet::new(), "every term has an entry");
}
