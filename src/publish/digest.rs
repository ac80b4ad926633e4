//! Digests: their list, and a page for each.

use super::tombstones::is_removed;
use super::{Add, Made, Press, RenderError};
use crate::derive::listings::{PAGE, pages};
use crate::markdown::{Profile, RecordScheme};
use crate::model::Group;
use crate::model::{Logged, RecordKey};
use crate::publish::history::{History, history};
use crate::publish::notice::Notice;
use crate::publish::page::{other_canonical, shown};
use crate::publish::rows::{DigestRow, ImprovementRow, Mentions, Pager, PromiseRow, mentioned_in, pager, slice};
use crate::record::Lang;
use crate::record::licence::Licence;
use crate::record::words::Progress;
use crate::site::about::{About, Part, Source, is_own};
use crate::site::frame::{Head, Page};
use crate::site::links::{Link, RecordLink, Translation, title};
use crate::site::resolve::PageLinks;
use crate::site::seen::Seen;
use crate::site::texts::{TextError, Texts};
use crate::site::{Planned, Site, routes};
use jiff::civil::Date;
use serde::Serialize;

/// The outputs of digests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Out {
    Index { page: usize },
    Page(usize),
    Moved { digest: usize, to: Box<str> },
}

/// Lists the outputs of digests.
pub fn list(site: &Site<'_>, add: &mut Add<'_>) {
    let listed = site.derived.documents.site.digests.len();
    add.numbered("digests", pages(listed), |page| Out::Index { page }.into());
    for (at, x) in site.model.digests.iter().enumerate().filter(|(_, x)| !is_removed(&x.withdrawal)) {
        if site.model.has_page(add.lang(), x.lang, &x.translations) {
            add.page(&routes::digest(&x.id), Out::Page(at));
            for alias in &x.aliases {
                add.page(&routes::digest(alias), Out::Moved { digest: at, to: routes::digest(&x.id).into() });
            }
        }
    }
}

/// Returns what is to be known of an output.
pub fn about(out: &Out, site: &Site<'_>, lang: Lang) -> About {
    match out {
        Out::Index { .. } => About::front(),
        Out::Page(at) => {
            let record = &site.model.digests[*at];
            let about = About::of(Source::Digest(*at)).daily("digests/*");
            let own = is_own(lang, record.lang, &record.translations);
            if own { about.listed(Part::Digests, Some(record.to)) } else { about }
        }
        Out::Moved { digest, to } => {
            About::of(Source::Digest(*digest)).moved(format!("{}{to}", site.model.config.language(lang).dir))
        }
    }
}

/// Makes an output.
pub fn make(out: &Out, planned: &Planned, press: &Press<'_>) -> Result<Made, RenderError> {
    match out {
        Out::Index { page } => press.page("digests.html", digests(press.seen, planned, *page, press.nav("digests"))),
        Out::Page(at) => {
            let texts = press.texts();
            let (page, view) = digest(press.seen, *at, planned, &texts)?;
            press.page("digest.html", (page, view))
        }
        Out::Moved { digest, to } => {
            let x = press.seen.digest(*digest);
            let (label, _) = title(&x.title, x.lang, &x.translations, press.seen.lang);
            super::explain::moved(press, planned, label, to)
        }
    }
}

/// `digests.html`
#[derive(Debug, Serialize)]
pub struct DigestIndex {
    pub rows: Vec<DigestRow>,
    pub pager: Pager,
}

/// `digest.html`
#[derive(Debug, Serialize)]
pub struct DigestPage {
    pub history: History,
    pub id: String,
    /// It was withdrawn.
    pub notice: Option<Notice>,
    pub topic: Link,
    pub departments: Vec<Link>,
    pub from: Date,
    pub to: Date,
    pub html: String,
    pub opinions: Vec<Opinion>,
    pub improvements: Vec<ImprovementRow>,
    /// How many of these were done after the period.
    pub since: usize,
    /// What was promised in the cases named.
    pub promises: Vec<PromiseRow>,
    pub mentioned_in: Mentions,
    pub translation: Translation,
    pub licence: Option<Licence>,
    /// Its newest entry in the public log.
    pub logged: Option<Logged>,
}

/// One opinion a digest gathers, with its cases.
#[derive(Debug, Serialize)]
pub struct Opinion {
    pub text: String,
    pub count: usize,
    pub cases: Vec<RecordLink>,
}

/// Fills one page of the digests, newest first.
pub fn digests(seen: Seen<'_>, planned: &Planned, page: usize, title: &str) -> (Page, DigestIndex) {
    let all = seen.documents(Group::Site).map_or(&[][..], |lists| &lists.digests);
    let head = Head::new(seen.lang, title.to_owned(), "");
    let rows = slice(all, page, PAGE).iter().map(|at| seen.digest_row(*at as usize)).collect();
    let pager = pager(page, pages(all.len()), |p| routes::index("digests", p));
    (seen.page(planned, head), DigestIndex { rows, pager })
}

/// Fills the view of a digest.
pub fn digest(
    seen: Seen<'_>,
    index: usize,
    planned: &Planned,
    texts: &Texts<'_>,
) -> Result<(Page, DigestPage), TextError> {
    let x = seen.digest(index);
    let path = routes::digest(&x.id);
    let (label, lang) = title(&x.title, x.lang, &x.translations, seen.lang);
    let (body, text_lang) = shown(&x.body, x.lang, &x.translations, seen.lang);
    let text = texts.open(body)?;
    let mut head = Head::new(seen.lang, label.to_owned(), "").crumb("digests", "digests/index.html");
    head.content_lang = lang;
    head.description = text.summary(&body.range(), Profile::Official);
    head.only = Seen::real_languages(x.lang, &x.translations);
    head.canonical = other_canonical(seen, text_lang, &path);
    let page = seen.page(planned, head);
    let links = PageLinks { on: Some(x.to), ..PageLinks::new(seen, &page.base, &page.root) };
    let opinion = |o: &crate::record::digest::Opinion| Opinion {
        text: o.text.in_lang(seen.lang).to_owned(),
        count: o.cases.len(),
        cases: o.cases.iter().filter_map(|w| seen.record(&RecordKey::of(&w.link))).collect(),
    };
    let view = DigestPage {
        history: history(seen, RecordScheme::Digest, &x.id, Some(x.to)),
        notice: Notice::banner(seen, x.withdrawal.as_deref()),
        id: x.id.to_string(),
        topic: seen.topic(&x.topic),
        departments: x.departments.iter().map(|d| seen.department(d)).collect(),
        from: x.from,
        to: x.to,
        html: text.html(&body.range(), Profile::Official, label, "", &links),
        opinions: x.opinions.iter().map(opinion).collect(),
        improvements: x.improvements.iter().map(|i| seen.improvement(index, i, false)).collect(),
        since: improvements_since(seen, x),
        promises: promises(seen, x),
        mentioned_in: mentioned_in(seen, &RecordKey { scheme: RecordScheme::Digest, id: x.id.clone() }),
        translation: seen.translation(&path, x.lang, &x.translations),
        licence: seen.licence(x.licence.as_deref()),
        logged: seen.logged("digest", &x.id),
    };
    Ok((page, view))
}

/// How many improvements were done after the period the digest sums up.
fn improvements_since(seen: Seen<'_>, x: &crate::record::Digest) -> usize {
    let later = |on: &Date| *on > x.to && *on <= seen.day();
    x.improvements.iter().filter(|i| i.status == Progress::Done && i.on.as_ref().is_some_and(later)).count()
}

/// What was promised in the cases that a digest names, with how far each has come.
fn promises(seen: Seen<'_>, x: &crate::record::Digest) -> Vec<PromiseRow> {
    let opinions = x.opinions.iter().flat_map(|o| o.cases.iter());
    let related = x.improvements.iter().flat_map(|i| i.related.iter());
    let links = opinions.chain(related).filter(|w| w.link.scheme == RecordScheme::Reply);
    let mut cases: Vec<usize> = links.filter_map(|w| seen.find_case(&w.link.id)).collect();
    cases.sort_unstable();
    cases.dedup();
    let open = |i: &usize| crate::publish::rows::hidden_word(seen.case(*i).visibility).is_none();
    let rows = cases
        .into_iter()
        .filter(open)
        .flat_map(|i| (0..seen.case(i).promises.len()).filter_map(move |place| seen.promise_row(i, place, true)));
    rows.collect()
}
