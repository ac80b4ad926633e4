//! Words of a theme ask for a value that is not given there.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "theme-string-value",
    severity: Severity::Error,
    en: RuleText {
        message: "the words `{key}` ask for a value `{value}` that is not given there",
        label: "",
        help: "in braces use only these: {known}",
        why: "Words in braces are replaced by dates, names and numbers. A name that is not known would stand on every page in its braces.",
    },
    zh: RuleText {
        message: "文字 `{key}` 用到的 `{value}` 在此处没有值",
        label: "",
        help: "花括号中只能使用：{known}",
        why: "花括号里的词会换成日期、名称或数字。写了不认识的词，它就会带着花括号出现在每个页面上。",
    },
    wrong: "
        themes/default/strings/en.yaml
        state_on:
          replied: Answered on {day}
                   ^^^^^^^^^^^^^^^^^
    ",
    right: "
        themes/default/strings/en.yaml
        state_on:
          replied: Answered on {date}
    ",
};
