//! What a site has to say in its log while it is built: the entries of records, and the release that binds all
//! files.
//!
//! Takes the log as it is signed; what must hold: nothing is said twice, and the log is signed before any file
//! that it binds is moved into place.

use super::resources;
use crate::config::Config;
use crate::ledger::{CHANGES, Ledger, Told, emit, plan};
use crate::log::entry::Entry;
use crate::log::manifest::{Listed, Manifest};
use crate::log::{Hash, sha256};
use crate::write::Staged;
use jiff::Timestamp;
use jiff::civil::Date;
use std::io;

/// Where random bytes come from.
pub type Chance<'a> = dyn FnMut() -> io::Result<Hash> + 'a;
/// What keeps a log and signs it, and may keep the manifest of its newest release; where it returns `false` the build
/// ends and writes nothing.
pub type Sign<'a> = dyn FnMut(&mut Ledger, &Manifest) -> bool + 'a;

/// What is entered in a log.
pub struct Entering<'a> {
    /// The log: as it is signed, then with what was entered, then as that is signed.
    pub ledger: Ledger,
    /// The newest release and its manifest, if that still stands where it was built.
    pub earlier: Option<(u64, Manifest)>,
    /// The day of the entries, and the moment of the release.
    pub day: Date,
    pub time: Timestamp,
    pub chance: &'a mut Chance<'a>,
    /// Called once, with all that was entered; where there is none, nothing is entered and nothing written.
    pub sign: Option<&'a mut Sign<'a>>,
    /// What became of it.
    pub entered: Entered,
}

/// What became of it.
#[derive(Debug, Default)]
pub struct Entered {
    pub planned: Vec<plan::Planned>,
    /// Records that the log knows and the site does not have: they end the build.
    pub gone: Vec<String>,
    /// What is built is the newest release.
    pub nothing: bool,
    /// The build was ended from here.
    pub ended: bool,
    /// What is built is the newest release.
    pub whole: bool,
    /// The manifest of the release that was entered.
    pub manifest: Option<Manifest>,
}

impl Entering<'_> {
    /// Enters what the records say that will be published; `false` ends the build.
    pub(super) fn enter(&mut self, records: &[plan::Published]) -> io::Result<bool> {
        (self.entered.planned, self.entered.gone) = plan::plan(&self.ledger, records);
        self.entered.ended = !self.entered.gone.is_empty();
        if self.entered.ended {
            return Ok(false);
        }
        let mut failed = None;
        let mut chance = || {
            (self.chance)().unwrap_or_else(|error| {
                failed = Some(error);
                [0; 32]
            })
        };
        plan::append(&mut self.ledger, &self.entered.planned, self.day, &mut chance);
        failed.map_or(Ok(true), Err)
    }

    /// Enters the release that binds all files and the list of what changes; `false` ends the build.
    pub(super) fn release(&mut self, all: &[Staged], config: &Config) -> io::Result<bool> {
        let ledger = &mut self.ledger;
        let list = |told: Option<Told>| told.map(|told| resources::changes(&told, config));
        let listed = |own: &Staged| (own.path.to_string(), Listed { sha256: own.sha256, size: own.bytes });
        let mut manifest = emit::manifest(Hash::default(), all.iter().map(listed));
        let bind = |manifest: &mut Manifest, list: Option<Vec<u8>>| {
            let list = list.map(|list| Listed { sha256: sha256(&list), size: list.len() as u64 });
            manifest.files.extend(list.map(|list| (CHANGES.to_owned(), list)));
        };
        let newest = ledger.release(ledger.entries.len() as u64);
        if let Some(((_, _, hash), (_, salt))) = newest.zip(ledger.manifest).filter(|_| self.entered.planned.is_empty())
        {
            manifest.salt = salt;
            bind(&mut manifest, list(ledger.told()));
            self.entered.nothing = manifest.hash() == hash;
            manifest.files.remove(CHANGES);
        } else {
            self.entered.nothing = false;
        }
        self.entered.ended = self.sign.is_none();
        let Some(sign) = self.sign.as_mut().filter(|_| !self.entered.nothing) else {
            return Ok(!self.entered.ended);
        };
        manifest.salt = (self.chance)()?;
        let sequence = newest.map_or(1, |(_, sequence, _)| sequence + 1);
        let earlier = self.earlier.take().filter(|(before, _)| before + 1 == sequence).map(|(_, earlier)| earlier);
        // The list tells of all changes but its own.
        let bare = earlier.as_ref().map(|earlier| manifest.since(sequence, earlier));
        bind(&mut manifest, list(ledger.told_with(self.time, bare)));
        let delta = earlier.map(|earlier| manifest.since(sequence, &earlier).text());
        ledger.push(Entry::Release {
            sequence,
            time: self.time,
            files: manifest.files.len() as u64,
            bytes: manifest.bytes(),
            manifest: manifest.hash(),
            delta: delta.as_ref().map(|delta| sha256(delta.as_bytes())),
        });
        ledger.manifest = Some((sequence, manifest.salt));
        if let Some(delta) = delta {
            ledger.keep_delta(sequence, delta);
        }
        self.entered.ended = !sign(ledger, &manifest);
        self.entered.manifest = Some(manifest);
        Ok(!self.entered.ended)
    }
}
