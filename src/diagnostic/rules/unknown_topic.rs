//! A topic is named that is not in the list.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "unknown-topic",
    severity: Severity::Error,
    en: RuleText {
        message: "there is no topic `{id}`",
        label: "",
        help: "{?department}`{id}` is a department, and goes under `department`; {/}{?nearest}write `{nearest}`, if that is what is meant, {/}{?allowed}write one of: {allowed}; {/}or add the topic to `content/topics.yaml`",
        why: "Readers browse by topic, and digests sum up what was said on one. A topic outside the list has no page and no name in the languages of the site.",
    },
    zh: RuleText {
        message: "没有主题 `{id}`",
        label: "",
        help: "{?department}`{id}` 是部门，应写在 `department` 下；{/}{?nearest}如果是指 `{nearest}`，请改成它；{/}{?allowed}请改为：{allowed}；{/}新主题先加入 `content/topics.yaml`",
        why: "群众按主题浏览，意见梳理也按主题汇总。列表之外的主题没有页面，也没有各语言的名称。",
    },
    wrong: "
        content/replies/urban-260302-1.md
        ---
        topics: [street-lightning]
                 ^^^^^^^^^^^^^^^^
        ---
    ",
    right: "
        content/replies/urban-260302-1.md
        ---
        topics: [street-lighting]
        ---
    ",
};
