//! What a clerk sees and gets, with a script in place of the keyboard.

use super::*;
use crate::cli::args::DepartmentEnd;
use crate::host::memory::Memory;
use std::collections::VecDeque;

/// Answers from a list; when it is at its end, the terminal was closed.
struct Script<'h> {
    answers: VecDeque<String>,
    said: String,
    editor: Option<(String, &'h Memory)>,
}

impl Script<'_> {
    fn of(answers: &[&str]) -> Self {
        Self { answers: answers.iter().map(|a| (*a).to_owned()).collect(), said: String::new(), editor: None }
    }
}

impl Console for Script<'_> {
    fn line(&mut self, prompt: &str) -> Result<Option<String>, Failure> {
        self.said.push_str(prompt);
        // The line that ends a text is a number nobody knows before it is shown.
        let end = self.said.rfind("end-").map(|at| self.said[at..at + 8].to_owned());
        let answer = self.answers.pop_front();
        Ok(answer.map(|answer| if answer == "<end>" { end.expect("a line that ends was shown") } else { answer }))
    }

    fn say(&mut self, text: &str) {
        self.said.push_str(text);
        self.said.push('\n');
    }

    fn editor(&self) -> Option<String> {
        self.editor.as_ref().map(|_| "ed".to_owned())
    }

    fn edit(&mut self, file: &Path) -> Result<(), Failure> {
        let (text, host) = self.editor.as_ref().expect("an editor");
        host.put(&file.to_string_lossy(), text.as_bytes());
        Ok(())
    }
}

const SITE: [(&str, &str); 4] = [
    (
        "site-config.yaml",
        "title: Open City\npublisher: City\nbase_url: https://city.example/\nlanguages: [en, {code: zh-Hans, records: all}]\nas_of: 2026-06-30\nlicence: CC-BY-4.0\n",
    ),
    (
        "content/departments.yaml",
        "- {id: urban, name: {en: Urban Management, zh-Hans: 城市管理局}}\n- {id: transport, name: {en: Transport Bureau, zh-Hans: 交通运输局}}\n",
    ),
    (
        "content/topics.yaml",
        "- {id: lights, label: {en: Street lighting, zh-Hans: 路灯照明}}\n- {id: buses, label: Buses}\n",
    ),
    (
        "content/policies/noise/policy.yaml",
        "title: Noise rules\nnumber: 市规〔2024〕5号\nissuers: [urban]\nmade_on: 2024-03-01\npublished_on: 2024-03-08\n",
    ),
];

fn site() -> Memory {
    let memory = Memory::with(SITE);
    memory.put("content/policies/noise/edition-1.md", b"---\non: 2024-03-01\n---\nQuiet at night.\n");
    memory
}

fn options(kind: Option<Kind>, target: Option<&str>, set: &[&str]) -> NewOptions {
    let set = set.iter().map(|pair| (*pair).to_owned()).collect();
    NewOptions { kind, target: target.map(str::to_owned), go_on: kind.is_none(), id: None, set, to: None }
}

fn new(host: &Memory, options: &NewOptions, script: &mut Script<'_>, tongue: Tongue) -> Result<Files, Failure> {
    let config = crate::config::read(&host.read(Path::new("site-config.yaml")).unwrap()).0.unwrap();
    let here = Here { host, root: Path::new(""), config: &config, tongue, today: "2026-06-30".to_owned() };
    make(&here, options, script, options.set.is_empty())
}

/// The findings of the site as it is now.
fn findings(host: &Memory) -> Vec<String> {
    let config = crate::config::read(&host.read(Path::new("site-config.yaml")).unwrap()).0.unwrap();
    let day = crate::check::Day { as_of: jiff::civil::date(2026, 6, 30), time: None, replay: false };
    let site = crate::check_site(host, Path::new(""), config, day).unwrap();
    site.checked.findings.iter().map(|f| format!("{} {} {:?}", f.file, f.rule.name, f.args)).collect()
}

fn text(host: &Memory, path: &str) -> String {
    String::from_utf8(host.read(Path::new(path)).unwrap()).unwrap()
}

const REPLY: [&str; 18] = [
    "路灯不亮",     // title
    "中文",         // language
    "投诉",         // kind
    "2",            // channel: hotline
    "城管",         // department, a part of its name
    "路灯照明，2",  // topics
    "2026年6月1日", // received
    "",             // accepted: as proposed
    "",             // published: today
    "",             // id: as proposed
    "## 答复",
    "#1 楼前的灯不亮。",
    ".",
    "<end>",
    "已修复。",
    "",
    "<end>",
    "2026-06-08", // replied
];

#[test]
fn a_reply_is_made_of_names_and_proposals_and_passes_the_check() {
    let host = site();
    let mut script = Script::of(&REPLY);
    let files = new(&host, &options(Some(Kind::Reply), None, &[]), &mut script, Tongue::Chinese).unwrap();
    assert_eq!(files[0].0, "content/replies/2026/urban-260601-1.md");
    assert_eq!(
        text(&host, &files[0].0),
        "---\ntitle: 路灯不亮\nlang: zh-Hans\nkind: complaint\nchannel: hotline\ndepartment: urban\ntopics: [lights, buses]\n\
         received: 2026-06-01\naccepted: 2026-06-01\nreplied: 2026-06-08\npublished: 2026-06-30\n---\n\
         ## 问题\n\n\\## 答复\n#1 楼前的灯不亮。\n.\n\n## 答复\n\n已修复。\n"
    );
    assert_eq!(findings(&host), [""; 0]);
    for shown in [
        "投诉",
        " 1  urban                城市管理局",
        "[回车：2026-06-30]",
        "[回车：urban-260601-1]",
        "→ department: urban",
    ] {
        assert!(script.said.contains(shown), "{shown} in {}", script.said);
    }
    assert!(host.list(Path::new(".gongkai/drafts")).unwrap_or_default().is_empty(), "the draft is gone");
    assert!(script.answers.is_empty());
}

#[test]
fn wherever_the_terminal_closes_nothing_typed_is_lost() {
    for cut in 1..REPLY.len() {
        let host = site();
        let first = new(&host, &options(Some(Kind::Reply), None, &[]), &mut Script::of(&REPLY[..cut]), Tongue::English);
        let failure = first.err().unwrap_or_else(|| panic!("cut after {cut}"));
        assert!(failure.hint.is_some_and(|hint| hint.contains("new --continue")), "{}", failure.message);
        let mut rest = Script::of(&REPLY[cut..]);
        new(&host, &options(None, None, &[]), &mut rest, Tongue::English)
            .unwrap_or_else(|f| panic!("{cut}: {}", f.message));
        let whole = site();
        new(&whole, &options(Some(Kind::Reply), None, &[]), &mut Script::of(&REPLY), Tongue::English).unwrap();
        let path = "content/replies/2026/urban-260601-1.md";
        assert_eq!(text(&host, path), text(&whole, path), "cut after {cut} answers");
    }
}

#[test]
fn what_does_not_exist_is_refused_and_asked_again() {
    let host = site();
    let mut answers = REPLY.to_vec();
    for (at, wrong) in [(9, "Urban 1"), (6, "3/4/2026"), (5, "天空"), (4, "卫生局"), (4, "u"), (2, "angry"), (0, "")]
    {
        answers.insert(at, wrong);
    }
    // `u` is in both names: Urban, Bureau.
    let mut script = Script::of(&answers);
    new(&host, &options(Some(Kind::Reply), None, &[]), &mut script, Tongue::English).unwrap();
    for shown in [
        "this one is needed",
        "there is no `angry` here; possible are: consult (Enquiry)",
        "which of these: urban (Urban Management), transport (Transport Bureau)",
        "there is no `卫生局` here; possible are: urban (Urban Management), transport",
        "there is no `天空` here",
        "write the date as 2026-03-02",
        "`Urban 1` cannot be an id",
    ] {
        assert!(script.said.contains(shown), "{shown} in {}", script.said);
    }
    assert_eq!(findings(&host), [""; 0]);
}

#[test]
fn answers_on_the_command_line_are_held_against_the_site_too() {
    let host = site();
    let given = ["title=Lights", "kind=complaint", "department=交通运输局", "question=Dark.", "urgency=urgent"];
    let files = new(&host, &options(Some(Kind::Reply), None, &given), &mut Script::of(&[]), Tongue::English).unwrap();
    let made = text(&host, &files[0].0);
    assert!(made.contains("department: transport\n") && made.contains("urgency: urgent\n"), "{made}");
    assert!(made.contains("received: 2026-06-30\naccepted: 2026-06-30\n") && !made.contains("replied"), "{made}");
    for (wrong, says) in [
        ("department=health", "department: `health`"),
        ("colour=red", "`colour` is no key"),
        ("kind=", "`kind` is missing"),
    ] {
        let given = [&given[..1], &[given[1], given[2], wrong]].concat();
        let failure = new(&host, &options(Some(Kind::Reply), None, &given), &mut Script::of(&[]), Tongue::English);
        assert!(failure.as_ref().is_err_and(|f| f.message.starts_with(says)), "{wrong}: {failure:?}");
    }
}

#[test]
fn a_policy_text_is_written_in_the_editor_or_pasted_whole() {
    let host = site();
    let mut script =
        Script::of(&["夜间施工噪声规定", "", "1", "", "", "", "2026-05-01", "", "", "noise", "", "", "", "", "edit"]);
    script.editor = Some(("## Article 1\n\n.\n\n---\n\nQuiet.\n".to_owned(), &host));
    let files = new(&host, &options(Some(Kind::Policy), None, &[]), &mut script, Tongue::English).unwrap();
    assert_eq!(files[0].0, "content/policies/policy-260630-1/policy.yaml");
    assert!(files[0].1.ends_with("published_on: 2026-06-30\nrelations:\n  - replaces: noise\n"), "{}", files[0].1);
    assert_eq!(files[1].1, "---\non: 2026-05-01\n---\n## Article 1\n\n.\n\n---\n\nQuiet.\n");
    assert!(script.said.contains("1  noise                Noise rules"), "{}", script.said);
}

#[test]
fn a_draft_for_comment_has_a_window_and_is_not_made() {
    let host = site();
    let given = [
        "title=Night works",
        "issuers=urban",
        "comments_until=2026-07-31",
        "comments_how=By letter: 1 Square",
        "text=## Article 1\\n\\nQuiet.",
    ];
    let files = new(&host, &options(Some(Kind::Policy), None, &given), &mut Script::of(&[]), Tongue::English).unwrap();
    assert_eq!(
        files[0].1,
        "title: Night works\nissuers: [urban]\npublished_on: 2026-06-30\nconsultation:\n  from: 2026-06-30\n  to: 2026-07-31\n  how: \"By letter: 1 Square\"\n"
    );
    assert!(files[1].1.starts_with("---\non: 2026-06-30\n---\n"), "{}", files[1].1);
}

#[test]
fn events_corrections_editions_and_translations_add_to_a_record() {
    let host = site();
    new(&host, &options(Some(Kind::Reply), None, &[]), &mut Script::of(&REPLY), Tongue::English).unwrap();
    let case = "content/replies/2026/urban-260601-1.md";
    let before = text(&host, case);
    let event = options(Some(Kind::Event), Some("urban-260601-1"), &[]);
    new(&host, &event, &mut Script::of(&["办结", "", "已解决", "", "", "all lamps: replaced"]), Tongue::English)
        .unwrap();
    let line =
        "events:\n  - {on: 2026-06-30, type: concluded, outcome: done, note: \"all lamps: replaced\"}\n---\n## 问题";
    assert_eq!(text(&host, case), before.replace("---\n## 问题", line));
    let given = ["reason=Wrong day", "text=The lamps were lit on 9 June."];
    let correction = options(Some(Kind::Correction), Some(case), &given);
    new(&host, &correction, &mut Script::of(&[]), Tongue::English).unwrap();
    assert!(text(&host, case).ends_with("\n\n已修复。\n\n## 更正\n\nThe lamps were lit on 9 June.\n"));
    let mut translation = options(Some(Kind::Translation), Some("reply:urban-260601-1"), &["title=Dark lamps"]);
    translation.to = Some("en".to_owned());
    let files = new(&host, &translation, &mut Script::of(&[]), Tongue::English).unwrap();
    assert!(files[0].0 == "content/replies/2026/urban-260601-1.en.md" && files[0].1.contains("title: Dark lamps\n"));
    let edition = options(Some(Kind::Edition), Some("市规〔2024〕5号"), &["change=major", "note=Ten o’clock"]);
    let files = new(&host, &edition, &mut Script::of(&[]), Tongue::English).unwrap();
    assert_eq!(files[0].0, "content/policies/noise/edition-2.md");
    assert_eq!(files[0].1, "---\non: 2026-06-30\nchange: major\nnote: \"Ten o’clock\"\n---\nQuiet at night.\n");
    let missing = options(Some(Kind::Event), Some("urban-260601-2"), &["type=note"]);
    let failure = new(&host, &missing, &mut Script::of(&[]), Tongue::English).unwrap_err();
    assert_eq!(failure.message, "there is no case `urban-260601-2`");
}

#[test]
fn a_case_is_withdrawn_or_scheduled_and_nothing_else_of_it_changes() {
    let host = site();
    new(&host, &options(Some(Kind::Reply), None, &[]), &mut Script::of(&REPLY), Tongue::English).unwrap();
    let case = "content/replies/2026/urban-260601-1.md";
    let before = text(&host, case);
    let schedule = options(Some(Kind::Schedule), Some("urban-260601-1"), &["publish_at=2026年7月3日"]);
    new(&host, &schedule, &mut Script::of(&[]), Tongue::English).unwrap();
    assert_eq!(text(&host, case), before.replace("---\n## 问题", "publish_at: 2026-07-03\n---\n## 问题"));
    let withdrawal = options(Some(Kind::Withdrawal), Some("urban-260601-1"), &[]);
    let mut script = Script::of(&["暂不公开", "内容待核实", "", ""]);
    new(&host, &withdrawal, &mut script, Tongue::Chinese).unwrap();
    let end = "publish_at: 2026-07-03\nevents:\n  - {on: 2026-06-30, type: withheld}\nvisibility: withheld\nvisibility_reason: 内容待核实\n---\n## 问题";
    assert_eq!(text(&host, case), before.replace("---\n## 问题", end));
    assert!(script.said.contains("还须从这两处清除"), "{}", script.said);
    assert_eq!(findings(&host), [""; 0]);
}

#[test]
fn departments_are_renamed_merged_and_closed() {
    let list = "content/departments.yaml";
    let change = |end, target: &str, set: &[&str], id: Option<&str>| {
        let host = site();
        let mut options = options(Some(Kind::Department(end)), Some(target), set);
        options.id = id.map(str::to_owned);
        new(&host, &options, &mut Script::of(&[]), Tongue::English).unwrap_or_else(|f| panic!("{}", f.message));
        assert_eq!(findings(&host), [""; 0]);
        text(&host, list)
    };
    let closed = change(DepartmentEnd::Close, "交通运输局", &["valid_to=2026-06-30"], None);
    assert!(closed.ends_with("zh-Hans: 交通运输局}, status: closed, valid_to: 2026-06-30}\n"), "{closed}");
    let merged = change(DepartmentEnd::Merge, "transport", &["valid_to=2026-06-30", "into=城管"], None);
    assert!(merged.contains("城市管理局}, predecessors: [transport]}\n"), "{merged}");
    assert!(merged.ends_with("status: merged, valid_to: 2026-06-30, successors: [urban]}\n"), "{merged}");
    let names = ["valid_to=2026-06-30", "name.en=Mobility Bureau", "name.zh-Hans=交通局"];
    let renamed = change(DepartmentEnd::Rename, "transport", &names, Some("mobility"));
    assert!(
        renamed.ends_with(
            "status: renamed, valid_to: 2026-06-30, successors: [mobility]}\n- {id: mobility, name: {en: Mobility Bureau, zh-Hans: 交通局}, predecessors: [transport], valid_from: 2026-07-01}\n"
        ),
        "{renamed}"
    );
}

#[test]
fn a_dataset_is_proposed_from_a_table_and_passes_the_check() {
    let host = site();
    let csv = "路灯统计\n年份;区县;收入（万元）;亮灯率;日期\n2024;莲湖;1.234,5;97,5%;5.1.2026\n2025;莲湖;980,2;98%;31.1.2026\n注：初步数\n";
    host.put("lamps.csv", &encoding_rs::GB18030.encode(csv).0);
    let set = ["title=Lamps", "description=Lamps lit", "department=urban", "published_on=2026-01-15"];
    let mut options = options(Some(Kind::Dataset), Some("lamps.csv"), &set);
    options.id = Some("lamps".to_owned());
    let mut script = Script::of(&[]);
    let files = new(&host, &options, &mut script, Tongue::English).unwrap();
    assert_eq!(files[0].0, "content/statistics/lamps/dataset.yaml");
    assert_eq!(
        text(&host, &files[0].0),
        "title: Lamps\ndescription: Lamps lit\ndepartment: urban\npublished_on: 2026-01-15\ntables:\n  - file: data.csv\n    key: [年份]\n    fields:\n      - name: 年份\n        type: year\n      - name: 区县\n        type: string\n      - name: \"收入（万元）\"\n        title: 收入\n        type: number\n        unit: 万元\n      - name: 亮灯率\n        type: number\n        unit: \"%\"\n      - name: 日期\n        type: date\n"
    );
    assert_eq!(
        text(&host, "content/statistics/lamps/data.csv"),
        "年份,区县,收入（万元）,亮灯率,日期\n2024,莲湖,1234.5,97.5,2026-01-05\n2025,莲湖,980.2,98,2026-01-31\n"
    );
    assert_eq!(findings(&host), Vec::<String>::new());
    for said in [
        "read as GB18030",
        "cells divided by semicolons, names of the columns in line 2, 2 rows",
        "left out, above the names: 路灯统计",
        "left out, below the data: 注：初步数",
        "`收入（万元）`: number, unit 万元; `1.234,5` is read as 1234.5",
        "`亮灯率`: number, unit %; `97,5%` is read as 97.5",
        "`5.1.2026` is read as 2026-01-05",
        "rows are told apart by: 年份",
    ] {
        assert!(script.said.contains(said), "{said}: {}", script.said);
    }
    let mut script = Script::of(&[]);
    host.put("bad.csv", b"a;b;c\n1;2\n3;4;5\n6;7;8;9\n");
    options.target = Some("bad.csv".to_owned());
    let refused = new(&host, &options, &mut script, Tongue::Chinese).unwrap_err();
    assert!(refused.message.contains("bad.csv") && refused.message.contains("分隔"), "{}", refused.message);
    options.target = Some("gone.csv".to_owned());
    assert!(new(&host, &options, &mut script, Tongue::English).unwrap_err().hint.unwrap().contains("CSV or XLSX"));
}
