//! Numbers of lists, as they were written.
//!
//! Takes the pieces; gives numbered lists and their items as pieces that know the number in the
//! text. CommonMark keeps the first number of a list and counts on, so a list with a repealed
//! point (1, 2, 4) would be renumbered without a word.
//!
//! What must hold: each item shows the number that stands in the text. A list that HTML cannot
//! count (`01.`, `1998.`) has its numbers written out instead, for its margin holds three digits.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::stream::{Item, Piece};

/// How a list shows its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListKind {
    /// `1.`
    Dots,
    /// `1)`
    Brackets,
    /// Written out as text.
    Written,
}

/// A list that is open: where its pieces are, and the number that comes next.
struct Open {
    start: usize,
    items: Vec<usize>,
    next: u64,
    kind: ListKind,
}

/// Numbers the lists of a stream.
pub(super) fn number(items: &mut [Item<'_>], text: &str) {
    let mut open: Vec<Option<Open>> = vec![];
    for at in 0..items.len() {
        match &items[at].piece {
            Piece::Md(Event::Start(Tag::List(Some(_)))) => {
                open.push(Some(Open { start: at, items: vec![], next: 0, kind: ListKind::Dots }));
            }
            Piece::Md(Event::Start(Tag::List(None))) => open.push(None),
            Piece::Md(Event::Start(Tag::Item)) => {
                if let Some(Some(list)) = open.last_mut()
                    && let Some(label) = label(text, items[at].span.start)
                {
                    items[at].piece = list.item(text, at, label);
                }
            }
            Piece::Md(Event::End(TagEnd::List(_))) => {
                if let Some(Some(list)) = open.pop() {
                    list.close(items);
                }
            }
            _ => {}
        }
    }
}

impl Open {
    fn item<'s>(&mut self, text: &str, at: usize, label: Range<usize>) -> Piece<'s> {
        let digits = &text[label.start..label.end - 1];
        let number: u64 = digits.parse().unwrap_or(0);
        let is_bracket = text[label.clone()].ends_with(')');
        if digits.len() > 3 || (digits.len() > 1 && digits.starts_with('0')) {
            self.kind = ListKind::Written;
        } else if is_bracket && self.kind == ListKind::Dots {
            self.kind = ListKind::Brackets;
        }
        let is_next = self.items.is_empty() || number == self.next;
        self.items.push(at);
        self.next = number + 1;
        Piece::Item { label, value: (!is_next).then_some(number), kind: self.kind }
    }

    /// Tells the list and its items what the whole list is.
    fn close(self, items: &mut [Item<'_>]) {
        let Piece::Md(Event::Start(Tag::List(Some(start)))) = items[self.start].piece else { return };
        items[self.start].piece = Piece::Ordered { start, kind: self.kind };
        for at in self.items {
            if let Piece::Item { kind, .. } = &mut items[at].piece {
                *kind = self.kind;
            }
        }
    }
}

/// Returns where the number of the item that starts at `at` stands, with the sign behind it.
fn label(text: &str, at: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let is_blank = |b: &u8| matches!(b, b' ' | b'\t' | b'\n');
    let label_from = |start: usize| {
        let start = start + bytes.get(start..)?.iter().take_while(|b| is_blank(b)).count();
        let length = bytes[start..].iter().take_while(|b| b.is_ascii_digit()).count();
        let has_sign = matches!(bytes.get(start + length), Some(b'.' | b')'));
        (length > 0 && has_sign).then_some(start..start + length + 1)
    };
    // The parser counts a tab as columns and may say that an item starts a few bytes before its
    // line.
    (at..at + 4).find_map(label_from)
}
