//! What is not ours stays as it is: other people's files in and beside the output folder, things
//! that are no files, builds at the same time, disks that are not like ours.

use crate::site::{CASE, build_on, built, day, shown, site};
use gongkai::BuildError;
use gongkai::cache::Place;
use gongkai::host::memory::Memory;
use gongkai::host::{EntryKind, Host as _};
use gongkai::source::sha256_hex;
use gongkai::write::{MARKER, WriteError};
use gongkai::{Options, Refused, Report, config};
use std::collections::BTreeMap;
use std::path::Path;

const C: &str = "content/replies/c-1.md";

fn city() -> Memory {
    site(&[
        (C, &CASE.replace("---\nThe", "attachments: [{file: Plan.gif}]\n---\nThe")),
        ("content/replies/c-1.files/Plan.gif", "%PDF one"),
    ])
}

/// Everything but the outputs: what a build must leave as it is.
fn others(memory: &Memory) -> BTreeMap<String, Vec<u8>> {
    memory.tree("").into_iter().filter(|(path, _)| !path.starts_with(".gongkai/")).collect()
}

fn in_the_way(outcome: Result<Report, BuildError>) -> Vec<String> {
    match outcome {
        Err(BuildError::Write(WriteError::Foreign(paths))) => {
            paths.iter().map(|path| path.to_string_lossy().into_owned()).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn no_marker_that_we_did_not_write_is_believed() {
    let sum = |list: &str| sha256_hex(list.as_bytes());
    let sound = |list: &str| format!("gongkai site: complete {}\n{list}", sum(list));
    let markers = [
        "gongkai site: complete\n../outside.txt\nindex.html\n".to_owned(),
        sound("../outside.txt\n"),
        sound("/outside.txt\n"),
        sound("a/../../outside.txt\n"),
        sound(".git/config\n"),
        sound("index.html\n").replace("index", "other"),
        sound("index.html\n") + "../outside.txt\n",
        sound("index.html\n").replace('\n', "\r\n"),
        sound("index.html\nabout.html\n").replacen("about.html\n", "", 1),
        "gongkai site: complete\n".to_owned(),
        "<<<<<<< ours\n".to_owned(),
        String::new(),
    ];
    for marker in markers {
        let memory = city();
        memory.put("outside.txt", b"mine");
        built(&memory);
        memory.put(&format!("public/{MARKER}"), marker.as_bytes());
        let before = others(&memory);
        let outcome = build_on(&memory, day());
        assert!(matches!(outcome, Err(BuildError::Write(WriteError::MarkerAltered(_)))), "{marker}: {outcome:?}");
        assert_eq!(others(&memory), before, "{marker}");
    }
}

/// Things of others by where they stand: beside the output or in it, in the place of a page, of a
/// folder, of an asset.
#[test]
fn what_others_put_in_the_way_is_named_and_stays() {
    let beside = ".public.gongkai-staging/mine.txt";
    let within = "public/.gongkai-staging/mine.txt";
    let foreign = [
        // In an earlier site: where something new belongs.
        ("public/replies/c-2.html", "public/replies/c-2.html"),
        ("public/replies/c-2.html/mine.txt", "public/replies/c-2.html"),
        ("public/replies/c-2", "public/replies/c-2"),
        ("public/policies/p.html/deep/mine.txt", "public/policies/p.html"),
        ("public/policies/p", "public/policies/p"),
        (beside, ".public.gongkai-staging"),
        (within, "public/.gongkai-staging"),
        (".public.gongkai-staging", ".public.gongkai-staging"),
    ];
    for (theirs, named) in foreign {
        let memory = city();
        built(&memory);
        memory.put(theirs, b"mine");
        let more = CASE.replace("---\nThe", "attachments: [{file: a.txt}]\n---\nThe");
        memory.put("content/replies/c-2.md", more.as_bytes());
        memory.put("content/replies/c-2.files/a.txt", b"a");
        memory.put(
            "content/policies/p/policy.yaml",
            b"title: P\nissuers: [urban]\nmade_on: 2026-01-01\npublished_on: 2026-01-02\n",
        );
        memory.put("content/policies/p/edition-1.md", b"---\non: 2026-01-02\n---\n## Part\n\nText.\n");
        let before = others(&memory);
        assert_eq!(in_the_way(build_on(&memory, day())), [named], "{theirs}");
        assert_eq!(others(&memory), before, "{theirs}: nothing was touched");
        memory.take(theirs);
        built(&memory);
    }
}

#[test]
fn what_is_no_file_in_the_place_of_a_page_is_in_the_way() {
    for (odd, edit) in [("public/replies/c-2.html", "new"), ("public/replies/c-2", "folder")] {
        let memory = city();
        built(&memory);
        memory.put_odd(odd, EntryKind::Special);
        let more = CASE.replace("---\nThe", "attachments: [{file: a.txt}]\n---\nThe");
        memory.put("content/replies/c-2.md", more.as_bytes());
        memory.put("content/replies/c-2.files/a.txt", b"a");
        let before = others(&memory);
        assert_eq!(in_the_way(build_on(&memory, day())), [odd], "{edit}");
        assert_eq!(others(&memory), before);
    }
}

#[test]
fn a_page_that_became_somebodys_folder_is_not_removed() {
    let memory = city();
    built(&memory);
    memory.take("public/replies/c-1.html");
    memory.put("public/replies/c-1.html/mine.txt", b"mine");
    // The page is stale now: what stands in its place is not ours, and in nobody's way.
    memory.take(C);
    memory.take("content/replies/c-1.files/Plan.gif");
    build_on(&memory, day()).unwrap();
    assert_eq!(memory.tree("public").get("replies/c-1.html/mine.txt").unwrap(), b"mine");
    assert!(!memory.tree("public").contains_key("replies/c-1/Plan.gif"));
}

#[test]
fn many_things_in_the_way_are_all_found() {
    let memory = city();
    built(&memory);
    for n in 2..12 {
        memory.put(&format!("content/replies/c-{n}.md"), CASE.as_bytes());
        memory.put(&format!("public/replies/c-{n}.html"), b"mine");
    }
    assert_eq!(in_the_way(build_on(&memory, day())).len(), 10);
}

/// A volume of a container: nothing can be moved into it, or nothing made beside it.
#[test]
fn an_output_on_a_disk_of_its_own_is_built_whole() {
    let expected = built(&city());
    let places: [(&str, fn(&Memory)); 4] = [
        ("a mount", |memory| memory.mount("public")),
        ("a folder in a closed one", |memory| {
            memory.put("public/lost+found/x", b"");
            memory.close("");
        }),
        ("a mount in a closed folder", |memory| {
            memory.mount("public");
            memory.close("");
        }),
        ("a disk with what disks have", |memory| {
            memory.mount("public");
            memory.put("public/lost+found/x", b"");
        }),
    ];
    for (what, prepare) in places {
        let memory = city();
        prepare(&memory);
        let found = || {
            let mut found = built(&memory);
            found.remove("lost+found/x");
            found
        };
        assert_eq!(found(), expected, "{what}");
        memory.put(C, CASE.replace("dark", "out").as_bytes());
        memory.take("content/replies/c-1.files/Plan.gif");
        let changed = found();
        assert_ne!(changed, expected, "{what}");
        assert!(!memory.tree("").keys().any(|path| path.contains("staging")), "{what}");
    }
}

#[test]
fn a_kill_on_a_disk_of_its_own_leaves_a_site_that_the_next_build_completes() {
    for first in [true, false] {
        for n in (1..16).chain((16..400).step_by(17)) {
            let memory = city();
            memory.mount("public");
            if !first {
                built(&memory);
                memory.put(C, CASE.replace("dark", "out").as_bytes());
                memory.take("content/replies/c-1.files/Plan.gif");
            }
            memory.fail_from(n);
            let outcome = build_on(&memory, day());
            memory.fail_from(0);
            if outcome.is_ok() {
                assert!(n > 8, "{n}");
                break;
            }
            let found = built(&memory);
            let clean = memory.copy();
            clean.tree("public").keys().for_each(|path| clean.take(&format!("public/{path}")));
            assert_eq!(found, built(&clean), "killed at change {n}");
        }
    }
}

#[test]
fn a_rename_by_case_only_keeps_the_file_where_case_means_nothing() {
    for folds in [false, true] {
        let memory = if folds { city().folding_case() } else { city() };
        built(&memory);
        memory.take("content/replies/c-1.files/Plan.gif");
        memory.put("content/replies/c-1.files/plan.gif", b"%PDF one");
        let text = CASE.replace("---\nThe", "attachments: [{file: plan.gif}]\n---\nThe");
        memory.put(C, text.as_bytes());
        let found = built(&memory);
        assert_eq!(found.get("replies/c-1/plan.gif").map(Vec::as_slice), Some(&b"%PDF one"[..]), "folds: {folds}");
        assert!(!found.contains_key("replies/c-1/Plan.gif"), "folds: {folds}");
        let again = build_on(&memory, day()).unwrap().written.unwrap();
        assert_eq!((again.report.written, again.report.removed), (0, 0), "folds: {folds}");
    }
}

/// Each kind of thing that is no file, wherever it may lie: one finding, and nothing is published.
#[test]
fn what_is_no_file_is_a_finding_wherever_it_lies() {
    let kinds = [
        (EntryKind::StrayLink, "symlink-leaves-content"),
        (EntryKind::Special, "special-file"),
        (EntryKind::OddName, "file-name-not-text"),
    ];
    let places = [
        "content/pages/about.md",
        "content/replies/2026/c-2.md",
        "content/replies/c-1.files/photo.jpg",
        "content/policies/p/policy.yaml",
        "content/policies/p/files/annex.pdf",
        "content/statistics/d/data.csv",
        "content/digests/x.md",
        "content/rules/deadlines.yaml",
        "content/somewhere",
        "themes/default/templates/base.html",
        "themes/default/static/site.css",
        "themes/default/strings/en.yaml",
        "themes/default/theme.yaml",
    ];
    for (kind, rule) in kinds {
        for place in places {
            let memory = city();
            memory.put_odd(place, kind);
            let report = build_on(&memory, day()).unwrap();
            assert_eq!(shown(&memory, &report), [format!("{place}:1 {rule}")]);
            assert!(report.written.is_none(), "{place}");
        }
    }
    // What editors leave for a moment is no fault.
    let memory = city();
    memory.put_odd("content/replies/.#c-1.md", EntryKind::StrayLink);
    built(&memory);
}

#[test]
fn an_attachment_is_never_held_whole() {
    let memory = city();
    let long = vec![b'x'; 1 << 20];
    memory.put("content/replies/c-1.files/Plan.gif", &long);
    let tree = built(&memory);
    assert_eq!(tree["replies/c-1/Plan.gif"], long);
    built(&memory);
    assert!(memory.largest() < 1 << 18, "{} bytes at once", memory.largest());
}

fn with_memory(memory: &Memory) -> Report {
    let config = config::read(&memory.read(Path::new(config::FILE)).unwrap()).0.unwrap();
    let cache = Some(Place::of(Path::new(""), Path::new("public"), [0; 16]));
    let options = Options { day: day(), refused: Refused::Stop, strict: false, cache };
    gongkai::build(memory, Path::new(""), config, Path::new("public"), options).unwrap()
}

/// Two saves of the same length within one tick of the clock: the second is published.
#[test]
fn a_second_save_within_one_tick_is_seen() {
    let edits = [
        (C, CASE.replace("---\nThe", "attachments: [{file: Plan.gif}]\n---\nThe").replace("dark", "cold")),
        ("content/replies/c-1.files/Plan.gif", "%PDF two".to_owned()),
        ("content/departments.yaml", "- {id: urban, name: Union}\n- {id: water, name: Water}\n".to_owned()),
        ("themes/default/templates/own-x.html", "two".to_owned()),
        ("public/index.html", "defaced".to_owned()),
    ];
    for per_tick in [1, 3, 40, 1_000_000] {
        for (path, text) in &edits {
            let memory = city().with_coarse_stamps(per_tick);
            memory.put("themes/default/templates/own-x.html", b"one");
            memory.put("themes/default/templates/404.html", b"{% include \"own-x.html\" %}");
            let rounds = if *path == "public/index.html" { 2 } else { 1 };
            for _ in 0..rounds {
                with_memory(&memory);
            }
            memory.put(path, text.as_bytes());
            with_memory(&memory);
            let clean = Memory::default();
            for (path, bytes) in memory.tree("").into_iter().filter(|(path, _)| !path.starts_with("public/")) {
                clean.put(&path, &bytes);
            }
            built(&clean);
            assert_eq!(memory.tree("public"), clean.tree("public"), "{path}, {per_tick} changes a tick");
        }
    }
}

/// The same while a build runs: the next one publishes it.
#[test]
fn a_save_during_a_build_is_seen_by_the_next() {
    let text = CASE.replace("---\nThe", "attachments: [{file: Plan.gif}]\n---\nThe");
    let edits = [(C, text.replace("dark", "cold")), ("content/replies/c-1.files/Plan.gif", "%PDF two".to_owned())];
    for per_tick in [1, 50, 2_000] {
        for at in [1, 5, 40, 90] {
            for (path, edited) in &edits {
                let memory = city().with_coarse_stamps(per_tick);
                memory.meanwhile(at, path, edited.as_bytes());
                let config = config::read(&memory.read(Path::new(config::FILE)).unwrap()).0.unwrap();
                let cache = Some(Place::of(Path::new(""), Path::new("public"), [0; 16]));
                let options = Options { day: day(), refused: Refused::Stop, strict: false, cache };
                // A build that meets the change may say so and end.
                let _ = gongkai::build(&memory, Path::new(""), config, Path::new("public"), options);
                assert_eq!(memory.read(Path::new(path)).unwrap(), edited.as_bytes(), "change {at} is one of the build");
                with_memory(&memory);
                with_memory(&memory);
                let found = memory.tree("public");
                let page = String::from_utf8(found["replies/c-1.html"].clone()).unwrap();
                let told =
                    if *path == C { page.contains("cold") } else { found["replies/c-1/Plan.gif"] == b"%PDF two" };
                assert!(told, "{path} saved at change {at}, {per_tick} changes a tick");
            }
        }
    }
}

#[cfg(unix)]
mod disk {
    //! The same on a disk, with the program.

    use assert_cmd::Command;
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::path::{Path, PathBuf};

    fn gongkai(folder: &Path, arguments: &[&str]) -> (i32, String) {
        let mut command = Command::cargo_bin("gongkai").unwrap();
        let output = command.current_dir(folder).args(["--lang", "en"]).args(arguments).output().unwrap();
        let code = output.status.code().expect("it ends by itself");
        (code, String::from_utf8(output.stderr).unwrap())
    }

    fn build(folder: &Path, output: &str) -> (i32, String) {
        gongkai(folder, &["build", "--as-of", "2026-06-30", "--output", output])
    }

    fn starter() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(gongkai(folder.path(), &["init", "site"]).0, 0);
        folder
    }

    fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
        let listed = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
        let files = listed.filter(|entry| entry.file_type().is_file());
        files
            .map(|entry| (entry.path().strip_prefix(folder).unwrap().to_owned(), fs::read(entry.path()).unwrap()))
            .collect()
    }

    /// One folder under all its names, from two copies of the site: builds come one by one.
    #[test]
    fn builds_into_one_folder_come_one_after_the_other_however_it_is_named() {
        let folder = starter();
        let site = folder.path().join("site");
        build(&site, "alone");
        let expected = files(&site.join("alone"));
        assert_eq!(gongkai(folder.path(), &["init", "copy"]).0, 0);
        let copy = folder.path().join("copy");
        symlink(site.join("public"), folder.path().join("link")).unwrap();
        let full = site.join("public").to_string_lossy().into_owned();
        for round in 0..3 {
            if round > 0 {
                fs::remove_dir_all(site.join("public")).unwrap();
            }
            if round == 2 {
                fs::create_dir(site.join("public")).unwrap();
            }
            let mut names = vec![
                (&site, "public"),
                (&site, "public/"),
                (&site, "./x/../public"),
                (&copy, full.as_str()),
                (&copy, "../site/public"),
            ];
            // A link to a folder that is not there yet leads nowhere.
            if round == 2 {
                names.extend([(&site, "../link"), (&copy, "../link/")]);
            }
            std::thread::scope(|threads| {
                let builds: Vec<_> =
                    names.iter().map(|(site, name)| threads.spawn(move || build(site, name))).collect();
                for outcome in builds {
                    let (code, err) = outcome.join().unwrap();
                    assert_eq!(code, 0, "{err}");
                }
            });
            assert!(files(&site.join("public")) == expected, "round {round}");
        }
        let litter = fs::read_dir(&site).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
        assert!(!litter.into_iter().any(|name| name.contains("staging") || name.contains("lock")));
    }

    #[test]
    fn links_pipes_and_folders_of_others_are_named_and_stay() {
        let folder = starter();
        let site = folder.path().join("site");
        let elsewhere = folder.path().join("elsewhere");
        fs::create_dir(&elsewhere).unwrap();
        fs::write(elsewhere.join("mine.txt"), "mine").unwrap();
        let pipe = |path: &Path| {
            assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
        };
        type Put<'a> = (&'a str, Box<dyn Fn(&Path) + 'a>);
        let ways: [Put<'_>; 5] = [
            ("public/replies", Box::new(|path| symlink(&elsewhere, path).unwrap())),
            ("public/index.html", Box::new(|path| symlink(elsewhere.join("mine.txt"), path).unwrap())),
            ("public/feed.xml", Box::new(pipe)),
            ("public/words.html", Box::new(|path| fs::create_dir(path).unwrap())),
            ("public/assets", Box::new(|path| fs::write(path, "mine").unwrap())),
        ];
        for (place, put) in &ways {
            assert_eq!(build(&site, "public").0, 0);
            let path = site.join(place);
            let _ = fs::remove_file(&path).or_else(|_| fs::remove_dir_all(&path));
            put(&path);
            let before = files(folder.path());
            // Every page changes: each place is one that the build needs.
            let config = site.join("site-config.yaml");
            let text = fs::read_to_string(&config).unwrap();
            fs::write(&config, text.replace("title:", "accent: '#7a1f5c'\ntitle:")).unwrap();
            let (code, err) = build(&site, "public");
            assert_eq!(code, 2, "{place}: {err}");
            assert!(err.contains(place) && err.contains("nothing was touched"), "{place}: {err}");
            fs::write(&config, text).unwrap();
            let after = files(folder.path());
            let kept = |list: Vec<(PathBuf, Vec<u8>)>| {
                list.into_iter().filter(|(path, _)| !path.starts_with("site/.gongkai")).collect::<Vec<_>>()
            };
            assert!(kept(before) == kept(after), "{place}: nothing was touched");
            fs::remove_dir_all(site.join("public")).unwrap();
        }
        assert_eq!(files(&elsewhere).len(), 1);
    }

    #[test]
    fn the_output_is_never_in_what_it_is_made_from() {
        let folder = starter();
        let site = folder.path().join("site");
        let kept = || {
            let all = files(&site).into_iter();
            all.filter(|(path, _)| !path.starts_with(".gongkai")).collect::<Vec<_>>()
        };
        let before = kept();
        for output in ["content", "content/public", "themes/x", ".", "..", "content/../content", ".git"] {
            let (code, err) = build(&site, output);
            assert_eq!(code, 2, "{output}: {err}");
        }
        fs::write(site.join("file"), "mine").unwrap();
        let (code, err) = build(&site, "file");
        assert_eq!((code, err.contains("is no folder")), (2, true), "{err}");
        symlink("nowhere", site.join("dangling")).unwrap();
        let (code, err) = build(&site, "dangling");
        assert_eq!((code, err.contains("leads nowhere")), (2, true), "{err}");
        fs::remove_file(site.join("file")).unwrap();
        fs::remove_file(site.join("dangling")).unwrap();
        assert!(kept() == before);
    }

    /// A link that leads nowhere is something all the same: nothing is written through it.
    #[test]
    fn nothing_is_made_through_a_link_that_leads_nowhere() {
        let folder = starter();
        let site = folder.path().join("site");
        let elsewhere = folder.path().join("elsewhere.md");
        symlink(&elsewhere, site.join("content/pages/hours.md")).unwrap();
        let (code, err) = gongkai(&site, &["new", "page", "--id", "hours", "--set", "title=Hours", "--set", "text=x"]);
        assert_eq!((code, err.contains("hours.md")), (2, true), "{err}");
        fs::create_dir(folder.path().join("new")).unwrap();
        symlink(&elsewhere, folder.path().join("new/site-config.yaml")).unwrap();
        assert_eq!(gongkai(folder.path(), &["init", "new"]).0, 2);
        assert!(!elsewhere.exists());
    }

    #[test]
    fn content_may_be_a_link_and_odd_things_in_it_are_found() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt as _;
        let folder = starter();
        let site = folder.path().join("site");
        build(&site, "one");
        fs::rename(site.join("content"), folder.path().join("texts")).unwrap();
        symlink("../texts", site.join("content")).unwrap();
        let (code, err) = build(&site, "two");
        assert_eq!(code, 0, "{err}");
        assert!(files(&site.join("one")) == files(&site.join("two")));
        let pages = site.join("content/pages");
        let odd = OsStr::from_bytes(b"\xC2\xB7\xB5\xC6.md");
        symlink("/etc/passwd", pages.join("secret.md")).unwrap();
        symlink("about.md", pages.join("inside.md")).unwrap();
        symlink("../replies", pages.join("folder")).unwrap();
        symlink("nowhere", pages.join("nowhere.md")).unwrap();
        fs::write(pages.join(odd), "x").unwrap();
        fs::create_dir(pages.join(OsStr::from_bytes(b"\xB5\xC6"))).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(pages.join("socket.md")).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(pages.join("pipe.md")).status().unwrap().success());
        let mut check = Command::cargo_bin("gongkai").unwrap();
        check.current_dir(&site).args(["check", "--format", "short", "--as-of", "2026-06-30"]);
        let found = check.output().unwrap();
        let found = String::from_utf8(found.stdout).unwrap();
        let expected = [
            ("secret.md", "symlink-leaves-content"),
            ("folder", "symlink-leaves-content"),
            ("nowhere.md", "symlink-leaves-content"),
            ("socket.md", "special-file"),
            ("pipe.md", "special-file"),
            ("\u{FFFD}", "file-name-not-text"),
        ];
        for (name, rule) in expected {
            assert!(found.lines().any(|l| l.contains(name) && l.contains(rule)), "{name}: {found}");
        }
        let (_, err) = gongkai(&site, &["check", "--as-of", "2026-06-30"]);
        assert!(!err.contains("root:"), "no line of the file that a link leads to: {err}");
        let (code, _) = build(&site, "two");
        assert_eq!(code, 1);
    }
}
