//! A file holds bytes that are no characters.

use crate::diagnostic::{Rule, RuleText, Severity};

pub static RULE: Rule = Rule {
    name: "encoding-broken",
    severity: Severity::Error,
    en: RuleText {
        message: "part of the file cannot be read as text",
        label: "first character that cannot be read",
        help: "open the file in the program it was written with and save it as UTF-8, then read through the marked line",
        why: "The bytes here belong to no known character: the file was damaged, or it is a mixture of two encodings. Publishing it would show broken words to citizens, and nobody can restore them by guessing.",
    },
    zh: RuleText {
        message: "文件中有无法识别的字符",
        label: "第一处无法识别的字符",
        help: "用原来的软件打开，另存为 UTF-8，再核对标出的这一行",
        why: "这些字节不属于任何已知的字符：文件可能损坏，也可能混用了两种编码。照此公开，群众看到的就是乱码，程序也无法猜测还原。",
    },
    wrong: "
        content/pages/about.md (bytes of two encodings: <E9> is a byte that UTF-8 does not have here)
        A caf<E9> in 人民路.
             ^^^^
    ",
    right: "
        content/pages/about.md
        A café in 人民路.
    ",
};
