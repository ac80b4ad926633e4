//! A question as chunks: terms at fixed distances.
//!
//! ```text
//! question = piece*            piece = "-"? ( '"' words '"' | word )
//! ```
//! What stands together is one chunk, and all of a piece in quotation marks is: its terms are found at
//! the distances that they have here. A `-` leaves out what has the piece. The last word, where it has
//! four letters or more, stands for all words that begin so.

use super::normal::{is_gram, normal};
use super::terms::Common;
use super::tokens::{self, Kind, Token};

/// What must stand together.
#[derive(Debug, Clone)]
pub struct Chunk {
    pub tokens: Vec<Token>,
    /// What has it is left out.
    pub not: bool,
    pub quoted: bool,
    /// Stands for all words that begin so.
    pub prefix: bool,
}

impl Chunk {
    /// Returns whether it is one word.
    pub fn is_word(&self) -> bool {
        matches!(&self.tokens[..], [token] if token.kind == Kind::Word)
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„')
}

/// Returns the chunks of a question.
pub fn chunks(question: &str) -> Vec<Chunk> {
    let mut all = Vec::new();
    let mut rest = question;
    let mut begins = true;
    while let Some(first) = rest.chars().next() {
        if first.is_whitespace() {
            rest = &rest[first.len_utf8()..];
            begins = true;
            continue;
        }
        let not = begins && first == '-' && rest.chars().nth(1).is_some_and(|c| !c.is_whitespace());
        let body = if not { &rest[1..] } else { rest };
        let opening = body.chars().next().filter(|c| is_quote(*c));
        let (text, behind) = match opening {
            Some(quote) => {
                let inside = &body[quote.len_utf8()..];
                let end = inside.find(is_quote).unwrap_or(inside.len());
                let closing = inside[end..].chars().next().map_or(0, char::len_utf8);
                (&inside[..end], &inside[end + closing..])
            }
            None => body.split_at(body.find(|c: char| c.is_whitespace() || is_quote(c)).unwrap_or(body.len())),
        };
        let last = behind.is_empty() && opening.is_none() && !not;
        add(&mut all, text, not, opening.is_some(), last);
        (rest, begins) = (behind, false);
    }
    all
}

fn add(all: &mut Vec<Chunk>, text: &str, not: bool, quoted: bool, last: bool) {
    let groups = runs(text, quoted);
    let count = groups.len();
    for (at, tokens) in groups.into_iter().enumerate() {
        let open = last && at + 1 == count && is_beginning(&tokens);
        all.push(Chunk { tokens, not, quoted, prefix: open });
    }
}

/// Returns whether this is a word of four letters or more.
fn is_beginning(tokens: &[Token]) -> bool {
    let [Token { kind: Kind::Word, term, .. }] = tokens else { return false };
    term.chars().take(4).filter(|c| c.is_alphabetic()).count() == 4
}

/// Returns the terms of a text in groups that stand together; all in one where they are quoted.
pub fn runs(text: &str, quoted: bool) -> Vec<Vec<Token>> {
    let mut chars = Vec::new();
    normal(text, &mut chars);
    let mut groups: Vec<(Vec<Token>, u32)> = Vec::new();
    for token in tokens::tokens(&chars) {
        let end = token.position + token.span;
        match groups.last_mut() {
            Some((group, to)) if quoted || token.position <= *to => {
                group.push(token);
                *to = end.max(*to);
            }
            _ => groups.push((vec![token], end)),
        }
    }
    groups.into_iter().map(|(group, _)| group).collect()
}

/// Returns terms that cover all of some tokens, each with its distance from the first position. Without
/// `whole`, chains, dates and numbers of documents are covered by their parts.
pub fn cover(tokens: &[Token], whole: bool, common: &Common) -> Vec<(String, u32)> {
    let Some(first) = tokens.first().map(|token| token.position) else { return Vec::new() };
    let stop = tokens.iter().map(|token| token.position + token.span).max().unwrap_or(first);
    let here = |at: u32, kind: Kind| {
        let there = tokens.iter().filter(|token| token.position == at && token.kind == kind);
        // Of several, that which covers most.
        there.reduce(|best, token| if best.span > token.span { best } else { token })
    };
    let is_common = |token: &Token| common.has(&token.term.chars().collect::<Vec<_>>());
    let three = |at: u32| {
        let (a, b) = (here(at, Kind::Pair)?, here(at + 1, Kind::Pair)?);
        let term = || a.term.chars().take(1).chain(b.term.chars()).collect::<String>();
        (is_common(a) && is_common(b)).then(|| (term(), at, 3))
    };
    let taken = |token: &Token| (token.term.clone(), token.position, token.span);
    let (mut all, mut at) = (Vec::new(), first);
    while at < stop {
        let alone = || here(at, Kind::Single).filter(|_| at > first);
        let before = || alone().and_then(|_| here(at - 1, Kind::Pair));
        let found = here(at, Kind::Whole)
            .filter(|_| whole)
            .map(taken)
            .or_else(|| three(at))
            .or_else(|| here(at, Kind::Pair).map(taken))
            .or_else(|| before().and_then(|pair| at.checked_sub(2).and_then(three).or_else(|| Some(taken(pair)))))
            .or_else(|| here(at, Kind::Word).map(taken))
            .or_else(|| here(at, Kind::Single).map(taken));
        let Some((term, position, span)) = found else {
            at += 1;
            continue;
        };
        all.push((term, position - first));
        at = position + span;
    }
    // Beside a pair that is common, one that is not says where to look.
    let beside = |at: u32| {
        all.iter().any(|(term, offset)| {
            let chars: Vec<char> = term.chars().collect();
            let is_near = at.abs_diff(*offset) == 1;
            is_near && chars.len() == 2 && is_gram(chars[0]) && common.has(&chars)
        })
    };
    let taken = |at: u32| all.iter().any(|(_, offset)| *offset == at);
    let rare = tokens.iter().filter(|token| token.kind == Kind::Pair && !is_common(token));
    let rare = rare.map(|token| (token.term.clone(), token.position - first));
    let rare: Vec<(String, u32)> = rare.filter(|(_, at)| beside(*at) && !taken(*at)).take(2).collect();
    all.extend(rare);
    all
}

/// Characters that say little in a question: what stands between them is what is asked for.
const DULL: &str = "的了吗呢吧啊嘛呀是在和与及或我你您他她们这那哪么什怎请问想要能可以不没有个把被就都也还很到对为从让给去来会该几多少谁何如";

/// Terms that are looked at for what is nearest to a question.
const MOST: usize = 12;

/// Returns the terms by which what is nearest to a question is found.
pub fn telling(question: &str, common: &Common) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for part in question.split(|c| DULL.contains(c)) {
        for run in runs(part, false) {
            for (term, _) in cover(&run, true, common) {
                let chars: Vec<char> = term.chars().collect();
                let dull = is_gram(chars[0]) && common.has(&chars);
                if chars.len() > 1 && !dull && !all.contains(&term) {
                    all.push(term);
                }
            }
        }
    }
    let count = all.len();
    if count <= MOST {
        return all;
    }
    let part = |at: usize| at * MOST / count;
    all.into_iter().enumerate().filter(|(at, _)| *at == 0 || part(*at) != part(at - 1)).map(|(_, term)| term).collect()
}
