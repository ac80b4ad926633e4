//! A key has a word that is not one of its words.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "unknown-word",
    severity: Severity::Error,
    en: RuleText {
        message: "`{key}` cannot be `{word}`",
        label: "",
        help: "{?nearest}write `{nearest}`, if that is what is meant; {/}possible are: {allowed}",
        why: "Some keys take one of a few fixed words, because lists and figures are made from them. Another word would form a group of its own and be missing from all counts.",
    },
    zh: RuleText {
        message: "`{key}` 不能是 `{word}`",
        label: "",
        help: "{?nearest}如果是指 `{nearest}`，请改成它；{/}可以写：{allowed}",
        why: "有些字段只能从几个固定的词中选，因为要按它们分类和统计。写成别的词，就不会计入任何一类。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        kind: complain
              ^^^^^^^^
        ---
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        kind: complaint
        ---
    ",
};
