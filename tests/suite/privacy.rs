//! Personal data and what is withheld: found wherever it stands, and shown nowhere.

use crate::cache::clean;
use crate::site::{CASE, build_on, built, day, shown, site};
use gongkai::host::memory::Memory;
use gongkai::yaml::schema::{Field, Ty};
use gongkai::{Options, Refused, config};
use std::path::Path;

pub const C: &str = "content/replies/c-1.md";
pub const POLICY: &str = "title: Noise\nissuers: [urban]\nmade_on: 2024-03-01\npublished_on: 2024-03-08\n";
pub const EDITION: &str = "---\non: 2024-03-01\n---\n### Article 1 Aim\n\nQuiet.\n";
pub const DATASET: &str =
    "title: Lamps\ndescription: Lamps lit\ndepartment: urban\npublished_on: 2026-01-15\ntables:\n  - file: data.csv\n";
pub const CONFIG: &str = "title: T\npublisher: P\nbase_url: https://c.example/\nlanguages: [en, {code: zh-Hans, records: all}]\nas_of: 2026-06-30\nlicence: x\n";

pub fn personal(files: &[(&str, &str)]) -> Vec<String> {
    let memory = site(files);
    let found = shown(&memory, &build_on(&memory, day()).unwrap());
    found.into_iter().filter(|f| f.contains("personal-data") || f.contains("waiver")).collect()
}

pub fn with(lines: &str) -> String {
    CASE.replace("---\nThe", &format!("{lines}\n---\nThe"))
}

#[test]
fn personal_data_is_found_wherever_it_stands() {
    let page = |body: &str| format!("---\ntitle: About\n---\n{body}\n");
    let places: Vec<(&str, Vec<(&str, String)>)> = vec![
        ("title", vec![(C, CASE.replace("Lights out", "Call 138&#48;0138000"))]),
        ("comment", vec![(C, with("# 13800138000"))]),
        ("escape in YAML", vec![(C, with("location: \"\\x31\\u00338 0013 8000\""))]),
        ("event", vec![(C, with("events: [{on: 2026-03-03, type: note, note: 'Ring 138-0013-8000'}]"))]),
        ("promise", vec![(C, with("promises: [{text: Call 13800138000}]"))]),
        ("reference", vec![(C, with("references: ['13800138000']"))]),
        ("alias", vec![(C, with("aliases: ['13800138000']"))]),
        ("id", vec![("content/replies/13800138000.md", CASE.to_owned())]),
        ("folder", vec![("content/replies/13800138000/c-1.md", CASE.to_owned())]),
        (
            "department",
            vec![(
                "content/departments.yaml",
                "- {id: urban, name: Urban, contact: 13800138000}\n- {id: water, name: Water}\n".to_owned(),
            )],
        ),
        ("topic", vec![("content/topics.yaml", "- {id: lights, label: Lights, note: 13800138000}\n".to_owned())]),
        ("settings", vec![("site-config.yaml", format!("{CONFIG}contact: Call 138–0013–8000\n"))]),
        ("page", vec![("content/pages/about.md", page("| a | 138**0013**8000 |"))]),
        (
            "policy",
            vec![
                ("content/policies/p/policy.yaml", format!("{POLICY}number: '13800138000'\n")),
                ("content/policies/p/edition-1.md", EDITION.to_owned()),
            ],
        ),
        (
            "edition",
            vec![
                ("content/policies/p/policy.yaml", POLICY.to_owned()),
                ("content/policies/p/edition-1.md", EDITION.replace("Quiet", "0086 13800138000")),
            ],
        ),
        (
            "dataset",
            vec![
                ("content/statistics/d/dataset.yaml", format!("{DATASET}methodology: Call 13800138000\n")),
                ("content/statistics/d/data.csv", "a,b\nx,1\n".to_owned()),
            ],
        ),
        (
            "table",
            vec![
                ("content/statistics/d/dataset.yaml", DATASET.to_owned()),
                ("content/statistics/d/data.csv", "a,手机\nx,13800138000\n".to_owned()),
            ],
        ),
        (
            "notes",
            vec![
                ("content/statistics/d/dataset.yaml", DATASET.to_owned()),
                ("content/statistics/d/data.csv", "a,b\nx,1\n".to_owned()),
                ("content/statistics/d/notes.md", page("138.0013.8000")),
            ],
        ),
        (
            "digest",
            vec![(
                "content/digests/g.md",
                "---\ntitle: G\ntopic: lights\nfrom: 2026-01-01\nto: 2026-06-30\n---\n2026-03-02 13800138000\n"
                    .to_owned(),
            )],
        ),
    ];
    for ending in ["csv", "txt", "json", "html", "svg", "xml", "md"] {
        let (listed, path) =
            (with(&format!("attachments: [{{file: a.{ending}}}]")), format!("content/replies/c-1.files/a.{ending}"));
        assert_eq!(
            personal(&[(C, &listed), (&path, "\"phone\": \"13800138000\"\n")]),
            [format!("{path}:1 personal-data-mobile")]
        );
    }
    for (what, files) in places {
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        let found = personal(&files);
        assert!(found.len() == 1 && found[0].ends_with("personal-data-mobile"), "{what}: {found:?}");
    }
}

#[test]
fn a_waiver_may_stand_for_each_place() {
    let own = "personal_data_waivers: [{kind: mobile, reason: Duty phone, until: 2026-12-31}]";
    let of_site = |file: &str| {
        let file = if file.is_empty() { String::new() } else { format!("file: {file}, ") };
        format!("{CONFIG}personal_data_waivers: [{{{file}kind: mobile, reason: Duty phone, until: 2026-12-31}}]\n")
    };
    let listed = with(&format!("attachments: [{{file: a.txt}}, {{file: 13800138000.pdf}}]\n{own}"));
    let files = [
        (C, listed.as_str()),
        ("content/replies/c-1.files/a.txt", "13800138000"),
        ("content/replies/c-1.files/13800138000.pdf", "x"),
    ];
    assert_eq!(personal(&files), Vec::<String>::new());
    let translated = ("content/replies/c-1.zh-Hans.md", "---\ntitle: 灯\nof: x\n---\n请打13800138000。\n");
    assert_eq!(personal(&[(C, &with(own)), translated]), Vec::<String>::new());
    for file in ["content/departments.yaml", "content/topics.yaml", "content/rules/deadlines.yaml"] {
        let text = "# Call 13800138000\n";
        let base = if file.ends_with("deadlines.yaml") { String::new() } else { site_text(file) };
        assert_eq!(personal(&[(file, &format!("{text}{base}"))]), [format!("{file}:1 personal-data-mobile")]);
        assert_eq!(
            personal(&[(file, &format!("{text}{base}")), ("site-config.yaml", &of_site(file))]),
            Vec::<String>::new()
        );
    }
    let settings = of_site("") + "contact: Call 13800138000\n";
    assert_eq!(personal(&[("site-config.yaml", &settings)]), Vec::<String>::new());
    // One that nothing needs, or that ran out, is reported where it stands.
    assert_eq!(
        personal(&[("site-config.yaml", &of_site("content/topics.yaml"))]),
        ["site-config.yaml:7 waiver-unused"]
    );
    let old = settings.replace("2026-12-31", "2026-01-31");
    assert_eq!(personal(&[("site-config.yaml", &old)]), ["site-config.yaml:7 waiver-expired"]);
}

fn site_text(file: &str) -> String {
    use gongkai::host::Host as _;
    String::from_utf8(site(&[]).read(Path::new(file)).unwrap()).unwrap()
}

#[test]
fn numbers_of_statistics_are_no_telephones() {
    let typed =
        |kind: &str| format!("{DATASET}    fields: [{{name: year, type: year}}, {{name: gdp, type: {kind}}}]\n");
    let table = |yaml: &str, csv: &str| {
        personal(&[("content/statistics/d/dataset.yaml", yaml), ("content/statistics/d/data.csv", csv)]).len()
    };
    assert_eq!(table(&typed("number"), "year,gdp\n2003,14717087130.6983\n2004,16886890000\n2005,17507655685.0\n"), 0);
    assert_eq!(table(&typed("integer"), "year,gdp\n2003,16886890000\n"), 0);
    assert_eq!(table(&typed("string"), "year,gdp\n2003,16886890000\n"), 1);
    assert_eq!(table(DATASET, "year,gdp\n2003,9886890000\n2004,16886890000\n"), 0);
    assert_eq!(table(DATASET, "year,phone\n2003,13800138000\n"), 1);
}

#[test]
fn packs_are_chosen_in_the_settings() {
    let text = CASE.replace("The lamps", "AB 12 34 56 C, 13800138000, 07700 900123: lamps");
    let of = |packs: &str| personal(&[("site-config.yaml", &format!("{CONFIG}{packs}")), (C, &text)]);
    assert_eq!(of(""), [format!("{C}:7 personal-data-mobile")]);
    assert_eq!(of("personal_data: {packs: [uk]}\n").len(), 2);
    assert_eq!(of("personal_data: {packs: [cn, uk]}\n").len(), 3);
    assert_eq!(of("personal_data: {packs: []}\n"), Vec::<String>::new());
}

fn with_cache(memory: &Memory) -> Vec<String> {
    use gongkai::host::Host as _;
    let bytes = memory.read(Path::new(config::FILE)).unwrap();
    let config = config::read(&bytes).0.unwrap();
    let place = gongkai::cache::Place::of(Path::new(""), Path::new("public"), [1; 16]);
    let options = Options { day: day(), refused: Refused::Stop, strict: false, cache: Some(place) };
    let report = gongkai::build(memory, Path::new(""), config, Path::new("public"), options).unwrap();
    shown(memory, &report)
}

#[test]
fn what_is_remembered_hides_no_hit() {
    let listed = with("attachments: [{file: a.txt}]");
    let memory = site(&[(C, &listed), ("content/replies/c-1.files/a.txt", "Fine.")]);
    assert_eq!(with_cache(&memory), Vec::<String>::new());
    memory.set_clock(1_000);
    assert_eq!(with_cache(&memory), Vec::<String>::new());
    memory.put("content/replies/c-1.files/a.txt", b"Call 13800138000.");
    for _ in 0..2 {
        assert_eq!(with_cache(&memory), ["content/replies/c-1.files/a.txt:1 personal-data-mobile"]);
    }
    // Another choice of countries reads all again.
    memory.put("content/replies/c-1.files/a.txt", b"07700 900123");
    assert_eq!(with_cache(&memory), ["content/replies/c-1.md:1 changed-since-built"]);
    memory.put("site-config.yaml", format!("{CONFIG}personal_data: {{packs: [uk]}}\n").as_bytes());
    assert_eq!(with_cache(&memory), ["content/replies/c-1.files/a.txt:1 personal-data-mobile"]);
}

/// A hidden case that says a secret in every field, and others that speak of it.
fn hidden(visibility: &str) -> Memory {
    let case = format!(
        "---\ntitle: Quillwort title\nkind: complaint\ndepartment: urban\nreceived: 2026-03-02\naccepted: 2026-03-03\n\
         topics: [lights]\nreferences: [Quillwort-7]\nlocation: Quillwort Lane\naliases: [old-3, older-3]\n\
         related: ['policy:p']\nattachments: [{{file: a.txt, title: Quillwort plan}}]\nreplied: 2026-03-10\n\
         visibility: {visibility}\nvisibility_reason: Court order\n\
         promises: [{{text: Quillwort planted, due: 2026-07-01}}, {{text: Quillwort dug, due: 2026-04-01}}]\nevents:\n\
         \x20 - {{on: 2026-03-04, type: supervised, level: notice, by: Mr Quillwort, reason: Quillwort again}}\n\
         \x20 - {{on: 2026-03-11, type: corrected, reason: Quillwort was wrong}}\n\
         \x20 - {{on: 2026-03-12, type: concluded, outcome: done, note: Quillwort done}}\n\
         \x20 - {{on: 2026-03-13, type: {visibility}, basis: Court order}}\n---\n\
         ## Question\n\nQuillwort, see [that](https://quillwort.example/Quillwort).\n\n## Reply\n\nQuillwort.\n\n\
         See [the policy](policy:p).\n\n## Correction\n\nQuillwort twice.\n"
    );
    let memory = site(&[
        ("content/replies/c-3.md", &case),
        ("content/replies/c-3.files/a.txt", "Quillwort"),
        (
            "content/replies/c-3.zh-Hans.md",
            "---\ntitle: Quillwort 标题\nof: x\ntranslator: Quillwort\n---\n## 问题\n\nQuillwort\n\n## 答复\n\nQuillwort\n\n## 更正\n\nQuillwort\n",
        ),
        ("content/policies/p/policy.yaml", POLICY),
        ("content/policies/p/edition-1.md", EDITION),
        ("content/replies/c-1.md", &CASE.replace("kind:", "related: ['reply:c-3']\nkind:")),
        ("content/pages/about.md", "---\ntitle: About\n---\nSee [that case](reply:c-3).\n"),
        (
            "content/digests/g.md",
            "---\ntitle: G\ntopic: lights\nfrom: 2026-01-01\nto: 2026-06-30\nopinions: [{text: Lamps, cases: ['reply:c-3']}]\nimprovements: [{text: Lit, status: done, on: 2026-05-01, related: ['reply:c-3']}]\n---\nText.\n",
        ),
    ]);
    for n in 4..9 {
        memory.put(&format!("content/replies/c-{n}.md"), CASE.as_bytes());
    }
    memory
}

#[test]
fn what_is_withheld_leaves_a_stub_in_every_output() {
    for visibility in ["withheld", "removed"] {
        let tree = built(&hidden(visibility));
        for (path, bytes) in &tree {
            let text = String::from_utf8_lossy(bytes);
            assert!(!text.contains("Quillwort"), "{visibility}: {path}");
        }
        let text = |path: &str| String::from_utf8_lossy(&tree[path]).into_owned();
        for path in ["replies/old-3.html", "replies/older-3.html", "zh-hans/replies/old-3.html"] {
            assert!(text(path).contains("c-3.html"), "{path}");
        }
        assert!(text("replies/c-3.html").contains("Court order"));
        assert!(!tree.contains_key("replies/c-3/a.txt"));
        assert!(text("data/replies/2026-03.jsonl").contains("\"id\":\"c-3\""));
        // What it relied on, and what it is about, is not told from the other side.
        assert!(!text("policies/p.html").contains("c-3.html"), "{visibility}");
        assert!(!text("topics/lights.html").contains("c-3.html"), "{visibility}");
        assert!(!text("feed.xml").contains("c-3") && !text("feed.json").contains("c-3"));
        assert!(!text("sitemaps/replies-2026.xml").contains("c-3.html"));
    }
}

#[test]
fn drafts_and_their_aliases_are_not_shown() {
    let memory = hidden("withheld");
    let draft = CASE.replace("Lights out", "Quillwort").replace("kind:", "draft: true\naliases: [old-9]\nkind:");
    memory.put("content/replies/c-9.md", draft.as_bytes());
    let later =
        CASE.replace("Lights out", "Quillwort").replace("kind:", "publish_at: 2027-01-01\naliases: [old-10]\nkind:");
    memory.put("content/replies/c-10.md", later.as_bytes());
    let tree = built(&memory);
    assert!(!tree.contains_key("replies/old-9.html") && !tree.contains_key("replies/old-10.html"));
    assert!(tree.values().all(|bytes| !String::from_utf8_lossy(bytes).contains("Quillwort")));
}

#[test]
fn a_server_hides_what_is_withheld_while_it_runs() {
    use gongkai::live::Live;
    let memory = hidden("withheld");
    let path = "content/replies/c-3.md";
    let secret = {
        use gongkai::host::Host as _;
        String::from_utf8(memory.read(Path::new(path)).unwrap()).unwrap()
    };
    let config = || {
        use gongkai::host::Host as _;
        config::read(&memory.read(Path::new(config::FILE)).unwrap()).0.unwrap()
    };
    let mut live = Live::open(&memory, Path::new(""), config(), day(), None).unwrap();
    for text in [secret.replace("Quillwort twice", "Quillwort thrice"), secret.replace("withheld", "removed"), secret] {
        memory.put(path, text.as_bytes());
        live.update(config(), day(), &[path.into()]).unwrap();
        for output in
            ["replies/c-3.html", "replies/old-3.html", "data/replies/2026-03.jsonl", "replies/month/2026-03.html"]
        {
            let bytes = live.output(output).unwrap().unwrap();
            assert!(!String::from_utf8_lossy(&bytes).contains("Quillwort"), "{output}");
            assert_eq!(bytes, clean(&memory)[output], "{output}");
        }
    }
}

#[test]
fn lists_copied_from_a_site_with_more_languages_are_fine() {
    let one = "title: T\npublisher: P\nbase_url: https://c.example/\nlanguages: [en]\nas_of: 2026-06-30\nlicence: x\n";
    let departments =
        "- {id: urban, name: {en: Urban, zh-Hans: 城管局}}\n- {id: water, name: {en: Water, de: Wasser}}\n";
    let topics = "- {id: lights, label: {en: Lights, fr: Lampes}}\n";
    let base = [("site-config.yaml", one), ("content/departments.yaml", departments), ("content/topics.yaml", topics)];
    let rules = include_str!("../../src/cli/rules/uk.yaml");
    let calendar = include_str!("../../src/cli/rules/calendar-uk-2026.yaml");
    let files = [("content/rules/deadlines.yaml", rules), ("content/rules/calendar-uk-2026.yaml", calendar)];
    let memory = site(&[&base[..], &files].concat());
    assert_eq!(shown(&memory, &build_on(&memory, day()).unwrap()), Vec::<String>::new());
    // A slip for a language of the site, no language at all, or nothing that the site could show.
    for name in ["{en: Urban, en-GB: Urban}", "{en: Urban, english: Urban}", "{zh-Hans: 城管局}"] {
        let text = format!("- {{id: urban, name: {name}}}\n- {{id: water, name: Water}}\n");
        let memory = site(&[("site-config.yaml", one), ("content/departments.yaml", &text)]);
        let found = shown(&memory, &build_on(&memory, day()).unwrap());
        assert_eq!(found, ["content/departments.yaml:1 unknown-language"], "{name}");
    }
    // In a record it is still a fault: nobody would see the text.
    let memory = site(&[("site-config.yaml", one), (C, &with("location: {en: Here, zh-Hans: 这里}"))]);
    assert_eq!(shown(&memory, &build_on(&memory, day()).unwrap()), [format!("{C}:6 unknown-language")]);
}

#[test]
fn no_broken_character_reaches_a_page() {
    let sjis = [0x82, 0xA0, 0x82, 0xA2, 0xFF, b'\n'];
    let broken_utf16 = [0xFF, 0xFE, b't', 0, 0x00, 0xD8, b'x', 0];
    for bytes in [&sjis[..], &broken_utf16] {
        for path in ["content/pages/x.md", "content/topics.yaml", "site-config.yaml", "content/statistics/d/data.csv"] {
            let memory = site(&[]);
            memory.put("content/statistics/d/dataset.yaml", DATASET.as_bytes());
            memory.put("content/statistics/d/data.csv", b"a,b\nx,1\n");
            memory.put(path, bytes);
            let report = build_on(&memory, day()).unwrap();
            assert!(report.written.is_none(), "{path}");
            assert!(report.findings.iter().any(|f| f.rule.name == "encoding-broken" && f.file == path), "{path}");
        }
    }
}

#[test]
fn what_one_language_redacts_the_other_does_not_say() {
    let mark = |category: &str| format!("[[redacted: {category} | PIPL art. 28]]");
    let pair = |original: &str, translated: &str| {
        let text = CASE.replace("The lamps", &format!("{original} The lamps"));
        let other = format!("---\ntitle: 灯\nof: x\n---\n{translated}灯不亮。\n");
        let memory = site(&[(C, &text), ("content/replies/c-1.zh-Hans.md", &other)]);
        let found = shown(&memory, &build_on(&memory, day()).unwrap());
        found.iter().filter(|finding| finding.ends_with("translation-redactions-differ")).count()
    };
    assert_eq!(pair(&mark("name"), "李某"), 1);
    assert_eq!(pair("Li", &mark("姓名")), 1);
    assert_eq!(pair(&mark("name"), &mark("姓名")), 0);
    assert_eq!(pair(&mark("name"), &mark("手机号")), 1);
    assert_eq!(pair(&mark("name of a child"), &mark("儿童姓名")), 0);
    assert_eq!(pair(&(mark("name") + &mark("name")), &mark("姓名")), 1);
}

#[test]
fn personal_data_in_the_theme_is_found() {
    let waiver = "personal_data_waivers: [{file: themes/city/strings/en.yaml, kind: mobile, reason: Hotline, until: 2026-12-31}]\n";
    let of = |more: &str| {
        let settings = format!("{CONFIG}theme: city\n{more}");
        personal(&[
            ("site-config.yaml", &settings),
            ("themes/city/theme.yaml", "name: City\nengine: 1\n"),
            ("themes/city/strings/en.yaml", "nav:\n  home: Call 13800138000\n"),
            ("themes/city/static/note.txt", "Call 138-0013-8000"),
        ])
    };
    let note = "themes/city/static/note.txt:1 personal-data-mobile";
    assert_eq!(of(""), [note, "themes/city/strings/en.yaml:2 personal-data-mobile"]);
    assert_eq!(of(waiver), [note]);
}

/// A key with a number in it, once for each place within it that takes a value.
fn planted(key: &str, ty: &Ty) -> Vec<String> {
    let values = |ty: &Ty| -> Vec<String> { planted("", ty) };
    let within = |fields: &[Field]| -> Vec<String> {
        fields.iter().flat_map(|field| planted(field.key, &field.ty)).map(|inner| format!("{{{inner}}}")).collect()
    };
    let all: Vec<String> = match ty {
        Ty::List(inner) => values(inner).into_iter().map(|inner| format!("[{inner}]")).collect(),
        Ty::Map(fields) => within(fields),
        Ty::Event(fields, kinds) => {
            let of_kinds = kinds.iter().flat_map(|(kind, fields)| {
                let typed = move |inner: String| format!("{{type: {kind}, {}", &inner[1..]);
                within(fields).into_iter().map(typed)
            });
            within(fields).into_iter().chain(of_kinds).collect()
        }
        Ty::Language(fields) => [within(fields), vec!["'13800138000'".to_owned()]].concat(),
        Ty::Text => vec!["{en: Ring me, zh-Hans: 电话13800138000}".to_owned()],
        _ => vec!["13800138000".to_owned()],
    };
    if key.is_empty() { all } else { all.into_iter().map(|value| format!("{key}: {value}")).collect() }
}

#[test]
fn personal_data_is_found_in_every_key_of_every_kind() {
    use gongkai::record::fields;
    use rayon::prelude::*;
    let front = |path: &'static str, base: &str, body: &str, fields: &'static [Field]| {
        (path, format!("---\n{base}"), format!("---\n{body}\n"), fields, "")
    };
    let case = "title: Lights out\nkind: complaint\ndepartment: urban\nreceived: 2026-03-02\n";
    let digest = "title: G\ntopic: lights\nfrom: 2026-01-01\nto: 2026-06-30\n";
    let whole = String::new;
    let places = [
        front(C, case, "The lamps are dark.", fields::CASE),
        front("content/replies/c-1.zh-Hans.md", "title: 灯\n", "路灯不亮。", fields::TRANSLATION),
        ("content/policies/p/policy.yaml", POLICY.to_owned(), whole(), fields::POLICY, ""),
        front("content/policies/p/edition-1.md", "on: 2024-03-01\n", "Quiet.", fields::EDITION),
        ("content/statistics/d/dataset.yaml", DATASET.to_owned(), whole(), fields::DATASET, ""),
        front("content/digests/g.md", digest, "Dark.", fields::DIGEST),
        front("content/pages/about.md", "title: About\n", "We answer.", fields::PAGE),
        ("content/departments.yaml", "- {id: urban, name: Urban}\n".to_owned(), whole(), fields::DEPARTMENT, "- "),
        ("content/topics.yaml", "- {id: lights, label: Lights}\n".to_owned(), whole(), fields::TOPIC, "- "),
        ("content/rules/deadlines.yaml", whole(), whole(), fields::RULE, "- "),
        ("content/rules/calendar-cn-2026.yaml", whole(), whole(), fields::CALENDAR_DAY, "- "),
        ("site-config.yaml", CONFIG.to_owned(), whole(), fields::CONFIG, ""),
    ];
    let sound = [
        (C, CASE.to_owned()),
        ("content/policies/p/policy.yaml", POLICY.to_owned()),
        ("content/policies/p/edition-1.md", EDITION.to_owned()),
        ("content/statistics/d/dataset.yaml", DATASET.to_owned()),
        ("content/statistics/d/data.csv", "a,b\nx,1\n".to_owned()),
        ("site-config.yaml", CONFIG.to_owned()),
    ];
    let mut tries = Vec::new();
    for (path, head, tail, table, item) in &places {
        for field in *table {
            let others = head.lines().filter(|line| !line.starts_with(&format!("{}:", field.key)));
            let others: String = others.map(|line| format!("{line}\n")).collect();
            let text = |line: String| (*path, format!("{others}{item}{}\n{tail}", line.trim_end()));
            tries.extend(planted(field.key, &field.ty).into_iter().map(text));
        }
    }
    assert!(tries.len() > 200, "{}", tries.len());
    let missed = tries.par_iter().filter_map(|(path, text)| {
        let files = sound.iter().filter(|(other, _)| other != path).map(|(path, text)| (*path, text.as_str()));
        let memory = site(&files.chain([(*path, text.as_str())]).collect::<Vec<_>>());
        let settings = gongkai::host::Host::read(&memory, Path::new(config::FILE)).unwrap();
        let (settings, refused) = config::read(&settings);
        let Some(settings) = settings else {
            // Nothing is published without settings.
            return (!refused.iter().any(gongkai::diagnostic::Finding::is_error)).then(|| text.clone());
        };
        let found = gongkai::check_site(&memory, Path::new(""), settings, day()).unwrap().checked.findings;
        let told = found.iter().any(|f| *f.file == **path && f.rule.name == "personal-data-mobile");
        (!told).then(|| format!("{path}:\n{text}"))
    });
    let missed: Vec<String> = missed.collect();
    assert!(missed.is_empty(), "{} of {}:\n{}", missed.len(), tries.len(), missed.join("\n"));
}
