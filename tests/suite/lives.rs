//! Random sequences of events, held against a simple model of a case's life.

use crate::site::{day, site};
use gongkai::config;
use gongkai::host::Host as _;
use std::collections::BTreeMap;
use std::path::Path;

/// Where each event leads, from which states: DOMAIN 1.3 and DESIGN 2, read line by line.
const EVENTS: [(&str, &str, &str); 15] = [
    ("accepted", "accepted", "received"),
    ("not_accepted", "not_accepted", "received accepted"),
    ("assigned", "assigned", "received accepted assigned returned transferred clarified reopened reviewed"),
    ("returned", "returned", "accepted assigned"),
    ("transferred", "transferred", "accepted assigned"),
    ("clarification_asked", "awaiting_asker", "received accepted assigned"),
    ("clarified", "clarified", "awaiting_asker"),
    ("replied", "replied", "received accepted assigned clarified replied reopened"),
    ("concluded", "concluded", "replied reviewed"),
    ("reopened", "reopened", "replied concluded lapsed"),
    ("review_started", "under_review", "replied concluded"),
    ("review_ended", "reviewed", "under_review"),
    ("lapsed", "lapsed", "awaiting_asker"),
    ("withdrawn", "withdrawn", "received accepted assigned returned transferred awaiting_asker clarified reopened"),
    ("merged", "merged", "received accepted assigned"),
];

/// Marks, and the states in which they cannot be set.
const MARKS: [(&str, &str); 6] = [
    ("extended", "not_accepted concluded lapsed withdrawn merged replied"),
    ("holding_reply", "not_accepted concluded lapsed withdrawn merged replied"),
    (
        "corrected",
        "received accepted not_accepted returned transferred awaiting_asker clarified lapsed withdrawn merged",
    ),
    ("rated", "received accepted not_accepted returned transferred awaiting_asker clarified lapsed withdrawn merged"),
    ("supervised", ""),
    ("note", ""),
];

/// A generator of numbers that needs no crate: SplitMix64.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % n as u64) as usize
    }
}

fn is_in(word: &str, list: &str) -> bool {
    list.split(' ').any(|w| w == word)
}

/// The state after an event, `None` when it cannot happen.
fn after<'a>(state: &'a str, event: &str) -> Option<&'a str> {
    if let Some((_, to, from)) = EVENTS.iter().find(|(name, ..)| *name == event) {
        return is_in(state, from).then_some(*to);
    }
    let (_, not_in) = MARKS.iter().find(|(name, _)| *name == event)?;
    (!is_in(state, not_in)).then_some(state)
}

fn written(event: &str, on: &str) -> String {
    let more = match event {
        "not_accepted" | "returned" | "corrected" => ", reason: so",
        "assigned" => ", department: urban",
        "transferred" => ", department: urban, reason: so",
        "concluded" => ", outcome: done",
        "reopened" => ", by: asker, reason: so",
        "merged" => ", into: \"reply:whole\"",
        "extended" => ", within: 2 working-days",
        "supervised" => ", level: remind",
        "rated" => ", rating: satisfied",
        _ => "",
    };
    format!("  - {{on: {on}, type: {event}{more}}}\n")
}

/// A case of random events: its file, the state it ends in, and the days of those that cannot
/// have happened. Three in four events are chosen among the possible ones.
fn life(numbers: &mut Numbers) -> (String, &'static str, Vec<String>) {
    let names: Vec<&str> = EVENTS.iter().map(|e| e.0).chain(MARKS.iter().map(|m| m.0)).collect();
    let (mut state, mut wrong) = ("received", Vec::new());
    let (mut events, mut text) = (String::new(), "## Question\n\nWhy?\n".to_owned());
    for n in 0..1 + numbers.below(9) {
        let possible: Vec<&str> = names.iter().filter(|e| after(state, e).is_some()).copied().collect();
        let list = if numbers.below(4) > 0 { &possible } else { &names };
        let event = list[numbers.below(list.len())];
        let on = format!("2026-04-{:02}", n + 1);
        events.push_str(&written(event, &on));
        match after(state, event) {
            Some(next) => state = next,
            None => wrong.push(on),
        }
        match event {
            "replied" | "holding_reply" => text.push_str("\n## Reply\n\nThus.\n"),
            "corrected" => text.push_str("\n## Correction\n\nSo.\n"),
            _ => {}
        }
    }
    let head = "title: Lamps\nkind: complaint\ndepartment: urban\nreceived: 2026-03-30\nevents:\n";
    (format!("---\n{head}{events}---\n{text}"), state, wrong)
}

#[test]
fn random_lives_end_where_the_model_says_and_impossible_steps_are_named() {
    let mut numbers = Numbers(20_261_124);
    let memory = site(&[(
        "content/replies/whole.md",
        "---\ntitle: Whole\nkind: complaint\ndepartment: urban\nreceived: 2026-03-01\n---\nAll of it.\n",
    )]);
    let mut expected = BTreeMap::new();
    for n in 0..1500 {
        let (file, state, wrong) = life(&mut numbers);
        memory.put(&format!("content/replies/c-{n}.md"), file.as_bytes());
        expected.insert(format!("c-{n}"), (state, wrong, file));
    }
    let (config, _) = config::read(&memory.read(Path::new(config::FILE)).unwrap());
    let prepared = gongkai::check_site(&memory, Path::new(""), config.unwrap(), day()).unwrap();
    let mut found = BTreeMap::<String, Vec<String>>::new();
    for finding in &prepared.checked.findings {
        let id = finding.file.trim_start_matches("content/replies/").trim_end_matches(".md").to_owned();
        assert_eq!(finding.rule.name, "impossible-transition", "{}\n{}", finding.file, expected[&id].2);
        let on = finding.args.iter().find(|(key, _)| *key == "date").map(|(_, value)| value.clone());
        found.entry(id).or_default().extend(on);
    }
    let model = &prepared.checked.model;
    let (mut sound, mut faulty) = (0, 0);
    for (id, (state, wrong, file)) in &expected {
        let mut named = found.remove(id).unwrap_or_default();
        named.sort();
        assert_eq!(&named, wrong, "{id}\n{file}");
        if wrong.is_empty() {
            let at = model.case_index(id).unwrap();
            assert_eq!(prepared.derived.statuses[at].state.word(), *state, "{id}\n{file}");
            sound += 1;
        } else {
            faulty += 1;
        }
    }
    assert!(found.is_empty() && sound > 300 && faulty > 300, "{sound} sound, {faulty} faulty: {found:?}");
}
