//! The text of a cell as Markdown that shows it as it was.
//!
//! Cells hold plain text, or the HTML of an editor in the case system. HTML becomes plain text; of
//! plain text only what would be read as markup and lose or change words is escaped: headings, fences,
//! tags, entities, definitions of links. Line ends and masks (杨*华) need nothing: the page keeps them.

use crate::source::text::clean;
use std::borrow::Cow;

/// A text, and what had no place in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plain {
    pub text: String,
    /// It was HTML.
    pub html: bool,
    /// Pictures and the like that text cannot show.
    pub lost: usize,
    /// Control characters and marks of direction were in it.
    pub controls: bool,
}

/// Returns the plain text of a cell.
pub fn plain(cell: &str) -> Plain {
    let unified: Cow<'_, str> =
        if cell.contains('\r') { cell.replace("\r\n", "\n").replace('\r', "\n").into() } else { cell.into() };
    // What Excel writes for a line end in a cell.
    let unified = if unified.contains("_x000") {
        unified.replace("_x000D_", "").replace("_x000A_", "\n").into()
    } else {
        unified
    };
    let cleaned = clean(&unified);
    let controls = matches!(cleaned, Cow::Owned(_));
    if is_html(&cleaned) {
        let (text, lost) = stripped(&cleaned);
        return Plain { text, html: true, lost, controls };
    }
    let escaped = ESCAPES.iter().any(|escape| cleaned.contains(escape));
    let text = if escaped { decoded(cleaned.trim()) } else { cleaned.trim().to_owned() };
    Plain { text, html: escaped, lost: 0, controls }
}

/// What a system writes that escapes its texts for a page.
const ESCAPES: [&str; 6] = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;", "&nbsp;"];

/// Returns text with characters for entities, all else as it is.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let (character, len) = entity(&rest[at..]).unwrap_or(('&', 1));
        out.push(character);
        rest = &rest[at + len..];
    }
    out.push_str(rest);
    out
}

/// Tags of editors: a text with one of them is HTML, `a < b` is not.
const TAGS: [&str; 26] = [
    "p",
    "br",
    "div",
    "span",
    "b",
    "i",
    "u",
    "strong",
    "em",
    "font",
    "a",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "th",
    "tbody",
    "thead",
    "img",
    "h1",
    "h2",
    "h3",
    "blockquote",
    "o:p",
];

fn is_html(text: &str) -> bool {
    text.contains('<') && tags(text).any(|(_, _, name)| TAGS.contains(&&*name))
}

/// Gives the tags of a text: where each begins and ends, and its name (with `/` for one that closes).
fn tags(text: &str) -> impl Iterator<Item = (usize, usize, String)> {
    text.match_indices('<').filter_map(|(at, _)| {
        let rest = &text[at + 1..];
        let name = rest.strip_prefix('/').unwrap_or(rest);
        let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != ':').unwrap_or(name.len());
        let close = rest.find('>')?;
        let named = end > 0 && name.starts_with(|c: char| c.is_ascii_alphabetic());
        named.then(|| (at, at + close + 2, name[..end].to_ascii_lowercase()))
    })
}

fn stripped(html: &str) -> (String, usize) {
    let (mut out, mut lost, mut at) = (String::with_capacity(html.len()), 0, 0);
    let mut link: Option<(String, usize)> = None;
    for (from, to, name) in tags(html) {
        if from < at {
            continue;
        }
        push_words(&mut out, &html[at..from]);
        at = to;
        let closes = html[from..].starts_with("</");
        match name.as_str() {
            "script" | "style" if !closes => {
                let end = html[to..].find("</").map_or(html.len(), |n| to + n);
                at = end;
            }
            "br" => out.push('\n'),
            "p" | "div" | "tr" | "ul" | "ol" | "table" | "blockquote" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                line_end(&mut out);
                if name == "p" && closes {
                    out.push('\n');
                }
            }
            "li" if !closes => {
                line_end(&mut out);
                out.push_str("- ");
            }
            "li" => line_end(&mut out),
            "td" | "th" if closes => out.push_str("  "),
            "img" | "video" | "audio" | "iframe" | "object" | "embed" => lost += 1,
            "a" if !closes => link = attribute(&html[from..to], "href").map(|to| (to, out.len())),
            "a" => {
                if let Some((to, start)) = link.take().filter(|(to, _)| to.starts_with("http")) {
                    let shown = out.get(start..).unwrap_or_default().trim();
                    if shown != to {
                        out.push_str(&format!(" ({to})"));
                    }
                }
            }
            _ => {}
        }
    }
    push_words(&mut out, &html[at..]);
    let mut text = String::with_capacity(out.len());
    let mut empty = 0;
    for line in out.lines().map(str::trim) {
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty < 2 {
            text.push_str(line);
            text.push('\n');
        }
    }
    (text.trim().to_owned(), lost)
}

fn line_end(out: &mut String) {
    let end = out.trim_end_matches(' ').len();
    out.truncate(end);
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

/// Adds words between tags: white space is one space there, entities are characters.
fn push_words(out: &mut String, html: &str) {
    let mut rest = html;
    while let Some(c) = rest.chars().next() {
        if c == '&'
            && let Some((character, len)) = entity(rest)
        {
            out.push(character);
            rest = &rest[len..];
            continue;
        }
        match c {
            ' ' | '\n' | '\t' if out.ends_with([' ', '\n']) || out.is_empty() => {}
            '\n' | '\t' => out.push(' '),
            c => out.push(c),
        }
        rest = &rest[c.len_utf8()..];
    }
}

/// Reads an entity at the start of a text.
fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = &text[1..end];
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    let character = match name.strip_prefix('#') {
        Some(hex) if hex.starts_with(['x', 'X']) => number(&hex[1..], 16)?,
        Some(decimal) => number(decimal, 10)?,
        None => match name {
            "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" => '"',
            "apos" => '\'',
            "ldquo" => '“',
            "rdquo" => '”',
            "lsquo" => '‘',
            "rsquo" => '’',
            "mdash" => '—',
            "ndash" => '–',
            "hellip" => '…',
            "middot" => '·',
            "deg" => '°',
            "times" => '×',
            "yen" => '¥',
            "pound" => '£',
            "euro" => '€',
            "sect" => '§',
            "szlig" => 'ß',
            "auml" => 'ä',
            "ouml" => 'ö',
            "uuml" => 'ü',
            _ => return None,
        },
    };
    (!crate::source::text::is_out_of_place(character)).then_some((character, end + 1))
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let at = tag.to_ascii_lowercase().find(&format!("{name}="))? + name.len() + 1;
    let rest = &tag[at..];
    let quote = rest.chars().next()?;
    let value = match quote {
        '"' | '\'' => rest[1..].split(quote).next()?,
        _ => rest.split(|c: char| c.is_whitespace() || c == '>').next()?,
    };
    Some(value.replace("&amp;", "&"))
}

/// Returns plain text as Markdown that shows it.
pub fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for line in text.lines() {
        if !out.is_empty() {
            out.push('\n');
        }
        write_line(&mut out, line.trim_end());
    }
    out
}

fn write_line(out: &mut String, line: &str) {
    // Four spaces would make code of it.
    let text = line.trim_start_matches([' ', '\t']);
    let rule = |mark: char| text.len() > 1 && text.chars().all(|c| c == mark || c == ' ');
    if let Some(rest) = text.strip_prefix('＃') {
        // A full-width mark has no escape of its own.
        out.push_str("&#65283;");
        write_inline(out, rest);
        return;
    }
    let definition = text.starts_with('[') && text.find("]:").is_some();
    if text.starts_with(['#', '>'])
        || text.starts_with("~~~")
        || rule('=')
        || rule('-')
        || rule('*')
        || rule('_')
        || definition
        || is_bullet(text)
    {
        out.push('\\');
    }
    write_inline(out, text);
}

/// A sign that stands alone is an empty item of a list, which shows nothing.
fn is_bullet(text: &str) -> bool {
    matches!(text, "-" | "+" | "*")
}

fn write_inline(out: &mut String, text: &str) {
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        let marks = match c {
            '<' => rest.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)),
            '&' => {
                rest.starts_with('#')
                    || rest
                        .find(';')
                        .is_some_and(|end| end > 0 && rest[..end].bytes().all(|b| b.is_ascii_alphanumeric()))
            }
            '\\' => rest.starts_with(|c: char| c.is_ascii_punctuation()) || rest.is_empty(),
            '`' => true,
            '!' => rest.starts_with('['),
            ']' => rest.starts_with(['(', '[']),
            _ => false,
        };
        if marks {
            out.push('\\');
        }
        out.push(c);
    }
}

/// Returns the beginning of a text as a title: its first line, cut at a word or a mark.
pub fn title(text: &str) -> String {
    const LONGEST: usize = 60;
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let ends = |c: char| "。！？!?；;".contains(c);
    let sentence = line.find(ends).map_or(line, |end| &line[..end]);
    if sentence.chars().count() <= LONGEST {
        return sentence.to_owned();
    }
    let cut: String = sentence.chars().take(LONGEST).collect();
    let cut = cut.rfind([' ', '，', '、']).filter(|at| *at > cut.len() / 2).map_or(cut.as_str(), |at| &cut[..at]);
    format!("{}…", cut.trim_end())
}

/// Writes a string so that YAML reads the same string.
pub fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || " -_.，。、《》（）？！“”".contains(c);
    let safe = text.chars().all(plain) && text.starts_with(char::is_alphabetic) && text.trim() == text;
    let word =
        ["true", "false", "null", "yes", "no", "on", "off", "y", "n"].iter().any(|w| text.eq_ignore_ascii_case(w));
    if safe && !word { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Profile, plain as shown};

    #[test]
    fn html_of_editors_becomes_text() {
        let text = |cell: &str| plain(cell).text;
        assert_eq!(text("<p>您好：</p><p>灯&nbsp;已修<br/>好。</p>"), "您好：\n\n灯 已修\n好。");
        assert_eq!(text("<ul><li>one<li>two</ul>"), "- one\n- two");
        assert_eq!(
            text("see <a href=\"https://a.example/?x=1&amp;y=2\">here</a>"),
            "see here (https://a.example/?x=1&y=2)"
        );
        assert_eq!(text("<style>p{}</style><b>bold</b> &#20320;"), "bold 你");
        assert_eq!(plain("<p>a<img src=x>b</p>").lost, 1);
        assert_eq!(text("a < b and c > d"), "a < b and c > d");
        assert_eq!(text("A &amp; B\n&quot;C&quot;; D&E"), "A & B\n\"C\"; D&E");
        assert_eq!(text("a\r\nb\u{202E}"), "a\nb");
        assert!(plain("a\u{202E}").controls);
    }

    #[test]
    fn what_is_written_is_what_is_shown() {
        let texts = [
            "# not a heading",
            "## 答复\nnot ours",
            "＃＃ 答复",
            "a <b> c </b> <script>x</script>",
            "Q &amp; A &#65; &",
            "```\ncode\n```",
            "title\n===\nmore\n---\nend",
            "[1]: https://a.example/ \"x\"",
            "see [here](https://a.example/) and ![x](y)",
            "    indented\n\tand so",
            "back\\slash \\* `code`",
            "> quoted",
            "-\n+\n*",
            "1. one\n2. two",
            "杨*华和李**的*事*",
        ];
        for text in texts {
            for profile in [Profile::Citizen, Profile::Official] {
                let markdown = markdown(text);
                let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join("");
                let scan = crate::markdown::scan(&markdown, profile, None);
                assert!(scan.problems.is_empty(), "{text:?} as {markdown:?}: {:?}", scan.problems);
                if !(profile == Profile::Official && text.contains('*')) {
                    assert_eq!(words(&shown(&markdown, profile)), words(text), "{markdown:?}");
                }
            }
        }
    }

    proptest::proptest! {
        /// Whatever marks meet, no word of a letter is lost, and none of them makes a heading.
        #[test]
        fn no_word_is_lost(parts in proptest::collection::vec((0..14_usize, 0..30_usize), 1..25)) {
            const MARKS: [&str; 14] =
                ["\n", "\n\n", " ", "# ", "> ", "<b>", "&lt;", "```", "\n- ", "\n===\n", "](x) ", "\n[a]: ", "\\", "\n    "];
            let text: String = parts.iter().map(|(mark, word)| format!("{}词{word}", MARKS[*mark])).collect();
            let markdown = markdown(&text);
            for profile in [Profile::Citizen, Profile::Official] {
                let page = shown(&markdown, profile);
                let mut rest = page.as_str();
                for (_, word) in &parts {
                    let word = format!("词{word}");
                    let at = rest.find(&word);
                    proptest::prop_assert!(at.is_some(), "{word} of {text:?} in {page:?}");
                    rest = &rest[at.unwrap_or(0) + word.len()..];
                }
                let html = crate::markdown::scan(&markdown, profile, None);
                proptest::prop_assert!(html.anchors.is_empty(), "{markdown:?}");
            }
        }
    }

    #[test]
    fn titles_are_cut_at_words() {
        assert_eq!(title("\n 路灯不亮。请修。"), "路灯不亮");
        let long = "word ".repeat(30);
        let title = title(&long);
        assert!(title.ends_with("word…") && title.chars().count() <= 61, "{title}");
    }

    #[test]
    fn quoted_strings_are_read_back() {
        for text in
            ["plain", "路灯：不亮", "yes", "Off", "1", "a: b # c", "-", "\"q\"", "a\\b", "N", "‘x’", "A😀\u{a0}"]
        {
            let node = crate::yaml::read(&format!("k: {}\n", quoted(text))).unwrap();
            assert_eq!(node.text("k"), Some(text));
        }
    }
}
