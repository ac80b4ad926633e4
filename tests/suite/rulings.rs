//! The rulings of DESIGN 8 as properties over random lives: the arithmetic is not worked out a
//! second time here; what may never happen is said, and looked for.

use crate::random::Numbers;
use crate::site::site;
use gongkai::check::Day;
use gongkai::derive::flow::Period;
use gongkai::derive::measures::sets::Set;
use gongkai::derive::measures::{Formula, MEASURES, Tally, Value};
use gongkai::derive::status;
use gongkai::host::Host as _;
use gongkai::host::memory::Memory;
use gongkai::{Prepared, config};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use std::path::Path;

const AS_OF: Date = date(2026, 6, 30);

/// A case: its id, the lines of its head, and its events with their days.
#[derive(Clone)]
struct Life {
    id: String,
    head: String,
    events: Vec<(Date, String)>,
}

impl Life {
    fn file(&self) -> String {
        let mut text =
            format!("---\ntitle: Lamps\nkind: complaint\ndepartment: {}\n{}events:\n", self.lead(), self.head);
        for (on, event) in &self.events {
            text.push_str(&format!("  - {{on: {on}, type: {event}}}\n"));
        }
        text.push_str("---\n## Question\n\nWhy?\n");
        for (_, event) in &self.events {
            if event.starts_with("replied") || event.starts_with("holding_reply") {
                text.push_str("\n## Reply\n\nThus.\n");
            }
            if event.starts_with("corrected") {
                text.push_str("\n## Correction\n\nSo.\n");
            }
        }
        text
    }

    /// The last department that an event puts in charge.
    fn lead(&self) -> &'static str {
        let named = self.events.iter().rev().find_map(|(_, e)| {
            let moves = e.starts_with("assigned") || e.starts_with("transferred");
            moves.then(|| if e.contains("department: water") { "water" } else { "urban" })
        });
        named.unwrap_or("urban")
    }
}

/// A rule of every make: what it counts from, in what unit, and what a question does.
fn rule(numbers: &mut Numbers) -> String {
    let mut rule = format!(
        "- id: r\n  applies: {{}}\n  from: {}\n  within: {}\n  basis: b\n  statutory: false\n  valid_from: 2020-01-01\n  clarification: {}\n",
        numbers.one(&["received", "accepted", "assigned"]),
        numbers.one(&["10 working-days", "20 days", "1 month", "48 hours"]),
        numbers.one(&["stops", "restarts", "runs-on"]),
    );
    if numbers.chance(50) {
        rule.push_str(&format!("  accept_within: {}\n", numbers.one(&["5 working-days", "15 days"])));
    }
    if numbers.chance(60) {
        rule.push_str(&format!("  extension: {}\n", numbers.one(&["5 working-days", "30 days", "2 months"])));
    }
    rule
}

/// What may happen to a case before its term ends. Who had it first is recorded: nobody can tell
/// it afterwards from a record that says only who has it now.
fn early(numbers: &mut Numbers, received: Date) -> Vec<(Date, String)> {
    let first = *numbers.one(&["assigned, department: urban", "assigned, department: water"]);
    let mut events = vec![(received, first.to_owned())];
    let mut on = received;
    let mut asked = false;
    for _ in 0..numbers.below(5) {
        on = on.checked_add(i64::try_from(numbers.below(4)).unwrap().days()).unwrap();
        let event = *numbers.one(&[
            "accepted",
            "assigned, department: urban",
            "assigned, department: water",
            "clarification_asked",
            "clarified",
            "extended, within: 5 working-days",
            "third_party_asked",
            "holding_reply",
            "note",
        ]);
        if event == "clarified" && !asked {
            continue;
        }
        asked = (asked || event == "clarification_asked") && event != "clarified";
        events.push((on, event.to_owned()));
    }
    events
}

/// What may be recorded after the end of a term: everything but the work itself and the
/// asker's verdict.
const LATE: [&[&str]; 22] = [
    &["clarification_asked"],
    &["clarification_asked", "clarified"],
    &["clarification_asked", "lapsed"],
    &["third_party_asked"],
    &["third_party_asked", "third_party_answered"],
    &["extended, within: 5 working-days"],
    &["extended, within: 6 months"],
    &["accepted"],
    &["accepted", "assigned, department: water"],
    &["assigned, department: water"],
    &["assigned, department: urban"],
    &["transferred, department: water, reason: r", "assigned, department: water"],
    &["returned, reason: r", "assigned, department: urban"],
    &["not_accepted, reason: r"],
    &["withdrawn"],
    &["withdrawn", "reopened, by: asker, reason: r"],
    &["lapsed"],
    &["lapsed", "reopened, by: asker, reason: r"],
    &["review_started", "review_ended, result: set_aside"],
    &["concluded, outcome: not_responsible"],
    &["merged, into: \"reply:prompt-0\""],
    &["merged, into: \"reply:fresh\""],
];

/// The mergers are the last of these.
const UNMERGED: usize = LATE.len() - 2;

fn put(memory: &Memory, life: &Life) {
    memory.put(&format!("content/replies/{}.md", life.id), life.file().as_bytes());
}

fn prepared(memory: &Memory, as_of: Date) -> Prepared<'_> {
    let (config, _) = config::read(&memory.read(Path::new(config::FILE)).unwrap());
    let day = Day { as_of, time: None, replay: true };
    let prepared = gongkai::check_site(memory, Path::new(""), config.unwrap(), day).unwrap();
    let errors: Vec<_> = prepared.checked.findings.iter().filter(|f| f.is_error()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    prepared
}

/// A site of prompt replies by both departments, a fresh case, and lives that the test gives.
fn city(rule: &str, lives: &[Life]) -> Memory {
    let memory = site(&[("content/rules/deadlines.yaml", rule)]);
    for n in 0..12 {
        let department = if n % 2 == 0 { "urban" } else { "water" };
        let events = ["accepted".to_owned(), format!("assigned, department: {department}"), "replied".to_owned()];
        let events = events.into_iter().map(|event| (date(2026, 1, 12), event)).collect();
        put(&memory, &Life { id: format!("prompt-{n}"), head: "received: 2026-01-12\n".to_owned(), events });
    }
    let fresh = Life {
        id: "fresh".to_owned(),
        head: "received: 2026-06-29\n".to_owned(),
        events: vec![(AS_OF, "note".to_owned())],
    };
    put(&memory, &fresh);
    for life in lives {
        put(&memory, life);
    }
    memory
}

/// What a measure says of a group, so that more is better; a share as part and whole.
fn worth(formula: Formula, id: &str, tally: &Tally) -> (u64, u64) {
    match formula {
        Formula::Share { part, all } => {
            let (part, all) = (u64::from(tally.count(part)), u64::from(tally.count(all)));
            let lower_is_better = matches!(id, "reopened_rate");
            (if lower_is_better { all - part } else { part }, all)
        }
        _ => (0, 0),
    }
}

/// Each altered case with where it stood before and after.
fn told(before: &Prepared<'_>, after: &Prepared<'_>, altered: &[Life]) -> String {
    let one = |site: &Prepared<'_>, id: &str| {
        let s = &site.derived.statuses[site.checked.model.case_index(id).unwrap()];
        let due = s.counted_due().map(|due| (due.end.on.to_string(), due.stopped));
        format!("{:?} {} excused {} due {due:?}", s.state, s.department, s.excused)
    };
    let tell =
        |life: &Life| format!("{}\nbefore: {}\nafter: {}\n", life.file(), one(before, &life.id), one(after, &life.id));
    altered.iter().map(tell).collect()
}

/// Rates that say nothing of how well a body did, or speak of what a supervisor did.
const NEUTRAL: [&str; 3] = ["extended_rate", "rating_share", "supervision_met_rate"];

#[test]
fn nothing_dated_after_the_due_day_improves_a_rate_of_the_body_that_was_late() {
    let mut late_cases = 0;
    for seed in 0..100 {
        let mut numbers = Numbers(seed);
        let rule = rule(&mut numbers);
        let lives: Vec<Life> = (0..10)
            .map(|n| {
                let received = date(2026, 2, 2).checked_add(i64::try_from(numbers.below(60)).unwrap().days()).unwrap();
                let mut events = early(&mut numbers, received);
                events.push((received, "note".to_owned()));
                events.sort_by_key(|(on, _)| *on);
                Life { id: format!("late-{n}"), head: format!("received: {received}\n"), events }
            })
            .collect();
        let memory = city(&rule, &lives);
        let before = prepared(&memory, AS_OF);
        let model = &before.checked.model;
        let mut altered = Vec::new();
        for life in &lives {
            let status = &before.derived.statuses[model.case_index(&life.id).unwrap()];
            let Some(due) = status.due.filter(|due| due.passed(AS_OF) && status.open) else { continue };
            let mut life = life.clone();
            let last = life.events.last().map_or(due.end.on, |(on, _)| *on);
            let mut on = due.end.on.max(last);
            // Mergers in every other city, so that all rates are watched in the rest.
            let list = if seed % 2 == 0 { &LATE[..] } else { &LATE[..UNMERGED] };
            for event in *numbers.one(list) {
                on = on.checked_add(i64::try_from(1 + numbers.below(9)).unwrap().days()).unwrap();
                life.events.push((on, (*event).to_owned()));
            }
            if on <= AS_OF {
                altered.push(life);
            }
        }
        late_cases += altered.len();
        let memory = city(&rule, &lives);
        altered.iter().for_each(|life| put(&memory, life));
        let after = prepared(&memory, AS_OF);
        // A merged case is counted once, with the one it joined: of two unanswered ones the reply rate
        // then knows one. What must not go away is that it was late.
        let merged = altered.iter().any(|life| life.events.iter().any(|(_, e)| e.starts_with("merged")));
        let wanted = |id: &str| !NEUTRAL.contains(&id) && (!merged || id.starts_with("on_time"));
        for measure in MEASURES.iter().filter(|m| wanted(m.id)) {
            for department in [0, 1] {
                let tally = |p: &Prepared<'_>| {
                    p.derived.measures.departments.get(&department).map(|g| g.all.clone()).unwrap_or_default()
                };
                let (was, is) = (tally(&before), tally(&after));
                let ((part, all), (new_part, new_all)) =
                    (worth(measure.formula, measure.id, &was), worth(measure.formula, measure.id, &is));
                assert!(
                    new_part * all <= part * new_all || all == 0,
                    "{seed}: {} of department {department} went from {part}/{all} to {new_part}/{new_all}\n{rule}\n{}",
                    measure.id,
                    told(&before, &after, &altered)
                );
                if let (Value::Days(old), Value::Days(new)) = (measure.value(&was, 1), measure.value(&is, 1)) {
                    assert!(new >= old, "{seed}: {} went from {old} to {new}", measure.id);
                }
            }
        }
        let late = |p: &Prepared<'_>| {
            let all = &p.derived.measures.site.all;
            all.count(Set::Mature) - all.count(Set::OnTime)
        };
        assert!(late(&after) >= late(&before), "{seed}: lateness disappeared");
    }
    assert!(late_cases > 400, "{late_cases}");
}

#[test]
fn a_draft_leaves_the_rates_and_is_counted() {
    let life = |n: usize| Life {
        id: format!("late-{n}"),
        head: "received: 2026-02-02\n".to_owned(),
        events: vec![(date(2026, 2, 2), "assigned, department: water".to_owned())],
    };
    let lives: Vec<Life> = (0..5).map(life).collect();
    let rule =
        "- {id: r, applies: {}, from: received, within: 5 days, basis: b, statutory: false, valid_from: 2020-01-01}\n";
    let memory = city(rule, &lives);
    for life in &lives[..2] {
        let draft = life.file().replace("received:", "draft: true\nreceived:");
        memory.put(&format!("content/replies/{}.md", life.id), draft.as_bytes());
    }
    let scheduled = lives[2].file().replace("received:", "publish_at: 2026-09-01\nreceived:");
    memory.put("content/replies/late-2.md", scheduled.as_bytes());
    let site = prepared(&memory, AS_OF);
    let counted = |tally: &Tally| (tally.count(Set::HeldBack), tally.count(Set::Mature) - tally.count(Set::OnTime));
    assert_eq!(counted(&site.derived.measures.site.all), (3, 2));
    assert_eq!(counted(&site.derived.measures.departments[&1].all), (3, 2));
}

/// Month after month the bulletins ask of a case only what stands open, and no more once that is
/// settled: the answers are those of its whole status.
#[test]
fn what_stands_open_is_what_the_whole_status_says() {
    for seed in 0..40 {
        let mut numbers = Numbers(5000 + seed);
        let rule = rule(&mut numbers);
        let life = |n| {
            let received = date(2026, 2, 2).checked_add(i64::try_from(numbers.below(30)).unwrap().days()).unwrap();
            let mut events = early(&mut numbers, received);
            if numbers.chance(50) {
                events.extend(numbers.one(&LATE[..UNMERGED]).iter().map(|e| (date(2026, 4, 20), (*e).to_owned())));
            }
            events.sort_by_key(|(on, _)| *on);
            Life { id: format!("c-{n}"), head: format!("received: {received}\n"), events }
        };
        let lives: Vec<Life> = (0..6).map(life).collect();
        let memory = city(&rule, &lives);
        let site = prepared(&memory, AS_OF);
        let model = &site.checked.model;
        for case in &model.cases {
            let last = case.events_by(AS_OF).last().map_or(case.received, |e| e.on);
            let mut settled = None;
            let days = std::iter::successors(Some(case.received), |day| day.tomorrow().ok());
            for day in days.take_while(|day| *day <= AS_OF) {
                let (whole, part) = (status::status_on(model, case, day), status::standing_on(model, case, day));
                let stands = (whole.open, whole.overdue, whole.owner);
                assert_eq!(stands, (part.open, part.overdue, part.owner), "{seed}: {} {day}", case.id);
                if let Some(settled) = &settled {
                    assert_eq!(stands, *settled, "{seed}: {} {day}", case.id);
                }
                settled = settled.or((part.settled && day >= last).then_some(stands));
            }
        }
    }
}

#[test]
fn a_closed_month_stays_as_it_was_but_for_the_line_that_says_what_became_known() {
    let (closed, later) = (date(2026, 4, 2), date(2026, 6, 30));
    let mut known_later = 0;
    for seed in 0..60 {
        let mut numbers = Numbers(1000 + seed);
        let rule = rule(&mut numbers);
        let lives: Vec<Life> = (0..12)
            .map(|n| {
                let received = date(2026, 2, 16).checked_add(i64::try_from(numbers.below(30)).unwrap().days()).unwrap();
                let mut events = early(&mut numbers, received);
                events.push((received, "accepted".to_owned()));
                if numbers.chance(50) {
                    events.push((date(2026, 3, 27), "replied".to_owned()));
                }
                events.sort_by_key(|(on, _)| *on);
                Life { id: format!("c-{n}"), head: format!("received: {received}\npublished: {received}\n"), events }
            })
            .collect();
        let month = Period::Month(date(2026, 3, 1));
        let memory = city(&rule, &lives);
        let before = prepared(&memory, closed);
        for life in &lives {
            let mut life = life.clone();
            let mut on = date(2026, 4, 1);
            let mut answered = life.events.iter().any(|(_, e)| e == "replied");
            for event in *numbers.one(&LATE) {
                if *event == "clarified" || event.starts_with("merged, into: \"reply:fresh") {
                    continue;
                }
                on = on.checked_add(i64::try_from(numbers.below(20)).unwrap().days()).unwrap();
                life.events.push((on, (*event).to_owned()));
            }
            if numbers.chance(30)
                && !life
                    .events
                    .iter()
                    .any(|(_, e)| e.starts_with("merged") || e.starts_with("withdrawn") || e.starts_with("lapsed"))
            {
                life.events.push((on, "replied".to_owned()));
                answered = true;
            }
            if answered && numbers.chance(30) {
                life.events.push((on, "corrected, reason: r".to_owned()));
            }
            put(&memory, &life);
        }
        // A record of March that is published in May.
        let unknown = Life {
            id: "unknown".to_owned(),
            head: "received: 2026-03-09\npublished: 2026-05-04\n".to_owned(),
            events: vec![
                (date(2026, 3, 10), "accepted".to_owned()),
                (date(2026, 3, 11), "assigned, department: water".to_owned()),
            ],
        };
        put(&memory, &unknown);
        let after = prepared(&memory, later);
        let (was, is) = (&before.derived.flow[&month], &after.derived.flow[&month]);
        assert_eq!(was.all.then, is.all.then, "{seed}\n{rule}");
        let then = |b: &gongkai::derive::flow::Bulletin| {
            b.departments
                .iter()
                .map(|(d, e)| (*d, e.then))
                .filter(|(_, n)| *n != Default::default())
                .collect::<Vec<_>>()
        };
        assert_eq!(then(was), then(is), "{seed}\n{rule}");
        assert_eq!((is.all.later.cases, is.all.later.numbers.received), (1, 1), "{seed}");
        assert!(is.all.later.on >= Some(date(2026, 5, 4)), "{seed}");
        known_later += is.all.later.corrected;
    }
    assert!(known_later > 10, "{known_later}");
}
