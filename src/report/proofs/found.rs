//! Findings of proofs, and the table of all items.

use super::ProofsOf;
use super::example::{of_input, told};
use crate::data::Cell;
use crate::number::Number;
use crate::report::table::{plain_table, trimmed};
use crate::report::wording::{both, pick};
use crate::source::{Code, Diagnostic, Lang, Span, Text};
use crate::study::prove::{End, Ends, Gain, Of, Proved};

/// What is wrong, or worth a thought, each with an example.
pub fn proof_findings(of: &ProofsOf<'_>) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for proved in &of.proofs.parts {
        found.extend(proved.ends.as_ref().and_then(|ends| short_or_same(of, proved, ends)));
        found.extend(proved.gains.iter().map(|gain| pays(of, proved, gain)));
    }
    found.extend(beyond(of));
    found
}

fn place(of: &ProofsOf<'_>, part: Of) -> Span {
    match part {
        Of::Item(id) => of.scheme.indicator(id).span,
        Of::Outside(place) => of.scheme.outside.get(place).map_or(of.scheme.span, |item| item.span),
    }
}

fn example(of: &ProofsOf<'_>, end: &End) -> Text {
    let said = both(|lang| told(of, &end.example, lang));
    let score = end.score.plain();
    Text::new(format!("例: {}, 得 {score}分", said.zh), format!("example: {} comes to {score}", said.en))
}

/// Points that nobody can get, or nobody can lose.
fn short_or_same(of: &ProofsOf<'_>, proved: &Proved, ends: &Ends) -> Option<Diagnostic> {
    let own = of.points(proved.of).filter(|_| ends.all)?;
    let (name, tried) = (of.name(proved.of), ends.tried);
    let (low, high) = (&ends.lowest.score, &ends.highest.score);
    if low == high {
        let score = low.plain();
        let message = Text::new(
            format!("“{name}”不论怎样都得 {score}分 (能影响它的 {tried} 种取值都算过)"),
            format!(
                "`{name}` comes to {score} whatever is the case (all {tried} combinations that can matter were worked out)"
            ),
        );
        return Some(Diagnostic::new(Code::AlwaysSame, place(of, proved.of), message));
    }
    let best = high.plain();
    let lost = (own - high).plain();
    let own = own.plain();
    let message = Text::new(
        format!(
            "“{name}”满分 {own}分, 最多只能得 {best}分, 有 {lost}分谁也拿不到 (能影响它的 {tried} 种取值都算过)"
        ),
        format!(
            "`{name}` has {own} points, and {best} is the most that can be had: {lost} are nobody's (all {tried} combinations that can matter were worked out)"
        ),
    );
    (high < of.points(proved.of)?).then(|| {
        Diagnostic::new(Code::NeverFull, place(of, proved.of), message).help(example(of, &ends.highest))
    })
}

fn pays(of: &ProofsOf<'_>, proved: &Proved, gain: &Gain) -> Diagnostic {
    let (name, input) = (of.name(proved.of), &of.scheme.input(gain.input).column);
    let (missing, given) = (gain.missing.plain(), gain.given.score.plain());
    let own = gain.given.example.cells.iter().find(|(id, _)| *id == gain.input);
    let cell = own.map_or(&Cell::Missing, |(_, cell)| cell);
    let value = both(|lang| of_input(of, gain.input, cell, lang));
    let message = Text::new(
        format!("“{name}”: “{input}”空着得 {missing}分, 填 {} 得 {given}分", value.zh),
        format!("`{name}`: `{input}` left out comes to {missing}, and {} to {given}", value.en),
    );
    let all = both(|lang| told(of, &gain.given.example, lang));
    let help = Text::new(format!("例: {}", all.zh), format!("example: {}", all.en));
    Diagnostic::new(Code::MissingPays, place(of, proved.of), message).help(help)
}

/// Grades that no total can have.
fn beyond(of: &ProofsOf<'_>) -> Vec<Diagnostic> {
    let grades = of.scheme.scale.iter().flat_map(|scale| &scale.grades);
    let all = of.proofs.whole.grades.iter().zip(grades).filter(|(reach, _)| reach.never);
    all.map(|(_, grade)| {
        let most = of.proofs.whole.most.plain();
        let message = Text::new(
            format!("总分最多到 {most}分, 够不着“{}” ({})", grade.name, grade.label),
            format!("no total is above {most}, which does not reach `{}` ({})", grade.name, grade.label),
        );
        Diagnostic::new(Code::GradeBeyond, grade.span, message)
    })
    .collect()
}

/// How far every item goes, the total and the grades, and how much of it is proved.
pub fn proofs_text(of: &ProofsOf<'_>, lang: Lang) -> String {
    let mut table = plain_table();
    let heads = [
        ("项目", "item"),
        ("分值", "points"),
        ("最低", "least"),
        ("最高", "most"),
        ("怎样得出", "how it is known"),
    ];
    table.set_header(heads.map(|(zh, en)| pick(lang, zh, en)));
    for proved in &of.proofs.parts {
        let own = of.points(proved.of).map_or("—".to_owned(), Number::plain);
        let end = |end: fn(&Ends) -> &End| {
            proved.ends.as_ref().map_or("—".to_owned(), |ends| end(ends).score.plain())
        };
        table.add_row([
            of.name(proved.of),
            own,
            end(|ends| &ends.lowest),
            end(|ends| &ends.highest),
            known(of, proved, lang),
        ]);
    }
    format!("{}\n{}", trimmed(&table), summary(of, lang))
}

/// By what it is known how far an item goes.
fn known(of: &ProofsOf<'_>, proved: &Proved, lang: Lang) -> String {
    let Some(ends) = &proved.ends else {
        return pick(
            lang,
            "未能判定: 与别的对象或别的层次有关",
            "not decided: it hangs on other subjects or layers",
        )
        .to_owned();
    };
    let tried = ends.tried;
    let zero = ends.lowest.score.is_zero();
    match (ends.all, of.reaches_full(proved) && zero, lang) {
        (true, _, Lang::Zh) => format!("{tried} 种取值都算过"),
        (true, _, Lang::En) => format!("all {tried} cases worked out"),
        (false, true, Lang::Zh) => "两头都有例子".to_owned(),
        (false, true, Lang::En) => "an example at either end".to_owned(),
        (false, false, Lang::Zh) => format!("试过 {tried} 种; 两头之外未能判定"),
        (false, false, Lang::En) => format!("{tried} cases tried; not decided beyond the ends"),
    }
}

fn summary(of: &ProofsOf<'_>, lang: Lang) -> String {
    let whole = &of.proofs.whole;
    let mut lines: Vec<String> = Vec::new();
    let most = whole.most.plain();
    lines.push(match (&whole.ends, lang) {
        (Some((low, high)), Lang::Zh) => {
            format!("总分: 有例子的从 {} 到 {}分; 不会超过 {most}分。", low.score.plain(), high.score.plain())
        }
        (Some((low, high)), Lang::En) => {
            format!(
                "total: examples from {} to {}; never above {most}.",
                low.score.plain(),
                high.score.plain()
            )
        }
        (None, Lang::Zh) => format!("总分: 没有找到有总分的例子; 不会超过 {most}分。"),
        (None, Lang::En) => format!("total: no example with a total was found; never above {most}."),
    });
    let grades = of.scheme.scale.iter().flat_map(|scale| &scale.grades).zip(&whole.grades);
    let said = grades.map(|(grade, reach)| match (&reach.example, reach.never, lang) {
        (Some((total, _)), _, Lang::Zh) => format!("{} (例: {}分)", grade.name, total.plain()),
        (Some((total, _)), _, Lang::En) => format!("{} (example: {})", grade.name, total.plain()),
        (None, true, Lang::Zh) => format!("{} (够不着)", grade.name),
        (None, true, Lang::En) => format!("{} (out of reach)", grade.name),
        (None, false, Lang::Zh) => format!("{} (未能判定)", grade.name),
        (None, false, Lang::En) => format!("{} (not decided)", grade.name),
    });
    let said = said.collect::<Vec<_>>().join(", ");
    if !said.is_empty() {
        lines.push(format!("{}: {said}", pick(lang, "等级", "grades")));
    }
    let items = || of.proofs.parts.iter().filter(|proved| matches!(proved.of, Of::Item(_)));
    let (all, full) = (items().count(), items().filter(|proved| of.reaches_full(proved)).count());
    let open = items()
        .filter(|proved| !of.reaches_full(proved) && !proved.ends.as_ref().is_some_and(|ends| ends.all))
        .count();
    let short = all - full - open;
    lines.push(match lang {
        Lang::Zh => format!("{all} 项: 拿得到满分 {full}, 拿不到 {short}, 未能判定 {open}。"),
        Lang::En => format!(
            "{all} items: full points can be had in {full}, cannot in {short}, not decided in {open}."
        ),
    });
    lines.join("\n") + "\n"
}
