//! A tree of titles, cut by their letters.
//!
//! Takes titles; gives a [`Tree`] of [`Node`]s. A node is all titles that begin alike; where they are
//! more than [`FULL`] it has nodes below it, one for each way in which they go on: the kind of the
//! next letter and its group (`A–D`); for a Chinese character the first letter of its pinyin, its
//! syllable, itself; where a title is over, the year, the month, the day and at last the id.
//! What must hold: the same titles give the same tree in whatever order they come; one more title
//! adds pages and takes none away; the address of a node says what its titles begin with, so it
//! never comes to mean something else.

use super::reading::{self, Class, GROUPS, Letter, group};
use super::{Entry, Named};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use unicode_normalization::UnicodeNormalization as _;

/// Titles on one page.
pub const FULL: usize = 100;
/// Lists that one page leads to.
pub const SPAN: u32 = 200;
/// Letters of a title that are looked at; those that are alike so far are told apart by their day.
const LETTERS: u8 = 48;

/// Titles that begin alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The last segment of its address; none of the top.
    pub address: Box<str>,
    /// The letters that its titles begin with.
    pub head: Box<str>,
    /// What comes after these: a group or first letter or syllable of the next, a year or day.
    pub next: Box<str>,
    /// What `next` is a part of; `None` where the head is a whole letter or word.
    pub class: Option<Class>,
    /// Chinese characters that come next, where `next` is a part of them.
    pub hint: Box<str>,
    /// Where its titles are in the order of all.
    from: u32,
    to: u32,
    /// Lists in it.
    lists: u32,
    /// The node after the last one in it.
    end: u32,
}

/// An index: everything in the order in which it is read, and how it is cut.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tree {
    order: Vec<Named>,
    /// Each before those in it.
    nodes: Vec<Node>,
    /// Their places, by their addresses.
    by_address: Vec<u32>,
}

impl Tree {
    /// Makes the index of titles for readers of a language: the letters of its script come first.
    pub(super) fn new(entries: Vec<Entry<'_>>, code: &str) -> Self {
        let mut cursors: Vec<Cursor> = (0..entries.len()).map(|at| Cursor { at, ..Cursor::default() }).collect();
        let mut growing = Growing { entries, ranks: ranks(code), tree: Self::default() };
        growing.grow(&mut cursors, &mut Vec::new());
        let mut tree = growing.tree;
        tree.by_address = (0..small(tree.nodes.len())).collect();
        tree.by_address.sort_unstable_by(|a, b| tree.nodes[*a as usize].address.cmp(&tree.nodes[*b as usize].address));
        tree
    }

    /// Returns all nodes, the top first.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Returns the place of a node by its address.
    pub fn find(&self, address: &str) -> Option<usize> {
        let address_of = |at: &u32| &*self.nodes[*at as usize].address;
        let found = self.by_address.binary_search_by(|at| address_of(at).cmp(address)).ok()?;
        Some(self.by_address[found] as usize)
    }

    /// Returns whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// Returns how many titles a node holds.
    pub fn count(&self, at: usize) -> usize {
        (self.nodes[at].to - self.nodes[at].from) as usize
    }

    /// Returns the titles of a node that is a list; `None` of one that has others below it.
    pub fn list(&self, at: usize) -> Option<&[Named]> {
        let node = &self.nodes[at];
        (node.lists == 1).then(|| &self.order[node.from as usize..node.to as usize])
    }

    /// Returns where a node leads: to all its lists where one page has room for them, else to the
    /// widest nodes in it whose lists have room on one page.
    pub fn ways(&self, at: usize) -> Vec<usize> {
        let node = &self.nodes[at];
        let most = if node.lists <= SPAN { 1 } else { SPAN };
        let mut ways = Vec::new();
        let mut below = at + 1;
        while below < node.end as usize {
            if self.nodes[below].lists <= most {
                ways.push(below);
                below = self.nodes[below].end as usize;
            } else {
                below += 1;
            }
        }
        ways
    }

    /// Returns the node whose page leads to a node of an index, which is not the top; one that no page
    /// leads to stands under the top.
    pub fn above(&self, at: usize) -> usize {
        let tops = self.ways(0);
        tops.into_iter().find(|top| (*top + 1..self.nodes[*top].end as usize).contains(&at)).unwrap_or(0)
    }
}

/// The order of the kinds of letters for readers of a language.
fn ranks(code: &str) -> [Class; 6] {
    let (first, last) = match code.split('-').next() {
        Some("zh") => ([Class::Han, Class::Latin], [Class::Other, Class::Digit]),
        Some("") | None => ([Class::Digit, Class::Latin], [Class::Other, Class::Han]),
        Some("ja" | "ko" | "ru" | "ar" | "fa" | "uk" | "el" | "he" | "ug" | "bo") => {
            ([Class::Other, Class::Latin], [Class::Han, Class::Digit])
        }
        Some(_) => ([Class::Latin, Class::Other], [Class::Han, Class::Digit]),
    };
    [Class::End, Class::Gap, first[0], first[1], last[0], last[1]]
}

/// One step of a title on its way down the tree. Those of titles that were alike so far are of one
/// kind, or say of which kind the next ones are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    /// Rank of the kind of the next letter, and its group where it has one.
    Class(u8, u8),
    First(char),
    Syllable(&'static str),
    /// A letter is whole.
    Whole(Whole),
    Year(i16),
    Month(i8),
    Day(i8),
    Byte(u8),
    /// Nothing more tells them apart but of which kind they are.
    Done(u8),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Whole {
    Han(char),
    Sound(char),
}

/// How far a title was read.
#[derive(Debug, Clone, Copy, Default)]
struct Cursor {
    /// Place of the title.
    at: usize,
    /// Bytes of its words that were read; of its id, when they are over.
    read: usize,
    letters: u8,
    /// Steps into the next letter.
    steps: u8,
    /// The letter before was no Chinese character, so that a gap counts.
    spaced: bool,
}

/// Steps of a cursor beyond the words of its title.
const OVER: u8 = 10;

struct Growing<'a> {
    entries: Vec<Entry<'a>>,
    ranks: [Class; 6],
    tree: Tree,
}

impl Growing<'_> {
    fn class(&self, class: Class, group: u8) -> Step {
        let rank = self.ranks.iter().position(|other| *other == class).unwrap_or_default();
        Step::Class(u8::try_from(rank).unwrap_or_default(), group)
    }

    /// Reads on.
    fn step(&self, cursor: &mut Cursor) -> Step {
        let entry = &self.entries[cursor.at];
        if cursor.steps >= OVER {
            return after(entry, cursor);
        }
        let ahead = entry.text.get(cursor.read..).filter(|_| cursor.letters < LETTERS).and_then(reading::next);
        let Some((signs, bytes, letter)) = ahead else {
            (cursor.steps, cursor.read) = (OVER, 0);
            return self.class(Class::End, 0);
        };
        cursor.steps += 1;
        let whole = |cursor: &mut Cursor, whole: Whole| {
            cursor.read += bytes;
            cursor.letters += 1;
            (cursor.steps, cursor.spaced) = (0, !matches!(whole, Whole::Han(_)));
            Step::Whole(whole)
        };
        match (cursor.steps, letter) {
            (1, _) => {
                cursor.read += signs;
                if signs > 0 && cursor.spaced && letter.class() != Class::Han {
                    (cursor.steps, cursor.spaced) = (0, false);
                    return self.class(Class::Gap, 0);
                }
                self.class(
                    letter.class(),
                    match letter {
                        Letter::Han(_, syllable) => group(first(syllable)),
                        Letter::Latin(c) => group(c),
                        Letter::Digit(_) | Letter::Other(_) => 0,
                    },
                )
            }
            (2, Letter::Han(_, syllable)) => Step::First(first(syllable)),
            (3, Letter::Han(_, syllable)) => Step::Syllable(syllable),
            (_, Letter::Han(c, _)) => whole(cursor, Whole::Han(c)),
            (_, Letter::Latin(c) | Letter::Digit(c) | Letter::Other(c)) => whole(cursor, Whole::Sound(c)),
        }
    }

    /// Adds a node of the titles at these cursors, which begin alike.
    fn grow(&mut self, cursors: &mut [Cursor], path: &mut Vec<Step>) {
        let (at, given) = (self.tree.nodes.len(), path.len());
        let from = small(self.tree.order.len());
        let address = self.address(path);
        let [head, next, hint]: [Box<str>; 3] = Default::default();
        self.tree.nodes.push(Node { address, head, next, class: None, hint, from, to: from, lists: 1, end: 0 });
        if cursors.len() <= FULL || !self.branch(at, cursors, path) {
            self.list(cursors, path);
            self.label(at, path, cursors);
        }
        path.truncate(given);
        let (to, end, lists) = (small(self.tree.order.len()), small(self.tree.nodes.len()), self.lists_below(at));
        let node = &mut self.tree.nodes[at];
        (node.to, node.end, node.lists) = (to, end, lists.max(1));
    }

    fn lists_below(&self, at: usize) -> u32 {
        let nodes = &self.tree.nodes;
        let (mut below, mut lists) = (at + 1, 0);
        while below < nodes.len() {
            lists += nodes[below].lists;
            below = nodes[below].end as usize;
        }
        lists
    }

    /// Reads on until titles differ, and adds a node for each way in which they go on; `false` when
    /// they never do.
    fn branch(&mut self, at: usize, cursors: &mut [Cursor], path: &mut Vec<Step>) -> bool {
        loop {
            let mut read: Vec<(Step, Cursor)> = cursors
                .iter()
                .map(|cursor| {
                    let mut cursor = *cursor;
                    (self.step(&mut cursor), cursor)
                })
                .collect();
            read.sort_by_key(|(step, _)| *step);
            let runs: Vec<(Step, usize)> = read.chunk_by(|a, b| a.0 == b.0).map(|run| (run[0].0, run.len())).collect();
            if let [(step, _)] = runs[..] {
                if matches!(step, Step::Done(_)) {
                    return false;
                }
                path.push(step);
                cursors.iter_mut().zip(&read).for_each(|(cursor, (_, read))| *cursor = *read);
                continue;
            }
            self.label(at, path, cursors);
            cursors.iter_mut().zip(&read).for_each(|(cursor, (_, read))| *cursor = *read);
            drop(read);
            let mut rest = cursors;
            for (step, len) in runs {
                let (run, others) = rest.split_at_mut(len);
                path.push(step);
                self.grow(run, path);
                path.pop();
                rest = others;
            }
            return true;
        }
    }

    /// Puts titles into their order; they are one list. `path` and the cursors go on as far as all are alike.
    fn list(&mut self, cursors: &mut [Cursor], path: &mut Vec<Step>) {
        let read = |cursor: &Cursor| {
            let mut cursor = *cursor;
            let mut steps = Vec::new();
            while !matches!(steps.last(), Some(Step::Done(_))) {
                steps.push(self.step(&mut cursor));
            }
            steps
        };
        let mut all: Vec<(Vec<Step>, Named)> =
            cursors.iter().map(|cursor| (read(cursor), self.entries[cursor.at].named)).collect();
        all.sort_unstable();
        if let ([(first, _), ..], [.., (last, _)]) = (&all[..], &all[..]) {
            let alike = first.iter().zip(last).take_while(|(a, b)| a == b).map(|(step, _)| *step);
            for step in alike.take_while(|step| !matches!(step, Step::Done(_))) {
                path.push(step);
                cursors.iter_mut().for_each(|cursor| _ = self.step(cursor));
            }
        }
        self.tree.order.extend(all.into_iter().map(|(_, named)| named));
    }
}

/// Reads what tells apart those of one title.
fn after(entry: &Entry<'_>, cursor: &mut Cursor) -> Step {
    cursor.steps = (cursor.steps + 1).min(OVER + 4);
    match (cursor.steps - OVER, entry.on) {
        (1, on) => Step::Year(on.map_or(0, Date::year)),
        (2, on) => Step::Month(on.map_or(0, Date::month)),
        (3, on) => Step::Day(on.map_or(0, Date::day)),
        _ => match entry.id.as_bytes().get(cursor.read) {
            Some(byte) => {
                cursor.read += 1;
                Step::Byte(*byte)
            }
            None => Step::Done(entry.named.kind()),
        },
    }
}

fn first(syllable: &str) -> char {
    syllable.chars().next().unwrap_or('z')
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// What the steps to a node say: whole letters, and what is known of the next.
#[derive(Default)]
struct Said {
    /// The letters as they are written.
    letters: String,
    /// As they sound, for addresses.
    sounds: String,
    /// The first letter: one alone is named without a hash.
    first: Option<char>,
    class: Option<Class>,
    next: String,
}

impl Growing<'_> {
    fn said(&self, path: &[Step]) -> Said {
        let mut said = Said::default();
        for step in path {
            match *step {
                Step::Class(rank, group) => {
                    said.class = self.ranks.get(usize::from(rank)).copied();
                    if said.class == Some(Class::Gap) {
                        said.add(' ', "-");
                    }
                    if matches!(said.class, Some(Class::Han | Class::Latin)) {
                        let (first, last) = GROUPS[usize::from(group)];
                        said.next = format!("{first}-{last}");
                    }
                }
                Step::First(c) => said.next = c.to_string(),
                Step::Syllable(syllable) => said.next = syllable.to_owned(),
                Step::Whole(Whole::Sound(c)) => said.add(c, c.encode_utf8(&mut [0; 4])),
                Step::Whole(Whole::Han(c)) => {
                    if !said.sounds.is_empty() && !said.sounds.ends_with('-') {
                        said.sounds.push('-');
                    }
                    let Some(Letter::Han(_, syllable)) = Letter::of(c) else { continue };
                    said.add(c, syllable);
                }
                Step::Year(year) => said.next = format!("{year:04}"),
                Step::Month(part) | Step::Day(part) => _ = write!(said.next, "-{part:02}"),
                Step::Byte(byte) => {
                    // The day is over where the id begins.
                    if said.next.len() == "2026-03-02".len() {
                        said.next.push(' ');
                    }
                    said.next.push(char::from(byte));
                }
                Step::Done(kind) => _ = write!(said.next, ".{kind}"),
            }
        }
        said
    }

    /// The address of what begins like this: a word for a part of a first letter, else what it sounds
    /// like, and a hash of the letters. Published addresses are permanent.
    fn address(&self, path: &[Step]) -> Box<str> {
        if path.is_empty() {
            return "".into();
        }
        let said = self.said(path);
        let class = said.class.map_or("", Class::word);
        let next = said.next.replace('ü', "v");
        if said.letters.is_empty() && said.class != Some(Class::End) {
            // `a` is a syllable, and the first letter of others.
            if let (Some(Class::Han), Some(Step::First(_))) = (said.class, path.last()) {
                return format!("{class}-first-{next}").into();
            }
            return format!("{class}{}{next}", if next.is_empty() { "" } else { "-" }).into();
        }
        let one = said.first.filter(|c| said.class.is_none() && said.letters.chars().eq([*c]));
        match one.and_then(Letter::of) {
            Some(Letter::Latin(c)) => return format!("latin-{c}").into(),
            Some(Letter::Digit(c)) => return format!("digit-{c}").into(),
            Some(Letter::Other(c)) => return format!("other-{:x}", u32::from(c)).into(),
            Some(Letter::Han(..)) | None => {}
        }
        let whole = format!("{}\n{class}\n{}", said.letters, said.next);
        let hash = crate::source::hex(&crate::source::digest(whole.as_bytes())[..5]);
        let sounds: String = said.sounds.replace('ü', "v").chars().filter(char::is_ascii).take(24).collect();
        let sounds = sounds.trim_matches('-');
        if sounds.is_empty() { format!("other-{hash}").into() } else { format!("{sounds}-{hash}").into() }
    }

    /// Says what the titles of a node begin with; the cursors stand where they are alike no more.
    fn label(&mut self, at: usize, path: &[Step], cursors: &[Cursor]) {
        let said = self.said(path);
        let head: String = said.letters.nfc().collect();
        let is_part = said.class == Some(Class::Han) && !said.next.is_empty();
        let hint = if is_part { self.hint(cursors) } else { String::new() };
        let node = &mut self.tree.nodes[at];
        (node.head, node.next, node.class, node.hint) = (head.into(), said.next.into(), said.class, hint.into());
    }

    /// The Chinese characters that most titles go on with, in their order.
    fn hint(&self, cursors: &[Cursor]) -> String {
        const MOST: usize = 6;
        let mut found = BTreeMap::<(&str, char), usize>::new();
        for cursor in cursors {
            let text = self.entries[cursor.at].text.get(cursor.read..).unwrap_or_default();
            if let Some((_, _, Letter::Han(c, syllable))) = reading::next(text) {
                *found.entry((syllable, c)).or_default() += 1;
            }
        }
        let mut counts: Vec<usize> = found.values().copied().collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        let least = counts.get(MOST - 1).copied().unwrap_or(1);
        let many = found.len() > MOST;
        let mut hint: String = found.into_iter().filter(|(_, n)| *n >= least).map(|((_, c), _)| c).take(MOST).collect();
        if many {
            hint.push('…');
        }
        hint
    }
}

impl Said {
    /// A letter is whole, and nothing is known of the next.
    fn add(&mut self, c: char, sound: &str) {
        self.letters.push(c);
        self.sounds.push_str(sound);
        self.first = self.first.or(Some(c));
        self.class = None;
        self.next.clear();
    }
}
