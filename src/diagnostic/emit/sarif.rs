//! SARIF 2.1.0 (OASIS): what forges show beside the lines, and editors list.

use super::Placed;
use crate::diagnostic::{Rule, Severity, Tongue};
use crate::escape::json::printed;
use crate::escape::plain::PlainText;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// One run with the rules that were met and a result for each finding. Columns count code points,
/// which the run says; addresses are relative to the site.
pub fn sarif(placed: &[Placed<'_>], tongue: Tongue) -> String {
    let names: BTreeSet<&str> = placed.iter().map(|p| p.finding.rule.name).collect();
    let names: Vec<&str> = names.into_iter().collect();
    let rule =
        |name: &&str| placed.iter().find(|p| p.finding.rule.name == *name).map(|p| described(p.finding.rule, tongue));
    let result = |p: &Placed<'_>| {
        let mut result = json!({
            "ruleId": p.finding.rule.name,
            "ruleIndex": names.binary_search(&p.finding.rule.name).unwrap_or_default(),
            "level": level(p.finding.rule),
            "message": { "text": message(p) },
            "locations": [location(&p.finding.file, p.at.line, p.at.column)],
        });
        if let Some((file, at, _)) = p.related.as_ref().filter(|(file, ..)| !file.is_empty()) {
            result["relatedLocations"] = json!([location(file, at.line, at.column)]);
        }
        result
    };
    printed(&json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "gongkai",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": names.iter().filter_map(rule).collect::<Vec<_>>(),
            } },
            "language": match tongue { Tongue::English => "en", Tongue::Chinese => "zh-CN" },
            "columnKind": "unicodeCodePoints",
            "results": placed.iter().map(result).collect::<Vec<_>>(),
        }],
    }))
}

fn described(rule: &Rule, tongue: Tongue) -> Value {
    let text = rule.text(tongue);
    json!({
        "id": rule.name,
        "fullDescription": { "text": text.why },
        "defaultConfiguration": { "level": level(rule) },
    })
}

fn level(rule: &Rule) -> &'static str {
    match rule.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn message(placed: &Placed<'_>) -> String {
    if placed.help.is_empty() { placed.message.clone() } else { format!("{}. {}", placed.message, placed.help) }
}

fn location(file: &str, line: usize, column: usize) -> Value {
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": PlainText::default().address(file).to_string() },
        "region": { "startLine": line.max(1), "startColumn": column.max(1) },
    } })
}
