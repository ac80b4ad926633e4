//! Bags (RFC 8493): the files below `data/`, lists of their checksums, and what the bag is.
//!
//! A bag does not withstand who means harm, by its own words: where there is a log, the entry of the
//! release stands in `tags/`, whose hash of the manifest binds all files.

use super::published::File;
use super::zipped::{Zipped, squeezes};
use super::{ArchiveError, Published};
use crate::host::Tape;
use crate::log::hex;
use sha2::{Digest as _, Sha256, Sha512};

/// Writes a bag, with its files or with links to them.
pub(super) fn bag(published: &Published<'_>, tape: &mut dyn Tape, whole: bool) -> Result<(), ArchiveError> {
    let facts = &published.facts;
    let top = facts.name();
    let mut zip = Zipped::new(tape, facts);
    let (mut by256, mut by512, mut links) = (String::new(), String::new(), String::new());
    let mut octets = 0;
    let sums = |_: &File, bytes: Vec<u8>| Ok((hex(&Sha256::digest(&bytes)), hex(&Sha512::digest(&bytes)), bytes));
    published.each(
        &published.files,
        |file| file,
        sums,
        |file, (sum256, sum512, bytes)| {
            let path = &file.path;
            by256.push_str(&format!("{sum256}  data/{path}\n"));
            by512.push_str(&format!("{sum512}  data/{path}\n"));
            octets += bytes.len();
            if whole {
                zip.put(&format!("{top}/data/{path}"), squeezes(path), &bytes)?;
            } else {
                links.push_str(&format!("{}{path} {} data/{path}\n", facts.base_url, bytes.len()));
            }
            Ok(())
        },
    )?;
    let mut tags = vec![
        ("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".to_owned()),
        ("bag-info.txt", info(published, octets)),
        ("manifest-sha256.txt", by256),
        ("manifest-sha512.txt", by512),
    ];
    if !whole {
        tags.push(("fetch.txt", links));
    }
    if let Some(release) = &facts.release {
        let mut entry = String::from_utf8_lossy(&release.entry).into_owned();
        entry.push('\n');
        tags.push(("tags/release.json", entry));
    }
    tags.sort_unstable();
    let list = |sum: &dyn Fn(&[u8]) -> String| -> String {
        tags.iter().map(|(name, text)| format!("{}  {name}\n", sum(text.as_bytes()))).collect()
    };
    let lists = [
        ("tagmanifest-sha256.txt", list(&|bytes| hex(&Sha256::digest(bytes)))),
        ("tagmanifest-sha512.txt", list(&|bytes| hex(&Sha512::digest(bytes)))),
    ];
    for (name, text) in tags.iter().chain(&lists) {
        zip.put(&format!("{top}/{name}"), true, text.as_bytes())?;
    }
    zip.finish()
}

fn info(published: &Published<'_>, octets: usize) -> String {
    let facts = &published.facts;
    let mut text = String::new();
    // A value has no line of its own: what continues one is indented.
    let mut line = |label: &str, value: &str| {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        text.push_str(&format!("{label}: {value}\n"));
    };
    for publisher in &facts.publishers {
        line("Source-Organization", publisher);
    }
    for title in &facts.titles {
        line("External-Description", title);
    }
    line("Bagging-Date", &facts.day().to_string());
    line(
        "External-Identifier",
        &facts.release.as_ref().map_or(facts.base_url.clone(), |r| format!("{}@{}", r.origin, r.sequence)),
    );
    line("Bag-Group-Identifier", &facts.base_url);
    line("Payload-Oxum", &format!("{octets}.{}", published.files.len()));
    line("Bag-Software-Agent", concat!("gongkai ", env!("CARGO_PKG_VERSION")));
    text
}
