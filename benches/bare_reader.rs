//! The floor of a build after an edit: reads and hashes every source of a site and asks for the
//! stamp of every output, with all threads, and nothing else.
//!
//! usage: bare_reader SITE OUTPUT; prints the seconds that it took.

#![expect(clippy::disallowed_methods, reason = "a measure of the file system touches it")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a measure prints its numbers")]

use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

fn files(folder: &Path) -> Vec<PathBuf> {
    let found = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    found.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

fn main() {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [site, output] = &arguments[..] else {
        eprintln!("usage: bare_reader SITE OUTPUT");
        std::process::exit(2);
    };
    // A build knows its outputs without looking for them.
    let outputs = files(output);
    let begun = Instant::now();
    let sources = files(&site.join("content"));
    let mixed = sources.par_iter().map(|path| {
        let bytes = fs::read(path).expect("a source can be read");
        u64::from(blake3::hash(&bytes).as_bytes()[0])
    });
    let mixed: u64 = mixed.sum();
    let bytes: u64 = outputs.par_iter().map(|path| fs::metadata(path).map_or(0, |meta| meta.len())).sum();
    println!("{:.3}", begun.elapsed().as_secs_f64());
    // So that nothing of it can be left out by the compiler.
    std::hint::black_box((mixed, bytes));
}
