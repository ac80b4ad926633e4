//! The transparency log: bytes in, bytes out. No disk, no network, no clock, no model.
//!
//! | file | what | specification |
//! |---|---|---|
//! | [`note`] | keys, signatures, cosignatures | c2sp.org/signed-note, c2sp.org/tlog-cosignature |
//! | [`checkpoint`] | origin, size and root of a tree | c2sp.org/tlog-checkpoint |
//! | [`tree`] | hashes and proofs | RFC 6962 2.1, RFC 9162 2.1 |
//! | [`tiles`] | the tree as files | c2sp.org/tlog-tiles |
//! | [`bundle`] | the entries as files | c2sp.org/tlog-tiles |
//! | [`policy`] | whose signatures count | c2sp.org/tlog-policy |
//! | [`proof`] | one entry, provable without a network | c2sp.org/tlog-proof |
//! | [`mod@entry`] | what an entry says | this project's |
//! | [`commit`] | what an entry commits to | Go `dirhash` h1, salted |
//! | [`succession`] | another key takes the place of one | this project's, on tlog-checkpoint |
//! | [`manifest`] | all files of a release, and what changed | this project's |
//!
//! What must hold: no parser panics, whatever it is given; each refuses in plain words, with the
//! line; what was read is never written again to be checked: the bytes are the truth.

pub mod bundle;
pub mod checkpoint;
pub mod commit;
pub mod entry;
pub mod manifest;
pub mod note;
pub mod policy;
pub mod proof;
pub mod succession;
pub mod tiles;
pub mod tree;

use sha2::{Digest as _, Sha256};
use std::fmt;

/// A SHA-256 hash.
pub type Hash = [u8; 32];

/// Why bytes are not what they should be, in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, counted from 1; 0 where it is about the whole.
    pub line: usize,
    pub en: String,
    pub zh: String,
}

impl Fault {
    /// Returns a fault of a line.
    pub fn at(line: usize, en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self { line, en: en.into(), zh: zh.into() }
    }

    /// Returns a fault of the whole.
    pub fn whole(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self::at(0, en, zh)
    }

    /// Returns the fault of a line of a part as that of a line of the whole.
    pub fn below(mut self, lines: usize) -> Self {
        self.line = if self.line == 0 { lines + 1 } else { self.line + lines };
        self
    }

    /// Returns the sentence in Chinese.
    pub fn chinese(&self) -> String {
        if self.line == 0 { self.zh.clone() } else { format!("第 {} 行：{}", self.line, self.zh) }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line == 0 { f.write_str(&self.en) } else { write!(f, "line {}: {}", self.line, self.en) }
    }
}

impl std::error::Error for Fault {}

/// Returns the SHA-256 of bytes.
pub fn sha256(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}

/// Returns bytes in lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let pairs = bytes.iter().flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
    pairs.map(char::from).collect()
}

/// Returns what so many lower-case hexadecimal digits stand for; nothing else is taken.
pub fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != 2 * N {
        return None;
    }
    let (mut bytes, mut seen) = ([0; N], 0);
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let (high, low) = (DIGITS[usize::from(pair[0])], DIGITS[usize::from(pair[1])]);
        seen |= high | low;
        *byte = high << 4 | low & 15;
    }
    (seen < 16).then_some(bytes)
}

/// What each byte stands for as a digit; beyond 15 where it is none. A log of 100,000 entries has twenty million.
const DIGITS: [u8; 256] = {
    let mut digits = [u8::MAX; 256];
    let mut value = 0;
    while value < 16 {
        digits[b"0123456789abcdef"[value] as usize] = value as u8;
        value += 1;
    }
    digits
};

/// Returns bytes in base64 with padding.
pub fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

/// Returns what base64 with padding stands for; each value has one spelling.
pub fn unbase64(text: &str) -> Option<Vec<u8>> {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.decode(text).ok()
}

/// Returns a number in decimal digits as written by others: no sign, no leading zero.
pub fn decimal(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (text.len() == 1 || !text.starts_with('0'));
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests;
