//! An id holds characters that ids do not have.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "id-outside-grammar",
    severity: Severity::Error,
    en: RuleText {
        message: "`{id}` cannot be an id",
        label: "",
        help: "{?copy}this seems to be a copy of `{copy}`: take it away, or give it an id of its own; {/}{?nearest}rename it to `{nearest}`, if that is what is meant; {/}use a to z, 0 to 9 and single hyphens or underscores between them, at most 80 characters, such as `urban-260302-1`",
        why: "Ids become web addresses and file names on many systems. Capital letters, spaces and other characters are treated differently from one system to the next, so that a link would work here and fail there.",
    },
    zh: RuleText {
        message: "`{id}` 不能作标识",
        label: "",
        help: "{?copy}这像是 `{copy}` 的副本：删去，或另取标识；{/}{?nearest}如果是指 `{nearest}`，请改成这个名称；{/}只用小写字母 a–z、数字和中间的单个连字符或下划线，不超过 80 个字符，如 `urban-260302-1`",
        why: "标识会成为网址和文件名。大写字母、空格、汉字等在不同系统上处理不同，链接会在这里能用、在那里打不开。",
    },
    wrong: "
        content/replies/Urban 1.md
        ^^^^^^^^^^^^^^^^^^^^^^^^^^
    ",
    right: "
        content/replies/urban-1.md
    ",
};
