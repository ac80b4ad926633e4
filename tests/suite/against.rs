//! Nothing that was published changes in silence: the kinds of POLICIES 6, planted one by one.

use crate::site::{CASE, day, site};
use gongkai::diagnostic::Finding;
use gongkai::host::memory::Memory;
use gongkai::{check_site, config};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::OnceLock;

const CONFIG: &str = "title: T\npublisher: P\nbase_url: https://c.example/\nlanguages: [en, {code: zh-Hans, records: all}]\nas_of: 2026-06-30\nlicence: x\n";
const C: &str = "content/replies/c-1.md";
const P: &str = "content/policies/p/policy.yaml";
const E1: &str = "content/policies/p/edition-1.md";
const E2: &str = "content/policies/p/edition-2.md";
const R1: &str = "content/policies/r/edition-1.md";
const R2: &str = "content/policies/r/edition-2.md";
const GATE: &str = "The permit hangs at the gate of the building site, where those who pass can read it.";
const FINE: &str = "Building at night without a permit costs a fine of up to thirty thousand yuan.";
const D: &str = "content/statistics/d/dataset.yaml";
const CSV: &str = "content/statistics/d/data.csv";
const G: &str = "content/digests/g.md";
const ACT: &str = "corrections: [{on: 2026-06-20, what: Number, reason: A slip}]\n";

fn published() -> Vec<(&'static str, String)> {
    let case = CASE
        .replace("---\nThe lamps are dark.", "replied: 2026-03-09\nattachments: [{file: a.txt}]\nevents:\n  - {on: 2026-03-12, type: corrected, reason: A slip}\n  - {on: 2026-03-13, type: note, note: Cable came}\n---\n## Question\n\nThe lamps of [[redacted: name | PIPL art. 28]] are dark.\n\n## Reply\n\nMended.\n\n## Correction\n\nMended on the 9th.");
    let policy = "title: Noise\nnumber: 市规〔2024〕5号\nissuers: [urban, water]\nmade_on: 2024-03-01\npublished_on: 2024-03-08\neffective_from: 2024-04-01\nrelations: [{replaces: q}]\nattachments: [{file: map.txt}]\n";
    vec![
        ("site-config.yaml", CONFIG.to_owned()),
        (C, case),
        ("content/replies/c-1.files/a.txt", "One.\n".to_owned()),
        ("content/policies/q/policy.yaml", "title: Old\nissuers: [urban]\nmade_on: 2020-03-01\npublished_on: 2020-03-08\n".to_owned()),
        ("content/policies/q/edition-1.md", "---\non: 2020-03-01\n---\nOld.\n".to_owned()),
        (P, format!("{policy}{ACT}")),
        ("content/policies/p/files/map.txt", "Map.\n".to_owned()),
        (E1, "---\non: 2024-03-01\n---\n### Article 1 Aim\n\nQuiet from 22:00 in the\nwhole city.\n".to_owned()),
        (E2, "---\non: 2025-03-01\nchange: major\nnote: An hour later\n---\n### Article 1 Aim\n\nQuiet from 23:00.\n".to_owned()),
        ("content/policies/r/policy.yaml", "title: Rest\nissuers: [urban]\nmade_on: 2024-03-01\npublished_on: 2024-03-08\n".to_owned()),
        (R1, format!("---\non: 2024-03-01\n---\n### Article 1\n\n{GATE}\n\n### Article 2\n\n{FINE}\n\n### Night {{#hours}}\n\nFrom 22:00.\n")),
        (R2, format!("---\non: 2025-03-01\nnote: A fine more\n---\n### Article 1\n\n{GATE}\n\n### Article 2\n\n{FINE} Each day counts.\n\n### Night {{#hours}}\n\nFrom 22:00.\n")),
        (D, "title: Lamps\ndescription: Lit\ndepartment: urban\npublished_on: 2026-01-15\ntables: [{file: data.csv}]\nrevisions: [{on: 2026-02-01, kind: correction, note: One row}]\n".to_owned()),
        (CSV, "month,lit\n2026-01,2\n".to_owned()),
        (G, "---\ntitle: G\ntopic: lights\nfrom: 2026-01-01\nto: 2026-03-31\nopinions: [{text: More light}]\n---\nToo dark.\n".to_owned()),
    ]
}

fn laid(files: &[(&str, String)]) -> Memory {
    site(&files.iter().map(|(path, text)| (*path, text.as_str())).collect::<Vec<_>>())
}

/// What is found when files were changed after publication, as `file rule`.
fn found(change: impl Fn(&Memory)) -> Vec<String> {
    let (before, after) = (laid(&published()), laid(&published()));
    change(&after);
    held(&before, &after)
}

/// What is found in a site, held against what it was.
fn held(before: &Memory, after: &Memory) -> Vec<String> {
    let check = |memory| {
        let settings = gongkai::host::Host::read(memory, Path::new(config::FILE)).unwrap();
        check_site(memory, Path::new(""), config::read(&settings).0.unwrap(), day()).unwrap()
    };
    let before_is_other = before.tree("content") != laid(&published()).tree("content");
    let (before, after) = (check(before), check(after));
    assert!(before.checked.findings.iter().all(|f| !f.is_error()), "{:#?}", before.checked.findings);
    let errors: Vec<&Finding> = after.checked.findings.iter().filter(|f| f.is_error()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let lines = |found: &[Finding]| -> Vec<String> {
        let all: BTreeSet<String> = found.iter().map(|f| format!("{} {}", f.file, f.rule.name)).collect();
        all.into_iter().collect()
    };
    let found = lines(&gongkai::against::against(&before, &after).unwrap());
    // The published files tell the same, where no sources are at hand.
    if before_is_other {
        return found;
    }
    static ONLINE: OnceLock<Memory> = OnceLock::new();
    let online = ONLINE.get_or_init(|| {
        let online = Memory::default();
        for (path, bytes) in crate::site::built(&laid(&published())) {
            online.put(&format!("online/{path}"), &bytes);
        }
        online
    });
    let told = gongkai::build::against_published(online, Path::new("online"), &after).unwrap().unwrap();
    // Nor of announced days, which stand on a page alone.
    let told_of = |line: &&String| !line.ends_with("release-moved");
    assert_eq!(lines(&told), found.iter().filter(told_of).cloned().collect::<Vec<_>>());
    found
}

fn edited<'a>(path: &'a str, old: &'a str, new: &'a str) -> impl Fn(&Memory) + 'a {
    move |memory| {
        let text = String::from_utf8(gongkai::host::Host::read(memory, Path::new(path)).unwrap()).unwrap();
        assert!(text.contains(old), "{path}: {old}");
        memory.put(path, text.replacen(old, new, 1).as_bytes());
    }
}

#[test]
fn each_kind_of_silent_change_is_found() {
    let one = |path: &str, rule: &str| vec![format!("{path} {rule}")];
    // 1, 2: a text without an edition, an old edition.
    assert_eq!(found(edited(E2, "23:00", "23:30")), one(E2, "published-text-changed"));
    assert_eq!(found(edited(E1, "Quiet from", "Silence from")), one(E1, "published-text-changed"));
    // 3: a minor change that is not.
    let third =
        |text: &'static str| move |memory: &Memory| memory.put("content/policies/p/edition-3.md", text.as_bytes());
    let head = "---\non: 2026-03-01\nchange: minor\nnote: A slip mended\n---\n### Article 1 Aim\n\n";
    let wrong: &'static str = Box::leak(format!("{head}Quiet from 22:00.\n").into_boxed_str());
    assert_eq!(found(third(wrong)), one("content/policies/p/edition-3.md", "change-not-minor"));
    let right: &'static str = Box::leak(format!("{head}Quiet, from 23:00.\n").into_boxed_str());
    assert_eq!(found(third(right)), [""; 0]);
    // 5: a note; 6: dates; 7: a number; 8: a title; 9: issuers.
    assert_eq!(found(edited(E2, "An hour later", "Another hour")), one(E2, "published-fact-changed"));
    assert_eq!(found(edited(E2, "2025-03-01", "2025-03-02")), one(E2, "published-fact-changed"));
    for (old, new) in [
        ("made_on: 2024-03-01", "made_on: 2024-02-29"),
        ("published_on: 2024-03-08", "published_on: 2024-03-09"),
        ("effective_from: 2024-04-01\n", ""),
        ("〔2024〕5号", "〔2024〕6号"),
        ("title: Noise", "title: Silence"),
        ("[urban, water]", "[water, urban]"),
    ] {
        assert_eq!(found(edited(P, old, new)), one(P, "published-fact-changed"), "{old} → {new}");
    }
    // 10, 11: an id, an address.
    assert_eq!(found(|memory| memory.take(G)), one(G, "address-lost"));
    // 12: an address inside a page, of one edition or of both; 13: one that names another article, because
    // someone says so or because texts were exchanged.
    assert_eq!(found(edited(R2, "{#hours}", "{#nights}")), one(R2, "anchor-gone"));
    assert_eq!(found(edited(R1, " {#hours}", "")), one(R1, "anchor-gone"));
    let moved = edited(R2, "note: A fine more", "note: A fine more\nmoved: {article-1: article-2}");
    assert_eq!(found(moved), one(R2, "anchor-names-other"));
    let exchanged = |memory: &Memory| {
        edited(R1, GATE, "…")(memory);
        edited(R1, FINE, GATE)(memory);
        edited(R1, "…", FINE)(memory);
        edited(
            "content/policies/r/policy.yaml",
            "title: Rest",
            "title: Rest\ncorrections: [{on: 2026-06-21, what: Numbers, reason: A slip}]",
        )(memory);
    };
    assert_eq!(found(exchanged), one(R1, "anchor-names-other"), "a correction does not allow it");
    // 14: an edition; 15: numbers of editions; 16: a draft again.
    let gone = [format!("{E2} address-lost"), format!("{P} published-part-gone")];
    assert_eq!(found(|memory| memory.take(E2)), gone);
    let swapped = |memory: &Memory| {
        edited(E1, "Quiet from 22:00 in the\nwhole city.", "Quiet from 23:00.")(memory);
    };
    assert_eq!(found(swapped), one(E1, "editions-renumbered"));
    assert_eq!(found(edited(G, "title: G", "title: G\ndraft: true")), one(G, "published-held-back"));
    // 17: a relation; 18: an attachment.
    assert_eq!(found(edited(P, "relations: [{replaces: q}]\n", "")), one(P, "published-part-gone"));
    assert_eq!(found(edited("content/policies/p/files/map.txt", "Map", "Plan")), one(P, "published-part-gone"));
    assert_eq!(found(edited("content/replies/c-1.files/a.txt", "One", "Two")), one(C, "published-part-gone"));
    // 19: a redaction; 20: an entry of the register.
    assert_eq!(found(edited(C, "[[redacted: name | PIPL art. 28]]", "Li Min")), one(C, "redaction-lifted"));
    assert_eq!(found(edited(P, ACT, "")), one(P, "act-gone"));
    assert_eq!(
        found(edited(C, "type: corrected, reason: A slip", "type: corrected, reason: A word")),
        one(C, "act-gone")
    );
    assert_eq!(found(edited(D, "note: One row", "note: Two rows")), one(D, "act-gone"));
    // And of cases, figures and digests.
    for (old, new, rule) in [
        ("received: 2026-03-02", "received: 2026-03-05", "published-fact-changed"),
        ("title: Lights out", "title: Lights on", "published-fact-changed"),
        ("replied: 2026-03-09", "replied: 2026-03-08", "published-part-gone"),
        ("  - {on: 2026-03-13, type: note, note: Cable came}\n", "", "published-part-gone"),
        ("Mended.", "Mended at once.", "published-text-changed"),
        ("are dark", "were dark", "published-text-changed"),
    ] {
        assert_eq!(found(edited(C, old, new)), one(C, rule), "{old} → {new}");
    }
    assert_eq!(found(edited(CSV, "2026-01,2", "2026-01,3")), one(CSV, "revision-missing"));
    assert_eq!(found(edited(G, "Too dark", "Very dark")), one(G, "published-text-changed"));
}

#[test]
fn a_change_that_says_so_is_fine() {
    let fine = |change: &dyn Fn(&Memory)| assert_eq!(found(change), [""; 0]);
    fine(&|memory| {
        edited(P, "〔2024〕5号", "〔2024〕6号")(memory);
        edited(P, "[{on: 2026-06-20", "[{on: 2026-06-21, what: Number, reason: Misprint}, {on: 2026-06-20")(memory);
    });
    fine(&|memory| {
        edited(C, "Mended.", "Mended at once.")(memory);
        edited(C, "events:\n", "events:\n  - {on: 2026-03-14, type: redacted, category: name, basis: PIPL art. 28}\n")(
            memory,
        );
    });
    fine(&|memory| {
        edited(CSV, "2026-01,2", "2026-01,2\n2026-02,3")(memory);
        edited(D, "published_on: 2026-01-15", "published_on: 2026-01-15\nupdated_on: 2026-03-01")(memory);
    });
    // A new edition may move numbers: its page says what each stood for.
    fine(&|memory| {
        let text = format!(
            "---\non: 2026-06-01\nnote: Order\n---\n### Article 1\n\n{FINE} Each day counts.\n\n### Article 2\n\n{GATE}\n"
        );
        memory.put("content/policies/r/edition-3.md", text.as_bytes());
    });
    // A further reply, a further event, another page.
    fine(&edited(
        C,
        "type: note, note: Cable came}",
        "type: note, note: Cable came}\n  - {on: 2026-04-02, type: note, note: Paid}",
    ));
    fine(&|memory| memory.put("content/pages/new.md", b"---\ntitle: New\n---\nNew.\n"));
}

#[test]
fn layout_alone_is_no_change() {
    let fine = |change: &dyn Fn(&Memory)| assert_eq!(found(change), [""; 0]);
    fine(&|memory| {
        let text = String::from_utf8(gongkai::host::Host::read(memory, Path::new(E2)).unwrap()).unwrap();
        memory.put(E2, text.replace('\n', "\r\n").as_bytes());
    });
    fine(&edited(E1, "in the\nwhole", "in the whole"));
    fine(&edited(E1, "### Article 1 Aim", "#### Article 1 Aim"));
    fine(&edited(E1, "Quiet", "**Quiet**"));
    fine(&edited(P, "title: Noise", "title: \"Noise\""));
}

#[test]
fn a_correction_of_a_policy_stands_in_the_register() {
    let tree = crate::site::built(&laid(&published()));
    let page = |path: &str| String::from_utf8(tree[path].clone()).unwrap();
    for path in ["corrections/index.html", "zh-hans/corrections/index.html"] {
        assert!(
            page(path).contains("Number") && page(path).contains("A slip") && page(path).contains("policies/p.html"),
            "{path}"
        );
    }
}

#[test]
fn the_command_holds_the_site_against_a_commit_or_a_folder() {
    use crate::review::{git, gongkai};
    use std::fs;
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(gongkai(folder.path(), &["init", "city"]).0, 0);
    let city = folder.path().join("city");
    let against = |of: &str| gongkai(&city, &["check", "--format", "short", "--against", of]);
    assert_eq!(against("HEAD").0, 0);
    let was = folder.path().join("was");
    git(&city, &["worktree", "add", "--quiet", "--detach", was.to_str().unwrap()]);
    let reply = city.join("content/replies/2026/urban-260302-1.md");
    let text = fs::read_to_string(&reply).unwrap();
    fs::write(&reply, text.replace("received: 2026-03-02", "received: 2026-03-01")).unwrap();
    for of in ["HEAD", "main", "../was"] {
        let (code, out, err) = against(of);
        assert!(code == 1 && out.contains("error[published-fact-changed]"), "{of}: {out}{err}");
    }
    // What was not published yet is free, and what is put back is as it was.
    fs::write(&reply, &text).unwrap();
    assert_eq!(against("HEAD").0, 0);
    git(&city, &["commit", "--quiet", "--allow-empty", "-m", "another"]);
    let url = format!("file://{}", city.display());
    git(folder.path(), &["clone", "--quiet", "--depth", "1", &url, "shallow"]);
    for (of, words) in [("HEAD~1", "git fetch --unshallow"), ("nowhere", "git fetch --unshallow")] {
        let (code, _, err) = gongkai(&folder.path().join("shallow"), &["check", "--against", of]);
        assert!(code == 2 && err.contains(words), "{err}");
    }
    let (code, _, err) = gongkai(&city, &["--lang", "zh", "check", "--against", "nowhere"]);
    assert!(code == 2 && err.contains("不是文件夹"), "{err}");
    let (code, _, err) = gongkai(&city, &["check", "--against", "content"]);
    assert!(code == 2 && err.contains("site-config.yaml"), "{err}");
}

#[test]
fn the_published_site_is_enough_to_hold_a_fresh_checkout_against() {
    use crate::review::gongkai;
    use std::fs;
    use std::io::Write as _;
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(gongkai(folder.path(), &["init", "--no-git", "city"]).0, 0);
    let city = folder.path().join("city");
    let day = ["--as-of", "2026-06-30"];
    let run = |arguments: &[&str]| gongkai(&city, &[arguments, &day].concat());
    assert_eq!(run(&["build", "--output", "../online"]).0, 0);
    // What a mirror has, and no more: the checksums and the data.
    let online = folder.path().join("online");
    let archive = fs::File::create(folder.path().join("online.zip")).unwrap();
    let mut archive = zip::ZipWriter::new(archive);
    for path in fs::read_to_string(online.join("SHA256SUMS")).unwrap().lines().map(|line| line[66..].to_owned()) {
        if path.starts_with("data/") {
            archive.start_file(format!("public/{path}"), zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(&fs::read(online.join(&path)).unwrap()).unwrap();
        }
    }
    archive.start_file("public/SHA256SUMS", zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(&fs::read(online.join("SHA256SUMS")).unwrap()).unwrap();
    archive.finish().unwrap();
    let edition = city.join("content/policies/lighting-standard/edition-1.md");
    let text = fs::read_to_string(&edition).unwrap();
    let reply = city.join("content/replies/2026/urban-260302-1.md");
    for published in ["../online", "../online.zip"] {
        fs::write(&edition, &text).unwrap();
        assert_eq!(run(&["check", "--against", published]).0, 0);
        assert_eq!(run(&["build", "--against-published", published]).0, 0);
        fs::write(&edition, text.replace("lamp", "light")).unwrap();
        let (code, out, err) = run(&["build", "--against-published", published]);
        let told = format!("{out}{err}");
        let page = "as published it stands at policies/lighting-standard/edition-1.html";
        assert!(code == 1 && told.contains("published-text-changed") && told.contains(page), "{told}");
        assert!(told.contains("nothing written"), "{told}");
        // The folder at hand may have been published: it is told, and no more.
        let (code, out, err) = run(&["build"]);
        assert!(code == 0 && format!("{out}{err}").contains("warning[changed-since-built]"), "{out}{err}");
        let (code, out, err) = run(&["build"]);
        assert!(code == 0 && !format!("{out}{err}").contains("changed-since-built"), "{out}{err}");
        assert_eq!(run(&["build", "--no-cache"]).0, 0);
    }
    fs::write(&edition, &text).unwrap();
    let said = fs::read_to_string(&reply).unwrap();
    fs::write(&reply, said.replace("received: 2026-03-02", "received: 2026-02-28")).unwrap();
    let (code, out, _) = run(&["check", "--format", "short", "--against", "../online.zip"]);
    assert!(code == 1 && out.contains("published-fact-changed"), "{out}");
    // What is no published site, or not as it was, is said to be so.
    for (path, bytes, words) in [
        ("nothing.zip", &b"PK"[..], "holds no published site"),
        ("online/SHA256SUMS", b"x\n", "holds no published site"),
    ] {
        fs::write(folder.path().join(path), bytes).unwrap();
        let named = format!("../{}", path.split('/').next().unwrap());
        let (code, _, err) = run(&["build", "--against-published", &named]);
        assert!(code == 2 && err.contains(words), "{path}: {err}");
    }
    assert_eq!(run(&["build", "--against-published", "../gone"]).0, 2);
}

#[test]
fn published_data_that_was_altered_is_not_believed() {
    let online = Memory::default();
    for (path, bytes) in crate::site::built(&laid(&published())) {
        online.put(&format!("online/{path}"), &bytes);
    }
    let text =
        String::from_utf8(gongkai::host::Host::read(&online, Path::new("online/data/records.jsonl")).unwrap()).unwrap();
    online.put("online/data/records.jsonl", text.replace("Noise", "Peace").as_bytes());
    let after = laid(&published());
    edited(P, "title: Noise", "title: Silence")(&after);
    let settings = gongkai::host::Host::read(&after, Path::new(config::FILE)).unwrap();
    let after = check_site(&after, Path::new(""), config::read(&settings).0.unwrap(), day()).unwrap();
    let told = gongkai::build::against_published(&online, Path::new("online"), &after);
    assert!(format!("{:?}", told.unwrap_err()).contains("records.jsonl"));
}

#[test]
fn what_is_taken_down_with_its_reason_is_no_silent_change() {
    let with = |file: &str, kind: &str, files: &mut Vec<(&'static str, String)>| {
        let key =
            format!("withdrawal: {{type: {kind}, on: 2026-06-20, class: error, reason: x, by: urban, basis: y}}\n");
        let text = &mut files.iter_mut().find(|(path, _)| *path == file).unwrap().1;
        *text = if file.ends_with(".md") {
            text.replacen("---\n", &format!("---\n{key}"), 1)
        } else {
            format!("{text}{key}")
        };
    };
    for file in [C, P, E1, D, G] {
        for kind in ["withdrawn", "removed"] {
            let mut files = published();
            with(file, kind, &mut files);
            let later = laid(&files);
            assert_eq!(held(&laid(&published()), &later), [""; 0], "{file} {kind}");
            // It says nothing of other words.
            let text = files.iter_mut().find(|(path, _)| *path == E2).unwrap();
            text.1 = text.1.replace("23:00", "21:00");
            let silent = held(&laid(&published()), &laid(&files));
            let hidden = file == P && kind == "removed";
            assert_eq!(silent.is_empty(), hidden, "{file} {kind}: {silent:?}");
        }
        let mut files = published();
        with(file, "withdrawn", &mut files);
        let back = held(&laid(&files), &laid(&published()));
        assert!(back.iter().any(|line| line.ends_with("published-part-gone")), "{file}: {back:?}");
    }
}
