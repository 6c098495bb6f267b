//! Indicators and branches.

use super::super::edit::EditKind;
use super::super::matched::matched_or_by_place;
use super::super::side::Side;
use super::super::walk::{About, Walk};
use super::lists::{Lists, Order, Pair, taken};
use super::{block, kept_block};
use crate::format::Style;
use crate::source::Text;
use crate::syntax::ast::{Branch, Case, Content, Indicator, Item, Setting};

/// What is taken of two indicators of one name.
pub(super) fn indicator<'a>(walk: &mut Walk<'a>, (old, new): (&'a Indicator, &'a Indicator)) -> Indicator {
    let (was, is) = (inner(&old.content), inner(&new.content));
    walk.inside(&new.name.text, |walk| {
        walk.on(basis(is).or_else(|| basis(was)), |walk| {
            walk.at(Some(old.head), Some(new.head));
            let points = || About::new(EditKind::Points, "分值", "points");
            let weight = || About::new(EditKind::Weight, "权重", "weight");
            let quantity: &dyn Fn(Style, &_) -> String = &|style, quantity| style.quantity(quantity);
            let points = walk.optional((old.points.as_ref(), new.points.as_ref()), points, quantity);
            let weight = walk.optional((old.weight.as_ref(), new.weight.as_ref()), weight, quantity);
            let items = block(walk, (was, is));
            let bare = items.is_empty()
                && matches!((&old.content, &new.content), (Content::Nothing, _) | (_, Content::Nothing));
            let content = if bare { Content::Nothing } else { Content::Block(items) };
            Indicator { points, weight, content, ..shell(new) }
        })
    })
}

/// An indicator without what is in it.
fn shell(of: &Indicator) -> Indicator {
    Indicator {
        name: of.name.clone(),
        points: None,
        weight: None,
        content: Content::Nothing,
        head: of.head,
        span: of.span,
    }
}

fn inner(content: &Content) -> &[Item] {
    match content {
        Content::Block(items) => items,
        // The normal form of a way to score is a block.
        Content::Nothing | Content::Body(_) => &[],
    }
}

fn basis(items: &[Item]) -> Option<&str> {
    items.iter().find_map(|item| {
        let Item::Setting(setting) = item else { return None };
        if let Setting::Basis(text) = &setting.value { Some(text.value.as_str()) } else { None }
    })
}

/// An indicator that this block has on one side only: new, gone, or from or to elsewhere.
pub(super) fn lone<'a>(walk: &mut Walk<'a>, one: &'a Indicator, side: Side) -> Option<Indicator> {
    if let Some(elsewhere) = elsewhere(walk, one, side) {
        return elsewhere;
    }
    walk.inside(&one.name.text, |walk| {
        walk.on(basis(inner(&one.content)), |walk| {
            let is_new = side == Side::New;
            if is_new {
                walk.at(None, Some(one.head))
            } else {
                walk.at(Some(one.head), None)
            }
            let about = || About::new(EditKind::Indicator, "指标", "indicator").whole();
            let write =
                |style: Style| style.indicator_but_name(one).trim_start_matches([' ', ':']).to_owned();
            let taken = walk.lone(about, &write, is_new);
            let whole = with_kept(walk, one, side);
            (taken == side).then_some(whole)
        })
    })
}

/// An indicator inside a block that is new or gone.
pub(super) fn kept<'a>(walk: &mut Walk<'a>, one: &'a Indicator, side: Side) -> Option<Indicator> {
    match elsewhere(walk, one, side) {
        Some(elsewhere) => elsewhere,
        None => Some(walk.inside(&one.name.text, |walk| with_kept(walk, one, side))),
    }
}

fn with_kept<'a>(walk: &mut Walk<'a>, one: &'a Indicator, side: Side) -> Indicator {
    let content = match &one.content {
        Content::Block(items) => Content::Block(kept_block(walk, items, side)),
        other @ (Content::Nothing | Content::Body(_)) => other.clone(),
    };
    Indicator { points: one.points.clone(), weight: one.weight.clone(), content, ..shell(one) }
}

/// What is taken of an indicator that stands in another block now; none where it does not.
fn elsewhere<'a>(walk: &mut Walk<'a>, one: &'a Indicator, side: Side) -> Option<Option<Indicator>> {
    let name = one.name.text.as_str();
    if let Some(made) = walk.moves.indicators.made(name, side) {
        return Some(made);
    }
    let (was, is) = walk.moves.indicators.take(name)?;
    walk.at(Some(was.thing.head), Some(is.thing.head));
    let goes = walk.inside(name, |walk| {
        walk.edit(about_moved, || (Some(block_called(&was.block)), Some(block_called(&is.block))))
    });
    let made = indicator(walk, (was.thing, is.thing));
    walk.moves.indicators.put(name, goes, made);
    walk.moves.indicators.made(name, side)
}

pub(super) fn about_moved() -> About {
    About::new(EditKind::Moved, "移到别的块", "moved to another block")
}

/// A block by its name, or the scheme itself.
pub(super) fn block_called(block: &str) -> Text {
    if block.is_empty() { Text::new("办法本身", "the scheme itself") } else { Text::same(block) }
}

/// What is taken of two 分支 by one quantity.
pub(super) fn case<'a>(walk: &mut Walk<'a>, (old, new): (&'a Case, &'a Case)) -> Case {
    let lists = Lists { old: &old.branches, new: &new.branches, order: Order::Layout };
    let key = |branch: &Branch| Some(Style::Meaning.branch_names(branch));
    let found = walk.matched(|| matched_or_by_place(&old.branches, &new.branches, &[&key]));
    let branches = taken(walk, &lists, &found, |walk, pair| match pair {
        Pair::Both(old, new) => Some(branch(walk, (old, new))),
        Pair::Old(one) => lone_branch(walk, one, Side::Old),
        Pair::New(one) => lone_branch(walk, one, Side::New),
    });
    Case { value: new.value.clone(), branches, span: new.span }
}

fn about_branch() -> About {
    About::new(EditKind::Branch, "分支", "case")
}

fn branch<'a>(walk: &mut Walk<'a>, (old, new): (&'a Branch, &'a Branch)) -> Branch {
    walk.at(Some(old.span), Some(new.span));
    let names = walk.part((&old.names, &new.names), about_branch, &|style, names| {
        names.iter().map(|name| style.name(name)).collect::<Vec<_>>().join(", ")
    });
    Branch { names, items: block(walk, (&old.items, &new.items)), span: new.span }
}

fn lone_branch<'a>(walk: &mut Walk<'a>, one: &'a Branch, side: Side) -> Option<Branch> {
    let is_new = side == Side::New;
    if is_new {
        walk.at(None, Some(one.span))
    } else {
        walk.at(Some(one.span), None)
    }
    let taken = walk.lone(about_branch, &|style| style.branch_names(one), is_new);
    let items = kept_block(walk, &one.items, side);
    (taken == side).then(|| Branch { names: one.names.clone(), items, span: one.span })
}
