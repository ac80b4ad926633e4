//! The cells of a table are not divided by commas.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-delimiter",
    severity: Severity::Warning,
    en: RuleText {
        message: "the cells of this table are divided by {mark}, not by a comma; it is read so, with this number of columns: {columns}",
        label: "",
        help: "save the table with commas between the cells (\"CSV UTF-8\"); until then check that the columns on the page are right",
        why: "Spreadsheet programs of some countries write semicolons or tabs into a CSV file, because the comma stands in their numbers. The mark is recognised by how often it stands in each row. The table is published with the same mark, and `datapackage.json` says which it is, but many programs expect commas and read one column.",
    },
    zh: RuleText {
        message: "这张表的各格以{mark}分隔，不是逗号；已按此读取，共 {columns} 列",
        label: "",
        help: "另存为以逗号分隔的文件（“CSV UTF-8”）；在此之前请核对页面上的各列",
        why: "有些地区的表格软件用分号或制表符保存 CSV，因为数字里用逗号作小数点。程序按各行中分隔符的个数辨认。公开的文件保留原来的分隔符，并在 `datapackage.json` 中注明，但许多软件只认逗号，会把整行读成一列。",
    },
    wrong: "
        content/statistics/street-lights/data.csv
        town;share
        ^^^^^^^^^^
        A;1,5
    ",
    right: "
        content/statistics/street-lights/data.csv
        town,share
        A,1.5
    ",
};
