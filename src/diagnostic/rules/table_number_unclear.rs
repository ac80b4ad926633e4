//! Numbers of a column can be read in two ways.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "table-number-unclear",
    severity: Severity::Error,
    en: RuleText {
        message: "`{value}` in the column `{column}` can be read in two ways, as thousands or as a fraction, and no other value settles it",
        label: "",
        help: "write the numbers without thousands separators and with a decimal point; or give the column `type: string` in `dataset.yaml` if these are no numbers",
        why: "`1,234` is a thousand and more to one reader and one and a quarter to another. All values of the column have three digits behind the mark, so the table does not say which; a figure that is a thousand times too large is worse than none.",
    },
    zh: RuleText {
        message: "列 `{column}` 中的 `{value}` 有两种读法（千位分隔或小数），其他值也无法说明",
        label: "",
        help: "数字不写千位分隔符，小数点用“.”；如果不是数字，在 `dataset.yaml` 中把该列的 `type` 写成 string",
        why: "`1,234` 有人读作一千二百多，有人读作一点二几。该列各值在符号后都是三位数字，从表中看不出是哪一种；错了就差一千倍，不如不发。",
    },
    wrong: r#"
        content/statistics/street-lights/data.csv
        district,cost
        North,"1,234"
               ^^^^^
        South,"2,980"
    "#,
    right: "
        content/statistics/street-lights/data.csv
        district,cost
        North,1234
        South,2980
    ",
};
