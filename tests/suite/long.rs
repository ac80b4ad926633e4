//! Long texts of policies: in parts, with every address leading to its part.

use crate::city::page;
use crate::site::{CASE, built, site};
use gongkai::host::memory::Memory;
use std::collections::BTreeMap;

const POLICY: &str = "title: {en: Code, zh-Hans: 法典}\nissuers: [urban]\nmade_on: 2024-03-01\npublished_on: 2024-03-08\neffective_from: 2024-03-01\n";

/// Bytes of a page that nobody should have to load on a phone.
const MOST: usize = 300_000;

/// A code of books with chapters with articles.
pub fn code(on: &str, books: usize, chapters: usize, articles: usize, words: &str) -> String {
    let mut text = format!("---\non: {on}\nnote: Anew\n---\n# Code\n\nIn the name of the city.\n\n");
    let mut number = 0;
    for book in 1..=books {
        text.push_str(&format!("## Book {book} Matters\n\n"));
        for chapter in 1..=chapters {
            text.push_str(&format!("### Title {book}-{chapter}\n\n"));
            for _ in 0..articles {
                number += 1;
                text.push_str(&format!("#### Article {number}\n\nWho builds here keeps rule {number}: {words}\n\n"));
            }
        }
    }
    text
}

fn tree(editions: &[String]) -> (Memory, BTreeMap<String, Vec<u8>>) {
    let memory = site(&[("content/policies/code/policy.yaml", POLICY)]);
    for (n, text) in (1..).zip(editions) {
        let text = if n == 1 { text.replace("note: Anew\n", "") } else { text.clone() };
        memory.put(&format!("content/policies/code/edition-{n}.md"), text.as_bytes());
    }
    let tree = built(&memory);
    (memory, tree)
}

/// Where a link of a page leads: the page, and the place on it.
fn target(from: &str, href: &str) -> (String, String) {
    let (path, id) = href.split_once('#').unwrap_or((href, ""));
    let mut folders: Vec<&str> = from.split('/').collect();
    folders.pop();
    for step in path.split('/') {
        match step {
            ".." => {
                folders.pop();
            }
            step => folders.push(step),
        }
    }
    let page = if path.is_empty() { from.to_owned() } else { folders.join("/") };
    (page, id.to_owned())
}

fn hrefs(html: &str) -> Vec<String> {
    html.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

const WORDS: &str = "quiet hours begin at ten, the gate shows the permit, and the neighbours are told a day before.";

#[test]
fn a_long_text_is_in_parts_and_every_address_leads_to_its_part() {
    let text = code("2024-03-01", 3, 4, 60, &WORDS.repeat(4));
    assert!(text.len() > 200_000, "{}", text.len());
    let (_, tree) = tree(&[text]);
    let own = page(&tree, "policies/code.html");
    assert!(own.contains("<h2 id=\"g-parts\">Contents</h2>"), "{own}");
    assert!(!own.contains("quiet hours"), "the text is on the parts");
    let parts: Vec<&String> = tree.keys().filter(|path| path.starts_with("policies/code/part-")).collect();
    assert!((2..20).contains(&parts.len()), "{parts:?}");
    for number in 1..=720 {
        let id = format!("article-{number}");
        // The address on the policy's own page is before the link to the part that has the article.
        let (_, after) = own.split_once(&format!("<a id=\"{id}\"></a>")).unwrap_or_else(|| panic!("{id}"));
        let (part, _) = target("policies/code.html", &hrefs(after)[0]);
        assert_eq!(page(&tree, &part).matches(&format!(" id=\"{id}\"")).count(), 1, "{part}#{id}");
    }
    let all: String = parts.iter().map(|path| page(&tree, path)).collect();
    for number in 1..=720 {
        assert_eq!(all.matches(&format!("keeps rule {number}:")).count(), 1, "no word is lost or told twice: {number}");
    }
    assert!(all.contains("In the name of the city."), "what stands before the first book too");
    for (path, bytes) in tree.iter().filter(|(path, _)| path.contains("policies/code") && !path.ends_with("whole.html"))
    {
        assert!(bytes.len() < MOST, "{path}: {}", bytes.len());
    }
    // A page with several groups names the last one too.
    assert!(own.contains("Book 1 Matters</a> – Title 1-2 <small>Article 1 – Article 120</small>"), "{own}");
    // Of the whole there is one page, for print.
    assert!(own.contains("href=\"../policies/code/whole.html\""), "{own}");
    assert_eq!(page(&tree, "policies/code/whole.html").matches("quiet hours").count(), 720 * 4);
    // A part says which it is, and leads on.
    let second = page(&tree, "policies/code/part-2.html");
    assert!(second.contains("rel=\"prev\"") && second.contains("../../policies/code.html"), "{second}");
    let chinese = page(&tree, "zh-hans/policies/code/part-2.html");
    assert!(chinese.contains("此为第2部分"), "{chinese}");
}

#[test]
fn links_lead_to_the_part_and_notes_stand_there() {
    let text = |on: &str, words: &str| {
        let text = code(on, 2, 4, 60, &WORDS.repeat(4));
        text.replace("keeps rule 400:", &format!("keeps rule 400 {words}:"))
            .replace("keeps rule 3:", "keeps rule 3, see [there](#article-400):")
    };
    let (memory, _) = tree(&[text("2024-03-01", "")]);
    memory.put("content/policies/code/edition-2.md", text("2025-03-01", "for ever").as_bytes());
    let reply = CASE.replace("2026-03-02", "2024-04-02").replace(
        "---\nThe lamps are dark.\n",
        "replied: 2024-04-03\n---\n## Question\n\nWhy?\n\n## Reply\n\nBy [Article 400](policy:code#article-400).\n",
    );
    memory.put("content/replies/a.md", reply.as_bytes());
    let tree = built(&memory);
    let reply = page(&tree, "replies/a.html");
    let link = hrefs(&reply).into_iter().find(|href| href.ends_with("#article-400")).unwrap();
    let (part, _) = target("replies/a.html", &link);
    assert!(part.starts_with("policies/code/part-"), "{link}");
    let part = page(&tree, &part);
    assert!(part.contains("id=\"article-400\"") && part.contains("Relied on in 1 reply"), "{part}");
    assert!(part.contains("Last changed on 1 March 2025"), "{part}");
    // A link within the text leads to the other part.
    let first = page(&tree, "policies/code/part-1.html");
    let inner = hrefs(&first).into_iter().find(|href| href.ends_with("#article-400")).unwrap();
    assert!(page(&tree, &target("policies/code/part-1.html", &inner).0).contains("id=\"article-400\""), "{inner}");
    // The old edition has parts of its own, which stay.
    let old = page(&tree, "policies/code/edition-1.html");
    assert!(old.contains("edition-1-part-2.html") && old.contains("<a id=\"article-400\"></a>"), "{old}");
    assert!(!page(&tree, "policies/code/edition-1-part-2.html").contains("Last changed on"));
}

#[test]
fn what_was_split_once_stays_split_and_small_editions_are_whole() {
    let (long, short) = (code("2025-03-01", 2, 4, 60, &WORDS.repeat(4)), code("2026-03-01", 1, 1, 5, WORDS));
    let first = code("2024-03-01", 1, 1, 4, WORDS);
    let (_, tree) = tree(&[first, long, short]);
    let own = page(&tree, "policies/code.html");
    assert!(own.contains("policies/code/part-1.html") && own.contains("<a id=\"article-5\"></a>"), "{own}");
    // Addresses of the long edition are not lost.
    assert!(own.contains("id=\"article-400\""), "{own}");
    assert!(page(&tree, "policies/code/edition-1.html").contains("keeps rule 4:"), "an edition is what it is");
    assert!(tree.contains_key("policies/code/edition-2-part-2.html"));
    assert!(!tree.contains_key("policies/code/edition-3-part-1.html"));
}

#[test]
fn a_text_without_groups_is_cut_at_blocks() {
    // An annex of one heading, and a tariff that is a table of many rows.
    let annex: String = (0..900).map(|n| format!("Line {n} of the annex: {}\n\n", WORDS.repeat(3))).collect();
    let table: String = (0..40)
        .map(|t| {
            let rows: String = (0..80).map(|n| format!("| {t}-{n} | a | b | c | d |\n")).collect();
            format!("| No. | w | x | y | z |\n|---|---|---|---|---|\n{rows}\n")
        })
        .collect();
    let text = format!("---\non: 2024-03-01\n---\n## Annex\n\n{annex}## Tariff[^1]\n\n{table}\n[^1]: In yuan.\n");
    let (_, tree) = tree(&[text]);
    let parts: Vec<&String> = tree.keys().filter(|path| path.starts_with("policies/code/part-")).collect();
    assert!(parts.len() > 2, "{parts:?}");
    let all: String = parts.iter().map(|path| page(&tree, path)).collect();
    for n in 0..900 {
        assert_eq!(all.matches(&format!("Line {n} of the annex")).count(), 1, "{n}");
    }
    for (path, bytes) in tree.iter().filter(|(path, _)| path.starts_with("policies/code/part-")) {
        assert!(bytes.len() < MOST, "{path}: {}", bytes.len());
    }
    assert!(page(&tree, "policies/code/part-2.html").contains("Annex (continued)"));
    // A note stands on the page that refers to it, and on no other.
    assert_eq!(all.matches("In yuan.").count(), 1);
    let chinese = page(&tree, "zh-hans/policies/code.html");
    assert!(chinese.contains("<small>续</small>"), "{chinese}");
}

#[test]
fn a_text_that_is_not_long_is_on_its_page() {
    let (_, tree) = tree(&[code("2024-03-01", 2, 2, 20, WORDS)]);
    assert!(page(&tree, "policies/code.html").contains("keeps rule 80:"));
    assert!(!tree.keys().any(|path| path.contains("part-") || path.contains("whole")), "{:?}", tree.keys());
}

/// The editions of a code of `articles` articles: each changes three of them, and one renumbers.
pub fn many_editions(count: usize, articles: usize) -> Vec<String> {
    let words = WORDS.repeat(3);
    let mut rules: Vec<String> = (1..=articles).map(|n| format!("Who builds here keeps rule {n}: {words}")).collect();
    rules[4] = "Dogs wear a bell after dusk; cats may sing, but never in choirs of more than four.".to_owned();
    let edition = |number: usize| -> String {
        for step in 0..3 {
            let at = (number * 7 + step * 31) % rules.len();
            rules[at] = format!("Since edition {number} rule {at} is another: {words}");
        }
        if number == count - 1 {
            rules.remove(4);
        }
        let mut text = format!("---\non: {}-03-01\nnote: Anew\n---\n# Code\n\n", 1990 + number);
        for (n, rule) in rules.iter().enumerate() {
            if n % 100 == 0 {
                text.push_str(&format!("## Book {} Matters\n\n", n / 100 + 1));
            }
            text.push_str(&format!("### Article {}\n\n{rule}\n\n", n + 1));
        }
        text
    };
    (1..=count).map(edition).collect()
}

/// A policy of many short editions, a month apart.
pub fn put_short_editions(memory: &Memory, count: usize) {
    memory.put("content/policies/rates/policy.yaml", POLICY.replace("2024", "2010").as_bytes());
    for n in 0..count {
        let note = if n > 0 { "note: A rate more\n" } else { "" };
        let text = format!("---\non: {}-{:02}-01\n{note}---\nThe rate is {n}.\n", 2010 + n / 12, n % 12 + 1);
        memory.put(&format!("content/policies/rates/edition-{}.md", n + 1), text.as_bytes());
    }
}

#[test]
fn the_page_of_a_policy_lists_so_many_editions_and_says_where_the_others_are() {
    let of = |count: usize| {
        let memory = site(&[]);
        put_short_editions(&memory, count);
        built(&memory)
    };
    let few = of(60);
    assert!(!few.contains_key("policies/rates/editions.html"));
    assert!(page(&few, "policies/rates.html").contains(">Edition 1</a>"));
    let many = of(130);
    let own = page(&many, "policies/rates.html");
    assert!(own.contains("<b>Edition 130</b>") && !own.contains(">Edition 110</a>"), "{own}");
    assert!(own.contains("href=\"../policies/rates/editions.html\""), "{own}");
    let lists: Vec<String> =
        many.keys().filter(|path| path.starts_with("policies/rates/editions")).map(|path| page(&many, path)).collect();
    assert!(lists.len() > 1);
    for number in 1..=130 {
        let link = format!("policies/rates/edition-{number}.html\"");
        assert_eq!(lists.iter().filter(|list| list.contains(&link)).count(), 1, "{number}");
    }
    assert!(page(&many, "zh-hans/policies/rates/editions.html").contains("共130版"));
}

#[test]
fn of_many_long_editions_each_text_stands_once_and_is_found() {
    let texts = many_editions(12, 900);
    let size: usize = texts.iter().map(String::len).sum();
    let (memory, tree) = tree(&texts);
    let own: Vec<(&String, usize)> =
        tree.iter().filter(|(path, _)| path.starts_with("policies/code/")).map(|(p, b)| (p, b.len())).collect();
    let pages = |number: usize| -> String {
        let is_of = |path: &str| {
            path == format!("policies/code/edition-{number}.html")
                || path.starts_with(&format!("policies/code/edition-{number}-part"))
        };
        own.iter().filter(|(path, _)| is_of(path)).map(|(path, _)| page(&tree, path)).collect()
    };
    // The first ones are whole; then each holds what it brought.
    assert_eq!(pages(1).matches("keeps rule").count(), 896);
    let tenth = page(&tree, "policies/code/edition-10.html");
    assert_eq!(tenth.matches(" rule ").count(), 3, "{tenth}");
    assert!(tenth.contains("3 articles that this edition added or changed are on this page. 897 others"), "{tenth}");
    assert!(tenth.contains("Book 1 Matters"), "the heading above says where an article stands");
    assert!(!tenth.contains("Book 9 Matters"), "{tenth}");
    assert!(tenth.len() < 30_000);
    let sizes: usize = own.iter().filter(|(path, _)| path.contains("edition-")).map(|(_, len)| len).sum();
    assert!(sizes < size, "{sizes} of {size}");

    // Whoever asks for an article of a day finds its text by the list.
    let all: String =
        own.iter().filter(|(path, _)| path.contains("/articles")).map(|(path, _)| page(&tree, path)).collect();
    for href in hrefs(&all).iter().filter(|href| href.contains("#article-")) {
        let (path, id) = target("policies/code/articles.html", href);
        assert!(page(&tree, &path).contains(&format!(" id=\"{id}\"")), "{href}");
    }
    assert!(all.contains("removed on 1 March 2001"));
    assert!(page(&tree, "policies/code.html").contains("href=\"../policies/code/articles.html\""));
    assert!(page(&tree, "zh-hans/policies/code/articles.html").contains("历次文本"));

    // The whole text is a file.
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(tree["policies/code/edition-10.zip"].clone())).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut zip.by_index(0).unwrap(), &mut text).unwrap();
    for (n, line) in texts[9].lines().filter(|line| line.contains(" rule ")).enumerate() {
        assert!(text.contains(line), "{n}: {line}");
    }

    // A reply that rests on an article that is gone leads to the page on which its words stand.
    let reply = CASE.replace("2026-03-02", "2000-04-02").replace(
        "---\nThe lamps are dark.\n",
        "replied: 2000-04-03\n---\n## Question\n\nWhy?\n\n## Reply\n\nBy [Article 5](policy:code#article-5).\n",
    );
    memory.put("content/replies/a.md", reply.as_bytes());
    let before = built(&memory);
    let reply = page(&before, "replies/a.html");
    let link = hrefs(&reply).into_iter().find(|href| href.ends_with("#article-5")).unwrap();
    let (path, _) = target("replies/a.html", &link);
    assert!(page(&before, &path).contains(" id=\"article-5\""), "{link}");

    // A further edition changes no page of an earlier one but that which it takes the place of.
    let last = texts[11].replace("on: 2002-03-01", "on: 2003-03-01").replace("rule 700", "rule 7000");
    memory.put("content/policies/code/edition-13.md", last.as_bytes());
    let after = built(&memory);
    let changed =
        before.iter().filter(|(path, bytes)| path.contains("policies/code/edition-") && after[*path] != **bytes);
    let changed: Vec<&String> = changed.map(|(path, _)| path).collect();
    assert!(changed.iter().all(|path| path.contains("edition-12")), "{changed:?}");
}
