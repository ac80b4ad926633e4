//! Opinions on a topic summed up, and what was improved.

use super::parse::{Reader, ids, whole_section};
use super::words::Progress;
use super::{Body, Correction, Id, Lang, Text, TextFacts, Translation, Withdrawal, WrittenLink, case, fields};
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, KeyPath, Place};
use jiff::civil::Date;

/// A digest.
#[derive(Debug, Clone)]
pub struct Digest {
    pub file: Box<str>,
    pub id: Id,
    pub lang: Lang,
    pub title: Box<str>,
    pub topic: Id,
    pub departments: Box<[Id]>,
    pub from: Date,
    pub to: Date,
    pub opinions: Vec<Opinion>,
    pub improvements: Vec<Improvement>,
    pub corrections: Vec<Correction>,
    pub withdrawal: Option<Box<Withdrawal>>,
    pub aliases: Box<[Id]>,
    pub draft: bool,
    pub licence: Option<Box<str>>,
    pub body: Body,
    pub facts: TextFacts,
    pub translations: Vec<Translation>,
}

/// One opinion and the cases that hold it.
#[derive(Debug, Clone)]
pub struct Opinion {
    pub text: Text,
    /// How many cases the digest says hold it.
    pub count: Option<usize>,
    pub cases: Box<[WrittenLink]>,
}

/// One improvement.
#[derive(Debug, Clone)]
pub struct Improvement {
    pub text: Text,
    pub status: Progress,
    pub on: Option<Date>,
    pub due: Option<Date>,
    pub related: Box<[WrittenLink]>,
}

/// Reads a digest.
pub fn read(reader: &mut Reader<'_>, id: &str) -> Option<Digest> {
    let node = reader.front_matter("digest", fields::DIGEST)?;
    let lang = reader.language(&node);
    let range = reader.body_range();
    let withdrawal = reader.withdrawal(&node, lang);
    if !withdrawal.as_deref().is_some_and(Withdrawal::removes) {
        reader.body_not_empty(&range);
    }
    let title = node.text("title").unwrap_or_default();
    let facts = case::scan_sections(reader, &[whole_section(&range)], Some(title));
    let (from, to) = (node.date("from").unwrap_or(Date::MIN), node.date("to").unwrap_or(Date::MAX));
    period(reader, from, to, KeyPath::of("to"));
    let mut opinions = Vec::new();
    for (i, item) in node.items("opinions").iter().enumerate() {
        let path = KeyPath::of("opinions").index(i).key("cases");
        let cases = reader.links_at(item.items("cases"), &path);
        let count = item.int("count").and_then(|n| usize::try_from(n).ok());
        opinions.extend(reader.human(item.get("text"), lang).map(|text| Opinion { text, count, cases }));
    }
    let mut improvements = Vec::new();
    for (i, item) in node.items("improvements").iter().enumerate() {
        let path = KeyPath::of("improvements").index(i).key("related");
        let related = reader.links_at(item.items("related"), &path);
        let text = reader.human(item.get("text"), lang);
        let status = item.text("status").and_then(Progress::parse);
        if let (Some(text), Some(status)) = (text, status) {
            improvements.push(Improvement { text, status, on: item.date("on"), due: item.date("due"), related });
        }
    }
    Some(Digest {
        file: reader.path.into(),
        id: id.into(),
        lang,
        title: reader.clean(title),
        topic: node.text("topic").unwrap_or_default().into(),
        departments: ids(&node, "departments"),
        from,
        to,
        opinions,
        improvements,
        corrections: reader.corrections(&node, lang),
        withdrawal,
        aliases: ids(&node, "aliases"),
        draft: node.flag("draft").unwrap_or(false),
        licence: node.text("licence").map(Into::into),
        body: Body::new(reader.path, reader.text, &range),
        facts,
        translations: Vec::new(),
    })
}

/// Reports a period whose end, written at `path`, lies before its start.
pub fn period(reader: &mut Reader<'_>, from: Date, to: Date, path: KeyPath) {
    if to < from {
        let finding = Finding::new(&rules::PERIOD_REVERSED, reader.path, Place::Value(path));
        reader.findings.push(finding.arg("from", from).arg("to", to));
    }
}
