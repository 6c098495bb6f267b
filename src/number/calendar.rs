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

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_count_from_1970() {
        assert_eq!(day(1970, 1, 1), Some(0));
        assert_eq!(day(1969, 12, 31), Some(-1));
        assert_eq!(day(2000, 2, 29), Some(11_016));
        assert_eq!(day(2018, 12, 31), Some(17_896));
        assert_eq!(day(2019, 2, 29), None);
    }
}
