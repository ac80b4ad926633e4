//! A record that is taken down: withdrawn, and readable under a notice; or removed, so that a notice
//! alone is left at its address.
//!
//! One key, `withdrawal`, for records of every kind, read here. What must hold: what is removed is
//! removed whatever the day of the site is (DESIGN 2); what is withdrawn is so from its day.

use super::parse::Reader;
use super::words::{ReasonClass, Removal};
use super::{At, Lang, Text, WrittenLink};
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, KeyPath, Place};
use crate::markdown::RecordLink;
use crate::yaml::Node;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The key under which it is written.
pub const KEY: &str = "withdrawal";

/// How, when and why a record was taken down.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Withdrawal {
    pub kind: Removal,
    pub on: Date,
    pub class: ReasonClass,
    pub reason: Text,
    /// A department's id, or words.
    pub by: Text,
    pub basis: Option<Text>,
    /// What takes its place.
    pub instead: Option<WrittenLink>,
}

impl Withdrawal {
    /// Returns whether a notice alone is left.
    pub fn removes(&self) -> bool {
        self.kind == Removal::Removed
    }

    /// Returns whether it holds on a day: what is removed is removed on any.
    pub fn holds(&self, day: Date) -> bool {
        self.removes() || self.on <= day
    }
}

/// An edition of which a notice alone is left.
#[derive(Debug, Clone)]
pub struct GoneEdition {
    pub file: Box<str>,
    pub number: u32,
    pub on: Date,
    /// None where the whole policy is removed.
    pub withdrawal: Option<Box<Withdrawal>>,
}

impl Reader<'_> {
    /// Reads how the record was taken down; what is missing is reported with the table of fields.
    pub fn withdrawal(&mut self, node: &Node, lang: Lang) -> Option<Box<Withdrawal>> {
        let item = node.get(KEY)?;
        let kind = item.text("type").and_then(Removal::parse)?;
        let basis = self.human(item.get("basis"), lang);
        if kind == Removal::Removed && basis.is_none() {
            let place = Place::Value(KeyPath::of(KEY).key("type"));
            self.findings.push(Finding::new(&rules::REMOVED_WITHOUT_BASIS, self.path, place));
        }
        let instead = item.text("instead").and_then(|text| {
            let path = KeyPath::of(KEY).key("instead");
            let link = RecordLink::parse(text);
            if link.is_none() {
                let finding = Finding::new(&rules::WRONG_TYPE, self.path, Place::Value(path.clone()));
                let finding = finding.arg("key", &path).arg("expected", "@record-link").arg("found", text);
                self.findings.push(finding);
            }
            Some(WrittenLink { link: link?, at: At::Key(path) })
        });
        Some(Box::new(Withdrawal {
            kind,
            on: item.date("on")?,
            class: item.text("class").and_then(ReasonClass::parse)?,
            reason: self.human(item.get("reason"), lang)?,
            by: self.human(item.get("by"), lang)?,
            basis,
            instead,
        }))
    }
}
