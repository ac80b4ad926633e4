//! A setting of the site has a value that it cannot have.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "config-value-malformed",
    severity: Severity::Error,
    en: RuleText {
        message: "`{key}` cannot be `{value}`",
        label: "",
        help: "{?nearest}write `{nearest}`, if that is what is meant; else {/}write {expected}",
        why: "The settings decide about every page: its address, its languages, its dates, its look. A wrong one is not replaced by a guess, because the fault would then stand on thousands of pages before anyone sees it.",
    },
    zh: RuleText {
        message: "`{key}` 不能是 `{value}`",
        label: "",
        help: "{?nearest}如果是指 `{nearest}`，请改成它；否则{/}应填写：{expected}",
        why: "网站设置影响每一个页面：网址、语言、日期和外观。填错的设置不会由程序猜测代替，否则等有人发现时，错误已经出现在成千上万个页面上。",
    },
    wrong: "
        site-config.yaml
        base_url: open.city.example
                  ^^^^^^^^^^^^^^^^^
    ",
    right: "
        site-config.yaml
        base_url: https://open.city.example/
    ",
};
