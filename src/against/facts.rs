//! A record laid out for comparison: facts by key, parts that must stay, texts, and acts.

use super::same;
use crate::markdown::RecordScheme;
use crate::model::RecordKey;
use crate::record::case::SectionKind;
use crate::record::words::{EventKind, Mending};
use crate::record::{Attachment, Case, Correction, Dataset, Digest, Page, Policy, Text, Withdrawal};
use crate::source::sha256_hex;
use crate::source::text::decode;
use crate::{BuildError, Prepared};
use std::collections::BTreeMap;
use std::fmt::Debug;

/// A record that is shown.
pub(super) enum Published<'a> {
    Case(&'a Case),
    Policy(&'a Policy),
    Dataset(&'a Dataset),
    Digest(&'a Digest),
    Page(&'a Page),
}

/// Something that was published and must stay: an event, a relation, a file, an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// As people call it.
    pub name: String,
    /// What else must be as it was.
    pub detail: String,
    /// It takes something out of sight, so that words may go.
    pub of_redaction: bool,
}

/// A text, and the file it stands in.
#[derive(Debug)]
pub(super) struct Laying {
    pub file: String,
    /// With what changes nothing folded away.
    pub text: String,
}

/// A record, laid out.
#[derive(Debug, Default)]
pub(super) struct Laid {
    pub file: String,
    /// Values by the file and the key they are written under.
    pub facts: BTreeMap<(String, String), String>,
    pub parts: Vec<Part>,
    pub texts: BTreeMap<String, Laying>,
    /// What says that something was changed.
    pub acts: Vec<Part>,
    /// The texts are numbered editions, and the newest is this.
    pub newest: Option<u32>,
    /// The last day on which figures were brought up to date.
    pub released: Option<jiff::civil::Date>,
    /// Nothing of it is shown any longer, and its stub says so.
    pub hidden: bool,
    /// Texts of which a notice alone is left.
    pub removed: Vec<String>,
}

/// Returns all records of a site.
pub(super) fn all<'a>(site: &'a Prepared<'_>) -> impl Iterator<Item = Published<'a>> {
    let model = &site.checked.model;
    let cases = model.cases.iter().map(|case| Published::Case(case));
    let policies = model.policies.iter().map(Published::Policy);
    let datasets = model.datasets.iter().map(Published::Dataset);
    let digests = model.digests.iter().map(Published::Digest);
    cases.chain(policies).chain(datasets).chain(digests).chain(model.pages.iter().map(Published::Page))
}

impl Published<'_> {
    /// Returns what names it.
    pub fn key(&self) -> RecordKey {
        let (scheme, id) = match self {
            Self::Case(case) => (RecordScheme::Reply, &case.id),
            Self::Policy(policy) => (RecordScheme::Policy, &policy.id),
            Self::Dataset(dataset) => (RecordScheme::Dataset, &dataset.id),
            Self::Digest(digest) => (RecordScheme::Digest, &digest.id),
            Self::Page(page) => (RecordScheme::Page, &page.id),
        };
        RecordKey { scheme, id: id.clone() }
    }

    /// Returns its main file.
    pub fn file(&self) -> &str {
        match self {
            Self::Case(case) => &case.file,
            Self::Policy(policy) => &policy.file,
            Self::Dataset(dataset) => &dataset.file,
            Self::Digest(digest) => &digest.file,
            Self::Page(page) => &page.file,
        }
    }

    fn withdrawal(&self) -> Option<&Withdrawal> {
        match self {
            Self::Case(case) => case.withdrawal.as_deref(),
            Self::Policy(policy) => policy.withdrawal.as_deref(),
            Self::Dataset(dataset) => dataset.withdrawal.as_deref(),
            Self::Digest(digest) => digest.withdrawal.as_deref(),
            Self::Page(page) => page.withdrawal.as_deref(),
        }
    }

    /// Returns whether a later state certainly says the same, without reading a text.
    pub fn is_same(&self, later: &Self) -> bool {
        let alike = |a: &dyn Debug, b: &dyn Debug| format!("{a:?}") == format!("{b:?}");
        match (self, later) {
            (Self::Case(old), Self::Case(new)) => old.digest == new.digest && old.attachments.is_empty(),
            (Self::Policy(old), Self::Policy(new)) => old.attachments.is_empty() && alike(old, new),
            // A table is read by its bytes.
            (Self::Dataset(_), Self::Dataset(_)) => false,
            (Self::Digest(old), Self::Digest(new)) => alike(old, new),
            // What a page says may change; its address may not, nor what was noted of it.
            (Self::Page(old), Self::Page(new)) => {
                alike(&old.withdrawal, &new.withdrawal) && alike(&old.corrections, &new.corrections)
            }
            _ => true,
        }
    }

    /// Lays it out, with its texts.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn laid(&self, site: &Prepared<'_>) -> Result<Laid, BuildError> {
        let mut laid = Laid { file: self.file().to_owned(), ..Laid::default() };
        laid.withdrawal(self.withdrawal(), "");
        if laid.hidden {
            return Ok(laid);
        }
        match self {
            Self::Case(case) => lay_case(case, site, &mut laid)?,
            Self::Policy(policy) => lay_policy(policy, site, &mut laid)?,
            Self::Dataset(dataset) => lay_dataset(dataset, site, &mut laid)?,
            Self::Digest(digest) => {
                laid.human("title", &Text::plain(digest.lang, &digest.title));
                laid.fact("topic", &digest.topic);
                laid.fact("from", digest.from);
                laid.fact("to", digest.to);
                for opinion in &digest.opinions {
                    laid.part(opinion.text.in_lang(digest.lang), "");
                }
                laid.corrections(&digest.corrections, digest.lang);
                laid.text(site, "text", &digest.body.file, digest.body.range())?;
            }
            Self::Page(page) => laid.corrections(&page.corrections, page.lang),
        }
        Ok(laid)
    }
}

impl Laid {
    fn fact(&mut self, key: &str, value: impl ToString) {
        self.facts.insert((self.file.clone(), key.to_owned()), value.to_string());
    }

    fn fact_of(&mut self, file: &str, key: &str, value: impl ToString) {
        self.facts.insert((file.to_owned(), key.to_owned()), value.to_string());
    }

    fn human(&mut self, key: &str, text: &Text) {
        // Another language may be added; what stands in one stays.
        self.fact(key, &text.0[0].1);
    }

    fn part(&mut self, name: &str, detail: impl ToString) {
        self.parts.push(Part { name: name.to_owned(), detail: detail.to_string(), of_redaction: false });
    }

    fn act(&mut self, name: String, detail: String, of_redaction: bool) {
        self.acts.push(Part { name, detail, of_redaction });
    }

    /// That something was taken down is itself not taken back; it allows no other change.
    fn withdrawal(&mut self, withdrawal: Option<&Withdrawal>, of: &str) {
        let Some(withdrawal) = withdrawal else { return };
        self.part(&format!("{of}{} {}", withdrawal.on, withdrawal.kind.word()), withdrawal.class.word());
        self.hidden |= of.is_empty() && withdrawal.removes();
    }

    fn corrections(&mut self, corrections: &[Correction], lang: u8) {
        for correction in corrections {
            self.act(
                format!("{} {}", correction.on, correction.what.in_lang(lang)),
                correction.reason.in_lang(lang).to_owned(),
                correction.kind == Mending::Redacted,
            );
        }
    }

    fn text(
        &mut self,
        site: &Prepared<'_>,
        name: &str,
        file: &str,
        range: std::ops::Range<usize>,
    ) -> Result<(), BuildError> {
        let whole = decode(&site.snapshot.read(file)?).text;
        let text = same::normal(whole.get(range).unwrap_or_default());
        self.texts.insert(name.to_owned(), Laying { file: file.to_owned(), text });
        Ok(())
    }

    fn files(&mut self, site: &Prepared<'_>, folder: &str, list: &[Attachment]) -> Result<(), BuildError> {
        for attachment in list {
            let path = format!("{folder}{}", attachment.file);
            let digest = sha256_hex(&site.snapshot.read(&path)?);
            self.part(&attachment.file, digest);
        }
        Ok(())
    }
}

fn lay_case(case: &Case, site: &Prepared<'_>, laid: &mut Laid) -> Result<(), BuildError> {
    laid.hidden = case.visibility.is_hidden();
    if laid.hidden {
        return Ok(());
    }
    laid.human("title", &Text::plain(case.lang, &case.title));
    laid.fact("kind", case.kind.word());
    laid.fact("received", case.received);
    for reference in &case.references {
        laid.part(reference, "");
    }
    for event in &case.events {
        let name = format!("{} {}", event.on, event.kind.word());
        let detail = format!("{:?} {:?}", event.time, event.more);
        if crate::derive::register::is_listed(event.kind) {
            laid.act(name, detail, event.kind != EventKind::Corrected);
        } else {
            laid.part(&name, detail);
        }
    }
    laid.files(site, &format!("{}.files/", case.file.trim_end_matches(".md")), &case.attachments)?;
    let mut counts = BTreeMap::new();
    for section in &case.sections {
        let kind = match section.kind {
            SectionKind::Question => "Question",
            SectionKind::Reply => "Reply",
            SectionKind::Correction => "Correction",
        };
        let count: &mut usize = counts.entry(kind).or_default();
        *count += 1;
        laid.text(site, &format!("{kind} {count}"), &case.body.file, section.range())?;
    }
    Ok(())
}

fn lay_policy(policy: &Policy, site: &Prepared<'_>, laid: &mut Laid) -> Result<(), BuildError> {
    laid.human("title", &policy.title);
    let dates = [
        ("made_on", policy.made_on),
        ("issued_on", policy.issued_on),
        ("published_on", Some(policy.published_on)),
        ("effective_from", policy.effective_from),
        ("effective_until", policy.effective_until),
    ];
    for (key, date) in dates {
        if let Some(date) = date {
            laid.fact(key, date);
        }
    }
    for (key, number) in [("number", &policy.number), ("index_number", &policy.index_number)] {
        if let Some(number) = number {
            laid.fact(key, number);
        }
    }
    laid.fact("issuers", policy.issuers.join(", "));
    for relation in &policy.relations {
        let detail = format!("{:?} {:?}", relation.on, relation.articles);
        laid.part(&format!("{} {}", relation.kind.word(), relation.to), detail);
    }
    for act in &policy.acts {
        laid.part(&format!("{} {}", act.on, act.what.word()), format!("{:?} {:?}", act.until, act.articles));
    }
    laid.files(site, &policy.files(), &policy.attachments)?;
    let lang = policy.title.0[0].0;
    laid.corrections(&policy.corrections, lang);
    for gone in &policy.gone {
        let name = format!("edition {}", gone.number);
        laid.withdrawal(gone.withdrawal.as_deref(), &format!("{name} "));
        laid.removed.push(name);
        laid.newest = laid.newest.max(Some(gone.number));
    }
    for edition in &policy.editions {
        laid.withdrawal(edition.withdrawal.as_deref(), &format!("edition {} ", edition.number));
        laid.fact_of(&edition.file, "on", edition.on);
        if let Some(note) = &edition.note {
            laid.fact_of(&edition.file, "note", note.in_lang(edition.lang));
        }
        laid.text(site, &format!("edition {}", edition.number), &edition.body.file, edition.body.range())?;
        laid.newest = laid.newest.max(Some(edition.number));
    }
    Ok(())
}

fn lay_dataset(dataset: &Dataset, site: &Prepared<'_>, laid: &mut Laid) -> Result<(), BuildError> {
    laid.human("title", &dataset.title);
    laid.fact("department", &dataset.department);
    laid.fact("published_on", dataset.published_on);
    let lang = dataset.title.0[0].0;
    for revision in &dataset.revisions {
        laid.act(format!("{} {}", revision.on, revision.kind.word()), revision.note.in_lang(lang).to_owned(), false);
    }
    for table in &dataset.tables {
        let Some(facts) = &table.facts else { continue };
        let text = decode(&site.snapshot.read(&facts.path)?).text.replace("\r\n", "\n");
        laid.texts
            .insert(table.file.to_string(), Laying { file: facts.path.to_string(), text: text.trim_end().to_owned() });
    }
    laid.released = dataset.updated_on;
    Ok(())
}
