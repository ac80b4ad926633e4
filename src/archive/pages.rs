//! What a page is called.

/// Returns the title of a page of ours, as text.
pub(super) fn title(html: &[u8]) -> Option<String> {
    let head = std::str::from_utf8(html).ok()?;
    let (_, rest) = head.split_once("<title>")?;
    let (title, _) = rest.split_once("</title>")?;
    let plain = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&#x2F;", "/"),
        ("&amp;", "&"),
    ];
    Some(plain.iter().fold(title.to_owned(), |text, (written, plain)| text.replace(written, plain)))
}
