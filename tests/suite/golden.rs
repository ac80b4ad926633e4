//! One page or file of each family, as it is: whatever changes its bytes is seen in a diff.
//!
//! The site is `golden/site.txt`: a path, then what stands in the file. `INSTA_UPDATE=always` takes
//! the new bytes; the commit that does so says why they changed.

use crate::site::day;
use gongkai::diagnostic::example;
use gongkai::host::memory::Memory;
use gongkai::{Options, Refused, config};
use insta::assert_snapshot;
use std::collections::BTreeMap;
use std::path::Path;

/// What is published of the site.
fn site() -> BTreeMap<String, Vec<u8>> {
    let memory = Memory::default();
    let mut files: Vec<(&str, String)> = Vec::new();
    for line in include_str!("golden/site.txt").lines() {
        match (example::path(line), files.last_mut()) {
            (Some((path, _)), _) => files.push((path, String::new())),
            (None, Some((_, text))) => text.push_str(&format!("{line}\n")),
            (None, None) => panic!("{line}: of no file"),
        }
    }
    for (path, text) in &files {
        memory.put(path, text.as_bytes());
    }
    let settings = files.iter().find(|(path, _)| *path == config::FILE).unwrap();
    let config = config::read(settings.1.as_bytes()).0.unwrap();
    let options = Options { day: day(), refused: Refused::Stop, strict: false, cache: None };
    let report = gongkai::build(&memory, Path::new(""), config, Path::new("public"), options).unwrap();
    // What is found is part of what the site is.
    assert_eq!(crate::site::shown(&memory, &report), FINDINGS);
    memory.tree("public")
}

/// A translation of an earlier text is one of the things a page shows.
const FINDINGS: [&str; 1] = ["content/replies/2026/urban-260302-1.zh-Hans.md:4 translation-stale"];

/// The main part of a page, or a file: its beginning, and for a long one the digest of the rest.
fn shown(files: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    let bytes = files.get(path).unwrap_or_else(|| panic!("{path} is not there: {:?}", files.keys()));
    let text = String::from_utf8(bytes.clone()).unwrap();
    match text.split_once("<main id=\"g-main\">").and_then(|(_, rest)| rest.split_once("</main>")) {
        Some((main, _)) => cut(main.trim_start()),
        None => cut(&text),
    }
}

fn cut(text: &str) -> String {
    let (most_lines, most_bytes) = (130, 9000);
    let ends = text.match_indices('\n').map(|(at, _)| at + 1).take(most_lines);
    let end = ends.take_while(|end| *end <= most_bytes).last().unwrap_or(text.len());
    let (shown, rest) = text.split_at(end);
    if rest.trim().is_empty() {
        return text.to_owned();
    }
    format!("{shown}… and {} lines more: {}\n", rest.lines().count(), digest(rest.as_bytes()))
}

fn digest(bytes: &[u8]) -> String {
    gongkai::source::digest(bytes).iter().take(8).map(|b| format!("{b:02x}")).collect()
}

/// The family, and the output that stands for it.
const PAGES: [(&str, &str); 28] = [
    ("case", "replies/urban-260302-1.html"),
    ("case_in_chinese", "zh-hans/replies/urban-260302-1.html"),
    ("case_open", "replies/water-260518-1.html"),
    ("case_withheld", "replies/urban-260410-1.html"),
    ("policy", "policies/lighting.html"),
    ("policy_edition", "policies/lighting/edition-1.html"),
    ("dataset", "statistics/street-lights.html"),
    ("digest", "digests/dark-lamps.html"),
    ("page", "how-to-ask.html"),
    ("month", "replies/month/2026-03.html"),
    ("department", "departments/urban.html"),
    ("topic", "topics/lighting.html"),
    ("home", "index.html"),
    ("performance", "performance/index.html"),
    ("supervision", "supervision/index.html"),
    ("bulletin", "bulletins/2026-03.html"),
    ("statutory_report", "reports/2026.html"),
    ("calendar", "calendar/index.html"),
    ("corrections", "corrections/index.html"),
    ("search", "search/index.html"),
    ("references", "search/reference/2026-03.html"),
    ("replies_csv", "data/replies-2026.csv"),
    ("replies_jsonl", "data/replies/2026-03.jsonl"),
    ("open_csv", "data/open.csv"),
    ("feed", "feed.xml"),
    ("sitemap", "sitemaps/replies-2026.xml"),
    ("figures", "performance/kinds.html"),
    ("catalogue", "data/catalogue.jsonld"),
];

#[test]
fn each_family_is_as_it_was() {
    let files = site();
    for (family, path) in PAGES {
        assert_snapshot!(family, shown(&files, path), path);
    }
    // The page of data and the frame are long: their digests tell that they changed.
    let sums = ["data/index.html", "SHA256SUMS"].map(|path| format!("{path} {}\n", digest(&files[path])));
    assert_snapshot!("digests", sums.concat());
    let frame = String::from_utf8(files["replies/urban-260302-1.html"].clone()).unwrap();
    let (head, rest) = frame.split_once("<main").unwrap();
    let (_, foot) = rest.split_once("</main>").unwrap();
    assert_snapshot!("frame", format!("{head}<main>…</main>{foot}"));
}
