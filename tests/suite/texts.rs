//! Texts on pages, in data and in descriptions: they arrive as they were written, and whichever
//! texts meet on one page, its ids are unique.

use crate::site::{build_on, built, day, shown, site};
use std::collections::BTreeSet;

/// A case whose texts have all in common: headings, notes, and words that look like our own ids.
const MEETING: &str = "---\n\
title: 路灯\n\
lang: zh-Hans\n\
kind: complaint\n\
department: urban\n\
received: 2026-03-02\n\
events:\n  - {on: 2026-03-05, type: holding_reply}\n  - {on: 2026-03-09, type: replied}\n  - {on: 2026-03-12, type: corrected, reason: 日期有误}\n  - {on: 2026-03-20, type: replied}\n\
---\n\
## Question\n\n\
来信人杨*华，妻子刘*英；电话139-****-0929\n第二行。“引号”\n下一行[^1]\n\n\
1998. 5月建房\n\n\
[^1]: 注\n\n\
## Reply\n\n### Reasons\n\na[^1]\n\n### main\n\n### s1-reasons\n\n### g-question\n\n[^1]: b\n\n\
## Reply\n\n### Reasons\n\n王*明与李*红反映\n属实[^1]。\n\n1. a\n2. b\n4. c\n\n[^1]: b\n\n\
## Correction\n\n### Reasons\n\n王*明与李*红反映\n属实[^1]。\n\n1. a\n2. b\n5. c\n\n[^1]: b\n\n\
## Reply\n\n### Reasons\n\na[^1]\n\n[^1]: b\n";

const POLICY: &str =
    "title: Noise\nissuers: [urban]\nmade_on: 2024-03-01\npublished_on: 2024-03-08\nattachments: [{file: a.pdf}]\n";
const EDITION: &str = "---\non: 2024-03-01\n---\n## main\n\n## g-history\n\n## attachments\n\n### Article 3\n\nQuiet[^1].\n\n\
### Article 3 bis\n\nLoud.\n\n### § 4a Night\n\nAt night.\n\n## fn-1\n\n[^1]: n\n";

fn meeting() -> std::collections::BTreeMap<String, Vec<u8>> {
    built(&site(&[
        ("content/replies/c-1.md", MEETING),
        ("content/policies/p/policy.yaml", POLICY),
        ("content/policies/p/files/a.pdf", "x"),
        ("content/policies/p/edition-1.md", EDITION),
    ]))
}

fn text(tree: &std::collections::BTreeMap<String, Vec<u8>>, path: &str) -> String {
    String::from_utf8(tree[path].clone()).unwrap()
}

#[test]
fn ids_are_unique_on_every_page() {
    for (path, page) in meeting().iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8(page.clone()).unwrap();
        let mut ids = BTreeSet::new();
        for part in page.split(" id=\"").skip(1) {
            let id = part.split('"').next().unwrap();
            assert!(ids.insert(id), "{path}: {id} twice");
        }
        let own = page.split(" href=\"#").skip(1).map(|part| part.split('"').next().unwrap());
        own.for_each(|fragment| assert!(ids.contains(fragment), "{path}: #{fragment} leads nowhere"));
    }
}

#[test]
fn articles_of_a_policy_have_addresses_and_stand_in_its_contents() {
    let page = text(&meeting(), "policies/p.html");
    for id in ["article-3", "article-3-bis", "article-4a"] {
        assert!(page.contains(&format!("<h3 id=\"{id}\">")), "{id}");
        assert!(page.contains(&format!("<a href=\"#{id}\">")), "{id}");
    }
}

#[test]
fn pages_data_and_descriptions_say_the_same() {
    let tree = meeting();
    let page = text(&tree, "replies/c-1.html");
    assert!(page.contains("杨*华，妻子刘*英；电话139-****-0929<br>\n第二行。“引号”<br>\n下一行"), "{page}");
    assert!(page.contains("<p>1998. 5月建房</p>"));
    assert!(page.contains("王*明与李*红反映属实"));
    assert!(page.contains("<li value=\"4\">c</li>"));
    // The correction changed the number of an item and nothing else.
    assert!(page.contains(">4.<span") && page.contains(">5.<span"), "{page}");
    assert!(
        page.contains("name=\"description\" content=\"来信人杨*华，妻子刘*英；电话139-****-0929 第二行。“引号”下一行")
    );
    let data = text(&tree, "data/replies/2026-03.jsonl");
    for bare in [
        r"0929\n第二行。“引号”\n下一行",
        r"1998. 5月建房",
        r"王*明与李*红反映属实。\n\n1. a\n2. b\n4. c",
        r"2. b\n5. c",
    ] {
        assert!(data.contains(bare), "{bare} in {data}");
    }
}

/// What does not arrive is reported in every kind of record.
#[test]
fn what_is_left_out_is_reported_everywhere() {
    let lost = "Text[^x] <!-- a\n\n[1]: https://a.example/x\n";
    let case = MEETING.replace("### main", lost);
    let page = format!("---\ntitle: A\n---\n{lost}");
    let edition = format!("---\non: 2024-03-01\n---\n{lost}");
    let digest = format!("---\ntitle: D\ntopic: lights\nperiod: {{from: 2026-01-01, to: 2026-02-01}}\n---\n{lost}");
    let translation = format!("---\ntitle: T\nof: 0\n---\n## Question\n\nq\n\n## Reply\n\n{lost}");
    let memory = site(&[
        ("content/replies/c-1.md", &case),
        ("content/replies/c-1.en.md", &translation),
        ("content/pages/a.md", &page),
        ("content/digests/d.md", &digest),
        (
            "content/policies/p/policy.yaml",
            "title: Noise\nissuers: [urban]\nmade_on: 2024-03-01\npublished_on: 2024-03-08\n",
        ),
        ("content/policies/p/edition-1.md", &edition),
    ]);
    let report = build_on(&memory, day()).unwrap();
    let found = shown(&memory, &report);
    for file in ["replies/c-1.md", "replies/c-1.en.md", "pages/a.md", "digests/d.md", "policies/p/edition-1.md"] {
        for rule in ["footnote-undefined", "text-not-shown", "html-comment-unclosed"] {
            assert!(found.iter().any(|f| f.contains(file) && f.contains(rule)), "{rule} of {file} in {found:#?}");
        }
    }
}
