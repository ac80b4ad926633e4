//! The forms for programs.

use super::Placed;
use crate::diagnostic::Severity;
use crate::diagnostic::terms::written;
use crate::escape::json::printed;
use crate::escape::terminal::{inline, visible};
use serde_json::json;
use std::fmt::Write as _;

/// One line each: `file:line:column: error[name]: message`.
pub fn short(placed: &[Placed<'_>]) -> String {
    let mut text = String::new();
    for p in placed {
        let rule = p.finding.rule;
        let _ = writeln!(
            text,
            "{}:{}:{}: {}[{}]: {}",
            inline(&p.finding.file),
            p.at.line,
            p.at.column,
            rule.severity.word(),
            rule.name,
            p.message
        );
    }
    text
}

/// One JSON array; columns count characters from 1.
pub fn json(placed: &[Placed<'_>]) -> String {
    let value = |text: &String| written(text).map_or_else(|| json!(text), |list| json!(list));
    let item = |p: &Placed<'_>| {
        json!({
            "rule": p.finding.rule.name,
            "severity": p.finding.rule.severity.word(),
            "file": p.finding.file,
            "line": p.at.line,
            "column": p.at.column,
            "values": p.finding.args.iter().map(|(name, text)| (&**name, value(text))).collect::<std::collections::BTreeMap<_, _>>(),
            "message": p.message,
            "help": p.help,
            "fix": p.finding.fix,
            "related": p.related.as_ref().map(|(file, at, _)| json!({ "file": file, "line": at.line, "column": at.column })),
        })
    };
    let list: Vec<_> = placed.iter().map(item).collect();
    printed(&list)
}

/// Workflow commands: `::error file=…,line=…,col=…,title=…::message`.
pub fn github(placed: &[Placed<'_>]) -> String {
    let mut text = String::new();
    for p in placed {
        let command = match p.finding.rule.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let message = format!("{}. {}", p.message, p.help);
        let _ = writeln!(
            text,
            "::{command} file={},line={},col={},title={}::{}",
            property(&p.finding.file),
            p.at.line,
            p.at.column,
            p.finding.rule.name,
            data(&message)
        );
    }
    text
}

fn data(text: &str) -> String {
    visible(&text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")).into_owned()
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
