//! Terminals: controls, marks of direction and what is no character are shown as `\u{1b}`, so
//! that neither a text nor a file's name can move the cursor, colour or forge a line.

use crate::source::text::{holds_out_of_place, is_out_of_place};
use std::borrow::Cow;
use std::ops::Range;

/// Text that a terminal may be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed(String);

impl Printed {
    /// Takes a message of any number of lines.
    pub fn of(text: &str) -> Self {
        Self(visible(text).into_owned())
    }

    /// Takes what was coloured by us: sequences of colour stay, all others are shown.
    pub fn coloured(text: &str) -> Self {
        let mut shown = String::with_capacity(text.len());
        let mut parts = text.split("\u{1b}[");
        shown.push_str(&visible(parts.next().unwrap_or_default()));
        for part in parts {
            let end = part.find(|c: char| !c.is_ascii_digit() && c != ';');
            match end.filter(|end| part[*end..].starts_with('m')) {
                Some(end) => shown.extend(["\u{1b}[", &part[..=end], &visible(&part[end + 1..])]),
                None => shown.extend(["\\u{1b}[", &visible(part)]),
            }
        }
        Self(shown)
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_hidden(c: char) -> bool {
    is_out_of_place(c) || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Returns text of any number of lines with everything hidden made visible.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !holds_out_of_place(text) && !text.contains(['\u{2028}', '\u{2029}']) {
        return Cow::Borrowed(text);
    }
    let shown = |c: char| if is_hidden(c) { Cow::from(format!("\\u{{{:x}}}", c as u32)) } else { c.to_string().into() };
    Cow::Owned(text.chars().map(shown).collect())
}

/// Returns a value, such as a file's name, that stays on its line.
pub fn inline(text: &str) -> Cow<'_, str> {
    if text.contains(['\n', '\t']) {
        let whole = text.replace('\n', "\\u{a}").replace('\t', "\\u{9}");
        return Cow::Owned(visible(&whole).into_owned());
    }
    visible(text)
}

/// Returns a path as a message may name it.
pub fn path(path: &std::path::Path) -> String {
    inline(&path.to_string_lossy()).into_owned()
}

/// Returns where bytes of a text stand once it was made [`visible`].
pub fn moved(text: &str, range: &Range<usize>) -> Range<usize> {
    visible(&text[..range.start]).len()..visible(&text[..range.end]).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_moves_the_cursor() {
        assert_eq!(
            visible("a\u{1b}[2Jb\u{9b}\u{202E}\u{7f}\u{FFFE}路\n\t"),
            "a\\u{1b}[2Jb\\u{9b}\\u{202e}\\u{7f}\\u{fffe}路\n\t"
        );
        assert_eq!(inline("a\nerror[x]: b\r"), "a\\u{a}error[x]: b\\u{d}");
        assert_eq!(moved("\u{1b}ab", &(1..2)), 6..7);
    }

    #[test]
    fn colours_of_ours_stay() {
        let text = "\u{1b}[1;31merror\u{1b}[0m: \u{1b}]0;x\u{7} \u{1b}[2J\u{1b}[";
        let shown = "\u{1b}[1;31merror\u{1b}[0m: \\u{1b}]0;x\\u{7} \\u{1b}[2J\\u{1b}[";
        assert_eq!(Printed::coloured(text).as_str(), shown);
        assert_eq!(Printed::of("\u{1b}[0m").as_str(), "\\u{1b}[0m");
    }
}
