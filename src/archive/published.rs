//! A published folder, as its own files tell of it.

use super::{ArchiveError, fault};
use crate::host::{Host, What};
use crate::log::bundle;
use crate::log::checkpoint::SignedCheckpoint;
use crate::log::entry::Entry;
use crate::log::tiles;
use crate::log::{hex, unhex};
use crate::write::marker::{self, MARKER};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rayon::prelude::*;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The list of checksums; it stands in no list itself.
pub const SUMS: &str = "SHA256SUMS";

/// Bytes of files that are held at once, besides one that is longer.
const HELD: u64 = 32 << 20;

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Below the folder, with `/`.
    pub path: String,
    /// Length in bytes.
    pub len: u64,
    /// `None` for `SHA256SUMS`, which is not in its own list.
    pub sha256: Option<[u8; 32]>,
}

/// The release that a folder is, where there is a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    pub origin: String,
    pub sequence: u64,
    /// The entry, as it is in the log.
    pub entry: Vec<u8>,
}

/// What a package says of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// With the last `/`.
    pub base_url: String,
    /// In each language of the site.
    pub titles: Vec<String>,
    pub publishers: Vec<String>,
    /// When the release was made; without a log, the day of the site at midnight UTC.
    pub time: Timestamp,
    pub release: Option<Release>,
}

impl Facts {
    /// Returns the time to the second, as WARC and JSON have it: `2026-11-27T09:00:00Z`.
    pub fn instant(&self) -> String {
        self.time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
    }

    /// Returns the day.
    pub fn day(&self) -> Date {
        TimeZone::UTC.to_datetime(self.time).date()
    }

    /// Returns what a package is called without its ending: host, day, release.
    pub fn name(&self) -> String {
        let rest = self.base_url.split_once("://").map_or(&*self.base_url, |(_, rest)| rest);
        let host: String = rest
            .trim_end_matches('/')
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' })
            .collect();
        match &self.release {
            Some(release) => format!("{host}-{}-release-{}", self.day(), release.sequence),
            None => format!("{host}-{}", self.day()),
        }
    }
}

/// A published folder.
pub struct Published<'h> {
    host: &'h dyn Host,
    folder: PathBuf,
    pub facts: Facts,
    /// All files, sorted by path.
    pub files: Vec<File>,
    /// What stands in the folder and was not published by us: it is in no package.
    pub left_out: Vec<String>,
}

impl<'h> Published<'h> {
    /// Looks at a folder.
    ///
    /// # Errors
    /// When it is no published site, or not a whole one.
    pub fn open(host: &'h dyn Host, folder: &Path) -> Result<Self, ArchiveError> {
        if host.what(&folder.join(SUMS)) != Some(What::File) {
            return Err(no_site(folder));
        }
        if host.what(&folder.join(MARKER)).is_some() && marker::is_changing(&host.read(&folder.join(MARKER))?) {
            return Err(fault(
                "",
                format!("{} is only half changed, as a build was interrupted: build the site again", folder.display()),
                format!("{} 只更新了一半，上次生成被中断：请重新生成网站", folder.display()),
            ));
        }
        let sums = host.read(&folder.join(SUMS))?;
        let mut listed = listed(&sums)?;
        let mut files = vec![File { path: SUMS.to_owned(), len: sums.len() as u64, sha256: None }];
        let mut left_out = Vec::new();
        for entry in host.list(folder)? {
            match listed.remove(&*entry.path) {
                Some(sha256) => files.push(File { path: entry.path, len: entry.len, sha256: Some(sha256) }),
                None if entry.path != SUMS && entry.path != MARKER => left_out.push(entry.path),
                None => {}
            }
        }
        if let Some(missing) = listed.keys().next() {
            return Err(fault(
                missing,
                format!("it is in {SUMS} and not in the folder"),
                format!("{SUMS} 中列有此文件，文件夹中却没有"),
            ));
        }
        files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        let facts = facts(host, folder)?;
        Ok(Self { host, folder: folder.to_owned(), facts, files, left_out })
    }

    /// Returns the checksums that a published folder lists.
    ///
    /// # Errors
    /// When there is no list, or one that is spelled otherwise than it is written.
    pub fn listed(host: &dyn Host, folder: &Path) -> Result<BTreeMap<String, [u8; 32]>, ArchiveError> {
        if host.what(&folder.join(SUMS)) != Some(What::File) {
            return Err(no_site(folder));
        }
        let sums = host.read(&folder.join(SUMS))?;
        Ok(listed(&sums)?.into_iter().map(|(path, sum)| (path.to_owned(), sum)).collect())
    }

    /// Returns the bytes of a file.
    ///
    /// # Errors
    /// When it is not what its checksum says.
    pub fn read(&self, file: &File) -> Result<Vec<u8>, ArchiveError> {
        let bytes = self.host.read(&self.folder.join(&file.path))?;
        if file.sha256.is_some_and(|sum| <[u8; 32]>::from(Sha256::digest(&bytes)) != sum) {
            return Err(fault(
                &file.path,
                format!("its bytes are not those that {SUMS} lists: it was changed after the build"),
                format!("内容与 {SUMS} 中的校验和不符：生成之后被改动过"),
            ));
        }
        Ok(bytes)
    }

    /// Gives what is made of each file, in order; files are read and worked on in parallel, a few at a time.
    ///
    /// # Errors
    /// Those of reading, and those of `take`.
    pub fn each<I: Sync, T: Send>(
        &self,
        items: &[I],
        file: impl Fn(&I) -> &File + Sync,
        make: impl Fn(&I, Vec<u8>) -> Result<T, ArchiveError> + Sync,
        mut take: impl FnMut(&I, T) -> Result<(), ArchiveError>,
    ) -> Result<(), ArchiveError> {
        let mut rest = items;
        while !rest.is_empty() {
            let mut sum = 0;
            let fits = rest.iter().take_while(|item| {
                sum += file(item).len;
                sum <= HELD
            });
            let (now, later) = rest.split_at(fits.count().max(1));
            let made: Result<Vec<T>, ArchiveError> =
                now.par_iter().map(|item| make(item, self.read(file(item))?)).collect();
            for (item, made) in now.iter().zip(made?) {
                take(item, made)?;
            }
            rest = later;
        }
        Ok(())
    }
}

fn no_site(folder: &Path) -> ArchiveError {
    fault(
        "",
        format!("{} is no folder of a site that was built: it has no file {SUMS}", folder.display()),
        format!("{} 不是已生成的网站：没有文件 {SUMS}", folder.display()),
    )
}

/// Reads the list of checksums.
fn listed(sums: &[u8]) -> Result<BTreeMap<&str, [u8; 32]>, ArchiveError> {
    let mut all = BTreeMap::new();
    let text = std::str::from_utf8(sums).unwrap_or("\0");
    for (number, line) in text.lines().enumerate() {
        let pair = line.split_once("  ").and_then(|(sum, path)| Some((path, unhex::<32>(sum)?)));
        let pair = pair.filter(|(path, _)| marker::is_output_path(path));
        let (path, sum) = pair.ok_or_else(|| {
            fault(
                SUMS,
                format!("line {} is no checksum and path of a file", number + 1),
                format!("第 {} 行不是校验和与文件路径", number + 1),
            )
        })?;
        all.insert(path, sum);
    }
    let again: String = all.iter().map(|(path, sum)| format!("{}  {path}\n", hex(sum))).collect();
    if again != text {
        return Err(fault(
            SUMS,
            "it is not as gongkai writes it: sorted by path, each file once",
            "不是 gongkai 所写的形式：应按路径排序，每个文件一行",
        ));
    }
    Ok(all)
}

/// Reads what the site says of itself: its catalogue, its data and its log.
fn facts(host: &dyn Host, folder: &Path) -> Result<Facts, ArchiveError> {
    const CATALOGUE: &str = "data/catalogue.jsonld";
    let unread =
        || fault(CATALOGUE, "it does not say where the site is published and by whom", "其中没有网站的地址和发布机构");
    let catalogue: Value = serde_json::from_slice(&host.read(&folder.join(CATALOGUE))?).map_err(|_| unread())?;
    let base = catalogue.get("@id").and_then(Value::as_str).and_then(|id| id.strip_suffix(CATALOGUE));
    let base_url = base.filter(|base| base.ends_with('/')).ok_or_else(unread)?.to_owned();
    let texts = |value: Option<&Value>| -> Vec<String> {
        let all = value.and_then(Value::as_array).into_iter().flatten();
        all.filter_map(|text| text.get("@value")?.as_str().map(str::to_owned)).collect()
    };
    let publishers = texts(catalogue.get("dct:publisher").and_then(|publisher| publisher.get("foaf:name")));
    let titles = texts(catalogue.get("dct:title"));
    let (release, time) = match release(host, folder)? {
        Some((release, time)) => (Some(release), time),
        None => (None, day(host, folder)?),
    };
    Ok(Facts { base_url, titles, publishers, time, release })
}

/// The day of the site, as its data has it.
fn day(host: &dyn Host, folder: &Path) -> Result<Timestamp, ArchiveError> {
    const MEASURES: &str = "data/measures.csv";
    let head = host.read_head(&folder.join(MEASURES), 1 << 16)?;
    let text = String::from_utf8_lossy(&head);
    let day = text.lines().nth(1).and_then(|row| row.split(',').next()?.parse::<Date>().ok());
    let time = day.and_then(|day| TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)).ok());
    time.ok_or_else(|| fault(MEASURES, "its first row does not begin with a day", "第一行数据不是以日期开头"))
}

/// The newest release of the log, where there is one.
fn release(host: &dyn Host, folder: &Path) -> Result<Option<(Release, Timestamp)>, ArchiveError> {
    const CHECKPOINT: &str = "transparency/checkpoint";
    if host.what(&folder.join(CHECKPOINT)).is_none() {
        return Ok(None);
    }
    let of = |file: &str, fault_of: crate::log::Fault| fault(file, fault_of.to_string(), fault_of.chinese());
    let signed = SignedCheckpoint::parse(&host.read(&folder.join(CHECKPOINT))?).map_err(|e| of(CHECKPOINT, e))?;
    let Some((index, width)) = tiles::bundles(signed.checkpoint.size).last() else { return Ok(None) };
    let path = format!("transparency/{}", tiles::bundle_path(index, width));
    let bytes = host.read(&folder.join(&path))?;
    let entries = bundle::parse(&bytes, width).map_err(|e| of(&path, e))?;
    let Some(entry) = entries.last() else { return Ok(None) };
    Ok(match Entry::parse(entry).map_err(|e| of(&path, e))? {
        Entry::Release { sequence, time, .. } => {
            Some((Release { origin: signed.checkpoint.origin, sequence, entry: entry.to_vec() }, time))
        }
        Entry::Key { .. } | Entry::Record { .. } | Entry::Unknown { .. } => None,
    })
}
