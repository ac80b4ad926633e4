//! Charts on the pages of a site: drawn, not drawn, and told where they are wrong.

use crate::site::{build_on, built, day, shown, site};
use gongkai::host::memory::Memory;

const DATASET: &str = "title: Lamps\ndescription: Lamps lit\ndepartment: urban\npublished_on: 2026-01-15\n\
    tables:\n  - file: data.csv\n    fields:\n      - {name: month, type: yearmonth}\n      - {name: lit, type: number, unit: \"%\"}\n";
const CSV: &str = "month,lit\n2025-01,91.5\n2025-02,90.0\n2025-03,88.2\n2025-04,87.4\n2026-01,80.25\n";

fn city(charts: &str, text: &str) -> Memory {
    site(&[
        ("content/statistics/d/dataset.yaml", &format!("{DATASET}{charts}")),
        ("content/statistics/d/data.csv", CSV),
        ("content/pages/lamps.md", &format!("---\ntitle: Lamps\n---\n{text}\n")),
    ])
}

fn page(memory: &Memory, path: &str) -> String {
    String::from_utf8(built(memory)[path].clone()).unwrap()
}

fn found(memory: &Memory) -> Vec<String> {
    shown(memory, &build_on(memory, day()).unwrap())
}

#[test]
fn a_dataset_is_drawn_with_its_finding_and_its_table_says_the_same() {
    let page = page(&city("", "Words."), "statistics/d.html");
    let headline = "Lit: 80.25% in January 2026, 11.25 percentage points below January 2025";
    assert!(page.contains(&format!("<h3 id=\"g-chart-1\">{headline}</h3>")), "{page}");
    // The months from May to December are missing: no line crosses them.
    assert_eq!(page.matches("class=\"l s1\"").count(), 1, "{page}");
    // The label at the end of the line is the first cell of the table, newest first.
    assert!(page.contains("class=\"b w2 t\">80.25%</text>"), "{page}");
    let table = page.split("<tbody>").nth(1).unwrap();
    assert!(
        table
            .trim_start()
            .starts_with("<tr><th scope=\"row\" class=\"when\">January 2026</th><td class=\"n\">80.25</td></tr>")
    );
    assert!(table.contains("<td class=\"n\">91.50</td>"), "{table}");
    assert!(!page.contains("style="), "{page}");
}

#[test]
fn only_pages_with_a_chart_have_its_style_sheet() {
    let memory = city("", "No picture.");
    assert!(page(&memory, "statistics/d.html").contains("assets/chart-"));
    assert!(!page(&memory, "lamps.html").contains("assets/chart-"));
    let memory = city("", "```chart\ndataset: d\n```");
    let page = page(&memory, "lamps.html");
    assert!(page.contains("assets/chart-") && page.contains("<figure class=\"chart c-line\">"), "{page}");
    assert!(page.contains("<td class=\"n\">91.50</td>"), "its table is behind it: {page}");
}

#[test]
fn what_is_not_drawn_says_why() {
    let told = "charts:\n  - {kind: none, reason: The method changed every month}\n";
    let page_of = |charts: &str| page(&city(charts, "Words."), "statistics/d.html");
    assert!(page_of(told).contains("Not drawn as a chart: The method changed every month"));
    let unfit = page_of("charts:\n  - {kind: calendar}\n");
    assert!(unfit.contains("Not drawn as a chart: the data are not of the kind"), "{unfit}");
    assert!(!unfit.contains("<figure"), "{unfit}");
}

#[test]
fn what_a_chart_names_must_be_there() {
    let charts = "charts:\n  - {y: [lot], by: street, breaks: [{at: soon, text: New lamps}], reference: {name: all, value: many}}\n  - {table: other.csv}\n";
    let all = found(&city(charts, "Words."));
    let wrong = all.iter().filter(|f| f.ends_with("chart-wrong")).count();
    assert_eq!((wrong, all.len()), (5, 5), "{all:?}");
    assert_eq!(found(&city("charts:\n  - {kind: line, y: [lit]}\n", "Words.")), Vec::<String>::new());
}

#[test]
fn a_chart_in_a_text_is_told_where_it_is_wrong() {
    let text = "Before.\n\n```chart\nkind: line\nMonth,Lit\n2026-01,91\n2026-02,9o\n2026-03,88\n```";
    let all = found(&city("", text));
    assert_eq!(all, ["content/pages/lamps.md:10 chart-wrong"]);
    let missing = found(&city("", "```chart\ndataset: dd\n```"));
    assert!(missing.len() == 1 && missing[0].contains("link-to-missing-record"), "{missing:?}");
    // What is right is not told of.
    assert!(found(&city("", "```chart\nMonth,Lit\n2026-01,91\n2026-02,90\n2026-03,88p\n```")).is_empty());
}
