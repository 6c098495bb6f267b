//! The statements of a block.

use super::super::edit::EditKind;
use super::super::side::Side;
use super::super::walk::{About, Walk};
use super::lists::{Lists, Order, Pair, list};
use super::{around, body, indicator, inputs};
use crate::format::{Style, both};
use crate::source::{Spanned, Text};
use crate::syntax::ast::{Evidence, Item, Setting};

/// What is taken of two blocks.
pub(in crate::change) fn items<'a>(walk: &mut Walk<'a>, (old, new): (&'a [Item], &'a [Item])) -> Vec<Item> {
    // The order of indicators is that of every table; nothing is scored by it.
    let called: fn(&Item) -> Option<Text> =
        |item| if let Item::Indicator(one) = item { Some(Text::same(&one.name.text)) } else { None };
    let lists = Lists { old, new, order: Order::Edit(false, called) };
    list(walk, &lists, &[&key, &looser_key, &loosest_key], |walk, pair| match pair {
        Pair::Both(old, new) => both_items(walk, (old, new)),
        Pair::Old(item) => lone(walk, item, Side::Old),
        Pair::New(item) => lone(walk, item, Side::New),
    })
}

fn key(item: &Item) -> Option<String> {
    let meaning = Style::Meaning;
    Some(match item {
        Item::Setting(setting) => format!("setting {}", meaning.key(&setting.value)),
        Item::Inputs(_) => "inputs".to_owned(),
        Item::Formula(formula) => format!("formula {}", formula.name.text),
        Item::Indicator(indicator) => format!("indicator {}", indicator.name.text),
        Item::By(_) => "by".to_owned(),
        Item::Case(case) => format!("case {}", case.value.text),
        Item::NotApplicable(clause) => format!("n/a {}", meaning.expr(&clause.condition)),
        Item::Outside(outside) => format!("{} {}", meaning.side(outside), outside.name.text),
        Item::Veto(veto) => format!("veto {}", meaning.expr(&veto.condition)),
        Item::Grades(_) => "grades".to_owned(),
        Item::Ranking(ranking) => format!("ranking {}", meaning.scope(&ranking.scope)),
        Item::Quota(quota) => format!("quota {} {}", quota.grade.text, meaning.scope(&quota.scope)),
        Item::Uses(_) => "uses".to_owned(),
        Item::Alerts(alerts) => format!("alerts {}", alerts.level.text),
        Item::Variant(variant) => format!("variant {}", variant.title.value),
        Item::Test(_) | Item::Change(_) | Item::Drop(_) => meaning.item(item),
    })
}

/// How what has no fellow under its own key may yet have one.
fn looser_key(item: &Item) -> Option<String> {
    match item {
        Item::NotApplicable(clause) => Some(format!("n/a {}", Style::Meaning.instead(&clause.instead))),
        Item::Veto(veto) => Some(format!("veto {}", Style::Meaning.verdict(&veto.verdict))),
        Item::Quota(quota) => Some(format!("quota {}", quota.grade.text)),
        Item::Ranking(_) => Some("ranking".to_owned()),
        Item::Setting(_)
        | Item::Inputs(_)
        | Item::Formula(_)
        | Item::Indicator(_)
        | Item::By(_)
        | Item::Case(_)
        | Item::Outside(_)
        | Item::Grades(_)
        | Item::Uses(_)
        | Item::Alerts(_)
        | Item::Variant(_)
        | Item::Test(_)
        | Item::Change(_)
        | Item::Drop(_) => None,
    }
}

/// What there is mostly one of.
fn loosest_key(item: &Item) -> Option<String> {
    matches!(item, Item::NotApplicable(_)).then(|| "n/a".to_owned())
}

fn both_items<'a>(walk: &mut Walk<'a>, (old, new): (&'a Item, &'a Item)) -> Option<Item> {
    if walk.alike(|| Style::Meaning.item(old) == Style::Meaning.item(new)) {
        return Some(new.clone());
    }
    walk.at(Some(old.span()), Some(new.span()));
    Some(match (old, new) {
        (Item::Setting(old), Item::Setting(new)) => Item::Setting(setting(walk, (old, new))),
        (Item::Inputs(old), Item::Inputs(new)) => {
            Item::Inputs(Spanned::new(inputs::inputs(walk, (&old.value, &new.value)), new.span))
        }
        (Item::Formula(old), Item::Formula(new)) => Item::Formula(inputs::formula(walk, (old, new))),
        (Item::Indicator(old), Item::Indicator(new)) => {
            Item::Indicator(indicator::indicator(walk, (old, new)))
        }
        (Item::By(old), Item::By(new)) => {
            Item::By(Spanned::new(body::body(walk, (&old.value, &new.value), (old.span, new.span)), new.span))
        }
        (Item::Case(old), Item::Case(new)) => Item::Case(indicator::case(walk, (old, new))),
        (Item::NotApplicable(old), Item::NotApplicable(new)) => {
            Item::NotApplicable(around::not_applicable(walk, (old, new)))
        }
        (Item::Outside(old), Item::Outside(new)) => Item::Outside(around::outside(walk, (old, new))),
        (Item::Veto(old), Item::Veto(new)) => Item::Veto(around::veto(walk, (old, new))),
        (Item::Grades(old), Item::Grades(new)) => Item::Grades(around::grades(walk, (old, new))),
        (Item::Ranking(old), Item::Ranking(new)) => Item::Ranking(around::ranking(walk, (old, new))),
        (Item::Quota(old), Item::Quota(new)) => Item::Quota(around::quota(walk, (old, new))),
        (Item::Uses(old), Item::Uses(new)) => {
            Item::Uses(Spanned::new(around::uses(walk, (&old.value, &new.value)), new.span))
        }
        (Item::Alerts(old), Item::Alerts(new)) => Item::Alerts(around::alerts(walk, (old, new))),
        // The same title, other changes.
        (old, new) => {
            let about = About::new(EditKind::Variant, "对照", "variant").silent();
            walk.part((old, new), || about, &|style, item| style.item(item))
        }
    })
}

fn setting(walk: &mut Walk<'_>, (old, new): (&Spanned<Setting>, &Spanned<Setting>)) -> Spanned<Setting> {
    if let (Setting::Evidence(Evidence::Required { .. }), Setting::Evidence(Evidence::Required { .. })) =
        (&old.value, &new.value)
    {
        return Spanned::new(Setting::Evidence(evidence(walk, (&old.value, &new.value))), new.span);
    }
    let years = walk.years;
    let value =
        walk.part((&old.value, &new.value), || about(&new.value, years), &|style, one| style.setting(one));
    Spanned::new(value, new.span)
}

/// What is to be attached is a text; what its absence costs is not.
fn evidence(walk: &mut Walk<'_>, sides: (&Setting, &Setting)) -> Evidence {
    let (
        Setting::Evidence(Evidence::Required { documents: old, lacking: was }),
        Setting::Evidence(Evidence::Required { documents: new, lacking: is }),
    ) = sides
    else {
        return Evidence::Waived;
    };
    let about = || About::new(EditKind::Evidence, "佐证", "evidence");
    let documents = walk.part((old, new), || about().silent(), &|style, text| style.quoted(&text.value));
    let lacking = walk.optional((was.as_ref(), is.as_ref()), about, &|style, lacking| style.lacking(lacking));
    Evidence::Required { documents, lacking }
}

fn about(setting: &Setting, years: bool) -> About {
    let text = both(|style| style.key(setting).to_owned());
    let about = |kind| About::new(kind, text.zh.clone(), text.en.clone());
    match setting {
        Setting::Basis(_) => about(EditKind::Basis).silent(),
        Setting::Evidence(_) => about(EditKind::Evidence),
        Setting::Each(_) => about(EditKind::Method),
        Setting::Points(_) => about(EditKind::Points),
        Setting::Subject(_) | Setting::Show(_) | Setting::Extends(_) => about(EditKind::Setting).silent(),
        Setting::Year(_) => about(EditKind::Setting).scoring(years),
        Setting::Group(_)
        | Setting::Total(_)
        | Setting::Round(_)
        | Setting::Remainder(_)
        | Setting::Layers(_)
        | Setting::Absent(_)
        | Setting::Best
        | Setting::Mean
        | Setting::Choose(_)
        | Setting::MostLost(_)
        | Setting::Missing(_)
        | Setting::Excused(_)
        | Setting::OnZero(_) => about(EditKind::Setting),
    }
}

/// A statement that only one has.
fn lone<'a>(walk: &mut Walk<'a>, item: &'a Item, side: Side) -> Option<Item> {
    match item {
        Item::Indicator(one) => return indicator::lone(walk, one, side).map(Item::Indicator),
        Item::Formula(formula) => return inputs::lone_formula(walk, formula, side).map(Item::Formula),
        Item::Inputs(all) => {
            let left = inputs::lone_inputs(walk, &all.value, side);
            return (!left.is_empty()).then(|| Item::Inputs(Spanned::new(left, all.span)));
        }
        Item::Uses(all) => {
            let none: &[_] = &[];
            let sides =
                if side == Side::Old { (all.value.as_slice(), none) } else { (none, all.value.as_slice()) };
            let left = around::uses(walk, sides);
            return (!left.is_empty()).then(|| Item::Uses(Spanned::new(left, all.span)));
        }
        Item::Setting(_)
        | Item::By(_)
        | Item::Case(_)
        | Item::NotApplicable(_)
        | Item::Outside(_)
        | Item::Veto(_)
        | Item::Grades(_)
        | Item::Ranking(_)
        | Item::Quota(_)
        | Item::Alerts(_)
        | Item::Variant(_)
        | Item::Test(_)
        | Item::Change(_)
        | Item::Drop(_) => {}
    }
    lone_as(walk, item, side)
}

/// One edit for a whole statement.
fn lone_as(walk: &mut Walk<'_>, item: &Item, side: Side) -> Option<Item> {
    let is_new = side == Side::New;
    let span = item.span();
    if is_new {
        walk.at(None, Some(span))
    } else {
        walk.at(Some(span), None)
    }
    let years = walk.years;
    let write = |style: Style| stripped(style, item);
    let taken = walk.lone(|| lone_about(item, years), &write, is_new);
    (taken == side).then(|| item.clone())
}

/// A statement without the word it begins with, which has been said.
fn stripped(style: Style, item: &Item) -> String {
    let (said, word) = (style.item(item), word(item));
    let word = if style == Style::En { word.en } else { word.zh };
    said.strip_prefix(&word).map_or(said.clone(), |rest| rest.trim_start().to_owned())
}

fn word(item: &Item) -> Text {
    match item {
        Item::Case(_) => Text::new("分支", "case"),
        Item::NotApplicable(_) => Text::new("不适用", "n/a"),
        Item::Outside(outside) => both(|style| style.side(outside).to_owned()),
        Item::Veto(_) => Text::new("否决", "veto"),
        Item::Grades(_) => Text::new("等级", "grades"),
        Item::Ranking(_) => Text::new("排名", "ranking"),
        Item::Quota(_) => Text::new("名额", "quota"),
        Item::Alerts(_) => Text::new("警示", "alert"),
        Item::Variant(_) => Text::new("对照", "variant"),
        Item::By(_) => Text::new("计分", "way to score"),
        Item::Setting(setting) => both(|style| style.key(&setting.value).to_owned()),
        Item::Inputs(_) => Text::new("输入", "input"),
        Item::Formula(_) => Text::new("公式", "let"),
        Item::Indicator(_) => Text::new("指标", "indicator"),
        Item::Uses(_) => Text::new("应用", "consequence"),
        Item::Test(_) => Text::new("测试", "test"),
        Item::Change(_) => Text::new("改", "change"),
        Item::Drop(_) => Text::new("删", "drop"),
    }
}

fn lone_about(item: &Item, years: bool) -> About {
    let kind = match item {
        Item::Setting(setting) => return about(&setting.value, years),
        Item::Case(_) => EditKind::Branch,
        Item::NotApplicable(_) => EditKind::NotApplicable,
        Item::Outside(_) => EditKind::Outside,
        Item::Veto(_) => EditKind::Veto,
        Item::Grades(_) => EditKind::Grade,
        Item::Ranking(_) => EditKind::Ranking,
        Item::Quota(_) => EditKind::Quota,
        Item::Alerts(_) => EditKind::Alert,
        Item::Variant(_) => EditKind::Variant,
        Item::By(_) => EditKind::Method,
        Item::Inputs(_) => EditKind::Input,
        Item::Formula(_) => EditKind::Formula,
        Item::Indicator(_) => EditKind::Indicator,
        Item::Uses(_) => EditKind::Consequence,
        Item::Test(_) | Item::Change(_) | Item::Drop(_) => EditKind::Setting,
    };
    let word = word(item);
    let about = About::new(kind, word.zh, word.en);
    if kind == EditKind::Variant { about.silent() } else { about }
}

/// Takes a statement of a block that only one has, without a question of its own; what stands elsewhere goes there.
pub(super) fn kept<'a>(walk: &mut Walk<'a>, items: &'a [Item], side: Side) -> Vec<Item> {
    let mut left = Vec::new();
    for item in items {
        match item {
            Item::Indicator(one) => left.extend(indicator::kept(walk, one, side).map(Item::Indicator)),
            Item::Formula(one) => left.extend(inputs::kept_formula(walk, one, side).map(Item::Formula)),
            Item::Inputs(all) => {
                let inputs = inputs::kept_inputs(walk, &all.value, side);
                left.extend((!inputs.is_empty()).then(|| Item::Inputs(Spanned::new(inputs, all.span))));
            }
            Item::Setting(_)
            | Item::By(_)
            | Item::Case(_)
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
            | Item::Drop(_) => left.push(item.clone()),
        }
    }
    left
}
