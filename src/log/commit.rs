//! What an entry commits to: the content of a record, salted so that it cannot be guessed.
//!
//! ```text
//! content digest = SHA-256( *( hex SHA-256( part ) "  " name LF ) )     sorted by name: Go `dirhash` h1
//! commitment     = SHA-256( 0x02 salt[32] content digest[32] )
//! ```
//! The part `record.json` is the record's line of the published data without its end; attachments
//! have their names in the record.

use super::{Hash, hex, sha256};
use sha2::{Digest as _, Sha256};

/// The name of the part that is the record's line.
pub const RECORD: &str = "record.json";

/// Returns the digest over named parts, given with their hashes in any order. `None` where a name
/// is there twice or holds a line break: it would stand for other content as well.
pub fn content_digest<'a>(parts: impl IntoIterator<Item = (&'a str, Hash)>) -> Option<Hash> {
    let mut parts: Vec<(&str, Hash)> = parts.into_iter().collect();
    parts.sort_unstable();
    let twice = parts.windows(2).any(|pair| pair[0].0 == pair[1].0);
    if twice || parts.iter().any(|(name, _)| name.contains('\n')) {
        return None;
    }
    let lines: String = parts.iter().map(|(name, hash)| format!("{}  {name}\n", hex(hash))).collect();
    Some(sha256(lines.as_bytes()))
}

/// Returns the commitment to a content digest.
pub fn commitment(salt: &Hash, digest: &Hash) -> Hash {
    Sha256::new().chain_update([2]).chain_update(salt).chain_update(digest).finalize().into()
}
