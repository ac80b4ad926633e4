//! Where a log goes on with another key: the holder of the recovery key says at which size, and with which.
//!
//! ```text
//! text = recovery name LF size LF base64( root ) LF "key " vkey LF "recovery " vkey LF
//! ```
//! That is the text of a checkpoint (c2sp.org/tlog-checkpoint) with two extensions, signed by the recovery key
//! that the log named when the key before was announced; the lines are this project's. With it stands the last
//! checkpoint of the key before. What must hold: whoever trusts a key trusts the next one only by a recovery key
//! that stands in the tree which the trusted key has signed.

use super::Fault;
use super::checkpoint::{Checkpoint, SignedCheckpoint};
use super::entry::Entry;
use super::note::{Note, PrivateKey, PublicKey};
use super::tree::{self, Tree};

/// How many times a log may have moved to another key: more are not followed.
pub const MOST: usize = 100;

/// One move to another key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// What the key before signed last.
    pub last: SignedCheckpoint,
    /// What the recovery key says of it.
    pub note: SignedCheckpoint,
    /// Who signs from then on, and who may say where the log goes on after that.
    pub key: PublicKey,
    pub recovery: PublicKey,
}

impl Move {
    /// Returns the move to another key, as the holder of the recovery key signs it.
    ///
    /// # Errors
    /// When the name of the recovery key is none for a checkpoint.
    pub fn signed(
        last: SignedCheckpoint,
        key: &PublicKey,
        recovery: &PublicKey,
        by: &PrivateKey,
    ) -> Result<Self, Fault> {
        let extensions = vec![format!("key {key}"), format!("recovery {recovery}")];
        let (size, root) = (last.checkpoint.size, last.checkpoint.root);
        let text = Checkpoint { extensions, ..Checkpoint::new(by.public().name(), size, root) }.to_string();
        Self::parse(last.note.to_string().as_bytes(), Note::signed(&text, by).to_string().as_bytes())
    }

    /// Reads the last checkpoint and the note.
    ///
    /// # Errors
    /// When one of them is none, or they are not of one state.
    pub fn parse(last: &[u8], note: &[u8]) -> Result<Self, Fault> {
        let (last, note) = (SignedCheckpoint::parse(last)?, SignedCheckpoint::parse(note)?);
        let named = |at: usize, word: &str| -> Result<PublicKey, Fault> {
            let line = note.checkpoint.extensions.get(at).and_then(|line| line.strip_prefix(word));
            let missing =
                || Fault::at(at + 4, format!("here should be `{word}` and a key"), format!("此处应为“{word}”和公钥"));
            PublicKey::parse(line.ok_or_else(missing)?).map_err(|fault| Fault { line: at + 4, ..fault })
        };
        let (key, recovery) = (named(0, "key ")?, named(1, "recovery ")?);
        let (old, new) = (&last.checkpoint, &note.checkpoint);
        if (old.size, old.root) != (new.size, new.root) || key.name() != old.origin || new.extensions.len() != 2 {
            return Err(Fault::whole(
                "the note of the recovery key is about another state or another log",
                "恢复密钥的声明所指的是另一个状态或另一个日志",
            ));
        }
        Ok(Self { last, note, key, recovery })
    }
}

/// Holds moves against the entries of a log: its keys in order, each with the size from which on it signs.
///
/// # Errors
/// With the number of the move, from 1, and what is wrong with it.
pub fn keys(
    tree: &Tree,
    entries: &dyn Fn(u64) -> Option<(PublicKey, PublicKey)>,
    moves: &[Move],
) -> Result<Vec<(u64, PublicKey)>, (usize, Fault)> {
    let Some((mut key, mut recovery)) = entries(0) else {
        let fault = Fault::whole("this log names no key to move from", "本日志没有写明原密钥");
        return if moves.is_empty() { Ok(Vec::new()) } else { Err((1, fault)) };
    };
    let mut keys = vec![(0, key.clone())];
    for (number, own) in (1..).zip(moves) {
        let size = own.last.checkpoint.size;
        let fault = |en: &str, zh: &str| Err((number, Fault::whole(en, zh)));
        let signed = |signed: &SignedCheckpoint, by: &PublicKey| {
            signed.note.open(std::slice::from_ref(by)).map(|by| !by.is_empty()).map_err(|fault| (number, fault))
        };
        let root = (size <= tree.size()).then(|| {
            let Ok(root) = tree::root(tree, size);
            root
        });
        let other = own.last.checkpoint.origin != key.name();
        if other || root != Some(own.last.checkpoint.root) || keys.last().is_some_and(|(from, _)| *from >= size) {
            return fault("is about another state than this log had", "所指的不是本日志曾有的状态");
        }
        if !signed(&own.last, &key)? {
            return fault("the last checkpoint is not signed by the key before", "最后的检查点不是由原密钥签名");
        }
        if !signed(&own.note, &recovery)? {
            return fault(
                "is not signed by the recovery key that the log named before",
                "不是由日志此前写明的恢复密钥签名",
            );
        }
        if entries(size) != Some((own.key.clone(), own.recovery.clone())) {
            return fault("names other keys than the entry of the log", "写明的密钥与日志条目不同");
        }
        (key, recovery) = (own.key.clone(), own.recovery.clone());
        keys.push((size, key.clone()));
    }
    Ok(keys)
}

/// Returns the keys that an entry announces.
pub fn announced(entry: &Entry) -> Option<(PublicKey, PublicKey)> {
    match entry {
        Entry::Key { key, recovery, .. } => Some(((**key).clone(), (**recovery).clone())),
        _ => None,
    }
}

/// Returns the key that signs a state of so many entries.
pub fn signer(keys: &[(u64, PublicKey)], size: u64) -> Option<&PublicKey> {
    keys.iter().rev().find(|(from, _)| *from < size.max(1)).map(|(_, key)| key)
}
