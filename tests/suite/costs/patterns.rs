//! Ways to write a site of any size that once cost more than they are long, or might.

use crate::site::CASE;

/// A way to write a site.
pub struct Pattern {
    pub name: &'static str,
    /// What to begin with: small enough to be quick, large enough that a square shows. Sixteen
    /// times as much is laid out, and stays below the bounds unless it is meant to go beyond.
    pub size: usize,
    /// The files of a site of that size, path and text.
    pub files: fn(usize) -> Files,
}

type Files = Vec<(String, String)>;

const C: &str = "content/replies/c-1.md";
const CONFIG: &str = "title: T\npublisher: P\nbase_url: https://c.example/\nlanguages: [en, {code: zh-Hans, records: all}]\nas_of: 2026-06-30\nlicence: x\n";
const RULE: &str = "- id: r\n  applies: {kind: [complaint]}\n  from: received\n  within: 10 working-days\n  extension: 5 working-days\n  calendar: cn\n  basis: B\n  statutory: false\n  valid_from: 2000-01-01\n";

fn one(path: &str, text: String) -> Files {
    vec![(path.to_owned(), text)]
}

/// A case with lines added to its front matter.
fn with(lines: &str) -> Files {
    one(C, CASE.replace("---\nThe", &format!("{lines}\n---\nThe")))
}

/// A case whose question is a text.
fn asked(text: &str) -> Files {
    one(C, CASE.replace("The lamps are dark.", text))
}

/// A case whose reply is a text.
fn replied(text: &str) -> Files {
    let body = format!("replied: 2026-03-09\n---\n## Question\n\nDark.\n\n## Reply\n\n{text}");
    one(C, CASE.replace("---\nThe lamps are dark.", &body))
}

fn config(lines: &str) -> Files {
    one("site-config.yaml", format!("{CONFIG}{lines}\n"))
}

/// Numbered pieces, one after the other.
fn each(n: usize, piece: impl Fn(usize) -> String) -> String {
    (0..n).map(piece).collect()
}

/// A list in brackets.
fn list(key: &str, n: usize, item: impl Fn(usize) -> String) -> String {
    format!("{key}: [{}]", (0..n).map(item).collect::<Vec<_>>().join(", "))
}

/// So many cases, in folders of a hundred.
fn cases(n: usize, text: impl Fn(usize) -> String) -> Files {
    (0..n).map(|i| (format!("content/replies/x{}/c-{i}.md", i / 100), text(i))).collect()
}

fn with_line(line: &str) -> String {
    CASE.replace("---\nThe", &format!("{line}\n---\nThe"))
}

fn events(n: usize, event: &str) -> Files {
    with(&format!("events:{}", each(n, |_| format!("\n  - {{on: 2026-03-03, type: {event}}}"))))
}

fn dataset(csv: String, fields: &str) -> Files {
    let yaml = "title: L\ndescription: L\ndepartment: urban\npublished_on: 2026-01-15\ntables:\n  - file: data.csv\n";
    vec![
        ("content/statistics/d/dataset.yaml".to_owned(), format!("{yaml}{fields}")),
        ("content/statistics/d/data.csv".to_owned(), csv),
    ]
}

fn editions(old: String, new: String) -> Files {
    let policy = "title: Noise\nissuers: [urban]\nmade_on: 2024-03-01\npublished_on: 2024-03-08\n";
    vec![
        ("content/policies/p/policy.yaml".to_owned(), policy.to_owned()),
        ("content/policies/p/edition-1.md".to_owned(), format!("---\non: 2024-03-01\n---\n{old}\n")),
        ("content/policies/p/edition-2.md".to_owned(), format!("---\non: 2025-03-01\nnote: x\n---\n{new}\n")),
    ]
}

fn digest(lines: String) -> Files {
    let head = "title: D\ntopic: lights\nfrom: 2026-01-01\nto: 2026-03-31\n";
    let mut files = with("topics: [lights]");
    files.push(("content/digests/d.md".to_owned(), format!("---\n{head}{lines}---\nText.\n")));
    files
}

macro_rules! patterns {
    ($($name:ident $size:literal |$n:ident| $files:expr;)*) => {
        pub const PATTERNS: &[Pattern] =
            &[$(Pattern { name: stringify!($name), size: $size, files: |$n| $files },)*];
    };
}

patterns! {
    // YAML, in every kind of file.
    brackets_in_front_matter 4_000 |n| with(&format!("x: {}", "[".repeat(n)));
    braces_in_front_matter 4_000 |n| with(&format!("x: {}", "{".repeat(n)));
    brackets_that_close 4_000 |n| with(&format!("x: {}{}", "[".repeat(n), "]".repeat(n)));
    brackets_in_departments 4_000 |n| one("content/departments.yaml", "[".repeat(n));
    brackets_in_rules 4_000 |n| one("content/rules/deadlines.yaml", "[".repeat(n));
    brackets_in_a_calendar 4_000 |n| one("content/rules/calendar-cn-2026.yaml", "[".repeat(n));
    brackets_in_a_dataset 4_000 |n| one("content/statistics/d/dataset.yaml", "[".repeat(n));
    brackets_in_the_configuration 4_000 |n| config(&format!("x: {}", "[".repeat(n)));
    brackets_in_a_theme 4_000 |n| one("themes/default/strings/en.yaml", format!("x: {}", "[".repeat(n)));
    words_of_a_theme 500 |n| one("themes/default/strings/en.yaml", each(n, |i| format!("a{i}: b\n")));
    dashes_in_dashes 2_000 |n| with(&format!("x:\n  {}a", "- ".repeat(n)));
    unknown_keys 500 |n| with(&each(n, |i| format!("k{i}: v\n")));
    one_key_again_and_again 500 |n| with(&"kind: complaint\n".repeat(n));
    unknown_keys_of_the_configuration 500 |n| config(&each(n, |i| format!("k{i}: v\n")));
    unknown_keys_of_departments 500 |n| one(
        "content/departments.yaml",
        each(n, |i| format!("- {{id: d{i}, name: D, foo: 1}}\n")) + "- {id: urban, name: Urban}\n",
    );
    languages_of_a_text 500 |n| with(&format!("location:\n{}", each(n, |i| format!("  x{i}: v\n"))));
    a_long_key 20_000 |n| with(&format!("{}: v", "k".repeat(n)));
    anchors_and_aliases 500 |n| with(&format!("x:\n{}{}", each(n, |i| format!("  - &a{i} b\n")), each(n, |i| format!("  - *a{i}\n"))));
    aliases_of_a_long_list 300 |n| with(&format!("x: &a [{}]\ny: [{}]", "b, ".repeat(n), "*a, ".repeat(n)));
    aliases_of_a_long_text 300 |n| with(&format!("x: &a \"{}\"\ny: [{}]", "b".repeat(n * 100), "*a, ".repeat(n)));
    dates_in_another_notation 500 |n| events(n, "note, notified: 2026/3/3");
    // Lists of one record.
    events_that_repeat 60 |n| events(n, "note, note: a");
    events_that_pass_a_case_on 60 |n| with(&format!(
        "events:{}",
        each(n, |i| format!("\n  - {{on: 2026-03-03, type: assigned, department: {}}}", ["urban", "water"][i % 2])),
    ));
    events_that_extend 60 |n| {
        let mut files = events(n, "extended, within: 9999 working-days");
        files.push(("content/rules/deadlines.yaml".to_owned(), RULE.to_owned()));
        files
    };
    events_beyond_all_bounds 2_000 |n| events(n, "assigned, department: urban");
    promises 200 |n| with(&format!("replied: 2026-03-09\npromises:{}", each(n, |i| format!("\n  - {{text: t{i}, due: 2026-04-01}}"))));
    topics_that_are_not_there 500 |n| with(&list("topics", n, |i| format!("t{i}")));
    one_topic_again_and_again 500 |n| with(&list("topics", n, |_| "t".to_owned()));
    unknown_topics_of_many 300 |n| {
        let mut files = with(&list("topics", n, |i| format!("u{i}")));
        files.push(("content/topics.yaml".to_owned(), each(n, |i| format!("- {{id: t{i}, label: L}}\n"))));
        files
    };
    references 500 |n| with(&list("references", n, |i| format!("\"r{i}\"")));
    links_to_missing_records 500 |n| with(&list("related", n, |i| format!("\"reply:r{i}\"")));
    attachments_that_are_missing 500 |n| with(&list("attachments", n, |i| format!("{{file: 灯{i}.pdf}}")));
    waivers_and_hits 500 |n| {
        let waivers = "\n  - {kind: mobile, reason: a, until: 2026-12-31}".repeat(n);
        let text = with_line(&format!("personal_data_waivers:{waivers}"));
        one(C, text.replace("The lamps are dark.", &"Call 13800138000. ".repeat(n)))
    };
    waivers_of_the_site 500 |n| config(&format!(
        "personal_data_waivers:{}",
        "\n  - {file: content/topics.yaml, kind: mobile, reason: a, until: 2026-12-31}".repeat(n),
    ));
    domains_of_the_site 500 |n| {
        let mut files = config(&list("email_domains", n, |i| format!("a{i}.example")));
        files.extend(asked(&"x@y.example ".repeat(n)));
        files
    };
    opinions_of_a_digest 200 |n| digest(format!("opinions:\n{}", "  - {text: a, cases: [\"reply:c-1\"]}\n".repeat(n)));
    // Texts.
    tags_on_one_line 1_000 |n| replied(&"<b>".repeat(n));
    headings 500 |n| replied(&each(n, |i| format!("### Part {i}\n\n")));
    headings_alike 500 |n| replied(&"### Part\n\n".repeat(n));
    links_to_missing_anchors 300 |n| replied(&format!(
        "{}{}",
        each(n, |i| format!("### Part {i}\n\n")),
        each(n, |i| format!("[a](reply:c-1#x{i}) [b](#y{i}) ")),
    ));
    footnotes 500 |n| replied(&format!("{}\n\n{}", each(n, |i| format!("a[^{i}] ")), each(n, |i| format!("[^{i}]: b\n\n"))));
    broken_links 1_000 |n| replied(&"[a](b.pdf) ".repeat(n));
    redactions 500 |n| replied(&"[[redacted: name | law]] ".repeat(n));
    emphasis_that_never_ends 2_000 |n| replied(&"*a _b ".repeat(n));
    brackets_in_a_text 4_000 |n| replied(&"[".repeat(n));
    pictures_that_never_end 4_000 |n| replied(&"![".repeat(n));
    backticks_of_every_length 100 |n| replied(&each(n, |i| format!("{} ", "`".repeat(i % 100))));
    quotations_in_quotations 2_000 |n| replied(&"> ".repeat(n));
    lists_in_lists 2_000 |n| replied(&"- ".repeat(n));
    a_table_of_many_columns 500 |n| replied(&format!("|{}\n|{}\n|{}\n", "a|".repeat(n), "-|".repeat(n), "\"b\"|".repeat(n)));
    a_table_of_many_rows 300 |n| replied(&format!("|a|\n|-|\n{}", "|\"b\"|\n".repeat(n)));
    sections 500 |n| asked(&"## Question\n\nA\n\n".repeat(n));
    headings_with_a_slip 500 |n| asked(&"## Qestion\n\nA\n\n".repeat(n));
    one_long_paragraph 20_000 |n| replied(&"word ".repeat(n));
    chinese_without_a_space 20_000 |n| asked(&"路灯不亮".repeat(n));
    digits 20_000 |n| asked(&"1".repeat(n));
    telephones 1_000 |n| asked(&"13800138000 ".repeat(n));
    addresses_of_mail 1_000 |n| asked(&"a@b.cn ".repeat(n));
    // The largest of them is on one page: what is in parts has more pages.
    editions_with_nothing_in_common 140 |n| editions(
        each(n, |i| format!("### Article {i} A\n\nText {i}.\n\n")),
        each(n, |i| format!("### Article {i} A\n\nOther {}.\n\n", n - i)),
    );
    editions_in_parts 600 |n| editions(
        each(n, |i| format!("### Article {i} A\n\nText {i}.\n\n")),
        each(n, |i| format!("### Article {} A\n\nText {i}.\n\n", i + 1)),
    );
    // Beyond the first size editions are told by what they brought.
    many_long_editions 8 |n| {
        let edition = |i: usize| {
            let note = if i > 0 { "note: Anew\n" } else { "" };
            let other = |at: usize| if at == i { i + 10_000 } else { at };
            let text = each(800, |at| format!("### Article {at} A\n\nText {}.\n\n", other(at)));
            let on = format!("{}-{:02}-01", 1950 + i / 12, i % 12 + 1);
            (format!("content/policies/p/edition-{}.md", i + 1), format!("---\non: {on}\n{note}---\n{text}"))
        };
        let mut files = editions(String::new(), String::new());
        files.truncate(1);
        files[0].1 = files[0].1.replace("2024", "1950");
        files.extend((0..n).map(edition));
        files
    };
    editions_of_the_same_words 2_000 |n| editions("a b ".repeat(n), "b a c ".repeat(n));
    // Tables.
    a_row_of_commas 50_000 |n| dataset(",".repeat(n) + "\n", "");
    a_row_of_commas_below_others 50_000 |n| dataset(format!("a,b\n1,2\n{}\n", ",".repeat(n)), "");
    empty_lines 20_000 |n| dataset(format!("a,b\n{}", "\n".repeat(n)), "");
    lines_above_the_table 2_000 |n| dataset(format!("{}a,b\n1,2\n", "Lamps lit\n".repeat(n)), "");
    quotes_that_never_close 2_000 |n| dataset(format!("a,b\n{}", "1,\"2\n".repeat(n)), "");
    columns_that_are_not_there 100 |n| dataset(
        format!("{}x\n{}1\n", each(n, |i| format!("c{i},")), "1,".repeat(n)),
        &format!("    {}\n", list("fields", n, |i| format!("{{name: d{i}, type: integer}}"))),
    );
    columns_of_one_name 100 |n| dataset(format!("{}x\n{}1\n", "c,".repeat(n), "1,".repeat(n)), "");
    tables_that_are_missing 300 |n| dataset("a,b\n1,2\n".to_owned(), &each(n, |i| format!("  - file: x{i}.csv\n")));
    // Many records.
    cases_with_one_reference 100 |n| cases(n, |_| with_line("references: [\"r\"]"));
    cases_and_rules 100 |n| {
        let mut files = cases(n, |_| CASE.to_owned());
        let rules = each(n, |i| RULE.replace("id: r\n", &format!("id: r{i}\n")).replace("complaint", "report"));
        files.push(("content/rules/deadlines.yaml".to_owned(), rules));
        files
    };
    cases_with_missing_departments 300 |n| cases(n, |i| CASE.replace("urban", &format!("d{i}")));
    cases_with_missing_links 300 |n| cases(n, |i| with_line(&format!("related: [\"reply:z{i}\"]")));
    mergers_in_a_row 100 |n| cases(n, |i| match i + 1 {
        last if last == n => CASE.to_owned(),
        next => with_line(&format!("events:\n  - {{on: 2026-03-03, type: merged, into: \"reply:c-{next}\"}}")),
    });
    mergers_in_a_circle 300 |n| cases(n, |i| {
        with_line(&format!("events:\n  - {{on: 2026-03-03, type: merged, into: \"reply:c-{}\"}}", (i + 1) % n))
    });
    departments_below_each_other 50 |n| one(
        "content/departments.yaml",
        each(n, |i| format!("- {{id: d{i}, name: D, parent: d{}}}\n", i + 1))
            + &format!("- {{id: d{n}, name: D}}\n- {{id: urban, name: U}}\n"),
    );
    parents_that_are_not_there 500 |n| one("content/departments.yaml", each(n, |i| format!("- {{id: d{i}, name: D, parent: x{i}}}\n")));
    topics_in_a_circle 500 |n| {
        let mut files = digest(String::new());
        files.push(("content/topics.yaml".to_owned(), each(n, |i| format!("- {{id: t{i}, label: D, broader: t{}}}\n", (i + 1) % n))));
        files
    };
    names_that_look_alike 200 |n| {
        let mut files = with(&list("attachments", n, |i| format!("{{file: \"é{i}.pdf\"}}")));
        files.extend((0..n).map(|i| (format!("content/replies/c-1.files/ü{i}.pdf"), "x".to_owned())));
        files
    };
    a_day_off_again_and_again 500 |n| one(
        "content/rules/calendar-cn-2026.yaml",
        each(n, |i| format!("- {{date: 2026-01-{:02}, name: a, off: true}}\n", i % 28 + 1)),
    );
}

/// Days, years and numbers far beyond what anybody means: a file each.
pub fn far() -> Vec<(&'static str, &'static str, String)> {
    let case = |from: &str, to: &str| CASE.replace(from, to);
    let rule = |from: &str, to: &str| RULE.replace(from, to);
    const RULES: &str = "content/rules/deadlines.yaml";
    vec![
        ("as_of", "site-config.yaml", CONFIG.replace("2026", "8026")),
        ("first_year", "site-config.yaml", format!("{CONFIG}first_year: -9999\n")),
        ("minimum_cases", "site-config.yaml", format!("{CONFIG}minimum_cases: 9223372036854775807\n")),
        ("year of figures", "site-config.yaml", format!("{CONFIG}annual_figures: [{{year: 9223372036854775807}}]\n")),
        ("received long ago", C, case("2026-03-02", "1500-03-02")),
        ("received later", C, case("2026-03-02", "9999-03-02")),
        ("publish_at", C, with_line("publish_at: 9999-12-31")),
        ("promise", C, with_line("promises: [{text: a, due: 9999-12-31}]")),
        ("event", C, with_line("events: [{on: 9999-12-31, type: note}]")),
        ("extension", C, with_line("events: [{on: 2026-03-03, type: extended, within: 999999 working-days}]")),
        ("within", RULES, rule("10 working", "9999 working")),
        ("months", RULES, rule("10 working-days", "9999 months")),
        ("too many digits", RULES, rule("10 working", "999999 working")),
        ("valid_to", RULES, rule("2000-01-01", "1500-01-01\n  valid_to: 9999-12-31")),
        ("calendar", "content/rules/calendar-cn-9999.yaml", "- {date: 9999-12-31, name: a, off: true}\n".to_owned()),
        (
            "digest",
            "content/digests/d.md",
            "---\ntitle: D\ntopic: lights\nfrom: 1500-01-01\nto: 9999-12-31\n---\nText.\n".to_owned(),
        ),
        (
            "policy",
            "content/policies/p/policy.yaml",
            "title: N\nissuers: [urban]\nmade_on: 1500-01-01\npublished_on: 9999-12-31\neffective_until: 9999-12-31\n"
                .to_owned(),
        ),
        (
            "department",
            "content/departments.yaml",
            "- {id: urban, name: U, valid_from: 1500-01-01, valid_to: 9999-12-31}\n".to_owned(),
        ),
    ]
}
