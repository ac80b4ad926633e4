//! Each kind of record, laid out.

use super::{For, Laid, Part, Words, same};
use crate::record::case::SectionKind;
use crate::record::revision::Revision;
use crate::record::words::{EventKind, Mending, RevisionKind};
use crate::record::{Attachment, Case, Correction, Dataset, Digest, Policy, Text, Withdrawal};
use crate::source::text::decode;
use crate::source::{Snapshot, sha256_hex};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::io;

/// A record on its way to being laid out.
pub(super) struct Lay<'a> {
    pub laid: Laid,
    pub snapshot: &'a Snapshot<'a>,
    pub what_for: For,
}

impl Lay<'_> {
    fn fact(&mut self, key: &str, value: impl ToString) {
        self.fact_of("", key, value);
    }

    fn fact_of(&mut self, part: &str, key: &str, value: impl ToString) {
        let facts = self.laid.facts.entry(part.to_owned()).or_default();
        facts.insert(key.to_owned(), value.to_string());
    }

    fn human(&mut self, key: &str, text: &Text) {
        // Another language may be added; what stands in one stays.
        self.fact(key, &text.0[0].1);
    }

    fn part(&mut self, name: &str, detail: impl ToString) {
        let (name, detail) = (name.to_owned(), detail.to_string());
        self.laid.parts.push(Part { name, detail, ..Part::default() });
    }

    /// That something was taken down is itself not taken back; it allows no other change.
    pub fn withdrawal(&mut self, withdrawal: Option<&Withdrawal>, of: &str) {
        let Some(withdrawal) = withdrawal else { return };
        self.part(&format!("{of}{} {}", withdrawal.on, withdrawal.kind.word()), withdrawal.class.word());
        self.laid.hidden |= of.is_empty() && withdrawal.removes();
    }

    pub fn corrections(&mut self, corrections: &[Correction], lang: u8) {
        for correction in corrections {
            let name = format!("{} {}", correction.on, correction.what.in_lang(lang));
            let detail = correction.reason.in_lang(lang).to_owned();
            let of_redaction = correction.kind == Mending::Redacted;
            self.laid.acts.push(Part { name, detail, of_redaction, of_correction: !of_redaction });
        }
    }

    fn text(&mut self, name: &str, file: &str, range: std::ops::Range<usize>) -> io::Result<()> {
        let whole = decode(&self.snapshot.read(file)?).text;
        self.words(name, same::normal(whole.get(range).unwrap_or_default()));
        Ok(())
    }

    fn words(&mut self, name: &str, text: String) {
        self.laid.texts.insert(name.to_owned(), Words::of(text));
    }

    fn attachments(&mut self, folder: &str, list: &[Attachment]) -> io::Result<()> {
        if self.what_for == For::Publication {
            return Ok(());
        }
        for attachment in list {
            let digest = sha256_hex(&self.snapshot.read(&format!("{folder}{}", attachment.file))?);
            self.part(&attachment.file, digest);
        }
        Ok(())
    }

    pub fn case(&mut self, case: &Case) -> io::Result<()> {
        self.laid.hidden = case.visibility.is_hidden();
        if self.laid.hidden {
            return Ok(());
        }
        self.human("title", &Text::plain(case.lang, &case.title));
        self.fact("kind", case.kind.word());
        self.fact("received", case.received);
        for reference in &case.references {
            self.part(reference, "");
        }
        for event in &case.events {
            let name = format!("{} {}", event.on, event.kind.word());
            let detail = format!("{:?} {:?}", event.time, event.more);
            if crate::derive::register::is_listed(event.kind) {
                let of_correction = event.kind == EventKind::Corrected;
                self.laid.acts.push(Part { name, detail, of_redaction: !of_correction, of_correction });
            } else {
                self.part(&name, detail);
            }
        }
        self.attachments(&format!("{}.files/", case.file.trim_end_matches(".md")), &case.attachments)?;
        let mut counts = BTreeMap::new();
        for section in &case.sections {
            let kind = match section.kind {
                SectionKind::Question => "Question",
                SectionKind::Reply => "Reply",
                SectionKind::Correction => "Correction",
            };
            let count: &mut usize = counts.entry(kind).or_default();
            *count += 1;
            self.text(&format!("{kind} {count}"), &case.body.file, section.range())?;
        }
        Ok(())
    }

    pub fn policy(&mut self, policy: &Policy) -> io::Result<()> {
        self.human("title", &policy.title);
        let dates = [
            ("made_on", policy.made_on),
            ("issued_on", policy.issued_on),
            ("published_on", Some(policy.published_on)),
            ("effective_from", policy.effective_from),
            ("effective_until", policy.effective_until),
        ];
        for (key, date) in dates {
            if let Some(date) = date {
                self.fact(key, date);
            }
        }
        for (key, number) in [("number", &policy.number), ("index_number", &policy.index_number)] {
            if let Some(number) = number {
                self.fact(key, number);
            }
        }
        self.fact("issuers", policy.issuers.join(", "));
        for relation in &policy.relations {
            let name = format!("{} {}", relation.kind.word(), relation.to);
            self.part(&name, told(relation.on, &relation.articles));
        }
        for act in &policy.acts {
            self.part(&format!("{} {}", act.on, act.what.word()), told(act.until, &act.articles));
        }
        self.attachments(&policy.files(), &policy.attachments)?;
        let lang = policy.title.0[0].0;
        self.corrections(&policy.corrections, lang);
        for gone in &policy.gone {
            let name = format!("edition {}", gone.number);
            self.withdrawal(gone.withdrawal.as_deref(), &format!("{name} "));
            self.laid.removed.push(name);
            self.laid.newest = self.laid.newest.max(Some(gone.number));
        }
        for edition in &policy.editions {
            let name = format!("edition {}", edition.number);
            self.withdrawal(edition.withdrawal.as_deref(), &format!("{name} "));
            self.laid.files.insert(name.clone(), edition.file.to_string());
            self.fact_of(&name, "on", edition.on);
            if let Some(note) = &edition.note {
                self.fact_of(&name, "note", note.in_lang(edition.lang));
            }
            self.text(&name, &edition.body.file, edition.body.range())?;
            self.laid.newest = self.laid.newest.max(Some(edition.number));
        }
        Ok(())
    }

    pub fn dataset(&mut self, dataset: &Dataset) -> io::Result<()> {
        self.human("title", &dataset.title);
        self.fact("department", &dataset.department);
        self.fact("published_on", dataset.published_on);
        let lang = dataset.title.0[0].0;
        for revision in &dataset.revisions {
            self.laid.acts.push(act_of(revision, lang));
        }
        for table in &dataset.tables {
            // Another unit, or another meaning of a code, makes other figures of the same cells.
            for field in &table.fields {
                let of = format!("{} {}", table.file, field.name);
                if let Some(unit) = &field.unit {
                    self.human(&format!("{of}: unit"), unit);
                }
                for code in &field.codes {
                    if let Some(label) = &code.label {
                        self.human(&format!("{of}: {}", code.value), label);
                    }
                }
            }
            let Some(facts) = &table.facts else { continue };
            let text = decode(&self.snapshot.read(&facts.path)?).text.replace("\r\n", "\n");
            self.laid.files.insert(table.file.to_string(), facts.path.to_string());
            self.words(&table.file, text.trim_end().to_owned());
        }
        self.laid.released = dataset.updated_on;
        Ok(())
    }

    pub fn digest(&mut self, digest: &Digest) -> io::Result<()> {
        self.human("title", &Text::plain(digest.lang, &digest.title));
        self.fact("topic", &digest.topic);
        self.fact("from", digest.from);
        self.fact("to", digest.to);
        for opinion in &digest.opinions {
            self.part(opinion.text.in_lang(digest.lang), "");
        }
        self.corrections(&digest.corrections, digest.lang);
        self.text("text", &digest.body.file, digest.body.range())
    }
}

/// What says that figures were revised.
pub fn act_of(revision: &Revision, lang: u8) -> Part {
    let name = format!("{} {}", revision.on, revision.kind.word());
    let of_correction = revision.kind == RevisionKind::Correction;
    Part { name, detail: revision.note.in_lang(lang).to_owned(), of_correction, ..Part::default() }
}

/// A day and the articles that something is about.
fn told(on: Option<Date>, articles: &[Box<str>]) -> String {
    let on = on.map(|on| on.to_string());
    on.as_deref().into_iter().chain(articles.iter().map(|article| &**article)).collect::<Vec<_>>().join(" ")
}
