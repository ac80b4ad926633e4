//! The tables of fields as JSON Schema, for editors that help while a file is written.
//!
//! What a key takes is said as narrowly as a pattern can. Whether a day exists, an id is taken or a
//! life makes sense, only `gongkai check` tells.

use super::fields;
use crate::diagnostic::Tongue;
use crate::yaml::schema::{Field, Ty};
use serde_json::{Map, Value, json};

/// A kind of file that has a schema.
pub struct Kind {
    /// What `gongkai schema` calls it.
    pub name: &'static str,
    /// Where such files lie.
    pub files: &'static str,
    /// Its keys.
    pub fields: &'static [Field],
    /// Whether the file is a list of such items.
    list: bool,
}

const fn kind(name: &'static str, files: &'static str, fields: &'static [Field]) -> Kind {
    Kind { name, files, fields, list: false }
}

const fn list(name: &'static str, files: &'static str, fields: &'static [Field]) -> Kind {
    Kind { name, files, fields, list: true }
}

/// All of them. Of a file that ends in `.md` the schema is that of its front matter.
pub static KINDS: &[Kind] = &[
    kind("config", "site-config.yaml", fields::CONFIG),
    kind("reply", "content/replies/…/<id>.md", fields::CASE),
    kind("translation", "…/<name>.<lang>.md", fields::TRANSLATION),
    kind("policy", "content/policies/<id>/policy.yaml", fields::POLICY),
    kind("edition", "content/policies/<id>/edition-<n>.md", fields::EDITION),
    kind("dataset", "content/statistics/<id>/dataset.yaml", fields::DATASET),
    kind("digest", "content/digests/<id>.md", fields::DIGEST),
    kind("page", "content/pages/<slug>.md", fields::PAGE),
    list("departments", "content/departments.yaml", fields::DEPARTMENT),
    list("topics", "content/topics.yaml", fields::TOPIC),
    list("deadlines", "content/rules/deadlines.yaml", fields::RULE),
    list("calendar", "content/rules/calendar-<code>-<year>.yaml", fields::CALENDAR_DAY),
    kind("theme", "themes/<name>/theme.yaml", fields::THEME),
];

/// What an id consists of.
pub const ID: &str = "[a-z0-9]+([-_][a-z0-9]+)*";
/// Letters that an id has at most.
pub const LONGEST_ID: usize = 80;
/// A day, as far as a pattern can tell.
pub const DAY: &str = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
/// An hour of the day.
pub const HOUR: &str = "([01][0-9]|2[0-3]):[0-5][0-9]";
/// A term: a number and a unit.
pub const TERM: &str = "[0-9]{1,4} +(working-days?|days?|hours?|months?)";

/// Returns the schema of a kind, with the meaning of each key in a language. Keys that the defaults
/// of a site fill are not asked for.
pub fn of(kind: &Kind, filled: &[&str], tongue: Tongue) -> Value {
    let mut schema = map(kind.fields, filled, tongue);
    if kind.list {
        schema = json!({ "type": "array", "items": schema });
    }
    let mut whole = Map::new();
    whole.insert("$schema".into(), json!("http://json-schema.org/draft-07/schema#"));
    whole.insert("title".into(), json!(kind.files));
    if let Value::Object(rest) = schema {
        whole.extend(rest);
    }
    Value::Object(whole)
}

fn map(fields: &[Field], filled: &[&str], tongue: Tongue) -> Value {
    let properties: Map<String, Value> =
        fields.iter().map(|field| (field.key.to_owned(), property(field, tongue))).collect();
    let required: Vec<&str> =
        fields.iter().filter(|field| field.required && !filled.contains(&field.key)).map(|field| field.key).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn property(field: &Field, tongue: Tongue) -> Value {
    let mut value = takes(&field.ty, tongue);
    let meaning = match tongue {
        Tongue::English => field.en,
        Tongue::Chinese => field.zh,
    };
    if let Value::Object(map) = &mut value {
        map.insert("description".into(), json!(meaning));
    }
    value
}

fn takes(ty: &Ty, tongue: Tongue) -> Value {
    let pattern = |pattern: &str| json!({ "type": "string", "pattern": format!("^{pattern}$") });
    // A text that consists of blanks is none.
    let text = || json!({ "type": "string", "pattern": "\\S" });
    match ty {
        Ty::Text => {
            json!({ "anyOf": [text(), { "type": "object", "additionalProperties": text(), "minProperties": 1 }] })
        }
        Ty::Str | Ty::Lang => text(),
        Ty::Id | Ty::Of(_) => json!({ "type": "string", "pattern": format!("^{ID}$"), "maxLength": LONGEST_ID }),
        Ty::Date => pattern(DAY),
        Ty::Moment => pattern(&format!("{DAY}( {HOUR})?")),
        Ty::Hour => pattern(HOUR),
        Ty::Bool => json!({ "type": "boolean" }),
        Ty::Int => json!({ "type": "integer" }),
        Ty::Amount => json!({ "type": ["number", "string"] }),
        Ty::Cell => json!({ "type": ["number", "string", "boolean", "null"] }),
        Ty::Choice(words) => json!({ "enum": words.iter().map(|word| word.word).collect::<Vec<_>>() }),
        Ty::Term => pattern(TERM),
        Ty::List(item) => json!({ "type": "array", "items": takes(item, tongue) }),
        Ty::Pairs => json!({ "type": "object", "additionalProperties": text() }),
        Ty::Map(fields) => map(fields, &[], tongue),
        Ty::Event(common, kinds) => event(common, kinds, tongue),
        Ty::Language(fields) => json!({ "anyOf": [text(), map(fields, &[], tongue)] }),
        Ty::Any => json!({}),
    }
}

/// An event: what each type of it may hold besides what all do.
fn event(common: &[Field], kinds: &[(&str, &[Field])], tongue: Tongue) -> Value {
    let one = |(kind, own): &(&str, &[Field])| {
        // A key of the type takes the place of the common one of that name.
        let shared = common.iter().filter(|field| !own.iter().any(|mine| mine.key == field.key));
        let fields: Vec<Field> = shared.chain(own.iter()).copied().collect();
        let mut schema = map(&fields, &[], tongue);
        schema["properties"]["type"] = json!({ "const": kind });
        json!({ "if": { "properties": { "type": { "const": kind } } }, "then": schema })
    };
    let words: Vec<&str> = kinds.iter().map(|(kind, _)| *kind).collect();
    json!({
        "type": "object",
        "required": ["on", "type"],
        "properties": { "type": { "enum": words } },
        "allOf": kinds.iter().map(one).collect::<Vec<_>>(),
    })
}
