//! `五分` for 5分: numbers are written in digits.

use super::slip::{Proof, Slip};
use crate::source::Text;

/// `五分` for 5分.
pub(super) fn numeral(at: usize, found: &str) -> Option<Slip> {
    let text = in_digits(found)?;
    let help = Text::new(format!("数用阿拉伯数字: {text}"), format!("write numbers in digits: {text}"));
    let proof = Proof::Beyond(text.len());
    Some(Slip { start: at, end: at + found.len(), text, stand_in: None, proof, help })
}

/// 二十分 → 20分, 零点五分 → 0.5分; none for what begins with no numeral.
pub fn in_digits(word: &str) -> Option<String> {
    let numerals = |text: &str| text.find(|letter| digit(letter).is_none()).unwrap_or(text.len());
    let length = numerals(word);
    let number = numeral_value(word.get(..length)?)?.to_string();
    let rest = word.get(length..)?;
    let Some(part) = rest.strip_prefix('点') else { return Some(number + rest) };
    let length = numerals(part);
    let digits: Option<String> = part
        .get(..length)?
        .chars()
        .map(|letter| digit(letter).filter(|digit| *digit < 10))
        .map(|digit| Some(digit?.to_string()))
        .collect();
    let digits = digits.filter(|digits| !digits.is_empty())?;
    Some(format!("{number}.{digits}{}", part.get(length..)?))
}

fn digit(letter: char) -> Option<u32> {
    if letter == '两' {
        return Some(2);
    }
    let place = "零一二三四五六七八九十百".chars().position(|numeral| numeral == letter)?;
    match place {
        10 => Some(10),
        11 => Some(100),
        small => u32::try_from(small).ok(),
    }
}

/// 二十五 → 25, 十 → 10, 一百 → 100; none for what is not written that way.
fn numeral_value(text: &str) -> Option<u32> {
    let (mut sum, mut pending) = (0, None);
    for letter in text.chars() {
        match digit(letter)? {
            unit @ (10 | 100) => sum += unit * pending.take().unwrap_or(1),
            small => {
                if pending.replace(small).is_some_and(|before| before != 0) {
                    return None;
                }
            }
        }
    }
    (!text.is_empty()).then(|| sum + pending.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::numeral_value;

    #[test]
    fn reads_chinese_numerals() {
        for (text, value) in
            [("五", 5), ("十", 10), ("十二", 12), ("二十五", 25), ("一百", 100), ("一百零五", 105)]
        {
            assert_eq!(numeral_value(text), Some(value), "{text}");
        }
        assert_eq!(numeral_value("一二"), None);
        assert_eq!(numeral_value("甲"), None);
    }
}
