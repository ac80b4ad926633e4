//! Every rule breaks on its own example, where the marks say, and is content with the mended one.
//!
//! An example (`gongkai::diagnostic::example`) is laid over the files of [`BASE`]: keys over the
//! keys of a sound file of that kind, anything else in the place of its text.

use crate::documents;
use crate::site::day;
use gongkai::diagnostic::emit::place;
use gongkai::diagnostic::{Finding, Place, Rule, Tongue, example};
use gongkai::host::memory::Memory;
use gongkai::host::{EntryKind, Host as _};
use gongkai::record::kind::{self, FileKind, Owner};
use gongkai::{Options, Refused, config};
use std::collections::BTreeMap;
use std::path::Path;

const CONFIG: &str = "title: Open Qingshui
publisher: Qingshui Government
base_url: https://open.qingshui.example/
languages: [en, {code: zh-Hans, records: all}]
as_of: 2026-06-30
licence: CC-BY-4.0
";

/// What every example stands in.
const BASE: [(&str, &str); 5] = [
    ("site-config.yaml", CONFIG),
    (
        "content/departments.yaml",
        "- {id: urban-management, name: Urban Management Bureau}\n- {id: transport, name: Transport Bureau}\n",
    ),
    (
        "content/topics.yaml",
        "- {id: streets, label: Streets}\n- {id: street-lighting, label: Street lighting, broader: streets}\n",
    ),
    (
        "content/rules/deadlines.yaml",
        "- {id: mailbox, applies: {kind: [complaint]}, from: received, within: 10 working-days, extension: 5 working-days, calendar: cn, basis: City rules, statutory: false, valid_from: 2024-01-01}
- {id: urgent, applies: {kind: [help]}, from: received, within: 24 hours, basis: City rules, statutory: false, valid_from: 2024-01-01}
- {id: ideas, applies: {kind: [suggestion]}, from: accepted, within: 10 working-days, calendar: cn, basis: City rules, statutory: false, valid_from: 2024-01-01}
",
    ),
    ("content/rules/calendar-cn-2026.yaml", "- {date: 2026-01-01, name: New Year, off: true}\n"),
];

/// What an example may link to, by how it does.
const LINKED: [(&str, &[&str]); 5] = [
    (
        "policy:noise",
        &[
            "content/policies/noise/policy.yaml",
            "content/policies/noise/edition-1.md",
            "content/policies/noise/edition-2.md",
        ],
    ),
    (
        "policy:street-lighting-standard",
        &[
            "content/policies/street-lighting-standard/policy.yaml",
            "content/policies/street-lighting-standard/edition-1.md",
        ],
    ),
    ("page:contact", &["content/pages/contact.md"]),
    ("reply:urban-260302-1", &["content/replies/urban-260302-1.md"]),
    ("reply:urban-260302-2", &["content/replies/urban-260302-2.md"]),
];

/// A sound file of the kind that a path names.
fn sound(path: &str) -> String {
    let edition = |number: &str| match number.parse::<u16>() {
        Ok(n) if n > 1 => format!("on: {}-03-01\nnote: Night hours\n", 2023 + n),
        _ => "on: 2024-03-01\n".to_owned(),
    };
    match kind::of(path) {
        FileKind::Case { .. } => "---\ntitle: Street lights out on Renmin Road\nkind: complaint\ndepartment: urban-management\nreceived: 2026-03-02\n---\nThe lamps are dark.\n".to_owned(),
        FileKind::Policy { .. } => "title: Rules on noise\nissuers: [urban-management]\nmade_on: 2024-03-01\npublished_on: 2024-03-08\n".to_owned(),
        FileKind::Edition { number, .. } => format!("---\n{}---\n### Article 1 Aim\n\nQuiet.\n\n### Article 2 Scope\n\nThe city.\n\n### Article 3 Night\n\nFrom 22:00.\n", edition(number)),
        FileKind::Dataset { .. } => "title: Street lights\ndescription: Lamps in service\ndepartment: urban-management\npublished_on: 2026-01-15\ntables: [{file: data.csv}]\n".to_owned(),
        FileKind::Table { .. } => "month,lights\n2026-01,1204\n".to_owned(),
        FileKind::Digest { .. } => "---\ntitle: Dark lamps\ntopic: street-lighting\nfrom: 2026-01-01\nto: 2026-06-30\n---\nPeople find the streets too dark.\n".to_owned(),
        FileKind::Page { .. } => "---\ntitle: Street lights\n---\nLamps are mended by the city.\n".to_owned(),
        _ if path.ends_with("/theme.yaml") => "name: City\nengine: 1\n".to_owned(),
        FileKind::Calendar { .. } => "[]\n".to_owned(),
        _ => BASE.iter().find(|(base, _)| *base == path).map_or("x\n", |(_, text)| text).to_owned(),
    }
}

/// The files without which a file makes no sense.
fn companions(path: &str) -> Vec<String> {
    match kind::of(path) {
        FileKind::Edition { policy, .. } | FileKind::Policy { id: policy } => {
            ["policy.yaml", "edition-1.md"].map(|name| format!("content/policies/{policy}/{name}")).into()
        }
        FileKind::Table { dataset, .. } | FileKind::Dataset { id: dataset } => {
            ["dataset.yaml", "data.csv"].map(|name| format!("content/statistics/{dataset}/{name}")).into()
        }
        FileKind::Attachment { owner: Owner::Case(_), .. } => vec![kind::main_file(path).into_owned()],
        _ => Vec::new(),
    }
}

/// A line of a file, and the line of the example it was taken from.
type Line = (String, Option<usize>);

/// One file of an example.
struct Part {
    path: String,
    note: Option<&'static str>,
    /// The line that names it.
    at: usize,
    text: Vec<(usize, &'static str)>,
}

fn parts(lines: &[&'static str]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        match (example::path(line), parts.last_mut()) {
            (Some((path, note)), _) => {
                let path = String::from_utf8(characters(path).0).unwrap();
                parts.push(Part { path, note, at, text: Vec::new() });
            }
            (None, Some(part)) => part.text.push((at, line)),
            (None, None) => panic!("{line}: no file is named before it"),
        }
    }
    parts
}

/// Puts in what cannot be seen: `<TAB>`, `<CR>`, `<U+202E>`, a byte `<E9>`. Gives the bytes, and
/// the column of each character in the example.
fn characters(line: &str) -> (Vec<u8>, Vec<usize>) {
    let (mut bytes, mut columns) = (Vec::new(), Vec::new());
    let (mut rest, mut column) = (line, 0);
    while let Some(c) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|r| r.split_once('>')).map(|(name, _)| name);
        let hidden = named.and_then(|name| match name {
            "TAB" => Some(vec![b'\t']),
            "CR" => Some(vec![b'\r']),
            _ => match name.strip_prefix("U+") {
                Some(code) => Some(char::from_u32(u32::from_str_radix(code, 16).ok()?)?.to_string().into_bytes()),
                None if name.len() == 2 => Some(vec![u8::from_str_radix(name, 16).ok()?]),
                None => None,
            },
        });
        columns.push(column);
        let taken = if hidden.is_some() { named.map_or(0, str::len) + 2 } else { c.len_utf8() };
        bytes.extend(hidden.unwrap_or_else(|| c.to_string().into_bytes()));
        column += example::width(&rest[..taken]);
        rest = &rest[taken..];
    }
    columns.push(column);
    (bytes, columns)
}

/// Carries out `… and 1,000 more`: the line before it again, or the character.
fn repeated(text: &[(usize, &str)]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (at, line) in text {
        let Some((before, count)) = line.split_once("… and ") else {
            lines.push(((*line).to_owned(), Some(*at)));
            continue;
        };
        let count: usize = count.split(' ').next().unwrap().replace(',', "").parse().unwrap();
        match before.trim_matches([' ', '#']).chars().last() {
            Some(last) => lines.push((before.to_owned() + &last.to_string().repeat(count), Some(*at))),
            None => {
                let last = lines.last().unwrap().clone();
                lines.extend(vec![last; count]);
            }
        }
    }
    lines
}

/// The key that a line of YAML begins.
fn key(line: &str) -> Option<&str> {
    let (key, _) = line.split_once(':')?;
    (!key.starts_with([' ', '-', '#'])).then_some(key)
}

/// Lays keys over those of a sound file.
fn laid(keys: Vec<Line>, sound: &str) -> Vec<Line> {
    let named: Vec<String> = keys.iter().filter_map(|(line, _)| key(line).map(str::to_owned)).collect();
    let missing = sound.lines().filter(|line| !key(line).is_some_and(|key| named.iter().any(|n| n == key)));
    keys.iter().cloned().chain(missing.map(|line| (line.to_owned(), None))).collect()
}

/// The lines of a file with an example in it.
fn whole(part: &Part) -> Vec<Line> {
    let given = repeated(&part.text);
    let sound = sound(&part.path);
    let line = |text: &str| (text.to_owned(), None);
    if part.text.is_empty() {
        return sound.lines().map(line).collect();
    }
    if part.note == Some("the whole file") || given[0].0.starts_with("- ") {
        return given;
    }
    if part.path.ends_with(".yaml") && sound != "x\n" {
        return laid(given, &sound);
    }
    if !part.path.ends_with(".md") {
        return given;
    }
    let (keys, text) = sound.strip_prefix("---\n").and_then(|s| s.split_once("---\n")).unwrap_or_default();
    let fence = |(line, _): &Line| line == "---";
    let (keys, text) = match given.iter().skip(1).position(fence) {
        Some(end) if fence(&given[0]) => {
            let (own, rest) = given[1..].split_at(end);
            let text = if rest.len() > 1 { rest[1..].to_vec() } else { text.lines().map(line).collect() };
            (laid(own.to_vec(), keys), text)
        }
        _ => (keys.lines().map(line).collect(), given),
    };
    // The first fence is that of the example, so that keys keep their lines.
    [vec![line("---")], keys, vec![line("---")], text].concat()
}

/// What a note says of a file besides its text.
fn put(memory: &Memory, part: &Part, lines: &[Line]) {
    let text: Vec<Vec<u8>> = lines.iter().map(|(line, _)| characters(line).0).collect();
    let mut bytes = text.join(&b'\n');
    bytes.push(b'\n');
    if part.text.is_empty() && bytes == b"x\n" {
        bytes = documents::sound(&part.path);
    }
    let coded =
        |coding: &'static encoding_rs::Encoding| coding.encode(std::str::from_utf8(&bytes).unwrap()).0.into_owned();
    let odd = |kind| memory.put_odd(&part.path, kind);
    match part.note.unwrap_or_default() {
        "is not there" => {}
        "a named pipe" => odd(EntryKind::Special),
        "a name in GBK" => odd(EntryKind::OddName),
        // A link to what is not there is listed and cannot be read: to the program it is the same.
        "only another user may read it" => odd(EntryKind::Link),
        note if note.starts_with("a link to") => odd(EntryKind::StrayLink),
        note if note.ends_with(" MB") => {
            let size: usize = note.trim_end_matches(" MB").parse().unwrap();
            let picture = part.path.ends_with(".png");
            let bytes = if picture { documents::png_with(None, size << 20) } else { vec![b'x'; size << 20] };
            memory.put(&part.path, &bytes);
        }
        "0 bytes" => memory.put(&part.path, b""),
        "its author is Li Min" => memory.put(&part.path, &documents::pdf("Lamps", "Li Min")),
        "a photo with its position" => memory.put(&part.path, &documents::png(Some(&documents::exif(true, "")))),
        note if note.contains("with BOM") => memory.put(&part.path, &[&b"\xEF\xBB\xBF"[..], &bytes].concat()),
        note if note.contains("UTF-16") => {
            let units = std::str::from_utf8(&bytes).unwrap().encode_utf16().flat_map(u16::to_le_bytes);
            memory.put(&part.path, &[0xFF, 0xFE].into_iter().chain(units).collect::<Vec<_>>());
        }
        note if note.contains("Shift_JIS") => memory.put(&part.path, &coded(encoding_rs::SHIFT_JIS)),
        note if note.contains("GBK") => memory.put(&part.path, &coded(encoding_rs::GBK)),
        "as published" | "as built before" => {}
        "" | "the whole file" | "published before" | "the document itself" | "20 KB" => memory.put(&part.path, &bytes),
        note if note.contains("stands for") || note.contains("UTF-8") => memory.put(&part.path, &bytes),
        note => panic!("({note}): the test does not know what to do"),
    }
}

/// An example laid out: its site, and where the lines of its files come from.
struct Site {
    memory: Memory,
    lines: BTreeMap<String, Vec<Line>>,
}

fn lay_out(parts: &[Part], example: &str) -> Site {
    let memory = Memory::with(BASE);
    let linked = LINKED.iter().filter(|(link, _)| example.contains(link)).flat_map(|(_, files)| files.iter());
    let beside = parts.iter().flat_map(|part| companions(&part.path)).chain(linked.map(|path| (*path).to_owned()));
    for path in beside {
        let text = sound(&path);
        memory.put(&path, &if text == "x\n" { documents::sound(&path) } else { text.into_bytes() });
    }
    if parts.iter().any(|part| part.path == "content/rules/deadlines.yaml") {
        // Whoever shows rules of its own shows its calendars.
        memory.take("content/rules/calendar-cn-2026.yaml");
    }
    let mut lines = BTreeMap::new();
    for part in parts.iter().filter(|part| !is_earlier(part)) {
        let whole = whole(part);
        put(&memory, part, &whole);
        lines.insert(part.path.clone(), whole);
    }
    let before = parts.iter().filter(|part| part.note == Some("published before"));
    let before: Vec<&str> = before.map(|part| part.path.as_str()).collect();
    if !before.is_empty() {
        findings(&memory, true);
        before.iter().for_each(|path| memory.take(path));
    }
    Site { memory, lines }
}

/// An earlier state of a file is shown beside the later one.
fn is_earlier(part: &Part) -> bool {
    part.note.is_some_and(|note| note == "as published" || note == "as built before")
}

/// What a build finds over an earlier one.
fn built_over(parts: &[Part], site: &Site) -> Vec<Finding> {
    let later: Vec<(String, Vec<u8>)> = site.memory.tree("").into_iter().collect();
    for part in parts {
        site.memory.take(&part.path);
    }
    for part in parts.iter().filter(|part| is_earlier(part)) {
        let whole: Vec<String> = whole(part).into_iter().map(|(line, _)| line).collect();
        site.memory.put(&part.path, (whole.join("\n") + "\n").as_bytes());
    }
    assert!(findings(&site.memory, true).iter().all(|found| !found.is_error()));
    later.iter().for_each(|(path, bytes)| site.memory.put(path, bytes));
    findings(&site.memory, true)
}

/// What is found in a site that is held against itself as it was published.
fn held_against(parts: &[Part], site: &Site) -> Vec<Finding> {
    let earlier = Memory::default();
    for (path, bytes) in site.memory.tree("") {
        earlier.put(&path, &bytes);
    }
    // A file of which only the later state is shown was not there.
    for part in parts {
        earlier.take(&part.path);
    }
    for part in parts.iter().filter(|part| part.note == Some("as published")) {
        let whole: Vec<String> = whole(part).into_iter().map(|(line, _)| line).collect();
        earlier.put(&part.path, (whole.join("\n") + "\n").as_bytes());
    }
    let read = |memory: &Memory| config::read(&memory.read(Path::new(config::FILE)).unwrap()).0.unwrap();
    let before = gongkai::check_site(&earlier, Path::new(""), read(&earlier), day()).unwrap();
    let after = gongkai::check_site(&site.memory, Path::new(""), read(&site.memory), day()).unwrap();
    let mut findings = gongkai::against::against(&before, &after).unwrap();
    findings.extend(after.checked.findings.clone());
    findings
}

/// What is found in a site; `build` also makes its pages.
fn findings(memory: &Memory, build: bool) -> Vec<Finding> {
    let (config, mut findings) = config::read(&memory.read(Path::new(config::FILE)).unwrap());
    let Some(config) = config else { return findings };
    findings.extend(if build {
        let options = Options { day: day(), refused: Refused::Stop, strict: false, cache: None };
        gongkai::build(memory, Path::new(""), config, Path::new("public"), options).unwrap().findings
    } else {
        gongkai::check_site(memory, Path::new(""), config, day()).unwrap().checked.findings
    });
    findings
}

/// The lines of an example with marks where the findings are, or why there can be none.
fn marked(lines: &[&'static str], parts: &[Part], site: &Site, findings: &[Finding]) -> Result<String, String> {
    let sources = gongkai::build::sources_of(findings, |file| site.memory.read(Path::new(file)));
    let mut marks = BTreeMap::new();
    for found in place(findings, &sources, Tongue::English) {
        let file = &found.finding.file;
        let outside =
            || format!("found {} outside of what is shown, in {file}:{}", found.finding.rule.name, found.at.line);
        let part = parts.iter().find(|part| part.path == *file && !is_earlier(part));
        if found.finding.place == Place::File {
            let part = part.ok_or_else(outside)?;
            mark(&mut marks, part.at, 0, example::width(&shown_path(lines[part.at])));
            continue;
        }
        let line = site.lines.get(file).and_then(|lines| lines.get(found.at.line - 1)).ok_or_else(outside)?;
        let at = line.1.ok_or_else(outside)?;
        let columns = characters(&line.0).1;
        let from = columns[found.at.column - 1];
        let characters = found.source.get(found.at.bytes.clone()).unwrap_or_default().chars().count();
        let to = columns[(found.at.column - 1 + characters).min(columns.len() - 1)];
        let most = example::width(lines[at]);
        mark(&mut marks, at, from, to.min(most.max(from)) - from);
    }
    let mut text = String::new();
    for (at, line) in lines.iter().enumerate() {
        text.push_str(&format!("{line}\n{}", marks.get(&at).map(|mark| format!("{mark}\n")).unwrap_or_default()));
    }
    Ok(text)
}

/// Puts carets under columns of a line; there may be some under others already.
fn mark(marks: &mut BTreeMap<usize, String>, line: usize, from: usize, width: usize) {
    let old = marks.remove(&line).unwrap_or_default();
    let to = from + width.max(1);
    let caret = |at: usize| (from..to).contains(&at) || old.as_bytes().get(at) == Some(&b'^');
    marks.insert(line, (0..to.max(old.len())).map(|at| if caret(at) { '^' } else { ' ' }).collect());
}

fn shown_path(line: &str) -> String {
    example::path(line).map_or_else(String::new, |(path, _)| path.to_owned())
}

/// Says what is untrue of a rule's examples.
fn untrue(rule: &Rule) -> Vec<String> {
    let build = ["template-error", "address-lost", "personal-data-output"].contains(&rule.name);
    let mut faults = Vec::new();
    let lines: Vec<&str> = example::lines(rule.wrong).into_iter().filter(|line| !example::is_mark(line)).collect();
    let files = parts(&lines);
    let site = lay_out(&files, rule.wrong);
    let found_in = |parts: &[Part], site: &Site| {
        let has = |note| parts.iter().any(|part| part.note == Some(note));
        match (has("as published"), has("as built before")) {
            (true, _) => held_against(parts, site),
            (_, true) => built_over(parts, site),
            _ => findings(&site.memory, build),
        }
    };
    let found = found_in(&files, &site);
    let others: Vec<String> = found
        .iter()
        .filter(|f| f.rule.name != rule.name)
        .map(|f| format!("{} in {} {:?}", f.rule.name, f.file, f.args))
        .collect();
    match marked(&lines, &files, &site, &found) {
        _ if !others.is_empty() => faults.push(format!("other findings: {others:?}")),
        Err(why) => faults.push(why),
        Ok(text) if text.trim_end() != example::lines(rule.wrong).join("\n") => {
            faults.push(format!("what is found is here:\n{text}"));
        }
        Ok(_) => {}
    }
    if found.is_empty() {
        faults.push("nothing is found".to_owned());
    }
    faults.extend(unfilled(&found));
    let lines = example::lines(rule.right);
    let files = parts(&lines);
    let site = lay_out(&files, rule.right);
    for left in found_in(&files, &site) {
        faults.push(format!("the mended one has {} in {} {:?}", left.rule.name, left.file, left.args));
    }
    faults.into_iter().map(|fault| format!("@@ {}: {fault}", rule.name)).collect()
}

/// Texts of findings in which a word was left open: `{name}` without a value, `@code` without words.
fn unfilled(findings: &[Finding]) -> Vec<String> {
    let open = |text: &String| {
        let names = text.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
        let mut names = names.map(|(name, _)| name);
        // The example on words of a theme has a `{day}` of its own.
        names.any(|name| name != "day" && !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'))
            || text.split([' ', '`']).any(|word| word.starts_with('@'))
    };
    let sources = gongkai::build::sources_of(findings, |_| Ok(Vec::new()));
    let mut texts = Vec::new();
    for tongue in [Tongue::English, Tongue::Chinese] {
        let placed = place(findings, &sources, tongue).into_iter();
        texts.extend(placed.flat_map(|found| [found.message, found.label, found.help]).filter(open));
    }
    texts.into_iter().map(|text| format!("a word is left open: {text}")).collect()
}

#[test]
fn examples_are_true() {
    use rayon::prelude::*;
    let faults: Vec<String> = gongkai::diagnostic::rules::ALL.par_iter().flat_map_iter(|rule| untrue(rule)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
