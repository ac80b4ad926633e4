//! Every edition of a policy is removed, and the policy is not.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "editions-all-removed",
    severity: Severity::Error,
    en: RuleText {
        message: "no edition of `{id}` is left, and the policy itself is not removed",
        label: "",
        help: "write `withdrawal` into its `policy.yaml` instead, if all of it goes; else leave one edition, or mark it `type: withdrawn`",
        why: "The page of a policy shows its newest text. Without any text there is nothing to show, and no page may vanish without a notice.",
    },
    zh: RuleText {
        message: "`{id}` 的版本全部撤下，文件本身却没有撤下",
        label: "",
        help: "全部撤下的，在 `policy.yaml` 中写 `withdrawal`；否则保留一个版本，或改为 `type: withdrawn`",
        why: "文件的网页显示最新文本。一个文本都没有，就无可显示；而网页不能不加说明就消失。",
    },
    wrong: "
        content/policies/noise/policy.yaml
        content/policies/noise/edition-1.md
        ---
        withdrawal: {type: removed, on: 2026-05-04, class: error, reason: The wrong file, by: urban-management, basis: Rules of the site}
                           ^^^^^^^
        ---
    ",
    right: "
        content/policies/noise/policy.yaml
        withdrawal: {type: removed, on: 2026-05-04, class: error, reason: The wrong file, by: urban-management, basis: Rules of the site}
        content/policies/noise/edition-1.md
    ",
};
