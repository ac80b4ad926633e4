//! Files of a dataset that are made once in a build, though two outputs ask for them: the file itself, and the
//! page, which tells its size and its digest.

use crate::publish::RenderError;
use crate::record::Lang;
use crate::source::sha256_hex;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Bytes that are kept for an output that comes later, at most.
const MOST: usize = 64 << 20;

/// What a file is: a dataset, the place of a table in it (`None`: the workbook of all), its form, its language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Which {
    Csv { dataset: usize, table: usize },
    Json { dataset: usize, table: usize },
    Book { dataset: usize, lang: Lang },
}

/// What pages tell of a file.
#[derive(Debug, Clone)]
pub struct Told {
    pub size: u64,
    pub sha256: String,
}

/// Files that were made.
#[derive(Debug, Default)]
pub struct Kept(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    told: BTreeMap<Which, Told>,
    /// Of those that were not written yet.
    bytes: BTreeMap<Which, Vec<u8>>,
    size: usize,
}

impl Kept {
    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns what is to be told of a file, which is made where no one did yet.
    pub fn tell(&self, which: Which, make: impl FnOnce() -> Result<Vec<u8>, RenderError>) -> Result<Told, RenderError> {
        if let Some(told) = self.state().told.get(&which) {
            return Ok(told.clone());
        }
        let bytes = make()?;
        let told = Told { size: bytes.len() as u64, sha256: sha256_hex(&bytes) };
        let mut state = self.state();
        if state.told.insert(which, told.clone()).is_none() && state.size + bytes.len() <= MOST {
            state.size += bytes.len();
            state.bytes.insert(which, bytes);
        }
        Ok(told)
    }

    /// Returns a file for its output.
    pub fn take(
        &self,
        which: Which,
        make: impl FnOnce() -> Result<Vec<u8>, RenderError>,
    ) -> Result<Vec<u8>, RenderError> {
        let mut state = self.state();
        if let Some(bytes) = state.bytes.remove(&which) {
            state.size -= bytes.len();
            return Ok(bytes);
        }
        drop(state);
        let bytes = make()?;
        let told = Told { size: bytes.len() as u64, sha256: sha256_hex(&bytes) };
        self.state().told.insert(which, told);
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn a_file_is_made_once_whoever_asks_first() {
        let kept = Kept::default();
        let count = Cell::new(0);
        let make = |size: usize| {
            count.set(count.get() + 1);
            Ok(vec![7; size])
        };
        let (first, second) = (Which::Csv { dataset: 0, table: 0 }, Which::Json { dataset: 0, table: 0 });
        assert_eq!(kept.tell(first, || make(3)).unwrap().size, 3);
        assert_eq!((kept.take(first, || make(3)).unwrap(), count.get()), (vec![7; 3], 1));
        kept.take(second, || make(2)).unwrap();
        assert_eq!((kept.tell(second, || make(2)).unwrap().size, count.get()), (2, 2));
        // What is too large to wait is made again.
        let large = Which::Book { dataset: 1, lang: 0 };
        kept.tell(large, || make(MOST + 1)).unwrap();
        kept.take(large, || make(MOST + 1)).unwrap();
        assert_eq!(count.get(), 4);
    }
}
