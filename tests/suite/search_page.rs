//! The pages that search: what they offer, and where their script may run.

use crate::site::{built, example, site};
use std::collections::BTreeMap;

type Tree = BTreeMap<String, Vec<u8>>;

fn page(tree: &Tree, path: &str) -> String {
    String::from_utf8(tree[path].clone()).unwrap()
}

/// The one script of a site.
fn script(tree: &Tree) -> (&str, String) {
    let (path, bytes) =
        tree.iter().find(|(path, _)| path.starts_with("assets/search-") && path.ends_with(".js")).unwrap();
    (path, String::from_utf8(bytes.clone()).unwrap())
}

#[test]
fn two_pages_search_and_no_other_has_a_script() {
    let tree = built(&example());
    let mut with = Vec::new();
    for (path, bytes) in tree.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes);
        let scripts = html.matches("<script src=").count();
        let policy = if scripts > 0 { "script-src 'self' file:;" } else { "script-src 'none';" };
        assert_eq!((html.matches(policy).count(), html.contains("search-")), (1, scripts > 0), "{path}");
        with.extend((scripts > 0).then_some(path.as_str()));
    }
    let asking = ["how-to-ask.html", "search/index.html", "zh-hans/how-to-ask.html", "zh-hans/search/index.html"];
    assert_eq!(with, asking);
    let (path, _) = script(&tree);
    assert!(page(&tree, "how-to-ask.html").contains(&format!("<script src=\"{path}\" defer>")));
    assert!(page(&tree, "zh-hans/search/index.html").contains(&format!("<script src=\"../../{path}\" defer>")));
}

#[test]
fn the_field_offers_what_the_site_has_in_the_language_of_the_page() {
    let tree = built(&example());
    let english = page(&tree, "search/index.html");
    let chinese = page(&tree, "zh-hans/search/index.html");
    for (html, language, lights, any) in
        [(&english, 0, "Urban Management Bureau", "All"), (&chinese, 1, "城市管理局", "全部")]
    {
        assert!(html.contains(&format!("data-language=\"{language}\"")), "{html}");
        assert!(html.contains(&format!("<option value=\"urban-management\">{lights}</option>")), "{html}");
        assert!(html.contains(&format!("<select name=\"k\"><option value=\"\">{any}</option>")), "{html}");
        let years: Vec<usize> = ["2026", "2025", "2024"]
            .iter()
            .map(|year| html.find(&format!("<option>{year}</option>")).unwrap())
            .collect();
        assert!(years.is_sorted(), "newest first");
        // Without the script, neither a field that does nothing nor a word about its results.
        assert!(html.contains("role=\"search\"") && html.contains("method=\"get\" hidden "), "{html}");
    }
}

#[test]
fn the_page_about_asking_is_the_one_that_the_site_names() {
    let asking = |config: &str| {
        let config = format!(
            "title: T\npublisher: P\nbase_url: https://city.example/\nlanguages: [en]\ntimezone: UTC\n{config}"
        );
        built(&site(&[
            ("site-config.yaml", &config),
            ("content/pages/ask-us.md", "---\ntitle: Ask us\n---\nWrite.\n"),
            ("content/pages/else.md", "---\ntitle: Else\n---\nRead.\n"),
        ]))
    };
    let named = asking("pages: {ask: ask-us}\n");
    assert!(page(&named, "ask-us.html").contains("<textarea id=\"g-question\""));
    assert!(!page(&named, "else.html").contains("id=\"g-ask\""));
    assert!(!page(&asking(""), "ask-us.html").contains("id=\"g-ask\""));
}

#[test]
fn the_script_is_published_without_comments() {
    let own = "/* Of ours,\n   in two lines. */\n/* In one. */\n  one();\n\n    // More.\n  two(\"//\");\n";
    let tree = built(&site(&[("themes/default/static/search-page.js", own)]));
    assert!(script(&tree).1.ends_with("one();\ntwo(\"//\");\n"), "{}", script(&tree).1);
    let (_, text) = script(&built(&site(&[])));
    assert!(!text.lines().any(|line| line.starts_with("//") || line.starts_with(' ') || line.is_empty()));
    // Every word that the script says is in the page.
    let text = ["page.js", "page-more.js"]
        .map(|name| {
            std::fs::read_to_string(format!("{}/src/search/script/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
        })
        .concat();
    let names = text.match_indices("w.").filter(|(at, _)| !text[..*at].ends_with(|c: char| c.is_ascii_alphanumeric()));
    for (at, _) in names {
        let word = text[at + 2..].split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap();
        let pages = ["search-form.html", "search-ask.html", "components.html"]
            .map(|name| gongkai::theme::built_in(&format!("templates/{name}")).unwrap());
        assert!(pages.iter().any(|page| page.contains(&format!("data-{word}=\""))), "data-{word}");
    }
}
