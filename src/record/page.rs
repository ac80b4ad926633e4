//! Free text: a page of the site, or the notes of a dataset.

use super::parse::{Reader, ids, whole_section};
use super::{Body, Correction, Id, Lang, TextFacts, Translation, Withdrawal, case, fields};

/// A page.
#[derive(Debug, Clone)]
pub struct Page {
    pub file: Box<str>,
    /// Slug of a page, id of the dataset for notes.
    pub id: Id,
    pub lang: Lang,
    pub title: Box<str>,
    pub corrections: Vec<Correction>,
    pub withdrawal: Option<Box<Withdrawal>>,
    pub aliases: Box<[Id]>,
    pub draft: bool,
    pub body: Body,
    pub facts: TextFacts,
    pub translations: Vec<Translation>,
}

/// Reads a page.
pub fn read(reader: &mut Reader<'_>, id: &str) -> Option<Page> {
    let node = reader.front_matter("page", fields::PAGE)?;
    let lang = reader.language(&node);
    let range = reader.body_range();
    let withdrawal = reader.withdrawal(&node, lang);
    if !withdrawal.as_deref().is_some_and(Withdrawal::removes) {
        reader.body_not_empty(&range);
    }
    let title = node.text("title").unwrap_or_default();
    let facts = case::scan_sections(reader, &[whole_section(&range)], Some(title));
    Some(Page {
        file: reader.path.into(),
        id: id.into(),
        lang,
        title: reader.clean(title),
        corrections: reader.corrections(&node, lang),
        withdrawal,
        aliases: ids(&node, "aliases"),
        draft: node.flag("draft").unwrap_or(false),
        body: Body::new(reader.path, reader.text, &range),
        facts,
        translations: Vec::new(),
    })
}
