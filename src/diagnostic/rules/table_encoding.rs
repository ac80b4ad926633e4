//! A table is encoded in an older encoding than UTF-8.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-encoding",
    severity: Severity::Warning,
    en: RuleText {
        message: "the table is saved in {encoding}; it is published in UTF-8",
        label: "",
        help: "check the letters with accents and signs on the page, or save the table as \"CSV UTF-8\"",
        why: "Spreadsheet programs save CSV files in the encoding of the computer's language. The table is read and published in UTF-8, which opens everywhere, but the file does not say which encoding it has: it was recognised by its bytes, where those leave no doubt.",
    },
    zh: RuleText {
        message: "数据表以 {encoding} 保存，公开时转为 UTF-8",
        label: "",
        help: "核对页面上的文字，或另存为“CSV UTF-8”",
        why: "表格软件默认按电脑语言的编码保存 CSV。程序会读取并以通用的 UTF-8 公开，但文件本身不记录编码，是根据内容辨认的；没有把握时不会辨认。",
    },
    wrong: r#"
        content/statistics/street-lights/data.csv (saved as "CSV", which is Shift_JIS)
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        市町村,街灯
        札幌市,1204
        函館市,870
        さいたま市,990
    "#,
    right: r#"
        content/statistics/street-lights/data.csv (saved as "CSV UTF-8")
        市町村,街灯
        札幌市,1204
        函館市,870
        さいたま市,990
    "#,
};
