//! The floor: writes the bytes of a built site into a new folder, and nothing else.
//!
//! usage: bare_writer FROM TO; prints the seconds that the writing took.

#![expect(clippy::disallowed_methods, reason = "a measure of the file system touches it")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a measure prints its numbers")]

use rayon::prelude::*;
use std::fs;
use std::path::PathBuf;
use std::time::Instant;

fn main() {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [from, to] = &arguments[..] else {
        eprintln!("usage: bare_writer FROM TO");
        std::process::exit(2);
    };
    let files: Vec<(PathBuf, Vec<u8>)> = walkdir::WalkDir::new(from)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let relative = entry.path().strip_prefix(from).expect("walkdir stays below its root").to_path_buf();
            (to.join(relative), fs::read(entry.path()).expect("the site can be read"))
        })
        .collect();
    let begun = Instant::now();
    let folders: std::collections::BTreeSet<_> = files.iter().filter_map(|(path, _)| path.parent()).collect();
    for folder in folders {
        fs::create_dir_all(folder).expect("a folder can be made");
    }
    files.par_iter().for_each(|(path, bytes)| fs::write(path, bytes).expect("a file can be written"));
    println!("{:.3}", begun.elapsed().as_secs_f64());
}
