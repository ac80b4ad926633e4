//! Texts as terms with positions.
//!
//! ```text
//! run    = characters that are written without spaces: each pair of neighbours is a term at the
//!          position of its first; the first and the last alone are terms too, so that a query that
//!          ends there is answered; each character moves on by one
//! word   = letters and digits: a term; moves on by one
//! chain  = words with a digit among them, joined by - / . : (1,234 by a comma): the whole is a term
//!          at the position of its first word, a date as yyyy-mm-dd and yyyy-mm
//! number = 〔2024〕5号, in brackets of any kind, 第 or not: one term, one position
//! ```
//! Between two words blanks or one joiner move on by nothing; a new line moves on to the next multiple
//! of 64, so that what is changed in a line seldom moves the next; whatever else stands between two
//! terms moves on by one. So neighbours by position are neighbours in the text.
//!
//! Takes a text; gives [`Token`]s. What must hold: a query is cut as texts are, so that every word,
//! and every two characters in a row, are found where they stand; and the script of the search page
//! cuts alike.

use super::normal::{is_gram, is_word};

/// A line begins at a multiple of this.
const LINE: u32 = 64;

/// Characters of a word that are looked at.
const LONGEST: usize = 40;

/// What a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One character at the beginning or end of a run.
    Single,
    Pair,
    Word,
    /// A chain, a date or the number of a document.
    Whole,
}

/// A term at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub kind: Kind,
    pub term: String,
    pub position: u32,
    /// How many positions it covers.
    pub span: u32,
    /// Place of its first character in the normalised text, and behind its last.
    pub from: usize,
    pub to: usize,
}

/// Shows the terms of a normalised text in the order of their positions, from `position` on;
/// returns the position behind the last. Pairs are shown as characters, all others as text.
pub fn each(chars: &[char], position: u32, take: &mut dyn FnMut(Kind, &[char], u32, u32, (usize, usize))) -> u32 {
    let mut walk = Walk { chars, take, position, at: 0, word: Vec::new() };
    walk.all();
    walk.position
}

/// Returns the terms of a normalised text.
pub fn tokens(chars: &[char]) -> Vec<Token> {
    let mut all = Vec::new();
    each(chars, 0, &mut |kind, term, position, span, (from, to)| {
        all.push(Token { kind, term: term.iter().collect(), position, span, from, to });
    });
    all
}

struct Walk<'a> {
    chars: &'a [char],
    take: &'a mut dyn FnMut(Kind, &[char], u32, u32, (usize, usize)),
    position: u32,
    at: usize,
    word: Vec<char>,
}

/// What stood before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    Run,
    Word,
}

impl Walk<'_> {
    fn all(&mut self) {
        let (mut last, mut gap) = (Last::Nothing, 0);
        while let Some(&c) = self.chars.get(self.at) {
            let now = if is_gram(c) {
                Last::Run
            } else if is_word(c) {
                Last::Word
            } else if let Some(end) = self.document_number() {
                self.step(last, self.at - gap, Last::Run);
                self.number(end);
                (last, gap) = (Last::Run, 0);
                continue;
            } else {
                (self.at, gap) = (self.at + 1, gap + 1);
                continue;
            };
            self.step(last, self.at - gap, now);
            if now == Last::Run {
                self.run()
            } else {
                self.words()
            }
            (last, gap) = (now, 0);
        }
    }

    /// Moves on by what stands between two terms.
    fn step(&mut self, last: Last, from: usize, now: Last) {
        let between = &self.chars[from..self.at];
        let joined = last == Last::Word
            && now == Last::Word
            && (between.iter().all(|c| c.is_whitespace()) || matches!(between, [c] if is_joiner(*c)));
        if last == Last::Nothing || between.is_empty() {
            return;
        }
        // A line begins where a change in the one before it seldom moves it.
        if between.contains(&'\n') {
            self.position = (self.position | (LINE - 1)) + 1;
        } else if !joined {
            self.position += 1;
        }
    }

    fn run(&mut self) {
        let from = self.at;
        while self.chars.get(self.at).copied().is_some_and(is_gram) {
            self.at += 1;
        }
        let run = &self.chars[from..self.at];
        (self.take)(Kind::Single, &run[..1], self.position, 1, (from, from + 1));
        for (at, pair) in run.windows(2).enumerate() {
            (self.take)(Kind::Pair, pair, self.position + at as u32, 2, (from + at, from + at + 2));
        }
        self.position += run.len() as u32;
        if run.len() > 1 {
            (self.take)(Kind::Single, &run[run.len() - 1..], self.position - 1, 1, (self.at - 1, self.at));
        }
    }

    /// Takes a word, and the words that a joiner hangs on it.
    fn words(&mut self) {
        let (from, begun) = (self.at, self.position);
        let mut parts = 1;
        let mut end = self.word_end(from);
        while parts < 8 && self.chars.get(end).copied().is_some_and(|c| self.joins(c, end)) {
            let next = self.word_end(end + 1);
            if next == end + 1 {
                break;
            }
            (parts, end) = (parts + 1, next);
        }
        let chars = self.chars;
        let chain = &chars[from..end];
        if parts > 1 && chain.len() <= LONGEST && chain.iter().any(char::is_ascii_digit) {
            self.chain(chain, parts, (from, end));
        } else if parts == 1 {
            self.spoken_date(from, end);
        }
        let mut at = from;
        for part in chain.split(|c| !is_word(*c)) {
            let (start, to) = (at, at + part.len());
            at = to + 1;
            folded(&part[..part.len().min(LONGEST)], &mut self.word);
            (self.take)(Kind::Word, &self.word, self.position, 1, (start, to));
            self.position += 1;
        }
        debug_assert_eq!(self.position, begun + parts);
        self.at = end;
    }

    fn word_end(&self, from: usize) -> usize {
        from + self.chars[from..].iter().take_while(|c| is_word(**c)).count()
    }

    /// Returns whether what stands at a place joins two words: a comma does between digits only,
    /// of which three follow.
    fn joins(&self, c: char, at: usize) -> bool {
        let digit = |at: usize| self.chars.get(at).is_some_and(char::is_ascii_digit);
        match c {
            '-' | '/' | '.' | ':' => true,
            ',' => digit(at.wrapping_sub(1)) && (1..4).all(|n| digit(at + n)) && !digit(at + 4),
            _ => false,
        }
    }

    fn chain(&mut self, chain: &[char], parts: u32, place: (usize, usize)) {
        let (full, month) = match as_date(chain) {
            Some((full, month)) => (full, Some(month)),
            None => (chain.iter().filter(|c| **c != ',').collect(), None),
        };
        for whole in month.into_iter().chain([full]) {
            let whole: Vec<char> = whole.chars().collect();
            (self.take)(Kind::Whole, &whole, self.position, parts, place);
        }
    }

    /// Shows the date that begins here: 2024年3月, 2024年3月1日.
    fn spoken_date(&mut self, from: usize, end: usize) {
        let chars = self.chars;
        let is = |at: usize, wanted: &[char]| chars.get(at).is_some_and(|c| wanted.contains(c));
        let number = |at: usize| -> Option<(u32, usize)> {
            let to = at + chars[at.min(chars.len())..].iter().take_while(|c| c.is_ascii_digit()).count();
            let text: String = chars[at.min(to)..to].iter().collect();
            Some((text.parse().ok().filter(|_| (1..=2).contains(&text.len()))?, to))
        };
        if end - from != 4 || !chars[from..end].iter().all(char::is_ascii_digit) || !is(end, &['年']) {
            return;
        }
        let year: String = chars[from..end].iter().collect();
        let Some((month, to)) = number(end + 1).filter(|(m, to)| (1..=12).contains(m) && is(*to, &['月'])) else {
            return;
        };
        let mut show = |text: String, span: u32, to: usize| {
            let text: Vec<char> = text.chars().collect();
            (self.take)(Kind::Whole, &text, self.position, span, (from, to));
        };
        show(format!("{year}-{month:02}"), 4, to + 1);
        if let Some((day, to)) = number(to + 1).filter(|(d, to)| (1..=31).contains(d) && is(*to, &['日', '号'])) {
            show(format!("{year}-{month:02}-{day:02}"), 6, to + 1);
        }
    }

    /// Returns where the number of a document ends that begins here: `〔2024〕5号`.
    fn document_number(&self) -> Option<usize> {
        let at = self.at;
        let digits = |from: usize, most: usize| {
            let count = self.chars[from.min(self.chars.len())..].iter().take_while(|c| c.is_ascii_digit()).count();
            (1..=most).contains(&count).then_some(from + count)
        };
        let is = |at: usize, wanted: &str| self.chars.get(at).is_some_and(|c| wanted.contains(*c));
        if !is(at, "〔[(【{〈《<") {
            return None;
        }
        let year = digits(at + 1, 4).filter(|end| end - at == 5)?;
        if !is(year, "〕])】}〉》>") {
            return None;
        }
        let from = if is(year + 1, "第") { year + 2 } else { year + 1 };
        digits(from, 5).filter(|end| is(*end, "号")).map(|end| end + 1)
    }

    fn number(&mut self, end: usize) {
        let chars = self.chars;
        let digits: String = chars[self.at..end].iter().filter(|c| c.is_ascii_digit()).collect();
        let (year, number) = digits.split_at(4);
        let term: Vec<char> = format!("〔{year}〕{number}号").chars().collect();
        (self.take)(Kind::Whole, &term, self.position, 1, (self.at, end));
        self.position += 1;
        self.at = end;
    }
}

fn is_joiner(c: char) -> bool {
    matches!(c, '-' | '/' | '.' | ':' | '\'' | '’' | '‐' | '‑' | '·' | '_')
}

/// Returns a chain of year, month and day as it is written by ISO 8601, and its month.
fn as_date(chain: &[char]) -> Option<(String, String)> {
    let text: String = chain.iter().collect();
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let [year, month, day] = parts[..] else { return None };
    let number = |text: &str, most: u32| -> Option<u32> {
        let short = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        text.parse().ok().filter(|n| short && (1..=most).contains(n))
    };
    let (month, day) = (number(month, 12)?, number(day, 31)?);
    let plain = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| (format!("{year}-{month:02}-{day:02}"), format!("{year}-{month:02}")))
}

/// Gives a word without the ending of a plural, as far as English, French and German have one in
/// s: one rule for texts and queries.
fn folded(word: &[char], to: &mut Vec<char>) {
    to.clear();
    to.extend_from_slice(word);
    if word.len() < 4 || !word.iter().all(char::is_ascii_alphabetic) {
        return;
    }
    let ends = |end: &str| word.len() > end.len() && word.iter().rev().zip(end.chars().rev()).all(|(a, b)| *a == b);
    if ends("ies") && word.len() > 4 {
        to.truncate(word.len() - 3);
        to.push('y');
    } else if ["sses", "ches", "shes", "xes", "zes"].iter().any(|end| ends(end)) {
        to.truncate(word.len() - 2);
    } else if ends("s") && !["ss", "us", "is"].iter().any(|end| ends(end)) {
        to.truncate(word.len() - 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::normal::normal;

    fn terms(text: &str) -> Vec<String> {
        let mut chars = Vec::new();
        normal(text, &mut chars);
        tokens(&chars).into_iter().map(|t| format!("{}@{}", t.term, t.position)).collect()
    }

    #[test]
    fn runs_are_pairs_and_ends() {
        assert_eq!(terms("人民路"), ["人@0", "人民@0", "民路@1", "路@2"]);
        assert_eq!(terms("路，灯"), ["路@0", "灯@2"]);
        assert_eq!(terms("A市B超检"), ["a@0", "市@1", "b@2", "超@3", "超检@3", "检@4"]);
    }

    #[test]
    fn a_line_begins_at_a_place_of_its_own() {
        assert_eq!(terms("路灯\n路灯 a\nb"), ["路@0", "路灯@0", "灯@1", "路@64", "路灯@64", "灯@65", "a@67", "b@128"]);
    }

    #[test]
    fn words_keep_their_places_across_blanks_and_lose_their_plural() {
        assert_eq!(terms("The street-lights, cities"), ["the@0", "street@1", "light@2", "city@4"]);
        assert_eq!(terms("bus buses glass boxes"), ["bus@0", "buse@1", "glass@2", "box@3"]);
        assert_eq!(terms("l'école"), ["l@0", "ecole@1"]);
    }

    #[test]
    fn numbers_are_whole_and_in_parts() {
        assert_eq!(terms("12345-20260119-0540"), ["12345-20260119-0540@0", "12345@0", "20260119@1", "0540@2"]);
        assert_eq!(terms("2024/3/1"), ["2024-03@0", "2024-03-01@0", "2024@0", "3@1", "1@2"]);
        assert_eq!(terms("1,234.5"), ["1234.5@0", "1@0", "234@1", "5@2"]);
        assert!(terms("2024年3月1日起").starts_with(&["2024-03@0".to_owned(), "2024-03-01@0".to_owned()]));
        for written in ["清政发〔2024〕5号", "清政发[2024]第5号", "清政发（2024）5号", "清政发［２０２４］５号"]
        {
            assert_eq!(terms(written), ["清@0", "清政@0", "政发@1", "发@2", "〔2024〕5号@3"], "{written}");
        }
    }
}
