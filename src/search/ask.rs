//! Asking the index: which documents have what a question says, in which order.
//!
//! The script of the search page asks the same files in the same way and has the same results in the same
//! order. Titles go first: as soon as enough of them have all of it, nothing else
//! is read. Else, where the list of a chunk is whole, its newest documents are looked up in the others;
//! where none is, the newest leaves are, more and more of them. So what is read is little where there is
//! much to find, and where all lists are whole the answer is.
//!
//! Takes files by name; gives numbers of documents. What must hold: with all asked for, the result is
//! that of a look at every text.

use super::build::{Settings, Space};
use super::lists::{self, BITS, Range};
use super::normal::{is_gram, normalised};
use super::query::{self, Chunk};
use super::root::{self, Root};
use super::shard::{self, At, Entry, Field, List};
use super::texts;
use super::tokens;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;
use std::rc::Rc;

/// Gives the file of a name.
pub type Shelf<'a> = &'a dyn Fn(&str) -> io::Result<Vec<u8>>;

/// Numbers end here.
const END: u32 = 1 << BITS;

/// How results are sorted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    #[default]
    Relevance,
    Date,
}

/// What is asked besides the words.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// Results that are enough; with none, all.
    pub want: Option<usize>,
    pub sort: Sort,
    pub kind: Option<String>,
    pub department: Option<String>,
    pub topic: Option<String>,
    pub status: Option<String>,
    pub year: Option<String>,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// Numbers of documents, the best first.
    pub hits: Vec<u32>,
    /// How many there are; at least so many, where that is not exact.
    pub total: usize,
    pub is_exact: bool,
    /// Words that were left out, as they are everywhere.
    pub left: Vec<String>,
    /// Nothing has all of it: these are nearest.
    pub near: bool,
}

/// A range of numbers of a list.
struct Segment {
    from: u32,
    to: u32,
    /// Of a leaf, its file; of a whole list, what is in it.
    leaf: Option<String>,
    held: std::cell::OnceCell<Rc<Vec<(u32, Vec<u32>)>>>,
}

/// Where a term stands.
#[derive(Default)]
pub(super) struct Looked {
    fields: [Vec<Segment>; 2],
    /// How many documents have it.
    documents: usize,
    /// In the field that has most.
    pub(super) most: usize,
}

struct Term {
    offset: u32,
    looked: Looked,
}

/// A chunk with its lists.
struct Sought {
    terms: Vec<Term>,
    is_mark: bool,
    is_dull: bool,
    most: usize,
    idf: u32,
    prefix: bool,
    word: String,
}

struct Plan {
    must: Vec<Sought>,
    marks: Vec<Sought>,
    not: Vec<Sought>,
    from: u32,
    until: u32,
}

/// A document that was found.
#[derive(Clone, Copy)]
struct Hit {
    number: u32,
    title: bool,
    score: f64,
}

/// An index that can be asked.
pub struct Index<'a> {
    shelf: Shelf<'a>,
    pub root: Root,
    pub(super) settings: Settings,
    segments: u32,
    cards: std::cell::RefCell<HashMap<u32, Rc<Vec<Option<Card>>>>>,
}

/// What is shown of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    pub kind: String,
    pub status: String,
    pub day: String,
    /// The name of its department in each language.
    pub department: Vec<String>,
    /// Path of its page without its ending, relative to the root of a language.
    pub path: String,
    pub original: usize,
    /// Its title in each language; empty where it has none.
    pub titles: Vec<String>,
    /// The language of its page for a reader of each.
    pub pages: Vec<usize>,
}

pub(super) fn torn(name: &str) -> io::Error {
    io::Error::other(format!("search/{name}.js is not what an index has; build the site again"))
}

impl<'a> Index<'a> {
    /// Opens an index.
    ///
    /// # Errors
    /// When its root cannot be read, or is of another form.
    pub fn open(shelf: Shelf<'a>) -> io::Result<Self> {
        let root = Root::read(&shelf(root::NAME)?).ok_or_else(|| torn(root::NAME))?;
        let settings = root.settings().ok_or_else(|| torn(root::NAME))?;
        let segments = root.months.iter().map(|(_, segments)| segments).sum();
        Ok(Self { shelf, root, settings, segments, cards: std::cell::RefCell::default() })
    }

    /// Answers a question.
    ///
    /// # Errors
    /// When a file cannot be read, or is not what an index has.
    pub fn ask(&self, question: &str, wish: &Wish) -> io::Result<Answer> {
        let mut plan = Plan { must: Vec::new(), marks: Vec::new(), not: Vec::new(), from: 0, until: END };
        let chunks = query::chunks(question);
        // Who is that exact wants nothing else.
        let exact = chunks.iter().any(|chunk| chunk.not || chunk.quoted);
        for chunk in chunks {
            let sought = self.sought(&chunk)?;
            match chunk.not {
                true if sought.most > 0 => plan.not.push(sought),
                true => {}
                false => plan.must.push(sought),
            }
        }
        let marks = [("k", &wish.kind), ("d", &wish.department), ("t", &wish.topic), ("s", &wish.status)];
        for (key, value) in marks {
            if let Some(value) = value {
                plan.marks.push(self.mark(&format!("~{key}:{value}"))?);
            }
        }
        if let Some(year) = &wish.year {
            (plan.from, plan.until) = self.year(year);
        }
        let filtered = !plan.marks.is_empty() || wish.year.is_some();
        let mut answer = Answer { is_exact: true, ..Answer::default() };
        if plan.must.is_empty() && !filtered {
            return Ok(answer);
        }
        let dull = plan.must.iter().filter(|sought| sought.is_dull).count();
        if dull > 0 && dull < plan.must.len() {
            let (left, must) = std::mem::take(&mut plan.must).into_iter().partition(|sought| sought.is_dull);
            plan.must = must;
            let left: Vec<Sought> = left;
            answer.left = left.into_iter().map(|sought| sought.word).collect();
        }
        if plan.must.is_empty() && plan.marks.is_empty() {
            return Ok(answer);
        }
        let want = wish.want.unwrap_or(usize::MAX);
        let mut found = BTreeMap::new();
        if plan.must.iter().chain(&plan.marks).all(|sought| sought.most > 0) {
            let plain = plan.must.iter().chain(&plan.marks).chain(&plan.not).all(Sought::is_plain);
            if !plain && wish.sort == Sort::Relevance && !plan.must.is_empty() {
                self.sweep(&plan, &[Field::Title], want, &mut found)?;
            }
            answer.is_exact = false;
            if plain || found.len() < want {
                let want = if plain { usize::MAX } else { want };
                let mut all = BTreeMap::new();
                answer.is_exact = self.sweep(&plan, &Field::ALL, want, &mut all)?;
                found.extend(all);
            }
        }
        answer.total = found.len();
        let mut own = plan.must.iter().chain(&plan.marks);
        if let (Some(alone), None) = (own.next(), own.next())
            && !answer.is_exact
            && plan.not.is_empty()
            && wish.year.is_none()
            && !alone.prefix
            && let [term] = &alone.terms[..]
        {
            (answer.total, answer.is_exact) = (term.looked.documents, true);
        }
        answer.hits = sorted(found.into_values().collect(), wish.sort);
        if answer.hits.is_empty() && !filtered && !exact {
            let near = self.near(question, want)?;
            if !near.is_empty() {
                return Ok(Answer { total: near.len(), hits: near, near: true, is_exact: true, ..answer });
            }
        }
        if wish.sort == Sort::Relevance {
            self.exact_first(&mut answer.hits, question, want)?;
        }
        Ok(answer)
    }

    /// Returns what is nearest to a question in an asker's own words, the nearest first.
    ///
    /// # Errors
    /// When a file cannot be read, or is not what an index has.
    pub fn near(&self, question: &str, want: usize) -> io::Result<Vec<u32>> {
        let mut scores = BTreeMap::<u32, f64>::new();
        for term in query::telling(question, &self.settings.common) {
            let looked = self.look(&term, false)?;
            if looked.most == 0 || looked.most * 5 > self.root.n {
                continue;
            }
            let weight = f64::from(self.idf(looked.most));
            let mut own = BTreeMap::<u32, f64>::new();
            for (field, worth) in [(Field::Body, 10.0), (Field::Title, 30.0)] {
                for segment in looked.fields[field as usize].iter().filter(|segment| segment.leaf.is_none()) {
                    for (number, positions) in self.held(segment)?.iter() {
                        let count = positions.len() as f64;
                        *own.entry(*number).or_default() += worth * weight * count / (count + 1.2);
                    }
                }
            }
            own.into_iter().for_each(|(number, score)| *scores.entry(number).or_default() += score);
        }
        let best = scores.values().copied().fold(0.0, f64::max);
        let hits = scores.into_iter().map(|(number, score)| Hit { number, title: false, score });
        let hits = hits.filter(|hit| hit.score * 5.0 >= best * 2.0).collect();
        let mut hits = sorted(hits, Sort::Relevance);
        hits.truncate(want);
        Ok(hits)
    }

    fn sought(&self, chunk: &Chunk) -> io::Result<Sought> {
        let mut sought = self.lists(chunk, true)?;
        if sought.most == 0 && chunk.tokens.iter().any(|token| token.kind == tokens::Kind::Whole) {
            sought = self.lists(chunk, false)?;
        }
        sought.is_dull = chunk.is_word() && !chunk.quoted && sought.most * 5 > self.root.n;
        Ok(sought)
    }

    fn lists(&self, chunk: &Chunk, whole: bool) -> io::Result<Sought> {
        let parts = query::cover(&chunk.tokens, whole, &self.settings.common);
        let term = |(term, offset): (String, u32)| Ok(Term { looked: self.look(&term, chunk.prefix)?, offset });
        let terms: io::Result<Vec<Term>> = parts.into_iter().map(term).collect();
        let word = chunk.tokens.first().map(|token| token.term.clone()).unwrap_or_default();
        Ok(Sought { prefix: chunk.prefix, word, ..self.with(terms?) })
    }

    fn mark(&self, term: &str) -> io::Result<Sought> {
        let looked = self.look(term, false)?;
        Ok(Sought { is_mark: true, ..self.with(vec![Term { offset: 0, looked }]) })
    }

    fn with(&self, terms: Vec<Term>) -> Sought {
        let most = terms.iter().map(|term| term.looked.most).min().unwrap_or_default();
        let idf = terms.iter().map(|term| self.idf(term.looked.most)).max().unwrap_or_default();
        Sought { terms, is_mark: false, is_dull: false, most, idf, prefix: false, word: String::new() }
    }

    /// How telling a term is that so many documents have.
    fn idf(&self, documents: usize) -> u32 {
        if documents == 0 {
            return 0;
        }
        let all = self.root.n.max(1).next_power_of_two();
        (all / documents).max(1).ilog2()
    }

    fn year(&self, year: &str) -> (u32, u32) {
        let (mut at, mut range) = (0, None);
        for (month, segments) in &self.root.months {
            if month.get(..4) == Some(year) {
                let from = range.map_or(at << 12, |(from, _)| from);
                range = Some((from, (at + segments) << 12));
            }
            at += segments;
        }
        range.unwrap_or((0, 0))
    }

    pub(super) fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        (self.shelf)(name)
    }

    pub(super) fn look(&self, term: &str, prefix: bool) -> io::Result<Looked> {
        let mut looked = Looked::default();
        for (i, space) in self.settings.spaces.iter().enumerate() {
            let until = self.settings.spaces.get(i + 1).map_or(END, |next| next.from);
            let at = space.at(term);
            let names = match prefix {
                true => shard::names_of(at, &self.root.split),
                false => vec![shard::name_of(term, at, &self.root.split)],
            };
            for name in names {
                let script = self.read(&name)?;
                let text = texts::handed_text(&script).ok_or_else(|| torn(&name))?;
                let mut entries = Entry::read(text).ok_or_else(|| torn(&name))?;
                entries.retain(|entry| if prefix { entry.term.starts_with(term) } else { entry.term == term });
                entries.sort_by(|a, b| a.term.encode_utf16().cmp(b.term.encode_utf16()));
                entries.iter().for_each(|entry| looked.add(entry, at, space, until));
            }
        }
        Ok(looked)
    }

    fn held(&self, segment: &Segment) -> io::Result<Rc<Vec<(u32, Vec<u32>)>>> {
        if let Some(held) = segment.held.get() {
            return Ok(held.clone());
        }
        let name = segment.leaf.clone().unwrap_or_default();
        let script = self.read(&name)?;
        let text = texts::handed_text(&script).ok_or_else(|| torn(&name))?;
        let read = lists::read(text.as_bytes(), segment.from).ok_or_else(|| torn(&name))?;
        let read: Vec<_> = read.into_iter().map(|(number, rest)| (number, lists::positions(&rest))).collect();
        Ok(segment.held.get_or_init(|| Rc::new(read)).clone())
    }

    /// Where a term stands in a field of a document; none where it does not.
    fn positions(&self, looked: &Looked, field: Field, number: u32) -> io::Result<Option<Vec<u32>>> {
        let mut out: Option<Vec<u32>> = None;
        for segment in &looked.fields[field as usize] {
            if !(segment.from..segment.to).contains(&number) {
                continue;
            }
            let held = self.held(segment)?;
            if let Ok(at) = held.binary_search_by_key(&number, |(number, _)| *number) {
                let all = out.get_or_insert_default();
                all.extend_from_slice(&held[at].1);
                all.sort_unstable();
            }
        }
        Ok(out)
    }

    /// Where a chunk begins in a field of a document; none where it does not stand there.
    fn starts(&self, sought: &Sought, field: Field, number: u32) -> io::Result<Option<Vec<i64>>> {
        let starts = self.starts_of(sought.terms.iter(), sought.is_mark, field, number)?;
        Ok(starts.filter(|starts| !starts.is_empty()))
    }

    /// Where all of some terms begin at their distances; nowhere where one does not stand, and nothing where
    /// there are none.
    fn starts_of<'t>(
        &self,
        terms: impl Iterator<Item = &'t Term>,
        is_mark: bool,
        field: Field,
        number: u32,
    ) -> io::Result<Option<Vec<i64>>> {
        let mut starts: Option<Vec<i64>> = None;
        for term in terms {
            let Some(positions) = self.positions(&term.looked, field, number)? else { return Ok(Some(Vec::new())) };
            if is_mark {
                return Ok(Some(vec![0]));
            }
            let begins: Vec<i64> =
                positions.iter().map(|position| i64::from(*position) - i64::from(term.offset)).collect();
            let both: Vec<i64> = match starts {
                None => begins,
                Some(starts) => starts.into_iter().filter(|start| begins.binary_search(start).is_ok()).collect(),
            };
            if both.is_empty() {
                return Ok(Some(both));
            }
            starts = Some(both);
        }
        Ok(starts)
    }

    fn evaluate(&self, plan: &Plan, number: u32, fields: &[Field]) -> io::Result<Option<Hit>> {
        for sought in &plan.not {
            if self.starts(sought, Field::Title, number)?.is_some()
                || self.starts(sought, Field::Body, number)?.is_some()
            {
                return Ok(None);
            }
        }
        for sought in &plan.marks {
            if self.starts(sought, Field::Body, number)?.is_none() {
                return Ok(None);
            }
        }
        let (mut score, mut titles, mut near, mut first) = (0.0, 0, 0, false);
        let mut last: Option<[Vec<i64>; 2]> = None;
        for (at, sought) in plan.must.iter().enumerate() {
            let title = self.starts(sought, Field::Title, number)?;
            let body = if fields.len() > 1 { self.starts(sought, Field::Body, number)? } else { None };
            if title.is_none() && body.is_none() {
                return Ok(None);
            }
            if let Some(starts) = &title {
                titles += 1;
                first |= at == 0 && starts[0] == 0;
            }
            let now = [title.unwrap_or_default(), body.unwrap_or_default()];
            let count = (now[0].len() + now[1].len()) as f64;
            score += f64::from(sought.idf) * 10.0 * count / (count + 1.2);
            let is_near = |(a, b): (&Vec<i64>, &Vec<i64>)| a.iter().any(|p| b.iter().any(|l| (p - l).abs() <= 12));
            near += i32::from(last.as_ref().is_some_and(|last| now.iter().zip(last).any(is_near)));
            last = Some(now);
        }
        let all = titles == plan.must.len();
        score += match (all, first) {
            (true, true) => 60.0,
            (true, false) => 40.0,
            (false, _) => 40.0 * titles as f64 / plan.must.len() as f64,
        };
        let age = 6.0 * f64::from(number >> 12) / f64::from(self.segments);
        let score = score + f64::from(4 * near) + age;
        Ok(Some(Hit { number, title: all && titles > 0, score }))
    }

    /// Looks through lists, the newest first, until there is enough; returns whether all was seen.
    fn sweep(&self, plan: &Plan, fields: &[Field], want: usize, found: &mut BTreeMap<u32, Hit>) -> io::Result<bool> {
        let own = plan.must.iter().chain(&plan.marks);
        let lists: Vec<(&Term, &[Field])> =
            own.flat_map(|sought| sought.terms.iter().map(|term| (term, sought.used(fields)))).collect();
        let test = |numbers: &[u32], found: &mut BTreeMap<u32, Hit>| -> io::Result<()> {
            for number in numbers {
                if let Some(hit) = self.evaluate(plan, *number, fields)? {
                    found.insert(*number, hit);
                }
            }
            Ok(())
        };
        let whole =
            lists.iter().filter(|(term, used)| term.looked.segments(used).all(|segment| segment.leaf.is_none()));
        if let Some(list) = whole.min_by_key(|(term, _)| term.looked.most) {
            let mut list = self.numbers(*list, plan, (0, END))?;
            // What lists that are whole rule out needs no leaf.
            let mut kept = Vec::with_capacity(list.len());
            for number in list {
                if self.may_have(plan, fields, number)? {
                    kept.push(number);
                }
            }
            list = kept;
            let (mut at, mut step) = (0, 16);
            while at < list.len() && found.len() < want {
                test(&list[at..list.len().min(at + step)], found)?;
                if at + step >= list.len() {
                    return Ok(true);
                }
                (at, step) = (at + step, step * 2);
            }
            return Ok(list.is_empty());
        }
        let Some(list) = lists.iter().min_by_key(|(term, _)| term.looked.most) else { return Ok(true) };
        let edges: BTreeSet<u32> = list.0.looked.segments(list.1).map(|segment| segment.from).collect();
        let edges: Vec<u32> = edges.into_iter().rev().filter(|from| *from < plan.until).collect();
        let (mut at, mut step, mut high) = (0, 1, END);
        while at < edges.len() && found.len() < want {
            let low = edges[edges.len().min(at + step) - 1];
            test(&self.numbers(*list, plan, (low, high))?, found)?;
            high = low;
            if at + step >= edges.len() || low <= plan.from {
                return Ok(true);
            }
            (at, step) = (at + step, step * 2);
        }
        Ok(edges.is_empty())
    }

    /// Returns whether a document may have all chunks, as far as whole lists tell.
    fn may_have(&self, plan: &Plan, fields: &[Field], number: u32) -> io::Result<bool> {
        for sought in &plan.must {
            let mut may = false;
            for field in fields {
                let is_whole = |term: &&Term| term.looked.segments(&[*field]).all(|segment| segment.leaf.is_none());
                let terms = sought.terms.iter().filter(is_whole);
                may |= self.starts_of(terms, false, *field, number)?.is_none_or(|starts| !starts.is_empty());
            }
            if !may {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Returns the documents of a term in a range, the newest first.
    fn numbers(&self, (term, used): (&Term, &[Field]), plan: &Plan, (low, high): (u32, u32)) -> io::Result<Vec<u32>> {
        let (low, high) = (low.max(plan.from), high.min(plan.until));
        let mut all = BTreeSet::new();
        for segment in term.looked.segments(used).filter(|segment| segment.to > low && segment.from < high) {
            let held = self.held(segment)?;
            all.extend(held.iter().map(|(number, _)| *number).filter(|number| (low..high).contains(number)));
        }
        Ok(all.into_iter().rev().collect())
    }

    /// A title that is the question comes first.
    fn exact_first(&self, hits: &mut Vec<u32>, question: &str, want: usize) -> io::Result<()> {
        let plain = |text: &str| -> Vec<(String, u32)> {
            let chars: Vec<char> = normalised(text).chars().collect();
            tokens::tokens(&chars).into_iter().map(|token| (token.term, token.position)).collect()
        };
        let wanted = plain(question);
        let mut first = Vec::new();
        for number in hits.iter().take(want.min(100)) {
            let card = self.card(*number)?;
            if card.is_some_and(|card| card.titles.iter().any(|title| !title.is_empty() && plain(title) == wanted)) {
                first.push(*number);
            }
        }
        hits.retain(|number| !first.contains(number));
        hits.splice(0..0, first);
        Ok(())
    }

    /// Returns what is shown of a document; nothing of one that is not to be found.
    ///
    /// # Errors
    /// When its file cannot be read, or is not what an index has.
    pub fn card(&self, number: u32) -> io::Result<Option<Card>> {
        let file = number >> 4;
        let known = self.cards.borrow().get(&file).cloned();
        let cards = match known {
            Some(cards) => cards,
            None => {
                let name = texts::numbered('c', file);
                let script = self.read(&name)?;
                let cards = texts::handed(&script).and_then(Card::read).ok_or_else(|| torn(&name))?;
                self.cards.borrow_mut().entry(file).or_insert(Rc::new(cards)).clone()
            }
        };
        Ok(cards.get((number & 15) as usize).cloned().flatten())
    }
}

impl Card {
    fn read(json: &str) -> Option<Vec<Option<Self>>> {
        let all: Vec<serde_json::Value> = serde_json::from_str(json).ok()?;
        Some(all.iter().map(Self::of).collect())
    }

    fn of(value: &serde_json::Value) -> Option<Self> {
        let text = |at: usize| value.get(at)?.as_str().map(str::to_owned);
        let words = |at: usize| -> Vec<String> {
            let all = value.get(at).and_then(serde_json::Value::as_array).into_iter().flatten();
            all.map(|word| word.as_str().unwrap_or_default().to_owned()).collect()
        };
        let count = |value: &serde_json::Value| value.as_u64().and_then(|n| usize::try_from(n).ok());
        Some(Self {
            kind: text(0)?,
            status: text(1)?,
            day: text(2)?,
            department: words(3),
            path: text(4)?,
            original: value.get(5).and_then(count)?,
            titles: words(6),
            pages: value.get(7)?.as_array()?.iter().filter_map(count).collect(),
        })
    }
}

impl Sought {
    /// Returns whether all that is looked at of it stands in shards.
    fn is_plain(&self) -> bool {
        let used = self.used(&Field::ALL);
        self.terms.iter().flat_map(|term| term.looked.segments(used)).all(|segment| segment.leaf.is_none())
    }

    /// Marks stand in the body.
    fn used<'f>(&self, fields: &'f [Field]) -> &'f [Field] {
        if self.is_mark { &[Field::Body] } else { fields }
    }
}

impl Looked {
    fn segments(&self, fields: &[Field]) -> impl Iterator<Item = &Segment> {
        fields.iter().flat_map(|field| &self.fields[*field as usize])
    }

    fn add(&mut self, entry: &Entry<'_>, at: At, space: &Space, until: u32) {
        let mut counts = [0; 2];
        for (field, list) in Field::ALL.into_iter().zip(&entry.fields) {
            let segments = &mut self.fields[field as usize];
            match list {
                List::Whole(postings) if postings.is_empty() => {}
                List::Whole(postings) => {
                    counts[field as usize] = postings.len();
                    let read = postings.iter().map(|(number, rest)| (*number, lists::positions(rest))).collect();
                    let held = std::cell::OnceCell::from(Rc::new(read));
                    segments.push(Segment { from: space.from, to: until, leaf: None, held });
                }
                List::Long { documents, tree } => {
                    counts[field as usize] = *documents as usize;
                    tree.leaves(Range::ALL, &mut |range, _| {
                        let (from, to) = range.ends();
                        let leaf = Some(at.leaf(&entry.term, field, range));
                        segments.push(Segment { from, to, leaf, held: std::cell::OnceCell::new() });
                    });
                }
            }
        }
        self.most += counts[0].max(counts[1]);
        self.documents += match (entry.documents, &entry.fields) {
            (0, [List::Whole(title), List::Whole(body)]) => shard::either(title, body) as usize,
            (documents, _) => documents as usize,
        };
    }
}

fn sorted(mut hits: Vec<Hit>, sort: Sort) -> Vec<u32> {
    hits.sort_by(|a, b| match sort {
        Sort::Date => b.number.cmp(&a.number),
        Sort::Relevance => b.title.cmp(&a.title).then(b.score.total_cmp(&a.score)).then(b.number.cmp(&a.number)),
    });
    hits.into_iter().map(|hit| hit.number).collect()
}

/// Returns whether a question is one character of a script without spaces: what it finds is where that
/// stands at the beginning or the end.
pub fn is_single(question: &str) -> bool {
    let chars: Vec<char> = normalised(question.trim()).chars().collect();
    matches!(&chars[..], [c] if is_gram(*c))
}
