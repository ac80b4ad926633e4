//! All files of a release, and what changed since the one before.
//!
//! ```text
//! manifest = "salt " hex[64] LF *( hex[64] "  " size "  " path LF )                 sorted by the bytes of the path
//! delta    = "from " seq " " hex[64] LF "to " seq " " hex[64] LF "salt " hex[64] LF
//!            *( ( "added " | "changed " ) hex[64] "  " size "  " path LF | "removed  " path LF )   sorted by path
//! ```
//! The hash of a manifest stands in the entry of its release; the salt keeps what it says from being
//! guessed after a file is erased. What must hold: a manifest has one spelling; a path is one that every
//! disk can hold and that leads nowhere else.

use super::{Fault, Hash, decimal, hex, sha256, unhex};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The longest path, in bytes.
const LONGEST: usize = 200;
/// The largest file that a manifest may name, in bytes: nobody who copies a site is made to take more.
pub const LARGEST: u64 = 4 << 30;

/// One file of a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    pub sha256: Hash,
    pub size: u64,
}

/// All files that a release binds, by path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    pub salt: Hash,
    pub files: BTreeMap<String, Listed>,
}

/// How a release differs from the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delta {
    pub from: (u64, Hash),
    pub to: (u64, Hash),
    pub salt: Hash,
    pub changes: BTreeMap<String, Change>,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    Added(Listed),
    Changed(Listed),
    Removed,
}

/// Returns whether a file may have this path: segments of `[A-Za-z0-9._~-]`, none that begins with a dot
/// but `.well-known`, no more than 200 bytes; or `.nojekyll`, which a host of pages needs.
pub fn is_path(path: &str) -> bool {
    let segment = |part: &str| {
        !part.is_empty()
            && (!part.starts_with('.') || part == ".well-known")
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._~-".contains(&byte))
    };
    path == ".nojekyll" || path.len() <= LONGEST && path.split('/').all(segment)
}

/// Returns whether a file proves itself, so that no manifest names it: the log, its releases and proofs,
/// and the list of checksums, which says again what the manifest does.
pub fn proves_itself(path: &str) -> bool {
    path == "SHA256SUMS"
        || path.strip_prefix("transparency/").is_some_and(|rest| {
            rest == "checkpoint"
                || ["tile/", "release/", "proofs/", "succession/"].iter().any(|folder| rest.starts_with(folder))
        })
}

impl Manifest {
    /// Returns its text.
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(80 + self.files.len() * 110);
        let _ = writeln!(text, "salt {}", hex(&self.salt));
        for (path, Listed { sha256, size }) in &self.files {
            let _ = writeln!(text, "{}  {size}  {path}", hex(sha256));
        }
        text
    }

    /// Returns the hash that the entry of the release holds.
    pub fn hash(&self) -> Hash {
        sha256(self.text().as_bytes())
    }

    /// Returns the bytes of all files.
    pub fn bytes(&self) -> u64 {
        self.files.values().fold(0, |sum, file| sum.saturating_add(file.size))
    }

    /// Reads a manifest.
    ///
    /// # Errors
    /// With the line: another form, another order, a path that no site has, two that one disk takes for the same.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let mut lines = whole_lines(text)?;
        let salt = salt(lines.next())?;
        let mut files = BTreeMap::new();
        let mut alike = BTreeMap::new();
        for (number, line) in lines {
            let (path, listed) = listed(number, line)?;
            ascending(number, files.last_key_value().map(|(last, _): (&String, _)| &**last), path)?;
            if let Some(other) = alike.insert(path.to_ascii_lowercase(), path) {
                return Err(Fault::at(
                    number,
                    format!("{path} and {other} are one file on some disks"),
                    format!("{path} 与 {other} 在某些磁盘上是同一个文件"),
                ));
            }
            files.insert(path.to_owned(), listed);
        }
        Ok(Self { salt, files })
    }

    /// Returns how it differs from an earlier one.
    pub fn since(&self, sequence: u64, earlier: &Self) -> Delta {
        let mut changes = BTreeMap::new();
        for (path, listed) in &self.files {
            match earlier.files.get(path) {
                None => changes.insert(path.clone(), Change::Added(*listed)),
                Some(before) if before != listed => changes.insert(path.clone(), Change::Changed(*listed)),
                Some(_) => None,
            };
        }
        let gone = earlier.files.keys().filter(|path| !self.files.contains_key(*path));
        changes.extend(gone.map(|path| (path.clone(), Change::Removed)));
        Delta {
            from: (sequence.saturating_sub(1), earlier.hash()),
            to: (sequence, self.hash()),
            salt: self.salt,
            changes,
        }
    }
}

impl Delta {
    /// Returns its text.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let _ = writeln!(text, "from {} {}\nto {} {}", self.from.0, hex(&self.from.1), self.to.0, hex(&self.to.1));
        let _ = writeln!(text, "salt {}", hex(&self.salt));
        for (path, change) in &self.changes {
            let _ = match change {
                Change::Added(file) => writeln!(text, "added {}  {}  {path}", hex(&file.sha256), file.size),
                Change::Changed(file) => writeln!(text, "changed {}  {}  {path}", hex(&file.sha256), file.size),
                Change::Removed => writeln!(text, "removed  {path}"),
            };
        }
        text
    }

    /// Reads a delta.
    ///
    /// # Errors
    /// As [`Manifest::parse`].
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let mut lines = whole_lines(text)?;
        let mut end = |word: &str, number: usize| {
            let line = lines.next().and_then(|(_, line)| line.strip_prefix(word)?.strip_prefix(' ')?.split_once(' '));
            line.and_then(|(sequence, hash)| Some((decimal(sequence)?, unhex(hash)?))).ok_or_else(|| {
                Fault::at(
                    number,
                    format!("here should be `{word} <number> <hash>`"),
                    format!("此处应为“{word} <序号> <哈希>”"),
                )
            })
        };
        let (from, to) = (end("from", 1)?, end("to", 2)?);
        let salt = salt(lines.next())?;
        let mut changes = BTreeMap::new();
        for (number, line) in lines {
            let word = || {
                Fault::at(
                    number,
                    "a line begins with `added`, `changed` or `removed`",
                    "每行应以 added、changed 或 removed 开头",
                )
            };
            let (path, change) = match line.split_once(' ').ok_or_else(word)? {
                ("added", rest) => listed(number, rest).map(|(path, file)| (path, Change::Added(file)))?,
                ("changed", rest) => listed(number, rest).map(|(path, file)| (path, Change::Changed(file)))?,
                ("removed", rest) => (checked(number, rest.strip_prefix(' ').ok_or_else(word)?)?, Change::Removed),
                _ => return Err(word()),
            };
            ascending(number, changes.last_key_value().map(|(last, _): (&String, _)| &**last), path)?;
            changes.insert(path.to_owned(), change);
        }
        Ok(Self { from, to, salt, changes })
    }

    /// Returns the manifest that an earlier one becomes; `None` where the delta is of another, or gives
    /// another than it says.
    pub fn apply(&self, earlier: &Manifest) -> Option<Manifest> {
        (earlier.hash() == self.from.1).then_some(())?;
        let mut files = earlier.files.clone();
        for (path, change) in &self.changes {
            let (before, was) = match change {
                Change::Added(file) => (files.insert(path.clone(), *file), false),
                Change::Changed(file) => (files.insert(path.clone(), *file), true),
                Change::Removed => (files.remove(path), true),
            };
            (before.is_some() == was).then_some(())?;
        }
        let later = Manifest { salt: self.salt, files };
        (later.hash() == self.to.1).then_some(later)
    }
}

/// Returns the lines of a text whose last one has its end, numbered.
fn whole_lines(text: &str) -> Result<impl Iterator<Item = (usize, &str)>, Fault> {
    let cut = || {
        Fault::at(
            text.split('\n').count(),
            "the last line has no end: the file was cut off",
            "最后一行没有换行：文件不完整",
        )
    };
    Ok((1..).zip(text.strip_suffix('\n').ok_or_else(cut)?.split('\n')))
}

fn salt(line: Option<(usize, &str)>) -> Result<Hash, Fault> {
    let (number, line) = line.unwrap_or((1, ""));
    line.strip_prefix("salt ").and_then(unhex).ok_or_else(|| {
        Fault::at(number, "here should be `salt` and 64 hexadecimal digits", "此处应为 salt 和 64 位十六进制数字")
    })
}

fn listed(number: usize, line: &str) -> Result<(&str, Listed), Fault> {
    let mut parts = line.splitn(3, "  ");
    let read = (|| {
        let (sha256, size) = (unhex(parts.next()?)?, decimal(parts.next()?)?);
        Some((parts.next()?, Listed { sha256, size }))
    })();
    let (path, file) = read.ok_or_else(|| {
        Fault::at(number, "a file is `<hash>  <bytes>  <path>`", "文件应写作“<哈希>  <字节数>  <路径>”")
    })?;
    if file.size > LARGEST {
        return Err(Fault::at(number, "a file of more than 4 GiB is not taken", "不接受大于 4 GiB 的文件"));
    }
    Ok((checked(number, path)?, file))
}

fn checked(number: usize, path: &str) -> Result<&str, Fault> {
    let refused = || {
        Fault::at(
            number,
            format!("no file of a site has the path {path:?}"),
            format!("网站文件不会有这样的路径：{path:?}"),
        )
    };
    if is_path(path) && !proves_itself(path) { Ok(path) } else { Err(refused()) }
}

fn ascending(number: usize, last: Option<&str>, path: &str) -> Result<(), Fault> {
    match last {
        Some(last) if last >= path => Err(Fault::at(
            number,
            format!("{path} should stand before {last}, once"),
            format!("{path} 应在 {last} 之前，且只写一次"),
        )),
        _ => Ok(()),
    }
}
