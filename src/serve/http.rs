//! A small server for this machine: pages as they are asked for, and a stream that says "reload".

use super::Shown;
use crate::diagnostic::Tongue;
use crate::escape::markup::escaped;
use crate::host::Host as _;
use crate::host::disk::Disk;
use crate::ledger::CHANGES;
use crate::publish::RenderError;
use crate::publish::machine::{self as headers, CSP, HEADERS};
use crate::site::media::media_type;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use std::convert::Infallible;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::{ReceiverStream, WatchStream};

/// Address of the script that reloads, and of the stream it listens to.
const SCRIPT: &str = "/__gongkai/reload.js";
/// Address of the style of what the writer is told.
const NOTES: &str = "/__gongkai/notes.css";
const EVENTS: &str = "/__gongkai/events";

/// Reloads at every build but the one the page was loaded with; the browser reconnects by
/// itself after a restart, and the first version it hears then may differ.
const RELOAD: &str = "let seen;const s=new EventSource('/__gongkai/events');s.onmessage=e=>{if(seen!==undefined&&seen!==e.data)location.reload();seen=e.data};\n";

/// Binds the port on the loopback address.
///
/// # Errors
/// When the port is taken.
pub async fn bind(port: u16) -> io::Result<TcpListener> {
    TcpListener::bind(("127.0.0.1", port)).await
}

/// What answers: the site, and the names it is asked by.
#[derive(Clone)]
struct Door {
    shown: Arc<Shown>,
    port: u16,
}

/// Serves until the process ends.
///
/// # Errors
/// When the socket fails.
pub async fn serve(listener: TcpListener, shown: Arc<Shown>) -> io::Result<()> {
    let door = Door { shown, port: listener.local_addr()?.port() };
    let router = Router::new()
        .route(SCRIPT, get(script))
        .route(EVENTS, get(events))
        .route(NOTES, get(notes_css))
        .fallback(page)
        .with_state(door);
    axum::serve(listener, router).await
}

async fn script(State(door): State<Door>, request: Request) -> Response {
    match door.origin(&request) {
        Some(_) => ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], RELOAD).into_response(),
        None => door.elsewhere(),
    }
}

async fn events(State(door): State<Door>, request: Request) -> Response {
    if door.origin(&request).is_none() {
        return door.elsewhere();
    }
    let shown = &door.shown;
    let versions = WatchStream::new(shown.subscribe());
    let stream = versions.map(|version| Ok::<_, Infallible>(Event::default().data(version.to_string())));
    Sse::new(stream).keep_alive(KeepAlive::default()).into_response()
}

async fn page(State(door): State<Door>, request: Request) -> Response {
    let Some(origin) = door.origin(&request) else { return door.elsewhere() };
    let shown = door.shown;
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let path = request.uri().path();
    let path = path.strip_prefix(shown.base_path.trim_end_matches('/')).filter(|p| p.starts_with('/')).unwrap_or(path);
    if let Some(file) = form(path) {
        let answer = tokio::task::spawn_blocking(move || match Disk::default().read(&shown.forms.join(&file)) {
            Ok(bytes) => forms(&file, bytes),
            Err(_) => StatusCode::NOT_FOUND.into_response(),
        });
        return answer.await.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response());
    }
    let Some(relative) = safe(path) else { return StatusCode::BAD_REQUEST.into_response() };
    // Rendering is work of milliseconds, and may have to wait for a change to be followed.
    let answer = tokio::task::spawn_blocking(move || {
        let policy = policy(&relative, &origin, &shown);
        let mut answer = answer(&shown, &relative);
        answer.headers_mut().extend(policy.map(|policy| (CSP_NAME, policy)));
        answer
    });
    answer.await.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

const CSP_NAME: header::HeaderName = header::CONTENT_SECURITY_POLICY;

/// The policy of production, in which our script and its stream are named by their addresses, and
/// scripts of the theme by those that they have here.
fn policy(path: &str, origin: &str, shown: &Shown) -> Option<HeaderValue> {
    let state = shown.state();
    let assets = state.live.iter().flat_map(|live| crate::theme::script_paths(&live.site().outputs.plan.assets));
    let theirs = crate::theme::script_sources(&format!("{origin}{}", shown.base_path), assets);
    let scripts = format!("{} {origin}{SCRIPT}; connect-src {origin}{EVENTS}", theirs.replace("'none'", ""));
    HeaderValue::from_str(&headers::policy(path, scripts.trim_start())).ok()
}

fn answer(shown: &Shown, path: &str) -> Response {
    let state = shown.state();
    let html = path.ends_with(".html");
    let sorry = |text: &str, tongue| {
        respond(StatusCode::SERVICE_UNAVAILABLE, "x.html", findings_page(text, tongue).into_bytes())
    };
    if let Some(findings) = state.findings.as_ref().filter(|_| html) {
        return sorry(findings, shown.tongue);
    }
    let written = || Disk::default().read(&shown.folder.join(path)).ok();
    let Some(live) = &state.live else {
        return match written() {
            Some(bytes) => respond(StatusCode::OK, path, bytes),
            None => respond(StatusCode::SERVICE_UNAVAILABLE, "x.html", reading_page(shown.tongue).into_bytes()),
        };
    };
    if let Some(source) = live.copied(path) {
        return dressed(StatusCode::OK, path, pieces(source));
    }
    // The checksums are those of the site as it was last written, and so is all that the search reads: its
    // files go together.
    let searched = (path.starts_with("search/") && path.ends_with(".js")).then(written).flatten();
    let made = searched.map(Ok).or_else(|| live.output(path));
    let listed = path == "SHA256SUMS" || path.starts_with("resourcesync/resourcelist") || path == CHANGES;
    let made = made.or_else(|| listed.then(written).flatten().map(Ok));
    match made {
        Some(Ok(bytes)) if html => {
            let notes = notes(live.is_early(path), &state.warnings, shown.tongue);
            respond(StatusCode::OK, path, with_notes(bytes, &notes))
        }
        Some(Ok(bytes)) => respond(StatusCode::OK, path, bytes),
        Some(Err(RenderError::Finding(finding))) => sorry(&live.explain(&[*finding], shown.tongue), shown.tongue),
        Some(Err(RenderError::Text(text))) => sorry(&text, shown.tongue),
        None => {
            let bytes = live.output("404.html").and_then(Result::ok).unwrap_or_default();
            respond(StatusCode::NOT_FOUND, "404.html", bytes)
        }
    }
}

impl Door {
    /// The answer to one who asked for another name.
    fn elsewhere(&self) -> Response {
        let text = match self.shown.tongue {
            Tongue::English => "This server answers on this machine only, at",
            Tongue::Chinese => "本服务器只在本机应答，地址为",
        };
        let text = format!("{text} http://localhost:{}{}\n", self.port, self.shown.base_path);
        (StatusCode::FORBIDDEN, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
    }

    /// Returns the origin a request asks for, if it is ours: a page of another site could reach us
    /// under a name of its own. There must be one name, with our port.
    fn origin(&self, request: &Request) -> Option<String> {
        let mut hosts = request.headers().get_all(header::HOST).iter();
        let host = hosts.next()?.to_str().ok()?;
        let whole = request.uri().authority().map_or(host, |authority| authority.as_str());
        let one = hosts.next().is_none() && whole == host;
        (one && is_ours(host, self.port)).then(|| format!("http://{host}"))
    }
}

fn is_ours(host: &str, port: u16) -> bool {
    ["localhost", "127.0.0.1", "[::1]"].iter().any(|name| {
        let rest = host.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(name)).map(|_| &host[name.len()..]);
        rest.is_some_and(|rest| rest == format!(":{port}") || (rest.is_empty() && port == 80))
    })
}

/// The folder of the forms in the site, and what they are called here. No output is called so.
pub const FORMS: &str = "admin";

/// Returns the file of the forms that a path names.
fn form(path: &str) -> Option<String> {
    let rest = path.strip_prefix('/')?.strip_prefix(FORMS)?.strip_prefix('/')?;
    let rest = if rest.is_empty() { "index.html" } else { rest };
    let plain = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"@._-".contains(&b))
    };
    rest.split('/').all(plain).then(|| rest.to_owned())
}

/// A file of the forms. The page says itself what it may do, and is not reloaded when a file is
/// saved: what is being typed would be lost.
fn forms(file: &str, bytes: Vec<u8>) -> Response {
    let mut response = dressed(StatusCode::OK, file, Body::from(bytes));
    response.headers_mut().insert(CSP_NAME, HeaderValue::from_static("frame-ancestors 'none'"));
    response
}

/// Turns the path of a request into a path of the site: our outputs need no escapes.
fn safe(path: &str) -> Option<String> {
    let path = path.strip_prefix('/')?;
    let path = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    let plain = |part: &str| {
        !part.is_empty()
            && (!part.starts_with('.') || part == ".well-known")
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"._~-".contains(&b))
    };
    path.split('/').all(plain).then_some(path)
}

fn respond(status: StatusCode, path: &str, bytes: Vec<u8>) -> Response {
    let html = path.ends_with(".html");
    dressed(status, path, Body::from(if html { with_reload(bytes) } else { bytes }))
}

/// A file as long as it may be, read while it is sent.
fn pieces(source: PathBuf) -> Body {
    let (sender, receiver) = tokio::sync::mpsc::channel::<io::Result<Vec<u8>>>(2);
    tokio::task::spawn_blocking(move || {
        let gone = |_| io::Error::from(io::ErrorKind::BrokenPipe);
        let read =
            Disk::default().read_pieces(&source, &mut |piece| sender.blocking_send(Ok(piece.to_vec())).map_err(gone));
        // The browser sees an answer that breaks off.
        read.err().map(|error| sender.blocking_send(Err(error)))
    });
    Body::from_stream(ReceiverStream::new(receiver))
}

/// An answer with the headers of production.
fn dressed(status: StatusCode, path: &str, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    if let Ok(kind) = HeaderValue::from_str(&content_type(path)) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    for (name, value) in HEADERS {
        if let Ok(name) = header::HeaderName::from_bytes(name.as_bytes()) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    response
}

/// What the writer is told above a page, and nobody else: that it is not published yet, and warnings.
fn notes(early: bool, warnings: &[String], tongue: Tongue) -> String {
    let mut html = String::new();
    let chinese = tongue == Tongue::Chinese;
    if early {
        let text = if chinese {
            "尚未公开：草稿，或定时公开"
        } else {
            "Not published yet: a draft, or scheduled for later"
        };
        html += &format!("<p><strong>{text}</strong></p>");
    }
    if !warnings.is_empty() {
        let count = warnings.len();
        let head = match (chinese, count) {
            (true, _) => format!("{count}个提醒"),
            (false, 1) => "1 warning".to_owned(),
            (false, _) => format!("{count} warnings"),
        };
        let items: String = warnings.iter().take(WARNINGS).map(|w| format!("<li>{}</li>", escaped(w))).collect();
        html += &format!("<details><summary>{head}</summary><ul>{items}</ul></details>");
    }
    if html.is_empty() {
        html
    } else {
        format!("<aside lang=\"{}\" class=\"gongkai-notes\">{html}</aside>", if chinese { "zh-Hans" } else { "en" })
    }
}

/// Warnings that are listed in the browser; the terminal has all.
const WARNINGS: usize = 20;

/// Looks like no part of the site, so that nobody takes it for one.
const NOTES_CSS: &str = ".gongkai-notes{margin:0;padding:.5rem 1rem;background:#fff3c4;color:#3d2c00;font:1rem/1.5 system-ui,sans-serif;border-bottom:2px solid #b88600}.gongkai-notes *{all:revert;color:inherit;font:inherit}.gongkai-notes p{margin:0;font-weight:700}.gongkai-notes summary{cursor:pointer}.gongkai-notes ul{margin:.25rem 0 0;padding-left:1.25rem}@media print{.gongkai-notes{display:none}}";

fn with_notes(bytes: Vec<u8>, notes: &str) -> Vec<u8> {
    let page = match String::from_utf8(bytes) {
        Ok(page) if !notes.is_empty() => page,
        Ok(page) => return page.into_bytes(),
        Err(error) => return error.into_bytes(),
    };
    let Some(at) = page.find("<body").and_then(|at| Some(at + page[at..].find('>')? + 1)) else {
        return page.into_bytes();
    };
    let head = format!("<link rel=\"stylesheet\" href=\"{NOTES}\"></head>");
    format!("{}{notes}{}", &page[..at], &page[at..]).replacen("</head>", &head, 1).into_bytes()
}

async fn notes_css(State(door): State<Door>, request: Request) -> Response {
    match door.origin(&request) {
        Some(_) => ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], NOTES_CSS).into_response(),
        None => door.elsewhere(),
    }
}

/// Puts the script into a page on its way out; the files have none. Their policy, which forbids
/// it, goes: the header has it.
fn with_reload(bytes: Vec<u8>) -> Vec<u8> {
    let tag = format!("<script src=\"{SCRIPT}\" defer></script></head>");
    match String::from_utf8(bytes) {
        Ok(page) => without_policy(page).replacen("</head>", &tag, 1).into_bytes(),
        Err(error) => error.into_bytes(),
    }
}

fn without_policy(page: String) -> String {
    let Some(at) = page.find(&format!("<meta http-equiv=\"{CSP}\"")) else { return page };
    let end = page[at..].find('>').map_or(page.len(), |end| at + end + 1);
    format!("{}{}", &page[..at], &page[end..])
}

/// What is text is in UTF-8, and shown.
fn content_type(path: &str) -> String {
    match media_type(path) {
        "application/jsonl" => "text/plain; charset=utf-8".to_owned(),
        kind if kind.starts_with("text/")
            || matches!(kind, "application/xml" | "application/json" | "application/ld+json") =>
        {
            format!("{kind}; charset=utf-8")
        }
        kind => kind.to_owned(),
    }
}

fn findings_page(findings: &str, tongue: Tongue) -> String {
    let (title, text) = match tongue {
        Tongue::English => {
            ("Something has to be mended", "The site is not rebuilt until it is. This page goes away by itself.")
        }
        Tongue::Chinese => ("有内容需要修改", "修改并保存后，本页会自动消失。"),
    };
    own_page(tongue, title, &format!("<p>{text}</p><pre>{}</pre>", escaped(findings)))
}

fn reading_page(tongue: Tongue) -> String {
    let (title, text) = match tongue {
        Tongue::English => ("The site is being read", "This page goes away by itself."),
        Tongue::Chinese => ("正在读取网站内容", "读取完成后，本页会自动消失。"),
    };
    own_page(tongue, title, &format!("<p>{text}</p>"))
}

/// A page of the server's own: nothing of the theme, which may be what is wrong.
fn own_page(tongue: Tongue, title: &str, inside: &str) -> String {
    let lang = match tongue {
        Tongue::English => "en",
        Tongue::Chinese => "zh-Hans",
    };
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title><meta name=\"color-scheme\" content=\"light dark\"></head><body><h1>{title}</h1>{inside}</body></html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_names_are_answered() {
        let ours = ["localhost:3000", "127.0.0.1:3000", "[::1]:3000", "LOCALHOST:3000"];
        assert!(ours.iter().all(|host| is_ours(host, 3000)));
        assert!(is_ours("localhost", 80) && is_ours("localhost:80", 80));
        for host in [
            "",
            ":3000",
            "localhost",
            "localhost:",
            "localhost:3001",
            "localhost:03000",
            "localhost.:3000",
            "localhost:3000.evil.example",
            "evil.example:3000",
            "127.0.0.1.evil.example:3000",
            "127.1:3000",
            "[::1]",
            "::1:3000",
            "0.0.0.0:3000",
            "localhost@evil.example:3000",
            "localhost:3000,evil.example",
            " localhost:3000",
        ] {
            assert!(!is_ours(host, 3000), "{host}");
        }
    }

    #[test]
    fn only_files_of_the_forms_are_read() {
        assert_eq!(form("/admin/").as_deref(), Some("index.html"));
        let module = "modules/immutable@5.1.9/dist/immutable.es.js";
        assert_eq!(form(&format!("/admin/{module}")).as_deref(), Some(module));
        for path in
            ["/admin", "/admin/../site-config.yaml", "/admin//etc", "/admin/.git/x", "/admin/a%2fb", "/admins/x"]
        {
            assert_eq!(form(path), None, "{path}");
        }
    }

    #[test]
    fn only_paths_of_the_site_are_read() {
        assert_eq!(safe("/").as_deref(), Some("index.html"));
        assert_eq!(safe("/replies/").as_deref(), Some("replies/index.html"));
        for path in ["/../x", "/a/../b", "/.git/config", "/a%2e%2e/b", "//x", "/a\\b", "x"] {
            assert_eq!(safe(path), None, "{path}");
        }
    }
}
