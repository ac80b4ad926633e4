//! What the search knows of each document: its texts, what a list of results shows of it, and what it
//! is counted by.
//!
//! Texts are the source of the index, which [`crate::search`] makes of these files once all stand. What
//! must hold: nothing that was taken down, or is not to be found by its name, is in any of them.

use super::{Add, Made, Press, RenderError};
use crate::derive::numbers::{SEGMENT, Searched};
use crate::escape::json;
use crate::markdown::Profile;
use crate::record::case::profile;
use crate::record::words::Visibility;
use crate::record::{Body, Id, Lang, Section, Text, Translation};
use crate::search::texts::{self, Document, EIGHT, numbered};
use crate::search::{normal, slips};
use crate::site::about::{About, Source};
use crate::site::seen::Seen;
use crate::site::texts::{TextError, Texts};
use crate::site::{Planned, Site, routes};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Documents whose cards are in a file, as a power of two.
const SIXTEEN: u32 = 4;

/// What documents are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facet {
    Kind,
    Department,
    Topic,
    Status,
}

impl Facet {
    const ALL: [Self; 4] = [Self::Kind, Self::Department, Self::Topic, Self::Status];

    fn letter(self) -> char {
        match self {
            Self::Kind => 'k',
            Self::Department => 'd',
            Self::Topic => 't',
            Self::Status => 's',
        }
    }
}

/// Files of the search besides its index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Out {
    Texts(u32),
    Cards(u32),
    Facet(u32, Facet),
    /// Which characters are read as which.
    Folds,
    /// Words of titles, for who writes one with a slip.
    Words,
    /// Pairs of characters of titles, and how characters sound.
    Sounds,
}

/// Lists them.
pub fn list(site: &Site<'_>, add: &mut Add<'_>) {
    let numbers = &site.derived.numbers;
    let path = |letter, at| format!("search/{}.js", numbered(letter, at));
    for at in numbers.ranges(EIGHT) {
        add.file(path('x', at), Out::Texts(at));
    }
    for at in numbers.ranges(SIXTEEN) {
        add.file(path('c', at), Out::Cards(at));
    }
    for at in numbers.ranges(SEGMENT) {
        for facet in Facet::ALL {
            add.file(format!("search/f/{at:03x}-{}.js", facet.letter()), Out::Facet(at, facet));
        }
    }
    for (name, out) in [("fold", Out::Folds), (slips::WORDS, Out::Words), (slips::SOUNDS, Out::Sounds)] {
        add.file(format!("search/{name}.js"), out);
    }
}

/// Returns what is to be known of one.
pub fn about(_: &Out, _: &Site<'_>, _: Lang) -> About {
    // All that is said here is on a page too.
    About { binary: true, ..About::of(Source::Settings) }
}

/// Makes one.
pub fn make(out: &Out, _: &Planned, press: &Press<'_>) -> Result<Made, RenderError> {
    let seen = press.seen;
    Ok(press.file(match out {
        Out::Texts(file) => {
            let reader = press.texts();
            let documents = seen.numbered(*file, EIGHT as u8);
            let mut all = vec![None; 1 << EIGHT];
            for (number, what) in documents {
                all[(number & 7) as usize] = found(seen, *what).map(|found| found.document(&reader)).transpose()?;
            }
            texts::write(*file, all)
        }
        Out::Cards(file) => {
            let mut all = vec![json!(0); 1 << SIXTEEN];
            for (number, what) in seen.numbered(*file, SIXTEEN as u8) {
                all[(number & 15) as usize] = found(seen, *what).map_or(json!(0), |found| found.card());
            }
            json::handed(&numbered('c', *file), &all)
        }
        Out::Facet(segment, facet) => facets(seen, *segment, *facet),
        Out::Folds => json::handed("fold", &normal::SIMPLIFIED),
        Out::Words => json::handed(slips::WORDS, &slips::words(&seen.titles())),
        Out::Sounds => json::handed(slips::SOUNDS, &slips::sounds(&seen.titles())),
    }))
}

/// A text of a record: its parts, as bytes of a file, each read by a profile.
struct Part<'a> {
    body: &'a Body,
    sections: Vec<(std::ops::Range<usize>, Profile)>,
    /// Cut at its articles, so that each can be named.
    cut: Option<BTreeSet<String>>,
}

/// A record that can be found.
struct Found<'a> {
    seen: Seen<'a>,
    kind: &'static str,
    status: &'static str,
    day: String,
    /// Path of its page, relative to the root of a language.
    path: String,
    original: Lang,
    /// Its title in each language that has one.
    titles: Vec<(Lang, String)>,
    /// Whether titles are searched: those of the pages of a text but the first are not.
    is_named: bool,
    /// Its own numbers, by which people call it.
    numbers: Vec<String>,
    /// The language in which its page is for each reader.
    pages: Vec<Lang>,
    department: Option<&'a Id>,
    topics: &'a [Id],
    parts: Vec<Part<'a>>,
    more: Vec<String>,
}

fn text_titles(text: &Text) -> Vec<(Lang, String)> {
    text.0.iter().map(|(lang, text)| (*lang, text.to_string())).collect()
}

fn texts_of(text: &Text) -> impl Iterator<Item = String> {
    text.0.iter().map(|(_, text)| text.to_string())
}

fn record_titles(title: &str, lang: Lang, translations: &[Translation]) -> Vec<(Lang, String)> {
    let own = std::iter::once((lang, title.to_owned()));
    own.chain(translations.iter().map(|t| (t.lang, t.title.to_string()))).collect()
}

fn whole<'a>(body: &'a Body, translations: &'a [Translation]) -> Vec<Part<'a>> {
    let part = |body: &'a Body| Part { body, sections: vec![(body.range(), Profile::Official)], cut: None };
    std::iter::once(body).chain(translations.iter().map(|t| &t.body)).map(part).collect()
}

fn sections<'a>(body: &'a Body, sections: &[Section]) -> Part<'a> {
    Part { body, sections: sections.iter().map(|s| (s.range(), profile(s.kind))).collect(), cut: None }
}

/// Returns what is known of a document; nothing of one that is not to be found.
fn found<'a>(seen: Seen<'a>, what: Searched) -> Option<Found<'a>> {
    let new = |kind, path: String| Found {
        seen,
        kind,
        status: "",
        day: String::new(),
        path,
        original: 0,
        titles: Vec::new(),
        is_named: true,
        numbers: Vec::new(),
        pages: seen.config().langs().map(|(lang, _)| lang).collect(),
        department: None,
        topics: &[],
        parts: Vec::new(),
        more: Vec::new(),
    };
    let shown = |withdrawal: &Option<Box<crate::record::Withdrawal>>| {
        !withdrawal.as_deref().is_some_and(|withdrawal| seen.is_taken_down(withdrawal))
    };
    let reached = |original: Lang, translations: &[Translation]| -> Vec<Lang> {
        let own = seen.languages_of(original, translations);
        seen.config().langs().map(|(lang, _)| if own.contains(&lang) { lang } else { original }).collect()
    };
    Some(match what {
        Searched::Department(at) => {
            let x = seen.department_at(at as usize);
            let more = [&x.short, &x.remit, &x.contact].into_iter().flatten().flat_map(texts_of).collect();
            let found = new("department", format!("departments/{}.html", x.id));
            Found { titles: text_titles(&x.name), department: Some(&x.id), more, ..found }
        }
        Searched::Topic(at) => {
            let x = seen.topic_at(at as usize);
            let more = x.note.iter().flat_map(texts_of).collect();
            let topics = std::slice::from_ref(&x.id);
            Found { titles: text_titles(&x.label), topics, more, ..new("topic", format!("topics/{}.html", x.id)) }
        }
        Searched::Page(at) => {
            let x = seen.free_page(at as usize);
            shown(&x.withdrawal).then(|| Found {
                original: x.lang,
                titles: record_titles(&x.title, x.lang, &x.translations),
                pages: reached(x.lang, &x.translations),
                parts: whole(&x.body, &x.translations),
                ..new("page", routes::page(&x.id))
            })?
        }
        Searched::Policy(at, page) => {
            let x = seen.policy(at as usize);
            let found = new("policy", routes::policy(&x.id));
            shown(&x.withdrawal).then(|| policy(seen, at as usize, page as usize, found))??
        }
        Searched::Dataset(at) => {
            let x = seen.dataset(at as usize);
            let fields = x.tables.iter().flat_map(|table| &table.fields);
            let described = fields.clone().flat_map(|f| [&f.title, &f.unit, &f.description]).flatten();
            let tables = x.tables.iter().filter_map(|table| table.title.as_ref());
            let said = [&x.methodology, &x.quality, &x.contact].into_iter().flatten();
            let all = std::iter::once(&x.description).chain(said).chain(tables).chain(described);
            let names = fields.map(|field| field.name.to_string());
            let notes = x.notes.as_deref().map(|notes| whole(&notes.body, &notes.translations)).unwrap_or_default();
            shown(&x.withdrawal).then(|| Found {
                day: x.published_on.to_string(),
                titles: text_titles(&x.title),
                department: Some(&x.department),
                topics: &x.topics,
                parts: notes,
                more: all.flat_map(texts_of).chain(names).collect(),
                ..new("dataset", routes::dataset(&x.id))
            })?
        }
        Searched::Digest(at) => {
            let x = seen.digest(at as usize);
            let said = x.opinions.iter().map(|o| &o.text).chain(x.improvements.iter().map(|i| &i.text));
            shown(&x.withdrawal).then(|| Found {
                day: x.to.to_string(),
                original: x.lang,
                titles: record_titles(&x.title, x.lang, &x.translations),
                pages: reached(x.lang, &x.translations),
                department: x.departments.first(),
                topics: std::slice::from_ref(&x.topic),
                parts: whole(&x.body, &x.translations),
                more: said.flat_map(texts_of).collect(),
                ..new("digest", routes::digest(&x.id))
            })?
        }
        Searched::Case(at) => {
            let x = seen.case(at as usize);
            let status = seen.status(at as usize);
            let word = match () {
                () if status.open => "open",
                () if status.last_reply.is_some() => "answered",
                () => "closed",
            };
            let translated = x.translations.iter().map(|t| sections(&t.body, &t.sections));
            let promised = x.promises.iter().map(|p| &p.text).chain(&x.location);
            let references = x.references.iter().map(|reference| reference.to_string());
            (x.visibility == Visibility::Normal && shown(&x.withdrawal)).then(|| Found {
                status: word,
                day: x.received.to_string(),
                original: x.lang,
                titles: record_titles(&x.title, x.lang, &x.translations),
                pages: reached(x.lang, &x.translations),
                department: Some(status.shown_department()),
                topics: &x.topics,
                parts: std::iter::once(sections(&x.body, &x.sections)).chain(translated).collect(),
                numbers: references.collect(),
                more: promised.flat_map(texts_of).collect(),
                ..new("reply", routes::case(&x.id))
            })?
        }
    })
}

/// Returns what is known of a page of the newest text of a policy.
fn policy<'a>(seen: Seen<'a>, at: usize, page: usize, found: Found<'a>) -> Option<Found<'a>> {
    let x = seen.policy(at);
    if seen.editions(at).next().is_none() {
        let titles = text_titles(&x.title);
        let numbers = x.number.iter().chain(&x.index_number).map(|number| number.to_string()).collect();
        return Some(Found { day: x.published_on.to_string(), titles, numbers, topics: &x.topics, ..found });
    }
    let (edition, _) = seen.edition(at, None);
    let (place, clauses) = seen.newest_clauses(at);
    let pages = seen.pages_of(at, place);
    let on_page = |id: &str| !pages.are_parts() || pages.part(id) == page;
    let own = clauses.iter().filter(|clause| on_page(&clause.id));
    let cut: BTreeSet<String> = own.clone().map(|clause| clause.id.to_string()).collect();
    let part =
        |body: &'a Body| Part { body, sections: vec![(body.range(), Profile::Official)], cut: Some(cut.clone()) };
    let gone = edition.withdrawal.as_deref().is_some_and(|withdrawal| seen.is_taken_down(withdrawal));
    let bodies = std::iter::once(&edition.body).chain(edition.translations.iter().map(|t| &t.body));
    let mut titles = text_titles(&x.title);
    if page > 0 {
        let mut labels = own.filter(|clause| clause.article).map(|clause| &*clause.label);
        let (first, last) = (labels.next().unwrap_or_default(), labels.next_back().unwrap_or_default());
        for (_, title) in &mut titles {
            title.push_str(&match (first.is_empty(), last.is_empty()) {
                (true, _) => format!(" · {}", page + 1),
                (false, true) => format!(" · {first}"),
                (false, false) => format!(" · {first} – {last}"),
            });
        }
    }
    let named = x.number.iter().chain(&x.index_number).map(|number| number.to_string());
    let more = [&x.summary, &x.audience].into_iter().flatten().flat_map(texts_of);
    Some(Found {
        day: x.published_on.to_string(),
        path: if pages.are_parts() { pages.at(page).to_owned() } else { found.path },
        titles,
        is_named: page == 0,
        numbers: named.collect(),
        department: x.issuers.first(),
        topics: &x.topics,
        parts: if gone { Vec::new() } else { bodies.map(part).collect() },
        more: if page == 0 { more.collect() } else { Vec::new() },
        ..found
    })
}

impl Found<'_> {
    /// Returns its topics, and those that they belong under.
    fn all_topics(&self) -> BTreeSet<&str> {
        let mut all = BTreeSet::new();
        for topic in self.topics {
            let mut next = Some(topic);
            while let Some(id) = next {
                if !all.insert(&**id) {
                    break;
                }
                next = self.seen.find_topic(id).and_then(|topic| topic.broader.as_ref());
            }
        }
        all
    }

    fn document(&self, reader: &Texts<'_>) -> Result<Document, TextError> {
        let mut document = Document::default();
        if self.is_named {
            document.titles = self.titles.iter().map(|(_, title)| title.clone()).chain(self.numbers.clone()).collect();
        }
        let title = self.titles.first().map_or("", |(_, title)| &**title);
        for part in &self.parts {
            let passage = reader.open(part.body)?;
            for (range, profile) in &part.sections {
                let Some(cut) = &part.cut else {
                    document.add(passage.plain(range, *profile), "");
                    continue;
                };
                for stretch in passage.stretches(range, title) {
                    let id = stretch.anchor().map_or("", |anchor| &*anchor.id);
                    if cut.contains(id) {
                        document.add(stretch.text.clone(), id);
                    }
                }
            }
        }
        for text in &self.more {
            document.add(text.clone(), "");
        }
        if self.is_named {
            let departments = self.department.into_iter().filter(|_| self.kind != "department");
            let names = departments.filter_map(|id| self.seen.find_department(id)).flat_map(|d| texts_of(&d.name));
            let topics = self.topics.iter().filter(|_| self.kind != "topic");
            let labels = topics.filter_map(|id| self.seen.find_topic(id)).flat_map(|topic| texts_of(&topic.label));
            names.chain(labels).for_each(|name| document.add(name, ""));
        }
        document.marks.push(format!("~k:{}", self.kind));
        document.marks.extend(self.department.map(|id| format!("~d:{id}")));
        document.marks.extend(self.all_topics().into_iter().map(|id| format!("~t:{id}")));
        if !self.status.is_empty() {
            document.marks.push(format!("~s:{}", self.status));
        }
        Ok(document)
    }

    /// Returns what a list shows: kind, status, day, names of the department, path, language of the
    /// original, titles and languages of pages by the reader's language.
    fn card(&self) -> Value {
        let langs: Vec<Lang> = self.seen.config().langs().map(|(lang, _)| lang).collect();
        let title = |lang: Lang| self.titles.iter().find(|(own, _)| *own == lang).map_or(json!(0), |(_, t)| json!(t));
        let first = self.titles.iter().find(|(lang, _)| *lang == self.original).or(self.titles.first());
        let original = first.map_or(self.original, |(lang, _)| *lang);
        let department = self.department.filter(|_| self.kind != "department");
        let name = |id: &Id| -> Value {
            let found = self.seen.find_department(id);
            found.map_or(json!([&**id]), |d| langs.iter().map(|lang| d.name.in_lang(*lang)).collect())
        };
        json!([
            self.kind,
            self.status,
            self.day,
            department.map_or(json!(0), name),
            self.path.strip_suffix(".html").unwrap_or(&self.path),
            original,
            langs.iter().map(|lang| title(*lang)).collect::<Vec<_>>(),
            self.pages,
        ])
    }

    fn facet(&self, facet: Facet) -> Vec<String> {
        let one = |text: &str| if text.is_empty() { Vec::new() } else { vec![text.to_owned()] };
        match facet {
            Facet::Kind => one(self.kind),
            Facet::Status => one(self.status),
            Facet::Department => self.department.map(|id| id.to_string()).into_iter().collect(),
            Facet::Topic => self.all_topics().into_iter().map(str::to_owned).collect(),
        }
    }
}

/// Returns what the documents of a segment are counted by: the values, each with its name in every
/// language, and for each document how many it has, and which.
fn facets(seen: Seen<'_>, segment: u32, facet: Facet) -> crate::escape::Escaped {
    let documents = seen.numbered(segment, SEGMENT as u8);
    let of: Vec<(u32, Vec<String>)> =
        documents.iter().filter_map(|(number, what)| Some((*number, found(seen, *what)?.facet(facet)))).collect();
    let values: BTreeSet<&String> = of.iter().flat_map(|(_, values)| values).collect();
    let values: Vec<&String> = values.into_iter().collect();
    let mut rows = Vec::new();
    let mut next = segment << SEGMENT;
    for (number, own) in &of {
        (next..*number).for_each(|_| crate::search::numbers::push(&mut rows, 0));
        next = number + 1;
        crate::search::numbers::push(&mut rows, u32::try_from(own.len()).unwrap_or(u32::MAX));
        for value in own {
            let at = values.binary_search(&value).unwrap_or_default();
            crate::search::numbers::push(&mut rows, u32::try_from(at).unwrap_or(u32::MAX));
        }
    }
    let named = |id: &&String| -> Value {
        let name = match facet {
            Facet::Kind | Facet::Status => None,
            Facet::Department => seen.find_department(id).map(|d| &d.name),
            Facet::Topic => seen.find_topic(id).map(|topic| &topic.label),
        };
        let names = name.map(|name| seen.config().langs().map(|(lang, _)| name.in_lang(lang)).collect::<Vec<_>>());
        json!([id, names.unwrap_or_default()])
    };
    let values: Vec<Value> = values.iter().map(named).collect();
    let name = format!("f/{segment:03x}-{}", facet.letter());
    json::handed(&name, &json!([values, String::from_utf8_lossy(&rows)]))
}
