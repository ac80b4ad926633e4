//! The folder of a mirror: each content once, releases as names for it.
//!
//! ```text
//! blobs/<hh>/<sha256>     each content once
//! releases/<seq>/         a whole site, of hard links
//! current                 the newest whole one
//! kept/checkpoint         that of the newest whole release       kept/seen    the newest that was verified
//! kept/lists/<seq>        hash and path of each file of a release
//! kept/date               number of the newest whole release, and when it was published
//! kept/policy kept/etag   whose word counts; what the server called its checkpoint
//! evidence/               notes that cannot both be true
//! ```
//! What must hold: a blob has its name only when it is whole; a release only when all its files are there.

use crate::host::{Host, What};
use crate::log::{Hash, hex, sha256, unhex};
use crate::verify::place::{Folder, Place as _};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

/// The folder.
#[derive(Clone, Copy)]
pub struct Store<'a> {
    pub host: &'a dyn Host,
    pub root: &'a Path,
}

impl Store<'_> {
    /// Returns a path in the folder.
    pub fn at(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    fn blob_path(&self, hash: &Hash) -> PathBuf {
        let name = hex(hash);
        self.at("blobs").join(&name[..2]).join(&name)
    }

    /// Returns whether a content is there, whole.
    pub fn holds(&self, hash: &Hash) -> bool {
        let path = self.blob_path(hash);
        let (Some(folder), Some(name)) = (path.parent(), path.file_name().and_then(|name| name.to_str())) else {
            return false;
        };
        Folder { host: self.host, root: folder }
            .sum(name, 0)
            .is_ok_and(|found| found.is_some_and(|(own, _)| own == *hash))
    }

    /// Returns whether a content has its name.
    pub fn has(&self, hash: &Hash) -> bool {
        self.host.what(&self.blob_path(hash)) == Some(What::File)
    }

    /// Returns a content that is there.
    pub fn content(&self, hash: &Hash) -> io::Result<Vec<u8>> {
        self.host.read(&self.blob_path(hash))
    }

    /// Keeps a content.
    pub fn keep(&self, bytes: &[u8]) -> io::Result<Hash> {
        let hash = sha256(bytes);
        if !self.has(&hash) {
            let aside = self.at("blobs/part").join(hex(&hash));
            self.host.write(&aside, bytes)?;
            self.host.rename(&aside, &self.blob_path(&hash))?;
        }
        Ok(hash)
    }

    /// Returns a small file of the mirror's own.
    pub fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        let path = self.at(path);
        if self.host.what(&path) == Some(What::File) { self.host.read(&path).map(Some) } else { Ok(None) }
    }

    /// Writes a small file of the mirror's own, whole or not at all.
    pub fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let aside = self.at("kept/part");
        self.host.write(&aside, bytes)?;
        self.host.sync(&aside)?;
        self.host.rename(&aside, &self.at(path))
    }

    /// Returns the numbers of the releases that are there.
    pub fn releases(&self) -> io::Result<BTreeSet<u64>> {
        let folder = self.at("kept/lists");
        let all = self.host.list(&folder)?;
        Ok(all.iter().filter_map(|entry| entry.path.parse().ok()).collect())
    }

    /// Returns the files of a release.
    pub fn list(&self, sequence: u64) -> io::Result<BTreeMap<String, Hash>> {
        let bytes = self.read(&format!("kept/lists/{sequence}"))?.unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let lines = text.lines().filter_map(|line| line.split_once("  "));
        Ok(lines.filter_map(|(hash, path)| Some((path.to_owned(), unhex(hash)?))).collect())
    }

    /// Writes down the files of a release.
    pub fn set_list(&self, sequence: u64, files: &BTreeMap<String, Hash>) -> io::Result<()> {
        let text: String = files.iter().map(|(path, hash)| format!("{}  {path}\n", hex(hash))).collect();
        self.write(&format!("kept/lists/{sequence}"), text.as_bytes())
    }

    /// Makes a release of contents that are there.
    pub fn assemble(&self, sequence: u64, files: &BTreeMap<String, Hash>) -> io::Result<()> {
        let aside = self.at("releases/.new");
        let place = self.at(&format!("releases/{sequence}"));
        self.host.remove_dir_all(&aside)?;
        for (path, hash) in files {
            let (blob, name) = (self.blob_path(hash), aside.join(path));
            if !self.host.link(&blob, &name)? {
                self.host.copy(&blob, &name, &mut |_| ())?;
            }
        }
        self.host.remove_dir_all(&place)?;
        self.host.rename(&aside, &place)?;
        self.set_list(sequence, files)
    }

    /// Removes what only these releases have, and contents that no release has.
    pub fn drop_releases(&self, gone: &[u64]) -> io::Result<()> {
        for sequence in gone {
            self.host.remove_dir_all(&self.at(&format!("releases/{sequence}")))?;
        }
        let mut left = BTreeSet::new();
        for sequence in self.releases()?.iter().filter(|sequence| !gone.contains(sequence)) {
            left.extend(self.list(*sequence)?.into_values());
        }
        for sequence in gone {
            for hash in self.list(*sequence)?.values().filter(|hash| !left.contains(*hash)) {
                self.forget(hash)?;
            }
            self.host.remove_file(&self.at(&format!("kept/lists/{sequence}")))?;
        }
        Ok(())
    }

    /// Removes a content; fine where it is gone.
    pub fn forget(&self, hash: &Hash) -> io::Result<()> {
        if self.has(hash) { self.host.remove_file(&self.blob_path(hash)) } else { Ok(()) }
    }
}
