//! The command line, as clap reads it.

use crate::diagnostic::emit::Format;
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

/// Publishes citizens' questions, the replies and what was done, as a static website.
#[derive(Debug, Clone, Parser)]
#[command(name = "gongkai", version, max_term_width = 100)]
pub struct Arguments {
    /// Folder of the site
    #[arg(long, global = true, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// Language of messages (en, zh); the site's first language if not given / 提示语言
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<String>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// Make a complete small site that passes check
    Init(InitOptions),
    /// Make a new record, asking for each field
    New(NewOptions),
    /// Make records of what a case system exports: CSV, XLSX, Open311 or Alaveteli JSON
    Import(ImportOptions),
    /// Check the content and show every finding
    Check(CheckOptions),
    /// Build the site
    Build(BuildOptions),
    /// Show the site while you write: rebuilds and reloads at every save
    #[cfg(feature = "serve")]
    Serve(ServeOptions),
    /// Print the figures of the site
    Stats(StatsOptions),
    /// Explain a finding, a measure or a rule
    Explain(ExplainOptions),
    /// Look into the theme: its files, and what a template is given
    Theme(ThemeOptions),
}

#[derive(Debug, Clone, Args)]
pub struct InitOptions {
    /// Folder to make the site in
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Whose deadlines and holidays to begin with: cn, uk, de, eu, au
    #[arg(long, value_name = "COUNTRY", default_value = "cn")]
    pub rules: String,
}

#[derive(Debug, Clone, Args)]
pub struct ImportOptions {
    /// The export
    pub file: PathBuf,
    /// Write the records; without it, nothing but the mapping is written and a table shows what
    /// would be
    #[arg(long)]
    pub write: bool,
    /// The mapping; by default the one in `imports/` that fits the columns, or a new one
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    #[command(flatten)]
    pub day: DayOption,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    Reply,
    Policy,
    Dataset,
    Digest,
    Page,
}

#[derive(Debug, Clone, Args)]
pub struct NewOptions {
    /// What to make
    pub kind: Kind,
    /// Id, if the proposed one will not do
    #[arg(long)]
    pub id: Option<String>,
    /// A value, instead of being asked for it: --set title="Street lights out"
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Make the translation of this file: `--translate content/pages/about.md --to zh-Hans`
    #[arg(long, value_name = "FILE", requires = "to")]
    pub translate: Option<PathBuf>,
    /// Language of the translation
    #[arg(long, value_name = "LANG")]
    pub to: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatName {
    Human,
    Short,
    Json,
    Github,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Human => Self::Human,
            FormatName::Short => Self::Short,
            FormatName::Json => Self::Json,
            FormatName::Github => Self::Github,
        }
    }
}

#[derive(Debug, Clone, Args)]
pub struct DayOption {
    /// Show the site as it stood on this day (YYYY-MM-DD)
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
}

#[derive(Debug, Clone, Args)]
pub struct CheckOptions {
    /// How findings are shown
    #[arg(long, value_enum, default_value = "human")]
    pub format: FormatName,
    #[command(flatten)]
    pub day: DayOption,
    /// Treat warnings as errors
    #[arg(long)]
    pub strict: bool,
    /// Show findings of these files and folders only
    pub paths: Vec<PathBuf>,
}

#[derive(Debug, Clone, Args)]
pub struct BuildOptions {
    /// Folder to write the site to
    #[arg(long, short, value_name = "DIR", default_value = "public")]
    pub output: PathBuf,
    #[command(flatten)]
    pub day: DayOption,
    /// Treat warnings as errors
    #[arg(long)]
    pub strict: bool,
    /// Number of threads
    #[arg(long, value_name = "N")]
    pub jobs: Option<usize>,
    /// Publish the rest when some records have errors
    #[arg(long)]
    pub leave_out_refused: bool,
    /// Make every page anew, and remember nothing for the next build
    #[arg(long)]
    pub no_cache: bool,
    /// Take pages of the last build that have their length as they are, without reading them: for a
    /// folder restored together with the cache
    #[arg(long, conflicts_with = "no_cache")]
    pub trust_output: bool,
    /// Write which files of the site were written (`+ path`) and removed (`- path`) to this file
    #[arg(long, value_name = "FILE")]
    pub changed: Option<PathBuf>,
    /// Say for each page that was made anew why it was
    #[arg(long)]
    pub why: bool,
}

#[cfg(feature = "serve")]
#[derive(Debug, Clone, Args)]
pub struct ServeOptions {
    /// Port on this machine
    #[arg(long, default_value_t = 3000)]
    pub port: u16,
    /// Open the site in the browser
    #[arg(long)]
    pub open: bool,
    #[command(flatten)]
    pub day: DayOption,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StatsBy {
    Department,
    Topic,
    Month,
    Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StatsFormat {
    Table,
    Csv,
    Json,
}

#[derive(Debug, Clone, Args)]
pub struct StatsOptions {
    /// One row for each
    #[arg(long, value_enum)]
    pub by: Option<StatsBy>,
    /// A table for reading, or data with every measure
    #[arg(long, value_enum, default_value = "table")]
    pub format: StatsFormat,
    #[command(flatten)]
    pub day: DayOption,
}

#[derive(Debug, Clone, Args)]
pub struct ExplainOptions {
    /// Name of a finding (unknown-key), a measure (reply_rate) or a deadline rule of the site
    pub name: Option<String>,
}

#[derive(Debug, Clone, Args)]
pub struct ThemeOptions {
    #[command(subcommand)]
    pub command: ThemeCommand,
}

#[derive(Debug, Clone, Subcommand)]
pub enum ThemeCommand {
    /// List the templates with their blocks, the static files and the words that can be replaced
    Files(ThemeFilesOptions),
    /// Print as JSON what the template of a page is given
    Show(ThemeShowOptions),
    /// Copy a template or another file of the default theme into the site's, to be changed there
    Copy(ThemeCopyOptions),
}

#[derive(Debug, Clone, Args)]
pub struct ThemeFilesOptions {
    /// List every word with its text instead
    #[arg(long)]
    pub words: bool,
}

#[derive(Debug, Clone, Args)]
pub struct ThemeShowOptions {
    /// Path of the page as it is published: replies/urban-260302-1.html
    pub page: String,
    /// Print the words of the language (`s`) too
    #[arg(long)]
    pub words: bool,
    #[command(flatten)]
    pub day: DayOption,
}

#[derive(Debug, Clone, Args)]
pub struct ThemeCopyOptions {
    /// Name as `gongkai theme files` lists it: templates/case.html, or case.html
    pub file: String,
}
