//! Writes the manual pages of gongkai into a folder: `cargo run --example man -- DIR`.
#![expect(clippy::disallowed_methods, reason = "a tool of the release, no part of the program")]

use gongkai::diagnostic::Tongue;
use std::path::PathBuf;

fn main() -> std::io::Result<()> {
    let folder = std::env::args_os().nth(1).map_or_else(|| PathBuf::from("."), PathBuf::from);
    std::fs::create_dir_all(&folder)?;
    clap_mangen::generate_to(gongkai::cli::command(Tongue::English), folder)
}
