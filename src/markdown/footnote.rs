//! Footnotes of one body.
//!
//! Takes references and definitions in the order of the text; gives numbers by first reference
//! and, at the end, the list. A definition nobody refers to is listed last: nothing is dropped.
//!
//! Ids: `fn-<prefix><label>` at the note, `fnref-<prefix><label>` at its first reference and
//! `fnref-<prefix><label>.2` at later ones; a slug has no `.`, so these cannot meet.

use std::collections::HashMap;
use std::fmt::Write;

use super::ids::{Ids, published_id};
use super::text::{attribute_into, slug};
use super::{Options, Words};

#[derive(Default)]
pub(super) struct Footnotes {
    notes: Vec<Note>,
    /// Places in `notes` by label; labels are equal whatever their case.
    by_label: HashMap<String, usize>,
    ids: Ids,
    numbered: usize,
}

struct Note {
    /// Prefix and slug of the label, fit for an attribute.
    key: String,
    number: Option<usize>,
    references: usize,
    body: String,
}

impl Footnotes {
    /// Writes a reference; inside a link it is no link itself.
    pub fn reference(&mut self, out: &mut String, label: &str, options: &Options<'_>, in_link: bool) {
        let at = self.place(label, options);
        let note = &mut self.notes[at];
        note.references += 1;
        let number = *note.number.get_or_insert_with(|| {
            self.numbered += 1;
            self.numbered
        });
        let key = &note.key;
        let again = again(note.references);
        // Writing to a String cannot fail.
        let _ = if in_link {
            write!(out, "<sup class=\"footnote-ref\" id=\"fnref-{key}{again}\">{number}</sup>")
        } else {
            write!(
                out,
                "<sup class=\"footnote-ref\"><a href=\"#fn-{key}\" id=\"fnref-{key}{again}\">\
                 {number}</a></sup>"
            )
        };
    }

    /// Keeps the body of a definition.
    pub fn define(&mut self, label: &str, options: &Options<'_>, body: &str) {
        let at = self.place(label, options);
        self.notes[at].body.push_str(body);
    }

    /// Writes the list.
    pub fn list(mut self, out: &mut String, words: &Words<'_>) {
        if self.notes.is_empty() {
            return;
        }
        self.notes.sort_by_key(|note| note.number.unwrap_or(usize::MAX));
        out.push_str("<section class=\"footnotes\" aria-label=\"");
        attribute_into(out, words.footnotes);
        out.push_str("\">\n<ol>\n");
        for note in &self.notes {
            note.item(out, words);
        }
        out.push_str("</ol>\n</section>\n");
    }

    fn place(&mut self, label: &str, options: &Options<'_>) -> usize {
        let folded = label.to_lowercase();
        if let Some(at) = self.by_label.get(&folded) {
            return *at;
        }
        let slug = published_id(&slug(&folded));
        let slug = self.ids.unique(if slug.is_empty() { "note" } else { &slug });
        let mut key = String::new();
        attribute_into(&mut key, options.id_prefix);
        attribute_into(&mut key, &slug);
        self.notes.push(Note { key, number: None, references: 0, body: String::new() });
        self.by_label.insert(folded, self.notes.len() - 1);
        self.notes.len() - 1
    }
}

fn again(count: usize) -> String {
    if count > 1 { format!(".{count}") } else { String::new() }
}

impl Note {
    fn item(&self, out: &mut String, words: &Words<'_>) {
        let _ = write!(out, "<li id=\"fn-{}\">", self.key);
        let body = self.body.trim_end();
        // The ways back stand in the last paragraph, where a reader ends.
        let (body, close) = match body.strip_suffix("</p>") {
            Some(body) => (body, "</p>"),
            None => (body, ""),
        };
        out.push_str(body);
        for count in 1..=self.references {
            let _ = write!(out, " <a href=\"#fnref-{}{}\" class=\"footnote-back\" ", self.key, again(count));
            out.push_str("aria-label=\"");
            attribute_into(out, words.back);
            if count > 1 {
                let _ = write!(out, " {count}");
            }
            out.push_str("\">↩</a>");
        }
        out.push_str(close);
        out.push_str("</li>\n");
    }
}
