//! The data as one database and as Parquet: what the CSV files hold, with types.

use crate::site::{CASE, day, example, site};
use gongkai::config;
use gongkai::host::Host as _;
use gongkai::host::memory::Memory;
use gongkai::{Options, Refused};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use rusqlite::Connection;
use rusqlite::types::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

pub fn built(memory: &Memory, bundle: bool) -> BTreeMap<String, Vec<u8>> {
    let (config, _) = config::read(&memory.read(Path::new(config::FILE)).unwrap());
    let mut config = config.unwrap();
    config.bundle = bundle;
    let options = Options { day: day(), refused: Refused::Stop, strict: false, cache: None };
    let report = gongkai::build(memory, Path::new(""), config, Path::new("public"), options).unwrap();
    let errors: Vec<_> = report.findings.iter().filter(|f| f.is_error()).map(|f| (f.rule.name, &f.file)).collect();
    assert!(report.written.is_some(), "{errors:?}");
    memory.tree("public")
}

pub fn database(tree: &BTreeMap<String, Vec<u8>>) -> Connection {
    let bytes = &tree["data/site.sqlite"];
    let mut db = Connection::open_in_memory().unwrap();
    db.deserialize_read_exact("main", &bytes[..], bytes.len(), true).unwrap();
    db
}

/// The rows of a table of the database.
pub fn rows(db: &Connection, table: &str) -> (Vec<String>, Vec<Vec<Value>>) {
    let mut all = db.prepare(&format!("SELECT * FROM \"{table}\" ORDER BY rowid")).unwrap();
    let names: Vec<String> = all.column_names().map(str::to_owned).collect();
    let width = names.len();
    let rows = all.query_map([], |row| (0..width).map(|at| row.get(at)).collect()).unwrap();
    (names, rows.map(Result::unwrap).collect())
}

fn columns_of(db: &Connection, table: &str) -> Vec<String> {
    let mut all = db.prepare("SELECT type FROM columns WHERE \"table\" = ? ORDER BY rowid").unwrap();
    all.query_map([table], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

/// A cell of a CSV file as the database is to have it; nothing where it is no value of its type.
fn expected(cell: &str, kind: &str) -> Value {
    match kind {
        _ if cell.is_empty() => Value::Null,
        "INTEGER" => cell.parse().map_or(Value::Null, Value::Integer),
        "REAL" => cell.parse().map_or(Value::Null, Value::Real),
        "BOOLEAN" => Value::Integer(i64::from(cell == "true")),
        _ => Value::Text(cell.strip_prefix('\'').unwrap_or(cell).to_owned()),
    }
}

/// The tables of a tree's CSV files, each with its rows.
fn csv_tables(tree: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, (Vec<String>, Vec<Vec<String>>)> {
    let mut tables = BTreeMap::<String, (Vec<String>, Vec<Vec<String>>)>::new();
    let files = tree.iter().filter_map(|(path, bytes)| {
        let stem = path.strip_suffix(".csv")?;
        // A table as it was before a revision is for download alone.
        if let Some((folder, file)) = path.rsplit_once('/').filter(|_| path.starts_with("statistics/")) {
            let package = &tree[&format!("{folder}/datapackage.json")];
            let package: serde_json::Value = serde_json::from_slice(package).unwrap();
            package["resources"].as_array().unwrap().iter().find(|table| table["path"] == file)?;
        }
        let statistics = || stem.starts_with("statistics/").then(|| stem.to_owned());
        Some((stem.strip_prefix("data/").map(str::to_owned).or_else(statistics)?, bytes))
    });
    for (name, bytes) in files {
        let name = name.replace(['-', '/'], "_");
        let stem = name.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('_');
        let table = if stem == "foi" || name.starts_with("statistics_") { &*name } else { stem };
        let text = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap();
        let mut reader = csv::Reader::from_reader(text);
        let header = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let (_, rows) = tables.entry(table.to_owned()).or_insert((header, Vec::new()));
        rows.extend(reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()));
    }
    tables
}

#[test]
fn database_parquet_and_csv_hold_the_same_values() {
    let tree = built(&example(), true);
    let db = database(&tree);
    let tables = csv_tables(&tree);
    assert!(tables.len() >= 20, "{:?}", tables.keys());
    for (name, (header, lines)) in &tables {
        let (names, found) = rows(&db, name);
        let kinds = columns_of(&db, name);
        assert_eq!((&names, found.len()), (header, lines.len()), "{name}");
        for (line, row) in lines.iter().zip(&found) {
            for ((cell, value), kind) in line.iter().zip(row).zip(&kinds) {
                assert_eq!(*value, expected(cell, kind), "{name}: {line:?}");
            }
        }
    }
    let in_database: BTreeSet<String> = {
        let mut all = db.prepare("SELECT DISTINCT \"table\" FROM columns").unwrap();
        all.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let own: BTreeSet<String> = tables.keys().cloned().chain(["texts".to_owned()]).collect();
    assert_eq!(in_database, own);
    for name in &own {
        let bytes = tree[&format!("data/parquet/{name}.parquet")].clone();
        let file = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
        let (_, found) = rows(&db, name);
        let read: Vec<_> = file.get_row_iter(None).unwrap().map(Result::unwrap).collect();
        assert_eq!(read.len(), found.len(), "{name}");
        for (row, line) in found.iter().zip(&read) {
            for (value, (column, field)) in row.iter().zip(line.get_column_iter()) {
                let same = match (value, field) {
                    (Value::Null, Field::Null) => true,
                    (Value::Text(a), Field::Str(b)) => a == b,
                    (Value::Integer(a), Field::Long(b)) => a == b,
                    (Value::Integer(a), Field::Bool(b)) => (*a == 1) == *b,
                    (Value::Real(a), Field::Double(b)) => a == b,
                    (Value::Text(a), Field::Date(_)) => *a == field.to_string(),
                    _ => false,
                };
                assert!(same, "{name}.{column}: {value:?} {field:?}");
            }
        }
    }
}

#[test]
fn a_question_is_asked_of_the_database_at_once() {
    let db = database(&built(&example(), true));
    let asked = "SELECT d.name, count(*), sum(t.kind = 'reply') FROM replies r
        JOIN departments d ON d.id = r.department LEFT JOIN texts t ON t.id = r.id
        WHERE r.received >= '2025-01-01' GROUP BY d.id ORDER BY 2 DESC LIMIT 1";
    let (name, count, replies): (String, u32, u32) =
        db.query_row(asked, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
    assert!(!name.is_empty() && count > replies && replies > 0, "{name} {count} {replies}");
    let meaning: String = db
        .query_row("SELECT meaning_en FROM columns WHERE \"table\" = 'replies' AND \"column\" = 'received'", [], |r| {
            r.get(0)
        })
        .unwrap();
    assert_eq!(meaning, "day of receipt");
    let day: String = db.query_row("SELECT value FROM about WHERE key = 'as_of'", [], |row| row.get(0)).unwrap();
    assert_eq!(day, "2026-06-30");
}

#[test]
fn what_is_held_back_is_in_neither() {
    let hidden = CASE
        .replace("received:", "visibility: withheld\nvisibility_reason: Court order\nreceived:")
        .replace("The lamps are dark.", "Zanzibarine words.");
    let memory = site(&[("content/replies/a.md", CASE), ("content/replies/b.md", &hidden)]);
    let tree = built(&memory, true);
    for (path, bytes) in tree.iter().filter(|(path, _)| path.starts_with("data/")) {
        assert!(!bytes.windows(10).any(|w| w == b"Zanzibarin"), "{path}");
    }
    let (_, found) = rows(&database(&tree), "texts");
    assert!(found.iter().all(|row| row[0] == Value::Text("a".to_owned())) && !found.is_empty(), "{found:?}");
}

#[test]
fn it_is_no_default_and_the_same_each_time() {
    let memory = site(&[("content/replies/a.md", CASE)]);
    let first = built(&memory, true);
    let is_bundle = |path: &&String| path.ends_with(".sqlite") || path.ends_with(".parquet");
    assert_eq!(first, built(&memory, true));
    assert!(String::from_utf8_lossy(&first["SHA256SUMS"]).contains("data/site.sqlite"));
    assert!(String::from_utf8_lossy(&first["data/index.html"]).contains("site.sqlite"));
    let without = built(&memory, false);
    assert_eq!(without.keys().filter(is_bundle).count(), 0);
}
