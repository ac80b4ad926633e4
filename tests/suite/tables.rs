//! Tables that spreadsheets write: codes, other marks than commas, loose quotes, many rows.

use crate::site::{build_on, built, day, shown, site};
use gongkai::host::memory::Memory;
use serde_json::Value;
use std::collections::BTreeMap;

const DATASET: &str =
    "title: Lamps\ndescription: Lamps lit\ndepartment: urban\npublished_on: 2026-01-15\ntables:\n  - file: data.csv\n";
const CSV: &str = "content/statistics/d/data.csv";

fn city(csv: &str) -> Memory {
    described("", csv)
}

/// A city with a table whose columns are described.
fn described(fields: &str, csv: &str) -> Memory {
    site(&[("content/statistics/d/dataset.yaml", &format!("{DATASET}{fields}")), (CSV, csv)])
}

fn found(memory: &Memory) -> Vec<String> {
    shown(memory, &build_on(memory, day()).unwrap())
}

/// What `datapackage.json` says of the table.
fn resource(tree: &BTreeMap<String, Vec<u8>>) -> Value {
    let package: Value = serde_json::from_slice(&tree["statistics/d/datapackage.json"]).unwrap();
    package["resources"][0].clone()
}

fn types(resource: &Value) -> Vec<&str> {
    resource["schema"]["fields"].as_array().unwrap().iter().map(|f| f["type"].as_str().unwrap()).collect()
}

fn page(tree: &BTreeMap<String, Vec<u8>>) -> String {
    String::from_utf8(tree["statistics/d.html"].clone()).unwrap()
}

fn download(tree: &BTreeMap<String, Vec<u8>>) -> String {
    String::from_utf8(tree["statistics/d/data.csv"].clone()).unwrap()
}

#[test]
fn codes_are_text_and_quantities_are_numbers() {
    let cases = [
        ("code,n\n01,1\n0870,2\n10,3\n", ["string", "integer"]),
        ("postcode,share\n01067,0.5\n10115,-1.25\n", ["string", "number"]),
        ("phone,n\n+493012345678,0\n+493098765432,10\n", ["string", "integer"]),
        ("prefix,change\n+49,+5\n+86,-3\n", ["string", "integer"]),
        ("record,mean\n12345678901234567890,0.12345678901234567\n22345678901234567890,1\n", ["string", "number"]),
        ("id,yuan\n1234567890123456,126058200000000\n1,1\n", ["string", "integer"]),
    ];
    for (csv, expected) in cases {
        let memory = city(csv);
        assert_eq!(found(&memory), Vec::<String>::new(), "{csv}");
        let tree = built(&memory);
        assert_eq!(types(&resource(&tree)), expected, "{csv}");
        let page = page(&tree);
        let name = csv.split(',').next().unwrap();
        assert!(page.contains(&format!("<th scope=\"col\">{name}</th>")), "text is not set to the right: {page}");
        assert!(page.contains(&format!("<code>{name}</code></dt><dd>Text</dd>")), "{page}");
        let line = csv.lines().nth(1).unwrap();
        assert!(download(&tree).contains(line), "the values stay as they are");
    }
}

#[test]
fn a_code_described_as_a_number_is_told() {
    let fields = |kind: &str| format!("    fields: [{{name: code, type: {kind}}}, {{name: n, type: integer}}]\n");
    let warned = [format!("{CSV}:3 table-leading-zero")];
    for kind in ["integer", "number"] {
        assert_eq!(found(&described(&fields(kind), "code,n\n12,1\n0870,2\n")), warned);
        assert_eq!(found(&described(&fields(kind), "code,n\n0,1\n870,2\n")), Vec::<String>::new());
    }
    assert_eq!(found(&described(&fields("string"), "code,n\n12,1\n0870,2\n")), Vec::<String>::new());
    let wrong = found(&described(&fields("integer"), "code,n\n0870,1\nx,2\n"));
    assert_eq!(wrong, [format!("{CSV}:3 table-value-wrong-type"), format!("{CSV}:2 table-leading-zero")]);
}

#[test]
fn a_table_is_read_with_the_mark_that_divides_it_and_published_with_commas() {
    let cases = [
        ("Gemeinde;Wert\nA;1,5\nB;2,25\n", "A,1.5"),
        ("sep=;\nGemeinde;Wert\nA;-1,5\nB;2\n", "A,-1.5"),
        ("Gemeinde\tWert\nA, Süd\t1.5\nB\t2.25\n", "\"A, Süd\",1.5"),
        ("Gemeinde|Wert\r\nA|1.5\r\nB|2.25\r\n", "A,1.5"),
        ("Gemeinde|Wert\rA|1.5\rB|2.25\r", "A,1.5"),
        ("\u{FEFF}Gemeinde;Wert\n\"A; B\";1,5\nC;\n", "A; B,1.5"),
    ];
    for (csv, line) in cases {
        let memory = city(csv);
        let mut told = found(&memory);
        told.retain(|finding| !finding.ends_with("table-number-notation"));
        assert_eq!(told, [format!("{CSV}:1 table-delimiter")], "{csv}");
        let tree = built(&memory);
        let resource = resource(&tree);
        assert_eq!(resource["dialect"]["delimiter"], ",", "{csv}");
        assert_eq!(types(&resource), ["string", "number"], "{csv}");
        assert_eq!(resource["schema"]["fields"][1]["decimalChar"], Value::Null, "{csv}");
        let published = download(&tree);
        assert!(published.starts_with(&format!("\u{FEFF}Gemeinde,Wert\r\n{line}\r\n")), "{published:?}");
        let page = page(&tree);
        assert!(page.contains("<th scope=\"col\">Gemeinde</th><th scope=\"col\" class=\"n\">Wert</th>"), "{page}");
        assert!(page.contains("2 rows"), "{page}");
    }
    // Commas, and one column, need no word.
    for csv in ["a,b\n1,2\n", "note\na; b\nc\n", "note\nx\n", "a,b\n\"x;y\",1\n\"z;w\",2\n", "a,b\n1;2,x\n3;4,y\n"] {
        assert_eq!(found(&city(csv)), Vec::<String>::new(), "{csv}");
    }
}

#[test]
fn numbers_with_a_comma_are_numbers_where_semicolons_divide() {
    let fields = "    fields: [{name: town}, {name: share, type: number}]\n";
    let told = |csv: &str| found(&described(fields, csv));
    let notation = format!("{CSV}:2 table-number-notation");
    assert_eq!(told("town;share\nA;1,5\nB;2\n"), [format!("{CSV}:1 table-delimiter"), notation]);
    let mixed = told("town;share\nA;1,5\nB;2.5\nC;3\n");
    assert_eq!(mixed, [format!("{CSV}:2 table-value-wrong-type"), format!("{CSV}:1 table-delimiter")]);
    let tree = built(&city("town;share\nA;1,5\nB;2.5\n"));
    assert_eq!(types(&resource(&tree)), ["string", "string"]);
}

#[test]
fn what_divides_a_table_is_not_guessed() {
    let cases = [
        ("a;b;c\n1;2\n3;4;5\n6;7;8;9\n", 1),
        ("note\na; b\nc; d\ne; f\n", 2),
        ("a;b,c\n1;2,3\n4;5,6\n", 1),
        ("区县，数量\n莲湖，10\n雁塔，7\n", 1),
    ];
    for (csv, line) in cases {
        assert_eq!(found(&city(csv)), [format!("{CSV}:{line} table-delimiter-unclear")], "{csv}");
    }
}

#[test]
fn a_quote_that_swallows_rows_is_an_error_where_it_opens() {
    let cases = [
        ("id,text\n1,\"x\n2,y\n3,z\n", 2),
        ("id;text\n1;x\n2;\"y\n3;z\n", 3),
        ("id,size,n\n1,\"5 inch,3\n2,7,4\n3,\"8 inch,6\n", 2),
        ("id,size,n\n0,1,1\n1,\"5,3\n2,7,4\n3,8\",6\n", 3),
        ("id,size\n1,\"5\" pipe\n", 2),
    ];
    for (csv, line) in cases {
        assert_eq!(found(&city(csv)), [format!("{CSV}:{line} table-quote-unclosed")], "{csv}");
        // Columns described make no further noise of rows that are not there.
        let fields = "    fields: [{name: id, type: integer}]\n";
        assert_eq!(found(&described(fields, csv)), [format!("{CSV}:{line} table-quote-unclosed")], "{csv}");
    }
    let sound = [
        "id,text\n1,\"two\nlines\"\n2,\"a, b\nc, d\ne, f\"\n",
        "id,text\n1,5\"\n2,7\"\n",
        "id,\"a name\nof two lines\"\n1,\"say \"\"x\"\"\"\n",
    ];
    for csv in sound {
        assert_eq!(found(&city(csv)), Vec::<String>::new(), "{csv}");
    }
}

fn rows_of(first: impl Iterator<Item = String>) -> String {
    first.fold("k,n\n".to_owned(), |text, cell| text + &cell + ",1\n")
}

#[test]
fn a_table_that_is_cut_shows_its_newest_rows_or_its_first() {
    let year = |n: usize| (1850 + n).to_string();
    let cases = [
        (rows_of((0..150).map(year)), "newest", "1999", "1899"),
        (rows_of((0..150).rev().map(year)), "newest", "1999", "1899"),
        (rows_of((0..150).map(|n| year(n * 37 % 150))), "newest", "1999", "1899"),
        (
            rows_of((0..150).map(|n| format!("{}-{:02}", 2000 + n / 12, n % 12 + 1))),
            "newest",
            "June 2012",
            "February 2004",
        ),
        (rows_of((0..150).map(|n| format!("Q{n:03}"))), "first", "Q099", "Q100"),
        (rows_of((0..150).map(|n| format!("{n}"))), "first", "0", "100"),
    ];
    for (csv, which, shown, hidden) in cases {
        let tree = built(&city(&csv));
        let page = page(&tree).replace(" class=\"when\"", "");
        assert!(page.contains(&format!("The {which} 100 of 150 rows are shown.")), "{page}");
        assert!(page.contains("<a href=\"../statistics/d/data.csv\">Download all rows</a>"), "{page}");
        assert!(page.contains(&format!("<th scope=\"row\">{shown}</th>")), "{which} {shown}");
        assert!(!page.contains(&format!("<th scope=\"row\">{hidden}</th>")), "{which} {hidden}");
        assert_eq!(page.matches("<th scope=\"row\">").count(), 100);
    }
    let page = page(&built(&city(&rows_of((0..100).map(year)))));
    assert!(!page.contains("rows are shown") && page.contains("100 rows"));
}

#[test]
fn personal_data_is_looked_for_in_the_same_cells() {
    // A column of quantities holds no telephone, however the cells are divided.
    for mark in [",", ";", "\t", "|"] {
        let csv = ["year,people", "2024,13800138000", "2025,5"].join("\n").replace(',', mark);
        let personal = |memory: &Memory| found(memory).iter().filter(|f| f.contains("personal-data")).count();
        assert_eq!(personal(&city(&csv)), 0, "{csv}");
        assert_eq!(personal(&city(&csv.replace("people", "手机"))), 1, "{csv}");
    }
}
