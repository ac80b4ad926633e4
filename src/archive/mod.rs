//! Packages that archives take as they are: a published folder as BagIt, WACZ or ZIP.
//!
//! Takes a folder that `build` or `mirror` made and gives one file. Each of its files is held against
//! `SHA256SUMS` on the way: a folder that is not what was published is not packed. What must hold: the
//! same folder gives the same bytes, wherever and whenever it is packed.

mod bagit;
mod index;
mod pages;
mod published;
mod surt;
mod wacz;
mod warc;
mod zipped;

#[cfg(test)]
mod tests;

pub use self::published::{Facts, File, Published, Release, SUMS};

use crate::host::Host;
use std::fmt;
use std::io;
use std::path::Path;

/// What a package is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The files as they are.
    Zip,
    /// A bag (RFC 8493), in a ZIP.
    Bag,
    /// A bag that says where its files are to be had (`fetch.txt`), without them.
    Links,
    /// A web archive: WARC 1.1 in WACZ 1.1.1.
    Wacz,
}

impl Form {
    /// Returns how the name of such a file ends.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Zip => ".zip",
            Self::Bag => ".bag.zip",
            Self::Links => ".links.bag.zip",
            Self::Wacz => ".wacz",
        }
    }
}

/// Why a folder is not packed.
#[derive(Debug)]
pub enum ArchiveError {
    Io(io::Error),
    /// The folder is not what was published: the file, or empty for the folder itself, and what is wrong.
    Fault {
        file: String,
        en: String,
        zh: String,
    },
}

impl From<io::Error> for ArchiveError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl fmt::Display for ArchiveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => error.fmt(f),
            Self::Fault { file, en, .. } if file.is_empty() => f.write_str(en),
            Self::Fault { file, en, .. } => write!(f, "{file}: {en}"),
        }
    }
}

fn fault(file: &str, en: impl Into<String>, zh: impl Into<String>) -> ArchiveError {
    ArchiveError::Fault { file: file.to_owned(), en: en.into(), zh: zh.into() }
}

/// Packs a published folder into the file `to`, which is there whole or not at all. Returns its length
/// in bytes.
///
/// # Errors
/// When a file is not what its checksum says, or cannot be read or written.
pub fn pack(host: &dyn Host, published: &Published<'_>, form: Form, to: &Path) -> Result<u64, ArchiveError> {
    let mut name = to.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = to.with_file_name(name);
    let mut failed = None;
    let mut length = 0;
    let written = host.write_tape(&part, &mut |tape| {
        let packed = match form {
            Form::Zip => zipped::plain(published, tape),
            Form::Bag => bagit::bag(published, tape, true),
            Form::Links => bagit::bag(published, tape, false),
            Form::Wacz => wacz::wacz(published, tape),
        };
        match packed {
            Ok(()) => length = tape.stream_position()?,
            Err(ArchiveError::Io(error)) => return Err(error),
            Err(error) => failed = Some(error),
        }
        Ok(())
    });
    let done = match (failed, written) {
        (Some(error), _) => Err(error),
        (None, Err(error)) => Err(error.into()),
        (None, Ok(())) => host.sync(&part).and_then(|()| host.rename(&part, to)).map_err(ArchiveError::from),
    };
    if done.is_err() && host.what(&part).is_some() {
        host.remove_file(&part)?;
    }
    done.map(|()| length)
}
