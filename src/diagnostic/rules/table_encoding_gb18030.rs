//! A table is encoded in GBK or GB18030.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-encoding-gb18030",
    severity: Severity::Warning,
    en: RuleText {
        message: "the table is saved in GBK (GB18030); it is published in UTF-8",
        label: "",
        help: "check the Chinese words on the page, or save the table as \"CSV UTF-8\"",
        why: "Spreadsheet programs on Chinese computers save CSV files in this encoding. The table is read and published in UTF-8, which opens everywhere, but the encoding had to be guessed from the bytes.",
    },
    zh: RuleText {
        message: "数据表以 GBK（GB18030）保存，公开时转为 UTF-8",
        label: "",
        help: "核对页面上的汉字；或在表格软件中另存为“CSV UTF-8”",
        why: "中文电脑上的表格软件默认用这种编码保存 CSV。程序会读取并以通用的 UTF-8 公开，但原编码是根据内容推断的，请核对。",
    },
    wrong: r#"
        content/statistics/street-lights/data.csv (saved as "CSV", which is GBK)
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        区县,数量
        莲湖区,10
    "#,
    right: r#"
        content/statistics/street-lights/data.csv (saved as "CSV UTF-8")
        区县,数量
        莲湖区,10
    "#,
};
