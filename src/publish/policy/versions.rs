//! Long editions by what they brought: the list of a policy's articles, where each text of one stands, and the
//! text of an edition as a file.
//!
//! Which editions are told so is counted in [`crate::derive::versions`]. What must hold: from the list every
//! text is one click away; the file has the whole text, as readers see it.

use super::Out;
use crate::markdown::percent_encode;
use crate::publish::Add;
use crate::publish::rows::{Pager, pager};
use crate::site::frame::{Head, Page};
use crate::site::seen::Seen;
use crate::site::seen::clauses::Traced;
use crate::site::texts::{TextError, Texts};
use crate::site::{Planned, Site, routes};
use jiff::civil::Date;
use serde::Serialize;
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What an edition brought.
#[derive(Debug, Serialize)]
pub struct Brought {
    /// Articles on its page that are new or other than before, and articles that stand as they did.
    pub articles: usize,
    pub others: usize,
    /// The list of all articles, under the root of the language.
    pub list: String,
    /// The whole text as a file, under the root of the site.
    pub file: String,
}

/// `policies/<id>/articles.html`
#[derive(Debug, Serialize)]
pub struct ArticlesPage {
    pub id: String,
    pub articles: Vec<ArticleRow>,
    pub pager: Pager,
}

/// An article, and its texts.
#[derive(Debug, Serialize)]
pub struct ArticleRow {
    pub label: String,
    /// The newest first.
    pub texts: Vec<ArticleText>,
    /// Since when it is not there any more.
    pub gone: Option<Date>,
}

/// A text of an article.
#[derive(Debug, Serialize)]
pub struct ArticleText {
    pub on: Date,
    pub href: String,
    /// What it was called, where it was called otherwise.
    pub label: Option<String>,
}

/// Lists the pages of a policy's articles, and the texts of its long editions.
pub(super) fn list(site: &Site<'_>, policy: usize, add: &mut Add<'_>) {
    let record = &site.model.policies[policy];
    for page in 1..=site.derived.versions.pages(policy).len() {
        add.page(&routes::articles(&record.id, page), Out::Articles { policy, page });
    }
    for edition in site.derived.versions.packed(record, policy) {
        add.file(routes::edition_text(&record.id, edition), Out::Text { policy, edition });
    }
}

/// Returns what the page of an edition says of what it holds.
pub(super) fn brought(seen: Seen<'_>, index: usize, number: Option<u32>) -> Option<Brought> {
    let held = seen.held(index, number)?;
    let id = &seen.policy(index).id;
    Some(Brought {
        articles: held.brought,
        others: held.others,
        list: routes::articles(id, 1),
        file: routes::edition_text(id, number?),
    })
}

/// Returns where the list of a policy's articles begins, if it has one.
pub(super) fn first_page(seen: Seen<'_>, index: usize) -> Option<String> {
    seen.has_articles_listed(index).then(|| routes::articles(&seen.policy(index).id, 1))
}

/// Fills a page of the list of articles.
pub(super) fn articles(seen: Seen<'_>, index: usize, page: usize, planned: &Planned) -> (Page, ArticlesPage) {
    let policy = seen.policy(index);
    let (title, _) = policy.title.get(seen.lang);
    let called = seen.strings().fill("clause.articles_title", &[("title", title)]);
    let head = Head::new(seen.lang, called, "policies").crumb("policies", "policies/index.html");
    let head = head.crumb_text(title, routes::policy(&policy.id));
    let (traced, pages) = seen.articles_of(index, page);
    let view = ArticlesPage {
        id: policy.id.to_string(),
        articles: traced.iter().map(|article| row(&policy.id, article)).collect(),
        pager: pager(page, pages, |page| routes::articles(&policy.id, page)),
    };
    (seen.page(planned, head), view)
}

fn row(policy: &str, article: &Traced<'_>) -> ArticleRow {
    let name = |clause: &crate::record::policy::Clause| match &*clause.label {
        "" => clause.id.to_string(),
        label => label.to_owned(),
    };
    let label = name(article.last);
    let texts = article.texts.iter().rev().map(|(edition, clause)| ArticleText {
        on: edition.on,
        href: format!("{}#{}", routes::edition(policy, edition.number), percent_encode(&clause.id)),
        label: Some(name(clause)).filter(|own| *own != label),
    });
    ArticleRow { texts: texts.collect(), gone: article.gone.map(|edition| edition.on), label }
}

/// Makes the text of an edition, packed: equal texts give equal bytes.
///
/// # Errors
/// When the text cannot be read.
pub(super) fn text(seen: Seen<'_>, index: usize, number: u32, texts: &Texts<'_>) -> Result<Vec<u8>, TextError> {
    let (edition, _) = seen.edition(index, Some(number));
    let passage = texts.open(&edition.body)?;
    let title = seen.policy(index).title.get(edition.lang).0;
    let plain = passage.as_read(&edition.body.range());
    let mut zip = ZipWriter::new(Cursor::new(Vec::with_capacity(plain.len() / 3)));
    // Without the day of the build, which would be another each time.
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    let name = format!("{}-edition-{number}.txt", seen.policy(index).id);
    // In memory nothing can fail.
    let written = zip.start_file(name, options).map_err(std::io::Error::from).and_then(|()| {
        zip.write_all(format!("\u{FEFF}{title}\n\n{plain}\n").as_bytes())?;
        Ok(zip.finish()?.into_inner())
    });
    Ok(written?)
}
