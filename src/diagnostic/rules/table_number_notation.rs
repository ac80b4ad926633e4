//! Numbers of a column are not written as programs write them.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-number-notation",
    severity: Severity::Warning,
    en: RuleText {
        message: "numbers in the column `{column}` are written like `{value}`; that is read as {read}",
        label: "",
        help: "compare the page with your table; save the column without thousands separators and percent signs, with a decimal point",
        why: "`1,234` is a thousand or one and a bit, depending on where it was written. The whole column leaves one reading only, and the numbers are published as programs write them: `1234.5`. If that reading is not what was meant, describe the column as `type: string` until it is mended.",
    },
    zh: RuleText {
        message: "列 `{column}` 的数字写作 `{value}` 这样，读作 {read}",
        label: "",
        help: "对照页面和原表；保存时去掉千位分隔符和百分号，小数点用“.”",
        why: "`1,234` 在有的地方是一千多，在有的地方是一点几。从整列看只有一种读法，公开的文件一律写成 `1234.5` 这样。如果不是这个意思，请先把该列的 `type` 写成 string 再修改。",
    },
    wrong: r#"
        content/statistics/street-lights/data.csv
        district,cost
        North,"1,234,500"
               ^^^^^^^^^
        South,"980,000"
    "#,
    right: "
        content/statistics/street-lights/data.csv
        district,cost
        North,1234500
        South,980000
    ",
};
