//! What was once published wrong in silence, one small city for each kind.

use crate::site::{build_on, built, day, shown, site};
use gongkai::check::Day;
use gongkai::derive::measures::sets::Set;
use gongkai::derive::measures::{Tally, Value, measure};
use gongkai::host::Host as _;
use gongkai::host::memory::Memory;
use gongkai::{Prepared, config};
use jiff::civil::date;
use std::collections::BTreeMap;
use std::path::Path;

const RULES: &str = "content/rules/deadlines.yaml";

/// Ten working days from acceptance, to be accepted within three.
const ACCEPTED: &str = "- {id: r, applies: {kind: [complaint, foi]}, from: accepted, accept_within: 3 working-days, within: 10 working-days, extension: 5 working-days, basis: b, statutory: false, valid_from: 2020-01-01}\n";

/// The same from acceptance, with no time set for accepting.
const UNLIMITED: &str = "- {id: r, applies: {kind: [complaint, foi]}, from: accepted, within: 10 working-days, basis: b, statutory: false, valid_from: 2020-01-01}\n";

/// A case of lines and events; its text has a reply for each that an event tells of.
fn case(head: &str, events: &[&str]) -> String {
    let mut text = format!("---\ntitle: Lamps\n{head}\nevents:\n");
    if !head.contains("kind:") {
        text = text.replace("title: Lamps\n", "title: Lamps\nkind: complaint\n");
    }
    if !head.contains("department:") {
        text = text.replace("title: Lamps\n", "title: Lamps\ndepartment: urban\n");
    }
    if events.is_empty() {
        text = text.replace("events:\n", "");
    }
    events.iter().for_each(|event| text.push_str(&format!("  - {{{event}}}\n")));
    text.push_str("---\n## Question\n\nWhy?\n");
    let replies = events.iter().filter(|e| e.contains("type: replied") || e.contains("type: holding_reply")).count();
    (0..replies).for_each(|_| text.push_str("\n## Reply\n\nThus.\n"));
    text
}

fn city(rules: &str, cases: &[(&str, String)]) -> Memory {
    let memory = site(&[(RULES, rules)]);
    for (id, text) in cases {
        memory.put(&format!("content/replies/{id}.md"), text.as_bytes());
    }
    memory
}

fn prepared(memory: &Memory) -> Prepared<'_> {
    let (config, _) = config::read(&memory.read(Path::new(config::FILE)).unwrap());
    let prepared = gongkai::check_site(memory, Path::new(""), config.unwrap(), day()).unwrap();
    let errors: Vec<_> = prepared.checked.findings.iter().filter(|f| f.is_error()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    prepared
}

fn site_tally(memory: &Memory) -> Tally {
    prepared(memory).derived.measures.site.all.clone()
}

fn value(tally: &Tally, id: &str) -> Value {
    measure(id).unwrap().value(tally, 1)
}

fn page(tree: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    String::from_utf8(tree[path].clone()).unwrap()
}

/// Cases of one kind, each set counted.
fn counts(cases: &[(&str, String)], rules: &str, sets: &[Set]) -> Vec<u32> {
    let tally = site_tally(&city(rules, cases));
    sets.iter().map(|set| tally.count(*set)).collect()
}

#[test]
fn a_letter_that_nobody_takes_up_has_a_clock_and_stays_in_every_rate() {
    // Received on Monday 5 January 2026; the day of the site is 30 June.
    let unread = case("received: 2026-01-05", &[]);
    for (rules, due) in [(ACCEPTED, "2026-01-22"), (UNLIMITED, "2026-01-19")] {
        let memory = city(rules, &[("a", unread.clone())]);
        let site = prepared(&memory);
        assert_eq!(site.derived.statuses[0].due.unwrap().end.on.to_string(), due);
        let tally = &site.derived.measures.site.all;
        assert_eq!(value(tally, "reply_rate"), Value::Percent(0), "{rules}");
        assert_eq!(value(tally, "on_time_rate"), Value::Percent(0));
        assert_eq!(value(tally, "acceptance_rate"), Value::Percent(0));
        assert_eq!(tally.count(Set::Overdue), 1);
    }
    // Without any rule there is no due date, which is said, and still no way out of the reply rate.
    let memory = city("[]\n", &[("a", unread)]);
    assert!(page(&built(&memory), "replies/a.html").contains("<dd>No rule sets a term for it</dd>"));
    let tally = site_tally(&memory);
    assert_eq!((value(&tally, "reply_rate"), tally.count(Set::Mature)), (Value::Percent(0), 0));
}

#[test]
fn what_is_declined_or_withdrawn_late_is_late() {
    let of = |events: &[&str]| {
        let one = case("received: 2026-01-05", events);
        counts(&[("a", one)], ACCEPTED, &[Set::Received, Set::Mature, Set::OnTime, Set::Excused])
    };
    let declined = |on: &str| of(&[&format!("on: {on}, type: not_accepted, reason: r")]);
    let withdrawn = |on: &str| of(&["on: 2026-01-05, type: accepted", &format!("on: {on}, type: withdrawn")]);
    // Accepting ends on 8 January, the term of a letter that was not accepted on 22 January.
    assert_eq!(declined("2026-01-08"), [0, 0, 0, 1]);
    assert_eq!(declined("2026-01-09"), [1, 1, 0, 0]);
    assert_eq!(declined("2026-06-01"), [1, 1, 0, 0]);
    // Accepted on 5 January: due on 19 January.
    assert_eq!(withdrawn("2026-01-16"), [0, 0, 0, 1]);
    assert_eq!(withdrawn("2026-01-19"), [1, 1, 0, 0], "on the due day");
    assert_eq!(withdrawn("2026-01-20"), [1, 1, 0, 0]);
    // Accepted first, declined five months later.
    let late = of(&["on: 2026-01-05, type: accepted", "on: 2026-06-01, type: not_accepted, reason: r"]);
    assert_eq!(late, [1, 1, 0, 0]);
    // A question before the end stops the clock: what lapses then was never due.
    let lapsed = |asked: &str| {
        of(&[
            "on: 2026-01-05, type: accepted",
            &format!("on: {asked}, type: clarification_asked"),
            "on: 2026-04-01, type: lapsed",
        ])
    };
    assert_eq!(lapsed("2026-01-12"), [0, 0, 0, 1]);
    assert_eq!(lapsed("2026-02-12"), [1, 1, 0, 0]);
}

#[test]
fn after_a_lapse_the_days_count_from_the_reopening() {
    let again = case(
        "received: 2026-03-02",
        &[
            "on: 2026-03-02, type: accepted",
            "on: 2026-03-04, type: clarification_asked",
            "on: 2026-04-17, type: lapsed",
            "on: 2026-05-11, type: reopened, by: asker, reason: r",
            "on: 2026-05-14, type: replied",
        ],
    );
    let memory = city(ACCEPTED, &[("a", again)]);
    let tally = site_tally(&memory);
    assert_eq!(value(&tally, "on_time_rate"), Value::Percent(1000));
    assert_eq!(value(&tally, "reply_days_median"), Value::Days(3));
    let page = page(&built(&memory), "replies/a.html");
    assert!(page.contains("replied on 14 May 2026, after 3 working days."), "{page}");
    assert!(!page.contains("was late"));
}

#[test]
fn a_question_after_the_due_day_leaves_the_case_overdue_and_is_reported() {
    // Accepted on 5 January, due on 19 January.
    let asked = |events: &[&str]| {
        let mut all = vec!["on: 2026-01-05, type: accepted"];
        all.extend(events);
        let memory = city(ACCEPTED, &[("a", case("received: 2026-01-05", &all))]);
        let report = build_on(&memory, day()).unwrap();
        let names: Vec<String> =
            shown(&memory, &report).iter().filter_map(|f| f.split(' ').next_back().map(str::to_owned)).collect();
        let tally = site_tally(&memory);
        (names, tally.count(Set::Overdue), tally.count(Set::Mature) - tally.count(Set::OnTime))
    };
    let late = |name: &str| vec![name.to_owned()];
    assert_eq!(asked(&["on: 2026-04-01, type: clarification_asked"]), (late("clarification-after-due"), 1, 1));
    assert_eq!(asked(&["on: 2026-04-01, type: third_party_asked"]), (late("third-party-after-due"), 1, 1));
    let extended = "on: 2026-04-01, type: extended, within: 5 working-days";
    assert_eq!(asked(&[extended]), (late("extension-after-due"), 1, 1));
    // In time, each of them holds.
    assert_eq!(asked(&["on: 2026-01-19, type: clarification_asked"]), (vec![], 0, 0));
    assert_eq!(asked(&["on: 2026-01-19, type: third_party_asked"]), (vec![], 0, 0));
}

#[test]
fn a_page_prints_no_due_date_while_the_clock_stands_still() {
    for kind in ["clarification_asked", "third_party_asked"] {
        let events = ["on: 2026-06-22, type: accepted", &format!("on: 2026-06-24, type: {kind}")];
        let memory = city(ACCEPTED, &[("a", case("received: 2026-06-22", &events))]);
        let tree = built(&memory);
        let page = page(&tree, "replies/a.html");
        assert!(page.contains("The clock has stood still since 24 June 2026"), "{kind}: {page}");
        assert!(!page.contains("6 July 2026") && !page.contains("due 6"), "{kind}: {page}");
        let open = String::from_utf8(tree["data/open.csv"].clone()).unwrap();
        assert!(open.contains(",a,urban,,2026-06-22,"), "{open}");
        assert!(!open.contains("2026-07-06"), "{open}");
    }
}

#[test]
fn a_reply_after_the_hour_is_called_late_with_its_hour() {
    let rules = "- {id: r, applies: {}, from: received, within: 24 hours, basis: b, statutory: false, valid_from: 2020-01-01}\n";
    let replied = |on: &str| {
        let one = case("received: 2026-03-02 10:00", &[&format!("on: {on}, type: replied")]);
        let memory = city(rules, &[("a", one)]);
        let tally = site_tally(&memory);
        (tally.count(Set::OnTime), page(&built(&memory), "replies/a.html"))
    };
    assert_eq!(replied("2026-03-03 09:59").0, 1);
    let (in_time, page) = replied("2026-03-03 23:00");
    assert_eq!(in_time, 0);
    assert!(page.contains("The term had ended on 3 March 2026 at 10:00: the reply was late."), "{page}");
    assert!(page.contains("3 March 2026 23:00"), "{page}");
    // Without its hour nobody can say that it came before the end.
    assert_eq!(replied("2026-03-03").0, 0);
    assert_eq!(replied("2026-03-02").0, 1);
}

#[test]
fn lateness_is_named_with_who_passed_it_on_and_owed_by_who_has_it() {
    // Due on Monday 19 January; with urban until then.
    let moved = |on: &str| {
        case(
            "received: 2026-01-05\ndepartment: water",
            &[
                "on: 2026-01-05, type: accepted",
                "on: 2026-01-05, type: assigned, department: urban",
                &format!("on: {on}, type: transferred, department: water, reason: r"),
                "on: 2026-02-09, type: replied",
            ],
        )
    };
    let passed = |on: &str| {
        let memory = city(ACCEPTED, &[("a", moved(on))]);
        let measures = prepared(&memory).derived.measures;
        let of = |department: usize, set| measures.departments.get(&department).map_or(0, |g| g.all.count(set));
        (of(0, Set::PassedOn), of(0, Set::Mature), of(1, Set::Mature), of(0, Set::Transferred), of(1, Set::Transferred))
    };
    // Eight of ten working days are over on 15 January.
    assert_eq!(passed("2026-01-15"), (0, 0, 1, 1, 0));
    assert_eq!(passed("2026-01-16"), (1, 0, 1, 1, 0));
    assert_eq!(passed("2026-01-19"), (1, 0, 1, 1, 0), "on the last day");
    assert_eq!(passed("2026-01-20"), (1, 1, 0, 1, 0), "when it was late, the lateness stays");

    let reopened = case(
        "received: 2026-04-01\ndepartment: water",
        &[
            "on: 2026-04-01, type: assigned, department: urban",
            "on: 2026-04-07, type: replied",
            "on: 2026-05-06, type: reopened, by: asker, reason: r",
            "on: 2026-05-07, type: assigned, department: water",
        ],
    );
    let memory = city(ACCEPTED, &[("a", reopened)]);
    let tree = built(&memory);
    assert!(page(&tree, "replies/a.html").contains("Water owes a reply."), "{}", page(&tree, "replies/a.html"));
    assert!(page(&tree, "data/open.csv").contains(",a,water,"));
    let measures = prepared(&memory).derived.measures;
    assert_eq!(measures.departments[&1].all.count(Set::Overdue), 1);
    assert_eq!(measures.departments[&0].all.count(Set::Overdue), 0);
    assert_eq!(measures.departments[&0].all.count(Set::Replied), 1, "the first answer stays who gave it");
}

#[test]
fn a_merger_hands_its_day_on() {
    let old = case(
        "received: 2026-01-05",
        &["on: 2026-01-05, type: accepted", "on: 2026-05-04, type: merged, into: \"reply:b\""],
    );
    let new = case("received: 2026-05-04", &["on: 2026-05-04, type: accepted", "on: 2026-05-06, type: replied"]);
    let sets = [Set::Merged, Set::Mature, Set::OnTime, Set::MergedLate, Set::Registered];
    assert_eq!(counts(&[("a", old.clone()), ("b", new.clone())], UNLIMITED, &sets), [1, 1, 0, 0, 1]);
    // Into one that was answered in time long before: the lateness has nowhere to go.
    let prompt = case("received: 2026-01-02", &["on: 2026-01-02, type: accepted", "on: 2026-01-05, type: replied"]);
    assert_eq!(counts(&[("a", old.clone()), ("b", prompt)], UNLIMITED, &sets), [1, 2, 1, 1, 1]);
    // Into a draft, which stands nowhere.
    let draft = new.replace("title:", "draft: true\ntitle:");
    assert_eq!(counts(&[("a", old), ("b", draft)], UNLIMITED, &sets), [1, 1, 0, 1, 0]);
    // Merged before it was due: counted once, and nothing is late.
    let early = case(
        "received: 2026-01-05",
        &["on: 2026-01-05, type: accepted", "on: 2026-01-06, type: merged, into: \"reply:b\""],
    );
    let same = case("received: 2026-01-05", &["on: 2026-01-05, type: accepted", "on: 2026-01-08, type: replied"]);
    assert_eq!(counts(&[("a", early), ("b", same)], UNLIMITED, &sets), [1, 1, 1, 0, 1]);
}

#[test]
fn letters_without_a_term_do_not_move_the_median() {
    let mut cases: Vec<(String, String)> = (0..9)
        .map(|n| {
            (
                format!("c-{n}"),
                case("received: 2026-01-05", &["on: 2026-01-05, type: accepted", "on: 2026-01-08, type: replied"]),
            )
        })
        .collect();
    cases.push(("thanks".to_owned(), case("kind: thanks\nreceived: 2026-06-29", &[])));
    let cases: Vec<(&str, String)> = cases.iter().map(|(id, text)| (id.as_str(), text.clone())).collect();
    let tally = site_tally(&city(ACCEPTED, &cases));
    assert_eq!(value(&tally, "reply_days_median"), Value::Days(3));
    assert_eq!(value(&tally, "reply_days_p90"), Value::Days(3));
    assert_eq!(value(&tally, "reply_rate"), Value::Percent(900), "and it is owed a reply");
}

#[test]
fn reopenings_and_grants_are_shares_of_what_could_be_reopened_or_granted() {
    let reopened = |events: &[&str]| {
        let mut all = vec!["on: 2026-01-05, type: accepted", "on: 2026-01-06, type: replied"];
        all.extend(events);
        value(&site_tally(&city(ACCEPTED, &[("a", case("received: 2026-01-05", &all))])), "reopened_rate")
    };
    assert_eq!(reopened(&["on: 2026-01-07, type: reopened, by: asker, reason: r"]), Value::Percent(1000));
    assert_eq!(reopened(&[]), Value::Percent(0));
    let set_aside = [
        "on: 2026-01-12, type: review_started, kind: administrative",
        "on: 2026-02-12, type: review_ended, result: set_aside",
    ];
    assert_eq!(reopened(&set_aside), Value::Percent(1000));
    assert_eq!(reopened(&["on: 2026-05-07, type: reopened, by: asker, reason: r"]), Value::Percent(0), "after 90 days");

    let concluded = |kind: &str| {
        let head = format!("kind: {kind}\nreceived: 2026-01-05");
        case(&head, &["on: 2026-01-06, type: replied", "on: 2026-01-07, type: concluded, outcome: granted"])
    };
    let tally = site_tally(&city(ACCEPTED, &[("a", concluded("complaint"))]));
    assert_eq!(tally.count(Set::Resolvable), 0);
    assert_eq!(value(&site_tally(&city(ACCEPTED, &[("a", concluded("foi"))])), "granted_rate"), Value::Percent(1000));
}

#[test]
fn a_share_is_nothing_only_if_it_is_nothing() {
    use gongkai::derive::measures::Formula;
    let answered = case("received: 2026-01-05", &["on: 2026-01-05, type: accepted", "on: 2026-01-06, type: replied"]);
    let mut tally = site_tally(&city(ACCEPTED, &[("a", answered)]));
    let unread = site_tally(&city(ACCEPTED, &[("a", case("received: 2026-01-05", &[]))]));
    let many = Tally::sum((0..1200).map(|_| &unread));
    tally = Tally::sum([tally, many].iter());
    let rate = measure("reply_rate").unwrap();
    assert!(matches!(rate.formula, Formula::Share { .. }));
    assert_eq!(rate.value(&tally, 1).plain(), "<0.1");
}

#[test]
fn reviews_have_a_clock_and_results_in_words() {
    let rules = ACCEPTED.replace("basis:", "review_within: 60 days, basis:");
    let started = "on: 2026-06-01, type: review_started, kind: administrative";
    let one = case("kind: foi\nreceived: 2026-05-04", &["on: 2026-05-06, type: replied", started]);
    let under = page(&built(&city(&rules, &[("a", one)])), "replies/a.html");
    assert!(under.contains("The decision has been under review since 1 June 2026."), "{under}");
    assert!(under.contains("The review is to be decided by 31 July 2026."), "{under}");
    for (result, words) in
        [("upheld", "Upheld"), ("set_aside", "Set aside"), ("set aside", "Set aside"), ("corrected", "Corrected")]
    {
        let ended = format!("on: 2026-06-22, type: review_ended, result: {result}");
        let one = case("kind: foi\nreceived: 2026-05-04", &["on: 2026-05-06, type: replied", started, &ended]);
        let ended = page(&built(&city(&rules, &[("a", one)])), "replies/a.html");
        assert!(ended.contains(words), "{result}: {ended}");
        assert_eq!(ended.contains("owes a new reply"), words == "Set aside", "{result}");
    }
    // A sentence is shown as it is; a single word that is none of the list is a slip.
    let slip = |result: &str| {
        let ended = format!("on: 2026-06-22, type: review_ended, result: {result}");
        let one = case("kind: foi\nreceived: 2026-05-04", &["on: 2026-05-06, type: replied", started, &ended]);
        let memory = city(&rules, &[("a", one)]);
        let report = build_on(&memory, day()).unwrap();
        shown(&memory, &report)
    };
    assert_eq!(slip("upheldd").len(), 1);
    assert!(slip("Both agreed to share the cost.").is_empty());
}

#[test]
fn steps_that_were_not_recorded_are_not_called_done() {
    let one = case("received: 2026-03-02", &["on: 2026-03-04, type: replied"]);
    let tree = built(&city(ACCEPTED, &[("a", one)]));
    let page = page(&tree, "replies/a.html");
    assert_eq!(page.matches("not recorded").count(), 2, "accepted and assigned: {page}");
    let tally = site_tally(&city(ACCEPTED, &[("a", case("received: 2026-03-02", &["on: 2026-03-04, type: replied"]))]));
    assert_eq!(tally.count(Set::AcceptanceDue), 0, "implied: in neither number");
}

#[test]
fn a_term_that_rolls_or_is_extended_adds_up_to_the_date_it_names() {
    let rules = "- {id: r, applies: {}, from: received, within: 60 days, extension: 30 days, basis: b, statutory: false, valid_from: 2020-01-01}\n";
    // 60 days from 2 March lead to Friday 1 May; 90 days to Sunday 31 May.
    let extended = "on: 2026-04-20, type: extended, within: 30 days";
    let text = page(&built(&city(rules, &[("a", case("received: 2026-03-02", &[extended]))])), "replies/a.html");
    assert!(text.contains("On 20 April 2026 the term was extended by 30 days: it ends on 31 May 2026."), "{text}");
    assert!(
        text.contains("31 May 2026 is a day off, so the term ends on the next working day: 1 June 2026."),
        "{text}"
    );
    assert!(text.contains("The term was extended on 20 April 2026."), "the day of the act: {text}");
    // Ten working days: two weekends up to the date named, though the extension goes on.
    let extended = "on: 2026-03-10, type: extended, within: 5 working-days";
    let one = case("received: 2026-03-02", &["on: 2026-03-02, type: accepted", extended]);
    let text = page(&built(&city(ACCEPTED, &[("a", one)])), "replies/a.html");
    assert!(text.contains("10 working days later, leaving out 4 weekend days, is 16 March 2026."), "{text}");
    assert!(text.contains("it ends on 23 March 2026. Left out from there on: 2 weekend days."), "{text}");
}

#[test]
fn a_supervision_is_told_by_its_level() {
    for (level, words) in [
        ("remind", "The mayor sent a reminder on 10 March 2026."),
        ("notice", "The mayor issued a notice of supervision on 10 March 2026."),
        ("yellow", "The mayor gave a yellow warning on 10 March 2026."),
        ("red", "The mayor gave a red warning on 10 March 2026."),
        ("leader", "The mayor took the case up on 10 March 2026."),
    ] {
        let event = format!("on: 2026-03-10, type: supervised, level: {level}, by: The mayor");
        let text = page(&built(&city(ACCEPTED, &[("a", case("received: 2026-03-02", &[&event]))])), "replies/a.html");
        assert!(text.contains(words), "{level}: {text}");
    }
}

#[test]
fn a_feed_dates_an_entry_by_its_first_public_day_in_the_zone_of_the_site() {
    let config = "title: Open City\npublisher: City\nbase_url: https://city.example/\nlanguages: [en]\ntimezone: America/New_York\nas_of: 2026-06-30\n";
    let replied = "on: 2026-03-05 22:30, type: replied";
    let feed = |events: &[&str], head: &str| {
        let memory = city(ACCEPTED, &[("a", case(&format!("received: 2026-03-02{head}"), events))]);
        memory.put("site-config.yaml", config.as_bytes());
        let text = match events.iter().any(|e| e.contains("corrected")) {
            true => case(&format!("received: 2026-03-02{head}"), events) + "\n## Correction\n\nSo.\n",
            false => case(&format!("received: 2026-03-02{head}"), events),
        };
        memory.put("content/replies/a.md", text.as_bytes());
        page(&built(&memory), "feed.xml")
    };
    let corrected = "on: 2026-03-20, type: corrected, reason: r";
    for events in [&[replied][..], &[replied, corrected]] {
        assert!(feed(events, "").contains("<published>2026-03-05T22:30:00-05:00</published>"), "{}", feed(events, ""));
    }
    assert!(feed(&[replied, corrected], "").contains("<updated>2026-03-20T00:00:00-04:00</updated>"));
    assert!(feed(&[replied], "\npublished: 2026-03-09").contains("<published>2026-03-09T00:00:00-04:00</published>"));
    assert!(feed(&[], "").contains("<published>2026-03-02T00:00:00-05:00</published>"));
}

#[test]
fn errors_come_before_warnings_and_each_is_counted() {
    let memory = city(ACCEPTED, &[]);
    let mut tags = case("received: 2026-03-02", &[]);
    (0..80).for_each(|_| tags.push_str("<b>x</b> "));
    memory.put("content/replies/a.md", tags.as_bytes());
    memory.put("content/replies/z.md", case("received: 2026-03-02\ndepartment: nobody", &[]).as_bytes());
    let report = build_on(&memory, day()).unwrap();
    let found = shown(&memory, &report);
    assert!(found[0].ends_with("unknown-department"), "{:?}", &found[..3]);
    let read = |file: &str| memory.read(Path::new(file));
    let sources = gongkai::diagnostic::emit::Sources::read(&report.findings, read);
    let tongue = gongkai::diagnostic::Tongue::English;
    let placed = gongkai::diagnostic::emit::place(&report.findings, &sources, tongue);
    let text = gongkai::diagnostic::emit::emit(&placed, gongkai::diagnostic::emit::Format::Human, tongue, false);
    assert!(text.starts_with("error[unknown-department]"), "{text}");
    assert!(
        text.contains("… and 0 more errors,") && text.contains("more warnings: `gongkai check --format short`"),
        "{text}"
    );
}

#[test]
fn a_year_of_the_calendar_is_known_from_its_announcement() {
    let rules = "- {id: r, applies: {}, from: received, within: 55 working-days, calendar: cn, basis: b, statutory: false, valid_from: 2020-01-01}\n";
    let memory = city(rules, &[("a", case("received: 2025-10-20", &[]))]);
    memory.put("content/rules/calendar-cn-2025.yaml", b"[]\n");
    memory.put(
        "content/rules/calendar-cn-2026.yaml",
        b"- {date: 2026-01-01, name: New Year, off: true, announced: 2025-11-04}\n",
    );
    let on = |as_of| {
        let (config, _) = config::read(&memory.read(Path::new(config::FILE)).unwrap());
        let prepared =
            gongkai::check_site(&memory, Path::new(""), config.unwrap(), Day { as_of, replay: true }).unwrap();
        let due = prepared.derived.statuses[0].due.unwrap();
        (due.end.on, due.provisional)
    };
    assert_eq!(on(date(2025, 11, 3)), (date(2026, 1, 5), true));
    assert_eq!(on(date(2025, 11, 4)), (date(2026, 1, 6), false));
    assert_eq!(on(date(2026, 2, 4)), (date(2026, 1, 6), false));
}

#[test]
fn an_address_of_the_site_itself_leads_somewhere() {
    let linking = |url: &str| {
        let memory =
            city(ACCEPTED, &[("a", case("received: 2026-03-02", &[]).replace("Why?", &format!("See <{url}>.")))]);
        let report = build_on(&memory, day()).unwrap();
        shown(&memory, &report).len()
    };
    for fine in [
        "https://city.example/",
        "https://city.example",
        "http://city.example/replies/a.html#g-question",
        "https://city.example/zh-hans/index.html",
        "https://city.example.org/x",
        "https://elsewhere.example/y",
    ] {
        assert_eq!(linking(fine), 0, "{fine}");
    }
    for dead in
        ["https://city.example/replies/b.html", "https://City.Example/replies/", "https://city.example/news?id=7"]
    {
        let expected = usize::from(dead != "https://City.Example/replies/");
        assert_eq!(linking(dead), expected, "{dead}");
    }
}

#[test]
fn what_bears_a_day_to_come_is_held_back_until_then() {
    let digest = "---\ntitle: Lamps\ntopic: lights\nfrom: 2026-01-01\nto: 2026-12-31\n---\nDark.\n";
    let policy = "title: Noise\nissuers: [urban]\nmade_on: 2024-03-01\npublished_on: 2024-03-08\n";
    let edition =
        |on: &str| format!("---\non: {on}\nnote: n\nchange: major\n---\n### Article 1 Aim\n\nQuiet on {on}.\n");
    let memory = city(ACCEPTED, &[("a", case("received: 2026-03-02\npublished: 2026-12-24", &[]))]);
    memory.put("content/digests/d.md", digest.as_bytes());
    memory.put("content/policies/p/policy.yaml", policy.as_bytes());
    memory.put("content/policies/p/edition-1.md", edition("2024-03-01").as_bytes());
    memory.put("content/policies/p/edition-2.md", edition("2026-12-01").as_bytes());
    let report = build_on(&memory, day()).unwrap();
    let found = shown(&memory, &report);
    assert_eq!(found, ["content/digests/d.md:5 shown-later", "content/replies/a.md:6 shown-later"]);
    assert_eq!((report.tally.not_yet_due, report.tally.refused), (3, 0));
    let tree = memory.tree("public");
    for gone in ["replies/a.html", "digests/d.html", "policies/p/edition-2.html"] {
        assert!(!tree.contains_key(gone), "{gone}");
    }
    assert!(tree.contains_key("policies/p.html"));
    assert!(!tree.values().any(|bytes| String::from_utf8_lossy(bytes).contains("Quiet on 2026-12-01")));
    // On its day each appears.
    let later = Day { as_of: date(2027, 1, 2), replay: true };
    build_on(&memory, later).unwrap();
    let tree = memory.tree("public");
    assert!(["replies/a.html", "digests/d.html"].iter().all(|path| tree.contains_key(*path)));
    assert!(page(&tree, "policies/p.html").contains("Quiet on 2026-12-01"));
}

#[test]
fn what_claims_to_have_happened_on_a_day_to_come_is_refused() {
    let refused = |path: &str, text: &str| {
        let memory = city(ACCEPTED, &[]);
        memory.put(path, text.as_bytes());
        memory.put("content/statistics/x/data.csv", b"a\n1\n");
        memory.put("content/policies/p/edition-1.md", b"---\non: 2026-01-01\n---\nQuiet.\n");
        let report = build_on(&memory, day()).unwrap();
        shown(&memory, &report).iter().any(|f| f.ends_with("event-in-future"))
    };
    let dataset = "title: X\ndescription: x\ndepartment: urban\npublished_on: 2026-01-15\ntables: [{file: data.csv}]\n";
    let digest = "---\ntitle: L\ntopic: lights\nfrom: 2026-01-01\nto: 2026-06-30\nimprovements: [{text: Lit, status: done, on: 2026-08-01}]\n---\nDark.\n";
    let policy = "title: N\nissuers: [urban]\nmade_on: 2026-09-01\npublished_on: 2026-03-08\n";
    assert!(refused("content/statistics/x/dataset.yaml", &format!("{dataset}updated_on: 2026-09-01\n")));
    assert!(refused(
        "content/statistics/x/dataset.yaml",
        &format!("{dataset}revisions: [{{on: 2026-09-01, kind: correction, note: n}}]\n")
    ));
    assert!(refused("content/digests/d.md", digest));
    assert!(refused("content/policies/p/policy.yaml", policy));
    let replied = case("received: 2026-03-02", &["on: 2026-07-01, type: replied"]);
    assert!(refused("content/replies/a.md", &replied));
}

#[test]
fn a_past_day_shows_no_promise_before_the_reply_that_makes_it() {
    let one = case(
        "received: 2026-03-02\npromises: [{text: Lamps by May, due: 2026-05-01}]",
        &["on: 2026-03-10, type: replied"],
    );
    let memory = city(ACCEPTED, &[("a", one)]);
    let promised = |as_of| {
        build_on(&memory, Day { as_of, replay: true }).unwrap();
        page(&memory.tree("public"), "replies/a.html").contains("Lamps by May")
    };
    assert!(!promised(date(2026, 3, 9)));
    assert!(promised(date(2026, 3, 10)));
}

#[test]
fn a_year_that_nobody_means_is_explained() {
    let found = |received: &str| {
        let memory = city(ACCEPTED, &[("a", case(&format!("received: {received}"), &[]))]);
        let report = build_on(&memory, day()).unwrap();
        shown(&memory, &report).iter().map(|f| f.split(' ').next_back().unwrap().to_owned()).collect::<Vec<_>>()
    };
    for typed in ["0206-03-02", "1926-03-02", "2062-03-02", "26-03-02", "115-03-02", "民国115年3月2日"] {
        assert_eq!(found(typed), ["year-implausible"], "{typed}");
    }
    assert_eq!(found("2026/3/2"), ["date-notation"]);
    assert!(found("1950-03-02").is_empty());
}

#[test]
fn both_sides_of_a_conflict_are_never_published() {
    let conflict = |text: &str| format!("<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> main\n");
    for (path, text) in [
        ("content/pages/fees.md", format!("---\ntitle: Fees\n---\n{}", conflict("10 yuan.\n"))),
        ("content/topics.yaml", conflict("- {id: lights, label: Lights}\n")),
        ("content/rules/calendar-cn-2026.yaml", conflict("- {date: 2026-01-01, name: N, off: true}\n")),
    ] {
        let memory = city(ACCEPTED, &[]);
        memory.put(path, text.as_bytes());
        let report = build_on(&memory, day()).unwrap();
        assert!(shown(&memory, &report).iter().any(|f| f.ends_with("conflict-markers")), "{path}");
        assert!(report.written.is_none());
    }
}

#[test]
fn a_reply_without_words_is_no_reply() {
    let text = |reply: &str| {
        let one = case("received: 2026-03-02", &["on: 2026-03-10, type: replied"]).replace("Thus.", reply);
        let memory = city(ACCEPTED, &[("a", one)]);
        let report = build_on(&memory, day()).unwrap();
        shown(&memory, &report).iter().any(|f| f.ends_with("section-empty"))
    };
    for empty in ["", "<!-- to be written -->", "---", "**", "\u{200B}"] {
        assert!(text(empty), "{empty:?}");
    }
    for said in ["Done.", "好", "[[redacted: personal-data | PIPL art. 28]]", "7"] {
        assert!(!text(said), "{said:?}");
    }
}

#[test]
fn a_pointer_is_not_published_in_place_of_its_document() {
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n";
    let attached = |file: &str| {
        let one = case(&format!("received: 2026-03-02\nattachments: [{{file: {file}}}]"), &[]);
        let memory = city(ACCEPTED, &[("a", one)]);
        memory.put(&format!("content/replies/a.files/{file}"), pointer.as_bytes());
        let report = build_on(&memory, day()).unwrap();
        shown(&memory, &report)
    };
    for file in ["plan.pdf", "list.csv", "map.png"] {
        assert_eq!(attached(file), [format!("content/replies/a.files/{file}:1 pointer-file")], "{file}");
    }
}

#[test]
fn names_that_no_copy_can_hold_are_changed_or_refused() {
    for (file, kept) in
        [("CON.pdf", false), ("aux", false), ("com1.csv", false), ("console.pdf", true), ("com10.csv", true)]
    {
        let one = case(&format!("received: 2026-03-02\nattachments: [{{file: {file}}}]"), &[]);
        let memory = city(ACCEPTED, &[("a", one)]);
        memory.put(&format!("content/replies/a.files/{file}"), b"1\n");
        let tree = built(&memory);
        assert_eq!(tree.contains_key(&format!("replies/a/{file}")), kept, "{file}");
        let stem = file.split('.').next().unwrap();
        assert!(
            kept || tree.keys().any(|path| path.starts_with(&format!("replies/a/{stem}-"))),
            "{file}: {:?}",
            tree.keys()
        );
    }
    let memory = city(ACCEPTED, &[("nul", case("received: 2026-03-02", &[]))]);
    let report = build_on(&memory, day()).unwrap();
    assert_eq!(shown(&memory, &report), ["content/replies/nul.md:1 id-reserved"]);
}

#[test]
fn the_annual_report_has_the_parts_of_the_form() {
    let config = "title: Open City\npublisher: City\nbase_url: https://city.example/\nlanguages: [en]\nas_of: 2026-06-30\nstatutory_table: china-annual\nannual_figures: [{year: 2025, licences: 12345, fees: 3127400}]\n";
    let request = |events: &[&str]| {
        let mut all = vec![
            "on: 2025-03-10, type: replied",
            "on: 2025-03-11, type: concluded, outcome: refused, ground: state_secret",
        ];
        all.extend(events);
        case("kind: foi\nreceived: 2025-03-03\napplicant: natural", &all)
    };
    let started = |kind: &str| format!("on: 2025-04-01, type: review_started, kind: {kind}");
    let ended = |result: &str| format!("on: 2025-05-01, type: review_ended, result: {result}");
    let memory = city(
        ACCEPTED,
        &[
            ("a", request(&[&started("administrative"), &ended("upheld")])),
            ("b", request(&[&started("administrative"), &ended("set_aside")])),
            ("c", request(&[&started("administrative")])),
            ("d", request(&[&started("litigation"), &ended("corrected")])),
            (
                "e",
                request(&[
                    &started("administrative"),
                    &ended("upheld"),
                    "on: 2025-06-01, type: review_started, kind: litigation",
                    "on: 2025-07-01, type: review_ended",
                ]),
            ),
        ],
    );
    memory.put("site-config.yaml", config.as_bytes());
    let tree = built(&memory);
    let csv = page(&tree, "data/foi-2025.csv");
    for row in [
        "reconsideration_review_upheld,,,,,,,2",
        "reconsideration_review_corrected,,,,,,,1",
        "reconsideration_review_pending,,,,,,,1",
        "litigation_direct_review_corrected,,,,,,,1",
        "litigation_after_review_other,,,,,,,1",
        "entered_licences,,,,,,,12345",
        "entered_penalties,,,,,,,",
        "entered_fees,,,,,,,312.74",
        "state_secret,5,0,0,0,0,0,5",
    ] {
        assert!(csv.lines().any(|line| line == row), "{row}\n{csv}");
    }
    let report = page(&tree, "reports/2025.html");
    for words in ["Part two", "Part three", "Part four", "12,345", "not entered", "312.74"] {
        assert!(report.contains(words), "{words}");
    }
    // What is pending at the end of one year is so until it ends.
    assert!(page(&tree, "data/foi-2026.csv").contains("reconsideration_review_pending,,,,,,,1"));
}
