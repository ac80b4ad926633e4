//! A policy document with its numbered editions.

mod clause;
mod effect;
mod numbers;

pub use clause::{Clause, clauses};
pub use effect::Act;

use super::parse::{Reader, ids, whole_section};
use super::words::{Change, Disclosure, EffectiveRule, PolicyKind, RelationKind, ValidityRule};
use super::{
    Attachment, Body, Correction, GoneEdition, Id, Lang, Text, TextFacts, Translation, Withdrawal, case,
    digest::period, fields,
};
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, KeyPath, Place};
use crate::markdown;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A policy: facts that hold for all its editions.
#[derive(Debug, Clone)]
pub struct Policy {
    pub file: Box<str>,
    pub id: Id,
    pub title: Text,
    pub number: Option<Box<str>>,
    pub index_number: Option<Box<str>>,
    pub issuers: Box<[Id]>,
    /// Who drafted it, where that is not the issuers.
    pub drafted_by: Box<[Id]>,
    pub kind: Option<PolicyKind>,
    pub topics: Box<[Id]>,
    pub audience: Option<Text>,
    pub disclosure: Option<Disclosure>,
    pub summary: Option<Text>,
    /// A draft has none.
    pub made_on: Option<Date>,
    /// The day of the gazette, where that is not the day of publication.
    pub issued_on: Option<Date>,
    pub published_on: Date,
    pub effective_from: Option<Date>,
    pub effective_rule: Option<EffectiveRule>,
    pub effective_until: Option<Date>,
    pub validity_rule: Option<ValidityRule>,
    /// Why it holds from a day before it was made.
    pub retroactive: Option<Text>,
    /// Why an order holds less than thirty days after it was published.
    pub at_once: Option<Text>,
    /// What else was done to its force, as written.
    pub acts: Vec<Act>,
    pub consultation: Option<Consultation>,
    pub relations: Vec<Relation>,
    pub attachments: Box<[Attachment]>,
    pub corrections: Vec<Correction>,
    pub withdrawal: Option<Box<Withdrawal>>,
    pub licence: Option<Box<str>>,
    pub aliases: Box<[Id]>,
    pub draft: bool,
    /// Sorted by number; filled in by the check, which holds the files together.
    pub editions: Vec<Edition>,
    /// Those of which only a notice is left; filled in where the model is made.
    pub gone: Vec<GoneEdition>,
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
    /// How many comments came in.
    pub comments: Option<u32>,
    /// What came of them, and when that was told.
    pub outcome: Option<Text>,
    pub outcome_on: Option<Date>,
}

/// What a policy does to another.
#[derive(Debug, Clone)]
pub struct Relation {
    pub kind: RelationKind,
    pub to: Id,
    /// From which day, where that is not the first day of the policy.
    pub on: Option<Date>,
    /// Anchors of the articles concerned; none: all of it.
    pub articles: Box<[Box<str>]>,
    /// Where it is written.
    pub item: KeyPath,
}

impl Relation {
    /// Returns where its kind and the other policy are written.
    pub fn path(&self) -> KeyPath {
        self.item.key(self.kind.word())
    }
}

/// One edition of a policy's text.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Edition {
    pub file: Box<str>,
    pub policy: Id,
    pub number: u32,
    pub lang: Lang,
    pub on: Date,
    pub change: Option<Change>,
    pub note: Option<Text>,
    /// Articles that have another number, where that is not to be seen from their words: the id in the
    /// edition before, and the one in this.
    pub moved: Box<[(Box<str>, Box<str>)]>,
    pub withdrawal: Option<Box<Withdrawal>>,
    pub body: Body,
    pub facts: TextFacts,
    /// Its articles, in order of the text.
    pub clauses: Box<[Clause]>,
    pub translations: Vec<Translation>,
}

impl Edition {
    /// Returns the place of the clause that an id names.
    pub fn clause(&self, id: &str) -> Option<usize> {
        self.clauses.iter().position(|clause| !id.is_empty() && clause.has(id))
    }

    /// Returns what the front matter says of numbers, as differences take it.
    pub fn moved(&self) -> Vec<(&str, &str)> {
        self.moved.iter().map(|(was, is)| (&**was, &**is)).collect()
    }
}

/// Reads `policy.yaml`.
pub fn read(reader: &mut Reader<'_>, id: &str) -> Option<Policy> {
    let node = reader.whole_yaml("policy", fields::POLICY)?;
    let number = node.text("number");
    if let Some(number) = number.filter(|n| !numbers::is_document_number(n)) {
        let place = Place::Value(KeyPath::of("number"));
        reader.findings.push(Finding::new(&rules::DOCUMENT_NUMBER_MALFORMED, reader.path, place).arg("number", number));
    }
    let made_on = node.date("made_on");
    let effective_from = node.date("effective_from");
    let effective_until = node.date("effective_until");
    let retroactive = reader.human(node.get("retroactive"), 0);
    if let (Some(made), None) = (made_on, &retroactive) {
        before_made(reader, made, effective_from);
    }
    let at_once = reader.human(node.get("at_once"), 0);
    if at_once.is_none() && number.is_some_and(numbers::is_order) {
        too_soon(reader, node.date("published_on"), effective_from);
    }
    if let Some(index) = node.text("index_number").filter(|index| !numbers::is_index_number(index)) {
        let place = Place::Value(KeyPath::of("index_number"));
        reader.findings.push(Finding::new(&rules::INDEX_NUMBER_MALFORMED, reader.path, place).arg("number", index));
    }
    if let (Some(from), Some(until)) = (effective_from, effective_until) {
        period(reader, from, until, KeyPath::of("effective_until"));
    }
    let consultation = node.get("consultation").and_then(|item| {
        let (from, to) = (item.date("from")?, item.date("to")?);
        period(reader, from, to, KeyPath::of("consultation").key("to"));
        made_while_open(reader, made_on, to);
        let outcome_on = item.date("outcome_on");
        if let Some(told) = outcome_on {
            period(reader, from, told, KeyPath::of("consultation").key("outcome_on"));
        }
        Some(Consultation {
            from,
            to,
            how: reader.human(item.get("how"), 0)?,
            comments: item.int("comments").and_then(|count| u32::try_from(count).ok()),
            outcome: reader.human(item.get("outcome"), 0),
            outcome_on,
        })
    });
    let mut relations = Vec::new();
    for (i, item) in node.items("relations").iter().enumerate() {
        for (key, value) in item.entries() {
            if let (Some(kind), Some(id)) = (RelationKind::parse(key), value.as_text()) {
                relations.push(Relation {
                    kind,
                    to: id.into(),
                    on: item.date("on"),
                    articles: articles(item),
                    item: KeyPath::of("relations").index(i),
                });
            }
        }
    }
    let withdrawal = reader.withdrawal(&node, 0);
    let acts = effect::acts(reader, &node);
    let acts = effect::withdrawn(reader, acts, withdrawal.as_deref());
    Some(Policy {
        file: reader.path.into(),
        id: id.into(),
        title: reader.human(node.get("title"), 0).unwrap_or_else(|| Text::plain(0, "")),
        number: number.map(|n| reader.clean(n)),
        index_number: node.text("index_number").map(|n| reader.clean(n)),
        issuers: ids(&node, "issuers"),
        drafted_by: ids(&node, "drafted_by"),
        kind: node.text("kind").and_then(PolicyKind::parse),
        topics: ids(&node, "topics"),
        audience: reader.human(node.get("audience"), 0),
        disclosure: node.text("disclosure").and_then(Disclosure::parse),
        summary: reader.human(node.get("summary"), 0),
        made_on,
        issued_on: node.date("issued_on"),
        published_on: node.date("published_on").unwrap_or(Date::MIN),
        effective_from,
        effective_rule: node.text("effective_rule").and_then(EffectiveRule::parse),
        effective_until,
        validity_rule: node.text("validity_rule").and_then(ValidityRule::parse),
        retroactive,
        at_once,
        acts,
        consultation,
        relations,
        attachments: reader.attachments(&node, 0),
        corrections: reader.corrections(&node, 0),
        withdrawal,
        licence: node.text("licence").map(Into::into),
        aliases: ids(&node, "aliases"),
        draft: node.flag("draft").unwrap_or(false),
        editions: Vec::new(),
        gone: Vec::new(),
    })
}

/// Anchors of the articles that an item names.
fn articles(item: &crate::yaml::Node) -> Box<[Box<str>]> {
    item.texts("articles").map(Into::into).collect()
}

fn before_made(reader: &mut Reader<'_>, made: Date, effective: Option<Date>) {
    if let Some(effective) = effective.filter(|e| *e < made) {
        let place = Place::Value(KeyPath::of("effective_from"));
        let finding = Finding::new(&rules::EFFECTIVE_BEFORE_MADE, reader.path, place);
        let finding = finding.arg("effective", effective).arg("made", made);
        reader.findings.push(finding.related(reader.path, Place::Value(KeyPath::of("made_on"))));
    }
}

/// Days that people have to learn of an order before it holds (规章制定程序条例, article 32).
const NOTICE: i32 = 30;

/// An order that holds before people could learn of it.
fn too_soon(reader: &mut Reader<'_>, published: Option<Date>, effective: Option<Date>) {
    let Some((published, effective)) = published.zip(effective) else { return };
    let days = (effective - published).get_days();
    if (0..NOTICE).contains(&days) {
        let place = Place::Value(KeyPath::of("effective_from"));
        let finding = Finding::new(&rules::ORDER_IN_FORCE_SOON, reader.path, place).arg("days", days);
        reader.findings.push(finding.related(reader.path, Place::Value(KeyPath::of("published_on"))));
    }
}

/// A text that is made is no draft: comments on it come too late.
fn made_while_open(reader: &mut Reader<'_>, made: Option<Date>, to: Date) {
    if let Some(made) = made.filter(|made| *made <= to) {
        let place = Place::Value(KeyPath::of("made_on"));
        let finding = Finding::new(&rules::MADE_BEFORE_COMMENTS_CLOSE, reader.path, place);
        let finding = finding.arg("made", made).arg("to", to);
        reader.findings.push(finding.related(reader.path, Place::Value(KeyPath::of("consultation").key("to"))));
    }
}

/// Reads `edition-<n>.md`.
pub fn read_edition(reader: &mut Reader<'_>, policy: &str, number: &str) -> Option<Edition> {
    let node = reader.front_matter("edition", fields::EDITION)?;
    let lang = reader.language(&node);
    let range = reader.body_range();
    let withdrawal = reader.withdrawal(&node, lang);
    if !withdrawal.as_deref().is_some_and(Withdrawal::removes) {
        reader.body_not_empty(&range);
    }
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
    let moved = node.get("moved").map(crate::yaml::Node::entries).unwrap_or_default().iter();
    let moved = moved.filter_map(|(was, is)| Some((was.as_str().into(), is.as_text()?.into()))).collect();
    let mut stretches = Vec::new();
    let facts = case::scan_with(reader, &[whole_section(&range)], |text, _| {
        let (scan, found) = markdown::scan_parts(text, None);
        stretches = found;
        scan
    });
    Some(Edition {
        file: reader.path.into(),
        policy: policy.into(),
        number,
        lang,
        on: node.date("on").unwrap_or(Date::MIN),
        change,
        note,
        moved,
        clauses: clauses(&stretches),
        withdrawal,
        body: Body::new(reader.path, reader.text, &range),
        facts,
        translations: Vec::new(),
    })
}
