//! An unquoted text in YAML is cut at ` #`.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "text-cut-at-hash",
    severity: Severity::Error,
    en: RuleText {
        message: "what follows ` #` is left out: `{rest}`",
        label: "this is read as a comment",
        help: "put the whole text in quotes: `\"{text}\"`",
        why: "In YAML a `#` after a space begins a comment, and the rest of the line is not part of the value. A title such as `Route 5 #2 bus` would be published as `Route 5`. In quotes the whole text stays.",
    },
    zh: RuleText {
        message: "` #` 之后的文字没有读入：`{rest}`",
        label: "这部分被当作注释",
        help: "给整段文字加上引号：`\"{text}\"`",
        why: "YAML 中空格后的 `#` 表示注释，其后的文字不属于该项内容。标题 `反映 #3号楼路灯不亮` 会只公开“反映”两个字。加上引号即可保留全文。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        title: Route 5 #2 bus never comes
                       ^^^^^^^^^^^^^^^^^^
        ---
    ",
    right: r#"
        content/replies/urban-260302-1.md
        ---
        title: "Route 5 #2 bus never comes"
        ---
    "#,
};
