//! A key has a value of another kind than it takes.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "wrong-type",
    severity: Severity::Error,
    en: RuleText {
        message: "`{key}` takes {expected}; found: {found}",
        label: "",
        help: "{?nearest}write `{nearest}`, if that is what is meant; else {/}write {expected}{?allowed}: {allowed}{/}{?quoted}; a text that YAML reads as something else (`true`, `2026`) goes between double quotes{/}",
        why: "Each key takes one kind of value, and the program does not guess what another was meant to be. Many such slips come from YAML, which reads `2026` as a number and everything after ` #` as a remark; quotes make it text.",
    },
    zh: RuleText {
        message: "`{key}` 应填：{expected}；现为：{found}",
        label: "",
        help: "{?nearest}如果是指 `{nearest}`，请改成它；否则{/}改填：{expected}{?allowed}：{allowed}{/}{?quoted}；会被 YAML 当成别的内容的文字（如 `true`、`2026`）用英文双引号括起来{/}",
        why: "每个字段只接受一种内容，程序不会猜测别的写法是什么意思。很多是 YAML 引起的：它把 `2026` 当作数字，把 ` #` 之后的内容当作注释，加上引号才是文字。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        topics: street-lighting
                ^^^^^^^^^^^^^^^
        ---
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        topics: [street-lighting]
        ---
    ",
};
