//! Articles of policies, as a page sees them: what a link to one means, which replies rely on it, when it
//! changed.

use super::{Seen, small};
use crate::derive::clauses::{self, Change, Meant, carried_id};
use crate::derive::parts;
use crate::derive::versions::Held;
use crate::markdown::{RecordLink, RecordScheme, percent_encode};
use crate::model::RecordKey;
use crate::model::links::edition_number;
use crate::record::policy::Clause;
use crate::record::{Edition, Policy};
use crate::site::cells::Read;
use crate::site::links::Link;
use crate::site::routes;
use crate::words::Strings;
use jiff::civil::Date;
use std::collections::HashMap;

/// The pages of a policy on which its articles stand.
pub struct Pages<'a> {
    policy: String,
    parts: Vec<String>,
    part_of: HashMap<&'a str, usize>,
}

impl Pages<'_> {
    /// Returns whether there are several.
    pub fn are_parts(&self) -> bool {
        !self.parts.is_empty()
    }

    /// Returns the place of the page that an address is on, where there are several.
    pub fn part(&self, id: &str) -> usize {
        self.part_of.get(id).copied().unwrap_or_default()
    }

    /// Returns the path of a page by its place.
    pub fn at(&self, part: usize) -> &str {
        self.parts.get(part).unwrap_or(&self.policy)
    }

    /// Returns the path of the page that an address is on.
    pub fn path(&self, id: &str) -> &str {
        self.part_of.get(id).and_then(|part| self.parts.get(*part)).unwrap_or(&self.policy)
    }
}

/// Where a link to an article leads.
pub struct Place<'a> {
    /// Path of the page, and the fragment on it.
    pub path: String,
    pub fragment: String,
    /// What the article was called on that day: its number, else its id.
    pub label: &'a str,
    pub said: Said<'a>,
}

/// What is to be said beside a link to an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said<'a> {
    Nothing,
    /// It has this number now.
    Now(&'a str),
    /// It is in a text of this day, and not in the newest.
    Gone(Date),
}

/// An article through all editions.
pub struct Traced<'a> {
    /// As it stood last.
    pub last: &'a Clause,
    /// Its texts, each with the edition that brought it.
    pub texts: Vec<(&'a Edition, &'a Clause)>,
    /// The edition that removed it.
    pub gone: Option<&'a Edition>,
}

/// What a clause has besides its words.
pub struct Line<'a> {
    /// The first edition in which it stands so, and the last where that is not the newest.
    pub edition: &'a Edition,
    pub last: Option<&'a Edition>,
    pub clause: &'a Clause,
    /// Its permanent id.
    pub permanent: &'a str,
}

impl<'a> Seen<'a> {
    fn record_of(&self, at: usize) -> &'a Policy {
        self.note(Read::Clauses(small(at)));
        &self.board.model.policies[at]
    }

    /// Returns where `#fragment` of a policy leads from a text of a day.
    pub fn article(&self, at: usize, fragment: &str, on: Option<Date>) -> Option<Place<'a>> {
        let policy = self.record_of(at);
        let place =
            |edition: usize, clause: usize| -> Option<&'a Clause> { policy.editions.get(edition)?.clauses.get(clause) };
        Some(match clauses::meant(self.board.model, &self.board.derived.lineages, at, fragment, on)? {
            Meant::Now { edition, clause, then } => {
                let (now, was) = (place(edition, clause)?, place(then.0, then.1)?);
                let other = now.id != was.id && now.label != was.label;
                let renumbered = other && !now.label.is_empty() && !was.label.is_empty();
                Place {
                    path: self.pages_of(at, edition).path(&now.id).to_owned(),
                    fragment: carried_id(fragment, was, now).to_owned(),
                    label: called(was),
                    said: if renumbered { Said::Now(number(&now.label)) } else { Said::Nothing },
                }
            }
            Meant::Then { edition: at_then } => {
                let edition = policy.editions.get(at_then)?;
                let clause = edition.clause(fragment)?;
                let was = edition.clauses.get(clause)?;
                Place {
                    path: routes::edition(&policy.id, self.home(at, (at_then, clause)).number),
                    fragment: fragment.to_owned(),
                    label: called(was),
                    said: Said::Gone(edition.on),
                }
            }
        })
    }

    /// Returns whether the page of a policy is in parts.
    pub fn is_long(&self, at: usize) -> bool {
        self.note(Read::Long(small(at)));
        parts::is_long(&self.board.model.policies[at])
    }

    /// Returns on which page of a policy each article of an edition, by its place, stands.
    pub fn pages_of(&self, at: usize, edition: usize) -> Pages<'a> {
        let own = |id: &str| routes::policy(id);
        if !self.is_long(at) {
            return Pages {
                policy: own(&self.board.model.policies[at].id),
                parts: Vec::new(),
                part_of: HashMap::new(),
            };
        }
        let policy = self.record_of(at);
        // The text of the page's language may be cut at other places.
        let clauses = parts::clauses_in(&policy.editions[edition], self.lang);
        let cut = parts::parts(clauses);
        let ids = clauses.iter().zip(parts::places(&cut, clauses));
        Pages {
            policy: own(&policy.id),
            parts: (1..=cut.len()).map(|part| routes::policy_part(&policy.id, None, part)).collect(),
            part_of: ids.flat_map(|(clause, part)| clause.ids().map(move |id| (id, part))).collect(),
        }
    }

    /// Returns the articles of a policy that links name, each once: with the number that it had on the day
    /// of the link, and what is said beside it.
    pub fn articles(&self, key: &RecordKey, links: &[(&RecordLink, Date)]) -> Vec<Link> {
        let to_it = |link: &RecordLink| link.scheme == RecordScheme::Policy && *link.id == *key.id;
        let mut all: Vec<Link> = Vec::new();
        for (link, day) in links.iter().filter(|(link, _)| key.scheme == RecordScheme::Policy && to_it(link)) {
            let fragment = link.fragment.as_deref().filter(|id| edition_number(id).is_none());
            let Some(fragment) = fragment else { continue };
            let Some(at) = self.find_policy(&link.id) else { continue };
            let Some(place) = self.article(at, fragment, Some(*day)) else { continue };
            let href = format!("{}#{}", place.path, percent_encode(&place.fragment));
            let note = said(place.said, self.strings()).unwrap_or_default();
            let label = format!("{}{note}", place.label);
            if !all.iter().any(|other| other.href == href && other.label == label) {
                all.push(Link { href, label, lang: None });
            }
        }
        all
    }

    /// Returns the clauses of the newest text, and the place of that edition.
    pub fn newest_clauses(&self, at: usize) -> (usize, &'a [Clause]) {
        let (edition, _) = self.edition(at, None);
        let policy = &self.board.model.policies[at];
        (clauses::edition_on(policy, self.board.model.as_of), &edition.clauses)
    }

    /// Returns what an article of the newest text is called: in the reader's language, where the text is
    /// translated.
    pub fn called(&self, at: usize, clause: &'a Clause) -> &'a str {
        let (edition, _) = self.edition(at, None);
        let own = parts::clauses_in(edition, self.lang).iter().find(|own| own.id == clause.id);
        let label = own.map_or(&*clause.label, |own| &*own.label);
        if label.is_empty() { &clause.id } else { label }
    }

    /// Returns the clauses of the newest text that replies rely on, each with the cases, in the order of
    /// the text.
    pub fn reliance(&self, at: usize) -> impl Iterator<Item = (usize, &'a [u32])> + use<'a> {
        self.note(Read::Reliance(small(at)));
        self.board.derived.reliance.of(at)
    }

    /// Returns which article of the first edition is which of the newest, by their ids, where someone had to
    /// say so for any edition.
    pub fn carried(&self, at: usize) -> Vec<(&'a str, &'a str)> {
        self.note(Read::Editions(small(at)));
        let policy = &self.board.model.policies[at];
        let line = self.board.derived.lineages.of(at);
        let Some(line) = line.filter(|_| policy.editions.iter().any(|edition| !edition.moved.is_empty())) else {
            return Vec::new();
        };
        let policy = self.record_of(at);
        let (newest, now) = self.newest_clauses(at);
        let first = policy.editions.first().map_or(&[][..], |edition| &edition.clauses);
        let pairs = first.iter().enumerate().filter_map(|(i, clause)| {
            let became = now.get(line.carried(0, i, newest)?)?;
            Some((&*clause.id, &*became.id))
        });
        pairs.filter(|(was, is)| !was.is_empty() && !is.is_empty()).collect()
    }

    /// Returns when a clause of an edition got its words, by places; the edition and the clause in it.
    pub fn last_change(&self, at: usize, edition: usize, clause: usize) -> Option<(Change, &'a Edition, &'a Clause)> {
        self.note(Read::Beside(small(at)));
        let policy = &self.board.model.policies[at];
        let change = clauses::last_changed(policy, &self.board.derived.lineages, at, edition, clause)?;
        let edition = policy.editions.get(change.edition)?;
        Some((change, edition, edition.clauses.get(change.clause)?))
    }

    /// Returns the edition on whose page the text of a clause stands with its address, by places of the edition
    /// and the clause.
    pub fn home(&self, at: usize, place: (usize, usize)) -> &'a Edition {
        self.note(Read::Versions(small(at)));
        let (derived, editions) = (self.board.derived, &self.board.model.policies[at].editions);
        let line = derived.lineages.of(at);
        let (home, _) = line.map_or(place, |line| derived.versions.home(at, line, place));
        &editions[home]
    }

    /// Returns what of its text the page of an edition holds, where that is not all of it.
    pub fn held(&self, at: usize, number: Option<u32>) -> Option<Held<'static>> {
        let number = number?;
        self.note(Read::Held(small(at), number));
        let policy = &self.board.model.policies[at];
        let place = policy.editions.iter().position(|edition| edition.number == number)?;
        self.board.derived.versions.held(at, place, &policy.editions[place], self.lang)
    }

    /// Returns, for each clause of an edition, the number of the edition on whose page it stands.
    pub fn homes(&self, at: usize, number: u32) -> Vec<u32> {
        self.note(Read::Held(small(at), number));
        let policy = &self.board.model.policies[at];
        let place = policy.editions.iter().position(|edition| edition.number == number).unwrap_or(0);
        let (line, versions) = (self.board.derived.lineages.of(at), &self.board.derived.versions);
        let home = |clause: usize| line.map_or(place, |line| versions.home(at, line, (place, clause)).0);
        (0..policy.editions[place].clauses.len()).map(|clause| policy.editions[home(clause)].number).collect()
    }

    /// Returns whether the articles of a policy are listed with their texts.
    pub fn has_articles_listed(&self, at: usize) -> bool {
        self.note(Read::Versions(small(at)));
        !self.board.derived.versions.articles(at).is_empty()
    }

    /// Returns a page of the list of a policy's articles, and how many pages it has.
    pub fn articles_of(&self, at: usize, page: usize) -> (Vec<Traced<'a>>, usize) {
        self.note(Read::Versions(small(at)));
        let policy = &self.board.model.policies[at];
        let versions = &self.board.derived.versions;
        let pages = versions.pages(at);
        let text = |(edition, clause): (usize, usize)| {
            let edition = &policy.editions[edition];
            (edition, &edition.clauses[clause])
        };
        let range = pages.get(page - 1).cloned().unwrap_or_default();
        let traced = versions.articles(at).get(range).unwrap_or_default().iter().map(|article| Traced {
            last: text(article.last).1,
            texts: article.texts.iter().map(|at| text(*at)).collect(),
            gone: article.gone.map(|at| &policy.editions[at]),
        });
        (traced.collect(), pages.len())
    }

    /// Returns what addresses of earlier editions lead to now, where that is not what they led to.
    pub fn former(&self, at: usize) -> Vec<Former<'a>> {
        self.note(Read::Beside(small(at)));
        let policy = &self.board.model.policies[at];
        let newest = clauses::edition_on(policy, self.board.model.as_of);
        let all = clauses::former(policy, &self.board.derived.lineages, at, newest).into_iter();
        let told = all.map(|former| {
            let edition = &policy.editions[former.edition];
            Former {
                clause: &edition.clauses[former.clause],
                edition: self.home(at, (former.edition, former.clause)),
                until: former.until,
                now: former.now.map(|i| &policy.editions[newest].clauses[i]),
                held: former.held,
            }
        });
        told.collect()
    }

    /// Returns the clauses of all policies: each once for the editions, one after the other, in which it
    /// has the same words and the same address.
    pub fn all_clauses(&self) -> impl Iterator<Item = (&'a Policy, Line<'a>)> + use<'a> {
        self.note(Read::AllClauses);
        let (model, lineages) = (self.board.model, &self.board.derived.lineages);
        model.policies.iter().enumerate().flat_map(move |(at, policy)| {
            clauses::stretches(policy, lineages.of(at)).into_iter().map(move |stretch| {
                let (edition, clause) = stretch.first;
                let permanent = lineages.of(at).and_then(|line| line.name(edition, clause));
                let edition = &policy.editions[edition];
                let clause = &edition.clauses[clause];
                let last = stretch.last.map(|at| &policy.editions[at]);
                (policy, Line { edition, last, clause, permanent: permanent.unwrap_or(&clause.id) })
            })
        })
    }
}

fn called(clause: &Clause) -> &str {
    if clause.label.is_empty() { &clause.id } else { &clause.label }
}

/// Returns what is said beside a link to an article.
pub fn said(said: Said<'_>, strings: &Strings) -> Option<String> {
    match said {
        Said::Nothing => None,
        Said::Now(name) => Some(strings.fill("clause.now", &[("name", name)])),
        Said::Gone(on) => Some(strings.fill("clause.gone", &[("date", &strings.date(on))])),
    }
}

/// An address of an earlier edition that leads to something else now, or to nothing.
pub struct Former<'a> {
    pub clause: &'a Clause,
    /// The edition on whose page its last text stands.
    pub edition: &'a Edition,
    /// The day of the edition after that.
    pub until: Date,
    /// What the clause became.
    pub now: Option<&'a Clause>,
    /// The newest text has another clause at that address.
    pub held: bool,
}

/// Returns the number alone where a word stands before it: `5` of `Article 5`. `第五条` and `§ 5` stay.
pub fn number(label: &str) -> &str {
    match label.split_once([' ', '\u{A0}']) {
        Some((word, number)) if word.chars().all(|c| c.is_alphabetic() || c == '.') && word.is_ascii() => {
            number.trim_start()
        }
        _ => label,
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn a_number_stands_without_its_word() {
        let all = [("Article 5", "5"), ("Art. 5a", "5a"), ("第五条", "第五条"), ("§ 12 a", "§ 12 a"), ("Rule 3", "3")];
        for (label, short) in all {
            assert_eq!(number(label), short);
        }
    }
}
