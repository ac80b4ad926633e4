//! A file holds a key that does not exist.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "unknown-key",
    severity: Severity::Error,
    en: RuleText {
        message: "unknown key `{key}`",
        label: "",
        help: "{?nearest}write `{nearest}`, if that is what is meant; {/}{?allowed}delete it, or write one of: {allowed}; {/}all keys are listed in docs/guide/content.md",
        why: "A key with a slip in its name would be left out without a word, and what it says would be missing from the page. That is why every key must be a known one.",
    },
    zh: RuleText {
        message: "没有字段 `{key}`",
        label: "",
        help: "{?nearest}如果是指 `{nearest}`，请改成它；{/}{?allowed}请删去，或改为：{allowed}；{/}全部字段见 docs/guide/content.md",
        why: "字段名写错就会被忽略，页面上缺了这项内容也没有人知道。因此只接受已有的字段。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        topic: [street-lighting]
        ^^^^^
        ---
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        topics: [street-lighting]
        ---
    ",
};
