//! Tables: a named region that can be scrolled with the keyboard, header cells with a scope.

use pulldown_cmark::{Alignment, Tag, TagEnd};

use crate::markdown::Words;
use crate::markdown::text::attribute_into;

#[derive(Default)]
pub(super) struct Table {
    count: usize,
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    has_rows: bool,
    /// Where in the text the tag of the cell that is open begins, and where its content does.
    cell: (usize, usize),
}

impl Table {
    pub fn start(&mut self, out: &mut String, tag: &Tag<'_>, words: &Words<'_>) {
        match tag {
            Tag::Table(alignments) => {
                self.count += 1;
                self.alignments.clone_from(alignments);
                self.has_rows = false;
                out.push_str("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"");
                attribute_into(out, words.table);
                out.push_str(&format!(" {}\">\n<table>\n", self.count));
            }
            Tag::TableHead => {
                self.row(true);
                out.push_str("<thead><tr>");
            }
            Tag::TableRow => {
                out.push_str(if self.has_rows { "<tr>" } else { "<tbody>\n<tr>" });
                self.has_rows = true;
                self.row(false);
            }
            _ => self.cell(out),
        }
    }

    pub fn end(&mut self, out: &mut String, tag: &TagEnd) {
        if matches!(tag, TagEnd::TableCell) && self.in_head && out.len() == self.cell.1 {
            // A head without words would be read out as one: it is a cell like any other.
            out.truncate(self.cell.0);
            out.push_str("<td></td>");
            return;
        }
        out.push_str(match tag {
            TagEnd::Table if self.has_rows => "</tbody>\n</table>\n</div>\n",
            TagEnd::Table => "</table>\n</div>\n",
            TagEnd::TableHead => "</tr></thead>\n",
            TagEnd::TableRow => "</tr>\n",
            _ if self.in_head => "</th>",
            _ => "</td>",
        });
    }

    fn row(&mut self, in_head: bool) {
        self.in_head = in_head;
        self.column = 0;
    }

    fn cell(&mut self, out: &mut String) {
        let begin = out.len();
        out.push_str(if self.in_head { "<th scope=\"col\"" } else { "<td" });
        // Classes: the pages forbid inline styles.
        out.push_str(match self.alignments.get(self.column) {
            Some(Alignment::Right) => " class=\"right\">",
            Some(Alignment::Center) => " class=\"center\">",
            _ => ">",
        });
        self.column += 1;
        self.cell = (begin, out.len());
    }
}
