//! Translations: each beside an original, one for a language, made from the text as it is.

use super::Drafts;
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, KeyPath, Place};
use crate::record::words::PersonalData;
use crate::record::{Body, Lang, Section, TextFacts, Translation};
use crate::spelling::called;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Returns what `of` in a translation must say for a body: the first 16 hexadecimal digits
/// of its digest.
pub fn of(body: &Body) -> String {
    body.digest[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

struct Original<'a> {
    lang: Lang,
    body: &'a Body,
    into: &'a mut Vec<Translation>,
    /// Sections of a case; other texts have none to compare.
    sections: Option<&'a [Section]>,
    redactions: &'a [(u16, Box<str>)],
}

/// Puts every translation to its original.
pub(super) fn attach(d: &mut Drafts, findings: &mut Vec<Finding>) {
    let translations = std::mem::take(&mut d.translations);
    if translations.is_empty() {
        return;
    }
    let known = std::mem::take(&mut d.files);
    let wanted: HashSet<&str> = translations.iter().map(|(file, _)| &**file).collect();
    let mut originals = originals(d, &wanted);
    for (file, mut translation) in translations {
        match originals.get_mut(&*file) {
            Some(original) => {
                judge(&file, original, &mut translation, findings);
                original.into.push(translation);
            }
            // An original that could not be read was reported itself.
            None if known.binary_search(&file).is_ok() => {}
            None => findings
                .push(Finding::new(&rules::TRANSLATION_ORPHAN, &translation.file, Place::File).arg("original", &file)),
        }
    }
    d.files = known;
}

/// Only the texts that have a translation: a case that others share is copied to be changed.
fn originals<'a>(d: &'a mut Drafts, wanted: &HashSet<&str>) -> HashMap<&'a str, Original<'a>> {
    let mut all = HashMap::new();
    for c in d.cases.iter_mut().filter(|c| wanted.contains(&*c.file)) {
        let c = Arc::make_mut(c);
        all.insert(
            &*c.file,
            Original {
                lang: c.lang,
                body: &c.body,
                into: &mut c.translations,
                sections: Some(&c.sections),
                redactions: &c.facts.redactions,
            },
        );
    }
    for e in &mut d.editions {
        all.insert(&*e.file, whole(e.lang, &e.body, &mut e.translations, &e.facts));
    }
    for x in &mut d.digests {
        all.insert(&*x.file, whole(x.lang, &x.body, &mut x.translations, &x.facts));
    }
    for x in d.pages.iter_mut().chain(&mut d.notes) {
        all.insert(&*x.file, whole(x.lang, &x.body, &mut x.translations, &x.facts));
    }
    all
}

fn whole<'a>(lang: Lang, body: &'a Body, into: &'a mut Vec<Translation>, facts: &'a TextFacts) -> Original<'a> {
    Original { lang, body, into, sections: None, redactions: &facts.redactions }
}

/// Returns whether two texts redact something else: another number in a section, or another
/// category. Categories are held against each other where each is one of our words, in either
/// language; of others only the number counts, because each language has its own word.
fn redact_otherwise(a: &[(u16, Box<str>)], b: &[(u16, Box<str>)], by_section: bool) -> bool {
    let mut known = true;
    let mut sorted = |marks: &[(u16, Box<str>)]| -> Vec<(u16, &'static str)> {
        let read = |(section, category): &(u16, Box<str>)| {
            let word = called(category, PersonalData::LIST);
            known &= word.is_some();
            (if by_section { *section } else { 0 }, word.unwrap_or_default())
        };
        let mut marks: Vec<_> = marks.iter().map(read).collect();
        marks.sort_unstable();
        marks
    };
    let (a, b) = (sorted(a), sorted(b));
    let section = |marks: &[(u16, &str)]| marks.iter().map(|(section, _)| *section).collect::<Vec<_>>();
    section(&a) != section(&b) || (known && a != b)
}

fn judge(file: &str, original: &Original<'_>, translation: &mut Translation, findings: &mut Vec<Finding>) {
    if original.lang == translation.lang {
        let finding = Finding::new(&rules::LANGUAGE_TWICE, &translation.file, Place::File);
        findings.push(finding.arg("other", file).related(file, Place::File));
        return;
    }
    let expected = of(original.body);
    if *translation.of != *expected {
        translation.stale = true;
        let place = Place::Value(KeyPath::of("of"));
        let finding = Finding::new(&rules::TRANSLATION_STALE, &translation.file, place);
        findings.push(finding.arg("digest", expected).arg("original", file));
    }
    let sections = original.sections.unwrap_or_default().iter().map(|s| s.kind);
    let same = original.sections.is_none() || sections.eq(translation.sections.iter().map(|s| s.kind));
    // Of an old translation too: what was taken out of the original since must go there at once.
    let theirs = &translation.facts.redactions;
    if redact_otherwise(original.redactions, theirs, same) {
        let finding = Finding::new(&rules::TRANSLATION_REDACTIONS_DIFFER, &translation.file, Place::File);
        let finding = finding.arg("expected", original.redactions.len()).arg("found", theirs.len());
        findings.push(finding.arg("original", file).related(file, Place::File));
    }
    if !same && !translation.stale {
        let finding = Finding::new(&rules::TRANSLATION_SECTIONS_DIFFER, &translation.file, Place::File);
        findings.push(finding.arg("original", file).related(file, Place::File));
    }
}
