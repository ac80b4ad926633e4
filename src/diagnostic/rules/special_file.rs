//! A pipe, a socket or a device lies where a file should.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "special-file",
    severity: Severity::Error,
    en: RuleText {
        message: "this is no file but a pipe, a socket or a device",
        label: "",
        help: "take it away; if there should be a file of this name, put the file in its place",
        why: "Such a thing has no content that could be published: reading it may wait for ever, or never end. It gets into a folder by a mistake of another program.",
    },
    zh: RuleText {
        message: "这不是文件，而是管道、套接字或设备",
        label: "",
        help: "移走它；如果这里应当有同名文件，请放入文件本身",
        why: "这类东西没有可以公开的内容，读取时可能永远等待或没有尽头。通常是其他程序误放进来的。",
    },
    wrong: "
        content/pages/about.md (a named pipe)
        ^^^^^^^^^^^^^^^^^^^^^^
    ",
    right: "
        content/pages/about.md
    ",
};
