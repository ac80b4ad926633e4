//! Another's checkpoint of the same log: one log that grew, or a fork.

use super::entries::Log;
use super::place::Place;
use super::{LOG, Report, Trouble, Unclear};
use crate::log::checkpoint::SignedCheckpoint;
use crate::log::policy::Policy;
use crate::log::succession::signer;
use crate::log::tiles::{ReadError, Reader, Tile};
use crate::log::{Hash, tree};

/// Returns the root of the first `old` entries of a log of this size and root, read from tiles.
///
/// # Errors
/// When tiles are not to be had, with what is wrong with them.
pub fn root_of(place: &dyn Place, (size, root): (u64, &Hash), old: u64) -> Result<Result<Hash, Trouble>, Unclear> {
    let source = |tile: Tile| -> Result<Vec<u8>, Option<Unclear>> {
        let path = format!("{LOG}{}", tile.path());
        place.read(&path, 32 * u64::from(tile.width)).map_err(Some)?.ok_or(None)
    };
    let read = Reader::open(size, root, source).and_then(|reader| tree::root(&reader, old));
    Ok(match read {
        Ok(root) => Ok(root),
        Err(ReadError::Source(Some(unclear))) => return Err(unclear),
        Err(ReadError::Source(None)) => Err(Trouble::missing(format!("{LOG}tile"))),
        Err(ReadError::Altered(tile, fault)) => Err(Trouble::of(format!("{LOG}{}", tile.path()), &fault)),
        Err(ReadError::Root) => Err(Trouble::new(
            format!("{LOG}tile"),
            "the tiles do not make the root that is signed",
            "瓦片得不出已签名的根",
        )),
    })
}

/// Holds a log against what another place has of it; a fork goes into the report with both notes.
///
/// # Errors
/// When the other place has no checkpoint, or only one that is newer, without tiles.
pub fn check(log: &Log, other: &dyn Place, name: &str, policy: &Policy, report: &mut Report) -> Result<(), Unclear> {
    let Some(own) = report.checkpoint.clone() else { return Ok(()) };
    let path = format!("{LOG}checkpoint");
    let Some(bytes) = other.read(&path, crate::log::note::MOST_BYTES as u64)? else {
        return Err(Unclear(format!("{name}: there is no {path}")));
    };
    let read =
        SignedCheckpoint::parse(&bytes).and_then(|signed| policy.check(&signed).map(|trust| (signed, trust.log)));
    let theirs = match read {
        // What a key signs beyond its end counts nowhere.
        Ok((theirs, by)) if signer(&log.keys, theirs.checkpoint.size).is_some_and(|key| *key != by) => {
            report.troubles.push(Trouble::new(
                format!("{name}: {path}"),
                "is signed by a key that another had taken the place of",
                "由已被更换的密钥签名",
            ));
            return Ok(());
        }
        Ok((theirs, _)) => theirs,
        Err(fault) => {
            report.troubles.push(Trouble::of(format!("{name}: {path}"), &fault));
            return Ok(());
        }
    };
    let (mine, its) = (&own.checkpoint, &theirs.checkpoint);
    if mine.origin != its.origin {
        return Err(Unclear(format!("{name} is another log: {}", its.origin)));
    }
    let same = if its.size <= mine.size {
        let Ok(root) = tree::root(&log.tree, its.size);
        root == its.root
    } else {
        match root_of(other, (its.size, &its.root), mine.size)? {
            Ok(root) => root == mine.root,
            Err(trouble) => {
                return Err(Unclear(format!(
                    "{name} is newer, and its tiles do not help: {}: {}",
                    trouble.file, trouble.en
                )));
            }
        }
    };
    if !same {
        report.fork.extend([own.note.to_string(), theirs.note.to_string()]);
    }
    Ok(())
}
