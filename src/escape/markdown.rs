//! Markdown for the comment of a forge: text stays text there, and tells nobody.

use crate::source::text::clean;

/// Returns text for a line of Markdown: every mark is written out, a line end is a space.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let text = clean(text);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\n' | '\r' | '\t' => escaped.push(' '),
            // A forge tells the person, links the issue or the address, whatever stands before the mark.
            '@' | '#' | '!' | ':' if rest.peek().is_some_and(|next| !next.is_whitespace()) => {
                escaped.push(c);
                escaped.push_str("<!-- -->");
            }
            // At the beginning of a line it would make a list.
            '-' if !escaped.is_empty() => escaped.push(c),
            ',' | '.' | '%' | '(' | ')' | '\'' | '"' | ';' | '?' | '/' | ':' | '@' => escaped.push(c),
            c if c.is_ascii_punctuation() => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Returns HTML that went through a door of its own, for a block of HTML in Markdown: no empty line ends
/// the block, and nobody is named.
pub fn block(html: &str) -> String {
    let lines: Vec<&str> = html.lines().filter(|line| !line.trim().is_empty()).collect();
    lines.join("\n").replace('@', "@<!-- -->")
}

/// Returns text as code, which a forge leaves as it is.
pub fn code(text: &str) -> String {
    let text: String = clean(text).chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    // A fence longer than any run of marks within.
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    // One space on both sides is taken off again, unless there is nothing else.
    let spaced = text.starts_with(' ') && text.ends_with(' ') && !text.trim().is_empty();
    let pad = if text.is_empty() || spaced || text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulldown_cmark::{Event, Options, Parser, Tag};

    #[test]
    fn text_of_a_record_is_text_in_a_comment() {
        let evil = "- # [x](javascript:y) ![i](http://e.example/p.png) <script>*b* _i_ ~~s~~ `c` @mayor #12 | a\n\n## h \\ &lt; $x$";
        let line = format!("- {}\n", escaped(evil));
        let mut read = String::new();
        for event in Parser::new_ext(&line, Options::all()) {
            match event {
                Event::Text(text) => read.push_str(&text),
                Event::InlineHtml(html) => assert_eq!(&*html, "<!-- -->"),
                Event::Start(Tag::List(None) | Tag::Item) | Event::End(_) => {}
                other => panic!("{other:?} in {line}"),
            }
        }
        assert_eq!(read, evil.replace('\n', " "));
        assert!(!line.contains("@mayor") && !line.contains("#12") && !line.contains("://"));
        assert_eq!(escaped("Terms: 5 (a-b), 3 %."), "Terms: 5 (a-b), 3 %.");
    }

    #[test]
    fn code_holds_any_text() {
        for text in ["a`b", "``", " ", " a ", "content/x.md"] {
            let line = code(text);
            let mut events = Parser::new(&line);
            events.next();
            assert_eq!(events.next(), Some(Event::Code(text.into())), "{line}");
        }
    }
}
