//! Entries as files of 256 (c2sp.org/tlog-tiles 0.1.0, "log entries").
//!
//! ```text
//! bundle = 1*256( u16 length, entry )        big-endian
//! ```

use super::Fault;

/// The longest entry, in bytes.
pub const MOST: usize = u16::MAX as usize;

/// Adds an entry to the bytes of a bundle.
pub fn push(bundle: &mut Vec<u8>, entry: &[u8]) -> Result<(), Fault> {
    let length = u16::try_from(entry.len())
        .map_err(|_| Fault::whole("an entry of the log has at most 65,535 bytes", "日志条目最多 65,535 字节"))?;
    bundle.extend(length.to_be_bytes());
    bundle.extend(entry);
    Ok(())
}

/// Returns the entries of a bundle that should have so many.
pub fn parse(bytes: &[u8], width: u16) -> Result<Vec<&[u8]>, Fault> {
    let mut rest = bytes;
    let mut entries = Vec::with_capacity(usize::from(width));
    for number in 0..width {
        let entry = rest
            .split_first_chunk::<2>()
            .and_then(|(length, rest)| rest.split_at_checked(usize::from(u16::from_be_bytes(*length))));
        let Some((entry, after)) = entry else {
            return Err(Fault::whole(
                format!("the file ends within entry {number} of {width}"),
                format!("文件在第 {number} 条（共 {width} 条）中间就结束了"),
            ));
        };
        entries.push(entry);
        rest = after;
    }
    if rest.is_empty() {
        return Ok(entries);
    }
    Err(Fault::whole(
        format!("{} bytes follow the last of {width} entries", rest.len()),
        format!("最后一条（共 {width} 条）之后还有 {} 字节", rest.len()),
    ))
}
