//! Long texts on several pages.
//!
//! The plan cuts them by counted size ([`crate::derive::parts`]); here each part is made, and the list of
//! parts that stands in place of the text, with an empty anchor for each address, so that every old one leads
//! to its part without a script. A text is rendered once for all its parts ([`Long`]).

use super::clauses;
use crate::derive::parts::{self, Part};
use crate::derive::versions::Held;
use crate::markdown::{Anchor, AnchorKind, Block, Profile, Rendered, percent_encode};
use crate::publish::Press;
use crate::record::Lang;
use crate::record::policy::Clause;
use crate::site::cells::Read;
use crate::site::contents::{ContentsEntry, entries};
use crate::site::frame::{Head, Page};
use crate::site::resolve::PageLinks;
use crate::site::seen::Seen;
use crate::site::texts::TextError;
use crate::site::{Planned, routes};
use serde::Serialize;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

/// One part of a text.
#[derive(Debug, Clone, Serialize)]
pub struct PartLink {
    pub href: String,
    /// Its first heading, or the one it continues.
    pub title: String,
    /// It begins inside what its title names.
    pub continued: bool,
    /// The last group on it, where it holds several.
    pub until: Option<String>,
    /// Its first and last article.
    pub range: Option<String>,
    /// The addresses on it.
    pub anchors: Vec<String>,
}

/// `policies/<id>/part-<n>.html`, `policies/<id>/edition-<m>-part-<n>.html`, and the whole text.
#[derive(Debug, Serialize)]
pub struct PolicyPart {
    pub id: String,
    pub edition: u32,
    pub edition_on: jiff::civil::Date,
    pub is_edition: bool,
    /// The page shows the newest edition.
    pub current: bool,
    /// It is the whole text, for print.
    pub whole: bool,
    pub part: usize,
    pub parts: usize,
    pub this: Option<PartLink>,
    pub earlier: Option<PartLink>,
    pub later: Option<PartLink>,
    /// The page that lists all parts.
    pub up: String,
    pub contents: Vec<ContentsEntry>,
    pub html: String,
}

/// Long texts that were rendered, for the pages made next: their parts come one after the other.
#[derive(Debug, Default)]
pub struct Long(Mutex<VecDeque<(Key, Arc<Ready>)>>);

type Key = (usize, Option<u32>, Lang);

/// Texts that are kept.
const KEPT: usize = 4;

/// A text, cut.
#[derive(Debug)]
pub struct Ready {
    parts: Vec<Made>,
    /// The parts of the site that it was made from.
    reads: Vec<Read>,
}

#[derive(Debug)]
struct Made {
    link: PartLink,
    places: Vec<Anchor>,
    html: String,
}

/// What stands on the page of a policy, or of one of its editions, in place of its whole text.
#[derive(Debug, Clone)]
pub enum Short {
    /// Its parts.
    Parts(Vec<PartLink>),
    /// What the edition brought, on the page itself: its HTML and contents.
    Brought(String, Vec<Anchor>),
}

/// Returns what stands on a page in place of the whole text; none where that stands there.
pub(super) fn short(press: &Press<'_>, index: usize, number: Option<u32>) -> Result<Option<Short>, TextError> {
    let seen = press.seen;
    let (is_split, is_held) = match (number, seen.held(index, number)) {
        (None, _) => (seen.is_long(index), false),
        (Some(_), Some(held)) => (held.is_long(), true),
        (Some(_), None) => {
            let (edition, _) = seen.edition(index, number);
            (parts::is_long_text(parts::clauses_in(edition, seen.lang)), false)
        }
    };
    if !is_split && !is_held {
        return Ok(None);
    }
    let ready = ready(press, index, number)?;
    Ok(Some(match &ready.parts[..] {
        [made] if !is_split => Short::Brought(made.html.clone(), made.places.clone()),
        all => Short::Parts(all.iter().map(|made| made.link.clone()).collect()),
    }))
}

/// Fills the page of a part.
pub(super) fn view(
    press: &Press<'_>,
    index: usize,
    number: Option<u32>,
    part: usize,
    planned: &Planned,
) -> Result<(Page, PolicyPart), TextError> {
    let seen = press.seen;
    let ready = ready(press, index, number)?;
    let made = &ready.parts[part];
    let name = match &made.link.range {
        Some(range) if made.link.title.is_empty() => range.clone(),
        _ => made.link.title.clone(),
    };
    let key = if made.link.continued { "clause.part_continued" } else { "clause.part_title" };
    let policy = seen.policy(index);
    let (title, _) = policy.title.get(seen.lang);
    let called = seen.strings().fill(key, &[("title", title), ("name", &name)]);
    let link = |at: Option<usize>| Some(ready.parts.get(at?)?.link.clone());
    let view = PolicyPart {
        whole: false,
        part: part + 1,
        parts: ready.parts.len(),
        this: link(Some(part)),
        earlier: link(part.checked_sub(1)),
        later: link(Some(part + 1)),
        contents: entries(made.places.clone()),
        html: made.html.clone(),
        ..frame(seen, index, number)
    };
    Ok((seen.page(planned, head(seen, index, number, called)), view))
}

/// Fills the page of the whole text.
pub(super) fn whole(press: &Press<'_>, index: usize, planned: &Planned) -> Result<(Page, PolicyPart), TextError> {
    let seen = press.seen;
    let (title, _) = seen.policy(index).title.get(seen.lang);
    let called = seen.strings().fill("clause.whole_title", &[("title", title)]);
    let page = seen.page(planned, Head { noindex: true, ..head(seen, index, None, called) });
    let rendered = rendered(press, seen, index, None, (&page.base, &page.root), None)?;
    let view = PolicyPart { whole: true, html: rendered.html, ..frame(seen, index, None) };
    Ok((page, view))
}

fn frame(seen: Seen<'_>, index: usize, number: Option<u32>) -> PolicyPart {
    let (edition, next) = seen.edition(index, number);
    let id = &seen.policy(index).id;
    PolicyPart {
        id: id.to_string(),
        edition: edition.number,
        edition_on: edition.on,
        is_edition: number.is_some(),
        current: next.is_none(),
        whole: false,
        part: 0,
        parts: 0,
        this: None,
        earlier: None,
        later: None,
        up: number.map_or_else(|| routes::policy(id), |number| routes::edition(id, number)),
        contents: Vec::new(),
        html: String::new(),
    }
}

fn head(seen: Seen<'_>, index: usize, number: Option<u32>, called: String) -> Head {
    let policy = seen.policy(index);
    let (title, title_lang) = policy.title.get(seen.lang);
    let (edition, _) = seen.edition(index, number);
    let mut head = Head::new(seen.lang, called, "policies").crumb("policies", "policies/index.html");
    head = head.crumb_text(title, routes::policy(&policy.id));
    if let Some(number) = number {
        let words = seen.strings().fill("policy.edition", &[("number", &number.to_string())]);
        head = head.crumb_text(&words, routes::edition(&policy.id, number));
    }
    head.content_lang = title_lang;
    head.only = Seen::real_languages(edition.lang, &edition.translations);
    head
}

/// Returns a text in parts, from what was rendered just before where it was this one.
fn ready(press: &Press<'_>, index: usize, number: Option<u32>) -> Result<Arc<Ready>, TextError> {
    let key = (index, number, press.seen.lang);
    let kept = || press.long.0.lock().unwrap_or_else(PoisonError::into_inner);
    let found = kept().iter().find(|(other, _)| *other == key).map(|(_, ready)| ready.clone());
    let ready = match found {
        Some(ready) => ready,
        None => {
            let (made, reads) = press.seen.apart(|seen| make(press, seen, index, number));
            let ready = Arc::new(Ready { parts: made?, reads });
            let mut kept = kept();
            kept.push_back((key, ready.clone()));
            if kept.len() > KEPT {
                kept.pop_front();
            }
            ready
        }
    };
    press.seen.note_all(&ready.reads);
    Ok(ready)
}

fn make(press: &Press<'_>, seen: Seen<'_>, index: usize, number: Option<u32>) -> Result<Vec<Made>, TextError> {
    let policy = seen.policy(index);
    let (edition, _) = seen.edition(index, number);
    let all = parts::clauses_in(edition, seen.lang);
    let held = seen.held(index, number);
    // What an edition brought stands on its own page, unless that is long too.
    let own = held.as_ref().is_some_and(|held| !held.is_long());
    let held = held.unwrap_or_else(|| Held::whole(all));
    let clauses = &*held.clauses;
    let cut = if own { vec![Part::whole(clauses)] } else { parts::parts(clauses) };
    let path = |part: usize| match number {
        Some(number) if own => routes::edition(&policy.id, number),
        _ => routes::policy_part(&policy.id, number, part + 1),
    };
    // All parts stand beside each other.
    let dir = &seen.config().language(seen.lang).dir;
    let (base, root) = (routes::up(&path(0)), routes::up(&format!("{dir}{}", path(0))));
    let file = |path: String| path.rsplit('/').next().unwrap_or_default().to_owned();
    let mut places = addresses(clauses, &cut, |part| file(path(part)));
    if let Some(number) = number.filter(|_| held.others > 0) {
        for (clause, home) in all.iter().zip(seen.homes(index, number)) {
            for id in clause.ids().filter(|_| home != number) {
                let there = || format!("{}#{}", file(routes::edition(&policy.id, home)), percent_encode(id));
                places.entry(id.to_owned()).or_insert_with(there);
            }
        }
    }
    let text = rendered(press, seen, index, number, (&base, &root), Some(places))?;
    let lang = (edition.lang != seen.lang).then(|| seen.code());
    let notes = match number {
        None => clauses::beside(seen, index, &text, lang, &base),
        Some(_) => Vec::new(),
    };
    let mut above = String::new();
    let anchors = |part: &Part| -> Vec<Anchor> {
        let own = |block: &&Block| (part.from..part.to).contains(&block.source) && held.has(block.source);
        text.blocks.iter().filter(own).filter_map(|block| block.anchor.clone()).collect()
    };
    let anchors: Vec<Vec<Anchor>> = cut.iter().map(anchors).collect();
    let levels: Vec<Option<u8>> = anchors.iter().map(|places| places.first().map(|anchor| anchor.level)).collect();
    let made = cut.iter().zip(anchors).enumerate().map(|(at, (part, places))| {
        let mut link = link(path(at), part, clauses, &places, &mut above);
        // The groups of the rank at which the next part begins.
        let next = levels.get(at + 1).copied().flatten();
        let is_group = |anchor: &&Anchor| {
            anchor.kind != AnchorKind::Article
                && !anchor.title.is_empty()
                && next.is_some_and(|level| anchor.level <= level)
        };
        let last = places.iter().rfind(is_group).map(|anchor| anchor.title.clone());
        link.until = last.filter(|last| *last != link.title && !link.title.is_empty());
        Made { link, html: html(&text, part, &held, &notes), places }
    });
    Ok(made.collect())
}

fn rendered(
    press: &Press<'_>,
    seen: Seen<'_>,
    index: usize,
    number: Option<u32>,
    (base, root): (&str, &str),
    places: Option<HashMap<String, String>>,
) -> Result<Rendered, TextError> {
    let policy = seen.policy(index);
    let (edition, _) = seen.edition(index, number);
    let translation = edition.translations.iter().find(|t| t.lang == seen.lang && edition.lang != seen.lang);
    let (body, lang) = translation.map_or((&edition.body, edition.lang), |t| (&t.body, t.lang));
    let links = PageLinks {
        attachments: Some((policy.files(), format!("policies/{}/", policy.id))),
        on: Some(edition.on),
        places: places.map(Arc::new),
        ..PageLinks::new(seen, base, root)
    };
    let texts = press.texts();
    let text = texts.open(body)?;
    Ok(text.rendered(&body.range(), Profile::Official, policy.title.get(lang).0, "", &links))
}

/// Returns where each address of a text stands, as a link from one part to another.
fn addresses(clauses: &[Clause], cut: &[Part], file: impl Fn(usize) -> String) -> HashMap<String, String> {
    let files: Vec<String> = (0..cut.len()).map(file).collect();
    let ids = clauses.iter().zip(parts::places(cut, clauses));
    let ids = ids.flat_map(|(clause, part)| clause.ids().map(move |id| (id, part)));
    let link = |id: &str, part: usize| format!("{}#{}", files[part], percent_encode(id));
    ids.map(|(id, part)| (id.to_owned(), link(id, part))).collect()
}

/// Returns the HTML of a part, with what stands beside its articles and the notes it refers to.
fn html(text: &Rendered, part: &Part, held: &Held<'_>, notes: &[(usize, String)]) -> String {
    let at = |source: usize| text.blocks.iter().find(|block| block.source >= source).map_or(text.end, |b| b.html);
    let mut shown = String::new();
    for stretch in &held.stretches {
        let (from, to) = (stretch.start.max(part.from), stretch.end.min(part.to));
        if from < to {
            let from = if from == 0 { 0 } else { at(from) };
            let to = if to == usize::MAX { text.end } else { at(to) };
            shown.push_str(&clauses::inserted(text, notes, from..to));
        }
    }
    let mut html = String::new();
    footnotes(&text.html[text.end..], &shown, &mut html);
    shown + &html
}

/// Adds the footnotes that a part refers to, with their numbers.
pub(super) fn footnotes(all: &str, part: &str, html: &mut String) {
    const ITEM: &str = "<li id=\"fn-";
    let mut items = all.split(ITEM);
    let Some(head) = items.next().filter(|head| !head.is_empty()) else { return };
    let mut list = String::new();
    for (number, item) in (1..).zip(items) {
        let (key, _) = item.split_once('"').unwrap_or_default();
        if part.contains(&format!("href=\"#fn-{key}\"")) {
            // The last one closes the list.
            let item = item.split("</ol>\n</section>").next().unwrap_or_default();
            list.push_str(&format!("<li value=\"{number}\" id=\"fn-{item}"));
        }
    }
    if !list.is_empty() {
        html.push_str(head);
        html.push_str(&list);
        html.push_str("</ol>\n</section>\n");
    }
}

fn link(href: String, part: &Part, clauses: &[Clause], anchors: &[Anchor], above: &mut String) -> PartLink {
    let begins_with_heading =
        !part.continued && anchors.first().is_some_and(|anchor| anchor.kind != AnchorKind::Article);
    let continued = !begins_with_heading && !above.is_empty();
    let headings = || anchors.iter().filter(|anchor| anchor.kind != AnchorKind::Article && !anchor.title.is_empty());
    let title = if continued { above.clone() } else { headings().next().map_or(String::new(), |a| a.title.clone()) };
    if let Some(last) = headings().next_back() {
        above.clone_from(&last.title);
    }
    let number = |anchor: &Anchor| anchor.title.get(..anchor.number).unwrap_or_default().trim().to_owned();
    let mut articles = anchors.iter().filter(|anchor| anchor.kind == AnchorKind::Article).map(number);
    let range = articles.next().map(|first| match articles.next_back() {
        Some(last) => format!("{first} – {last}"),
        None => first,
    });
    let own = clauses.get(part.clauses.clone()).unwrap_or_default().iter().skip(usize::from(part.continued));
    PartLink {
        href,
        title,
        continued,
        until: None,
        range,
        anchors: own.flat_map(Clause::ids).map(str::to_owned).collect(),
    }
}
