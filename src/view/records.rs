//! Datasets, digests and pages.

use super::case::{human_size, mentioned_in};
use super::common::{Download, Page};
use super::pages::{Column, DatasetPage, DigestPage, Opinion, Revision, Table, TextPage};
use super::scope::{Head, PageLinks, Scope, title};
use super::texts::{FromText, TextError, Texts, first_words};
use crate::markdown::{Profile, RecordScheme};
use crate::model::RecordKey;
use crate::plan::{Planned, routes};
use crate::record::dataset::{Dataset, TableFacts};
use crate::record::times::{Moment, Order, moment};
use crate::record::words::{ColumnType, Progress};
use crate::record::{Body, Lang, Page as PageRecord, TextFacts, Translation};
use crate::source::text::clean;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Rows of a table shown on its page when there are more: the newest ones of times, the first
/// ones of anything else.
const ROWS: usize = 100;

/// Returns the body, its facts and the language shown of a record in a language.
fn shown<'a>(
    (body, facts): (&'a Body, &'a TextFacts),
    original: Lang,
    translations: &'a [Translation],
    lang: Lang,
) -> (&'a Body, &'a TextFacts, Lang) {
    match translations.iter().find(|t| t.lang == lang) {
        Some(t) if lang != original => (&t.body, &t.facts, lang),
        _ => (body, facts, original),
    }
}

/// Fills the view of a dataset.
pub fn dataset(
    scope: Scope<'_>,
    index: usize,
    planned: &Planned,
    texts: &Texts<'_>,
) -> Result<(Page, DatasetPage), TextError> {
    let x = &scope.model.datasets[index];
    let (label, lang) = x.title.get(scope.lang);
    let mut head = Head::new(scope, label.to_owned(), "statistics").crumb("statistics", "statistics/index.html");
    head.content_lang = lang;
    head.description = FromText(first_words(x.description.in_lang(scope.lang).to_owned(), 160));
    let page = scope.page(planned, head);
    let mut tables = Vec::new();
    for (i, table) in x.tables.iter().enumerate() {
        if let Some(facts) = &table.facts {
            tables.push(self::table(scope, x, i, facts, texts)?);
        }
    }
    let notes = x.notes.as_deref().map(|n| notes(scope, n, &page, texts)).transpose()?;
    let (notes_title, notes) = notes.map_or((None, None), |(t, h)| (Some(t), Some(h)));
    let view = DatasetPage {
        id: x.id.to_string(),
        description: x.description.in_lang(scope.lang).to_owned(),
        department: scope.department(&x.department),
        topics: x.topics.iter().map(|t| scope.topic(t)).collect(),
        published: x.published_on,
        updated: x.updated_on.unwrap_or(x.published_on),
        frequency: x.frequency.map(crate::record::words::Frequency::word),
        methodology: x.methodology.as_ref().map(|m| m.in_lang(scope.lang).to_owned()),
        tables,
        notes_title,
        notes,
        revisions: x
            .revisions
            .iter()
            .filter(|r| r.on <= scope.model.as_of)
            .map(|r| Revision { on: r.on, kind: r.kind.word(), note: r.note.in_lang(scope.lang).to_owned() })
            .collect(),
        mentioned_in: mentioned_in(scope, &RecordKey { scheme: RecordScheme::Dataset, id: x.id.clone() }),
        licence: scope.licence(x.licence.as_deref()),
        package: format!("statistics/{}/datapackage.json", x.id),
        translation: scope.translation(&routes::dataset(&x.id), lang, &[]),
        jsonld: crate::render::catalogue::dataset_jsonld(scope, x, &page.canonical),
    };
    Ok((page, view))
}

fn notes(
    scope: Scope<'_>,
    notes: &PageRecord,
    page: &Page,
    texts: &Texts<'_>,
) -> Result<(String, FromText<String>), TextError> {
    let (body, facts, _) = shown((&notes.body, &notes.facts), notes.lang, &notes.translations, scope.lang);
    let (label, _) = title(&notes.title, notes.lang, &notes.translations, scope.lang);
    let text = texts.open(body)?;
    let links = PageLinks::new(scope, &page.base, &page.root);
    Ok((label.to_owned(), text.html(&body.range(), Profile::Official, label, "", facts, &links)))
}

fn table(
    scope: Scope<'_>,
    dataset: &Dataset,
    index: usize,
    facts: &TableFacts,
    texts: &Texts<'_>,
) -> Result<Table, TextError> {
    let described = &dataset.tables[index];
    let rows = texts.of_file(&facts.path, facts.digest, |text| rows_shown(facts, text))?;
    let column = |(name, inferred): (&Box<str>, &ColumnType)| {
        let field = described.fields.iter().find(|f| f.name == *name);
        let kind = field.and_then(|f| f.kind).unwrap_or(*inferred);
        let human = |text: Option<&crate::record::Text>| text.map(|t| t.in_lang(scope.lang).to_owned());
        Column {
            name: name.to_string(),
            title: field.and_then(|f| human(f.title.as_ref())).unwrap_or_else(|| name.to_string()),
            unit: field.and_then(|f| human(f.unit.as_ref())),
            description: field.and_then(|f| human(f.description.as_ref())),
            kind: kind.word(),
            numeric: matches!(kind, ColumnType::Integer | ColumnType::Number),
        }
    };
    let title = described.title.as_ref().unwrap_or(&dataset.title).in_lang(scope.lang).to_owned();
    let file = routes::attachment_name(&described.file);
    let download = texts.of_file(&facts.path, facts.digest, |text| {
        let published = crate::render::data::published_csv(text).into_bytes();
        Download {
            href: format!("statistics/{}/{file}", dataset.id),
            name: described.file.to_string(),
            size: human_size(published.len() as u64),
            format: "CSV".to_owned(),
            title: title.clone(),
            sha256: Some(crate::write::sha256_hex(&published)),
        }
    })?;
    Ok(Table {
        id: format!("g-table-{}", index + 1),
        title,
        columns: facts.columns.iter().zip(&facts.inferred).map(column).collect(),
        rows,
        total_rows: facts.rows,
        cut: (facts.rows > ROWS).then(|| if facts.times.is_some() { "newest" } else { "first" }),
        download,
    })
}

/// Returns the cells of the rows that are shown, in the order of the file.
fn rows_shown(facts: &TableFacts, text: &str) -> Vec<Vec<String>> {
    let mut reader = facts.dialect.reader(text);
    let mut records = reader.records().skip(1).filter_map(Result::ok);
    let cells = |r: csv::StringRecord| r.iter().map(|c| clean(c).into_owned()).collect();
    match facts.times.filter(|_| facts.rows > ROWS) {
        None | Some(Order::Falling) => records.take(ROWS).map(cells).collect(),
        Some(Order::Rising) => records.skip(facts.rows.saturating_sub(ROWS)).map(cells).collect(),
        Some(Order::Mixed) => {
            let newest = newest(records.by_ref().map(|r| r.get(0).and_then(moment)));
            let mut again = facts.dialect.reader(text);
            let rows = again.records().skip(1).filter_map(Result::ok).enumerate();
            rows.filter(|(row, _)| newest.contains(row)).map(|(_, r)| cells(r)).collect()
        }
    }
}

/// Returns which rows have the newest times; of the same time, the first.
fn newest(times: impl Iterator<Item = Option<Moment>>) -> BTreeSet<usize> {
    let mut rows: Vec<_> = times.enumerate().map(|(row, time)| (Reverse(time), row)).collect();
    rows.sort_unstable();
    rows.into_iter().take(ROWS).map(|(_, row)| row).collect()
}

/// Fills the view of a digest.
pub fn digest(
    scope: Scope<'_>,
    index: usize,
    planned: &Planned,
    texts: &Texts<'_>,
) -> Result<(Page, DigestPage), TextError> {
    let x = &scope.model.digests[index];
    let path = routes::digest(&x.id);
    let (label, lang) = title(&x.title, x.lang, &x.translations, scope.lang);
    let (body, facts, text_lang) = shown((&x.body, &x.facts), x.lang, &x.translations, scope.lang);
    let text = texts.open(body)?;
    let mut head = Head::new(scope, label.to_owned(), "").crumb("digests", "digests/index.html");
    head.content_lang = lang;
    head.description = text.summary(&body.range(), Profile::Official);
    head.only = Scope::real_languages(x.lang, &x.translations);
    head.canonical = other_canonical(scope, text_lang, &path);
    let page = scope.page(planned, head);
    let links = PageLinks::new(scope, &page.base, &page.root);
    let opinion = |o: &crate::record::digest::Opinion| Opinion {
        text: o.text.in_lang(scope.lang).to_owned(),
        count: o.cases.len(),
        cases: o.cases.iter().filter_map(|w| scope.record(&RecordKey::of(&w.link))).collect(),
    };
    let view = DigestPage {
        id: x.id.to_string(),
        topic: scope.topic(&x.topic),
        departments: x.departments.iter().map(|d| scope.department(d)).collect(),
        from: x.from,
        to: x.to,
        html: text.html(&body.range(), Profile::Official, label, "", facts, &links),
        opinions: x.opinions.iter().map(opinion).collect(),
        improvements: x.improvements.iter().map(|i| scope.improvement(index, i, false)).collect(),
        since: improvements_since(scope, x),
        promises: promises(scope, x),
        mentioned_in: mentioned_in(scope, &RecordKey { scheme: RecordScheme::Digest, id: x.id.clone() }),
        translation: scope.translation(&path, x.lang, &x.translations),
        licence: scope.licence(x.licence.as_deref()),
    };
    Ok((page, view))
}

/// How many improvements were done after the period the digest sums up.
fn improvements_since(scope: Scope<'_>, x: &crate::record::Digest) -> usize {
    let later = |on: &jiff::civil::Date| *on > x.to && *on <= scope.model.as_of;
    x.improvements.iter().filter(|i| i.status == Progress::Done && i.on.as_ref().is_some_and(later)).count()
}

/// What was promised in the cases that a digest names, with how far each has come.
fn promises(scope: Scope<'_>, x: &crate::record::Digest) -> Vec<super::common::PromiseRow> {
    let opinions = x.opinions.iter().flat_map(|o| o.cases.iter());
    let related = x.improvements.iter().flat_map(|i| i.related.iter());
    let links = opinions.chain(related).filter(|w| w.link.scheme == RecordScheme::Reply);
    let mut cases: Vec<usize> = links.filter_map(|w| scope.model.case_index(&w.link.id)).collect();
    cases.sort_unstable();
    cases.dedup();
    let open = |i: &usize| super::rows::hidden_word(scope.model.cases[*i].visibility).is_none();
    let rows = cases
        .into_iter()
        .filter(open)
        .flat_map(|i| scope.model.cases[i].promises.iter().map(move |promise| scope.promise_row(i, promise, true)));
    rows.collect()
}

/// A page that repeats a text of another language is canonical to that language's page.
fn other_canonical(scope: Scope<'_>, text_lang: Lang, path: &str) -> Option<String> {
    (text_lang != scope.lang).then(|| format!("{}{path}", scope.model.config.language(text_lang).dir))
}

/// Fills the view of a free page.
pub fn page(
    scope: Scope<'_>,
    index: usize,
    planned: &Planned,
    texts: &Texts<'_>,
) -> Result<(Page, TextPage), TextError> {
    let x = &scope.model.pages[index];
    let path = routes::page(&x.id);
    let (label, lang) = title(&x.title, x.lang, &x.translations, scope.lang);
    let (body, facts, text_lang) = shown((&x.body, &x.facts), x.lang, &x.translations, scope.lang);
    let text = texts.open(body)?;
    let mut head = Head::new(scope, label.to_owned(), "");
    head.content_lang = lang;
    head.description = text.summary(&body.range(), Profile::Official);
    head.only = Scope::real_languages(x.lang, &x.translations);
    head.canonical = other_canonical(scope, text_lang, &path);
    let page = scope.page(planned, head);
    let links = PageLinks::new(scope, &page.base, &page.root);
    let view = TextPage {
        html: text.html(&body.range(), Profile::Official, label, "", facts, &links),
        contents: text.contents(&body.range(), label),
        translation: scope.translation(&path, x.lang, &x.translations),
        mentioned_in: mentioned_in(scope, &RecordKey { scheme: RecordScheme::Page, id: x.id.clone() }),
    };
    Ok((page, view))
}
