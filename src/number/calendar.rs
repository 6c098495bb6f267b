//! Days of the calendar.

/// The days from 1970-01-01 to this one; none if the calendar has no such day.
pub fn day(year: u16, month: u8, day: u8) -> Option<i32> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let longest = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    if year == 0 || day == 0 || day > longest {
        return None;
    }
    // Years begin in March, so that a leap day is the last of its year.
    let (year, month) = if month > 2 {
        (i32::from(year), i32::from(month) - 3)
    } else {
        (i32::from(year) - 1, i32::from(month) + 9)
    };
    let before = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    Some(before + (153 * month + 2) / 5 + i32::from(day) - 1 - 719_468)
}

/// Year, month and day of the month of a day counted from 1970-01-01.
pub fn civil(day: i32) -> (i32, u8, u8) {
    let days = i64::from(day) + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    // Days that fit 32 bits lie within six million years; months and days of the month are small.
    (i32::try_from(year).unwrap_or(0), u8::try_from(month).unwrap_or(0), u8::try_from(day).unwrap_or(0))
}

/// A day counted from 1970-01-01 as ISO 8601 writes it: `2024-06-30`.
pub fn iso(day: i32) -> String {
    let (year, month, of_month) = civil(day);
    format!("{year:04}-{month:02}-{of_month:02}")
}

/// Whether a day counted from 1970-01-01, a Thursday, is a Saturday or Sunday.
pub fn is_weekend(day: i32) -> bool {
    // From Monday, 0, to Sunday, 6.
    (i64::from(day) + 3).rem_euclid(7) >= 5
}

#[cfg(test)]
mod tests {
    use super::{civil, day, is_weekend, iso};

    #[test]
    fn dates_of_the_calendar() {
        for (days, text) in
            [(0, "1970-01-01"), (-1, "1969-12-31"), (11_016, "2000-02-29"), (17_896, "2018-12-31")]
        {
            assert_eq!(iso(days), text);
        }
    }

    #[test]
    fn days_count_from_1970() {
        assert_eq!(day(1970, 1, 1), Some(0));
        assert_eq!(day(1969, 12, 31), Some(-1));
        assert_eq!(day(2000, 2, 29), Some(11_016));
        assert_eq!(day(2018, 12, 31), Some(17_896));
        assert_eq!(day(2019, 2, 29), None);
    }

    #[test]
    fn civil_turns_day_back() {
        for (year, month, of_month) in
            [(1, 1, 1), (1969, 12, 31), (2000, 2, 29), (2020, 10, 1), (9999, 12, 31)]
        {
            let days = day(year, month, of_month).unwrap();
            assert_eq!(civil(days), (i32::from(year), month, of_month));
        }
    }

    /// 2020-10-01 was a Thursday, 2020-10-03 and 04 the weekend.
    #[test]
    fn weekends_come_after_friday() {
        let of_october = |date| is_weekend(day(2020, 10, date).unwrap());
        assert_eq!([1, 2, 3, 4, 5].map(of_october), [false, false, true, true, false]);
        assert!(!is_weekend(0) && is_weekend(2) && is_weekend(-5) && !is_weekend(-1));
    }
}
