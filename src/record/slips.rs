//! Slips in the text of a record: what is written to be seen or followed, and will not be.
//!
//! Takes the text of one section, or a file; gives findings with their places. What must hold: linear
//! in the length of the text, and nothing for what may be meant as it stands.

use crate::diagnostic::rules;
use crate::diagnostic::{Finding, Item, Place};
use std::ops::Range;

/// Letters of a text, by their script.
#[derive(Default)]
struct Letters {
    han: usize,
    /// Of Japanese and Korean, which write Chinese characters too.
    others: usize,
    latin: usize,
}

/// So many Chinese characters, or Latin letters, tell a language; fewer may be a name.
const HAN: usize = 6;
const LATIN: usize = 30;

/// Reports a text that is not in the language its record names.
pub fn language(file: &str, text: &str, code: &str, languages: &[String], place: Place) -> Option<Finding> {
    let primary = |code: &str| code.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let chinese = |code: &str| ["zh", "yue", "wuu", "lzh"].contains(&&*primary(code));
    let letters = letters(text);
    let wrong = if chinese(code) {
        letters.han == 0 && letters.others == 0 && letters.latin >= LATIN
    } else {
        let east = ["ja", "ko", "vi", "za", "ii", "bo"].contains(&&*primary(code));
        !east && letters.others == 0 && letters.han >= HAN && letters.han > letters.latin
    };
    if !wrong {
        return None;
    }
    // Where the site has no language that it could be in, nothing can be written in the record.
    let fitting: Vec<&str> =
        languages.iter().map(String::as_str).filter(|known| chinese(known) != chinese(code)).collect();
    let meant = fitting.first().copied().filter(|_| fitting.len() == 1);
    let script = if chinese(code) { "@text-latin" } else { "@text-chinese" };
    let finding = Finding::new(&rules::LANGUAGE_DIFFERS, file, place).arg("lang", code).arg("script", script);
    (!fitting.is_empty()).then(|| finding.meant_or(meant, fitting.iter().map(|code| Item::plain(code))))
}

fn letters(text: &str) -> Letters {
    let mut letters = Letters::default();
    for c in text.chars() {
        match c {
            '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' => letters.han += 1,
            '\u{3040}'..='\u{30FF}' | '\u{AC00}'..='\u{D7AF}' => letters.others += 1,
            'a'..='z' | 'A'..='Z' => letters.latin += 1,
            _ => {}
        }
    }
    letters
}

/// Reports brackets that look like a link and make none: `[the map]（map.pdf）`, `[the map] (map.pdf)`.
pub fn links(file: &str, text: &str, start: usize) -> Vec<Finding> {
    let mut findings = Vec::new();
    let ends =
        text.match_indices(']').map(|(at, _)| (at, 1)).chain(text.match_indices('］').map(|(at, m)| (at, m.len())));
    for (at, length) in ends {
        let line = &text[at + length..];
        let line = &line[..line.find('\n').unwrap_or(line.len())];
        let gap = line.len() - line.trim_start_matches(' ').len();
        let Some(open) = line[gap..].chars().next().filter(|c| matches!(c, '(' | '（')) else { continue };
        let inner = &line[gap + open.len_utf8()..];
        let Some(end) = inner.find([')', '）']) else { continue };
        let close = inner[end..].chars().next().map_or(0, char::len_utf8);
        let target = inner[..end].trim();
        let plain = gap == 0 && open == '(' && close == 1 && length == 1;
        if plain || !leads(target) || !text[..at].contains(['[', '［']) {
            continue;
        }
        let from = start + at;
        let place = Place::Bytes(from..from + length + gap + open.len_utf8() + end + close);
        let mended = format!("]({target})");
        let finding = Finding::new(&rules::LINK_NOT_MADE, file, place).arg("suggestion", &mended);
        findings.push(finding.certain((length == 1).then_some(&mended)));
    }
    findings
}

/// Returns whether words in brackets are an address, a file or a record.
fn leads(target: &str) -> bool {
    const BEGINS: [&str; 9] =
        ["http:", "https:", "www.", "mailto:", "policy:", "reply:", "page:", "dataset:", "digest:"];
    const ENDS: [&str; 9] = [".pdf", ".docx", ".xlsx", ".jpg", ".jpeg", ".png", ".csv", ".zip", ".html"];
    let lower = target.to_lowercase();
    !target.contains(char::is_whitespace)
        && (BEGINS.iter().any(|begin| lower.starts_with(begin)) || ENDS.iter().any(|end| lower.ends_with(end)))
}

/// Reports a mark of redaction that is written otherwise, and so shown as it stands.
pub fn redactions(file: &str, text: &str, start: usize) -> Vec<Finding> {
    const ATTEMPTS: [&str; 8] =
        ["[redacted:", "[redacted：", "【redacted", "［redacted", "[[隐去", "【隐去", "[隐去", "[[涂黑"];
    let lower = text.to_ascii_lowercase();
    let mut findings: Vec<Finding> = Vec::new();
    for attempt in ATTEMPTS {
        for (at, _) in
            lower.match_indices(attempt).filter(|(at, _)| !attempt.starts_with("[r") || !lower[..*at].ends_with('['))
        {
            let line = &text[at..];
            let end = line.find('\n').unwrap_or(line.len());
            let end = line[..end].find([']', '】', '］']).map_or(end, |close| close);
            let close: usize = line[end..].chars().take_while(|c| "]】］".contains(*c)).map(char::len_utf8).sum();
            let place = Place::Bytes(start + at..start + at + end + close);
            if findings.iter().all(|finding| finding.place != place) && !lower[..at].ends_with('[') {
                findings.push(Finding::new(&rules::REDACTION_MALFORMED, file, place));
            }
        }
    }
    findings
}

/// Returns why nobody outside reaches the host of an address: it names this computer or a network of an
/// office.
pub fn is_inside(url: &str) -> bool {
    let Some((_, rest)) = url.split_once("://") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = if host.starts_with('[') { host } else { host.split(':').next().unwrap_or_default() };
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let numbers: Vec<u8> = host.split('.').filter_map(|part| part.parse().ok()).collect();
    match numbers[..] {
        [10 | 127, _, _, _] | [192, 168, _, _] | [169, 254, _, _] => return true,
        [172, second, _, _] => return (16..32).contains(&second),
        _ => {}
    }
    let name = host.is_ascii() && !host.starts_with('[') && !host.is_empty();
    let tail = [".local", ".localhost", ".lan", ".internal", ".intranet", ".corp", ".home"];
    host == "[::1]" || (name && (!host.contains('.') || tail.iter().any(|tail| host.ends_with(tail))))
}

/// Reports characters that stand for others which were lost on the way.
pub fn lost(file: &str, text: &str) -> Option<Finding> {
    // What comes of UTF-8 that was read as GBK, and of memory that was never written.
    const GARBLED: [&str; 3] = ["锟斤拷", "烫烫烫", "屯屯屯"];
    let is_lost = |c: char| matches!(c, '\u{FFFD}' | '\u{FFFC}' | '\u{E000}'..='\u{F8FF}');
    if text.is_ascii() {
        return None;
    }
    let single = text.char_indices().find(|(_, c)| is_lost(*c)).map(|(at, c)| at..at + c.len_utf8());
    let run = || GARBLED.iter().find_map(|words| text.find(words).map(|at| at..at + words.len()));
    let at: Range<usize> = single.or_else(run)?;
    let code = text[at.clone()].chars().next().map(|c| format!("U+{:04X}", c as u32)).unwrap_or_default();
    Some(Finding::new(&rules::CHARACTER_LOST, file, Place::Bytes(at)).arg("character", code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_inside_are_told_from_those_of_the_world() {
        for inside in [
            "http://localhost:8080/a",
            "http://127.0.0.1/",
            "https://192.168.1.5",
            "http://10.0.3.4/oa",
            "http://172.20.1.1",
            "http://oa/",
            "http://cms.city.local/edit",
            "http://[::1]/",
        ] {
            assert!(is_inside(inside), "{inside}");
        }
        for outside in
            ["https://city.example/", "http://8.8.8.8", "http://172.64.0.1", "mailto:a@b.example", "http://市.中国"]
        {
            assert!(!is_inside(outside), "{outside}");
        }
    }

    #[test]
    fn brackets_that_make_no_link_are_found() {
        for (text, count) in [
            ("见[图]（map.pdf）。", 1),
            ("see [the map] (map.pdf)", 1),
            ("［图］(https://a.example)", 1),
            ("see [the map](map.pdf) and [1] (see above)", 0),
            ("见[图](map.pdf)（附件）。", 0),
        ] {
            assert_eq!(links("a.md", text, 0).len(), count, "{text}");
        }
    }

    #[test]
    fn a_text_in_another_language_is_told_by_its_letters() {
        let languages = ["en".to_owned(), "zh-Hans".to_owned()];
        let told = |text: &str, code: &str| language("a.md", text, code, &languages, Place::File).is_some();
        assert!(told("路灯已经修好了，谢谢。", "en"));
        assert!(told("The lamps on Renmin Road were mended on the next day, and they burn again tonight.", "zh-Hans"));
        assert!(!told("The sign says 小心地滑, and the lamps are dark.", "en"));
        assert!(!told("Windows 11 补丁", "zh-Hans"));
        assert!(!told("街灯が消えた。夜は暗い。", "ja"));
    }
}
