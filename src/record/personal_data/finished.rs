//! The scan of what is published, as it stands in the finished file.
//!
//! Takes the bytes of an output; tells what a reader would take for personal data in it, each with
//! its value, which the caller may compare and must not keep. Nearly all bytes of a site are frames
//! of pages, dates and reference numbers, so they go through a sieve first: what is shown is made
//! of the near surroundings of a candidate only. What must hold: the sieve lets everything through
//! that [`Scan::text`] finds beyond what stands in citizens' words only (a test holds both against
//! each other); the time grows with the length of the output.

use super::numbers::{self, Gap};
use super::shown::{self, Form, Seen};
use super::{Found, Scan, Work, card, cn, each_line, is_soft};
use crate::record::words::{PersonalData, PersonalDataPack as Pack};

/// What a reader would take for personal data.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shown {
    pub kind: PersonalData,
    /// Letters and digits of it; not to be kept.
    pub value: String,
    pub masked: String,
}

/// What is shown of a candidate's surroundings: enough for the words that tell what it is.
const BEFORE: usize = 320;
const BEHIND: usize = 160;
/// The longest word that is shown whole.
const WORD: usize = 320;
/// No tag is looked for further back.
const TAG: usize = 2048;

const CHUNK: usize = 32;

/// What stands before numbers of other countries that are none without a word.
const OTHER_PAPERS: &[&str] = &[
    "nhs",
    "passport",
    "steuer",
    "idnr",
    "id-nr",
    "tax id",
    "tin",
    "ausweis",
    "reisepass",
    "passnummer",
    "identity card",
    "tfn",
    "tax file",
    "medicare",
];

impl Scan<'_> {
    /// Tells what stands in an output; the same value may be told more than once.
    pub fn finished(&self, bytes: &[u8], form: Form, tell: &mut dyn FnMut(Shown)) {
        let mut look = Look { scan: self, bytes, form, work: Work::default(), seen_to: 0, tell };
        let mut next = 0;
        let mut chains = Chains::default();
        each_beginning(bytes, |beginning| {
            let mut at = beginning.max(next);
            while bytes.get(at).is_some_and(|byte| may_begin(*byte)) {
                if bytes[at].is_ascii_digit() {
                    let width = bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
                    look.number(&mut chains, at, width);
                    at += width;
                } else {
                    let (other_digit, len) = other(&bytes[at..]);
                    if other_digit {
                        look.at(at, at + len);
                    }
                    at += len;
                }
            }
            next = at;
        });
        look.judge(&chains.text);
        look.judge(&chains.tag);
    }

    /// Returns what a source holds, whether it counts as personal data there or not.
    pub fn values(&self, text: &str, form: Form) -> Vec<Shown> {
        let mut all = Vec::new();
        let mut work = Work::default();
        each_line(text, |line, digits, odd| {
            if digits > 0 || odd {
                self.line(text, line, form, false, &mut work, &mut |found, chars| all.extend(shown(&found, chars)));
            }
        });
        all
    }
}

/// Calls `f` with the first of each row of bytes at which something sought may begin. The bytes of a
/// chunk are compared at once, and those that are nothing are not looked at again.
fn each_beginning(bytes: &[u8], mut f: impl FnMut(usize)) {
    let mut flags = [0; CHUNK];
    let mut before = 0;
    for (chunk, base) in bytes.chunks(CHUNK).zip((0..).step_by(CHUNK)) {
        if chunk.len() < CHUNK {
            flags.fill(0);
        }
        flags.iter_mut().zip(chunk).for_each(|(flag, byte)| *flag = u8::from(may_begin(*byte)));
        for (word, from) in flags.as_chunks::<8>().0.iter().zip((base..).step_by(8)) {
            let word = u64::from_le_bytes(*word);
            let mut first = word & !(word << 8 | before);
            before = word >> 56;
            while first != 0 {
                f(from + (first.trailing_zeros() / 8) as usize);
                first &= first - 1;
            }
        }
    }
}

/// A digit, an `@`, or what may begin one in another form. Without branches, so that a chunk is
/// compared at once.
fn may_begin(byte: u8) -> bool {
    (byte.wrapping_sub(b'0') < 10)
        | (byte == b'@')
        | (byte.wrapping_sub(b'%') < 2)
        | (byte == b'\\')
        // Arabic to Khmer digits; Javanese, full-width and mathematical ones.
        | (byte.wrapping_sub(0xD9) < 9)
        | (byte >= 0xEA)
}

/// Returns whether bytes begin with an `@`, or a digit or `@` that is not written as one; and how many
/// bytes that can be told of.
fn other(bytes: &[u8]) -> (bool, usize) {
    let is_sought = |c: char| c == '@' || c.is_ascii_digit();
    match bytes {
        [b'@', ..] => (true, 1),
        [b'&', b'#', ..] | [b'&', b'c', b'o', ..] => {
            let text = String::from_utf8_lossy(&bytes[..bytes.len().min(16)]);
            let (c, len) = shown::reference(&text, 0, text.len());
            (c.is_some_and(is_sought), len)
        }
        [b'%', b'4', b'0', ..] | [b'%', b'3', b'0'..=b'9', ..] => (true, 3),
        [b'\\', b'x' | b'u' | b'U', ..] => (true, 2),
        [0x80..=0xFF, ..] => {
            let head = &bytes[..bytes.len().min(4)];
            let valid = head.utf8_chunks().next().map(|chunk| chunk.valid()).unwrap_or_default();
            let first = valid.chars().next();
            (first.and_then(shown::plain).is_some_and(is_sought), first.map_or(1, char::len_utf8))
        }
        _ => (false, 1),
    }
}

/// Groups of digits that may make one number.
#[derive(Default)]
struct Chain {
    start: usize,
    end: usize,
    digits: Vec<u8>,
    /// Where each group begins among the digits.
    groups: Vec<usize>,
    /// A group may be the number of a paper.
    paper: bool,
    /// Capital letters stand beside a group, as in numbers of other countries.
    capitals: bool,
}

impl Chain {
    fn clear(&mut self) {
        self.digits.clear();
        self.groups.clear();
        (self.paper, self.capitals) = (false, false);
    }

    fn push(&mut self, bytes: &[u8], at: usize, width: usize) {
        if self.groups.is_empty() {
            self.start = at;
        }
        self.end = at + width;
        self.groups.push(self.digits.len());
        self.digits.extend(bytes[at..at + width].iter().map(|digit| digit - b'0'));
        let lettered = || at > 0 && !matches!(bytes[at - 1], b'-' | b'/' | b' ' | b'"' | b',' | b'\n');
        self.paper |= (7..=10).contains(&width) && lettered();
        let upper = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_uppercase);
        let part = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(|b| matches!(b, b' ' | b'-'));
        let before = |back| at.checked_sub(back);
        // `2026-03-02T10:00`
        let of_time = || bytes[at - 1] == b'T' && before(2).is_some_and(|at| bytes[at].is_ascii_digit());
        self.capitals |= (upper(before(1)) && !of_time())
            || (self.digits.len() >= 2 && part(before(1)) && upper(before(2)) && width >= 2)
            || (width >= 6 && (upper(Some(self.end)) || (part(Some(self.end)) && upper(Some(self.end + 1)))));
    }

    /// Returns whether a number of another country may begin at one of the groups: of a telephone, or
    /// of a length that tells something where a paper is named.
    fn may_be_of_others(&self) -> [bool; 2] {
        let mut found = [false; 2];
        for (i, at) in self.groups.iter().enumerate() {
            let rest = &self.digits[*at..];
            let width = self.groups.get(i + 1).map_or(rest.len(), |next| next - at);
            let called = matches!(rest, [0, 7 | 4 | 0, ..] | [0, 1, 5..=7, ..] | [4, 4 | 9, ..] | [6, 1, ..]);
            found[0] |= (rest.len() >= 10 && called) || width == 15 || (rest.len() == 15 && width == 1);
            found[1] |= matches!(width, 7 | 9..=11) || (rest.len() >= 9 && width <= 4);
        }
        found
    }

    /// Returns whether a number of the default pack, or a card, may begin at one of the groups.
    fn may_hold_number(&self) -> bool {
        let number = |(i, at): (usize, &usize)| {
            let rest = &self.digits[*at..];
            let width = self.groups.get(i + 1).map_or(rest.len(), |next| next - at);
            let mobile = || (rest[0] == 1 && rest[1] >= 3) || matches!(rest, [8, 6, ..] | [0, 0, 8, 6, ..]);
            let card = || rest.starts_with(&[6, 2]) || card::is_foreign(rest);
            (rest.len() >= 11 && mobile())
                || (width == 15 && cn::is_province(cn::value(&rest[..2])))
                || (rest.len() >= 16 && card())
                || (rest.len() >= 17 && cn::has_birthday(rest))
        };
        self.groups.iter().enumerate().any(number)
    }
}

/// The numbers of the text, and of the tag that it is interrupted by.
#[derive(Default)]
struct Chains {
    text: Chain,
    tag: Chain,
    /// The last digits were in a tag.
    in_tag: bool,
}

/// Whether digits go on with those before them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joins {
    Yes,
    No,
    /// They stand in a tag, and those before them do not.
    InTag,
}

/// A look at one output.
struct Look<'a, 's> {
    scan: &'a Scan<'s>,
    bytes: &'a [u8],
    form: Form,
    work: Work,
    /// What ends before this was shown already, with what stands around it.
    seen_to: usize,
    tell: &'a mut dyn FnMut(Shown),
}

impl Look<'_, '_> {
    fn judge(&mut self, chain: &Chain) {
        if chain.groups.is_empty() {
            return;
        }
        let few = chain.digits.len() < 11 && !chain.paper;
        let elsewhere = || {
            let [number, named] = chain.may_be_of_others();
            chain.capitals || number || (named && self.names_a_paper(chain.start, OTHER_PAPERS))
        };
        let own = || !few && (chain.may_hold_number() || (chain.paper && self.names_a_paper(chain.start, cn::PAPERS)));
        if own() || (self.scan.packs.has_others() && elsewhere()) {
            self.at(chain.start, chain.end);
        }
    }

    /// Returns whether the paper that a number may be of is named shortly before it.
    fn names_a_paper(&self, at: usize, papers: &[&str]) -> bool {
        let near = String::from_utf8_lossy(&self.bytes[at.saturating_sub(BEFORE)..at]).to_lowercase();
        papers.iter().any(|word| near.contains(word))
    }

    /// Takes a group of digits.
    fn number(&mut self, chains: &mut Chains, at: usize, width: usize) {
        let last = if chains.in_tag { &mut chains.tag } else { &mut chains.text };
        if last.end > 0 && is_gap(&self.bytes[last.end..at]) {
            return last.push(self.bytes, at, width);
        }
        let joins = if chains.text.end > 0 { self.joins(chains.text.end, at) } else { Joins::No };
        chains.in_tag = joins == Joins::InTag;
        let chain = if chains.in_tag { &mut chains.tag } else { &mut chains.text };
        if joins != Joins::Yes {
            self.judge(chain);
            chain.clear();
        }
        chain.push(self.bytes, at, width);
    }

    /// Returns whether digits of the text that end and begin at these places may be of one number: what
    /// is shown between them is what people put into one.
    fn joins(&self, end: usize, start: usize) -> Joins {
        let between = &self.bytes[end..start];
        if between.len() > TAG {
            return Joins::No;
        }
        let (mut at, mut shows) = (0, 0);
        while at < between.len() && shows <= 3 {
            match between[at] {
                b' ' | b'\n' | b'\t' | b'\r' | b'-' | b'.' | b'_' | b'/' | b'(' | b')' => {
                    (at, shows) = (at + 1, shows + 1)
                }
                b'<' if self.form == Form::Markup && !between[at..].starts_with(b"<!") => {
                    let name = &between[at + 1 + usize::from(between.get(at + 1) == Some(&b'/'))..];
                    if !shown::is_inline(&name[..name.iter().take_while(|b| b.is_ascii_alphanumeric()).count()]) {
                        return Joins::No;
                    }
                    match between[at..].iter().position(|b| *b == b'>') {
                        Some(len) => at += len + 1,
                        None => return Joins::InTag,
                    }
                }
                b'<' | b'&' | b'%' | b'\\' | b'*' | b'~' | b'`' | 0x80.. => break,
                _ => return Joins::No,
            }
        }
        let yes = |yes| if yes { Joins::Yes } else { Joins::No };
        if shows > 3 || at == between.len() {
            return yes(shows <= 3);
        }
        let text = String::from_utf8_lossy(between);
        let mut chars = Vec::new();
        shown::flow(&text, 0, text.len(), self.form, &mut chars);
        yes(chars.is_empty() || numbers::gap(&chars) != Gap::Wall)
    }

    /// Shows what stands around a candidate, and scans that.
    fn at(&mut self, start: usize, end: usize) {
        if end + BEHIND / 2 <= self.seen_to {
            return;
        }
        let (from, to) = self.around(start, end);
        self.seen_to = to;
        let text = String::from_utf8_lossy(&self.bytes[from..to]);
        let tell = &mut self.tell;
        self.scan.line(&text, 0..text.len(), self.form, false, &mut self.work, &mut |found, chars| {
            shown(&found, chars).into_iter().for_each(&mut *tell);
        });
    }

    /// Returns the borders of what stands around a candidate: whole tags, and no line beyond.
    fn around(&self, start: usize, end: usize) -> (usize, usize) {
        let near = start.saturating_sub(BEFORE);
        let far = (end + BEHIND).min(self.bytes.len());
        if self.form == Form::Markup {
            let least = start.saturating_sub(TAG);
            let from = self.bytes[least..near].iter().rposition(|b| *b == b'<').map_or(near, |at| least + at);
            let most = (end + TAG).min(self.bytes.len());
            let to = self.bytes[far..most].iter().position(|b| *b == b'<').map_or(far, |at| far + at);
            return (from, to);
        }
        // What is cut shows less than a reader sees: an address without its end is another one.
        let part = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'@' | b'.' | b'-' | b'_' | b'+' | b'%');
        let back = self.bytes[near.saturating_sub(WORD)..near].iter().rev().take_while(|b| part(b)).count();
        let on = self.bytes[far..(far + WORD).min(self.bytes.len())].iter().take_while(|b| part(b)).count();
        (near - back, far + on)
    }
}

/// Returns whether these are one to three signs that people put into a number.
fn is_gap(between: &[u8]) -> bool {
    let fits = |b: &u8| matches!(b, b' ' | b'\n' | b'-' | b'.' | b'_' | b'/' | b'(' | b')');
    between.len() <= 3 && between.iter().all(fits)
}

fn shown(found: &Found, chars: &[Seen]) -> Option<Shown> {
    let kept =
        |c: &char| c.is_alphanumeric() || (found.kind == PersonalData::Email && matches!(c, '@' | '.' | '-' | '_'));
    let value: String =
        chars[found.chars.clone()].iter().map(|seen| seen.c.to_ascii_lowercase()).filter(kept).collect();
    (!is_soft(found.kind)).then(|| Shown { kind: found.kind, value, masked: found.masked.clone() })
}

impl super::Packs {
    /// Returns whether others than China's are chosen.
    fn has_others(self) -> bool {
        [Pack::Uk, Pack::De, Pack::Eu, Pack::Au].into_iter().any(|pack| self.has(pack))
    }
}
