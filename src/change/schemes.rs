//! Which schemes of two sets of rule files belong together, and what is taken of them.

use super::blend::block;
use super::edit::EditKind;
use super::matched::{Matched, Member, matched};
use super::moved::moves;
use super::side::Side;
use super::walk::{About, Walk};
use crate::format::Style;
use crate::syntax::ast::{File, Item, Scheme, Table};

/// What is taken of two sets of files in normal form, each scheme in a file of its own.
pub(super) fn files<'a>(walk: &mut Walk<'a>, (old, new): (&'a [File], &'a [File])) -> Vec<File> {
    let (olds, news) = (listed(old), listed(new));
    let found = walk.matched(|| paired(&olds, &news));
    let mut made: Vec<(Member, File)> = Vec::new();
    for member in &found.as_new {
        let taken = match *member {
            Member::Both(was, is) => olds.get(was).zip(news.get(is)).map(|((_, was), (file, is))| {
                let made = scheme(walk, (was, is));
                alone(file, made)
            }),
            Member::Old(was) => {
                olds.get(was).and_then(|(file, was)| Some(alone(file, lone(walk, was, Side::Old)?)))
            }
            Member::New(is) => {
                news.get(is).and_then(|(file, is)| Some(alone(file, lone(walk, is, Side::New)?)))
            }
        };
        made.extend(taken.map(|file| (*member, file)));
    }
    if found.reordered() && walk.layout() == Side::Old {
        made.sort_by_key(|(member, _)| found.as_old.iter().position(|other| other == member));
    }
    made.into_iter().map(|(_, file)| file).collect()
}

/// A file with one scheme, and without its text: what is taken of two stands in neither.
fn alone(file: &File, scheme: Scheme) -> File {
    let holes = file.holes.clone();
    File {
        source: file.source,
        schemes: vec![scheme],
        comments: Vec::new(),
        holes,
        suites: Vec::new(),
        woven: None,
    }
}

/// The schemes, each with its file.
fn listed(files: &[File]) -> Vec<(&File, &Scheme)> {
    files.iter().flat_map(|file| file.schemes.iter().map(move |scheme| (file, scheme))).collect()
}

/// By name; where just one is left on each side, those two, since next year's rules may be called otherwise.
fn paired(old: &[(&File, &Scheme)], new: &[(&File, &Scheme)]) -> Matched {
    let name = |one: &(&File, &Scheme)| Some(one.1.name.text.clone());
    let by_name = matched(old, new, &[&name]);
    let both = |member: &Member| matches!(member, Member::Both(..));
    let pairs = by_name.as_new.iter().filter(|member| both(member)).count();
    if pairs + 1 == old.len() && pairs + 1 == new.len() {
        return matched(old, new, &[&name, &|_| Some(String::new())]);
    }
    by_name
}

fn scheme<'a>(walk: &mut Walk<'a>, (old, new): (&'a Scheme, &'a Scheme)) -> Scheme {
    walk.scheme(&new.name.text);
    walk.moves = moves(&old.items, &new.items);
    walk.years = by_year(&old.items) || by_year(&new.items);
    walk.at(Some(old.name.span), Some(new.name.span));
    let about = || About::new(EditKind::Scheme, "办法名称", "name of the scheme").silent();
    let name = walk.part((&old.name, &new.name), about, &|style, name| style.name(name));
    Scheme { name, items: block(walk, (&old.items, &new.items)), span: new.span }
}

fn lone(walk: &mut Walk<'_>, one: &Scheme, side: Side) -> Option<Scheme> {
    walk.scheme(&one.name.text);
    let is_new = side == Side::New;
    if is_new {
        walk.at(None, Some(one.name.span))
    } else {
        walk.at(Some(one.name.span), None)
    }
    let about = || About::new(EditKind::Scheme, "办法", "scheme");
    (walk.lone(about, &|style: Style| style.name(&one.name), is_new) == side).then(|| one.clone())
}

/// Whether a parameter has values by year, so that the year of a scheme decides scores.
fn by_year(items: &[Item]) -> bool {
    use crate::syntax::ast::{Content, ExprKind};
    items.iter().any(|item| match item {
        Item::Formula(formula) => matches!(&formula.value.kind, ExprKind::Table(Table::ByYear(_))),
        Item::Indicator(indicator) => match &indicator.content {
            Content::Block(items) => by_year(items),
            Content::Nothing | Content::Body(_) => false,
        },
        Item::Case(case) => case.branches.iter().any(|branch| by_year(&branch.items)),
        Item::Setting(_)
        | Item::Inputs(_)
        | Item::By(_)
        | Item::NotApplicable(_)
        | Item::Outside(_)
        | Item::Veto(_)
        | Item::Grades(_)
        | Item::Ranking(_)
        | Item::Quota(_)
        | Item::Uses(_)
        | Item::Alerts(_)
        | Item::Variant(_)
        | Item::Test(_)
        | Item::Change(_)
        | Item::Drop(_) => false,
    })
}
