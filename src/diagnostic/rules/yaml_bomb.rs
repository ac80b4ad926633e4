//! A YAML file is nested too deeply or repeats itself too often.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "yaml-bomb",
    severity: Severity::Error,
    en: RuleText {
        message: "this YAML is nested too deeply, or repeats itself too often",
        label: "",
        help: "write the values out without `&` and `*`, with only a few levels of indentation",
        why: "With the marks `&` and `*` a few lines of YAML can grow into millions, which would stop the computer that builds the site. Content never needs this.",
    },
    zh: RuleText {
        message: "这段 YAML 嵌套太深，或重复引用太多",
        label: "",
        help: "不用 `&` 和 `*`，把内容直接写出，缩进只用几级",
        why: "用 `&` 和 `*` 互相引用，几行 YAML 就能展开成几百万行，使生成网站的电脑瘫痪。正常内容用不到这种写法。",
    },
    wrong: "
        content/topics.yaml
        - &a {id: streets, label: Streets}
                  ^^^^^^^^
        - &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
        - &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
        - &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
        - &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
        - &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]
    ",
    right: "
        content/topics.yaml
        - {id: streets, label: Streets}
    ",
};
