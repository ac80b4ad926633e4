//! The index of the search, once the texts that it is made from are staged.
//!
//! Its files are no part of the plan: which there are follows from words that only the texts have. They
//! are staged beside the planned ones, and stand in the checksums with them. Where the earlier index
//! stands whole and was made by the same settings, only the shards of words that came or went are
//! written. What must hold: the files are those of a whole build, whichever way was taken.

use crate::cache::Cache;
use crate::config::Config;
use crate::derive::numbers::Numbers;
use crate::search::build::{self, Aside, Numbered, Settings, Space, common, is_sampled, limits};
use crate::search::root::{self, Root};
use crate::search::shard::At;
use crate::search::texts::{self, Document, EIGHT};
use crate::search::update::{self, Change};
use crate::source::{digest_of, hex};
use crate::write::{Stage, Staged};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

/// Returns whether an output is a file of the index, and no planned one.
pub(super) fn is_index(path: &str) -> bool {
    path == "search/root.js"
        || (path.starts_with("search/a/") || path.starts_with("search/n/")) && path.ends_with(".js")
}

fn path_of(name: &str) -> String {
    format!("search/{name}.js")
}

/// Stages the index of what is staged; returns its files.
///
/// # Errors
/// When something cannot be read or written.
pub(super) fn index(
    stage: &Stage<'_>,
    cache: &Cache,
    all: &[Staged],
    numbers: &Numbers,
    config: &Config,
) -> io::Result<Vec<Staged>> {
    let made: BTreeMap<u32, &Staged> =
        all.iter().filter_map(|staged| Some((texts::file_of(&staged.path)?, staged))).collect();
    let searched = all.iter().filter(|staged| staged.path.starts_with("search/") && staged.path.ends_with(".js"));
    let mut sums: Vec<(&str, &[u8])> = searched.map(|staged| (&*staged.path, &staged.sha256[..])).collect();
    sums.sort_unstable();
    let sums: Vec<&[u8]> = sums.into_iter().flat_map(|(path, sum)| [path.as_bytes(), sum]).collect();
    let version = hex(&digest_of(&sums)[..8]);
    let work = Work { stage, cache, made, numbers, config, version };
    match work.earlier() {
        Some(earlier) => work.follow(earlier),
        None => work.anew(),
    }
}

struct Work<'a> {
    stage: &'a Stage<'a>,
    cache: &'a Cache,
    /// The files of texts.
    made: BTreeMap<u32, &'a Staged>,
    numbers: &'a Numbers,
    config: &'a Config,
    version: String,
}

/// An earlier index that stands whole.
struct Earlier {
    root: Root,
    settings: Settings,
    /// By name.
    files: BTreeMap<String, Staged>,
}

impl Work<'_> {
    fn read(&self, file: u32) -> io::Result<Vec<Numbered>> {
        let Some(staged) = self.made.get(&file) else { return Ok(Vec::new()) };
        Ok(numbered(file, documents(&self.stage.after(staged)?, &staged.path)?))
    }

    fn files(&self) -> Vec<u32> {
        self.made.keys().copied().collect()
    }

    /// Returns the spaces of the numbers as they are.
    fn spaces(&self) -> Vec<Space> {
        let all = self.numbers.all.len();
        let Some(from) = self.numbers.newest else { return vec![Space::new('a', 0, all)] };
        let old = self.numbers.all.partition_point(|(number, _)| *number < from);
        vec![Space::new('a', 0, old), Space::new('n', from, all - old)]
    }

    fn root(&self, settings: &Settings, split: BTreeSet<String>) -> Root {
        let month = |(year, month): (i16, i8)| format!("{year:04}-{month:02}");
        let months = self.numbers.months.iter();
        Root {
            v: root::VERSION,
            g: self.version.clone(),
            n: self.numbers.all.len(),
            spaces: settings.spaces.iter().map(|space| (space.letter, space.from, space.bits)).collect(),
            split,
            common: settings.common.written(),
            months: months.map(|(of, segments)| (of.map(month).unwrap_or_default(), *segments)).collect(),
            langs: self.config.langs().map(|(_, l)| (l.code.clone(), l.dir.to_string())).collect(),
            limits: (settings.limits.whole, settings.limits.leaf, settings.limits.shard),
            until: self.numbers.settled,
        }
    }

    /// Makes all of it.
    fn anew(&self) -> io::Result<Vec<Staged>> {
        let (count, files) = (self.numbers.all.len(), self.files());
        let read = |file: u32| self.read(file);
        let common = common(&files, self.numbers.settled, count, &read)?;
        let settings = Settings { spaces: self.spaces(), limits: limits(count), common };
        let staged = Mutex::new(Vec::new());
        let put = |name: &str, text: &[u8]| self.put(name, text, &staged);
        let aside = Beside { stage: self.stage, used: AtomicBool::new(false) };
        let split = build::build(&files, &settings, &read, &aside, &put)?;
        if aside.used.into_inner() {
            self.stage.clear_aside()?;
        }
        let mut staged = staged.into_inner().unwrap_or_else(PoisonError::into_inner);
        staged.push(self.put_root(&self.root(&settings, split))?);
        Ok(staged)
    }

    fn put(&self, name: &str, text: &[u8], to: &Mutex<Vec<Staged>>) -> io::Result<()> {
        let path = path_of(name);
        let staged = self.stage.put(&path, &texts::text_script(name, text), self.cache.get(&path))?;
        to.lock().unwrap_or_else(PoisonError::into_inner).push(staged);
        Ok(())
    }

    fn put_root(&self, root: &Root) -> io::Result<Staged> {
        let path = path_of(root::NAME);
        self.stage.put(&path, &root.written().into_bytes(), self.cache.get(&path))
    }

    /// Returns the earlier index, if all of it stands and nothing but texts has changed since.
    fn earlier(&self) -> Option<Earlier> {
        if self.cache.is_empty() || self.stage.is_unfinished() {
            return None;
        }
        let root_path = path_of(root::NAME);
        let root = Root::read(&self.stage.earlier(self.cache.get(&root_path)?)?)?;
        let settings = root.settings()?;
        let count = self.numbers.all.len();
        if settings.spaces != self.spaces() || settings.limits != limits(count) || root.until != self.numbers.settled {
            return None;
        }
        let paths: Vec<&str> = self.stage.before().filter(|path| is_index(path)).collect();
        let standing = |path: &&str| {
            let name = path.strip_prefix("search/")?.strip_suffix(".js")?;
            Some((name.to_owned(), self.stage.stands(self.cache.get(path)?)?))
        };
        let files: Option<BTreeMap<String, Staged>> = paths.par_iter().map(standing).collect();
        Some(Earlier { root, settings, files: files? })
    }

    /// Writes what differs from the earlier index.
    fn follow(&self, earlier: Earlier) -> io::Result<Vec<Staged>> {
        let Some(changes) = self.changes()? else { return self.anew() };
        let files: BTreeSet<u32> = changes.iter().map(|change| change.number >> EIGHT).collect();
        if files.iter().any(|file| is_sampled(*file, self.numbers.settled)) {
            let now = common(&self.files(), self.numbers.settled, self.numbers.all.len(), &|file| self.read(file))?;
            if now != earlier.settings.common {
                return self.anew();
            }
        }
        let staged = Mutex::new(Vec::new());
        let put = |name: &str, text: &[u8]| self.put(name, text, &staged);
        let standing = |name: &str| match earlier.files.get(name) {
            Some(staged) => self.stage.after(staged),
            None => Err(io::Error::other(format!("search/{name}.js is not there"))),
        };
        let updated = update::update(&earlier.settings, &earlier.root.split, &changes, &standing, &put)?;
        let mut staged = staged.into_inner().unwrap_or_else(PoisonError::into_inner);
        let put: BTreeSet<String> = staged.iter().map(|staged| staged.path.to_string()).collect();
        for (name, stands) in earlier.files {
            let touched = At::of(&name).is_some_and(|at| updated.shards.contains(&at)) && !updated.now.contains(&name);
            if name != root::NAME && !touched && !put.contains(&*stands.path) {
                staged.push(stands);
            }
        }
        staged.push(self.put_root(&self.root(&earlier.settings, updated.split))?);
        Ok(staged)
    }

    /// Returns the documents that changed, by number; `None` when it cannot be told what they were.
    fn changes(&self) -> io::Result<Option<Vec<Change>>> {
        let was: Vec<(u32, &str)> =
            self.stage.before().filter_map(|path| Some((texts::file_of(path)?, path))).collect();
        let was: BTreeMap<u32, &str> = was.into_iter().collect();
        let differs = |file: &u32| match self.made.get(file) {
            Some(staged) => staged.changed || !was.contains_key(file),
            None => true,
        };
        let files: BTreeSet<u32> = was.keys().chain(self.made.keys()).copied().filter(differs).collect();
        let mut all = Vec::new();
        for file in files {
            let old = match was.get(&file) {
                None => Vec::new(),
                Some(path) => {
                    let Some(bytes) = self.cache.get(path).and_then(|known| self.stage.earlier(known)) else {
                        return Ok(None);
                    };
                    numbered(file, documents(&bytes, path)?)
                }
            };
            let mut old: BTreeMap<u32, Document> = old.into_iter().collect();
            let mut new: BTreeMap<u32, Document> = self.read(file)?.into_iter().collect();
            let all_numbers: BTreeSet<u32> = old.keys().chain(new.keys()).copied().collect();
            for number in all_numbers {
                let (old, new) = (old.remove(&number), new.remove(&number));
                if old != new {
                    all.push(Change { number, old, new });
                }
            }
        }
        Ok(Some(all))
    }
}

fn documents(script: &[u8], path: &str) -> io::Result<Vec<Option<Document>>> {
    texts::read(script).ok_or_else(|| io::Error::other(format!("{path} is not a file of texts")))
}

fn numbered(file: u32, documents: Vec<Option<Document>>) -> Vec<Numbered> {
    let numbered = (file << EIGHT..).zip(documents);
    numbered.filter_map(|(number, document)| Some((number, document?))).collect()
}

/// What does not fit into memory lies beside what is staged.
struct Beside<'a> {
    stage: &'a Stage<'a>,
    used: AtomicBool,
}

impl Aside for Beside<'_> {
    fn keep(&self, name: &str, pieces: &[&[u8]]) -> io::Result<()> {
        self.used.store(true, Ordering::Relaxed);
        self.stage.put_aside(name, pieces)
    }

    fn take(&self, name: &str) -> io::Result<Vec<u8>> {
        self.stage.take_aside(name)
    }
}
