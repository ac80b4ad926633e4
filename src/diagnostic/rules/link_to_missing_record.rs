//! A link leads to a record that does not exist.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "link-to-missing-record",
    severity: Severity::Error,
    en: RuleText {
        message: "`{link}` leads to no record",
        label: "",
        help: "{?nearest}write `{nearest}`, if that is what is meant; else {/}correct the id after the colon: it is the name of the record's file without `.md`, or of the folder that holds its `policy.yaml` or `dataset.yaml`",
        why: "Links between records are shown at both ends, so both must exist. A reply that names a policy nobody can open is worth little to the person who asked.",
    },
    zh: RuleText {
        message: "`{link}` 没有对应的记录",
        label: "",
        help: "{?nearest}如果是指 `{nearest}`，请改成它；否则{/}改正冒号后面的标识：它是记录的文件名（不含 `.md`），或 `policy.yaml`、`dataset.yaml` 所在文件夹的名称",
        why: "记录之间的链接在两头都会显示，所以两头都要存在。答复里引用的文件打不开，对来信人就没有用处。",
    },
    wrong: r#"
        content/replies/urban-260302-1.md
        ---
        related: ["policy:street-lightning-standard"]
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        ---
    "#,
    right: r#"
        content/replies/urban-260302-1.md
        ---
        related: ["policy:street-lighting-standard"]
        ---
    "#,
};
