//! What a reader sees of a case's life on its page.

use crate::site::{CASE, built, site};

fn page(file: &str) -> String {
    let memory = site(&[("content/replies/a.md", file)]);
    String::from_utf8(built(&memory)["replies/a.html"].clone()).unwrap()
}

#[test]
fn a_correction_keeps_the_original_and_says_what_changed() {
    let file = "---\ntitle: Trees\nkind: complaint\ndepartment: urban\nreceived: 2026-03-02\nreplied: 2026-03-10\n\
        events: [{on: 2026-03-12, type: corrected, reason: The count was wrong}]\n---\n## Question\n\nHow many?\n\n\
        ## Reply\n\nWe felled 23 trees.\n\nThe rest stands <here>.\n\n## Correction\n\nWe felled 27 trees.\n\nThe rest stands <here>.\n";
    let page = page(file);
    assert!(page.contains("<p>We felled 23 trees.</p>") && page.contains("<p>We felled 27 trees.</p>"));
    let change = "<p>We felled <del><span class=\"vh\" lang=\"en\">Removed: </span>23<span class=\"vh\" lang=\"en\"> (end of removed) </span></del>\
        <ins><span class=\"vh\" lang=\"en\">Added: </span>27<span class=\"vh\" lang=\"en\"> (end of added) </span></ins> trees.</p>\n<p class=\"same\" lang=\"en\">One paragraph unchanged</p>";
    assert!(page.contains(change), "{page}");
    assert!(page.find("The count was wrong") < page.find(change), "what was wrong comes first");
}

#[test]
fn an_open_case_without_any_record_for_six_months_is_asleep() {
    let silent = |on: &str| CASE.replace("received: 2026-03-02", &format!("received: {on}\naccepted: {on}"));
    // The day of the site is 30 June 2026.
    for (on, asleep) in [("2025-12-30", true), ("2026-01-01", false)] {
        let memory = site(&[("content/replies/a.md", &silent(on))]);
        let tree = built(&memory);
        let text = |path: &str| String::from_utf8(tree[path].clone()).unwrap();
        assert_eq!(
            text("replies/a.html").contains("Nothing has been recorded since 30 December 2025."),
            asleep,
            "{on}"
        );
        assert_eq!(text("supervision/index.html").contains("data-f=\"asleep\">1<"), asleep, "{on}");
    }
    // A note is a record.
    let noted =
        silent("2025-10-01").replace("---\nThe", "events: [{on: 2026-01-15, type: note, note: Asked again}]\n---\nThe");
    assert!(!page(&noted).contains("Nothing has been recorded"));
}
