//! The staff reference, written from the tables of fields: `docs/guide/content.md`.
//!
//! A test compares the file with what this makes, so the reference cannot grow old.

use super::fields;
use crate::diagnostic::Tongue;
use crate::diagnostic::rules;
use crate::yaml::schema::{Field, Ty};
use std::fmt::Write as _;

/// Returns the reference of all records and findings.
pub fn content_reference() -> String {
    let mut text = String::from(
        "# Content reference\n\nEvery file of a site and every key it may have. **Bold** keys must be there. \
         This page is generated from the program; `gongkai explain` shows the findings in the terminal.\n\n\
         每个文件可以有哪些键。**粗体**为必填。本页由程序生成。\n",
    );
    let tables: [(&str, &[Field]); 13] = [
        ("`site-config.yaml`", fields::CONFIG),
        ("`content/replies/…/<id>.md`: a reply", fields::CASE),
        ("`x.<lang>.md` beside an original: a translation", fields::TRANSLATION),
        ("`content/policies/<id>/policy.yaml`", fields::POLICY),
        ("`content/policies/<id>/edition-<n>.md`", fields::EDITION),
        ("`content/statistics/<id>/dataset.yaml`", fields::DATASET),
        ("`content/digests/<id>.md`", fields::DIGEST),
        ("`content/pages/<slug>.md`, `content/statistics/<id>/notes.md`", fields::PAGE),
        ("`content/departments.yaml`, one item", fields::DEPARTMENT),
        ("`content/topics.yaml`, one item", fields::TOPIC),
        ("`content/rules/deadlines.yaml`, one item", fields::RULE),
        ("`content/rules/calendar-<code>-<year>.yaml`, one item", fields::CALENDAR_DAY),
        ("`themes/<name>/theme.yaml`", fields::THEME),
    ];
    for (title, table) in tables {
        let _ = write!(text, "\n## {title}\n\n");
        rows(&mut text, table, "");
        nested(&mut text, table);
    }
    text.push_str("\n## Findings\n\n| name | weight | what is found | 说明 |\n|---|---|---|---|\n");
    for rule in rules::ALL {
        let message = |tongue| cell(rule.text(tongue).message);
        let _ = writeln!(
            text,
            "| `{}` | {} | {} | {} |",
            rule.name,
            rule.severity.word(),
            message(Tongue::English),
            message(Tongue::Chinese)
        );
    }
    text
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;")
}

fn rows(text: &mut String, table: &[Field], type_word: &str) {
    if !type_word.is_empty() {
        let _ = write!(text, "\n### {type_word}\n\n");
    }
    text.push_str("| key | takes | meaning | 含义 |\n|---|---|---|---|\n");
    for field in table {
        let key = if field.required { format!("**{}**", field.key) } else { field.key.to_owned() };
        let _ = writeln!(text, "| {key} | {} | {} | {} |", takes(&field.ty), cell(field.en), cell(field.zh));
    }
}

/// Tables inside a table: lists of maps and kinds of events.
fn nested(text: &mut String, table: &[Field]) {
    for field in table {
        match field.ty {
            Ty::Map(inner) | Ty::List(&Ty::Map(inner)) => {
                rows(text, inner, &format!("`{}`", field.key));
            }
            Ty::List(&Ty::Language(inner)) => {
                rows(text, inner, &format!("`{}`, when it is more than a code", field.key))
            }
            Ty::List(&Ty::Event(common, kinds)) => {
                rows(text, common, &format!("`{}`, every type", field.key));
                for (kind, own) in kinds.iter().filter(|(_, own)| !own.is_empty()) {
                    rows(text, own, &format!("`type: {kind}`"));
                }
            }
            _ => {}
        }
    }
}

fn takes(ty: &Ty) -> String {
    match ty {
        Ty::Text => "text, or one for each language".to_owned(),
        Ty::Str | Ty::Lang => "text".to_owned(),
        Ty::Id | Ty::Of(_) => "id".to_owned(),
        Ty::Date => "`YYYY-MM-DD`".to_owned(),
        Ty::Moment => "`YYYY-MM-DD` or `YYYY-MM-DD HH:MM`".to_owned(),
        Ty::Bool => "`true` or `false`".to_owned(),
        Ty::Int => "whole number".to_owned(),
        Ty::Choice(words) => words.iter().map(|w| format!("`{}`", w.word)).collect::<Vec<_>>().join(" "),
        Ty::Term => "`24 hours`, `10 working-days`, `60 days`, `1 month`".to_owned(),
        Ty::Amount => "`0`, `\"YYYY-MM-DD\"`".to_owned(),
        Ty::Cell => "as in the table".to_owned(),
        Ty::Hour => "`\"HH:MM\"`".to_owned(),
        Ty::List(item) => match item {
            Ty::Map(_) | Ty::Event(..) => "list, see below".to_owned(),
            Ty::Language(_) => "list of codes".to_owned(),
            _ => format!("list of: {}", takes(item)),
        },
        Ty::Pairs => "pairs: `{old: new}`".to_owned(),
        Ty::Map(_) => "group, see below".to_owned(),
        Ty::Event(..) | Ty::Language(_) => "see below".to_owned(),
        Ty::Any => "keys of the record".to_owned(),
    }
}
