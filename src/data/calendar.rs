//! Which days are worked on: weekdays are and weekends are not, unless the calendar of the data says otherwise.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::number::{civil, is_weekend};

/// The holidays (放假) and the weekends worked on instead (上班), as the data give them. A year without any entry is not
/// known: nobody can say which of its days are holidays.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Calendar {
    /// What is said of a day, counted from 1970-01-01.
    days: BTreeMap<i32, Arrangement>,
    /// The years with an entry.
    years: BTreeSet<i32>,
}

/// A row of the calendar.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Arrangement {
    /// Whether the day is worked on.
    pub works: bool,
    /// The file it stands in.
    pub file: Arc<str>,
    /// Its row there.
    pub row: u64,
}

/// A year that the calendar does not know.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UnknownYear(pub i32);

impl Calendar {
    /// Every day of which something is said, from 1970-01-01, and whether it is worked on.
    pub fn days(&self) -> impl Iterator<Item = (i32, bool)> {
        self.days.iter().map(|(day, arrangement)| (*day, arrangement.works))
    }

    /// Takes a day in, and gives what was said of it before.
    pub(super) fn put(&mut self, day: i32, arrangement: Arrangement) -> Option<Arrangement> {
        self.years.insert(civil(day).0);
        self.days.insert(day, arrangement)
    }

    /// What the calendar says of the days from one to another, both included.
    pub fn arrangements(&self, first: i32, last: i32) -> impl Iterator<Item = &Arrangement> {
        let days = if first <= last { Some(self.days.range(first..=last)) } else { None };
        days.into_iter().flatten().map(|(_, arrangement)| arrangement)
    }

    /// Whether a day is worked on.
    fn works(&self, day: i32) -> Result<bool, UnknownYear> {
        let (year, _, _) = civil(day);
        if !self.years.contains(&year) {
            return Err(UnknownYear(year));
        }
        Ok(self.days.get(&day).map_or_else(|| !is_weekend(day), |said| said.works))
    }

    /// The working days after `from` up to and including `to`; as a negative number when `to` is the earlier.
    pub fn between(&self, from: i32, to: i32) -> Result<i64, UnknownYear> {
        if to < from {
            return self.between(to, from).map(|days| -days);
        }
        let mut count = 0;
        // The first year that is not known ends the walk, however far the dates lie apart.
        for day in (from..to).map(|day| day + 1) {
            count += i64::from(self.works(day)?);
        }
        Ok(count)
    }

    /// The day so many working days later, or earlier when negative; the day itself, worked on or not, for none.
    pub fn after(&self, day: i32, count: i64) -> Result<i32, UnknownYear> {
        let (mut day, mut left) = (day, count.saturating_abs());
        while left > 0 {
            day = day.saturating_add(if count > 0 { 1 } else { -1 });
            left -= i64::from(self.works(day)?);
        }
        Ok(day)
    }
}

#[cfg(test)]
mod tests {
    use super::{Arrangement, Calendar, UnknownYear};
    use crate::number::day;

    fn date(text: &str) -> i32 {
        let part = |range: std::ops::Range<usize>| text[range].parse::<u16>().unwrap();
        let small = |range| u8::try_from(part(range)).unwrap();
        day(part(0..4), small(5..7), small(8..10)).unwrap()
    }

    /// The arrangement of the national day of 2020 (国办发明电〔2019〕16号): off from 1 to 8 October, Sunday 27 September and
    /// Saturday 10 October worked on.
    fn calendar() -> Calendar {
        let mut calendar = Calendar::default();
        let days = (1..=8).map(|of_month| (day(2020, 10, of_month).unwrap(), false));
        let days = days.chain([(date("2020-09-27"), true), (date("2020-10-10"), true)]);
        for ((day, works), row) in days.zip(2..) {
            assert_eq!(calendar.put(day, Arrangement { works, file: "日历.csv".into(), row }), None);
        }
        calendar
    }

    /// Counted on a paper calendar: 25 September is a Friday; 27 (a Sunday), 28, 29, 30, 9, 10 (a Saturday), 12 and 13
    /// October are worked on.
    #[test]
    fn working_days_are_counted() {
        for (from, to, days) in [
            ("2020-09-25", "2020-09-25", 0),
            ("2020-09-25", "2020-09-26", 0),
            ("2020-09-25", "2020-09-27", 1),
            ("2020-09-25", "2020-10-08", 4),
            ("2020-09-25", "2020-10-13", 8),
            ("2020-10-03", "2020-10-09", 1),
            ("2020-10-01", "2020-10-08", 0),
            ("2020-10-13", "2020-09-25", -8),
            ("2020-10-09", "2020-10-03", -1),
        ] {
            assert_eq!(calendar().between(date(from), date(to)), Ok(days), "{from} {to}");
        }
    }

    #[test]
    fn the_day_so_many_later() {
        for (from, count, to) in [
            ("2020-09-25", 0, "2020-09-25"),
            ("2020-10-03", 0, "2020-10-03"),
            ("2020-09-25", 1, "2020-09-27"),
            ("2020-09-25", 5, "2020-10-09"),
            ("2020-09-25", 8, "2020-10-13"),
            ("2020-10-01", 1, "2020-10-09"),
            ("2020-10-09", -1, "2020-09-30"),
            ("2020-09-28", -1, "2020-09-27"),
        ] {
            assert_eq!(calendar().after(date(from), count), Ok(date(to)), "{from} {count}");
        }
    }

    /// Over every pair of days around the holiday: parts add up, the way back is negative, and the day so many working
    /// days later is the first to be so many away.
    #[test]
    fn counts_agree_with_each_other() {
        let calendar = calendar();
        let days: Vec<i32> = (date("2020-09-20")..=date("2020-10-20")).collect();
        for &from in &days {
            for &to in &days {
                let count = calendar.between(from, to).unwrap();
                assert_eq!(calendar.between(to, from), Ok(-count));
                let middle = date("2020-10-03");
                assert_eq!(
                    calendar.between(from, middle).unwrap() + calendar.between(middle, to).unwrap(),
                    count
                );
                if count > 0 {
                    let reached = calendar.after(from, count).unwrap();
                    assert_eq!(calendar.between(from, reached), Ok(count));
                    assert!(reached <= to && calendar.between(from, reached - 1) == Ok(count - 1));
                }
            }
        }
    }

    #[test]
    fn rows_are_found_again() {
        let rows = |first, last| -> Vec<u64> {
            calendar().arrangements(date(first), date(last)).map(|one| one.row).collect()
        };
        assert_eq!(rows("2020-09-26", "2020-10-02"), [10, 2, 3]);
        assert_eq!(rows("2020-10-02", "2020-10-01"), [0; 0]);
    }

    #[test]
    fn a_year_without_an_entry_is_not_known() {
        let calendar = calendar();
        assert_eq!(calendar.between(date("2020-12-31"), date("2021-01-04")), Err(UnknownYear(2021)));
        assert_eq!(calendar.between(date("2020-01-06"), date("2019-12-31")), Ok(-4));
        assert_eq!(calendar.between(date("2019-12-30"), date("2020-01-06")), Err(UnknownYear(2019)));
        assert_eq!(calendar.after(date("2020-12-30"), 2), Err(UnknownYear(2021)));
        assert_eq!(calendar.after(date("2020-12-30"), i64::MAX), Err(UnknownYear(2021)));
        assert_eq!(calendar.after(date("2021-05-05"), 0), Ok(date("2021-05-05")));
        assert!(Calendar::default().between(i32::MIN, i32::MAX).is_err());
        assert!(calendar.after(i32::MIN, i64::MIN).is_err() && calendar.after(i32::MAX, i64::MAX).is_err());
    }
}
