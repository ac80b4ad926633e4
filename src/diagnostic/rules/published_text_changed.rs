//! A text that was published has other words now.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "published-text-changed",
    severity: Severity::Error,
    en: RuleText {
        message: "the published text ({part}) was changed without a word{?old}: “{old}” became “{new}”{/}{?page}; as published it stands at {page}{/}",
        label: "",
        help: "put it back; a policy gets a new edition (`gongkai new edition`), a case a correction (`gongkai new correction`), a dataset an entry under `revisions`, a digest one under `corrections`",
        why: "What is published is cited, saved and relied on. Whoever reads it later has to see that it was changed, when and why; a change that leaves no trace takes their trust in everything else.",
    },
    zh: RuleText {
        message: "已公开的文字（{part}）被改动而未说明{?old}：“{old}”变成了“{new}”{/}{?page}；公开时的文字见 {page}{/}",
        label: "",
        help: "请改回原样；政策应新增版本（`gongkai new edition`），来信应更正（`gongkai new correction`），数据集写 `revisions`，意见梳理写 `corrections`",
        why: "公开的内容会被引用、保存，并作为依据。之后读到的人应当看得到改过、何时改、为何改；不留痕迹的改动会让人不再相信其余内容。",
    },
    wrong: "
        content/policies/noise/edition-1.md (as published)
        Quiet from 22:00.
        content/policies/noise/edition-1.md
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        Quiet from 23:00.
    ",
    right: "
        content/policies/noise/edition-1.md (as published)
        Quiet from 22:00.
        content/policies/noise/edition-1.md
        Quiet from 22:00.
        content/policies/noise/edition-2.md
        ---
        on: 2025-03-01
        note: The night begins an hour later
        ---
        Quiet from 23:00.
    ",
};
