//! The guide shows what the program says: its consoles are run, in order, in a folder of their own.
//!
//! A page of `docs/guide/` may hold
//!
//! - ```` ```console ````: lines that begin with `$ ` are commands, what follows is their output,
//!   both streams as a terminal shows them;
//! - ```` ```yaml file=PATH ```` (any language): the file that the reader writes; `append=PATH`: the
//!   lines that are added to one.
//!
//! Where a command asks, what stands after `▸` to the end of the line is typed, on a terminal of 80
//! columns; `end-[..]` is the line that was said to end a text.
//!
//! In an output `[..]` stands for anything within a line: times, and what differs from machine to
//! machine, and a line `[...]` for any lines. A command is `gongkai`, or one of the few that [`Shell::run`] knows, so that a page
//! can be tried wherever the tests run. `TRANSCRIPTS=write` puts in what the program says now.

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc;
use std::time::Duration;

/// 2026-06-30 in China: a tour of today would read otherwise tomorrow.
const DAY: &str = "1782777600";

/// Where the reader is, and how the last command ended.
struct Shell {
    folder: PathBuf,
    status: i32,
}

impl Shell {
    /// Runs one command; gives what it said.
    fn run(&mut self, line: &str) -> String {
        let mut said = String::new();
        for part in line.split(" && ") {
            said += &self.run_one(part);
            if self.status != 0 {
                break;
            }
        }
        said
    }

    fn run_one(&mut self, line: &str) -> String {
        let words = words(line);
        let arguments: Vec<&str> = words.iter().map(String::as_str).collect();
        let path = |name: &str| self.folder.join(name);
        match arguments[..] {
            ["gongkai", ref arguments @ ..] => return self.of(self.settings("gongkai", arguments)),
            ["git", ref arguments @ ..] => return self.of(self.settings("git", arguments)),
            ["cp", from, to] => {
                fs::copy(path(from), path(to)).unwrap();
            }
            ["chmod", "+x", name] => {
                let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
                fs::set_permissions(path(name), mode).unwrap();
            }
            ["echo", "$?"] => return format!("{}\n", self.status),
            ["cd", name] => self.folder = path(name),
            ["rm", name] => fs::remove_file(path(name)).unwrap(),
            ["mkdir", name] => fs::create_dir(path(name)).unwrap(),
            ["touch", name] => fs::write(path(name), "").unwrap(),
            ["grep", what, name] => {
                let text = fs::read_to_string(one(&path(name)));
                return text.map_or_else(|error| format!("grep: {name}: {error}\n"), |text| grep(what, &text));
            }
            ["cat", name] => return fs::read_to_string(path(name)).unwrap(),
            ["ls", name] => return listed(&path(name)),
            ["sed", "-i", change, name] => {
                let text = fs::read_to_string(path(name)).unwrap();
                let parts: Vec<&str> = change.split(change.chars().nth(1).unwrap()).collect();
                assert!(text.contains(parts[1]), "{line}: there is no such text");
                let new = parts[2].replace("\\n", "\n");
                fs::write(path(name), text.replacen(parts[1], &new, 1)).unwrap();
            }
            _ => panic!("{line}: no command that a transcript may have"),
        }
        self.status = 0;
        String::new()
    }

    /// What a command is run with, whichever way it is started.
    fn settings(&self, program: &str, arguments: &[&str]) -> Settings {
        let gongkai = assert_cmd::cargo::cargo_bin("gongkai");
        let (place, here) = (gongkai.to_string_lossy().into_owned(), self.folder.to_string_lossy().into_owned());
        let program = if program == "gongkai" { place.clone() } else { program.to_owned() };
        let said = |argument: &&str| argument.replace("$(which gongkai)", &place).replace("$PWD", &here);
        let arguments = arguments.iter().map(said).collect();
        // The reader has told git a name; nobody else's settings of git count.
        let variables = [
            ("SOURCE_DATE_EPOCH", DAY),
            ("LC_ALL", "C.UTF-8"),
            ("NO_COLOR", "1"),
            ("TERM", "dumb"),
            ("EDITOR", ""),
            ("VISUAL", ""),
            ("GIT_CONFIG_GLOBAL", "/dev/null"),
            ("GIT_CONFIG_SYSTEM", "/dev/null"),
            ("GIT_CONFIG_COUNT", "4"),
            ("GIT_CONFIG_KEY_0", "user.name"),
            ("GIT_CONFIG_VALUE_0", "Clerk"),
            ("GIT_CONFIG_KEY_1", "user.email"),
            ("GIT_CONFIG_VALUE_1", "clerk@city.example"),
            ("GIT_CONFIG_KEY_2", "init.defaultBranch"),
            ("GIT_CONFIG_VALUE_2", "main"),
            ("GIT_CONFIG_KEY_3", "push.autoSetupRemote"),
            ("GIT_CONFIG_VALUE_3", "true"),
        ];
        Settings { program, arguments, variables }
    }

    fn of(&mut self, settings: Settings) -> String {
        // One file for both streams keeps their order, as a terminal does.
        let said = tempfile::NamedTempFile::new().unwrap();
        let stream = || File::options().append(true).open(said.path()).unwrap();
        let mut command = Command::new(settings.program);
        command.current_dir(&self.folder).args(settings.arguments).envs(settings.variables);
        let status = command.stdout(stream()).stderr(stream()).status().unwrap();
        self.status = status.code().unwrap();
        fs::read_to_string(said.path()).unwrap()
    }

    /// Runs a command on a terminal, and types what stands after the marks of what is expected.
    fn typed(&mut self, line: &str, expected: &[&str]) -> String {
        let words = words(line);
        let arguments: Vec<&str> = words.iter().map(String::as_str).collect();
        let Settings { program, arguments, variables } = self.settings(arguments[0], &arguments[1..]);
        let (terminal, end) = pty_process::blocking::open().unwrap();
        terminal.resize(pty_process::Size::new(40, 80)).unwrap();
        let command = pty_process::blocking::Command::new(program).args(arguments).envs(variables);
        let mut child = command.current_dir(&self.folder).spawn(end).unwrap();
        let terminal = std::sync::Arc::new(terminal);
        let (tell, told) = mpsc::channel();
        let reading = terminal.clone();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            // When the command has ended, a terminal is an error.
            while let Ok(count @ 1..) = (&*reading).read(&mut bytes) {
                if tell.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let (mut said, mut marks) = (Vec::new(), Vec::new());
        let before = |at: usize| at.checked_sub(1).map(|at| expected[at]).filter(|line| !line.contains(TYPED));
        for (at, line) in expected.iter().enumerate() {
            let Some((prompt, answer)) = line.split_once(TYPED) else { continue };
            let since = marks.last().copied().unwrap_or(0);
            let asked = |said: &[u8]| {
                let text = String::from_utf8_lossy(&said[since..]).replace('\r', "");
                let lines: Vec<&str> = text.split('\n').collect();
                let (last, earlier) = lines.split_last().unwrap();
                matches(prompt, last) && before(at).is_none_or(|line| earlier.iter().any(|said| matches(line, said)))
            };
            while !asked(&said) {
                match told.recv_timeout(PATIENCE) {
                    Ok(more) => said.extend(more),
                    // It asks for something else, which the page will show.
                    Err(_) => break,
                }
            }
            let text = String::from_utf8_lossy(&said).into_owned();
            let ending =
                || text.rsplit("end-").next().map(|rest| rest.chars().take_while(char::is_ascii_digit).collect());
            let answer = answer.replace("[..]", &ending().unwrap_or_else(String::new));
            marks.push(said.len());
            (&*terminal).write_all(format!("{answer}\n").as_bytes()).unwrap();
            // The terminal shows what is typed.
            let shown = said.len() + answer.len() + 2;
            while said.len() < shown {
                match told.recv_timeout(PATIENCE) {
                    Ok(more) => said.extend(more),
                    Err(_) => break,
                }
            }
        }
        while let Ok(more) = told.recv_timeout(PATIENCE) {
            said.extend(more);
        }
        let ended = child.try_wait().unwrap();
        if ended.is_none() {
            child.kill().unwrap();
        }
        self.status = ended.and_then(|status| status.code()).unwrap_or(-1);
        for at in marks.into_iter().rev() {
            said.splice(at..at, TYPED.as_bytes().iter().copied());
        }
        String::from_utf8_lossy(&said).replace('\r', "")
    }
}

/// What a command is run with.
struct Settings {
    program: String,
    arguments: Vec<String>,
    variables: [(&'static str, &'static str); 17],
}

/// Stands before what is typed.
const TYPED: &str = "▸";

/// A command that says nothing for so long waits for an answer that the page does not have.
const PATIENCE: Duration = Duration::from_secs(1);

/// Returns the file that a name with a `*` in it stands for.
fn one(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let Some((start, end)) = name.split_once('*') else { return path.to_owned() };
    let folder = path.parent().unwrap();
    let named = listed(folder);
    let found = named.lines().find(|name| name.starts_with(start) && name.ends_with(end));
    folder.join(found.unwrap_or_else(|| panic!("{name}: there is none")))
}

fn grep(what: &str, text: &str) -> String {
    text.lines().filter(|line| line.contains(what)).map(|line| format!("{line}\n")).collect()
}

fn listed(folder: &Path) -> String {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| !name.starts_with('.')).collect();
    names.sort();
    names.iter().map(|name| format!("{name}\n")).collect()
}

/// Splits a command at spaces outside of quotes.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in line.chars() {
        match (c, quote) {
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            (' ', None) => words.push(String::new()),
            (c, _) => words.last_mut().unwrap().push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Returns whether a line is the one expected, where `[..]` stands for anything.
fn matches(expected: &str, line: &str) -> bool {
    let Some((start, rest)) = expected.split_once("[..]") else { return expected == line };
    let Some(mut line) = line.strip_prefix(start) else { return false };
    let mut parts: Vec<&str> = rest.split("[..]").collect();
    let end = parts.pop().unwrap_or_default();
    for part in parts {
        let Some(at) = line.find(part) else { return false };
        line = &line[at + part.len()..];
    }
    line.ends_with(end)
}

/// Returns whether an output is the one expected, where a line `[...]` stands for any lines.
fn same(expected: &[&str], said: &[&str]) -> bool {
    match (expected.split_first(), said.split_first()) {
        (Some((&"[...]", rest)), _) => (0..=said.len()).any(|skipped| same(rest, &said[skipped..])),
        (Some((old, expected)), Some((line, said))) => matches(old, line) && same(expected, said),
        (None, None) => true,
        _ => false,
    }
}

/// Keeps the marks for anything where a new line still fits the old one, or one like it.
fn masked(line: &str, expected: &[&str]) -> String {
    if let Some(old) = expected.iter().find(|old| matches(old, line)) {
        return (*old).to_owned();
    }
    let (seconds, rest) = line.rsplit_once("; ").unwrap_or(("", line));
    let timed = rest.strip_suffix(" s").is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit() || b == b'.'));
    if timed { format!("{seconds}; [..] s") } else { line.to_owned() }
}

/// Runs the page of a guide; gives it as it should read, and what differs.
fn run(text: &str, folder: &Path) -> (String, Vec<String>) {
    let mut shell = Shell { folder: folder.to_owned(), status: 0 };
    let (mut page, mut faults) = (String::new(), Vec::new());
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        page.push_str(&format!("{line}\n"));
        let Some(info) = line.strip_prefix("```").filter(|info| !info.is_empty()) else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        for (mark, appends) in [(" file=", false), (" append=", true)] {
            if let Some((_, path)) = info.split_once(mark) {
                let path = shell.folder.join(path);
                let old = if appends { fs::read_to_string(&path).unwrap() } else { String::new() };
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, old + &block.join("\n") + "\n").unwrap();
            }
        }
        if info == "console" {
            page.push_str(&console(&block, &mut shell, &mut faults));
        } else {
            page.push_str(&block.iter().map(|line| format!("{line}\n")).collect::<String>());
        }
        page.push_str("```\n");
    }
    (page, faults)
}

fn console(block: &[&str], shell: &mut Shell, faults: &mut Vec<String>) -> String {
    let mut text = String::new();
    for part in commands(block) {
        let (command, expected) = part.split_first().unwrap();
        let line = command.strip_prefix("$ ").unwrap_or_else(|| panic!("{command}: no command"));
        let asks = expected.iter().any(|line| line.contains(TYPED));
        let said = if asks { shell.typed(line, expected) } else { shell.run(line) };
        let said: Vec<&str> = said.trim_end().lines().map(str::trim_end).collect();
        if same(expected, &said) {
            text.extend(part.iter().map(|line| format!("{line}\n")));
            continue;
        }
        let (old, new) = (expected.join("\n"), said.join("\n"));
        faults.push(format!("{command}\n--- the guide says\n{old}\n--- the program says\n{new}"));
        text.push_str(&format!("{command}\n"));
        text.extend(said.iter().map(|line| masked(line, expected) + "\n"));
    }
    text
}

/// The commands of a console, each with its output.
fn commands<'a, 'b>(block: &'a [&'b str]) -> Vec<&'a [&'b str]> {
    let begins = |at: &usize| block[*at].starts_with("$ ");
    let starts: Vec<usize> = (0..block.len()).filter(begins).chain([block.len()]).collect();
    starts.windows(2).map(|pair| &block[pair[0]..pair[1]]).collect()
}

#[test]
fn the_program_says_what_the_guide_shows() {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guide");
    let mut faults = Vec::new();
    let mut met = 0;
    for path in fs::read_dir(guide).unwrap().map(|entry| entry.unwrap().path()) {
        let text = fs::read_to_string(&path).unwrap();
        if !text.contains("```console") {
            continue;
        }
        met += 1;
        let folder = tempfile::tempdir().unwrap();
        let (page, differ) = run(&text, folder.path());
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !differ.is_empty() && std::env::var_os("TRANSCRIPTS").is_some_and(|mode| mode == "write") {
            fs::write(&path, page).unwrap();
        }
        faults.extend(differ.into_iter().map(|fault| format!("{name}: {fault}")));
    }
    assert!(met > 0 && faults.is_empty(), "TRANSCRIPTS=write puts in what the program says.\n{}", faults.join("\n\n"));
}

/// The commands of a page's section, with what is typed at their questions.
fn section<'a>(page: &'a str, title: &str) -> Vec<(&'a str, Vec<(&'a str, &'a str)>)> {
    let section = page.split("\n## ").find(|part| part.starts_with(title)).unwrap();
    let console = section.split("```console\n").nth(1).unwrap().split("```").next().unwrap();
    let block: Vec<&str> = console.lines().collect();
    let typed = |part: &[&'a str]| part.iter().filter_map(|line| line.split_once(TYPED)).collect();
    commands(&block).into_iter().map(|part| (part[0], typed(part))).collect()
}

#[test]
fn a_reply_takes_three_commands_and_few_keys() {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guide");
    for (name, title) in [("first-reply.md", "A reply"), ("first-reply.zh.md", "一份答复")] {
        let page = fs::read_to_string(guide.join(name)).unwrap();
        let all = section(&page, title);
        let shown = all.iter().filter(|(command, _)| command.starts_with("$ grep"));
        assert_eq!(all.len() - shown.count(), 3, "{name}");
        // Every character and Enter; title, question and reply have to be written anyway.
        let asked = all[0].1.iter().skip(1).filter(|(prompt, answer)| !prompt.is_empty() || answer.starts_with("end-"));
        let rest: usize = asked.map(|(_, answer)| answer.replace("[..]", "1234").chars().count() + 1).sum();
        assert!(rest <= 120, "{name}: {rest} keys besides the texts");
    }
}

#[test]
fn nothing_is_wider_than_the_terminal_or_needs_colour() {
    let folder = tempfile::tempdir().unwrap();
    let mut shell = Shell { folder: folder.path().to_owned(), status: 0 };
    for tongue in ["en", "zh"] {
        let city = format!("city-{tongue}");
        let mut said = shell.typed(&format!("gongkai --lang {tongue} init {city} --no-git"), &[]);
        shell.folder = folder.path().join(&city);
        let wrong = "---\ntitle: Bins <b>full</b>\nkind: complaint\ndepartment: urbann\nreceived: 15 June 2026\n---\n## Question\n\nFull.\n\n## Reply\n\nEmptied.\n";
        fs::write(shell.folder.join("content/replies/2026/urban-260615-1.md"), wrong).unwrap();
        for command in
            ["check", "build", "explain reply-without-event", "explain on_time_rate", "bulid", "build --fast"]
        {
            said += &shell.typed(&format!("gongkai --lang {tongue} {command}"), &[]);
        }
        fs::remove_file(shell.folder.join("content/replies/2026/urban-260615-1.md")).unwrap();
        for command in ["build", "stats", "stats --by department", "--help", "build --help", "new --help"] {
            said += &shell.typed(&format!("gongkai --lang {tongue} {command}"), &[]);
        }
        shell.folder = folder.path().to_owned();
        assert!(said.lines().count() > 150 && !said.contains('\u{1b}'), "{said}");
        for line in said.lines() {
            let width = unicode_width::UnicodeWidthStr::width(line);
            // A line of Chinese has no spaces: the terminal breaks it at any character.
            let chinese = line.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            assert!(width <= 80 || chinese || line.contains(" | "), "{width} columns: {line}");
        }
    }
}

#[test]
fn marks_stand_for_anything_within_a_line() {
    assert!(matches("1 page; [..] s", "1 page; 0.12 s") && !matches("1 page; [..] s", "2 pages; 0.12 s"));
    assert!(matches("[..]/a and [..]/b", "x/a and y/b") && !matches("[..]/a and [..]/b", "x/a and y/c"));
    assert_eq!(words("new --set title=\"Street lights\" x"), ["new", "--set", "title=Street lights", "x"]);
    assert_eq!(masked("99 pages; 0.31 s", &[]), "99 pages; [..] s");
}
