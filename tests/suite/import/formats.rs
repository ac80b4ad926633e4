//! Exports that are no CSV: JSON of Open311 and Alaveteli, workbooks.

use super::City;
use std::io::Write as _;

#[test]
fn open311_and_alaveteli_are_read() {
    let city = City::new();
    city.put(
        "open311.json",
        r#"{"requests": [{"service_request_id": 638344, "status": "closed", "status_notes": "Lamp replaced.",
            "service_name": "Street lighting", "service_code": "006", "description": "Lamp is out. It is dark.",
            "agency_responsible": "Urban Management Bureau", "requested_datetime": "2026-04-14T20:37:38Z",
            "updated_datetime": "2026-04-16T06:37:38-08:00", "address": "8 Elm St", "lat": 37.76, "long": -122.46}]}"#,
    );
    let (code, said) = city.import("open311.json", &["--write"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("not read: address, lat, long"), "{said}");
    // 20:37 in Greenwich is the next morning in the city.
    assert_eq!(
        city.text("content/replies/2026/04/open311-638344.md"),
        "---\ntitle: Lamp is out. It is dark.\nlang: en\nkind: help\nreferences: [\"638344\"]\ndepartment: urban\n\
         topics: [street-lighting]\nreceived: 2026-04-15 04:37\nreplied: 2026-04-16 22:37\nconcluded: 2026-04-16 22:37\n\
         published: 2026-06-30\n---\n## Question\n\nLamp is out. It is dark.\n\n## Reply\n\nLamp replaced.\n"
    );
    let request = |id: u32, prominence: &str| {
        format!(
            r#"{{"id": {id}, "url_title": "noise_{id}", "title": "Noise permits", "created_at": "2026-01-05T10:00:00.000+08:00",
            "updated_at": "2026-02-20T10:00:00.000+08:00", "described_state": "partially_successful",
            "display_status": "Partially successful.", "prominence": "{prominence}", "law_used": "foi", "tags": [["noise", null]],
            "user": {{"id": 7, "name": "Jane Doe"}}, "public_body": {{"id": 2, "name": "Urban Management Bureau"}},
            "info_request_events": [
              {{"id": 2, "event_type": "response", "created_at": "2026-02-01T10:00:00.000+08:00", "last_described_at": "2026-02-03T10:00:00.000+08:00", "snippet": "Attached &amp; redacted."}},
              {{"id": 1, "event_type": "sent", "created_at": "2026-01-05T10:00:00.000+08:00", "snippet": "Please send all permits."}}]}}"#
        )
    };
    city.put("wdtk.json", format!("[{}, {}]", request(1, "normal"), request(2, "hidden")));
    let (code, said) = city.import("wdtk.json", &["--write"]);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("1 new") && said.contains("1 left out") && said.contains("the beginning of each text"),
        "{said}"
    );
    let text = city.text("content/replies/2026/01/wdtk-1.md");
    for part in [
        "kind: foi\nchannel: web\n",
        "received: 2026-01-05 10:00\nreplied: 2026-02-01 10:00\n",
        "{on: 2026-02-03 10:00, type: concluded, outcome: part}",
        "Please send all permits.",
        "Attached & redacted.",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(
        !city.files().values().any(|bytes| String::from_utf8_lossy(bytes).contains("Jane")),
        "the writer is not read"
    );
    city.is_clean();
}

/// A workbook as Excel stores one: titles above the heads, days as numbers with and without a format, a
/// hidden sheet, days from 1904.
fn workbook(from_1904: bool, rows: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let text = |column: &str, row: u32, text: &str| {
        format!("<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    };
    let heads = ["编号", "标题", "内容", "收到时间", "承办单位", "类型"];
    let heads: String = "ABCDEF".chars().zip(heads).map(|(c, head)| text(&c.to_string(), 3, head)).collect();
    let sheet = |rows: &str| format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>");
    let rows = format!("<row r=\"1\">{}</row><row r=\"3\">{heads}</row>{rows}", text("A", 1, "某市12345"));
    let secret =
        format!("<row r=\"3\">{heads}{}</row><row r=\"4\">{}</row>", text("G", 3, "姓名"), text("G", 4, "张三"));
    let workbook = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><workbookPr date1904=\"{}\"/><sheets>\
         <sheet name=\"隐藏\" sheetId=\"1\" state=\"hidden\" r:id=\"rId1\"/><sheet name=\"工单\" sheetId=\"2\" r:id=\"rId2\"/></sheets></workbook>",
        u8::from(from_1904)
    );
    let styles = format!(
        "<styleSheet xmlns=\"{main}\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/></numFmts>\
         <cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"164\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>"
    );
    let relation = |id: &str, kind: &str, to: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{office}/{kind}\" Target=\"{to}\"/>")
    };
    let relations = |list: String| format!("<Relationships xmlns=\"{package}\">{list}</Relationships>");
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>";
    let files = [
        ("[Content_Types].xml", types.to_owned()),
        ("_rels/.rels", relations(relation("rId1", "officeDocument", "xl/workbook.xml"))),
        ("xl/workbook.xml", workbook),
        (
            "xl/_rels/workbook.xml.rels",
            relations(
                relation("rId1", "worksheet", "worksheets/sheet1.xml")
                    + &relation("rId2", "worksheet", "worksheets/sheet2.xml")
                    + &relation("rId3", "styles", "styles.xml"),
            ),
        ),
        ("xl/styles.xml", styles),
        ("xl/worksheets/sheet1.xml", sheet(&secret)),
        ("xl/worksheets/sheet2.xml", sheet(&rows)),
    ];
    for (name, text) in files {
        let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        zip.start_file(name, stored).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn workbooks_are_read_as_they_are_seen() {
    let row = |row: u32, number: &str, day: &str| {
        let text =
            |column: &str, text: &str| format!("<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
        format!(
            "<row r=\"{row}\">{number}{}{}{day}{}{}</row>",
            text("B", "路灯"),
            text("C", "坏了"),
            text("E", "城市管理局"),
            text("F", "投诉")
        )
    };
    let number = |row: u32, n: &str| format!("<c r=\"A{row}\"><v>{n}</v></c>");
    let rows = [
        row(4, &number(4, "1001"), "<c r=\"D4\" s=\"1\"><v>46086.4375</v></c>"),
        row(5, &number(5, "1002"), "<c r=\"D5\"><v>46087</v></c>"),
        row(6, &number(6, "12345678901234567"), "<c r=\"D6\"><v>46087</v></c>"),
        row(7, "<c r=\"A7\" t=\"e\"><v>#N/A</v></c>", "<c r=\"D7\"><v>46087</v></c>"),
    ];
    let city = City::new();
    city.put("x.xlsx", workbook(false, &rows.concat()));
    let (code, said) = city.import("x.xlsx", &["--write"]);
    assert_eq!(code, 1);
    for words in [
        "sheet `工单`, heads in row 3",
        "not read: 隐藏",
        "row 6, column `编号`: a spreadsheet has changed",
        "row 7, column `编号`: the cell shows an error: #N/A",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
    assert!(city.text("content/replies/2026/03/x-1001.md").contains("received: 2026-03-05 10:30\n"), "{said}");
    assert!(city.text("content/replies/2026/03/x-1002.md").contains("received: 2026-03-06\n"));
    let mac = City::new();
    // The same days, counted from 1904.
    mac.put(
        "x.xlsx",
        workbook(
            true,
            &(row(4, &number(4, "1001"), "<c r=\"D4\" s=\"1\"><v>44624</v></c>")
                + &row(5, &number(5, "1002"), "<c r=\"D5\"><v>44624</v></c>")),
        ),
    );
    let (code, said) = mac.import("x.xlsx", &["--write"]);
    assert!(code == 0 && said.contains("from 1904"), "{said}");
    for id in ["1001", "1002"] {
        assert!(mac.text(&format!("content/replies/2026/03/x-{id}.md")).contains("received: 2026-03-05\n"), "{id}");
    }
}

/// 类别 is the topic in one system and the kind in another.
#[test]
fn a_column_of_kinds_is_told_by_its_names() {
    let proposed = |kinds: [&str; 2]| {
        let city = City::new();
        let row =
            |number: usize| format!("A-{number},站牌,{},城市管理局,2026-06-0{number},看不清\n", kinds[number - 1]);
        city.put("export.csv", format!("编号,标题,类别,承办单位,受理时间,来信内容\n{}{}", row(1), row(2)));
        city.import("export.csv", &[]);
        city.text("imports/export.yaml")
    };
    let (kinds, topics) = (proposed(["投诉", "咨询"]), proposed(["投诉", "路灯照明"]));
    assert!(kinds.contains("类别: kind") && kinds.contains("投诉: complaint"), "{kinds}");
    assert!(topics.contains("类别: topics"), "{topics}");
}
