//! A record made of a row: its text, and which column each piece of it came from, so that a finding
//! about the record can be told of the sheet.

use super::dates::Moment;
use super::said::Said;
use super::text;
use crate::diagnostic::{Place, Step};
use jiff::civil::Date;
use std::ops::Range;

/// A record made of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Composed {
    pub row: usize,
    pub reference: String,
    pub title: String,
    pub received: Date,
    pub department: String,
    /// The record without the lines that are the file's own: when it was published, and whether
    /// somebody still has to look at it.
    pub basis: String,
    /// Where those lines go.
    pub(super) head_end: usize,
    /// The day of publication that the sheet says.
    pub published: Option<Date>,
    /// Keys and bytes of `basis`, and the column each came from.
    pub(super) keys: Vec<(&'static str, usize)>,
    pub(super) events: Vec<usize>,
    pub(super) sections: Vec<(Range<usize>, usize)>,
    /// What the row says and the record does not.
    pub notes: Vec<Said>,
}

impl Composed {
    /// Returns the whole text of the file.
    pub fn text(&self, published: Option<Date>, draft: bool) -> String {
        format!("{}{}{}", &self.basis[..self.head_end], own_lines(published, draft), &self.basis[self.head_end..])
    }

    /// Returns the column that something in the file came from.
    pub fn column(&self, place: &Place, published: Option<Date>, draft: bool) -> Option<usize> {
        let key = |name: &str| self.keys.iter().find(|(key, _)| *key == name).map(|(_, column)| *column);
        match place {
            Place::Value(path) | Place::Key(path, _) => match &path.0[..] {
                [Step::Key(name), Step::Index(at), ..] if name == "events" => self.events.get(*at).copied(),
                [Step::Key(name), ..] => key(name),
                _ => None,
            },
            Place::Bytes(range) => {
                let own = own_lines(published, draft).len();
                if range.start < self.head_end {
                    let line_start = self.basis[..range.start].rfind('\n').map_or(0, |at| at + 1);
                    let name = self.basis[line_start..].split(':').next().unwrap_or_default();
                    return key(name);
                }
                let start = range.start.saturating_sub(own);
                self.sections.iter().find(|(part, _)| part.contains(&start)).map(|(_, column)| *column)
            }
            // What is wrong with a file as a whole is its name, which is made of the number.
            Place::File => key("references"),
            Place::Line(..) => None,
        }
    }
}

fn own_lines(published: Option<Date>, draft: bool) -> String {
    let published = published.map_or_else(String::new, |day| format!("published: {day}\n"));
    format!("{published}{}", if draft { "draft: true\n" } else { "" })
}

/// Returns a file's text as it is compared: without the lines that are the file's own.
pub fn compared(text: &str) -> (String, Option<Date>, bool) {
    let Some(head) = text.strip_prefix("---\n").and_then(|rest| rest.find("\n---\n")).map(|at| at + 5) else {
        return (text.to_owned(), None, false);
    };
    let (mut published, mut draft) = (None, false);
    let mut out = String::with_capacity(text.len());
    for line in text[..head].split_inclusive('\n') {
        if let Some(day) = line.strip_prefix("published: ") {
            published = crate::yaml::schema::exact_day(day.trim());
        } else if let Some(word) = line.strip_prefix("draft: ") {
            draft = word.trim() == "true";
        } else {
            out.push_str(line);
        }
    }
    out.push_str(&text[head..]);
    (out, published, draft)
}

/// The front matter while it is written.
pub(super) struct Head {
    text: String,
    pub keys: Vec<(&'static str, usize)>,
    events: Vec<(Moment, String, usize)>,
    pub event_columns: Vec<usize>,
}

impl Head {
    pub fn new() -> Self {
        Self { text: "---\n".to_owned(), keys: Vec::new(), events: Vec::new(), event_columns: Vec::new() }
    }

    pub fn key(&mut self, key: &'static str, value: &str, column: Option<usize>) {
        self.text.extend([key, ": ", value, "\n"]);
        self.keys.extend(column.map(|column| (key, column)));
    }

    pub fn event(&mut self, on: Moment, kind: &str, more: &str, column: usize) {
        self.events.push((on, format!("  - {{on: {}, type: {kind}{more}}}\n", on.written()), column));
    }

    /// Ends the front matter, and adds the texts. Returns the whole, where the front matter ends, and
    /// the columns of the texts.
    pub fn with(
        &mut self,
        question: Option<(String, usize)>,
        reply: Option<(String, usize)>,
        chinese: bool,
    ) -> (String, usize, Vec<(Range<usize>, usize)>) {
        if !self.events.is_empty() {
            self.text.push_str("events:\n");
            self.events.sort_by_key(|(on, ..)| on.on);
            for (_, line, column) in std::mem::take(&mut self.events) {
                self.text.push_str(&line);
                self.event_columns.push(column);
            }
        }
        let head_end = self.text.len();
        let mut text = std::mem::take(&mut self.text);
        text.push_str("---\n");
        let mut sections = Vec::new();
        let labels = if chinese { ["问题", "答复"] } else { ["Question", "Reply"] };
        for (label, section) in labels.into_iter().zip([question, reply]) {
            let Some((words, column)) = section else { continue };
            let start = text.len();
            let gap = if sections.is_empty() { "" } else { "\n" };
            text.push_str(&format!("{gap}## {label}\n\n{}\n", text::markdown(&words)));
            sections.push((start..text.len(), column));
        }
        (text, head_end, sections)
    }
}
