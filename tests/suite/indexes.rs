//! Whatever a site publishes is four links from its search page, without a script.

use crate::cache::{PUBLIC, build};
use crate::city::page;
use crate::site::{built, site};
use gongkai::host::memory::Memory;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;

type Tree = BTreeMap<String, Vec<u8>>;

const CONFIG: &str = "title: Open City\npublisher: {en: City, zh-Hans: 清水市人民政府}\nbase_url: https://city.example/\nlanguages: [en, zh-Hans]\nas_of: 2026-06-30\nlicence: CC-BY-4.0\n";

fn case(title: &str, received: &str, more: &str) -> Vec<u8> {
    format!("---\ntitle: {title}\nkind: complaint\ndepartment: urban\ntopics: [lights]\nreceived: {received}\n{more}---\nThe lamps are dark.\n").into_bytes()
}

/// Many cases of both languages, one of each other kind, and some that are hidden.
fn many() -> Memory {
    let memory = site(&[("site-config.yaml", CONFIG)]);
    let things = ["路灯", "公交", "噪声", "学位", "请问公积金", "关于停车", "A市路灯"];
    let subjects = ["Lamps", "The buses", "“Noise”", "Schools", "É", "2026 budget"];
    for n in 0..330 {
        let title = match n % 3 {
            0 => format!("{}问题{n}", things[n % 7]),
            1 => format!("{} {n}", subjects[n % 6]),
            _ => "路灯不亮".to_owned(),
        };
        let received = format!("2026-0{}-0{}", 1 + n % 3, 1 + n % 9);
        memory
            .put(&format!("content/replies/c-{n}.md"), &case(&title, &received, &format!("references: [12345-{n}]\n")));
        if n % 10 == 0 {
            let translated = format!("---\ntitle: 绿化{n}\nof: \"-\"\n---\n昏暗。\n");
            memory.put(&format!("content/replies/c-{n}.zh-Hans.md"), translated.as_bytes());
        }
    }
    let hidden = |word: &str| format!("visibility: {word}\nvisibility_reason: Court order\n");
    memory.put("content/replies/kept-back.md", &case("SECRET", "2026-03-02", &hidden("withheld")));
    memory.put("content/replies/taken-away.md", &case("SECRET", "2026-03-02", &hidden("removed")));
    memory.put("content/replies/quiet.md", &case("Quiet", "2026-03-02", &hidden("noindex")));
    for (path, text) in [
        (
            "content/policies/rules/policy.yaml",
            "title: {en: Rules, zh-Hans: 办法}\nissuers: [urban]\nmade_on: 2024-03-01\npublished_on: 2024-03-08\n",
        ),
        ("content/policies/rules/edition-1.md", "---\non: 2024-03-01\n---\nQuiet.\n"),
        (
            "content/statistics/count/dataset.yaml",
            "title: Lamps counted\ndescription: d\ndepartment: urban\npublished_on: 2026-01-15\ntables: [{file: data.csv, fields: [{name: a, type: integer}]}]\n",
        ),
        ("content/statistics/count/data.csv", "a\n1\n"),
        (
            "content/digests/opinions.md",
            "---\ntitle: Opinions on lamps\ntopic: lights\nfrom: 2026-01-01\nto: 2026-06-30\n---\nDark.\n",
        ),
        ("content/pages/about-us.md", "---\ntitle: Who we are\n---\nWe.\n"),
    ] {
        memory.put(path, text.as_bytes());
    }
    memory
}

/// The pages that the main part of a page links to, as paths from the root.
fn links(tree: &Tree, from: &str) -> BTreeSet<String> {
    let text = page(tree, from);
    let main = text.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let hrefs = main.split("href=\"").skip(1).filter_map(|rest| rest.split(['"', '#']).next());
    let resolved = hrefs.filter(|href| !href.is_empty()).map(|href| {
        let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
        for part in href.split('/') {
            match part {
                ".." => drop(parts.pop()),
                part => parts.push(part),
            }
        }
        parts.join("/")
    });
    resolved.filter(|path| tree.contains_key(path)).collect()
}

/// What is reached from the search page of a language over pages of one index: path → links on the way.
fn reached(tree: &Tree, root: &str, index: &str) -> BTreeMap<String, usize> {
    let under = format!("{root}search/{index}/");
    let mut found = BTreeMap::new();
    let mut open = BTreeSet::from([format!("{root}search/index.html")]);
    let mut seen = open.clone();
    for links_so_far in 1..=4 {
        let mut next = BTreeSet::new();
        for from in open {
            let all = links(tree, &from);
            let records = all.iter().filter(|path| !path.contains("search/"));
            if from.starts_with(&under) {
                assert!(records.clone().count() <= 100, "{from}");
                records.for_each(|path| _ = found.entry(path.clone()).or_insert(links_so_far));
            }
            next.extend(all.into_iter().filter(|path| path.starts_with(&under) && seen.insert(path.clone())));
        }
        open = next;
    }
    assert!(open.is_empty(), "{open:?}");
    found
}

#[test]
fn every_record_is_four_links_from_the_search_page_in_every_language() {
    let tree = built(&many());
    let record = |path: &&String| {
        let folder = |name: &str| path.starts_with(name) && path.ends_with(".html") && path.matches('/').count() == 1;
        !path.ends_with("index.html") && ["replies/", "policies/", "statistics/", "digests/"].into_iter().any(folder)
            || *path == "about-us.html"
    };
    let records: BTreeSet<&String> = tree.keys().filter(record).collect();
    assert!(records.len() >= 335, "{}", records.len());
    for root in ["", "zh-hans/"] {
        let titles = reached(&tree, root, "title");
        let found: BTreeSet<&str> = titles.keys().map(|path| path.strip_prefix(root).unwrap_or(path)).collect();
        for path in &records {
            let shown = !path.contains("kept-back") && !path.contains("taken-away");
            assert_eq!(found.contains(&***path), shown, "{root} {path}");
        }
        let numbers = reached(&tree, root, "reference");
        assert!(numbers.keys().any(|path| path.ends_with("replies/kept-back.html")), "found by its number");
        assert_eq!(numbers.keys().filter(|path| path.contains("replies/c-")).count(), 330);
        assert!(!tree.keys().any(|path| page_text(&tree, path).contains("SECRET")));
    }
    // A page in the language of the reader where there is one, else the original, which is said.
    let chinese = reached(&tree, "zh-hans/", "title");
    assert!(chinese.contains_key("zh-hans/replies/c-10.html") && chinese.contains_key("replies/c-11.html"));
    let list = tree
        .keys()
        .find(|path| path.starts_with("zh-hans/search/title/") && links(&tree, path).contains("replies/c-11.html"));
    assert!(page(&tree, list.unwrap()).contains("replies/c-11.html\" lang=\"en\" hreflang=\"en\""));
}

fn page_text(tree: &Tree, path: &str) -> String {
    if path.ends_with(".html") { page(tree, path) } else { String::new() }
}

#[test]
fn numbers_of_a_month_stand_by_their_beginnings_and_earlier_addresses_lead_on() {
    let tree = built(&many());
    let month = page(&tree, "search/reference/2026-01.html");
    assert!(month.contains("search/reference/2026-01/") && !month.contains("<table"), "{month}");
    assert!(page(&tree, "search/reference/2026-01-2.html").contains("../../search/reference/2026-01.html"));
    let few = page(&built(&site(&[("content/replies/c-1.md", crate::site::CASE)])), "search/reference/2026-03.html");
    assert!(few.contains("<th scope=\"row\" class=\"code\">c-1</th>"), "{few}");
}

/// The pages of the indexes, and not the files that the script asks.
fn is_page(path: &str) -> bool {
    path.starts_with("search/") && path.ends_with(".html")
}

#[test]
fn a_new_title_changes_few_pages_and_the_build_is_a_clean_one() {
    let memory = many();
    build(&memory, 0).unwrap();
    let before = memory.tree(PUBLIC);
    for (id, title) in [("c-7", "Zebra crossings"), ("new-1", "请问路灯问题")] {
        memory.put(&format!("content/replies/{id}.md"), &case(title, "2026-02-08", "references: [12345-7]\n"));
    }
    build(&memory, 0).unwrap();
    let after = memory.tree(PUBLIC);
    let changed: Vec<&String> =
        after.keys().filter(|path| is_page(path) && before.get(*path) != after.get(*path)).collect();
    let all = after.keys().filter(|path| is_page(path)).count();
    assert!((4..=20).contains(&changed.len()) && all > 40, "{} of {all}: {changed:?}", changed.len());
    assert!(before.keys().filter(|path| is_page(path)).all(|path| after.contains_key(path)));
    memory.tree(PUBLIC).keys().for_each(|path| memory.take(&format!("{PUBLIC}/{path}")));
    let clean = built(&memory);
    for (path, bytes) in &clean {
        assert_eq!(after.get(path), Some(bytes), "{path}");
    }
}

/// Bytes as they are sent.
fn sent(bytes: &[u8]) -> usize {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("a", zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(bytes).unwrap();
    archive.finish().unwrap().into_inner().len()
}

#[test]
fn thousands_of_topics_leave_the_search_page_small() {
    let kinds = ["Lamps", "Buses", "Noise", "Water", "Schools", "Parks", "Roads", "Air"];
    let topics: String = (0..3_794)
        .map(|n| {
            let broader = if n < 8 { String::new() } else { format!(", broader: t-{}", n % 8) };
            format!(
                "- {{id: t-{n}, label: {} {}{broader}}}\n",
                kinds[n * 7 % 8],
                char::from(b'A' + (n % 26) as u8).to_string() + &n.to_string()
            )
        })
        .collect();
    let memory = site(&[
        (
            "site-config.yaml",
            "title: T\npublisher: C\nbase_url: https://c.example/\nas_of: 2026-06-30\nlanguages: [en]\nlicence: x\n",
        ),
        ("content/topics.yaml", &topics),
        ("content/replies/c-1.md", &crate::site::CASE.replace("received:", "topics: [t-9]\nreceived:")),
    ]);
    let tree = built(&memory);
    let front = &tree["search/index.html"];
    assert!(sent(front) < 14_336, "{}", sent(front));
    assert!(page(&tree, "search/index.html").contains("All 3794 topics"));
    let found = reached(&tree, "", "topic");
    assert_eq!(found.keys().filter(|path| path.starts_with("topics/t-")).count(), 3_794);
    for (path, bytes) in tree.iter().filter(|(path, _)| is_page(path)) {
        assert!(sent(bytes) < 14_336, "{path}: {}", sent(bytes));
    }
}

#[test]
fn a_search_form_stands_in_the_header_of_every_page_but_that_which_has_its_own() {
    let tree = built(&many());
    let form = "<form class=\"find\" role=\"search\" action=\"";
    for path in tree.keys().filter(|path| path.ends_with(".html")) {
        let text = page(&tree, path);
        if !text.contains("<header") {
            continue;
        }
        let own = path.ends_with("search/index.html");
        assert_eq!(text.matches(form).count(), usize::from(!own), "{path}");
        assert!(text.contains("form-action 'self' file:"), "{path}");
        if !own && !path.ends_with("404.html") {
            let up = text.split(form).nth(1).unwrap().split('"').next().unwrap();
            assert_eq!(
                up,
                format!("{}search/index.html", "../".repeat(path.trim_start_matches("zh-hans/").matches('/').count())),
                "{path}"
            );
        }
    }
    let headers = String::from_utf8(tree["_headers"].clone()).unwrap();
    assert!(headers.contains("form-action 'self'"), "{headers}");
}
