//! Translations: each beside an original, one for a language, made from the text as it is.

use super::Drafts;
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, KeyPath, Place};
use crate::record::{Body, Lang, Section, Translation};
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
            Original { lang: c.lang, body: &c.body, into: &mut c.translations, sections: Some(&c.sections) },
        );
    }
    for e in &mut d.editions {
        all.insert(&*e.file, Original { lang: e.lang, body: &e.body, into: &mut e.translations, sections: None });
    }
    for x in &mut d.digests {
        all.insert(&*x.file, Original { lang: x.lang, body: &x.body, into: &mut x.translations, sections: None });
    }
    for x in d.pages.iter_mut().chain(&mut d.notes) {
        all.insert(&*x.file, Original { lang: x.lang, body: &x.body, into: &mut x.translations, sections: None });
    }
    all
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
    if let Some(sections) = &original.sections
        && !translation.stale
        && !sections.iter().map(|s| s.kind).eq(translation.sections.iter().map(|s| s.kind))
    {
        let finding = Finding::new(&rules::TRANSLATION_SECTIONS_DIFFER, &translation.file, Place::File);
        findings.push(finding.arg("original", file).related(file, Place::File));
    }
}
