//! What the model knows of a policy, dataset, digest or page that is removed.
//!
//! Said of each field, so that a new one cannot be forgotten. What a figure, a list of law or another
//! record rests on stays: days, departments, words of closed lists, what a policy does to others. What
//! is somebody's words, or says what the record was about, goes; its id stands in the place of its
//! title. A removed edition leaves its number and its day.

use super::public::{Fates, nothing, untold};
use crate::record::dataset::Coverage;
use crate::record::policy::Act;
use crate::record::revision::Revision;
use crate::record::{Correction, Dataset, Digest, Edition, GoneEdition, Id, Page, Policy, Text, TextFacts, Withdrawal};

/// Returns whether a notice alone is left of a record.
pub(super) fn removed(withdrawal: &Option<Box<Withdrawal>>) -> bool {
    withdrawal.as_deref().is_some_and(Withdrawal::removes)
}

/// Takes removed editions out of a policy, and all of a policy that is removed.
pub(super) fn policy(mut policy: Policy, fates: &mut Fates<'_>) -> Policy {
    let whole = removed(&policy.withdrawal);
    let gone = |edition: &mut Edition| whole || removed(&edition.withdrawal);
    for edition in policy.editions.extract_if(.., gone) {
        fates.remove(&edition.file);
        policy.gone.push(GoneEdition {
            file: edition.file,
            number: edition.number,
            on: edition.on,
            withdrawal: edition.withdrawal,
        });
    }
    if !whole {
        return policy;
    }
    fates.remove(&policy.file);
    Policy {
        title: name(&policy.id),
        number: None,
        index_number: None,
        topics: Box::default(),
        audience: None,
        summary: None,
        retroactive: None,
        at_once: None,
        acts: policy.acts.into_iter().map(|act| Act { by: None, reason: None, note: None, ..act }).collect(),
        consultation: None,
        attachments: Box::default(),
        corrections: bare(policy.corrections),
        licence: None,
        drafted_by: Box::default(),
        editions: Vec::new(),
        // Days, departments, words of lists, and what it does to other policies.
        file: policy.file,
        id: policy.id,
        issuers: policy.issuers,
        kind: policy.kind,
        disclosure: policy.disclosure,
        made_on: policy.made_on,
        issued_on: policy.issued_on,
        published_on: policy.published_on,
        effective_from: policy.effective_from,
        effective_rule: policy.effective_rule,
        effective_until: policy.effective_until,
        validity_rule: policy.validity_rule,
        relations: policy.relations,
        withdrawal: policy.withdrawal,
        aliases: policy.aliases,
        draft: policy.draft,
        gone: policy.gone,
    }
}

/// Takes all of a dataset that is removed.
pub(super) fn dataset(x: Dataset, fates: &mut Fates<'_>) -> Dataset {
    if !removed(&x.withdrawal) {
        return x;
    }
    fates.remove(&x.file);
    let revision = |revision: Revision| Revision {
        note: nothing(),
        changes: Vec::new(),
        scope: Vec::new(),
        earlier: Vec::new(),
        by: None,
        basis: None,
        ..revision
    };
    Dataset {
        title: name(&x.id),
        description: nothing(),
        embargo: None,
        updated_on: x.updated_on,
        topics: Box::default(),
        methodology: None,
        quality: None,
        contact: None,
        coverage: Coverage::default(),
        law: Box::default(),
        next_release: None,
        releases: Vec::new(),
        tables: Vec::new(),
        charts: Vec::new(),
        revisions: x.revisions.into_iter().map(revision).collect(),
        licence: None,
        notes: None,
        file: x.file,
        id: x.id,
        department: x.department,
        published_on: x.published_on,
        frequency: x.frequency,
        withdrawal: x.withdrawal,
        aliases: x.aliases,
        draft: x.draft,
    }
}

/// Takes all of a digest that is removed.
pub(super) fn digest(x: Digest, fates: &mut Fates<'_>) -> Digest {
    if !removed(&x.withdrawal) {
        return x;
    }
    fates.remove(&x.file);
    Digest {
        title: x.id.clone(),
        opinions: Vec::new(),
        improvements: Vec::new(),
        corrections: bare(x.corrections),
        licence: None,
        facts: TextFacts::default(),
        translations: x.translations.iter().map(|t| untold(t, &x.id)).collect(),
        file: x.file,
        id: x.id,
        lang: x.lang,
        topic: x.topic,
        departments: x.departments,
        from: x.from,
        to: x.to,
        withdrawal: x.withdrawal,
        aliases: x.aliases,
        draft: x.draft,
        body: x.body,
    }
}

/// Takes all of a page that is removed.
pub(super) fn page(x: Page, fates: &mut Fates<'_>) -> Page {
    if !removed(&x.withdrawal) {
        return x;
    }
    fates.remove(&x.file);
    Page {
        title: x.id.clone(),
        corrections: bare(x.corrections),
        facts: TextFacts::default(),
        translations: x.translations.iter().map(|t| untold(t, &x.id)).collect(),
        file: x.file,
        id: x.id,
        lang: x.lang,
        withdrawal: x.withdrawal,
        aliases: x.aliases,
        draft: x.draft,
        body: x.body,
    }
}

fn name(id: &Id) -> Text {
    Text::plain(0, id)
}

/// Corrections without their words.
fn bare(corrections: Vec<Correction>) -> Vec<Correction> {
    let bare = |x: Correction| Correction { what: nothing(), reason: nothing(), by: None, basis: None, ..x };
    corrections.into_iter().map(bare).collect()
}
