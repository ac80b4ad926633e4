//! Two policies have one index number.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "index-number-repeated",
    severity: Severity::Warning,
    en: RuleText {
        message: "the index number `{number}` is that of `{other}` as well",
        label: "",
        help: "correct the number in one of the two",
        why: "An index number names one document. Readers who look for it would find another.",
    },
    zh: RuleText {
        message: "索引号 `{number}` 与 `{other}` 相同",
        label: "",
        help: "改正其中一个的索引号",
        why: "一个索引号对应一份文件。索引号重复，读者按它会查到别的文件。",
    },
    wrong: "
        content/policies/noise/policy.yaml
        index_number: 014009461/2024-00005
        content/policies/street-lighting-standard/policy.yaml
        index_number: 014009461/2024-00005
                      ^^^^^^^^^^^^^^^^^^^^
    ",
    right: "
        content/policies/noise/policy.yaml
        index_number: 014009461/2024-00005
        content/policies/street-lighting-standard/policy.yaml
        index_number: 014009461/2024-00006
    ",
};
