//! Cells of policies, their editions and articles.

use super::{Board, CellDigest, print, whole};
use crate::derive::force::{Part as ForcePart, State};
use crate::derive::{clauses, parts};
use crate::markdown::RecordScheme;
use crate::model::RecordKey;
use crate::record::policy::Clause;
use crate::site::seen::EditionFace;
use rayon::prelude::*;

impl Board<'_> {
    pub(super) fn policy(&self, at: usize) -> CellDigest {
        let (model, policy) = (self.model, &self.model.policies[at]);
        let standing = &self.derived.policies[at];
        let id = |by: u32| &model.policies[by as usize].id;
        let others = standing.acted_on.iter().map(|acted| (acted.relation(&model.policies), id(acted.by)));
        // Places change from build to build, ids do not.
        let by = (standing.state.by.map(|(by, _)| id(by)), standing.state.parts.iter().map(|part| part.by.map(id)));
        let by = (by.0, by.1.collect::<Vec<_>>());
        let placeless = |part: &ForcePart| ForcePart { by: None, ..part.clone() };
        let parts = standing.state.parts.iter().map(placeless).collect();
        // Since when an edition has amended it stands on the page that lists the editions, and on no other.
        let on = standing.state.on.filter(|_| !standing.state.is_amended_by_edition());
        let state = State { on, by: standing.state.by.map(|(_, kind)| (0, kind)), parts, ..standing.state.clone() };
        let files = policy.files();
        let files: Vec<_> = model.files_in(&files).map(|file| (file, model.attachments.get(file))).collect();
        let key = RecordKey { scheme: RecordScheme::Policy, id: policy.id.clone() };
        let head = crate::record::Policy { editions: Vec::new(), ..policy.clone() };
        let logged = self.logged("policy", &policy.id);
        whole(&(head, state, standing.window, by, others.collect::<Vec<_>>(), files, self.mentions_of(&key), logged))
    }

    pub(super) fn editions(&self, at: usize) -> CellDigest {
        // One that waits for its first text has none.
        if self.model.policies[at].editions.is_empty() {
            return 0;
        }
        let policy = &self.model.policies[at];
        let editions: Vec<_> = policy.editions.iter().map(|e| (EditionFace::of(e), &e.moved)).collect();
        print(&(editions, self.model.current_edition(policy).number))
    }

    pub(super) fn edition(&self, at: usize, number: u32) -> CellDigest {
        let policy = &self.model.policies[at];
        let edition = policy.editions.iter().find(|edition| edition.number == number);
        let own = edition.map(|e| (EditionFace::of(e), (e.lang, &e.body, &e.translations)));
        print(&(own, self.model.next_edition(policy, number).map(EditionFace::of)))
    }

    /// The articles of all editions of a policy, without their words.
    pub(super) fn clauses(&self, at: usize) -> CellDigest {
        let policy = &self.model.policies[at];
        let line = self.derived.lineages.of(at);
        let editions = policy.editions.iter().enumerate().map(|(place, edition)| {
            let clauses = edition.clauses.iter().enumerate().map(|(i, clause)| {
                let name = line.and_then(|line| line.name(place, i));
                (&clause.id, &clause.others, &clause.label, name)
            });
            (edition.number, edition.on, clauses.collect::<Vec<_>>())
        });
        print(&(editions.collect::<Vec<_>>(), self.model.current_edition(policy).number))
    }

    /// Whether the page of a policy is in parts, and then on which of them each article stands.
    pub(super) fn long(&self, at: usize) -> CellDigest {
        let policy = &self.model.policies[at];
        let newest = self.model.current_edition(policy);
        let placed = |clauses: &[Clause]| -> Vec<_> {
            let places = parts::places(&parts::parts(clauses), clauses);
            clauses.iter().map(|clause| (clause.id.clone(), clause.others.clone())).zip(places).collect()
        };
        let others = newest.translations.iter().map(|t| (t.lang, placed(&t.clauses)));
        print(&parts::is_long(policy).then(|| (placed(&newest.clauses), others.collect::<Vec<_>>())))
    }

    /// What is told beside the articles of the newest text of a policy.
    pub(super) fn beside(&self, at: usize) -> CellDigest {
        let policy = &self.model.policies[at];
        let newest = clauses::edition_on(policy, self.model.as_of);
        let count = policy.editions.get(newest).map_or(0, |edition| edition.clauses.len());
        let name = |edition: usize, clause: usize| {
            let edition = policy.editions.get(edition)?;
            edition.clauses.get(clause).map(|clause| (edition.number, edition.on, &clause.id, &clause.label))
        };
        let changes = (0..count).map(|i| {
            let change = clauses::last_changed(policy, &self.derived.lineages, at, newest, i)?;
            Some((change.added, name(change.edition, change.clause)))
        });
        let former = clauses::former(policy, &self.derived.lineages, at, newest).into_iter().map(|former| {
            let now = former.now.map(|clause| name(newest, clause));
            (name(former.edition, former.clause), former.until, now, former.held)
        });
        print(&(changes.collect::<Vec<_>>(), former.collect::<Vec<_>>()))
    }

    /// What of its text the page of an edition holds, and where the rest stands.
    pub(super) fn held(&self, at: usize, number: u32) -> CellDigest {
        let policy = &self.model.policies[at];
        let Some(place) = policy.editions.iter().position(|edition| edition.number == number) else { return 0 };
        let edition = &policy.editions[place];
        let Some(held) = self.derived.versions.held(at, place, edition, edition.lang) else { return 0 };
        let line = self.derived.lineages.of(at);
        let homes = (0..edition.clauses.len()).map(|clause| {
            let (home, at) = self.derived.versions.home(at, line?, (place, clause));
            Some((policy.editions[home].number, &policy.editions[home].clauses[at].id))
        });
        print(&(held.stretches, homes.collect::<Vec<_>>()))
    }

    /// Where each text of each article of a policy stands.
    pub(super) fn versions(&self, at: usize) -> CellDigest {
        let policy = &self.model.policies[at];
        let name = |(edition, clause): (usize, usize)| {
            let clause = policy.editions.get(edition)?.clauses.get(clause)?;
            Some((policy.editions[edition].number, policy.editions[edition].on, &clause.id, &clause.label))
        };
        let gone = |at: Option<usize>| at.map(|at| (policy.editions[at].number, policy.editions[at].on));
        let articles = self.derived.versions.articles(at).iter().map(|article| {
            let texts = article.texts.iter().map(|text| name(*text)).collect::<Vec<_>>();
            (name(article.last), texts, gone(article.gone))
        });
        print(&articles.collect::<Vec<_>>())
    }

    /// The articles of all policies, with their words.
    pub(super) fn all_clauses(&self) -> CellDigest {
        let policies = &self.model.policies;
        let digests = |at: usize| -> Vec<_> {
            let clauses = policies[at].editions.iter().flat_map(|edition| &edition.clauses);
            clauses.map(|clause| (clause.digest, clause.chars)).collect()
        };
        let all = (0..policies.len()).into_par_iter();
        print(&all.map(|at| (&policies[at].id, self.clauses(at), print(&digests(at)))).collect::<Vec<_>>())
    }

    /// Which replies rely on articles of a policy.
    pub(super) fn reliance(&self, at: usize) -> CellDigest {
        let named = |cases: &[u32]| cases.iter().map(|case| self.ids()[*case as usize]).collect::<Vec<_>>();
        let clauses = self.derived.reliance.of(at);
        print(&clauses.map(|(clause, cases)| (clause, named(cases))).collect::<Vec<_>>())
    }
}
