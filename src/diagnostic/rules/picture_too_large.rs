//! A picture is larger than a page on a telephone should load.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "picture-too-large",
    severity: Severity::Warning,
    en: RuleText {
        message: "the picture `{file}` has {size} MB, more than {limit} MB",
        label: "",
        help: "save it smaller: 2000 pixels wide and in JPEG quality 80 is enough for a screen",
        why: "Many people read on telephones and pay for what they load. A picture straight from a camera is ten times as large as a screen can show.",
    },
    zh: RuleText {
        message: "图片 `{file}` 有 {size} MB，超过 {limit} MB",
        label: "",
        help: "缩小后再保存：宽 2000 像素、JPEG 质量 80 已够屏幕显示",
        why: "很多人用手机阅读，流量要付费。相机直出的图片比屏幕能显示的大十倍。",
    },
    wrong: "
        content/replies/urban-260302-1.files/lamp.png (6 MB)
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        content/replies/urban-260302-1.md
        ---
        attachments: [{file: lamp.png}]
        ---
    ",
    right: "
        content/replies/urban-260302-1.files/lamp.png
        content/replies/urban-260302-1.md
        ---
        attachments: [{file: lamp.png}]
        ---
    ",
};
