//! Hints lead where they say: what is named for a slip or a name is the word that was meant, and
//! `check --fix` mends what is certain and nothing else.

use crate::site::{built, day, site};
use gongkai::diagnostic::emit::{self, Text};
use gongkai::diagnostic::{Finding, Tongue, fix};
use gongkai::host::Host as _;
use gongkai::host::memory::Memory;
use gongkai::record::words::*;
use gongkai::spelling::{Word, called, is_same, meant};
use std::path::Path;

/// Every closed list, with the key of its names in the theme's strings.
const LISTS: &[(&[Word], Option<&str>)] = &[
    (StatutoryForm::LIST, None),
    (Kind::LIST, Some("kind")),
    (Channel::LIST, Some("channel")),
    (Urgency::LIST, None),
    (Visibility::LIST, None),
    (EventKind::LIST, Some("event")),
    (State::LIST, Some("state")),
    (Outcome::LIST, Some("outcome")),
    (Applicant::LIST, None),
    (Ground::LIST, None),
    (Pause::LIST, None),
    (ThirdParty::LIST, None),
    (Roll::LIST, None),
    (Level::LIST, Some("level")),
    (Rating::LIST, Some("rating")),
    (Role::LIST, None),
    (Reopener::LIST, None),
    (Review::LIST, Some("review")),
    (ReviewResult::LIST, Some("review_result")),
    (PolicyKind::LIST, Some("policy_kind")),
    (Disclosure::LIST, Some("disclosure")),
    (EffectiveRule::LIST, None),
    (ValidityRule::LIST, None),
    (ForceAct::LIST, None),
    (RelationKind::LIST, Some("relation")),
    (Change::LIST, Some("change")),
    (Frequency::LIST, Some("frequency")),
    (ColumnType::LIST, Some("type")),
    (RevisionKind::LIST, Some("revision")),
    (ReleaseState::LIST, Some("release")),
    (Progress::LIST, Some("progress")),
    (DepartmentStatus::LIST, None),
    (Start::LIST, None),
    (PersonalData::LIST, None),
    (PersonalDataPack::LIST, None),
    (Front::LIST, Some("nav")),
    (Shown::LIST, None),
];

#[test]
fn a_name_stands_for_one_word_and_is_the_one_readers_see() {
    let strings = |lang: &str| -> serde_yaml::Value {
        serde_yaml::from_str(gongkai::theme::built_in(&format!("strings/{lang}.yaml")).unwrap()).unwrap()
    };
    let themes = [strings("en"), strings("zh-Hans")];
    for (list, key) in LISTS {
        for word in *list {
            for name in word.en.split('|').chain(word.zh.split('|')).chain([word.word]) {
                assert_eq!(called(name, list), Some(word.word), "{name} in {list:?}");
            }
            for (theme, names) in themes.iter().zip([word.en, word.zh]) {
                let Some(shown) = key.and_then(|key| theme[key][word.word].as_str()) else {
                    assert_eq!(*key, None, "{} has a name in the theme", word.word);
                    continue;
                };
                assert!(names.split('|').any(|name| is_same(name, shown)), "{shown} of {} in {names}", word.word);
            }
        }
    }
}

/// Every slip of one letter: lost, doubled, wrong, and two in the wrong order.
fn slips(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let with = |change: &dyn Fn(&mut Vec<char>)| {
        let mut letters = letters.clone();
        change(&mut letters);
        letters.into_iter().collect::<String>()
    };
    let mut all = Vec::new();
    for at in 0..letters.len() {
        all.push(with(&|l| {
            l.remove(at);
        }));
        all.push(with(&|l| l.insert(at, l[at])));
        all.push(with(&|l| l[at] = 'x'));
        if at > 0 {
            all.push(with(&|l| l.swap(at - 1, at)));
        }
    }
    all
}

#[test]
fn a_slip_never_leads_to_another_word() {
    let (mut all, mut found) = (0, 0);
    for (list, _) in LISTS {
        for word in *list {
            for slip in slips(word.word) {
                all += 1;
                let leads = meant(&slip, list);
                assert!(leads.is_none_or(|leads| leads == word.word), "{slip} in {list:?}: {leads:?}");
                found += usize::from(leads.is_some());
            }
        }
    }
    assert!(found * 10 > all * 9, "{found} of {all} slips are told");
}

/// All findings: those of the configuration, where it cannot be used.
pub fn findings(memory: &Memory) -> Vec<Finding> {
    let (config, findings) = gongkai::config::read(&memory.read(Path::new("site-config.yaml")).unwrap());
    match config.filter(|_| !findings.iter().any(Finding::is_error)) {
        None => findings,
        Some(config) => gongkai::check_content(memory, Path::new(""), config, day()).unwrap().findings,
    }
}

/// Mends a site as `check --fix` does; returns what is left.
pub fn mended(memory: &Memory) -> Vec<Finding> {
    let mut rounds = 0;
    loop {
        let found = findings(memory);
        rounds += 1;
        let certain: Vec<Finding> = found.iter().filter(|f| fix::is_certain(f)).cloned().collect();
        // What is mended and found again is no fix.
        if certain.is_empty() || rounds > 8 {
            return found;
        }
        let read = |file: &str| memory.read(Path::new(file)).unwrap();
        let sources = emit::Sources::of(&certain, |file| Text::Shown(gongkai::source::text::decode(&read(file)).text));
        let placed = emit::place(&certain, &sources, Tongue::English);
        let file = certain[0].file.as_str();
        let of_file: Vec<_> = placed.iter().filter(|p| p.finding.file == file).collect();
        let mended = fix::mend(&read(file), &of_file).expect("what is certain can be mended");
        memory.put(file, &mended.bytes);
    }
}

const PATH: &str = "content/replies/2026/urban-260302-1.md";

const RIGHT: &str = "---
title: 路灯不亮
kind: complaint
channel: hotline
lang: zh-Hans
department: urban
topics: [lights]
received: 2026-03-02
accepted: 2026-03-02
replied: 2026-03-09
events:
  - {on: 2026-03-12, type: concluded, outcome: done}
  - {on: 2026-03-20, type: rated, rating: dissatisfied}
---
## 来信

灯不亮。

## 答复

已修复。
";

const REFERENCE: [(&str, &str); 2] = [
    (
        "content/departments.yaml",
        "- {id: urban, name: {en: Urban Management, zh-Hans: 城市管理局}, short: {zh-Hans: 城管局}}\n",
    ),
    ("content/topics.yaml", "- {id: lights, label: {en: Street lighting, zh-Hans: 路灯照明}}\n"),
];

#[test]
fn what_is_certain_is_mended_and_the_site_is_as_if_it_had_been_written_so() {
    let wrong = "---
标题: 路灯不亮
kind: 投诉
channel: Telephone
lang: zh
department: 城管局
topics: [Street Lighting]
received: 2026年3月2日
accepted：二〇二六年三月二日
replied: 9 March 2026
events:
  - {on: 2026/3/12, type: 办结, outcome: \"已解决\"}
  - {on: 20260320, type: rated, rating: 不满意}
---
## 来信：

灯不亮。

## 【答复】

已修复。
";
    let right = site(&REFERENCE);
    right.put(PATH, RIGHT.as_bytes());
    let expected = built(&right);
    for bytes in [wrong.to_owned(), format!("\u{FEFF}{wrong}"), wrong.replacen('\n', "\r\n", 5)] {
        let memory = site(&REFERENCE);
        memory.put(PATH, bytes.as_bytes());
        let left = mended(&memory);
        assert!(left.is_empty(), "{left:#?}");
        let now = String::from_utf8(memory.read(Path::new(PATH)).unwrap()).unwrap();
        assert_eq!(now, RIGHT);
        assert_eq!(built(&memory), expected);
    }
}

#[test]
fn what_is_not_certain_is_left_and_all_possible_words_are_named() {
    let wrong = RIGHT
        .replace("dissatisfied", "unsatisfactory")
        .replace("2026-03-09", "3/9/2026")
        .replace("department: urban", "department: transport")
        .replace("complaint", "angry");
    let memory = site(&REFERENCE);
    memory.put(PATH, wrong.as_bytes());
    let left = mended(&memory);
    assert_eq!(memory.read(Path::new(PATH)).unwrap(), wrong.as_bytes(), "nothing was touched");
    let sources = emit::Sources::of(&left, |_| Text::Shown(wrong.clone()));
    let help = |tongue| -> Vec<String> { emit::place(&left, &sources, tongue).into_iter().map(|p| p.help).collect() };
    let (english, chinese) = (help(Tongue::English).join("\n"), help(Tongue::Chinese).join("\n"));
    for part in [
        "possible are: satisfied, basically (Mostly satisfied), dissatisfied",
        "possible are: consult (Enquiry), complaint, suggestion, help (Request for help)",
        "write one of: urban (Urban Management); or add",
    ] {
        assert!(english.contains(part), "{part} in {english}");
    }
    for part in ["满意）、basically（基本满意）、dissatisfied（不满意）", "请改为：urban（城市管理局）；"]
    {
        assert!(chinese.contains(part), "{part} in {chinese}");
    }
    assert!(!english.contains("{") && !english.contains("if that is what is meant"), "{english}");
}
