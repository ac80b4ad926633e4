//! Two policies have one document number.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "document-number-repeated",
    severity: Severity::Warning,
    en: RuleText {
        message: "the document number `{number}` is that of `{other}` as well",
        label: "",
        help: "correct the number in one of the two",
        why: "A document number names one document. Readers who look for it would find another.",
    },
    zh: RuleText {
        message: "发文字号 `{number}` 与 `{other}` 相同",
        label: "",
        help: "改正其中一个的字号",
        why: "一个字号对应一份文件。字号重复，读者按字号会查到别的文件。",
    },
    wrong: r#"
        content/policies/noise/policy.yaml
        number: 清政发〔2024〕5号
        content/policies/street-lighting-standard/policy.yaml
        number: 清政发〔2024〕5号
                ^^^^^^^^^^^^^^^^^
    "#,
    right: r#"
        content/policies/noise/policy.yaml
        number: 清政发〔2024〕5号
        content/policies/street-lighting-standard/policy.yaml
        number: 清政发〔2024〕6号
    "#,
};
