//! What `gongkai build` takes.

use super::DayOption;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Clone, Args)]
pub struct BuildOptions {
    /// Folder to write the site to
    ///
    /// 生成的网站放在哪个文件夹
    #[arg(long, short, value_name = "DIR", default_value = "public")]
    pub output: PathBuf,
    #[command(flatten)]
    pub day: DayOption,
    /// Treat warnings as errors
    ///
    /// 提醒也按错误处理
    #[arg(long)]
    pub strict: bool,
    /// Number of threads
    ///
    /// 线程数
    #[arg(long, value_name = "N")]
    pub jobs: Option<usize>,
    /// Publish the rest when some records have errors
    ///
    /// 有的记录有错时，公开其余的
    #[arg(long)]
    pub leave_out_refused: bool,
    /// Stop when something that was published would be changed or gone in silence: a folder or .zip archive
    /// of the published site; its SHA256SUMS and data/ are enough
    ///
    /// 公开过的内容若被悄然改动或消失，则不生成：已公开网站的文件夹或 .zip（有 SHA256SUMS 和 data/ 即可）
    #[arg(long, value_name = "DIR|ZIP")]
    pub against_published: Option<PathBuf>,
    /// Make every page anew, and remember nothing for the next build
    ///
    /// 全部重新生成，也不为下次留缓存
    #[arg(long)]
    pub no_cache: bool,
    /// Take pages of the last build that have their length as they are, without reading them: for a
    /// folder restored together with the cache
    ///
    /// 上次生成的页面长度未变即不再读取：用于与缓存一起恢复的文件夹
    #[arg(long, conflicts_with = "no_cache")]
    pub trust_output: bool,
    /// Write to this file which files of the site are to be carried on (`+ path`) and deleted (`- path`), in that order
    ///
    /// 把需要上传（`+ 路径`）和删除（`- 路径`）的文件按先后顺序记入此文件
    #[arg(long, value_name = "FILE")]
    pub changed: Option<PathBuf>,
    /// Publish all data as one SQLite database (data/site.sqlite) and each table as a Parquet file too
    ///
    /// 另把全部数据生成一个 SQLite 数据库（data/site.sqlite），每张表生成一个 Parquet 文件
    #[arg(long)]
    pub bundle: bool,
    /// Say for each page that was made anew why it was
    ///
    /// 逐页说明为什么重新生成
    #[arg(long)]
    pub why: bool,
}
