//! Pages of what changed between two editions of a policy.
//!
//! Takes two editions, or a draft and the text that was made of it; gives the view of a page. What must hold: a page stays below 300 KB whatever
//! changed, by counted size: what has no room is named with its place in the edition, and what has
//! no room for that is counted. No change is left out unsaid.

use super::said;
use crate::derive::beside::Sides;
use crate::difference::html::{Marks, columns, replaced};
use crate::difference::{Difference, Fate, Pair, Part, compare};
use crate::escape::markup::escaped;
use crate::record::{Edition, Lang, Policy};
use crate::site::frame::{Head, Page};
use crate::site::links::Link;
use crate::site::seen::Seen;
use crate::site::texts::{TextError, Texts, with_marks};
use crate::site::{Planned, routes};
use crate::words::Strings;
use jiff::civil::Date;
use serde::Serialize;

/// So many editions are neighbours: what the first and the last differ in is told already.
pub(super) const NEIGHBOURS: usize = 2;
/// Bytes of differences on a page, and of them with the names of what has no room.
const FULL: usize = 180_000;
const NAMED: usize = 240_000;
/// Bytes of the markup around a place.
const MARKUP: usize = 400;
/// Renumbered places from which a run is one line.
const RUN: usize = 4;

/// `policies/<id>/edition-<n>-changes.html`, `policies/<id>/changes.html`, `policies/<id>/from-<draft>.html`
#[derive(Debug, Serialize)]
pub struct ChangesPage {
    pub id: String,
    /// The draft, where one is compared with what was made of it.
    pub draft: Option<Link>,
    /// The editions, their numbers, dates and pages.
    pub from: u32,
    pub from_on: Date,
    pub from_href: String,
    pub to: u32,
    pub to_on: Date,
    pub to_href: String,
    /// What the newer edition says of itself.
    pub note: Option<String>,
    /// Both have a text in one language.
    pub comparable: bool,
    /// What happened, in sentences.
    pub summary: Vec<String>,
    /// Language of the texts where it differs from the page's.
    pub lang: Option<String>,
    /// What changed, in the order of the newer edition.
    pub blocks: Vec<Block>,
    /// Changes that are neither shown nor named.
    pub left_out: usize,
    /// The pages of the editions before and after, and of all since the first.
    pub earlier: Option<String>,
    pub later: Option<String>,
    pub since_first: Option<String>,
}

/// A part that changed, or a line in place of parts that did not.
#[derive(Debug, Default, Serialize)]
pub struct Block {
    /// The line, when it is one.
    pub line: Option<String>,
    /// Its id in the newer edition; after `g-was-` that in the older one, when it is gone.
    pub id: Option<String>,
    /// Its number or title, HTML.
    pub heading: String,
    pub href: Option<String>,
    /// What became of it, when words alone do not tell.
    pub note: Option<String>,
    /// Its place in the edition, when its words have no room here.
    pub too_long: Option<String>,
    /// Its words, HTML.
    pub html: String,
}

/// Fills the view of what changed from one text to another.
pub(super) fn view(
    seen: Seen<'_>,
    index: usize,
    sides: Sides,
    planned: &Planned,
    texts: &Texts<'_>,
) -> Result<(Page, ChangesPage), TextError> {
    let policy = seen.policy(index);
    let strings = texts.strings;
    let (title, _) = policy.title.get(seen.lang);
    let other = if let Sides::Draft(draft) = sides { draft } else { index };
    let before = seen.policy(other);
    let ((to, next), (from, _), called) = match sides {
        Sides::Edition(number) => {
            let called = strings.fill("diff.title", &[("title", title), ("number", &number.to_string())]);
            (seen.edition(index, Some(number)), seen.edition(index, Some(number - 1)), called)
        }
        Sides::First => (
            seen.edition(index, None),
            seen.edition(index, Some(1)),
            strings.fill("diff.title_first", &[("title", title)]),
        ),
        Sides::Draft(draft) => {
            // Of some texts the first was removed.
            let first = seen.editions(index).next().map(|edition| edition.number);
            (
                seen.edition(index, first),
                seen.edition(draft, None),
                strings.fill("diff.title_draft", &[("title", title)]),
            )
        }
    };
    let mut head = Head::new(seen.lang, called, "policies").crumb("policies", "policies/index.html");
    head = head.crumb_text(title, routes::policy(&policy.id));
    let lang = common(seen.lang, from, to);
    head.only = langs(to).into_iter().filter(|lang| langs(from).contains(lang)).collect();
    let mut blocks = Shown::default();
    let mut summary = Vec::new();
    if let Some(lang) = lang {
        if lang != seen.lang {
            let dir = &seen.config().language(lang).dir;
            head.canonical = Some(format!("{dir}{}", path(policy, before, sides)));
        }
        let parts = |of: &Policy, edition: &Edition| -> Result<Vec<Part>, TextError> {
            let own = edition.translations.iter().find(|t| t.lang == lang && edition.lang != lang);
            let body = own.map_or(&edition.body, |translation| &translation.body);
            Ok(texts.open(body)?.parts(&body.range(), of.title.get(lang).0))
        };
        let (old, new) = (parts(before, from)?, parts(policy, to)?);
        let moved = if sides == Sides::First { seen.carried(index) } else { to.moved() };
        let difference = compare(&old, &new, &moved);
        summary = said::sentences(&difference.summary(), strings);
        let (was, is) = (routes::edition(&before.id, from.number), routes::edition(&policy.id, to.number));
        with_marks(strings, |marks| blocks.fill(&difference, &was, &is, strings, marks));
    }
    head.description = summary.join(strings.text("frame.gap"));
    let number = if let Sides::Edition(number) = sides { Some(number) } else { None };
    let view = ChangesPage {
        id: policy.id.to_string(),
        draft: (other != index).then(|| super::policy_link(seen, other)),
        from: from.number,
        from_on: from.on,
        from_href: routes::edition(&before.id, from.number),
        to: to.number,
        to_on: to.on,
        to_href: routes::edition(&policy.id, to.number),
        note: number.and(to.note.as_ref()).map(|note| note.in_lang(seen.lang).to_owned()),
        comparable: lang.is_some(),
        summary,
        lang: lang.and_then(|lang| seen.other(lang)),
        blocks: blocks.list,
        left_out: blocks.left_out,
        earlier: number.filter(|n| *n > 2).map(|n| routes::changes(&policy.id, Some(n - 1))),
        later: number.and(next).map(|next| routes::changes(&policy.id, Some(next.number))),
        since_first: since_first(policy, number, to),
    };
    Ok((seen.page(planned, head), view))
}

/// Returns the path of a page.
fn path(policy: &Policy, before: &Policy, sides: Sides) -> String {
    match sides {
        Sides::Edition(number) => routes::changes(&policy.id, Some(number)),
        Sides::First => routes::changes(&policy.id, None),
        Sides::Draft(_) => routes::from_draft(&policy.id, &before.id),
    }
}

/// The page of all changes, told of where the edition shown comes after the second.
fn since_first(policy: &Policy, number: Option<u32>, to: &Edition) -> Option<String> {
    number
        .filter(|_| to.number as usize > NEIGHBOURS && super::tells_all(policy))
        .map(|_| routes::changes(&policy.id, None))
}

/// Returns the languages that an edition has a text in.
fn langs(edition: &Edition) -> Vec<Lang> {
    Seen::real_languages(edition.lang, &edition.translations)
}

/// Returns the language in which two editions can be compared: the page's, else that of the newer
/// one, else any.
pub(super) fn common(page: Lang, from: &Edition, to: &Edition) -> Option<Lang> {
    let (before, after) = (langs(from), langs(to));
    [page, to.lang, from.lang].into_iter().chain(after.iter().copied()).find(|lang| {
        let has = |langs: &[Lang]| langs.contains(lang);
        has(&before) && has(&after)
    })
}

/// What a page shows, as far as it has room.
#[derive(Default)]
struct Shown {
    list: Vec<Block>,
    size: usize,
    left_out: usize,
}

impl Shown {
    fn fill(&mut self, all: &Difference<'_>, before: &str, after: &str, strings: &Strings, marks: &Marks<'_>) {
        let mut rest = &all.pairs[..];
        while let Some(first) = rest.first() {
            let untouched = rest.iter().take_while(|pair| pair.untouched()).count();
            let renumbered = rest.iter().take_while(|pair| is_only_renumbered(pair)).count();
            let count = match (untouched, renumbered) {
                (0, 0..RUN) => {
                    self.add(first, before, after, strings, marks);
                    1
                }
                (0, run) => {
                    self.line(run_renumbered(&rest[..run], strings));
                    run
                }
                (run, _) => {
                    self.line(run_same(&rest[..run], strings));
                    run
                }
            };
            rest = &rest[count..];
        }
    }

    fn line(&mut self, line: String) {
        // Lines of a page whose places are full would stand between nothing.
        if self.left_out == 0 {
            self.size += line.len() + MARKUP;
            self.list.push(Block { line: Some(line), ..Block::default() });
        }
    }

    fn add(&mut self, pair: &Pair<'_>, before: &str, after: &str, strings: &Strings, marks: &Marks<'_>) {
        let Some(part) = pair.new.or(pair.old) else { return };
        let (id, page) = match pair.new {
            Some(new) => (new.id.clone(), after),
            None => (format!("g-was-{}", part.id), before),
        };
        let href = if part.id.is_empty() { page.to_owned() } else { format!("{page}#{}", part.id) };
        let html = if pair.fate == Fate::Same { String::new() } else { columns(&pair.compared, marks) };
        let heading = heading(pair, strings, marks);
        let frame = heading.len() + 2 * href.len() + MARKUP;
        if self.left_out > 0 || self.size + frame > NAMED {
            self.left_out += 1;
            return;
        }
        let fits = self.size + frame + html.len() <= FULL;
        let block = Block {
            line: None,
            id: Some(id).filter(|_| !part.id.is_empty()),
            heading,
            note: if fits { note(pair, strings) } else { Some(strings.text("diff.note.too_long").to_owned()) },
            too_long: (!fits).then(|| href.clone()),
            href: Some(href),
            html: if fits { html } else { String::new() },
        };
        self.size += frame + block.html.len();
        self.list.push(block);
    }
}

fn is_only_renumbered(pair: &Pair<'_>) -> bool {
    pair.fate == Fate::Same && pair.renumbered() && !pair.moved
}

fn heading(pair: &Pair<'_>, strings: &Strings, marks: &Marks<'_>) -> String {
    match (pair.old, pair.new) {
        (Some(old), Some(new)) if old.label != new.label => {
            replaced(&said::name(old, strings), &said::name(new, strings), marks)
        }
        (old, new) => escaped(&new.or(old).map_or_else(String::new, |part| said::name(part, strings))),
    }
}

/// Says what became of a part, when its words do not tell.
fn note(pair: &Pair<'_>, strings: &Strings) -> Option<String> {
    let name = |part| said::name(part, strings);
    let note = |key: &str| strings.text(&format!("diff.note.{key}")).to_owned();
    let mut notes = match (pair.fate, pair.kin) {
        (Fate::Added, Some(kin)) => vec![strings.fill("diff.note.split", &[("name", &name(kin))])],
        (Fate::Removed, Some(kin)) => vec![strings.fill("diff.note.merged", &[("name", &name(kin))])],
        (Fate::Added, None) => vec![note("added")],
        (Fate::Removed, None) => vec![note("removed")],
        (Fate::Rewritten, _) => vec![note("rewritten")],
        (Fate::Same, _) if pair.renumbered() => vec![note("renumbered")],
        (Fate::Changed, _) if pair.only_figures() => vec![note("figures")],
        _ => vec![],
    };
    if pair.moved {
        notes.push(note("moved"));
    }
    (!notes.is_empty()).then(|| notes.join(strings.text("frame.gap")))
}

/// The first and the last of a run, the articles of it where it has any.
fn ends<'p, 'a>(run: &'p [Pair<'a>]) -> Option<(&'p Pair<'a>, &'p Pair<'a>)> {
    let is_article = |pair: &&Pair<'_>| pair.new.is_some_and(|part| part.article);
    let first = run.iter().find(is_article).or(run.first())?;
    Some((first, run.iter().rfind(is_article).or(run.last())?))
}

fn run_same(run: &[Pair<'_>], strings: &Strings) -> String {
    let Some((first, last)) = ends(run) else { return String::new() };
    let name = |pair: &Pair<'_>| pair.new.map_or_else(String::new, |part| said::name(part, strings));
    let key = if std::ptr::eq(first, last) { "diff.same_one" } else { "diff.same_run" };
    strings.fill(key, &[("first", &name(first)), ("last", &name(last))])
}

fn run_renumbered(run: &[Pair<'_>], strings: &Strings) -> String {
    let ends = ends(run)
        .and_then(|(first, last)| Some(said::renumbered((first.old?, first.new?), (last.old?, last.new?), strings)));
    ends.unwrap_or_default()
}
