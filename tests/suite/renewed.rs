//! What an edit, a night or a word of the theme makes anew, counted: that and nothing else.

use crate::cache::{Deed, PUBLIC, apply, build, city, clean, place, replace};
use crate::site::{CASE, site};
use gongkai::cache::Why;
use gongkai::host::Host as _;
use gongkai::{Options, Refused, Written, config};
use std::path::Path;

/// The promise of the summary: one edited reply costs a small, constant number of everything.
#[test]
fn one_edit_renders_what_shows_it_and_says_why() {
    let many = |count: usize| {
        let memory = site(&[]);
        for n in 0..count {
            memory.put(
                &format!("content/replies/{}/c-{n}.md", n % 7),
                CASE.replace("2026-03-02", &format!("20{:02}-03-02", 10 + n % 16)).as_bytes(),
            );
        }
        build(&memory, 0).unwrap();
        replace(&memory, "content/replies/3/c-10.md", "The lamps", "Again the lamps");
        let written = build(&memory, 0).unwrap().unwrap();
        assert_eq!(memory.tree(PUBLIC), clean(&memory));
        written
    };
    let (small, large) = (many(40), many(640));
    // Its own page in two languages; no list shows its text.
    assert_eq!((small.rendered, large.rendered), (2, 2), "{:?}", large.why);
    assert_eq!(small.report.written, large.report.written);
    // The file itself, departments and topics; and the seven that it shares a file of texts with.
    assert!(small.reads <= 10 && large.reads <= 10, "{} {}", small.reads, large.reads);
    // Its text for two pages, one line of data and the search, with those of the seven documents that it
    // shares a file with there; the other lines of its month stand.
    assert!(small.texts <= 11 && large.texts <= 11, "{} {}", small.texts, large.texts);
    // Two pages, the month's file of texts and the checksums: no more bytes than those hold.
    let bytes = |written: &Written| written.report.bytes_written;
    assert!(bytes(&large) < 3 * bytes(&small) + 700 * 200, "{} {}", bytes(&small), bytes(&large));
    let page = large.why.iter().find(|(path, _)| &**path == "replies/c-10.html");
    // It names the record that changed.
    let Some((_, Why::Read(key))) = page else { panic!("{page:?}") };
    assert_eq!((key.kind(), key.name()), ("Case", "c-10"));
}

/// A policy of many editions: one more is its own pages, those of the edition it replaces, and those of
/// the policy, however many there are.
#[test]
fn an_added_edition_renders_six_pages_of_a_language() {
    for change in ["minor", "major"] {
        an_added_edition_of(change);
    }
}

fn an_added_edition_of(change: &str) {
    let many = |count: u32| {
        let memory = city();
        let edition = |n: u32| {
            let text = format!(
                "---\non: {}-01-02\nchange: {change}\nnote: Other hours\n---\n## Part\n\nLamps burn {n} hours.\n",
                1980 + n
            );
            memory.put(&format!("content/policies/rule/edition-{n}.md"), text.as_bytes());
        };
        let past = "title: Rule\nissuers: [urban]\nmade_on: 1980-01-01\npublished_on: 1980-01-01\neffective_from: 1980-01-02\n";
        memory.put("content/policies/rule/policy.yaml", past.as_bytes());
        (1..=count).for_each(edition);
        build(&memory, 0).unwrap();
        edition(count + 1);
        let added = build(&memory, 0).unwrap().unwrap();
        assert_eq!(memory.tree(PUBLIC), clean(&memory));
        // What is said in the text of one is on its own page and where it is compared.
        replace(&memory, "content/policies/rule/edition-2.md", "Lamps", "All lamps");
        let old = build(&memory, 0).unwrap().unwrap();
        replace(&memory, &format!("content/policies/rule/edition-{}.md", count + 1), "Lamps", "All lamps");
        let newest = build(&memory, 0).unwrap().unwrap();
        assert_eq!(memory.tree(PUBLIC), clean(&memory));
        [added, old, newest]
    };
    let [added, old, newest] = many(20);
    let english = |written: &Written| -> Vec<String> {
        let paths = written.why.iter().map(|(path, _)| path.to_string());
        paths.filter(|path| path.starts_with("policies/")).collect()
    };
    let rule = "policies/rule.html".to_owned();
    let page = |n: u32| format!("policies/rule/edition-{n}.html");
    let told = |n: u32| format!("policies/rule/edition-{n}-changes.html");
    let changes = "policies/rule/changes.html".to_owned();
    let map = "policies/rule/timemap.link".to_owned();
    // Besides: what changed, as a front and in the new month and its neighbours, and the map of the site.
    assert_eq!(
        (english(&added), added.rendered),
        (vec![rule.clone(), changes.clone(), told(20), page(20), told(21), page(21), map], 22),
        "{:?}",
        added.why
    );
    assert_eq!((english(&old), old.rendered), (vec![told(2), page(2), told(3)], 6), "{:?}", old.why);
    assert_eq!((english(&newest), newest.rendered), (vec![rule, changes, told(21), page(21)], 8), "{:?}", newest.why);
    let why = |path: &str| match added.why.iter().find(|(made, _)| **made == *path) {
        Some((_, Why::Read(key))) => format!("{} {}", key.kind(), key.name()),
        other => format!("{other:?}"),
    };
    assert_eq!(why("policies/rule.html"), "Editions rule");
    assert_eq!(why(&page(20)), "Edition rule 20");
    let many = many(40);
    assert_eq!([&added, &old, &newest].map(|w| w.rendered), [&many[0], &many[1], &many[2]].map(|w| w.rendered));
}

/// A word on every page of a language: each page is made and written, none is read to be compared.
#[test]
fn a_word_of_every_page_reads_no_page() {
    let memory = city();
    build(&memory, 0).unwrap();
    build(&memory, 0).unwrap();
    let reads = memory.reads();
    apply(&memory, &Deed::Word(1));
    let written = build(&memory, 0).unwrap().unwrap();
    let (reads, sources) = (memory.reads() - reads, memory.tree("content").len() + memory.tree("themes").len());
    // The pages of one of two languages, and the one for addresses that lead nowhere.
    assert_eq!(written.rendered, written.pages / 2 + 1);
    // Besides: configuration, cache, marker and checksums, none more than a few times, and the
    // files for machines that are written in words. What the search knows of texts is made anew, and found
    // to be as it was.
    assert!(reads <= 3 * sources + 20 && written.rendered > 24, "{reads} reads, {sources} sources");
    assert!(memory.tree(PUBLIC) == clean(&memory));
}

/// A stub says who withheld only where that is a department: one that is added later is said then.
#[test]
fn a_stub_follows_the_list_of_departments() {
    let memory = site(&[]);
    let case = CASE.replace("received:", "visibility: withheld\nvisibility_reason: the law\nreceived:");
    let event = "events:\n  - {on: 2026-03-12, type: withheld, by: archive, basis: the law}\n---\nThe";
    let case = case.replace("---\nThe", event);
    memory.put("content/replies/a.md", case.as_bytes());
    build(&memory, 0).unwrap().unwrap();
    let events = String::from_utf8(memory.tree(PUBLIC)["data/events-2026.csv"].clone()).unwrap();
    assert!(!events.contains(",archive,"), "{events}");
    build(&memory, 0).unwrap().unwrap();
    replace(&memory, "content/departments.yaml", "- {id: water", "- {id: archive, name: City Archive}\n- {id: water");
    build(&memory, 0).unwrap().unwrap();
    assert!(memory.tree(PUBLIC) == clean(&memory));
    let events = String::from_utf8(memory.tree(PUBLIC)["data/events-2026.csv"].clone()).unwrap();
    assert!(events.contains(",archive,"), "{events}");
}

/// The force of a policy rests on the day: its pages are made anew when it changes, and only then.
#[test]
fn a_night_makes_the_pages_of_a_policy_anew_when_its_force_changes() {
    let memory = city();
    let lines =
        "title: Rule\nissuers: [urban]\nmade_on: 2026-01-01\npublished_on: 2026-01-02\neffective_from: 2026-01-05\n";
    memory.put(
        "content/policies/rule/policy.yaml",
        format!("{lines}effective_until: 2026-07-01\nconsultation: {{from: 2025-10-01, to: 2025-11-01, how: Write}}\n")
            .as_bytes(),
    );
    let on = |day: i8| {
        let bytes = memory.read(Path::new(config::FILE)).unwrap();
        let config = config::read(&bytes).0.unwrap();
        let day = gongkai::check::Day { as_of: jiff::civil::date(2026, 7, day), time: None, replay: false };
        let options = Options { day, refused: Refused::Stop, strict: false, cache: Some(place(0)) };
        let written =
            gongkai::build(&memory, Path::new(""), config, Path::new(PUBLIC), options).unwrap().written.unwrap();
        let of_rule = written.why.iter().map(|(path, _)| path.to_string());
        of_rule.filter(|path| path.contains("policies/rule")).collect::<Vec<_>>()
    };
    // The first build of a day, then one night after the other; the second of July is its first day out of force.
    on(1);
    let expired = on(2);
    assert!(expired.contains(&"policies/rule.html".to_owned()), "{expired:?}");
    assert_eq!(on(3), Vec::<String>::new());
}

/// The files of a dataset rest on that dataset and on the words of the theme, and on no day.
#[test]
fn a_workbook_is_made_anew_for_its_own_table_alone() {
    let memory = site(&[]);
    for id in ["d", "e"] {
        let described = "title: Lamps\ndescription: Lit\ndepartment: urban\npublished_on: 2026-01-15\nupdated_on: 2026-03-01\n\
            tables: [{file: data.csv}]\nrevisions:\n  - {on: 2026-02-01, kind: correction, note: Counted again}\n";
        memory.put(&format!("content/statistics/{id}/dataset.yaml"), described.as_bytes());
        memory.put(&format!("content/statistics/{id}/data.csv"), b"town,lit\nA,1\nB,2\n");
    }
    let on = |day: i8| {
        let config = config::read(&memory.read(Path::new(config::FILE)).unwrap()).0.unwrap();
        let as_of = if day == 0 { crate::site::day().as_of } else { jiff::civil::date(2026, 7, day) };
        let day = gongkai::check::Day { as_of, time: None, replay: false };
        let options = Options { day, refused: Refused::Stop, strict: false, cache: Some(place(0)) };
        let report = gongkai::build(&memory, Path::new(""), config, Path::new(PUBLIC), options).unwrap();
        let why = report.written.unwrap().why.into_iter().map(|(path, _)| path.to_string());
        let is_file = |path: &String| {
            path.contains("statistics/") && [".xlsx", ".json", ".csv"].iter().any(|ending| path.ends_with(ending))
        };
        why.filter(is_file).collect::<Vec<_>>()
    };
    let all = |id: &str, dirs: &[&str]| -> Vec<String> {
        let files = ["csv-metadata.json", "data.csv", "data.json", "datapackage.json"];
        let files = files.iter().map(|file| format!("statistics/{id}/{file}"));
        files.chain(dirs.iter().map(|dir| format!("{dir}statistics/{id}/{id}.xlsx"))).collect()
    };
    let sorted = |mut paths: Vec<String>| {
        paths.sort();
        paths
    };
    let dirs = ["", "zh-hans/"];
    assert_eq!(sorted(on(1)), sorted([all("d", &dirs), all("e", &dirs)].concat()));
    replace(&memory, "content/statistics/d/data.csv", "A,1", "A,7");
    assert_eq!(sorted(on(1)), sorted(all("d", &dirs)));
    assert_eq!(on(2), Vec::<String>::new(), "a night");
    memory.put("themes/default/strings/en.yaml", b"dataset: {book: {notes: Remarks}}\n");
    assert_eq!(sorted(on(2)), ["statistics/d/d.xlsx", "statistics/e/e.xlsx"], "a word of the notes");
    on(0);
    assert!(memory.tree(PUBLIC) == clean(&memory));
}
