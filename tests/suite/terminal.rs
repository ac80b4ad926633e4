//! What the program prints: nothing that moves a cursor, and no panic when nobody listens.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn site(folder: &Path) {
    let put = |path: &str, text: &str| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    put(
        "site-config.yaml",
        "title: T\npublisher: P\nbase_url: https://c.example/\nlanguages: [en]\nas_of: 2026-06-30\nlicence: x\n",
    );
    put("content/departments.yaml", "- {id: urban, name: \"Urban \\x1b[31m\\u202E\"}\n");
    put("content/topics.yaml", "- {id: lights, label: Lights}\n");
}

fn program(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.current_dir(folder).args(["--lang", "en"]).args(arguments).env_remove("SOURCE_DATE_EPOCH");
    command
}

fn text(output: &Output) -> String {
    let both = [&output.stdout[..], &output.stderr].concat();
    String::from_utf8(both).unwrap()
}

fn is_visible(c: char) -> bool {
    let moves = c.is_control() && c != '\n' && c != '\t';
    let turns = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFFE}');
    !moves && !turns
}

#[test]
fn names_and_texts_cannot_reach_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path());
    let odd = "a\u{1b}]0;owned\u{7}\nerror[x]: forged\u{202E}\u{9b}2J";
    let replies = folder.path().join("content/replies");
    fs::create_dir_all(replies.join("c-1.files")).unwrap();
    fs::write(
        replies.join(format!("{odd}.md")),
        "---\ntitle: \"x\u{1b}[2J\u{9b}\u{202E}\u{FFFE}\"\nkind: odd\u{9b}\n---\nx\u{1b}[31m\n",
    )
    .unwrap();
    fs::write(replies.join(format!("{odd}.txt")), "x").unwrap();
    fs::write(replies.join("c-1.md"), crate::site::CASE).unwrap();
    fs::write(replies.join("c-1.files").join(format!("{odd}.html")), "x").unwrap();
    for arguments in [
        &["check"][..],
        &["check", "--format", "short"],
        &["check", "--format", "json"],
        &["check", "--format", "github"],
        &["build", "--why"],
        &["build", "--leave-out-refused", "--why"],
        &["stats", "--by", "department"],
        &["stats", "--by", "department", "--format", "json"],
        &["explain", odd],
        &["new", "page", "--id", odd, "--set", "title=x"],
        &["new", "page", "--set", odd],
        &["new", "page", "--translate", odd, "--to", "zh"],
        &["--root", odd, "check"],
        &["init", odd, "--rules", odd],
        &[odd],
        &["check", "--format", odd],
    ] {
        let output = program(folder.path(), arguments).output().unwrap();
        let said = text(&output);
        assert!(said.chars().all(is_visible), "{arguments:?}: {said:?}");
        assert!(!said.lines().any(|line| line.starts_with("error[x]: forged")), "{arguments:?}: {said}");
        assert!(!said.contains("panicked"), "{said}");
    }
    let json = program(folder.path(), &["check", "--format", "json"]).output().unwrap();
    let list: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    let files: Vec<&str> = list.as_array().unwrap().iter().filter_map(|f| f["file"].as_str()).collect();
    assert!(files.iter().any(|file| file.contains("\u{1b}]0;owned")), "a program finds the file by its name");
}

/// Commands that print a result.
const RESULTS: [&[&str]; 7] = [
    &["--help"],
    &["--version"],
    &["explain"],
    &["explain", "unknown-key"],
    &["check", "--format", "short"],
    &["check", "--format", "json"],
    &["stats"],
];

#[test]
fn a_closed_pipe_ends_a_command_without_a_word() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path());
    for arguments in RESULTS {
        let mut child =
            program(folder.path(), arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.is_empty(), "{arguments:?}: {said}");
        assert!(matches!(output.status.code(), Some(0 | 2)), "{arguments:?}: {:?}", output.status);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_result_that_cannot_be_written_is_a_failure() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path());
    // Nothing to say is said in full.
    let says: Vec<_> = RESULTS.iter().filter(|a| a[..] != ["check", "--format", "short"]).collect();
    for arguments in says {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = program(folder.path(), arguments).stdout(full).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.contains("standard output cannot be written"), "{arguments:?}: {said}");
    }
    // What is only said is lost without harm.
    for arguments in [&["check"][..], &["build"]] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let status = program(folder.path(), arguments).stderr(full).status().unwrap();
        assert_eq!(status.code(), Some(0), "{arguments:?}");
    }
}

/// No place left for an open file: an exit code and, where there is one to say it with, a message.
#[test]
#[cfg(target_os = "linux")]
fn without_file_descriptors_a_command_ends_and_says_why() {
    let folder = tempfile::tempdir().unwrap();
    site(folder.path());
    fs::create_dir_all(folder.path().join("content/replies/2026/03")).unwrap();
    fs::write(folder.path().join("content/replies/2026/03/c-1.md"), crate::site::CASE).unwrap();
    let limited = |limit: usize, command: &str| {
        let line = format!("ulimit -n {limit}; exec \"$0\" --lang en {command}");
        let mut shell = Command::new("sh");
        shell.current_dir(folder.path()).args(["-c", &line, env!("CARGO_BIN_EXE_gongkai")]);
        shell.output().unwrap()
    };
    for command in ["check", "build --output public", "stats"] {
        // With three the system itself cannot load the program.
        for limit in 4..12 {
            let output = limited(limit, command);
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(matches!(output.status.code(), Some(0..=2)), "{command}, {limit}: {:?}", output.status);
            assert!(!said.contains("panicked"), "{command}, {limit}: {said}");
        }
        let said = limited(5, command).stderr;
        assert!(String::from_utf8_lossy(&said).contains("Too many open files"), "{command}");
    }
    assert_eq!(limited(64, "build --output public").status.code(), Some(0));
}
