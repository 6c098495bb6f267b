//! One form for what can be written in several ways with one meaning, so that only meanings are compared.

use super::ends::settle;
use crate::source::Spanned;
use crate::syntax::ast::{
    Band, Body, Clause, Content, Expr, ExprKind, File, Input, Item, RowHead, Setting, TypeOf, Use,
};

/// Rule files in normal form: one line an input, the inputs of a block first and its consequences last, a way to score
/// always as 计分; without tests, which are no rules.
pub(super) fn normal(files: &[File]) -> Vec<File> {
    let mut files = files.to_vec();
    for scheme in files.iter_mut().flat_map(|file| &mut file.schemes) {
        scheme.items = items(std::mem::take(&mut scheme.items), "");
    }
    files
}

fn items(written: Vec<Item>, owner: &str) -> Vec<Item> {
    let mut inputs: Option<Spanned<Vec<Input>>> = None;
    let mut uses: Option<Spanned<Vec<Use>>> = None;
    let mut rest = Vec::new();
    for item in written {
        if let Item::Inputs(more) = item {
            let own = inputs.get_or_insert_with(|| Spanned::new(Vec::new(), more.span));
            own.value.extend(lines(more.value));
        } else if let Item::Uses(more) = item {
            let own = uses.get_or_insert_with(|| Spanned::new(Vec::new(), more.span));
            own.value.extend(more.value);
        } else if is_rule(&item) {
            rest.push(item_of(item, owner));
        }
    }
    let inputs = inputs.map(Item::Inputs).into_iter();
    inputs.chain(rest).chain(uses.map(Item::Uses)).collect()
}

/// Tests are no rules, and what was built on has been built on.
fn is_rule(item: &Item) -> bool {
    let extends = matches!(item, Item::Setting(setting) if matches!(setting.value, Setting::Extends(_)));
    !extends && !matches!(item, Item::Test(_))
}

fn item_of(mut item: Item, owner: &str) -> Item {
    match &mut item {
        Item::Indicator(indicator) => {
            let name = indicator.name.text.clone();
            let content = std::mem::replace(&mut indicator.content, Content::Nothing);
            indicator.content = match content {
                Content::Nothing => Content::Nothing,
                Content::Body(body) => Content::Block(items(vec![Item::By(body)], &name)),
                Content::Block(inner) => Content::Block(items(inner, &name)),
            };
        }
        Item::Case(case) => {
            for branch in &mut case.branches {
                branch.items = items(std::mem::take(&mut branch.items), owner);
            }
        }
        Item::By(by) => body(&mut by.value, owner),
        Item::Setting(setting) => {
            if let Setting::Each(each) = &mut setting.value {
                body(each, "");
            }
        }
        Item::Grades(grades) => settle(grades.rows.iter_mut().filter_map(|row| row.band.as_mut()).collect()),
        Item::Inputs(_)
        | Item::Formula(_)
        | Item::NotApplicable(_)
        | Item::Outside(_)
        | Item::Veto(_)
        | Item::Ranking(_)
        | Item::Quota(_)
        | Item::Uses(_)
        | Item::Alerts(_)
        | Item::Variant(_)
        | Item::Test(_)
        | Item::Change(_)
        | Item::Drop(_) => {}
    }
    item
}

/// Inputs, each on a line of its own.
fn lines(inputs: Vec<Input>) -> Vec<Input> {
    let each = |input: Input| {
        let mut type_of = input.type_of;
        if let TypeOf::List(fields) = &mut type_of.value {
            *fields = lines(std::mem::take(fields));
        }
        let mut clauses = input.clauses;
        for clause in &mut clauses {
            if let Clause::Range(band) = &mut clause.value {
                settle(vec![band]);
            }
        }
        let span = input.span;
        let line =
            move |name| Input { names: vec![name], type_of: type_of.clone(), clauses: clauses.clone(), span };
        input.names.into_iter().map(line)
    };
    inputs.into_iter().flat_map(each).collect()
}

fn body(body: &mut Body, owner: &str) {
    match body {
        Body::Ratio { value, .. } | Body::Interpolate { value, .. } => implied(value, owner),
        Body::Bands { value, rows, .. } => {
            if matches!(rows.first().map(|row| &row.head), Some(RowHead::Band(_))) {
                implied(value, owner);
            }
            settle(rows.iter_mut().filter_map(|row| band(&mut row.head)).collect());
        }
        Body::Assess { levels } => settle(levels.iter_mut().map(|level| &mut level.band).collect()),
        Body::Score { .. } | Body::Lines { .. } => {}
    }
}

fn band(head: &mut RowHead) -> Option<&mut Band> {
    if let RowHead::Band(band) = head { Some(band) } else { None }
}

/// An indicator that leaves the quantity out uses the one of its own name.
fn implied(value: &mut Option<Expr>, owner: &str) {
    let own = |expr: &Expr| matches!(&expr.kind, ExprKind::Path(names) if matches!(names.as_slice(), [name] if name.text == owner));
    if value.as_ref().is_some_and(own) {
        *value = None;
    }
}
