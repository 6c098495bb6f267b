//! Whether printed grades and places fit the printed totals.

use super::{About, Difference, Printed, PrintedRow, Recomputed, figure};
use crate::number::Number;
use crate::plan::{ExprKind, Grade, GradedBy, Order, Scale, Scope, Stage};
use crate::source::{Code, Diagnostic, Text};

/// The printed grade of a row under the bands of the rules, by the printed number that is graded. Where a veto or a
/// quota lowered the grade, the bands do not decide.
pub(super) fn grade(with: Recomputed<'_>, (printed, row): (&Printed, &PrintedRow)) -> Option<Difference> {
    let scale = with.scheme.scale.as_ref()?;
    let text = printed.text(row, About::Grade)?;
    let own = scale.grades.iter().position(|grade| grade.name == text)?;
    let about = match scale.by {
        GradedBy::Total => About::Total,
        GradedBy::Base => About::Base,
        // The printed total is rounded, and what stood before is not on the sheet.
        GradedBy::Unrounded if with.scheme.rounding.total.is_none() => About::Total,
        GradedBy::Unrounded => return None,
    };
    let figure = printed.figure(row, about)?;
    let number = figure.number()?;
    let wanted = scale.grades.iter().position(|grade| grade.range.contains(number))?;
    if wanted == own || overruled(with, scale, row.subject) {
        return None;
    }
    let (wanted, own) = (scale.grades.get(wanted)?, scale.grades.get(own)?);
    let message = sentence(about.name(with.scheme), number, (wanted, own));
    let place = printed.place(row, About::Grade, with.data);
    Some(Difference {
        finding: Diagnostic::cell(Code::GradeNotOfTotal, place, message),
        subject: Some(row.subject),
        about: Some(About::Grade),
        printed: Some(own.name.clone()),
        recomputed: Some(wanted.name.clone()),
        difference: None,
    })
}

fn sentence(name: Text, number: &Number, (wanted, own): (&Grade, &Grade)) -> Text {
    let number = number.plain();
    let (label, wanted, own) = (&wanted.label, &wanted.name, &own.name);
    Text::new(
        format!("公布的{} {number} 属“{label}”, 等级应为 {wanted}, 公布为 {own}", name.zh),
        format!(
            "the printed {} {number} is in `{label}`, so the grade is {wanted}, printed is {own}",
            name.en
        ),
    )
}

fn overruled(with: Recomputed<'_>, scale: &Scale, subject: usize) -> bool {
    let column = match scale.by {
        GradedBy::Total => &with.results.total,
        GradedBy::Base => &with.results.base,
        GradedBy::Unrounded => &with.results.unrounded,
    };
    let number = column.get(subject).and_then(Option::as_ref);
    let by_score =
        number.and_then(|number| scale.grades.iter().position(|grade| grade.range.contains(number)));
    let grade = with.results.grades.get(subject).copied().flatten();
    match (by_score, grade) {
        (Some(by_score), Some(grade)) => by_score != grade.0 as usize,
        (_, _) => false,
    }
}

/// Printed places beside printed totals, for rankings whose first key is the total.
pub(super) fn ranks(with: Recomputed<'_>, printed: &Printed) -> Vec<Difference> {
    let mut found = Vec::new();
    for (at, ranking) in with.scheme.rankings.iter().enumerate() {
        let by_total = ranking.keys.first().is_some_and(|key| {
            key.value.kind == ExprKind::Total(Stage::Total) && key.order == Order::HighFirst
        });
        if !by_total || printed.column(About::Rank(at)).is_none() {
            continue;
        }
        let only = ranking.keys.len() == 1;
        for (whole, members) in groups(with, printed, ranking.scope) {
            let mut totals: Vec<&Number> = members.iter().map(|member| &member.total).collect();
            totals.sort();
            let table = Table { with, printed, ranking: at, only, dense: ranking.dense, whole, totals };
            found.extend(members.iter().filter_map(|member| table.misplaced(member)));
        }
    }
    found
}

struct Member<'a> {
    row: &'a PrintedRow,
    total: Number,
}

/// Those who are ranked together and have a printed total, and whether the sheet has all of them: where it is a part,
/// others may stand above.
fn groups<'a>(with: Recomputed<'_>, printed: &'a Printed, scope: Scope) -> Vec<(bool, Vec<Member<'a>>)> {
    let mut groups: Vec<(Option<u32>, Vec<Member<'a>>)> = Vec::new();
    for row in &printed.rows {
        let figure = printed.figure(row, About::Total);
        let Some(total) = figure.as_ref().and_then(|figure| figure.number()).cloned() else { continue };
        let Some(group) = with.data.group(scope, row.subject) else { continue };
        match groups.iter_mut().find(|(other, _)| *other == group) {
            Some((_, members)) => members.push(Member { row, total }),
            None => groups.push((group, vec![Member { row, total }])),
        }
    }
    let absent: Vec<Option<Option<u32>>> = (0..with.data.subjects.len())
        .filter(|subject| !printed.there.contains_key(subject))
        .map(|subject| with.data.group(scope, subject))
        .collect();
    groups.into_iter().map(|(group, members)| (!absent.contains(&Some(group)), members)).collect()
}

struct Table<'a> {
    with: Recomputed<'a>,
    printed: &'a Printed,
    /// The ranking, by its place in the scheme.
    ranking: usize,
    /// Whether the total is its only key: then equal totals share their place.
    only: bool,
    dense: bool,
    /// Whether the sheet has all who are ranked together.
    whole: bool,
    /// The printed totals, ascending.
    totals: Vec<&'a Number>,
}

impl Table<'_> {
    fn above(&self, total: &Number) -> usize {
        self.totals.len() - self.totals.partition_point(|other| *other <= total)
    }

    /// The places that a printed total allows: after all with more, and among those with the same.
    fn allowed(&self, total: &Number) -> (usize, Option<usize>) {
        let above = self.above(total);
        let first = if self.dense {
            let mut higher: Vec<&Number> = self.totals.iter().rev().take(above).copied().collect();
            higher.dedup();
            higher.len() + 1
        } else {
            above + 1
        };
        let below = self.totals.partition_point(|other| *other < total);
        let last = if self.only { first } else { self.totals.len() - below };
        (first, self.whole.then_some(last))
    }

    fn misplaced(&self, member: &Member<'_>) -> Option<Difference> {
        let about = About::Rank(self.ranking);
        let place = figure::place(self.printed.text(member.row, about)?)?;
        let (first, last) = self.allowed(&member.total);
        let at_or_after = place as usize >= first;
        if at_or_after && last.is_none_or(|last| place as usize <= last) {
            return None;
        }
        let above = self.above(&member.total);
        let (name, total) = (about.name(self.with.scheme), member.total.plain());
        let wanted = match last {
            Some(last) if first == last => first.to_string(),
            Some(last) => format!("{first}–{last}"),
            None => format!("{first}+"),
        };
        let said = match last {
            Some(_) => Text::same(&wanted),
            None => Text::new(format!("{first} 或更后"), format!("{first} or further down")),
        };
        let message = Text::new(
            format!("公布的总分 {total} 之上有 {above} 个, {}应为 {}, 公布为 {place}", name.zh, said.zh),
            format!(
                "{above} printed totals are above {total}, so the {} is {}, printed is {place}",
                name.en, said.en
            ),
        );
        let at = self.printed.place(member.row, about, self.with.data);
        Some(Difference {
            finding: Diagnostic::cell(Code::RankNotOfTotals, at, message),
            subject: Some(member.row.subject),
            about: Some(about),
            printed: Some(place.to_string()),
            recomputed: Some(wanted),
            difference: None,
        })
    }
}
