//! A class of applicants is named where nobody applied.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "applicant-without-request",
    severity: Severity::Warning,
    en: RuleText {
        message: "`applicant` is counted of requests for information only, and this is of the kind `{kind}`",
        label: "",
        help: "write `kind: foi` if it is one; otherwise take `applicant` out",
        why: "The yearly table of requests counts the classes of those who ask for information. On any other kind the key has no effect, so either it or the kind is a slip.",
    },
    zh: RuleText {
        message: "`applicant` 只用于依申请公开的统计，而本记录的类型是 `{kind}`",
        label: "",
        help: "如属依申请公开，请写 `kind: foi`；否则删去 `applicant`",
        why: "年度统计表只统计依申请公开的申请人类别。写在别的类型上不起作用，二者必有一个写错。",
    },
    wrong: r#"
        content/replies/urban-260302-1.md
        ---
        kind: consult
        applicant: natural
                   ^^^^^^^
        ---
    "#,
    right: r#"
        content/replies/urban-260302-1.md
        ---
        kind: foi
        applicant: natural
        ---
    "#,
};
