//! The cells of a table are not divided by commas.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-delimiter",
    severity: Severity::Warning,
    en: RuleText {
        message: "the cells of this table are divided by {mark}, not by a comma; it is read so, with this number of columns: {columns}",
        label: "",
        help: "save the table with commas between the cells (\"CSV UTF-8\"); until then check that the columns on the page are right",
        why: "Spreadsheet programs of some countries write semicolons or tabs into a CSV file, because the comma stands in their numbers. The mark is recognised by how often it stands in each row. The table is published with commas and with decimal points, which all programs read.",
    },
    zh: RuleText {
        message: "这张表的各格以{mark}分隔，不是逗号；已按此读取，共 {columns} 列",
        label: "",
        help: "另存为以逗号分隔的文件（“CSV UTF-8”）；在此之前请核对页面上的各列",
        why: "有些地区的表格软件用分号或制表符保存 CSV，因为数字里用逗号作小数点。程序按各行中分隔符的个数辨认。公开的文件一律用逗号分隔，小数点用“.”，各种软件都能读取。",
    },
    wrong: "
        content/statistics/street-lights/data.csv
        town;share
        ^^^^^^^^^^
        A;15
    ",
    right: "
        content/statistics/street-lights/data.csv
        town,share
        A,15
    ",
};
