//! A policy document with its numbered editions.

use super::parse::{Reader, ids, whole_section};
use super::words::{Change, PolicyKind, RelationKind};
use super::{Attachment, Body, Correction, Id, Lang, Text, TextFacts, Translation, case, digest::period, fields};
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, KeyPath, Place};
use jiff::civil::Date;

/// A policy: facts that hold for all its editions.
#[derive(Debug, Clone)]
pub struct Policy {
    pub file: Box<str>,
    pub id: Id,
    pub title: Text,
    pub number: Option<Box<str>>,
    pub issuers: Box<[Id]>,
    pub kind: Option<PolicyKind>,
    pub topics: Box<[Id]>,
    pub summary: Option<Text>,
    pub made_on: Date,
    pub published_on: Date,
    pub effective_from: Option<Date>,
    pub effective_until: Option<Date>,
    pub consultation: Option<Consultation>,
    pub relations: Vec<(RelationKind, Id, KeyPath)>,
    pub attachments: Box<[Attachment]>,
    pub corrections: Vec<Correction>,
    pub licence: Option<Box<str>>,
    pub aliases: Box<[Id]>,
    pub draft: bool,
    /// Sorted by number; filled in by the check, which holds the files together.
    pub editions: Vec<Edition>,
}

impl Policy {
    /// Returns the folder of the files that came with it, as a path in the site.
    pub fn files(&self) -> String {
        self.file.replace("policy.yaml", "files/")
    }
}

/// A draft open for comments.
#[derive(Debug, Clone)]
pub struct Consultation {
    pub from: Date,
    pub to: Date,
    pub how: Text,
}

/// One edition of a policy's text.
#[derive(Debug, Clone)]
pub struct Edition {
    pub file: Box<str>,
    pub policy: Id,
    pub number: u32,
    pub lang: Lang,
    pub on: Date,
    pub change: Option<Change>,
    pub note: Option<Text>,
    pub body: Body,
    pub facts: TextFacts,
    pub translations: Vec<Translation>,
}

/// Reads `policy.yaml`.
pub fn read(reader: &mut Reader<'_>, id: &str) -> Option<Policy> {
    let node = reader.whole_yaml("policy", fields::POLICY)?;
    let number = node.text("number");
    if let Some(number) = number.filter(|n| !is_document_number(n)) {
        let place = Place::Value(KeyPath::of("number"));
        reader.findings.push(Finding::new(&rules::DOCUMENT_NUMBER_MALFORMED, reader.path, place).arg("number", number));
    }
    let made_on = node.date("made_on").unwrap_or(Date::MIN);
    let effective_from = node.date("effective_from");
    let effective_until = node.date("effective_until");
    before_made(reader, made_on, effective_from);
    if let (Some(from), Some(until)) = (effective_from, effective_until) {
        period(reader, from, until, KeyPath::of("effective_until"));
    }
    let consultation = node.get("consultation").and_then(|item| {
        let (from, to) = (item.date("from")?, item.date("to")?);
        period(reader, from, to, KeyPath::of("consultation").key("to"));
        Some(Consultation { from, to, how: reader.human(item.get("how"), 0)? })
    });
    let mut relations = Vec::new();
    for (i, item) in node.items("relations").iter().enumerate() {
        for (key, value) in item.entries() {
            if let (Some(kind), Some(id)) = (RelationKind::parse(key), value.as_text()) {
                relations.push((kind, id.into(), KeyPath::of("relations").index(i).key(key)));
            }
        }
    }
    Some(Policy {
        file: reader.path.into(),
        id: id.into(),
        title: reader.human(node.get("title"), 0).unwrap_or_else(|| Text::plain(0, "")),
        number: number.map(|n| reader.clean(n)),
        issuers: ids(&node, "issuers"),
        kind: node.text("kind").and_then(PolicyKind::parse),
        topics: ids(&node, "topics"),
        summary: reader.human(node.get("summary"), 0),
        made_on,
        published_on: node.date("published_on").unwrap_or(Date::MIN),
        effective_from,
        effective_until,
        consultation,
        relations,
        attachments: reader.attachments(&node, 0),
        corrections: reader.corrections(&node, 0),
        licence: node.text("licence").map(Into::into),
        aliases: ids(&node, "aliases"),
        draft: node.flag("draft").unwrap_or(false),
        editions: Vec::new(),
    })
}

fn before_made(reader: &mut Reader<'_>, made: Date, effective: Option<Date>) {
    if let Some(effective) = effective.filter(|e| *e < made) {
        let place = Place::Value(KeyPath::of("effective_from"));
        let finding = Finding::new(&rules::EFFECTIVE_BEFORE_MADE, reader.path, place);
        let finding = finding.arg("effective", effective).arg("made", made);
        reader.findings.push(finding.related(reader.path, Place::Value(KeyPath::of("made_on"))));
    }
}

/// Returns whether a document number has one of the forms in use: `清政发〔2024〕5号` (GB/T
/// 9704: organisation, year in 〔〕, number without leading zero), `国务院令第390号`, or
/// another text without the brackets that are mistaken for 〔〕.
fn is_document_number(text: &str) -> bool {
    const BRACKETS: &[char] =
        &['[', ']', '【', '】', '［', '］', '（', '）', '(', ')', '﹝', '﹞', '〖', '〗', '<', '>', '《', '》'];
    let year = text.char_indices().filter(|(_, c)| *c == '年').any(|(at, _)| {
        let before = text[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
        before == 4 && text[at..].trim_start_matches('年').trim_end_matches('号').bytes().all(|b| b.is_ascii_digit())
    });
    let wrong_brackets = (text.contains(BRACKETS) || year) && text.contains('号');
    if wrong_brackets || text.trim() != text || text.is_empty() {
        return false;
    }
    let Some((organ, rest)) = text.split_once('〔') else { return !text.contains('〕') };
    let Some((year, serial)) = rest.split_once('〕') else { return false };
    let Some(serial) = serial.strip_suffix('号') else { return false };
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    !organ.is_empty() && year.len() == 4 && digits(year) && digits(serial) && !serial.starts_with('0')
}

/// Reads `edition-<n>.md`.
pub fn read_edition(reader: &mut Reader<'_>, policy: &str, number: &str) -> Option<Edition> {
    let node = reader.front_matter("edition", fields::EDITION)?;
    let lang = reader.language(&node);
    let range = reader.body_range();
    reader.body_not_empty(&range);
    let valid = number.len() <= 4 && !number.starts_with('0') && number.bytes().all(|b| b.is_ascii_digit());
    let Some(number) = number.parse().ok().filter(|_| valid) else {
        reader.findings.push(
            Finding::new(&rules::PATH_OUTSIDE_GRAMMAR, reader.path, Place::File)
                .arg("path", format!("edition-{number}.md")),
        );
        return None;
    };
    let note = reader.human(node.get("note"), lang);
    let change = node.text("change").and_then(Change::parse);
    if number > 1 && note.is_none() {
        reader.findings.push(Finding::new(&rules::EDITION_WITHOUT_NOTE, reader.path, Place::Value(KeyPath::default())));
    }
    let facts = case::scan_sections(reader, &[whole_section(&range)], None);
    Some(Edition {
        file: reader.path.into(),
        policy: policy.into(),
        number,
        lang,
        on: node.date("on").unwrap_or(Date::MIN),
        change,
        note,
        body: Body::new(reader.path, reader.text, &range),
        facts,
        translations: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn document_numbers_follow_the_standard() {
        for good in ["清政发〔2024〕5号", "国务院令第390号", "Order 12/2024", "国办发〔2018〕12号"] {
            assert!(is_document_number(good), "{good}");
        }
        for bad in [
            "清政发[2024]5号",
            "清政发〔24〕5号",
            "清政发〔2024〕05号",
            "清政发〔2024〕5",
            "〔2024〕5号",
            "清政发（2024）5号",
            "清政发﹝2024﹞5号",
            "清政发2024年5号",
            "",
        ] {
            assert!(!is_document_number(bad), "{bad}");
        }
    }
}
