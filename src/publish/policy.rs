//! Policies: their lists, a page for each with its current text, one for each edition, and their
//! files.

mod beside;
mod changes;
mod clauses;
mod editions;
pub mod figures;
mod graph;
mod partly;
mod parts;
mod relations;
mod said;
mod versions;
mod ways;

pub use beside::{BesidePage, BesideRow};
pub use changes::{Block, ChangesPage};
pub use clauses::{ReliedOn, ReliedOnPage};
pub use editions::{EditionRow, EditionsPage};
pub use figures::{PolicyFigureRow, PolicyFigures, PolicyTerm};
pub use graph::{Graph, Node};
pub use partly::{Article, PartRow};
use parts::Short;
pub use parts::{Long, PartLink, PolicyPart};
pub use relations::Relation;
pub use versions::{ArticlesPage, Brought};
pub use ways::{PolicyWay, WayGroup, WayPart};

use super::tombstones::is_removed;
use super::{Add, Made, Press, RenderError};
use crate::derive::beside::{Beside, Sides, beside, editions as editions_beside};
use crate::derive::force::{Force, Window};
use crate::derive::listings::{PAGE, pages};
use crate::derive::parts as counted;
use crate::derive::ways::Way;
use crate::markdown::{Profile, RecordScheme};
use crate::model::{Logged, RecordKey};
use crate::publish::history::{History, history};
use crate::publish::notice::Notice;
use crate::publish::rows::{Download, Mentions, Pager, PolicyRow, download, mentioned_in, pager, slice};
use crate::record::licence::Licence;
use crate::record::words::{Disclosure, EffectiveRule, ValidityRule};
use crate::record::{Edition, Lang, Policy, Text, names};
use crate::site::about::{self, About, Source, is_own};
use crate::site::contents::{ContentsEntry, entries};
use crate::site::frame::{Head, Page};
use crate::site::links::{Link, Translation};
use crate::site::resolve::PageLinks;
use crate::site::seen::Seen;
use crate::site::texts::{TextError, Texts};
use crate::site::{Planned, Site, routes};
use jiff::civil::Date;
use serde::Serialize;

/// The outputs of policies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Out {
    Index {
        page: usize,
    },
    /// A list by title, number and so on, or a part of it: key of the group, and page.
    By {
        way: Way,
        part: Option<(Box<str>, usize)>,
    },
    /// Figures of all.
    Figures,
    /// The current text, or one edition.
    Page {
        policy: usize,
        edition: Option<u32>,
    },
    /// A part, from 0, of a long text: the current one, or that of one edition.
    Part {
        policy: usize,
        edition: Option<u32>,
        part: usize,
    },
    /// A long text on one page, for print.
    Whole {
        policy: usize,
    },
    /// What changed from one text to another.
    Changes {
        policy: usize,
        sides: Sides,
    },
    /// The text with what another policy says of its articles.
    Beside {
        policy: usize,
        by: usize,
    },
    /// The replies that rely on its articles.
    ReliedOn {
        policy: usize,
        page: usize,
    },
    /// All its editions, where they are too many for its page.
    Editions {
        policy: usize,
        page: usize,
    },
    /// Its articles, and where each of their texts stands.
    Articles {
        policy: usize,
        page: usize,
    },
    /// The text of an edition whose page holds what it brought, packed.
    Text {
        policy: usize,
        edition: u32,
    },
    Moved {
        policy: usize,
        to: Box<str>,
    },
    /// A file that came with a policy, copied: path in the site.
    File {
        file: Box<str>,
    },
}

/// Lists the outputs of policies.
pub fn list(site: &Site<'_>, add: &mut Add<'_>) {
    let model = site.model;
    let listed = site.derived.documents.site.policies.len();
    add.numbered("policies", pages(listed), |page| Out::Index { page }.into());
    add.page(routes::POLICY_FIGURES, Out::Figures);
    for way in Way::ALL.into_iter().filter(|_| listed > 0) {
        add.page(&routes::policies_by(way, None), Out::By { way, part: None });
        let groups = site.derived.ways.of(way, add.lang());
        for (at, page) in ways::parts(groups) {
            let key = groups[at].key.clone();
            add.page(&routes::policies_by(way, Some((&key, page))), Out::By { way, part: Some((key, page)) });
        }
    }
    for (policy, p) in model.policies.iter().enumerate().filter(|(_, p)| !is_removed(&p.withdrawal)) {
        add.page(&routes::policy(&p.id), Out::Page { policy, edition: None });
        for e in &p.editions {
            add.page(&routes::edition(&p.id, e.number), Out::Page { policy, edition: Some(e.number) });
        }
        let cut = |e: &Edition| counted::parts(counted::clauses_in(e, add.lang())).len();
        let newest = if counted::is_long(p) { cut(model.current_edition(p)) } else { 0 };
        let counts = site.derived.versions.split(p, policy, add.lang());
        for (edition, count) in
            std::iter::once((None, newest)).chain(counts.into_iter().map(|(n, count)| (Some(n), count)))
        {
            for part in 0..count {
                add.page(&routes::policy_part(&p.id, edition, part + 1), Out::Part { policy, edition, part });
            }
        }
        if newest > 0 {
            add.page(&routes::whole_policy(&p.id), Out::Whole { policy });
        }
        // Where the one before is removed, its words stand in no difference.
        for pair in p.editions.windows(2).filter(|pair| pair[0].number + 1 == pair[1].number) {
            let number = pair[1].number;
            let sides = Sides::Edition(number);
            add.page(&routes::changes(&p.id, Some(number)), Out::Changes { policy, sides });
        }
        if tells_all(p) {
            add.page(&routes::changes(&p.id, None), Out::Changes { policy, sides: Sides::First });
        }
        for pair in beside(model, policy) {
            let id = |at: usize| &*model.policies[at].id;
            match pair {
                Beside::Draft(draft) => {
                    let sides = Sides::Draft(draft);
                    add.page(&routes::from_draft(&p.id, id(draft)), Out::Changes { policy, sides });
                }
                Beside::Explains(text) => {
                    add.page(&routes::beside(id(text), &p.id), Out::Beside { policy: text, by: policy });
                }
            }
        }
        let lines = site.derived.reliance.lines(policy);
        for page in 1..=if lines > 0 { pages(lines) } else { 0 } {
            add.page(&routes::relied_on(&p.id, page), Out::ReliedOn { policy, page });
        }
        versions::list(site, policy, add);
        for page in 1..=editions::pages_of(p.editions.len()) {
            add.page(&routes::editions(&p.id, page), Out::Editions { policy, page });
        }
        for alias in &p.aliases {
            add.page(&routes::policy(alias), Out::Moved { policy, to: routes::policy(&p.id).into() });
        }
        for file in model.files_in(&p.files()) {
            add.file(
                format!("policies/{}/{}", p.id, names::published(names::last(file))),
                Out::File { file: file.into() },
            );
        }
    }
}

/// Returns whether a page tells all that changed since the first edition: there are more than two, and
/// the first can be read.
pub(super) fn tells_all(policy: &Policy) -> bool {
    policy.editions.len() > changes::NEIGHBOURS && policy.editions[0].number == 1
}

/// Returns what is to be known of an output.
pub fn about(out: &Out, site: &Site<'_>, lang: Lang) -> About {
    match out {
        Out::Figures => About::front().daily("performance/*"),
        Out::Index { .. } | Out::By { .. } => About::front().daily("policies/*"),
        Out::Page { policy, edition } | Out::Part { policy, edition, .. } => {
            let record = &site.model.policies[*policy];
            let edition = edition.and_then(|n| record.editions.iter().find(|e| e.number == n));
            let edition = edition.unwrap_or_else(|| site.model.current_edition(record));
            let about = About::of(Source::Policy(*policy)).daily("policies/*");
            let changed = edition.on.max(record.published_on);
            let own = is_own(lang, edition.lang, &edition.translations);
            if own { about.listed(about::Part::Policies, Some(changed)) } else { about }
        }
        Out::Changes { policy, sides } => {
            let (from, to) = editions_beside(site.model, *policy, *sides);
            let about = About::of(Source::Policy(*policy)).daily("policies/*");
            let own = changes::common(lang, from, to).is_none_or(|common| common == lang);
            if own { about.listed(about::Part::Policies, Some(to.on)) } else { about }
        }
        Out::ReliedOn { policy, .. }
        | Out::Beside { policy, .. }
        | Out::Articles { policy, .. }
        | Out::Editions { policy, .. } => {
            About::of(Source::Policy(*policy)).daily("policies/*").listed(about::Part::Policies, None)
        }
        Out::Text { policy, .. } => About { binary: true, ..About::of(Source::Policy(*policy)) },
        // What it holds is in sitemaps by its parts.
        Out::Whole { policy } => About::of(Source::Policy(*policy)),
        Out::Moved { policy, to } => {
            About::of(Source::Policy(*policy)).moved(format!("{}{to}", site.model.config.language(lang).dir))
        }
        Out::File { file } => About::of(Source::File(file.clone())),
    }
}

/// Makes an output.
pub fn make(out: &Out, planned: &Planned, press: &Press<'_>) -> Result<Made, RenderError> {
    let seen = press.seen;
    match out {
        Out::Index { page } => press.page("policies.html", policies(seen, planned, *page, press.nav("policies"))),
        Out::Figures => press.page("policy-figures.html", figures::view(seen, planned)),
        Out::By { way, part } => {
            let part = part.as_ref().map(|(key, page)| (&**key, *page));
            press.page("policies-by.html", ways::view(seen, planned, *way, part))
        }
        Out::Page { policy, edition } => {
            let texts = press.texts();
            let short = parts::short(press, *policy, *edition)?;
            let (page, view) = view(seen, *policy, *edition, planned, &texts, short)?;
            press.page("policy.html", (page, view))
        }
        Out::Part { policy, edition, part } => {
            press.page("policy-part.html", parts::view(press, *policy, *edition, *part, planned)?)
        }
        Out::Whole { policy } => press.page("policy-part.html", parts::whole(press, *policy, planned)?),
        Out::Changes { policy, sides } => {
            press.page("changes.html", changes::view(seen, *policy, *sides, planned, &press.texts())?)
        }
        Out::Beside { policy, by } => press.page("policy-beside.html", beside::view(press, *policy, *by, planned)?),
        Out::ReliedOn { policy, page } => {
            press.page("relied-on.html", clauses::relied_on(seen, *policy, *page, planned))
        }
        Out::Editions { policy, page } => {
            press.page("policy-editions.html", editions::view(seen, *policy, *page, planned))
        }
        Out::Articles { policy, page } => {
            press.page("policy-articles.html", versions::articles(seen, *policy, *page, planned))
        }
        Out::Text { policy, edition } => Ok(press.bytes(versions::text(seen, *policy, *edition, &press.texts())?)),
        Out::Moved { policy, to } => {
            super::explain::moved(press, planned, seen.policy(*policy).title.in_lang(seen.lang), to)
        }
        Out::File { file } => press.copy(file),
    }
}

/// `policies.html`
#[derive(Debug, Serialize)]
pub struct PolicyIndex {
    pub groups: Vec<PolicyGroup>,
    pub pager: Pager,
    pub total: usize,
    /// Lists by title, number and so on.
    pub ways: Vec<Link>,
}

/// Policies of one force.
#[derive(Debug, Serialize)]
pub struct PolicyGroup {
    /// Key of `strings.force`.
    pub force: &'static str,
    pub rows: Vec<PolicyRow>,
}

/// `policy.html`: the current text or one edition.
#[derive(Debug, Serialize)]
pub struct PolicyPage {
    pub history: History,
    /// The list of its editions for programs, under the root of the language.
    pub timemap: String,
    /// The day of the edition shown, as headers have it.
    pub memento: String,
    pub id: String,
    /// Key of `strings.force`: `draft`, `consultation`, `not_yet`, `in_force`, `amended`, `partly`, `suspended`,
    /// `unknown`, `repealed`, `superseded`, `expired`, `withdrawn`.
    pub force: &'static str,
    pub tone: &'static str,
    /// The policy, or the edition shown, was withdrawn.
    pub notice: Option<Notice>,
    /// Since when it has that force.
    pub force_on: Option<Date>,
    /// Last day of a suspension.
    pub force_until: Option<Date>,
    /// Key of `strings.force`: what a withdrawn policy would be.
    pub force_beside: Option<&'static str>,
    /// What made it so, where that is not on the site, and why.
    pub force_source: Option<String>,
    pub force_reason: Option<String>,
    pub force_note: Option<String>,
    /// What holds for some articles only.
    pub parts: Vec<PartRow>,
    /// What repealed, replaced or amended it.
    /// Key of `strings.relation`: how that one acts.
    pub force_how: &'static str,
    pub force_by: Option<Link>,
    pub kind: Option<&'static str>,
    pub number: Option<String>,
    pub index_number: Option<String>,
    pub issuers: Vec<Link>,
    /// Who drafted it, where that is not the issuers.
    pub drafted_by: Vec<Link>,
    pub topics: Vec<Link>,
    pub audience: Option<String>,
    /// Key of `strings.disclosure`.
    pub disclosure: Option<&'static str>,
    /// A draft has none.
    pub made: Option<Date>,
    /// The day of the gazette, where that is not the day of publication.
    pub issued: Option<Date>,
    pub published: Date,
    pub effective_from: Option<Date>,
    /// Key of `strings.effective_rule`: the rule that gave the first day.
    pub effective_rule: Option<&'static str>,
    pub effective_until: Option<Date>,
    /// Key of `strings.validity_rule`: the rule that gave the last day.
    pub validity_rule: Option<&'static str>,
    /// Why it holds from a day before it was made.
    pub retroactive: Option<String>,
    /// Why an order holds less than thirty days after it was published.
    pub at_once: Option<String>,
    pub summary: Option<String>,
    pub consultation: Option<Consultation>,
    pub contents: Vec<ContentsEntry>,
    /// The text; of one that is in parts, what stands below them.
    pub html: String,
    /// The parts of a long text, in place of it.
    pub sections: Vec<PartLink>,
    /// The whole of a long text, for print.
    pub whole: Option<String>,
    /// Of an edition whose page holds what it brought: how much that is, and where the rest is.
    pub brought: Option<Brought>,
    /// The list of its articles and their texts, where it has one.
    pub articles: Option<String>,
    /// The edition shown, its number and date.
    pub edition: u32,
    pub edition_on: Date,
    /// It is the page of one edition: the other editions are listed on the policy's own.
    pub is_edition: bool,
    /// The page shows the newest edition.
    pub current: bool,
    /// All editions, newest first; on the page of one edition that, and before it the one that took
    /// its place.
    pub editions: Vec<EditionRow>,
    /// Where all editions are listed, if there are too many for the page.
    pub all_editions: Option<String>,
    /// Where it is told what changed since the first edition, if there are more than two.
    pub changes: Option<String>,
    pub relations: Vec<Relation>,
    /// The same as a picture.
    pub graph: Option<Graph>,
    pub mentioned_in: Mentions,
    pub attachments: Vec<Download>,
    pub licence: Option<Licence>,
    /// Its newest entry in the public log.
    pub logged: Option<Logged>,
    pub translation: Translation,
}

/// Open, coming or closed consultation on a draft.
#[derive(Debug, Serialize)]
pub struct Consultation {
    pub from: Date,
    pub to: Date,
    pub how: String,
    /// `open`, `coming`, `closed`.
    pub status: Window,
    /// How many comments came in, and what came of them.
    pub comments: Option<u32>,
    pub outcome: Option<String>,
    pub outcome_on: Option<Date>,
}

/// Fills one page of the policies: by force, newest first.
pub fn policies(seen: Seen<'_>, planned: &Planned, page: usize, title: &str) -> (Page, PolicyIndex) {
    let all = seen.policies_by_force();
    let mut groups: Vec<PolicyGroup> = Vec::new();
    for at in slice(all, page, PAGE) {
        let row = seen.policy_row(*at as usize);
        match groups.last_mut().filter(|group| group.force == row.force) {
            Some(group) => group.rows.push(row),
            None => groups.push(PolicyGroup { force: row.force, rows: vec![row] }),
        }
    }
    let head = Head::new(seen.lang, title.to_owned(), "policies");
    let pager = pager(page, pages(all.len()), |p| routes::index("policies", p));
    (seen.page(planned, head), PolicyIndex { groups, pager, total: all.len(), ways: ways::links(seen, None) })
}

/// Fills the view of a policy: its current text, or one edition.
pub fn view(
    seen: Seen<'_>,
    index: usize,
    number: Option<u32>,
    planned: &Planned,
    texts: &Texts<'_>,
    short: Option<Short>,
) -> Result<(Page, PolicyPage), TextError> {
    let policy = seen.policy(index);
    let (edition, next) = seen.edition(index, number);
    let translation = edition.translations.iter().find(|t| t.lang == seen.lang && edition.lang != seen.lang);
    let (body, text_lang) = translation.map_or((&edition.body, edition.lang), |t| (&t.body, t.lang));
    let (title, title_lang) = policy.title.get(seen.lang);
    let mut head = Head::new(seen.lang, title.to_owned(), "policies").crumb("policies", "policies/index.html");
    head.content_lang = title_lang;
    head.description = policy.summary.as_ref().map_or_else(String::new, |s| s.in_lang(seen.lang).to_owned());
    head.only = Seen::real_languages(edition.lang, &edition.translations);
    head.feed = Some(super::traces::policy_feed(&policy.id));
    if text_lang != seen.lang {
        let dir = &seen.config().language(text_lang).dir;
        let inner = number.map_or_else(|| routes::policy(&policy.id), |n| routes::edition(&policy.id, n));
        head.canonical = Some(format!("{dir}{inner}"));
    }
    if number.is_some() {
        head = head.crumb_text(title, routes::policy(&policy.id));
    }
    let page = seen.page(planned, head);
    let text = texts.open(body)?;
    let own_title = policy.title.get(text_lang).0;
    let note_lang = page.content_lang.as_ref().map(|_| page.lang.as_str());
    let (html, contents, sections) = match short {
        Some(Short::Parts(sections)) => {
            let former = number.is_none().then(|| clauses::former(seen, index, note_lang, &page.base));
            (former.unwrap_or_default(), Vec::new(), sections)
        }
        Some(Short::Brought(html, places)) => (html, entries(places), Vec::new()),
        None => {
            let links = PageLinks {
                attachments: Some((policy.files(), format!("policies/{}/", policy.id))),
                on: Some(edition.on),
                ..PageLinks::new(seen, &page.base, &page.root)
            };
            let rendered = text.rendered(&body.range(), Profile::Official, own_title, "", &links);
            let html = match number {
                // An edition is what it was; what became of it stands on the policy's own page.
                Some(_) => rendered.html,
                None => clauses::noted(seen, index, &rendered, note_lang, &page.base),
            };
            (html, text.contents(&body.range(), own_title), Vec::new())
        }
    };
    let standing = seen.policy_standing(index);
    let state = &standing.state;
    let act = state.act.and_then(|place| policy.acts.get(place));
    let say = |text: &Option<Text>| text.as_ref().map(|text| text.in_lang(seen.lang).to_owned());
    let (relations, own_relations) = relations::relations(seen, policy, standing);
    let view = PolicyPage {
        timemap: super::timemap::path(&policy.id),
        memento: super::timemap::moment(seen, edition.on),
        history: history(seen, RecordScheme::Policy, &policy.id, None),
        id: policy.id.to_string(),
        force: state.force.word(),
        tone: state.force.tone(),
        notice: Notice::banner(seen, policy.withdrawal.as_deref())
            .or_else(|| Notice::banner(seen, edition.withdrawal.as_deref())),
        // One more edition would make the pages of all others anew.
        force_on: state.on.filter(|_| number.is_none() || !state.is_amended_by_edition()),
        force_until: state.until,
        force_beside: state.beside.map(Force::word),
        // The banner says so.
        force_source: act.filter(|_| policy.withdrawal.is_none()).and_then(|act| say(&act.by)),
        force_reason: act.filter(|_| policy.withdrawal.is_none()).and_then(|act| say(&act.reason)),
        force_note: act.and_then(|act| say(&act.note)),
        parts: state.parts.iter().map(|part| partly::part_row(seen, policy, part, &contents)).collect(),
        force_how: state.by.map_or("", |(_, kind)| relations::turned(kind)),
        force_by: state.by.map(|(by, _)| policy_link(seen, by as usize)),
        kind: policy.kind.map(crate::record::words::PolicyKind::word),
        number: policy.number.as_deref().map(str::to_owned),
        index_number: policy.index_number.as_deref().map(str::to_owned),
        issuers: policy.issuers.iter().map(|d| seen.department(d)).collect(),
        drafted_by: policy.drafted_by.iter().map(|d| seen.department(d)).collect(),
        topics: policy.topics.iter().map(|t| seen.topic(t)).collect(),
        audience: say(&policy.audience),
        disclosure: policy.disclosure.map(Disclosure::word),
        made: policy.made_on,
        issued: policy.issued_on,
        published: policy.published_on,
        effective_from: policy.begins(),
        effective_rule: policy.effective_rule.filter(|_| policy.effective_from.is_none()).map(EffectiveRule::word),
        effective_until: policy.ends(),
        validity_rule: policy.validity_rule.filter(|_| policy.effective_until.is_none()).map(ValidityRule::word),
        retroactive: say(&policy.retroactive),
        at_once: say(&policy.at_once),
        summary: say(&policy.summary),
        consultation: policy.consultation.as_ref().map(|c| Consultation {
            from: c.from,
            to: c.to,
            how: c.how.in_lang(seen.lang).to_owned(),
            status: standing.window.unwrap_or(Window::Closed),
            comments: c.comments,
            outcome: say(&c.outcome),
            outcome_on: c.outcome_on,
        }),
        contents,
        html,
        whole: (number.is_none() && !sections.is_empty()).then(|| routes::whole_policy(&policy.id)),
        sections,
        brought: versions::brought(seen, index, number),
        // A further edition changes the list, and is not to change the pages of others.
        articles: if number.is_none() { versions::first_page(seen, index) } else { None },
        edition: edition.number,
        edition_on: edition.on,
        is_edition: number.is_some(),
        current: next.is_none(),
        editions: editions::listed(seen, index, number, edition, next),
        all_editions: if number.is_none() { editions::first_page(seen, index) } else { None },
        changes: (number.is_none() && tells_all(policy)).then(|| routes::changes(&policy.id, None)),
        graph: graph::draw(policy.title.in_lang(seen.lang), &relations, own_relations),
        relations,
        mentioned_in: mentioned_in(seen, &RecordKey { scheme: RecordScheme::Policy, id: policy.id.clone() }),
        attachments: {
            let published = format!("policies/{}/", policy.id);
            let files = seen.policy_files(index).into_iter();
            files.map(|path| download(seen, path, &published, &policy.attachments)).collect()
        },
        licence: seen.licence(policy.licence.as_deref()),
        logged: seen.logged("policy", &policy.id),
        translation: seen.translation(&planned_inner(number, policy), edition.lang, &edition.translations),
    };
    Ok((page, view))
}

fn planned_inner(number: Option<u32>, policy: &Policy) -> String {
    number.map_or_else(|| routes::policy(&policy.id), |n| routes::edition(&policy.id, n))
}

fn policy_link(seen: Seen<'_>, index: usize) -> Link {
    let (policy, _) = seen.policy_face(index);
    let (label, lang) = policy.title.get(seen.lang);
    Link { href: routes::policy(&policy.id), label: label.to_owned(), lang: seen.other(lang) }
}
