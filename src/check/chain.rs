//! Which scheme takes the results of which, and so the order in which they are checked and scored.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{Code, Diagnostic, Files, Span, Text, closest};
use crate::syntax::ast::{self, Content, Item, ListFrom, TypeOf};

/// The schemes of a run, each after those that its lists come from.
pub(super) struct Chain<'a> {
    pub(super) order: Vec<(&'a ast::File, &'a ast::Scheme)>,
    /// The place in `order` of the scheme that is meant, by where it is named after 来自.
    pub(super) links: BTreeMap<Span, usize>,
}

/// One scheme takes the results of another, by their places in the files.
#[derive(Clone, Copy)]
struct Step {
    of: usize,
    from: usize,
    span: Span,
}

/// Puts the schemes in order; otherwise they stay in that of the files. A name that means no scheme, or several, and
/// every circle, is reported and is no link.
pub(super) fn chain<'a>(files: &'a [ast::File], texts: &Files, found: &mut Vec<Diagnostic>) -> Chain<'a> {
    let all: Vec<(&ast::File, &ast::Scheme)> =
        files.iter().flat_map(|file| file.schemes.iter().map(move |scheme| (file, scheme))).collect();
    let mut steps: Vec<Step> = Vec::new();
    for (of, (_, scheme)) in all.iter().enumerate() {
        for list in lists_from(&scheme.items) {
            let named: Vec<usize> =
                (0..all.len()).filter(|&at| all[at].1.name.text == list.scheme.text).collect();
            match named.as_slice() {
                [from] => steps.push(Step { of, from: *from, span: list.scheme.span }),
                [] => found.push(unknown(&list.scheme, &all, texts)),
                several => found.push(ambiguous(&list.scheme, several, &all)),
            }
        }
    }
    let names: Vec<&str> = all.iter().map(|(_, scheme)| scheme.name.text.as_str()).collect();
    let places = in_order(all.len(), &mut steps, &names, found);
    let place = |scheme: usize| places.iter().position(|at| *at == scheme);
    Chain {
        links: steps.iter().filter_map(|step| Some((step.span, place(step.from)?))).collect(),
        order: places.iter().filter_map(|&at| all.get(at).copied()).collect(),
    }
}

/// Every 列表 来自 of a scheme, also those in blocks and branches.
pub fn lists_from(items: &[Item]) -> Vec<&ListFrom> {
    let mut lists = Vec::new();
    let mut waiting: Vec<&Item> = items.iter().rev().collect();
    while let Some(item) = waiting.pop() {
        if let Item::Inputs(inputs) = item {
            let from = inputs.value.iter().filter_map(|input| match &input.type_of.value {
                TypeOf::ListFrom(list) => Some(list),
                TypeOf::Choice(_)
                | TypeOf::YesNo
                | TypeOf::Integer(_)
                | TypeOf::Number(_)
                | TypeOf::Percent
                | TypeOf::Money(_)
                | TypeOf::Days
                | TypeOf::WorkingDays
                | TypeOf::Date
                | TypeOf::Text
                | TypeOf::Points
                | TypeOf::List(_) => None,
            });
            lists.extend(from);
        }
        if let Item::Indicator(ast::Indicator { content: Content::Block(inner), .. }) = item {
            waiting.extend(inner.iter().rev());
        }
        if let Item::Case(case) = item {
            waiting.extend(case.branches.iter().flat_map(|branch| &branch.items).rev());
        }
    }
    lists
}

/// The first of the schemes that wait for nothing, again and again. When all wait for one another there is a circle:
/// it is reported, and its steps are no links any more.
fn in_order(
    schemes: usize,
    steps: &mut Vec<Step>,
    names: &[&str],
    found: &mut Vec<Diagnostic>,
) -> Vec<usize> {
    let mut places: Vec<usize> = Vec::new();
    let mut waiting: BTreeSet<usize> = (0..schemes).collect();
    let mut needs: BTreeMap<usize, Vec<Step>> = BTreeMap::new();
    for step in steps.iter() {
        needs.entry(step.of).or_default().push(*step);
    }
    while let Some(&first) = waiting.first() {
        let waits = |at: usize| needs.get(&at)?.iter().find(|step| waiting.contains(&step.from));
        match waiting.iter().copied().find(|&at| waits(at).is_none()) {
            Some(ready) => {
                waiting.remove(&ready);
                places.push(ready);
            }
            None => {
                let circle = circle(first, &waits);
                found.extend(cycle(&circle, names));
                let broken = |step: &Step| circle.iter().any(|one| one.span == step.span);
                steps.retain(|step| !broken(step));
                needs.values_mut().for_each(|needed| needed.retain(|step| !broken(step)));
            }
        }
    }
    places
}

/// The steps of a circle that a scheme leads into; every scheme waits for some other.
fn circle<'s>(first: usize, waits: &impl Fn(usize) -> Option<&'s Step>) -> Vec<Step> {
    let mut trail: Vec<Step> = Vec::new();
    let mut at = first;
    while let Some(step) = waits(at) {
        if let Some(start) = trail.iter().position(|earlier| earlier.of == at) {
            trail.drain(..start);
            break;
        }
        trail.push(*step);
        at = step.from;
    }
    trail
}

fn cycle(steps: &[Step], names: &[&str]) -> Option<Diagnostic> {
    let name = |at: usize| names.get(at).copied().unwrap_or("");
    let first = steps.first()?;
    let mut chain: Vec<&str> = steps.iter().map(|step| name(step.of)).collect();
    chain.push(name(first.of));
    let chain = chain.join(" → ");
    let message = Text::new(
        format!("办法之间互相取结果, 绕成一圈: {chain}"),
        format!("schemes take each other's results in a circle: {chain}"),
    );
    let mut diagnostic = Diagnostic::new(Code::Cycle, first.span, message).help(Text::new(
        "断开其中一步: 把那个列表写成 列表 { … }, 由数据填报",
        "break one of the steps: make that list a list { … } that the data fill in",
    ));
    for step in steps {
        let (of, from) = (name(step.of), name(step.from));
        let text = Text::new(
            format!("“{of}”在这里取“{from}”的结果"),
            format!("`{of}` takes the results of `{from}` here"),
        );
        diagnostic = diagnostic.label(step.span, text);
    }
    Some(diagnostic)
}

fn unknown(name: &ast::Name, all: &[(&ast::File, &ast::Scheme)], texts: &Files) -> Diagnostic {
    let names = || all.iter().map(|(_, scheme)| scheme.name.text.as_str());
    let text = &name.text;
    let diagnostic = Diagnostic::new(
        Code::UnknownName,
        name.span,
        Text::new(format!("没有叫“{text}”的办法"), format!("no scheme is called `{text}`")),
    );
    let listed: Vec<String> = all
        .iter()
        .map(|(file, scheme)| format!("{} ({})", scheme.name.text, texts.name(file.source)))
        .collect();
    let listed = listed.join(", ");
    let looked = Text::new(
        format!("一起检查的办法有: {listed}"),
        format!("the schemes that are checked together: {listed}"),
    );
    match closest(text, names()) {
        Some(near) => diagnostic
            .help(Text::new(format!("是不是“{near}”?"), format!("did you mean `{near}`?")))
            .help(looked)
            .fix(name.span, near),
        None => diagnostic
            .help(Text::new(
                "把写着这个办法的规则文件放在同一个文件夹里, 或也写在命令里",
                "put the rule file with that scheme into the same folder, or name it in the command too",
            ))
            .help(looked),
    }
}

fn ambiguous(name: &ast::Name, several: &[usize], all: &[(&ast::File, &ast::Scheme)]) -> Diagnostic {
    let (text, count) = (&name.text, several.len());
    let message = Text::new(
        format!("有 {count} 个办法叫“{text}”, 不知道取哪一个的结果"),
        format!("{count} schemes are called `{text}`: whose results are meant cannot be told"),
    );
    let diagnostic = Diagnostic::new(Code::DuplicateName, name.span, message).help(Text::new(
        "给其中的办法改个名称, 或只用其中一个文件",
        "rename one of them, or use one of the files only",
    ));
    several.iter().filter_map(|&at| all.get(at)).fold(diagnostic, |diagnostic, (_, scheme)| {
        diagnostic.label(scheme.name.span, Text::new("叫这个名称", "called so"))
    })
}
