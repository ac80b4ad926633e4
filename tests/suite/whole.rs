//! A record is published whole or not at all, and an address that was published stays.

use crate::site::{CASE, build_on, build_sound, day, shown, site};
use gongkai::BuildError;
use gongkai::host::memory::Memory;

const MOBILE: &str = "13800138000";
const SECRET: &str = "Quillwort";

const POLICY: &str = "title: Quillwort rules\nissuers: [urban]\nmade_on: 2024-03-01\npublished_on: 2024-03-08\n";
const EDITION: &str = "---\non: 2024-03-01\n---\n### Article 1 Aim\n\nQuillwort grows.\n";
const DATASET: &str = "title: Quillwort\ndescription: Quillwort counted\ndepartment: urban\npublished_on: 2026-01-15\ntables:\n  - file: data.csv\n";

fn case(lines: &str, text: &str) -> String {
    CASE.replace("Lights out", SECRET).replace("---\nThe lamps are dark.", &format!("{lines}---\nQuillwort. {text}"))
}

/// Files of a record with one bad part; nothing of the record may go out.
fn bad_parts() -> Vec<(&'static str, Vec<(&'static str, Vec<u8>)>)> {
    let text = |text: &str| text.as_bytes().to_vec();
    let sjis = || vec![0x82, 0xA0, 0x82, 0xA2, b'\n', 0x83, 0x65, 0xFF];
    let reply = |lines: &str| ("content/replies/bad.md", text(&case(lines, "")));
    let policy = || ("content/policies/bad/policy.yaml", text(POLICY));
    let edition = || ("content/policies/bad/edition-1.md", text(EDITION));
    let dataset = || ("content/statistics/bad/dataset.yaml", text(DATASET));
    let table = || ("content/statistics/bad/data.csv", text("name,n\nQuillwort,1\n"));
    let notes = |body: &str| format!("---\ntitle: Quillwort\n---\n{body}\n").into_bytes();
    let translated = |of: &str, body: &str| format!("---\ntitle: Quillwort\nof: \"{of}\"\n---\n{body}\n").into_bytes();
    vec![
        ("the case itself", vec![("content/replies/bad.md", text(&case("", MOBILE)))]),
        (
            "an attachment",
            vec![
                reply("attachments: [{file: a.csv}]\n"),
                ("content/replies/bad.files/a.csv", text("tel\n13800138000\n")),
            ],
        ),
        (
            "the name of an attachment",
            vec![
                reply("attachments: [{file: 13800138000.pdf}]\n"),
                ("content/replies/bad.files/13800138000.pdf", text("x")),
            ],
        ),
        ("an attachment nobody names", vec![reply(""), ("content/replies/bad.files/a.pdf", text("Quillwort"))]),
        ("a translation", vec![reply(""), ("content/replies/bad.zh-Hans.md", translated("x", "电话13800138000"))]),
        ("a translation in Shift_JIS", vec![reply(""), ("content/replies/bad.zh-Hans.md", sjis())]),
        ("a table", vec![dataset(), ("content/statistics/bad/data.csv", text("name,phone\nQuillwort,13800138000\n"))]),
        ("a table in Shift_JIS", vec![dataset(), ("content/statistics/bad/data.csv", sjis())]),
        ("notes", vec![dataset(), table(), ("content/statistics/bad/notes.md", notes("Call 13800138000"))]),
        (
            "a translation of notes",
            vec![
                dataset(),
                table(),
                ("content/statistics/bad/notes.md", notes("Fine.")),
                ("content/statistics/bad/notes.zh-Hans.md", translated("x", "电话13800138000")),
            ],
        ),
        (
            "a table nobody names",
            vec![dataset(), table(), ("content/statistics/bad/more.csv", text("a,b\nQuillwort,2\n"))],
        ),
        (
            "a second edition",
            vec![
                policy(),
                edition(),
                (
                    "content/policies/bad/edition-2.md",
                    text("---\non: 2025-03-01\nchange: major\nnote: More\n---\n### Article 1 Aim\n\n13800138000\n"),
                ),
            ],
        ),
        (
            "a translation of an edition",
            vec![
                policy(),
                edition(),
                ("content/policies/bad/edition-1.zh-Hans.md", translated("x", "电话13800138000")),
            ],
        ),
        (
            "a file of a policy",
            vec![
                ("content/policies/bad/policy.yaml", text(&format!("{POLICY}attachments: [{{file: a.txt}}]\n"))),
                edition(),
                ("content/policies/bad/files/a.txt", text("13800138000")),
            ],
        ),
        (
            "a translation of a page",
            vec![
                ("content/pages/bad.md", notes("Quillwort.")),
                ("content/pages/bad.zh-Hans.md", translated("x", "电话13800138000")),
            ],
        ),
    ]
}

fn with_good(files: &[(&str, Vec<u8>)]) -> Memory {
    // Good records name the bad one: nothing of it may come through them either.
    let about = "---\ntitle: About\n---\nSee [that](reply:good).\n";
    let memory = site(&[("content/replies/good.md", CASE), ("content/pages/about.md", about)]);
    for (path, bytes) in files {
        memory.put(path, bytes);
    }
    memory
}

fn leaks(memory: &Memory, words: &[&str]) -> Vec<String> {
    let holds = |bytes: &[u8], word: &str| bytes.windows(word.len()).any(|part| part == word.as_bytes());
    let found = |(path, bytes): (String, Vec<u8>)| {
        let word = words.iter().find(|word| holds(&bytes, word) || path.contains(**word))?;
        Some(format!("{path}: {word}"))
    };
    memory.tree("public").into_iter().filter_map(found).collect()
}

#[test]
fn one_bad_part_keeps_the_whole_record_back() {
    for (what, files) in bad_parts() {
        let memory = with_good(&files);
        let report = build_sound(&memory).unwrap();
        assert!(report.written.is_some(), "{what}: {:?}", shown(&memory, &report));
        assert!(report.findings.iter().any(|f| f.is_error()), "{what}");
        assert_eq!(leaks(&memory, &[SECRET, MOBILE, "/bad", "bad.html", "\u{FFFD}"]), Vec::<String>::new(), "{what}");
        let t = &report.tally;
        assert_eq!(t.refused, files.len(), "{what}: all files of the record are refused, {t:?}");
        assert_eq!(t.read, t.published + t.refused, "{what}");
        assert!(memory.tree("public").contains_key("replies/good.html"), "{what}");
    }
}

#[test]
fn a_record_published_before_is_not_left_out_for_a_bad_part() {
    for (what, files) in bad_parts().into_iter().filter(|(_, files)| files.len() > 1) {
        // The same record before its last part came.
        let (last, before) = files.split_last().unwrap();
        let memory = with_good(before);
        if build_on(&memory, day()).unwrap().written.is_none() {
            continue;
        }
        let published = memory.tree("public");
        memory.put(last.0, &last.1);
        match build_sound(&memory) {
            Err(BuildError::WouldDrop(lost)) => {
                assert!(lost.iter().any(|l| l.contains("bad") && l.contains(last.0)), "{what}: {lost:?}");
            }
            Err(other) => panic!("{what}: {other:?}"),
            Ok(report) => panic!("{what}: {:?}", shown(&memory, &report)),
        }
        assert_eq!(memory.tree("public"), published, "{what}");
    }
}

#[test]
fn a_file_that_nothing_shows_is_not_counted_as_published() {
    let page = "---\ntitle: X\n---\nText.\n";
    for path in [
        "content/replies/x.MD",
        "content/replies/x.docx",
        "content/reply/x.md",
        "content/x.md",
        "content/replies/c.files/deep/x.md",
        "content/statistics/none/notes.md",
        "content/statistics/none/data.csv",
        "content/policies/p/edition-1.docx",
        "content/pages/x.yaml",
        "content/pages/none.zh-Hans.md",
        "content/replies/none.files/x.pdf",
    ] {
        let memory = with_good(&[(path, page.as_bytes().to_vec())]);
        let report = build_on(&memory, day()).unwrap();
        let errors: Vec<_> = report.findings.iter().filter(|f| f.is_error()).map(|f| (&*f.file, f.rule.name)).collect();
        assert!(errors.iter().any(|(file, _)| *file == path), "{path}: {errors:?}");
        assert_eq!((report.tally.refused, report.tally.published), (1, report.tally.read - 1), "{path}");
    }
}

#[test]
fn parts_share_the_fate_of_their_record() {
    let draft = |lines: &str| {
        let owner = case(&format!("{lines}attachments: [{{file: a.txt}}]\n"), "");
        with_good(&[
            ("content/replies/held.md", owner.into_bytes()),
            ("content/replies/held.files/a.txt", b"Quillwort".to_vec()),
        ])
    };
    for (lines, which) in [
        ("draft: true\n", 0),
        ("publish_at: 2026-12-01\n", 1),
        ("visibility: withheld\nvisibility_reason: Privacy\n", 2),
        ("visibility: removed\nvisibility_reason: Court order\n", 2),
    ] {
        let memory = draft(lines);
        let report = build_on(&memory, day()).unwrap();
        assert!(report.written.is_some(), "{:?}", shown(&memory, &report));
        let t = &report.tally;
        assert_eq!([t.drafts, t.not_yet_due, t.withheld][which], 2, "{lines}{t:?}");
        assert_eq!(t.published + 2, t.read, "{lines}");
        assert_eq!(leaks(&memory, &[SECRET]), Vec::<String>::new(), "{lines}");
    }
    let dataset = format!("{DATASET}draft: true\n");
    let later = DATASET.replace("2026-01-15", "2026-12-15");
    for (yaml, which) in [(dataset, 0), (later, 1)] {
        let memory = with_good(&[
            ("content/statistics/bad/dataset.yaml", yaml.into_bytes()),
            ("content/statistics/bad/data.csv", b"name,n\nQuillwort,1\n".to_vec()),
            ("content/statistics/bad/notes.md", b"---\ntitle: Quillwort\n---\nText.\n".to_vec()),
        ]);
        let t = build_on(&memory, day()).unwrap().tally;
        assert_eq!([t.drafts, t.not_yet_due][which], 3, "{t:?}");
        assert_eq!(leaks(&memory, &[SECRET]), Vec::<String>::new());
    }
    // Notes may be a draft of their own.
    let memory = with_good(&[
        ("content/statistics/d/dataset.yaml", DATASET.replace("Quillwort", "Lamps").into_bytes()),
        ("content/statistics/d/data.csv", b"name,n\nlamp,1\n".to_vec()),
        ("content/statistics/d/notes.md", b"---\ntitle: Quillwort\ndraft: true\n---\nText.\n".to_vec()),
    ]);
    assert_eq!(build_on(&memory, day()).unwrap().tally.drafts, 1);
    assert_eq!(leaks(&memory, &[SECRET]), Vec::<String>::new());
}

#[test]
fn an_address_that_was_published_is_not_lost_in_silence() {
    let changes: [(&str, &dyn Fn(&Memory)); 6] = [
        ("replies/a.html", &|memory| memory.take("content/replies/a.md")),
        ("replies/a.html", &|memory| {
            memory.take("content/replies/a.md");
            memory.put("content/replies/b.md", CASE.as_bytes());
        }),
        ("replies/a.html", &|memory| {
            memory.put("content/replies/a.md", CASE.replace("kind:", "draft: true\nkind:").as_bytes());
        }),
        ("replies/a.html", &|memory| {
            memory.put("content/replies/a.md", CASE.replace("kind:", "publish_at: 2027-01-01\nkind:").as_bytes());
        }),
        ("about.html", &|memory| memory.take("content/pages/about.md")),
        ("departments/water.html", &|memory| {
            memory.put("content/departments.yaml", b"- {id: urban, name: Urban}\n");
        }),
    ];
    for (at, (page, change)) in changes.into_iter().enumerate() {
        let memory =
            site(&[("content/replies/a.md", CASE), ("content/pages/about.md", "---\ntitle: About\n---\nText.\n")]);
        build_on(&memory, day()).unwrap();
        let before = memory.tree("public");
        change(&memory);
        assert!(matches!(build_sound(&memory), Err(BuildError::WouldDrop(lost)) if *lost == [page]), "{at} {page}");
        assert_eq!(memory.tree("public"), before, "{at} {page}");
        let report = build_on(&memory, day()).unwrap();
        let lost: Vec<_> = report.findings.iter().filter(|f| f.rule.name == "address-lost").collect();
        assert_eq!(lost.len(), 1, "{at} {page}: {:?}", shown(&memory, &report));
        assert_eq!(lost[0].args, [("page".into(), page.to_owned())], "{at}");
        assert!(report.written.is_some());
    }
}

#[test]
fn an_address_that_leads_on_is_not_lost() {
    let memory = site(&[("content/replies/a.md", CASE)]);
    build_on(&memory, day()).unwrap();
    memory.take("content/replies/a.md");
    memory.put("content/replies/b.md", CASE.replace("kind:", "aliases: [a]\nkind:").as_bytes());
    let report = build_sound(&memory).unwrap();
    assert_eq!(shown(&memory, &report), Vec::<String>::new());
    let removed = CASE.replace("kind:", "aliases: [a]\nvisibility: removed\nvisibility_reason: Court order\nkind:");
    memory.put("content/replies/b.md", removed.as_bytes());
    assert_eq!(shown(&memory, &build_sound(&memory).unwrap()), Vec::<String>::new());
}
