//! The index of the search alone: from the files of texts of a site that was built to its shards.
//!
//! usage: search_index PUBLIC FOLDER; writes the shards to FOLDER and prints seconds, files and bytes.
//! The peak of memory is whoever's that runs it.

#![expect(clippy::disallowed_methods, reason = "a measure reads clock and command line")]
#![expect(clippy::print_stdout, reason = "a measure prints its numbers")]

use gongkai::host::{Host as _, disk};
use gongkai::search::build::{self, Aside, Numbered, Settings, Space, common, limits};
use gongkai::search::texts::{self, EIGHT};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

struct Beside<'a>(&'a disk::Disk, PathBuf);

impl Aside for Beside<'_> {
    fn keep(&self, name: &str, pieces: &[&[u8]]) -> io::Result<()> {
        self.0.write_parts(&self.1.join(name), pieces)
    }

    fn take(&self, name: &str) -> io::Result<Vec<u8>> {
        self.0.read(&self.1.join(name))
    }
}

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, public, folder] = &arguments[..] else { panic!("usage: search_index PUBLIC FOLDER") };
    let (public, folder) = (Path::new(public), Path::new(folder));
    let host = disk::Disk::default();
    let begun = Instant::now();
    let listed = host.list(&public.join("search/x"))?;
    let file = |path: &str| texts::file_of(&format!("search/x/{path}"));
    let files: Vec<u32> = listed.iter().filter_map(|entry| file(&entry.path)).collect();
    let documents = AtomicU64::new(0);
    let read = |file: u32| -> io::Result<Vec<Numbered>> {
        let bytes = host.read(&public.join(format!("search/{}.js", texts::name(file))))?;
        let all = texts::read(&bytes).ok_or_else(|| io::Error::other("not a file of texts"))?;
        let all: Vec<Numbered> = (file << EIGHT..).zip(all).filter_map(|(number, d)| Some((number, d?))).collect();
        documents.fetch_add(all.len() as u64, Ordering::Relaxed);
        Ok(all)
    };
    let count = files.len() << EIGHT;
    let common = common(&files, u32::MAX, count, &read)?;
    let settings = Settings { spaces: vec![Space::new('a', 0, count)], limits: limits(count), common };
    documents.store(0, Ordering::Relaxed);
    let (written, bytes) = (AtomicU64::new(0), AtomicU64::new(0));
    let put = |name: &str, text: &[u8]| {
        let script = texts::text_script(name, text);
        written.fetch_add(1, Ordering::Relaxed);
        bytes.fetch_add(script.len() as u64, Ordering::Relaxed);
        host.write(&folder.join(format!("{name}.js")), &script).map(|_| ())
    };
    build::build(&files, &settings, &read, &Beside(&host, folder.join("aside")), &put)?;
    host.remove_dir_all(&folder.join("aside"))?;
    let number = |count: &AtomicU64| count.load(Ordering::Relaxed);
    println!(
        "{} documents, {:.2} s, {} files, {:.1} MB",
        number(&documents),
        begun.elapsed().as_secs_f64(),
        number(&written),
        number(&bytes) as f64 / 1e6
    );
    Ok(())
}
