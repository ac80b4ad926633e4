//! A correction, redaction, withdrawal or revision that was published is gone.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "act-gone",
    severity: Severity::Error,
    en: RuleText {
        message: "an entry of the register of corrections is gone, or not as it was: {part}",
        label: "",
        help: "put it back as it was: the register is only ever added to",
        why: "The register of corrections is the promise that nothing is changed in silence. An entry that can vanish promises nothing.",
    },
    zh: RuleText {
        message: "更正登记中的一条没有了或被改动：{part}",
        label: "",
        help: "请恢复原样：更正登记只增不减",
        why: "更正登记是“改动必留痕”的承诺。登记可以消失，承诺就不成立。",
    },
    wrong: "
        content/policies/noise/policy.yaml (as published)
        corrections: [{on: 2026-06-01, what: Title, reason: A word was missing}]
        content/policies/noise/policy.yaml
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ",
    right: "
        content/policies/noise/policy.yaml (as published)
        corrections: [{on: 2026-06-01, what: Title, reason: A word was missing}]
        content/policies/noise/policy.yaml
        corrections: [{on: 2026-06-01, what: Title, reason: A word was missing}]
    ",
};
