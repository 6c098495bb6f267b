//! Coverage as a page: the figures, the parts, each hole, and the rule text with marks beside its lines.

use super::counted::{Count, Tried, kind, share};
use super::text::place;
use super::{Covered, Telling};
use crate::report::page::{Block, Cell, Column, Fact, Page, PageTable, Tone};
use crate::report::wording::both;
use crate::source::{Lang, Text};
use crate::study::coverage::{Of, Unit, UnitKind};

/// The page.
pub fn coverage_page(covered: &Covered<'_>) -> Page {
    let telling = Telling::of(covered);
    let mut blocks = vec![Block::Facts(facts(covered)), Block::Heading(Text::new("按种类", "By sort"))];
    blocks.push(Block::Table(by_kind(covered)));
    blocks.push(Block::Heading(Text::new("按规则的部分", "By part of the rules")));
    blocks.push(Block::Table(by_part(covered, &telling)));
    blocks.extend(holes(covered, &telling));
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

fn facts(covered: &Covered<'_>) -> Vec<Fact> {
    let all = covered.count(|_| true);
    let fact = |figure: String, label: Text, tone: Tone| Fact { figure, label, tone };
    let felt = |tried: usize| if tried == all.possible { Tone::Good } else { Tone::Warn };
    let mut facts = vec![fact(all.possible.to_string(), Text::new("计分单元", "scoring units"), Tone::Plain)];
    if let Some((_, tally)) = covered.tests {
        let label =
            Text::new(format!("测试 {} 例试到", tally.cases), format!("tried by {} test cases", tally.cases));
        facts.push(fact(share(all.tests, all.possible), label, felt(all.tests)));
    }
    if let Some((_, tally)) = covered.data {
        let label = Text::new(
            format!("数据 {} 个{}试到", tally.cases, covered.scheme.subject_kind),
            format!("tried by data of {} subjects", tally.cases),
        );
        facts.push(fact(share(all.data, all.possible), label, felt(all.data)));
    }
    if all.never > 0 {
        facts.push(fact(all.never.to_string(), Text::new("到不了", "out of reach"), Tone::Faint));
    }
    facts
}

fn columns(covered: &Covered<'_>, first: Text) -> Vec<Column> {
    let mut columns = vec![Column::words(first), Column::numbers(Text::new("单元", "units"))];
    columns.extend(covered.tests.map(|_| Column::numbers(Text::new("测试", "tests"))));
    columns.extend(covered.data.map(|_| Column::numbers(Text::new("数据", "data"))));
    columns
}

fn cells(covered: &Covered<'_>, name: Text, count: Count) -> Vec<Cell> {
    let felt = |tried: usize| if tried == count.possible { Tone::Good } else { Tone::Warn };
    let mut cells = vec![Cell::words(name), Cell::same(count.possible.to_string())];
    let tried = |tried: usize| Cell::same(share(tried, count.possible)).toned(felt(tried));
    cells.extend(covered.tests.map(|_| tried(count.tests)));
    cells.extend(covered.data.map(|_| tried(count.data)));
    cells
}

fn by_kind(covered: &Covered<'_>) -> PageTable {
    let rows = UnitKind::ALL.into_iter().filter_map(|sort| {
        let count = covered.count(|unit| unit.kind == sort);
        (count.possible > 0).then(|| cells(covered, kind(sort).1, count))
    });
    PageTable {
        caption: Text::default(),
        columns: columns(covered, Text::new("种类", "sort")),
        rows: rows.collect(),
    }
}

fn by_part(covered: &Covered<'_>, telling: &Telling<'_>) -> PageTable {
    let rows = covered.parts().into_iter().map(|of| {
        let count = covered.count(|unit| unit.key.of == of);
        cells(covered, both(|lang| telling.part(of, lang)), count)
    });
    PageTable {
        caption: Text::default(),
        columns: columns(covered, Text::new("部分", "part")),
        rows: rows.collect(),
    }
}

/// A table for each part with a hole: what was not tried, and what was, folded.
fn holes(covered: &Covered<'_>, telling: &Telling<'_>) -> Vec<Block> {
    if covered.tests.is_none() && covered.data.is_none() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Heading(Text::new("每一部分的单元", "The units of each part"))];
    for of in covered.parts() {
        let units: Vec<(&Unit, Tried)> =
            covered.tried().filter(|(unit, _)| unit.key.of == of && unit.never.is_none()).collect();
        let missed = units.iter().filter(|(_, tried)| tried.is_hole()).count();
        let name = |lang: Lang| telling.part(of, lang);
        let (zh, en) = (name(Lang::Zh), name(Lang::En));
        let table = Block::Table(table(covered, telling, (of, &units)));
        let summary = match missed {
            0 => Text::new(format!("{zh}: 都试到了"), format!("{en}: all tried")),
            some => Text::new(format!("{zh}: 漏 {some} 个"), format!("{en}: {some} missed")),
        };
        blocks.push(Block::Folded(summary, vec![table]));
    }
    blocks
}

fn table(covered: &Covered<'_>, telling: &Telling<'_>, (_, units): (Of, &[(&Unit, Tried)])) -> PageTable {
    let mut columns =
        vec![Column::words(Text::new("单元", "unit")), Column::words(Text::new("位置", "place"))];
    columns.extend(covered.tests.map(|_| Column::numbers(Text::new("测试", "tests"))));
    columns.extend(covered.data.map(|_| Column::numbers(Text::new("数据", "data"))));
    columns.push(Column::words(Text::new("例, 或为什么没有", "an instance, or why none")));
    let times = |times: usize| match times {
        0 => Cell::words(Text::new("没有", "none")).toned(Tone::Bad),
        some => Cell::same(some.to_string()).toned(Tone::Good),
    };
    let row = |(unit, tried): &(&Unit, Tried)| {
        let mut cells = vec![
            Cell::words(both(|lang| telling.unit(unit, lang))),
            Cell::same(place(covered, unit)).toned(Tone::Faint),
        ];
        cells.extend(tried.tests.map(times));
        cells.extend(tried.data.map(times));
        let why = covered.why(unit, *tried);
        let first = covered.test(*tried).or_else(|| covered.subject(*tried).map(str::to_owned));
        let said = if tried.is_hole() { why } else { Text::same(first.unwrap_or_default()) };
        cells.push(Cell::words(said).toned(Tone::Faint));
        cells
    };
    PageTable { caption: Text::default(), columns, rows: units.iter().map(row).collect() }
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
