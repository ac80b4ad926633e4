//! What lies beside a record is looked through for personal data, as its reader's program shows it.

use crate::documents::{exif, jpeg, package, pdf, pdf_of, png, xlsx};
use crate::privacy::{C, with};
use crate::site::{build_on, day, site};

/// What is found in an attachment: the rules, and what the first message says.
fn attached(name: &str, bytes: &[u8], more: &str) -> (Vec<String>, String) {
    let memory = site(&[(C, &with(&format!("attachments: [{{file: '{name}'}}]\n{more}")))]);
    memory.put(&format!("content/replies/c-1.files/{name}"), bytes);
    let report = build_on(&memory, day()).unwrap();
    let said = report.findings.first().map(|finding| {
        use gongkai::diagnostic::Tongue::{Chinese, English};
        let words = |tongue| gongkai::diagnostic::rule::fill(finding.rule.text(tongue).message, finding, tongue);
        format!("{} {}", words(English), words(Chinese))
    });
    (report.findings.iter().map(|f| f.rule.name.to_owned()).collect(), said.unwrap_or_default())
}

const PHONE: &str = "13800138000";

/// A text of Word whose number stands in two runs.
fn runs(head: &str, tail: &str) -> String {
    let run = |text: &str| format!("<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>");
    format!("<w:document xmlns:w=\"w\"><w:body><w:p>{}{}</w:p></w:body></w:document>", run(head), run(tail))
}

#[test]
fn personal_data_is_found_in_every_kind_of_attachment() {
    let core = |name: &str| format!("<p xmlns:dc=\"d\"><dc:title>T</dc:title><dc:creator>{name}</dc:creator></p>");
    let odf = |text: &str| {
        format!(
            "<o xmlns:text=\"t\" xmlns:table=\"b\"><table:table-row><table:table-cell><text:p>Call <text:span>{text}</text:span></text:p></table:table-cell></table:table-row></o>"
        )
    };
    let stored = |kind: &str, parts: &[(&str, &str)]| (kind.to_owned(), package(parts));
    let comments = format!(
        "<w:comments xmlns:w=\"w\"><w:comment w:author=\"Li Min\"><w:p><w:r><w:t>{PHONE}</w:t></w:r></w:p></w:comment></w:comments>"
    );
    let slide = format!("<p:sld xmlns:p=\"p\" xmlns:a=\"a\"><a:p><a:r><a:t>{PHONE}</a:t></a:r></a:p></p:sld>");
    let link = format!("<Relationships><Relationship Target=\"tel:{PHONE}\"/></Relationships>");
    let plain = runs("Lamps", "");
    let cell = |cell: &str| format!("<row r=\"3\"><c r=\"B3\" {cell}</c></row>");
    let shared = xlsx(&cell("t=\"s\"><v>0</v>"), &format!("<si><t>Call {PHONE}</t></si>"));
    let written = xlsx(&cell(&format!("t=\"inlineStr\"><is><t>{PHONE}</t></is>")), "");
    let form = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</XObject<</X 6 0 R>>>>>>".to_owned(),
        "<</Length 5>>stream\n/X Do\nendstream".to_owned(),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
        "<</Subtype/Form/Resources<</Font<</F 5 0 R>>>>/Length 48>>stream\nBT /F 9 Tf [(138) -20 (0013) 10 (8000)] TJ ET    \nendstream".to_owned(),
        "<</Producer (x)>>".to_owned(),
    ];
    let found: Vec<(String, Vec<u8>, &str, &str)> = [
        (stored("docx", &[("word/document.xml", &runs("138", "00138000"))]), "mobile", "138********"),
        (
            stored("docx", &[("word/document.xml", &plain), ("word/comments.xml", &comments)]),
            "mobile author",
            "comments",
        ),
        (stored("docx", &[("word/document.xml", &plain), ("docProps/core.xml", &core("Li Min"))]), "author", "属性"),
        (
            stored("docx", &[("word/document.xml", &plain), ("word/_rels/document.xml.rels", &link)]),
            "mobile",
            "word/_rels",
        ),
        (stored("pptx", &[("ppt/slides/slide4.xml", &slide)]), "mobile", "slide 4"),
        (stored("odt", &[("content.xml", &odf(PHONE))]), "mobile", "138"),
        (stored("odt", &[("content.xml", &odf("us")), ("meta.xml", &core("Li Min"))]), "author", "properties"),
        (stored("ods", &[("content.xml", &odf(PHONE))]), "mobile", "138"),
        (("xlsx".to_owned(), shared), "mobile", "sheet Calls, row 3"),
        (("xlsx".to_owned(), written), "mobile", "工作表“Calls”第3行"),
        (("pdf".to_owned(), pdf(&format!("Call {PHONE}"), "")), "mobile", "page 1"),
        (("pdf".to_owned(), pdf_of(&form)), "mobile", "第1页"),
        (("pdf".to_owned(), pdf("Lamps", "Li Min")), "author", "L**"),
        (("jpg".to_owned(), jpeg(&exif(true, ""))), "position", "where it was taken"),
        (("png".to_owned(), png(Some(&exif(true, "")))), "position", "拍摄位置"),
        (("jpg".to_owned(), jpeg(&exif(false, "Li Min"))), "author", "L**"),
    ]
    .into_iter()
    .map(|((ending, bytes), kinds, said)| (ending, bytes, kinds, said))
    .collect();
    for (at, (ending, bytes, kinds, said)) in found.iter().enumerate() {
        let expected: Vec<String> = kinds.split(' ').map(|kind| format!("personal-data-{kind}")).collect();
        let (rules, message) = attached(&format!("a.{ending}"), bytes, "");
        let mut sorted = rules.clone();
        sorted.sort_unstable_by_key(|rule| expected.iter().position(|e| e == rule));
        assert_eq!(sorted, expected, "{at} {ending}: {message}");
        assert!(message.contains(said) && !message.contains(PHONE), "{at} {ending}: {message}");
        let waivers: Vec<String> =
            kinds.split(' ').map(|kind| format!("{{kind: {kind}, reason: Agreed, until: 2026-12-31}}")).collect();
        let waived =
            attached(&format!("a.{ending}"), bytes, &format!("personal_data_waivers: [{}]", waivers.join(", ")));
        assert_eq!(waived.0, Vec::<String>::new(), "{at} {ending}");
    }
}

#[test]
fn numbers_in_a_workbook_are_judged_by_their_column() {
    let rows = |head: &str| {
        let row = |n: u32, cell: &str| format!("<row r=\"{n}\"><c r=\"A{n}\" {cell}</c></row>");
        let numbers = row(2, "><v>9886890000</v>") + &row(3, "><v>16886890000</v>");
        row(1, &format!("t=\"inlineStr\"><is><t>{head}</t></is>")) + &numbers
    };
    assert_eq!(attached("a.xlsx", &xlsx(&rows("GDP"), ""), "").0, Vec::<String>::new());
    assert_eq!(attached("a.xlsx", &xlsx(&rows("phone"), ""), "").0, ["personal-data-mobile"]);
}

#[test]
fn what_cannot_be_looked_through_needs_a_name() {
    let bomb = "x".repeat(80 << 20);
    let locked =
        pdf("Lamps", "").iter().map(|b| char::from(*b)).collect::<String>().replace("/Root", "/Encrypt 9 0 R/Root");
    // Each goes from the first row to the last: a million lines between the two.
    let far = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"A1048576\"><v>2</v></c></row>";
    let unread: Vec<(&str, Vec<u8>, &str)> = vec![
        ("a.zip", b"PK".to_vec(), "kind of file"),
        ("a.mp4", b"film".to_vec(), "kind of file"),
        ("a.doc", vec![0xD0, 0xCF, 0x11, 0xE0], "kind of file"),
        ("a.docx", vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], "password"),
        ("a.docx", b"not a package".to_vec(), "broken"),
        ("a.docx", package(&[("word/document.xml", &bomb)]), "unpacks to too much"),
        ("a.docx", package(&[("word/document.xml", "<a></b")]), "broken"),
        ("a.xlsx", xlsx(&far.repeat(200), ""), "unpacks to too much"),
        ("a.docx", package(&[("word/document.xml", "<a/>"), ("word/embeddings/b.bin", "x")]), "word/embeddings/b.bin"),
        ("a.odt", package(&[("META-INF/manifest.xml", "<m><encryption-data/></m>"), ("content.xml", "?")]), "password"),
        ("a.pdf", b"not a PDF at all".to_vec(), "broken"),
        ("a.pdf", locked.into_bytes(), ""),
        ("a.pdf", pdf("", ""), "page 1"),
        ("a.png", b"no picture".to_vec(), "broken"),
    ];
    for (name, bytes, said) in unread {
        let (rules, message) = attached(name, &bytes, "");
        assert_eq!(rules, ["attachment-unread"], "{name}: {message}");
        assert!(message.contains(said), "{name}: {message}");
        let waiver =
            |by: &str| format!("personal_data_waivers: [{{kind: unread, {by}reason: Seen, until: 2026-12-31}}]");
        assert_eq!(attached(name, &bytes, &waiver("")).0, ["attachment-unread"], "{name}");
        assert_eq!(attached(name, &bytes, &waiver("by: Li Min, ")).0, Vec::<String>::new(), "{name}");
    }
    assert_eq!(attached("a.pdf", b"", "").0, ["attachment-empty"]);
    for program in [&b"\x7FELF\x02"[..], &[b"MZ".as_slice(), &[0; 80]].concat()] {
        assert_eq!(attached("a.pdf", program, "").0, ["attachment-runs"]);
    }
}

#[test]
fn no_document_of_chance_stops_the_program() {
    let sound = [
        ("a.pdf", pdf("Call 13800138000", "Li Min")),
        ("a.docx", package(&[("word/document.xml", &runs("138", "00138000"))])),
        ("a.xlsx", xlsx("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>", "")),
        ("a.jpg", jpeg(&exif(true, "Li Min"))),
    ];
    for (name, bytes) in sound {
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] = other[at].wrapping_mul(31).wrapping_add(97);
            gongkai::record::attached::read(name, &other, other.len() as u64);
            gongkai::record::attached::read(name, &bytes[..at], at as u64);
        }
    }
}
