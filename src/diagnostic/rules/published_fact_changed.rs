//! A fact that was published is another one now.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "published-fact-changed",
    severity: Severity::Error,
    en: RuleText {
        message: "`{key}` was published as `{old}`{?new} and would be `{new}`{/}",
        label: "",
        help: "put it back; or say what was corrected: a case takes `gongkai new correction`, a policy or digest an entry under `corrections` with `on`, `what` and `reason`, a dataset one under `revisions`",
        why: "What is published is cited, saved and relied on. Whoever reads it later has to see that it was changed, when and why; a change that leaves no trace takes their trust in everything else.",
    },
    zh: RuleText {
        message: "`{key}` 公开时是 `{old}`{?new}，现在要改为 `{new}`{/}",
        label: "",
        help: "请改回原样；或写明更正：来信用 `gongkai new correction`，政策和意见梳理写在 `corrections`（`on`、`what`、`reason`），数据集写在 `revisions`",
        why: "公开的内容会被引用、保存，并作为依据。之后读到的人应当看得到改过、何时改、为何改；不留痕迹的改动会让人不再相信其余内容。",
    },
    wrong: "
        content/policies/noise/policy.yaml (as published)
        made_on: 2024-03-01
        content/policies/noise/policy.yaml
        made_on: 2024-02-28
                 ^^^^^^^^^^
    ",
    right: "
        content/policies/noise/policy.yaml (as published)
        made_on: 2024-03-01
        content/policies/noise/policy.yaml
        made_on: 2024-02-28
        corrections: [{on: 2026-06-01, what: Day it was made, reason: The day of the draft was given}]
    ",
};
