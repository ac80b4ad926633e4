//! The force of policies on any day: the rows of `force.tsv`, and what pages and findings say of it.

use crate::site::{CASE, built, site};
use gongkai::check::Day;
use gongkai::derive::force;
use gongkai::host::Host as _;
use gongkai::{check_site, config};
use jiff::civil::{Date, date};
use std::path::Path;

const EDITION: &str = "---\non: 2024-01-05\n---\n### Article 3 Aim\n\nQuiet.\n\n### Article 9 Night\n\nFrom ten.\n";
const MADE: &str = "made_on: 2024-01-05\n";
const FROM: &str = "made_on: 2024-01-05\neffective_from: 2024-02-01\n";

/// Another policy, made in January, that does something to the one under test from a day.
fn acting(relation: &str, from: &str) -> String {
    format!("made_on: 2024-01-05\neffective_from: {from}\nrelations: [{{{relation}}}]\n")
}

/// What the row of a number describes: the lines of the policy, and of another that acts on it; whether
/// it has a second edition from 1 April.
fn row(number: &str) -> (String, Option<String>, bool) {
    let alone = |lines: &str| (lines.to_owned(), None, false);
    let by = |relation: &str, from: &str| (FROM.to_owned(), Some(acting(relation, from)), false);
    match number {
        "1" => alone(""),
        "2" | "3" | "4" | "5" => alone("consultation: {from: 2024-02-01, to: 2024-02-29, how: Write}\n"),
        "6" => alone(MADE),
        "7" | "8" => alone(FROM),
        "9" | "10" => alone(&format!("{FROM}effective_until: 2024-06-30\n")),
        "11" | "12" => by("repeals: p", "2024-05-01"),
        "13" => by("replaces: p", "2024-05-01"),
        "14" => {
            let ended = format!("{FROM}effective_until: 2024-04-30\n");
            (ended, Some(acting("repeals: p", "2024-05-02")), false)
        }
        "15" => by("repeals: p, replaces: p", "2024-05-01"),
        "16" => by("repeals: p, articles: [article-3]", "2024-05-01"),
        "17" | "18" => alone(&format!("{FROM}force: [{{on: 2024-09-01, type: commenced, articles: [article-9]}}]\n")),
        "19" | "20" => (FROM.to_owned(), None, true),
        "21" => (FROM.to_owned(), Some(acting("repeals: p, articles: [article-3]", "2024-05-01")), true),
        "22" | "23" => alone(&format!("{FROM}force: [{{on: 2024-03-01, type: suspended, until: 2024-03-31}}]\n")),
        "24" => alone(&format!("{FROM}force: [{{on: 2024-03-01, type: suspended}}]\n")),
        "25" | "26" => alone(&format!("{FROM}force: [{{on: 2024-03-01, type: withdrawn, reason: Sent by mistake}}]\n")),
        "27" => alone(FROM),
        "28" => alone(&format!("{FROM}validity_rule: shanghai-2010-trial-two-years\n")),
        "29a" | "29b" => alone(&format!("{MADE}issued_on: 2024-03-10\neffective_rule: de-14th-day\n")),
        "30" => by("repeals: p", "2024-06-01"),
        _ => panic!("no policy for row {number}"),
    }
}

fn policy(title: &str, lines: &str) -> String {
    format!("title: {title}\nissuers: [urban]\npublished_on: 2024-01-08\n{lines}")
}

#[test]
fn the_rows_of_the_table_hold() {
    let mut rows = 0;
    for line in include_str!("force.tsv").lines().skip(1) {
        let [number, inputs, on, state] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let on: Date = on.parse().unwrap();
        let (lines, other, second) = row(number);
        let title = if number == "27" || number == "28" { "噪声管理试行办法" } else { "Noise" };
        let memory = site(&[
            ("content/policies/p/policy.yaml", &policy(title, &lines)),
            ("content/policies/p/edition-1.md", EDITION),
        ]);
        if let Some(other) = &other {
            memory.put("content/policies/q/policy.yaml", policy("Other", other).as_bytes());
            memory.put("content/policies/q/edition-1.md", EDITION.as_bytes());
        }
        if second {
            let text = EDITION.replace("on: 2024-01-05", "on: 2024-04-01\nnote: Night");
            memory.put("content/policies/p/edition-2.md", text.as_bytes());
        }
        let root = Path::new("");
        let config = config::read(&memory.read(&root.join(config::FILE)).unwrap()).0.unwrap();
        let day = Day { as_of: date(2030, 1, 1), time: None, replay: false };
        let prepared = check_site(&memory, root, config, day).unwrap();
        let model = &prepared.checked.model;
        let errors: Vec<_> = prepared.checked.findings.iter().filter(|f| f.is_error()).collect();
        assert!(errors.is_empty(), "{line}: {errors:?}");
        let at = model.policy_index("p").unwrap();
        let acted_on = &force::relations(&model.policies)[at];
        let found = force::on(&model.policies, &model.policies[at], acted_on, on);
        assert_eq!(found.force.word(), state.split(" + ").next().unwrap(), "row {number}: {inputs} on {on}");
        rows += 1;
    }
    assert_eq!(rows, 31, "29 has two halves");
}

/// A site whose policies have these ids and lines, each with its first edition.
fn policies(all: &[(&str, &str)]) -> gongkai::host::memory::Memory {
    let memory = site(&[]);
    for (id, lines) in all {
        memory.put(&format!("content/policies/{id}/policy.yaml"), policy(id, lines).as_bytes());
        memory.put(&format!("content/policies/{id}/edition-1.md"), EDITION.as_bytes());
    }
    memory
}

#[test]
fn the_banner_says_how_a_policy_stands_since_when_and_by_what() {
    let memory = policies(&[
        (
            "held",
            &format!(
                "{FROM}force: [{{on: 2026-03-01, type: suspended, until: 2026-12-31, by: Order 7, note: Floods}}]\n"
            ),
        ),
        ("part", &format!("{FROM}force: [{{on: 2026-09-01, type: commenced, articles: [article-9]}}]\n")),
        ("cut", FROM),
        ("cutter", &acting("repeals: cut, articles: [article-3]", "2026-05-01")),
        ("back", &format!("{FROM}force: [{{on: 2026-03-01, type: withdrawn, reason: Sent by mistake}}]\n")),
        ("paris", &format!("{MADE}effective_rule: fr-next-day\n")),
    ]);
    let tree = built(&memory);
    for (id, english, chinese) in [
        (
            "held",
            &[">Suspended since 1 March 2026</time>", "Order 7", "until 31 December 2026", "<p>Floods</p>"][..],
            "自2026年3月1日起暂停施行",
        ),
        (
            "part",
            &[
                "In force since 1 February 2024, but not all of it",
                "<a href=\"#article-9\">Article 9 Night</a>: ",
                "not in force before 1 September 2026",
            ],
            "部分有效",
        ),
        (
            "cut",
            &["<a href=\"#article-3\">Article 3 Aim</a>: ", "repealed since 1 May 2026", "cutter.html\">cutter</a>"],
            "自2026年5月1日起废止",
        ),
        (
            "back",
            &[">Withdrawn on 1 March 2026</time>", "<p>Sent by mistake</p>", "In law it is: In force"],
            "2026年3月1日撤回",
        ),
        (
            "paris",
            &["In force since 9 January 2024", "the day after publication (Civil Code, article 1)"],
            "公布次日施行",
        ),
    ] {
        for page in [format!("policies/{id}.html"), format!("policies/{id}/edition-1.html")] {
            let text = String::from_utf8_lossy(&tree[&page]);
            for words in english {
                assert!(text.contains(words), "{page}: {words} in {text}");
            }
            assert!(String::from_utf8_lossy(&tree[&format!("zh-hans/{page}")]).contains(chinese), "{page}");
        }
    }
}

#[test]
fn of_each_relation_the_inverse_stands_on_the_other_page() {
    use gongkai::record::words::RelationKind;
    for kind in RelationKind::ALL {
        let memory = policies(&[("old", FROM), ("new", &acting(&format!("{}: old", kind.word()), "2024-06-01"))]);
        memory
            .put("content/replies/a.md", CASE.replace("received:", "related: [\"policy:old\"]\nreceived:").as_bytes());
        let tree = built(&memory);
        for (language, strings) in [("", "en"), ("zh-hans/", "zh-Hans")] {
            let strings = gongkai::theme::built_in(&format!("strings/{strings}.yaml")).unwrap();
            let strings: serde_yaml::Value = serde_yaml::from_str(strings).unwrap();
            let page = |id: &str| String::from_utf8_lossy(&tree[&format!("{language}policies/{id}.html")]).into_owned();
            let has = |page: &str, word: &str, to: &str| {
                let line = page.lines().find(|l| l.contains("class=\"what\"") && l.contains(&format!("{to}.html\"")));
                line.is_some_and(|line| line.contains(&format!(">{word}</span>")))
            };
            let own = strings["relation"][kind.word()].as_str().unwrap();
            assert!(has(&page("new"), own, "old"), "{own}: {}", page("new"));
            let turned = match kind {
                RelationKind::Repeals => "repealed_by",
                RelationKind::Amends => "amended_by",
                RelationKind::Replaces => "replaced_by",
                RelationKind::Implements => "implemented_by",
                RelationKind::Interprets => "interpreted_by",
                RelationKind::Corrects => "corrected_by",
                RelationKind::Consultation => "made_into",
            };
            let turned = strings["relation"][turned].as_str().unwrap();
            assert!(has(&page("old"), turned, "new"), "{turned}: {}", page("old"));
            // The picture has both, and cases that name it stand there too.
            assert!(page("old").contains(&format!("<text class=\"what\" x=\"28\" y=\"17\">{turned}</text>")));
            assert!(page("old").contains("replies/a.html"), "the case that names it");
        }
    }
}
