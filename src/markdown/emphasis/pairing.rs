//! Pairing of emphasis signs: CommonMark's algorithm with the CJK rule of `emphasis`.
//!
//! Takes rows of signs, each told what it may do; gives each the pairs it belongs to. Openers
//! give signs from their right end, closers from their left, so inner pairs come first.
//!
//! What must hold: linear time. A search for an opener that fails is remembered by kind of
//! closer (`bottoms`), and later searches of that kind stop there.

use std::ops::Range;

use pulldown_cmark::{Tag, TagEnd};

use super::Manner;
use crate::markdown::text::{is_cjk, restored};

#[derive(Clone, Copy)]
pub(super) enum Kind {
    Emphasis,
    Strong,
    Strikethrough,
}

impl Kind {
    pub fn start(self) -> Tag<'static> {
        match self {
            Kind::Emphasis => Tag::Emphasis,
            Kind::Strong => Tag::Strong,
            Kind::Strikethrough => Tag::Strikethrough,
        }
    }

    pub fn end(self) -> TagEnd {
        match self {
            Kind::Emphasis => TagEnd::Emphasis,
            Kind::Strong => TagEnd::Strong,
            Kind::Strikethrough => TagEnd::Strikethrough,
        }
    }
}

/// A row of equal signs.
pub(super) struct Sign {
    pub byte: u8,
    pub start: usize,
    pub length: usize,
    may_open: bool,
    may_close: bool,
    /// Whether CommonMark's own rule decides otherwise.
    pub differs: bool,
    pub beside_cjk: bool,
    /// Opens only what closes behind a bracket: 见*《办法》*第三条.
    for_bracket: bool,
    /// Stands behind a closing bracket.
    behind_bracket: bool,
    /// Pairs only with a row of its own length.
    whole: bool,
    /// Two signs behind a family name: two of them are masks, `李**和王**`.
    pub behind_name: bool,
    /// Pairs it closes, in order, and pairs it opens, inner ones first.
    pub closes: Vec<(Kind, Range<usize>)>,
    pub opens: Vec<(Kind, Range<usize>)>,
    taken_left: usize,
    taken_right: usize,
}

impl Sign {
    pub fn new(byte: u8, start: usize, length: usize) -> Sign {
        Sign {
            byte,
            start,
            length,
            may_open: false,
            may_close: false,
            differs: false,
            beside_cjk: false,
            for_bracket: false,
            behind_bracket: false,
            whole: false,
            behind_name: false,
            closes: vec![],
            opens: vec![],
            taken_left: 0,
            taken_right: 0,
        }
    }

    /// Decides what the sign may do from the characters beside it.
    pub fn judge(&mut self, before: char, after: char, manner: Manner) {
        let (before, after) = (restored(before), restored(after));
        let punctuation = (is_punctuation(before), is_punctuation(after));
        let space = (before.is_whitespace(), after.is_whitespace());
        let plain_open = !space.1 && (!punctuation.1 || space.0 || punctuation.0);
        let plain_close = !space.0 && (!punctuation.0 || space.1 || punctuation.1);
        self.beside_cjk = is_cjk(before) || is_cjk(after);
        match manner {
            _ if self.length >= 4 => {}
            Manner::Official => self.judge_official(before, after),
            Manner::Citizen => self.judge_citizen(before, after),
        }
        // The parser also pairs single tildes.
        let never_parsed_so = manner == Manner::Citizen || (self.byte == b'~' && self.length == 1);
        self.differs =
            (self.may_open, self.may_close) != (plain_open, plain_close) || never_parsed_so || self.behind_name;
    }

    fn judge_official(&mut self, before: char, after: char) {
        let letters = (is_letter(before), is_letter(after));
        if letters.0 && letters.1 && self.length != 2 {
            return;
        }
        self.behind_name = self.length == 2 && NAMES.contains(before);
        let cjk = (is_cjk(before), is_cjk(after));
        let punctuation = (is_punctuation(before), is_punctuation(after));
        let space = (before.is_whitespace(), after.is_whitespace());
        let hard = (punctuation.0 && !cjk.0, punctuation.1 && !cjk.1);
        self.may_open = !space.1 && (!hard.1 || space.0 || punctuation.0 || cjk.0);
        self.may_close = !space.0 && (!hard.0 || space.1 || punctuation.1 || cjk.1);
        if self.length == 1 && self.byte == b'*' && self.beside_cjk {
            self.behind_bracket = is_closing(before);
            self.for_bracket = letters.0;
            self.may_open &= !letters.0 || is_opening(after);
            // Behind a comma a mask begins (`*华、*英`); before a bracket one ends (`王*（主任）`).
            let is_mask = (letters.1 && "，、；".contains(before)) || (letters.0 && is_opening(after));
            self.may_close &= !is_mask;
        }
    }

    fn judge_citizen(&mut self, before: char, after: char) {
        let space = (before.is_whitespace(), after.is_whitespace());
        let is_strike = self.byte == b'~';
        // `_x000D_` and `__init__` are names.
        if self.length > 2 || (is_strike && self.length != 2) || self.byte == b'_' {
            return;
        }
        self.whole = true;
        // Chinese has no italics: one asterisk beside a name is a mask.
        let inside = |c: char| self.length == 2 || !is_cjk(c);
        self.may_open = !is_letter(before) && !space.1 && inside(after);
        self.may_close = !is_letter(after) && !space.0 && inside(before);
    }

    /// Returns the signs in no pair.
    pub fn left_over(&self) -> Range<usize> {
        self.start + self.taken_left..self.start + self.length - self.taken_right
    }

    fn remaining(&self) -> usize {
        self.length - self.taken_left - self.taken_right
    }

    /// Which failed searches a closer shares; the parts are those of [`may_pair`].
    fn bottom(&self) -> usize {
        let byte = match self.byte {
            b'~' => 2,
            b'_' => 1,
            _ => 0,
        };
        let traits = [self.may_open, self.behind_bracket, self.whole, self.behind_name];
        let traits = traits.iter().fold(0, |bits, has| bits * 2 + usize::from(*has));
        (byte * 16 + traits) * 4 + if self.whole { self.length.min(3) } else { self.length % 3 }
    }
}

/// How many kinds of closers there are.
const KINDS: usize = 3 * 16 * 4;

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || crate::markdown::text::is_mark_sign(c)
}

/// Common family names that end few other words.
const NAMES: &str =
    "王李张刘陈杨赵吴徐孙朱郭罗郑谢韩唐冯董萧曹袁邓许傅沈曾彭吕苏卢蒋蔡贾魏薛阎潘杜戴汪姜姚谭廖邹邱秦侯邵孟";

fn is_opening(c: char) -> bool {
    "《〈「『（【〔“‘".contains(c)
}

fn is_closing(c: char) -> bool {
    "》〉」』）】〕”’".contains(c)
}

fn is_punctuation(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation();
    }
    !c.is_alphanumeric()
        && !c.is_whitespace()
        && !c.is_control()
        && !crate::markdown::text::is_mark_sign(c)
        && !unicode_normalization::char::is_combining_mark(c)
}

fn may_pair(opener: &Sign, closer: &Sign) -> bool {
    if opener.byte != closer.byte {
        return false;
    }
    if opener.byte == b'~' {
        return opener.length == 2 && closer.length == 2;
    }
    if opener.whole || closer.whole {
        return opener.length == closer.length;
    }
    if (opener.for_bracket && !closer.behind_bracket) || (opener.behind_name && closer.behind_name) {
        return false;
    }
    let both = opener.may_close || closer.may_open;
    let (a, b) = (opener.length, closer.length);
    !both || !(a + b).is_multiple_of(3) || (a.is_multiple_of(3) && b.is_multiple_of(3))
}

/// Pairs the signs whose numbers are given.
pub(super) fn pair(signs: &mut [Sign], frame: &[usize]) {
    let mut openers: Vec<usize> = vec![];
    let mut bottoms = [0; KINDS];
    for &closer in frame {
        while signs[closer].may_close && signs[closer].remaining() > 0 {
            let bottom = signs[closer].bottom();
            let found =
                (bottoms[bottom]..openers.len()).rev().find(|at| may_pair(&signs[openers[*at]], &signs[closer]));
            let Some(at) = found else {
                bottoms[bottom] = openers.len();
                break;
            };
            openers.truncate(at + 1);
            join(signs, openers[at], closer);
            if signs[openers[at]].remaining() == 0 {
                openers.pop();
            }
            // Openers that come to stand below a remembered height have not been searched.
            bottoms.iter_mut().for_each(|bottom| *bottom = openers.len().min(*bottom));
        }
        if signs[closer].may_open && signs[closer].remaining() > 0 {
            openers.push(closer);
        }
    }
}

fn join(signs: &mut [Sign], opener: usize, closer: usize) {
    let (kind, length) = match signs[closer].byte {
        b'~' => (Kind::Strikethrough, 2),
        _ if signs[opener].remaining() >= 2 && signs[closer].remaining() >= 2 => (Kind::Strong, 2),
        _ => (Kind::Emphasis, 1),
    };
    signs[opener].taken_right += length;
    let start = signs[opener].left_over().end;
    signs[closer].taken_left += length;
    let end = signs[closer].left_over().start;
    signs[opener].opens.push((kind, start..end));
    signs[closer].closes.push((kind, start..end));
}
