//! The mapping: which column is for what, and which name stands for which word.
//!
//! A file that `import` proposes ([`super::propose`]) and staff correct. What must hold: it is never
//! written over; new names are added to it, and nothing else in it changes.
//!
//! ```yaml
//! source: csv                   # csv xlsx open311 alaveteli
//! head_row: 3                   # encoding, delimiter, sheet, head_row: only where detection is wrong
//! prefix: hotline               # ids are hotline-<number>
//! constants: {kind: complaint}  # what is the same for all rows
//! columns:
//!   受理时间: [received, accepted]
//!   联系电话: private
//! dates: {受理时间: day-month-year}
//! values:
//!   部门:
//!     市城管局: urban
//!     市路灯所: "?"              # nobody has said yet: its rows wait
//! ```

use super::dates::Order;
use super::read::Reading;
use super::said::{Said, said};
use super::sheet::Form;
use super::target::Target;
use super::text::quoted;
use super::values::{Known, OPEN};
use crate::diagnostic::locate::Indexed;
use crate::diagnostic::{Finding, KeyPath, Place};
use crate::yaml::schema::is_id;
use crate::yaml::{self, Node};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

/// A mapping as it is used.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Mapping {
    pub reading: Reading,
    /// Begins the ids of all records.
    pub prefix: String,
    /// What is the same for all rows.
    pub constants: BTreeMap<Constant, String>,
    /// Heads and what they are for; a head that is for nothing yet has no target.
    pub columns: Vec<(String, Vec<Target>)>,
    pub dates: BTreeMap<String, Order>,
    /// By column and name; `None` is open.
    pub values: HashMap<(String, String), Option<String>>,
    /// Constants that nobody has said yet.
    pub open: Vec<Constant>,
}

macro_rules! constants {
    ($($name:ident = $word:literal, $target:expr;)*) => {
        /// A key that a mapping gives all rows.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Constant { $($name),* }

        impl Constant {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Returns its key.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word),* }
            }

            /// Returns the column that it stands for.
            pub fn target(self) -> Option<Target> {
                match self { $(Self::$name => $target),* }
            }
        }
    };
}

constants! {
    Kind = "kind", Some(Target::Kind);
    Channel = "channel", Some(Target::Channel);
    Department = "department", Some(Target::Department);
    Topics = "topics", Some(Target::Topics);
    Lang = "lang", Some(Target::Lang);
    Published = "published", None;
    Draft = "draft", None;
}

/// Something in a mapping that cannot be, on a line of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub line: usize,
    pub what: Said,
    pub help: Said,
}

/// Why a mapping cannot be used.
#[derive(Debug)]
pub enum Refused {
    Syntax(Box<Finding>),
    Faults(Vec<Fault>),
}

const KEYS: [&str; 10] =
    ["source", "encoding", "delimiter", "sheet", "head_row", "prefix", "constants", "columns", "dates", "values"];

/// Returns the form of reading and the columns that a mapping names, without judging it: to find the
/// mapping that an export belongs to.
pub fn glance(text: &str) -> Option<(Reading, Vec<String>)> {
    let node = yaml::read(text)?;
    let heads = node.get("columns")?.entries().iter();
    let heads =
        heads.filter(|(_, value)| targets(value).iter().any(|word| *word != OPEN)).map(|(head, _)| head.clone());
    Some((reading(&node), heads.collect()))
}

fn reading(node: &Node) -> Reading {
    Reading {
        form: node.text("source").and_then(Form::parse),
        encoding: node.text("encoding").map(str::to_owned),
        delimiter: node.text("delimiter").and_then(delimiter),
        sheet: node.get("sheet").map(shown),
        head_row: node.int("head_row").and_then(|row| usize::try_from(row).ok()).filter(|row| *row > 0),
    }
}

fn delimiter(text: &str) -> Option<u8> {
    match text.as_bytes() {
        b"tab" | b"\\t" => Some(b'\t'),
        [mark] if !mark.is_ascii_alphanumeric() && *mark != b'"' && *mark != b'\n' => Some(*mark),
        _ => None,
    }
}

/// Returns a scalar as it is written.
fn shown(node: &Node) -> String {
    match node {
        Node::Text(text) => text.clone(),
        Node::Bool(value) => value.to_string(),
        Node::Int(value) => value.to_string(),
        Node::Float(value) => value.to_string(),
        Node::Null | Node::List(_) | Node::Map(_) => String::new(),
    }
}

fn targets(node: &Node) -> Vec<&str> {
    match node {
        Node::List(items) => items.iter().filter_map(Node::as_text).collect(),
        other => other.as_text().into_iter().collect(),
    }
}

/// Reads a mapping, and reports everything in it that cannot be.
pub fn read(text: &str, file: &str, known: &Known) -> Result<Mapping, Refused> {
    let node = yaml::parse(text, file, text, 0).map_err(Refused::Syntax)?;
    let index = Indexed::new(text, file);
    let mut reader = Reader { index: &index, faults: Vec::new(), known };
    let mapping = reader.mapping(&node);
    if reader.faults.is_empty() { Ok(mapping) } else { Err(Refused::Faults(reader.faults)) }
}

struct Reader<'a> {
    index: &'a Indexed<'a>,
    faults: Vec<Fault>,
    known: &'a Known,
}

impl Reader<'_> {
    fn fault(&mut self, place: &Place, what: Said, help: Said) {
        self.faults.push(Fault { line: self.index.locate(place).line, what, help });
    }

    fn mapping(&mut self, node: &Node) -> Mapping {
        for (key, _) in node.entries().iter().filter(|(key, _)| !KEYS.contains(&key.as_str())) {
            self.fault(
                &Place::Key(KeyPath::of(key), 0),
                said(format!("a mapping has no key `{key}`"), format!("对应表没有 `{key}` 这一项")),
                said(format!("its keys are: {}", KEYS.join(", ")), format!("可用的项：{}", KEYS.join("、"))),
            );
        }
        for (key, fits) in [
            ("source", node.text("source").is_none_or(|word| Form::parse(word).is_some())),
            ("delimiter", node.get("delimiter").is_none_or(|mark| mark.as_text().and_then(delimiter).is_some())),
            ("head_row", node.get("head_row").is_none() || node.int("head_row").is_some_and(|row| row > 0)),
        ] {
            if !fits {
                let allowed = match key {
                    "source" => Form::ALL.map(Form::word).join(", "),
                    "delimiter" => "\",\" \";\" \"|\" tab".to_owned(),
                    _ => "1, 2, 3 …".to_owned(),
                };
                self.word(&KeyPath::of(key), &node.get(key).map(shown).unwrap_or_default(), &allowed);
            }
        }
        let prefix = node.text("prefix").unwrap_or_default().to_owned();
        if !is_id(&prefix) || prefix.len() > 30 {
            self.fault(
                &Place::Value(KeyPath::of("prefix")),
                said(format!("`{prefix}` cannot begin an id"), format!("`{prefix}` 不能作为编号的开头")),
                said(
                    "small letters, digits and hyphens, at most 30: `prefix: hotline`",
                    "只用小写字母、数字和连字符，不超过30个，如 `prefix: hotline`",
                ),
            );
        }
        let mut mapping = Mapping { reading: reading(node), prefix, ..Mapping::default() };
        self.constants(node, &mut mapping);
        self.columns(node, &mut mapping);
        self.dates(node, &mut mapping);
        self.values(node, &mut mapping);
        mapping
    }

    fn word(&mut self, path: &KeyPath, word: &str, allowed: &str) {
        self.fault(
            &Place::Value(path.clone()),
            said(format!("{path}: `{word}` is none of its words"), format!("{path}：没有 `{word}` 这个词")),
            said(format!("one of: {allowed}"), format!("可用的词：{allowed}")),
        );
    }

    fn constants(&mut self, node: &Node, mapping: &mut Mapping) {
        for (key, value) in node.get("constants").map(Node::entries).unwrap_or_default() {
            let path = KeyPath::of("constants").key(key);
            let Some(constant) = Constant::ALL.iter().copied().find(|constant| constant.word() == key) else {
                let all: Vec<&str> = Constant::ALL.iter().map(|constant| constant.word()).collect();
                self.word(&path, key, &all.join(", "));
                continue;
            };
            let text = match value {
                Node::List(items) => items.iter().map(shown).collect::<Vec<_>>().join(", "),
                value => shown(value),
            };
            if text == OPEN {
                mapping.open.push(constant);
                continue;
            }
            match constant.target() {
                Some(target) => {
                    let allowed = self.known.allowed(target);
                    let fits = |word: &str| allowed.contains(&word) && word != super::values::LEAVE_OUT;
                    if !text.split(", ").all(fits) {
                        let allowed = allowed[..allowed.len() - 1].join(", ");
                        self.word(&path, &text, &allowed);
                    }
                }
                None if constant == Constant::Draft && !matches!(text.as_str(), "true" | "false") => {
                    self.word(&path, &text, "true, false");
                }
                None if constant == Constant::Published && yaml::schema::exact_day(&text).is_none() => {
                    self.word(&path, &text, "2026-03-02");
                }
                None => {}
            }
            mapping.constants.insert(constant, text);
        }
    }

    fn columns(&mut self, node: &Node, mapping: &mut Mapping) {
        let mut taken: BTreeMap<Target, String> = BTreeMap::new();
        for (head, value) in node.get("columns").map(Node::entries).unwrap_or_default() {
            let path = KeyPath::of("columns").key(head);
            let mut list = Vec::new();
            for word in targets(value) {
                let Some(target) = Target::parse(word) else {
                    if word != OPEN {
                        let all: Vec<&str> = Target::ALL.iter().map(|target| target.word()).collect();
                        self.word(&path, word, &all.join(", "));
                    }
                    continue;
                };
                let single = target.is_read() && target != Target::Topics;
                if let Some(other) = taken.get(&target).filter(|_| single) {
                    self.fault(
                        &Place::Value(path.clone()),
                        said(
                            format!("`{head}` and `{other}` are both for `{word}`"),
                            format!("“{head}”和“{other}”都对应 `{word}`"),
                        ),
                        said("write `left-out` for one of them", "请把其中一个改为 `left-out`"),
                    );
                }
                taken.entry(target).or_insert_with(|| head.clone());
                list.push(target);
            }
            mapping.columns.push((head.clone(), list));
        }
    }

    fn dates(&mut self, node: &Node, mapping: &mut Mapping) {
        for (head, value) in node.get("dates").map(Node::entries).unwrap_or_default() {
            let word = shown(value);
            match Order::parse(&word) {
                Some(order) => {
                    mapping.dates.insert(head.clone(), order);
                }
                None if word == OPEN => {}
                None => {
                    let allowed = Order::ALL.map(Order::word).join(", ");
                    self.word(&KeyPath::of("dates").key(head), &word, &allowed);
                }
            }
        }
    }

    fn values(&mut self, node: &Node, mapping: &mut Mapping) {
        for (head, names) in node.get("values").map(Node::entries).unwrap_or_default() {
            let target = mapping.columns.iter().find(|(known, _)| known == head);
            let target = target.and_then(|(_, list)| list.iter().copied().find(|target| target.is_named()));
            // A column that is for something else now keeps its list, for the day it is not.
            let Some(target) = target else { continue };
            let allowed = self.known.allowed(target);
            for (name, value) in names.entries() {
                let word = match value {
                    Node::List(items) => items.iter().map(shown).collect::<Vec<_>>().join(", "),
                    value => shown(value),
                };
                let key = (head.clone(), name.clone());
                if word == OPEN {
                    mapping.values.insert(key, None);
                } else if word.split(", ").all(|word| allowed.contains(&word)) {
                    mapping.values.insert(key, Some(word));
                } else {
                    self.word(&KeyPath::of("values").key(head).key(name), &word, &allowed.join(", "));
                }
            }
        }
    }
}

/// A name that is new to a mapping: its column, the name, what it is taken for, and how many rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewName {
    pub column: String,
    pub name: String,
    pub word: Option<String>,
    pub rows: usize,
}

/// Returns the text of a mapping with names added; `None` when they cannot be without touching what
/// else is in it.
pub fn with_names(text: &str, new: &[NewName]) -> Option<String> {
    let node = yaml::read(text)?;
    let index = Indexed::new(text, "");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut inserts: Vec<(usize, String)> = Vec::new();
    let mut at_end = String::new();
    let columns: Vec<&str> = new.iter().fold(Vec::new(), |mut list, name| {
        if !list.contains(&name.column.as_str()) {
            list.push(name.column.as_str());
        }
        list
    });
    let has_values = node.get("values").is_some();
    for column in columns {
        let path = KeyPath::of("values").key(column);
        let last = node.get("values").and_then(|values| values.get(column)).and_then(|names| names.entries().last());
        let written: String = new.iter().filter(|name| name.column == column).map(line_of).collect();
        match last {
            Some((name, _)) => {
                let line = index.locate(&Place::Key(path.key(name), 0)).line;
                inserts.push((line, written));
            }
            None => {
                let _ = write!(at_end, "  {}:\n{written}", quoted(column));
            }
        }
    }
    inserts.sort_by_key(|(line, _)| std::cmp::Reverse(*line));
    for (line, written) in inserts {
        lines.insert(line.min(lines.len()), written.trim_end().to_owned());
    }
    let mut out = lines.join("\n");
    out.push('\n');
    if !at_end.is_empty() {
        if !has_values {
            out.push_str("values:\n");
        }
        out.push_str(&at_end);
    }
    // Read again, it is what it was and the new names: or it is not written.
    let again = yaml::read(&out)?;
    let names = |node: &Node| -> BTreeMap<(String, String), String> {
        let columns = node.get("values").map(Node::entries).unwrap_or_default();
        let of = |(column, names): &(String, Node)| {
            let pair = |(name, word): &(String, Node)| ((column.clone(), name.clone()), format!("{word:?}"));
            names.entries().iter().map(pair).collect::<Vec<_>>()
        };
        columns.iter().flat_map(of).collect()
    };
    let (before, after) = (names(&node), names(&again));
    let kept = before.iter().all(|(key, word)| after.get(key) == Some(word));
    let rest = |node: &Node| node.entries().iter().filter(|(key, _)| key != "values").cloned().collect::<Vec<_>>();
    (kept && after.len() == before.len() + new.len() && rest(&node) == rest(&again)).then_some(out)
}

/// Returns the line of a name below its column.
pub fn line_of(name: &NewName) -> String {
    let word = name.word.as_deref().unwrap_or(OPEN);
    let word = match word {
        OPEN => "\"?\"".to_owned(),
        list if list.contains(", ") => format!("[{list}]"),
        word => word.to_owned(),
    };
    format!("    {}: {word}  # {}\n", quoted(&name.name), name.rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        Known::new(&[], &[], &["en".to_owned()])
    }

    #[test]
    fn new_names_are_added_and_nothing_else_changes() {
        let text = "prefix: a\ncolumns:\n  类型: kind # mine\n  状态: status\nvalues:\n  类型:\n    投诉: complaint # yes\n    # a remark\nextra: 1\n";
        let name = |column: &str, name: &str, word: Option<&str>| NewName {
            column: column.to_owned(),
            name: name.to_owned(),
            word: word.map(str::to_owned),
            rows: 3,
        };
        let new = [name("类型", "市民: 来电", None)];
        let out = with_names(text, &new).unwrap();
        assert!(
            out.contains("    投诉: complaint # yes\n    \"市民: 来电\": \"?\"  # 3\n    # a remark\nextra"),
            "{out}"
        );
        // A column without names yet goes to the end, where `values` is not: then not at all.
        assert_eq!(with_names(text, &[name("状态", "待办", None)]), None);
        let last = text.replace("extra: 1\n", "");
        let out = with_names(&last, &[name("状态", "待办", Some("open")), new[0].clone()]).unwrap();
        let mapping = read(&out, "m.yaml", &known()).unwrap();
        assert_eq!(mapping.values[&("状态".to_owned(), "待办".to_owned())].as_deref(), Some("open"));
        assert_eq!(mapping.values[&("类型".to_owned(), "市民: 来电".to_owned())], None);
        assert!(
            with_names("prefix: a\n", &new).unwrap().ends_with("values:\n  类型:\n    \"市民: 来电\": \"?\"  # 3\n")
        );
    }

    #[test]
    fn what_cannot_be_is_named_with_its_line() {
        let text = "prefix: A\ncolums: {}\ncolumns:\n  a: titel\n  b: title\n  c: title\n  d: kind\ndates: {e: dmy}\nconstants: {kind: nice}\nvalues:\n  d:\n    x: gripe\n";
        let Err(Refused::Faults(faults)) = read(text, "m.yaml", &known()) else { panic!() };
        let lines: Vec<usize> = faults.iter().map(|fault| fault.line).collect();
        assert_eq!(lines, [2, 1, 9, 4, 6, 8, 12], "{faults:?}");
    }
}
