//! What `gongkai search` takes.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// How results are sorted.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum SearchSort {
    /// What fits best first
    ///
    /// 最相关的在前
    Relevance,
    /// The newest first
    ///
    /// 最新的在前
    Date,
}

/// How results are printed.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum SearchFormat {
    /// A list for reading
    ///
    /// 供阅读的列表
    List,
    /// Data for programs
    ///
    /// 供程序使用的数据
    Json,
}

#[derive(Debug, Clone, Args)]
pub struct SearchOptions {
    /// Words, numbers, "a phrase", -not this; the last word may be the beginning of one
    ///
    /// 词语、编号、“短语”、-排除的词；最后一个外文词可只写开头
    #[arg(value_name = "QUERY", required = true)]
    pub query: Vec<String>,
    /// Folder of the site that was built
    ///
    /// 已生成的网站所在的文件夹
    #[arg(long, short, value_name = "DIR", default_value = "public")]
    pub output: PathBuf,
    /// How many results are shown
    ///
    /// 显示多少条
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// Find all, so that the count is exact
    ///
    /// 找出全部，使条数准确
    #[arg(long)]
    pub all: bool,
    /// What comes first
    ///
    /// 排列顺序
    #[arg(long, value_enum, default_value = "relevance")]
    pub sort: SearchSort,
    /// Only one kind: reply, policy, dataset, digest, page, department or topic
    ///
    /// 只要某一类：reply、policy、dataset、digest、page、department 或 topic
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// Only those of a department: its id
    ///
    /// 只要某部门的：部门标识
    #[arg(long, value_name = "ID")]
    pub department: Option<String>,
    /// Only those of a topic, or of one below it: its id
    ///
    /// 只要某主题及其下级主题的：主题标识
    #[arg(long, value_name = "ID")]
    pub topic: Option<String>,
    /// Only cases that are open, answered or closed
    ///
    /// 只要某状态的来信：open（办理中）、answered（已答复）或 closed（已结束）
    #[arg(long, value_name = "STATUS")]
    pub status: Option<String>,
    /// Only those published in a year
    ///
    /// 只要某年公开的
    #[arg(long, value_name = "YEAR")]
    pub year: Option<String>,
    /// A list for reading, or data for programs
    ///
    /// 供阅读的列表，或供程序使用的数据
    #[arg(long, value_enum, default_value = "list")]
    pub format: SearchFormat,
}
