//! A checkpoint by a key that is trusted, or by one that took the place of such a key.

use super::entries::Log;
use super::place::Place;
use super::{LOG, Trouble, Unclear};
use crate::log::Fault;
use crate::log::checkpoint::SignedCheckpoint;
use crate::log::note::{MOST_BYTES, PublicKey};
use crate::log::policy::{Policy, Trust};
use crate::log::succession::{self, MOST, Move};

/// A checkpoint that counts, if the log below it bears out the moves that lead to its key.
#[derive(Debug)]
pub struct Trusted {
    pub signed: SignedCheckpoint,
    pub trust: Trust,
    /// Trusts the key that has signed it.
    pub policy: Policy,
    /// That key took the place of the one that was trusted.
    pub moved: bool,
    /// The moves, where they were needed to trust it.
    moves: Option<Vec<Move>>,
}

/// Who signs a log, each with the number of entries from which on, and the moves between them.
pub(super) type Keys = (Vec<(u64, PublicKey)>, Vec<Move>);

/// Returns where a move stands: the last checkpoint of the key before, and the note.
pub fn paths(number: usize) -> (String, String) {
    let folder = format!("{LOG}succession/{number}");
    (format!("{folder}/checkpoint"), format!("{folder}/note"))
}

/// Reads the moves to other keys that a place has.
fn moves(place: &dyn Place) -> Result<Result<Vec<Move>, Trouble>, Unclear> {
    let mut all = Vec::new();
    for number in 1..=MOST {
        let (last, note) = paths(number);
        let Some(before) = place.read(&last, MOST_BYTES as u64)? else { break };
        let Some(after) = place.read(&note, MOST_BYTES as u64)? else { return Ok(Err(Trouble::missing(note))) };
        match Move::parse(&before, &after) {
            Ok(own) => all.push(own),
            Err(fault) => return Ok(Err(Trouble::of(note, &fault))),
        }
    }
    Ok(Ok(all))
}

/// Reads a checkpoint and says whose it is.
///
/// # Errors
/// When the place does not answer; inside, when no trusted key has signed it, nor one that took its place.
pub fn read(place: &dyn Place, bytes: &[u8], policy: &Policy) -> Result<Result<Trusted, Trouble>, Unclear> {
    let path = format!("{LOG}checkpoint");
    let wrong = |fault: &Fault| Ok(Err(Trouble::of(path.clone(), fault)));
    let signed = match SignedCheckpoint::parse(bytes) {
        Ok(signed) => signed,
        Err(fault) => return wrong(&fault),
    };
    let knows = policy.knows(&signed);
    if !matches!(knows, Ok(false)) {
        let policy = policy.clone();
        return match policy.check(&signed) {
            Ok(trust) => Ok(Ok(Trusted { signed, trust, policy, moved: false, moves: None })),
            Err(fault) => wrong(&fault),
        };
    }
    let moves = match moves(place)? {
        Ok(moves) => moves,
        Err(trouble) => return Ok(Err(trouble)),
    };
    // A key that is trusted must have signed what one of the moves is about.
    let mut known = false;
    for (number, own) in (1..).zip(&moves) {
        match policy.knows(&own.last) {
            Ok(knows) => known |= knows,
            Err(fault) => return Ok(Err(Trouble::of(paths(number).0, &fault))),
        }
    }
    let followed = match moves.last() {
        None => policy.clone(),
        Some(last) if known => policy.clone().moved_to(last.key.clone()),
        Some(_) => {
            return Ok(Err(Trouble::new(
                paths(1).0,
                "no trusted key has signed it: the key that took its place cannot be followed",
                "没有受信任密钥的签名：无法追溯到接替它的密钥",
            )));
        }
    };
    match followed.check(&signed) {
        Ok(trust) => Ok(Ok(Trusted { signed, trust, policy: followed, moved: true, moves: Some(moves) })),
        Err(fault) => wrong(&fault),
    }
}

impl Trusted {
    /// Holds the keys of a log against its entries; gives the keys that sign it, each with the size from which on.
    pub(super) fn keys(&self, place: &dyn Place, log: &Log) -> Result<Result<Keys, Trouble>, Unclear> {
        let entry = |index: u64| {
            usize::try_from(index).ok().and_then(|index| log.entries.get(index)).and_then(succession::announced)
        };
        let announced =
            (1..).zip(log.entries.iter().skip(1)).filter(|(_, entry)| succession::announced(entry).is_some());
        let wanted = announced.count();
        let moves = match &self.moves {
            Some(moves) => moves.clone(),
            None if wanted == 0 => Vec::new(),
            None => match moves(place)? {
                Ok(moves) => moves,
                Err(trouble) => return Ok(Err(trouble)),
            },
        };
        if moves.len() < wanted {
            return Ok(Err(Trouble::missing(paths(moves.len() + 1).0)));
        }
        let keys = succession::keys(&log.tree, &entry, &moves);
        Ok(keys.map(|keys| (keys, moves)).map_err(|(number, fault)| Trouble::of(paths(number).1, &fault)))
    }
}
