//! Sentences and lists of pages, feeds and data: each says what is so, and no more.

use crate::site::{CASE, build_on, built, day, shown, site};
use std::collections::BTreeMap;

type Tree = BTreeMap<String, Vec<u8>>;

fn text(tree: &Tree, path: &str) -> String {
    String::from_utf8(tree[path].clone()).unwrap()
}

const CONFIG: &str = "title: Open City\npublisher: City\nbase_url: https://city.example/\nlanguages: [en, {code: zh-Hans, records: all}]\nas_of: 2026-06-30\n";
const DATASET: &str = "title: Lamps\ndescription: Lamps lit\ndepartment: urban\npublished_on: 2026-01-15\ntables:\n  - file: data.csv\n    fields: [{name: month, type: yearmonth}, {name: lamps, type: integer}]\n";
const POLICY: &str = "title: Noise\nissuers: [urban]\nmade_on: 2024-03-01\npublished_on: 2024-03-08\n";
const EDITION: &str = "---\non: 2024-03-01\n---\n### Article 1 Aim\n\nQuiet.\n";

fn licensed(config: &str, case: &str, dataset: &str) -> gongkai::host::memory::Memory {
    site(&[
        ("site-config.yaml", &format!("{CONFIG}{config}")),
        (
            "content/replies/a.md",
            &CASE.replace(
                "---\nThe",
                &format!("{case}replied: 2026-03-10\n---\n## Question\n\nWhy?\n\n## Reply\n\nThe"),
            ),
        ),
        ("content/statistics/d/dataset.yaml", &format!("{DATASET}{dataset}")),
        ("content/statistics/d/data.csv", "month,lamps\n2026-01,10\n"),
        ("content/policies/p/policy.yaml", POLICY),
        ("content/policies/p/edition-1.md", EDITION),
        ("content/digests/g.md", "---\ntitle: D\ntopic: lights\nfrom: 2026-01-01\nto: 2026-02-01\n---\nText\n"),
    ])
}

/// What names a licence, in any file that is not a page about the words of data.
fn names_licence(tree: &Tree) -> Vec<String> {
    let marks = [
        "rel=\"license\"",
        "<rights>",
        "\"licenses\"",
        "\"license\"",
        "CC-",
        "CC0-",
        "OGL-",
        ">Licence<",
        "Licence: ",
        "许可：",
    ];
    let named = |(path, bytes): (&String, &Vec<u8>)| {
        let text = String::from_utf8_lossy(bytes);
        let own = path.ends_with(".py") || path.ends_with(".css");
        (!own && marks.iter().any(|mark| text.contains(mark))).then(|| path.clone())
    };
    tree.iter().filter_map(named).collect()
}

#[test]
fn a_licence_that_nobody_stated_stands_nowhere_and_is_missed_once() {
    for config in ["", "licence: ''\n"] {
        let memory = licensed(config, "", "");
        assert_eq!(names_licence(&built(&memory)), Vec::<String>::new(), "{config:?}");
        let found = shown(&memory, &build_on(&memory, day()).unwrap());
        let missed = found.iter().filter(|f| f.contains("licence-not-stated")).count();
        assert_eq!(missed, 1, "{found:?}");
    }
}

#[test]
fn a_record_may_state_a_licence_of_its_own() {
    let tree = built(&licensed("", "licence: CC0-1.0\n", "licence: OGL-UK-3.0\n"));
    let named = names_licence(&tree);
    let expected = [
        "data/replies-2026.csv",
        "data/replies/2026-03.jsonl",
        "replies/a.html",
        "statistics/d.html",
        "statistics/d/datapackage.json",
        "zh-hans/replies/a.html",
        "zh-hans/statistics/d.html",
    ];
    assert_eq!(named, expected);
    assert!(text(&tree, "replies/a.html").contains("publicdomain/zero/1.0/\" rel=\"license\">CC0-1.0</a>"));
}

#[test]
fn a_licence_of_the_site_stands_on_everything_without_one_of_its_own() {
    let tree = built(&licensed("licence: CC-BY-SA-4.0\n", "", "licence: City terms\n"));
    for path in [
        "index.html",
        "replies/a.html",
        "policies/p.html",
        "digests/g.html",
        "feed.xml",
        "data/datapackage.json",
        "zh-hans/data/index.html",
    ] {
        assert!(text(&tree, path).contains("CC-BY-SA-4.0"), "{path}");
    }
    // A licence without an address known to us is named all the same.
    assert!(text(&tree, "statistics/d/datapackage.json").contains("\"name\": \"City terms\""));
    assert!(text(&tree, "statistics/d.html").contains("\"license\":\"City terms\""));
}

/// A case received on a day, with further front matter; with a reply when it says `replied`.
fn case(received: &str, lines: &str) -> String {
    let reply = if lines.contains("replied") { "\n## Reply\n\nLit.\n" } else { "" };
    format!(
        "---\ntitle: Lights\nkind: complaint\ndepartment: urban\ntopics: [lights]\nreceived: {received}\n{lines}---\n## Question\n\nDark.\n{reply}"
    )
}

fn put(memory: &gongkai::host::memory::Memory, id: &str, text: &str) {
    memory.put(&format!("content/replies/{id}.md"), text.as_bytes());
}

#[test]
fn the_latest_replies_are_looked_for_among_all_cases() {
    let memory = site(&[]);
    for n in 0..450 {
        put(&memory, &format!("new-{n}"), &case("2026-06-01", ""));
    }
    for language in ["", "zh-hans/"] {
        let home = text(&built(&memory), &format!("{language}index.html"));
        assert!(
            home.contains(if language.is_empty() { "No reply has been published yet." } else { "尚未公布答复" }),
            "{home}"
        );
    }
    // Older than all of them, and answered at last: the newest reply first.
    put(&memory, "old-1", &case("2025-01-02", "replied: 2026-06-02\n"));
    put(&memory, "old-2", &case("2024-01-02", "replied: 2026-06-03\n"));
    put(
        &memory,
        "hidden",
        &case(
            "2024-01-02",
            "replied: 2026-06-04\nvisibility: withheld\nvisibility_reason: Court\nevents: [{on: 2026-06-05, type: withheld}]\n",
        ),
    );
    for language in ["", "zh-hans/"] {
        let home = text(&built(&memory), &format!("{language}index.html"));
        let latest = home.split("g-latest").last().unwrap().split("g-improved").next().unwrap();
        let (first, second) = (latest.find("old-2").unwrap(), latest.find("old-1").unwrap());
        assert!(first < second && !latest.contains("hidden"), "{latest}");
    }
}

#[test]
fn a_cut_list_says_so_and_leads_to_the_rest() {
    let memory = site(&[
        ("content/policies/p-00/edition-1.md", EDITION),
        ("content/policies/p-00/policy.yaml", POLICY),
        (
            "content/rules/deadlines.yaml",
            "- {id: r, applies: {}, from: received, within: 30 days, basis: Law, statutory: true, valid_from: 2020-01-01}\n",
        ),
    ]);
    for n in 1..102 {
        memory.put(&format!("content/policies/p-{n:02}/policy.yaml"), POLICY.as_bytes());
        memory.put(&format!("content/policies/p-{n:02}/edition-1.md"), EDITION.as_bytes());
        let promised = "replied: 2026-03-10\nrelated: [policy:p-00]\npromises: [{text: Lamps, due: 2026-04-01}, {text: Poles, due: 2026-08-01}, {text: Bulbs, done: 2026-04-01}]\n";
        put(&memory, &format!("a-{n}"), &case("2026-03-02", promised));
        put(
            &memory,
            &format!("late-{n}"),
            &case("2026-01-02", "events: [{on: 2026-06-02, type: supervised, level: red}]\n"),
        );
        put(&memory, &format!("due-{n}"), &case("2026-06-02", ""));
        put(&memory, &format!("asleep-{n}"), &case("2025-06-02", ""));
        let digest =
            "---\ntitle: D\ntopic: lights\ndepartments: [urban]\nfrom: 2026-01-01\nto: 2026-02-01\n---\nText\n";
        memory.put(&format!("content/digests/d-{n}.md"), digest.as_bytes());
    }
    let tree = built(&memory);
    let said = [
        ("departments/urban.html", "50 of 404", "<a href=\"#g-months\">"),
        ("departments/urban.html", "10 of 202", "open.csv</a>, <code>department = urban, overdue = true</code>"),
        ("departments/urban.html", "20 of 102", "<a href=\"../policies/index.html\">All policies</a>"),
        ("departments/urban.html", "20 of 101", "<a href=\"../digests/index.html\">All digests</a>"),
        ("topics/lights.html", "10 of 202", "<code>topics: lights, overdue = true</code>"),
        ("replies/index.html", "50 of 404", "<a href=\"#g-months\">"),
        (
            "supervision/index.html",
            "100 of 202",
            "<a href=\"../data/open.csv\">open.csv</a>, <code>overdue = true</code>",
        ),
        ("supervision/index.html", "50 of 101", "<code>supervised = true</code>"),
        ("supervision/index.html", "50 of 101", "<code>asleep = true</code>"),
        (
            "supervision/index.html",
            "50 of 101",
            "promises.csv</a>, <code>done = &quot;&quot;, due &lt; 2026-06-30</code>",
        ),
        ("calendar/index.html", "100 of 101", "<a href=\"../calendar/deadlines.ics\">"),
        ("policies/p-00.html", "50 of 101", "<code>*.jsonl: links = policy:p-00</code>"),
        ("sitemap.html", "100 of 102", "<a href=\"policies/index.html\">All policies</a>"),
        ("bulletins/2026-06.html", "of 101", "<code>events: on = 2026-06-01..2026-06-30, type = supervised"),
    ];
    for (path, count, rest) in said {
        let page = text(&tree, path);
        let cut = page.split("class=\"none cut\"").skip(1).map(|part| part.split("</p>").next().unwrap());
        let found = cut.clone().any(|cut| cut.contains(count) && cut.contains(rest));
        assert!(found, "{path}: {count}, {rest} in {:#?}", cut.collect::<Vec<_>>());
    }
    let chinese = text(&tree, "zh-hans/departments/urban.html");
    assert!(chinese.contains("共102项，此处列出前20项。<a href=\"../policies/index.html\">全部政策</a>"), "{chinese}");
    // What the filters name is in the data.
    let open = text(&tree, "data/open.csv");
    assert!(open.contains("asleep-1,urban,lights,2025-06-02") && open.contains(",true,"), "{open}");
    assert!(text(&tree, "data/replies/2026-03.jsonl").contains("\"links\":[\"policy:p-00\"]"));
}

#[test]
fn figures_name_their_day() {
    let memory = site(&[]);
    put(&memory, "a", &case("2026-03-02", "replied: 2026-03-10\n"));
    let tree = built(&memory);
    for path in [
        "index.html",
        "replies/index.html",
        "departments/index.html",
        "departments/urban.html",
        "topics/lights.html",
        "performance/index.html",
        "performance/by-overdue.html",
        "performance/kinds.html",
        "supervision/index.html",
    ] {
        assert!(text(&tree, path).contains("30 June 2026"), "{path}");
        assert!(text(&tree, &format!("zh-hans/{path}")).contains("2026年6月30日"), "{path}");
    }
    for (path, bytes) in tree.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        for vague in ["last build", "day of the build", "生成之日", "生成当日"] {
            assert!(!page.contains(vague), "{path}: {vague}");
        }
    }
}

#[test]
fn one_case_is_no_cases() {
    let memory = site(&[]);
    put(&memory, "a", &case("2026-03-02", "events: [{on: 2026-03-03, type: supervised, level: notice}]\n"));
    let tree = built(&memory);
    assert!(
        text(&tree, "performance/index.html").contains(
            "1 case was received up to 30 June 2026. Answered in substance: 0; open: 1, of which overdue: 0."
        )
    );
    assert!(text(&tree, "bulletins/2026-03.html").contains("1 case was received. Accepted: 0; assigned to a department: 0; answered in substance: 0; concluded: 0. Open on 31 March 2026: 1, of which overdue: 0."));
    // Nobody is named as the one who supervised.
    assert!(text(&tree, "supervision/index.html").contains(">Supervision notice, 3 March 2026<"));
    assert!(
        text(&tree, "zh-hans/performance/index.html")
            .contains("截至2026年6月30日，共收到来信1件，已实质性答复0件，在办1件，其中逾期0件。")
    );
}

#[test]
fn a_publisher_need_be_no_city() {
    let config = "title: {en: Open North, zh-Hans: 公开北方}\npublisher: {en: North University, zh-Hans: 北方大学}\nbase_url: https://north.example/\nlanguages: [en, {code: zh-Hans, records: all}]\nas_of: 2026-06-30\nlicence: CC0-1.0\nminimum_cases: 2\n";
    let rule = "- {id: r, applies: {}, from: received, within: 10 working-days, department_within: 5 working-days, basis: Charter, statutory: false, valid_from: 2020-01-01}\n";
    let memory = site(&[("site-config.yaml", config), ("content/rules/deadlines.yaml", rule)]);
    for (n, department) in [(1, "urban"), (2, "urban"), (3, "water"), (4, "water")] {
        put(
            &memory,
            &format!("a-{n}"),
            &case("2026-03-02", "replied: 2026-03-10\nevents: [{on: 2026-03-03, type: assigned, department: urban}]\n")
                .replace("urban", department),
        );
    }
    put(&memory, "open", &case("2026-06-22", "events: [{on: 2026-06-23, type: assigned, department: urban}]\n"));
    for (path, bytes) in built(&memory).iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes).to_lowercase();
        for word in ["city", "municipal", "mayor", "全市", "本市", "市政府", "市民", "市长"] {
            assert!(!page.contains(word), "{path}: {word}");
        }
    }
}

#[test]
fn the_force_of_a_policy_is_said_with_its_day_or_without() {
    let policy = |lines: &str| format!("{POLICY}{lines}");
    let memory = site(&[
        ("content/policies/bare/policy.yaml", POLICY),
        ("content/policies/dated/policy.yaml", &policy("effective_from: 2024-05-01\n")),
        ("content/policies/coming/policy.yaml", &policy("effective_from: 2026-08-01\n")),
        ("content/policies/over/policy.yaml", &policy("effective_until: 2025-12-31\n")),
        ("content/policies/old/policy.yaml", POLICY),
        ("content/policies/new/policy.yaml", &policy("relations: [{replaces: old, on: 2025-02-01}]\n")),
        ("content/policies/gone/policy.yaml", POLICY),
        ("content/policies/end/policy.yaml", &policy("effective_from: 2025-01-01\nrelations: [{repeals: gone}]\n")),
    ]);
    for id in ["bare", "dated", "coming", "over", "old", "new", "gone", "end"] {
        memory.put(&format!("content/policies/{id}/edition-1.md"), EDITION.as_bytes());
    }
    let tree = built(&memory);
    for (id, english, chinese) in [
        ("bare", ">Force not known</span></p>", ">效力不明</span></p>"),
        ("dated", ">In force since 1 May 2024</time></p>", ">现行有效，自2024年5月1日起施行</time></p>"),
        (
            "coming",
            ">Not yet in force: it comes into force on 1 August 2026</time></p>",
            ">尚未施行，自2026年8月1日起施行</time></p>",
        ),
        (
            "over",
            ">Expired: 31 December 2025 was the last day in force</time></p>",
            ">已失效，有效期至2025年12月31日</time></p>",
        ),
        (
            "old",
            ">Superseded since 1 February 2025</time> <span class=\"dot\">·</span> Replaced by <a",
            ">自2025年2月1日起被替代</time>",
        ),
        (
            "gone",
            ">Repealed since 1 January 2025</time> <span class=\"dot\">·</span> Repealed by <a",
            ">自2025年1月1日起废止</time>",
        ),
    ] {
        let page = text(&tree, &format!("policies/{id}.html"));
        assert!(page.contains(english), "{id}: {page}");
        assert!(text(&tree, &format!("zh-hans/policies/{id}.html")).contains(chinese), "{id}");
    }
}

const TERMS: &str = "- {id: fast, applies: {kind: [help]}, from: received, within: 24 hours, basis: Charter, statutory: false, valid_from: 2020-01-01}\n\
    - {id: rest, applies: {kind: [complaint]}, from: received, within: 10 working-days, extension: 15 days, calendar: cn, basis: Charter, statutory: true, valid_from: 2020-01-01}\n\
    - {id: work, applies: {kind: [consult]}, from: received, within: 10 working-days, extension: 10 working-days, calendar: cn, basis: Charter, statutory: true, valid_from: 2020-01-01}\n";
const CALENDAR: &str = "- {date: 2026-04-06, name: {en: Tomb Day, zh-Hans: 清明节}, off: true}\n";

/// The pages of one case, and the list of its month, in both languages.
fn told(text_of_case: &str) -> [String; 4] {
    let memory = site(&[
        ("content/rules/deadlines.yaml", TERMS),
        ("content/rules/calendar-cn-2026.yaml", CALENDAR),
        ("content/replies/a.md", text_of_case),
    ]);
    let tree = built(&memory);
    let list = tree.keys().find(|path| path.starts_with("replies/month/")).unwrap();
    ["replies/a.html", "zh-hans/replies/a.html", list, &format!("zh-hans/{list}")].map(|path| text(&tree, path))
}

#[test]
fn hours_are_said_where_they_count() {
    let hourly = |received: &str, lines: &str| case(received, lines).replace("complaint", "help");
    let [page, chinese, ..] = told(&hourly("2026-03-02 09:30", "replied: 2026-03-03 11:00\n"));
    assert!(page.contains("Urban replied on 3 March 2026 at 11:00, after 1 working day. The term had ended on 3 March 2026 at 09:30: the reply was late."));
    assert!(page.contains(
        "The hours run from 2 March 2026 at 09:30, the day of receipt. 24 hours later is 3 March 2026 at 09:30."
    ));
    assert!(
        page.contains("<dt>Due</dt><dd><time datetime=\"2026-03-03T09:30\">3 March 2026 at 09:30</time></dd>")
            && page.contains("<dd>2 March 2026 at 09:30</dd>")
    );
    assert!(chinese.contains("自2026年3月2日09:30（收到之日）起计时。24小时，至2026年3月3日09:30届满。"));

    let [page, chinese, list, chinese_list] = told(&hourly("2026-06-30 08:00", ""));
    assert!(
        page.contains("Urban owes a reply by 1 July 2026 at 08:00.")
            && page.contains("due 1 July 2026 at 08:00</time>")
    );
    assert!(chinese.contains("应于2026年7月1日08:00前答复"));
    assert!(list.contains("Due 1 July 2026 at 08:00</time>"), "{list}");
    assert!(chinese_list.contains("2026年7月1日08:00"), "{chinese_list}");

    // A term of days has no hour, whenever the case came.
    let [page, ..] = told(&case("2026-06-22 08:00", ""));
    assert!(page.contains("Urban owes a reply by 6 July 2026."), "{page}");
}

#[test]
fn no_due_date_is_named_while_a_clock_stands_or_after_it_ended() {
    let due = |page: &str| page.contains("<dt>Due</dt>") || page.contains("due 2") || page.contains("Due 2");
    for events in [
        "{on: 2026-06-17, type: clarification_asked}",
        "{on: 2026-06-17, type: third_party_asked}",
        "{on: 2026-06-17, type: withdrawn}",
        "{on: 2026-06-17, type: clarification_asked}, {on: 2026-06-25, type: lapsed}",
    ] {
        let [page, _, list, _] = told(&case("2026-06-15", &format!("events: [{events}]\n")));
        assert!(!due(&page) && !due(&list), "{events}: {page}");
    }
    // Answered: the term goes on, and its end is named.
    let events = "events: [{on: 2026-06-17, type: clarification_asked}, {on: 2026-06-22, type: clarified}]\n";
    assert!(due(&told(&case("2026-06-15", events))[0]));
}

#[test]
fn an_extension_says_by_how_much_and_its_days_add_up() {
    let extended =
        |within: &str| format!("events: [{{on: 2026-04-07, type: extended, within: {within}}}]\nreplied: 2026-04-15\n");
    // Days of the calendar: none is left out, and the end rolls off a Sunday.
    let [page, chinese, ..] = told(&case("2026-03-25", &extended("10 days")));
    assert!(page.contains("leaving out 4 weekend days and 1 day off, is 9 April 2026. On 7 April 2026 the term was extended by 10 days: it ends on 19 April 2026. 19 April 2026 is a day off, so the term ends on the next working day: 20 April 2026.</"), "{page}");
    assert!(page.contains("<td>11<b>12</b></td><td>12<b>13</b></td>"), "{page}");
    assert!(chinese.contains("2026年4月7日批准延期10日，延至2026年4月19日。2026年4月19日为休息日"), "{chinese}");
    // Working days: those left out after the first end.
    let [page, chinese, ..] = told(&case("2026-03-25", &extended("5 working-days")).replace("complaint", "consult"));
    assert!(
        page.contains("extended by 5 working days: it ends on 16 April 2026. Left out from there on: 2 weekend days."),
        "{page}"
    );
    assert!(chinese.contains("此后扣除周末2天。"));
    // More than the rule allows is cut, and then no length is claimed.
    let [page, ..] = told(&case("2026-03-25", &extended("40 working-days")).replace("complaint", "consult"));
    assert!(
        page.contains(
            "On 7 April 2026 the term was extended: it ends on 23 April 2026. Left out from there on: 4 weekend days."
        ),
        "{page}"
    );
}

#[test]
fn a_supervision_is_named_by_its_level() {
    for (level, name, chinese_name) in
        [("remind", "Reminder", "催办"), ("yellow", "Yellow warning", "黄牌警示"), ("red", "Red warning", "红牌警示")]
    {
        let events = format!("events: [{{on: 2026-03-20, type: supervised, level: {level}}}]\n");
        let [page, chinese, ..] = told(&case("2026-03-02", &events));
        assert!(page.contains(&format!("<time datetime=\"2026-03-20\">{name}, 20 March 2026</time>")), "{page}");
        assert!(chinese.contains(&format!(">{chinese_name}，2026年3月20日</time></li>")), "{chinese}");
    }
}

#[test]
fn a_case_that_ended_without_a_reply_is_not_said_to_wait_for_one() {
    for (events, said, chinese_said) in [
        ("", "There is no reply yet.", "尚未答复。"),
        ("events: [{on: 2026-03-04, type: withdrawn}]\n", "The case ended without a reply.", "此件已结束，没有答复。"),
        (
            "events: [{on: 2026-03-04, type: not_accepted, reason: Elsewhere}]\n",
            "The case ended without a reply.",
            "此件已结束，没有答复。",
        ),
    ] {
        let [page, chinese, ..] = told(&case("2026-03-02", events));
        assert!(page.contains(&format!("<p class=\"none\">{said}</p>")), "{page}");
        assert!(chinese.contains(&format!("<p class=\"none\">{chinese_said}</p>")), "{chinese}");
    }
}

#[test]
fn a_term_too_long_for_its_table_is_told_by_the_sentence_alone() {
    for (within, drawn) in [("10 working-days", true), ("12 months", true), ("14 months", false), ("900 days", false)] {
        let rule = format!(
            "- {{id: r, applies: {{}}, from: received, within: {within}, basis: Law, statutory: true, valid_from: 2020-01-01}}\n"
        );
        let memory =
            site(&[("content/rules/deadlines.yaml", &rule), ("content/replies/a.md", &case("2026-03-02", ""))]);
        let page = text(&built(&memory), "replies/a.html");
        assert_eq!(page.contains("<table class=\"cal\">"), drawn, "{within}");
        assert_eq!(page.contains("framed: the due date"), drawn, "{within}");
        assert_eq!(
            page.contains(" e\">") || page.contains("class=\"e\""),
            drawn,
            "the due day is framed in every table: {within}"
        );
    }
}
