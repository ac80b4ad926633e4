//! Figures that are public from an instant on: nothing of them is anywhere before, and all of it after.

use crate::cache::place;
use crate::site::site;
use gongkai::check::Day;
use gongkai::host::Host as _;
use gongkai::host::memory::Memory;
use gongkai::{Options, Refused, Report, config};
use jiff::civil::{date, time};
use std::collections::BTreeMap;
use std::path::Path;

const CONFIG: &str = "title: T\npublisher: P\nbase_url: https://c.example/\nlanguages: [en, {code: zh-Hans, records: all}]\ntimezone: Asia/Shanghai\nlicence: CC-BY-4.0\n";
const SECRET: &str = "title: {en: Quarterly xylophones, zh-Hans: 季度木琴}\ndescription: How many zithers\ndepartment: urban\ntopics: [lights]\npublished_on: 2026-06-30\nembargo: 2026-06-30T09:30+08:00\ntables: [{file: hidden.csv, title: Marimbas}]\nreleases: [{id: q2, title: Music in the second quarter, state: confirmed, on: 2026-06-30 09:30}]\n";
const HIDDEN: &str = "month,glockenspiels\n2026-04,7654321\n2026-05,7654322\n2026-06,7654329\n";
const LAMPS: &str = "title: Lamps\ndescription: Lit\ndepartment: urban\ntopics: [lights]\npublished_on: 2026-01-15\nupdated_on: 2026-06-01\ntables: [{file: data.csv, next: {file: data-june.csv, embargo: 2026-06-30 09:30}}]\nreleases: [{id: may, title: Lamps in May, state: confirmed, on: 2026-06-30 09:30}]\n";
const NOW: &str = "month,lamps\n2026-02,11\n2026-03,12\n2026-04,13\n";
const NEXT: &str = "month,lamps\n2026-02,11\n2026-03,12\n2026-04,13\n2026-05,8889997\n";
const PAGE: &str = "---\ntitle: Music\n---\nSee [the figures](dataset:secret).\n\n```chart\ndataset: secret\ny: [glockenspiels]\n```\n";

/// Words and values that nobody may read before the instant.
const UNTOLD: [&str; 11] = [
    "xylophones",
    "木琴",
    "zithers",
    "Marimbas",
    "hidden.csv",
    "glockenspiels",
    "7654321",
    "statistics_secret",
    "7,654,321",
    "8889997",
    "data-june",
];

fn city() -> Memory {
    site(&[
        (config::FILE, CONFIG),
        ("content/statistics/secret/dataset.yaml", SECRET),
        ("content/statistics/secret/hidden.csv", HIDDEN),
        ("content/statistics/lamps/dataset.yaml", LAMPS),
        ("content/statistics/lamps/data.csv", NOW),
        ("content/statistics/lamps/data-june.csv", NEXT),
        ("content/pages/music.md", PAGE),
    ])
}

fn at(hour: i8, minute: i8) -> Day {
    Day { as_of: date(2026, 6, 30), time: Some(time(hour, minute, 0, 0)), replay: false }
}

fn build(memory: &Memory, day: Day, cached: bool) -> Report {
    let mut config = config::read(&memory.read(Path::new(config::FILE)).unwrap()).0.unwrap();
    config.bundle = true;
    let options = Options { day, refused: Refused::Stop, strict: false, cache: cached.then(|| place(1)) };
    let report = gongkai::build(memory, Path::new(""), config, Path::new("public"), options).unwrap();
    assert!(report.written.is_some(), "{:?}", crate::site::shown(memory, &report));
    report
}

/// The files of the site, and what packed ones hold.
fn files(memory: &Memory) -> BTreeMap<String, Vec<u8>> {
    let mut tree = memory.tree("public");
    tree.remove(gongkai::write::MARKER);
    let packed = tree.iter().filter(|(path, _)| path.ends_with(".xlsx"));
    let inside: Vec<_> = packed.flat_map(|(path, bytes)| unpacked(path, bytes)).collect();
    assert!(!inside.is_empty(), "no workbook was looked into");
    tree.extend(inside);
    tree
}

fn unpacked(path: &str, bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut parts = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let count = parts.len();
    let part = |at: usize| {
        let mut part = parts.by_index(at).unwrap();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut bytes).unwrap();
        (format!("{path}/{}", part.name().unwrap()), bytes)
    };
    (0..count).map(part).collect()
}

/// The words that are found in any file of the site, or its name.
fn found(files: &BTreeMap<String, Vec<u8>>, words: &[&'static str]) -> Vec<&'static str> {
    let has = |bytes: &[u8], word: &str| bytes.windows(word.len()).any(|part| part == word.as_bytes());
    let anywhere = |word: &&&str| files.iter().any(|(path, bytes)| has(path.as_bytes(), word) || has(bytes, word));
    words.iter().filter(anywhere).copied().collect()
}

#[test]
fn nothing_is_told_before_the_instant_and_all_of_it_from_then_on() {
    let memory = city();
    let day_alone = Day { time: None, ..at(0, 0) };
    let earlier = Day { as_of: date(2026, 6, 29), ..at(23, 59) };
    for day in [at(9, 29), at(0, 0), day_alone, Day { replay: true, ..day_alone }, earlier] {
        let report = build(&memory, day, false);
        let files = files(&memory);
        assert_eq!(found(&files, &UNTOLD), [""; 0], "{day:?}");
        // Not its address either, but for the link that a text has.
        let own = |path: &&String| path.contains("secret");
        assert_eq!(files.keys().find(own), None, "{day:?}");
        // It is said that figures will come, and no word of theirs.
        let calendar = String::from_utf8(files["calendar/releases.html"].clone()).unwrap();
        assert!(
            calendar.contains("Music in the second quarter") && calendar.contains("30 June 2026, 09:30"),
            "{calendar}"
        );
        assert!(!calendar.contains("statistics/secret") && !calendar.contains("not yet published"), "{calendar}");
        let held: Vec<_> = report.tally.embargoes.iter().map(|held| (&*held.file, &*held.until)).collect();
        let until = "2026-06-30T09:30+08:00";
        assert_eq!(
            held,
            [("content/statistics/lamps/data-june.csv", until), ("content/statistics/secret/dataset.yaml", until)]
        );
        assert_eq!(report.tally.not_yet_due, 3);
    }
    for day in [at(9, 30), Day { as_of: date(2026, 7, 1), time: None, replay: false }] {
        let report = build(&memory, day, false);
        let files = files(&memory);
        let told: Vec<&str> = UNTOLD.into_iter().filter(|word| *word != "data-june").collect();
        assert_eq!(found(&files, &UNTOLD), told, "{day:?}");
        assert!(report.tally.embargoes.is_empty());
        let text = |path: &str| String::from_utf8(files[path].clone()).unwrap();
        assert!(text("statistics/lamps/data.csv").contains("8889997"));
        assert!(text("statistics/lamps.html").contains("30 June 2026"), "it was brought up to date by that");
        let calendar = text("calendar/releases.html");
        assert_eq!(calendar.matches("Published").count(), 2, "{calendar}");
        assert!(calendar.contains("statistics/secret.html"));
    }
}

#[test]
fn a_build_that_remembers_publishes_at_the_instant_and_not_before() {
    let memory = city();
    build(&memory, at(9, 0), true);
    let before = files(&memory);
    // Time passes, and nothing is made anew.
    let written = build(&memory, at(9, 29), true).written.unwrap();
    assert_eq!((written.rendered, written.reads), (0, 0));
    build(&memory, at(9, 30), true);
    let after = files(&memory);
    let clean = city();
    build(&clean, at(9, 30), false);
    assert!(after == files(&clean), "as a build that remembers nothing");
    let written = build(&memory, at(17, 0), true).written.unwrap();
    assert_eq!((written.rendered, written.reads), (0, 0));
    // Asked for the earlier hour again, it is as it was.
    build(&memory, at(9, 0), true);
    assert!(files(&memory) == before);
}

#[test]
fn an_embargo_that_cannot_be_read_holds() {
    for written in ["2026-06-30", "soon", "2026-06-30T09"] {
        let memory = city();
        let text = SECRET.replace("2026-06-30T09:30+08:00", written);
        memory.put("content/statistics/secret/dataset.yaml", text.as_bytes());
        let settings = memory.read(Path::new(config::FILE)).unwrap();
        let config = config::read(&settings).0.unwrap();
        let checked = gongkai::check_site(&memory, Path::new(""), config, at(23, 0)).unwrap().checked;
        let rules: Vec<_> = checked.findings.iter().map(|finding| finding.rule.name).collect();
        assert!(rules.contains(&"embargo-unread"), "{written}: {rules:?}");
        assert!(checked.model.datasets.iter().all(|x| &*x.id != "secret"), "{written}");
    }
}

#[test]
fn the_program_says_what_is_held_and_when_to_build_again() {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in city().tree("") {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    let run = |arguments: &[&str]| {
        let mut command = assert_cmd::Command::cargo_bin("gongkai").unwrap();
        let output =
            command.current_dir(folder.path()).env_remove("SOURCE_DATE_EPOCH").args(arguments).output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let again = "the next embargo ends at 2026-06-30T09:30+08:00: build again then";
    for command in ["build", "check"] {
        for before in ["2026-06-30", "2026-06-30T09:29", "2026-06-30T01:29Z", "2026-06-29T21:29-04:00"] {
            let (code, said) = run(&["--lang", "en", command, "--as-of", before]);
            assert_eq!(code, 0, "{said}");
            assert!(
                said.contains("content/statistics/secret/dataset.yaml") && said.contains(again),
                "{before}: {said}"
            );
        }
        for after in ["2026-07-01", "2026-06-30T09:30", "2026-06-30T01:30Z"] {
            let (code, said) = run(&["--lang", "en", command, "--as-of", after]);
            assert!(code == 0 && !said.contains("embargo"), "{after}: {said}");
        }
    }
    let (_, said) = run(&["--lang", "zh", "build", "--as-of", "2026-06-30"]);
    assert!(said.contains("到时才公开") && said.contains("请重新生成"), "{said}");
    let (code, said) = run(&["--lang", "en", "build", "--as-of", "2026-06-30T09"]);
    assert!(code == 2 && said.contains("2026-03-02T09:30"), "{said}");
}
