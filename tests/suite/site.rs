//! Tiny sites in memory, and what the library makes of them.

use crate::documents;
use gongkai::check::Day;
use gongkai::diagnostic::Tongue;
use gongkai::diagnostic::emit::place;
use gongkai::host::Host as _;
use gongkai::host::memory::Memory;
use gongkai::{Options, Refused, Report, config};
use jiff::civil::date;
use std::collections::BTreeMap;
use std::path::Path;

/// What every tiny site has; tests replace and add files.
const BASE: [(&str, &str); 3] = [
    (
        "site-config.yaml",
        "title: Open City\npublisher: City\nbase_url: https://city.example/\nlanguages: [en, {code: zh-Hans, records: all}]\nas_of: 2026-06-30\nlicence: CC-BY-4.0\n",
    ),
    ("content/departments.yaml", "- {id: urban, name: Urban}\n- {id: water, name: Water}\n"),
    ("content/topics.yaml", "- {id: lights, label: Lights}\n"),
];

/// The front matter and text of a case that is in order.
pub const CASE: &str =
    "---\ntitle: Lights out\nkind: complaint\ndepartment: urban\nreceived: 2026-03-02\n---\nThe lamps are dark.\n";

/// A site with the base files, and those given put over them.
pub fn site(files: &[(&str, &str)]) -> Memory {
    let memory = Memory::with(BASE);
    for (path, text) in files {
        // What a record has beside it is a document, unless the test says what else it is.
        let known = [".pdf", ".png", ".jpg", ".docx"].iter().any(|ending| path.ends_with(ending));
        let stands_for = known && path.contains("files/") && text.len() < 9;
        let document = (stands_for && !text.is_empty()).then(|| documents::sound(path));
        memory.put(path, &document.unwrap_or_else(|| text.as_bytes().to_vec()));
    }
    memory
}

/// The example site of the repository.
pub fn example() -> Memory {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let memory = Memory::default();
    let mut open = vec![root.join("content"), root.join("site-config.yaml")];
    while let Some(next) = open.pop() {
        if next.is_dir() {
            open.extend(std::fs::read_dir(next).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            memory.put(&next.strip_prefix(root).unwrap().to_string_lossy(), &std::fs::read(&next).unwrap());
        }
    }
    memory
}

/// The day the configuration says.
pub fn day() -> Day {
    Day { as_of: date(2026, 6, 30), time: None, replay: false }
}

/// Builds a site into `public`.
pub fn build_on(memory: &Memory, day: Day) -> Result<Report, gongkai::BuildError> {
    build_as(memory, day, Refused::Stop)
}

/// Builds what is sound of a site into `public`.
pub fn build_sound(memory: &Memory) -> Result<Report, gongkai::BuildError> {
    build_as(memory, day(), Refused::LeaveOut)
}

fn build_as(memory: &Memory, day: Day, refused: Refused) -> Result<Report, gongkai::BuildError> {
    let bytes = memory.read(Path::new(config::FILE)).unwrap();
    let (config, findings) = config::read(&bytes);
    let Some(config) = config else {
        return Ok(Report { findings, tally: gongkai::check::Tally::default(), written: None });
    };
    let options = Options { day, refused, strict: false, cache: None };
    let mut report = gongkai::build(memory, Path::new(""), config, Path::new("public"), options)?;
    report.findings.extend(findings);
    Ok(report)
}

/// Builds a site that must be fine and returns its files.
pub fn built(memory: &Memory) -> BTreeMap<String, Vec<u8>> {
    let report = build_on(memory, day()).unwrap();
    assert!(report.written.is_some(), "{:?}", shown(memory, &report));
    let mut tree = memory.tree("public");
    tree.remove(gongkai::write::MARKER);
    tree
}

/// Returns findings as `file:line rule`.
pub fn shown(memory: &Memory, report: &Report) -> Vec<String> {
    let sources = gongkai::build::sources_of(&report.findings, |file| memory.read(Path::new(file)));
    let placed = place(&report.findings, &sources, Tongue::English);
    placed.iter().map(|p| format!("{}:{} {}", p.finding.file, p.at.line, p.finding.rule.name)).collect()
}
