//! Inputs, formulas and parameters.

use super::super::edit::EditKind;
use super::super::side::Side;
use super::super::walk::{About, Walk};
use super::clauses::clauses;
use super::indicator::{about_moved, block_called};
use super::lists::{Lists, Order, Pair, list};
use crate::format::Style;
use crate::source::Spanned;
use crate::syntax::ast::{Clause, Expr, ExprKind, Formula, Input, Name, Quantity, Table, TableRow, TypeOf};

/// What is taken of the inputs of two blocks.
pub(super) fn inputs<'a>(walk: &mut Walk<'a>, (old, new): (&'a [Input], &'a [Input])) -> Vec<Input> {
    let lists = Lists { old, new, order: Order::Layout };
    list(walk, &lists, &[&|input| input.names.first().map(|name| name.text.clone())], |walk, pair| match pair
    {
        Pair::Both(old, new) => Some(input(walk, (old, new))),
        Pair::Old(one) => lone_input(walk, one, Side::Old),
        Pair::New(one) => lone_input(walk, one, Side::New),
    })
}

fn input<'a>(walk: &mut Walk<'a>, (old, new): (&'a Input, &'a Input)) -> Input {
    walk.inside(name(new), |walk| {
        walk.at(Some(old.span), Some(new.span));
        let type_of = Spanned::new(type_of(walk, (&old.type_of.value, &new.type_of.value)), new.type_of.span);
        let clauses = clauses(walk, (&old.clauses, &new.clauses));
        Input { names: new.names.clone(), type_of, clauses, span: new.span }
    })
}

fn name(input: &Input) -> &str {
    input.names.first().map_or("", |name| name.text.as_str())
}

fn type_of<'a>(walk: &mut Walk<'a>, (old, new): (&'a TypeOf, &'a TypeOf)) -> TypeOf {
    if let (TypeOf::List(old), TypeOf::List(new)) = (old, new) {
        return TypeOf::List(inputs(walk, (old, new)));
    }
    let about = || About::new(EditKind::Type, "类型", "type");
    walk.part((old, new), about, &|style, type_of| style.type_of(type_of))
}

fn about_input() -> About {
    About::new(EditKind::Input, "输入", "input").whole()
}

fn lone_input<'a>(walk: &mut Walk<'a>, one: &'a Input, side: Side) -> Option<Input> {
    if let Some(elsewhere) = input_elsewhere(walk, one, side) {
        return elsewhere;
    }
    walk.inside(name(one), |walk| {
        let is_new = side == Side::New;
        if is_new {
            walk.at(None, Some(one.span))
        } else {
            walk.at(Some(one.span), None)
        }
        let taken = walk.lone(about_input, &|style| style.input_but_name(one), is_new);
        (taken == side).then(|| one.clone())
    })
}

fn input_elsewhere<'a>(walk: &mut Walk<'a>, one: &'a Input, side: Side) -> Option<Option<Input>> {
    let called = name(one);
    if let Some(made) = walk.moves.inputs.made(called, side) {
        return Some(made);
    }
    let (was, is) = walk.moves.inputs.take(called)?;
    walk.at(Some(was.thing.span), Some(is.thing.span));
    let goes = walk.inside(called, |walk| {
        walk.edit(about_moved, || (Some(block_called(&was.block)), Some(block_called(&is.block))))
    });
    let made = input(walk, (was.thing, is.thing));
    walk.moves.inputs.put(called, goes, made);
    walk.moves.inputs.made(called, side)
}

/// Inputs of a block that only one has.
pub(super) fn lone_inputs<'a>(walk: &mut Walk<'a>, all: &'a [Input], side: Side) -> Vec<Input> {
    all.iter().filter_map(|one| lone_input(walk, one, side)).collect()
}

/// Inputs inside what is new or gone.
pub(super) fn kept_inputs<'a>(walk: &mut Walk<'a>, all: &'a [Input], side: Side) -> Vec<Input> {
    let each = |one: &'a Input| input_elsewhere(walk, one, side).unwrap_or_else(|| Some(one.clone()));
    all.iter().filter_map(each).collect()
}

/// What is taken of two formulas of one name.
pub(super) fn formula<'a>(walk: &mut Walk<'a>, (old, new): (&'a Formula, &'a Formula)) -> Formula {
    let basis = basis(&new.clauses).or_else(|| basis(&old.clauses));
    walk.inside(&new.name.text, |walk| {
        walk.on(basis, |walk| {
            walk.at(Some(old.span), Some(new.span));
            let value = value(walk, (&old.value, &new.value), about(new));
            let clauses = clauses(walk, (&old.clauses, &new.clauses));
            Formula { name: new.name.clone(), parameter: new.parameter, value, clauses, span: new.span }
        })
    })
}

fn basis(clauses: &[Spanned<Clause>]) -> Option<&str> {
    clauses.iter().find_map(|clause| {
        if let Clause::Basis(text) = &clause.value { Some(text.value.as_str()) } else { None }
    })
}

fn about(formula: &Formula) -> About {
    let (zh, en) = if formula.parameter { ("参数", "parameter") } else { ("公式", "formula") };
    About::new(EditKind::Formula, zh, en)
}

fn value<'a>(walk: &mut Walk<'a>, (old, new): (&'a Expr, &'a Expr), about: About) -> Expr {
    let table = match (&old.kind, &new.kind) {
        (
            ExprKind::Table(Table::ByChoice { input: was, rows: old }),
            ExprKind::Table(Table::ByChoice { input, rows: new }),
        ) if was.text == input.text => {
            let key = |row: &TableRow<Vec<Name>>| Some(called(Style::Meaning, row));
            let rows = rows(walk, (old, new), (&key, &called));
            Table::ByChoice { input: input.clone(), rows }
        }
        (ExprKind::Table(Table::ByYear(old)), ExprKind::Table(Table::ByYear(new))) => {
            let since = |style: Style, row: &TableRow<Quantity>| style.since(&row.holds);
            Table::ByYear(rows(walk, (old, new), (&|row| Some(since(Style::Meaning, row)), &since)))
        }
        (_, _) => return walk.part((old, new), || about, &|style, value| style.expr(value)),
    };
    Expr { kind: ExprKind::Table(table), span: new.span }
}

fn called(style: Style, row: &TableRow<Vec<Name>>) -> String {
    row.holds.iter().map(|name| style.name(name)).collect::<Vec<_>>().join(", ")
}

/// How a row of a table is recognised, and how it is called.
type Called<'c, R> = (&'c dyn Fn(&R) -> Option<String>, &'c dyn Fn(Style, &R) -> String);

fn rows<'a, K: Clone>(
    walk: &mut Walk<'a>,
    (old, new): (&'a [TableRow<K>], &'a [TableRow<K>]),
    (key, called): Called<'_, TableRow<K>>,
) -> Vec<TableRow<K>> {
    let lists = Lists { old, new, order: Order::Layout };
    let about = |row: &TableRow<K>| {
        let name = crate::format::both(|style| called(style, row));
        About::new(EditKind::Formula, name.zh, name.en)
    };
    list(walk, &lists, &[key], |walk, pair| match pair {
        Pair::Both(old, new) => {
            walk.at(Some(old.span), Some(new.span));
            let value = walk.part((&old.value, &new.value), || about(new), &|style, value| style.expr(value));
            let clauses = clauses(walk, (&old.clauses, &new.clauses));
            Some(TableRow { holds: new.holds.clone(), value, clauses, span: new.span })
        }
        Pair::Old(row) => {
            walk.at(Some(row.span), None);
            let taken = walk.lone(|| about(row), &|style| style.expr(&row.value), false);
            (taken == Side::Old).then(|| row.clone())
        }
        Pair::New(row) => {
            walk.at(None, Some(row.span));
            let taken = walk.lone(|| about(row), &|style| style.expr(&row.value), true);
            (taken == Side::New).then(|| row.clone())
        }
    })
}

/// A formula that this block has on one side only: new, gone, or from or to elsewhere.
pub(super) fn lone_formula<'a>(walk: &mut Walk<'a>, one: &'a Formula, side: Side) -> Option<Formula> {
    if let Some(elsewhere) = formula_elsewhere(walk, one, side) {
        return elsewhere;
    }
    walk.inside(&one.name.text, |walk| {
        walk.on(basis(&one.clauses), |walk| {
            let is_new = side == Side::New;
            if is_new {
                walk.at(None, Some(one.span))
            } else {
                walk.at(Some(one.span), None)
            }
            let taken = walk.lone(
                || about(one).whole(),
                &|style| style.expr(&one.value) + &style.clauses(&one.clauses),
                is_new,
            );
            (taken == side).then(|| one.clone())
        })
    })
}

/// A formula inside what is new or gone.
pub(super) fn kept_formula<'a>(walk: &mut Walk<'a>, one: &'a Formula, side: Side) -> Option<Formula> {
    formula_elsewhere(walk, one, side).unwrap_or_else(|| Some(one.clone()))
}

fn formula_elsewhere<'a>(walk: &mut Walk<'a>, one: &'a Formula, side: Side) -> Option<Option<Formula>> {
    let name = one.name.text.as_str();
    if let Some(made) = walk.moves.formulas.made(name, side) {
        return Some(made);
    }
    let (was, is) = walk.moves.formulas.take(name)?;
    walk.at(Some(was.thing.span), Some(is.thing.span));
    let goes = walk.inside(name, |walk| {
        walk.edit(about_moved, || (Some(block_called(&was.block)), Some(block_called(&is.block))))
    });
    let made = formula(walk, (was.thing, is.thing));
    walk.moves.formulas.put(name, goes, made);
    walk.moves.formulas.made(name, side)
}
