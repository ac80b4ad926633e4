//! What stands beside the articles of a policy: which replies rely on one, since when it has its words, and
//! what its number stood for before; and the pages that list those replies.
//!
//! What must hold: every address that an edition had leads to something on the policy's own page, and where
//! it stands for another article now, the page says so. A line is there only where it says something.

use crate::derive::listings::{PAGE, pages};
use crate::escape::markup::escaped;
use crate::markdown::{Rendered, percent_encode};
use crate::publish::rows::{CaseRow, Pager, pager, slice};
use crate::site::frame::{Head, Page};
use crate::site::seen::Seen;
use crate::site::seen::clauses::{Former, Pages};
use crate::site::{Planned, routes};
use crate::words::Strings;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;
use std::ops::Range;

/// Addresses of earlier editions that get a line of their own; of others the anchor alone is there.
const FORMER: usize = 200;
/// More lines than this are folded.
const OPEN: usize = 12;

/// `policies/<id>/relied-on.html`
#[derive(Debug, Serialize)]
pub struct ReliedOnPage {
    pub id: String,
    /// How many replies there are; one may rely on several articles.
    pub total: usize,
    pub articles: Vec<ReliedOn>,
    pub pager: Pager,
}

/// An article, and replies that rely on it.
#[derive(Debug, Serialize)]
pub struct ReliedOn {
    pub anchor: String,
    pub label: String,
    pub href: String,
    /// How many there are, on other pages too.
    pub total: usize,
    pub rows: Vec<CaseRow>,
}

/// Fills a page of the replies that rely on articles of a policy.
pub(super) fn relied_on(seen: Seen<'_>, index: usize, page: usize, planned: &Planned) -> (Page, ReliedOnPage) {
    let policy = seen.policy(index);
    let (newest, clauses) = seen.newest_clauses(index);
    let pages_of = seen.pages_of(index, newest);
    let (title, _) = policy.title.get(seen.lang);
    let called = seen.strings().fill("clause.relied_title", &[("title", title)]);
    let head = Head::new(seen.lang, called, "policies").crumb("policies", "policies/index.html");
    let head = head.crumb_text(title, routes::policy(&policy.id));
    let all: Vec<(usize, u32)> =
        seen.reliance(index).flat_map(|(clause, cases)| cases.iter().map(move |case| (clause, *case))).collect();
    let mut articles: Vec<ReliedOn> = Vec::new();
    let mut last = None;
    for (clause, case) in slice(&all, page, PAGE) {
        if last.replace(*clause) != Some(*clause) {
            let id = &*clauses[*clause].id;
            articles.push(ReliedOn {
                anchor: id.to_owned(),
                label: seen.called(index, &clauses[*clause]).to_owned(),
                href: format!("{}#{}", pages_of.path(id), percent_encode(id)),
                total: all.iter().filter(|(other, _)| other == clause).count(),
                rows: Vec::new(),
            });
        }
        if let Some(article) = articles.last_mut() {
            article.rows.push(seen.case_row(*case as usize));
        }
    }
    let pager = pager(page, pages(all.len()), |page| routes::relied_on(&policy.id, page));
    let replies: BTreeSet<u32> = all.iter().map(|(_, case)| *case).collect();
    let view = ReliedOnPage { id: policy.id.to_string(), total: replies.len(), articles, pager };
    (seen.page(planned, head), view)
}

/// Puts the lines beside the articles into a text that is the newest of a policy.
pub(super) fn noted(seen: Seen<'_>, index: usize, text: &Rendered, lang: Option<&str>, base: &str) -> String {
    let notes = beside(seen, index, text, lang, base);
    let former = former(seen, index, lang, base);
    inserted(text, &notes, 0..text.end) + &former + &text.html[text.end..]
}

/// Returns the lines beside the articles of a text, and where in its HTML each stands.
pub(super) fn beside(
    seen: Seen<'_>,
    index: usize,
    text: &Rendered,
    lang: Option<&str>,
    base: &str,
) -> Vec<(usize, String)> {
    let lines = Lines::new(seen, index, lang, base);
    let notes = lines.notes();
    // What stands beside an article follows its last word.
    let places = || text.blocks.iter().filter_map(|block| Some((block.html, &*block.anchor.as_ref()?.id)));
    let ends = places().skip(1).map(|(at, _)| at).chain([text.end]);
    let noted = places().zip(ends).filter_map(|((_, id), end)| {
        Some((end, format!("<p class=\"beside-article\"{}>{}</p>\n", lines.lang, notes.get(id)?)))
    });
    noted.collect()
}

/// Returns a stretch of a text with what is to stand in it. A line at its very end is its own, one at its
/// beginning is of what stands before.
pub(super) fn inserted(text: &Rendered, notes: &[(usize, String)], stretch: Range<usize>) -> String {
    let mut out = String::with_capacity(stretch.len() + stretch.len() / 4);
    let mut done = stretch.start;
    for (at, note) in notes.iter().filter(|(at, _)| stretch.start < *at && *at <= stretch.end) {
        out.push_str(&text.html[done..*at]);
        out.push_str(note);
        done = *at;
    }
    out.push_str(&text.html[done..stretch.end]);
    out
}

/// Returns the list of addresses that the newest text of a policy does not have, HTML.
pub(super) fn former(seen: Seen<'_>, index: usize, lang: Option<&str>, base: &str) -> String {
    Lines::new(seen, index, lang, base).former()
}

fn lang_attribute(lang: Option<&str>) -> String {
    lang.map_or_else(String::new, |lang| format!(" lang=\"{}\"", escaped(lang)))
}

struct Lines<'a> {
    seen: Seen<'a>,
    index: usize,
    base: &'a str,
    strings: &'a Strings,
    /// Attribute of what is in the language of the page.
    lang: String,
    pages: Pages<'a>,
}

impl<'a> Lines<'a> {
    fn new(seen: Seen<'a>, index: usize, lang: Option<&str>, base: &'a str) -> Self {
        let (newest, _) = seen.newest_clauses(index);
        let pages = seen.pages_of(index, newest);
        Self { seen, index, base, strings: seen.strings(), lang: lang_attribute(lang), pages }
    }

    /// Returns the line beside each article that has one, HTML, by its id.
    fn notes(&self) -> HashMap<&'a str, String> {
        let (seen, index) = (self.seen, self.index);
        let id = &*seen.policy(index).id;
        let (newest, clauses) = seen.newest_clauses(index);
        let has_articles = clauses.iter().any(|clause| clause.article);
        let mut notes = HashMap::<&'a str, Vec<String>>::new();
        let mut before = 0;
        for (clause, cases) in seen.reliance(index) {
            let anchor = &*clauses[clause].id;
            let page = routes::relied_on(id, before / PAGE + 1);
            let count = u32::try_from(cases.len()).unwrap_or(u32::MAX);
            let words = self.strings.counted("clause.relied", count);
            notes.entry(anchor).or_default().push(self.link(&page, anchor, &words));
            before += cases.len();
        }
        for (i, clause) in clauses.iter().enumerate() {
            let counts = clause.chars > 0 && !clause.id.is_empty() && (clause.article || !has_articles);
            let Some((change, edition, was)) = seen.last_change(index, newest, i).filter(|_| counts) else { continue };
            let key = if change.added { "clause.added" } else { "clause.changed" };
            let words = self.strings.fill(key, &[("date", &self.strings.date(edition.on))]);
            let page = routes::changes(id, Some(edition.number));
            notes.entry(&clause.id).or_default().push(self.link(&page, &was.id, &words));
        }
        for former in seen.former(index).iter().filter(|former| former.held) {
            notes.entry(&former.clause.id).or_default().push(self.became(former));
        }
        let joined = |list: Vec<String>| list.join(" <span class=\"dot\">·</span> ");
        notes.into_iter().map(|(id, list)| (id, joined(list))).collect()
    }

    fn link(&self, page: &str, anchor: &str, words: &str) -> String {
        format!(
            "<a href=\"{}\">{}</a>",
            escaped(&format!("{}{page}#{}", self.base, percent_encode(anchor))),
            escaped(words)
        )
    }

    /// Says what became of an article that had a number until a day.
    fn became(&self, former: &Former<'_>) -> String {
        let date = self.strings.date(former.until);
        let name = |clause: &crate::record::policy::Clause| {
            let name = if clause.label.is_empty() { &clause.id } else { &clause.label };
            escaped(name)
        };
        match former.now {
            Some(now) => {
                let said = self.strings.fill("clause.was_other", &[("date", &date)]);
                let page = match self.pages.are_parts() {
                    true => format!("{}{}", self.base, self.pages.path(&now.id)),
                    false => String::new(),
                };
                let href = escaped(&format!("{page}#{}", percent_encode(&now.id)));
                let link = format!("<a href=\"{href}\">{}</a>", name(now));
                escaped(&said).replacen("{name}", &link, 1)
            }
            None => {
                let said = self.strings.fill("clause.was_removed", &[("date", &date)]);
                let page = routes::edition(&self.seen.policy(self.index).id, former.edition.number);
                let number = former.edition.number.to_string();
                let words = self.strings.fill("policy.edition", &[("number", &number)]);
                escaped(&said).replacen("{edition}", &self.link(&page, &former.clause.id, &words), 1)
            }
        }
    }

    /// Returns the list of addresses that the newest text does not have, HTML.
    fn former(&self) -> String {
        let all = self.seen.former(self.index);
        let gone: Vec<&Former<'_>> = all.iter().filter(|former| !former.held).collect();
        if gone.is_empty() {
            return String::new();
        }
        let open = if gone.len() <= OPEN { " open" } else { "" };
        let summary = escaped(self.strings.text("clause.former"));
        let mut out = format!("<details class=\"former\"{open}{}>\n<summary>{summary}</summary>\n<ul>\n", self.lang);
        for former in gone.iter().take(FORMER) {
            let clause = former.clause;
            let label = escaped(if clause.label.is_empty() { &clause.id } else { &clause.label });
            let colon = escaped(self.strings.text("frame.colon"));
            let _ = writeln!(out, "<li id=\"{}\">{label}{colon}{}</li>", escaped(&clause.id), self.became(former));
        }
        out.push_str("</ul>\n");
        for former in gone.iter().skip(FORMER) {
            let _ = writeln!(out, "<a id=\"{}\"></a>", escaped(&former.clause.id));
        }
        out.push_str("</details>\n");
        out
    }
}
