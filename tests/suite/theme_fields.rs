//! `docs/guide/theme-fields.md`: what each template is given, taken from what it is given.
//!
//! Every page of the example site is made up to the point where its template would be filled; the
//! shapes of what is given are laid over each other. What a field means is the comment at its
//! struct. `THEME_FIELDS=write` writes the page anew.

use gongkai::check::Day;
use gongkai::host::Host as _;
use gongkai::host::memory::Memory;
use gongkai::model::{Entered, EnteredRecord, Logged, Logs, Model};
use gongkai::theme::Theme;
use gongkai::theme::given::Given;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// All values that were met in one place.
#[derive(Default)]
struct Shape {
    /// `text`, `number`, `yes or no`, `list`, `group`.
    kinds: BTreeSet<&'static str>,
    /// Nothing was there.
    empty: bool,
    example: Option<String>,
    items: Option<Box<Shape>>,
    /// In their order.
    fields: Vec<(String, Shape)>,
}

impl Shape {
    fn add(&mut self, value: &Value) {
        match value {
            Value::Null => self.empty = true,
            Value::Bool(yes) => self.scalar("yes or no", yes.to_string()),
            Value::Number(number) => self.scalar("number", number.to_string()),
            Value::String(text) => {
                self.kinds.insert("text");
                if !text.is_empty() && self.example.is_none() {
                    self.example = Some(text.clone());
                }
            }
            Value::Array(items) => {
                self.kinds.insert("list");
                let shape = self.items.get_or_insert_default();
                items.iter().for_each(|item| shape.add(item));
            }
            Value::Object(fields) => {
                self.kinds.insert("group");
                for (key, value) in fields {
                    self.field(key).add(value);
                }
            }
        }
    }

    fn scalar(&mut self, kind: &'static str, example: String) {
        self.kinds.insert(kind);
        self.example.get_or_insert(example);
    }

    fn field(&mut self, key: &str) -> &mut Shape {
        let at = self.fields.iter().position(|(known, _)| known == key);
        let at = at.unwrap_or_else(|| {
            self.fields.push((key.to_owned(), Shape::default()));
            self.fields.len() - 1
        });
        &mut self.fields[at].1
    }

    /// What it may be; `ty` tells where the example has nothing.
    fn kind(&self, ty: &str) -> String {
        let mut words: Vec<&str> = self.kinds.iter().copied().collect();
        if words.is_empty() {
            words.extend(match ty {
                "" => None,
                "String" | "str" | "Date" | "Iso" => Some("text"),
                "bool" => Some("yes or no"),
                _ if ty.starts_with(['u', 'i', 'f']) => Some("number"),
                _ => Some("group"),
            });
        }
        if self.empty || words.is_empty() {
            words.push("nothing");
        }
        words.join(" or ")
    }
}

/// A field of a struct: what the comment says, and the name of its type without what is around it.
#[derive(Clone, Default)]
struct Field {
    meaning: String,
    ty: String,
}

/// The structs of the sources, each with its name and fields, in the order of their files.
type Structs = Vec<(String, BTreeMap<String, Field>)>;

fn structs() -> Structs {
    let mut files = Vec::new();
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(next) = open.pop() {
        if next.is_dir() {
            open.extend(fs::read_dir(next).unwrap().map(|entry| entry.unwrap().path()));
        } else if next.extension().is_some_and(|ending| ending == "rs") {
            files.push(next);
        }
    }
    files.sort();
    let mut structs = Vec::new();
    files.iter().for_each(|file| read_structs(&fs::read_to_string(file).unwrap(), &mut structs));
    structs
}

fn read_structs(source: &str, structs: &mut Structs) {
    let mut name = None::<String>;
    let mut fields = BTreeMap::new();
    let mut meaning = String::new();
    for line in source.lines() {
        let code = line.trim();
        if let Some((_, rest)) = line
            .split_once("struct ")
            .filter(|(before, rest)| ["", "pub ", "pub(crate) ", "pub(super) "].contains(before) && rest.ends_with('{'))
        {
            name = rest.split(['<', ' ']).next().map(str::to_owned);
            fields = BTreeMap::new();
            meaning.clear();
        } else if line == "}" {
            structs.extend(name.take().map(|name| (name, std::mem::take(&mut fields))));
        } else if let Some(words) = code.strip_prefix("/// ") {
            let gap = if meaning.is_empty() { "" } else { " " };
            meaning.push_str(&format!("{gap}{words}"));
        } else if !code.starts_with("#[") {
            let field = code.strip_prefix("pub ").unwrap_or(code).strip_suffix(',').and_then(|f| f.split_once(": "));
            if let Some((key, ty)) = field.filter(|_| name.is_some()) {
                let inner = ty.rsplit(['<', ' ']).next().unwrap_or(ty).trim_end_matches('>');
                let inner = inner.rsplit("::").next().unwrap_or(inner);
                let lifetime = ty.contains("<'").then(|| ty.split("<'").next().unwrap_or(ty));
                let ty = lifetime.map_or(inner, |ty| ty.rsplit(['<', ' ']).next().unwrap_or(ty)).to_owned();
                fields.insert(key.to_owned(), Field { meaning: std::mem::take(&mut meaning), ty });
            }
            meaning.clear();
        }
    }
}

/// Finds the struct behind a group: of those that have exactly its fields the one of the name, else
/// the first; else the one of the name that has these and more.
fn behind<'a>(shape: &Shape, name: &str, structs: &'a Structs) -> Option<&'a BTreeMap<String, Field>> {
    let keys: BTreeSet<&str> = shape.fields.iter().map(|(key, _)| key.as_str()).collect();
    let exact =
        |(_, fields): &&(String, BTreeMap<String, Field>)| fields.keys().map(String::as_str).eq(keys.iter().copied());
    let more = |(_, fields): &&(String, BTreeMap<String, Field>)| keys.iter().all(|key| fields.contains_key(*key));
    let named = structs.iter().filter(|(known, _)| known == name);
    let found = named.clone().find(exact).or_else(|| structs.iter().find(exact)).or_else(|| named.clone().find(more));
    found.map(|(_, fields)| fields)
}

/// What a log would say of every record.
fn logs(model: &Model) -> Logs {
    let since = jiff::civil::date(2026, 3, 2);
    let named = |scheme: &str, ids: Vec<&gongkai::record::Id>| -> Vec<Box<str>> {
        ids.into_iter().map(|id| format!("{scheme}:{id}").into()).collect()
    };
    let names = [
        named("reply", model.cases.iter().map(|of| &of.id).collect()),
        named("policy", model.policies.iter().map(|of| &of.id).collect()),
        named("dataset", model.datasets.iter().map(|of| &of.id).collect()),
        named("digest", model.digests.iter().map(|of| &of.id).collect()),
    ]
    .concat();
    let logged = |index| Logged { index, since, proof: Some("transparency/proofs/0123-v1.tlog-proof".into()) };
    let entered = |(index, name): (u64, &Box<str>)| EnteredRecord {
        index,
        act: "publish",
        record: Some(name.clone()),
        erased: false,
    };
    let first = (1..).zip(&names).map(entered).take(1).collect();
    let newest = Entered { on: Some(since), count: names.len(), first };
    Logs { records: (1..).zip(names).map(|(index, name)| (name, logged(index))).collect(), newest, kept: true }
}

/// What each page of a site is given.
fn all_given(memory: &Memory) -> Vec<Given> {
    let bytes = memory.read(Path::new(gongkai::config::FILE)).unwrap();
    let config = gongkai::config::read(&bytes).0.unwrap();
    let day = Day { as_of: config.as_of.unwrap(), time: None, replay: false };
    let mut site = gongkai::check_site(memory, Path::new(""), config, day).unwrap();
    site.theme = site.theme.map(Theme::watched);
    site.log.logs = logs(&site.checked.model);
    let publisher = site.publisher().unwrap();
    let outputs = &site.outputs.plan.outputs;
    // The first language is enough: the others are given the same fields.
    let page = |path: &str| path.ends_with(".html") || path.ends_with("feed.xml");
    let pages = (0..outputs.len()).filter(|at| outputs[*at].lang == 0 && page(&outputs[*at].path));
    let given = |at| {
        publisher.make(at, None).ok()?;
        publisher.theme.given()
    };
    pages.filter_map(given).collect()
}

fn rows(text: &mut String, path: &str, shape: &Shape, ty: &str, structs: &Structs) {
    let known = behind(shape, ty, structs);
    for (key, field) in &shape.fields {
        let about = known.and_then(|fields| fields.get(key)).cloned().unwrap_or_default();
        let path = format!("{path}.{key}");
        let _ = writeln!(
            text,
            "| `{path}` | {} | {} | {} |",
            field.kind(&about.ty),
            example_of(&path, field),
            cell(&about.meaning)
        );
        rows(text, &path, field, &about.ty, structs);
        if let Some(items) = &field.items {
            let path = format!("{path}[]");
            if items.kinds.contains("group") {
                rows(text, &path, items, &about.ty, structs);
            } else if !items.kinds.is_empty() {
                let _ = writeln!(text, "| `{path}` | {} | {} | |", items.kind(""), example_of(&path, items));
            }
        }
    }
}

/// Their names hold the digest of their bytes.
const ASSETS: [&str; 6] =
    ["site.css", "site.chart_css", "site.search_css", "site.search_js", "site.search_more_js", "site.icon"];

fn example_of(path: &str, shape: &Shape) -> String {
    // What changes with every version of the program is no example.
    let changes = path == "site.version" || path == "page.search.version" || ASSETS.contains(&path);
    let text = shape.example.as_deref().filter(|_| !changes).unwrap_or_default();
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = line.chars().take(48).collect();
    let more = if short.len() < line.len() { "…" } else { "" };
    if short.is_empty() { String::new() } else { format!("`{}{more}`", short.replace('`', "'").replace('|', "\\|")) }
}

fn cell(text: &str) -> String {
    // Links between comments mean nothing to the reader of a table.
    text.replace('|', "\\|").replace("[`", "`").replace("`]", "`")
}

fn reference() -> String {
    let mut templates: BTreeMap<String, (Shape, &'static str)> = BTreeMap::new();
    let (mut page, mut site) = (Shape::default(), Shape::default());
    // The example has no text that is long enough to be in parts, and no number of such.
    let long = crate::site::site(&[(
        "content/policies/code/policy.yaml",
        "title: Code\nissuers: [urban]\nmade_on: 1991-03-01\npublished_on: 1991-03-08\n",
    )]);
    for (n, text) in (1..).zip(crate::long::many_editions(10, 900)) {
        let text = if n == 1 { text.replace("note: Anew\n", "") } else { text };
        long.put(&format!("content/policies/code/edition-{n}.md"), text.as_bytes());
    }
    crate::long::put_short_editions(&long, 61);
    let parts = |given: &Given| {
        ["policy-editions.html", "policy-part.html", "policy-articles.html"].contains(&&*given.template)
    };
    for given in all_given(&crate::site::example()) {
        let (shape, view) = templates.entry(given.template).or_default();
        shape.add(&given.v);
        *view = given.view;
        page.add(&given.page);
        site.add(&given.site);
    }
    for given in all_given(&long).into_iter().filter(parts) {
        let (shape, view) = templates.entry(given.template).or_default();
        shape.add(&given.v);
        *view = given.view;
    }
    let structs = structs();
    let mut text = String::from(
        "# Fields of the templates\n\nWhat each template is given, with an example from the example site. This page is generated from the\nprogram and compared with it by a test; `gongkai theme show PAGE` prints the same for a page of yours.\nBeside a text `x` stands the day that it tells, as `x_iso`, ready for `<time datetime>`, and the key of the\nword that it is, as `x_key`. `[]` stands for each item of a list. The engine of a theme (`theme.yaml`) goes up when one of these goes\nor means something else.\n",
    );
    let mut section = |title: &str, name: &str, shape: &Shape, ty: &str| {
        let _ = write!(text, "\n## {title}\n\n");
        if shape.fields.is_empty() {
            text.push_str("Nothing but `page` and `site`.\n");
            return;
        }
        text.push_str("| field | kind | example | meaning |\n|---|---|---|---|\n");
        rows(&mut text, name, shape, ty, &structs);
    };
    section("`page`: the frame of every page", "page", &page, "Page");
    section("`site`: the same on every page", "site", &site, "SiteFacts");
    for (template, (shape, view)) in &templates {
        section(&format!("`v` of `{template}`"), "v", shape, view);
    }
    text
}

/// Every field that is told for programs, with the group that it stands in.
fn told<'v>(value: &'v Value, told: &mut impl FnMut(&'v str, &'v serde_json::Map<String, Value>)) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                told(key, fields);
                self::told(value, told);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| self::told(item, told)),
        _ => {}
    }
}

#[test]
fn what_is_told_to_programs_is_what_the_words_say() {
    let strings = gongkai::theme::built_in("strings/en.yaml").unwrap();
    let strings = gongkai::words::Strings::new("en", serde_yaml::from_str(strings).unwrap());
    let (mut days, mut keys) = (0, 0);
    for given in all_given(&crate::site::example()) {
        told(&given.v, &mut |key, fields| {
            let value = fields[key].as_str();
            let word = |of: &str| match fields.get(of) {
                Some(Value::Object(link)) => link["label"].as_str(),
                other => other.and_then(Value::as_str),
            };
            if let Some(of) = key.strip_suffix("_iso").filter(|of| *of != "start") {
                assert_eq!(value.is_some(), fields[key].is_string(), "{key} of {fields:?}");
                let Some(iso) = value else { return };
                let said = word(of).unwrap_or_else(|| panic!("{iso} without words in {fields:?}"));
                let day = iso.get(..10).and_then(|day| day.parse().ok());
                let months = || (!iso.contains('W')).then(|| strings.month(iso));
                let words = day.map(|day| strings.date(day)).or_else(months).unwrap_or_default();
                let hour = iso.split_once('T').map_or("", |(_, hour)| hour);
                assert!(said.contains(&words) && said.contains(hour), "{iso} is not {said}");
                days += 1;
            }
            if let Some(of) = key.strip_suffix("_key").filter(|_| value.is_some()) {
                assert!(["state", "name"].contains(&of) || word(of).is_some(), "{key} without words in {fields:?}");
                keys += 1;
            }
        });
    }
    assert!(days > 1000 && keys > 1000, "{days} days, {keys} keys");
}

#[test]
fn the_reference_of_fields_is_what_templates_are_given() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guide/theme-fields.md");
    let now = reference();
    let parts = [
        "base.html",
        "components.html",
        "nav-header.html",
        "nav-footer.html",
        "search-indexes.html",
        "search-form.html",
        "search-ask.html",
    ];
    for (path, _) in gongkai::theme::built_in_files() {
        let Some(name) = path.strip_prefix("templates/").filter(|name| !parts.contains(name)) else { continue };
        assert!(now.contains(&format!("## `v` of `{name}`")), "no page of the example is made by {name}");
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    if now != written && std::env::var_os("THEME_FIELDS").is_some_and(|mode| mode == "write") {
        fs::write(&path, &now).unwrap();
    }
    let differs = now.lines().zip(written.lines()).find(|(new, old)| new != old);
    assert!(
        now == written,
        "run this test with THEME_FIELDS=write and look at the difference; the first is {differs:?}"
    );
}
