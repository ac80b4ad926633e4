//! Findings shown to people and programs.
//!
//! Takes findings and a way to read the files they are about; gives text. One file is read
//! once for all its findings; their lines and columns are found here ([`super::locate`]).

mod human;
mod machine;
mod sarif;

use super::locate::{Found, Indexed};
use super::rule::fill;
use super::{Finding, Place, Tongue};
use std::collections::BTreeMap;
use std::ops::Range;

/// The form findings are shown in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// With the line of the file and carets under it.
    Human,
    /// One line each: `file:line:column: error[name]: message`.
    Short,
    /// One JSON array.
    Json,
    /// Commands that annotate a pull request.
    Github,
    /// SARIF 2.1.0, which forges and editors read.
    Sarif,
}

/// A finding with its place found and its words filled in.
pub struct Placed<'a> {
    pub finding: &'a Finding,
    pub at: Found,
    /// Text of the file, empty when it could not be read.
    pub source: &'a str,
    pub related: Option<(String, Found, &'a str)>,
    pub message: String,
    pub label: String,
    pub help: String,
}

/// The text of a file that a finding is about.
pub enum Text {
    Shown(String),
    /// No word of it may be shown; it tells places only.
    Unseen(String),
}

/// Files that findings are about, read once.
pub struct Sources(BTreeMap<String, String>);

impl Sources {
    /// Takes the text of each file that findings are about from `text`, once.
    pub fn of(findings: &[Finding], text: impl Fn(&str) -> Text) -> Self {
        let mut texts = BTreeMap::new();
        for finding in findings.iter().filter(|finding| finding.rule.is_unread()) {
            texts.insert(finding.file.clone(), String::new());
        }
        let related = |f: &Finding| f.related.as_ref().map(|(file, _)| file.clone());
        for file in findings.iter().flat_map(|f| std::iter::once(f.file.clone()).chain(related(f))) {
            texts.entry(file).or_insert_with_key(|file| match text(file) {
                Text::Shown(text) => text,
                Text::Unseen(text) => masked(&text, std::slice::from_ref(&(0..text.len()))),
            });
        }
        let mut personal = BTreeMap::<&str, Vec<Range<usize>>>::new();
        for finding in findings.iter().filter(|f| f.rule.name.starts_with("personal-data-")) {
            if let Place::Bytes(range) = &finding.place {
                personal.entry(&finding.file).or_default().push(range.clone());
            }
        }
        for (file, mut ranges) in personal {
            if let Some(text) = texts.get_mut(file) {
                ranges.sort_by_key(|range| range.start);
                *text = masked(text, &ranges);
            }
        }
        Self(texts)
    }

    fn get(&self, file: &str) -> &str {
        self.0.get(file).map_or("", String::as_str)
    }
}

/// A line that is shown to explain a finding must not show the personal data in it: letters
/// and digits become marks of the same length, so that all other places stay where they are.
fn masked(text: &str, ranges: &[Range<usize>]) -> String {
    let mut next = 0;
    let mut reached = 0;
    let mark = |(at, c): (usize, char)| {
        while let Some(range) = ranges.get(next).filter(|range| range.start <= at) {
            reached = reached.max(range.end);
            next += 1;
        }
        match c.len_utf8() {
            _ if at >= reached || !c.is_alphanumeric() => c,
            1 => '*',
            2 => '×',
            3 => '＊',
            _ => '\u{1F533}',
        }
    };
    text.char_indices().map(mark).collect()
}

/// Finds the places of findings and sorts them: errors first, then by file and line.
pub fn place<'a>(findings: &'a [Finding], sources: &'a Sources, tongue: Tongue) -> Vec<Placed<'a>> {
    let indexes: BTreeMap<&str, Indexed<'_>> =
        sources.0.iter().map(|(file, text)| (file.as_str(), Indexed::new(text, file))).collect();
    let nothing = Indexed::new("", "");
    let index = |file: &str| indexes.get(file).unwrap_or(&nothing);
    let one = |finding: &'a Finding| {
        let source = sources.get(&finding.file);
        let text = finding.rule.text(tongue);
        Placed {
            finding,
            at: index(&finding.file).locate(&finding.place),
            source,
            related: finding
                .related
                .as_ref()
                .map(|(file, place)| (file.clone(), index(file).locate(place), sources.get(file))),
            message: fill(text.message, finding, tongue),
            label: fill(text.label, finding, tongue),
            help: fill(text.help, finding, tongue),
        }
    };
    let mut placed: Vec<Placed<'a>> = findings.iter().map(one).collect();
    let key =
        |p: &Placed<'a>| (!p.finding.is_error(), p.finding.file.as_str(), p.at.line, p.at.column, p.finding.rule.name);
    placed.sort_by(|a, b| key(a).cmp(&key(b)));
    placed
}

/// Shows findings in a form. `colour` is for terminals and the human form only.
pub fn emit(placed: &[Placed<'_>], format: Format, tongue: Tongue, colour: bool) -> String {
    match format {
        Format::Human => human::emit(placed, tongue, colour),
        Format::Short => machine::short(placed),
        Format::Json => machine::json(placed),
        Format::Github => machine::github(placed),
        Format::Sarif => sarif::sarif(placed, tongue),
    }
}
