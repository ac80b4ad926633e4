//! Texts beside each other: a draft and what was made of it, a text and what explains it.

use crate::city::page;
use crate::site::{built, site};
use gongkai::host::memory::Memory;
use std::collections::BTreeMap;

const MADE: &str = "title: {en: Quiet, zh-Hans: 静夜}\nissuers: [urban]\nmade_on: 2024-03-01\npublished_on: 2024-03-08\neffective_from: 2024-05-01\n";
const DRAFT: &str = "title: {en: Quiet draft, zh-Hans: 静夜征求意见稿}\nissuers: [urban]\npublished_on: 2023-10-01\nconsultation: {from: 2023-10-01, to: 2023-11-01, how: By letter}\n";

fn text(on: &str, body: &str) -> String {
    format!("---\non: {on}\n---\n{body}")
}

fn laid(policies: &[(&str, &str, &str)]) -> (Memory, BTreeMap<String, Vec<u8>>) {
    let memory = site(&[]);
    for (id, head, body) in policies {
        memory.put(&format!("content/policies/{id}/policy.yaml"), head.as_bytes());
        memory.put(&format!("content/policies/{id}/edition-1.md"), body.as_bytes());
    }
    let tree = built(&memory);
    (memory, tree)
}

#[test]
fn a_draft_is_held_against_what_was_made_of_it() {
    let made = format!("{MADE}relations: [{{consultation: draft}}]\n");
    let draft_text = text("2023-10-01", "Article 1\n\nNight begins at 23:00.\n\nArticle 2\n\nDogs are quiet.\n");
    let made_text = text("2024-03-01", "Article 1\n\nNight begins at 22:00.\n");
    let (_, tree) = laid(&[("quiet", &made, &made_text), ("draft", DRAFT, &draft_text)]);
    let told = page(&tree, "policies/quiet/from-draft.html");
    assert!(told.contains("</span>23:00<span") && told.contains("</span>22:00<span"), "a time is not cut: {told}");
    assert!(told.contains("Article 2 removed."), "{told}");
    assert!(told.contains("From the draft (1 October 2023) to the text as made (1 March 2024)"), "{told}");
    assert!(told.contains("<span>The draft</span> <span>The text as made</span>"));
    for from in ["policies/quiet.html", "policies/draft.html"] {
        assert!(page(&tree, from).contains("href=\"../policies/quiet/from-draft.html\""), "{from}");
    }
    assert!(page(&tree, "policies/draft.html").contains("Made as"));
    assert!(page(&tree, "zh-hans/policies/quiet/from-draft.html").contains("对征求意见稿的修改"));
}

#[test]
fn what_explains_a_text_stands_beside_its_articles() {
    let body = "Article 1\n\nNight is quiet.\n\nArticle 2\n\nDogs are quiet.\n\nArticle 3\n\nDrums are quiet.[^a]\n\nArticle 4\n\nThe city enforces this.\n\n[^a]: And cymbals.\n";
    let explains = "title: {en: About quiet, zh-Hans: 静夜解读}\nissuers: [urban]\nmade_on: 2024-03-02\npublished_on: 2024-03-09\nrelations: [{interprets: quiet}]\n";
    let said = "Why this was made.\n\n### About drums\n\nDrums carry far, says [article 3](policy:quiet#article-3).\n\nAs do dogs ([article 2](policy:quiet#article-2)).\n\n### Article 1\n\nNight begins at ten.\n";
    let (memory, tree) =
        laid(&[("quiet", MADE, &text("2024-03-01", body)), ("about", explains, &text("2024-03-02", said))]);
    let told = page(&tree, "policies/quiet/with-about.html");
    let order = [
        "Why this was made.",
        "Night is quiet.",
        "Night begins at ten.",
        "Dogs are quiet.",
        "As do dogs",
        "Drums are quiet.",
        "Drums carry far",
    ];
    let places: Vec<usize> =
        order.iter().map(|words| told.find(words).unwrap_or_else(|| panic!("{words}: {told}"))).collect();
    assert!(places.is_sorted(), "{places:?}: {told}");
    for words in order {
        assert_eq!(told.matches(words).count(), 1, "each stands once: {words}");
    }
    assert!(told.contains("One article without an explanation of its own"), "{told}");
    assert!(!told.contains("The city enforces this."), "what nobody explains is not shown");
    assert!(told.contains("And cymbals."), "the footnote of what is shown");
    assert!(told.contains("id=\"article-1\"") && told.contains("id=\"g-by-article-1\""), "ids of both are told apart");
    for from in ["policies/quiet.html", "policies/about.html"] {
        assert!(page(&tree, from).contains("href=\"../policies/quiet/with-about.html\""), "{from}");
    }

    // A number that moved: the explanation follows its article.
    memory.put(
        "content/policies/quiet/edition-2.md",
        "---\non: 2025-01-01\nnote: Bells\n---\nArticle 1\n\nBells are quiet, all of them and at any hour.\n\nArticle 2\n\nNight is quiet.\n\nArticle 3\n\nDogs are quiet.\n\nArticle 4\n\nDrums are quiet.\n".as_bytes(),
    );
    let told = page(&built(&memory), "policies/quiet/with-about.html");
    let after = &told[told.find("Drums are quiet.").expect("the article is there")..];
    assert!(after.contains("Drums carry far"), "{told}");

    // One that names no article says so; one that is removed has no page.
    memory.put("content/policies/about/edition-1.md", text("2024-03-02", "It is about quiet.\n").as_bytes());
    assert!(page(&built(&memory), "policies/quiet/with-about.html").contains("It names no article."));
    let removed = format!(
        "{explains}withdrawal: {{type: removed, on: 2025-02-01, class: error, reason: Wrong, by: urban, basis: Rules}}\n"
    );
    memory.put("content/policies/about/policy.yaml", removed.as_bytes());
    let tree = built(&memory);
    assert!(!tree.contains_key("policies/quiet/with-about.html"));
    assert!(!page(&tree, "policies/quiet.html").contains("with-about"));
}

#[test]
fn a_long_explanation_stays_below_the_bound_and_says_what_has_no_room() {
    let words = "words of a law that go on and on, ".repeat(100);
    let articles: String = (1..=120).map(|n| format!("Article {n}\n\nRule {n}: {words}\n\n")).collect();
    let said: String = (1..=120).map(|n| format!("### Article {n}\n\nReason {n}: {words}\n\n")).collect();
    let explains = "title: {en: About quiet, zh-Hans: 静夜解读}\nissuers: [urban]\nmade_on: 2024-03-02\npublished_on: 2024-03-09\nrelations: [{interprets: quiet}]\n";
    let (_, tree) =
        laid(&[("quiet", MADE, &text("2024-03-01", &articles)), ("about", explains, &text("2024-03-02", &said))]);
    let told = page(&tree, "policies/quiet/with-about.html");
    assert!(told.len() < 300_000, "{}", told.len());
    assert!(told.contains("Rule 1:") && told.contains("Reason 1:") && !told.contains("Rule 120:"));
    assert!(told.contains("There is no room for the rest here."), "what is left out is said");
}
