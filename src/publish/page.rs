//! Free pages.

use super::history::{History, history};
use super::notice::Notice;
use super::tombstones::is_removed;
use super::{Add, Made, Press, RenderError};
use crate::markdown::{Profile, RecordScheme};
use crate::model::RecordKey;
use crate::publish::rows::{Mentions, mentioned_in};
use crate::record::{Body, Lang};
use crate::site::about::{About, Part, Source, is_own};
use crate::site::contents::ContentsEntry;
use crate::site::frame::{Head, Page};
use crate::site::links::{Translation, title};
use crate::site::resolve::PageLinks;
use crate::site::seen::Seen;
use crate::site::texts::{TextError, Texts};
use crate::site::{Planned, Site, routes};
use serde::Serialize;

/// The outputs of free pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Out {
    /// Place of its record.
    Page(usize),
    Moved {
        page: usize,
        to: Box<str>,
    },
}

/// Lists the pages.
pub fn list(site: &Site<'_>, add: &mut Add<'_>) {
    for (at, x) in site.model.pages.iter().enumerate().filter(|(_, x)| !is_removed(&x.withdrawal)) {
        if site.model.has_page(add.lang(), x.lang, &x.translations) {
            add.page(&routes::page(&x.id), Out::Page(at));
            for alias in &x.aliases {
                add.page(&routes::page(alias), Out::Moved { page: at, to: routes::page(&x.id).into() });
            }
        }
    }
}

/// Returns what is to be known of a page.
pub fn about(out: &Out, site: &Site<'_>, lang: Lang) -> About {
    let at = match out {
        Out::Page(at) => *at,
        Out::Moved { page, to } => {
            return About::of(Source::Page(*page)).moved(format!("{}{to}", site.model.config.language(lang).dir));
        }
    };
    let record = &site.model.pages[at];
    let about = About::of(Source::Page(at));
    if is_own(lang, record.lang, &record.translations) { about.listed(Part::Other, None) } else { about }
}

/// Makes a page.
pub fn make(out: &Out, planned: &Planned, press: &Press<'_>) -> Result<Made, RenderError> {
    match out {
        Out::Page(at) => {
            let texts = press.texts();
            let (page, view) = page(press.seen, *at, planned, &texts)?;
            press.page("page.html", (page, view))
        }
        Out::Moved { page, to } => {
            let x = press.seen.free_page(*page);
            let (label, _) = title(&x.title, x.lang, &x.translations, press.seen.lang);
            super::explain::moved(press, planned, label, to)
        }
    }
}

/// `page.html`
#[derive(Debug, Serialize)]
pub struct TextPage {
    pub history: History,
    /// It was withdrawn.
    pub notice: Option<Notice>,
    pub html: String,
    pub contents: Vec<ContentsEntry>,
    pub translation: Translation,
    pub mentioned_in: Mentions,
}

/// Fills the view of a free page.
pub fn page(seen: Seen<'_>, index: usize, planned: &Planned, texts: &Texts<'_>) -> Result<(Page, TextPage), TextError> {
    let x = seen.free_page(index);
    let path = routes::page(&x.id);
    let (label, lang) = title(&x.title, x.lang, &x.translations, seen.lang);
    let (body, text_lang) = shown(&x.body, x.lang, &x.translations, seen.lang);
    let text = texts.open(body)?;
    let mut head = Head::new(seen.lang, label.to_owned(), "");
    head.content_lang = lang;
    head.description = text.summary(&body.range(), Profile::Official);
    head.only = Seen::real_languages(x.lang, &x.translations);
    head.canonical = other_canonical(seen, text_lang, &path);
    let mut page = seen.page(planned, head);
    page.search = (seen.config().ask.as_ref() == Some(&x.id)).then(|| seen.index());
    let links = PageLinks::new(seen, &page.base, &page.root);
    let view = TextPage {
        history: history(seen, RecordScheme::Page, &x.id, None),
        notice: Notice::banner(seen, x.withdrawal.as_deref()),
        html: text.html(&body.range(), Profile::Official, label, "", &links),
        contents: text.contents(&body.range(), label),
        translation: seen.translation(&path, x.lang, &x.translations),
        mentioned_in: mentioned_in(seen, &RecordKey { scheme: RecordScheme::Page, id: x.id.clone() }),
    };
    Ok((page, view))
}

/// Returns the body of a record in a language, and the language it is in.
pub fn shown<'a>(
    body: &'a Body,
    original: Lang,
    translations: &'a [crate::record::Translation],
    lang: Lang,
) -> (&'a Body, Lang) {
    match translations.iter().find(|t| t.lang == lang) {
        Some(t) if lang != original => (&t.body, lang),
        _ => (body, original),
    }
}

/// A page that repeats a text of another language is canonical to that language's page.
pub fn other_canonical(seen: Seen<'_>, text_lang: Lang, path: &str) -> Option<String> {
    (text_lang != seen.lang).then(|| format!("{}{path}", seen.config().language(text_lang).dir))
}
