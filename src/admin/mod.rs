//! Forms for a browser: the files that make Sveltia CMS edit a site.
//!
//! Takes what a site says of itself ([`Site`]) and gives files ([`files`]): a page, a configuration, a
//! script with two kinds of input that the CMS lacks, and a script that gets the CMS from npm.
//! The configuration is made of the tables that the check reads ([`crate::record::fields`]), so a key
//! that is new in a table is in the form. What must hold: a form shows every key, writes what the
//! check takes, and loses nothing of a record that is there (`fields.rs` says how); the page asks no
//! host but its own and that of the forge (`page.rs`).

mod collections;
mod fields;
pub mod forge;
mod page;

pub use forge::Forge;
pub use page::{INTEGRITY, LAID, MARK};

use crate::config::Config;
use crate::diagnostic::Tongue;

/// What the forms are made for.
pub struct Site<'a> {
    pub config: &'a Config,
    /// Where changes go besides the folder on the machine of whoever writes.
    pub forge: Option<&'a Forge>,
    /// What the folder of the repository is called.
    pub folder: &'a str,
    /// Path of the site within its repository, with `/` at the end; empty where both are one.
    pub prefix: &'a str,
}

/// The version of Sveltia CMS that the forms are made for, and that is fetched.
pub const VERSION: &str = "0.221.1";

/// The file that names the registry of npm. It is the city's: what stands in it stays.
pub const REGISTRY: &str = "registry";

/// Returns the files of the forms, by their names in the folder.
pub fn files(site: &Site<'_>) -> Vec<(&'static str, String)> {
    let config = serde_json::to_string_pretty(&collections::config(site)).unwrap_or_default();
    vec![
        ("index.html", page::page(site)),
        ("config.json", config + "\n"),
        ("fields.js", include_str!("files/fields.js").to_owned()),
        ("get-sveltia", include_str!("files/get-sveltia").replace("VERSION", VERSION).replace("LAID", LAID)),
        (".gitignore", include_str!("files/gitignore").to_owned()),
        (REGISTRY, include_str!("files/registry").to_owned()),
    ]
}

/// In which languages labels are written: those of the site, the main one first.
struct Labels(Vec<Tongue>);

impl Labels {
    fn of(config: &Config) -> Self {
        let mut tongues = Vec::new();
        for language in &config.languages {
            let tongue = Tongue::of(&language.code);
            if !tongues.contains(&tongue) {
                tongues.push(tongue);
            }
        }
        Self(tongues)
    }

    /// Returns a name in each language: `投诉 · Complaint`.
    fn name(&self, [english, chinese]: [&str; 2]) -> String {
        self.joined([english, chinese], " · ")
    }

    /// Returns a sentence in each language.
    fn sentence(&self, [english, chinese]: [&str; 2]) -> String {
        self.joined([english, chinese], " / ")
    }

    fn joined(&self, [english, chinese]: [&str; 2], between: &str) -> String {
        let in_it = |tongue: &Tongue| match tongue {
            Tongue::English => english,
            Tongue::Chinese => chinese,
        };
        self.0.iter().map(in_it).collect::<Vec<_>>().join(between)
    }
}
