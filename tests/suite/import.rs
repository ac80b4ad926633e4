//! `gongkai import` as staff use it: an export in, records out, and every row accounted for.

mod formats;
mod rows;

use assert_cmd::Command;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A site made by `init`, with exports beside it.
struct City(tempfile::TempDir);

const DAY: &str = "2026-06-30";

impl City {
    fn new() -> Self {
        let city = Self(tempfile::tempdir().unwrap());
        assert_eq!(city.run(&["init", "."]).0, 0);
        city
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn run(&self, arguments: &[&str]) -> (i32, String) {
        let output = Command::cargo_bin("gongkai")
            .unwrap()
            .current_dir(self.path())
            .env_remove("SOURCE_DATE_EPOCH")
            .args(arguments)
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
        (output.status.code().unwrap(), said.concat())
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).unwrap_or_else(|_| panic!("{name} is not there"))
    }

    /// Imports on a day; gives the exit code and what was said. A new mapping is looked at first.
    fn import_on(&self, day: &str, file: &str, more: &[&str]) -> (i32, String) {
        let stem = Path::new(file).file_stem().unwrap().to_string_lossy().into_owned();
        let is_its = |name: &String| name.strip_suffix(".yaml").is_some_and(|name| stem.starts_with(name));
        let is_new =
            !self.files().keys().filter_map(|path| path.strip_prefix("imports/")).any(|name| is_its(&name.to_owned()));
        if more.contains(&"--write") && is_new {
            self.run(&["import", file, "--as-of", day]);
        }
        self.run(&[&["import", file, "--as-of", day], more].concat())
    }

    fn import(&self, file: &str, more: &[&str]) -> (i32, String) {
        self.import_on(DAY, file, more)
    }

    /// Replaces text in a file that has it.
    fn change(&self, name: &str, from: &str, to: &str) {
        let text = self.text(name);
        assert!(text.contains(from), "{name} has no `{from}`:\n{text}");
        self.put(name, text.replacen(from, to, 1));
    }

    /// All files of the content and the imports.
    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        for folder in ["content", "imports"] {
            for entry in walkdir::WalkDir::new(self.path().join(folder)).into_iter().flatten() {
                if entry.file_type().is_file() {
                    let name = entry.path().strip_prefix(self.path()).unwrap().to_string_lossy().into_owned();
                    files.insert(name, fs::read(entry.path()).unwrap());
                }
            }
        }
        files
    }

    fn is_clean(&self) {
        let (code, said) = self.run(&["check", "--strict", "--as-of", DAY]);
        assert_eq!((code, said.contains("nothing to mend")), (0, true), "{said}");
    }
}

/// The names of files that differ.
fn differing(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let names: std::collections::BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    names.into_iter().filter(|name| one.get(*name) != other.get(*name)).cloned().collect()
}

const HEADS: &str = "工单编号,标题,来信内容,来信时间,受理时间,承办单位,类别,信件类型,状态,答复时间,答复内容,办结时间,满意度,评价时间,姓名,联系电话";

fn hotline(rows: &[&str]) -> String {
    format!("{HEADS}\n{}\n", rows.join("\n"))
}

const LAMP: &str = "12345-0117,人民路路灯不亮,\"路灯坏了一周。\n请尽快修。\",2026/3/2,2026年3月2日,城市管理局,路灯照明,投诉,已办结,2026/3/10,已修复。,2026/3/12 15:20,不满意,20260315,张三,13800138000";
const BUS: &str =
    "12345-0118,公交晚点,3路总晚点。,2026-03-03,2026.3.4,交通运输局,公交,咨询,办理中,,,,,,李四,13900139000";

#[test]
fn an_export_becomes_records_that_are_checked_and_built() {
    let city = City::new();
    let bytes = encoding_rs_gb18030(&hotline(&[LAMP, BUS]));
    city.put("out/hotline-2026-03.csv", bytes);
    let (code, said) = city.run(&["import", "out/hotline-2026-03.csv", "--as-of", DAY, "--write"]);
    assert!(code == 0 && said.contains("The mapping is new") && said.contains("Not written yet"), "{said}");
    let (code, said) = city.import("out/hotline-2026-03.csv", &["--lang", "zh"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("GB18030") && said.contains("逗号") && said.contains("尚未写入：共2行 = 新增2"), "{said}");
    assert!(said.contains("未读取的列：姓名、联系电话"), "{said}");
    assert!(!city.path().join("content/replies/2026/03").exists(), "a dry run writes no record");
    let (code, said) = city.import("out/hotline-2026-03.csv", &["--write"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("Imported: 2 rows = 2 new + 0 changed + 0 unchanged + 0 kept"), "{said}");
    assert_eq!(
        city.text("content/replies/2026/03/hotline-12345-0117.md"),
        "---\ntitle: 人民路路灯不亮\nlang: zh-Hans\nkind: complaint\nreferences: [\"12345-0117\"]\ndepartment: urban\n\
         topics: [street-lighting]\nreceived: 2026-03-02\naccepted: 2026-03-02\nreplied: 2026-03-10\n\
         concluded: 2026-03-12 15:20\nevents:\n  - {on: 2026-03-15, type: rated, rating: dissatisfied}\n\
         published: 2026-06-30\n---\n## 问题\n\n路灯坏了一周。\n请尽快修。\n\n## 答复\n\n已修复。\n"
    );
    city.is_clean();
    let (code, said) = city.run(&["build", "--as-of", DAY]);
    assert_eq!(code, 0, "{said}");
    assert!(city.text("public/zh-hans/replies/hotline-12345-0117.html").contains("路灯坏了一周"));
}

fn encoding_rs_gb18030(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

#[test]
fn every_row_is_accounted_for_with_its_column_and_what_to_do() {
    let city = City::new();
    let rows = [
        LAMP,
        "A-2,电话,请打13700137000,2026/3/3,,城市管理局,公交,咨询,,,,,,,,",
        "A-3,日期,内容,2026/3/40,,城市管理局,公交,咨询,,,,,,,,",
        "A-4,部门,内容,2026/3/4,,市城管局,公交,咨询,,,,,,,,",
        "A-5,重复,内容一,2026/3/5,,城市管理局,公交,咨询,,,,,,,,",
        "A-5,重复,内容二,2026/3/5,,城市管理局,公交,咨询,,,,,,,,",
        "A-6,相同,内容,2026/3/6,,城市管理局,公交,咨询,,,,,,,,",
        "A-6,相同,内容,2026/3/6,,城市管理局,公交,咨询,,,,,,,,",
        "A-7,先答后收,内容,2026/3/7,,城市管理局,公交,咨询,已答复,2026/3/1,答复,,,,,",
        "A-8,无日期,内容,2026/3/8,,城市管理局,公交,咨询,已答复,,答复,,,,,",
        "1.23457E+16,科学计数,内容,2026/3/9,,城市管理局,公交,咨询,,,,,,,,",
        "A-10,未评,内容,2026/3/9,,城市管理局,公交,咨询,已办结,,,,满意,,,",
        "A-11,将来,内容,2027/3/9,,城市管理局,公交,咨询,,,,,,,,",
        ",无号,内容,2026/3/9,,城市管理局,公交,咨询,,,,,,,,",
        "A-13,太多,内容,2026/3/9,,城市管理局,公交,咨询,,,,,,,,,多出",
    ];
    city.put("x.csv", hotline(&rows));
    let (code, said) = city.import("x.csv", &["--write"]);
    assert_eq!(code, 1, "{said}");
    assert!(
        said.contains("15 rows = 3 new + 0 changed + 0 unchanged + 0 kept as edited here + 11 refused + 1 left out."),
        "{said}"
    );
    let report = city.text("imports/x.report.csv");
    for (row, column, words) in [
        (4, "来信内容", "mobile telephone number"),
        (5, "来信时间", "no calendar has this day"),
        (6, "承办单位", "nobody has said what its name stands for"),
        (7, "工单编号", "the same number and different content"),
        (8, "工单编号", "the same number and different content"),
        (10, "", "the same as row"),
        (11, "答复时间", "before"),
        (12, "答复时间", "no day of it"),
        (13, "工单编号", "digits of it are lost"),
        (15, "来信时间", "2027-03-09"),
        (16, "工单编号", "there is no number"),
        (17, "", "17 cells"),
    ] {
        // The letter of the first row has two lines: one row, as a spreadsheet counts.
        let row = row - 1;
        let line = report
            .lines()
            .find(|line| line.starts_with(&format!("{row},")))
            .unwrap_or_else(|| panic!("{row}\n{report}"));
        assert!(line.contains(words) && line.contains(&format!(",{column},")), "{row}: {line}");
    }
    assert!(said.contains("`concluded` was not written") && said.contains("`rating` was not written"), "{said}");
    city.is_clean();
    // Each file that is there was told of.
    let written = city.files().keys().filter(|name| name.starts_with("content/replies/2026/03/")).count();
    assert_eq!(written, 3);
}

/// Planted in every column, in the head of the mapping's names, and in the number.
#[test]
fn personal_data_is_written_nowhere() {
    const MOBILE: &str = "13700137000";
    let columns = HEADS.split(',').count();
    for column in 0..columns {
        let city = City::new();
        let mut cells: Vec<String> =
            "B-1,标题,内容,2026/3/3,2026/3/3,城市管理局,公交,咨询,已办结,2026/3/4,答复,2026/3/5,满意,2026/3/6,张三,李四"
                .split(',')
                .map(str::to_owned)
                .collect();
        cells[column].push_str(&format!(" {MOBILE}"));
        city.put("x.csv", hotline(&[&cells.join(",")]));
        let (code, said) = city.import("x.csv", &["--write"]);
        let (again, table) = city.import("x.csv", &[]);
        assert!(!said.contains(MOBILE) && !table.contains(MOBILE), "column {column}: {said}{table}");
        for (name, bytes) in city.files() {
            let text = String::from_utf8_lossy(&bytes).into_owned() + &name;
            assert!(!text.contains(MOBILE), "column {column}: {name}");
        }
        // In a column that is not read, it stops nothing; in any other the row is refused.
        let private = column >= 14;
        assert_eq!((code, again), if private { (0, 0) } else { (1, 1) }, "column {column}: {said}");
        assert!(said.contains(if private { "1 new" } else { "1 refused" }), "column {column}: {said}");
    }
}

#[test]
fn what_may_be_a_name_is_a_draft_until_somebody_has_read_it() {
    let city = City::new();
    city.put("x.csv", hotline(&["C-1,路灯,我叫王小明。,2026/3/3,,城市管理局,公交,咨询,,,,,,,,"]));
    let (code, said) = city.import("x.csv", &["--write"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("row 2: drafts") && said.contains("draft: true"), "{said}");
    let file = "content/replies/2026/03/x-c-1.md";
    assert!(city.text(file).contains("draft: true\n"));
    city.change(file, "draft: true\n", "");
    let before = city.files();
    // Looking at it is no change of the record.
    city.put("x.csv", hotline(&["C-1,路灯,我叫王小明。,2026/3/3,2026/3/4,城市管理局,公交,咨询,,,,,,,,"]));
    let (code, said) = city.import("x.csv", &["--write"]);
    assert_eq!((code, said.contains("1 refused")), (1, true), "what is public does not become a draft: {said}");
    assert_eq!(differing(&before, &city.files()), ["imports/x.report.csv"]);
}

#[test]
fn what_holds_for_all_rows_is_said_once() {
    let city = City::new();
    city.put("x.csv", "Reference,Subject,Question,Date received\nK-1,Lamp,Dark,2026-03-05\n");
    let (code, said) = city.import("x.csv", &["--write"]);
    assert!(code == 1 && said.contains("`department`") && said.contains("urban transport"), "{said}");
    city.change(
        "imports/x.yaml",
        "  department: \"?\"",
        "  department: urban\n  topics: [buses, streets]\n  draft: true\n  published: 2026-04-01",
    );
    let (code, said) = city.import("x.csv", &["--write"]);
    assert_eq!(code, 0, "{said}");
    let text = city.text("content/replies/2026/03/x-k-1.md");
    assert!(text.contains("department: urban\ntopics: [buses, streets]\n"), "{text}");
    assert!(text.contains("published: 2026-04-01\ndraft: true\n---\n"), "{text}");
}

#[test]
fn the_same_export_again_changes_what_changed_and_nothing_made_by_hand() {
    let city = City::new();
    city.put(
        "x.csv",
        hotline(&[
            LAMP,
            BUS,
            "D-1,三,内容,2026/3/3,,城市管理局,公交,咨询,,,,,,,,",
            "D-2,四,内容,2026/3/3,,城市管理局,公交,咨询,,,,,,,,",
        ]),
    );
    assert_eq!(city.import("x.csv", &["--write"]).0, 0);
    let first = city.files();
    let (code, said) = city.import_on("2026-07-15", "x.csv", &["--write"]);
    assert!(code == 0 && said.contains("4 rows = 0 new + 0 changed + 4 unchanged"), "{said}");
    assert_eq!(differing(&first, &city.files()), Vec::<String>::new(), "not a byte, on another day either");
    // By hand: one is corrected, one is moved, one is removed.
    let bus = "content/replies/2026/03/x-12345-0118.md";
    city.change(bus, "公交晚点", "3路公交晚点");
    let (from, to) = ("content/replies/2026/03/x-d-1.md", "content/replies/elsewhere/x-d-1.md");
    city.put(to, city.text(from));
    fs::remove_file(city.path().join(from)).unwrap();
    fs::remove_file(city.path().join("content/replies/2026/03/x-d-2.md")).unwrap();
    let by_hand = city.files();
    let answered = BUS.replace("办理中,,,", "已答复,2026/3/9,已增加班次。,");
    let moved = "D-1,三,内容更多,2026/3/3,,城市管理局,公交,咨询,,,,,,,,";
    city.put(
        "x.csv",
        hotline(&[
            &LAMP.replace("已修复", "已全部修复"),
            &answered,
            moved,
            "D-2,四,内容,2026/3/3,,城市管理局,公交,咨询,,,,,,,,",
        ]),
    );
    let (code, said) = city.import_on("2026-07-15", "x.csv", &["--write"]);
    assert!(code == 0 && said.contains("4 rows = 0 new + 2 changed + 0 unchanged + 2 kept as edited here"), "{said}");
    assert!(said.contains(bus) && said.contains("by hand") && said.contains("was removed here"), "{said}");
    let changed = differing(&by_hand, &city.files());
    let lamp = "content/replies/2026/03/x-12345-0117.md";
    let said_of = ["imports/x.ledger", "imports/x.report.csv", "imports/x.yaml"];
    assert_eq!(changed, [&[lamp, to][..], &said_of].concat(), "the mapping has a new name: 已答复");
    assert!(city.text(lamp).contains("已全部修复") && city.text(lamp).contains("published: 2026-06-30"));
    city.is_clean();
}

/// Stopped anywhere, the next run ends where one run would have; nothing is taken for made by hand.
#[test]
fn an_import_that_was_stopped_goes_on() {
    let rows: Vec<String> =
        (0..40).map(|n| format!("E-{n},标题{n},内容,2026/3/{},,城市管理局,公交,咨询,,,,,,,,", n % 28 + 1)).collect();
    let export = hotline(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    let whole = City::new();
    whole.put("x.csv", &export);
    assert_eq!(whole.import("x.csv", &["--write"]).0, 0);
    let expected = whole.files();
    let stopped = City::new();
    stopped.put("x.csv", &export);
    stopped.import("x.csv", &[]);
    for (name, bytes) in expected.iter().filter(|(name, _)| name.contains("x-e-1")) {
        stopped.put(name, bytes);
    }
    stopped.put(".gongkai/import/3", "---\ntitle: half a fi");
    let (code, said) = stopped.import_on("2026-07-02", "x.csv", &["--write"]);
    assert!(code == 0 && said.contains("29 new + 0 changed + 11 unchanged"), "{said}");
    let today = |text: &[u8]| String::from_utf8_lossy(text).replace("published: 2026-07-02", "published: 2026-06-30");
    let finished = stopped.files();
    assert_eq!(finished.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    for (name, bytes) in &finished {
        assert_eq!(today(bytes), today(&expected[name]), "{name}");
    }
    assert!(!stopped.path().join(".gongkai/import").exists(), "nothing half written is left");
}

#[test]
fn a_day_that_can_be_read_in_two_ways_is_asked_for() {
    let city = City::new();
    let export = |second: &str| {
        format!(
            "Reference,Subject,Question,Date received,Department,Type\nF-1,Lamp,Dark,3/5/2026,urban,complaint\nF-2,Bus,Late,{second},urban,complaint\n"
        )
    };
    city.put("x.csv", export("4/5/2026"));
    let (code, said) = city.import("x.csv", &["--write"]);
    assert_eq!(code, 1);
    assert!(said.contains("row 2: 3/5/2026 can be read in more than one way"), "{said}");
    assert!(said.contains("Nothing was imported") && !said.contains("rows ="), "{said}");
    let (_, said) = city.import("x.csv", &["--write", "--lang", "zh"]);
    assert!(said.contains("不止一种读法") && said.contains("尚未导入"), "{said}");
    assert!(!city.path().join("imports/x.ledger").exists());
    city.change("imports/x.yaml", "Date received: \"?\"", "Date received: month-day-year");
    assert_eq!(city.import("x.csv", &["--write"]).0, 0);
    assert!(city.text("content/replies/2026/03/x-f-1.md").contains("received: 2026-03-05"));
    // The whole column tells it.
    let other = City::new();
    other.put("x.csv", export("25/5/2026"));
    let (code, said) = other.import("x.csv", &["--write"]);
    assert_eq!(code, 0, "{said}");
    assert!(other.text("content/replies/2026/05/x-f-1.md").contains("received: 2026-05-03"));
    assert!(other.text("imports/x.yaml").contains("Date received: day-month-year  # row 3 tells it: 25/5/2026"));
}

#[test]
fn names_that_are_new_are_added_to_the_mapping_once_and_wait() {
    let city = City::new();
    let row = |n: usize, department: &str| format!("G-{n},标题,内容,2026/3/3,,{department},公交,咨询,,,,,,,,");
    city.put("x.csv", hotline(&[&row(1, "城市管理局")]));
    assert_eq!(city.import("x.csv", &["--write"]).0, 0);
    city.change("imports/x.yaml", "城市管理局: urban", "城市管理局: transport # ours");
    city.put("x.csv", hotline(&[&row(1, "城市管理局"), &row(2, "路灯所"), &row(3, "路灯所"), &row(4, "urban")]));
    let (code, said) = city.import("x.csv", &["--write"]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("2 names are new") && said.contains("1 of them are open"), "{said}");
    assert!(said.contains("1 new + 1 changed") && said.contains("2 refused"), "what staff wrote is used: {said}");
    let mapping = city.text("imports/x.yaml");
    assert!(
        mapping.contains("城市管理局: transport # ours") && mapping.contains("    路灯所: \"?\"  # 2\n"),
        "{mapping}"
    );
    city.import("x.csv", &["--write"]);
    assert_eq!(city.text("imports/x.yaml"), mapping, "added once");
    city.change("imports/x.yaml", "路灯所: \"?\"", "路灯所: left-out");
    let (code, said) = city.import("x.csv", &["--write"]);
    assert!(code == 0 && said.contains("2 unchanged") && said.contains("2 left out"), "{said}");
}

#[test]
fn what_is_wrong_in_a_mapping_or_a_file_is_said_with_what_to_do() {
    let city = City::new();
    city.put("x.csv", hotline(&[BUS]));
    city.import("x.csv", &[]);
    city.change("imports/x.yaml", "标题: title", "标题: titel");
    let (code, said) = city.import("x.csv", &[]);
    assert!(code == 1 && said.contains("imports/x.yaml:") && said.contains("one of: reference, title"), "{said}");
    let (_, said) = city.import("x.csv", &["--lang", "zh"]);
    assert!(said.contains("没有 `titel` 这个词") && said.contains("可用的词"), "{said}");
    for (name, bytes, words) in [
        ("a.csv", "编号,标题\n1,\"路灯\n2,b\n3,c\n".as_bytes(), "is not closed"),
        ("b.csv", &"编号,标题\n1,路灯不亮\n".as_bytes()[..24], "no characters of UTF-8"),
        ("c.csv", b"a;b\n1;2\n1;2;3\n1\n", "not certain what divides"),
        ("d.xlsx", b"PK\x03\x04nothing", "no workbook"),
        ("e.json", b"{\"requests\": [", "is not JSON"),
        ("f.json", b"{\"a\": 1}", "no list of requests"),
        ("g.csv", b"a,b\n", "no rows"),
        ("h.csv", "2026-0117,张三,13800138000\n2026-0118,李四,13900139000\n".as_bytes(), "looks like a record"),
        ("i.csv", "张三,2026/3/5,路灯\n李四,2026/3/6,公交\n".as_bytes(), "looks like a record"),
    ] {
        city.put(name, bytes);
        let (code, said) = city.import(name, &[]);
        assert!(code == 2 && said.contains(words) && said.contains("= help:"), "{name}: {said}");
        let (_, chinese) = city.import(name, &["--lang", "zh"]);
        assert!(chinese.contains("= 建议:") && !chinese.contains(words), "{name}: {chinese}");
        assert!(!city.files().contains_key(&format!("imports/{}.yaml", &name[..1])), "{name}");
    }
}

#[test]
fn the_table_fits_a_terminal() {
    use unicode_width::UnicodeWidthStr as _;
    let city = City::new();
    let long = "这是一个非常长的标题，".repeat(12);
    let english = "A very long title that goes on and on ".repeat(4);
    city.put(
        "x.csv",
        hotline(&[
            &format!("H-1-{},{long},内容,2026/3/3,,城市管理局,公交,咨询,,,,,,,,", "9".repeat(50)),
            &format!("H-2,{english},内容,2026/3/3,,城市管理局,公交,咨询,,,,,,,,"),
            "H-3,标题,内容,2026/3/3,,未知的部门未知的部门未知的部门,公交,咨询,,,,,,,,",
        ]),
    );
    for tongue in ["en", "zh"] {
        let output = Command::cargo_bin("gongkai")
            .unwrap()
            .current_dir(city.path())
            .args(["import", "x.csv", "--as-of", DAY, "--lang", tongue])
            .output()
            .unwrap();
        let table = String::from_utf8(output.stdout).unwrap();
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(lines.len(), 4, "{table}");
        for line in &lines {
            assert!(line.width() <= 80, "{} columns: {line}", line.width());
        }
        // Columns stand under their heads, however wide the letters before them are.
        let at = |line: &str, word: &str| line[..line.find(word).unwrap()].width();
        let head = if tongue == "en" { "department" } else { "部门" };
        assert_eq!(at(lines[1], "urban"), at(lines[0], head), "{table}");
        assert_eq!(at(lines[2], "urban"), at(lines[0], head), "{table}");
    }
}
