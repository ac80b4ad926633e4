//! A text with what another says of its articles: an explanation (解读) beside what it explains.
//!
//! Takes the newest texts of both; gives rows in the order of the text: an article, and what is said of it.
//! A piece of the explanation is of an article when it links to it, or when its heading has the article's
//! number; links are read on the day of the explanation, so that they follow an article to its number of
//! today. What must hold: each piece stands once; what names no article stands above; the page stays below
//! 300 KB by counted size, and what has no room is told.

use super::parts::footnotes;
use super::policy_link;
use crate::markdown::{AnchorKind, Profile, RecordScheme, Rendered, percent_encode};
use crate::publish::Press;
use crate::record::policy::Clause;
use crate::record::{Body, Edition, Lang};
use crate::site::frame::{Head, Page};
use crate::site::links::Link;
use crate::site::resolve::PageLinks;
use crate::site::seen::Seen;
use crate::site::texts::TextError;
use crate::site::{Planned, routes};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

/// Bytes of both texts on a page.
const FULL: usize = 200_000;
/// What ids of the explanation begin with: both texts may have an article 3.
const PREFIX: &str = "g-by-";

/// `policies/<id>/with-<other>.html`
#[derive(Debug, Serialize)]
pub struct BesidePage {
    pub id: String,
    /// The text, and what explains it.
    pub text: Link,
    pub said: Link,
    /// Languages of both where they differ from the page's.
    pub text_lang: Option<String>,
    pub said_lang: Option<String>,
    /// What is said of all of it, HTML.
    pub general: String,
    pub rows: Vec<BesideRow>,
    /// Footnotes of both, HTML.
    pub footnotes: String,
}

/// An article and what is said of it, or a number of articles of which nothing is.
#[derive(Debug, Default, Serialize)]
pub struct BesideRow {
    /// So many articles without an explanation; all else is empty then.
    pub skipped: Option<u32>,
    /// The article, HTML.
    pub text: String,
    /// What is said of it, HTML.
    pub said: String,
    /// Articles with which it is explained: their names, and their places on the page.
    pub also: Vec<Link>,
    /// There is no room for it: its place on the page of the text, and its name.
    pub more: Option<Link>,
}

/// A stretch of the explanation.
#[derive(Debug, Default)]
struct Piece {
    /// In its HTML.
    html: Range<usize>,
    /// Ids of the articles that it is about.
    about: Vec<String>,
}

/// Fills the page of a text and what another says of it.
pub(super) fn view(
    press: &Press<'_>,
    index: usize,
    by: usize,
    planned: &Planned,
) -> Result<(Page, BesidePage), TextError> {
    let seen = press.seen;
    let policy = seen.policy(index);
    let path = routes::beside(&policy.id, &seen.policy(by).id);
    let dir = &seen.config().language(seen.lang).dir;
    let (base, root) = (routes::up(&path), routes::up(&format!("{dir}{path}")));
    let (newest, _) = seen.newest_clauses(index);
    let pages = seen.pages_of(index, newest);
    let place = |id: &str| format!("{}#{}", pages.path(id), percent_encode(id));
    let (text_of, said_of) = (shown(seen, index), shown(seen, by));
    let texts = press.texts();

    let ids = |clauses: &[Clause]| -> Vec<String> { clauses.iter().flat_map(Clause::ids).map(str::to_owned).collect() };
    let own = ids(&text_of.0.clauses).into_iter().map(|id| (id.clone(), format!("{base}{}", place(&id)))).collect();
    let text = render(press, seen, index, text_of, "", (&base, &root), own)?;
    let said_page = routes::policy(&seen.policy(by).id);
    let others = ids(&said_of.0.clauses).into_iter();
    let others = others.map(|id| (id.clone(), format!("{base}{said_page}#{}", percent_encode(&id)))).collect();
    let said = render(press, seen, by, said_of, PREFIX, (&base, &root), others)?;

    let passage = texts.open(said_of.1)?;
    let links = passage.record_links(&said_of.1.range(), seen.policy(by).title.get(said_of.2).0);
    let links = links.into_iter().filter_map(|(link, at)| {
        let to_it = link.scheme == RecordScheme::Policy && *link.id == *policy.id;
        let found = seen.article(index, link.fragment.as_deref().filter(|_| to_it)?, Some(said_of.0.on))?;
        Some((at.start, found.fragment))
    });
    let links: Vec<(usize, String)> = links.collect();
    let places = places(&text);
    let pieces = pieces(&said, &links, &places.iter().map(|place| &*place.id).collect());

    let mut room = FULL;
    let mut take = |html: &str| {
        let fits = html.len() <= room;
        room = room.saturating_sub(if fits { html.len() } else { 0 });
        fits
    };
    let general = pieces.iter().filter(|piece| piece.about.is_empty()).map(|piece| &said.html[piece.html.clone()]);
    let general = general.filter(|html| take(html)).collect();
    let rows = rows(&text, &said, &places, &pieces, &mut take, place);
    let mut notes = String::new();
    let shown_text: String = rows.iter().map(|row| row.text.as_str()).collect();
    footnotes(&text.html[text.end..], &shown_text, &mut notes);
    notes.push_str(&said.html[said.end..]);

    let (title, _) = policy.title.get(seen.lang);
    let called = seen.strings().fill("beside.title", &[("title", title)]);
    let head = Head::new(seen.lang, called, "policies").crumb("policies", "policies/index.html");
    let head = head.crumb_text(title, routes::policy(&policy.id));
    let view = BesidePage {
        id: policy.id.to_string(),
        text: policy_link(seen, index),
        said: policy_link(seen, by),
        text_lang: seen.other(text_of.2),
        said_lang: seen.other(said_of.2),
        general,
        rows,
        footnotes: notes,
    };
    Ok((seen.page(planned, head), view))
}

/// Returns the newest edition, its text for the reader, and the language of that.
fn shown(seen: Seen<'_>, index: usize) -> (&Edition, &Body, Lang) {
    let (edition, _) = seen.edition(index, None);
    let own = edition.translations.iter().find(|t| t.lang == seen.lang && edition.lang != seen.lang);
    let (body, lang) = own.map_or((&edition.body, edition.lang), |t| (&t.body, t.lang));
    (edition, body, lang)
}

fn render(
    press: &Press<'_>,
    seen: Seen<'_>,
    index: usize,
    (edition, body, lang): (&Edition, &Body, Lang),
    prefix: &str,
    (base, root): (&str, &str),
    places: HashMap<String, String>,
) -> Result<Rendered, TextError> {
    let policy = seen.policy(index);
    let links = PageLinks {
        attachments: Some((policy.files(), format!("policies/{}/", policy.id))),
        on: Some(edition.on),
        places: Some(Arc::new(places)),
        ..PageLinks::new(seen, base, root)
    };
    let texts = press.texts();
    let text = texts.open(body)?;
    Ok(text.rendered(&body.range(), Profile::Official, policy.title.get(lang).0, prefix, &links))
}

/// An article, or where there are none a section, of a text.
struct Place {
    id: String,
    name: String,
    /// In its HTML.
    html: Range<usize>,
    counts: bool,
}

fn places(text: &Rendered) -> Vec<Place> {
    let anchored: Vec<_> = text.blocks.iter().filter_map(|block| Some((block, block.anchor.as_ref()?))).collect();
    let has_articles = anchored.iter().any(|(_, anchor)| anchor.kind == AnchorKind::Article);
    let ends = anchored.iter().skip(1).map(|(block, _)| block.html).chain([text.end]);
    let place = |((block, anchor), end): (&(&crate::markdown::Block, &crate::markdown::Anchor), usize)| {
        let number = anchor.title.get(..anchor.number).unwrap_or_default().trim();
        Place {
            id: anchor.id.clone(),
            name: if number.is_empty() { &anchor.title } else { number }.to_owned(),
            html: block.html..end,
            counts: anchor.kind == AnchorKind::Article || !has_articles,
        }
    };
    anchored.iter().zip(ends).map(place).collect()
}

/// Cuts an explanation: at its headings, and where a paragraph begins to speak of other articles.
fn pieces(said: &Rendered, links: &[(usize, String)], known: &HashSet<&str>) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::new();
    let mut headed = false;
    let ends = said.blocks.iter().skip(1).map(|block| (block.source, block.html)).chain([(usize::MAX, said.end)]);
    for (block, (source, end)) in said.blocks.iter().zip(ends) {
        let own = block.anchor.as_ref().map(|anchor| anchor.id.strip_prefix(PREFIX).unwrap_or(&anchor.id));
        let linked = links.iter().filter(|(at, _)| (block.source..source).contains(at)).map(|(_, id)| &**id);
        let mut about: Vec<String> = Vec::new();
        for id in own.into_iter().chain(linked).filter(|id| known.contains(id)) {
            if !about.iter().any(|other| other == id) {
                about.push(id.to_owned());
            }
        }
        let anchored = block.anchor.is_some();
        match all.last_mut() {
            Some(last)
                if !anchored && (about.iter().all(|id| last.about.contains(id)) || headed && last.about.is_empty()) =>
            {
                last.html.end = end;
                about.retain(|id| !last.about.contains(id));
                last.about.extend(about);
            }
            _ => {
                let from = if all.is_empty() { 0 } else { block.html };
                all.push(Piece { html: from..end, about });
                headed = anchored;
            }
        }
    }
    all
}

fn rows(
    text: &Rendered,
    said: &Rendered,
    places: &[Place],
    pieces: &[Piece],
    take: &mut impl FnMut(&str) -> bool,
    page: impl Fn(&str) -> String,
) -> Vec<BesideRow> {
    let mut here = BTreeMap::<&str, (Vec<&Piece>, Vec<&str>)>::new();
    for piece in pieces {
        let Some((first, others)) = piece.about.split_first() else { continue };
        here.entry(first).or_default().0.push(piece);
        others.iter().for_each(|other| here.entry(other).or_default().1.push(first));
    }
    let name = |id: &str| places.iter().find(|place| place.id == id).map_or(id, |place| &place.name).to_owned();
    let mut rows = Vec::new();
    let mut skipped = 0;
    for place in places {
        let Some((pieces, others)) = here.get(&*place.id) else {
            skipped += u32::from(place.counts);
            continue;
        };
        if skipped > 0 {
            rows.push(BesideRow { skipped: Some(skipped), ..BesideRow::default() });
            skipped = 0;
        }
        let html = &text.html[place.html.clone()];
        let said: String = pieces.iter().map(|piece| &said.html[piece.html.clone()]).collect();
        let also =
            others.iter().map(|id| Link { href: format!("#{}", percent_encode(id)), label: name(id), lang: None });
        let row = if take(html) && take(&said) {
            BesideRow { text: html.to_owned(), said, also: also.collect(), ..BesideRow::default() }
        } else {
            BesideRow {
                more: Some(Link { href: page(&place.id), label: place.name.clone(), lang: None }),
                ..BesideRow::default()
            }
        };
        rows.push(row);
    }
    if skipped > 0 && !rows.is_empty() {
        rows.push(BesideRow { skipped: Some(skipped), ..BesideRow::default() });
    }
    rows
}
