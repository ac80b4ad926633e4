//! What a reader sees of a page: the words of its main part, a line for each block.
//!
//! Takes a page as the theme made it; gives bare text. Pages are compared, not shown, by it: what is
//! no text (an address, a mark, a picture) is not in it, so two pages may differ and read the same. What
//! must hold: it goes over the page once, and no input makes it fail.

/// Elements whose content nobody reads.
const UNREAD: [&str; 5] = ["script", "style", "template", "head", "nav"];

/// Elements within a line.
const INLINE: [&str; 20] = [
    "a", "abbr", "b", "bdi", "cite", "code", "data", "del", "em", "i", "ins", "kbd", "mark", "q", "small", "span",
    "strong", "sub", "sup", "time",
];

/// Returns the words of a page.
pub fn words(page: &str) -> String {
    let main = page.find("<main").map_or(page, |at| &page[at..]);
    let mut rest = main.find("</main").map_or(main, |at| &main[..at]);
    let mut text = String::with_capacity(rest.len() / 4);
    while let Some(at) = rest.find('<') {
        push(&mut text, &rest[..at]);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let end = end_of_tag(rest);
        let tag = &rest[1..end];
        rest = rest.get(end + 1..).unwrap_or_default();
        let closes = tag.starts_with('/');
        let name = tag.trim_start_matches('/');
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
        if !closes && UNREAD.contains(&&*name) {
            let close = format!("</{name}");
            rest = rest.find(&close).map_or("", |at| &rest[at..]);
        }
        // A row of a table is a line.
        if matches!(&*name, "td" | "th") {
            push(&mut text, " ");
        } else if !INLINE.contains(&&*name) {
            end_line(&mut text);
        }
    }
    push(&mut text, rest);
    text.truncate(text.trim_end().len());
    text
}

/// Returns where a tag ends: at the first `>` that stands in no value.
fn end_of_tag(rest: &str) -> usize {
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    rest.len()
}

fn end_line(text: &mut String) {
    text.truncate(text.trim_end_matches(' ').len());
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

/// Adds text; any space is one, and none at the beginning of a line.
fn push(text: &mut String, piece: &str) {
    let mut piece = piece;
    while let Some(c) = piece.chars().next() {
        let (c, len) = if c == '&' { reference(piece) } else { (c, c.len_utf8()) };
        piece = &piece[len..];
        if !c.is_whitespace() {
            text.push(c);
        } else if !text.is_empty() && !text.ends_with([' ', '\n']) {
            text.push(' ');
        }
    }
}

/// Returns the character at the beginning of a text that begins with `&`, and the bytes it takes.
fn reference(text: &str) -> (char, usize) {
    /// The longest that is written in pages.
    const LONGEST: usize = 10;
    let named = |name: &str| match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        _ => {
            let number = name.strip_prefix('#')?;
            let hex = number.strip_prefix(['x', 'X']).map(|hex| u32::from_str_radix(hex, 16));
            char::from_u32(hex.unwrap_or_else(|| number.parse()).ok()?)
        }
    };
    let end = text.bytes().take(LONGEST).position(|byte| byte == b';');
    let found = end.and_then(|end| Some((named(&text[1..end])?, end + 1)));
    found.unwrap_or(('&', 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_page_is_what_is_read_of_it() {
        let page = "<html><head><title>x</title></head><body><nav>y</nav><main id=\"m\">\n<h1>Lamps &amp;\n <em>poles</em></h1>\
            <!-- <p>no</p> --><p title=\"a > b\">One&#32;two&#x4e09;.</p><style>p {}</style><ul><li>A<li>B</ul> end &co</main>z";
        assert_eq!(words(page), "Lamps & poles\nOne two三.\nA\nB\nend &co");
        assert_eq!(words("bare <"), "bare");
    }

    proptest! {
        #[test]
        fn any_text_is_read(page in "[<>/!&;#\"' a路-]{0,60}") {
            words(&page);
        }
    }
}
