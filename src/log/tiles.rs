//! The tree as files (c2sp.org/tlog-tiles 0.1.0).
//!
//! ```text
//! path  = "tile/" level "/" index [ ".p/" width ]        level 0..63, width 1..255
//! index = *( "x" 3DIGIT "/" ) 3DIGIT                      1234067 = x001/x234/067
//! tile  = width * hash                                    hash i of tile n at level l is that of the
//!                                                         subtree (n * 256 + i) of height 8 * l
//! ```
//! What must hold: no empty tile; a partial tile is not hashed into the level above; a [`Reader`]
//! gives no hash that does not hang from the root it was opened with.

use super::tree::{self, Hashes};
use super::{Fault, Hash, decimal};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// How many hashes a full tile has, and how many entries a full bundle.
pub const WIDTH: u64 = 256;

/// One tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tile {
    pub level: u8,
    pub index: u64,
    /// 1 to 256; less than 256 is a partial tile.
    pub width: u16,
}

impl Tile {
    /// Returns whether all its hashes are there.
    pub fn is_full(self) -> bool {
        u64::from(self.width) == WIDTH
    }

    /// Returns the path below the prefix of the log.
    pub fn path(self) -> String {
        format!("tile/{}/{}", self.level, numbered(self.index, self.width))
    }

    /// Reads a path below the prefix of the log.
    pub fn parse(path: &str) -> Option<Self> {
        let (level, rest) = path.strip_prefix("tile/")?.split_once('/')?;
        let level = decimal(level).filter(|level| *level < 64)?;
        let (index, width) = parse_numbered(rest)?;
        Some(Self { level: u8::try_from(level).ok()?, index, width })
    }
}

/// Returns the path of a bundle of entries below the prefix of the log.
pub fn bundle_path(index: u64, width: u16) -> String {
    format!("tile/entries/{}", numbered(index, width))
}

/// Reads the path of a bundle of entries.
pub fn parse_bundle_path(path: &str) -> Option<(u64, u16)> {
    parse_numbered(path.strip_prefix("tile/entries/")?)
}

/// Returns a number in groups of three digits, all but the last with an `x`.
pub fn grouped(index: u64) -> String {
    let mut text = format!("{:03}", index % 1000);
    let mut rest = index / 1000;
    while rest > 0 {
        text = format!("x{:03}/{text}", rest % 1000);
        rest /= 1000;
    }
    text
}

fn numbered(index: u64, width: u16) -> String {
    let mut text = grouped(index);
    if u64::from(width) < WIDTH {
        let _ = write!(text, ".p/{width}");
    }
    text
}

/// Reads a number in groups; each number has one spelling.
fn parse_numbered(text: &str) -> Option<(u64, u16)> {
    let (index, width) = match text.split_once(".p/") {
        None => (text, 256),
        Some((index, width)) => (index, decimal(width).filter(|width| (1..WIDTH).contains(width))?),
    };
    let mut number = 0u64;
    let mut groups = index.split('/').peekable();
    while let Some(group) = groups.next() {
        let digits = if groups.peek().is_some() { group.strip_prefix('x')? } else { group };
        if digits.len() != 3 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        number = number.checked_mul(1000)?.checked_add(digits.parse().ok()?)?;
    }
    (grouped(number) == index).then(|| Some((number, u16::try_from(width).ok()?)))?
}

/// Returns how many hashes there are at a level of tiles.
fn count(size: u64, level: u8) -> u64 {
    size.checked_shr(8 * u32::from(level)).unwrap_or(0)
}

/// Returns index and width of the files that so many things make.
fn files(count: u64) -> impl Iterator<Item = (u64, u16)> {
    let full = (0..count / WIDTH).map(|index| (index, 256));
    let rest = (count % WIDTH) as u16;
    full.chain((rest > 0).then_some((count / WIDTH, rest)))
}

/// Returns all tiles of a tree, partial ones of this size too, lowest level first.
pub fn tiles(size: u64) -> impl Iterator<Item = Tile> {
    (0..8).flat_map(move |level| files(count(size, level)).map(move |(index, width)| Tile { level, index, width }))
}

/// Returns index and width of all bundles of a log.
pub fn bundles(size: u64) -> impl Iterator<Item = (u64, u16)> {
    files(size)
}

/// Makes the tiles and the root of a tree in one pass, keeping no more than the last tile of each
/// level.
#[derive(Debug, Default)]
pub struct Writer {
    range: tree::Range,
    /// Level by level: how many tiles were full, and the hashes of the one that is not.
    open: Vec<(u64, Vec<Hash>)>,
}

impl Writer {
    /// Adds the hash of an entry, and gives the tiles that became full.
    pub fn push(&mut self, leaf: Hash, give: &mut impl FnMut(Tile, &[Hash])) {
        self.range.push(leaf);
        let mut hash = leaf;
        for level in 0u8.. {
            if self.open.len() == usize::from(level) {
                self.open.push((0, Vec::with_capacity(WIDTH as usize)));
            }
            let (index, hashes) = &mut self.open[usize::from(level)];
            hashes.push(hash);
            if (hashes.len() as u64) < WIDTH {
                return;
            }
            give(Tile { level, index: *index, width: 256 }, hashes);
            hash = whole(hashes);
            *index += 1;
            hashes.clear();
        }
    }

    /// Gives the partial tiles of the size it has now; more can be added afterwards.
    pub fn partial(&self, give: &mut impl FnMut(Tile, &[Hash])) {
        for (level, (index, hashes)) in (0u8..).zip(&self.open) {
            if !hashes.is_empty() {
                give(Tile { level, index: *index, width: hashes.len() as u16 }, hashes);
            }
        }
    }

    /// Returns the number of entries.
    pub fn size(&self) -> u64 {
        self.range.size()
    }

    /// Returns the root.
    pub fn root(&self) -> Hash {
        self.range.root()
    }
}

/// Returns the hash over the hashes of a subtree, a power of two of them.
fn whole(hashes: &[Hash]) -> Hash {
    let mut row = hashes.to_vec();
    while row.len() > 1 {
        row = row.chunks_exact(2).map(|pair| tree::node(&pair[0], &pair[1])).collect();
    }
    row[0]
}

/// Returns the bytes of a tile.
pub fn encode(hashes: &[Hash]) -> Vec<u8> {
    hashes.concat()
}

/// Reads the bytes of a tile.
pub fn decode(tile: Tile, bytes: &[u8]) -> Result<Vec<Hash>, Fault> {
    let most = usize::from(tile.width) * 32;
    if bytes.len() != most {
        let (path, has) = (tile.path(), bytes.len());
        return Err(Fault::whole(
            format!("{path} should have {most} bytes and has {has}"),
            format!("{path} 应有 {most} 字节，实有 {has} 字节"),
        ));
    }
    Ok(bytes.chunks_exact(32).filter_map(|hash| hash.try_into().ok()).collect())
}

/// Why a hash cannot be had from tiles.
#[derive(Debug)]
pub enum ReadError<E> {
    /// The tile could not be fetched.
    Source(E),
    /// The tile is not what the root says.
    Altered(Tile, Fault),
    /// The tiles together do not make the root.
    Root,
}

/// Reads hashes from tiles, each checked against the root.
pub struct Reader<S> {
    size: u64,
    source: S,
    kept: RefCell<BTreeMap<Tile, Vec<Hash>>>,
}

/// The last tiles of each level, before they are known to make the root.
struct Edge<'a>(u64, &'a BTreeMap<Tile, Vec<Hash>>);

impl Hashes for Edge<'_> {
    type Error = ();

    fn hash(&self, level: u32, index: u64) -> Result<Hash, ()> {
        let (tile, from, width) = place(self.0, level, index);
        Ok(whole(&self.1.get(&tile).ok_or(())?[from..from + width]))
    }
}

/// Returns where the hash of a subtree is: the tile, and which of its hashes are below it.
fn place(size: u64, level: u32, index: u64) -> (Tile, usize, usize) {
    let (own, width) = ((level / 8) as u8, 1u64 << (level % 8));
    let first = index * width;
    let tile = first / WIDTH;
    let last = (count(size, own) - tile * WIDTH).min(WIDTH);
    (Tile { level: own, index: tile, width: last as u16 }, (first % WIDTH) as usize, width as usize)
}

impl<E, S: Fn(Tile) -> Result<Vec<u8>, E>> Reader<S> {
    /// Opens the tree of a checkpoint: the partial tiles are fetched, they make the root.
    pub fn open(size: u64, root: &Hash, source: S) -> Result<Self, ReadError<E>> {
        let mut kept = BTreeMap::new();
        for tile in partial(size) {
            let bytes = source(tile).map_err(ReadError::Source)?;
            kept.insert(tile, decode(tile, &bytes).map_err(|fault| ReadError::Altered(tile, fault))?);
        }
        if tree::root(&Edge(size, &kept), size).ok().as_ref() != Some(root) {
            return Err(ReadError::Root);
        }
        Ok(Self { size, source, kept: RefCell::new(kept) })
    }

    /// Returns the hashes of a tile, which must be one of the tree.
    pub fn tile(&self, tile: Tile) -> Result<Vec<Hash>, ReadError<E>> {
        if let Some(hashes) = self.kept.borrow().get(&tile) {
            return Ok(hashes.clone());
        }
        let hashes = decode(tile, &(self.source)(tile).map_err(ReadError::Source)?)
            .map_err(|fault| ReadError::Altered(tile, fault))?;
        // A full tile is one hash of the level above; partial ones were checked by the root.
        if whole(&hashes) != self.hash(8 * (u32::from(tile.level) + 1), tile.index)? {
            let path = tile.path();
            let fault = Fault::whole(
                format!("{path} does not belong to the tree: it was changed"),
                format!("{path} 不属于这棵树：文件被改动过"),
            );
            return Err(ReadError::Altered(tile, fault));
        }
        self.kept.borrow_mut().insert(tile, hashes.clone());
        Ok(hashes)
    }

    /// Returns the hash of an entry.
    pub fn leaf(&self, index: u64) -> Result<Hash, ReadError<E>> {
        self.hash(0, index)
    }

    /// Returns the number of entries.
    pub fn size(&self) -> u64 {
        self.size
    }
}

/// Returns the partial tiles of a size.
pub fn partial(size: u64) -> impl Iterator<Item = Tile> {
    (0..8).filter_map(move |level| {
        let count = count(size, level);
        let width = (count % WIDTH) as u16;
        (width > 0).then_some(Tile { level, index: count / WIDTH, width })
    })
}

impl<E, S: Fn(Tile) -> Result<Vec<u8>, E>> Hashes for Reader<S> {
    type Error = ReadError<E>;

    fn hash(&self, level: u32, index: u64) -> Result<Hash, ReadError<E>> {
        let (tile, from, width) = place(self.size, level, index);
        Ok(whole(&self.tile(tile)?[from..from + width]))
    }
}
