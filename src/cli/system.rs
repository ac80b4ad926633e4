//! What the operating system says, in the language of the reader.
//!
//! Its messages reach us in English, with our file name before them; in Chinese the phrases that a
//! person meets are put into words here, the rest stays as it came.

use crate::diagnostic::Tongue;
use std::borrow::Cow;

/// Phrases of the system and of our own door to it.
const PHRASES: &[(&str, &str)] = &[
    ("No such file or directory", "没有这个文件或文件夹"),
    ("Permission denied", "没有权限"),
    ("Operation not permitted", "系统不允许这样做"),
    ("No space left on device", "磁盘已满"),
    ("Disk quota exceeded", "超出磁盘配额"),
    ("Read-only file system", "磁盘只能读取，不能写入"),
    ("Is a directory", "这是文件夹，不是文件"),
    ("Not a directory", "这不是文件夹"),
    ("Directory not empty", "文件夹不是空的"),
    ("File exists", "已存在"),
    ("File name too long", "文件名太长"),
    ("File too large", "文件太大"),
    ("Too many open files in system", "系统打开的文件太多"),
    ("Too many open files", "打开的文件太多"),
    ("Too many levels of symbolic links", "链接绕成了圈"),
    ("Invalid cross-device link", "不能跨磁盘移动"),
    ("Device or resource busy", "正在使用中"),
    ("Text file busy", "程序正在运行"),
    ("Input/output error", "磁盘读写出错"),
    ("Address already in use", "端口已被占用"),
    ("Cannot assign requested address", "地址不可用"),
    ("Cannot allocate memory", "内存不足"),
    ("Broken pipe", "接收方已关闭"),
    ("Invalid argument", "系统不接受这个参数"),
    ("Resource temporarily unavailable", "系统暂时忙"),
    ("the input ended before the record was whole", "输入提前结束，记录没有写完"),
    ("standard output cannot be written", "结果无法写到标准输出"),
    ("this link leads nowhere", "这个链接指向的地方不存在"),
    ("the links go in a circle", "链接绕成了圈"),
    ("stream did not contain valid UTF-8", "内容不是 UTF-8 文字"),
    (" (os error ", "（系统代码 "),
];

/// Returns a message with what the system said in a language.
pub fn worded(text: &str, tongue: Tongue) -> Cow<'_, str> {
    if tongue == Tongue::English {
        return Cow::Borrowed(text);
    }
    let mut said = Cow::Borrowed(text);
    for (english, chinese) in PHRASES.iter().filter(|(english, _)| text.contains(english)) {
        said = said.replace(english, chinese).into();
    }
    // The code closes with the bracket that it opened with.
    if text.contains("(os error ") && said.ends_with(')') {
        said.to_mut().pop();
        said.to_mut().push('）');
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Error;

    #[test]
    #[cfg(target_os = "linux")]
    fn what_linux_says_is_put_into_words() {
        // The faults that a disk, a network or a limit gives: the numbers of Linux.
        for code in [1, 2, 5, 11, 12, 13, 16, 17, 18, 20, 21, 22, 23, 24, 26, 27, 28, 30, 32, 36, 39, 40, 98, 99, 122] {
            let text = format!("content/x.md: {}", Error::from_raw_os_error(code));
            let said = worded(&text, Tongue::Chinese);
            assert!(said.contains(&format!("（系统代码 {code}）")), "{said}");
            let latin = said.trim_start_matches("content/x.md").chars().any(|c| c.is_ascii_alphabetic());
            assert!(!latin, "{said}");
            assert_eq!(worded(&text, Tongue::English), text);
        }
    }
}
