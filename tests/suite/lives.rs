//! Random sequences of events, held against a simple model of a case's life.

use crate::random::Numbers;
use crate::site::{day, site};
use gongkai::config;
use gongkai::host::Host as _;
use std::collections::BTreeMap;
use std::path::Path;

const EVENTS: [&str; 15] = [
    "accepted",
    "not_accepted",
    "assigned",
    "returned",
    "transferred",
    "clarification_asked",
    "clarified",
    "replied",
    "concluded",
    "reopened",
    "review_started",
    "review_ended",
    "lapsed",
    "withdrawn",
    "merged",
];

const MARKS: [&str; 8] = [
    "extended",
    "holding_reply",
    "corrected",
    "rated",
    "supervised",
    "third_party_asked",
    "third_party_answered",
    "note",
];

/// A life, told by DESIGN 2: only contradictions are refused.
#[derive(Default)]
struct Life {
    /// The state-changing events so far, of the round and of all.
    round: Vec<&'static str>,
    all: Vec<&'static str>,
}

impl Life {
    /// How often one thing happened more often than another, since the round began.
    fn open(&self, begun: &str, ended: &str) -> bool {
        let last = |what: &str| self.round.iter().rposition(|e| *e == what);
        last(begun).is_some_and(|asked| last(ended).is_none_or(|answered| answered < asked))
    }

    fn may(&self, event: &str) -> bool {
        let over = self.round.iter().rev().find(|e| !MARKS.contains(e)).copied();
        // A review of what is over leaves it over.
        let over = self.round.iter().rev().find(|e| ["withdrawn", "merged", "lapsed"].contains(e)).copied().or(over);
        let ended = over.is_some_and(|e| ["withdrawn", "merged", "lapsed"].contains(&e));
        if ended && !MARKS.contains(&event) && !["reopened", "review_started", "review_ended"].contains(&event) {
            return false;
        }
        let had = |list: &[&str]| self.all.iter().any(|e| list.contains(e));
        match event {
            "clarified" => self.open("clarification_asked", "clarified"),
            "third_party_answered" => self.open("third_party_asked", "third_party_answered"),
            "review_ended" => {
                let count = |what: &str| self.all.iter().rposition(|e| *e == what);
                count("review_started").is_some_and(|begun| count("review_ended").is_none_or(|ended| ended < begun))
            }
            "reopened" => had(&["replied", "concluded", "not_accepted", "withdrawn", "merged", "lapsed"]),
            "concluded" => !self.open("concluded", "review_ended"),
            "corrected" => had(&["replied", "holding_reply"]),
            _ => true,
        }
    }

    fn step(&mut self, event: &'static str) {
        if event == "reopened" {
            self.round.clear();
        }
        self.round.push(event);
        self.all.push(event);
    }

    fn owed(&self) -> bool {
        let ends = ["concluded", "withdrawn", "merged", "lapsed"];
        let refused = self.round.iter().rposition(|e| *e == "not_accepted");
        let taken_back = |at: usize| {
            self.round[at..].iter().any(|e| ["accepted", "assigned", "returned", "transferred"].contains(e))
        };
        !self.round.iter().any(|e| *e == "replied" || ends.contains(e)) && refused.is_none_or(taken_back)
    }
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

/// A case of random events: its file, whether a reply is owed at the end, and the days of those
/// that contradict what came before. Three in four events are chosen among the possible ones.
fn life(numbers: &mut Numbers) -> (String, bool, Vec<String>) {
    let names: Vec<&'static str> = EVENTS.iter().chain(&MARKS).copied().collect();
    let (mut life, mut wrong) = (Life::default(), Vec::new());
    let (mut events, mut text) = (String::new(), "## Question\n\nWhy?\n".to_owned());
    for n in 0..1 + numbers.below(9) {
        let possible: Vec<&'static str> = names.iter().filter(|e| life.may(e)).copied().collect();
        let list = if numbers.below(4) > 0 { &possible } else { &names };
        let event = list[numbers.below(list.len())];
        let on = format!("2026-04-{:02}", n + 1);
        events.push_str(&written(event, &on));
        if life.may(event) {
            life.step(event);
        } else {
            wrong.push(on);
        }
        match event {
            "replied" | "holding_reply" => text.push_str("\n## Reply\n\nThus.\n"),
            "corrected" => text.push_str("\n## Correction\n\nSo.\n"),
            _ => {}
        }
    }
    let head = "title: Lamps\nkind: complaint\ndepartment: urban\nreceived: 2026-03-30\nevents:\n";
    (format!("---\n{head}{events}---\n{text}"), life.owed(), wrong)
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
        let (file, owed, wrong) = life(&mut numbers);
        // Two that are alike word for word are copies.
        let named = file.replacen("title: Lamps", &format!("title: Lamps {n}"), 1);
        memory.put(&format!("content/replies/c-{n}.md"), named.as_bytes());
        expected.insert(format!("c-{n}"), (owed, wrong, file));
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
    for (id, (owed, wrong, file)) in &expected {
        let mut named = found.remove(id).unwrap_or_default();
        named.sort();
        assert_eq!(&named, wrong, "{id}\n{file}");
        if wrong.is_empty() {
            let at = model.case_index(id).unwrap();
            assert_eq!(prepared.derived.statuses[at].open, *owed, "{id}\n{file}");
            sound += 1;
        } else {
            faulty += 1;
        }
    }
    assert!(found.is_empty() && sound > 300 && faulty > 300, "{sound} sound, {faulty} faulty: {found:?}");
}
