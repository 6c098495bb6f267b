//! The tree of indicators as rows of the table, a leaf each.

use super::criteria::criteria;
use super::{Level, Row, settings};
use crate::format::Style;
use crate::syntax::ast::{Body, Content, Evidence, Indicator, Item, Setting};

/// What a block hands down to what stands in it.
#[derive(Clone, Default)]
struct Above<'a> {
    levels: Vec<Level>,
    basis: String,
    /// 各项: how each of its children is scored that does not say it.
    each: Option<&'a Body>,
    /// The branches it stands in.
    branches: Vec<String>,
}

pub(super) fn rows(items: &[Item], style: Style) -> Vec<Row> {
    let mut rows = Vec::new();
    walk(items, &Above::default(), style, &mut rows);
    rows
}

fn walk<'a>(items: &'a [Item], above: &Above<'a>, style: Style, rows: &mut Vec<Row>) {
    for item in items {
        if let Item::Indicator(indicator) = item {
            one(indicator, above, style, rows);
        } else if let Item::Case(case) = item {
            for branch in &case.branches {
                let mut inside = above.clone();
                let names = style.branch_names(branch);
                let value = style.name(&case.value);
                inside.branches.push(match style {
                    Style::En => format!("where {value} is {names}"),
                    Style::Zh | Style::Meaning => format!("{value}为{names}的"),
                });
                walk(&branch.items, &inside, style, rows);
            }
        }
    }
}

fn one<'a>(indicator: &'a Indicator, above: &Above<'a>, style: Style, rows: &mut Vec<Row>) {
    let block: &[Item] = match &indicator.content {
        Content::Block(items) => items,
        Content::Nothing | Content::Body(_) => &[],
    };
    let mut inside = above.clone();
    inside.levels.push(Level { name: indicator.name.text.clone(), points: points(indicator, style) });
    for setting in settings(block) {
        if let Setting::Basis(text) = setting {
            inside.basis.clone_from(&text.value);
        } else if let Setting::Each(body) = setting {
            inside.each = Some(body);
        }
    }
    if block.iter().any(|item| matches!(item, Item::Indicator(_) | Item::Case(_))) {
        let before = rows.len();
        walk(block, &inside, style, rows);
        if let (Some(first), rules) = (rows.get_mut(before), together(block, style))
            && !rules.is_empty()
        {
            let name = &indicator.name.text;
            let said = rules.join("; ");
            first.criteria.insert(0, format!("({name}: {said})"));
        }
        return;
    }
    let mut said: Vec<String> = above.branches.iter().map(|branch| format!("({branch})")).collect();
    let by = block.iter().find_map(|item| if let Item::By(body) = item { Some(&body.value) } else { None });
    let body = match &indicator.content {
        Content::Body(body) => Some(&body.value),
        Content::Nothing | Content::Block(_) => by.or(above.each),
    };
    if let Some(body) = body {
        said.extend(criteria(body, style));
    }
    said.extend(together(block, style));
    let evidence = settings(block).find_map(|setting| {
        let Setting::Evidence(Evidence::Required { documents, .. }) = setting else { return None };
        Some(documents.value.clone())
    });
    let Above { levels, basis, .. } = inside;
    rows.push(Row { levels, criteria: said, evidence: evidence.unwrap_or_default(), basis });
}

/// What is said of an indicator besides how it is scored.
fn together(block: &[Item], style: Style) -> Vec<String> {
    let said = block.iter().filter_map(|item| {
        if let Item::NotApplicable(clause) = item {
            return Some(style.not_applicable(clause));
        }
        if let Item::Veto(veto) = item {
            return Some(style.veto(veto));
        }
        let Item::Setting(setting) = item else { return None };
        let told = matches!(
            setting.value,
            Setting::Absent(_) | Setting::Best | Setting::Mean | Setting::Choose(_) | Setting::MostLost(_)
        );
        if let Setting::Evidence(Evidence::Required { lacking: Some(lacking), .. }) = &setting.value {
            return Some(style.lacking(lacking));
        }
        told.then(|| {
            format!("{} {}", style.key(&setting.value), style.setting(&setting.value)).trim().to_owned()
        })
    });
    said.collect()
}

/// `5`, or `30%` where the weight counts.
fn points(indicator: &Indicator, style: Style) -> String {
    let points = indicator.points.as_ref().map(|points| points.number.plain());
    let weight = indicator.weight.as_ref().map(|weight| style.quantity(weight));
    match (points, weight) {
        (Some(points), None) => points,
        (None, Some(weight)) => weight,
        (Some(points), Some(weight)) => format!("{points} ({weight})"),
        (None, None) => String::new(),
    }
}
