//! Faults of cases and of what is counted of them.

use super::*;

pub(super) fn case_faults() -> Vec<Fault> {
    let case = |rule, line: &'static str, text: &str| fault(rule, line, &[(C, text)]);
    vec![
        case("date-before-receipt", "content/replies/c-1.md:6", &with("accepted: 2026-03-01")),
        case("event-in-future", "content/replies/c-1.md:6", &with("accepted: 2026-07-01")),
        case(
            "impossible-transition",
            "content/replies/c-1.md:7",
            &with("events:\n  - {on: 2026-03-04, type: clarified}"),
        ),
        case(
            "fact-stated-twice",
            "content/replies/c-1.md:8",
            &with("accepted: 2026-03-03\nevents:\n  - {on: 2026-03-03, type: accepted}"),
        ),
        case(
            "department-not-last-assigned",
            "content/replies/c-1.md:4",
            &with("events:\n  - {on: 2026-03-04, type: assigned, department: water}"),
        ),
        case(
            "list-too-long",
            "content/replies/c-1.md:1007",
            &with(&format!("events:\n{}", "  - {on: 2026-03-04, type: note, note: x}\n".repeat(1001))),
        ),
        case("reply-without-event", "content/replies/c-1.md:12", &replied("accepted: 2026-03-03")),
        case("event-without-reply", "content/replies/c-1.md:6", &with("replied: 2026-03-09")),
        case(
            "correction-without-event",
            "content/replies/c-1.md:16",
            &(replied("replied: 2026-03-09") + "\n## Correction\n\nLit since.\n"),
        ),
        case(
            "event-without-correction",
            "content/replies/c-1.md:8",
            &replied("replied: 2026-03-09\nevents:\n  - {on: 2026-03-10, type: corrected, reason: x}"),
        ),
        case(
            "heading-near-miss",
            "content/replies/c-1.md:9",
            &CASE.replace("The lamps", "## Question\n\n## Qestion\n\nThe lamps"),
        ),
        case(
            "text-before-question",
            "content/replies/c-1.md:7",
            &CASE.replace("The lamps", "Dear all,\n\n## Question\n\nThe lamps"),
        ),
        case("body-empty", "content/replies/c-1.md:1", &CASE.replace("The lamps are dark.\n", "")),
        case("unknown-department", "content/replies/c-1.md:4", &CASE.replace("urban", "urbann")),
        case("unknown-topic", "content/replies/c-1.md:6", &with("topics: [light]")),
        case("visibility-without-reason", "content/replies/c-1.md:6", &with("visibility: withheld")),
        fault(
            "reference-repeated",
            "content/replies/c-2.md:6",
            &[(C, &with("references: ['7']")), ("content/replies/c-2.md", &with("references: ['7']"))],
        ),
        case("link-to-missing-record", "content/replies/c-1.md:6", &with("related: ['policy:none']")),
        fault(
            "link-to-missing-anchor",
            "content/replies/c-1.md:6",
            &[(C, &with("related: ['policy:p#article-9']")), (P, POLICY), (E1, EDITION)],
        ),
        fault(
            "link-to-missing-edition",
            "content/replies/c-1.md:6",
            &[(C, &with("related: ['policy:p#edition-4']")), (P, POLICY), (E1, EDITION)],
        ),
        case("attachment-missing", "content/replies/c-1.md:6", &with("attachments: [{file: plan.pdf}]")),
        fault(
            "attachment-unlisted",
            "content/replies/c-1.files/plan.pdf:1",
            &[(C, CASE), ("content/replies/c-1.files/plan.pdf", "x")],
        ),
        case(
            "relative-link-dead",
            "content/replies/c-1.md:14",
            &replied("replied: 2026-03-09").replace("Lit.", "[plan](plan.pdf)"),
        ),
        case("raw-html", "content/replies/c-1.md:7", &CASE.replace("The lamps", "The <b>lamps")),
        case("html-comment", "content/replies/c-1.md:7", &CASE.replace("The lamps", "The <!-- x --> lamps")),
        case("html-comment-unclosed", "content/replies/c-1.md:7", &CASE.replace("The lamps", "<!-- x\nThe lamps")),
        case("link-scheme-unsafe", "content/replies/c-1.md:7", &CASE.replace("The lamps", "[The](javascript:x) lamps")),
        case(
            "external-image",
            "content/replies/c-1.md:14",
            &replied("replied: 2026-03-09").replace("Lit.", "![x](https://a.example/x.png)"),
        ),
        case(
            "emphasis-unclosed",
            "content/replies/c-1.md:14",
            &replied("replied: 2026-03-09").replace("Lit.", "**路灯 is lit."),
        ),
        case(
            "footnote-undefined",
            "content/replies/c-1.md:14",
            &replied("replied: 2026-03-09").replace("Lit.", "Lit.[^1]"),
        ),
        case(
            "footnote-unused",
            "content/replies/c-1.md:16",
            &replied("replied: 2026-03-09").replace("Lit.", "Lit.\n\n[^1]: Since March."),
        ),
        case(
            "text-not-shown",
            "content/replies/c-1.md:16",
            &replied("replied: 2026-03-09").replace("Lit.", "Lit.\n\n[1]: https://a.example/x"),
        ),
        case("record-link-in-question", "content/replies/c-1.md:7", &CASE.replace("The lamps", "[x](page:a) lamps")),
        case("image-in-question", "content/replies/c-1.md:7", &CASE.replace("The lamps", "![x](y.png) lamps")),
        case("redaction-malformed", "content/replies/c-1.md:7", &CASE.replace("The lamps", "[[redacted: name]] lamps")),
        case(
            "personal-data-resident-id",
            "content/replies/c-1.md:7",
            &CASE.replace("The lamps", "11010519491231002X lamps"),
        ),
        case(
            "personal-data-passport",
            "content/replies/c-1.md:7",
            &CASE.replace("The lamps", "My passport is E12345678; the lamps"),
        ),
        fault(
            "personal-data-national-id",
            "content/replies/c-1.md:7",
            &[(UK, UK_CONFIG), (C, &CASE.replace("The lamps", "AB 12 34 56 C, lamps"))],
        ),
        fault(
            "personal-data-iban",
            "content/replies/c-1.md:7",
            &[(UK, UK_CONFIG), (C, &CASE.replace("The lamps", "GB29 NWBK 6016 1331 9268 19, lamps"))],
        ),
        case("personal-data-landline", "content/replies/c-1.md:7", &CASE.replace("The lamps", "029-87654321 lamps")),
        case("personal-data-number-plate", "content/replies/c-1.md:7", &CASE.replace("The lamps", "京A·D1234 lamps")),
        case("personal-data-address", "content/replies/c-1.md:7", &CASE.replace("The lamps", "人民路12号 lamps")),
        case("personal-data-name", "content/replies/c-1.md:7", &CASE.replace("The lamps", "我叫张三 lamps")),
        Fault {
            rule: "attachment-encoding",
            at: "content/replies/c-1.files/a.txt:1",
            files: vec![
                (C, with("attachments: [{file: a.txt}]").into_bytes()),
                ("content/replies/c-1.files/a.txt", vec![0x82, 0xA0, 0x20, 0xFF]),
            ],
        },
        case("personal-data-mobile", "content/replies/c-1.md:7", &CASE.replace("The lamps", "13800138000 lamps")),
        case(
            "personal-data-bank-card",
            "content/replies/c-1.md:7",
            &CASE.replace("The lamps", "6222020200112233440 lamps").replace("6222020200112233440", &card()),
        ),
        case("personal-data-email", "content/replies/c-1.md:7", &CASE.replace("The lamps", "a@b.example lamps")),
        case(
            "waiver-expired",
            "content/replies/c-1.md:6",
            &with("personal_data_waivers: [{kind: mobile, reason: x, until: 2026-01-01}]")
                .replace("The lamps", "13800138000"),
        ),
        case(
            "waiver-unused",
            "content/replies/c-1.md:6",
            &with("personal_data_waivers: [{kind: mobile, reason: x, until: 2027-01-01}]"),
        ),
        case("control-character", "content/replies/c-1.md:7", &CASE.replace("The lamps", "The\u{7}lamps")),
        case("bidi-control", "content/replies/c-1.md:7", &CASE.replace("The lamps", "The\u{202E}lamps")),
        case("line-endings-mixed", "content/replies/c-1.md:1", &CASE.replacen('\n', "\r\n", 1)),
        case("byte-order-mark", "content/replies/c-1.md:1", &format!("\u{FEFF}{CASE}")),
        bytes("encoding-utf16", "content/replies/c-1.md:1", C, utf16(CASE)),
        bytes("encoding-gb18030", "content/replies/c-1.md:1", C, gbk(&CASE.replace("The lamps", "路灯不亮"))),
        bytes(
            "encoding-broken",
            "content/replies/c-1.md:7",
            C,
            CASE.replace("dark", "d\u{1}rk").into_bytes().iter().map(|b| if *b == 1 { 0xE9 } else { *b }).collect(),
        ),
        fault("file-unrecognised", "content/replies/a.docx:1", &[("content/replies/a.docx", "x")]),
        fault(
            "calendar-missing",
            "content/rules/deadlines.yaml:1",
            &[
                (C, CASE),
                (
                    "content/rules/deadlines.yaml",
                    "- {id: r, applies: {kind: [complaint]}, from: received, within: 10 working-days, calendar: cn, basis: x, statutory: false, valid_from: 2024-01-01}\n",
                ),
                ("content/rules/calendar-cn-2025.yaml", "[]\n"),
            ],
        ),
        foi("statutory-table-applicant", "content/replies/c-1.md:3", ""),
        foi(
            "statutory-table-unbalanced",
            "content/replies/c-1.md:9",
            "applicant: natural\nevents:\n  - {on: 2026-03-12, type: concluded, outcome: refused}",
        ),
        digest("digest-count-differs", "content/digests/d.md:6", "count: 2, "),
        digest("digest-case-outside", "content/digests/d.md:6", ""),
        extended(
            "extension-after-due",
            "content/replies/c-1.md:7",
            "{on: 2026-03-20, type: extended, within: 5 working-days}",
        ),
        extended(
            "extension-beyond-rule",
            "content/replies/c-1.md:7",
            "{on: 2026-03-12, type: extended, within: 6 working-days}",
        ),
    ]
}

/// A digest on lamps that counts one case, of another topic unless a count is claimed.
fn digest(rule: &'static str, at: &'static str, count: &str) -> Fault {
    let case = if count.is_empty() { CASE.to_owned() } else { with("topics: [lights]") };
    let text = format!(
        "---\ntitle: Lamps\ntopic: lights\nfrom: 2026-01-01\nto: 2026-06-30\nopinions: [{{text: Dark, {count}cases: [\"reply:c-1\"]}}]\n---\nDark.\n"
    );
    fault(rule, at, &[(C, case.as_str()), ("content/digests/d.md", text.as_str())])
}

/// A request for information on a site that publishes the annual table.
fn foi(rule: &'static str, at: &'static str, lines: &str) -> Fault {
    let case = replied(&format!("replied: 2026-03-10\n{lines}")).replace("kind: complaint", "kind: foi");
    let config = "title: Open City\npublisher: City\nbase_url: https://city.example/\nlanguages: [en, {code: zh-Hans, records: all}]\nas_of: 2026-06-30\nlicence: x\nstatutory_table: china-annual\n";
    fault(rule, at, &[(C, case.replace("\n\n---", "\n---").as_str()), ("site-config.yaml", config)])
}

/// A case with an extension; its term of ten working days ends on 16 March 2026 and may be
/// extended by five.
pub(super) fn extended(rule: &'static str, at: &'static str, event: &str) -> Fault {
    let case = with(&format!("events:\n  - {event}"));
    let deadlines = "- {id: r, applies: {kind: [complaint]}, from: received, within: 10 working-days, extension: 5 working-days, calendar: cn, basis: x, statutory: false, valid_from: 2024-01-01}\n";
    let files = [
        (C, case.as_str()),
        ("content/rules/deadlines.yaml", deadlines),
        ("content/rules/calendar-cn-2026.yaml", "[]\n"),
    ];
    fault(rule, at, &files)
}

/// A number that begins with 62 and ends with Luhn's check digit.
fn card() -> String {
    let stem = "622202020011223344";
    let check = (0..10).find(|d| {
        let number = format!("{stem}{d}");
        let sum: u32 = number
            .bytes()
            .rev()
            .enumerate()
            .map(|(i, b)| {
                let d = u32::from(b - b'0') * if i % 2 == 1 { 2 } else { 1 };
                if d > 9 { d - 9 } else { d }
            })
            .sum();
        sum.is_multiple_of(10)
    });
    format!("{stem}{}", check.unwrap())
}
