//! Accidents of tools and hands: what a file holds that nobody meant to write.
//!
//! Takes the text of one file; gives findings with their places. What must hold: linear in the
//! length of the text, and nothing for a text that is in order.

use super::case::Section;
use super::parse::Reader;
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, Place};
use crate::yaml::schema::{Field, Ty};
use std::ops::Range;

/// Reports the marks that git leaves in a file when two people changed the same lines.
pub fn conflict(path: &str, text: &str) -> Option<Finding> {
    // Both ends: a line of seven marks alone may be a rule below a heading, but for the lines of YAML.
    if let Some(finding) = half_conflict(path, text) {
        return Some(finding);
    }
    if !text.contains("<<<<<<< ") && !text.contains(">>>>>>> ") {
        return None;
    }
    let begins = |line: &str| line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ");
    let (at, line) = lines(text).find(|(_, line)| begins(line))?;
    Some(Finding::new(&rules::CONFLICT_MARKERS, path, Place::Bytes(at..at + line.trim_end().len())))
}

/// Reports a mark of git's that was forgotten in YAML, where nothing else is written so.
fn half_conflict(path: &str, text: &str) -> Option<Finding> {
    if !text.contains("=======") && !text.contains("||||||| ") {
        return None;
    }
    // In a text it underlines a heading, if there is one above it.
    if let Some(at) = text.find("\n\n=======\n") {
        return Some(Finding::new(&rules::CONFLICT_MARKERS, path, Place::Bytes(at + 2..at + 9)));
    }
    let yaml = match path.ends_with(".md") {
        true => crate::source::front_matter::split(text)?.yaml,
        false if path.ends_with(".yaml") => 0..text.len(),
        false => return None,
    };
    let (at, line) =
        lines(&text[yaml.clone()]).find(|(_, line)| line.trim_end() == "=======" || line.starts_with("||||||| "))?;
    let at = yaml.start + at;
    Some(Finding::new(&rules::CONFLICT_MARKERS, path, Place::Bytes(at..at + line.trim_end().len())))
}

/// Reports a file that only names its content, as Git LFS and git-annex store it.
pub fn pointer(path: &str, text: &str) -> Option<Finding> {
    let line = text.lines().next().unwrap_or_default();
    let is_pointer =
        line.starts_with("version https://git-lfs.github.com/spec/") || line.starts_with("/annex/objects/");
    is_pointer.then(|| Finding::new(&rules::POINTER_FILE, path, Place::Bytes(0..line.len())))
}

/// Returns whether a text holds anything that can be read: letters or digits, outside comments.
pub fn has_words(text: &str) -> bool {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!--") {
        if before.chars().any(char::is_alphanumeric) {
            return true;
        }
        rest = after.split_once("-->").map_or("", |(_, after)| after);
    }
    rest.chars().any(char::is_alphanumeric)
}

/// Returns whether a text stands for one that is to come: nothing but such words is there.
fn is_to_come(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "todo",
        "to do",
        "tbd",
        "tbc",
        "tba",
        "fixme",
        "xxx",
        "placeholder",
        "to be done",
        "to be added",
        "to be completed",
        "to be confirmed",
        "to follow",
        "coming soon",
        "text here",
        "reply here",
        "待补充",
        "待补",
        "待定",
        "待填",
        "待填写",
        "待完善",
        "待回复",
        "待答复",
        "此处填写答复",
        "在此填写",
        "内容待补充",
        "答复待补充",
    ];
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    WORDS.contains(&bare.as_str()) || (bare.starts_with("lorem ipsum") && bare.contains("dolor"))
}

impl Reader<'_> {
    /// Reports sections of a case without a word, where others have some, and those whose words stand for
    /// a text that is to come.
    pub fn sections_not_empty(&mut self, sections: &[Section]) {
        let text = |s: &Section| &self.text[s.range()];
        let any = sections.iter().any(|s| has_words(text(s)));
        let empty = sections.iter().filter(|s| any && !has_words(text(s)));
        let empty = empty.map(|s| (&rules::SECTION_EMPTY, s.heading as usize..s.start as usize));
        let to_come = sections.iter().filter(|s| is_to_come(text(s)));
        let to_come = to_come.map(|s| (&rules::TEXT_TO_COME, trimmed(self.text, s.range())));
        let found: Vec<_> = empty.chain(to_come).collect();
        self.findings.extend(found.into_iter().map(|(rule, at)| Finding::new(rule, self.path, Place::Bytes(at))));
    }

    /// Reports a body without a word in it, or with words that stand for a text that is to come.
    pub fn body_not_empty(&mut self, range: &Range<usize>) {
        let text = &self.text[range.clone()];
        if !has_words(text) {
            self.findings.push(Finding::new(&rules::BODY_EMPTY, self.path, Place::File));
        } else if is_to_come(text) {
            let place = Place::Bytes(trimmed(self.text, range.clone()));
            self.findings.push(Finding::new(&rules::TEXT_TO_COME, self.path, place));
        }
    }
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + part.len() - part.trim_start().len();
    start..start + part.trim().len()
}

/// Reports unquoted texts that YAML cuts at ` #`. `yaml` is where the YAML stands in the text.
pub fn cut_at_hash(path: &str, text: &str, yaml: &Range<usize>, table: &[Field]) -> Vec<Finding> {
    let slice = &text[yaml.clone()];
    if !slice.contains(" #") && !slice.contains("\t#") {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (at, line) in lines(slice) {
        let Some((value, comment)) = commented(line, table) else { continue };
        let from = yaml.start + at + comment.start;
        let rest = line[comment].trim_end();
        // `# words` behind a value is how comments are written; `#2` is how numbers are.
        let spaced = rest[1..].starts_with([' ', '#']) || rest.len() == 1;
        let rule = if spaced { &rules::COMMENT_AFTER_TEXT } else { &rules::TEXT_CUT_AT_HASH };
        let place = Place::Bytes(from..from + rest.len());
        let text = if value.is_empty() { rest.to_owned() } else { format!("{value} {rest}") };
        findings.push(Finding::new(rule, path, place).arg("rest", rest).arg("text", text));
    }
    findings
}

/// Returns the unquoted human text of a line and where its comment stands.
fn commented<'l>(line: &'l str, table: &[Field]) -> Option<(&'l str, Range<usize>)> {
    let (key, value_at) = key_of(line)?;
    let value = &line[value_at..];
    let plain = !value.starts_with(['"', '\'', '{', '[', '|', '>', '&', '*', '!']);
    // `#` right before a word begins the text, and hides all of it.
    if value.starts_with('#') && key.is_some_and(|key| is_text(key, table)) {
        let hides = value[1..].starts_with(|c: char| c.is_alphanumeric());
        return hides.then_some(("", value_at..line.len()));
    }
    if !plain || !key.is_none_or(|key| is_text(key, table)) {
        return None;
    }
    let hash = value.match_indices('#').find(|(i, _)| *i > 0 && value[..*i].ends_with([' ', '\t']))?.0;
    Some((value[..hash].trim_end(), value_at + hash..line.len()))
}

/// Returns the key of a line, `None` for an item of a list, and where its value begins.
fn key_of(line: &str) -> Option<(Option<&str>, usize)> {
    let mut at = line.len() - line.trim_start().len();
    let mut item = false;
    while line[at..].starts_with("- ") {
        at += 2;
        at += line[at..].len() - line[at..].trim_start().len();
        item = true;
    }
    let key_len = line[at..].bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')).count();
    let after = &line[at + key_len..];
    if key_len > 0 && after.starts_with(": ") {
        let value = at + key_len + 1;
        let value = value + (line[value..].len() - line[value..].trim_start().len());
        return Some((Some(&line[at..at + key_len]), value));
    }
    item.then_some((None, at))
}

/// Whether a key holds human text anywhere in a table, or is a language's.
fn is_text(key: &str, table: &[Field]) -> bool {
    fn holds(ty: &Ty, key: &str) -> bool {
        match ty {
            Ty::Map(fields) => is_text(key, fields),
            Ty::List(ty) => holds(ty, key),
            Ty::Event(common, kinds) => is_text(key, common) || kinds.iter().any(|(_, own)| is_text(key, own)),
            _ => false,
        }
    }
    let code =
        key.split('-').next().is_some_and(|c| (2..=3).contains(&c.len()) && c.bytes().all(|b| b.is_ascii_lowercase()));
    let own = |f: &Field| f.key == key && matches!(f.ty, Ty::Text | Ty::Str);
    let named = table.iter().any(|f| own(f) || holds(&f.ty, key));
    let known = table.iter().any(|f| f.key == key);
    named || (code && !known)
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::fields;

    fn cut(yaml: &str) -> Vec<(&'static str, String)> {
        let found = cut_at_hash("x.md", yaml, &(0..yaml.len()), fields::CASE);
        let rest =
            |f: &Finding| f.args.iter().find(|(key, _)| key == "rest").map(|(_, v)| v.clone()).unwrap_or_default();
        found.iter().map(|f| (f.rule.name, rest(f))).collect()
    }

    #[test]
    fn texts_that_yaml_cuts_are_named() {
        assert_eq!(cut("title: Route 5 #2 bus never comes\n"), [("text-cut-at-hash", "#2 bus never comes".to_owned())]);
        assert_eq!(cut("title: 反映 #3号楼路灯不亮\n"), [("text-cut-at-hash", "#3号楼路灯不亮".to_owned())]);
        assert_eq!(cut("location: {en: x}\n  en: Gate #4\n"), [("text-cut-at-hash", "#4".to_owned())]);
        assert_eq!(cut("references:\n  - A #7\n"), [("text-cut-at-hash", "#7".to_owned())]);
        assert_eq!(cut("    reason: Lamp #9 is new\n"), [("text-cut-at-hash", "#9 is new".to_owned())]);
        assert_eq!(cut("title: Stop # 12\n"), [("comment-after-text", "# 12".to_owned())]);
    }

    #[test]
    fn quoted_texts_whole_words_and_comments_of_other_keys_are_fine() {
        for fine in [
            "title: \"Route 5 #2\"\n",
            "title: 'A #2'\n",
            "title: C#\n",
            "# title: Route #2\n",
            "kind: complaint   # consult complaint\n",
            "received: 2026-03-02 # typed by Li\n",
            "department: urban #1\n",
        ] {
            assert_eq!(cut(fine), [], "{fine}");
        }
    }

    #[test]
    fn conflicts_and_pointers_are_seen() {
        assert!(conflict("x", "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> main\n").is_some());
        assert!(conflict("x", "a <<<<<<< b\n=======\n").is_none());
        assert!(pointer("x", "version https://git-lfs.github.com/spec/v1\noid sha256:0\n").is_some());
        assert!(pointer("x", "version 2\n").is_none());
    }

    #[test]
    fn marks_and_comments_are_no_words() {
        for empty in ["", "  \n", "<!-- to be written -->", "***\n---", "<!-- open"] {
            assert!(!has_words(empty), "{empty:?}");
        }
        assert!(has_words("已办") && has_words("<!-- a --> 7"));
    }
}
