//! Rows of lists.

use super::clock;
use super::common::{CaseRow, DatasetRow, DigestRow, ImprovementRow, Link, MonthRow, Pager, PolicyRow, PromiseRow};
use super::scope::{Scope, title};
use crate::derive::interval::Interval;
use crate::derive::measures::{Month, Tally};
use crate::derive::promises::{PromiseAt, Standing};
use crate::model::RecordKey;
use crate::plan::{Group, routes};
use crate::record::Case;
use crate::record::case::Promise;
use crate::record::digest::Improvement;
use crate::record::words::{Progress, Visibility};
use std::collections::BTreeMap;

impl Scope<'_> {
    /// Returns the row of a case.
    pub fn case_row(&self, index: usize) -> CaseRow {
        let case = &self.model.cases[index];
        let status = self.status(index);
        let (title, title_lang) = self.case_title(case);
        let (href, lang) = self.reach(routes::case(&case.id), case.lang, &case.translations);
        let mut shown = status.shown();
        if let Some(word) = hidden_word(case.visibility) {
            shown.word = word;
            shown.tone = "closed";
            shown.on = None;
        }
        CaseRow {
            id: case.id.to_string(),
            href,
            title: title.to_owned(),
            lang: lang.or_else(|| self.other(title_lang)),
            department: self.model.department_name(status.shown_department(), self.lang).to_owned(),
            received: case.received,
            state: shown.word,
            tone: shown.tone,
            on: shown.on,
            at: status.due.filter(|due| status.open && shown.on == Some(due.end.on)).and_then(|d| clock::hour(d.end)),
            strings: self.strings.clone(),
        }
    }

    /// Returns the rows of cases.
    pub fn case_rows(&self, cases: impl IntoIterator<Item = usize>) -> Vec<CaseRow> {
        cases.into_iter().map(|i| self.case_row(i)).collect()
    }

    /// Returns the rows of the first cases of a list of places.
    pub fn first_rows(&self, cases: &[u32], most: usize) -> Vec<CaseRow> {
        self.case_rows(cases.iter().take(most).map(|at| *at as usize))
    }

    /// Returns a link to a case.
    pub fn case_link(&self, index: usize) -> Link {
        let case = &self.model.cases[index];
        let (label, label_lang) = self.case_title(case);
        let (href, lang) = self.reach(routes::case(&case.id), case.lang, &case.translations);
        Link { href, label: label.to_owned(), lang: lang.or_else(|| self.other(label_lang)) }
    }

    /// Returns the row of a promise of a case.
    pub fn promise_row(&self, index: usize, promise: &Promise, with_case: bool) -> PromiseRow {
        let (text, lang) = promise.text.get(self.lang);
        let standing = Standing::of(promise, self.model.as_of);
        let department = &self.status(index).department;
        PromiseRow {
            text: text.to_owned(),
            lang: self.other(lang),
            due: promise.due,
            done: promise.done.filter(|d| *d <= self.model.as_of),
            status: standing.word(),
            tone: standing.tone(),
            case: with_case.then(|| self.case_link(index)),
            department: self.model.department_name(department, self.lang).to_owned(),
        }
    }

    /// Returns the row of a promise with its case.
    pub fn promise_at(&self, at: PromiseAt) -> PromiseRow {
        let case = at.case as usize;
        self.promise_row(case, &self.model.cases[case].promises[usize::from(at.place)], true)
    }

    /// Returns the row of a policy.
    pub fn policy_row(&self, index: usize) -> PolicyRow {
        let policy = &self.model.policies[index];
        let (title, lang) = policy.title.get(self.lang);
        let force = self.derived.policies[index].force;
        let issuers: Vec<&str> = policy.issuers.iter().map(|d| self.model.department_name(d, self.lang)).collect();
        let joint = if self.code().starts_with("zh") { "、" } else { ", " };
        PolicyRow {
            href: routes::policy(&policy.id),
            title: title.to_owned(),
            lang: self.other(lang),
            number: policy.number.as_deref().map(str::to_owned),
            issuers: issuers.join(joint),
            published: policy.published_on,
            force: force.word(),
            tone: force.tone(),
        }
    }

    /// Returns the row of a dataset.
    pub fn dataset_row(&self, index: usize) -> DatasetRow {
        let dataset = &self.model.datasets[index];
        let (title, lang) = dataset.title.get(self.lang);
        DatasetRow {
            href: routes::dataset(&dataset.id),
            title: title.to_owned(),
            lang: self.other(lang),
            department: self.model.department_name(&dataset.department, self.lang).to_owned(),
            published: dataset.published_on,
            updated: dataset.updated_on.unwrap_or(dataset.published_on),
        }
    }

    /// Returns the row of a digest.
    pub fn digest_row(&self, index: usize) -> DigestRow {
        let digest = &self.model.digests[index];
        let (label, label_lang) = title(&digest.title, digest.lang, &digest.translations, self.lang);
        let (href, lang) = self.reach(routes::digest(&digest.id), digest.lang, &digest.translations);
        let mut cases: Vec<_> = digest.opinions.iter().flat_map(|o| o.cases.iter()).map(|c| &c.link.id).collect();
        cases.sort();
        cases.dedup();
        DigestRow {
            href,
            title: label.to_owned(),
            lang: lang.or_else(|| self.other(label_lang)),
            topic: self.topic(&digest.topic).label,
            from: digest.from,
            to: digest.to,
            cases: cases.len(),
            done: digest.improvements.iter().filter(|i| i.status == Progress::Done).count(),
            improvements: digest.improvements.len(),
        }
    }

    /// Returns the row of an improvement of a digest.
    pub fn improvement(&self, index: usize, improvement: &Improvement, with_digest: bool) -> ImprovementRow {
        ImprovementRow {
            text: improvement.text.in_lang(self.lang).to_owned(),
            status: improvement.status.word(),
            late: matches!(improvement.status, Progress::UnderWay | Progress::Planned)
                && improvement.due.is_some_and(|due| due < self.model.as_of),
            on: improvement.on,
            due: improvement.due,
            related: improvement.related.iter().filter_map(|w| self.record(&RecordKey::of(&w.link))).collect(),
            digest: with_digest.then(|| {
                let row = self.digest_row(index);
                Link { href: row.href, label: row.title, lang: row.lang }
            }),
        }
    }

    /// Returns an index of months, newest first.
    pub fn month_rows(&self, group: Group, counts: &BTreeMap<Month, Tally>) -> Vec<MonthRow> {
        let months = &self.derived.listings.of(group).months;
        let most = months.values().map(Vec::len).max().unwrap_or(1).max(1);
        let row = |(month, cases): (&Month, &Vec<u32>)| {
            let counts = counts.get(month).map(Tally::counts).unwrap_or_default();
            MonthRow {
                g: super::figures::group_name(*self, group, &routes::month_name(*month)),
                month: routes::month_name(*month),
                href: routes::month(self.model, group, *month, 1),
                count: counts.registered,
                replied: counts.replied,
                open: counts.open,
                rate: counts.rate(self.model.config.minimum_cases),
                rate_range: counts.rate_interval(self.model.config.minimum_cases).map(Interval::printed),
                share: u8::try_from(cases.len() * 100 / most).unwrap_or(100),
            }
        };
        months.iter().rev().map(row).collect()
    }
}

/// Returns the word that stands for the state of what is withheld or removed.
pub fn hidden_word(visibility: Visibility) -> Option<&'static str> {
    match visibility {
        Visibility::Withheld => Some("withheld"),
        Visibility::Removed => Some("removed"),
        Visibility::Normal | Visibility::NoIndex => None,
    }
}

/// Returns earlier and later pages of a list whose pages are named by `path`.
pub fn pager(page: usize, pages: usize, path: impl Fn(usize) -> String) -> Pager {
    Pager { page, pages, previous: (page > 1).then(|| path(page - 1)), next: (page < pages).then(|| path(page + 1)) }
}

/// Returns the slice of a list that stands on a page.
pub fn slice<T>(list: &[T], page: usize, size: usize) -> &[T] {
    let from = ((page - 1) * size).min(list.len());
    &list[from..(from + size).min(list.len())]
}

impl Scope<'_> {
    /// Returns whether a case may be named in texts for machines that spread it.
    pub fn is_open(&self, case: &Case) -> bool {
        case.visibility == Visibility::Normal
    }
}
