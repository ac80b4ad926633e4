//! What a city may change of the look, and what it is told when that cannot be right.

use crate::site::{CASE, build_on, built, day, shown, site};
use gongkai::host::memory::Memory;
use gongkai::record::words::Front;
use gongkai::theme::built_in;
use std::collections::BTreeMap;

const ENGINE: (&str, &str) = ("themes/default/theme.yaml", "engine: 1\n");
const C: (&str, &str) = ("content/replies/c-1.md", CASE);
const ABOUT: (&str, &str) = ("content/pages/about.md", "---\ntitle: About\n---\nText.\n");

/// A site whose settings have further lines.
fn with(settings: &str, files: &[(&str, &str)]) -> Memory {
    let config = "title: Open City\npublisher: City\nbase_url: https://city.example/\nlanguages: [en, {code: zh-Hans, records: all}]\nas_of: 2026-06-30\nlicence: CC-BY-4.0\n";
    let memory = site(files);
    memory.put("site-config.yaml", format!("{config}{settings}").as_bytes());
    memory
}

fn text(files: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    String::from_utf8(files[path].clone()).unwrap()
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let at = text.find(from).unwrap() + from.len();
    &text[at..at + text[at..].find(to).unwrap()]
}

/// Words, colours and static files do not depend on what templates are given.
#[test]
fn only_templates_need_an_engine() {
    let found = |files: &[(&str, &str)]| {
        let memory = site(files);
        shown(&memory, &build_on(&memory, day()).unwrap())
    };
    let css = ("themes/default/static/site.css", "body {}");
    let words = ("themes/default/strings/en.yaml", "nav: {replies: Answers}");
    let partial = ("themes/default/templates/own-notice.html", "<p>Closed on Friday.</p>");
    let page = ("themes/default/templates/404.html", "{{ page.title }}");
    let here = "themes/default/theme.yaml:1";
    assert_eq!(found(&[css, words, partial]), [""; 0]);
    assert_eq!(found(&[css, page]), ["themes/default/templates/404.html:1 theme-engine-missing"]);
    assert_eq!(found(&[page, ENGINE]), [""; 0]);
    assert_eq!(found(&[page, ("themes/default/theme.yaml", "name: City\n")]), [format!("{here} theme-engine-missing")]);
    assert_eq!(found(&[css, ("themes/default/theme.yaml", "engine: 9\n")]), [format!("{here} theme-engine-differs")]);
    assert_eq!(found(&[ENGINE, ("themes/default/theme.yaml", "engin: 1\n")]), [format!("{here} unknown-key")]);
    let old = ("themes/default/theme.yaml", "engine: {min: '0.1'}\n");
    assert_eq!(found(&[page, old]), [format!("{here} wrong-type")]);
    // A copy of ours replaces nothing.
    let copy = ("themes/default/templates/404.html", built_in("templates/404.html").unwrap());
    assert_eq!(found(&[copy]), [""; 0]);
}

/// Our partials of links are written out when the theme is loaded; as templates they give the same.
#[test]
fn links_written_out_are_those_of_the_templates() {
    let settings = [
        "",
        "navigation: {header: [{name: feed}, {page: about, label: 'A & <b>'}, {address: 'https://a.example/?x=1&y', label: B}], footer: [{label: '\"C\"', links: [{page: about, label: D}, {name: feed, label: '{{ E }}'}]}]}\n",
        "navigation: {header: [{name: search}, {page: about, label: {en: A, zh-Hans: 甲}}, {address: 'https://a.example/?x=1&y', label: B}], footer: [{label: '\"C\"', links: [{page: about, label: D}, {name: feed}]}]}\n",
    ];
    for settings in settings {
        let fast = built(&with(settings, &[C, ABOUT]));
        let slow = with(settings, &[C, ABOUT, ENGINE]);
        for name in ["nav-header.html", "nav-footer.html"] {
            let path = format!("templates/{name}");
            slow.put(
                &format!("themes/default/{path}"),
                format!("{{#- changed -#}}\n{}", built_in(&path).unwrap()).as_bytes(),
            );
        }
        let slow = built(&slow);
        for (path, bytes) in fast.iter().filter(|(path, _)| path.ends_with(".html")) {
            assert_eq!(String::from_utf8_lossy(bytes), String::from_utf8_lossy(&slow[path]), "{path}");
        }
    }
}

#[test]
fn navigation_is_put_in_order_renamed_added_to_and_left_out() {
    let settings = "navigation:\n  header:\n    - {name: search, label: {en: Find, zh-Hans: 查找}}\n    - {name: replies}\n    - {page: about, label: About us}\n    - {address: https://map.example/, label: Map}\n";
    let files = built(&with(settings, &[C, ABOUT]));
    let page = text(&files, "replies/c-1.html");
    let header = between(&page, "<nav class=\"main\" aria-label=\"Sections\">\n", "</nav>");
    let expected = "<ul>\n<li class=\"find\"><a href=\"../search/index.html\">Find</a></li>\n<li><a href=\"../replies/index.html\" aria-current=\"true\">Replies</a></li>\n<li><a href=\"../about.html\">About us</a></li>\n<li><a href=\"https://map.example/\">Map</a></li>\n</ul>\n";
    assert_eq!(header, expected);
    assert!(
        page.contains(
            "<nav aria-label=\"Find\">\n<ul>\n<li><a href=\"../departments/index.html\">Departments</a></li>"
        )
    );
    assert!(text(&files, "about.html").contains("<a href=\"about.html\" aria-current=\"true\">About us</a>"));
    assert!(text(&files, "zh-hans/index.html").contains("<a href=\"search/index.html\">查找</a>"));
}

/// Each name leads to a page in each language, and has a word.
#[test]
fn every_name_of_navigation_leads_somewhere() {
    let items: String = Front::WORDS.iter().map(|name| format!("    - {{name: {name}}}\n")).collect();
    let settings = format!("pages: {{accessibility: about}}\nnavigation:\n  header:\n{items}");
    let files = built(&with(&settings, &[C, ABOUT]));
    for dir in ["", "zh-hans/"] {
        let page = text(&files, &format!("{dir}index.html"));
        let header = between(&page, "<nav class=\"main\"", "</nav>");
        let links: Vec<&str> = header.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        assert_eq!(links.len(), Front::WORDS.len());
        for link in links {
            let path = format!("{dir}{}", link.split('#').next().unwrap());
            assert!(files.contains_key(&path), "{path}");
        }
        assert!(!header.contains("nav."), "{header}");
    }
}

#[test]
fn a_link_that_cannot_be_is_reported_where_it_stands() {
    let found = |item: &str| {
        let memory = with(&format!("navigation:\n  header:\n    - {item}\n"), &[ABOUT]);
        shown(&memory, &build_on(&memory, day()).unwrap())
    };
    let at = |rule: &str| vec![format!("site-config.yaml:9 {rule}")];
    assert_eq!(found("{name: replies}"), [""; 0]);
    assert_eq!(found("{name: replys}"), at("unknown-word"));
    assert_eq!(found("{page: abuot, label: About}"), at("link-to-missing-record"));
    for item in [
        "{page: about}",
        "{label: About}",
        "{name: replies, page: about, label: x}",
        "{address: 'javascript:alert(0)', label: x}",
        "{address: 'https://a.example/\" onclick=', label: x}",
    ] {
        assert_eq!(found(item), at("config-value-malformed"), "{item}");
    }
}

/// A template that replaces ours may build on it and change one block.
#[test]
fn one_block_is_changed_and_the_rest_stays() {
    let memory = site(&[
        C,
        ENGINE,
        (
            "themes/default/templates/base.html",
            "{% extends \"default/base.html\" %}{% block footer_extra %}<p>Printed by us</p>{% endblock %}",
        ),
        (
            "themes/default/templates/case.html",
            "{% extends \"default/case.html\" %}{% block status %}<p>!</p>{{ super() }}{% endblock %}",
        ),
    ]);
    let plain = built(&site(&[C]));
    let files = built(&memory);
    let page = text(&files, "replies/c-1.html");
    assert!(
        page.contains("<p>!</p>\n<section class=\"where\"") && page.contains("<p>Printed by us</p>\n</footer>"),
        "{page}"
    );
    let undone = page.replace("<p>!</p>", "").replace("<p>Printed by us</p>", "");
    assert_eq!(undone, text(&plain, "replies/c-1.html"));
    // A mistake in it has its own place; one in ours would be shown in ours.
    memory.put(
        "themes/default/templates/case.html",
        b"{% extends \"default/case.html\" %}\n{% block status %}{{ v.nothing.here }}{% endblock %}",
    );
    let report = build_on(&memory, day()).unwrap();
    assert_eq!(shown(&memory, &report), ["themes/default/templates/case.html:2 template-error"]);
}

/// A copy begins where ours stands: until it is changed, no page is another.
#[test]
fn a_copy_changes_no_page() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let mut command = assert_cmd::Command::cargo_bin("gongkai").unwrap();
        let output = command.current_dir(folder.path()).args(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    };
    let page = |output: &str, path: &str| std::fs::read(folder.path().join(output).join(path)).unwrap();
    let build = |output: &str| run(&["build", "--strict", "--as-of", "2026-06-30", "--output", output]);
    run(&["init", "."]);
    build("one");
    for name in ["base.html", "case.html", "nav-header.html", "components.html", "feed.xml", "strings/en.yaml"] {
        run(&["theme", "copy", name]);
    }
    build("two");
    for path in ["SHA256SUMS", "replies/urban-260302-1.html", "feed.xml"] {
        assert_eq!(page("one", path), page("two", path), "{path}");
    }
}
