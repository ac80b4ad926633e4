//! Cells by the names that outlast a build, and back.

use super::{Board, Code, Key, Read, Wait};
use crate::derive::measures::Month;
use crate::model::Group;
use crate::site::about::Part;

impl Board<'_> {
    /// Returns the names of a part.
    pub fn key(&self, read: Read) -> Key {
        let model = self.model;
        let case = |at: u32| model.cases[at as usize].id.to_string();
        let policy = |at: u32| model.policies[at as usize].id.to_string();
        let group = |group: Group| self.group_name(group);
        let month = |(year, month): Month| format!("{year:04}-{month:02}");
        let (code, name) = match read {
            Read::Day => (Code::Day, String::new()),
            Read::Words(lang) => (Code::Words, model.config.language(lang).code.clone()),
            Read::Departments => (Code::Departments, String::new()),
            Read::Department(at) => (Code::Department, model.departments[at as usize].id.to_string()),
            Read::Topics => (Code::Topics, String::new()),
            Read::Topic(at) => (Code::Topic, model.topics[at as usize].id.to_string()),
            Read::Rules => (Code::Rules, String::new()),
            Read::Calendars => (Code::Calendars, String::new()),
            Read::Case(at) => (Code::Case, case(at)),
            Read::Face(at) => (Code::Face, case(at)),
            Read::Moments(at) => (Code::Moments, case(at)),
            Read::Policy(at) => (Code::Policy, policy(at)),
            Read::Editions(at) => (Code::Editions, policy(at)),
            Read::Clauses(at) => (Code::Clauses, policy(at)),
            Read::Long(at) => (Code::Long, policy(at)),
            Read::Beside(at) => (Code::Beside, policy(at)),
            Read::Held(at, number) => (Code::Held, format!("{} {number}", policy(at))),
            Read::Versions(at) => (Code::Versions, policy(at)),
            Read::AllClauses => (Code::AllClauses, String::new()),
            Read::Reliance(at) => (Code::Reliance, policy(at)),
            Read::PolicyFace(at) => (Code::PolicyFace, policy(at)),
            Read::Edition(at, number) => (Code::Edition, format!("{} {number}", policy(at))),
            Read::Dataset(at) => (Code::Dataset, model.datasets[at as usize].id.to_string()),
            Read::Digest(at) => (Code::Digest, model.digests[at as usize].id.to_string()),
            Read::Page(at) => (Code::Page, model.pages[at as usize].id.to_string()),
            Read::Months(of) => (Code::Months, group(of)),
            Read::Month(of, when) => (Code::Month, format!("{} {}", group(of), month(when))),
            Read::Near(of, when) => (Code::Near, format!("{} {}", group(of), month(when))),
            Read::Latest(of) => (Code::Latest, group(of)),
            Read::ReferenceMonths => (Code::ReferenceMonths, String::new()),
            Read::References(when) => (Code::References, month(when)),
            Read::Index(of) => (Code::Index, format!("{of:016x}")),
            Read::Feed(of) => (Code::Feed, group(of)),
            Read::Waiting(wait) => (Code::Waiting, format!("{wait:?}")),
            Read::Overdue(of) => (Code::Overdue, group(of)),
            Read::Promises => (Code::Promises, String::new()),
            Read::Register => (Code::Register, String::new()),
            Read::Documents(of) => (Code::Documents, group(of)),
            Read::PoliciesByForce => (Code::PoliciesByForce, String::new()),
            Read::AllPolicies => (Code::AllPolicies, String::new()),
            Read::PolicyFigures => (Code::PolicyFigures, String::new()),
            Read::PolicyWay(of) => (Code::PolicyWay, format!("{of:016x}")),
            Read::FiledRecords => (Code::FiledRecords, String::new()),
            Read::Improvements => (Code::Improvements, String::new()),
            Read::PolicyDates => (Code::PolicyDates, String::new()),
            Read::ReleasesOf(at) => (Code::ReleasesOf, model.datasets[at as usize].id.to_string()),
            Read::Releases => (Code::Releases, String::new()),
            Read::Figures(of) => (Code::Figures, group(of)),
            Read::MonthFigures(of, when) => (Code::MonthFigures, format!("{} {}", group(of), month(when))),
            Read::DepartmentFigures => (Code::DepartmentFigures, String::new()),
            Read::TopicFigures => (Code::TopicFigures, String::new()),
            Read::KindFigures => (Code::KindFigures, String::new()),
            Read::Bulletin(period) => (Code::Bulletin, period.name()),
            Read::Periods => (Code::Periods, String::new()),
            Read::Flow => (Code::Flow, String::new()),
            Read::Statutory => (Code::Statutory, String::new()),
            Read::Year(year) => (Code::Year, year.to_string()),
            Read::Filed(when) => (Code::Filed, month(when)),
            Read::Sitemap(part) => (Code::Sitemap, part.name()),
            Read::Listed => (Code::Listed, String::new()),
            Read::Traces(when) => (Code::Traces, month(when)),
            Read::NearTraces(when) => (Code::NearTraces, month(when)),
            Read::TraceMonths => (Code::TraceMonths, String::new()),
            Read::Yearly(year) => (Code::Yearly, year.to_string()),
            Read::ReportYears => (Code::ReportYears, String::new()),
            Read::Served => (Code::Served, String::new()),
            Read::Assets => (Code::Assets, String::new()),
            Read::Exists(path) => (Code::Exists, format!("{path:016x}")),
            Read::File(path) => (Code::File, format!("{path:016x}")),
            Read::Numbered(range, bits) => (Code::Numbered, format!("{range} {bits}")),
            Read::Titles => (Code::Titles, String::new()),
            Read::Entered => (Code::Entered, String::new()),
        };
        Key { kind: code as u8, name: name.into() }
    }

    fn group_name(&self, group: Group) -> String {
        match group {
            Group::Site => "site".to_owned(),
            Group::Department(at) => format!("department/{}", self.model.departments[at].id),
            Group::Topic(at) => format!("topic/{}", self.model.topics[at].id),
        }
    }

    fn group(&self, name: &str) -> Option<Group> {
        match name.split_once('/') {
            None => (name == "site").then_some(Group::Site),
            Some(("department", id)) => self.model.department_index(id).map(Group::Department),
            Some(("topic", id)) => self.model.topics.iter().position(|topic| *topic.id == *id).map(Group::Topic),
            Some(_) => None,
        }
    }

    fn month_of(&self, name: &str) -> Option<(Group, Month)> {
        let (of, when) = name.rsplit_once(' ')?;
        Some((self.group(of)?, month(when)?))
    }

    /// Returns the part of a name; `None` where there is none any more.
    pub fn read(&self, key: &Key) -> Option<Read> {
        let (model, name) = (self.model, &*key.name);
        let small = |at: usize| u32::try_from(at).ok();
        let place = |ids: &mut dyn Iterator<Item = &str>, id: &str| {
            let mut ids = ids;
            Iterator::position(&mut ids, |other| other == id).and_then(small)
        };
        let policy = |id: &str| model.policy_index(id).and_then(small);
        let hashed = || u64::from_str_radix(name, 16).ok();
        Some(match key.code()? {
            Code::Day => Read::Day,
            Code::Words => Read::Words(model.config.langs().find(|(_, language)| language.code == name)?.0),
            Code::Departments => Read::Departments,
            Code::Department => Read::Department(place(&mut model.departments.iter().map(|d| &*d.id), name)?),
            Code::Topics => Read::Topics,
            Code::Topic => Read::Topic(place(&mut model.topics.iter().map(|t| &*t.id), name)?),
            Code::Rules => Read::Rules,
            Code::Calendars => Read::Calendars,
            Code::Case => Read::Case(model.case_index(name).and_then(small)?),
            Code::Face => Read::Face(model.case_index(name).and_then(small)?),
            Code::Moments => Read::Moments(model.case_index(name).and_then(small)?),
            Code::Policy => Read::Policy(policy(name)?),
            Code::Editions => Read::Editions(policy(name)?),
            Code::Clauses => Read::Clauses(policy(name)?),
            Code::Long => Read::Long(policy(name)?),
            Code::Beside => Read::Beside(policy(name)?),
            Code::Versions => Read::Versions(policy(name)?),
            Code::Held => {
                let (id, number) = name.split_once(' ')?;
                Read::Held(policy(id)?, number.parse().ok()?)
            }
            Code::AllClauses => Read::AllClauses,
            Code::Reliance => Read::Reliance(policy(name)?),
            Code::PolicyFace => Read::PolicyFace(policy(name)?),
            Code::Edition => {
                let (id, number) = name.split_once(' ')?;
                Read::Edition(policy(id)?, number.parse().ok()?)
            }
            Code::Dataset => Read::Dataset(place(&mut model.datasets.iter().map(|x| &*x.id), name)?),
            Code::Digest => Read::Digest(place(&mut model.digests.iter().map(|x| &*x.id), name)?),
            Code::Page => Read::Page(place(&mut model.pages.iter().map(|x| &*x.id), name)?),
            Code::Months => Read::Months(self.group(name)?),
            Code::Month => {
                let (of, when) = self.month_of(name)?;
                Read::Month(of, when)
            }
            Code::Near => {
                let (of, when) = self.month_of(name)?;
                Read::Near(of, when)
            }
            Code::MonthFigures => {
                let (of, when) = self.month_of(name)?;
                Read::MonthFigures(of, when)
            }
            Code::Latest => Read::Latest(self.group(name)?),
            Code::ReferenceMonths => Read::ReferenceMonths,
            Code::References => Read::References(month(name)?),
            Code::Index => Read::Index(hashed()?),
            Code::Feed => Read::Feed(self.group(name)?),
            Code::Waiting => {
                let all = [Wait::Open, Wait::Due, Wait::Supervised, Wait::Asleep, Wait::Replied];
                Read::Waiting(all.into_iter().find(|wait| format!("{wait:?}") == name)?)
            }
            Code::Overdue => Read::Overdue(self.group(name)?),
            Code::Promises => Read::Promises,
            Code::Register => Read::Register,
            Code::Documents => Read::Documents(self.group(name)?),
            Code::PoliciesByForce => Read::PoliciesByForce,
            Code::AllPolicies => Read::AllPolicies,
            Code::FiledRecords => Read::FiledRecords,
            Code::PolicyFigures => Read::PolicyFigures,
            Code::PolicyWay => Read::PolicyWay(u64::from_str_radix(name, 16).ok()?),
            Code::Improvements => Read::Improvements,
            Code::PolicyDates => Read::PolicyDates,
            Code::ReleasesOf => Read::ReleasesOf(place(&mut model.datasets.iter().map(|x| &*x.id), name)?),
            Code::Releases => Read::Releases,
            Code::Figures => Read::Figures(self.group(name)?),
            Code::DepartmentFigures => Read::DepartmentFigures,
            Code::TopicFigures => Read::TopicFigures,
            Code::KindFigures => Read::KindFigures,
            Code::Bulletin => Read::Bulletin(*self.derived.flow.keys().find(|period| period.name() == name)?),
            Code::Periods => Read::Periods,
            Code::Flow => Read::Flow,
            Code::Statutory => Read::Statutory,
            Code::Year => Read::Year(name.parse().ok()?),
            Code::Filed => Read::Filed(month(name)?),
            Code::Sitemap => Read::Sitemap(Part::parse(name)?),
            Code::Listed => Read::Listed,
            Code::Traces => Read::Traces(month(name)?),
            Code::NearTraces => Read::NearTraces(month(name)?),
            Code::TraceMonths => Read::TraceMonths,
            Code::Yearly => Read::Yearly(name.parse().ok()?),
            Code::ReportYears => Read::ReportYears,
            Code::Served => Read::Served,
            Code::Assets => Read::Assets,
            Code::Exists => Read::Exists(hashed()?),
            Code::File => Read::File(hashed()?),
            Code::Numbered => {
                let (range, bits) = name.split_once(' ')?;
                Read::Numbered(range.parse().ok()?, bits.parse().ok()?)
            }
            Code::Titles => Read::Titles,
            Code::Entered => Read::Entered,
        })
    }
}

fn month(name: &str) -> Option<Month> {
    let (year, month) = name.split_once('-')?;
    Some((year.parse().ok()?, month.parse().ok()?))
}
