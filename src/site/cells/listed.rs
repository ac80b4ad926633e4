//! Cells of what lists outputs: sitemaps, what descriptions of data tell, which paths there are.

use super::{Board, CellDigest, hash, print};
use crate::site::about::{Part, Source};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

impl Board<'_> {
    pub(super) fn sitemaps(&self) -> &BTreeMap<Part, CellDigest> {
        self.sitemaps.get_or_init(|| {
            let mut parts = BTreeMap::<Part, blake3::Hasher>::new();
            for planned in &self.plan.outputs {
                if let Some((part, changed)) = planned.about.sitemap {
                    let hasher = parts.entry(part).or_default();
                    hasher.update(planned.path.as_bytes());
                    let day = changed.map_or([0; 4], |on| {
                        [
                            on.year().to_le_bytes()[0],
                            on.year().to_le_bytes()[1],
                            on.month().unsigned_abs(),
                            on.day().unsigned_abs(),
                        ]
                    });
                    hasher.update(&[0]).update(&day);
                }
            }
            let short = |hasher: blake3::Hasher| {
                let mut bytes = [0; 8];
                bytes.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
                u64::from_le_bytes(bytes)
            };
            parts.into_iter().map(|(part, hasher)| (part, short(hasher))).collect()
        })
    }

    pub(super) fn listed(&self) -> CellDigest {
        let told = self.plan.outputs.iter().filter_map(|planned| {
            let about = &planned.about;
            let copied = matches!(about.source, Source::File(_));
            let tells = about.data.is_some() || about.server || copied;
            tells.then_some((&planned.path, planned.lang, &about.data, about.server, copied))
        });
        let daily: BTreeSet<_> = self.plan.outputs.iter().filter_map(|p| p.about.daily).collect();
        let parts: Vec<_> = self.sitemaps().keys().collect();
        print(&(told.collect::<Vec<_>>(), daily, parts))
    }

    pub(super) fn paths(&self) -> &HashSet<u64> {
        self.paths.get_or_init(|| self.plan.outputs.iter().map(|planned| hash(&planned.path)).collect())
    }

    pub(super) fn files(&self) -> &HashMap<u64, u64> {
        self.files.get_or_init(|| self.model.attachments.iter().map(|(path, len)| (hash(path), *len)).collect())
    }
}
