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

/// A spreadsheet writes fifteen digits of a division; they are values, and the picture has them.
#[test]
fn long_decimals_are_values() {
    let memory = city(
        "",
        "```chart\nMonth,Rate\n2026-01,0.317525685664265\n2026-02,90.5087060430181\n2026-03,4.77660096794557\n```",
    );
    let csv = CSV.replace("91.5", "91.5317525685664").replace("80.25", "80.250000000001");
    memory.put("content/statistics/d/data.csv", csv.as_bytes());
    assert!(found(&memory).is_empty(), "{:?}", found(&memory));
    let dataset = page(&memory, "statistics/d.html");
    assert!(dataset.contains("Lit: 80.2500% in January 2026"), "{dataset}");
    let text = page(&memory, "lamps.html");
    assert!(
        text.contains("<figure class=\"chart c-line\">") && text.contains("0.3175") && text.contains("4.7766"),
        "{text}"
    );
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

const RESIDENTS: &str = "title: Residents\ndescription: People by district\ndepartment: urban\npublished_on: 2026-01-10\n\
    tables:\n  - file: data.csv\n    missing: [\"…\"]\n    marks: [{mark: x, status: suppressed}]\n    fields:\n      - {name: year, type: string}\n\
    \x20     - {name: district, type: string}\n      - {name: people, type: integer, unit: residents}\n";
const PEOPLE: &str = "year,district,people\n2024,North,20000\n2025,North,25000\n2025,South,40000\n2024,West,8000\n2025,Isle,0\n2025,Dock,x\n2025,Gate,…\n2025,East,10000\n2025,Hill,10000\n";
const CALLS: &str = "quarter,district,calls\n2025-Q4,North,1\n2025-Q4,South,1\n2026-Q1,North,50\n2026-Q1,South,60\n2026-Q1,West,36\n2026-Q1,Isle,3\n2026-Q1,Dock,4\n2026-Q1,Gate,5\n2026-Q1,Moor,6\n2026-Q1,East,7\n2026-Q1,Hill,9\n";
const CALLED: &str = "title: Calls\ndescription: Calls by district\ndepartment: urban\npublished_on: 2026-04-10\n\
    tables:\n  - file: data.csv\n    fields:\n      - {name: quarter, type: string}\n      - {name: district, type: string}\n      - {name: calls, type: integer, title: Calls}\n";

fn divided(chart: &str, text: &str) -> Memory {
    site(&[
        ("content/statistics/people/dataset.yaml", RESIDENTS),
        ("content/statistics/people/data.csv", PEOPLE),
        ("content/statistics/calls/dataset.yaml", &format!("{CALLED}{chart}")),
        ("content/statistics/calls/data.csv", CALLS),
        ("content/pages/lamps.md", &format!("---\ntitle: Lamps\n---\n{text}\n")),
    ])
}

#[test]
fn values_are_divided_by_those_of_another_table_and_never_by_nothing() {
    let chart = "charts:\n  - kind: bars\n    x: district\n    y: [calls]\n    per: {dataset: people, key: district, value: people, each: 10000}\n";
    let text = "```chart\ndataset: calls\nkind: bars\nx: district\ny: [calls]\nper: people\nper_key: district\neach: 10000\n```";
    let memory = divided(chart, text);
    assert!(found(&memory).is_empty(), "{:?}", found(&memory));
    for path in ["statistics/calls.html", "lamps.html"] {
        let page = page(&memory, path);
        let figure = page.split("<figure").nth(1).unwrap().split("</figure>").next().unwrap();
        assert!(figure.contains("Calls per 10,000 residents"), "{path}: {figure}");
        // 36 of 8,000; 50 of 25,000; 60 of 40,000. The number for West is of the year before.
        for (name, rate) in [("North", "20.0"), ("South", "15.0"), ("West", "45.0")] {
            assert!(figure.contains(name) && figure.contains(rate), "{path}: {name} {rate}: {figure}");
        }
        // Nothing is divided by zero, by what is withheld, missing or not there.
        for name in ["Isle", "Dock", "Gate", "Moor"] {
            let row = figure.split("<tr").find(|row| row.contains(name)).unwrap().split("</tr>").next().unwrap();
            assert!(!row.contains(".0"), "{path}: {row}");
        }
        assert!(figure.contains("e: estimated.") && !figure.contains("provisional"), "{path}: {figure}");
        assert!(figure.contains("Divided by: ") && figure.contains("Residents, 10 January 2026"), "{path}: {figure}");
    }
}

#[test]
fn what_the_site_counts_is_drawn_where_a_text_asks_for_it() {
    let asked = |keys: &str| divided("", &format!("```chart\n{keys}\n```"));
    for (keys, what) in [
        ("measure: recieved", "chart-wrong"),
        ("measure: received\nby: street", "chart-wrong"),
        ("measure: reply_rate\nper: people", "chart-wrong"),
        ("measure: received\nper: peoples", "chart-wrong"),
        ("dataset: calls\ny: [call]", "chart-wrong"),
        ("dataset: calls\ntable: data2.csv", "chart-wrong"),
        ("dataset: calls\nx: district\nper: people\nper_value: district", "chart-wrong"),
        ("dataset: calls\nx: district\nper: people\neach: 0", "chart-wrong"),
    ] {
        let all = found(&asked(keys));
        assert!(all.len() == 1 && all[0].ends_with(what), "{keys}: {all:?}");
        let line = 4 + keys.lines().count();
        assert!(all[0].starts_with(&format!("content/pages/lamps.md:{line} ")), "{keys}: {all:?}");
    }
    let memory = asked("measure: received");
    for month in 1..=6 {
        let case = crate::site::CASE.replace("2026-03-02", &format!("2026-{month:02}-02"));
        for n in 0..month {
            memory.put(&format!("content/replies/c-{month}-{n}.md"), case.as_bytes());
        }
    }
    let page = page(&memory, "lamps.html");
    assert!(page.contains("<figure class=\"chart c-line\">"), "{page}");
    assert!(page.contains("counted from the records of this site"), "{page}");
}
