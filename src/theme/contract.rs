//! What a theme is made for: the engine that `theme.yaml` names.
//!
//! Templates are given fields (`docs/guide/theme-fields.md`), blocks, filters and words. [`ENGINE`]
//! is their number: it goes up when one goes or changes its meaning, not when one is added. What
//! must hold: a theme that names another number, or replaces templates and names none, is
//! reported, so that an upgrade does not leave its pages wrong without a word.

use super::theme_finding;
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, KeyPath, Place};
use crate::record::fields;
use crate::source::text::decode;
use crate::yaml::schema::{Checker, Others};
use crate::yaml::{self, Node};

/// The number of what templates are given.
pub const ENGINE: i64 = 1;

/// The file that says what a theme is.
pub const FILE: &str = "theme.yaml";

/// Judges a site's own theme: the text of its `theme.yaml`, if it has one, and the first template
/// of ours that it replaces.
pub fn check(
    text: Option<&[u8]>,
    replaced: Option<&str>,
    dir: &str,
    languages: &[String],
    findings: &mut Vec<Finding>,
) {
    let file = format!("{dir}/{FILE}");
    let node = match text.map(|bytes| decode(bytes).text).map(|text| yaml::parse(&text, &file, &text, 0)) {
        None => Node::Null,
        Some(Ok(node)) => {
            let unknown = &rules::UNKNOWN_KEY;
            let mut checker = Checker { file: &file, languages, unknown, others: Others::Reported, findings };
            checker.map(&node, fields::THEME, &KeyPath::default());
            node
        }
        Some(Err(finding)) => {
            findings.push(*finding);
            return;
        }
    };
    match node.int("engine") {
        Some(ENGINE) => {}
        Some(engine) => {
            let place = Place::Value(KeyPath::of("engine"));
            let finding = theme_finding(&rules::THEME_ENGINE_DIFFERS, dir, FILE, place);
            findings.push(finding.arg("engine", engine).arg("ours", ENGINE));
        }
        None if node.get("engine").is_some() => {}
        None => {
            // A file that is not there has no line to show: then the template is what is seen.
            let missing = |path| {
                let file = if text.is_some() { FILE } else { path };
                theme_finding(&rules::THEME_ENGINE_MISSING, dir, file, Place::File).arg("ours", ENGINE)
            };
            findings.extend(replaced.map(missing));
        }
    }
}
