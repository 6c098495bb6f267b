//! How many units were tried: the few figures that matter, by sort, by part.

use crate::report::coverage::counted::{Count, is_input, kind, share};
use crate::report::coverage::{Covered, Telling};
use crate::report::page::{Cell, Column, Fact, PageTable, Tone};
use crate::report::wording::both;
use crate::source::Text;
use crate::study::coverage::UnitKind;

pub(super) fn facts(covered: &Covered<'_>) -> Vec<Fact> {
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

pub(super) fn by_kind(covered: &Covered<'_>) -> PageTable {
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

pub(super) fn by_part(covered: &Covered<'_>, telling: &Telling<'_>) -> PageTable {
    let parts = covered.parts().into_iter().filter(|of| !is_input(*of));
    let rows = parts.map(|of| {
        let count = covered.count(|unit| unit.key.of == of);
        cells(covered, both(|lang| telling.part(of, lang)), count)
    });
    let inputs = covered.count(|unit| is_input(unit.key.of));
    let rows = rows.chain([cells(covered, Text::new("各项输入", "inputs"), inputs)]);
    PageTable {
        caption: Text::default(),
        columns: columns(covered, Text::new("部分", "part")),
        rows: rows.collect(),
    }
}
