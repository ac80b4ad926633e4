//! A run of inline pieces read as signs and the rest.
//!
//! Takes the pieces with their ranges; gives tokens in order, the signs among them judged, and
//! which signs pair among themselves. What must hold: a sign is a byte of the source that is not
//! escaped; signs that touch are one row.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use super::Manner;
use super::pairing::Sign;
use crate::markdown::stream::{Item, Piece, is_escaped};

/// A piece of a run, signs told from the rest.
pub(super) enum Token {
    Sign(usize),
    /// Text between signs, by its range in the source.
    Text(Range<usize>),
    /// The piece with this index, whole.
    Whole(usize),
}

pub(super) struct Tokens {
    manner: Manner,
    pub tokens: Vec<Token>,
    pub signs: Vec<Sign>,
    /// Signs that pair among themselves; the first frame is the run itself.
    pub frames: Vec<Vec<usize>>,
    /// Where signs go now; the last is the innermost frame.
    inside: Vec<usize>,
}

/// What the parser opened, kept until it closes it.
enum Open {
    /// Taken apart; the number of signs on each side.
    Apart(usize),
    /// Stays.
    Frame,
}

impl Tokens {
    /// Reads a run, or nothing when its ranges are not as expected.
    pub fn read(source: &str, run: &[Item], manner: Manner) -> Option<Tokens> {
        let mut tokens = Tokens { manner, tokens: vec![], signs: vec![], frames: vec![vec![]], inside: vec![0] };
        let mut open: Vec<Open> = vec![];
        let mut autolink = false;
        for (index, item) in run.iter().enumerate() {
            let span = &item.span;
            match &item.piece {
                Piece::Md(Event::Text(text)) if !autolink => {
                    tokens.read_text(source, index, text, span)?;
                }
                Piece::Md(Event::Start(tag)) => match signs_of(tag, source, span, manner) {
                    Some(length) => {
                        tokens.sign(source, span.start, length)?;
                        open.push(Open::Apart(length));
                    }
                    None => {
                        open.push(Open::Frame);
                        tokens.enter(index);
                    }
                },
                Piece::Link { kind, .. } => {
                    autolink = matches!(kind, LinkType::Autolink | LinkType::Email);
                    open.push(Open::Frame);
                    tokens.enter(index);
                }
                Piece::Md(Event::End(_)) => match open.pop()? {
                    Open::Apart(length) => tokens.sign(source, span.end - length, length)?,
                    Open::Frame => {
                        tokens.inside.pop();
                        tokens.whole(index);
                        autolink = false;
                    }
                },
                _ => tokens.whole(index),
            }
        }
        tokens.settle(source, run);
        open.is_empty().then_some(tokens)
    }

    fn whole(&mut self, index: usize) {
        self.tokens.push(Token::Whole(index));
    }

    fn enter(&mut self, index: usize) {
        self.whole(index);
        self.inside.push(self.frames.len());
        self.frames.push(vec![]);
    }

    fn read_text(&mut self, source: &str, index: usize, text: &str, span: &Range<usize>) -> Option<()> {
        // Entities and the like differ from their source and hold no signs.
        if source.get(span.clone()) != Some(text) || span.is_empty() {
            self.whole(index);
            return Some(());
        }
        let bytes = source.as_bytes();
        let mut done = span.start;
        let mut at = span.start;
        while at < span.end {
            if !is_sign(bytes[at], self.manner) || is_escaped(bytes, at) {
                at += 1;
                continue;
            }
            if done < at {
                self.tokens.push(Token::Text(done..at));
            }
            let length = bytes[at..span.end].iter().take_while(|b| **b == bytes[at]).count();
            self.sign(source, at, length)?;
            at += length;
            done = at;
        }
        if done < span.end {
            self.tokens.push(Token::Text(done..span.end));
        }
        Some(())
    }

    /// Adds signs, to the last ones where they touch.
    fn sign(&mut self, source: &str, start: usize, length: usize) -> Option<()> {
        let bytes = source.as_bytes();
        let byte = *bytes.get(start)?;
        let touches = matches!(self.tokens.last(), Some(Token::Sign(_)));
        if let Some(last) = self.signs.last_mut() {
            let end = last.start + last.length;
            if touches && last.byte == byte && end == start {
                last.length += length;
                return Some(());
            }
            if end > start {
                return None;
            }
        }
        let number = self.signs.len();
        self.signs.push(Sign::new(byte, start, length));
        self.tokens.push(Token::Sign(number));
        let frame = *self.inside.last()?;
        self.frames[frame].push(number);
        Some(())
    }

    /// Decides what each sign may do, now that signs are as long as they get.
    fn settle(&mut self, source: &str, run: &[Item]) {
        for (at, token) in self.tokens.iter().enumerate() {
            let Token::Sign(number) = token else { continue };
            let sign = &mut self.signs[*number];
            let edge = |other: Option<&Token>| match other {
                None => true,
                Some(Token::Whole(index)) => is_break(&run[*index].piece),
                Some(_) => false,
            };
            let end = sign.start + sign.length;
            let before = source[..sign.start].chars().next_back();
            let after = source[end..].chars().next();
            let is_first = at == 0 || edge(self.tokens.get(at - 1));
            let before = if is_first { None } else { before };
            let after = if edge(self.tokens.get(at + 1)) { None } else { after };
            sign.judge(before.unwrap_or(' '), after.unwrap_or(' '), self.manner);
        }
    }
}

fn is_break(piece: &Piece) -> bool {
    matches!(piece, Piece::Md(Event::SoftBreak | Event::HardBreak))
}

fn is_sign(byte: u8, manner: Manner) -> bool {
    matches!(byte, b'*' | b'~') || (byte == b'_' && manner == Manner::Citizen)
}

/// Returns how many signs stand on each side of a tag that can be taken apart.
fn signs_of(tag: &Tag, source: &str, span: &Range<usize>, manner: Manner) -> Option<usize> {
    let text = source.get(span.clone())?.as_bytes();
    let first = *text.first()?;
    let length = match tag {
        Tag::Strong => 2,
        Tag::Emphasis => 1,
        Tag::Strikethrough if text.get(1) == Some(&b'~') => 2,
        Tag::Strikethrough => 1,
        _ => return None,
    };
    let is_row = |part: &[u8]| part.iter().all(|b| *b == first);
    let fits = text.len() > 2 * length && is_row(&text[..length]) && is_row(&text[text.len() - length..]);
    (fits && is_sign(first, manner)).then_some(length)
}
