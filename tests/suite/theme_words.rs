//! The words of the theme: the same in each language, each used, none printed as its key.

use gongkai::derive::register::Act;
use gongkai::record::words;
use gongkai::theme::built_in;
use gongkai::words::Strings;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn strings(lang: &str) -> Strings {
    Strings::new(lang, serde_yaml::from_str(built_in(&format!("strings/{lang}.yaml")).unwrap()).unwrap())
}

/// All files below a folder with an ending, one after the other.
fn sources(folder: &str, ending: &str) -> String {
    let mut text = String::new();
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                open.push(entry);
            } else if entry.to_string_lossy().ends_with(ending) {
                text.push_str(&fs::read_to_string(entry).unwrap());
            }
        }
    }
    text
}

/// Groups of which a key is chosen by a word of a closed list, and the words.
fn chosen() -> Vec<(&'static str, Vec<String>)> {
    let list =
        |list: &[&str], more: &[&str]| list.iter().chain(more).map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let states: Vec<&str> = words::State::WORDS.to_vec();
    let events = words::EventKind::WORDS;
    vec![
        ("act", Act::ALL.iter().map(|act| act.word().to_owned()).collect()),
        ("reason_class", list(words::ReasonClass::WORDS, &[])),
        ("tombstone.was", list(&["policy", "edition", "dataset", "digest", "page"], &[])),
        ("tombstone.when", list(words::Removal::WORDS, &["withheld"])),
        ("trace", list(&["published", "updated", "edition", "in_force"], &[])),
        ("state", list(&states, &["overdue", "due_soon", "withheld", "removed"])),
        ("state_on", list(&states, &["overdue", "due_soon"])),
        ("state_meaning", list(&states, &["overdue", "due_soon", "withheld", "removed"])),
        ("event", list(events, &["received", "revised"])),
        ("event_meaning", list(events, &[])),
        ("kind", list(words::Kind::WORDS, &[])),
        ("kind_meaning", list(words::Kind::WORDS, &[])),
        ("channel", list(words::Channel::WORDS, &[])),
        ("outcome", list(words::Outcome::WORDS, &[])),
        ("outcome_meaning", list(words::Outcome::WORDS, &[])),
        ("level", list(words::Level::WORDS, &[])),
        ("level_meaning", list(words::Level::WORDS, &[])),
        ("rating", list(words::Rating::WORDS, &[])),
        ("review", list(words::Review::WORDS, &[])),
        ("review_result", list(words::ReviewResult::WORDS, &[])),
        ("frequency", list(words::Frequency::WORDS, &[])),
        ("observation", list(words::ObservationStatus::WORDS, &[])),
        ("policy_kind", list(words::PolicyKind::WORDS, &[])),
        ("release", list(words::ReleaseState::WORDS, &[])),
        ("disclosure", list(words::Disclosure::WORDS, &[])),
        ("effective_rule", list(words::EffectiveRule::WORDS, &[])),
        ("validity_rule", list(words::ValidityRule::WORDS, &[])),
        ("type", list(words::ColumnType::WORDS, &["array", "object"])),
    ]
}

/// Groups of which a key is chosen by the program in another way: each of these keys is a word of
/// the sources, or is made with one of these additions.
const FOUND: [&str; 42] = [
    "also",
    "calendar",
    "case",
    "change",
    "clock",
    "data.group",
    "data.query",
    "data_file",
    "dataset.cut",
    "department_status",
    "detail",
    "diff",
    "diff.articles",
    "diff.note",
    "diff.sections",
    "diff.single",
    "force",
    "force_meaning",
    "force_on",
    "frame",
    "group",
    "index",
    "markdown.category",
    "nav",
    "part",
    "policy_by",
    "policy_figure_means",
    "policy_way",
    "progress",
    "promise",
    "record_kind",
    "relation",
    "relation_beside",
    "revision",
    "role",
    "section",
    "sentence",
    "station",
    "statutory",
    "tombstone",
    "translation",
    "transparency.entered_act",
];

#[test]
fn every_word_is_used_and_each_language_has_it() {
    let english = strings("en");
    assert_eq!(english.keys(), strings("zh-Hans").keys());
    let templates = sources("themes/default/templates", "");
    let code: String = sources("src", ".rs");
    let chosen = chosen();
    let mut unused = Vec::new();
    let all = english.keys();
    for key in all.clone() {
        let form = [".one", ".other"].iter().find_map(|form| key.strip_suffix(form));
        let phrase = form.filter(|phrase| all.contains(&format!("{phrase}.one"))).unwrap_or(&key);
        let named = |phrase: &str| {
            let in_template = templates.match_indices(&format!("s.{phrase}")).any(|(at, found)| {
                let after = templates[at + found.len()..].chars().next().unwrap_or(' ');
                !after.is_alphanumeric() && after != '_'
            });
            in_template || code.contains(&format!("\"{phrase}\""))
        };
        // Languages are chosen by their codes, of which a site may have any.
        if named(phrase) || phrase.starts_with("language.") || ["dates.months", "chart.months"].contains(&phrase) {
            continue;
        }
        let (group, word) = phrase.rsplit_once('.').unwrap_or(("", phrase));
        let listed = chosen.iter().any(|(name, list)| *name == group && list.iter().any(|item| item == word));
        let stem = word.trim_end_matches("_nobody").trim_start_matches("column_").trim_start_matches("entered_");
        let stem = stem.trim_start_matches("none_");
        let spoken = |word: &str| code.contains(&format!("\"{word}\"")) || templates.contains(&format!("\"{word}\""));
        let found = FOUND.contains(&group)
            && (spoken(word) || spoken(stem) || group == "markdown.category" || made(word, &code));
        if !listed && !found {
            unused.push(key.clone());
        }
    }
    assert_eq!(unused, Vec::<String>::new());
}

/// Whether a key of the statutory table is put together from two words of the sources.
fn made(word: &str, code: &str) -> bool {
    word.match_indices('_').any(|(at, _)| {
        let (left, right) = (&word[..at], &word[at + 1..]);
        code.contains(&format!("\"{left}\"")) && code.contains(&format!("\"{right}\""))
    })
}

/// Every group of words that a closed list chooses from has a word for each.
#[test]
fn every_word_of_a_closed_list_has_its_phrase() {
    for lang in ["en", "zh-Hans"] {
        let strings = strings(lang);
        for (group, list) in chosen() {
            for word in list.iter().filter(|word| !(group == "event_meaning" && *word == "revised")) {
                assert!(strings.known(&format!("{group}.{word}")).is_some(), "{lang}: {group}.{word}");
            }
        }
    }
}

/// What is shown of a page: its title, its text and the texts of attributes.
fn shown(page: &str) -> Vec<&str> {
    page.split(['<', '>', '"']).collect()
}

#[test]
fn no_page_prints_a_key_for_its_words() {
    let english = strings("en");
    let groups: BTreeSet<String> =
        english.keys().iter().filter_map(|key| Some(key.split_once('.')?.0.to_owned())).collect();
    let is_key = |text: &str| {
        let text = text.trim();
        let grammar =
            text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'.' | b'-'));
        grammar
            && text.split_once('.').is_some_and(|(group, key)| groups.contains(group) && !key.is_empty())
            && !text.contains(".html")
    };
    let files = [".csv", ".json", ".jsonl", ".ics", ".xml", ".txt", ".py", ".css", ".svg", ".md", ".yaml"];
    let mut printed = Vec::new();
    for (path, bytes) in crate::site::built(&crate::site::example()) {
        if !path.ends_with(".html") {
            continue;
        }
        let page = String::from_utf8(bytes).unwrap();
        for text in shown(&page) {
            for word in text.split([' ', '\n', '–', '：', '，', '。', ':', ',']) {
                if is_key(word) && !files.iter().any(|ending| word.ends_with(ending)) {
                    printed.push(format!("{path}: {word}"));
                }
            }
        }
    }
    assert_eq!(printed, Vec::<String>::new());
}
