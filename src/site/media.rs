//! Of what type a file is, by its ending: for lists, archives and the server that shows a site.

/// Returns the media type of a file by its ending, as the hosts of our guides send it.
pub fn media_type(path: &str) -> &'static str {
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
        "woff2" => "font/woff2",
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
