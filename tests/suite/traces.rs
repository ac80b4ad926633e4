//! What is taken down, of every kind of record: what a reader, a list, a feed, a program and a server see.

use crate::site::{build_on, built, day, shown, site};
use gongkai::host::memory::Memory;
use std::collections::BTreeMap;

type Tree = BTreeMap<String, Vec<u8>>;

const SECRET: &str = "Zanthoxyl";

/// A kind of record: its file, its text with a place for the withdrawal, its address, its list, and the
/// address of a file beside it.
struct Kind {
    name: &'static str,
    file: &'static str,
    text: &'static str,
    page: &'static str,
    list: Option<&'static str>,
    beside: Option<&'static str>,
}

const KINDS: [Kind; 5] = [
    Kind {
        name: "reply",
        file: "content/replies/c-9.md",
        text: "---\ntitle: Zanthoxyl lamps\nkind: complaint\ndepartment: urban\nreceived: 2026-03-02\nreplied: 2026-03-04\naliases: [c-old]\nattachments: [{file: a.txt, title: Zanthoxyl file}]\nWITHDRAWAL---\n## Question\n\nZanthoxyl?\n\n## Reply\n\nZanthoxyl.\n",
        page: "replies/c-9.html",
        list: Some("replies/month/2026-03.html"),
        beside: Some("replies/c-9/a.txt"),
    },
    Kind {
        name: "policy",
        file: "content/policies/noise/policy.yaml",
        text: "title: Zanthoxyl rules\nissuers: [urban]\ntopics: [lights]\nkind: rules\nmade_on: 2024-03-01\npublished_on: 2024-03-08\neffective_from: 2024-05-01\naliases: [noise-old]\nattachments: [{file: a.txt, title: Zanthoxyl file}]\nWITHDRAWAL",
        page: "policies/noise.html",
        list: Some("policies/index.html"),
        beside: Some("policies/noise/a.txt"),
    },
    Kind {
        name: "dataset",
        file: "content/statistics/lamps/dataset.yaml",
        text: "title: Zanthoxyl lamps\ndescription: Zanthoxyl in service\ndepartment: urban\ntopics: [lights]\npublished_on: 2026-01-15\naliases: [lamps-old]\ntables: [{file: data.csv}]\nWITHDRAWAL",
        page: "statistics/lamps.html",
        list: Some("statistics/index.html"),
        beside: Some("statistics/lamps/data.csv"),
    },
    Kind {
        name: "digest",
        file: "content/digests/dark.md",
        text: "---\ntitle: Zanthoxyl streets\ntopic: lights\nfrom: 2026-01-01\nto: 2026-03-31\naliases: [dark-old]\nWITHDRAWAL---\nZanthoxyl is said.\n",
        page: "digests/dark.html",
        list: Some("digests/index.html"),
        beside: None,
    },
    Kind {
        name: "page",
        file: "content/pages/hours.md",
        text: "---\ntitle: Zanthoxyl hours\naliases: [times]\nWITHDRAWAL---\nZanthoxyl from nine.\n",
        page: "hours.html",
        list: Some("sitemap.html"),
        beside: None,
    },
];

fn alias(page: &str) -> String {
    let old =
        [("c-9", "c-old"), ("noise", "noise-old"), ("lamps", "lamps-old"), ("dark", "dark-old"), ("hours", "times")];
    old.iter().fold(page.to_owned(), |page, (new, old)| page.replace(&format!("{new}.html"), &format!("{old}.html")))
}

fn with(kind: &Kind, withdrawal: &str) -> Memory {
    let withdrawal = if withdrawal.is_empty() { String::new() } else { format!("withdrawal: {{{withdrawal}}}\n") };
    let mut files = vec![(kind.file, kind.text.replace("WITHDRAWAL", &withdrawal))];
    match kind.name {
        "reply" => files.push(("content/replies/c-9.files/a.txt", format!("{SECRET} beside"))),
        "policy" => {
            files.push(("content/policies/noise/edition-1.md", format!("---\non: 2024-03-01\n---\n{SECRET} one.\n")));
            let second = format!("---\non: 2025-03-01\nchange: major\nnote: {SECRET} note\n---\n{SECRET} two.\n");
            files.push(("content/policies/noise/edition-2.md", second));
            files.push(("content/policies/noise/files/a.txt", format!("{SECRET} beside")));
        }
        "dataset" => files.push(("content/statistics/lamps/data.csv", format!("month,{SECRET}\n2026-01,1204\n"))),
        _ => {}
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    site(&files)
}

const REMOVED: &str = "type: removed, on: 2026-05-04, class: court-order, reason: A court said so, by: urban, basis: Ruling 12, instead: 'page:other'";
const WITHDRAWN: &str = "type: withdrawn, on: 2026-05-04, class: superseded, reason: A newer one is out, by: The mayor, instead: 'page:other'";

fn other(memory: Memory) -> Memory {
    memory.put("content/pages/other.md", b"---\ntitle: The other page\n---\nRead this.\n");
    memory
}

fn text(tree: &Tree, path: &str) -> String {
    String::from_utf8_lossy(tree.get(path).unwrap_or_else(|| panic!("no {path}"))).into_owned()
}

#[test]
fn of_a_removed_record_a_notice_is_left_at_every_address_and_nothing_else() {
    for kind in &KINDS {
        let before = built(&other(with(kind, "")));
        assert!(before.values().any(|bytes| String::from_utf8_lossy(bytes).contains(SECRET)), "{}", kind.name);
        let tree = built(&other(with(kind, REMOVED)));
        let leaks = tree.iter().filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains(SECRET));
        assert_eq!(leaks.map(|(path, _)| path).collect::<Vec<_>>(), Vec::<&String>::new(), "{}", kind.name);
        for page in [kind.page.to_owned(), alias(kind.page)] {
            for (dir, reason, basis) in [("", "A court said so", "Legal basis"), ("zh-hans/", "法院裁判", "依据")]
            {
                let page = text(&tree, &format!("{dir}{page}"));
                for part in [reason, basis, "Ruling 12", "Urban", "The other page", "2026-05-04", "noindex"] {
                    assert!(page.contains(part), "{}: {dir} {part}\n{page}", kind.name);
                }
            }
        }
        // No page is lost, and what lay beside it is gone.
        let pages = |tree: &Tree| tree.keys().filter(|path| path.ends_with(".html")).cloned().collect::<Vec<_>>();
        let (had, has) = (pages(&before), pages(&tree));
        assert!(
            had.iter().all(|page| has.contains(page) || page.contains("changes/") || page.contains("/by/")),
            "{}",
            kind.name
        );
        assert!(kind.beside.is_none_or(|file| before.contains_key(file) && !tree.contains_key(file)), "{}", kind.name);
        let name = kind.page.rsplit('/').next().unwrap();
        for (path, bytes) in &tree {
            let listed = path.starts_with("sitemaps/") || path.ends_with("feed.xml") || path.ends_with("feed.json");
            let register = path.contains("corrections/") || path.contains("changes/");
            let bytes = String::from_utf8_lossy(bytes);
            let named = bytes.contains(&format!("/{name}<")) || bytes.contains(&format!("/{name}\""));
            assert!(!listed || register || !named, "{}: {path} lists it", kind.name);
        }
        let list = kind.list.map(|list| text(&tree, list)).unwrap_or_default();
        assert!(!list.contains(&format!("{name}\"")), "{}: its list names it", kind.name);
        // The register tells of it, in each of its forms.
        for path in ["corrections/index.html", "corrections/feed.xml", "data/corrections.csv", "changes/2026-05.html"] {
            let said = text(&tree, path);
            assert!(said.contains("A court said so"), "{}: {path}\n{said}", kind.name);
        }
        let row = text(&tree, "data/corrections.csv").lines().nth(1).unwrap().to_owned();
        assert!(row.starts_with(&format!("2026-05-04,removed,court-order,{},", kind.name)), "{row}");
        assert!(row.ends_with(",A court said so,urban,Ruling 12,page:other"), "{row}");
    }
}

#[test]
fn a_withdrawn_record_is_read_under_a_notice_and_stands_on_no_front() {
    for kind in &KINDS {
        let tree = built(&other(with(kind, WITHDRAWN)));
        for (dir, said) in [("", "This has been withdrawn"), ("zh-hans/", "本件已停用")] {
            let page = text(&tree, &format!("{dir}{}", kind.page));
            for part in [said, SECRET, "A newer one is out", "The mayor", "The other page", "2026-05-04"] {
                assert!(page.contains(part), "{}: {dir} {part}\n{page}", kind.name);
            }
        }
        assert!(kind.beside.is_none_or(|file| tree.contains_key(file)), "{}", kind.name);
        for path in ["index.html", "feed.xml", "feed.json"] {
            assert!(!text(&tree, path).contains(SECRET), "{}: {path}", kind.name);
        }
        assert!(text(&tree, "corrections/index.html").contains("A newer one is out"), "{}", kind.name);
        let list = kind.list.map(|list| text(&tree, list)).unwrap_or_default();
        assert!(list.contains(SECRET), "{}: it can still be reached", kind.name);
        assert!(text(&tree, &alias(kind.page)).contains("http-equiv=\"refresh\""), "{}", kind.name);
    }
}

#[test]
fn a_removed_edition_leaves_a_notice_where_it_and_its_differences_stood() {
    let files = |withdrawal: &str| {
        let mut all = vec![(
            "content/policies/noise/policy.yaml".to_owned(),
            "title: Noise\nissuers: [urban]\nmade_on: 2024-03-01\npublished_on: 2024-03-08\n".to_owned(),
        )];
        for (n, word) in [(1, "one"), (2, SECRET), (3, "three")] {
            let extra = if n == 2 { withdrawal } else { "" };
            let note = if n == 1 { String::new() } else { format!("note: Edition {n} is {word}\n") };
            let keys = format!("on: {}-03-01\n{note}{extra}", 2023 + n);
            all.push((format!("content/policies/noise/edition-{n}.md"), format!("---\n{keys}---\nQuiet {word}.\n")));
        }
        let all: Vec<(&str, &str)> = all.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        other(site(&all))
    };
    let removed = files(&format!("withdrawal: {{{REMOVED}}}\n"));
    let tree = built(&removed);
    assert!(tree.iter().all(|(_, bytes)| !String::from_utf8_lossy(bytes).contains(SECRET)));
    for page in ["edition-2.html", "edition-2-changes.html", "edition-3-changes.html"] {
        assert!(text(&tree, &format!("policies/noise/{page}")).contains("A court said so"), "{page}");
    }
    assert!(text(&tree, "policies/noise.html").contains("Quiet three"));
    assert!(text(&tree, "policies/noise.html").contains("A court said so"), "its history tells of it");
    let map = text(&tree, "policies/noise/timemap.link");
    assert!(!map.contains("edition-2") && map.matches("memento\"").count() == 2, "{map}");
    // A newest edition that was published in error gives way to the one before it.
    let last = files("").tree("");
    let memory = Memory::default();
    for (path, bytes) in last {
        memory.put(&path, &bytes);
    }
    let third = "---\non: 2026-03-01\nnote: Edition 3\nwithdrawal: {type: withdrawn, on: 2026-05-04, class: error, reason: The wrong text, by: urban}\n---\nQuiet three.\n";
    memory.put("content/policies/noise/edition-3.md", third.as_bytes());
    let tree = built(&memory);
    assert!(text(&tree, "policies/noise.html").contains(&format!("Quiet {SECRET}")));
    assert!(text(&tree, "policies/noise/edition-3.html").contains("The wrong text"));
}

#[test]
fn a_removed_policy_still_counts_and_what_it_repealed_stays_repealed() {
    let policy = |id: &str, more: &str| {
        (
            format!("content/policies/{id}/policy.yaml"),
            format!(
                "title: {id}\nissuers: [urban]\nkind: rules\nmade_on: 2024-03-01\npublished_on: 2024-03-08\neffective_from: 2024-05-01\n{more}"
            ),
        )
    };
    let edition =
        |id: &str| (format!("content/policies/{id}/edition-1.md"), "---\non: 2024-03-01\n---\nQuiet.\n".to_owned());
    let files = |withdrawal: &str| {
        let all = [
            policy("old", ""),
            edition("old"),
            policy("new", &format!("relations: [{{repeals: old}}]\n{withdrawal}")),
            edition("new"),
        ];
        let all: Vec<(&str, &str)> = all.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let memory = other(site(&all));
        let config = "title: Open City\npublisher: City\nbase_url: https://city.example/\nlanguages: [en]\nas_of: 2026-06-30\nlicence: CC-BY-4.0\nstatutory_table: china-annual\n";
        memory.put("site-config.yaml", config.as_bytes());
        memory.put("content/replies/c-1.md", b"---\ntitle: A\nkind: foi\napplicant: natural\ndepartment: urban\nreceived: 2024-03-02\nevents: [{on: 2024-03-04, type: concluded, outcome: granted}]\n---\nA?\n");
        memory
    };
    let report = |tree: &Tree| {
        text(tree, "data/foi-2024.csv")
            .lines()
            .filter(|line| line.contains("doc_"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let (before, after) = (built(&files("")), built(&files(&format!("withdrawal: {{{REMOVED}}}\n"))));
    assert_eq!(report(&before), report(&after));
    let stub = text(&after, "data/policies.csv");
    assert!(
        stub.lines().any(|line| line.starts_with("new,new,,,rules,urban,") && line.contains("2024-03-08")),
        "{stub}"
    );
    assert!(text(&after, "policies/old.html").contains("Repealed"));
}

#[test]
fn what_is_missing_or_contradicts_itself_is_said() {
    for (withdrawal, rule) in [
        ("type: removed, on: 2026-05-04, class: error, reason: x, by: urban", "removed-without-basis"),
        ("type: removed, on: 2026-05-04, reason: x, by: urban, basis: y", "missing-key"),
        ("type: gone, on: 2026-05-04, class: error, reason: x, by: urban", "unknown-word"),
        (
            "type: withdrawn, on: 2026-05-04, class: error, reason: x, by: urban, instead: 'page:none'",
            "link-to-missing-record",
        ),
        ("type: withdrawn, on: 2026-05-04, class: error, reason: x, by: urban, instead: none", "wrong-type"),
        ("type: withdrawn, on: 2026-09-04, class: error, reason: x, by: urban", "event-in-future"),
    ] {
        for kind in &KINDS {
            let memory = with(kind, withdrawal);
            let found = shown(&memory, &build_on(&memory, day()).unwrap());
            assert!(found.iter().any(|line| line.starts_with(kind.file) && line.ends_with(rule)), "{rule}: {found:?}");
        }
    }
    let early = with(&KINDS[1], "type: withdrawn, on: 2024-01-04, class: error, reason: x, by: urban");
    assert!(shown(&early, &build_on(&early, day()).unwrap()).iter().any(|line| line.ends_with("date-too-early")));
}

#[test]
fn an_empty_register_says_so_and_a_long_one_has_pages() {
    let tree = built(&site(&[]));
    assert!(text(&tree, "corrections/index.html").contains("so far"));
    assert!(text(&tree, "zh-hans/corrections/index.html").contains("目前没有"));
    assert_eq!(text(&tree, "data/corrections.csv").lines().count(), 1);
    let corrections: String =
        (0..130).map(|n| format!("  - {{on: 2026-05-04, what: Line {n}, reason: A slip}}\n")).collect();
    let page = format!("---\ntitle: Hours\ncorrections:\n{corrections}---\nNine.\n");
    let tree = built(&site(&[("content/pages/hours.md", &page)]));
    assert!(text(&tree, "corrections/index-2.html").contains("Line 129"));
    assert_eq!(text(&tree, "data/corrections.csv").lines().count(), 131);
    assert!(text(&tree, "changes/2026-05-2.html").contains("Line 129"));
    assert!(text(&tree, "hours.html").contains("id=\"g-2026-05-04-corrected-130\""));
}

#[test]
fn the_report_of_a_year_counts_what_was_published_and_what_was_taken_down() {
    let files: Vec<(&str, String)> = vec![
        ("content/replies/c-1.md", crate::site::CASE.to_owned()),
        (
            "content/digests/dark.md",
            "---\ntitle: Dark\ntopic: lights\nfrom: 2026-01-01\nto: 2026-03-31\nWITHDRAWAL---\nIt is said.\n"
                .replace("WITHDRAWAL", &format!("withdrawal: {{{REMOVED}}}\n")),
        ),
        (
            "content/pages/hours.md",
            "---\ntitle: Hours\ncorrections: [{on: 2026-02-01, what: A, reason: B, class: error}, {on: 2026-02-01, type: redacted, what: A, reason: B}]\n---\nNine.\n".to_owned(),
        ),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let tree = built(&other(site(&files)));
    for dir in ["", "zh-hans/"] {
        let page = text(&tree, &format!("{dir}reports/site-2026.html"));
        let rows: Vec<String> = page
            .split("<tr>")
            .skip(1)
            .map(|row| {
                row.split("class=\"n\">").skip(1).filter_map(|n| n.split('<').next()).collect::<Vec<_>>().join(" ")
            })
            .collect();
        // Published: a reply and the digest that is removed since.
        assert_eq!(rows[1..5], ["1", "0", "0", "1"], "{page}");
        // Corrected, revised, redacted, withheld, withdrawn, removed: for an error, by a court, not stated; all.
        assert_eq!(rows[6..], ["1 0 0 0 0 0", "0 0 0 0 0 1", "0 0 1 0 0 0", "1 0 1 0 0 1"], "{page}");
    }
    assert!(text(&tree, "corrections/index.html").contains("reports/site-2026.html"));
}

#[test]
fn a_redaction_is_shown_with_its_category_and_basis_in_every_text() {
    let mark = "Before [[redacted: personal-data | PIPL art. 28]] after.";
    let case = format!(
        "---\ntitle: A\nkind: complaint\ndepartment: urban\nreceived: 2026-03-02\nevents: [{{on: 2026-03-03, type: replied}}, {{on: 2026-03-04, type: corrected, reason: x}}]\n---\n## Question\n\n{mark}\n\n## Reply\n\n{mark}\n\n## Correction\n\n{mark}\n"
    );
    let edition = |on: &str, more: &str| {
        format!("---\non: {on}\nnote: x\n---\n### Article 1\n\n{mark}\n\n### Article 2\n\n{more}\n")
    };
    let files: Vec<(&str, String)> = vec![
        ("content/replies/c-1.md", case),
        (
            "content/policies/p/policy.yaml",
            "title: Noise\nissuers: [urban]\nmade_on: 2024-03-01\npublished_on: 2024-03-08\n".to_owned(),
        ),
        ("content/policies/p/edition-1.md", edition("2024-03-01", "Old.")),
        ("content/policies/p/edition-2.md", edition("2025-03-01", mark)),
        (
            "content/statistics/d/dataset.yaml",
            "title: D\ndescription: D\ndepartment: urban\npublished_on: 2026-01-15\ntables: [{file: data.csv}]\n"
                .to_owned(),
        ),
        ("content/statistics/d/data.csv", "month,n\n2026-01,2\n".to_owned()),
        ("content/statistics/d/notes.md", format!("---\ntitle: Notes\n---\n{mark}\n")),
        (
            "content/digests/g.md",
            format!("---\ntitle: G\ntopic: lights\nfrom: 2026-01-01\nto: 2026-03-31\n---\n{mark}\n"),
        ),
        ("content/pages/about.md", format!("---\ntitle: About\n---\n{mark}\n")),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let tree = built(&site(&files));
    for (page, times) in [
        ("replies/c-1.html", 3),
        ("policies/p.html", 2),
        ("policies/p/edition-1.html", 1),
        ("policies/p/edition-2-changes.html", 1),
        ("statistics/d.html", 1),
        ("digests/g.html", 1),
        ("about.html", 1),
    ] {
        for (dir, said) in [("", "personal data"), ("zh-hans/", "个人信息")] {
            let page = text(&tree, &format!("{dir}{page}"));
            let shown = page.matches(said).count();
            assert!(shown >= times && page.contains("PIPL art. 28"), "{dir}: {shown} of {times}\n{page}");
            assert!(!page.contains("[[redacted"), "{page}");
        }
    }
}

/// Runs a program in a folder: its exit code and what it printed.
fn run(folder: &std::path::Path, program: &str, arguments: &[&str]) -> (i32, String) {
    let mut command = match program {
        "gongkai" => std::process::Command::new(assert_cmd::cargo::cargo_bin("gongkai")),
        other => std::process::Command::new(other),
    };
    let said = command.current_dir(folder).args(arguments).env("LC_ALL", "C").output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (said.status.code().unwrap(), text(&said.stdout) + &text(&said.stderr))
}

#[test]
fn erase_names_every_place_that_holds_a_text_and_empties_the_cache() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let secret = "The neighbour at the corner keeps dogs";
    for (path, bytes) in site(&[]).tree("") {
        std::fs::create_dir_all(root.join(&path).parent().unwrap()).unwrap();
        std::fs::write(root.join(path), bytes).unwrap();
    }
    let put = |path: &str, text: &str| {
        std::fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
        std::fs::write(root.join(path), text).unwrap();
    };
    put("content/pages/hours.md", &format!("---\ntitle: Opening hours\n---\n{secret}.\n"));
    put("content/pages/copy.md", &format!("---\ntitle: Copy\n---\nAs was said: {secret}.\n"));
    let git = |arguments: &[&str]| {
        let all = [&["-c", "user.name=T", "-c", "user.email=t@example.org"], arguments].concat();
        assert_eq!(run(root, "git", &all).0, 0);
    };
    git(&["init", "--quiet"]);
    put(".gitignore", "public/\n.gongkai/\n");
    git(&["add", "."]);
    git(&["commit", "--quiet", "-m", "First"]);
    assert_eq!(run(root, "gongkai", &["build"]).0, 0);
    let (code, said) = run(root, "gongkai", &["erase", "page:hours", "--dry-run"]);
    assert_eq!(code, 0, "{said}");
    for place in [
        "content/pages/hours.md",
        "content/pages/copy.md",
        " First",
        ".gongkai/cache/",
        "public/hours.html",
        "public/copy.html",
    ] {
        assert!(said.contains(place), "{place}: {said}");
    }
    assert!(!said.contains(secret), "where, and not what: {said}");
    assert!(root.join(".gongkai/cache").exists());
    // Taken out of the file, it is in the history still.
    put(
        "content/pages/hours.md",
        "---\ntitle: Gone\nwithdrawal: {type: removed, on: 2026-05-04, class: personal-data, reason: It named somebody, by: urban, basis: PIPL}\n---\n",
    );
    let (code, said) = run(root, "gongkai", &["--lang", "zh", "erase", "hours"]);
    assert_eq!(code, 0, "{said}");
    for place in [" First", "public/hours.html", "content/pages/copy.md", "git filter-repo", "缓存已清空"] {
        assert!(said.contains(place), "{place}: {said}");
    }
    assert!(!root.join(".gongkai/cache").exists());
    let (code, said) = run(root, "gongkai", &["erase", "nothing-here"]);
    assert_eq!((code, said.contains("nothing-here")), (2, true), "{said}");
}

#[test]
fn a_record_of_any_kind_is_taken_down_from_the_command_line() {
    for (record, file) in
        [("policy:noise", KINDS[1].file), ("dataset:lamps", KINDS[2].file), ("page:hours", KINDS[4].file)]
    {
        let kind = KINDS.iter().find(|kind| kind.file == file).unwrap();
        let folder = tempfile::tempdir().unwrap();
        for (path, bytes) in other(with(kind, "")).tree("") {
            std::fs::create_dir_all(folder.path().join(&path).parent().unwrap()).unwrap();
            std::fs::write(folder.path().join(path), bytes).unwrap();
        }
        let set =
            ["type=removed", "on=2026-05-04", "class=copyright", "reason=Not ours", "by=urban", "basis=Copyright law"];
        let set: Vec<&str> = set.iter().flat_map(|value| ["--set", value]).collect();
        let (code, said) = run(folder.path(), "gongkai", &[&["new", "withdrawal", record], &set[..]].concat());
        assert_eq!(code, 0, "{said}");
        let text = std::fs::read_to_string(folder.path().join(file)).unwrap();
        assert!(
            text.contains("withdrawal: {type: removed, on: 2026-05-04, class: copyright, reason: \"Not ours\"")
                || text.contains("reason: Not ours, by: urban, basis: Copyright law}"),
            "{text}"
        );
        let (code, said) = run(folder.path(), "gongkai", &["check"]);
        assert_eq!(code, 0, "{said}");
    }
}

#[test]
fn servers_are_told_of_moved_and_removed_addresses_under_any_path() {
    for base in ["https://city.example/", "https://city.example/open/data/"] {
        let memory = other(with(&KINDS[1], REMOVED));
        memory.put("content/pages/about.md", b"---\ntitle: About\naliases: [old-about]\n---\nWe.\n");
        let config = String::from_utf8(memory.tree("")["site-config.yaml"].clone()).unwrap();
        memory.put("site-config.yaml", config.replace("https://city.example/", base).as_bytes());
        let tree = built(&memory);
        let path = base.trim_start_matches("https://city.example");
        let redirects = text(&tree, "_redirects");
        let rules: Vec<Vec<&str>> =
            redirects.lines().filter(|line| !line.starts_with('#')).map(|line| line.split(' ').collect()).collect();
        let about =
            |dir: &str| vec![format!("{path}{dir}old-about.html"), format!("{path}{dir}about.html"), "301".to_owned()];
        assert_eq!(rules, [about(""), about("zh-hans/")]);
        for dir in ["", "zh-hans/"] {
            let nginx = text(&tree, "transparency/nginx.conf");
            let lines: Vec<&str> = nginx.lines().collect();
            assert!(
                lines.contains(
                    &format!("location = {path}{dir}old-about.html {{ return 301 {path}{dir}about.html; }}").as_str()
                ),
                "{nginx}"
            );
            for page in ["noise", "noise-old"] {
                let gone = format!(
                    "location = {path}{dir}policies/{page}.html {{ error_page 410 @gongkai_gone; return 410; }}"
                );
                assert!(lines.contains(&gone.as_str()), "{gone}\n{nginx}");
            }
            let caddy = text(&tree, "transparency/Caddyfile");
            assert!(caddy.contains(&format!("redir {path}{dir}old-about.html {path}{dir}about.html 301\n")), "{caddy}");
            assert!(
                caddy.contains(&format!(" {path}{dir}policies/noise.html")) && caddy.contains("status 410"),
                "{caddy}"
            );
            let apache = text(&tree, "transparency/apache.conf");
            let rule = format!("RewriteRule \"^{path}{dir}policies/noise[.]html$\" - [G]\n");
            assert!(apache.contains(&rule), "{rule}\n{apache}");
        }
    }
}
