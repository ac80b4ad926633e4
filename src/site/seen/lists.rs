//! Lists, figures and outputs, as a page sees them.

use super::Seen;
use crate::derive::flow::{Bulletin, Period};
use crate::derive::listings::PAGE;
use crate::derive::measures::{Month, Tally};
use crate::derive::numbers::Searched;
use crate::derive::policy_figures::PolicyFigures;
use crate::derive::traces::{self, MonthTraces, Trace, What};
use crate::derive::ways::{self, Way};
use crate::derive::yearly::Year;
use crate::derive::{Flow, Measures, Promises, Statutory, documents, measures, register};
use crate::markdown::RecordScheme;
use crate::model::Announced;
use crate::model::{Group, RecordKey};
use crate::record::{Case, Withdrawal};
use crate::site::Planned;
use crate::site::about::{About, Part, Served};
use crate::site::cells::{Read, WAY_PAGE, Wait, hash, way_hash};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

impl<'a> Seen<'a> {
    /// Returns the records that name one; the record itself was asked for.
    pub fn mentions(&self, key: &RecordKey) -> &'a [RecordKey] {
        self.board.model.mentions.get(key).map_or(&[], Vec::as_slice)
    }

    /// Returns which documents of the search have the numbers of a range: those with the same bits above the
    /// lowest.
    pub fn numbered(&self, range: u32, bits: u8) -> &'a [(u32, Searched)] {
        self.note(Read::Numbered(range, bits));
        self.board.derived.numbers.of(range, u32::from(bits))
    }

    /// Returns the titles of all that can be found.
    pub fn titles(&self) -> Vec<&'a str> {
        self.note(Read::Titles);
        self.board.titles()
    }

    /// Returns the months of a group's list, and how many cases each has, oldest first.
    pub fn months(&self, group: Group) -> Vec<(Month, usize)> {
        self.note(Read::Months(group));
        let months = self.board.derived.listings.of(group).months.iter();
        months.map(|(month, cases)| (*month, cases.len())).collect()
    }

    /// Returns the cases of a month of a group, newest first.
    pub fn month(&self, group: Group, month: Month) -> &'a [u32] {
        self.note(Read::Month(group, month));
        self.board.derived.listings.of(group).months.get(&month).map_or(&[], Vec::as_slice)
    }

    /// Returns the months before and after one of a group's list.
    pub fn near(&self, group: Group, month: Month) -> (Option<Month>, Option<Month>) {
        self.note(Read::Near(group, month));
        self.board.derived.listings.of(group).near(month)
    }

    /// Returns the figures of a month of a group.
    pub fn month_figures(&self, group: Group, month: Month) -> Option<&'a Tally> {
        self.note(Read::MonthFigures(group, month));
        self.board.derived.measures.of(group)?.months.get(&month)
    }

    /// Returns the newest cases of a group, newest first: as many as a page shows.
    pub fn newest(&self, group: Group) -> Vec<usize> {
        self.note(Read::Latest(group));
        self.board.derived.listings.of(group).newest().take(PAGE).collect()
    }

    /// Returns the months that have reference numbers, and how many.
    pub fn reference_months(&self) -> Vec<(Month, usize)> {
        self.note(Read::ReferenceMonths);
        self.board.derived.listings.references.iter().map(|(month, list)| (*month, list.len())).collect()
    }

    /// Returns the reference numbers of a month, sorted.
    pub fn references(&self, month: Month) -> &'a [(Box<str>, u32)] {
        self.note(Read::References(month));
        self.board.derived.listings.references.get(&month).map_or(&[], Vec::as_slice)
    }

    /// Returns the cases that the feed of a group shows.
    pub fn feed(&self, group: Group) -> &'a [u32] {
        self.note(Read::Feed(group));
        self.board.derived.listings.feeds.get(&group).map_or(&[], Vec::as_slice)
    }

    /// Returns the cases that wait for something.
    pub fn waiting(&self, wait: Wait) -> &'a [u32] {
        self.note(Read::Waiting(wait));
        let waiting = &self.board.derived.listings.waiting;
        match wait {
            Wait::Open => &waiting.open,
            Wait::Due => &waiting.due,
            Wait::Supervised => &waiting.supervised,
            Wait::Asleep => &waiting.asleep,
            Wait::Replied => &waiting.replied,
        }
    }

    /// Returns the overdue cases of a group, the longest overdue first.
    pub fn overdue(&self, group: Group) -> &'a [u32] {
        self.note(Read::Overdue(group));
        self.board.derived.listings.waiting.overdue(group)
    }

    /// Returns the promises of all cases.
    pub fn promises(&self) -> &'a Promises {
        self.note(Read::Promises);
        &self.board.derived.promises
    }

    /// Returns the register of corrections, the newest first.
    pub fn register(&self) -> &'a [register::Entry] {
        self.note(Read::Register);
        &self.board.derived.register
    }

    /// Returns the entries of the register about a record that was asked for, the newest first.
    pub fn entries(&self, key: &RecordKey) -> impl Iterator<Item = &'a register::Entry> + use<'a> {
        let derived = self.board.derived;
        derived.entries.get(key).into_iter().flatten().map(|at| &derived.register[*at as usize])
    }

    /// Returns an entry of the register that a change names.
    pub fn entry(&self, at: u32) -> &'a register::Entry {
        &self.board.derived.register[at as usize]
    }

    /// Returns what the site did in a year.
    pub fn yearly(&self, year: i16) -> Year {
        self.note(Read::Yearly(year));
        self.board.derived.yearly.get(&year).cloned().unwrap_or_default()
    }

    /// Returns the years of which that is told, the oldest first.
    pub fn report_years(&self) -> Vec<i16> {
        self.note(Read::ReportYears);
        self.board.derived.yearly.keys().copied().collect()
    }

    /// Returns the months in which something changed, the oldest first.
    pub fn trace_months(&self) -> Vec<Month> {
        self.note(Read::TraceMonths);
        self.board.derived.traces.keys().copied().collect()
    }

    /// Returns the months before and after one in which something changed.
    pub fn near_traces(&self, month: Month) -> (Option<Month>, Option<Month>) {
        self.note(Read::NearTraces(month));
        traces::near(&self.board.derived.traces, month)
    }

    /// Returns what changed in a month, the last day first.
    pub fn traces(&self, month: Month) -> &'a MonthTraces {
        self.note(Read::Traces(month));
        static NONE: MonthTraces = MonthTraces { traces: Vec::new(), replies: BTreeMap::new() };
        self.board.derived.traces.get(&month).unwrap_or(&NONE)
    }

    /// Returns the newest changes, the last day first.
    pub fn newest_traces(&self, most: usize) -> Vec<Trace> {
        let mut newest = Vec::new();
        for month in self.trace_months().into_iter().rev() {
            newest.extend(self.traces(month).traces.iter().take(most - newest.len()).cloned());
            if newest.len() == most {
                break;
            }
        }
        newest
    }

    /// Returns what changed of a policy, the last day first.
    pub fn policy_traces(&self, at: usize) -> Vec<Trace> {
        let (policy, standing) = (self.policy(at), self.policy_standing(at));
        self.note(Read::Editions(super::small(at)));
        let mut all = Vec::new();
        traces::of_policy(policy, standing, &mut all);
        let record = RecordKey { scheme: RecordScheme::Policy, id: policy.id.clone() };
        let entries = self.board.derived.entries.get(&record).into_iter().flatten();
        all.extend(entries.map(|at| Trace::new(self.entry(*at).on, record.clone(), What::Entry(*at))));
        all.retain(|trace| trace.on <= self.board.model.as_of);
        traces::sort(&mut all);
        all
    }

    /// Returns whether a withdrawal of a record that was asked for holds on the day of the site.
    pub fn is_taken_down(&self, withdrawal: &Withdrawal) -> bool {
        if !withdrawal.removes() && withdrawal.on > self.board.model.as_of {
            self.note(Read::Day);
        }
        withdrawal.holds(self.board.model.as_of)
    }

    /// Returns the policies, datasets and digests of a group; of the site, all.
    pub fn documents(&self, group: Group) -> Option<&'a documents::Lists> {
        self.note(Read::Documents(group));
        let documents = &self.board.derived.documents;
        if group == Group::Site { Some(&documents.site) } else { documents.groups.get(&group) }
    }

    /// Returns the newest documents of each kind, those that are withdrawn left out.
    pub fn newest_documents(&self) -> &'a documents::Lists {
        self.note(Read::Documents(Group::Site));
        &self.board.derived.documents.newest
    }

    /// Returns the policies by force, newest first.
    pub fn policies_by_force(&self) -> &'a [u32] {
        self.note(Read::PoliciesByForce);
        &self.board.derived.documents.policies_by_force
    }

    /// Returns the figures of policies.
    pub fn policy_figures(&self) -> &'a PolicyFigures {
        self.note(Read::PolicyFigures);
        &self.board.derived.policy_figures
    }

    /// Returns the groups of a way to policies.
    pub fn policy_way(&self, way: Way) -> &'a [ways::Group] {
        self.note(Read::PolicyWay(way_hash(way, self.lang, None)));
        self.board.derived.ways.of(way, self.lang)
    }

    /// Returns a part of a group of a way: how many policies the group has, and those of a page.
    pub fn policy_part(&self, way: Way, key: &str, page: usize) -> (usize, &'a [u32]) {
        self.note(Read::PolicyWay(way_hash(way, self.lang, Some((key, page)))));
        let groups = self.board.derived.ways.of(way, self.lang);
        let all = groups.iter().find(|group| *group.key == *key).map_or(&[][..], |group| &group.policies);
        (all.len(), all.chunks(WAY_PAGE).nth(page - 1).unwrap_or_default())
    }

    /// Returns the improvements that are done, the last one first: places of digest and improvement.
    pub fn improvements(&self) -> &'a [(u32, u16)] {
        self.note(Read::Improvements);
        &self.board.derived.documents.improvements
    }

    /// Returns what happens to policies in the coming half year.
    pub fn policy_dates(&self) -> &'a [(Date, &'static str, u32)] {
        self.note(Read::PolicyDates);
        &self.board.derived.documents.dates
    }

    /// Returns the releases of figures, by the day on which they come or came.
    pub fn releases(&self) -> &'a [Announced] {
        self.note(Read::Releases);
        &self.board.model.releases
    }

    /// Returns those of a dataset; whether one is late is not told by its part of the site.
    pub fn releases_of(&self, at: usize) -> impl Iterator<Item = &'a Announced> + use<'a> {
        self.note(Read::ReleasesOf(super::small(at)));
        self.board.model.releases_of(at)
    }

    /// Returns the figures of a group; `None` where no case counts for it.
    pub fn figures(&self, group: Group) -> Option<&'a measures::Group> {
        self.note(Read::Figures(group));
        self.board.derived.measures.of(group)
    }

    /// Returns the figures of the site.
    pub fn site_figures(&self) -> &'a measures::Group {
        self.note(Read::Figures(Group::Site));
        &self.board.derived.measures.site
    }

    /// Returns all figures.
    pub fn all_figures(&self) -> &'a Measures {
        let all = [Read::DepartmentFigures, Read::TopicFigures, Read::KindFigures, Read::Figures(Group::Site)];
        all.into_iter().for_each(|read| self.note(read));
        &self.board.derived.measures
    }

    /// Returns the bulletin of a period, and that of the one before.
    pub fn bulletin(&self, period: Period) -> (Option<&'a Bulletin>, Option<&'a Bulletin>) {
        self.note(Read::Bulletin(period));
        let flow = &self.board.derived.flow;
        (flow.get(&period), flow.get(&period.before()))
    }

    /// Returns the periods that have a bulletin.
    pub fn periods(&self) -> impl DoubleEndedIterator<Item = Period> + use<'a> {
        self.note(Read::Periods);
        self.board.derived.flow.keys().copied()
    }

    /// Returns all bulletins: which there are, and the sums of each.
    pub fn bulletins(&self) -> &'a Flow {
        self.note(Read::Flow);
        &self.board.derived.flow
    }

    /// Returns all bulletins with all that is in them.
    pub fn whole_bulletins(&self) -> &'a Flow {
        self.note(Read::Flow);
        self.board.derived.flow.keys().for_each(|period| self.note(Read::Bulletin(*period)));
        &self.board.derived.flow
    }

    /// Returns the statutory tables.
    pub fn statutory(&self) -> &'a Statutory {
        self.note(Read::Statutory);
        &self.board.derived.statutory
    }

    /// Returns the cases of a year, oldest first, for what their files say besides their texts,
    /// whatever the day.
    pub fn year(&self, year: i16) -> impl Iterator<Item = &'a Case> + use<'a> {
        self.note(Read::Year(year));
        let model = self.board.model;
        let months = self.board.derived.listings.of(Group::Site).months.range((year, 1)..=(year, 12));
        months.flat_map(move |(_, list)| list.iter().rev().map(move |at| &*model.cases[*at as usize]))
    }

    /// Returns the cases of a month of receipt, newest first, for what their files say whatever the
    /// day.
    pub fn filed(&self, month: Month) -> Vec<&'a Case> {
        self.note(Read::Filed(month));
        let list = self.board.derived.listings.of(Group::Site).months.get(&month);
        list.into_iter().flatten().map(|at| &*self.board.model.cases[*at as usize]).collect()
    }

    /// Returns whether something is planned at a path.
    pub fn has(&self, path: &str) -> bool {
        self.note(Read::Exists(hash(path)));
        self.board.plan.has(path)
    }

    /// Returns what a sitemap lists: paths, and the days of their last changes.
    pub fn listed(&self, part: Part) -> impl Iterator<Item = (&'a str, Option<Date>)> + use<'a> {
        self.note(Read::Sitemap(part));
        self.board.plan.outputs.iter().filter_map(move |planned| {
            let (of, changed) = planned.about.sitemap?;
            (of == part).then_some((&*planned.path, changed))
        })
    }

    /// Returns the outputs of which descriptions of data and pages about the site tell: data files,
    /// copies, snippets for servers.
    pub fn told(&self) -> impl Iterator<Item = &'a Planned> + use<'a> {
        self.note(Read::Listed);
        let tells = |about: &About| about.data.is_some() || about.server || about.is_copy();
        self.board.plan.outputs.iter().filter(move |planned| tells(&planned.about))
    }

    /// Returns the paths of outputs that a day that passes may change, each once.
    pub fn daily(&self) -> BTreeSet<&'static str> {
        self.note(Read::Listed);
        self.board.plan.outputs.iter().filter_map(|planned| planned.about.daily).collect()
    }

    /// Returns the sitemaps that list something.
    pub fn sitemaps(&self) -> BTreeSet<Part> {
        self.note(Read::Listed);
        self.board.plan.outputs.iter().filter_map(|planned| Some(planned.about.sitemap?.0)).collect()
    }

    /// Returns the addresses that lead on, and those of which a notice is left.
    pub fn served(&self) -> impl Iterator<Item = (&'a str, &'a Served)> + use<'a> {
        self.note(Read::Served);
        self.board.plan.served()
    }

    /// Returns the static files of the theme: name → path in the output.
    pub fn assets(&self) -> &'a BTreeMap<String, String> {
        self.note(Read::Assets);
        &self.board.plan.assets
    }
}
