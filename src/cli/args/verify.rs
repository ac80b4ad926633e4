//! What `gongkai verify` takes.

use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Clone, Args)]
pub struct VerifyOptions {
    /// A folder, an address, or a proof that ends in .tlog-proof; public/ if not given
    ///
    /// 文件夹、网址，或以 .tlog-proof 结尾的证明；不写则为 public/
    #[arg(value_name = "PLACE", default_value = "public", hide_default_value = true)]
    pub place: String,
    /// Whose signatures count: a policy file, from somewhere else than the site itself
    ///
    /// 以谁的签名为准：策略文件，应从网站以外的地方取得
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
    /// With a proof: the record's line, and as NAME=FILE each file beside it
    ///
    /// 用于证明：记录的原行，以及写作 名称=文件 的各附件
    #[arg(long, value_name = "FILE")]
    pub file: Vec<String>,
    /// Also say what the log has of a record: its id
    ///
    /// 同时显示日志中某条记录的经过：记录标识
    #[arg(long, value_name = "ID")]
    pub record: Option<String>,
    /// Hold it against the log as another place has it: a folder, a mirror or an address
    ///
    /// 与别处所存的日志对照：文件夹、镜像或网址
    #[arg(long, value_name = "PLACE")]
    pub against: Vec<String>,
    /// Folder in which the two notes of a fork are saved
    ///
    /// 发现分叉时，两份签名保存到的文件夹
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub evidence: PathBuf,
    /// Print data for programs
    ///
    /// 输出供程序使用的数据
    #[arg(long)]
    pub json: bool,
}
