//! What `gongkai log` and `gongkai publish` take.

use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Clone, Args)]
pub struct LogOptions {
    #[command(subcommand)]
    pub command: LogCommand,
}

#[derive(Debug, Clone, Subcommand)]
pub enum LogCommand {
    /// Begin the log of the site: make its key and its recovery key
    ///
    /// 建立公开日志：生成日志密钥和恢复密钥
    KeyNew(KeyNewOptions),
    /// Say what the log holds, and what a publication would add
    ///
    /// 显示日志的内容，以及下次发布将加入什么
    Status(StatusOptions),
    /// Take over what witnesses signed of the newest checkpoint
    ///
    /// 收入见证方对最新 checkpoint 的签名
    Refresh(RefreshOptions),
    /// Make log/ again from what is published, after an older state was restored
    ///
    /// 恢复了较早的备份之后，由已公开的内容重建 log/
    Recover(RecoverOptions),
    /// Put a new key in the place of one that is lost or known to others, with the recovery key
    ///
    /// 用恢复密钥换上新的日志密钥（原密钥丢失或泄露时）
    KeyReplace(KeyReplaceOptions),
    /// For whoever mirrors a site: make a key to sign what was seen
    ///
    /// 供镜像方使用：生成对所见内容签名的密钥
    WitnessNew(WitnessNewOptions),
}

#[derive(Debug, Clone, Args)]
pub struct RefreshOptions {
    /// A checkpoint as a witness has it: an address or a file; those that log/mirrors names if not given
    ///
    /// 见证方的 checkpoint：网址或文件；不写则为 log/mirrors 所列
    #[arg(value_name = "URL|FILE")]
    pub from: Vec<String>,
}

#[derive(Debug, Clone, Args)]
pub struct RecoverOptions {
    /// The site or a mirror of it: an address or a folder
    ///
    /// 网站或其镜像：网址或文件夹
    #[arg(long, value_name = "URL|DIR")]
    pub from: String,
    /// The key of the log as others know it, where log/ is gone as a whole
    ///
    /// 日志的公钥（由他人提供）；仅在 log/ 完全丢失时需要
    #[arg(long, value_name = "VKEY")]
    pub vkey: Option<String>,
    /// Folder in which the two notes of a fork are saved
    ///
    /// 发现分叉时，两份签名保存到的文件夹
    #[arg(long, value_name = "DIR", default_value = "evidence")]
    pub evidence: PathBuf,
}

#[derive(Debug, Clone, Args)]
pub struct WitnessNewOptions {
    /// File for the private key
    ///
    /// 保存私钥的文件
    #[arg(long, value_name = "FILE")]
    pub key: PathBuf,
    /// Name of the witness: an address of its own without https://
    ///
    /// 见证方名称：自己的网址，不含 https://
    #[arg(long, value_name = "NAME")]
    pub name: String,
}

#[derive(Debug, Clone, Args)]
pub struct KeyNewOptions {
    /// File for the private key, outside the site's folder
    ///
    /// 保存私钥的文件，须在网站文件夹之外
    #[arg(long, value_name = "FILE")]
    pub key: PathBuf,
    /// File for the recovery key, to be printed and kept apart; then delete it
    ///
    /// 保存恢复密钥的文件；打印后另行保管，然后删除
    #[arg(long, value_name = "FILE")]
    pub recovery: PathBuf,
    /// Name of the log; the address of the site and `/transparency` if not given
    ///
    /// 日志名称；不写则为网站地址加 /transparency
    #[arg(long, value_name = "NAME")]
    pub origin: Option<String>,
}

#[derive(Debug, Clone, Args)]
pub struct KeyReplaceOptions {
    /// File of the recovery key, as it was printed
    ///
    /// 恢复密钥文件（按打印件重新录入）
    #[arg(long, value_name = "FILE")]
    pub recovery: PathBuf,
    /// File for the new private key, outside the site's folder
    ///
    /// 保存新私钥的文件，须在网站文件夹之外
    #[arg(long, value_name = "FILE")]
    pub key: PathBuf,
    /// File for the new recovery key, to be printed and kept apart; then delete it
    ///
    /// 保存新恢复密钥的文件；打印后另行保管，然后删除
    #[arg(long, value_name = "FILE")]
    pub new_recovery: PathBuf,
    /// Do not look at the checkpoint that is online: only when the site cannot be reached
    ///
    /// 不查看线上的 checkpoint；仅在无法访问网站时使用
    #[arg(long)]
    pub offline: bool,
}

#[derive(Debug, Clone, Args)]
pub struct StatusOptions {
    /// Folder of the site that was built
    ///
    /// 已生成的网站所在的文件夹
    #[arg(long, short, value_name = "DIR", default_value = "public")]
    pub output: PathBuf,
}

#[derive(Debug, Clone, Args)]
pub struct PublishOptions {
    /// Folder to build the site into
    ///
    /// 生成网站的文件夹
    #[arg(long, short, value_name = "DIR", default_value = "public")]
    pub output: PathBuf,
    /// File of the private key; the variable GONGKAI_LOG_KEY may hold the key instead
    ///
    /// 私钥文件；也可用环境变量 GONGKAI_LOG_KEY 提供私钥
    #[arg(long, value_name = "FILE")]
    pub key: Option<PathBuf>,
    /// Say what would be published, and change nothing
    ///
    /// 只说明将发布什么，不作任何改动
    #[arg(long)]
    pub dry_run: bool,
    /// The site as it is online, if the folder does not hold the newest release: what changed in silence is refused
    ///
    /// 线上的网站（输出文件夹不是最近一次发布时用）：未说明的改动不予发布
    #[arg(long, value_name = "DIR|ZIP")]
    pub against_published: Option<PathBuf>,
    /// Do not look at the checkpoint that is online: only when the site cannot be reached
    ///
    /// 不查看线上的 checkpoint；仅在无法访问网站时使用
    #[arg(long)]
    pub offline: bool,
    /// Do not push to the remote: somebody else will
    ///
    /// 不推送到远程仓库，由他人推送
    #[arg(long)]
    pub no_push: bool,
    /// Write to this file which files of the site are to be carried on (`+ path`) and deleted (`- path`), in that order
    ///
    /// 把需要上传（`+ 路径`）和删除（`- 路径`）的文件按先后顺序记入此文件
    #[arg(long, value_name = "FILE")]
    pub changed: Option<PathBuf>,
    #[command(flatten)]
    pub day: super::DayOption,
}
