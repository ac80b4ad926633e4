//! What `gongkai mirror` takes.

use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Clone, Args)]
pub struct MirrorOptions {
    /// Address of the site
    ///
    /// 网站的网址
    #[arg(value_name = "URL")]
    pub url: String,
    /// Folder of the copies; a web server shows DIR/current
    ///
    /// 存放副本的文件夹；网站服务器指向其中的 current
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    /// Whose signatures count: a policy file; else what the site said at the first run
    ///
    /// 以谁的签名为准：策略文件；不写则以首次运行时网站所写的为准
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
    /// How many releases stay; all if not given
    ///
    /// 保留多少次发布；不写则全部保留
    #[arg(long, value_name = "N")]
    pub keep: Option<usize>,
    /// Sign what was seen, as a witness: the file with the private key
    ///
    /// 作为见证方签名：私钥所在的文件
    #[arg(long, value_name = "FILE")]
    pub cosign: Option<PathBuf>,
    /// Print data for programs
    ///
    /// 输出供程序使用的数据
    #[arg(long)]
    pub json: bool,
}
