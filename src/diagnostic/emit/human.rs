//! The form for people: rustc's, over annotate-snippets.

use super::Placed;
use crate::diagnostic::{Severity, Tongue};
use crate::escape::terminal::{inline, moved, visible};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::borrow::Cow;
use std::ops::Range;

/// Findings shown in full, errors before warnings; the rest is counted.
const SHOWN: usize = 50;

/// Shows findings one after the other.
pub fn emit(placed: &[Placed<'_>], tongue: Tongue, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    for finding in placed.iter().take(SHOWN) {
        text.push_str(&renderer.render(&[group(finding, &Lines::of(finding), tongue)]));
        text.push_str("\n\n");
    }
    let rest = placed.get(SHOWN..).unwrap_or_default();
    if !rest.is_empty() {
        let errors = rest.iter().filter(|p| p.finding.is_error()).count();
        let warnings = rest.len() - errors;
        text.push_str(&match tongue {
            Tongue::English => {
                format!("… and {errors} more errors, {warnings} more warnings: `gongkai check --format short` lists them all\n\n")
            }
            Tongue::Chinese => {
                format!("……另有{errors}个错误、{warnings}个提醒：用 `gongkai check --format short` 查看全部\n\n")
            }
        });
    }
    text
}

/// The files of a finding as a terminal may show them: their names and their text.
struct Lines<'a> {
    file: Cow<'a, str>,
    source: Cow<'a, str>,
    other: Option<(Cow<'a, str>, Cow<'a, str>)>,
}

impl<'a> Lines<'a> {
    fn of(placed: &'a Placed<'_>) -> Self {
        let other = placed.related.as_ref().map(|(file, _, source)| (inline(file), visible(source)));
        Self { file: inline(&placed.finding.file), source: visible(placed.source), other }
    }
}

fn group<'a>(placed: &'a Placed<'_>, lines: &'a Lines<'_>, tongue: Tongue) -> Group<'a> {
    let level = match placed.finding.rule.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let (level, help) = match (tongue, placed.finding.rule.severity) {
        (Tongue::English, _) => (level, Level::HELP),
        (Tongue::Chinese, Severity::Error) => (level.with_name("错误"), Level::HELP.with_name("建议")),
        (Tongue::Chinese, Severity::Warning) => (level.with_name("提醒"), Level::HELP.with_name("建议")),
    };
    let title = level.primary_title(placed.message.as_str()).id(placed.finding.rule.name);
    let primary = AnnotationKind::Primary.span(span(placed.source, &placed.at.bytes));
    let primary = if placed.label.is_empty() { primary } else { primary.label(placed.label.as_str()) };
    let mut snippet = Snippet::source(&*lines.source).path(&*lines.file).annotation(primary);
    let related = placed.related.as_ref();
    if let Some((_, at, _)) =
        related.filter(|(file, at, _)| *file == placed.finding.file && at.bytes != placed.at.bytes)
    {
        snippet =
            snippet.annotation(AnnotationKind::Context.span(span(placed.source, &at.bytes)).label(context(tongue)));
    }
    let mut group = title.element(snippet);
    let other = related.filter(|(file, ..)| *file != placed.finding.file && !file.is_empty());
    if let (Some((_, at, source)), Some((file, text))) = (other, &lines.other) {
        let mark = AnnotationKind::Context.span(span(source, &at.bytes)).label(context(tongue));
        group = group.element(Snippet::source(&**text).path(&**file).annotation(mark));
    }
    if !placed.help.is_empty() {
        group = group.element(help.message(placed.help.as_str()));
    }
    group
}

fn context(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::English => "see also here",
        Tongue::Chinese => "参见此处",
    }
}

/// A range inside the source as it is shown; one that is empty covers the character that follows.
fn span(source: &str, range: &Range<usize>) -> Range<usize> {
    let start = crate::source::text::floor_boundary(source, range.start);
    let end = crate::source::text::floor_boundary(source, range.end);
    moved(source, &(start..end.max(start)))
}
