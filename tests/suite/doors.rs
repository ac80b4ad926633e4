//! Every text of every record, hostile in every way at once, through every format: each output is
//! read by a reader that knows nothing of ours, and found to hold text and nothing else.

use crate::site::{built, site};
use calamine::{DataType as _, Reader as _, Xlsx};
use gongkai::record::fields;
use gongkai::yaml::schema::{Field, Ty};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

/// Stands where a hostile text goes.
const HERE: char = '§';

/// A text that means harm in every format, with a number to know it by.
fn hostile(n: usize) -> String {
    format!(
        "\"\\n =1+{n} CANARY{n}E \\\"q\\\" 'a' \\x1b[31m\\x1b]0;x\\x07 \\x9b2J \\u202Ex\\u2069 \\uFFFE\\uFFFF\\uFDD0\\U0001FFFF \
         ]]> <script>alert({n})</script> <b onclick='x'> </title> , ; | \\\\ %0d%0a \\r\\nEND:VEVENT\\n=2+{n}\""
    )
}

/// The same in Markdown and in a table, where it stands as it is.
const BODY: &str =
    "=1+1 &#x1b;[31m &#x9b; &#x202E;x &#xFFFE;&#xFDD0;&#x1FFFF; ]]> <script>alert(0)</script> <b onclick=x> CANARY0E\n";

const CONFIG: &str = "title: §\npublisher: §\ndescription: §\ncontact: §\nlicence: §\nbase_url: https://city.example/\n\
languages: [en, {code: zh-Hans, records: all}]\nas_of: 2026-06-30\nstatutory_table: china-annual\n\
navigation: {header: [{name: search, label: §}, {page: about, label: §}], footer: [{label: §, links: [{address: 'https://a.example/?x=1&y', label: §}]}]}\n\
email_domains: [§]\nlabels: {question: [§], reply: [§], correction: [§]}\n\
personal_data_waivers: [{kind: mobile, reason: §, until: 2026-12-31, by: §}]\n";

const DEPARTMENTS: &str =
    "- {id: urban, name: §, short: §, remit: §, contact: §}\n- {id: water, name: §, parent: urban}\n";
const TOPICS: &str = "- {id: lights, label: §, note: §}\n";
const RULES: &str = "- {id: plain, name: §, applies: {kind: [complaint, foi]}, from: received, within: 5 working-days, extension: 10 working-days, calendar: cn, basis: §, statutory: false, valid_from: 2020-01-01}\n";
const CALENDAR: &str = "- {date: 2026-06-19, name: §, off: true, announced: 2025-11-04}\n";

const CASE: &str = "title: §\nkind: complaint\ndepartment: urban\ntopics: [lights]\nreceived: 2026-06-02\nreferences: [§]\nlocation: §\n\
licence: §\nattachments: [{file: a.txt, title: §, alternative: §}]\npromises: [{text: §, due: 2026-07-31, note: §}]\npublished: 2026-06-03\nreplied: 2026-06-05\n\
visibility_reason: §\npersonal_data_waivers: [{kind: mobile, reason: §, until: 2026-12-31, by: §}]\nevents:\n\
- {on: 2026-06-02 10:00, type: note, note: §, by: §}\n\
- {on: 2026-06-03, type: supervised, level: notice, reason: §, by: §}\n\
- {on: 2026-06-04, type: supervision_closed, result: §}\n\
- {on: 2026-06-04, type: extended, within: 2 working-days, reason: §}\n\
- {on: 2026-06-04, type: third_party_asked, note: §}\n\
- {on: 2026-06-04, type: third_party_answered, note: §}\n\
- {on: 2026-06-06, type: corrected, reason: §}\n\
- {on: 2026-06-07, type: redacted, category: §, basis: §}\n\
- {on: 2026-06-08, type: concluded, outcome: done, grounds: §}\n\
- {on: 2026-06-09, type: rated, rating: satisfied, note: §}\n\
- {on: 2026-06-10, type: reopened, by: asker, reason: §}\n\
- {on: 2026-06-11, type: review_started, kind: internal}\n\
- {on: 2026-06-12, type: review_ended, result: §}\n";

/// Events that a case has one or the other of.
const MORE: [&str; 3] = [
    "- {on: 2026-06-03, type: not_accepted, reason: §, instead: §}\n",
    "- {on: 2026-06-03, type: assigned, department: urban}\n- {on: 2026-06-04, type: returned, reason: §}\n",
    "- {on: 2026-06-03, type: transferred, department: urban, reason: §}\n",
];

const TRANSLATION: &str =
    "title: §\ntranslator: §\nof: x\npersonal_data_waivers: [{kind: mobile, reason: §, until: 2026-12-31, by: §}]\n";

const POLICY: &str = "title: §\nissuers: [urban]\ntopics: [lights]\nsummary: §\naudience: §\nretroactive: §\nat_once: §\nmade_on: 2026-01-01\npublished_on: 2026-01-02\nlicence: §\n\
force: [{on: 2026-02-01, type: withdrawn, by: §, note: §, reason: §}]\n\
consultation: {from: 2025-06-01, to: 2025-07-01, how: §, outcome: §}\n\
attachments: [{file: b.txt, title: §, accessible: false, alternative: §}]\n\
corrections: [{on: 2026-06-01, what: §, reason: §, by: §, basis: §}]\n\
personal_data_waivers: [{kind: mobile, reason: §, until: 2026-12-31, by: §}]\n";
const EDITION: &str = "on: 2026-01-01\nchange: major\nnote: §\nwithdrawal: {type: withdrawn, on: 2026-06-20, class: other, reason: §, by: §, basis: §}\npersonal_data_waivers: [{kind: mobile, reason: §, until: 2026-12-31, by: §}]\n";

const DATASET: &str = "title: §\ndescription: §\ndepartment: urban\ntopics: [lights]\npublished_on: 2026-01-01\nmethodology: §\nquality: §\ncontact: §\nlaw: [§]\ncoverage: {area: §}\nlicence: §\n\
tables: [{file: data.csv, title: §, missing: [§], marks: [{mark: §, status: estimated, note: §}], fields: [{name: n, title: §, unit: §, description: §}, {name: m}, {name: k, codes: [{value: §, label: §}]}]}, {file: months.csv}]\n\
charts: [{table: months.csv, y: [n], headline: §, note: §, annotations: [{at: 2026-02, text: §}], \
breaks: [{at: 2026-03, text: §}], reference: {name: §, value: '2'}}, {table: months.csv, y: [n], kind: none, reason: §}]\n\
revisions: [{on: 2026-02-01, kind: correction, note: §, by: §, basis: §, changes: [{table: months.csv, row: [2026-01], column: n, old: 9, new: 1, reason: §}]}]\n\
releases: [{id: r-1, title: §, state: provisional, on: 2026-08, changes: [{on: 2026-06-01, from: 2026-07, reason: §}]}, {id: r-2, title: §, state: published, on: 2026-01-01}]\n\
withdrawal: {type: withdrawn, on: 2026-06-20, class: other, reason: §, by: §, basis: §}\n\
personal_data_waivers: [{kind: mobile, reason: §, until: 2026-12-31, by: §}]\n";
const TABLE: &str =
    "n,m,k\n\"\n=1+1\",-2,-\n\" \u{FEFF}@SUM(A1) ]]> <script>x</script>\",\"\t＝cmd|'/c calc'!A1\",-\n-2,\"a\nb\",-\n";

const DIGEST: &str = "title: §\ntopic: lights\nfrom: 2026-01-01\nto: 2026-06-30\nlicence: §\nopinions: [{text: §, cases: ['reply:c-1']}]\n\
improvements: [{text: §, status: done, on: 2026-05-01, related: ['reply:c-1']}]\n\
corrections: [{on: 2026-06-01, what: §, reason: §, by: §, basis: §}]\n\
withdrawal: {type: withdrawn, on: 2026-06-20, class: other, reason: §, by: §, basis: §}\n\
personal_data_waivers: [{kind: mobile, reason: §, until: 2026-12-31, by: §}]\n";
const NOTES: &str = "title: §\npersonal_data_waivers: [{kind: mobile, reason: §, until: 2026-12-31, by: §}]\n";
const PAGE: &str = "title: §\ncorrections: [{on: 2026-06-01, what: §, reason: §, by: §, basis: §}]\nwithdrawal: {type: withdrawn, on: 2026-06-20, class: other, reason: §, by: §, basis: §}\npersonal_data_waivers: [{kind: mobile, reason: §, until: 2026-12-31, by: §}]\n";

/// Keys that hold a text of a grammar of its own: what breaks it is refused.
const GRAMMAR: [&str; 29] = [
    "embargo",
    "column",
    "columns",
    "from",
    "on",
    "table",
    "x",
    "y",
    "at",
    "value",
    "provisional_from",
    "key",
    "status",
    "instead",
    "address",
    "lang",
    "number",
    "cases",
    "of",
    "file",
    "base_url",
    "timezone",
    "theme",
    "accent",
    "into",
    "code",
    "related",
    "index_number",
    "articles",
];

fn front(yaml: &str, body: &str) -> String {
    format!("---\n{yaml}---\n{body}")
}

/// The site, and which key each number stands under.
fn evil() -> (gongkai::host::memory::Memory, BTreeMap<usize, String>) {
    let reply = format!("## Question\n\n{BODY}\n## Reply\n\n{BODY}\n### Part\n\n{BODY}\n## Correction\n\n{BODY}");
    let open = CASE
        .split("published:")
        .next()
        .unwrap()
        .replace("attachments: [{file: a.txt, title: §, alternative: §}]\n", "");
    let mut files: Vec<(String, String)> = vec![
        ("site-config.yaml".into(), CONFIG.into()),
        ("content/departments.yaml".into(), DEPARTMENTS.into()),
        ("content/topics.yaml".into(), TOPICS.into()),
        ("content/rules/deadlines.yaml".into(), RULES.into()),
        ("content/rules/calendar-cn-2026.yaml".into(), CALENDAR.into()),
        ("content/replies/c-1.md".into(), front(CASE, &reply)),
        ("content/replies/c-1.files/a.txt".into(), "x".into()),
        ("content/replies/c-1.zh-Hans.md".into(), front(TRANSLATION, &reply)),
        ("content/replies/open.md".into(), front(&open, BODY)),
        ("content/replies/foi.md".into(), front(&open.replace("complaint", "foi"), BODY)),
        ("content/policies/p/policy.yaml".into(), POLICY.into()),
        ("content/policies/p/files/b.txt".into(), "x".into()),
        ("content/policies/p/edition-1.md".into(), front(EDITION, BODY)),
        ("content/policies/p/edition-1.zh-Hans.md".into(), front(TRANSLATION, BODY)),
        ("content/policies/p/edition-2.md".into(), front(&EDITION.replace("01-01", "02-01"), BODY)),
        ("content/statistics/d/dataset.yaml".into(), DATASET.into()),
        ("content/statistics/d/data.csv".into(), TABLE.into()),
        ("content/statistics/d/months.csv".into(), "month,n\n2026-01,1\n2026-02,2\n2026-03,5\n2026-04,3\n".into()),
        ("content/statistics/d/notes.md".into(), front(NOTES, BODY)),
        ("content/digests/g.md".into(), front(DIGEST, BODY)),
        ("content/pages/about.md".into(), front(PAGE, BODY)),
    ];
    for (n, events) in MORE.iter().enumerate() {
        files.push((format!("content/replies/more-{n}.md"), front(&format!("{open}events:\n{events}"), BODY)));
    }
    let memory = site(&[]);
    let mut keys = BTreeMap::new();
    for (path, text) in files {
        let mut parts = text.split(HERE);
        let mut filled = parts.next().unwrap().to_owned();
        for part in parts {
            let key = filled
                .rsplit(['{', '\n', ' ', ','])
                .find(|word| word.ends_with(':') || word.contains(": ["))
                .unwrap_or("");
            keys.insert(keys.len() + 1, format!("{path} {key}"));
            filled.push_str(&hostile(keys.len()));
            filled.push_str(part);
        }
        memory.put(&path, filled.as_bytes());
    }
    (memory, keys)
}

/// Every key of a table whose value is a text.
fn text_keys(table: &[Field], keys: &mut BTreeSet<&'static str>) {
    fn of(key: &'static str, ty: &Ty, keys: &mut BTreeSet<&'static str>) {
        match ty {
            Ty::Text | Ty::Str => drop(keys.insert(key)),
            Ty::List(inner) => of(key, inner, keys),
            Ty::Map(table) => text_keys(table, keys),
            Ty::Event(table, kinds) => {
                text_keys(table, keys);
                kinds.iter().for_each(|(_, table)| text_keys(table, keys));
            }
            _ => {}
        }
    }
    table.iter().for_each(|field| of(field.key, &field.ty, keys));
}

#[test]
fn every_text_of_every_record_is_hostile_here() {
    let more = MORE.concat();
    let tables: [(&[Field], String); 13] = [
        (fields::CONFIG, CONFIG.into()),
        (fields::DEPARTMENT, DEPARTMENTS.into()),
        (fields::TOPIC, TOPICS.into()),
        (fields::RULE, RULES.into()),
        (fields::CALENDAR_DAY, CALENDAR.into()),
        (fields::CASE, format!("{CASE}{more}")),
        (fields::TRANSLATION, TRANSLATION.into()),
        (fields::POLICY, POLICY.into()),
        (fields::EDITION, EDITION.into()),
        (fields::DATASET, DATASET.into()),
        (fields::DIGEST, DIGEST.into()),
        (fields::PAGE, PAGE.into()),
        (fields::PAGE, PAGE.into()),
    ];
    for (at, (table, text)) in tables.iter().enumerate() {
        let mut keys = BTreeSet::new();
        text_keys(table, &mut keys);
        for key in keys.iter().filter(|key| !GRAMMAR.contains(key)) {
            let there = [format!("{key}: §"), format!("{key}: [§"), "name: n".to_owned()];
            let name_of_column = *key == "name" && text.contains("name: n,");
            assert!(there[..2].iter().any(|t| text.contains(t)) || name_of_column, "table {at}: {key}");
        }
    }
}

/// Whether a character may stand in a public text.
fn fits(c: char) -> bool {
    let control = c.is_control() && c != '\n' && c != '\t' && c != '\r';
    let direction =
        matches!(c, '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let none = matches!(c, '\u{FDD0}'..='\u{FDEF}') || (c as u32) & 0xFFFE == 0xFFFE;
    !control && !direction && !none
}

fn strings(value: &serde_json::Value, each: &mut dyn FnMut(&str)) {
    match value {
        serde_json::Value::String(text) => each(text),
        serde_json::Value::Array(items) => items.iter().for_each(|item| strings(item, each)),
        serde_json::Value::Object(map) => map.iter().for_each(|(key, item)| {
            each(key);
            strings(item, each);
        }),
        _ => {}
    }
}

fn json(path: &str, text: &str) {
    let value: serde_json::Value = serde_json::from_str(text).unwrap_or_else(|e| panic!("{path}: {e}"));
    strings(&value, &mut |text| assert!(text.chars().all(fits), "{path}: {text:?}"));
}

fn table(path: &str, text: &str) {
    let text = text.trim_start_matches('\u{FEFF}');
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    for record in reader.records() {
        for cell in &record.unwrap_or_else(|e| panic!("{path}: {e}")) {
            let seen = cell.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}' || c == '\u{200B}');
            let number = !cell.is_empty() && cell.chars().all(|c| c.is_ascii_digit() || c == '.' || c == '-');
            let formula = seen.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
            assert!(number || !formula, "{path}: {cell:?}");
        }
    }
}

fn calendar(path: &str, text: &str) {
    let unfolded = text.replace("\r\n ", "");
    assert!(unfolded.ends_with("\r\n") && !unfolded.replace("\r\n", "").contains(['\r', '\n']), "{path}");
    let mut depth = 0i32;
    for line in unfolded.trim_end().split("\r\n") {
        let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("{path}: {line}"));
        let known = [
            "BEGIN",
            "END",
            "VERSION",
            "PRODID",
            "X-WR-CALNAME",
            "UID",
            "DTSTAMP",
            "SEQUENCE",
            "DTSTART",
            "DTSTART;VALUE=DATE",
            "DTEND;VALUE=DATE",
            "STATUS",
            "DESCRIPTION",
            "SUMMARY",
            "URL",
            "TRANSP",
        ];
        assert!(known.contains(&name), "{path}: {line}");
        depth += i32::from(name == "BEGIN") - i32::from(name == "END");
        assert!((0..=2).contains(&depth), "{path}: {line}");
        let bare = value.replace("\\\\", "").replace("\\,", "").replace("\\;", "").replace("\\n", "");
        assert!(name == "URL" || !bare.contains(['\\', ',', ';']), "{path}: {line}");
    }
    assert_eq!(depth, 0);
}

fn xml(path: &str, text: &str) {
    let document = roxmltree::Document::parse(text).unwrap_or_else(|e| panic!("{path}: {e}"));
    let known = [
        "feed",
        "id",
        "title",
        "updated",
        "link",
        "author",
        "name",
        "generator",
        "rights",
        "entry",
        "published",
        "summary",
        "urlset",
        "url",
        "loc",
        "lastmod",
        "sitemapindex",
        // ResourceSync.
        "ln",
        "md",
        "sitemap",
    ];
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        assert!(known.contains(&node.tag_name().name()), "{path}: {:?}", node.tag_name());
    }
}

fn page(path: &str, text: &str) {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('<') {
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        let lower = tag.to_ascii_lowercase();
        // Fixed texts of ours, on the pages that search.
        let searches = lower.starts_with("script src=\"") && lower.ends_with(".js\" defer");
        if searches || lower.starts_with("form class=\"seek\" id=\"g-seek\"") {
            assert!(path.ends_with("search/index.html"), "{path}: <{tag}>");
            rest = after;
            continue;
        }
        if lower.starts_with("script") {
            assert_eq!(lower, "script type=\"application/ld+json\"", "{path}");
            let (data, after) = after.split_once("</script>").unwrap();
            json(path, data);
            rest = after;
            continue;
        }
        // The one form asks the search page, and sends nothing anywhere.
        if lower.starts_with("form ") {
            let action = lower.split("action=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
            let own = action.trim_start_matches("../").trim_start_matches('/') == "search/index.html"
                || path.ends_with("404.html") && action.ends_with("/search/index.html") && !action.contains("//");
            assert!(own && lower.contains("method=\"get\""), "{path}: <{tag}>");
            rest = after;
            continue;
        }
        for wrong in ["iframe", "style", "object", "embed", "form", "base"] {
            assert!(lower.split([' ', '/']).next() != Some(wrong), "{path}: <{tag}>");
        }
        let outside: String = lower.split('"').step_by(2).collect();
        assert!(!outside.contains(" on") && !outside.contains(" style="), "{path}: <{tag}>");
        assert!(!lower.contains("=\"javascript:") && !lower.contains("=\"data:"), "{path}: <{tag}>");
        rest = after;
    }
}

/// Statements: a hostile text is a text in them, and no address.
fn graph(path: &str, text: &str) {
    for triple in oxttl::TurtleParser::new().for_slice(text) {
        let triple = triple.unwrap_or_else(|error| panic!("{path}: {error}"));
        let said = format!("{} {}", triple.subject, triple.predicate);
        assert!(!said.contains("CANARY"), "{path}: {said}");
    }
}

/// A workbook: parts that are sound, without a formula or an address that a program would fetch. Returns the texts
/// of its cells.
fn workbook(path: &str, bytes: &[u8]) -> String {
    let mut parts = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    for at in 0..parts.len() {
        let mut part = String::new();
        parts.by_index(at).unwrap().read_to_string(&mut part).unwrap();
        let document = roxmltree::Document::parse(&part).unwrap_or_else(|e| panic!("{path}: {e}"));
        for node in document.descendants().filter(roxmltree::Node::is_element) {
            let name = node.tag_name().name();
            assert!(!["f", "hyperlink", "definedName", "externalReference"].contains(&name), "{path}: {name}");
            assert!(node.attribute("TargetMode").is_none(), "{path}: leads out");
        }
    }
    let mut texts = String::new();
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).unwrap();
        let cells = range.used_cells().filter_map(|(_, _, cell)| cell.as_string());
        cells.chain([name]).for_each(|text| texts.push_str(&text));
    }
    texts
}

/// A file of the index: one call with plain values, and nothing else that would run.
fn shard(path: &str, text: &str) {
    let call = text.trim_end().strip_prefix("gongkai.shard(").and_then(|rest| rest.strip_suffix(')'));
    let values: serde_json::Value = serde_json::from_str(&format!("[{}]", call.unwrap_or_default())).unwrap();
    let name = path.strip_prefix("search/").and_then(|path| path.strip_suffix(".js"));
    assert!(values[0].as_str() == name && values.as_array().is_some_and(|values| values.len() == 2), "{path}");
}

/// Settings of servers: lines that are known to the letter, but for addresses.
fn settings(path: &str, text: &str) {
    assert!(!text.contains("CANARY") && !text.contains("script>"), "{path}");
}

#[test]
fn every_output_is_read_by_others_and_found_inert() {
    let (memory, keys) = evil();
    let tree = built(&memory);
    let mut seen = BTreeSet::new();
    for (path, bytes) in &tree {
        let cells = if path.ends_with(".xlsx") { workbook(path, bytes).into_bytes() } else { Vec::new() };
        let bytes = if path.ends_with(".xlsx") { &cells } else { bytes };
        let text = std::str::from_utf8(bytes).unwrap_or_else(|e| panic!("{path}: {e}"));
        assert!(text.chars().all(fits), "{path}: {:?}", text.chars().find(|c| !fits(*c)));
        match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
            "csv" => table(path, text),
            "json" | "jsonld" => json(path, text),
            "jsonl" => text.lines().for_each(|line| json(path, line)),
            "ics" => calendar(path, text),
            "xml" => xml(path, text),
            "html" => page(path, text),
            "ttl" => graph(path, text),
            "conf" | "link" | "txt" | "" => settings(path, text),
            "js" if path.starts_with("search/") => shard(path, text),
            "js" => assert!(path.starts_with("assets/") && !text.contains("CANARY"), "{path}"),
            "css" | "svg" | "py" | "xlsx" => {}
            "well-known/resourcesync" => xml(path, text),
            "nojekyll" => assert!(text.is_empty()),
            other => {
                assert!(
                    path.ends_with("Caddyfile")
                        || path.ends_with("_headers")
                        || path.ends_with("_redirects")
                        || path == "SHA256SUMS",
                    "{other}"
                )
            }
        }
        let numbers = text.split("CANARY").skip(1).filter_map(|rest| rest.split_once('E')?.0.parse::<usize>().ok());
        seen.extend(numbers);
    }
    // What is shown nowhere proves nothing here. Each of these is read and not published: the one
    // `reason` and `by` of a file are those of its waiver, the one `note` is that of a promise.
    let mut unseen: Vec<&String> = keys.iter().filter(|(n, _)| !seen.contains(n)).map(|(_, key)| key).collect();
    let read = ["short:", "visibility_reason:", "email_domains:", "yaml question:", "yaml reply:", "yaml correction:"];
    unseen.retain(|key| !read.iter().any(|read| key.ends_with(read)) && !key.ends_with("edition-1.zh-Hans.md title:"));
    let once: BTreeSet<&&String> = unseen.iter().collect();
    assert!(once.len() == unseen.len(), "{unseen:#?}");
    assert!(once.iter().all(|key| [" reason:", " by:", " note:"].iter().any(|read| key.ends_with(read))), "{once:#?}");
    assert!(seen.len() > 60, "{}", seen.len());
}
