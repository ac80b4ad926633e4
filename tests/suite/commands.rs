//! The program as a newcomer runs it: exit codes, messages, summary.

use assert_cmd::Command;
use std::fs;
use std::path::Path;

fn gongkai(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("gongkai")
        .unwrap()
        .current_dir(folder)
        .env_remove("SOURCE_DATE_EPOCH")
        .env("LC_ALL", "C")
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// A site made by `init`, in a folder of its own.
fn starter() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let (code, out, _) = gongkai(folder.path(), &["init", "."]);
    assert_eq!(code, 0);
    assert!(out.contains("serve --open"));
    folder
}

#[test]
fn init_check_build_and_build_again() {
    let folder = starter();
    let (code, _, err) = gongkai(folder.path(), &["check", "--strict", "--as-of", "2026-06-30"]);
    assert_eq!((code, err.contains("nothing to mend")), (0, true), "{err}");
    let (code, _, err) = gongkai(folder.path(), &["build", "--as-of", "2026-06-30"]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("= 21 published + 0 held back"), "{err}");
    let (_, _, err) = gongkai(folder.path(), &["build", "--as-of", "2026-06-30"]);
    assert!(err.contains("0 files written"), "{err}");
    let (code, _, err) = gongkai(folder.path(), &["init"]);
    assert_eq!((code, err.contains("is there already")), (2, true));
}

/// Of each month until then a page would be made.
#[test]
fn a_day_far_ahead_is_refused() {
    let folder = starter();
    let (code, _, err) = gongkai(folder.path(), &["check", "--as-of", "8026-06-30"]);
    assert_eq!((code, err.contains("up to the year 2199")), (2, true), "{err}");
}

/// A push in the middle of a build starts another one: they come one after the other.
#[test]
fn builds_at_once_leave_a_whole_site() {
    let folder = starter();
    let files = |name: &str| {
        let listed = walkdir::WalkDir::new(folder.path().join(name)).sort_by_file_name().into_iter();
        let files = listed.map(Result::unwrap).filter(|e| e.file_type().is_file());
        files.map(|e| (e.path().to_owned(), fs::read(e.path()).unwrap())).collect::<Vec<_>>()
    };
    let build = |output: &str| gongkai(folder.path(), &["build", "--as-of", "2026-06-30", "--output", output]);
    build("one");
    let once: Vec<Vec<u8>> = files("one").into_iter().map(|(_, bytes)| bytes).collect();
    std::thread::scope(|threads| {
        let names = ["many", "./many", "many"];
        let builds: Vec<_> = names.map(|name| threads.spawn(move || build(name))).into();
        for outcome in builds {
            let (code, _, err) = outcome.join().unwrap();
            assert_eq!(code, 0, "{err}");
        }
    });
    assert!(files("many").into_iter().map(|(_, bytes)| bytes).eq(once));
    assert!(!folder.path().join("many.staging").exists());
}

#[test]
fn each_format_shows_the_same_finding() {
    let folder = starter();
    let file = folder.path().join("content/replies/2026/transport-260316-1.md");
    fs::write(
        &file,
        fs::read_to_string(&file).unwrap().replace("department: transport\ntopics", "department: transprot\ntopics"),
    )
    .unwrap();
    let place = "content/replies/2026/transport-260316-1.md";
    let (code, out, _) = gongkai(folder.path(), &["check", "--format", "short", "--as-of", "2026-06-30"]);
    assert_eq!(code, 1);
    assert!(out.contains(&format!("{place}:6:13: error[unknown-department]")), "{out}");
    let (_, out, _) = gongkai(folder.path(), &["check", "--format", "json", "--as-of", "2026-06-30"]);
    let list: serde_json::Value = serde_json::from_str(&out).unwrap();
    let unknown = list.as_array().unwrap().iter().find(|f| f["rule"] == "unknown-department").unwrap();
    assert_eq!((unknown["line"].as_u64(), unknown["column"].as_u64()), (Some(6), Some(13)));
    let (_, out, _) = gongkai(folder.path(), &["check", "--format", "github", "--as-of", "2026-06-30"]);
    assert!(out.contains(&format!("::error file={place},line=6,col=13,title=unknown-department::")), "{out}");
    let (_, _, err) = gongkai(folder.path(), &["check", "--as-of", "2026-06-30"]);
    assert!(err.contains("department: transprot") && err.contains("^^^^^^^^^"), "{err}");
    let (_, _, err) = gongkai(folder.path(), &["--lang", "zh", "check", "--as-of", "2026-06-30"]);
    assert!(err.contains("个错误"), "{err}");
    let (code, out, _) =
        gongkai(folder.path(), &["check", "--format", "short", "--as-of", "2026-06-30", "content/pages"]);
    assert_eq!((code, out.as_str()), (0, ""));
}

#[test]
fn personal_data_is_not_shown_by_the_message_about_it() {
    let folder = starter();
    let file = folder.path().join("content/pages/contact.md");
    fs::write(&file, fs::read_to_string(&file).unwrap() + "\nCall １３８００１３８０００ or 13800138000.\n").unwrap();
    for format in ["human", "short", "json", "github"] {
        let (code, out, err) = gongkai(folder.path(), &["check", "--format", format, "--as-of", "2026-06-30"]);
        assert_eq!(code, 1);
        assert!((out.clone() + &err).contains("138****"), "{format}");
        assert!(!(out + &err).contains("0138000"), "{format}");
    }
}

#[test]
fn a_build_with_errors_writes_nothing_and_says_so() {
    let folder = starter();
    fs::write(folder.path().join("content/replies/2026/x-1.md"), "no front matter").unwrap();
    let (code, _, err) = gongkai(folder.path(), &["build", "--as-of", "2026-06-30"]);
    assert_eq!((code, folder.path().join("public").exists()), (1, false));
    assert!(err.contains("nothing written: 1 error"), "{err}");
    let (code, _, err) = gongkai(folder.path(), &["build", "--leave-out-refused", "--as-of", "2026-06-30"]);
    assert_eq!((code, folder.path().join("public/index.html").exists()), (1, true), "{err}");
}

#[test]
fn what_was_published_is_not_left_out() {
    let folder = starter();
    assert_eq!(gongkai(folder.path(), &["build", "--as-of", "2026-06-30"]).0, 0);
    let file = folder.path().join("content/replies/2026/transport-260316-1.md");
    fs::write(&file, "broken").unwrap();
    let (code, _, err) = gongkai(folder.path(), &["build", "--leave-out-refused", "--as-of", "2026-06-30"]);
    assert_eq!(code, 2);
    assert!(err.contains("replies/transport-260316-1.html"), "{err}");
    assert!(folder.path().join("public/replies/transport-260316-1.html").exists());
}

#[test]
fn a_folder_of_others_is_not_touched() {
    let folder = starter();
    fs::create_dir(folder.path().join("public")).unwrap();
    fs::write(folder.path().join("public/mine.txt"), "x").unwrap();
    let (code, _, err) = gongkai(folder.path(), &["build"]);
    assert_eq!((code, err.contains("did not write")), (2, true), "{err}");
    assert_eq!(fs::read_dir(folder.path().join("public")).unwrap().count(), 1);
}

#[test]
fn usage_and_environment_leave_with_two() {
    let folder = tempfile::tempdir().unwrap();
    let (code, _, err) = gongkai(folder.path(), &["build"]);
    assert_eq!((code, err.contains("site-config.yaml is missing")), (2, true));
    assert_eq!(gongkai(folder.path(), &["bulid"]).0, 2);
    assert_eq!(gongkai(folder.path(), &["explain", "no-such-thing"]).0, 2);
    assert_eq!(gongkai(folder.path(), &["--version"]).0, 0);
}

#[test]
fn the_day_comes_from_the_command_the_environment_or_the_site() {
    let folder = starter();
    let day = |arguments: &[&str], epoch: Option<&str>| {
        let mut command = Command::cargo_bin("gongkai").unwrap();
        command.current_dir(folder.path()).args(["build"]).args(arguments).env_remove("SOURCE_DATE_EPOCH");
        if let Some(epoch) = epoch {
            command.env("SOURCE_DATE_EPOCH", epoch);
        }
        assert!(command.output().unwrap().status.success());
        let measures = fs::read_to_string(folder.path().join("public/data/measures.csv")).unwrap();
        measures.lines().nth(1).unwrap()[..10].to_owned()
    };
    assert_eq!(day(&["--as-of", "2026-05-01"], Some("1782777600")), "2026-05-01");
    assert_eq!(day(&[], Some("1782777600")), "2026-06-30");
}

#[test]
fn new_makes_records_that_pass() {
    let folder = starter();
    let set = |kind: &str, values: &[&str]| {
        let mut arguments = vec!["new", kind];
        for value in values {
            arguments.extend(["--set", value]);
        }
        gongkai(folder.path(), &arguments)
    };
    let (code, out, err) = set(
        "reply",
        &[
            "title=Bins: not emptied",
            "kind=complaint",
            "department=urban",
            "received=2026-04-01",
            "replied=2026-04-08",
            "question=## Reply\\nforged?",
            "reply=Emptied on 7 April.",
        ],
    );
    assert_eq!((code, out.trim()), (0, "content/replies/2026/urban-260401-1.md"), "{err}");
    assert_eq!(
        set("reply", &["title=Again", "kind=complaint", "department=urban", "received=2026-04-01", "question=x"])
            .1
            .trim(),
        "content/replies/2026/urban-260401-2.md"
    );
    assert_eq!(
        set(
            "policy",
            &[
                "title=Parks",
                "issuers=urban",
                "made_on=2026-01-02",
                "published_on=2026-01-03",
                "text=### Article 1\\n\\nGreen."
            ]
        )
        .0,
        0
    );
    assert_eq!(set("dataset", &["title=Bins", "description=Bins", "department=urban", "published_on=2026-01-03"]).0, 0);
    assert_eq!(
        set("digest", &["title=Bins in April", "topic=streets", "from=2026-04-01", "to=2026-04-30", "text=Fewer."]).0,
        0
    );
    assert_eq!(set("page", &["title=About us", "text=We."]).0, 0);
    let (code, out, _) = gongkai(folder.path(), &["check", "--format", "short", "--strict"]);
    assert_eq!((code, out.as_str()), (0, ""));
    let (code, _, err) = set("reply", &["title=x", "kind=consult"]);
    assert_eq!((code, err.contains("`department` is missing")), (2, true), "{err}");
    let (code, _, err) = set("page", &["title=Zwei", "text=x", "colour=red"]);
    assert_eq!((code, err.contains("`colour` is no key")), (2, true), "{err}");
}

#[test]
fn a_translation_gets_its_digest_and_goes_stale() {
    let folder = starter();
    let page = "content/pages/contact.md";
    let file = folder.path().join(page);
    fs::write(&file, fs::read_to_string(&file).unwrap() + "\nMore.\n").unwrap();
    let (_, out, _) = gongkai(folder.path(), &["check", "--format", "short"]);
    assert!(out.contains("contact.zh-Hans.md:4:5: warning[translation-stale]"), "{out}");
    assert_eq!(gongkai(folder.path(), &["new", "translation", page, "--to", "zh-Hans"]).0, 0);
    let (_, out, _) = gongkai(folder.path(), &["check", "--format", "short"]);
    assert_eq!(out, "");
}

#[test]
fn explain_knows_findings_measures_and_rules() {
    let folder = starter();
    let (code, out, _) = gongkai(folder.path(), &["explain", "reply-without-event"]);
    assert_eq!((code, out.starts_with("error[reply-without-event]")), (0, true), "{out}");
    assert!(gongkai(folder.path(), &["explain", "reply_rate"]).1.len() > 80);
    assert!(gongkai(folder.path(), &["explain", "mailbox-ordinary"]).1.contains("10 working-days"));
    let (code, out, _) = gongkai(folder.path(), &["explain"]);
    assert_eq!((code, out.lines().count()), (0, gongkai::diagnostic::rules::ALL.len()));
}

#[test]
fn stats_prints_what_the_pages_print() {
    let folder = starter();
    let (code, out, _) = gongkai(folder.path(), &["stats", "--format", "csv", "--by", "department"]);
    let mut rows = out.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = rows.next().unwrap();
    let column = |name: &str| header.iter().position(|h| *h == name).unwrap();
    let all: Vec<_> = rows.collect();
    let (total, departments) = all.split_last().unwrap();
    let sum: usize = departments.iter().map(|row| row[column("registered")].parse::<usize>().unwrap()).sum();
    assert_eq!((code, total[column("id")], total[column("registered")]), (0, "", sum.to_string().as_str()));
    assert!(sum > 0 && total[column("reply_rate")] == "suppressed", "{out}");
    let table = gongkai(folder.path(), &["stats"]).1;
    assert!(table.contains("\n     Received") && table.contains("\nAll  ") && table.contains("–"), "{table}");
    let json: serde_json::Value =
        serde_json::from_str(&gongkai(folder.path(), &["stats", "--format", "json"]).1).unwrap();
    assert_eq!(json["groups"][0]["figures"]["registered"], sum);
}

#[test]
fn init_chooses_the_numbers_of_the_country() {
    for name in ["cn", "uk", "de", "eu", "au"] {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(gongkai(folder.path(), &["init", ".", "--rules", name]).0, 0);
        let settings = fs::read_to_string(folder.path().join("site-config.yaml")).unwrap();
        assert!(settings.contains(&format!("personal_data: {{packs: [{name}]}}")), "{settings}");
        let (code, _, err) = gongkai(folder.path(), &["check", "--strict", "--as-of", "2026-06-30"]);
        assert_eq!((code, err.contains("nothing to mend")), (0, true), "{name}: {err}");
    }
}

#[test]
fn what_is_left_out_is_listed_with_its_faults() {
    let folder = starter();
    let content = folder.path().join("content");
    fs::write(content.join("statistics/street-lights/notes.md"), "---\ntitle: Notes\n---\nCall 13800138000.\n")
        .unwrap();
    let options = ["build", "--as-of", "2026-06-30", "--leave-out-refused", "--output"];
    let (code, _, err) = gongkai(folder.path(), &[&options[..], &["one"]].concat());
    assert_eq!(code, 1, "{err}");
    let line = "left out:\n  content/statistics/street-lights/dataset.yaml (notes.md: personal-data-mobile)\n";
    assert!(err.contains(line) && err.contains("+ 3 refused"), "{err}");
    // What was published before is not left out; the message names the fault.
    fs::remove_file(content.join("statistics/street-lights/notes.md")).unwrap();
    assert_eq!(gongkai(folder.path(), &[&options[..], &["two"]].concat()).0, 0);
    fs::write(content.join("statistics/street-lights/notes.md"), "---\ntitle: Notes\n---\nCall 13800138000.\n")
        .unwrap();
    let (code, _, err) = gongkai(folder.path(), &[&options[..], &["two"]].concat());
    assert_eq!(code, 2, "{err}");
    let fault = "statistics/street-lights.html (content/statistics/street-lights/notes.md: personal-data-mobile)";
    assert!(err.contains(fault) && !err.contains("13800138000"), "{err}");
}

#[test]
fn what_changed_is_listed_for_whoever_carries_it_on() {
    let folder = starter();
    let build = || {
        let (code, _, err) =
            gongkai(folder.path(), &["build", "--as-of", "2026-06-30", "--changed", "changed.txt", "--trust-output"]);
        assert_eq!(code, 0, "{err}");
        fs::read_to_string(folder.path().join("changed.txt")).unwrap()
    };
    let first = build();
    assert!(first.lines().all(|line| line.starts_with("+ ")) && first.contains("\n+ index.html\n"), "{first}");
    let place = |path: &str| first.lines().position(|line| line == format!("+ {path}")).unwrap();
    assert!(place("data/catalogue.jsonld") < place("index.html") && place("index.html") < place("SHA256SUMS"));
    assert_eq!(build(), "");
    let page = folder.path().join("content/pages/contact.md");
    let text = fs::read_to_string(&page).unwrap();
    fs::write(&page, text + "\nMore of it.\n").unwrap();
    let second = build();
    assert!(second.contains("+ contact.html\n") && second.contains("+ SHA256SUMS\n"), "{second}");
    assert!(!second.contains("+ replies/"), "{second}");
    let (code, _, err) = gongkai(folder.path(), &["build", "--no-cache", "--trust-output"]);
    assert_eq!((code, err.contains("--no-cache")), (2, true), "{err}");
}

/// A CI that clones the repository and restores cache and output: git says which sources are the same.
#[test]
fn a_clone_with_its_cache_reads_no_record() {
    let git = |folder: &Path, arguments: &[&str]| {
        let identity = ["-c", "user.name=City", "-c", "user.email=city@example.org", "-c", "core.autocrlf=false"];
        let run = std::process::Command::new("git").current_dir(folder).args(identity).args(arguments).output();
        run.is_ok_and(|output| output.status.success())
    };
    let folder = starter();
    for n in 0..300 {
        let case = crate::site::CASE.replace("Lights out", &format!("Lights {n}"));
        fs::write(folder.path().join(format!("content/replies/c-{n}.md")), case).unwrap();
    }
    let commit = || git(folder.path(), &["add", "-A"]) && git(folder.path(), &["commit", "-q", "-m", "all"]);
    if !git(folder.path(), &["init", "-q"]) || !commit() {
        return;
    }
    let clones = tempfile::tempdir().unwrap();
    let build = |clone: &str, before: Option<&str>| {
        let (clone, path) = (clones.path().join(clone), clones.path().join("at"));
        // The cache is that of one place, as a CI has it.
        assert!(git(clones.path(), &["clone", "-q", &folder.path().to_string_lossy(), "at"]));
        for kept in [".gongkai", "public"] {
            if let Some(before) = before {
                let from = clones.path().join(before).join(kept);
                assert!(std::process::Command::new("cp").arg("-r").arg(from).arg(&path).status().unwrap().success());
            }
        }
        // What git wrote in the last tick of the clock is read.
        std::thread::sleep(std::time::Duration::from_millis(50));
        let index = path.join(".git/index");
        let bytes = fs::read(&index).unwrap();
        fs::write(&index, bytes).unwrap();
        let (code, _, err) = gongkai(&path, &["build", "--as-of", "2026-06-30", "--trust-output"]);
        assert_eq!(code, 0, "{err}");
        fs::rename(&path, &clone).unwrap();
        let words: Vec<&str> = err.split(' ').collect();
        let at = words.iter().position(|word| *word == "whole;").unwrap();
        (words[at - 3].parse::<usize>().unwrap(), err)
    };
    let (first, err) = build("one", None);
    assert!(first >= 300, "{err}");
    let (second, err) = build("two", Some("one"));
    assert!(second < 100 && err.contains(" 0 files written"), "{err}");
    // One edited, one of the same length: both are seen.
    let page = folder.path().join("content/replies/c-7.md");
    fs::write(&page, fs::read_to_string(&page).unwrap().replace("lamps are dark", "lamps are wild")).unwrap();
    commit();
    let (third, err) = build("three", Some("two"));
    assert!(third < 100 && !err.contains(" 0 files written"), "{err}");
    let shown = fs::read_to_string(clones.path().join("three/public/replies/c-7.html")).unwrap();
    assert!(shown.contains("lamps are wild"));
}
