//! Raw HTML blocks.
//!
//! Takes the text of a block; gives it without its comments. What must hold: nothing inside a
//! comment is ever published, and what stands beside one is never lost.

/// Returns enough of raw HTML to recognise it.
pub(super) fn snippet(html: &str) -> String {
    html.lines().next().unwrap_or_default().chars().take(60).collect()
}

pub(super) struct WithoutComments {
    pub rest: String,
    pub found: bool,
    pub unclosed: bool,
}

/// Takes comments out of an HTML block. A comment that never ends hides the rest of the block,
/// as in browsers: what its author meant to hide must not be published.
pub(super) fn without_comments(html: &str) -> WithoutComments {
    let mut out = WithoutComments { rest: String::new(), found: false, unclosed: false };
    let mut html = html;
    while let Some(start) = html.find("<!--") {
        out.rest.push_str(&html[..start]);
        let inner = &html[start + 4..];
        // `<!-->` and `<!--->` are whole comments.
        let end = match inner {
            _ if inner.starts_with('>') => Some(1),
            _ if inner.starts_with("->") => Some(2),
            _ => inner.find("-->").map(|end| end + 3),
        };
        match end {
            Some(end) => {
                out.found = true;
                html = &inner[end..];
            }
            None => {
                out.unclosed = true;
                html = "";
            }
        }
    }
    out.rest.push_str(html);
    out
}
