//! The rule text, each line with how much of it was tried and what was not.

use std::collections::BTreeMap;

use crate::report::coverage::counted::Tried;
use crate::report::coverage::{Covered, Telling};
use crate::report::page::{Block, CodeLine, Tone};
use crate::source::{Lang, SourceId, Text};
use crate::study::coverage::Unit;

/// The units that begin on one line.
type OnLine<'a> = Vec<(&'a Unit, Tried)>;

/// Every file that has units, folded.
pub(super) fn rule_text(covered: &Covered<'_>, telling: &Telling<'_>) -> Vec<Block> {
    if covered.tests.is_none() && covered.data.is_none() {
        return Vec::new();
    }
    let mut files: BTreeMap<SourceId, BTreeMap<u32, OnLine<'_>>> = BTreeMap::new();
    for (unit, tried) in covered.tried().filter(|(unit, _)| unit.never.is_none()) {
        let line = covered.files.start(unit.span).line;
        files.entry(unit.span.source).or_default().entry(line).or_default().push((unit, tried));
    }
    let mut blocks = vec![Block::Heading(Text::new("规则原文", "The rule text"))];
    for (source, on_lines) in files {
        let text = covered.files.text(source).lines().zip(1..);
        let lines = text.map(|(text, number)| {
            let (tone, says) =
                on_lines.get(&number).map_or((Tone::Plain, Text::default()), |units| said(telling, units));
            CodeLine { number, text: text.to_owned(), tone, says }
        });
        let name = Text::same(covered.files.name(source));
        blocks.push(Block::Folded(name, vec![Block::Code(lines.collect())]));
    }
    blocks
}

/// `3/4: 恰为 60%`
fn said(telling: &Telling<'_>, units: &OnLine<'_>) -> (Tone, Text) {
    let missed: Vec<&Unit> =
        units.iter().filter(|(_, tried)| tried.is_hole()).map(|(unit, _)| *unit).collect();
    let figures = format!("{}/{}", units.len() - missed.len(), units.len());
    if missed.is_empty() {
        return (Tone::Good, Text::same(figures));
    }
    let list = |lang: Lang, joint: &str| {
        let one = |unit: &Unit| {
            let cell = telling.cell(unit.key.of, lang).map(|cell| cell + " ").unwrap_or_default();
            cell + &telling.unit(unit, lang)
        };
        missed.iter().map(|unit| one(unit)).collect::<Vec<String>>().join(joint)
    };
    let zh = format!("{figures}, 没有: {}", list(Lang::Zh, "; "));
    let en = format!("{figures}, not: {}", list(Lang::En, "; "));
    (Tone::Bad, Text::new(zh, en))
}
