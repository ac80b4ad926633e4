//! Every finished file is searched once more before it is published.

use crate::privacy::{C, CONFIG, DATASET, personal, with};
use crate::site::{CASE, build_on, built, day, shown, site};
use gongkai::diagnostic::{Tongue, emit};

#[test]
fn a_finished_page_shows_no_number_that_its_sources_hold_in_parts() {
    let text = "\n## Question\n\nDark.\n\n## Reply\n\nCall [138][a]0013[8000][a].\n\n[a]: https://x.example/a\n";
    let joined = CASE.replace("The lamps are dark.\n", text).replace("\n---\n", "\nreplied: 2026-03-05\n---\n");
    let memory = site(&[("site-config.yaml", CONFIG)]);
    let before = built(&memory);
    memory.put(C, joined.as_bytes());
    let report = build_on(&memory, day()).unwrap();
    assert_eq!(shown(&memory, &report), [format!("{C}:1 personal-data-output")]);
    assert!(report.written.is_none(), "nothing is published");
    let mut tree = memory.tree("public");
    tree.remove(gongkai::write::MARKER);
    assert_eq!(tree, before, "the earlier site stands");
    let sources = gongkai::build::sources_of(&report.findings, |_| Ok(Vec::new()));
    for (tongue, words) in [
        (Tongue::English, "in the finished `replies/c-1.html` and 2 more files"),
        (Tongue::Chinese, "成品 `replies/c-1.html` 等文件（另有 2 个）中"),
    ] {
        let placed = emit::place(&report.findings, &sources, tongue);
        assert!(placed[0].message.contains(words) && !placed[0].message.contains("0013"), "{}", placed[0].message);
    }
    // It may stand there with a waiver that names the page.
    let waivers = |files: &[&str]| {
        let waiver =
            |file: &&str| format!("  - {{file: {file}, kind: mobile, reason: Duty phone, until: 2026-12-31}}\n");
        format!("{CONFIG}personal_data_waivers:\n{}", files.iter().map(waiver).collect::<String>())
    };
    let of = |files: &[&str], case: &str| personal(&[("site-config.yaml", &waivers(files)), (C, case)]);
    assert_eq!(of(&["replies/c-1.html", "zh-hans/replies/c-1.html", "data/replies/2026-03.jsonl"], &joined), [""; 0]);
    assert_eq!(of(&["replies/c-1.html"], &joined), [format!("{C}:1 personal-data-output")]);
    assert_eq!(of(&["replies/c-7.html"], CASE), ["site-config.yaml:8 waiver-unused"]);
}

#[test]
fn a_template_that_joins_what_stands_apart_is_found_before_publication() {
    let template = gongkai::theme::built_in("templates/home.html").unwrap();
    let template = template.replacen("{% block main %}", "{% block main %}<p>{{ \"138\" }}{{ \"00138000\" }}</p>", 1);
    let found = personal(&[
        ("site-config.yaml", &format!("{CONFIG}theme: city\n")),
        ("themes/city/theme.yaml", "name: City\nengine: 1\n"),
        ("themes/city/templates/home.html", &template),
    ]);
    assert!(matches!(&found[..], [one] if one.ends_with("personal-data-output")), "{found:?}");
}

#[test]
fn what_sources_may_show_pages_may() {
    let own = "personal_data_waivers: [{kind: mobile, reason: Duty phone, until: 2026-12-31}]";
    let csv = "year,gdp\n2003,16886890000\n2004,17507655685\n";
    let yaml = format!("{DATASET}    fields: [{{name: year, type: year}}, {{name: gdp, type: integer}}]\n");
    let duty = with(own).replace("Lights out", "Duty phone 13800138000");
    let files = [
        (C, duty.as_str()),
        ("content/statistics/d/dataset.yaml", &yaml),
        ("content/statistics/d/data.csv", csv),
        ("site-config.yaml", &format!("{CONFIG}contact: Write to desk@c.example\n")),
    ];
    assert_eq!(personal(&files), [""; 0]);
}
