//! Records of WARC 1.1, one member of gzip each.
//!
//! A file is a `resource`: its bytes and where they belong, without answers of a server that was never
//! asked.

use super::ArchiveError;
use crate::log::hex;
use flate2::{Compression, GzBuilder};
use sha2::{Digest as _, Sha256};
use std::io::Write as _;

/// A record, packed.
pub(super) struct Record {
    pub packed: Vec<u8>,
    /// `sha256:` and the checksum of the block.
    pub digest: String,
}

/// Makes the record of a file.
pub(super) fn resource(url: &str, time: &str, mime: &str, block: &[u8]) -> Result<Record, ArchiveError> {
    let digest = format!("sha256:{}", hex(&Sha256::digest(block)));
    let head = format!(
        "WARC-Type: resource\r\nWARC-Target-URI: {url}\r\nWARC-Date: {time}\r\nWARC-Record-ID: {}\r\n\
         WARC-Block-Digest: {digest}\r\nWARC-Payload-Digest: {digest}\r\nContent-Type: {mime}\r\n",
        id(&[url, time]),
    );
    Ok(Record { packed: record(&head, block)?, digest })
}

/// Makes the first record, which says what the file is.
pub(super) fn info(name: &str, time: &str, fields: &[(&str, &str)]) -> Result<Vec<u8>, ArchiveError> {
    let block: String = fields.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let head = format!(
        "WARC-Type: warcinfo\r\nWARC-Filename: {name}\r\nWARC-Date: {time}\r\nWARC-Record-ID: {}\r\n\
         WARC-Block-Digest: sha256:{}\r\nContent-Type: application/warc-fields\r\n",
        id(&[name, time]),
        hex(&Sha256::digest(&block)),
    );
    record(&head, block.as_bytes())
}

fn record(head: &str, block: &[u8]) -> Result<Vec<u8>, ArchiveError> {
    // Neither name nor time is in the head of the member: the same block gives the same bytes.
    let mut gzip = GzBuilder::new().mtime(0).operating_system(255).write(Vec::new(), Compression::default());
    write!(gzip, "WARC/1.1\r\n{head}Content-Length: {}\r\n\r\n", block.len())?;
    gzip.write_all(block)?;
    gzip.write_all(b"\r\n\r\n")?;
    Ok(gzip.finish()?)
}

/// A name that follows from what is named (RFC 9562, version 8).
fn id(of: &[&str]) -> String {
    let mut bytes = <[u8; 32]>::from(Sha256::digest(of.join("\n")));
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let all = hex(&bytes[..16]);
    format!("<urn:uuid:{}-{}-{}-{}-{}>", &all[..8], &all[8..12], &all[12..16], &all[16..20], &all[20..])
}
