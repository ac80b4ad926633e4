//! `data/records.jsonl`: what of policies, datasets and digests must stay as it was published, for
//! whoever wants to know whether it did ([`crate::kept`]); one record a line.

use crate::escape::json;
use crate::kept::For;
use crate::publish::{Made, Press, RenderError};
use crate::site::about::{self, column};
use rayon::prelude::*;
use std::borrow::Cow;

/// Returns what is said of the parts of a line.
pub fn parts() -> Vec<about::Column> {
    vec![
        column("record", "string", "what it is, and its id: policy:<id>", "类型与标识：policy:<标识>"),
        column(
            "facts",
            "object",
            "dates, numbers, titles and notes, of the record itself (empty key) and of its editions",
            "日期、文号、标题、说明：记录本身（键为空）及各版本",
        ),
        column("parts", "array", "relations, what was done to its force, opinions", "相互关系、效力变动、意见"),
        column(
            "acts",
            "array",
            "corrections, redactions and revisions: day and what, reason, which of them it is",
            "更正、隐去与修订：日期与事项、理由、属于哪一种",
        ),
        column(
            "texts",
            "object",
            "each text without its layout: the SHA-256 of it, a short one whole; how many marks of redaction it has",
            "各文本去除排版后的 SHA-256（短文为原文），及其中不予公开标记的个数",
        ),
        column("newest", "integer", "number of the newest edition", "最新版本的编号"),
        column("released", "date", "when figures were brought up to date", "数据更新日期"),
        column("hidden", "boolean", "nothing of it is shown any longer", "是否已不再显示"),
    ]
}

/// Makes the file.
pub fn make(press: &Press<'_>) -> Result<Made, RenderError> {
    let records = press.seen.filed_records();
    let prints = records.par_iter().map(|record| record.print()).collect();
    press.lines(prints, |reuse| {
        let line = |(n, record): (usize, &crate::kept::Published<'_>)| match reuse(n) {
            Some(line) => Ok(Cow::Borrowed(line)),
            None => {
                let laid = record.laid(press.snapshot, For::Publication)?;
                json::line(&laid).map(Cow::Owned).map_err(|e| RenderError::Text(e.to_string()))
            }
        };
        records.par_iter().enumerate().map(|(n, record)| line((n, record))).collect()
    })
}
