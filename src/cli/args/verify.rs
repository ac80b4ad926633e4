//! What `gongkai verify` takes.

use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Clone, Args)]
pub struct VerifyOptions {
    /// Folder of a site, or a proof (.tlog-proof); public/ if not given
    ///
    /// 网站文件夹，或证明文件（.tlog-proof）；不写则为 public/
    #[arg(value_name = "DIR|PROOF", default_value = "public")]
    pub what: PathBuf,
    /// Whom to trust (tlog-policy); the site's own policy proves only that the site agrees with itself
    ///
    /// 信任谁（tlog-policy 文件）；网站自己的 policy 只能证明网站自相一致
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
    /// Hold the log against that of another copy, as a mirror keeps it
    ///
    /// 与另一份副本（如镜像）的日志对照
    #[arg(long, value_name = "DIR")]
    pub against: Vec<PathBuf>,
    /// With a proof: the line of the record without its end, or `name=file` for a file that came with it
    ///
    /// 与证明文件合用：记录的那一行（不含换行），或 名称=文件 表示附件
    #[arg(long, value_name = "FILE")]
    pub file: Vec<String>,
    /// Folder for the evidence, when two copies contradict each other
    ///
    /// 两份副本互相矛盾时，保存证据的文件夹
    #[arg(long, value_name = "DIR", default_value = "evidence")]
    pub evidence: PathBuf,
    /// Print what was found as JSON
    ///
    /// 以 JSON 输出结果
    #[arg(long)]
    pub json: bool,
}
