//! An instant at which something becomes public.
//!
//! ```text
//! instant = day " " hour | day "T" hour [":" second] ("Z" | ("+" | "-") hour)
//! ```
//! Without an offset it is a time of the site's own zone.

use crate::yaml::schema::moment;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{TimeZone, TimeZoneDatabase};

/// An instant, as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instant {
    /// By the clocks of the site.
    Local(DateTime),
    Exact(Timestamp),
}

impl Instant {
    /// Reads one.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.contains(' ') {
            return moment(text).map(Self::Local);
        }
        // A day alone has no hour, and an hour without an offset is that of an unknown place.
        let (_, time) = text.split_once('T')?;
        let offset = time.ends_with('Z') || time.contains(['+', '-']);
        if offset { text.parse().ok().map(Self::Exact) } else { moment(&text.replacen('T', " ", 1)).map(Self::Local) }
    }

    /// Returns it by the clocks of a zone.
    pub fn local(self, zone: &str) -> DateTime {
        match self {
            Self::Local(moment) => moment,
            Self::Exact(stamp) => self::zone(zone).to_datetime(stamp),
        }
    }

    /// Returns it with the offset of a zone, as programs write it.
    pub fn written(self, zone: &str) -> String {
        let zoned = self::zone(zone).to_ambiguous_zoned_datetime(self.local(zone)).compatible();
        zoned.map_or_else(|_| String::new(), |zoned| zoned.strftime("%Y-%m-%dT%H:%M%:z").to_string())
    }
}

/// A zone from the tables in the program, not those of the machine.
fn zone(name: &str) -> TimeZone {
    TimeZoneDatabase::bundled().get(name).unwrap_or(TimeZone::UTC)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_instant_is_the_same_whatever_the_clocks() {
        let half_past_nine = date(2026, 12, 1).at(9, 30, 0, 0);
        for text in [
            "2026-12-01 09:30",
            "2026-12-01T09:30",
            "2026-12-01T09:30+08:00",
            "2026-12-01T01:30Z",
            "2026-12-01T01:30:00Z",
            "2026-11-30T20:30-05:00",
        ] {
            let instant = Instant::parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(instant.local("Asia/Shanghai"), half_past_nine, "{text}");
            assert_eq!(instant.written("Asia/Shanghai"), "2026-12-01T09:30+08:00", "{text}");
        }
        for text in
            ["", "2026-12-01", "09:30", "2026-12-01 9:30", "2026-12-01T24:30+08:00", "2026-12-01T09", "tomorrow"]
        {
            assert_eq!(Instant::parse(text), None, "{text}");
        }
    }
}
