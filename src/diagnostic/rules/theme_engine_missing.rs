//! A theme replaces templates and does not say for which engine it is made.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "theme-engine-missing",
    severity: Severity::Warning,
    en: RuleText {
        message: "this theme replaces templates and does not say for which engine",
        label: "",
        help: "write `engine: {ours}` into its `theme.yaml`, if its templates were made with this version or looked through since",
        why: "When what templates are given changes, the number of the engine goes up, and a theme made for the one before is reported instead of making wrong pages. That only works where the theme says which one it was made for. Words, colours and static files need no number.",
    },
    zh: RuleText {
        message: "此主题替换了模板，但没有写明适用的接口",
        label: "",
        help: "如果模板是用本版本制作的，或已对照检查过，请在 `theme.yaml` 中写 `engine: {ours}`",
        why: "程序提供给模板的内容改变时，接口编号加一；按旧编号制作的主题会被指出，而不会生成错误的页面。前提是主题写明了编号。只改文字、颜色和静态文件的主题不需要编号。",
    },
    wrong: "
        themes/default/templates/page.html
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        <h1>{{ page.title }}</h1>
    ",
    right: "
        themes/default/theme.yaml
        engine: 1
        themes/default/templates/page.html
        <h1>{{ page.title }}</h1>
    ",
};
