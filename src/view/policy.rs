//! A policy: its force, its text with contents, its editions and relations.

use super::case::{download, mentioned_in};
use super::common::{Link, Page};
use super::pages::{Consultation, EditionRow, PolicyPage, Relation};
use super::scope::{Head, PageLinks, Scope};
use super::texts::{FromText, TextError, Texts};
use crate::derive::force::Standing;
use crate::markdown::{Profile, RecordScheme};
use crate::model::RecordKey;
use crate::plan::outputs::files_in;
use crate::plan::{Planned, routes};
use crate::record::words::{Change, RelationKind};
use crate::record::{Edition, Policy};
use jiff::civil::Date;

/// Fills the view of a policy: its current text, or one edition.
pub fn view(
    scope: Scope<'_>,
    index: usize,
    number: Option<u32>,
    planned: &Planned,
    texts: &Texts<'_>,
) -> Result<(Page, PolicyPage), TextError> {
    let policy = &scope.model.policies[index];
    let current = scope.model.current_edition(policy);
    let edition = number.and_then(|n| policy.editions.iter().find(|e| e.number == n)).unwrap_or(current);
    let translation = edition.translations.iter().find(|t| t.lang == scope.lang && edition.lang != scope.lang);
    let (body, facts, text_lang) =
        translation.map_or((&edition.body, &edition.facts, edition.lang), |t| (&t.body, &t.facts, t.lang));
    let (title, title_lang) = policy.title.get(scope.lang);
    let mut head = Head::new(scope, title.to_owned(), "policies").crumb("policies", "policies/index.html");
    head.content_lang = title_lang;
    head.description = FromText(policy.summary.as_ref().map_or_else(String::new, |s| s.in_lang(scope.lang).to_owned()));
    head.only = Scope::real_languages(edition.lang, &edition.translations);
    if text_lang != scope.lang {
        let dir = &scope.model.config.language(text_lang).dir;
        let inner = number.map_or_else(|| routes::policy(&policy.id), |n| routes::edition(&policy.id, n));
        head.canonical = Some(format!("{dir}{inner}"));
    }
    if number.is_some() {
        head = head.crumb_text(title, routes::policy(&policy.id));
    }
    let page = scope.page(planned, head);
    let text = texts.open(body)?;
    let own_title = policy.title.get(text_lang).0;
    let links = PageLinks {
        attachments: Some((policy.file.replace("policy.yaml", "files/"), format!("policies/{}/", policy.id))),
        ..PageLinks::new(scope, &page.base, &page.root)
    };
    let standing = &scope.derived.policies[index];
    let view = PolicyPage {
        id: policy.id.to_string(),
        force: standing.force.word(),
        tone: standing.force.tone(),
        force_on: standing.on,
        force_how: standing.by.map_or("", |(_, kind)| turned(kind)),
        force_by: standing.by.map(|(by, _)| policy_link(scope, &scope.model.policies[by as usize])),
        kind: policy.kind.map(crate::record::words::PolicyKind::word),
        number: policy.number.as_deref().map(str::to_owned),
        issuers: policy.issuers.iter().map(|d| scope.department(d)).collect(),
        topics: policy.topics.iter().map(|t| scope.topic(t)).collect(),
        made: policy.made_on,
        published: policy.published_on,
        effective_from: policy.effective_from,
        effective_until: policy.effective_until,
        summary: policy.summary.as_ref().map(|s| s.in_lang(scope.lang).to_owned()),
        consultation: policy.consultation.as_ref().map(|c| Consultation {
            from: c.from,
            to: c.to,
            how: c.how.in_lang(scope.lang).to_owned(),
            status: consultation_status(c.from, c.to, scope.model.as_of),
        }),
        contents: text.contents(&body.range(), own_title),
        html: text.html(&body.range(), Profile::Official, own_title, "", facts, &links),
        edition: edition.number,
        edition_on: edition.on,
        current: edition.number == current.number,
        editions: policy.editions.iter().rev().map(|e| edition_row(scope, policy, e, edition.number)).collect(),
        relations: relations(scope, policy, standing),
        mentioned_in: mentioned_in(scope, &RecordKey { scheme: RecordScheme::Policy, id: policy.id.clone() }),
        attachments: {
            let folder = policy.file.replace("policy.yaml", "files/");
            let published = format!("policies/{}/", policy.id);
            files_in(scope.model, &folder).map(|path| download(scope, &path, &published, &policy.attachments)).collect()
        },
        licence: scope.licence(policy.licence.as_deref()),
        translation: scope.translation(&planned_inner(number, policy), edition.lang, &edition.translations),
    };
    Ok((page, view))
}

fn planned_inner(number: Option<u32>, policy: &Policy) -> String {
    number.map_or_else(|| routes::policy(&policy.id), |n| routes::edition(&policy.id, n))
}

fn consultation_status(from: Date, to: Date, as_of: Date) -> &'static str {
    if as_of < from {
        "coming"
    } else if as_of > to {
        "closed"
    } else {
        "open"
    }
}

fn policy_link(scope: Scope<'_>, policy: &Policy) -> Link {
    let (label, lang) = policy.title.get(scope.lang);
    Link { href: routes::policy(&policy.id), label: label.to_owned(), lang: scope.other(lang) }
}

fn edition_row(scope: Scope<'_>, policy: &Policy, edition: &Edition, shown: u32) -> EditionRow {
    let change = match edition.change {
        _ if edition.number == 1 => "first",
        Some(Change::Minor) => "minor",
        _ => "major",
    };
    EditionRow {
        number: edition.number,
        on: edition.on,
        change,
        note: edition.note.as_ref().map(|n| n.in_lang(scope.lang).to_owned()),
        href: routes::edition(&policy.id, edition.number),
        shown: edition.number == shown,
    }
}

/// The relations written in the policy, and those written in others about it.
fn relations(scope: Scope<'_>, policy: &Policy, standing: &Standing) -> Vec<Relation> {
    let own = policy.relations.iter().filter_map(|(kind, id, _)| {
        Some(Relation { key: kind.word(), link: policy_link(scope, scope.model.policy(id)?) })
    });
    let others = standing.acted_on.iter();
    let others = others.map(|(kind, by)| Relation {
        key: turned(*kind),
        link: policy_link(scope, &scope.model.policies[*by as usize]),
    });
    own.chain(others).collect()
}

fn turned(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::Repeals => "repealed_by",
        RelationKind::Amends => "amended_by",
        RelationKind::Replaces => "replaced_by",
        RelationKind::Implements => "implemented_by",
        RelationKind::Interprets => "interpreted_by",
        RelationKind::Corrects => "corrected_by",
    }
}
