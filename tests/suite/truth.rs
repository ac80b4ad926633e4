//! Clocks, figures and sentences that were once published wrong in silence.

use crate::city::*;
use crate::site::{build_on, built, day, shown};
use gongkai::check::Day;
use gongkai::config;
use gongkai::derive::measures::sets::Set;
use gongkai::derive::measures::{Tally, Value, measure};
use gongkai::host::Host as _;
use jiff::civil::date;
use std::path::Path;

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
            gongkai::check_site(&memory, Path::new(""), config.unwrap(), Day { as_of, time: None, replay: true })
                .unwrap();
        let due = prepared.derived.statuses[0].due.unwrap();
        (due.end.on, due.provisional)
    };
    assert_eq!(on(date(2025, 11, 3)), (date(2026, 1, 5), true));
    assert_eq!(on(date(2025, 11, 4)), (date(2026, 1, 6), false));
    assert_eq!(on(date(2026, 2, 4)), (date(2026, 1, 6), false));
}

#[test]
fn a_past_day_shows_no_promise_before_the_reply_that_makes_it() {
    let one = case(
        "received: 2026-03-02\npromises: [{text: Lamps by May, due: 2026-05-01}]",
        &["on: 2026-03-10, type: replied"],
    );
    let memory = city(ACCEPTED, &[("a", one)]);
    let promised = |as_of| {
        build_on(&memory, Day { as_of, time: None, replay: true }).unwrap();
        page(&memory.tree("public"), "replies/a.html").contains("Lamps by May")
    };
    assert!(!promised(date(2026, 3, 9)));
    assert!(promised(date(2026, 3, 10)));
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
