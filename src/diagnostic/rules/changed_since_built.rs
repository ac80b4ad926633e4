//! What stands in the output folder says something else, and nothing says why.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "changed-since-built",
    severity: Severity::Warning,
    en: RuleText {
        message: "the site in the output folder has another {what}, and nothing says that it was changed{?old}: “{old}” there, “{new}” here{/}",
        label: "",
        help: "if that site was published, say what was changed with a correction, a revision or a new edition, or put it back; if it was only looked at, this warning is gone at the next build",
        why: "A build replaces the site in its folder. If people have read that site, a change that leaves no trace takes their trust in everything else. `gongkai check --against` holds the files against a commit or against the published site, and calls the same an error.",
    },
    zh: RuleText {
        message: "输出文件夹中的网站在“{what}”上与现在不同，却没有任何说明{?old}：那里是“{old}”，现在是“{new}”{/}",
        label: "",
        help: "如果那个网站已经公开，请用更正、修订或新版本写明改了什么，或改回原样；如果只是预览，下次生成时不再提醒",
        why: "生成时会替换文件夹中的网站。如果已经有人读过，不留痕迹的改动会让人不再相信其余内容。`gongkai check --against` 与某次提交或已公开的网站比较，同样的情况按错误处理。",
    },
    wrong: "
        content/policies/noise/edition-1.md (as built before)
        Quiet from 22:00.
        content/policies/noise/edition-1.md
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        Quiet from 23:00.
    ",
    right: "
        content/policies/noise/edition-1.md (as built before)
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
