//! Whole figures: their words in both languages, their weight, and that picture and table say the same.

use super::*;
use crate::yaml::Node;

fn strings(lang: &str) -> Strings {
    let text = match lang {
        "en" => include_str!("../../themes/default/strings/en.yaml"),
        _ => include_str!("../../themes/default/strings/zh-Hans.yaml"),
    };
    Strings::new(lang, serde_yaml::from_str::<Node>(text).unwrap())
}

fn decimal(text: &str) -> Decimal {
    Decimal::parse(text).unwrap()
}

fn period(text: &str) -> Period {
    Period::parse(text).unwrap()
}

fn cells(values: &[&str]) -> Vec<Cell> {
    values.iter().map(|v| Decimal::parse(v).map_or_else(Cell::missing, Cell::of)).collect()
}

/// So many months from October 2024 on.
fn months(count: i64) -> Vec<Period> {
    let of = |n: i64| period(&format!("{}-{:02}", 2024 + (9 + n) / 12, (9 + n) % 12 + 1));
    (0..count).map(of).collect()
}

fn series(name: &str, values: &[&str]) -> Series {
    Series { name: name.to_owned(), cells: cells(values) }
}

fn data(measure: &str, unit: Unit, axis: Axis, series: Vec<Series>) -> Data {
    let (measure, axis_name) = (measure.to_owned(), "Month".to_owned());
    Data { measure, unit, axis, axis_name, series, own_measures: false, places: None }
}

const BUS: [&str; 20] = [
    "90.7", "91.9", "90.3", "90.4", "89.6", "90.9", "89.5", "89.4", "90.6", "91.8", "90.7", "90.1", "91.3", "92.0",
    "90.5", "89.8", "83.5", "74.1", "68.0", "66.3",
];

fn buses(zh: bool) -> Data {
    let flat = |value: &'static str| vec![value; 20];
    let [eight, twelve] = if zh { ["8路", "12路"] } else { ["Route 8", "Route 12"] };
    let mut first = series(eight, &BUS);
    first.cells[19].status = Status::Provisional;
    let mut twelve = series(twelve, &flat("91.7"));
    twelve.cells[3] = Cell::of(decimal("93.4"));
    let measure = if zh { "准点率" } else { "Share on time" };
    data(measure, Unit::Percent, Axis::Times(months(20)), vec![first, twelve])
}

#[test]
fn a_line_says_the_latest_the_change_and_since_when() {
    let figure = draw(&buses(false), &Wish::default(), &strings("en"));
    assert_eq!(figure.kind, Some(Kind::Line));
    assert_eq!(figure.headline, "Route 8, share on time: 66.3% in May 2026, 23.1 percentage points below May 2025");
    assert_eq!(
        figure.sentence,
        "Route 8, share on time: 66.3% in May 2026 (provisional), 23.1 percentage points below May 2025, \
         lowest since October 2024. Route 12: 91.7%."
    );
    let figure = draw(&buses(true), &Wish::default(), &strings("zh-Hans"));
    assert_eq!(
        figure.sentence,
        "8路2026年5月准点率66.3%（初步数），比上年同月低23.1个百分点，为2024年10月以来最低。12路91.7%。"
    );
}

#[test]
fn a_day_is_on_and_a_month_is_in() {
    let days = (1..=6).map(|day| period(&format!("2026-03-0{day}"))).collect();
    let river = data("Level", Unit::None, Axis::Times(days), vec![series("", &["7", "4", "5", "6", "8", "9"])]);
    let figure = draw(&river, &Wish { kind: Some(Kind::Line), ..Wish::default() }, &strings("en"));
    assert!(figure.sentence.starts_with("Level: 9 on 6 March 2026"), "{}", figure.sentence);
    assert!(!figure.sentence.contains(" in 6"), "{}", figure.sentence);
}

#[test]
fn no_change_is_said_across_a_break() {
    let mut values = vec!["61204"; 9];
    values.extend(["64477", "64500", "64600", "64739"]);
    for (lang, measure, unit, text, wanted) in [
        (
            "en",
            "Lamps",
            "lamps",
            "Park lamps added",
            "Lamps: 64,739 lamps in October 2025, 262 lamps more than in July 2025. July 2025: Park lamps added. \
             Earlier figures cannot be compared with later ones.",
        ),
        (
            "zh-Hans",
            "在用",
            "盏",
            "起含公园照明",
            "2025年10月在用64,739盏，比2025年7月多262盏。2025年7月：起含公园照明，与此前不可比。",
        ),
    ] {
        let lamps = data(measure, Unit::Named(unit.into()), Axis::Times(months(13)), vec![series("", &values)]);
        let breaks = vec![Mark { at: period("2025-07"), text: text.to_owned() }];
        let figure = draw(&lamps, &Wish { breaks, ..Wish::default() }, &strings(lang));
        assert_eq!(figure.sentence, wanted);
        // Two paths, and nothing between the last value before the break and the first after it.
        assert_eq!(figure.html.as_str().matches("class=\"l s1\"").count(), 2);
    }
}

#[test]
fn bars_dots_and_months_are_said_in_both_languages() {
    let names = |all: &[&str]| Axis::Names(all.iter().map(|n| ((*n).to_owned(), String::new())).collect());
    let limit = |name: &str, value: &str| Some(Reference { name: name.to_owned(), value: decimal(value) });
    let schools = data(
        "",
        Unit::None,
        names(&["育才小学", "莲湖二小", "湖滨小学"]),
        vec![series("", &["103", "147.1", "120.4"])],
    );
    let wish = Wish { reference: limit("预警线", "104"), ..Wish::default() };
    let figure = draw(&schools, &wish, &strings("zh-Hans"));
    assert_eq!(figure.sentence, "莲湖二小最高，147.1；育才小学最低，103.0。3个中2个高于预警线104.0。");
    assert_eq!(draw(&schools, &wish, &strings("en")).headline, "Highest: 莲湖二小, 147.1; lowest: 育才小学, 103.0");

    let range = |value: &str, low: &str, high: &str| Cell {
        range: Some((decimal(low), decimal(high))),
        cases: Some(61),
        ..Cell::of(decimal(value))
    };
    let rates = vec![range("95.0", "87", "98"), range("85.0", "70", "90"), range("60.0", "50", "70")];
    let rates = vec![Series { name: String::new(), cells: rates }];
    let departments = data("", Unit::Percent, names(&["a", "b", "c"]), rates);
    let said = |name: &str, lang: &str| {
        let wish = Wish { reference: limit(name, "85.8"), ..Wish::default() };
        let figure = draw(&departments, &wish, &strings(lang));
        assert_eq!(figure.kind, Some(Kind::Dots));
        figure.sentence
    };
    assert_eq!(said("the city", "en"), "1 of 3 lie below the city, 85.8%; 1 lie above; for 1 the range holds it.");
    assert_eq!(said("全市", "zh-Hans"), "3个中1个低于全市的85.8%，1个高于，1个无法区分。");

    let mut faults = vec!["500"; 20];
    (faults[17], faults[2]) = ("1164", "432");
    let faults = data("报修数", Unit::Named("件".into()), Axis::Times(months(20)), vec![series("", &faults)]);
    let wish = Wish { kind: Some(Kind::Heat), ..Wish::default() };
    let figure = draw(&faults, &wish, &strings("zh-Hans"));
    assert!(figure.sentence.starts_with("报修数2026年3月最高，1,164；2024年12月最低，432。"), "{}", figure.sentence);
}

#[test]
fn what_would_mislead_is_not_drawn_and_says_why() {
    let lang = strings("en");
    let draw_of = |values: &[&str], wish: &Wish| {
        let count = i64::try_from(values.len()).unwrap();
        draw(&data("", Unit::None, Axis::Times(months(count)), vec![series("", values)]), wish, &lang)
    };
    let why = |values: &[&str]| draw_of(values, &Wish::default()).refused;
    assert_eq!(why(&["1", "2"]), Some(choose::Refusal::Few));
    assert_eq!(why(&["2", "2", "2", "2"]), Some(choose::Refusal::Equal));
    assert_eq!(why(&["1", "", "", "2", "", "", "3"]), Some(choose::Refusal::Gaps));
    assert_eq!(why(&["1", "2", "3"]), None);
    let log = Wish { log: true, ..Wish::default() };
    assert_eq!(draw_of(&["0", "10", "100"], &log).refused, Some(choose::Refusal::Log));
    let tiles = Wish { kind: Some(Kind::Tiles), ..Wish::default() };
    let figure = draw_of(&["1", "2", "3"], &tiles);
    assert!(figure.html.as_str().contains("Not drawn as a chart: the data are not of the kind"), "{:?}", figure.html);
    let shares = |a: &str, b: &str| {
        let names = Axis::Names(vec![("x".into(), String::new()), ("y".into(), String::new())]);
        let parts = vec![series("p", &[a, "40"]), series("q", &[b, "60"])];
        draw(&data("", Unit::Percent, names, parts), &Wish::default(), &lang).refused
    };
    assert_eq!(shares("30", "70"), None);
    assert_eq!(shares("30", "60"), Some(choose::Refusal::Parts));
}

#[test]
fn gaps_are_gaps_and_what_is_not_final_is_dashed_and_hollow() {
    let mut one = series("", &["10", "12", "", "14", "13", "20"]);
    one.cells[5].status = Status::Provisional;
    let figure = draw(&data("", Unit::None, Axis::Times(months(6)), vec![one]), &Wish::default(), &strings("en"));
    let html = figure.html.as_str();
    assert_eq!(html.matches("class=\"l s1\"").count(), 2, "{html}");
    assert_eq!(html.matches("class=\"l s1 p\"").count(), 1, "{html}");
    assert!(html.contains("class=\"d s1 h\"") && html.contains("A gap in a line: no value."), "{html}");
    assert!(html.contains(">…<") && html.contains("<abbr title=\"provisional\">p</abbr>"), "{html}");
}

/// The numbers that stand in the tags of a class.
fn numbers(html: &str, class: &str) -> Vec<String> {
    let mark = format!("class=\"{class}\">");
    let parts = html.split(&*mark).skip(1);
    parts.map(|rest| rest.split('<').next().unwrap().trim_end_matches('%').to_owned()).collect()
}

#[test]
fn labels_of_the_picture_and_cells_of_the_table_agree() {
    let figure = draw(&buses(false), &Wish::default(), &strings("en"));
    let (picture, table) = figure.html.as_str().split_once("<details>").unwrap();
    // The last value of each line, beside its end, is the first row of the table.
    assert_eq!(numbers(picture, "w2 t"), ["66.3", "91.7"]);
    assert_eq!(numbers(table, "n").iter().skip(2).take(2).map(|v| v.trim()).collect::<Vec<_>>(), ["66.3", "91.7"]);
    // Every value of the data, in order, newest first.
    let first: Vec<String> = numbers(table, "n").into_iter().skip(2).step_by(2).map(|v| v.trim().to_owned()).collect();
    assert_eq!(first, BUS.iter().rev().map(|v| (*v).to_owned()).collect::<Vec<_>>());
}

#[test]
fn text_of_people_stays_text() {
    let evil = "<script>alert(1)</script>\"";
    let mut bad = buses(false);
    (bad.measure, bad.series[0].name) = (evil.to_owned(), evil.to_owned());
    let marks = vec![Mark { at: period("2025-05"), text: evil.to_owned() }];
    let wish = Wish {
        id: evil.into(),
        headline: Some(evil.into()),
        annotations: marks,
        source: Some(evil.into()),
        ..Wish::default()
    };
    let html = draw(&bad, &wish, &strings("en")).html;
    assert!(!html.as_str().contains("<script") && !html.as_str().contains("style="), "{html:?}");
}

#[test]
fn numbers_are_written_as_each_language_writes_them() {
    let (en, zh) = (strings("en"), strings("zh-Hans"));
    let short = |value: &str| {
        let value = decimal(value);
        (number::short(value, value.places(), &en), number::short(value, value.places(), &zh))
    };
    let is = |en: &str, zh: &str| (en.to_owned(), zh.to_owned());
    assert_eq!(short("1234"), is("1,234", "1,234"));
    assert_eq!(short("-3.4"), is("−3.4", "−3.4"));
    assert_eq!(short("123000"), is("123,000", "12.3万"));
    assert_eq!(short("1200000"), is("1.2 million", "120万"));
    assert_eq!(short("120000000"), is("120 million", "1.2亿"));
    assert_eq!(number::share(decimal("99.96"), 1, &en), "99.9%");
    assert_eq!(number::share(decimal("0.01"), 1, &en), "< 0.1%");
    assert_eq!(number::share(decimal("100"), 0, &en), "100%");
    assert_eq!(number::with_unit(decimal("1.11"), 2, &Unit::Named("mg/L".into()), &zh), "1.11 mg/L");
    assert_eq!(number::with_unit(decimal("64739"), 0, &Unit::Named("盏".into()), &zh), "64,739盏");
}

#[test]
fn marks_below_a_time_axis_never_touch() {
    for count in [3, 7, 20, 25, 61, 130, 400, 900] {
        for lang in ["en", "zh-Hans"] {
            let times = months(count);
            let widths = [5.4, 14.3, 18.0, 27.0];
            let all = times::ticks(&times, widths, &strings(lang));
            for (at, width) in widths.into_iter().enumerate() {
                let shown: Vec<_> = all.iter().filter(|t| times::CLASSES[..=at].contains(&t.class)).collect();
                assert!(!shown.is_empty(), "{count} {lang} {width}");
                let ends = |t: &times::Tick| {
                    let own = width::em(&t.name).max(t.year.as_deref().map_or(0.0, width::em));
                    let middle = t.at * width;
                    if t.last { (middle - own, middle) } else { (middle - own / 2.0, middle + own / 2.0) }
                };
                for pair in shown.windows(2) {
                    assert!(ends(pair[0]).1 < ends(pair[1]).0, "{count} {lang} {width}: {pair:?}");
                }
            }
        }
    }
}

#[test]
fn long_series_keep_every_peak_and_stay_small() {
    let value = |i: usize| if i == 7777 { "9999".to_owned() } else { (i * 7919 % 1000).to_string() };
    let values: Vec<String> = (0..18_000).map(value).collect();
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    let first = period("1960-01-01");
    let days = |n: usize| jiff::ToSpan::days(i64::try_from(n).unwrap());
    let times = (0..18_000).map(|n| Period { start: first.start.checked_add(days(n)).unwrap(), ..first }).collect();
    let data = data("", Unit::None, Axis::Times(times), vec![series("", &values)]);
    let wish = Wish { behind: Behind::Beside, ..Wish::default() };
    let figure = draw(&data, &wish, &strings("en"));
    let html = figure.html.as_str();
    assert!(html.len() < 40_000, "{}", html.len());
    // The highest line is 10,000: the peak stands just below it.
    let path = html.split("<path d=\"").nth(1).unwrap().split('"').next().unwrap();
    let mut y = 0_i64;
    let mut least = i64::MAX;
    for step in path.trim_start_matches('M').split('l') {
        let (at, rest) = step.split_at(1 + step[1..].find([' ', '-']).unwrap());
        assert!(at.parse::<i64>().is_ok(), "{step}");
        y += rest.trim().parse::<i64>().unwrap();
        least = least.min(y);
    }
    assert_eq!(least, 0, "the peak is drawn");
}
