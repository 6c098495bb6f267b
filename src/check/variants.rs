//! 对照: the scheme read otherwise, checked whole. It asks for the same data, so that both readings are of one dataset.

use std::collections::BTreeSet;

use crate::amend;
use crate::check::{Checker, Given};
use crate::plan::{Field, Input, Scheme, Variant};
use crate::source::{Code, Diagnostic, Place, Span, Text};
use crate::syntax::ast::{self, Item};

/// Reads every 对照 of a scheme and puts it into its plan; adds what is wrong with them to what was found, and gives
/// what they read of other schemes. Where the scheme itself is not sound, only what the changes name is looked at.
pub(in crate::check) fn read(
    mut plan: Option<&mut Scheme>,
    (file, scheme): (&ast::File, &ast::Scheme),
    given: Given<'_>,
    found: &mut Vec<Diagnostic>,
) -> BTreeSet<Span> {
    let (texts, known) = (given.texts, found.clone());
    let mut read_below = BTreeSet::new();
    let mut titles: Vec<(&str, Span)> = Vec::new();
    for item in &scheme.items {
        let Item::Variant(variant) = item else { continue };
        let title = variant.title.value.as_str();
        if let Some((_, earlier)) = titles.iter().find(|(known, _)| *known == title) {
            found.push(same_title(title, variant.title.span, *earlier));
            continue;
        }
        titles.push((title, variant.title.span));
        let amended = amend::read_otherwise(file, scheme, variant, texts);
        found.extend(amended.diagnostics);
        let Some((base, plan)) = amended.value.zip(plan.as_deref_mut()) else { continue };
        let read = amend::tree(file.source, &base);
        found.extend(read.diagnostics);
        let trees = read.value.map_or(Vec::new(), |tree| tree.schemes);
        let Some(tree) = trees.iter().find(|other| other.name.span == plan.span) else { continue };
        let at = Given { holes: &base.holes, suites: &[], ..given };
        let (other, checked, mut read) = Checker::new(tree, at).scheme(tree);
        read_below.append(&mut read);
        // What only this reading uses is used.
        found.retain(|known| known.code != Code::UnusedQuantity || checked.contains(known));
        // What is wrong with the scheme as it stands has been said of it.
        let own: Vec<Diagnostic> = checked.into_iter().filter(|finding| !known.contains(finding)).collect();
        let wrong = wrong(plan, other.as_ref(), variant, own);
        let sound = !wrong.iter().any(|finding| finding.code.severity().stops());
        found.extend(wrong);
        let span = variant.title.span;
        let other = other.filter(|_| sound);
        plan.variants.extend(other.map(|scheme| Variant { title: title.to_owned(), scheme, span }));
    }
    read_below
}

/// What is wrong with a reading. What is only a warning is said of the 对照 itself, not of the scheme, which has been
/// looked at.
fn wrong(
    main: &Scheme,
    other: Option<&Scheme>,
    variant: &ast::Variant,
    checked: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    let inside =
        |finding: &Diagnostic| matches!(finding.place, Place::Span(span) if variant.span.covers(span));
    let told = |finding: &Diagnostic| finding.code.severity().stops() || inside(finding);
    let mut wrong: Vec<Diagnostic> =
        checked.into_iter().filter(told).map(|finding| placed(variant, finding)).collect();
    if !wrong.iter().any(|finding| finding.code.severity().stops()) {
        wrong.extend(other.and_then(|other| other_data(main, other, variant)));
    }
    wrong
}

/// A finding is said where the 对照 stands, since without it there would be none.
fn placed(variant: &ast::Variant, finding: Diagnostic) -> Diagnostic {
    let own = match &finding.place {
        Place::Span(span) if !variant.span.covers(*span) => *span,
        Place::Span(_) | Place::Cell(_) | Place::Nowhere => return finding,
    };
    let (title, Text { zh, en }) = (&variant.title.value, &finding.message);
    let message = Text::new(format!("按“{title}”读: {zh}"), format!("read as “{title}”: {en}"));
    // The repair would change the scheme, which is sound as it stands.
    let here = if finding.caption == Text::default() {
        Text::new("这里", "here")
    } else {
        finding.caption.clone()
    };
    let (place, caption) = (Place::Span(variant.title.span), Text::default());
    Diagnostic { place, caption, message, fix: None, ..finding }.label(own, here)
}

fn same_title(title: &str, span: Span, earlier: Span) -> Diagnostic {
    let message = Text::new(format!("有两个对照叫“{title}”"), format!("two variants are called `{title}`"));
    Diagnostic::new(Code::DuplicateName, span, message)
        .label(earlier, Text::new("先写于此", "first written here"))
        .help(Text::new("给其中一个换个标题", "give one of them another title"))
}

/// What the other reading asks for that the scheme does not, or not so.
fn other_data(main: &Scheme, other: &Scheme, variant: &ast::Variant) -> Option<Diagnostic> {
    let named = |inputs: &[Input]| inputs.iter().map(|input| input.column.clone()).collect::<Vec<_>>();
    let (own, others) = (named(&main.inputs), named(&other.inputs));
    let listed = |names: Vec<&String>| names.iter().map(|name| name.as_str()).collect::<Vec<_>>().join(", ");
    let more = listed(others.iter().filter(|name| !own.contains(name)).collect());
    let fewer = listed(own.iter().filter(|name| !others.contains(name)).collect());
    let changed: Vec<&str> = main
        .inputs
        .iter()
        .zip(&other.inputs)
        .filter(|(a, b)| !same(a, b))
        .map(|(a, _)| a.column.as_str())
        .collect();
    let inputs = || main.inputs.iter().zip(&other.inputs);
    let stricter = |of: fn(&Input, &Input) -> bool| {
        let found = inputs().filter(|(own, other)| of(own, other)).map(|(own, _)| own.column.as_str());
        found.collect::<Vec<_>>().join(", ")
    };
    let not_excused = stricter(|own, other| own.excused.is_some() && other.excused.is_none());
    let must_apply = stricter(|own, other| own.may_not_apply && other.must_apply);
    let lists = main.lists.iter().zip(&other.lists).all(|(a, b)| same_fields(&a.fields, &b.fields));
    let why = if !more.is_empty() {
        Text::new(format!("多要了 {more}"), format!("asks for {more} as well"))
    } else if !fewer.is_empty() {
        Text::new(format!("少要了 {fewer}"), format!("does not ask for {fewer}"))
    } else if !changed.is_empty() || !lists {
        let changed = changed.join(", ");
        Text::new(
            format!("改了 {changed} 的类型、范围或次序"),
            format!("changes type, range or order of {changed}"),
        )
    } else if !must_apply.is_empty() {
        Text::new(
            format!("不许 {must_apply} 不适用, 而办法许: 用到它的块没有写 缺项"),
            format!(
                "does not let {must_apply} be n/a, as the scheme does: a block that reads it has no absent"
            ),
        )
    } else if !not_excused.is_empty() {
        Text::new(
            format!("没有写 {not_excused} 的免责, 而办法写了"),
            format!("does not say what an excused {not_excused} means, as the scheme does"),
        )
    } else if other.counts_workdays && !main.counts_workdays {
        Text::new("要数工作日, 多要一份日历", "counts working days, and so asks for a calendar as well")
    } else if main.layers != other.layers {
        Text::new("改了层次", "changes the layers")
    } else {
        return None;
    };
    let title = &variant.title.value;
    let message = Text::new(format!("“{title}”{}", why.zh), format!("`{title}` {}", why.en));
    Some(Diagnostic::new(Code::VariantData, variant.title.span, message).help(Text::new(
        "对照只换算法, 不换数据; 数据也不同的, 另写一个办法, 用“沿用”",
        "a variant reads the same data otherwise; with other data, write another scheme that `extends` this one",
    )))
}

/// Whether a value that one takes may be read by the other. What 缺报 stands for is no matter of the data.
fn same(own: &Input, other: &Input) -> bool {
    own.column == other.column && own.value_type == other.value_type && own.range == other.range
}

fn same_fields(own: &[Field], other: &[Field]) -> bool {
    let same = |(own, other): (&Field, &Field)| {
        own.name == other.name && own.value_type == other.value_type && own.range == other.range
    };
    own.len() == other.len() && own.iter().zip(other).all(same)
}
