//! The text of a record, as a handle; and the sections a case's text is made of.
//!
//! ```text
//! body    = [ "## " label LF ] text { "## " label LF text }
//! label   = Question | Reply | Correction, or one of the words that stand for it
//! ```
//! A heading inside a fenced block is no heading. Lines are looked at, not Markdown: what
//! divides a case must be plain to see in its file.

use super::case::{Section, SectionKind};
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, Place};
use crate::record::labels::Labels;
use crate::source::{ContentDigest, digest};
use crate::spelling::is_same;
use std::ops::Range;

/// Where a text is: a file, bytes of its decoded text, and the digest of those bytes.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Body {
    pub file: Box<str>,
    pub start: u32,
    pub end: u32,
    pub digest: ContentDigest,
}

impl Body {
    /// Returns the handle for bytes of a file's text.
    pub fn new(file: &str, text: &str, range: &Range<usize>) -> Self {
        let small = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self {
            file: file.into(),
            start: small(range.start),
            end: small(range.end),
            digest: digest(text[range.clone()].as_bytes()),
        }
    }

    /// Returns the bytes as a range.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Divides the body of a case into its sections.
pub fn sections(
    text: &str,
    body: &Range<usize>,
    file: &str,
    labels: &Labels,
    findings: &mut Vec<Finding>,
) -> Vec<Section> {
    let headings = label_headings(text, body, file, labels, findings);
    let first = headings.first().map_or(body.end, |h| h.line.start);
    let mut sections = Vec::new();
    let leading = body.start..first;
    if !text[leading.clone()].trim().is_empty() {
        if let Some(question) = headings.iter().find(|h| h.kind == SectionKind::Question) {
            let place = Place::Bytes(trim(text, &leading));
            let finding = Finding::new(&rules::TEXT_BEFORE_QUESTION, file, place);
            findings.push(finding.related(file, Place::Bytes(question.line.clone())));
        } else {
            sections.push(section(SectionKind::Question, text, &leading, &leading));
        }
    }
    for (i, heading) in headings.iter().enumerate() {
        let end = headings.get(i + 1).map_or(body.end, |next| next.line.start);
        sections.push(section(heading.kind, text, &heading.line, &(heading.line.end..end)));
    }
    sections
}

fn section(kind: SectionKind, text: &str, heading: &Range<usize>, range: &Range<usize>) -> Section {
    let range = trim(text, range);
    let small = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Section { kind, heading: small(heading.start), start: small(range.start), end: small(range.end) }
}

fn trim(text: &str, range: &Range<usize>) -> Range<usize> {
    let slice = &text[range.clone()];
    let start = range.start + (slice.len() - slice.trim_start_matches(['\n', ' ']).len());
    let end = range.start + slice.trim_end().len();
    start.min(end.max(range.start))..end.max(range.start)
}

struct LabelHeading {
    kind: SectionKind,
    line: Range<usize>,
}

fn label_headings(
    text: &str,
    body: &Range<usize>,
    file: &str,
    labels: &Labels,
    findings: &mut Vec<Finding>,
) -> Vec<LabelHeading> {
    let mut headings = Vec::new();
    let mut at = body.start;
    let mut fence: Option<String> = None;
    for line in text[body.clone()].split_inclusive('\n') {
        let span = at..at + line.len();
        at = span.end;
        if let Some(mark) = fence_mark(line) {
            match &fence {
                Some(open)
                    if mark.starts_with(open.as_str()) && line.trim().trim_start_matches(['`', '~']).is_empty() =>
                {
                    fence = None
                }
                None => fence = Some(mark),
                Some(_) => {}
            }
            continue;
        }
        if fence.is_some() {
            continue;
        }
        let Some((level, words)) = heading(line) else { continue };
        match labels.kind(words) {
            Some(kind) if level == 2 => headings.push(LabelHeading { kind, line: span }),
            _ => {
                if let Some(label) = labels.near(words) {
                    let place = Place::Bytes(span.start..span.start + line.trim_end().len());
                    let mended = format!("## {label}");
                    let certain = (level == 2 && is_same(words, label)).then_some(mended.as_str());
                    let finding = Finding::new(&rules::HEADING_NEAR_MISS, file, place);
                    findings.push(finding.arg("heading", line.trim()).arg("label", label).certain(certain));
                }
            }
        }
    }
    headings
}

/// Returns the run of marks that opens or closes a fenced block.
fn fence_mark(line: &str) -> Option<String> {
    let trimmed = line.trim_start_matches(' ');
    if line.len() - trimmed.len() > 3 {
        return None;
    }
    let mark = trimmed.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let run: String = trimmed.chars().take_while(|c| *c == mark).collect();
    (run.len() >= 3).then_some(run)
}

/// Returns level and words of a line that is, or was meant to be, a heading: `## Reply`,
/// `##Reply`, `＃＃ 答复`.
fn heading(line: &str) -> Option<(usize, &str)> {
    let trimmed = line.trim_start_matches(' ');
    if line.len() - trimmed.len() > 3 {
        return None;
    }
    let words = trimmed.trim_start_matches(['#', '＃']);
    let marks = trimmed[..trimmed.len() - words.len()].chars().count();
    if marks == 0 || marks > 6 {
        return None;
    }
    let ascii = trimmed.len() - words.len() == marks;
    let spaced = words.starts_with([' ', '\t']);
    let level = if ascii && spaced { marks } else { 0 };
    Some((level, words.trim().trim_end_matches('#').trim_end()))
}
