//! What the endings of a name say, to browsers and to servers.
//!
//! A server reads more than the last one: `page.html.gz` is a page that was packed, `page.html.en`
//! a page in English, and some run `photo.php.jpg` because `php` is among its endings.

use super::Runs;

/// What a file is by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A known form that nothing runs.
    Inert,
    /// The same, as text: what it begins with is its own affair.
    InertText,
    /// XML in one of its uses.
    Markup,
    Runs(Runs),
    Unknown,
}

/// Endings of XML that browsers show as it is.
pub static MARKUP: &[&str] = &[
    "svg", "xml", "rdf", "owl", "kml", "gml", "gpx", "mml", "mathml", "rss", "atom", "xsd", "wsdl", "wadl", "xbrl",
    "xmp", "xlf", "tei", "musicxml", "opml", "sdmx", "citygml", "ditamap", "dita", "docbook", "plist", "tcx",
];

static INERT: &[&str] = &[
    // Documents.
    "pdf", "doc", "docx", "docm", "dot", "dotx", "xls", "xlsx", "xlsm", "xlsb", "xlt", "xltx", "ppt", "pptx", "pptm",
    "pps", "ppsx", "odt", "ods", "odp", "odg", "ott", "ots", "fodt", "pages", "numbers", "key", "wps", "et", "dps",
    "ofd", "ceb", "caj", "djvu", "epub", "mobi", "ps", "eps", "xps", "oxps", "vsd", "vsdx", "mpp", "pub", "msg", "p7m",
    "p7s", "asc", "sig", "tsr", // Pictures, sound and film.
    "png", "jpg", "jpeg", "jpe", "gif", "webp", "avif", "apng", "bmp", "tif", "tiff", "ico", "heic", "heif", "jp2",
    "jxl", "psd", "ai", "mp3", "m4a", "aac", "ogg", "oga", "opus", "wav", "flac", "amr", "wma", "mp4", "m4v", "webm",
    "ogv", "mov", "avi", "mkv", "wmv", "mpg", "mpeg", "3gp", // Packed files, data and maps.
    "zip", "7z", "rar", "tar", "tgz", "gz", "bz2", "xz", "zst", "parquet", "sqlite", "gpkg", "shp", "shx", "dbf",
    "prj", "sbn", "cpg", "kmz", "dwg", "dxf", "dgn", "ifc", "rvt", "skp", "las", "laz", "nc", "h5", "sav", "dta",
    "mdb", "accdb", "bin", "pbf", "mbtiles", "geotiff", "ttf", "otf", "woff", "woff2",
];

static INERT_TEXT: &[&str] = &[
    "txt", "text", "csv", "tsv", "tab", "json", "jsonl", "ndjson", "geojson", "jsonld", "topojson", "md", "markdown",
    "rst", "tex", "bib", "yaml", "yml", "toml", "ics", "vcf", "srt", "vtt", "log", "rtf", "eml", "ttl", "nt", "n3",
    "px", "asciidoc", "adoc", "diff", "patch", "sql",
];

/// What browsers run or show as a page, style sheets and scripts for them included.
static BROWSER: &[&str] = &[
    "html",
    "htm",
    "xhtml",
    "xht",
    "xhtm",
    "shtml",
    "shtm",
    "stm",
    "dhtml",
    "hta",
    "htc",
    "mht",
    "mhtml",
    "maff",
    "webarchive",
    "js",
    "mjs",
    "cjs",
    "jsm",
    "tsx",
    "jsx",
    "css",
    "wasm",
    "swf",
    "xap",
    "jnlp",
    "jar",
    "class",
    "xsl",
    "xslt",
    "xbl",
    "xul",
    "svgz",
    "appcache",
    "webmanifest",
    "manifest",
    "map",
    "htmlz",
    "crx",
    "xpi",
    "dtd",
];

/// What servers run, wherever among the endings it stands.
static SERVER: &[&str] = &[
    "php", "php3", "php4", "php5", "php6", "php7", "php8", "phps", "pht", "phtm", "phtml", "phar", "asp", "aspx",
    "ashx", "asmx", "ascx", "asax", "axd", "cdx", "asa", "cshtml", "vbhtml", "jsp", "jspx", "jspf", "jsw", "jsv",
    "jhtml", "cfm", "cfml", "cfc", "dbm", "cgi", "fcgi", "fpl", "htaccess", "htpasswd", "xsp", "rhtml", "erb", "twig",
    "wsgi",
];

/// What runs where it is the last ending: elsewhere these are words and codes of languages.
static SCRIPT: &[&str] = &[
    "pl", "pm", "py", "pyc", "rb", "lua", "tcl", "sh", "bash", "zsh", "ksh", "csh", "awk", "inc", "cer", "config",
    "conf", "ini", "do", "action", "nsf", "tpl", "lasso", "esp",
];

static PROGRAM: &[&str] = &[
    "exe",
    "com",
    "bat",
    "cmd",
    "msi",
    "msix",
    "appx",
    "scr",
    "pif",
    "cpl",
    "dll",
    "sys",
    "ps1",
    "psm1",
    "vb",
    "vbs",
    "vbe",
    "jse",
    "ws",
    "wsf",
    "wsh",
    "wsc",
    "sct",
    "hlp",
    "chm",
    "lnk",
    "url",
    "scf",
    "inf",
    "reg",
    "msc",
    "gadget",
    "application",
    "appref-ms",
    "apk",
    "ipa",
    "dmg",
    "pkg",
    "app",
    "command",
    "deb",
    "rpm",
    "run",
    "appimage",
    "desktop",
    "webloc",
    "iso",
    "img",
    "vhd",
    "vhdx",
    "settingcontent-ms",
    "search-ms",
    "library-ms",
    "xll",
];

/// Endings that say how a file is packed or in which language it is: the one before them counts.
static TRANSPARENT: &[&str] = &["gz", "br", "zst", "z", "bz2", "xz", "deflate", "lz", "lzma"];

/// Names that servers take orders from.
static ORDERS: &[&str] = &[
    "web.config",
    "_headers",
    "_redirects",
    "_routes.json",
    "_worker.js",
    "cname",
    "nginx.conf",
    "caddyfile",
    "robots.txt",
];

/// Returns what a file is by its name.
pub fn kind(name: &str) -> Kind {
    let name = name.to_lowercase();
    let endings: Vec<&str> = name.split('.').skip(1).map(str::trim).collect();
    let has = |list: &[&str], ending: &&str| list.contains(ending);
    let versioned = |ending: &&str| ending.strip_prefix("php").is_some_and(|v| v.bytes().all(|b| b.is_ascii_digit()));
    // A server may read an ending up to the first mark only: `a.asp;.jpg`.
    let served = |ending: &str| has(SERVER, &ending) || versioned(&ending);
    let cut = |ending: &str| served(ending.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default());
    if has(ORDERS, &&*name) || endings.iter().any(|ending| served(ending) || cut(ending)) {
        return Kind::Runs(Runs::Server);
    }
    // What a packed or translated file is, the ending before says.
    let mut counted = endings.iter().rev().skip_while(|ending| has(TRANSPARENT, ending) || is_language(ending));
    let known =
        |ending: &&&str| [INERT, INERT_TEXT, MARKUP, BROWSER, SCRIPT, PROGRAM].iter().any(|list| has(list, ending));
    let last = endings.last().copied().unwrap_or_default();
    match counted.find(known) {
        Some(ending) if has(BROWSER, ending) => Kind::Runs(Runs::Browser),
        Some(ending) if has(SCRIPT, ending) && *ending == last => Kind::Runs(Runs::Server),
        Some(ending) if has(PROGRAM, ending) && *ending == last => Kind::Runs(Runs::Program),
        Some(ending) if has(MARKUP, ending) && *ending == last => Kind::Markup,
        // A drawing that is packed cannot be looked through, and is unpacked by browsers.
        Some(ending) if has(MARKUP, ending) => Kind::Runs(Runs::Browser),
        _ if has(INERT, &last) => Kind::Inert,
        _ if has(INERT_TEXT, &last) => Kind::InertText,
        _ => Kind::Unknown,
    }
}

/// `en`, `zh-hans`: what servers that choose by language read from a name.
fn is_language(ending: &str) -> bool {
    let mut parts = ending.split('-');
    let primary = parts.next().unwrap_or_default();
    let letters = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric());
    let known = [INERT, INERT_TEXT, MARKUP, BROWSER, SCRIPT, PROGRAM].iter().any(|list| list.contains(&ending));
    !known && (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_lowercase()) && parts.all(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_do_not_contradict_each_other() {
        let lists = [INERT, INERT_TEXT, MARKUP, BROWSER, SERVER, SCRIPT, PROGRAM];
        for (at, list) in lists.iter().enumerate() {
            for ending in *list {
                assert!(lists[at + 1..].iter().all(|other| !other.contains(ending)), "{ending}");
                assert_eq!(ending.to_lowercase(), **ending);
            }
        }
    }
}
