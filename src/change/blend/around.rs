//! What stands around the tree of indicators.

use super::super::edit::EditKind;
use super::super::side::Side;
use super::super::walk::{About, Walk};
use super::bands::{Rows, table};
use super::lines::lines;
use super::lists::{Lists, Order, Pair, list};
use crate::format::{Style, both};
use crate::source::{Spanned, Text};
use crate::syntax::ast::{
    AlertRow, Alerts, Expr, Grade, Grades, NotApplicable, Outside, Quota, QuotaClause, Ranking, Use, Veto,
};

fn when<'e>(
    walk: &mut Walk<'_>,
    sides: (&'e Expr, &'e Expr),
    (zh, en): (&'static str, &'static str),
) -> Expr {
    walk.part(sides, || About::new(EditKind::Condition, zh, en), &|style, when| style.expr(when))
}

pub(super) fn not_applicable(
    walk: &mut Walk<'_>,
    (old, new): (&NotApplicable, &NotApplicable),
) -> NotApplicable {
    let condition = when(walk, (&old.condition, &new.condition), ("不适用的条件", "n/a when"));
    let about = || About::new(EditKind::NotApplicable, "不适用时", "where n/a");
    let instead = walk.part((&old.instead, &new.instead), about, &|style, instead| style.instead(instead));
    NotApplicable { condition, instead, span: new.span }
}

pub(super) fn outside<'a>(walk: &mut Walk<'a>, (old, new): (&'a Outside, &'a Outside)) -> Outside {
    walk.inside(&new.name.text, |walk| {
        walk.at(Some(old.head), Some(new.head));
        let about = || About::new(EditKind::Limit, "限额", "limit");
        let limit = walk
            .optional((old.limit.as_ref(), new.limit.as_ref()), about, &|style, limit| style.limit(limit));
        Outside {
            name: new.name.clone(),
            penalty: new.penalty,
            limit,
            lines: lines(walk, (&old.lines, &new.lines)),
            head: new.head,
            span: new.span,
        }
    })
}

pub(super) fn veto(walk: &mut Walk<'_>, (old, new): (&Veto, &Veto)) -> Veto {
    let condition = when(walk, (&old.condition, &new.condition), ("否决条件", "veto when"));
    let about = || {
        let when = both(|style| style.expr(&new.condition));
        About::new(EditKind::Veto, format!("否决“{}”", when.zh), format!("veto when `{}`", when.en))
    };
    let verdict = walk.part((&old.verdict, &new.verdict), about, &|style, verdict| style.verdict(verdict));
    Veto { condition, verdict, span: new.span }
}

pub(super) fn grades<'a>(walk: &mut Walk<'a>, (old, new): (&'a Grades, &'a Grades)) -> Grades {
    let about = || About::new(EditKind::Grade, "等级的依据", "what grades go by");
    let by = walk.part((&old.by, &new.by), about, &|style, by| style.figure(by));
    let rows = Rows {
        band: |grade: &Grade| grade.band.as_ref(),
        with_band: |grade, band| Grade { band: Some(band), ..grade },
        with_head: |_, of| of.clone(),
        head: |style, grade| style.grade(grade),
        whole: |style, grade| style.grade(grade),
        span: |grade| grade.span,
        rest: |walk, (old, new)| {
            let about = || About::new(EditKind::Renamed, "等级名称", "name of a grade");
            let name = walk.part((&old.name, &new.name), about, &|style, name| style.name(name));
            Grade { name, ..new.clone() }
        },
        keys: &[&|grade| Some(grade.name.text.clone())],
        kind: EditKind::Grade,
        name: Text::new("等级", "grades"),
        bound: ("等级界", "bound of a grade"),
    };
    Grades { by, rows: table(walk, (&old.rows, &new.rows), &rows), span: new.span }
}

pub(super) fn ranking(walk: &mut Walk<'_>, (old, new): (&Ranking, &Ranking)) -> Ranking {
    let scoped = both(|style| style.scope(&new.scope));
    let about = |zh: &str, en: &str| {
        About::new(
            EditKind::Ranking,
            format!("排名({}){zh}", scoped.zh),
            format!("ranking ({}){en}", scoped.en),
        )
    };
    let scope =
        walk.part((&old.scope, &new.scope), || about("范围", " scope"), &|style, scope| style.scope(scope));
    let keys = walk.part((&old.keys, &new.keys), || about("", ""), &|style, keys| style.keys(keys));
    let ties = |style: Style, dense: &bool| {
        if *dense {
            style.pick("名次连续", "ties dense")
        } else {
            style.pick("同分并列", "ties share")
        }
        .to_owned()
    };
    let dense = walk.part((&old.dense, &new.dense), || about("并列", " ties"), &ties);
    Ranking { scope, keys, dense, span: new.span }
}

pub(super) fn quota<'a>(walk: &mut Walk<'a>, (old, new): (&'a Quota, &'a Quota)) -> Quota {
    let grade = new.grade.text.as_str();
    let about = |zh: &str, en: &str| {
        About::new(EditKind::Quota, format!("名额“{grade}”{zh}"), format!("quota of `{grade}`{en}"))
    };
    let scope =
        walk.part((&old.scope, &new.scope), || about("范围", " scope"), &|style, scope| style.scope(scope));
    let share = walk
        .part((&old.share, &new.share), || about("比例", " share"), &|style, share| style.quantity(share));
    let lists = Lists { old: &old.clauses, new: &new.clauses, order: Order::Layout };
    let write = |style: Style, clause: &Spanned<QuotaClause>| style.quota_clause(&clause.value);
    let clause = || about("的规定", "");
    let clauses = list(walk, &lists, &[&topic], |walk, pair| match pair {
        Pair::Both(old, new) => Some(walk.part((old, new), clause, &write)),
        Pair::Old(one) => {
            (walk.lone(clause, &|style| write(style, one), false) == Side::Old).then(|| one.clone())
        }
        Pair::New(one) => {
            (walk.lone(clause, &|style| write(style, one), true) == Side::New).then(|| one.clone())
        }
    });
    Quota { grade: new.grade.clone(), scope, share, clauses, span: new.span }
}

/// Which question a clause answers.
fn topic(clause: &Spanned<QuotaClause>) -> Option<String> {
    let topic = match clause.value {
        QuotaClause::RoundDown | QuotaClause::RoundUp | QuotaClause::RoundHalfUp => "rounding",
        QuotaClause::AtLeast(_) => "least",
        QuotaClause::TiedByRanking | QuotaClause::TiedAll | QuotaClause::TiedNone => "ties",
        QuotaClause::SurplusOneDown => "surplus",
    };
    Some(topic.to_owned())
}

/// What is taken of two lists of consequences.
pub(super) fn uses<'a>(walk: &mut Walk<'a>, (old, new): (&'a [Use], &'a [Use])) -> Vec<Use> {
    let lists = Lists { old, new, order: Order::Layout };
    let text = |one: &Use| Some(one.text.value.clone());
    let condition = |one: &Use| Some(Style::Meaning.expr(&one.condition));
    let same = |one: &Use| Some(format!("{} {}", Style::Meaning.expr(&one.condition), one.text.value));
    let about = || About::new(EditKind::Consequence, "应用", "consequence");
    list(walk, &lists, &[&same, &condition, &text], |walk, pair| match pair {
        Pair::Both(old, new) => Some(consequence(walk, (old, new))),
        Pair::Old(one) => {
            walk.at(Some(one.span), None);
            (walk.lone(about, &|style| style.consequence(one), false) == Side::Old).then(|| one.clone())
        }
        Pair::New(one) => {
            walk.at(None, Some(one.span));
            (walk.lone(about, &|style| style.consequence(one), true) == Side::New).then(|| one.clone())
        }
    })
}

fn consequence(walk: &mut Walk<'_>, (old, new): (&Use, &Use)) -> Use {
    walk.at(Some(old.span), Some(new.span));
    let condition = when(walk, (&old.condition, &new.condition), ("应用条件", "consequence when"));
    let text = || About::new(EditKind::Consequence, "应用", "consequence");
    let text = walk.part((&old.text, &new.text), text, &|style, text| style.quoted(&text.value));
    let about = || {
        let text = &new.text.value;
        About::new(EditKind::Consequence, format!("“{text}”金额"), format!("amount of \"{text}\""))
    };
    let money =
        walk.optional((old.money.as_ref(), new.money.as_ref()), about, &|style, money| style.expr(money));
    Use { condition, text, money, span: new.span }
}

pub(super) fn alerts<'a>(walk: &mut Walk<'a>, (old, new): (&'a Alerts, &'a Alerts)) -> Alerts {
    let lists = Lists { old: &old.rows, new: &new.rows, order: Order::Layout };
    let text = |one: &AlertRow| Some(one.text.value.clone());
    let condition = |one: &AlertRow| Some(Style::Meaning.expr(&one.condition));
    let subject = |one: &AlertRow| Some(Style::Meaning.expr(one.condition.comparison()?.1));
    let level = new.level.text.as_str();
    let about = |zh: &str, en: &str| {
        About::new(EditKind::Alert, format!("警示“{level}”{zh}"), format!("alert `{level}`{en}"))
    };
    let rows = list(walk, &lists, &[&condition, &text, &subject], |walk, pair| match pair {
        Pair::Both(old, new) => {
            walk.at(Some(old.span), Some(new.span));
            let write: &dyn Fn(Style, &Expr) -> String = &|style, when| style.expr(when);
            let condition = walk.part((&old.condition, &new.condition), || about("条件", " when"), write);
            let text = || about("", "").silent();
            let text = walk.part((&old.text, &new.text), text, &|style, text| style.quoted(&text.value));
            Some(AlertRow { condition, text, span: new.span })
        }
        Pair::Old(row) => {
            walk.at(Some(row.span), None);
            (walk.lone(|| about("", ""), &|style| style.alert(row), false) == Side::Old).then(|| row.clone())
        }
        Pair::New(row) => {
            walk.at(None, Some(row.span));
            (walk.lone(|| about("", ""), &|style| style.alert(row), true) == Side::New).then(|| row.clone())
        }
    });
    Alerts { level: new.level.clone(), rows, span: new.span }
}
