//! A theme lacks words in a language of the site.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "theme-string-missing",
    severity: Severity::Error,
    en: RuleText {
        message: "the theme has no words for `{key}` in the language `{lang}`",
        label: "",
        help: "add `{key}` to `strings/{lang}.yaml` in the theme's folder (`*` stands for the whole file)",
        why: "The words around the texts (menus, states, dates) come from this file. Without it, readers of one language would find another one in between.",
    },
    zh: RuleText {
        message: "主题缺少语言 `{lang}` 的文字：`{key}`",
        label: "",
        help: "在主题文件夹的 `strings/{lang}.yaml` 中补上 `{key}`（`*` 表示整个文件）",
        why: "正文以外的文字（菜单、状态、日期等）来自这个文件。缺了它，页面上就会夹杂另一种语言。",
    },
    wrong: "
        site-config.yaml
        languages: [en, fr]
        themes/default/strings/fr.yaml (is not there)
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ",
    right: "
        site-config.yaml
        languages: [en, fr]
        themes/default/strings/fr.yaml
        nav: {replies: Réponses}
    ",
};
