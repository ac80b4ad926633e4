//! An image lies on another site.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "external-image",
    severity: Severity::Warning,
    en: RuleText {
        message: "the image `{url}` lies on another site",
        label: "shown as a link",
        help: "save the image beside the record, list it under `attachments` and use its file name here",
        why: "Pages load nothing from other sites: a foreign server could change the picture at any time, would learn who reads the page, and may be gone tomorrow. The image is therefore shown as a link only.",
    },
    zh: RuleText {
        message: "图片 `{url}` 在其他网站上",
        label: "将显示为链接",
        help: "把图片存到记录旁边的附件文件夹，列入 `attachments`，这里改用文件名",
        why: "页面不从其他网站加载任何内容：对方可能随时换掉图片，能知道谁在看这个页面，也可能明天就关闭。因此这里只显示为链接。",
    },
    wrong: "
        content/pages/lamps.md
        ![New lamps](https://pictures.example/lamps.jpg)
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ",
    right: "
        content/pages/lamps.md
        [Pictures of the new lamps](https://pictures.example/lamps.jpg)
    ",
};
