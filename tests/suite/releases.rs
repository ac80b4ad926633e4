//! Releases of figures, and what is revised in figures that came.

use crate::site::{build_on, built, day, site};
use gongkai::check::Day;
use gongkai::diagnostic::Finding;
use gongkai::host::Host as _;
use gongkai::host::memory::Memory;
use gongkai::{check_site, config};
use jiff::civil::{date, time};
use std::path::Path;

const D: &str = "content/statistics/lamps/dataset.yaml";
const CSV: &str = "content/statistics/lamps/data.csv";
const OLD: &str = "content/statistics/lamps/data-1.csv";
const TABLE: &str = "month,lamps\n2026-01,1204\n2026-02,1310\n2026-03,1250\n";

fn dataset(more: &str) -> String {
    format!(
        "title: Lamps\ndescription: Lit\ndepartment: urban\npublished_on: 2026-01-15\nupdated_on: 2026-06-15\ntables: [{{file: data.csv, key: [month]}}]\n{more}"
    )
}

fn lamps(more: &str, others: &[(&str, &str)]) -> Memory {
    let text = dataset(more);
    let mut files = vec![(D, text.as_str()), (CSV, TABLE)];
    files.extend(others);
    site(&files)
}

fn findings_on(memory: &Memory, day: Day) -> Vec<Finding> {
    let settings = memory.read(Path::new(config::FILE)).unwrap();
    check_site(memory, Path::new(""), config::read(&settings).0.unwrap(), day).unwrap().checked.findings
}

/// The rules that are broken, each with the line and what it says.
fn rules(memory: &Memory) -> Vec<&'static str> {
    findings_on(memory, day()).iter().map(|finding| finding.rule.name).collect()
}

fn release(state: &str, more: &str) -> String {
    format!("releases: [{{id: r-1, title: Lamps in June, state: {state}{more}}}]\n")
}

#[test]
fn a_release_says_when_and_why_not() {
    let told = |state: &str, more: &str| rules(&lamps(&release(state, more), &[]));
    let change = ", changes: [{on: 2026-06-20, from: 2026-07-10, reason: A meter failed}]";
    for (state, more) in [
        ("provisional", ", on: 2026-07"),
        ("provisional", ", on: 2026-07/2026-08"),
        ("confirmed", ", on: 2026-07-15"),
        ("confirmed", ", on: 2026-07-15 09:30"),
        ("published", ", on: 2026-06-15"),
        ("postponed", &format!(", on: 2026-08{change}")),
        ("postponed", change),
        ("cancelled", change),
    ] {
        assert_eq!(told(state, more), [""; 0], "{state}{more}");
    }
    for (state, more, rule) in [
        ("provisional", "", "release-day-inexact"),
        ("provisional", ", on: in July", "release-day-unread"),
        ("confirmed", ", on: 2026-07", "release-day-inexact"),
        ("published", ", on: 2026-06", "release-day-inexact"),
        ("postponed", ", on: 2026-08", "release-without-reason"),
        ("cancelled", "", "release-without-reason"),
        ("cancelled", ", changes: [{on: 2026-06-20, from: 2026-07-10}]", "missing-key"),
        ("confirmed", ", on: 2026-07-15, changes: [{on: 2026-07-01, from: 2026-07-10, reason: x}]", "event-in-future"),
        ("confirmed", ", on: 2026-06-30", "release-overdue"),
        ("published", ", on: 2026-06-20", "release-not-updated"),
        ("published", ", on: 2026-07-20", "event-in-future"),
    ] {
        let found = told(state, more);
        assert!(found.contains(&rule), "{state}{more}: {found:?}");
    }
    let differs = format!("next_release: 2026-07-10\n{}", release("confirmed", ", on: 2026-07-15"));
    assert_eq!(rules(&lamps(&differs, &[])), ["next-release-differs"]);
    let twice = "releases: [{id: r-1, title: A, state: provisional, on: 2026-07}, {id: r-1, title: B, state: provisional, on: 2026-08}]\n";
    assert_eq!(rules(&lamps(twice, &[])), ["id-duplicate"]);
}

#[test]
fn the_calendar_shows_what_was_known_on_a_day() {
    let more = "releases:\n  - {id: r-1, title: Lamps in May, state: published, on: 2026-06-15 09:30}\n  - {id: r-2, title: Lamps in June, state: postponed, on: 2026-07-24, changes: [{on: 2026-06-20, from: 2026-07-10, reason: A meter failed}]}\n  - {id: r-3, title: Lamps in a year, state: cancelled, changes: [{on: 2026-06-10, from: 2026-12, reason: Counted monthly}]}\n";
    let memory = lamps(more, &[]);
    let pages = built(&memory);
    let text = |path: &str| String::from_utf8(pages[path].clone()).unwrap();
    let page = text("calendar/releases.html");
    for words in [
        "Lamps in June",
        "24 July 2026",
        "Postponed",
        "Planned before: 10 July 2026",
        "A meter failed",
        "Counted monthly",
        "15 June 2026, 09:30",
    ] {
        assert!(page.contains(words), "{words}");
    }
    let feed = text("calendar/releases.xml");
    assert!(feed.contains("Moved from 10 July 2026 to 24 July 2026. A meter failed"), "{feed}");
    assert!(feed.contains("Cancelled, planned for December 2026. Counted monthly"), "{feed}");
    assert!(feed.contains("<updated>2026-06-15T09:30:00Z</updated>") || feed.contains("2026-06-15T09:30:00"), "{feed}");
    let ics = text("calendar/releases.ics");
    assert!(ics.contains("UID:release-lamps-r-2@city.example") && ics.contains("STATUS:CANCELLED"), "{ics}");
    assert!(text("statistics/lamps.html").contains("calendar/releases.html#lamps-r-2"));
    // Before the change was made known, the first day stood there.
    let early = Day { as_of: date(2026, 6, 12), time: None, replay: true };
    build_on(&memory, early).unwrap();
    let page = String::from_utf8(memory.read(Path::new("public/calendar/releases.html")).unwrap()).unwrap();
    assert!(
        page.contains("10 July 2026") && !page.contains("A meter failed") && page.contains("15 June 2026"),
        "{page}"
    );
    // Nobody has to write that it came.
    let came = lamps(&release("confirmed", ", on: 2026-06-15"), &[]);
    let page = String::from_utf8(built(&came)["calendar/releases.html"].clone()).unwrap();
    assert!(page.contains("Figures that came") && page.contains("Published"), "{page}");
    // Where nothing is announced, there is no calendar.
    assert!(!built(&lamps("", &[])).contains_key("calendar/releases.html"));
}

#[test]
fn an_hour_is_waited_for() {
    let memory = lamps(&release("confirmed", ", on: 2026-06-30 09:30"), &[]);
    let at = |hour| {
        let day = Day { as_of: date(2026, 6, 30), time: Some(time(hour, 0, 0, 0)), replay: false };
        findings_on(&memory, day).len()
    };
    assert_eq!((at(9), at(10)), (0, 1));
}

const NAMED: &str = "changes: [{row: [2026-02], column: lamps, old: 1301, new: 1310}]";

fn revision(more: &str) -> String {
    format!("revisions: [{{id: v-1, on: 2026-04-20, kind: correction, note: Two digits were swapped, {more}}}]\n")
}

#[test]
fn a_revision_names_what_differs() {
    let before = TABLE.replace("1310", "1301");
    let told = |more: &str, before: &str| {
        let memory = lamps(&revision(more), &[(OLD, before)]);
        let found = findings_on(&memory, day());
        let what = |f: &Finding| {
            let arg =
                |name: &str| f.args.iter().find(|(key, _)| key == name).map(|(_, v)| v.clone()).unwrap_or_default();
            format!("{} {} {}", f.rule.name, arg("what"), arg("text"))
        };
        found.iter().map(what).map(|line| line.trim().to_owned()).collect::<Vec<_>>()
    };
    let file = "earlier: [{file: data-1.csv}]";
    assert_eq!(told(&format!("{NAMED}, {file}"), &before), [""; 0]);
    // Another way to write the same, and rows of a later release.
    let other = before.replace(',', ";").replace("2026-03;1250\n", "");
    assert_eq!(told(&format!("{NAMED}, {file}"), &other).iter().filter(|l| l.starts_with("revision")).count(), 0);
    for scope in [
        "scope: [{}]",
        "scope: [{columns: [lamps]}]",
        "scope: [{from: 2026-02, to: 2026-02}]",
        "scope: [{from: 2026, to: 2026}]",
    ] {
        assert_eq!(told(&format!("{scope}, {file}"), &before), [""; 0], "{scope}");
    }
    assert_eq!(told(&format!("scope: [{{from: 2026-03}}], {file}"), &before), ["revision-not-named @revision-cell"]);
    assert_eq!(told(file, &before), ["revision-not-named @revision-cell"]);
    let two = before.replace("1204", "1200");
    assert_eq!(told(&format!("{NAMED}, {file}"), &two), ["revision-not-named @revision-cell"]);
    let row = before.replace("2026-01,1204\n", "2026-01,1204\n2026-01b,3\n");
    assert_eq!(told(&format!("{NAMED}, {file}"), &row), ["revision-not-named @revision-gone"]);
    let row = before.replace("2026-02,1301\n", "");
    assert_eq!(told(&format!("changes: [], {file}"), &row), ["revision-not-named @revision-come"]);
    assert_eq!(
        told(&format!("{}, {file}", NAMED.replace("1301", "1300")), &before),
        ["revision-differs @revision-old 1301"]
    );
    assert_eq!(
        told(&format!("{}, {file}", NAMED.replace("new: 1310", "new: 1311")), &before),
        ["revision-differs @revision-new 1310"]
    );
    assert_eq!(
        told(&format!("{}, {file}", NAMED.replace("2026-02", "2025-02")), &before)[..1],
        ["revision-differs @revision-row 2025-02"]
    );
    assert_eq!(
        told(&format!("{}, {file}", NAMED.replace("column: lamps", "column: lights")), &before)[..1],
        ["revision-differs @revision-column lights"]
    );
    assert!(told("earlier: [{file: data-9.csv}]", &before).contains(&"table-missing".to_owned()));
}

#[test]
fn two_revisions_of_a_cell_are_held_against_their_own_files() {
    let more = "revisions:\n  - {on: 2026-04-20, kind: correction, note: First, changes: [{row: [2026-02], column: lamps, old: 1, new: 2}], earlier: [{file: data-1.csv}]}\n  - {on: 2026-05-20, kind: correction, note: Then, changes: [{row: [2026-02], column: lamps, old: 2, new: 1310}], earlier: [{file: data-2.csv}]}\n";
    let first = "month,lamps\n2026-01,1204\n2026-02,1\n";
    let second = "month,lamps\n2026-01,1204\n2026-02,2\n";
    let memory = lamps(more, &[(OLD, first), ("content/statistics/lamps/data-2.csv", second)]);
    assert_eq!(rules(&memory), [""; 0]);
}

#[test]
fn the_earlier_file_and_the_cells_are_on_the_page_and_in_its_description() {
    let before = TABLE.replace("1310", "1301");
    let pages = built(&lamps(&revision(&format!("{NAMED}, earlier: [{{file: data-1.csv}}]")), &[(OLD, &before)]));
    let page = String::from_utf8(pages["statistics/lamps.html"].clone()).unwrap();
    for words in
        ["g-revision-v-1", "1 figure changed", "February 2026", ">1,301<", ">1,310<", "statistics/lamps/data-1.csv"]
    {
        assert!(page.contains(words), "{words}");
    }
    let file = String::from_utf8(pages["statistics/lamps/data-1.csv"].clone()).unwrap();
    assert!(file.contains("2026-02,1301"), "{file}");
    let package: serde_json::Value = serde_json::from_slice(&pages["statistics/lamps/datapackage.json"]).unwrap();
    let told = &package["revisions"][0];
    assert_eq!(
        told["changes"][0],
        serde_json::json!({"path": "data.csv", "row": ["2026-02"], "column": "lamps", "old": "1301", "new": "1310"})
    );
    assert_eq!(told["earlier"][0]["path"], "data-1.csv");
    assert_eq!(told["earlier"][0]["bytes"], pages["statistics/lamps/data-1.csv"].len());
}

/// What is found when a table is as it was, and then another.
fn against(before: &Memory, after: &Memory) -> Vec<String> {
    let settings = |memory: &Memory| config::read(&memory.read(Path::new(config::FILE)).unwrap()).0.unwrap();
    let old = check_site(before, Path::new(""), settings(before), day()).unwrap();
    let new = check_site(after, Path::new(""), settings(after), day()).unwrap();
    let lines = |found: Vec<Finding>| found.iter().map(|f| format!("{} {}", f.file, f.rule.name)).collect::<Vec<_>>();
    let found = lines(gongkai::against::against(&old, &new).unwrap());
    // The published files tell the same of figures.
    let online = Memory::default();
    for (path, bytes) in built(before) {
        online.put(&format!("online/{path}"), &bytes);
    }
    let told = gongkai::build::against_published(&online, Path::new("online"), &new).unwrap().unwrap();
    let kept = found.iter().filter(|line| !line.ends_with("release-moved"));
    assert_eq!(lines(told), kept.cloned().collect::<Vec<_>>());
    found
}

#[test]
fn figures_do_not_change_in_silence() {
    let before = lamps("", &[]);
    let with = |table: &str, more: &str| lamps(more, &[(CSV, table)]);
    let silent = [format!("{CSV} revision-missing")];
    let changed = TABLE.replace("1310", "1301");
    assert_eq!(against(&before, &with(&changed, "")), silent);
    // A newer day of the figures is no revision.
    let newer = dataset("").replace("updated_on: 2026-06-15", "updated_on: 2026-06-20");
    assert_eq!(against(&before, &site(&[(D, &newer), (CSV, &changed)])), silent);
    let appended = format!("{TABLE}2026-04,1400\n");
    assert_eq!(against(&before, &site(&[(D, &newer), (CSV, &appended)])), [""; 0]);
    assert_eq!(against(&before, &site(&[(D, &newer), (CSV, &TABLE.replace("2026-01,1204\n", ""))])), silent);
    // It says so.
    let named = revision("changes: [{row: [2026-02], column: lamps, old: 1310, new: 1301}]");
    assert_eq!(against(&before, &with(&changed, &named)), [""; 0]);
    assert_eq!(against(&before, &with(&changed.replace("1204", "1205"), &named)), silent);
    let prose = "revisions: [{on: 2026-06-20, kind: scheduled, note: Counted anew}]\n";
    assert_eq!(against(&before, &with(&changed, prose)), [""; 0]);
    // An old entry does not excuse a new change.
    assert_eq!(against(&lamps(prose, &[]), &with(&changed, prose)), silent);
    // Layout is no change.
    for table in [
        TABLE.replace('\n', "\r\n"),
        TABLE.replace(',', ";"),
        TABLE.replace("2026-01,1204", "\"2026-01\",\"1204\""),
        format!("\u{FEFF}{TABLE}\n"),
        "lamps,month\n1204,2026-01\n1310,2026-02\n1250,2026-03\n".to_owned(),
    ] {
        assert_eq!(against(&before, &with(&table, "")), [""; 0], "{table}");
    }
}

/// The same figures in another encoding, with the marks of an office.
#[test]
fn another_encoding_is_no_change() {
    let text = "月份,路灯\n2026-01,1204\n2026-02,1310\n2026-03,1250\n";
    let table = dataset("").replace("key: [month]", "key: [月份]");
    let before = site(&[(D, &table), (CSV, text)]);
    let recoded = |text: &str| {
        let after = site(&[(D, &table), (CSV, text)]);
        after.put(CSV, &encoding_rs::GB18030.encode(text).0);
        after
    };
    assert_eq!(against(&before, &recoded(text)), [""; 0]);
    assert_eq!(against(&before, &recoded(&text.replace("1310", "1301"))), [format!("{CSV} revision-missing")]);
}

#[test]
fn a_confirmed_day_does_not_move_in_silence() {
    let before = lamps(&release("confirmed", ", on: 2026-07-15"), &[]);
    let moved = [format!("{D} release-moved")];
    let after = |state: &str, more: &str| against(&before, &lamps(&release(state, more), &[]));
    assert_eq!(after("confirmed", ", on: 2026-07-22"), moved);
    assert_eq!(against(&before, &lamps("", &[]))[..1], moved);
    let change = ", changes: [{on: 2026-06-20, from: 2026-07-15, reason: A meter failed}]";
    assert_eq!(after("confirmed", &format!(", on: 2026-07-22{change}")), [""; 0]);
    assert_eq!(after("cancelled", change), [""; 0]);
    assert_eq!(after("confirmed", ", on: 2026-07-15 09:30"), [""; 0]);
}
