//! What outputs rest on, as the last build knew it and as it is now.
//!
//! Takes the cells and bases of a cache, and the board of the site; tells which outputs read
//! something that has changed, and keeps the list of what each read for the next build. What must
//! hold: an output is taken as it stands only when everything that it was made from is the same.

use super::{Base, Cache, Known, Part, Rests, Why};
use crate::record::Lang;
use crate::site::cells::{Board, CellDigest, Read};
use crate::source::ContentDigest;
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};

/// Cells of earlier builds that are nowhere any more are kept up to one in so many.
const GONE: usize = 8;

/// What an output rests on.
pub enum Rest {
    /// As before: places in the tables of the cache.
    Kept { base: u32, reads: Box<[u32]> },
    /// Made anew: its template, empty for a file, its language, and the parts of the site it read.
    Made { template: &'static str, lang: Lang, reads: Vec<Read> },
}

impl Rest {
    fn made(&self) -> &[Read] {
        match self {
            Self::Kept { .. } => &[],
            Self::Made { reads, .. } => reads,
        }
    }
}

/// A cache, held against the site as it is.
pub struct Compared<'a> {
    cache: &'a Cache,
    /// The cells of the cache, as parts of the site; `None` where there is no such part any more.
    reads: Vec<Option<Read>>,
    now: Vec<CellDigest>,
    same: Vec<bool>,
    /// What is different about each base.
    bases: Vec<Option<Part>>,
}

impl<'a> Compared<'a> {
    /// Holds a cache against the site; `parts` gives the parts of a base as they are now.
    pub fn new(cache: &'a Cache, board: &Board<'_>, parts: impl Fn(&str, Lang) -> [ContentDigest; 3]) -> Self {
        let cells = &cache.rests.cells;
        let reads: Vec<Option<Read>> = cells.par_iter().map(|(key, _)| board.read(key)).collect();
        // What lists show of a case follows from the case: of one that is the same it is not told anew.
        let mut sound = vec![false; board.cases()];
        let same_case = |(read, (_, digest)): (&Option<Read>, &(_, CellDigest))| match read {
            Some(Read::Case(at)) if board.digest(Read::Case(*at)) == *digest => Some(*at),
            _ => None,
        };
        let same_cases: Vec<u32> = reads.par_iter().zip(cells).filter_map(same_case).collect();
        same_cases.into_iter().for_each(|at| sound[at as usize] = true);
        let told = |(read, (_, digest)): (&Option<Read>, &(_, CellDigest))| match read {
            Some(Read::Face(at)) if sound[*at as usize] => (*digest, true),
            Some(read) => {
                let now = board.digest(*read);
                (now, now == *digest)
            }
            None => (CellDigest::default(), false),
        };
        let (now, same) = reads.par_iter().zip(cells).map(told).unzip();
        let bases = cache.rests.bases.iter().map(|base| base.differs(&parts(&base.template, base.lang))).collect();
        Self { cache, reads, now, same, bases }
    }

    /// Holds it against the site again, of which only what the log says is another. Neither what lists show of
    /// a case nor when it changed tells of that.
    pub fn again(mut self, board: &Board<'_>) -> Self {
        let rests = |read: &Read| !matches!(read, Read::Face(_) | Read::Moments(_));
        let places = self.reads.par_iter().zip(&self.cache.rests.cells).zip(&mut self.now).zip(&mut self.same);
        places.for_each(|(((read, (_, digest)), now), same)| {
            if let Some(read) = read.filter(rests) {
                *now = board.digest(read);
                *same = *now == *digest;
            }
        });
        self
    }

    /// Returns why an output must be made anew; `None` when everything it was made from is the same.
    pub fn why(&self, known: &Known) -> Option<Why> {
        if let Some(part) = self.bases.get(known.base as usize).copied().unwrap_or(Some(Part::Settings)) {
            return Some(Why::Base(part));
        }
        let changed = known.reads.iter().find(|at| !self.same.get(**at as usize).copied().unwrap_or(false))?;
        let key = self.cache.rests.cells.get(*changed as usize).map(|(key, _)| key.clone());
        Some(key.map_or(Why::New, Why::Read))
    }

    /// Returns the tables for the next build, and for each output its places in them.
    pub fn rests(
        self,
        board: &Board<'_>,
        outputs: Vec<Rest>,
        parts: impl Fn(&str, Lang) -> [ContentDigest; 3],
    ) -> (Rests, Vec<(u32, Box<[u32]>)>) {
        let gone = self.reads.iter().filter(|read| read.is_none()).count();
        let compact = gone * GONE > self.reads.len();
        let mut table = Table::default();
        let old: Vec<u32> = match compact {
            false => {
                table.cells = self.cache.rests.cells.iter().map(|(key, _)| key.clone()).zip(self.now).collect();
                Vec::new()
            }
            // What is kept rests on parts that are there.
            true => self.reads.iter().map(|read| read.map_or(u32::MAX, |read| table.place(board, read))).collect(),
        };
        if !compact && !self.reads.is_empty() {
            // An edit makes a few outputs: of hundreds of thousands of cells a few are looked for.
            let wanted: HashSet<Read> = outputs.iter().flat_map(Rest::made).copied().collect();
            let known = self.reads.iter().zip(0..).filter_map(|(read, at)| Some(((*read)?, at)));
            table.places = known.filter(|(read, _)| wanted.contains(read)).collect();
        }
        table.bases.clone_from(&self.cache.rests.bases);
        for base in &mut table.bases {
            base.parts = parts(&base.template, base.lang);
        }
        let places = outputs.into_iter().map(|output| match output {
            Rest::Kept { base, reads } if compact => (base, reads.iter().map(|at| old[*at as usize]).collect()),
            Rest::Kept { base, reads } => (base, reads),
            Rest::Made { template, lang, reads } => {
                let reads = reads.into_iter().map(|read| table.place(board, read)).collect();
                (table.base(template, lang, &parts), reads)
            }
        });
        let places = places.collect();
        (Rests { bases: table.bases, cells: table.cells }, places)
    }
}

/// The tables of the next cache, growing.
#[derive(Default)]
struct Table {
    bases: Vec<Base>,
    cells: Vec<(crate::site::cells::Key, CellDigest)>,
    places: HashMap<Read, u32>,
}

impl Table {
    fn place(&mut self, board: &Board<'_>, read: Read) -> u32 {
        *self.places.entry(read).or_insert_with(|| {
            self.cells.push((board.key(read), board.digest(read)));
            u32::try_from(self.cells.len() - 1).unwrap_or(u32::MAX)
        })
    }

    fn base(&mut self, template: &str, lang: Lang, parts: &impl Fn(&str, Lang) -> [ContentDigest; 3]) -> u32 {
        let at = self.bases.iter().position(|base| *base.template == *template && base.lang == lang);
        let at = at.unwrap_or_else(|| {
            self.bases.push(Base { template: template.into(), lang, parts: parts(template, lang) });
            self.bases.len() - 1
        });
        u32::try_from(at).unwrap_or(u32::MAX)
    }
}
