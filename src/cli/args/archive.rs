//! What `gongkai archive` takes.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// What the package is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ArchiveFormat {
    /// A bag for long keeping (BagIt, RFC 8493), in a ZIP
    ///
    /// 供长期保存的 BagIt 包（RFC 8493），装在 ZIP 中
    Bagit,
    /// A web archive that a browser replays (WACZ)
    ///
    /// 可在浏览器中回放的网页存档（WACZ）
    Wacz,
    /// The files as they are
    ///
    /// 原样的文件
    Zip,
}

#[derive(Debug, Clone, Args)]
pub struct ArchiveOptions {
    /// What the package is
    ///
    /// 存档包的格式
    #[arg(long, value_enum, default_value = "bagit")]
    pub format: ArchiveFormat,
    /// Folder of the site that was built or mirrored
    ///
    /// 已生成或已镜像的网站所在的文件夹
    #[arg(long, short, value_name = "DIR", default_value = "public")]
    pub output: PathBuf,
    /// File to write; named after the site, its day and its release if not given
    ///
    /// 写入的文件；不写则按网站、日期和发布编号命名
    #[arg(long, value_name = "FILE")]
    pub to: Option<PathBuf>,
    /// With bagit: list where each file is to be had instead of packing it
    ///
    /// 与 bagit 合用：只列出每个文件的网址，不装入文件
    #[arg(long)]
    pub links: bool,
}
