//! How wide text is on a terminal. One table for the whole program, so that columns agree everywhere.

use unicode_width::UnicodeWidthStr;

/// Display width in columns: a Chinese character takes two. Characters of ambiguous width (“ ” — …) count as one,
/// as most terminals draw them.
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// The text with spaces after it, up to a display width. Wider text stays as it is.
pub fn pad(text: &str, to: usize) -> String {
    let missing = to.saturating_sub(width(text));
    format!("{text}{}", " ".repeat(missing))
}

/// The text with spaces before it, up to a display width. Wider text stays as it is.
pub fn flush_right(text: &str, to: usize) -> String {
    let missing = to.saturating_sub(width(text));
    format!("{}{text}", " ".repeat(missing))
}

#[cfg(test)]
mod tests {
    use super::{flush_right, pad, width};

    #[test]
    fn chinese_takes_two_columns() {
        assert_eq!(width("执行率85%"), 9);
        assert_eq!(width("“甲”"), 4);
        assert_eq!(width(""), 0);
    }

    #[test]
    fn pads_by_columns_not_by_characters() {
        assert_eq!(pad("甲", 4), "甲  ");
        assert_eq!(flush_right("甲", 4), "  甲");
        assert_eq!(pad("甲乙丙", 4), "甲乙丙");
    }
}
