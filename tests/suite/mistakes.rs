//! The mistakes that staff make: each is told, at its line, in both languages, and following the hint
//! ends in a clean check. `MISTAKES=write` writes the messages anew.

use crate::hints::{findings, mended};
use crate::site::site;
use gongkai::diagnostic::emit::{self, Text};
use gongkai::diagnostic::{Finding, Tongue};
use gongkai::host::Host as _;
use gongkai::host::memory::Memory;
use std::fmt::Write as _;
use std::path::Path;

/// A site that is in order.
const SOUND: [(&str, &str); 14] = [
    (
        "site-config.yaml",
        "title: Open City\npublisher: City\nbase_url: https://city.example/\nlanguages: [en, {code: zh-Hans, records: all}]\nas_of: 2026-06-30\nlicence: CC-BY-4.0\n",
    ),
    (
        "content/departments.yaml",
        "- {id: urban, name: {en: Urban Management, zh-Hans: 城市管理局}, short: {zh-Hans: 城管局}, status: live}\n- {id: transport, name: {en: Transport Bureau, zh-Hans: 交通运输局}}\n",
    ),
    (
        "content/topics.yaml",
        "- {id: lights, label: {en: Street lighting, zh-Hans: 路灯照明}}\n- {id: buses, label: {en: Buses, zh-Hans: 公交}}\n",
    ),
    (
        "content/rules/deadlines.yaml",
        "- {id: mailbox, applies: {kind: [complaint]}, from: received, within: 10 working-days, calendar: cn, basis: City rules, statutory: false, valid_from: 2024-01-01}\n",
    ),
    ("content/rules/calendar-cn-2026.yaml", "- {date: 2026-01-01, name: 元旦, off: true}\n"),
    (
        "content/replies/2026/urban-260302-1.md",
        "---\ntitle: 路灯不亮\nlang: zh-Hans\nkind: complaint\nchannel: hotline\ndepartment: urban\ntopics: [lights]\nreceived: 2026-03-02\naccepted: 2026-03-02\nreplied: 2026-03-09\nevents:\n  - {on: 2026-03-12, type: concluded, outcome: done}\n  - {on: 2026-03-20, type: rated, rating: dissatisfied}\n---\n## 来信\n\n灯不亮。\n\n## 答复\n\n已修复。\n",
    ),
    (
        "content/policies/noise/policy.yaml",
        "title: Noise rules\nnumber: 市规〔2024〕5号\nissuers: [urban]\nkind: rules\nmade_on: 2024-03-01\npublished_on: 2024-03-08\neffective_from: 2024-04-01\n",
    ),
    ("content/policies/noise/edition-1.md", "---\non: 2024-03-01\n---\nQuiet at night.\n"),
    (
        "content/policies/noise/edition-2.md",
        "---\non: 2025-03-01\nchange: major\nnote: Ten o’clock\n---\nQuiet from ten.\n",
    ),
    (
        "content/statistics/bins/dataset.yaml",
        "title: Bins\ndescription: Bins emptied\ndepartment: urban\npublished_on: 2026-03-01\nfrequency: monthly\ntables:\n  - file: data.csv\n    fields:\n      - {name: month, type: yearmonth}\n      - {name: count, type: number}\n",
    ),
    ("content/statistics/bins/data.csv", "month,count\n2026-01,2\n2026-02,3.5\n"),
    (
        "content/digests/lights.md",
        "---\ntitle: Lights\ntopic: lights\nfrom: 2026-01-01\nto: 2026-03-31\nopinions:\n  - {text: More light, cases: [\"reply:urban-260302-1\"]}\nimprovements:\n  - {text: Cable replaced, status: done, on: 2026-03-20}\n---\nMore light was asked for.\n",
    ),
    ("content/pages/about.md", "---\ntitle: About\n---\nWe answer.\n"),
    ("content/pages/contact.md", "---\ntitle: Contact\n---\nCall us.\n"),
];

fn text(memory: &Memory, path: &str) -> String {
    String::from_utf8(memory.read(Path::new(path)).unwrap()).unwrap()
}

/// What is shown of findings, in a language.
fn shown(memory: &Memory, findings: &[Finding], tongue: Tongue) -> Vec<String> {
    let sources = emit::Sources::of(findings, |file| {
        let bytes = memory.read(Path::new(file)).unwrap_or_default();
        Text::Shown(gongkai::source::text::decode(&bytes).text)
    });
    let line = |p: &emit::Placed<'_>| {
        format!("{}:{}:{} {}: {} → {}", p.finding.file, p.at.line, p.at.column, p.finding.rule.name, p.message, p.help)
    };
    emit::place(findings, &sources, tongue).iter().map(line).collect()
}

fn plain(cell: &str) -> String {
    cell.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r").replace("\\u{FEFF}", "\u{FEFF}")
}

#[test]
fn every_mistake_is_told_and_its_hint_mends_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes");
    let table = std::fs::read_to_string(root.join("mistakes.tsv")).unwrap();
    let sound = site(&SOUND);
    assert_eq!(shown(&sound, &findings(&sound), Tongue::English), [""; 0], "the site is in order");
    let mut messages = String::new();
    let mut faults = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<String> = line.split('\t').map(plain).collect();
        let [path, right, wrong, rule, then] = &cells[..] else { panic!("{line}") };
        let memory = site(&SOUND);
        let before = text(&memory, path);
        assert!(before.contains(right.as_str()), "{line}: it does not stand there");
        memory.put(path, before.replacen(right, wrong, 1).as_bytes());
        let found = findings(&memory);
        let (english, chinese) = (shown(&memory, &found, Tongue::English), shown(&memory, &found, Tongue::Chinese));
        if rule == "none" {
            if !found.is_empty() {
                faults.push(format!("{line}\n  should be fine: {english:?}"));
            }
            continue;
        }
        let at_line = |at: &usize| before.replacen(right, wrong, 1)[..*at].matches('\n').count() + 1;
        let changed = before.find(right.as_str()).map(|at| at_line(&at)).unwrap();
        let told = found.iter().position(|f| f.rule.name == rule);
        if told.is_none() {
            faults.push(format!("{line}\n  {rule} is not among {english:#?}"));
            continue;
        }
        let _ = writeln!(messages, "{line}");
        for (english, chinese) in english.iter().zip(&chinese) {
            let _ = writeln!(messages, "  {english}\n  {chinese}");
            for said in [english, chinese] {
                assert!(!said.contains('{') || said.contains("`{"), "a word is missing: {said}");
            }
        }
        // The whole record may be at fault, but it is the one that the mistake is in.
        let own =
            english.iter().any(|said| said.starts_with(&format!("{path}:")) && said.contains(&format!(" {rule}: ")));
        if !own && !rule.starts_with("table-") && !path.starts_with("content/rules/") {
            faults.push(format!("{line}\n  told elsewhere than at {path}:{changed}: {english:#?}"));
        }
        let left = match then.as_str() {
            "fix" => {
                let left = mended(&memory);
                // What was added beside the mistake stays.
                if text(&memory, path) != before && !wrong.contains('\n') {
                    faults.push(format!("{line}\n  mended otherwise: {:?}", text(&memory, path)));
                }
                left
            }
            _ => {
                let written = if then == "=" { right } else { then };
                let now = text(&memory, path).replacen(wrong.as_str(), written, 1);
                memory.put(path, if wrong.is_empty() { before.as_bytes() } else { now.as_bytes() });
                findings(&memory)
            }
        };
        if !left.is_empty() {
            faults.push(format!("{line}\n  after its hint: {:#?}", shown(&memory, &left, Tongue::English)));
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    let file = root.join("messages.txt");
    if std::env::var_os("MISTAKES").is_some() {
        std::fs::write(&file, &messages).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap_or_default(), messages, "MISTAKES=write writes them");
}
