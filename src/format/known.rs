//! The words that are no keywords of the grammar and yet have two spellings.

/// The functions. `check` holds its own list against this one.
pub(crate) const FUNCTIONS: [(&str, &str); 18] = [
    ("计数", "count"),
    ("合计", "sum"),
    ("平均", "mean"),
    ("最高", "max"),
    ("最低", "min"),
    ("最长连续", "longest_run"),
    ("去极平均", "trimmed_mean"),
    ("绝对值", "abs"),
    ("取整", "floor"),
    ("工作日差", "workdays_between"),
    ("工作日后", "workdays_after"),
    ("名次", "place"),
    ("均值", "group_mean"),
    ("最好", "best_of_group"),
    ("最低值", "lowest_of_group"),
    ("总数", "size_of_group"),
    ("分位值", "quantile"),
    ("占比", "share_of_group"),
];

/// Figures of the whole, properties of indicators and answers.
pub(crate) const WORDS: [(&str, &str); 14] = [
    ("得分", "score"),
    ("得分率", "rate"),
    ("失分", "lost"),
    ("满分", "points"),
    ("基础分", "base"),
    ("加分", "bonus"),
    ("扣分", "penalty"),
    ("未修约总分", "unrounded_total"),
    ("总分", "total"),
    ("等级", "grade"),
    ("名次", "place"),
    ("本单位", "this"),
    ("是", "yes"),
    ("否", "no"),
];

/// The word in Chinese (or English), where it is one of these.
pub(super) fn spelt(words: &'static [(&str, &str)], word: &str, zh: bool) -> Option<&'static str> {
    let found = words.iter().find(|(one, other)| word == *one || word == *other)?;
    Some(if zh { found.0 } else { found.1 })
}

/// A tree as the compiler prints it, without its places. Only for comparing what nothing else can say.
pub(super) fn without_places(printed: &str) -> String {
    let mut left = String::new();
    let mut rest = printed;
    while let Some(at) = rest.find("Span {") {
        let (before, after) = rest.split_at(at);
        left.push_str(before);
        // `Span { source: SourceId(0), start: 1, end: 2 }` holds no brace inside.
        rest = after.find('}').and_then(|end| after.get(end + 1..)).unwrap_or("");
    }
    left + rest
}
