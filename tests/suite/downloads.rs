//! Tables of statistics in every form that they are given in: the values agree, with the page and the charts too.

use crate::bundle::{built as bundled, database, rows};
use crate::site::{built, example, site};
use calamine::{Data, Reader, Xlsx};
use gongkai::host::memory::Memory;
use parquet::file::reader::{FileReader, SerializedFileReader};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

type Tree = BTreeMap<String, Vec<u8>>;

const DATASET: &str = "title: {en: Lamps, zh-Hans: 路灯}\ndescription: Lamps lit\ndepartment: urban\npublished_on: 2026-01-15\n\
    updated_on: 2026-02-20\ncontact: Lighting office\nlicence: CC-BY-4.0\nmethodology: Counted by hand\nquality: Two streets are missing\n\
    coverage: {area: Qingshui, from: 2026-01-01}\n";

const TABLE: &str = "tables:\n  - file: data.csv\n    title: {en: 'Lamps: by street/lane', zh-Hans: 按街道}\n    key: [id]\n    marks:\n\
    \x20     - {mark: p, status: provisional, note: Final in May}\n      - {mark: x, status: suppressed}\n    fields:\n\
    \x20     - {name: id, title: {en: Number, zh-Hans: 编号}, type: string}\n\
    \x20     - {name: street, type: string}\n\
    \x20     - {name: lit, title: {en: Lit, zh-Hans: 亮}, type: number, unit: {en: lamps, zh-Hans: 盏}, description: On the first of the month}\n\
    \x20     - {name: share, type: number}\n      - {name: day, type: date}\n      - {name: year, type: year}\n\
    \x20     - {name: ok, type: boolean}\n";

const CSV: &str = "id,street,lit,share,day,year,ok\n\
    007,=1+1,\"1,234.50p\",0.10,2026-01-31,2025,true\n\
    110105194912310021,\"a\nb\",-0.5,12345678901234567890.5,1899-12-31,2026,false\n\
    009,..,x,,,,\n";

fn city(described: &str, csv: &str) -> Memory {
    site(&[
        ("content/statistics/d/dataset.yaml", &format!("{DATASET}{described}")),
        ("content/statistics/d/data.csv", csv),
    ])
}

fn text(tree: &Tree, path: &str) -> String {
    let known: Vec<_> = tree.keys().filter(|known| known.contains("statistics/")).collect();
    String::from_utf8(tree.get(path).unwrap_or_else(|| panic!("{path}: {known:?}")).clone()).unwrap()
}

fn workbook(tree: &Tree, path: &str) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(tree[path].clone())).unwrap()
}

/// The cells of a sheet.
fn sheet(tree: &Tree, path: &str, name: &str) -> Vec<Vec<Data>> {
    let mut book = workbook(tree, path);
    assert!(book.worksheet_formula(name).unwrap().is_empty(), "{path}: a formula");
    book.worksheet_range(name).unwrap().rows().map(<[Data]>::to_vec).collect()
}

fn string(text: &str) -> Data {
    Data::String(text.to_owned())
}

#[test]
fn a_workbook_has_the_types_of_its_cells() {
    let tree = built(&city(TABLE, CSV));
    let rows = sheet(&tree, "statistics/d/d.xlsx", "Lamps by street lane");
    let head = ["Number", "street", "Lit (lamps)", "Lit: status", "share", "day", "year", "ok"];
    assert_eq!(rows[0], head.map(string));
    assert_eq!(rows[1][..4], [string("007"), string("=1+1"), Data::Float(1234.5), string("provisional")]);
    assert_eq!((&rows[1][4], &rows[1][6..]), (&Data::Float(0.1), &[Data::Float(2025.0), Data::Bool(true)][..]));
    let Data::DateTime(day) = rows[1][5] else { panic!("{:?}", rows[1][5]) };
    assert_eq!(day.as_f64(), 46053.0, "2026-01-31");
    // An id, a number and a day that a spreadsheet would not keep are texts.
    assert_eq!(rows[2][..3], [string("110105194912310021"), string("a\nb"), Data::Float(-0.5)]);
    assert_eq!(rows[2][4..6], [string("12345678901234567890.5"), string("1899-12-31")]);
    // What stands for no value in the file stands there, as in the CSV file.
    assert_eq!(rows[3][..4], [string("009"), string(".."), string("x"), string("suppressed")]);
    assert_eq!(rows[3][4..], [Data::Empty, Data::Empty, Data::Empty, Data::Empty]);
    // The one day in it is that of the figures, so that it is the same each time.
    let mut parts = zip::ZipArchive::new(Cursor::new(&tree["statistics/d/d.xlsx"])).unwrap();
    let mut about = String::new();
    parts.by_name("docProps/core.xml").unwrap().read_to_string(&mut about).unwrap();
    assert_eq!(about.matches(">2026-02-20T00:00:00Z<").count(), 2, "{about}");
    assert_eq!(tree, built(&city(TABLE, CSV)));
}

#[test]
fn the_notes_of_a_workbook_say_what_it_is() {
    let revision = "revisions:\n  - {on: 2026-02-01, kind: correction, note: A street was counted twice}\n";
    let tree = built(&city(&format!("{TABLE}{revision}"), CSV));
    let notes = sheet(&tree, "statistics/d/d.xlsx", "Notes");
    let said: BTreeMap<String, &Data> = notes.iter().map(|row| (row[0].to_string(), &row[1])).collect();
    for (label, note) in [
        ("What it is", "Lamps lit"),
        ("Whom to ask", "Lighting office"),
        ("Area", "Qingshui"),
        ("Time covered", "2026-01-01 – …"),
        ("Licence", "CC-BY-4.0 https://creativecommons.org/licenses/by/4.0/"),
        ("How it is gathered", "Counted by hand"),
        ("What to know of the figures", "Two streets are missing"),
        ("Where it comes from", "https://city.example/statistics/d.html"),
    ] {
        assert_eq!(said.get(label), Some(&&string(note)), "{label}: {notes:?}");
    }
    let Data::DateTime(updated) = said["Updated"] else { panic!("{:?}", said["Updated"]) };
    assert_eq!(updated.as_f64(), 46073.0, "2026-02-20");
    let line = |start: &[&str]| notes.iter().any(|row| row.iter().zip(start).all(|(cell, text)| cell == text));
    let name = "Lamps by street lane";
    assert!(line(&[name, "Lit (lamps)", "lit", "Number", "lamps", "On the first of the month"]), "{notes:?}");
    assert!(line(&[name, "p", "Provisional. Final in May"]) && line(&[name, "suppressed", "Suppressed"]), "{notes:?}");
    assert!(line(&[name, "data.csv"]), "{notes:?}");
    let revised = notes.iter().find(|row| row[1] == string("Correction: A street was counted twice"));
    assert!(
        matches!(revised, Some(row) if matches!(row[0], Data::DateTime(on) if on.as_f64() == 46054.0)),
        "{notes:?}"
    );
}

#[test]
fn json_has_the_digits_of_the_file_and_says_why_a_value_is_not_there() {
    let tree = built(&city(TABLE, CSV));
    let json = text(&tree, "statistics/d/data.json");
    let lines: Vec<&str> = json.lines().filter(|line| line.starts_with("{\"id\"")).collect();
    assert_eq!(
        lines,
        [
            r#"{"id":"007","street":"=1+1","lit":1234.50,"lit_status":"provisional","share":0.10,"day":"2026-01-31","year":2025,"ok":true},"#,
            r#"{"id":"110105194912310021","street":"a\nb","lit":-0.5,"lit_status":"final","share":12345678901234567890.5,"day":"1899-12-31","year":2026,"ok":false},"#,
            r#"{"id":"009","street":null,"lit":null,"lit_status":"suppressed","share":null,"day":null,"year":null,"ok":null}"#,
        ]
    );
    let value: Value = serde_json::from_str(&json).unwrap();
    let why = json!([
        { "row": 2, "field": "street", "mark": "..", "status": "missing" },
        { "row": 2, "field": "lit", "mark": "x", "status": "suppressed" },
    ]);
    assert_eq!(value["without_value"], why);
    let fields: Vec<&str> = value["fields"].as_array().unwrap().iter().map(|f| f["name"].as_str().unwrap()).collect();
    assert_eq!(fields, ["id", "street", "lit", "lit_status", "share", "day", "year", "ok"]);
    assert_eq!((&value["fields"][2]["unit"], &value["primaryKey"]), (&json!("lamps"), &json!(["id"])));
    assert_eq!(value["updated"], "2026-02-20");
}

/// A number is shown with the digits it has, also where these are as many as a division gives.
#[test]
fn a_workbook_shows_all_digits() {
    let tables = "tables: [{file: data.csv, fields: [{name: town, type: string}, {name: rate, type: number}]}]\n";
    let tree = built(&city(tables, "town,rate\nA,0.317525685664265\nB,4.5\n"));
    let mut parts = zip::ZipArchive::new(Cursor::new(&tree["statistics/d/d.xlsx"])).unwrap();
    let mut styles = String::new();
    parts.by_name("xl/styles.xml").unwrap().read_to_string(&mut styles).unwrap();
    assert!(styles.contains("0.000000000000000\""), "{styles}");
}

/// In a column of statuses `suppressed` is a word, in any other it stands for no value.
#[test]
fn the_word_of_a_status_is_in_every_file() {
    let fields = "tables:\n  - file: data.csv\n    fields:\n      - {name: town, type: string}\n\
        \x20     - {name: lit, type: integer, status: state}\n      - {name: state, type: string}\n";
    let tree = bundled(&city(fields, "town,lit,state\nA,1,final\nB,,suppressed\n"), true);
    assert!(text(&tree, "statistics/d/data.json").contains("{\"town\":\"B\",\"lit\":null,\"state\":\"suppressed\"}"));
    let (_, stored) = rows(&database(&tree), "statistics_d_data");
    assert_eq!(stored[1][1..], [rusqlite::types::Value::Null, rusqlite::types::Value::Text("suppressed".to_owned())]);
    let rows = sheet(&tree, "statistics/d/d.xlsx", "Lamps");
    assert_eq!(rows[2], [string("B"), Data::Empty, string("suppressed")]);
    for description in ["datapackage.json", "csv-metadata.json"] {
        let described: Value = serde_json::from_slice(&tree[&format!("statistics/d/{description}")]).unwrap();
        let own = &described["resources"][0]["schema"]["fields"][2]["missingValues"];
        let null = &described["tables"][0]["tableSchema"]["columns"][2]["null"];
        assert_eq!(if own.is_null() { null } else { own }, &json!([""]), "{description}");
    }
}

/// A table named as a description is does not take its place.
#[test]
fn descriptions_keep_their_names() {
    let memory = site(&[
        ("content/statistics/d/dataset.yaml", &format!("{DATASET}tables: [{{file: datapackage.csv}}]\n")),
        ("content/statistics/d/datapackage.csv", "a,b\nx,1\n"),
    ]);
    let tree = built(&memory);
    assert!(text(&tree, "statistics/d/datapackage.json").contains("tabular-data-package"));
    assert!(text(&tree, "statistics/d/datapackage.csv.json").contains("{\"a\":\"x\",\"b\":1}"));
}

#[test]
fn page_chart_and_every_file_have_the_same_values() {
    let charts = "charts:\n  - {kind: bars, x: street, y: [lit]}\n";
    let tables = "tables:\n  - {file: data.csv, title: Lit, fields: [{name: street, type: string}, {name: lit, type: number}]}\n";
    let streets = ["Lotus Street", "Dock Road", "West Lane", "Station Square"];
    let values = ["1234.5", "980.0", "12.5", "1.0"];
    let lines: String = streets.iter().zip(values).map(|(street, value)| format!("{street},{value}\n")).collect();
    let tree = bundled(&city(&format!("{tables}{charts}"), &format!("street,lit\n{lines}")), true);
    let page = text(&tree, "statistics/d.html");
    let (figure, table) = page.split("<figure").nth(1).unwrap().split_once("</figure>").unwrap();
    let csv = text(&tree, "statistics/d/data.csv");
    let json = text(&tree, "statistics/d/data.json");
    let book = sheet(&tree, "statistics/d/d.xlsx", "Lit");
    let (_, stored) = rows(&database(&tree), "statistics_d_data");
    let parquet = tree["data/parquet/statistics_d_data.parquet"].clone();
    let file = SerializedFileReader::new(bytes::Bytes::from(parquet)).unwrap();
    let parquet: Vec<String> = file.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect();
    for (at, (street, value)) in streets.iter().zip(values).enumerate() {
        let near: f64 = value.parse().unwrap();
        let said = if value == "1234.5" { "1,234.5" } else { value };
        assert!(table.contains(&format!("<th scope=\"row\">{street}</th><td class=\"n\">{said}</td>")), "{table}");
        assert!(figure.contains(&format!(">{said}<")), "{said}: {figure}");
        assert!(csv.contains(&format!("{street},{value}\r\n")), "{csv}");
        assert!(json.contains(&format!("{{\"street\":\"{street}\",\"lit\":{value}}}")), "{json}");
        assert_eq!(book[at + 1], [string(street), Data::Float(near)]);
        assert_eq!(stored[at][1], rusqlite::types::Value::Real(near));
        assert_eq!(parquet[at], format!("{{street: \"{street}\", lit: {near:?}}}"));
    }
}

/// Cells of the CSV file, as the other forms are to have them.
fn agree(path: &str, kind: &str, cell: &str, value: &Value, data: &Data) {
    let wrong = || format!("{path}: {kind} {cell:?} {value} {data:?}");
    if cell.is_empty() {
        assert!(value.is_null() && *data == Data::Empty, "{}", wrong());
        return;
    }
    match kind {
        "integer" | "number" | "year" => {
            let near: f64 = cell.parse().unwrap();
            assert_eq!((value.as_f64(), data), (Some(near), &Data::Float(near)), "{}", wrong());
        }
        "boolean" => {
            let flag = cell == "true";
            assert_eq!((value, data), (&json!(flag), &Data::Bool(flag)), "{}", wrong());
        }
        _ => {
            let plain = cell.strip_prefix('\'').unwrap_or(cell);
            assert_eq!((value.as_str(), data), (Some(plain), &string(plain)), "{}", wrong());
        }
    }
}

#[test]
fn every_file_of_the_example_agrees_with_its_csv() {
    let tree = built(&example());
    let mut cells = 0;
    // A file of before a revision is kept as it was, and has no other forms.
    let is_current = |path: &&String| {
        let (folder, file) = path.rsplit_once('/').unwrap();
        let package: Value = serde_json::from_slice(&tree[&format!("{folder}/datapackage.json")]).unwrap();
        package["resources"].as_array().unwrap().iter().any(|resource| resource["path"] == file)
    };
    let tables = tree.keys().filter(|path| path.starts_with("statistics/") && path.ends_with(".csv"));
    for path in tables.filter(is_current) {
        let stem = path.strip_suffix(".csv").unwrap();
        let folder = stem.rsplit_once('/').unwrap().0;
        let id = folder.rsplit('/').next().unwrap();
        let json: Value = serde_json::from_slice(&tree[&format!("{stem}.json")]).unwrap();
        let kinds: Vec<&str> = json["fields"].as_array().unwrap().iter().map(|f| f["type"].as_str().unwrap()).collect();
        let mut reader = csv::Reader::from_reader(tree[path].strip_prefix("\u{FEFF}".as_bytes()).unwrap());
        let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let lines: Vec<_> = reader.records().map(Result::unwrap).collect();
        for dir in ["", "zh-hans/"] {
            let book = format!("{dir}{folder}/{id}.xlsx");
            let sheets = workbook(&tree, &book).sheet_names();
            let found = sheets.iter().skip(1).map(|name| sheet(&tree, &book, name));
            let mut found = found.filter(|rows| rows.len() == lines.len() + 1 && rows[0].len() == names.len());
            let found = found.next().unwrap_or_else(|| panic!("{book}: no sheet for {path}"));
            for (at, line) in lines.iter().enumerate() {
                for (column, cell) in line.iter().enumerate() {
                    agree(path, kinds[column], cell, &json["rows"][at][&names[column]], &found[at + 1][column]);
                    cells += 1;
                }
            }
        }
    }
    assert!(cells > 2000, "{cells}");
}
