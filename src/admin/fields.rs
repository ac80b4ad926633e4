//! One key of a table as a field of a form.
//!
//! The CMS gives a value that does not fit its field away without a word: a text in two languages in a
//! field for one, an hour in a field for days. So what may stand in two shapes has an input of ours
//! (`files/fields.js`), which takes both and writes back the shape it was given.

use super::Labels;
use super::collections::{LISTS, NAME, POLICIES};
use crate::config::Config;
use crate::record::schema::{HOUR, ID, TERM};
use crate::spelling::Word;
use crate::yaml::schema::{Field, Thing, Ty};
use serde_json::{Map, Value, json};

/// What all fields of a site share.
pub struct Form<'a> {
    pub config: &'a Config,
    pub labels: Labels,
    /// Path of the site within its repository.
    pub prefix: &'a str,
}

impl Form<'_> {
    /// Returns the fields for a table. Keys that the defaults of the site fill need not be filled in.
    pub fn fields(&self, table: &[Field], filled: &[&str]) -> Vec<Value> {
        let required = |field: &Field| field.required && !filled.contains(&field.key);
        table.iter().map(|field| self.field(field, required(field))).collect()
    }

    fn field(&self, field: &Field, required: bool) -> Value {
        let mut whole = Map::new();
        whole.insert("name".into(), json!(field.key));
        let (label, hint) = self.words(field);
        whole.insert("label".into(), json!(label));
        if !hint.is_empty() {
            whole.insert("hint".into(), json!(hint));
        }
        whole.insert("required".into(), json!(required));
        whole.extend(self.input(&field.ty, required));
        Value::Object(whole)
    }

    /// Returns what a key is called, and what else there is to say of it. In English it is called as
    /// in files; in Chinese as its meaning begins.
    fn words(&self, field: &Field) -> (String, String) {
        let english = spelled(field.key);
        let cut = field.zh.split(['，', '；', '：', '（', '、']).next().unwrap_or_default();
        let only_chinese = format!("{cut} ({})", field.key);
        let chinese = if self.labels.0.len() == 1 { &only_chinese } else { cut };
        // A meaning that says no more than the name need not be said.
        let more = |meaning: &'static str, name: &str| {
            let is_more = !meaning.eq_ignore_ascii_case(name) && meaning != cut;
            if is_more { meaning } else { "" }
        };
        let hint = [more(field.en, &english), more(field.zh, cut)];
        // A hint is Markdown, to which `<id>` would be a tag.
        let hint = self.labels.sentence(hint).trim_matches([' ', '/']).replace('<', "&lt;");
        (self.labels.name([&english, chinese]), hint)
    }

    /// Returns what a type takes, without name and label.
    fn input(&self, ty: &Ty, required: bool) -> Map<String, Value> {
        let input = match ty {
            Ty::Text => json!({ "widget": "gongkai-text", "fields": self.each_language() }),
            Ty::Str => json!({ "widget": "string" }),
            Ty::Lang => json!({ "widget": "select", "options": self.languages() }),
            Ty::Id => self.pattern(ID, NAME),
            Ty::Of(thing) => self.relation(*thing),
            Ty::Date => json!({ "widget": "datetime", "type": "date", "format": "YYYY-MM-DD" }),
            Ty::Moment => {
                json!({ "widget": "gongkai-moment", "hour": self.labels.name(["hour, where it matters", "时刻，需要时填写"]) })
            }
            // A switch is on or off; a key that need not be there is neither.
            Ty::Bool if required => json!({ "widget": "boolean" }),
            Ty::Bool => json!({ "widget": "select", "options": [
                { "label": self.labels.name(["yes", "是"]), "value": true },
                { "label": self.labels.name(["no", "否"]), "value": false },
            ] }),
            Ty::Int => json!({ "widget": "number", "value_type": "int" }),
            Ty::Choice(words) => json!({ "widget": "select", "options": self.options(words) }),
            Ty::Term => self.pattern(
                TERM,
                [
                    "such as 10 working-days, 24 hours, 60 days, 1 month",
                    "如 10 working-days、24 hours、60 days、1 month",
                ],
            ),
            Ty::Amount | Ty::Cell => json!({ "widget": "string" }),
            Ty::Hour => self.pattern(HOUR, ["such as 22:00", "如 22:00"]),
            Ty::List(item) => self.list(item),
            Ty::Map(fields) => json!({ "widget": "object", "collapsed": "auto", "fields": self.fields(fields, &[]) }),
            Ty::Pairs => json!({ "widget": "keyvalue" }),
            // Of the configuration alone, which is no form: what is there stays.
            Ty::Event(..) | Ty::Language(_) | Ty::Any => json!({ "widget": "hidden" }),
        };
        match input {
            Value::Object(map) => map,
            _ => Map::new(),
        }
    }

    fn list(&self, item: &Ty) -> Value {
        match item {
            Ty::Choice(_) | Ty::Of(_) => {
                let mut input = self.input(item, false);
                input.insert("multiple".into(), json!(true));
                Value::Object(input)
            }
            Ty::Map(fields) => {
                json!({ "widget": "list", "collapsed": "auto", "summary": self.summary(fields), "fields": self.fields(fields, &[]) })
            }
            Ty::Event(common, kinds) => self.events(common, kinds),
            _ => {
                let mut one = self.input(item, true);
                one.insert("name".into(), json!("item"));
                one.insert("label".into(), json!(self.labels.name(["Item", "一项"])));
                json!({ "widget": "list", "field": one })
            }
        }
    }

    /// What an item is called when it is folded: by what must be there, else by its first key. A text
    /// stands below its key or below that of a language.
    fn summary(&self, fields: &[Field]) -> String {
        let key = |field: &Field| match field.ty {
            Ty::Text => {
                let codes =
                    self.config.languages.iter().map(|language| format!("{{{{{}.{}}}}}", field.key, language.code));
                format!("{{{{{}}}}}{}", field.key, codes.take(1).collect::<String>())
            }
            _ => format!("{{{{{}}}}}", field.key),
        };
        let needed: Vec<String> = fields.iter().filter(|field| field.required).map(key).collect();
        if needed.is_empty() { fields.first().map_or_else(String::new, key) } else { needed.join(" ") }
    }

    /// A list in which each item has the keys of its type.
    fn events(&self, common: &[Field], kinds: &[(&'static str, &'static [Field])]) -> Value {
        let words = common.iter().find_map(|field| match field.ty {
            Ty::Choice(words) if field.key == "type" => Some(words),
            _ => None,
        });
        let called = |kind: &str| {
            let word = words.into_iter().flatten().find(|word| word.word == kind);
            word.map_or_else(|| spelled(kind), |word| self.labels.name(word.labels()))
        };
        let one = |(kind, own): &(&str, &[Field])| {
            // A key of the type takes the place of the common one of that name.
            let shared =
                common.iter().filter(|field| field.key != "type" && !own.iter().any(|mine| mine.key == field.key));
            let (first, rest): (Vec<_>, Vec<_>) = shared.partition(|field| field.required);
            let fields: Vec<Field> = first.into_iter().chain(own.iter()).chain(rest).copied().collect();
            json!({ "name": kind, "label": called(kind), "widget": "object", "summary": "{{on}}", "fields": self.fields(&fields, &[]) })
        };
        let types: Vec<Value> = kinds.iter().map(one).collect();
        json!({ "widget": "list", "typeKey": "type", "collapsed": "auto", "types": types })
    }

    fn relation(&self, thing: Thing) -> Value {
        let of = |list: &str, name: &str| {
            // The first is looked up in every item: all have an id.
            let mut shown = vec![format!("{list}.*.id"), format!("{list}.*.{name}")];
            shown.extend(self.config.languages.iter().map(|language| format!("{list}.*.{name}.{}", language.code)));
            json!({ "widget": "relation", "collection": LISTS, "file": list, "value_field": format!("{list}.*.id"),
                "display_fields": shown })
        };
        match thing {
            Thing::Department => of("departments", "name"),
            Thing::Topic => of("topics", "label"),
            Thing::Policy => {
                json!({ "widget": "relation", "collection": POLICIES, "value_field": "{{slug}}", "display_fields": ["{{slug}}"] })
            }
            // Named in the configuration and in rules alone, which are no forms.
            Thing::Page | Thing::Calendar => self.pattern(ID, NAME),
        }
    }

    fn options(&self, words: &[Word]) -> Vec<Value> {
        words.iter().map(|word| json!({ "label": self.labels.name(word.labels()), "value": word.word })).collect()
    }

    /// The languages of the site, as options.
    fn languages(&self) -> Vec<Value> {
        let codes = self.config.languages.iter().map(|language| &*language.code);
        codes.map(|code| json!({ "label": language(code), "value": code })).collect()
    }

    /// What lies below a text in several languages, for those who name it: `name.en`.
    fn each_language(&self) -> Vec<Value> {
        let codes = self.config.languages.iter().map(|language| &*language.code);
        codes.map(|code| json!({ "name": code, "label": language(code), "widget": "string" })).collect()
    }

    fn pattern(&self, pattern: &str, wrong: [&str; 2]) -> Value {
        json!({ "widget": "string", "pattern": [format!("^{pattern}$"), self.labels.sentence(wrong)] })
    }
}

/// A key in words: `personal_data_waivers` is "Personal data waivers".
fn spelled(key: &str) -> String {
    let words = key.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

/// What a language calls itself, where we know it; else its code.
fn language(code: &str) -> String {
    match code.split('-').next().unwrap_or_default() {
        "zh" => "中文",
        "en" => "English",
        "de" => "Deutsch",
        "fr" => "français",
        _ => code,
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::schema::{may, must};

    #[test]
    fn a_key_that_is_new_in_a_table_has_its_field() {
        static WORDS: &[Word] = &[Word { word: "red", en: "Red|Crimson", zh: "红|红色" }];
        static NEW: &[Field] = &[
            must("colour_of_door", Ty::Choice(WORDS), "what people see", "门的颜色，一目了然"),
            may("doors", Ty::List(&Ty::Map(INNER)), "doors in <folder>", "门"),
        ];
        static INNER: &[Field] = &[must("on", Ty::Date, "day", "日期"), may("shut", Ty::Bool, "shut", "关")];
        let config =
            crate::config::read(b"title: x\npublisher: x\nbase_url: https://x.example/\nlanguages: [zh-Hans, en]\n");
        let config = config.0.unwrap();
        let form = Form { labels: Labels::of(&config), config: &config, prefix: "" };
        let fields = Value::Array(form.fields(NEW, &[]));
        assert_eq!(
            fields[0],
            json!({
                "name": "colour_of_door", "label": "门的颜色 · Colour of door",
                "hint": "门的颜色，一目了然 / what people see", "required": true,
                "widget": "select", "options": [{ "label": "红 · Red", "value": "red" }],
            })
        );
        assert_eq!(fields[1]["hint"], "doors in &lt;folder>");
        assert_eq!(fields[1]["fields"][0]["format"], "YYYY-MM-DD");
        assert_eq!(fields[1]["fields"][1]["options"][0], json!({ "label": "是 · yes", "value": true }));
        assert_eq!(form.fields(NEW, &["colour_of_door"])[0]["required"], false);
    }
}
