//! Pages of an index: lists, and pages that lead to them.

use crate::derive::indexes::{Class, Index, Node, with_pinyin};
use crate::publish::groups::{GroupRow, group_row};
use crate::site::frame::{Head, Page};
use crate::site::seen::{Held, Indexed, Seen};
use crate::site::{Planned, routes};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeSet;

/// `search-index.html`
#[derive(Debug, Serialize)]
pub struct IndexPage {
    /// `title`, `topic`, `department` or `reference`: key of `strings.index`.
    pub index: &'static str,
    /// The beginning that all here have; empty at the top.
    pub label: String,
    /// Records, topics, departments or numbers.
    pub count: usize,
    /// Pages that hold them, by the letter with which they begin; none where they stand here.
    pub sections: Vec<Section>,
    /// Sections that are letters.
    pub letters: usize,
    pub records: Vec<RecordRow>,
    pub groups: Vec<GroupOf>,
}

/// Entries that begin with one letter, or are of one title.
#[derive(Debug, Serialize)]
pub struct Section {
    /// The letter or title; empty where entries stand by themselves.
    pub name: String,
    /// It is the first one of a letter.
    pub is_letter: bool,
    /// Its anchor.
    pub id: String,
    pub entries: Vec<Entry>,
}

/// A beginning, and the page of what begins so.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    pub href: String,
    /// `Str…`, `路灯`, `路 D`.
    pub label: String,
    /// How the Chinese characters of a short label sound.
    pub pinyin: Option<String>,
    /// Chinese characters that come next.
    pub hint: String,
    pub count: usize,
}

/// A record in a list of titles.
#[derive(Debug, Serialize)]
pub struct RecordRow {
    /// Key of `strings.record_kind`.
    pub kind: &'static str,
    pub href: String,
    pub title: String,
    pub lang: Option<String>,
    /// Received, or published.
    pub on: Option<Date>,
}

/// A department or topic in a list.
#[derive(Debug, Serialize)]
pub struct GroupOf {
    pub row: GroupRow,
    /// The topic above it.
    pub broader: String,
}

/// Returns the key of an index in `strings.index`.
pub fn word(index: Index) -> &'static str {
    match index {
        Index::Title => "title",
        Index::Department => "department",
        Index::Topic => "topic",
        Index::References(_) => "reference",
    }
}

/// Chinese characters of a label of which the sounds are told.
const SOUNDS: usize = 4;

/// Letters as the beginning of a title.
fn capitalised(head: &str) -> String {
    let mut chars = head.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A year, month or day that tells titles apart.
fn day(seen: Seen<'_>, written: &str) -> String {
    match (written.len(), written.parse::<Date>()) {
        (7, _) => seen.strings().month(written),
        (_, Ok(day)) => seen.strings().date(day),
        _ => written.to_owned(),
    }
}

/// Returns what a reader sees of a beginning.
fn label(seen: Seen<'_>, node: &Node) -> String {
    let strings = seen.strings();
    let head = capitalised(&node.head);
    let next = match (node.class, &*node.next) {
        // A word may go on; a character that stands for itself need not.
        (None, _) if head.chars().next_back().is_some_and(|c| with_pinyin(&c.to_string()).is_none()) => {
            return format!("{head}…");
        }
        (None, _) => return head,
        (Some(Class::End), "") if !head.is_empty() => return head,
        (Some(Class::End), "") => strings.word("index", "end").to_owned(),
        (Some(Class::End), written) => day(seen, written),
        (Some(class), "") => strings.word("index", class.word()).to_owned(),
        (Some(_), next) => match next.split_once('-') {
            Some((first, last)) => format!("{}–{}", first.to_uppercase(), last.to_uppercase()),
            None if next.chars().count() == 1 => next.to_uppercase(),
            None => next.to_owned(),
        },
    };
    let foreign = if seen.code().starts_with("zh") { Class::Latin } else { Class::Han };
    match node.class {
        // Groups of letters of two scripts stand beside each other.
        Some(class) if head.is_empty() && class == foreign => format!("{} {next}", strings.word("index", class.word())),
        _ if head.is_empty() => next,
        _ => format!("{head} {next}"),
    }
}

fn entry(seen: Seen<'_>, index: Index, node: &Node, count: usize) -> Entry {
    let short = node.head.chars().count() <= SOUNDS;
    Entry {
        href: routes::indexed(index, &node.address),
        label: label(seen, node),
        pinyin: with_pinyin(&node.head).filter(|_| short),
        hint: node.hint.to_string(),
        count,
    }
}

/// Returns the entries of a page that leads on.
pub fn entries(seen: Seen<'_>, index: Index, ways: &[(&Node, usize)]) -> Vec<Entry> {
    ways.iter().map(|(node, count)| entry(seen, index, node, *count)).collect()
}

/// The letter under which a beginning stands; of Chinese characters that of their pinyin.
fn letter(seen: Seen<'_>, node: &Node) -> String {
    let first = node.head.chars().next();
    let sound = first.and_then(|c| with_pinyin(&c.to_string()));
    let first = sound.as_deref().unwrap_or(&node.head).chars().next();
    match (first, node.class) {
        (Some(c), _) => crate::derive::indexes::plain(c).to_uppercase().collect(),
        (None, Some(Class::Han | Class::Latin)) => {
            node.next.chars().next().map_or_else(String::new, |c| c.to_uppercase().collect())
        }
        (None, class) => seen.strings().word("index", class.map_or("other", Class::word)).to_owned(),
    }
}

/// Entries on a page from which on they stand in sections.
const MANY: usize = 24;

/// Whether two beginnings are whole titles, and the same: only days tell what they hold apart.
fn of_one_title(a: &Node, b: &Node) -> bool {
    let is_dated = |node: &Node| node.class == Some(Class::End) && !node.next.is_empty() && !node.head.is_empty();
    is_dated(a) && is_dated(b) && a.head == b.head
}

fn sections(seen: Seen<'_>, index: Index, ways: &[(&Node, usize)]) -> Vec<Section> {
    let mut sections = Vec::<Section>::new();
    let mut letters = BTreeSet::new();
    for run in ways.chunk_by(|(a, _), (b, _)| of_one_title(a, b)) {
        let (first, _) = run[0];
        let dated = run.len() > 1;
        let name = match (dated, ways.len() < MANY) {
            (true, _) => capitalised(&first.head),
            (false, true) => String::new(),
            (false, false) => letter(seen, first),
        };
        let entries = run.iter().map(|(node, count)| {
            let entry = entry(seen, index, node, *count);
            let day = || day(seen, &node.next);
            if dated { Entry { label: day(), pinyin: None, ..entry } } else { entry }
        });
        match sections.last_mut().filter(|last| !dated && last.name == name) {
            Some(last) => last.entries.extend(entries),
            None => {
                let is_letter = !dated && !name.is_empty() && letters.insert(name.clone());
                let id = format!("s-{}", sections.len() + 1);
                sections.push(Section { name, is_letter, id, entries: entries.collect() });
            }
        }
    }
    match &mut sections[..] {
        [only] if only.is_letter => (only.name, only.is_letter) = (String::new(), false),
        _ => {}
    }
    sections
}

/// Returns the head of a page of an index.
pub fn head(seen: Seen<'_>, index: Index, page: &Indexed<'_>) -> Head {
    let strings = seen.strings();
    let (title, top) = match index {
        Index::References(month) => (super::references::title(seen, month), routes::references(month, 1)),
        _ => (strings.word("index", word(index)).to_owned(), routes::indexed(index, "")),
    };
    let mut head = Head::new(seen.lang, title.clone(), "search").crumb("search", "search/index.html");
    if matches!(index, Index::References(_)) {
        head = head.crumb("references", routes::REFERENCE_MONTHS);
    }
    if page.node.address.is_empty() {
        return head;
    }
    head = head.crumb_text(&title, top);
    if let Some(above) = page.above {
        head = head.crumb_text(&label(seen, above), routes::indexed(index, &above.address));
    }
    head.title = format!("{title}{}{}", strings.text("frame.colon"), label(seen, page.node));
    head
}

/// Fills a page of an index.
pub fn page(seen: Seen<'_>, planned: &Planned, index: Index, address: &str) -> (Page, IndexPage) {
    let mut view = IndexPage {
        index: word(index),
        label: String::new(),
        count: 0,
        sections: Vec::new(),
        letters: 0,
        records: Vec::new(),
        groups: Vec::new(),
    };
    let Some(page) = seen.indexed(index, address) else {
        return (seen.page(planned, Head::new(seen.lang, String::new(), "search")), view);
    };
    view.count = page.count;
    if !address.is_empty() {
        view.label = label(seen, page.node);
    }
    match &page.held {
        Held::Ways(ways) => {
            view.sections = sections(seen, index, ways);
            view.letters = view.sections.iter().filter(|section| section.is_letter).count();
        }
        // The tree of topics, where it is small, and the order in which a city names its departments.
        Held::List(_) if address.is_empty() && index == Index::Topic => {
            view.groups = whole(crate::publish::groups::topic_rows(seen))
        }
        Held::List(_) if address.is_empty() && index == Index::Department => {
            view.groups = whole(crate::publish::groups::department_rows(seen));
        }
        Held::List(list) => {
            let record = |named: crate::site::seen::NamedLink| RecordRow {
                kind: named.kind,
                href: named.link.href,
                title: named.link.label,
                lang: named.link.lang,
                on: named.on,
            };
            view.records = list.iter().filter_map(|named| seen.named(*named)).map(record).collect();
            view.groups = list
                .iter()
                .filter_map(|named| seen.named_group(*named))
                .map(|group| group_row(seen, group))
                .map(|(row, broader)| GroupOf { row, broader })
                .collect();
        }
    }
    (seen.page(planned, head(seen, index, &page)), view)
}

fn whole(rows: Vec<GroupRow>) -> Vec<GroupOf> {
    rows.into_iter().map(|row| GroupOf { row, broader: String::new() }).collect()
}
