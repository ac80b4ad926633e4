//! What the public log says of records.

use super::Board;
use crate::model::{Entered, Logged, Logs};
use std::sync::OnceLock;

impl<'a> Board<'a> {
    /// What the log says of a record.
    pub(in crate::site) fn logged(&self, kind: &str, id: &str) -> Option<&'a Logged> {
        let records = &self.logs.records;
        if records.is_empty() { None } else { records.get(&*format!("{kind}:{id}")) }
    }

    /// What was last entered in the log.
    pub(in crate::site) fn entered(&self) -> &'a Entered {
        &self.logs.newest
    }

    pub(in crate::site) fn keeps_log(&self) -> bool {
        self.logs.kept
    }

    /// Returns it with what the log says now; all that does not rest on that is kept.
    pub fn with_logs(mut self, logs: &'a Logs) -> Self {
        let has = |of: &Logs, record: &str, logged: &Logged| of.records.get(record) == Some(logged);
        let old = self.logs.records.iter().filter(|(record, logged)| !has(logs, record, logged));
        let new = logs.records.iter().filter(|(record, logged)| !has(self.logs, record, logged));
        for (record, _) in old.chain(new) {
            let case = record.strip_prefix("reply:").and_then(|id| self.model.case_index(id));
            if let Some(cell) = case.and_then(|at| self.cases.get_mut(at)) {
                *cell = OnceLock::new();
            }
        }
        self.logs = logs;
        self
    }
}
