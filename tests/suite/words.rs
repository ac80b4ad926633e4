//! Sentences and lists of pages, feeds and data: each says what is so, and no more.

use crate::site::{CASE, build_on, built, day, shown, site};
use std::collections::BTreeMap;

type Tree = BTreeMap<String, Vec<u8>>;

fn text(tree: &Tree, path: &str) -> String {
    String::from_utf8(tree[path].clone()).unwrap()
}

const CONFIG: &str = "title: Open City\npublisher: City\nbase_url: https://city.example/\nlanguages: [en, {code: zh-Hans, records: all}]\nas_of: 2026-06-30\n";
const DATASET: &str = "title: Lamps\ndescription: Lamps lit\ndepartment: urban\npublished_on: 2026-01-15\ntables:\n  - file: data.csv\n    fields: [{name: month, type: yearmonth}, {name: lamps, type: integer}]\n";
const POLICY: &str = "title: Noise\nissuers: [urban]\nmade_on: 2024-03-01\npublished_on: 2024-03-08\n";
const EDITION: &str = "---\non: 2024-03-01\n---\n### Article 1 Aim\n\nQuiet.\n";

fn licensed(config: &str, case: &str, dataset: &str) -> gongkai::host::memory::Memory {
    site(&[
        ("site-config.yaml", &format!("{CONFIG}{config}")),
        (
            "content/replies/a.md",
            &CASE.replace(
                "---\nThe",
                &format!("{case}replied: 2026-03-10\n---\n## Question\n\nWhy?\n\n## Reply\n\nThe"),
            ),
        ),
        ("content/statistics/d/dataset.yaml", &format!("{DATASET}{dataset}")),
        ("content/statistics/d/data.csv", "month,lamps\n2026-01,10\n"),
        ("content/policies/p/policy.yaml", POLICY),
        ("content/policies/p/edition-1.md", EDITION),
        ("content/digests/g.md", "---\ntitle: D\ntopic: lights\nfrom: 2026-01-01\nto: 2026-02-01\n---\nText\n"),
    ])
}

/// What names a licence, in any file that is not a page about the words of data.
fn names_licence(tree: &Tree) -> Vec<String> {
    let marks = [
        "rel=\"license\"",
        "<rights>",
        "\"licenses\"",
        "\"license\"",
        "CC-",
        "CC0-",
        "OGL-",
        ">Licence<",
        "Licence: ",
        "许可：",
    ];
    let named = |(path, bytes): (&String, &Vec<u8>)| {
        let text = String::from_utf8_lossy(bytes);
        let own = path.ends_with(".py") || path.ends_with(".css");
        (!own && marks.iter().any(|mark| text.contains(mark))).then(|| path.clone())
    };
    tree.iter().filter_map(named).collect()
}

#[test]
fn a_licence_that_nobody_stated_stands_nowhere_and_is_missed_once() {
    for config in ["", "licence: ''\n"] {
        let memory = licensed(config, "", "");
        assert_eq!(names_licence(&built(&memory)), Vec::<String>::new(), "{config:?}");
        let found = shown(&memory, &build_on(&memory, day()).unwrap());
        let missed = found.iter().filter(|f| f.contains("licence-not-stated")).count();
        assert_eq!(missed, 1, "{found:?}");
    }
}

#[test]
fn a_record_may_state_a_licence_of_its_own() {
    let tree = built(&licensed("", "licence: CC0-1.0\n", "licence: OGL-UK-3.0\n"));
    let named = names_licence(&tree);
    let expected = [
        "data/replies-2026.csv",
        "data/replies/2026-03.jsonl",
        "replies/a.html",
        "statistics/d.html",
        "statistics/d/datapackage.json",
        "zh-hans/replies/a.html",
        "zh-hans/statistics/d.html",
    ];
    assert_eq!(named, expected);
    assert!(text(&tree, "replies/a.html").contains("publicdomain/zero/1.0/\" rel=\"license\">CC0-1.0</a>"));
}

#[test]
fn a_licence_of_the_site_stands_on_everything_without_one_of_its_own() {
    let tree = built(&licensed("licence: CC-BY-SA-4.0\n", "", "licence: City terms\n"));
    for path in [
        "index.html",
        "replies/a.html",
        "policies/p.html",
        "digests/g.html",
        "feed.xml",
        "data/datapackage.json",
        "zh-hans/data/index.html",
    ] {
        assert!(text(&tree, path).contains("CC-BY-SA-4.0"), "{path}");
    }
    // A licence without an address known to us is named all the same.
    assert!(text(&tree, "statistics/d/datapackage.json").contains("\"name\": \"City terms\""));
    assert!(text(&tree, "statistics/d.html").contains("\"license\":\"City terms\""));
}
