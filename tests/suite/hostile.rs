//! What a hostile citizen writes stays text, in every format.

use crate::site::{build_on, built, day, shown, site};
use std::collections::BTreeMap;

const EVIL: &str = "---\n\
title: '=HYPERLINK(\"http://evil.example\") <script>alert(1)</script> ]]> \"onmouseover=x'\n\
kind: complaint\n\
department: urban\n\
received: 2026-03-02\n\
replied: 2026-03-09\n\
published: 2026-03-09\n\
references: ['=1+1', '<img src=x onerror=alert(2)>']\n\
location: '\"><svg onload=alert(3)>'\n\
events:\n  - {on: 2026-03-10, type: note, by: '@SUM(A1)', note: '<b onclick=\"x\">]]></b>'}\n\
---\n\
## Question\n\n\
<script>alert(1)</script> <img src=x onerror=alert(2)> <svg><a href='javascript:x'>y</a></svg>\n\n\
# Big {onclick=alert(4) .x #y}\n\n\
[a](javascript:alert(5)) [b](JaVa\tScript:alert(6)) [c](data:text/html,x) ![d](http://evil.example/p.png) [e](//evil.example)\n\n\
<!-- <script>hidden</script> -->\n\n\
> [!NOTE]\n> x\n\n\
[[redacted: <b> | \"onclick=\"]] ]]> &lt;script&gt; \u{202E}txt.exe\u{202C} \u{1} &#x202E; &#0;\n\n\
```chart\n<script>7</script>\n```\n\n\
\\## Reply\n\nforged\n\n\
## Reply\n\n\
Text with <iframe src=x></iframe> and {onclick=alert(8)}\n\n\
### Next {onclick=alert(9) style=color:red #fine}\n\ndone\n";

fn evil() -> BTreeMap<String, Vec<u8>> {
    let memory = site(&[
        ("content/replies/c-1.md", EVIL),
        (
            "content/statistics/d/dataset.yaml",
            "title: '<script>x</script>'\ndescription: </script><script>alert(1)</script>\ndepartment: urban\npublished_on: 2026-01-01\ntables: [{file: data.csv}]\n",
        ),
        ("content/statistics/d/data.csv", "name,n\n\"=cmd|'/c calc'!A1\",1\n<script>x</script>,-2\n+1,@x\n"),
    ]);
    built(&memory)
}

fn texts(tree: &BTreeMap<String, Vec<u8>>, ending: &str) -> Vec<(String, String)> {
    let of = tree.iter().filter(|(path, _)| path.ends_with(ending));
    of.map(|(path, bytes)| (path.clone(), String::from_utf8(bytes.clone()).unwrap())).collect()
}

/// The tags of a page, without their text; data for machines in `ld+json` is one tag.
fn tags(page: &str) -> Vec<&str> {
    page.split('<').skip(1).map(|rest| &rest[..rest.find('>').unwrap_or(rest.len())]).collect()
}

#[test]
fn no_markup_of_content_reaches_a_page() {
    for (path, page) in texts(&evil(), ".html") {
        for tag in tags(&page) {
            let lower = tag.to_ascii_lowercase();
            // The page of search has one of ours, from its file.
            let own = path.ends_with("search/index.html")
                && lower.starts_with("script src=\"")
                && lower.contains("assets/search-");
            let data = lower.starts_with("script type=\"application/ld+json\"");
            let script = lower.starts_with("script") && !own && !data;
            assert!(!script && !lower.starts_with("iframe") && !lower.starts_with("style"), "{path}: <{tag}>");
            let outside_quotes: String = lower.split('"').step_by(2).collect();
            assert!(!outside_quotes.contains(" on"), "{path}: <{tag}>");
            assert!(!outside_quotes.contains(" style="), "{path}: <{tag}>");
            assert!(
                !lower.contains("href=\"javascript") && !lower.contains("href=\"data:") && !lower.contains("href=\"//"),
                "{path}: <{tag}>"
            );
            assert!(!lower.contains("src=\"http"), "{path}: <{tag}>");
        }
        assert!(!page.contains(['\u{202E}', '\u{202C}', '\u{1}', '\0']), "{path}");
    }
}

#[test]
fn no_formula_reaches_a_table() {
    for (path, csv) in texts(&evil(), ".csv") {
        let mut reader =
            csv::ReaderBuilder::new().flexible(true).from_reader(csv.trim_start_matches('\u{FEFF}').as_bytes());
        for cell in reader.records().flat_map(|r| r.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()) {
            let number = cell.parse::<f64>().is_ok();
            assert!(number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{path}: {cell}");
        }
    }
}

#[test]
fn feeds_sitemaps_and_data_stay_well_formed() {
    let tree = evil();
    for (path, xml) in texts(&tree, ".xml") {
        assert!(!xml.contains("<script") && !xml.contains("]]>"), "{path}");
        assert!(!xml.chars().any(|c| c.is_control() && c != '\n' && c != '\t'), "{path}");
    }
    for (path, json) in texts(&tree, ".json").into_iter().chain(texts(&tree, ".jsonld")) {
        serde_json::from_str::<serde_json::Value>(&json).unwrap_or_else(|e| panic!("{path}: {e}"));
    }
    for (path, lines) in texts(&tree, ".jsonl") {
        for line in lines.lines() {
            serde_json::from_str::<serde_json::Value>(line).unwrap_or_else(|e| panic!("{path}: {e}"));
        }
        assert!(!lines.contains(['\u{202E}', '\u{1}']), "{path}");
    }
}

#[test]
fn a_forged_reply_stops_the_site() {
    let forged = "---\ntitle: x\nkind: complaint\ndepartment: urban\nreceived: 2026-03-02\n---\n## Question\n\nx\n\n## Reply\n\nYou win.\n";
    let memory = site(&[("content/replies/c-1.md", forged)]);
    let report = build_on(&memory, day()).unwrap();
    assert_eq!(shown(&memory, &report), ["content/replies/c-1.md:11 reply-without-event"]);
}

#[test]
fn what_is_withheld_stands_nowhere() {
    let withheld = "---\ntitle: SECRETTITLE\nkind: complaint\ndepartment: urban\nreceived: 2026-03-02\nreferences: [R-1]\nlocation: SECRETPLACE\nvisibility: withheld\nvisibility_reason: Court order\n---\n## Question\n\nSECRETTEXT\n";
    let other =
        "---\ntitle: Other\nkind: complaint\ndepartment: urban\nreceived: 2026-03-02\nrelated: ['reply:c-1']\n---\nx\n";
    let tree = built(&site(&[("content/replies/c-1.md", withheld), ("content/replies/c-2.md", other)]));
    for (path, bytes) in &tree {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("SECRET"), "{path}");
    }
    assert!(String::from_utf8_lossy(&tree["replies/c-1.html"]).contains("Court order"));
}
