//! The doors through which text leaves the program: one file for each format.
//!
//! Takes people's text, and values of ours that carry a type (numbers, days, words of the
//! program itself); gives [`Escaped`], which nothing but a door can make. What must hold: there is
//! no way round. Rendering hands on [`Escaped`] alone, so an output that was put together from
//! raw strings does not compile; and no door has an argument for a string that it would write as
//! it is, unless that string is part of the program (`&'static str`).
//!
//! All of them leave out what has no place in a public text ([`crate::source::text::clean`]):
//! controls, marks of direction, and code points that are no characters. The terminal shows them
//! instead, as `\u{1b}`: whoever mends a text must see what is wrong with it.

pub mod csv;
pub mod ics;
pub mod json;
pub mod markdown;
pub mod markup;
pub mod plain;
pub mod terminal;
pub mod turtle;

/// The bytes of an output, every text of which came through a door:
///
/// ```compile_fail
/// let _ = gongkai::escape::Escaped(b"<script>".to_vec());
/// ```
#[derive(Debug, Default)]
pub struct Escaped(Vec<u8>);

impl Escaped {
    /// Returns a file that is part of the program.
    pub fn own(text: &'static str) -> Self {
        Self(text.as_bytes().to_vec())
    }

    /// Returns whether this stands in it.
    pub fn holds(&self, text: &str) -> bool {
        std::str::from_utf8(&self.0).is_ok_and(|own| own.contains(text))
    }

    /// Returns the bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

/// Typed values that a door may write as they are; sealed, so that a string is none of them. A type
/// that becomes one says so where it is defined.
pub(crate) mod sealed {
    pub trait Sealed {}
}
