//! The accent colour of the site is too pale to be read on white.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "accent-contrast",
    severity: Severity::Error,
    en: RuleText {
        message: "the accent colour `{colour}` is too pale to be read on white",
        label: "contrast below 4.5 to 1",
        help: "write `\"{nearest}\"`, the nearest shade that is dark enough, or choose another dark colour",
        why: "Links and buttons have this colour on a white page. The accessibility standard WCAG 2.2 asks for a contrast of at least 4.5 to 1, so that people with weak sight can read them, and so can everyone in bright sunlight. With a paler colour the whole site would fail the rules that public bodies have to keep.",
    },
    zh: RuleText {
        message: "主题色 `{colour}` 太浅，在白底上看不清",
        label: "对比度低于 4.5:1",
        help: "改为 `\"{nearest}\"`（最接近的合格颜色），或另选一种深色",
        why: "链接和按钮以主题色显示在白色页面上。无障碍标准 WCAG 2.2 要求对比度不低于 4.5:1，让视力较弱的人看得清，强光下也看得清。颜色太浅，整个网站就达不到政府网站的无障碍要求。",
    },
    wrong: r##"
        site-config.yaml
        accent: "#7fd4e0"
                ^^^^^^^^^
    "##,
    right: r##"
        site-config.yaml
        accent: "#0b5a6b"
    "##,
};
