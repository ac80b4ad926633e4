//! What a template is given, as data: for those who write templates, and for their reference.
//!
//! A [`Theme`] that is watched notes what each template would get, and fills none.

use super::Theme;
use crate::escape::{Escaped, markup};
use crate::record::Lang;
use serde::Serialize;
use serde_json::Value;
use std::sync::Mutex;

/// What one template was given.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Given {
    pub template: String,
    pub page: Value,
    pub v: Value,
    pub site: Value,
    /// The words of the language.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub s: Value,
    /// The name of the struct behind `v`.
    #[serde(skip)]
    pub view: &'static str,
}

/// Notes what templates are given.
#[derive(Default)]
pub(super) struct Watch(Mutex<Vec<Given>>);

impl Watch {
    /// Notes one template.
    pub fn note<V: Serialize>(
        &self,
        theme: &Theme,
        name: &str,
        lang: Lang,
        page: &impl Serialize,
        view: &V,
    ) -> Escaped {
        let json = |value: serde_json::Result<Value>| value.unwrap_or(Value::Null);
        let (words, site) = &theme.contexts[usize::from(lang)];
        let given = Given {
            template: name.to_owned(),
            page: json(serde_json::to_value(page)),
            v: json(serde_json::to_value(view)),
            site: json(serde_json::to_value(site)),
            s: json(serde_json::to_value(words)),
            view: std::any::type_name::<V>().rsplit("::").next().unwrap_or_default().trim_end_matches("<'_>"),
        };
        self.lock().push(given);
        markup::rendered(Vec::new())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Given>> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Theme {
    /// Returns the theme so that it fills no template, and notes what each is given.
    #[must_use]
    pub fn watched(mut self) -> Self {
        self.watch = Some(Watch::default());
        self
    }

    /// Returns what the template filled last was given, once; `None` when no template was. The theme
    /// must be watched.
    pub fn given(&self) -> Option<Given> {
        self.watch.as_ref()?.lock().pop()
    }
}
