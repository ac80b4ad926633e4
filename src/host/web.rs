//! The only door to the network.
//!
//! A [`Web`] takes an address with conditions and gives what a server answers. [`Internet`] is the real
//! one; [`Shelf`] serves files from memory, for tests. What must hold: never more bytes than were asked
//! for; no redirect to another host is followed, and few on the same one; a body that ends early is a
//! fault, never an answer.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Mutex;

/// How many redirects on the same host are followed.
pub const MOST_REDIRECTS: usize = 4;

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    pub url: &'a str,
    /// `If-None-Match`: the mark of what is held already.
    pub none_match: Option<&'a str>,
    /// `If-Modified-Since`, as the server wrote it.
    pub modified_since: Option<&'a str>,
    /// The bytes from here on; 0 is the whole. A server may answer with the whole all the same: status 200.
    pub from: u64,
    /// `If-Range`: the strong mark of the file of which the part before is held.
    pub if_range: Option<&'a str>,
    /// The most bytes that are taken.
    pub most: u64,
    /// Whether stores on the way should ask the server again.
    pub fresh: bool,
}

impl<'a> Ask<'a> {
    /// Asks for the whole, without conditions.
    pub fn of(url: &'a str, most: u64) -> Self {
        Self { url, none_match: None, modified_since: None, from: 0, if_range: None, most, fresh: false }
    }
}

/// What a server answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// 200 whole, 206 a part, 304 unchanged, 404 not there; never a redirect.
    pub status: u16,
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    /// `Retry-After`, in seconds from now.
    pub retry_after: Option<u64>,
    pub body: Vec<u8>,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WebError {
    /// No server, or none that can be understood.
    Unreachable(String),
    /// The body ended early: why, and what came before.
    Broken(String, Box<Answer>),
    /// The server asks to come later, again and again: its status, and the seconds it named last.
    Busy(u16, Option<u64>),
    /// The body has more bytes than asked for.
    TooLarge(u64),
    /// The server sends to another host.
    Elsewhere(String),
    /// The server sends from place to place on its own host.
    Circle,
    /// No address of the web.
    Address,
}

impl fmt::Display for WebError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable(why) | Self::Broken(why, _) => write!(f, "the server gave no whole answer: {why}"),
            Self::Busy(status, after) => {
                write!(f, "the server still answers {status} after it was waited for several times")?;
                after.map_or(Ok(()), |seconds| write!(f, "; it asks to come back in {seconds} seconds"))
            }
            Self::TooLarge(most) => write!(f, "the answer has more than {most} bytes"),
            Self::Elsewhere(to) => write!(f, "the server sends to another host: {to}"),
            Self::Circle => f.write_str("the server redirects too often"),
            Self::Address => f.write_str("this is no address that begins with http:// or https://"),
        }
    }
}

impl std::error::Error for WebError {}

/// A place that answers.
pub trait Web: Sync + Send {
    /// Asks for one file.
    fn get(&self, ask: &Ask<'_>) -> Result<Answer, WebError>;

    /// Waits, as a server asked; one in memory is not waited for.
    fn wait(&self, _seconds: u64) {}
}

/// Returns the seconds of a `Retry-After`: a number, or a date held against the seconds since 1970.
pub fn retry_after(value: &str, now: i64) -> Option<u64> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(value.parse().unwrap_or(u64::MAX));
    }
    let date = jiff::fmt::rfc2822::parse(value).ok()?;
    Some(u64::try_from(date.timestamp().as_second().saturating_sub(now)).unwrap_or(0))
}

/// Returns scheme, host with port, and path of an address.
pub fn parts(url: &str) -> Option<(&str, &str, &str)> {
    let (scheme, rest) = url.split_once("://")?;
    let cut = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(cut);
    let plain = !host.is_empty() && !host.contains(['@', ' ', '\\']);
    (["http", "https"].contains(&scheme) && plain).then_some((scheme, host, path))
}

/// Returns where a redirect leads, when it stays on the host and does not leave encryption.
pub fn redirected(from: &str, location: &str) -> Result<String, WebError> {
    let (scheme, host, path) = parts(from).ok_or(WebError::Address)?;
    let elsewhere = || WebError::Elsewhere(location.chars().take(200).collect());
    if location.starts_with("//") || location.contains("://") {
        let whole = if location.starts_with("//") { format!("{scheme}:{location}") } else { location.to_owned() };
        let (to, its, _) = parts(&whole).ok_or_else(elsewhere)?;
        let stays = its.eq_ignore_ascii_case(host) && (to == scheme || to == "https");
        return if stays { Ok(whole) } else { Err(elsewhere()) };
    }
    if location.starts_with('/') {
        return Ok(format!("{scheme}://{host}{location}"));
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    Ok(format!("{scheme}://{host}{folder}/{location}"))
}

/// The network.
#[cfg(feature = "network")]
pub struct Internet {
    agent: ureq::Agent,
}

#[cfg(feature = "network")]
impl Default for Internet {
    fn default() -> Self {
        use std::time::Duration;
        let found = rustls_native_certs::load_native_certs().certs;
        let roots = found.iter().map(|der| ureq::tls::Certificate::from_der(der).to_owned());
        let tls = ureq::tls::TlsConfig::builder()
            .root_certs(ureq::tls::RootCerts::from(roots))
            .unversioned_rustls_crypto_provider(rustls::crypto::ring::default_provider().into());
        let config = ureq::Agent::config_builder()
            .tls_config(tls.build())
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .accept_encoding("identity")
            .user_agent(concat!("gongkai/", env!("CARGO_PKG_VERSION")))
            .timeout_connect(Some(Duration::from_secs(30)))
            .timeout_recv_response(Some(Duration::from_secs(60)))
            // A server that gives a byte a minute holds nobody for ever.
            .timeout_per_read(Some(Duration::from_secs(60)))
            .timeout_recv_body(Some(Duration::from_secs(3600)))
            .max_idle_connections_per_host(4)
            .build();
        Self { agent: config.new_agent() }
    }
}

#[cfg(feature = "network")]
impl Internet {
    fn once(&self, ask: &Ask<'_>, url: &str) -> Result<Result<Answer, String>, WebError> {
        use std::io::Read as _;
        let broken = |error: ureq::Error| WebError::Unreachable(error.to_string());
        let mut request = self.agent.get(url);
        let from = format!("bytes={}-", ask.from);
        let heads = [
            ("If-None-Match", ask.none_match),
            ("If-Modified-Since", ask.modified_since),
            ("Range", (ask.from > 0).then_some(&*from)),
            ("If-Range", ask.if_range.filter(|_| ask.from > 0)),
            ("Cache-Control", ask.fresh.then_some("no-cache")),
        ];
        for (name, value) in heads {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        let mut answer = request.call().map_err(broken)?;
        let head = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let status = answer.status().as_u16();
        if [301, 302, 303, 307, 308].contains(&status) {
            return Ok(Err(head("location").ok_or(WebError::Circle)?));
        }
        let coded = head("content-encoding").filter(|coding| !coding.eq_ignore_ascii_case("identity"));
        if let Some(coding) = coded {
            return Err(WebError::Unreachable(format!("it is packed as {coding}, which was not asked for")));
        }
        if status == 206 {
            let begins = format!("bytes {}-", ask.from);
            if !head("content-range").is_some_and(|range| range.starts_with(&begins)) {
                return Err(WebError::Unreachable("it is another part than was asked for".to_owned()));
            }
        }
        let (etag, last_modified) = (head("etag"), head("last-modified"));
        let retry_after = head("retry-after").and_then(|value| retry_after(&value, super::disk::seconds()));
        let mut body = Vec::new();
        if status == 200 || status == 206 {
            // One byte more than fits shows that there is too much.
            let reader = answer.body_mut().with_config().limit(u64::MAX).reader();
            let read = reader.take(ask.most.saturating_add(1)).read_to_end(&mut body);
            if body.len() as u64 > ask.most {
                return Err(WebError::TooLarge(ask.most));
            }
            if let Err(error) = read {
                let part = Answer { status, etag, last_modified, retry_after, body };
                return Err(WebError::Broken(error.to_string(), Box::new(part)));
            }
        }
        Ok(Ok(Answer { status, etag, last_modified, retry_after, body }))
    }
}

#[cfg(feature = "network")]
impl Web for Internet {
    fn get(&self, ask: &Ask<'_>) -> Result<Answer, WebError> {
        let mut url = ask.url.to_owned();
        parts(&url).ok_or(WebError::Address)?;
        for _ in 0..=MOST_REDIRECTS {
            match self.once(ask, &url)? {
                Ok(answer) => return Ok(answer),
                Err(location) => url = redirected(&url, &location)?,
            }
        }
        Err(WebError::Circle)
    }

    fn wait(&self, seconds: u64) {
        std::thread::sleep(std::time::Duration::from_secs(seconds));
    }
}

/// Files in memory behind an address; the mark of a file is its hash.
#[derive(Default)]
pub struct Shelf {
    base: String,
    files: Mutex<BTreeMap<String, Vec<u8>>>,
    /// Address and bytes of each answer.
    told: Mutex<Vec<(String, u64)>>,
}

impl Shelf {
    /// Returns a server of files at an address that ends in a slash.
    pub fn of(base: &str, files: BTreeMap<String, Vec<u8>>) -> Self {
        Self { base: base.to_owned(), files: Mutex::new(files), told: Mutex::default() }
    }

    /// Puts other files in place of those there.
    pub fn replace(&self, files: BTreeMap<String, Vec<u8>>) {
        *lock(&self.files) = files;
    }

    /// Returns what was asked for so far, with the bytes that each answer had.
    pub fn told(&self) -> Vec<(String, u64)> {
        lock(&self.told).clone()
    }
}

fn lock<T>(of: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    of.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

impl Web for Shelf {
    fn get(&self, ask: &Ask<'_>) -> Result<Answer, WebError> {
        let path = ask.url.strip_prefix(&self.base);
        let found = path.and_then(|path| lock(&self.files).get(path).cloned());
        let answer = match found {
            None => Answer { status: 404, ..Answer::default() },
            Some(bytes) => {
                let etag = Some(format!("\"{}\"", blake3::hash(&bytes).to_hex()));
                let (status, body) = match usize::try_from(ask.from).unwrap_or(usize::MAX) {
                    _ if ask.none_match.is_some() && ask.none_match == etag.as_deref() => (304, Vec::new()),
                    0 => (200, bytes),
                    from if from < bytes.len() => (206, bytes[from..].to_vec()),
                    _ => (416, Vec::new()),
                };
                Answer { status, etag, body, ..Answer::default() }
            }
        };
        if answer.body.len() as u64 > ask.most {
            return Err(WebError::TooLarge(ask.most));
        }
        lock(&self.told).push((ask.url.to_owned(), answer.body.len() as u64));
        Ok(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redirects_stay_on_the_host_and_in_encryption() {
        let from = "https://a.example/x/y";
        for (to, expected) in [
            ("/z", "https://a.example/z"),
            ("z", "https://a.example/x/z"),
            ("https://A.example/z", "https://A.example/z"),
            ("//a.example/z", "https://a.example/z"),
        ] {
            assert_eq!(redirected(from, to).unwrap(), expected);
        }
        for to in [
            "https://b.example/",
            "//b.example/",
            "http://a.example/",
            "https://a.example@b.example/",
            "ftp://a.example/",
            "https://a.example:8443/",
        ] {
            assert!(matches!(redirected(from, to), Err(WebError::Elsewhere(_))), "{to}");
        }
        assert_eq!(redirected("http://a.example/x", "https://a.example/x").unwrap(), "https://a.example/x");
    }

    #[test]
    fn a_server_asks_to_wait_in_seconds_or_with_a_date() {
        let now = 784_111_777;
        for (value, seconds) in [
            ("120", Some(120)),
            ("Sun, 06 Nov 1994 08:50:37 GMT", Some(60)),
            ("Sun, 06 Nov 1994 08:48:37 GMT", Some(0)),
            ("99999999999999999999", Some(u64::MAX)),
            ("-1", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(retry_after(value, now), seconds, "{value}");
        }
    }

    #[test]
    fn a_shelf_answers_as_a_server_does() {
        let shelf = Shelf::of("https://a.example/", [("x".to_owned(), b"hello".to_vec())].into());
        let get = |ask: Ask<'_>| shelf.get(&ask);
        let whole = get(Ask::of("https://a.example/x", 5)).unwrap();
        assert_eq!((whole.status, &whole.body[..]), (200, &b"hello"[..]));
        assert_eq!(get(Ask::of("https://a.example/x", 4)), Err(WebError::TooLarge(4)));
        assert_eq!(get(Ask::of("https://a.example/y", 4)).unwrap().status, 404);
        let same = Ask { none_match: whole.etag.as_deref(), ..Ask::of("https://a.example/x", 5) };
        assert_eq!(get(same).unwrap().status, 304);
        let rest = get(Ask { from: 2, ..Ask::of("https://a.example/x", 5) }).unwrap();
        assert_eq!((rest.status, &rest.body[..]), (206, &b"llo"[..]));
        assert_eq!(shelf.told().len(), 4, "what was too large was not given");
    }

    /// A server of few lines on this machine says what it is told to.
    #[cfg(feature = "network")]
    fn said(answers: &[&str]) -> String {
        use std::io::{Read as _, Write as _};
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let answers: Vec<String> = answers.iter().map(|answer| (*answer).to_owned()).collect();
        rayon::spawn(move || {
            for answer in answers {
                let (mut stream, _) = listener.accept().unwrap();
                let mut head = [0; 4096];
                let _ = stream.read(&mut head);
                let _ = stream.write_all(answer.as_bytes());
            }
        });
        format!("http://{address}/x")
    }

    #[cfg(feature = "network")]
    #[test]
    fn the_network_gives_no_more_and_no_less_than_the_whole() {
        let get = |answers: &[&str], most| {
            let url = said(answers);
            Internet::default().get(&Ask::of(&url, most))
        };
        let fine = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nETag: \"e\"\r\nConnection: close\r\n\r\nhello";
        let answer = get(&[fine], 5).unwrap();
        assert_eq!((answer.status, &answer.body[..], answer.etag.as_deref()), (200, &b"hello"[..], Some("\"e\"")));
        assert_eq!(get(&[fine], 4), Err(WebError::TooLarge(4)));
        let short = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\nConnection: close\r\n\r\nhello";
        let Err(WebError::Broken(_, part)) = get(&[short], 20) else { panic!("a body that ended early is no answer") };
        assert_eq!((part.status, &part.body[..]), (200, &b"hello"[..]));
        let busy = "HTTP/1.1 429 No\r\nRetry-After: 7\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        let answer = get(&[busy], 20).unwrap();
        assert_eq!((answer.status, answer.retry_after), (429, Some(7)));
        let packed = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\nhello";
        assert!(matches!(get(&[packed], 20), Err(WebError::Unreachable(_))));
        let away =
            "HTTP/1.1 302 Found\r\nLocation: http://b.example/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        assert!(matches!(get(&[away], 20), Err(WebError::Elsewhere(_))));
        let near = "HTTP/1.1 302 Found\r\nLocation: /y\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        assert_eq!(get(&[near, fine], 5).unwrap().body, b"hello");
        assert_eq!(get(&[near, near, near, near, near], 5), Err(WebError::Circle));
    }
}
