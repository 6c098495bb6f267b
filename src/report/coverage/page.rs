//! Coverage as a page: the figures, each hole, the parts, and the rule text with marks beside its lines.

mod figures;
mod lines;
mod missed;

use super::{Covered, Telling};
use crate::report::page::{Block, Page};
use crate::report::wording::both;
use crate::source::Text;

/// The page.
pub fn coverage_page(covered: &Covered<'_>) -> Page {
    let telling = Telling::of(covered);
    let mut blocks = vec![Block::Facts(figures::facts(covered))];
    blocks.extend(missed::holes(covered, &telling));
    blocks.push(Block::Heading(Text::new("按种类", "By sort")));
    blocks.push(Block::Table(figures::by_kind(covered)));
    blocks.push(Block::Heading(Text::new("按规则的部分", "By part of the rules")));
    blocks.push(Block::Table(figures::by_part(covered, &telling)));
    blocks.extend(lines::rule_text(covered, &telling));
    blocks.extend(missed::every_unit(covered, &telling));
    blocks.extend(unreachable(covered, &telling));
    Page {
        title: Text::new(
            format!("{}: 规则试到了多少", covered.scheme.name),
            format!("{}: how much of the rules was tried", covered.scheme.name),
        ),
        about: Text::new(
            "计分单元是规则里能试到、也能漏掉的最小的东西: 一档、恰在界上的一个值、一行扣分、一个上限、一种缺报。",
            "A scoring unit is the smallest thing in the rules that can be tried or missed: a row, a value exactly at a bound, a line, a limit, a missing cell.",
        ),
        blocks,
    }
}

fn unreachable(covered: &Covered<'_>, telling: &Telling<'_>) -> Vec<Block> {
    let told = covered.units.all.iter().filter_map(|unit| {
        let why = telling.never(unit)?;
        Some(both(|lang| {
            format!("{}: {}: {}", telling.part(unit.key.of, lang), telling.unit(unit, lang), why.get(lang))
        }))
    });
    let told: Vec<Text> = told.collect();
    if told.is_empty() {
        return Vec::new();
    }
    vec![Block::Heading(Text::new("到不了的", "Out of reach")), Block::List(told)]
}
