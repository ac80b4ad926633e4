//! The mistakes that staff make: each is told, at its line, in both languages, and following the hint
//! ends in a clean check. `MISTAKES=write` writes the messages anew.
//!
//! `tests/mistakes/site/` is a site that is in order; each line of `mistakes.tsv` says what is done to
//! it (the head of that file says how). All is held in memory, and each line has a copy of its own.

use crate::documents;
use crate::hints::{findings, mended};
use gongkai::diagnostic::emit::{self, Text};
use gongkai::diagnostic::{Finding, Tongue, example};
use gongkai::host::Host as _;
use gongkai::host::memory::Memory;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Attachments that the records of the site name.
const DOCUMENTS: [&str; 2] =
    ["content/replies/2026/transport-260310-1.files/map.pdf", "content/policies/noise/files/form.pdf"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes")
}

/// The site that is in order.
fn sound() -> Memory {
    let root = root().join("site");
    let memory = Memory::default();
    let mut open = vec![root.clone()];
    while let Some(next) = open.pop() {
        if next.is_dir() {
            open.extend(std::fs::read_dir(next).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            memory.put(&next.strip_prefix(&root).unwrap().to_string_lossy(), &std::fs::read(&next).unwrap());
        }
    }
    for path in DOCUMENTS {
        memory.put(path, &documents::sound(path));
    }
    memory
}

fn text(memory: &Memory, path: &str) -> String {
    gongkai::source::text::decode(&memory.read(Path::new(path)).unwrap_or_default()).text
}

/// What is shown of findings, in a language.
fn shown(memory: &Memory, findings: &[Finding], tongue: Tongue) -> Vec<(usize, String)> {
    let sources = emit::Sources::of(findings, |file| Text::Shown(text(memory, file)));
    let line = |p: &emit::Placed<'_>| {
        let said = format!("{}: {} → {}", p.finding.rule.name, p.message, p.help);
        (p.at.line, format!("{}:{}:{} {said}", p.finding.file, p.at.line, p.at.column))
    };
    emit::place(findings, &sources, tongue).iter().map(line).collect()
}

/// A cell with what it writes out: `\n`, `\t`, `\r`, `\\`, `\u{3000}`.
fn plain(cell: &str) -> String {
    let mut text = String::new();
    let mut rest = cell;
    while let Some((before, after)) = rest.split_once('\\') {
        text.push_str(before);
        let mut after = after.chars();
        match after.next() {
            Some('n') => text.push('\n'),
            Some('t') => text.push('\t'),
            Some('r') => text.push('\r'),
            Some('u') => {
                let (code, behind) =
                    after.as_str().strip_prefix('{').and_then(|code| code.split_once('}')).expect(cell);
                text.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).expect(cell));
                after = behind.chars();
            }
            Some(c) => text.push(c),
            None => {}
        }
        rest = after.as_str();
    }
    text + rest
}

/// One line of the table.
struct Mistake<'t> {
    line: &'t str,
    path: String,
    stood: String,
    written: String,
    /// The rules that tell it, the one that names the mistake first; none where all is well.
    told: Vec<&'t str>,
    /// Where the first one is told, if not at the words that were written.
    place: Option<&'t str>,
    followed: String,
    /// Files, what stands there, and what the hint says to write there besides.
    besides: Vec<[String; 3]>,
}

fn table(text: &str) -> Vec<Mistake<'_>> {
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let read = |line| {
        let cells: Vec<&str> = line_cells(line);
        let [path, stood, written, told, followed, besides @ ..] = &cells[..] else { panic!("{line}: five cells") };
        let (told, place) = told.split_once('@').map_or((*told, None), |(told, place)| (told, Some(place)));
        let (besides, []) = besides.as_chunks::<3>() else { panic!("{line}: threes behind the fifth cell") };
        Mistake {
            line,
            path: (*path).to_owned(),
            stood: plain(stood),
            written: plain(written),
            told: told.split(' ').filter(|rule| *rule != "none").collect(),
            place,
            followed: plain(followed),
            besides: besides.iter().map(|cells| cells.map(plain)).collect(),
        }
    };
    lines.map(read).collect()
}

fn line_cells(line: &str) -> Vec<&str> {
    line.split('\t').collect()
}

/// What a file holds whose text is told by a note in brackets, or by its name.
fn contents(path: &str, text: &str) -> Vec<u8> {
    match text {
        "(0 bytes)" => Vec::new(),
        "(made by Li Min)" => documents::pdf("Lamps", "Li Min"),
        "(scanned)" => documents::pdf("", ""),
        "(taken at a place)" => documents::png(Some(&documents::exif(true, ""))),
        "(large)" => documents::png_with(None, 9 << 20),
        "" => documents::sound(path),
        text => text.as_bytes().to_vec(),
    }
}

/// A text in another encoding than UTF-8.
fn saved_as(encoding: &str, text: &str) -> Vec<u8> {
    match encoding {
        "UTF-16" => [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
        "GBK" => encoding_rs::GBK.encode(text).0.into_owned(),
        "Big5" => encoding_rs::BIG5.encode(text).0.into_owned(),
        "cut off" => text.as_bytes()[..text.trim_end().len() - 1].to_vec(),
        other => panic!("{other}: the test does not know it"),
    }
}

/// A mistake in its site.
struct Made<'m, 't> {
    mistake: &'m Mistake<'t>,
    memory: Memory,
    before: Vec<u8>,
    /// The words that were written, in the text of the file.
    words: Range<usize>,
}

impl<'m, 't> Made<'m, 't> {
    fn new(mistake: &'m Mistake<'t>, sound: &Memory) -> Self {
        let Mistake { line, path, stood, written, .. } = mistake;
        let memory = sound.copy();
        let before = memory.read(Path::new(path)).unwrap_or_default();
        let mut words = 0..0;
        match stood.as_str() {
            "@new" => memory.put(path, &contents(path, written)),
            "@name" => {
                memory.take(path);
                memory.put(written, &before);
            }
            "@gone" => memory.take(path),
            "@saved" => memory.put(path, &saved_as(written, &String::from_utf8_lossy(&before))),
            stood => {
                let text = String::from_utf8(before.clone()).unwrap();
                let at = text.find(stood).unwrap_or_else(|| panic!("{line}: it does not stand there"));
                words = at..at + written.len();
                memory.put(path, [&text[..at], written, &text[at + stood.len()..]].concat().as_bytes());
            }
        }
        Self { mistake, memory, before, words }
    }

    /// The file that the mistake is in, as it is called now.
    fn file(&self) -> &str {
        if self.mistake.stood == "@name" { &self.mistake.written } else { &self.mistake.path }
    }

    /// Returns whether a finding stands where the table says.
    fn is_there(&self, finding: &Finding, line: usize) -> bool {
        let lines = |words: &Range<usize>| {
            let text = text(&self.memory, self.file());
            let at = |at: usize| text.get(..at).unwrap_or(&text).matches('\n').count() + 1;
            at(words.start)..=at(words.end.max(words.start + 1) - 1)
        };
        match self.mistake.place {
            None => finding.file == self.file() && (self.words.is_empty() || lines(&self.words).contains(&line)),
            Some(place) => {
                let (file, at) = place.rsplit_once(':').unwrap_or(("", place));
                match at.parse::<usize>() {
                    Ok(at) => line == at && (finding.file == file || (file.is_empty() && finding.file == self.file())),
                    Err(_) => finding.file == place,
                }
            }
        }
    }

    /// Does what the hint says; returns what is found then.
    fn follow(&self) -> Vec<Finding> {
        let Mistake { path, stood, written, followed, .. } = self.mistake;
        let memory = &self.memory;
        for [file, stood, written] in &self.mistake.besides {
            let before = text(memory, file);
            if stood == "@new" {
                memory.put(file, &contents(file, written));
            } else {
                assert!(before.contains(stood.as_str()), "{}: {file}", self.mistake.line);
                memory.put(file, before.replacen(stood, written, 1).as_bytes());
            }
        }
        match followed.as_str() {
            "fix" => return mended(memory),
            "@gone" => memory.take(self.file()),
            "@stays" => {}
            "=" if stood == "@name" => {
                memory.take(written);
                memory.put(path, &self.before);
            }
            "=" => memory.put(path, &self.before),
            followed => match followed.strip_prefix("@name ") {
                Some(name) => {
                    let bytes = memory.read(Path::new(self.file())).unwrap();
                    memory.take(self.file());
                    memory.put(name, &bytes);
                }
                None if stood.starts_with('@') => memory.put(self.file(), followed.as_bytes()),
                None => {
                    let now = text(memory, path);
                    let now = [&now[..self.words.start], followed, &now[self.words.end..]].concat();
                    memory.put(path, now.as_bytes());
                }
            },
        }
        findings(memory)
    }

    /// All that hints were followed to: words, names of files.
    fn followed(&self) -> String {
        let mistake = self.mistake;
        let besides = mistake.besides.iter().flatten().map(String::as_str);
        let own =
            if mistake.followed == "=" { [mistake.stood.as_str(), &mistake.path] } else { [&*mistake.followed, ""] };
        own.into_iter().chain(besides).collect::<Vec<_>>().join("\n")
    }
}

/// The words that a finding says to write, where it is sure enough to name one.
fn named(finding: &Finding) -> Option<&str> {
    finding.args.iter().find(|(name, _)| name == "nearest" || name == "suggestion").map(|(_, word)| word.as_str())
}

/// Makes a mistake and follows its hint; returns what it is told, and what is wrong with that.
fn tried(mistake: &Mistake<'_>, sound: &Memory) -> (String, Vec<String>) {
    let mut faults = Vec::new();
    let mut fault = |what: String| faults.push(format!("{}\n  {what}", mistake.line));
    let made = Made::new(mistake, sound);
    let found = findings(&made.memory);
    let english = shown(&made.memory, &found, Tongue::English);
    let chinese = shown(&made.memory, &found, Tongue::Chinese);
    let list = || english.iter().map(|(_, said)| format!("\n    {said}")).collect::<String>();
    let rules: BTreeSet<&str> = found.iter().map(|f| f.rule.name).collect();
    if rules != mistake.told.iter().copied().collect() {
        fault(format!("told are: {}{}", rules.iter().copied().collect::<Vec<_>>().join(" "), list()));
    }
    let Some(first) = mistake.told.first() else { return (String::new(), faults) };
    let mut messages = format!("{}\n", mistake.line);
    for ((_, english), (_, chinese)) in english.iter().zip(&chinese) {
        messages.push_str(&format!("  {english}\n  {chinese}\n"));
        for said in [english, chinese] {
            if said.contains('{') && !said.contains("`{") && !mistake.line.contains('{') {
                fault(format!("a word is missing: {said}"));
            }
        }
    }
    let mut own = found.iter().zip(&english).filter(|(f, _)| f.rule.name == *first);
    if !own.any(|(finding, (line, _))| made.is_there(finding, *line)) {
        fault(format!("{first} is told elsewhere:{}", list()));
    }
    let sure: Vec<&str> = found.iter().filter_map(named).collect();
    let left = made.follow();
    if !left.is_empty() {
        let left = shown(&made.memory, &left, Tongue::English);
        fault(format!("after its hint: {:#?}", left.iter().map(|(_, said)| said).collect::<Vec<_>>()));
    }
    if mistake.followed == "fix" {
        let now = made.memory.read(Path::new(made.file())).unwrap();
        if now != made.before && !mistake.written.contains('\n') {
            fault(format!("mended otherwise: {:?}", String::from_utf8_lossy(&now)));
        }
    } else if let Some(word) = sure.iter().find(|word| !made.followed().contains(**word)) {
        fault(format!("a hint says `{word}`, and that is not what mends it:{}", list()));
    }
    (messages, faults)
}

/// What a hint says to write or to add, word for word: the code behind such a verb, with what is to be
/// filled in cut off.
fn dictated(help: &str) -> Vec<String> {
    let mut words = Vec::new();
    for verb in ["write", "add", "put", "by", "with", "or", "and", "its id under"] {
        for (at, _) in help.match_indices(&format!("{verb} `")) {
            let code = &help[at + verb.len() + 2..];
            let Some(end) = code.find('`') else { continue };
            let fixed = code[..end].split(['…', '<']).next().unwrap_or_default();
            let fixed = fixed.split(" YYYY").next().unwrap_or_default().split(": category").next().unwrap_or_default();
            words.extend((fixed.len() > 1).then(|| fixed.to_owned()));
        }
    }
    words
}

/// Every rule has a hint that was followed, and what it dictates stands where it was followed: by
/// `check --fix`, by a line of the table, or in the mended example of the rule (`examples.rs` sees to it that
/// this is clean).
#[test]
fn the_hint_of_every_rule_is_followed() {
    /// Rules whose hint dictates words of which none is what the proof writes, and why.
    const OTHERWISE: &[(&str, &str)] = &[
        ("conflict-markers", "the marks are named to be deleted, not to be written"),
        ("table-number-unclear", "the type is named for columns that are no numbers"),
    ];
    let text = std::fs::read_to_string(root().join("mistakes.tsv")).unwrap();
    let table = table(&text);
    let mut faults = Vec::new();
    for rule in gongkai::diagnostic::rules::ALL {
        let rows: Vec<&Mistake<'_>> = table.iter().filter(|row| row.told.first() == Some(&rule.name)).collect();
        let fixed = rows.iter().any(|row| row.followed == "fix");
        let example = example::lines(rule.right).join("\n");
        let followed = |row: &&Mistake<'_>| {
            let own = if row.followed == "=" { &row.stood } else { &row.followed };
            std::iter::once(own).chain(row.besides.iter().flatten()).cloned().collect::<Vec<_>>().join("\n")
        };
        let proofs: Vec<String> = rows.iter().map(followed).chain([example.clone()]).collect();
        let dictated = dictated(rule.en.help);
        let literal = |words: &String| {
            // What the finding fills in was compared line by line above.
            words.contains('{') || proofs.iter().any(|proof| proof.contains(words.as_str()))
        };
        let known = OTHERWISE.iter().any(|(name, _)| *name == rule.name);
        if example.is_empty() || (!fixed && !known && !dictated.is_empty() && !dictated.iter().any(literal)) {
            faults.push(format!("{}: {dictated:?} of {:?} is nowhere followed", rule.name, rule.en.help));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_mistake_is_told_and_its_hint_mends_it() {
    let root = root();
    let text = std::fs::read_to_string(root.join("mistakes.tsv")).unwrap();
    let table = table(&text);
    let sound = sound();
    assert_eq!(shown(&sound, &findings(&sound), Tongue::English), [], "the site is in order");
    assert!(table.len() >= 400, "{} mistakes", table.len());
    let tried: Vec<_> = table.par_iter().map(|mistake| tried(mistake, &sound)).collect();
    let messages: String = tried.iter().map(|(messages, _)| messages.as_str()).collect();
    let faults: Vec<&str> = tried.iter().flat_map(|(_, faults)| faults).map(String::as_str).collect();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    let file = root.join("messages.txt");
    if std::env::var_os("MISTAKES").is_some() {
        std::fs::write(&file, &messages).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap_or_default(), messages, "MISTAKES=write writes them");
}
