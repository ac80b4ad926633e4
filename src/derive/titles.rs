//! The titles of what the search can find: of nothing that was taken down, nor of what is not to be found by
//! its name.

use super::numbers::{Numbers, Searched};
use crate::model::Model;
use crate::record::words::Visibility;
use crate::record::{Text, Translation, Withdrawal};

/// Returns them in the order of numbers, in all languages.
pub fn titles<'a>(model: &'a Model, numbers: &Numbers) -> Vec<&'a str> {
    let mut all = Vec::with_capacity(numbers.all.len());
    numbers.all.iter().for_each(|(_, what)| add(model, *what, &mut all));
    all
}

fn add<'a>(model: &'a Model, what: Searched, to: &mut Vec<&'a str>) {
    let stands = |withdrawal: &Option<Box<Withdrawal>>| {
        !withdrawal.as_deref().is_some_and(|withdrawal| withdrawal.holds(model.as_of))
    };
    match what {
        Searched::Department(at) => texts(&model.departments[at as usize].name, to),
        Searched::Topic(at) => texts(&model.topics[at as usize].label, to),
        Searched::Page(at) => {
            let x = &model.pages[at as usize];
            if stands(&x.withdrawal) {
                record(&x.title, &x.translations, to);
            }
        }
        Searched::Policy(at, page) => {
            let x = &model.policies[at as usize];
            if page == 0 && stands(&x.withdrawal) {
                texts(&x.title, to);
            }
        }
        Searched::Dataset(at) => {
            let x = &model.datasets[at as usize];
            if stands(&x.withdrawal) {
                texts(&x.title, to);
            }
        }
        Searched::Digest(at) => {
            let x = &model.digests[at as usize];
            if stands(&x.withdrawal) {
                record(&x.title, &x.translations, to);
            }
        }
        Searched::Case(at) => {
            let x = &model.cases[at as usize];
            if x.visibility == Visibility::Normal && stands(&x.withdrawal) {
                record(&x.title, &x.translations, to);
            }
        }
    }
}

fn texts<'a>(text: &'a Text, to: &mut Vec<&'a str>) {
    to.extend(text.0.iter().map(|(_, text)| &**text));
}

fn record<'a>(title: &'a str, translations: &'a [Translation], to: &mut Vec<&'a str>) {
    to.push(title);
    to.extend(translations.iter().map(|translation| &*translation.title));
}
