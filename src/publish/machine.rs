//! What a server should send with the pages: `_headers` and snippets for common servers.
//!
//! Pages come with a policy that lets nothing run but scripts of the theme, each named by its
//! path, and the index of search, by its folder. A document that came with a record and that a browser shows as XML, such as a drawing,
//! gets a stricter one: it is shut off from the site (`sandbox`), as one that opens in a tab of
//! its own would otherwise speak with the site's name. A PDF gets the policy of the pages: what
//! runs in one never reaches the site, and Chromium shows no PDF in a sandbox.
//! Beside them, the static files of the theme and the checksums of everything.

use super::redirects::Redirects;
use super::sitemaps::RESOURCES;
use super::{Add, Made, Press, RenderError};
use crate::escape::Escaped;
use crate::escape::plain::PlainText;
use crate::record::{Lang, inert};
use crate::site::about::{About, Data, Form, Source};
use crate::site::seen::Seen;
use crate::site::{Planned, Site};
use crate::theme;
use crate::write::marker::NO_JEKYLL;

/// Files for servers, browsers and mirrors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Out {
    Headers,
    Redirects,
    Nginx,
    Caddy,
    Apache,
    /// A static file of the theme, with its bytes' digest in the name.
    Asset(Box<str>),
    /// An empty file.
    NoJekyll,
    /// Made by the writer, which knows all digests.
    Sums,
    /// The list by which programs copy the site, made by the writer too.
    Resources,
}

/// Lists them.
pub fn list(site: &Site<'_>, add: &mut Add<'_>) {
    add.file("_headers".to_owned(), Out::Headers);
    add.file("_redirects".to_owned(), Out::Redirects);
    add.file("transparency/nginx.conf".to_owned(), Out::Nginx);
    add.file("transparency/Caddyfile".to_owned(), Out::Caddy);
    add.file("transparency/apache.conf".to_owned(), Out::Apache);
    for (name, path) in site.assets {
        add.file(path.clone(), Out::Asset(name.as_str().into()));
    }
    add.file(NO_JEKYLL.to_owned(), Out::NoJekyll);
    add.file("SHA256SUMS".to_owned(), Out::Sums);
    add.file(RESOURCES.to_owned(), Out::Resources);
}

/// Returns what is to be known of one.
pub fn about(out: &Out, _: &Site<'_>, _: Lang) -> About {
    match out {
        Out::Headers | Out::Redirects | Out::Nginx | Out::Caddy | Out::Apache => {
            About { server: true, ..About::of(Source::Settings) }
        }
        Out::Asset(_) | Out::NoJekyll => About::of(Source::Settings),
        Out::Resources => About::of(Source::Settings).daily("resourcesync/*.xml"),
        Out::Sums => About::data(Data::new("sums", Form::Text)).daily("SHA256SUMS"),
    }
}

/// Makes one.
pub fn make(out: &Out, _: &Planned, press: &Press<'_>) -> Result<Made, RenderError> {
    let seen = press.seen;
    let headers = Headers { seen };
    Ok(press.file(match out {
        Out::Headers => headers.netlify(),
        Out::Redirects => {
            let mut text = PlainText::default();
            Redirects::of(seen).netlify(&mut text);
            text.finish()
        }
        Out::Nginx => headers.nginx(),
        Out::Caddy => headers.caddy(),
        Out::Apache => headers.apache(),
        // Its name changes with its bytes.
        Out::Asset(name) => return Ok(press.bytes(press.theme.asset(name).to_vec())),
        Out::NoJekyll | Out::Sums | Out::Resources => return Ok(press.bytes(Vec::new())),
    }))
}

/// The policy for pages, up to what scripts may run.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; script-src ";

/// The policy for documents that came with a record.
pub const SANDBOX: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/// The header that holds a policy.
pub const CSP: &str = "Content-Security-Policy";

/// Headers of every output besides its policy.
pub const HEADERS: [(&str, &str); 4] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
];

/// How long assets may be kept: their names change with their bytes.
const FOREVER: &str = "public, max-age=31536000, immutable";

/// Folders in which files that came with records are published.
const FOLDERS: [&str; 3] = ["replies", "policies", "statistics"];

/// Returns whether an output is a file that came with a record and that a browser shows as a
/// document of its own. None of our own pages and feeds is one.
pub fn is_foreign_document(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    matches!(parts[..], [folder, _, file] if FOLDERS.contains(&folder) && inert::is_markup(file))
}

/// Returns the policy of an output; `scripts` are [`crate::theme::script_sources`].
pub fn policy(path: &str, scripts: &str) -> String {
    if is_foreign_document(path) { SANDBOX.to_owned() } else { format!("{POLICY}{scripts}") }
}

/// The settings of a site that headers depend on.
struct Headers<'a> {
    seen: Seen<'a>,
}

impl Headers<'_> {
    /// Writes the policy of pages.
    fn policy(&self, text: &mut PlainText) {
        text.fixed(POLICY);
        for (i, path) in theme::script_paths(self.seen.assets()).enumerate() {
            text.fixed(if i > 0 { " " } else { "" }).address(&self.seen.config().base_url).address(path);
        }
    }

    /// Returns `_headers` in the form that static hosts read. A host sends the headers of every
    /// rule that fits: of two policies a browser keeps both.
    fn netlify(&self) -> Escaped {
        let mut text = PlainText::default();
        text.fixed("/*\n  Content-Security-Policy: ");
        self.policy(&mut text);
        text.fixed("\n");
        for (name, value) in HEADERS {
            text.fixed("  ").fixed(name).fixed(": ").fixed(value).fixed("\n");
        }
        text.fixed("\n/assets/*\n  Cache-Control: ").fixed(FOREVER);
        text.fixed("\n\n/data/*\n  Access-Control-Allow-Origin: *\n");
        let copied = self.seen.told().filter(|planned| planned.about.is_copy());
        for planned in copied.filter(|planned| is_foreign_document(&planned.path)) {
            text.fixed("\n/").address(&planned.path).fixed("\n  Content-Security-Policy: ").fixed(SANDBOX).fixed("\n");
        }
        text.finish()
    }

    /// Returns a snippet for nginx.
    fn nginx(&self) -> Escaped {
        let mut text = PlainText::default();
        text.fixed(
            "# Inside a server block of nginx; root is the folder of the site.\nindex index.html;\nerror_page 404 ",
        );
        text.address(self.base()).fixed("404.html;\ncharset utf-8;\ngzip on;\ngzip_types text/css text/csv text/xml application/json application/atom+xml image/svg+xml;\n");
        self.nginx_lines(&mut text, "", false);
        text.fixed("location ").address(self.base()).fixed("assets/ {\n");
        self.nginx_lines(&mut text, "    ", false);
        text.fixed("    add_header Cache-Control \"").fixed(FOREVER).fixed("\";\n}\n");
        text.fixed("# Drawings and other XML that came with records: shown, and shut off from the site.\n");
        text.fixed("location ~* \"");
        pattern(&mut text);
        text.fixed("\" {\n");
        self.nginx_lines(&mut text, "    ", true);
        text.fixed("}\n");
        text.fixed("# Lists of the editions of a policy (RFC 7089).\nlocation ~ \"/timemap[.]link$\" {\n    default_type application/link-format;\n}\n");
        text.fixed("location = ")
            .address(self.base())
            .fixed(".well-known/resourcesync {\n    default_type application/xml;\n}\n");
        Redirects::of(self.seen).nginx(&mut text);
        text.finish()
    }

    /// The folder of the server that the site lies in, as an address: `/` or `/city/`.
    fn base(&self) -> &str {
        self.seen.config().base_path()
    }

    /// Returns a snippet for Apache.
    fn apache(&self) -> Escaped {
        let mut text = PlainText::default();
        text.fixed("# Inside a VirtualHost of Apache, with mod_headers and mod_rewrite; DocumentRoot is the folder of the site.\nDirectoryIndex index.html\nErrorDocument 404 ");
        text.address(self.base())
            .fixed("404.html\nAddDefaultCharset utf-8\nHeader always set Content-Security-Policy \"");
        self.policy(&mut text);
        text.fixed("\"\n");
        for (name, value) in HEADERS {
            text.fixed("Header always set ").fixed(name).fixed(" \"").fixed(value).fixed("\"\n");
        }
        text.fixed("<Location \"").address(self.base()).fixed("assets/\">\n    Header set Cache-Control \"");
        text.fixed(FOREVER).fixed("\"\n</Location>\n");
        text.fixed(
            "# Drawings and other XML that came with records: shown, and shut off from the site.\n<LocationMatch \"",
        );
        pattern(&mut text);
        text.fixed("\">\n    Header always set Content-Security-Policy \"")
            .fixed(SANDBOX)
            .fixed("\"\n</LocationMatch>\n");
        text.fixed("# Lists of the editions of a policy (RFC 7089).\nAddType application/link-format .link\n");
        Redirects::of(self.seen).apache(&mut text);
        text.finish()
    }

    fn nginx_lines(&self, text: &mut PlainText, indent: &'static str, sandbox: bool) {
        text.fixed(indent).fixed("add_header Content-Security-Policy \"");
        if sandbox {
            text.fixed(SANDBOX);
        } else {
            self.policy(text);
        }
        text.fixed("\" always;\n");
        for (name, value) in HEADERS {
            text.fixed(indent).fixed("add_header ").fixed(name).fixed(" \"").fixed(value).fixed("\" always;\n");
        }
    }

    /// Returns a snippet for Caddy.
    fn caddy(&self) -> Escaped {
        let mut text = PlainText::default();
        text.fixed("# Inside a site block of Caddy.\nroot * /srv/site\nencode gzip\nfile_server\nheader {\n");
        for (name, value) in HEADERS {
            text.fixed("    ").fixed(name).fixed(" \"").fixed(value).fixed("\"\n");
        }
        // Two matchers that never both fit: which of two directives comes last is no matter then.
        text.fixed("}\n# Drawings and other XML that came with records: shown, and shut off from the site.\n@foreign path_regexp `");
        pattern(&mut text);
        text.fixed("`\n@page not path_regexp `");
        pattern(&mut text);
        text.fixed("`\nheader @foreign Content-Security-Policy \"").fixed(SANDBOX);
        text.fixed("\"\nheader @page Content-Security-Policy \"");
        self.policy(&mut text);
        text.fixed("\"\nheader ").address(self.base()).fixed("assets/* Cache-Control \"").fixed(FOREVER).fixed("\"\n");
        text.fixed(
            "# Lists of the editions of a policy (RFC 7089).\n@timemap path *.link\nheader @timemap Content-Type application/link-format\n@resourcesync path */.well-known/resourcesync\nheader @resourcesync Content-Type application/xml\n",
        );
        Redirects::of(self.seen).caddy(&mut text);
        text.fixed("handle_errors {\n    rewrite * ").address(self.base());
        text.fixed("404.html\n    file_server\n}\n").finish()
    }
}

/// Writes the regular expression that the paths of [`is_foreign_document`] match. The site may lie
/// below a folder of the server.
fn pattern(text: &mut PlainText) {
    text.fixed("(?i)^/(.*/)?(");
    alternatives(text, &FOLDERS);
    text.fixed(")/[^/]+/[^/]+[.](");
    alternatives(text, inert::MARKUP);
    text.fixed(")$");
}

fn alternatives(text: &mut PlainText, words: &'static [&'static str]) {
    for (at, word) in words.iter().enumerate() {
        text.fixed(if at == 0 { "" } else { "|" }).fixed(word);
    }
}
