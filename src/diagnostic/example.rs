//! Examples of a rule: what breaks it, and the same mended.
//!
//! `explain` prints them, and a test lays them out as a site and looks for the finding where the
//! marks say it is. An example names files, each followed by what stands in it:
//!
//! ```text
//! example = { file }
//! file    = path [ " (" note ")" ] NEWLINE { line [ mark ] }
//! mark    = { " " | "^" } "^" NEWLINE          under the words that the finding points at;
//!                                              under a path: the file as a whole
//! ```
//!
//! Of a file of keys only some are shown, of others the whole text; a path without text stands for
//! a file that is in order. What must hold: a path begins at the first column with `content/`,
//! `themes/` or `site-config.yaml`, and no other line does.

use unicode_width::UnicodeWidthStr;

/// Returns the lines of an example without the indentation that it has in the source.
pub fn lines(text: &'static str) -> Vec<&'static str> {
    let body = text.strip_prefix('\n').unwrap_or(text).trim_end();
    let indent = |line: &&str| line.len() - line.trim_start_matches(' ').len();
    let least = body.lines().filter(|line| !line.is_empty()).map(|line| indent(&line)).min().unwrap_or(0);
    body.lines().map(|line| line.get(least..).unwrap_or_default()).collect()
}

/// Returns whether a line marks words of the one above it.
pub fn is_mark(line: &str) -> bool {
    line.ends_with('^') && line.bytes().all(|b| b == b'^' || b == b' ')
}

/// Returns the path and the note of a line that begins a file.
pub fn path(line: &str) -> Option<(&str, Option<&str>)> {
    let begins = ["content/", "themes/", "site-config.yaml"].iter().any(|start| line.starts_with(start));
    let noted = line.strip_suffix(')').and_then(|line| line.split_once(" ("));
    begins.then(|| noted.map_or((line, None), |(path, note)| (path, Some(note))))
}

/// Returns how many columns of a terminal a text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// Returns an example as `explain` shows it; a label tells what the marks point at.
pub fn shown(text: &'static str, label: &str) -> String {
    let mut shown = String::new();
    let mut below_path = false;
    for line in lines(text) {
        let mark = is_mark(line);
        let begins = path(line).is_some();
        if begins && !shown.is_empty() {
            shown.push('\n');
        }
        let indent = if begins || line.is_empty() || (mark && below_path) { "" } else { "  " };
        below_path = begins;
        let label = if mark && !label.is_empty() { format!(" {label}") } else { String::new() };
        shown.push_str(&format!("{indent}{line}{label}\n"));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "
        content/pages/a.md (saved as UTF-16)
        ---
        title: 路灯
               ^^^^

        content/pages/b.md
    ";

    #[test]
    fn lines_lose_the_indentation_of_the_source() {
        assert_eq!(lines(TEXT)[1..3], ["---", "title: 路灯"]);
        assert_eq!(path(lines(TEXT)[0]), Some(("content/pages/a.md", Some("saved as UTF-16"))));
        assert_eq!(path("See content/pages/a.md"), None);
        assert!(is_mark("  ^^^") && !is_mark("") && !is_mark("x ^") && is_mark("^^  ^"));
        assert_eq!(lines(TEXT)[3], " ".repeat(7) + &"^".repeat(width("路灯")));
    }

    #[test]
    fn a_label_stands_behind_the_marks() {
        assert!(
            shown(TEXT, "here").contains("\n         ^^^^ here\n\n\ncontent/pages/b.md\n"),
            "{}",
            shown(TEXT, "here")
        );
    }
}
