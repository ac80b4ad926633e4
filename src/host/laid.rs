//! A folder as it was: what has changed since is laid over what stands there.
//!
//! Takes another host and the files that differ, by path: their bytes, or nothing where there was none.
//! It is read as the folder was then; the files that are the same are read where they are, so that the
//! state before costs as much as the change is long. What must hold: nothing is written through it.

use super::{Entry, EntryKind, Host, Stamp, Tape, What, with_path};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

/// What stood at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Was {
    Nothing,
    File(Vec<u8>),
    /// A symbolic link, which is not followed back in time.
    Link,
}

/// A host over which files are laid.
pub struct Laid<'h> {
    under: &'h dyn Host,
    files: BTreeMap<PathBuf, Was>,
}

impl<'h> Laid<'h> {
    /// Lays files over a host; paths are spelled as they will be asked for.
    pub fn over(under: &'h dyn Host, files: BTreeMap<PathBuf, Was>) -> Self {
        Self { under, files }
    }

    /// The files laid below a folder, by path from there.
    fn inside<'s>(&'s self, folder: &Path) -> BTreeMap<String, &'s Was> {
        let inside = self.files.iter().filter_map(|(path, was)| {
            let path = path.strip_prefix(folder).ok()?.to_str()?;
            Some((path.replace('\\', "/"), was))
        });
        inside.collect()
    }

    fn laid(&self, path: &Path) -> Option<io::Result<&[u8]>> {
        let missing = || with_path(&io::ErrorKind::NotFound.into(), path);
        Some(match self.files.get(path)? {
            Was::File(bytes) => Ok(bytes),
            Was::Nothing | Was::Link => Err(missing()),
        })
    }
}

fn closed<T>(path: &Path) -> io::Result<T> {
    Err(with_path(&io::ErrorKind::ReadOnlyFilesystem.into(), path))
}

impl Host for Laid<'_> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.laid(path).map_or_else(|| self.under.read(path), |laid| laid.map(<[u8]>::to_vec))
    }

    fn read_head(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        let head = |bytes: &[u8]| bytes[..bytes.len().min(usize::try_from(most).unwrap_or(usize::MAX))].to_vec();
        self.laid(path).map_or_else(|| self.under.read_head(path, most), |laid| laid.map(head))
    }

    fn read_pieces(&self, path: &Path, take: &mut dyn FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
        match self.laid(path) {
            Some(laid) => take(laid?),
            None => self.under.read_pieces(path, take),
        }
    }

    fn list(&self, root: &Path) -> io::Result<Vec<Entry>> {
        let laid = self.inside(root);
        let mut entries = self.under.list(root)?;
        entries.retain(|entry| !laid.contains_key(&entry.path));
        entries.extend(laid.into_iter().filter_map(|(path, was)| match was {
            Was::Nothing => None,
            Was::File(bytes) => Some(Entry { path, kind: EntryKind::File, len: bytes.len() as u64, stamp: None }),
            Was::Link => Some(Entry { path, kind: EntryKind::StrayLink, len: 0, stamp: None }),
        }));
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(entries)
    }

    fn stamp(&self, path: &Path) -> Option<Stamp> {
        if self.files.contains_key(path) { None } else { self.under.stamp(path) }
    }

    fn moment(&self, _: &Path) -> Option<i64> {
        None
    }

    fn what(&self, path: &Path) -> Option<What> {
        match self.files.get(path) {
            Some(Was::Nothing) => None,
            Some(Was::File(_)) => Some(What::File),
            Some(Was::Link) => Some(What::Other),
            None => {
                let stood = self.inside(path).values().any(|was| **was != Was::Nothing);
                self.under.what(path).or(stood.then_some(What::Folder))
            }
        }
    }

    fn place(&self, path: &Path) -> io::Result<PathBuf> {
        self.under.place(path)
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        let laid = self.inside(folder);
        let known = match self.under.names(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && !laid.is_empty() => Vec::new(),
            names => names?,
        };
        let mut names: BTreeSet<String> = known.into_iter().collect();
        for (path, was) in laid {
            match path.split_once('/') {
                Some((first, _)) if *was != Was::Nothing => drop(names.insert(first.to_owned())),
                Some(_) => {}
                None if *was == Was::Nothing => drop(names.remove(&path)),
                None => drop(names.insert(path)),
            }
        }
        Ok(names.into_iter().collect())
    }

    fn below(&self, folder: &Path) -> io::Result<Vec<(String, What)>> {
        closed(folder)
    }

    fn can_move(&self, _: &Path, _: &Path) -> bool {
        false
    }

    fn write(&self, path: &Path, _: &[u8]) -> io::Result<Option<Stamp>> {
        closed(path)
    }

    fn write_parts(&self, path: &Path, _: &[&[u8]]) -> io::Result<()> {
        closed(path)
    }

    fn write_tape(&self, path: &Path, _: &mut dyn FnMut(&mut dyn Tape) -> io::Result<()>) -> io::Result<()> {
        closed(path)
    }

    fn copy(&self, _: &Path, to: &Path, _: &mut dyn FnMut(&[u8])) -> io::Result<Option<Stamp>> {
        closed(to)
    }

    fn rename(&self, from: &Path, _: &Path) -> io::Result<()> {
        closed(from)
    }

    fn exchange(&self, _: &Path, _: &Path) -> io::Result<bool> {
        Ok(false)
    }

    fn link(&self, _: &Path, _: &Path) -> io::Result<bool> {
        Ok(false)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        closed(path)
    }

    fn remove_dir_all(&self, path: &Path) -> io::Result<()> {
        closed(path)
    }

    fn remove_dir_if_empty(&self, _: &Path) {}

    fn sync(&self, path: &Path) -> io::Result<()> {
        closed(path)
    }
}

#[cfg(test)]
mod tests {
    use super::super::memory::Memory;
    use super::*;

    #[test]
    fn a_folder_is_read_as_it_was() {
        let now = Memory::with([("s/a.md", "a, later"), ("s/new/b.md", "b"), ("s/same.md", "same")]);
        let was = [
            ("s/a.md", Was::File(b"a".to_vec())),
            ("s/new/b.md", Was::Nothing),
            ("s/old/c.md", Was::File(b"c".to_vec())),
            ("s/l", Was::Link),
        ];
        let laid = Laid::over(&now, was.into_iter().map(|(path, was)| (path.into(), was)).collect());
        let list = laid.list(Path::new("s")).unwrap();
        let names: Vec<_> = list.iter().map(|entry| (&*entry.path, entry.kind, entry.len)).collect();
        let file = EntryKind::File;
        assert_eq!(
            names,
            [("a.md", file, 1), ("l", EntryKind::StrayLink, 0), ("old/c.md", file, 1), ("same.md", file, 4)]
        );
        let read = |path: &str| laid.read(Path::new(path));
        assert_eq!((read("s/a.md").unwrap(), read("s/same.md").unwrap()), (b"a".to_vec(), b"same".to_vec()));
        assert_eq!(read("s/new/b.md").unwrap_err().kind(), io::ErrorKind::NotFound);
        assert_eq!(laid.what(Path::new("s/old")), Some(What::Folder));
        assert_eq!(laid.names(Path::new("s/old")).unwrap(), ["c.md"]);
        assert!(laid.write(Path::new("s/x"), b"x").is_err() && laid.remove_file(Path::new("s/a.md")).is_err());
        assert_eq!(now.read(Path::new("s/a.md")).unwrap(), b"a, later");
    }
}
