//! A redaction mark is not complete.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "redaction-malformed",
    severity: Severity::Error,
    en: RuleText {
        message: "this redaction mark is not complete",
        label: "",
        help: "write it on one line as `[[redacted: category | basis]]`, with both the category and the law it rests on",
        why: "The mark stands where words were left out and tells readers what kind of words, and by which law. An incomplete one would be shown as it is written, and nobody could tell why something is missing.",
    },
    zh: RuleText {
        message: "隐去标记不完整",
        label: "",
        help: "在同一行内写成 `[[redacted: 类别 | 依据]]`，类别和依据都要写",
        why: "隐去标记写在被隐去的文字处，告诉读者隐去的是哪类内容、依据是什么。标记不完整就会原样显示，读者不知道为什么少了内容。",
    },
    wrong: "
        content/pages/lamps.md
        The owner, [[redacted: name]], has been told.
                   ^^^^^^^^^^^^^^^^^^
    ",
    right: "
        content/pages/lamps.md
        The owner, [[redacted: name | PIPL article 13]], has been told.
    ",
};
