//! `60%以上不满90%`: a stretch told by both its ends in words, as statutes do; here the ends stand around a dash.

use super::slip::{Proof, Slip};
use crate::source::Text;

/// Words before the upper end that leave it out.
const BELOW: [&str; 5] = ["不满", "不足", "低于", "小于", "少于"];
/// Words before the upper end that take it in.
const UP_TO: [&str; 3] = ["不超过", "不高于", "至"];

/// The two ends with a dash between: `60%-90(不含)%`. What 以上 and 以下 say of the end itself is not guessed: an end
/// without a mark is what its neighbour leaves over.
pub(super) fn two_ends(statement: &str) -> Option<Slip> {
    let above = statement.find("以上")?;
    let ends = statement.get(above..)?.find([':', '：', ';', '；', '}', '｝', '\n']);
    let head = statement.get(..ends.map_or(statement.len(), |length| above + length))?;
    let digit = |letter: char| letter.is_ascii_digit() || ('０'..='９').contains(&letter);
    let start = above
        - head
            .get(..above)?
            .chars()
            .rev()
            .take_while(|letter| !digit(*letter))
            .map(char::len_utf8)
            .sum::<usize>();
    let low_unit = head.get(start..above)?.trim();
    let rest = head.get(above + "以上".len()..)?.trim_start_matches([' ', ',', '，', '、']);
    let worded = |words: &[&'static str]| words.iter().find_map(|word| rest.strip_prefix(word));
    let (high, mark) = match (worded(&BELOW), worded(&UP_TO)) {
        (Some(high), _) => (high, "(不含)"),
        (None, Some(high)) => (high, "(含)"),
        (None, None) => (rest, ""),
    };
    let high = high.trim();
    let length =
        high.find(|letter: char| !digit(letter) && !matches!(letter, '.' | '．')).unwrap_or(high.len());
    let (number, unit) = high.split_at_checked(length)?;
    let bare = ["以下", "以内"].iter().find_map(|word| unit.strip_suffix(word));
    let unit = bare.unwrap_or(unit).trim();
    if start == 0 || number.is_empty() || mark.is_empty() && bare.is_none() || unit.contains(' ') {
        return None;
    }
    let text = format!("{low_unit}-{number}{mark}{unit}");
    let before = head.get(..start)?;
    let help = Text::new(
        format!("两头写成一段: {before}{text}"),
        format!("write the two ends as one stretch: {before}{text}"),
    );
    Some(Slip { start, end: head.trim_end().len(), text, stand_in: None, proof: Proof::Whole, help })
}

#[cfg(test)]
mod tests {
    use super::two_ends;

    fn mended(text: &str) -> Option<String> {
        two_ends(text).map(|slip| format!("{}{}{}", &text[..slip.start], slip.text, &text[slip.end..]))
    }

    #[test]
    fn both_ends_around_a_dash() {
        for (written, meant) in [
            ("60%以上不满90%: 5分", "60%-90(不含)%: 5分"),
            ("60分以上90分以下: 5分", "60分-90分: 5分"),
            ("60以上、不足 90.5分: 5分", "60-90.5(不含)分: 5分"),
            ("1个以上不超过3个 : 5分", "1个-3(含)个 : 5分"),
            ("良: 12分以上不足18分", "良: 12分-18(不含)分"),
        ] {
            assert_eq!(mended(written).as_deref(), Some(meant), "{written}");
        }
        for left in ["60%以上: 5分", "60%以上人员: 5分", "甲以上不满90: 5分", "以上"] {
            assert_eq!(mended(left), None, "{left}");
        }
    }
}
