//! What a server should send with the pages: `_headers` and snippets for common servers.

/// The policy for all pages; `serve` sends it too.
pub const CSP: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Headers of every page.
pub const HEADERS: [(&str, &str); 5] = [
    ("Content-Security-Policy", CSP),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
];

/// How long assets may be kept: their names change with their bytes.
const FOREVER: &str = "public, max-age=31536000, immutable";

/// Returns `_headers` in the form that static hosts read.
pub fn netlify() -> Vec<u8> {
    let lines: String = HEADERS.iter().map(|(name, value)| format!("  {name}: {value}\n")).collect();
    format!("/*\n{lines}\n/assets/*\n  Cache-Control: {FOREVER}\n\n/data/*\n  Access-Control-Allow-Origin: *\n")
        .into_bytes()
}

/// Returns a snippet for nginx.
pub fn nginx() -> Vec<u8> {
    let lines = |indent: &str| {
        HEADERS
            .iter()
            .map(|(name, value)| format!("{indent}add_header {name} \"{value}\" always;\n"))
            .collect::<String>()
    };
    format!(
        "# Inside a server block of nginx; root is the folder of the site.\nindex index.html;\nerror_page 404 /404.html;\ncharset utf-8;\ngzip on;\ngzip_types text/css text/csv text/xml application/json application/atom+xml image/svg+xml;\n{}location /assets/ {{\n{}    add_header Cache-Control \"{FOREVER}\";\n}}\n",
        lines(""),
        lines("    "),
    )
    .into_bytes()
}

/// Returns a snippet for Caddy.
pub fn caddy() -> Vec<u8> {
    let lines: String = HEADERS.iter().map(|(name, value)| format!("    {name} \"{value}\"\n")).collect();
    format!(
        "# Inside a site block of Caddy.\nroot * /srv/site\nencode gzip\nfile_server\nheader {{\n{lines}}}\nheader /assets/* Cache-Control \"{FOREVER}\"\nhandle_errors {{\n    rewrite * /404.html\n    file_server\n}}\n"
    )
    .into_bytes()
}
