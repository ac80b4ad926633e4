//! Faults beyond the examples of the rules (`examples`): other ways to the same finding, several at
//! once, and what an error leaves as it was.

use crate::site::{CASE, build_on, day, shown, site};
use gongkai::diagnostic::rules;
use std::collections::BTreeSet;

const CONFIG: &str = "site-config.yaml";
const C: &str = "content/replies/c-1.md";

/// A case with lines added to its front matter.
fn with(lines: &str) -> String {
    CASE.replace("---\nThe", &format!("{lines}\n---\nThe"))
}

/// A case with a reply and further front matter.
fn replied(lines: &str) -> String {
    format!(
        "---\ntitle: Lights out\nkind: complaint\ndepartment: urban\nreceived: 2026-03-02\n{lines}\n---\n## Question\n\nDark.\n\n## Reply\n\nLit.\n"
    )
}

/// What an example does not show: the rule stands, though the fault comes by another way.
#[test]
fn a_fault_is_found_by_each_way_that_leads_to_it() {
    let text = |words: &str| CASE.replace("The lamps", words);
    let reply = |words: &str| replied("replied: 2026-03-09").replace("Lit.", words);
    let policy = "title: Noise\nissuers: [urban]\nmade_on: 2024-03-01\npublished_on: 2024-03-08\n";
    let edition = "---\non: 2024-03-01\n---\n### Article 1 Aim\n\nQuiet.\n";
    let noise = [("content/policies/p/policy.yaml", policy), ("content/policies/p/edition-1.md", edition)];
    let conflict = "The fee is 10 yuan.\n<<<<<<< HEAD\nIt was 5.\n=======\nIt was 6.\n>>>>>>> main\n";
    let accepted = "- {id: r, applies: {kind: [complaint]}, from: accepted, within: 24 hours, basis: x, statutory: false, valid_from: 2024-01-01}\n";
    let ways: [(&str, usize, String, &[(&str, &str)]); 21] = [
        ("unknown-language", 6, with("lang: fr"), &[]),
        ("yaml-syntax", 6, with("topics: [lights"), &[]),
        ("front-matter-missing", 1, "Just text.\n".to_owned(), &[]),
        ("unknown-key", 6, with("departement: urban"), &[]),
        ("link-to-missing-anchor", 6, with("related: ['policy:p#article-9']"), &noise),
        ("link-to-missing-edition", 6, with("related: ['policy:p#edition-4']"), &noise),
        ("raw-html", 7, text("The <b>lamps"), &[]),
        ("html-comment", 7, text("The <!-- x --> lamps"), &[]),
        ("html-comment-unclosed", 7, text("<!-- x\nThe lamps"), &[]),
        ("link-scheme-unsafe", 7, text("[The](javascript:x) lamps"), &[]),
        ("image-in-question", 7, text("![x](y.png) lamps"), &[]),
        ("bidi-control", 7, text("The\u{202E}lamps"), &[]),
        ("line-endings-mixed", 1, CASE.replacen('\n', "\r\n", 1), &[]),
        ("conflict-markers", 8, CASE.replace("The lamps are dark.\n", conflict), &[]),
        ("own-address-dead", 7, text("[Here](https://CITY.example/replies/c-2.html#g-reply-1) the lamps"), &[]),
        ("emphasis-unclosed", 14, reply("**路灯 is lit."), &[]),
        ("footnote-undefined", 14, reply("Lit.[^1]"), &[]),
        ("text-not-shown", 16, reply("Lit.\n\n[1]: https://a.example/x"), &[]),
        ("relative-link-dead", 14, reply("[plan](plan.pdf)"), &[]),
        ("external-image", 14, reply("![x](https://a.example/x.png)"), &[]),
        (
            "hour-missing",
            6,
            with("accepted: 2026-03-02").replace("2026-03-02\na", "2026-03-02 10:00\na"),
            &[("content/rules/deadlines.yaml", accepted)],
        ),
    ];
    for (rule, line, case, files) in ways {
        let memory = site(files);
        memory.put(C, case.as_bytes());
        let report = build_on(&memory, day()).unwrap();
        assert_eq!(shown(&memory, &report), [format!("{C}:{line} {rule}")]);
    }
}

#[test]
fn a_name_is_looked_at_wherever_it_stands() {
    for (path, rule) in [("content/replies/C 1.md", "id-outside-grammar"), ("content/replies/index.md", "id-reserved")]
    {
        let memory = site(&[(path, CASE)]);
        assert_eq!(shown(&memory, &build_on(&memory, day()).unwrap()), [format!("{path}:1 {rule}")]);
    }
}

#[test]
fn every_rule_has_its_words_in_both_languages() {
    assert!(rules::ALL.is_sorted_by_key(|rule| rule.name));
    for rule in rules::ALL {
        for text in [&rule.en, &rule.zh] {
            for (what, words) in [("message", text.message), ("help", text.help), ("why", text.why)] {
                assert!(words.len() > 8, "{} has no {what}", rule.name);
            }
        }
        assert!(!rule.wrong.is_empty() && !rule.right.is_empty(), "{} has no example", rule.name);
        assert!(rule.zh.message.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)), "{}", rule.name);
    }
}

#[test]
fn all_faults_of_one_file_come_in_one_run() {
    let text =
        "---\nsubtitle: x\nkind: complaint\ndepartment: nobody\nreceived: 2026/3/2\nchannel: fax\n---\n<b>x</b>\n";
    let memory = site(&[(C, text)]);
    let report = build_on(&memory, day()).unwrap();
    let names: BTreeSet<String> =
        shown(&memory, &report).iter().map(|f| f.split(' ').next_back().unwrap().to_owned()).collect();
    for rule in ["unknown-key", "missing-key", "date-notation", "unknown-word", "raw-html", "unknown-department"] {
        assert!(names.contains(rule), "{rule} in {names:?}");
    }
    assert!(report.written.is_none());
}

#[test]
fn an_error_leaves_the_earlier_site_untouched() {
    let memory = site(&[(C, CASE)]);
    build_on(&memory, day()).unwrap();
    let before = memory.tree("public");
    memory.put(C, CASE.replace("urban", "nobody").as_bytes());
    assert!(build_on(&memory, day()).unwrap().written.is_none());
    assert_eq!(memory.tree("public"), before);
}

/// A slip in `defaults` is in no record: it is said once, where it stands.
#[test]
fn a_slip_in_defaults_is_said_once_in_its_place() {
    let config = |defaults: &str| {
        format!(
            "title: T\npublisher: P\nbase_url: https://c.example/\nlanguages: [en]\nas_of: 2026-06-30\nlicence: x\ndefaults:\n  reply: {defaults}\n"
        )
    };
    let slips = [
        ("{chanel: web}", "unknown-config-key"),
        ("{channel: fax}", "unknown-word"),
        ("{topics: [lamps]}", "unknown-topic"),
        ("{topics: 5}", "wrong-type"),
        ("{related: [reply:nobody]}", "link-to-missing-record"),
        ("{published: 2026/3/2}", "date-notation"),
        ("{urgency: {en: x}}", "wrong-type"),
        ("{events: [{on: 2026-03-03, type: fixed}]}", "unknown-word"),
        ("{lang: xx}", "unknown-language"),
    ];
    let other = CASE.replace("Lights out", "Lamps dark");
    for (defaults, rule) in slips {
        let memory = site(&[(CONFIG, &config(defaults)), (C, CASE), ("content/replies/c-2.md", &other)]);
        let report = build_on(&memory, day()).unwrap();
        assert_eq!(shown(&memory, &report), [format!("{CONFIG}:8 {rule}")], "{defaults}");
    }
    // What a record says itself is its own.
    let own = with("channel: fax");
    let memory = site(&[(CONFIG, &config("{channel: web}")), (C, &own)]);
    assert_eq!(shown(&memory, &build_on(&memory, day()).unwrap()), [format!("{C}:6 unknown-word")]);
}
