//! Spellings that an input method varies and that mean the same.

use std::borrow::Cow;

/// Full-width `！`–`～` as their ASCII twins; the text itself where there is none.
pub(super) fn half_width(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(is_full_width) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(half).collect())
}

fn is_full_width(letter: char) -> bool {
    matches!(letter, '\u{FF01}'..='\u{FF5E}')
}

/// The twins stand at a fixed distance.
fn half(letter: char) -> char {
    if is_full_width(letter) { char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter) } else { letter }
}

/// A name as it is compared: width and spaces do not matter, nor what nobody sees.
pub fn folded(name: &str) -> String {
    half_width(name).chars().filter(|letter| !letter.is_whitespace() && !unseen(*letter)).collect()
}

/// Characters without width that web pages and chat programs leave behind.
pub(super) fn unseen(letter: char) -> bool {
    matches!(letter, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}')
}

/// User text in a message: what is long is cut.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 40;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or(text))),
        None => Cow::Borrowed(text),
    }
}

/// Names for a list in a message: the first dozen.
pub(super) fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    const MOST: usize = 12;
    let names: Vec<&str> = names.take(MOST + 1).collect();
    let shown = names.get(..MOST).unwrap_or(&names).join(", ");
    if names.len() > MOST { format!("{shown}, …") } else { shown }
}
