//! From which day to which a policy holds, as far as its record says so.
//!
//! A day is worked out by a rule only where the record names the rule: no first day is supposed from the
//! day a text was made or published, and no last day from its kind (decision 027).

use super::{Policy, articles};
use crate::diagnostic::rules;
use crate::diagnostic::{Finding, KeyPath, Place};
use crate::record::parse::Reader;
use crate::record::words::{EffectiveRule, ForceAct, ValidityRule};
use crate::record::{Text, Withdrawal, digest::period};
use crate::yaml::Node;
use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// What was done to the force of a policy besides what its dates and other policies say.
#[derive(Debug, Clone)]
pub struct Act {
    pub what: ForceAct,
    pub on: Date,
    /// Last day of a suspension.
    pub until: Option<Date>,
    /// Anchors of the articles concerned; none: all of it.
    pub articles: Box<[Box<str>]>,
    /// By what, where that is not on the site.
    pub by: Option<Text>,
    pub reason: Option<Text>,
    pub note: Option<Text>,
}

/// Reads the acts of a policy.
pub(super) fn acts(reader: &mut Reader<'_>, node: &Node) -> Vec<Act> {
    let mut acts = Vec::new();
    for (i, item) in node.items("force").iter().enumerate() {
        let (Some(what), Some(on)) = (item.text("type").and_then(ForceAct::parse), item.date("on")) else { continue };
        let until = item.date("until");
        if let Some(until) = until {
            period(reader, on, until, KeyPath::of("force").index(i).key("until"));
        }
        let (reason, note) = (reader.human(item.get("reason"), 0), reader.human(item.get("note"), 0));
        acts.push(Act { what, on, until, articles: articles(item), by: reader.human(item.get("by"), 0), reason, note });
    }
    acts
}

/// Adds the withdrawal of the whole record: the text is no longer held out as one that counts.
pub(super) fn withdrawn(reader: &mut Reader<'_>, mut acts: Vec<Act>, withdrawal: Option<&Withdrawal>) -> Vec<Act> {
    let Some(withdrawal) = withdrawal else { return acts };
    if let Some(at) = acts.iter().position(|act| act.what == ForceAct::Withdrawn) {
        let place = Place::Value(KeyPath::of("force").index(at).key("type"));
        reader.findings.push(Finding::new(&rules::WITHDRAWAL_TWICE, reader.path, place).arg("other", "force"));
    }
    acts.push(Act {
        what: ForceAct::Withdrawn,
        on: withdrawal.on,
        until: None,
        articles: Box::default(),
        by: Some(withdrawal.by.clone()),
        reason: Some(withdrawal.reason.clone()),
        note: None,
    });
    acts
}

impl Policy {
    /// Returns the first day in force, as stated or by the rule that the record names.
    pub fn begins(&self) -> Option<Date> {
        let issued = self.issued_on.unwrap_or(self.published_on);
        self.effective_from.or_else(|| match self.effective_rule? {
            EffectiveRule::UkRoyalAssent => self.made_on,
            EffectiveRule::DeFourteenthDay => issued.checked_add(14.days()).ok(),
            EffectiveRule::FrNextDay => issued.tomorrow().ok(),
        })
    }

    /// Returns the last day in force, as stated or by the rule that the record names.
    pub fn ends(&self) -> Option<Date> {
        self.effective_until.or_else(|| {
            let length: Span = match self.validity_rule? {
                ValidityRule::ShanghaiFiveYears => 5.years(),
                ValidityRule::ShanghaiNotice => 1.year(),
                ValidityRule::ShanghaiTrial => 2.years(),
            };
            self.begins()?.checked_add(length).ok()?.yesterday().ok()
        })
    }

    /// Returns the day from which it is withdrawn.
    pub fn withdrawn(&self) -> Option<&Act> {
        self.acts.iter().filter(|act| act.what == ForceAct::Withdrawn).min_by_key(|act| act.on)
    }
}
