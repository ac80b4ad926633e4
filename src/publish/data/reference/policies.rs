//! `policies.csv`: the facts of each policy, and how it stands on the day of the site.

use crate::derive::force::Standing;
use crate::derive::policy_figures::Facts;
use crate::publish::table::{self, Column, Filled, columns, text, word};
use crate::record::policy::Relation;
use crate::record::words::{Disclosure, PolicyKind};
use crate::record::{Id, Policy};
use crate::site::seen::Seen;

/// A policy, how it stands, what is counted of it, and who explains it.
type Row<'a> = (&'a Policy, &'a Standing, &'a Facts, String);

/// The columns of the table.
pub(super) fn columns<'a>() -> Vec<Column<Row<'a>>> {
    columns! { r: Row<'a>,
        "id" "string" "id of the policy" "文件标识" => text(&*r.0.id),
        "title" "string" "title, in the main language of the site" "标题（站点主要语言）" => text(r.0.title.in_lang(0)),
        "number" "string" "document number" "发文字号" => text(r.0.number.as_deref().unwrap_or_default()),
        "index_number" "string" "index number" "索引号" => text(r.0.index_number.as_deref().unwrap_or_default()),
        "kind" "string" "kind of document" "体裁" => word(r.0.kind.map_or("", PolicyKind::word)),
        "issuers" "string" "issuing departments, lead first, divided by spaces" "发文机关，牵头在前，以空格分隔" =>
            text(listed(&r.0.issuers)),
        "drafted_by" "string" "departments that drafted it, if not the issuers" "起草单位，与发文机关不同时" =>
            text(listed(&r.0.drafted_by)),
        "topics" "string" "topics, divided by spaces" "主题，以空格分隔" => text(listed(&r.0.topics)),
        "disclosure" "string" "who may see it" "公开属性" => word(r.0.disclosure.map_or("", Disclosure::word)),
        "made_on" "date" "day it was made; empty for a draft" "成文日期，草案为空" => r.0.made_on.into(),
        "issued_on" "date" "day of the gazette, if not that of publication" "公报发行日期，与发布日期不同时" =>
            r.0.issued_on.into(),
        "published_on" "date" "day it was published" "发布日期" => Some(r.0.published_on).into(),
        "effective_from" "date" "first day in force, as stated or by the rule that its record names" "施行日期，写明的或按所列规则推算的" =>
            r.0.begins().into(),
        "effective_until" "date" "last day in force, as stated or by the rule that its record names" "有效期至，写明的或按所列规则推算的" =>
            r.0.ends().into(),
        "force" "string" "its force on the day of the site" "站点日期当日的效力" => word(r.1.state.force.word()),
        "force_on" "date" "since when it has that force; for one that has expired its last day" "该效力起始日期；失效的为最后有效日" =>
            r.1.state.on.into(),
        "relations" "string" "what it does to other policies, as kind:id, divided by spaces" "与其他文件的关系，形如 kind:id，以空格分隔" =>
            text(related(&r.0.relations)),
        "consultation_from" "date" "first day for comments" "征求意见开始日期" => r.0.consultation.as_ref().map(|c| c.from).into(),
        "consultation_to" "date" "last day for comments" "征求意见截止日期" => r.0.consultation.as_ref().map(|c| c.to).into(),
        "comments" "integer" "comments that came in" "收到意见数" =>
            table::Cell::Number(r.0.consultation.as_ref().and_then(|c| c.comments).map(u64::from)),
        "outcome" "boolean" "what came of the consultation was told" "是否已公布采纳情况" =>
            table::Cell::Flag(r.0.consultation.as_ref().map(|c| c.outcome.is_some())),
        "explained_by" "string" "policies that explain it, divided by spaces" "解读文件，以空格分隔" => text(r.3.clone()),
        "relied_on_after" "integer" "replies that relied on it after it was over" "失效后仍引用它的答复数" =>
            r.2.relied_on.into(),
    }
}

/// Returns the table.
pub(super) fn csv<T: Filled>(seen: Seen<'_>) -> T {
    let rows = seen.policies_and_standings().zip(&seen.policy_figures().facts).map(|((policy, standing), facts)| {
        let by: Vec<&str> = facts.explained_by.iter().map(|by| &*seen.policy_face(*by as usize).0.id).collect();
        (policy, standing, facts, by.join(" "))
    });
    table::filled(&columns(), rows)
}

fn listed(ids: &[Id]) -> String {
    ids.join(" ")
}

fn related(relations: &[Relation]) -> String {
    let all: Vec<String> = relations.iter().map(|r| format!("{}:{}", r.kind.word(), r.to)).collect();
    all.join(" ")
}
