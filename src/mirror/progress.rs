//! How far a run is: counted, never timed.

/// How often at most a run says how far it is.
pub const MOST_TIMES: u64 = 100;

/// Files and bytes that were fetched, of how many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    pub files: u64,
    pub of_files: u64,
    pub bytes: u64,
    pub of_bytes: u64,
    /// Files of all attempts of the run.
    pub fetched: u64,
    /// How often it was said.
    said: u64,
}

impl Progress {
    /// Begins an attempt; what was said before counts.
    pub(super) fn begin(&mut self, of_files: u64, of_bytes: u64) {
        *self = Self { of_files, of_bytes, fetched: self.fetched, ..Self::default() };
    }

    /// Counts a file, and tells who watches at each hundredth of the files.
    pub(super) fn went_on(&mut self, bytes: u64, watch: Option<&(dyn Fn(&Self) + Sync)>) {
        self.files += 1;
        self.fetched += 1;
        self.bytes += bytes;
        let hundredths = self.files.saturating_mul(MOST_TIMES) / self.of_files.max(1);
        if let Some(watch) = watch.filter(|_| hundredths > self.said) {
            self.said = hundredths;
            watch(self);
        }
    }
}
