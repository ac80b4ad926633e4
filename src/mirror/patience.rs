//! The network as a mirror uses it: counted, and with patience that ends.
//!
//! A server that asks to wait is waited for; a body that broke off is asked for from there on, when a
//! strong mark says that it is the same file. What must hold: each file is asked for a bounded number of
//! times, and what was put together of parts can be had whole once more.

use crate::host::web::{Answer, Ask, Web, WebError};
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// How often a server is waited for, at one file.
pub const MOST_WAITS: u64 = 5;
/// How many seconds one wait has at most.
pub const LONGEST_WAIT: u64 = 120;
/// How often a file is asked for again after its body broke off.
pub const MOST_BREAKS: u64 = 5;

/// The network with a count of what it gave.
pub struct Counted<'a> {
    web: &'a dyn Web,
    pub fresh: AtomicBool,
    pub requests: AtomicU64,
    pub bytes: AtomicU64,
    /// Whether a file was given up.
    pub tired: AtomicBool,
    /// Addresses of what was put together of parts.
    joined: Mutex<BTreeSet<String>>,
}

/// What of a file is here before all of it is.
#[derive(Default)]
struct Part {
    body: Vec<u8>,
    etag: Option<String>,
}

impl Part {
    /// Takes what came before the break; without a strong mark nothing can be joined to it.
    fn take(&mut self, answer: Answer) {
        if answer.status == 206 && !self.body.is_empty() {
            self.body.extend(answer.body);
            return;
        }
        let etag = answer.etag.filter(|etag| etag.starts_with('"'));
        *self = if etag.is_some() && answer.status == 200 { Self { body: answer.body, etag } } else { Self::default() };
    }
}

impl<'a> Counted<'a> {
    pub fn of(web: &'a dyn Web) -> Self {
        Self {
            web,
            fresh: AtomicBool::new(false),
            requests: AtomicU64::new(0),
            bytes: AtomicU64::new(0),
            tired: AtomicBool::new(false),
            joined: Mutex::default(),
        }
    }

    /// Returns whether the last answer for an address was put together of parts.
    pub fn is_joined(&self, url: &str) -> bool {
        super::lock(&self.joined).contains(url)
    }

    fn once(&self, ask: &Ask<'_>) -> Result<Answer, WebError> {
        self.requests.fetch_add(1, Ordering::Relaxed);
        let answer = self.web.get(&Ask { fresh: self.fresh.load(Ordering::Relaxed), ..*ask });
        let body = match &answer {
            Ok(answer) => answer.body.len(),
            Err(WebError::Broken(_, part)) => part.body.len(),
            Err(_) => 0,
        };
        self.bytes.fetch_add(body as u64, Ordering::Relaxed);
        answer
    }

    fn give_up(&self, error: WebError) -> WebError {
        self.tired.store(true, Ordering::Relaxed);
        error
    }

    fn patient(&self, ask: &Ask<'_>, may_join: bool) -> Result<Answer, WebError> {
        let (mut part, mut waits, mut breaks) = (Part::default(), 0, 0);
        loop {
            let from = part.body.len() as u64;
            let rest = Ask {
                none_match: None,
                if_range: part.etag.as_deref(),
                from,
                // A server may give the whole again; the hash is what counts.
                most: ask.most,
                ..*ask
            };
            let answer = self.once(if from > 0 { &rest } else { ask });
            let why = match answer {
                Ok(answer) if [429, 503].contains(&answer.status) => {
                    if waits == MOST_WAITS {
                        return Err(self.give_up(WebError::Busy(answer.status, answer.retry_after)));
                    }
                    self.web.wait(answer.retry_after.unwrap_or(1 << waits).min(LONGEST_WAIT));
                    waits += 1;
                    continue;
                }
                Ok(answer) if answer.status == 206 && from > 0 => {
                    super::lock(&self.joined).insert(ask.url.to_owned());
                    part.body.extend(answer.body);
                    return Ok(Answer { status: 200, etag: part.etag, body: part.body, ..answer });
                }
                Err(WebError::Broken(why, answer)) => {
                    part.take(*answer);
                    why
                }
                // What is there now is longer, or shorter, than the file that broke off.
                Err(WebError::TooLarge(_)) if from > 0 => {
                    part = Part::default();
                    "it changed".to_owned()
                }
                Ok(answer) if answer.status == 416 && from > 0 => {
                    part = Part::default();
                    "it changed".to_owned()
                }
                other => return other,
            };
            breaks += 1;
            if breaks > MOST_BREAKS {
                let why = format!("it broke off {breaks} times, the last time: {why}");
                return Err(self.give_up(WebError::Unreachable(why)));
            }
            if !may_join {
                part = Part::default();
            }
        }
    }
}

impl Web for Counted<'_> {
    fn get(&self, ask: &Ask<'_>) -> Result<Answer, WebError> {
        self.patient(ask, true)
    }

    fn wait(&self, seconds: u64) {
        self.web.wait(seconds);
    }
}

/// The same, without joining parts.
pub struct Whole<'a>(pub &'a Counted<'a>);

impl Web for Whole<'_> {
    fn get(&self, ask: &Ask<'_>) -> Result<Answer, WebError> {
        self.0.patient(ask, false)
    }

    fn wait(&self, seconds: u64) {
        self.0.wait(seconds);
    }
}
