//! What if, for a terminal.

use super::compared::{Retold, cells, retold};
use super::moves::{self, place, ranked_with};
use super::{Supposed, Twice, WhatIf, ways};
use crate::report::Scored;
use crate::report::moved::signed;
use crate::report::wording::pick;
use crate::source::Lang;

/// The answer as lines.
pub fn what_if(answer: &WhatIf<'_>, lang: Lang) -> String {
    let mut lines = vec![title(answer, lang)];
    if let Some(supposed) = &answer.supposed {
        lines.push(String::new());
        self::supposed(supposed, answer.subject, lang, &mut lines);
    }
    if let Some(met) = answer.met {
        lines.push(String::new());
        lines.push(self::met(answer, answer.scored.scheme.grade(met), lang));
    }
    if let Some(reaching) = &answer.reaching {
        lines.push(String::new());
        ways::lines((&answer.start(), answer.subject), reaching, lang, &mut lines);
    }
    lines.join("\n") + "\n"
}

/// Nothing to be looked for.
fn met(answer: &WhatIf<'_>, grade: &str, lang: Lang) -> String {
    let start = answer.start();
    let now = start.grade(answer.subject).unwrap_or("");
    match lang {
        Lang::Zh => format!("等级已是 {now}, 不低于 {grade}, 不必再改。改动会怎样, 用 --set 输入=值 来看。"),
        Lang::En => {
            format!(
                "The grade is {now} already, not below {grade}. To see what a change does, use --set input=value."
            )
        }
    }
}

fn title(answer: &WhatIf<'_>, lang: Lang) -> String {
    let scheme = answer.scored.scheme;
    let who = answer.scored.data.subjects.get(answer.subject);
    let who = who.map(|who| format!("{} ({})", who.name, who.id)).unwrap_or_default();
    let year = match (scheme.year, lang) {
        (Some(year), Lang::Zh) => format!(", {year} 年度"),
        (Some(year), Lang::En) => format!(", {year}"),
        (None, _) => String::new(),
    };
    format!("{who}, {}{year}", scheme.name)
}

fn supposed(supposed: &Supposed<'_>, subject: usize, lang: Lang, lines: &mut Vec<String>) {
    let Supposed { own, told, above } = supposed;
    let cells = cells(&own.before, &own.after, subject);
    if cells.is_empty() {
        lines.push(unchanged(own, lang));
    } else {
        lines.push(pick(lang, "假设改动:", "supposed:").to_owned());
    }
    for cell in &cells {
        lines.push(format!("  {}: {} → {}", cell.input, cell.from.get(lang), cell.to.get(lang)));
    }
    lines.push(String::new());
    lines.extend(standing(own, subject, lang));
    let retold = retold(&own.before, (&told.0, &told.1));
    items(&retold, lang, lines);
    others(own, lang, lines);
    for twice in above {
        lines.push(String::new());
        lines.push(match lang {
            Lang::Zh => format!("上一级 {}:", twice.before.scheme.name),
            Lang::En => format!("above, {}:", twice.before.scheme.name),
        });
        let moves = moves::lines(twice, lang);
        if moves.is_empty() {
            lines.push(pick(lang, "  没有变化", "  nothing changes").to_owned());
        }
        lines.extend(moves.into_iter().map(|line| format!("  {line}")));
    }
}

/// No cell of the last layer differs.
fn unchanged(own: &Twice<'_>, lang: Lang) -> String {
    let layer = own.before.layer(own.before.results);
    let layered = own.before.layers().count() > 1;
    match (layered, lang) {
        (false, Lang::Zh) => "假设的与现有的数据相同。".to_owned(),
        (false, Lang::En) => "What is supposed is what the data say.".to_owned(),
        (true, Lang::Zh) => format!("“{layer}”的数据不变: 假设的与现有的相同, 或后面的层次另有值。"),
        (true, Lang::En) => {
            format!(
                "The data of “{layer}” stay: what is supposed is there already, or a later layer says otherwise."
            )
        }
    }
}

/// Total, grade and places, before and after.
fn standing(twice: &Twice<'_>, subject: usize, lang: Lang) -> Vec<String> {
    let (before, after) = (&twice.before, &twice.after);
    let total = |scored: &Scored<'_>| scored.number(&scored.results.total, subject).cloned();
    let shown = |scored: &Scored<'_>| {
        let undetermined = || pick(lang, "未定", "undetermined").to_owned();
        total(scored).map_or_else(undetermined, |total| scored.published(&total))
    };
    let difference = total(before).zip(total(after)).map(|(from, to)| &to - &from);
    let difference = difference.filter(|difference| !difference.is_zero());
    let by = difference.map(|difference| format!(" ({})", signed(before, &difference))).unwrap_or_default();
    let arrow = |from: String, to: String| match (from == to, lang) {
        (true, Lang::Zh) => format!("{from} (不变)"),
        (true, Lang::En) => format!("{from} (unchanged)"),
        (false, _) => format!("{from} → {to}"),
    };
    let mut lines =
        vec![format!("{}: {}{by}", pick(lang, "总分", "total"), arrow(shown(before), shown(after)))];
    if before.scheme.scale.is_some() {
        let grade = |scored: &Scored<'_>| scored.grade(subject).unwrap_or("—").to_owned();
        lines.push(format!("{}: {}", pick(lang, "等级", "grade"), arrow(grade(before), grade(after))));
    }
    for ranking in 0..before.scheme.rankings.len() {
        let at = |scored: &Scored<'_>| place(scored.place(Some(ranking), subject));
        let with = ranked_with(before, ranking, subject, lang);
        let places = arrow(at(before), at(after));
        lines.push(match lang {
            Lang::Zh => format!("{with}名次: {places}"),
            Lang::En => format!("place among {with}: {places}"),
        });
    }
    lines
}

fn items(retold: &Retold<'_>, lang: Lang, lines: &mut Vec<String>) {
    lines.push(String::new());
    if retold.items.is_empty() {
        lines.push(
            pick(lang, "没有一项的得分或说明改变。", "No item has another score or reason.").to_owned(),
        );
    } else {
        lines.push(pick(lang, "改变的各项:", "items that change:").to_owned());
    }
    for item in &retold.items {
        let result = |result: &Option<String>| result.clone().unwrap_or_else(|| "—".to_owned());
        let (from, to) = (result(&item.before.result), result(&item.after.result));
        let scores = if from == to { from } else { format!("{from} → {to}") };
        lines.push(format!("  {} {scores}", item.path));
        if !item.block {
            let (was, is) = (item.before.sentence(), item.after.sentence());
            lines.push(format!("    {}{}", pick(lang, "原来: ", "before: "), was.get(lang)));
            lines.push(format!("    {}{}", pick(lang, "改后: ", "after: "), is.get(lang)));
        }
    }
    for (word, told) in [
        (pick(lang, "不再有: ", "no longer: "), &retold.gone),
        (pick(lang, "现在有: ", "now: "), &retold.new),
    ] {
        lines.extend(told.iter().map(|one| format!("  {word}{}", one.get(lang))));
    }
}

fn others(twice: &Twice<'_>, lang: Lang, lines: &mut Vec<String>) {
    lines.push(String::new());
    let kind = &twice.before.scheme.subject_kind;
    let moves = moves::lines(twice, lang);
    if moves.is_empty() {
        lines.push(match lang {
            Lang::Zh => format!("别的{kind}: 没有变化"),
            Lang::En => "nobody else moves".to_owned(),
        });
        return;
    }
    lines.push(match lang {
        Lang::Zh => format!("别的{kind} ({} 个有变化):", twice.moved.len()),
        Lang::En => format!("who else moves ({}):", twice.moved.len()),
    });
    lines.extend(moves.into_iter().map(|line| format!("  {line}")));
}
