//! The command line, as clap reads it.
//!
//! What a command or an option does stands in its comment twice: a paragraph in English, and one in
//! Chinese. [`super::usage`] takes the one that is asked for; a test asks each for both.

mod archive;
mod build;
mod log;
mod mirror;
mod search;
mod verify;

pub use self::archive::{ArchiveFormat, ArchiveOptions};
pub use self::build::BuildOptions;
pub use self::log::{
    KeyNewOptions, KeyReplaceOptions, LogCommand, LogOptions, PublishOptions, RecoverOptions, RefreshOptions,
    StatusOptions, WitnessNewOptions,
};
pub use self::mirror::MirrorOptions;
pub use self::search::{SearchFormat, SearchOptions, SearchSort};
pub use self::verify::VerifyOptions;

use crate::admin::forge::Software;
use crate::diagnostic::Tongue;
use crate::diagnostic::emit::Format;
use crate::record::instant::Instant;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use jiff::civil::Date;
use std::path::PathBuf;

/// Publishes citizens' questions, the replies and what was done, as a static website.
///
/// 把来信、答复和办理情况生成静态网站。
#[derive(Debug, Clone, Parser)]
#[command(name = "gongkai", version, max_term_width = 100)]
pub struct Arguments {
    /// Folder of the site; if not given, this folder or the nearest above it that is one
    ///
    /// 网站所在的文件夹；不写则用当前文件夹，或其上级中最近的网站
    #[arg(long, global = true, value_name = "DIR", default_value = ".", hide_default_value = true)]
    pub root: PathBuf,
    /// Language of messages: en or zh; the site's first language if not given
    ///
    /// 提示语言：en 或 zh；不写则用网站的主要语言
    #[arg(long, global = true, value_name = "LANG", value_parser = tongue)]
    pub lang: Option<String>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// Make a complete small site that passes check
    ///
    /// 新建一个可直接使用的小网站
    Init(InitOptions),
    /// Make a new record, or add to one, asking for each field
    ///
    /// 新建记录，或在已有记录上添加，逐项询问
    New(NewOptions),
    /// Rename, merge or close a department
    ///
    /// 部门更名、合并或撤销
    Department(DepartmentOptions),
    /// Open a record in the editor
    ///
    /// 用编辑器打开一条记录
    Edit(EditOptions),
    /// Make records of what a case system exports: CSV, XLSX, Open311 or Alaveteli JSON
    ///
    /// 把业务系统导出的文件转成记录：CSV、XLSX、Open311 或 Alaveteli 的 JSON
    Import(ImportOptions),
    /// Check the content and show every finding
    ///
    /// 检查全部内容，逐条指出问题
    Check(CheckOptions),
    /// Say what a change does: pages, figures, terms, findings
    ///
    /// 说明一次改动的影响：页面、数字、期限、问题
    Review(ReviewOptions),
    /// Build the site
    ///
    /// 生成网站
    Build(BuildOptions),
    /// Show the site while you write: rebuilds and reloads at every save
    ///
    /// 边写边看：每次保存后网页自动更新
    #[cfg(feature = "serve")]
    Serve(ServeOptions),
    /// Print the figures of the site
    ///
    /// 显示本站的统计数字
    Stats(StatsOptions),
    /// Search the site that was built, as its search page does
    ///
    /// 检索已生成的网站，结果与网站的检索页相同
    Search(SearchOptions),
    /// Build the site, enter what changed in the public log, sign it
    ///
    /// 生成网站，把变化写入公开日志并签名
    Publish(PublishOptions),
    /// The public log of what was published: begin it, look at it
    ///
    /// 公开日志：建立、查看
    Log(LogOptions),
    /// Check a published site, or one file with its proof, against the public log
    ///
    /// 按公开日志核对网站，或按证明核对单个文件
    Verify(VerifyOptions),
    /// Keep a whole, checked copy of a published site, release by release
    ///
    /// 保存已发布网站的完整副本，逐次核对
    Mirror(MirrorOptions),
    /// Pack the site that was built for an archive: BagIt, WACZ or ZIP
    ///
    /// 把已生成的网站打成存档包：BagIt、WACZ 或 ZIP
    Archive(ArchiveOptions),
    /// Say where the text of a record still is, and clear the cache of it
    ///
    /// 指出一条记录的文字还留在哪里，并清除缓存
    Erase(super::erase::EraseOptions),
    /// Explain a finding, a measure or a rule
    ///
    /// 解释一种问题、一项指标或一条期限规则
    Explain(ExplainOptions),
    /// Look into the theme: its files, and what a template is given
    ///
    /// 查看主题：有哪些文件，模板能用哪些内容
    Theme(ThemeOptions),
    /// Write forms for a browser, with which records are edited: Sveltia CMS, set up for this site
    ///
    /// 生成在浏览器中填写的表单：为本站配置好的 Sveltia CMS
    Admin(AdminOptions),
    /// Print the JSON Schema of a kind of file, for editors and programs
    ///
    /// 显示一类文件的 JSON Schema，供编辑器和程序使用
    Schema(SchemaOptions),
    /// Print what makes a shell complete commands and options at the Tab key
    ///
    /// 显示补全脚本，让命令行用 Tab 键补全命令和选项
    Completions(CompletionsOptions),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ForgeName {
    Github,
    Gitlab,
    Gitea,
    Forgejo,
}

impl From<ForgeName> for Software {
    fn from(name: ForgeName) -> Self {
        match name {
            ForgeName::Github => Self::GitHub,
            ForgeName::Gitlab => Self::GitLab,
            ForgeName::Gitea | ForgeName::Forgejo => Self::Gitea,
        }
    }
}

#[derive(Debug, Clone, Args)]
pub struct AdminOptions {
    /// Folder to write the forms to
    ///
    /// 表单写到哪个文件夹
    #[arg(default_value = "admin")]
    pub dir: PathBuf,
    /// Address of the repository that changes are sent to; that of the remote `origin` if not given
    ///
    /// 改动发往哪个仓库的地址；不写则用远程仓库 `origin` 的地址
    #[arg(long, value_name = "ADDRESS")]
    pub repository: Option<String>,
    /// Software of the forge, where its name does not tell
    ///
    /// 代码平台的种类，从名称看不出时填写
    #[arg(long, value_enum, value_name = "FORGE")]
    pub forge: Option<ForgeName>,
    /// Send changes nowhere: edit the folder on this machine only
    ///
    /// 不发往任何仓库，只编辑本机的文件夹
    #[arg(long, conflicts_with_all = ["repository", "forge"])]
    pub local: bool,
}

#[derive(Debug, Clone, Args)]
pub struct SchemaOptions {
    /// Kind of file; all are listed if not given
    ///
    /// 文件的种类；不写则列出全部
    pub kind: Option<String>,
}

#[derive(Debug, Clone, Args)]
pub struct CompletionsOptions {
    /// The shell
    ///
    /// 哪种命令行
    #[arg(value_enum)]
    pub shell: Shell,
}

#[derive(Debug, Clone, Args)]
pub struct InitOptions {
    /// Folder to make the site in
    ///
    /// 新网站的文件夹
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Whose deadlines, holidays and contact points to begin with: cn, uk, de, eu, au
    ///
    /// 先用哪里的期限、节假日和联系方式：cn、uk、de、eu、au
    #[arg(long, value_name = "COUNTRY", default_value = "cn")]
    pub rules: String,
    /// Languages of the site, the main one first: en, zh-Hans or both
    ///
    /// 网站的语言，主要语言在前：en、zh-Hans，或两者都要
    #[arg(long, value_name = "LANG,LANG", value_delimiter = ',')]
    pub languages: Vec<String>,
    /// Make no git repository
    ///
    /// 不建立 git 仓库
    #[arg(long)]
    pub no_git: bool,
}

#[derive(Debug, Clone, Args)]
pub struct ImportOptions {
    /// The export
    ///
    /// 导出文件
    pub file: PathBuf,
    /// Write the records; without it, nothing but the mapping is written and a table shows what
    /// would be
    ///
    /// 写入记录；不加此项只生成对应关系文件，并以表格显示将要写入的内容
    #[arg(long)]
    pub write: bool,
    /// The mapping; by default the one in `imports/` that fits the columns, or a new one
    ///
    /// 对应关系文件；缺省用 `imports/` 中与各列相符的那个，没有则新建
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
    /// What happened to a case: `new event urban-260302-1`
    ///
    /// 来信的办理事项：`new event urban-260302-1`
    Event,
    /// What was wrong in a record, and what is right
    ///
    /// 记录的更正
    Correction,
    /// A record that is withdrawn, withheld or removed, with its reason
    ///
    /// 停用、暂不公开或撤下一条记录，并写明理由
    Withdrawal,
    /// The day from which a case is shown
    ///
    /// 定时公开一件来信
    Schedule,
    /// A new text of a policy
    ///
    /// 政策文件的新版本
    Edition,
    /// The same text in another language
    ///
    /// 译文
    Translation,
    #[value(skip)]
    Department(DepartmentEnd),
}

#[derive(Debug, Clone, Args)]
pub struct NewOptions {
    /// What to make, or to add to a record
    ///
    /// 新建什么，或在已有记录上添加什么
    pub kind: Option<Kind>,
    /// The record that is added to: its id or file; for a dataset, a CSV or XLSX file to read
    ///
    /// 在哪条记录上添加：标识或文件；新建数据集时可写要读取的 CSV 或 XLSX 文件
    #[arg(value_name = "RECORD")]
    pub target: Option<String>,
    /// Go on with the record that was not finished
    ///
    /// 接着填写未完成的记录
    #[arg(long = "continue")]
    pub go_on: bool,
    /// Id, if the proposed one will not do
    ///
    /// 标识，不用程序建议的那个时填写
    #[arg(long)]
    pub id: Option<String>,
    /// A value, instead of being asked for it: --set title="Street lights out"
    ///
    /// 直接给出一项的值，不再询问：--set title="路灯不亮"
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Language of a translation
    ///
    /// 译文的语言
    #[arg(long, value_name = "LANG")]
    pub to: Option<String>,
}

/// What becomes of a department.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DepartmentEnd {
    /// Another name from a day on
    ///
    /// 自某日起更名
    Rename,
    /// Its work passes to another one
    ///
    /// 职责并入其他部门
    Merge,
    /// It ends
    ///
    /// 撤销
    Close,
}

impl DepartmentEnd {
    /// Returns the word for it in `status`.
    pub fn status(self) -> &'static str {
        match self {
            Self::Rename => "renamed",
            Self::Merge => "merged",
            Self::Close => "closed",
        }
    }
}

#[derive(Debug, Clone, Args)]
pub struct DepartmentOptions {
    /// What becomes of it
    ///
    /// 如何变动
    pub end: DepartmentEnd,
    /// Its id, or name
    ///
    /// 部门标识或名称
    pub department: String,
    /// A value, instead of being asked for it: --set valid_to=2026-06-30 --set into=transport
    ///
    /// 直接给出一项的值，不再询问：--set valid_to=2026-06-30 --set into=transport
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Id of a department with a new name
    ///
    /// 更名后的部门标识
    #[arg(long)]
    pub id: Option<String>,
}

#[derive(Debug, Clone, Args)]
pub struct EditOptions {
    /// Its id, its file, or a link such as policy:noise
    ///
    /// 标识、文件，或 policy:noise 这样的链接
    pub record: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatName {
    Human,
    Short,
    Json,
    Github,
    Sarif,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Human => Self::Human,
            FormatName::Short => Self::Short,
            FormatName::Json => Self::Json,
            FormatName::Github => Self::Github,
            FormatName::Sarif => Self::Sarif,
        }
    }
}

#[derive(Debug, Clone, Args)]
pub struct DayOption {
    /// Show the site as it stood on this day (YYYY-MM-DD), or at this instant of it
    /// (YYYY-MM-DDTHH:MM by the site's clocks, or with an offset such as +08:00)
    ///
    /// 按这一天的情形显示（如 2026-03-02），或按某一时刻（如 2026-03-02T09:30，可带时差 +08:00）
    #[arg(long, value_name = "DATE", value_parser = as_of)]
    pub as_of: Option<AsOf>,
}

/// What a site is to stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AsOf {
    Day(Date),
    Instant(Instant),
}

#[derive(Debug, Clone, Args)]
pub struct CheckOptions {
    /// How findings are shown
    ///
    /// 问题的显示形式
    #[arg(long, value_enum, default_value = "human")]
    pub format: FormatName,
    #[command(flatten)]
    pub day: DayOption,
    /// Treat warnings as errors
    ///
    /// 提醒也按错误处理
    #[arg(long)]
    pub strict: bool,
    /// Mend what can only have been meant in one way, after showing the difference: dates in another
    /// notation, names in place of words, full-width colons, marks that are not seen
    ///
    /// 自动改正没有歧义的问题，并先显示改动：日期写法、用名称代替的词、全角冒号、看不见的标记
    #[arg(long)]
    pub fix: bool,
    /// With --fix: show the difference and change nothing
    ///
    /// 与 --fix 同用：只显示改动，不写入
    #[arg(long, requires = "fix")]
    pub dry_run: bool,
    /// Report what was published and would be changed or gone in silence: held against a commit or branch of
    /// the repository, against the folder of the site as it was, or against what was published (a folder or
    /// .zip archive of the built site; its SHA256SUMS and data/ are enough)
    ///
    /// 报告未说明的改动：公开过的内容被改动或消失。可与仓库的某次提交、分支比较，与原来的网站文件夹比较，或与已公开的网站比较（生成结果的文件夹或 .zip，有 SHA256SUMS 和 data/ 即可）
    #[arg(long, value_name = "REF|DIR|ZIP")]
    pub against: Option<PathBuf>,
    /// Show findings of these files and folders only
    ///
    /// 只显示这些文件和文件夹的问题
    pub paths: Vec<PathBuf>,
}

#[derive(Debug, Clone, Args)]
pub struct ReviewOptions {
    /// Branch or commit that the change will go into: the files here are held against the last commit
    /// that both share; by default the repository's main branch
    ///
    /// 改动要并入的分支或提交：把这里的文件与两者共有的最近一次提交比较；缺省为仓库的主分支
    #[arg(long, value_name = "REF", conflicts_with = "before")]
    pub base: Option<String>,
    /// Folder that holds the site as it was before, instead of git
    ///
    /// 改动前的网站所在的文件夹，不用 git
    #[arg(long, value_name = "DIR")]
    pub before: Option<PathBuf>,
    /// Folder to write review.html and review.md to; without it, the Markdown is printed
    ///
    /// 把 review.html 和 review.md 写到哪个文件夹；不写则直接显示 Markdown
    #[arg(long, short, value_name = "DIR")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub day: DayOption,
}

#[cfg(feature = "serve")]
#[derive(Debug, Clone, Args)]
pub struct ServeOptions {
    /// Port on this machine
    ///
    /// 本机端口
    #[arg(long, default_value_t = 3000)]
    pub port: u16,
    /// Open the site in the browser
    ///
    /// 在浏览器中打开
    #[arg(long)]
    pub open: bool,
    /// Show drafts and records that are scheduled for later too, with a mark
    ///
    /// 同时显示草稿和定时公开的记录，并加注标记
    #[arg(long)]
    pub drafts: bool,
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
    ///
    /// 按什么分行
    #[arg(long, value_enum)]
    pub by: Option<StatsBy>,
    /// A table for reading, or data with every measure
    ///
    /// 供阅读的表格，或含全部指标的数据
    #[arg(long, value_enum, default_value = "table")]
    pub format: StatsFormat,
    #[command(flatten)]
    pub day: DayOption,
}

#[derive(Debug, Clone, Args)]
pub struct ExplainOptions {
    /// Name of a finding (unknown-key), a measure (reply_rate) or a deadline rule of the site
    ///
    /// 问题（unknown-key）、指标（reply_rate）或本站期限规则的名称
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
    ///
    /// 列出模板及其各块、静态文件和可以替换的文字
    Files(ThemeFilesOptions),
    /// Print as JSON what the template of a page is given
    ///
    /// 以 JSON 显示某页模板能用的内容
    Show(ThemeShowOptions),
    /// Copy a template or another file of the default theme into the site's, to be changed there
    ///
    /// 把默认主题的一个文件复制到本站主题中修改
    Copy(ThemeCopyOptions),
}

#[derive(Debug, Clone, Args)]
pub struct ThemeFilesOptions {
    /// List every word with its text instead
    ///
    /// 改为列出全部文字
    #[arg(long)]
    pub words: bool,
}

#[derive(Debug, Clone, Args)]
pub struct ThemeShowOptions {
    /// Path of the page as it is published (replies/urban-260302-1.html), or name of a template (case.html)
    ///
    /// 页面公开后的路径（replies/urban-260302-1.html），或模板名（case.html）
    pub page: String,
    /// Print the words of the language (`s`) too
    ///
    /// 同时显示该语言的文字（`s`）
    #[arg(long)]
    pub words: bool,
    #[command(flatten)]
    pub day: DayOption,
}

#[derive(Debug, Clone, Args)]
pub struct ThemeCopyOptions {
    /// Name as `gongkai theme files` lists it: templates/case.html, or case.html
    ///
    /// `gongkai theme files` 列出的名称：templates/case.html 或 case.html
    pub file: String,
}

/// A language that messages exist in.
fn tongue(text: &str) -> Result<String, String> {
    let known = Tongue::named(text).map(|_| text.to_owned());
    known.ok_or_else(|| "messages are there in English (en) and Chinese (zh)".to_owned())
}

fn as_of(text: &str) -> Result<AsOf, String> {
    match (crate::yaml::schema::exact_day(text), Instant::parse(text)) {
        (Some(day), _) => Ok(AsOf::Day(day)),
        (None, Some(instant)) => Ok(AsOf::Instant(instant)),
        (None, None) => Err(
            "a day of the calendar is written as 2026-03-02, an instant as 2026-03-02T09:30 or 2026-03-02T09:30+08:00"
                .to_owned(),
        ),
    }
}
