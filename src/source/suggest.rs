//! "Did you mean …?"

/// The candidate that the writer probably meant, or none if nothing is near enough to be worth a line.
/// Among equally near ones the first wins, so callers choose the order.
pub fn closest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted: Vec<char> = name.chars().collect();
    let folded = fold(name);
    let mut best: Option<(usize, &'a str)> = None;
    let mut longer: Option<&'a str> = None;
    for candidate in candidates {
        if fold(candidate) == folded {
            return Some(candidate);
        }
        let letters: Vec<char> = candidate.chars().collect();
        if longer.is_none() && one_more(&wanted, &letters) {
            longer = Some(candidate);
        }
        // A longer name must not draw in every short one, nor the other way round: the shorter one sets the limit.
        let limit = limit(wanted.len().min(letters.len()));
        if wanted.len().abs_diff(letters.len()) > limit {
            continue;
        }
        let far = distance(&wanted, &letters);
        if far <= limit && best.is_none_or(|(nearest, _)| far < nearest) {
            best = Some((far, candidate));
        }
    }
    best.map(|(_, candidate)| candidate).or(longer)
}

/// Chinese names are short, and each character carries much: two of four characters differing is already a guess.
fn limit(length: usize) -> usize {
    match length {
        0 | 1 => 0,
        2 | 3 => 1,
        4..=6 => 2,
        longer => longer / 3,
    }
}

/// 中 for 中等, 优秀 for 优: one Chinese character more at either end of a word of one, too short for edits to be counted.
fn one_more(a: &[char], b: &[char]) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let chinese = |letter: &char| ('\u{4E00}'..='\u{9FFF}').contains(letter);
    let one = short.len() == 1 && long.len() == 2 && short.iter().all(chinese);
    one && (long.starts_with(short) || long.ends_with(short))
}

/// Spelling that people do not see: case, spaces, underscores, full-width Latin.
fn fold(name: &str) -> String {
    name.chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '_')
        .map(half_width)
        .flat_map(char::to_lowercase)
        .collect()
}

/// Full-width `！`–`～` stand at a fixed distance from their ASCII twins.
fn half_width(letter: char) -> char {
    match letter {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter),
        other => other,
    }
}

/// Edits between two words, where swapping two neighbours is one edit (optimal string alignment).
fn distance(from: &[char], to: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (row, &letter) in from.iter().enumerate() {
        let mut line = vec![row + 1];
        for (column, &other) in to.iter().enumerate() {
            let replaced = last[column] + usize::from(letter != other);
            let mut least = replaced.min(last[column + 1] + 1).min(line[column] + 1);
            let swapped = row > 0 && column > 0 && from[row - 1] == other && letter == to[column - 1];
            if swapped {
                least = least.min(before[column - 1] + 1);
            }
            line.push(least);
        }
        before = std::mem::replace(&mut last, line);
    }
    last[to.len()]
}

#[cfg(test)]
mod tests {
    use super::{closest, distance};

    fn edits(from: &str, to: &str) -> usize {
        distance(&from.chars().collect::<Vec<_>>(), &to.chars().collect::<Vec<_>>())
    }

    #[test]
    fn counts_edits() {
        assert_eq!(edits("kitten", "sitting"), 3);
        assert_eq!(edits("执行率", "行执率"), 1);
        assert_eq!(edits("", "预算"), 2);
        assert_eq!(edits("预算", ""), 2);
    }

    #[test]
    fn finds_what_was_meant() {
        assert_eq!(closest("预算执行律", ["预算数", "预算执行率"]), Some("预算执行率"));
        assert_eq!(closest("执行数", ["预算数", "决算数"]), None);
        assert_eq!(closest("收入", ["支出", "收支"]), Some("收支"));
        assert_eq!(closest("甲", ["乙"]), None);
        assert_eq!(closest("中等", ["优", "中", "差"]), Some("中"));
        assert_eq!(closest("优", ["优秀", "中"]), Some("优秀"));
        assert_eq!(closest("a", ["ab"]), None);
    }

    #[test]
    fn invisible_spelling_wins_over_few_edits() {
        assert_eq!(closest("budget_ rate", ["budget_rates", "Budget Rate"]), Some("Budget Rate"));
        assert_eq!(closest("ＧＤＰ", ["GDP增速", "gdp"]), Some("gdp"));
    }

    #[test]
    fn the_first_of_equals() {
        assert_eq!(closest("办结率", ["办理率", "办结数"]), Some("办理率"));
    }
}
