//! The editions of a policy do not count 1, 2, 3 without a gap.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "edition-gap",
    severity: Severity::Error,
    en: RuleText {
        message: "edition {expected} of this policy is missing",
        label: "",
        help: "add `edition-{expected}.md`, or rename the files so that they count 1, 2, 3 without a gap",
        why: "Readers compare each edition with the one before it. A gap looks like a text that was taken away, and a policy without any edition has no text at all.",
    },
    zh: RuleText {
        message: "这份文件缺少第 {expected} 版",
        label: "",
        help: "补上 `edition-{expected}.md`，或重新编号，使版本从 1 起连续",
        why: "读者要对照前后两版看改了什么。版本号中断，看上去像是有一版被撤掉了；一版也没有，这份文件就没有正文。",
    },
    wrong: "
        content/policies/noise/edition-1.md
        content/policies/noise/edition-3.md
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ",
    right: "
        content/policies/noise/edition-1.md
        content/policies/noise/edition-2.md
        content/policies/noise/edition-3.md
    ",
};
