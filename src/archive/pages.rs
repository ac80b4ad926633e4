//! What a page is called, and of what type a file is.

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

/// Returns the media type of a file by its ending, as the hosts of our guides send it.
pub(super) fn media_type(path: &str) -> &'static str {
    let ending = path.rsplit_once('/').map_or(path, |(_, name)| name).rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending.to_ascii_lowercase().as_str() {
        "html" => "text/html",
        "css" => "text/css",
        "js" | "mjs" => "text/javascript",
        "json" => "application/json",
        "jsonl" => "application/jsonl",
        "jsonld" => "application/ld+json",
        "xml" => "application/xml",
        "csv" => "text/csv",
        "tsv" => "text/tab-separated-values",
        "txt" | "md" => "text/plain",
        "ics" => "text/calendar",
        "link" => "application/link-format",
        "ttl" => "text/turtle",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "gif" => "image/gif",
        "avif" => "image/avif",
        "pdf" => "application/pdf",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "ods" => "application/vnd.oasis.opendocument.spreadsheet",
        "odt" => "application/vnd.oasis.opendocument.text",
        "zip" => "application/zip",
        "gz" => "application/gzip",
        "parquet" => "application/vnd.apache.parquet",
        "sqlite" => "application/vnd.sqlite3",
        "mp3" => "audio/mpeg",
        "mp4" => "video/mp4",
        // Lists of checksums, headers, policies: text without an ending.
        "" => "text/plain",
        _ => "application/octet-stream",
    }
}
