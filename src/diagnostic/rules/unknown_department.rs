//! A department is named that is not in the list.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "unknown-department",
    severity: Severity::Error,
    en: RuleText {
        message: "there is no department `{id}`",
        label: "",
        help: "{?topic}`{id}` is a topic, and goes under `topics`; {/}{?nearest}write `{nearest}`, if that is what is meant, {/}{?allowed}write one of: {allowed}; {/}or add the department to `content/departments.yaml`",
        why: "Every department has a page and figures of its own. One with a slip in its id would get neither, and its replies would be missing from the count of the real one.",
    },
    zh: RuleText {
        message: "没有部门 `{id}`",
        label: "",
        help: "{?topic}`{id}` 是主题，应写在 `topics` 下；{/}{?nearest}如果是指 `{nearest}`，请改成它；{/}{?allowed}请改为：{allowed}；{/}新部门先加入 `content/departments.yaml`",
        why: "每个部门都有自己的页面和统计。标识写错，就没有对应的页面，答复也不会计入真正的部门。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        department: urban-managment
                    ^^^^^^^^^^^^^^^
        ---
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        department: urban-management
        ---
    ",
};
