//! The settings of the site hold a key that does not exist.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "unknown-config-key",
    severity: Severity::Error,
    en: RuleText {
        message: "there is no setting `{key}`",
        label: "",
        help: "{?nearest}write `{nearest}`, if that is what is meant; {/}{?allowed}delete it, or write one of: {allowed}; {/}all settings are listed in docs/guide/content.md",
        why: "A setting with a slip in its name would have no effect, and nobody would notice that the site still works in the old way.",
    },
    zh: RuleText {
        message: "没有 `{key}` 这项设置",
        label: "",
        help: "{?nearest}如果是指 `{nearest}`，请改成它；{/}{?allowed}请删去，或改为：{allowed}；{/}全部设置见 docs/guide/content.md",
        why: "设置名写错就不起作用，而网站照旧运行，很难被发现。",
    },
    wrong: "
        site-config.yaml
        titel: Open Qingshui
        ^^^^^
    ",
    right: "
        site-config.yaml
        title: Open Qingshui
    ",
};
