//! What families make their outputs with: the window on the site, the theme, and the texts.

use super::dataset::Kept;
use super::policy::Long;
use super::{Outputs, make};
use crate::cache::KeptLine;
use crate::diagnostic::Finding;
use crate::escape::Escaped;
use crate::model::Logs;
use crate::record::Lang;
use crate::site::Planned;
use crate::site::cells::{Board, Read};
use crate::site::frame::Page;
use crate::site::seen::{Reads, Seen};
use crate::site::texts::{TextError, Texts};
use crate::source::{ContentDigest, Snapshot};
use crate::theme;
use crate::theme::Theme;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::HashMap;
use std::io;

/// One output, and what it was made from.
pub struct Made {
    pub bytes: Vec<u8>,
    /// The lines that `bytes` are made of, where a later build may take single ones.
    pub lines: Box<[KeptLine]>,
    /// The parts of the site that it was made from.
    pub reads: Vec<Read>,
    /// The template it was made with; empty for a file.
    pub template: &'static str,
}

/// An output of an earlier build, whole, and the lines it is made of.
pub struct Earlier<'a> {
    pub bytes: &'a [u8],
    pub lines: &'a [KeptLine],
}

impl<'a> Earlier<'a> {
    fn by_print(&self) -> HashMap<ContentDigest, &'a [u8]> {
        let mut rest = self.bytes;
        let lines = self.lines.iter().map_while(|line| {
            let (bytes, after) = rest.split_at_checked(line.len as usize)?;
            rest = after;
            Some((line.print, bytes))
        });
        lines.collect()
    }
}

/// Why an output could not be made.
#[derive(Debug)]
pub enum RenderError {
    /// Something in the theme or the content, to be shown like any other finding.
    Finding(Box<Finding>),
    /// A file could not be read, or changed meanwhile.
    Text(String),
}

impl From<TextError> for RenderError {
    fn from(error: TextError) -> Self {
        Self::Text(error.to_string())
    }
}

impl From<io::Error> for RenderError {
    fn from(error: io::Error) -> Self {
        Self::Text(error.to_string())
    }
}

/// All that making outputs reads.
pub struct Publisher<'a> {
    pub snapshot: &'a Snapshot<'a>,
    pub board: Board<'a>,
    pub outputs: &'a Outputs,
    pub theme: &'a Theme,
    /// Long texts that were rendered.
    pub long: Long,
    /// Files of datasets that were made.
    pub kept: Kept,
}

impl<'a> Publisher<'a> {
    /// Returns it with what the public log says now.
    pub fn with_logs(self, logs: &'a Logs) -> Self {
        Self { board: self.board.with_logs(logs), ..self }
    }

    /// Returns what all outputs of a template in a language rest on, as [`crate::cache::Base`] has it.
    pub fn base(&self, template: &str, lang: Lang) -> [ContentDigest; 3] {
        let words = if template.is_empty() { ContentDigest::default() } else { self.theme.words_digest(lang) };
        [self.theme.template_digest(template), words, *self.board.settings()]
    }

    /// Makes one output, by its place in the plan; lines that are the same in an `earlier` one are
    /// taken from it.
    ///
    /// # Errors
    /// When the theme or a text is at fault.
    pub fn make(&self, at: usize, earlier: Option<&Earlier<'_>>) -> Result<Made, RenderError> {
        let planned = &self.outputs.plan.outputs[at];
        let strings = self.theme.strings(planned.lang);
        let reads = Reads::default();
        let seen = Seen::new(&self.board, &reads, strings, planned.lang);
        let press = Press {
            seen,
            snapshot: self.snapshot,
            theme: self.theme,
            long: &self.long,
            kept: &self.kept,
            earlier,
            planned,
        };
        let made = make(&self.outputs.targets[at], planned, &press)?;
        Ok(Made { reads: reads.taken(), ..made })
    }
}

/// What a page with a chart holds.
const CHART: &str = "<figure class=\"chart ";

/// What one output is made with.
pub struct Press<'a> {
    pub seen: Seen<'a>,
    pub snapshot: &'a Snapshot<'a>,
    pub theme: &'a Theme,
    pub long: &'a Long,
    pub kept: &'a Kept,
    earlier: Option<&'a Earlier<'a>>,
    planned: &'a Planned,
}

impl<'a> Press<'a> {
    /// Returns a way to read texts.
    pub fn texts(&self) -> Texts<'a> {
        Texts::new(self.snapshot, self.seen.strings())
    }

    /// Returns a word of the navigation.
    pub fn nav(&self, key: &str) -> &'a str {
        self.seen.strings().known(&format!("nav.{key}")).unwrap_or_default()
    }

    /// Makes a page of a template from a view.
    ///
    /// # Errors
    /// When the template is at fault.
    pub fn page<V: Serialize>(&self, template: &'static str, (page, view): (Page, V)) -> Result<Made, RenderError> {
        let mut made = self.theme.render(template, self.planned.lang, &page, &view);
        // Whether a text has a chart is known once it is rendered; few have.
        if !page.charts && made.as_ref().is_ok_and(|made| made.holds(CHART)) {
            let page = Page { charts: true, ..page };
            made = self.theme.render(template, self.planned.lang, &page, &view);
        }
        let fault = |error| theme::explain(&error, template, self.snapshot.theme_dir());
        let bytes = made.map_err(|error| RenderError::Finding(Box::new(fault(error))))?;
        Ok(Made { template, ..self.bytes(bytes.into_bytes()) })
    }

    /// Makes a file for machines.
    pub fn file(&self, made: Escaped) -> Made {
        self.bytes(made.into_bytes())
    }

    /// Makes a file of these bytes.
    pub fn bytes(&self, bytes: Vec<u8>) -> Made {
        Made { bytes, lines: Box::default(), reads: Vec::new(), template: "" }
    }

    /// Makes a copy of a file of the site.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn copy(&self, file: &str) -> Result<Made, RenderError> {
        Ok(self.bytes(self.snapshot.read(file)?))
    }

    /// Makes a file of lines, each with a print: those of an earlier build are taken from there.
    ///
    /// # Errors
    /// When a text cannot be read.
    pub fn lines<'l>(
        &self,
        prints: Vec<ContentDigest>,
        lines: impl FnOnce(&(dyn Fn(usize) -> Option<&'l [u8]> + Sync)) -> Result<Vec<Cow<'l, [u8]>>, RenderError>,
    ) -> Result<Made, RenderError>
    where
        'a: 'l,
    {
        let old = self.earlier.map(Earlier::by_print).unwrap_or_default();
        let lines = lines(&|n| old.get(&prints[n]).copied())?;
        let len = |line: &Cow<'_, [u8]>| u32::try_from(line.len()).unwrap_or(u32::MAX);
        let kept = prints.into_iter().zip(&lines).map(|(print, line)| KeptLine { print, len: len(line) }).collect();
        Ok(Made { lines: kept, ..self.bytes(lines.concat()) })
    }
}
