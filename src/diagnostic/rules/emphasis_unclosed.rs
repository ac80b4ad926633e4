//! Two asterisks for bold text have no partner.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "emphasis-unclosed",
    severity: Severity::Warning,
    en: RuleText {
        message: "these asterisks have no partner",
        label: "shown as asterisks",
        help: "add the missing `**`, or delete these; leave no space between `**` and the bold words",
        why: "Bold text stands between two pairs of asterisks. If one is missing, or a space stands inside, readers see the asterisks themselves and the words are not bold.",
    },
    zh: RuleText {
        message: "这里的星号没有配对",
        label: "将原样显示为星号",
        help: "补上缺少的 `**`，或删去这一处；`**` 与加粗的文字之间不留空格",
        why: "加粗的文字前后各有一对星号。缺一边，或者里面有空格，页面上就会直接显示星号，文字也不会加粗。",
    },
    wrong: "
        content/pages/how-to-apply.md
        ---
        lang: zh-Hans
        ---
        **注意：请于3月31日前办理。
        ^^
    ",
    right: "
        content/pages/how-to-apply.md
        ---
        lang: zh-Hans
        ---
        **注意：**请于3月31日前办理。
    ",
};
