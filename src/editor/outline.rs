//! The outline of a file, what can be folded, and the points that blocks come to.

use serde_json::{Value, json};

use super::lines::Lines;
use super::names::{Kind, declared, inner};
use crate::number::Number;
use crate::source::{Lang, Span};
use crate::syntax::ast::{self, Content, Indicator, Item};

/// The numbers of the protocol for a namespace, a class, a method, a field and a constant.
const SCHEME: u8 = 3;
const BLOCK: u8 = 5;
const LEAF: u8 = 6;
const INPUT: u8 = 8;
const FORMULA: u8 = 14;

/// Schemes, their inputs and formulas, and the tree of their indicators.
pub(super) fn symbols(file: &ast::File, lines: &Lines<'_>) -> Vec<Value> {
    let scheme = |scheme: &ast::Scheme| {
        let children = below(&scheme.items, lines);
        symbol(&scheme.name, SCHEME, scheme.span, (children, lines))
    };
    file.schemes.iter().map(scheme).collect()
}

fn below(items: &[Item], lines: &Lines<'_>) -> Vec<Value> {
    let mut found = Vec::new();
    for item in items {
        if let Item::Inputs(inputs) = item {
            for input in &inputs.value {
                let one = |name| symbol(name, INPUT, input.span, (Vec::new(), lines));
                found.extend(input.names.iter().map(one));
            }
        } else if let Item::Formula(formula) = item {
            found.push(symbol(&formula.name, FORMULA, formula.span, (Vec::new(), lines)));
        } else if let Item::Outside(outside) = item {
            found.push(symbol(&outside.name, LEAF, outside.span, (Vec::new(), lines)));
        } else if let Item::Indicator(indicator) = item {
            let children = inner(item).into_iter().flat_map(|items| below(items, lines)).collect();
            let kind = if children_of(indicator).is_empty() { LEAF } else { BLOCK };
            found.push(symbol(&indicator.name, kind, indicator.span, (children, lines)));
        } else {
            found.extend(inner(item).into_iter().flat_map(|items| below(items, lines)));
        }
    }
    found
}

fn symbol(name: &ast::Name, kind: u8, span: Span, (children, lines): (Vec<Value>, &Lines<'_>)) -> Value {
    let range = |span: Span| lines.range(span.start as usize, span.end as usize);
    json!({
        // An editor refuses an empty name.
        "name": if name.text.is_empty() { "?" } else { &name.text },
        "kind": kind,
        "range": range(span.to(name.span)),
        "selectionRange": range(name.span),
        "children": children,
    })
}

fn children_of(indicator: &Indicator) -> Vec<&Indicator> {
    if let Content::Block(items) = &indicator.content { indicators(items) } else { Vec::new() }
}

fn indicators(items: &[Item]) -> Vec<&Indicator> {
    items.iter().filter_map(|item| if let Item::Indicator(one) = item { Some(one) } else { None }).collect()
}

/// What each has in points; none where one has none, or counts by weight.
fn given<'a>(indicators: &[&'a Indicator]) -> Option<Vec<&'a ast::Quantity>> {
    indicators.iter().map(|one| one.points.as_ref().filter(|_| one.weight.is_none())).collect()
}

/// The schemes, blocks and declarations of several lines.
pub(super) fn folds(file: &ast::File, lines: &Lines<'_>) -> Vec<Value> {
    let schemes = file.schemes.iter().map(|scheme| scheme.span);
    let statements = file.schemes.iter().flat_map(|scheme| scheme.items.iter().map(Item::span));
    let blocks = declared(file).into_iter().filter(|one| one.kind == Kind::Indicator).map(|one| one.whole);
    let mut found: Vec<(Value, Value)> = schemes
        .chain(statements)
        .chain(blocks)
        .map(|span| {
            let place = |at: u32| lines.position(at as usize)["line"].take();
            (place(span.start), place(span.end))
        })
        .filter(|(start, end)| start != end)
        .collect();
    found.dedup();
    found.into_iter().map(|(start, end)| json!({ "startLine": start, "endLine": end })).collect()
}

/// `合计 19/20` behind each block whose children have points.
pub(super) fn totals(file: &ast::File, lines: &Lines<'_>, lang: Lang) -> Vec<Value> {
    let mut found = Vec::new();
    for scheme in &file.schemes {
        found.extend(whole(scheme, lines, lang));
        blocks(&scheme.items, &mut |indicator| found.extend(total(indicator, lines, lang)));
    }
    found
}

fn blocks(items: &[Item], visit: &mut impl FnMut(&Indicator)) {
    for item in items {
        if let Item::Indicator(indicator) = item {
            visit(indicator);
        }
        inner(item).into_iter().for_each(|items| blocks(items, visit));
    }
}

/// Behind the points of the whole, what its first level adds up to.
fn whole(scheme: &ast::Scheme, lines: &Lines<'_>, lang: Lang) -> Option<Value> {
    let points = scheme.items.iter().find_map(|item| {
        let Item::Setting(setting) = item else { return None };
        let ast::Setting::Points(points) = &setting.value else { return None };
        Some((points, setting.span))
    });
    let given = given(&indicators(&scheme.items))?;
    let ((points, span), false) = (points?, given.is_empty()) else { return None };
    Some(hint(&given, Some(points), lines.position(span.end as usize), lang))
}

/// None for a block by weights, and for one that is not the sum of its children.
fn total(indicator: &Indicator, lines: &Lines<'_>, lang: Lang) -> Option<Value> {
    let Content::Block(items) = &indicator.content else { return None };
    let summed = |item: &Item| {
        let Item::Setting(setting) = item else { return !matches!(item, Item::Case(_)) };
        !matches!(setting.value, ast::Setting::Best | ast::Setting::Mean | ast::Setting::Choose(_))
    };
    let points = given(&children_of(indicator))?;
    if points.is_empty() || !items.iter().all(summed) {
        return None;
    }
    Some(hint(&points, indicator.points.as_ref(), lines.position(indicator.head.end as usize), lang))
}

/// `合计 19/20`
fn hint(given: &[&ast::Quantity], of: Option<&ast::Quantity>, at: Value, lang: Lang) -> Value {
    let sum = given.iter().fold(Number::ZERO, |sum, one| &sum + &one.number).plain();
    let of = of.map(|points| format!("/{}", points.number.plain())).unwrap_or_default();
    let word = match lang {
        Lang::Zh => "合计",
        Lang::En => "total",
    };
    json!({ "position": at, "label": format!("{word} {sum}{of}"), "paddingLeft": true })
}
