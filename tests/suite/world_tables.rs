//! CSV as the world writes it: what is certain is read and said, the rest is refused where it stands.

use crate::site::{build_on, built, day, shown, site};
use encoding_rs::{GB18030, SHIFT_JIS, WINDOWS_1252};
use gongkai::host::Host as _;
use gongkai::host::memory::Memory;
use gongkai::record::dataset::Table;
use gongkai::record::table::typed::{Columns, Value as Read, columns};
use gongkai::source::text::decode;
use proptest::prelude::*;
use serde_json::{Value, json};

const DATASET: &str =
    "title: Lamps\ndescription: Lamps lit\ndepartment: urban\npublished_on: 2026-01-15\ntables:\n  - file: data.csv\n";
const CSV: &str = "content/statistics/d/data.csv";

fn city(described: &str, csv: &[u8]) -> Memory {
    let memory = site(&[("content/statistics/d/dataset.yaml", &format!("{DATASET}{described}"))]);
    memory.put(CSV, csv);
    memory
}

/// What is found, without the path of the table.
fn found(memory: &Memory) -> Vec<String> {
    let all = shown(memory, &build_on(memory, day()).unwrap());
    all.iter().map(|finding| finding.trim_start_matches(CSV).trim_start_matches(':').to_owned()).collect()
}

/// The table as it is published, without the mark.
fn published(memory: &Memory) -> String {
    let tree = built(memory);
    let text = String::from_utf8(tree["statistics/d/data.csv"].clone()).unwrap();
    text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n")
}

fn package(memory: &Memory) -> Value {
    serde_json::from_slice(&built(memory)["statistics/d/datapackage.json"]).unwrap()
}

fn page(memory: &Memory) -> String {
    String::from_utf8(built(memory)["statistics/d.html"].clone()).unwrap()
}

#[test]
fn what_is_certain_is_read_said_and_published_plainly() {
    let latin = |text: &str| WINDOWS_1252.encode(text).0.into_owned();
    let utf16 = |text: &str| {
        let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [b"\xFF\xFE".as_slice(), &units].concat()
    };
    let text = |text: &str| text.as_bytes().to_vec();
    let cases: Vec<(&str, Vec<u8>, &[&str], &str)> = vec![
        ("bom", text("\u{FEFF}a,b\nx,1\n"), &[], "a,b\nx,1\n"),
        ("utf-16", utf16("区县,数量\n莲湖,10\n"), &["1 encoding-utf16"], "区县,数量\n莲湖,10\n"),
        (
            "gb18030",
            GB18030.encode("区县,数量\n莲湖区,10\n雁塔区,7\n").0.into_owned(),
            &["1 table-encoding-gb18030"],
            "区县,数量\n莲湖区,10\n雁塔区,7\n",
        ),
        (
            "shift_jis",
            SHIFT_JIS.encode("市町村,人口\n札幌市,1973395\n函館市,251084\n").0.into_owned(),
            &["1 table-encoding"],
            "市町村,人口\n札幌市,1973395\n函館市,251084\n",
        ),
        (
            "latin-1",
            latin("Gemeinde;Fläche\nMünchen;310,7\nKöln;405,1\nDüsseldorf;217,4\n"),
            &["1 table-delimiter", "1 table-encoding", "2 table-number-notation"],
            "Gemeinde,Fläche\nMünchen,310.7\nKöln,405.1\nDüsseldorf,217.4\n",
        ),
        ("lone CR", text("a,b\rx,1\ry,2\r"), &[], "a,b\nx,1\ny,2\n"),
        ("CR LF and quoted lines", text("a,b\r\n\"x\r\ny\",1\r\n"), &[], "a,b\n\"x\ny\",1\n"),
        (
            "thousands",
            text("a,b\nx,\"1,234\"\ny,999\nz,\"-12,345\"\n"),
            &["2 table-number-notation"],
            "a,b\nx,1234\ny,999\nz,-12345\n",
        ),
        (
            "spaces in groups",
            text("a;b\nx;1 234,5\ny;12 000\n"),
            &["1 table-delimiter", "2 table-number-notation"],
            "a,b\nx,1234.5\ny,12000\n",
        ),
        (
            "another column settles it",
            text("a;b;c\nx;1.234;0,5\ny;2.345;1,5\n"),
            &["1 table-delimiter", "2 table-number-notation", "2 table-number-notation"],
            "a,b,c\nx,1234,0.5\ny,2345,1.5\n",
        ),
        ("apostrophes", text("a,b\nx,1’234\ny,5\n"), &["2 table-number-notation"], "a,b\nx,1234\ny,5\n"),
        ("percent", text("a,b\nx,12.5%\ny,3 %\n"), &["2 table-number-notation"], "a,b\nx,12.5\ny,3\n"),
        ("currency", text("a,b\nx,¥12\ny,¥3\n"), &["2 table-unit-in-cells"], "a,b\nx,¥12\ny,¥3\n"),
        (
            "titles above",
            text("Lamps by town\n\nas of June\ntown,lamps\nA,12\nB,7\n"),
            &["1 table-preamble"],
            "town,lamps\nA,12\nB,7\n",
        ),
        (
            "a title that fills the row",
            text("Lamps by town,,\n单位：盏,,\ntown,lamps,poles\nA,12,3\nB,7,1\n"),
            &["1 table-preamble"],
            "town,lamps,poles\nA,12,3\nB,7,1\n",
        ),
        (
            "years as names",
            text("Lamps,,\ntown,2024,2025\nA,12,13\n"),
            &["1 table-preamble"],
            "town,2024,2025\nA,12,13\n",
        ),
        (
            "units below",
            text("年份,收入,支出\n单位,万元,万元\n2024,12.5,3\n2025,13,4\n"),
            &["2 table-units-row"],
            "年份,收入,支出\n2024,12.5,3\n2025,13,4\n",
        ),
        (
            "notes at the end",
            text("month,lamps\n2026-01,12\n2026-02,13\n\n注：2月为初步数\n* provisional\n"),
            &["5 table-notes"],
            "month,lamps\n2026-01,12\n2026-02,13\n",
        ),
        (
            "a note with a comma",
            text("month,lamps\n2026-01,12\n\"Source: Office, 2026\"\n"),
            &["3 table-notes"],
            "month,lamps\n2026-01,12\n",
        ),
        (
            "a total and notes",
            text("town,lamps\nA,12\nB,7\n合计,19\n资料来源：城管局,\n"),
            &["4 table-total-row", "5 table-notes"],
            "town,lamps\nA,12\nB,7\n合计,19\n",
        ),
        (
            "a total that names no year",
            text("year,sex,n\n2024,men,1\n2024,Total,3\n2024,women,2\n"),
            &[],
            "year,sex,n\n2024,men,1\n2024,Total,3\n2024,women,2\n",
        ),
        (
            "codes",
            text("code,id,n\n01,1234567890123456,5\n10,2,6\n"),
            &[],
            "code,id,n\n01,1234567890123456,5\n10,2,6\n",
        ),
        ("spaces in names", text(" town name , lamps\nA,12\n"), &[], "town name,lamps\nA,12\n"),
        ("a tab in a cell", text("a\tb\nx y\t1\n\"z\tw\"\t2\n"), &["1 table-delimiter"], "a,b\nx y,1\nz\tw,2\n"),
    ];
    for (name, bytes, expected, plain) in cases {
        let memory = city("", &bytes);
        assert_eq!(found(&memory), expected, "{name}");
        assert_eq!(published(&memory), plain, "{name}");
    }
}

#[test]
fn what_is_not_certain_is_refused_where_it_stands() {
    let czech = encoding_rs::WINDOWS_1250.encode("obec;kraj\nPříbram;Středočeský\nTřebíč;Vysočina\n").0.into_owned();
    let text = |text: &str| text.as_bytes().to_vec();
    let cases: Vec<(&str, Vec<u8>, &[&str])> = vec![
        ("two readings of numbers", text("a,b\nx,\"1,234\"\ny,\"2,345\"\n"), &["2 table-number-unclear"]),
        ("an encoding with the same bytes as another", czech, &["2 encoding-broken"]),
        ("labels above", text("Source,Office\na,b,c,d,e\nx,1,2,3,4\ny,5,6,7,8\n"), &["1 table-header-unclear"]),
        ("an unclosed quote", text("a,b\nx,\"1\ny,2\nz,3\n"), &["2 table-quote-unclosed"]),
        ("an empty name", text("a,,c\nx,1,2\n"), &["1 table-column-repeated"]),
        ("a name twice", text("a,b,b\nx,1,2\n"), &["1 table-column-repeated"]),
    ];
    for (name, bytes, expected) in cases {
        let errors = ["encoding", "header", "quote", "column", "number"];
        let mut all = found(&city("", &bytes));
        all.retain(|finding| errors.iter().any(|error| finding.contains(error)));
        assert_eq!(all, expected, "{name}");
    }
    assert_eq!(found(&city("", b"")), ["1 table-empty"]);
    assert_eq!(found(&city("", b"a,b\n")), ["1 table-empty"]);
    assert_eq!(found(&city("", b"a,b\n1,2,3\n1,2\n1,2,3,4\n")), ["2 table-ragged"]);
    assert_eq!(found(&city("", b"a,b\nx,1\n,\n,\n")), ["3 table-row-empty"]);
}

/// What fills the words of the finding of a rule.
fn args(memory: &Memory, rule: &str) -> Vec<(String, String)> {
    let report = build_on(memory, day()).unwrap();
    let finding = report.findings.iter().find(|finding| finding.rule.name == rule).unwrap();
    finding.args.iter().map(|(name, arg)| (name.to_string(), arg.clone())).collect()
}

#[test]
fn all_bad_values_of_a_column_are_told() {
    let fields = "    fields: [{name: m}, {name: n, type: integer}]\n";
    let csv = "m,n\na,1\nb,x\nc,2\nd,\"y\n1\"\ne,3.5\nf,u\ng,v\nh,w\ni,z\n";
    let memory = city(fields, csv.as_bytes());
    assert_eq!(found(&memory), ["3 table-value-wrong-type"]);
    let args = args(&memory, "table-value-wrong-type");
    let arg = |name: &str| args.iter().find(|(key, _)| key == name).unwrap().1.clone();
    assert_eq!(arg("count"), "7");
    assert_eq!(arg("more"), "`y\n1` (5:4), `3.5` (7:3), `u` (8:3), `v` (9:3), …");
}

#[test]
fn slips_below_titles_are_told_at_their_cells() {
    let fields =
        "    key: [month]\n    fields: [{name: month, type: yearmonth}, {name: n, type: integer, minimum: 0}]\n";
    let csv = "月报 2026\n单位：盏\nmonth;n\n2026-01;12\n2026-01;x\n2026-02;7\n2026-03;-5\n注：初步数\n";
    let memory = city(fields, &GB18030.encode(csv).0);
    assert_eq!(
        found(&memory),
        [
            "5 table-key-repeated",
            "5 table-value-wrong-type",
            "7 table-value-out-of-range",
            "1 table-delimiter",
            "1 table-encoding-gb18030",
            "1 table-preamble",
            "8 table-notes",
        ]
    );
}

#[test]
fn cells_are_held_against_all_that_is_said_of_them() {
    let cases = [
        ("fields: [{name: a}, {name: n, type: integer, required: true}]", "a,n\nx,1\ny,\n", "3 table-value-missing"),
        ("fields: [{name: a, unique: true}, {name: n}]", "a,n\nx,1\nx,2\n", "3 table-value-repeated"),
        (
            "fields: [{name: a}, {name: n, type: number, minimum: 0}]",
            "a,n\nx,1\ny,-0.5\n",
            "3 table-value-out-of-range",
        ),
        ("fields: [{name: a}, {name: n, type: number, maximum: 1.5}]", "a,n\nx,2\n", "2 table-value-out-of-range"),
        (
            "fields: [{name: a, type: date, minimum: \"2026-01-01\"}, {name: n}]",
            "a,n\n2025-12-31,2\n",
            "2 table-value-out-of-range",
        ),
        ("fields: [{name: a, codes: [{value: x}]}, {name: n}]", "a,n\nx,1\nz,2\n", "3 table-value-no-code"),
        ("key: [a, b]", "a,b\nx,1\ny,1\nx,1\n", "4 table-key-repeated"),
        ("key: [a]", "a,b\nx,1\n,2\n", "3 table-value-missing"),
        ("fields: [{name: a, type: date}, {name: n}]", "a,n\n45321,2\n", "2 table-date-serial"),
        ("fields: [{name: a, type: date}, {name: n}]", "a,n\n5.1.2026,2\n", "2 table-date-notation"),
        ("fields: [{name: a, type: date}, {name: n}]", "a,n\n5/1/2026,2\n6/1/2026,2\n", "2 table-value-wrong-type"),
        ("fields: [{name: a, type: yearmonth}, {name: n}]", "a,n\n2026年1月,2\n", "2 table-date-notation"),
        ("fields: [{name: a, type: integer}, {name: n}]", "a,n\n12345678901234567,2\n", "2 table-number-long"),
        (
            "fields: [{name: a}, {name: n, type: integer, status: s}, {name: s}]",
            "a,n,s\nx,1,final\ny,2,\n",
            "3 table-status-unknown",
        ),
        (
            "fields: [{name: a}, {name: n, type: integer, status: s}, {name: s}]",
            "a,n,s\nx,1,final\ny,2,suppressed\n",
            "3 table-value-shown",
        ),
    ];
    for (described, csv, expected) in cases {
        assert_eq!(found(&city(&format!("    {described}\n"), csv.as_bytes())), [expected], "{described} {csv}");
    }
    let unknown = found(&city("    key: [z]\n", b"a,n\nx,1\n"));
    assert_eq!(unknown, ["content/statistics/d/dataset.yaml:7 table-column-unknown"]);
    let sound = "    key: [a]\n    fields: [{name: a, required: true, unique: true, codes: [{value: x, label: {en: Ex, zh-Hans: 甲}}, {value: y}]}, {name: n, type: integer, minimum: 0, maximum: 5, status: s}, {name: s}]\n";
    assert_eq!(found(&city(sound, b"a,n,s\nx,0,final\ny,,suppressed\n")), Vec::<String>::new());
}

#[test]
fn marks_are_statuses_and_never_zeros() {
    let described = "    missing: [\"…\"]\n    marks:\n      - {mark: p, status: provisional, note: {en: counted in June, zh-Hans: 六月数}}\n      - {mark: x, status: suppressed}\n    fields: [{name: month}, {name: lamps, type: integer, unit: {en: pieces, zh-Hans: 盏}}]\n";
    let csv = "month,lamps\n2026-01,\"1,234\"\n2026-02,\"1,300p\"\n2026-03,x\n2026-04,…\n2026-05,..\n2026-06,0\n";
    let memory = city(described, csv.as_bytes());
    assert_eq!(found(&memory), ["2 table-number-notation"]);
    assert_eq!(
        published(&memory),
        "month,lamps,lamps_status\n2026-01,1234,final\n2026-02,1300,provisional\n2026-03,x,suppressed\n2026-04,…,missing\n2026-05,..,missing\n2026-06,0,final\n"
    );
    let package = package(&memory);
    let schema = &package["resources"][0]["schema"];
    assert_eq!(schema["missingValues"].as_array().unwrap().iter().filter(|m| **m == "x" || **m == "…").count(), 2);
    assert_eq!(schema["fields"][2]["constraints"]["enum"][1], "provisional");
    assert_eq!(schema["fields"][1]["unit"], "pieces");
    let page = page(&memory);
    assert!(page.contains("<code>p</code></dt><dd>Provisional. counted in June"), "{page}");
    let table = Table {
        missing: ["…".into()].into(),
        marks: [("p", "provisional"), ("x", "suppressed")]
            .map(|(mark, status)| gongkai::record::table::marks::Mark {
                mark: mark.into(),
                status: gongkai::record::words::ObservationStatus::parse(status).unwrap(),
                note: None,
            })
            .into(),
        ..Table::default()
    };
    let columns = columns(csv, &table).unwrap();
    let lamps = columns.column("lamps").unwrap();
    let statuses: Vec<&str> = lamps.cells.iter().map(|cell| cell.status.word()).collect();
    assert_eq!(statuses, ["final", "provisional", "suppressed", "missing", "missing", "final"]);
    assert_eq!(lamps.numbers().collect::<Vec<_>>(), [(0, 1234.0), (1, 1300.0), (5, 0.0)]);
    assert_eq!(lamps.cells[2].value, Read::Nothing);
}

#[test]
fn the_description_for_programs_holds_all_that_is_said() {
    let described = "    title: Lamps\n    key: [year, kind]\n    fields:\n      - {name: year, type: year, minimum: 2000}\n      - {name: kind, codes: [{value: led, label: {en: LED, zh-Hans: 发光二极管}}, {value: gas}]}\n      - {name: share, type: number, required: true, minimum: 0, maximum: 100}\n";
    let csv = "year,kind,share\n2024,led,\"12,5\"\n2024,gas,\"87,5\"\nSource: Office\n";
    let memory = city(described, csv.as_bytes());
    let extra = "frequency: annual\nnext_release: 2027-01-15\ncoverage: {area: Qingshui, from: 2024-01-01, to: 2024-12-31}\nquality: Counted by hand\ncontact: Lamp office\nlaw: [Statistics Law]\n";
    memory.put("content/statistics/d/dataset.yaml", format!("{extra}{DATASET}{described}").as_bytes());
    let package = package(&memory);
    let resource = &package["resources"][0];
    assert_eq!(resource["schema"]["primaryKey"], json!(["year", "kind"]));
    let fields = &resource["schema"]["fields"];
    assert_eq!(fields[0]["constraints"], json!({"required": true, "minimum": 2000}));
    assert_eq!(fields[1]["constraints"], json!({"required": true, "enum": ["led", "gas"]}));
    assert_eq!(fields[1]["categories"][0], json!({"value": "led", "label": "LED"}));
    assert_eq!(fields[2]["constraints"], json!({"required": true, "minimum": 0, "maximum": 100}));
    assert_eq!(resource["description"], "Source: Office");
    assert_eq!(package["temporal"], "2024-01-01/2024-12-31");
    assert_eq!(package["spatial"], "Qingshui");
    assert_eq!(published(&memory), "year,kind,share\n2024,led,12.5\n2024,gas,87.5\n");
    let page = page(&memory);
    for fact in
        ["Lamp office", "Counted by hand", "Statistics Law", "Qingshui", "from 0 to 100", "Source: Office", "LED"]
    {
        assert!(page.contains(fact), "{fact}: {page}");
    }
}

#[test]
fn laws_and_days_of_a_dataset_are_held_against_the_site() {
    let told = |extra: &str| {
        let memory = city("", b"a,b\nx,1\n");
        memory.put("content/statistics/d/dataset.yaml", format!("{DATASET}{extra}").as_bytes());
        found(&memory)
    };
    let at = |rule: &str| vec![format!("content/statistics/d/dataset.yaml:7 {rule}")];
    assert_eq!(told("law: [Statistics Law, {en: Rules, zh-Hans: 办法}]\n"), Vec::<String>::new());
    assert_eq!(told("law: ['policy:noise']\n"), at("link-to-missing-record"));
    assert_eq!(told("law: ['policy:']\n"), at("wrong-type"));
    assert_eq!(told("next_release: 2026-01-01\n"), at("date-too-early"));
    assert_eq!(told("coverage: {from: 2026-02-01, to: 2026-01-01}\n"), at("date-too-early"));
    assert_eq!(told("contact: ''\n").len(), 1);
}

#[test]
fn another_unit_of_a_published_table_is_told() {
    use gongkai::kept;
    let memory = city("    fields: [{name: a}, {name: b, unit: EUR}]\n", b"a,b\nx,1\n");
    let laid = |memory: &Memory| {
        let config = gongkai::config::read(&memory.read(std::path::Path::new("site-config.yaml")).unwrap()).0.unwrap();
        let site = gongkai::check_site(memory, std::path::Path::new(""), config, day()).unwrap();
        let mut all = kept::all(&site.checked.model);
        let one = all.find(|record| record.name() == "dataset:d").unwrap();
        one.laid(&site.snapshot, kept::For::Comparison).unwrap()
    };
    let old = laid(&memory);
    memory.put(
        "content/statistics/d/dataset.yaml",
        format!("{DATASET}    fields: [{{name: a}}, {{name: b, unit: USD}}]\n").as_bytes(),
    );
    let mut findings = Vec::new();
    kept::compare(&old, &laid(&memory), &mut findings);
    assert_eq!(findings.iter().map(|finding| finding.rule.name).collect::<Vec<_>>(), ["published-fact-changed"]);
}

#[test]
fn long_and_wide_tables_are_read_whole() {
    let mut csv = "id,district,n\n".to_owned();
    for n in 0..180_000 {
        csv.push_str(&format!("{n},D{},{}\n", n % 11, n * 7 % 1000));
    }
    let columns = columns(&csv, &Table::default()).unwrap();
    assert_eq!((columns.lines.len(), columns.lines[179_999]), (180_000, 180_001));
    let wide: Vec<String> = (0..170).map(|n| format!("c{n}")).collect();
    let values: Vec<String> = (0..170).map(|n| n.to_string()).collect();
    let csv = format!("{}\n{}\n", wide.join(","), values.join(","));
    let memory = city("", csv.as_bytes());
    assert_eq!(found(&memory), Vec::<String>::new());
    assert_eq!(published(&memory), csv);
}

#[test]
fn a_workbook_is_a_table_of_plain_cells() {
    let strings = "<si><t>月份</t></si><si><t>lamps, km</t></si><si><t>0870</t></si><si><t>a, b</t></si>";
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\" t=\"s\"><v>2</v></c><c r=\"B2\"><v>0.30000000000000004</v></c></row><row r=\"3\"><c r=\"A3\" t=\"s\"><v>3</v></c><c r=\"B3\"><v>1234567</v></c></row>";
    let table = gongkai::import::read::xlsx::table(&crate::documents::xlsx(rows, strings), None).unwrap();
    assert_eq!(table.csv, "月份,\"lamps, km\"\n0870,0.3\n\"a, b\",1234567\n");
    assert_eq!((table.sheet.as_str(), table.others.len()), ("Calls", 0));
    let proposal = gongkai::record::table::propose::propose(&gongkai::record::table::Sheet::open(&table.csv).unwrap());
    assert_eq!(proposal.fields[1].unit.as_deref(), Some("km"));
    assert_eq!(proposal.fields[1].kind.word(), "number");
    assert!(gongkai::import::read::xlsx::table(b"PK\x03\x04", None).is_err());
}

/// How a table may be written.
#[derive(Debug, Clone)]
struct Hand {
    mark: char,
    encoding: usize,
    line_end: &'static str,
    always_quotes: bool,
}

fn hand() -> impl Strategy<Value = Hand> {
    let marks = prop::sample::select(vec![',', ';', '\t', '|']);
    let ends = prop::sample::select(vec!["\n", "\r\n", "\r"]);
    (marks, 0..4usize, ends, any::<bool>()).prop_map(|(mark, encoding, line_end, always_quotes)| Hand {
        mark,
        encoding,
        line_end,
        always_quotes,
    })
}

fn written(hand: &Hand, rows: &[Vec<String>]) -> Vec<u8> {
    let mut text = String::new();
    for row in rows {
        let cells: Vec<String> = row
            .iter()
            .map(|cell| {
                let quotes = hand.always_quotes || cell.contains([hand.mark, '"', '\n', '\r']);
                if quotes { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
            })
            .collect();
        text.push_str(&cells.join(&hand.mark.to_string()));
        text.push_str(hand.line_end);
    }
    match hand.encoding {
        1 => [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat(),
        2 => [b"\xFF\xFE".to_vec(), text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat(),
        3 => GB18030.encode(&text).0.into_owned(),
        _ => text.into_bytes(),
    }
}

/// Cells as text, whatever they are.
fn cells(columns: &Columns) -> Vec<Vec<String>> {
    let show = |value: &Read| match value {
        Read::Text(text) | Read::Month(text) | Read::Wrong(text) => text.to_string(),
        Read::Number(number) => number.exact.to_string(),
        Read::Day(day) => day.to_string(),
        Read::Year(year) => year.to_string(),
        Read::Flag(flag) => flag.to_string(),
        Read::Nothing => String::new(),
    };
    let of = |row: usize| columns.columns.iter().map(|column| show(&column.cells[row].value)).collect();
    (0..columns.lines.len()).map(of).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// A table in any dialect and encoding, read back, has the same cells.
    #[test]
    fn any_hand_gives_the_same_cells(
        hand in hand(),
        rows in prop::collection::vec(("[东南西北中区县街道]{2,6}", 0..100_000i32, "[a-z]{1,6}[,;|\"]? ?[a-z城市]{1,5}"), 3..30),
    ) {
        let mut table = vec![vec!["区县".to_owned(), "数量".to_owned(), "备注说明".to_owned()]];
        table.extend(rows.iter().map(|(town, n, note)| vec![town.clone(), n.to_string(), note.clone()]));
        let decoded = decode(&written(&hand, &table));
        let read = columns(&decoded.text, &Table::default());
        // What is not certain is refused; what is read is right.
        if let Some(read) = read {
            let names: Vec<String> = read.columns.iter().map(|column| column.name.to_string()).collect();
            prop_assert_eq!(&names, &table[0], "{:?}", hand);
            prop_assert_eq!(cells(&read), &table[1..], "{:?}", hand);
        } else {
            prop_assert!(!hand.always_quotes, "a table all of whose cells are quoted is certain");
        }
    }

    /// Any bytes are a table or a fault, and what would be published is a table again.
    #[test]
    fn no_bytes_break_the_reader(bytes in prop::collection::vec(prop::sample::select(
        b"a1,;\t|\"\n\r .%-+\xEF\xBB\xBF\x00\xE9\xC4\xE3\x83\x41".to_vec()), 0..200)) {
        let decoded = decode(&bytes);
        let published = gongkai::publish::dataset::published_csv(&decoded.text, &Table::default()).into_bytes();
        prop_assert!(String::from_utf8(published).is_ok());
        if let Some(read) = columns(&decoded.text, &Table::default()) {
            for column in &read.columns {
                prop_assert_eq!(column.cells.len(), read.lines.len());
            }
        }
    }
}
