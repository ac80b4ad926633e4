//! Cases were answered by a policy that was over.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "policy-over-relied-on",
    severity: Severity::Warning,
    en: RuleText {
        message: "this policy is over, but {count} of the replies given since rest on it, such as `{case}`",
        label: "",
        help: "see whether these replies are still right; name the policy that holds now in them",
        why: "A policy that is repealed or has run out is no ground for a reply. Either the reply needs another ground, or the policy should have been renewed.",
    },
    zh: RuleText {
        message: "这份文件已经失效，此后仍有{count}件答复引用它，如 `{case}`",
        label: "",
        help: "核对这些答复是否仍然成立，改为引用现行有效的文件",
        why: "已废止或失效的文件不能作为答复依据：要么答复应换依据，要么文件应当延续。",
    },
    wrong: "
        content/policies/noise/policy.yaml
        title: Rules on noise
               ^^^^^^^^^^^^^^
        effective_from: 2024-05-01
        effective_until: 2025-12-31
        content/replies/urban-260302-1.md
        ---
        replied: 2026-03-10
        ---
        ## Question
        Is it too loud?
        ## Reply
        See the [rules](policy:noise).
    ",
    right: "
        content/policies/noise/policy.yaml
        effective_from: 2024-05-01
        effective_until: 2028-12-31
        content/replies/urban-260302-1.md
        ---
        replied: 2026-03-10
        ---
        ## Question
        Is it too loud?
        ## Reply
        See the [rules](policy:noise).
    ",
};
