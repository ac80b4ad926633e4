//! A language is named that the site does not have.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "unknown-language",
    severity: Severity::Error,
    en: RuleText {
        message: "the site has no language `{lang}`",
        label: "",
        help: "{?nearest}write `{nearest}`, if that is what is meant, {/}{?allowed}write one of: {allowed}, {/}or add `{lang}` to `languages` in `site-config.yaml`",
        why: "A text in a language that the site does not have would be shown nowhere. The code must be the same to the letter: `zh-Hans` is not `zh`.",
    },
    zh: RuleText {
        message: "网站没有语言 `{lang}`",
        label: "",
        help: "{?nearest}如果是指 `{nearest}`，请改成它；{/}{?allowed}请改为：{allowed}；{/}或在 `site-config.yaml` 的 `languages` 中加入 `{lang}`",
        why: "网站没有的语言，文字写了也无处显示。语言代码必须逐字一致，`zh-Hans` 不能写成 `zh`。",
    },
    wrong: "
        content/policies/noise/policy.yaml
        title: {en: Street lighting, zh: 路灯照明}
                                     ^^
    ",
    right: "
        content/policies/noise/policy.yaml
        title: {en: Street lighting, zh-Hans: 路灯照明}
    ",
};
