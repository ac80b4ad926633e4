//! ZIP files whose bytes depend on what is in them alone.

use super::{ArchiveError, Facts, Published};
use crate::host::Tape;
use sha2::{Digest as _, Sha256};
use std::io::{self, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A ZIP that is being written.
pub(super) struct Zipped<'t> {
    zip: ZipWriter<&'t mut dyn Tape>,
    time: DateTime,
}

/// A file of it.
pub(super) struct Written {
    pub path: String,
    pub sha256: [u8; 32],
    pub bytes: u64,
}

fn other(error: zip::result::ZipError) -> io::Error {
    match error {
        zip::result::ZipError::Io(error) => error,
        error => io::Error::other(error),
    }
}

impl<'t> Zipped<'t> {
    /// Begins one; all its files have the time of the site.
    pub fn new(tape: &'t mut dyn Tape, facts: &Facts) -> Self {
        let day = facts.day();
        let date = u16::try_from(day.year()).ok().zip(u8::try_from(day.month()).ok()).zip(u8::try_from(day.day()).ok());
        let time = date.and_then(|((year, month), day)| DateTime::from_date_and_time(year, month, day, 0, 0, 0).ok());
        Self { zip: ZipWriter::new(tape), time: time.unwrap_or_default() }
    }

    /// Adds a file, made piece by piece.
    pub fn stream(
        &mut self,
        path: &str,
        squeeze: bool,
        make: impl FnOnce(&mut Summed<'_>) -> Result<(), ArchiveError>,
    ) -> Result<Written, ArchiveError> {
        let method = if squeeze { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(self.time)
            .unix_permissions(0o644)
            .large_file(true);
        self.zip.start_file(path, options).map_err(other)?;
        let mut summed = Summed { to: &mut self.zip, sum: Sha256::new(), bytes: 0 };
        make(&mut summed)?;
        Ok(Written { path: path.to_owned(), sha256: summed.sum.finalize().into(), bytes: summed.bytes })
    }

    /// Adds a file.
    pub fn put(&mut self, path: &str, squeeze: bool, bytes: &[u8]) -> Result<Written, ArchiveError> {
        self.stream(path, squeeze, |to| Ok(to.write_all(bytes)?))
    }

    /// Ends it.
    pub fn finish(self) -> Result<(), ArchiveError> {
        self.zip.finish().map_err(other)?.flush()?;
        Ok(())
    }
}

/// What is written, counted and summed.
pub(super) struct Summed<'a> {
    to: &'a mut dyn Write,
    sum: Sha256,
    /// How many bytes were written so far.
    pub bytes: u64,
}

impl Write for Summed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.sum.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// Returns whether a file is worth squeezing: pictures and packages are so already.
pub(super) fn squeezes(path: &str) -> bool {
    const DENSE: [&str; 12] =
        ["jpg", "jpeg", "png", "webp", "avif", "gif", "zip", "gz", "xlsx", "docx", "parquet", "woff2"];
    path.rsplit_once('.').is_none_or(|(_, ending)| !DENSE.contains(&ending.to_ascii_lowercase().as_str()))
}

/// The files as they are, in a folder.
pub(super) fn plain(published: &Published<'_>, tape: &mut dyn Tape) -> Result<(), ArchiveError> {
    let mut zip = Zipped::new(tape, &published.facts);
    let top = published.facts.name();
    published.each(
        &published.files,
        |file| file,
        |_, bytes| Ok(bytes),
        |file, bytes| zip.put(&format!("{top}/{}", file.path), squeezes(&file.path), &bytes).map(drop),
    )?;
    zip.finish()
}
