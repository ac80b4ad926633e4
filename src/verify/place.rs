//! Where a site is: a folder, or an address.

use super::Unclear;
use crate::host::web::{Ask, Web, WebError};
use crate::host::{EntryKind, Host, What};
use crate::log::{Hash, sha256};
use sha2::{Digest as _, Sha256};
use std::io;
use std::path::Path;

/// A place that has the files of a site.
pub trait Place: Sync {
    /// Returns the bytes of a file; `None` where there is none. One with more bytes than `most` is cut there.
    fn read(&self, path: &str, most: u64) -> Result<Option<Vec<u8>>, Unclear>;
    /// Returns hash and size of a file, which is not held as a whole where that can be helped.
    fn sum(&self, path: &str, most: u64) -> Result<Option<(Hash, u64)>, Unclear>;
    /// Returns all files, sorted; `None` where that cannot be known.
    fn list(&self) -> Result<Option<Vec<String>>, Unclear>;
}

/// A folder.
pub struct Folder<'a> {
    pub host: &'a dyn Host,
    pub root: &'a Path,
}

fn unclear(error: &io::Error) -> Unclear {
    Unclear(error.to_string())
}

impl Place for Folder<'_> {
    fn read(&self, path: &str, most: u64) -> Result<Option<Vec<u8>>, Unclear> {
        let path = self.root.join(path);
        if self.host.what(&path) != Some(What::File) {
            return Ok(None);
        }
        self.host.read_head(&path, most.saturating_add(1)).map(Some).map_err(|error| unclear(&error))
    }

    fn sum(&self, path: &str, _most: u64) -> Result<Option<(Hash, u64)>, Unclear> {
        let path = self.root.join(path);
        if self.host.what(&path) != Some(What::File) {
            return Ok(None);
        }
        let (mut sum, mut size) = (Sha256::new(), 0);
        let read = self.host.read_pieces(&path, &mut |piece| {
            sum.update(piece);
            size += piece.len() as u64;
            Ok(())
        });
        read.map_err(|error| unclear(&error))?;
        Ok(Some((sum.finalize().into(), size)))
    }

    fn list(&self) -> Result<Option<Vec<String>>, Unclear> {
        let all = self.host.list(self.root).map_err(|error| unclear(&error))?;
        let odd = |kind: EntryKind| if kind == EntryKind::File { "" } else { " (no plain file)" };
        let mut paths: Vec<String> =
            all.into_iter().map(|entry| format!("{}{}", entry.path, odd(entry.kind))).collect();
        paths.sort();
        Ok(Some(paths))
    }
}

/// An address, which ends in a slash.
pub struct Address<'a> {
    pub web: &'a dyn Web,
    pub base: &'a str,
}

impl Place for Address<'_> {
    fn read(&self, path: &str, most: u64) -> Result<Option<Vec<u8>>, Unclear> {
        let url = format!("{}{path}", self.base);
        match self.web.get(&Ask::of(&url, most)) {
            Ok(answer) if answer.status == 200 => Ok(Some(answer.body)),
            Ok(answer) if answer.status == 404 || answer.status == 410 => Ok(None),
            Ok(answer) => Err(Unclear(format!("{url}: the server answered {}", answer.status))),
            // More than there should be: what is there is another file.
            Err(WebError::TooLarge(_)) => Ok(Some(vec![0; usize::try_from(most.min(1 << 16)).unwrap_or(0) + 1])),
            Err(error) => Err(Unclear(format!("{url}: {error}"))),
        }
    }

    fn sum(&self, path: &str, most: u64) -> Result<Option<(Hash, u64)>, Unclear> {
        Ok(self.read(path, most)?.map(|bytes| (sha256(&bytes), bytes.len() as u64)))
    }

    fn list(&self) -> Result<Option<Vec<String>>, Unclear> {
        Ok(None)
    }
}
