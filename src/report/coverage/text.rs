//! Coverage for a terminal: what was tried, by sort and by part, then each hole.

use super::counted::{Count, is_input, kind, share};
use super::{Covered, Telling};
use crate::report::wording::pick;
use crate::source::{Lang, flush_right, pad, width};
use crate::study::coverage::{Of, Unit, UnitKind};

/// One line of cells: the first on the left, the others on the right.
type Cells = Vec<String>;

/// The whole, with every hole.
pub fn coverage(covered: &Covered<'_>, lang: Lang) -> String {
    let telling = Telling::of(covered);
    let mut lines = vec![title(covered, lang), String::new()];
    let mut rows: Vec<Cells> = vec![header(covered, pick(lang, "种类", "sort"), lang)];
    for sort in UnitKind::ALL {
        let count = covered.count(|unit| unit.kind == sort);
        if count.possible + count.never > 0 {
            rows.push(cells(covered, kind(sort).1.get(lang).to_owned(), count));
        }
    }
    rows.push(cells(covered, pick(lang, "合计", "all").to_owned(), covered.count(|_| true)));
    lines.extend(aligned(&rows));
    lines.push(String::new());
    let mut rows: Vec<Cells> = vec![header(covered, pick(lang, "规则的部分", "part of the rules"), lang)];
    for of in covered.parts().into_iter().filter(|of| !is_input(*of)) {
        let count = covered.count(|unit| unit.key.of == of);
        rows.push(cells(covered, telling.part(of, lang), count));
    }
    let inputs = covered.count(|unit| is_input(unit.key.of));
    rows.push(cells(covered, pick(lang, "各项输入", "inputs").to_owned(), inputs));
    lines.extend(aligned(&rows));
    holes(covered, &telling, lang, &mut lines);
    unreachable(covered, &telling, lang, &mut lines);
    lines.join("\n") + "\n"
}

fn title(covered: &Covered<'_>, lang: Lang) -> String {
    let scheme = covered.scheme;
    let all = covered.count(|_| true);
    let year = match (scheme.year, lang) {
        (Some(year), Lang::Zh) => format!(", {year} 年度"),
        (Some(year), Lang::En) => format!(", {year}"),
        (None, _) => String::new(),
    };
    let tests = covered.tests.map(|(_, tally)| match lang {
        Lang::Zh => format!("; 测试 {} 例试到 {}", tally.cases, share(all.tests, all.possible)),
        Lang::En => format!("; tests, {} cases: {}", tally.cases, share(all.tests, all.possible)),
    });
    let data = covered.data.map(|(_, tally)| match lang {
        Lang::Zh => {
            format!("; 数据 {} 个{}试到 {}", tally.cases, scheme.subject_kind, share(all.data, all.possible))
        }
        Lang::En => format!("; data, {} subjects: {}", tally.cases, share(all.data, all.possible)),
    });
    let (possible, never) = (all.possible, all.never);
    let units = match lang {
        Lang::Zh => format!("计分单元 {possible} 个 (另有 {never} 个到不了)"),
        Lang::En => format!("{possible} scoring units ({never} more out of reach)"),
    };
    format!("{}{year}: {units}{}{}", scheme.name, tests.unwrap_or_default(), data.unwrap_or_default())
}

fn header(covered: &Covered<'_>, first: &str, lang: Lang) -> Cells {
    let tests = covered.tests.map(|_| pick(lang, "测试", "tests").to_owned());
    let data = covered.data.map(|_| pick(lang, "数据", "data").to_owned());
    let mut cells = vec![first.to_owned()];
    if tests.is_none() && data.is_none() {
        cells.push(pick(lang, "单元", "units").to_owned());
    }
    cells.extend(tests.into_iter().chain(data));
    cells
}

fn cells(covered: &Covered<'_>, name: String, count: Count) -> Cells {
    let mut cells = vec![name];
    if covered.tests.is_none() && covered.data.is_none() {
        cells.push(count.possible.to_string());
    }
    cells.extend(covered.tests.map(|_| share(count.tests, count.possible)));
    cells.extend(covered.data.map(|_| share(count.data, count.possible)));
    cells
}

fn aligned(rows: &[Cells]) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let wide = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max();
    let widths: Vec<usize> = (0..columns).map(|column| wide(column).unwrap_or(0)).collect();
    let line = |row: &Cells| {
        let parts = row
            .iter()
            .zip(&widths)
            .enumerate()
            .map(|(at, (cell, wide))| if at == 0 { pad(cell, *wide) } else { flush_right(cell, *wide) });
        let parts: Vec<String> = parts.collect();
        format!("  {}", parts.join("  ")).trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

fn holes(covered: &Covered<'_>, telling: &Telling<'_>, lang: Lang, lines: &mut Vec<String>) {
    if covered.tests.is_none() && covered.data.is_none() {
        return;
    }
    let holes = || covered.holes();
    lines.push(String::new());
    if holes().next().is_none() {
        lines.push(pick(lang, "每个能到的单元都试到了", "every unit in reach was tried").to_owned());
        return;
    }
    lines.push(pick(lang, "没有试到的:", "not tried:").to_owned());
    let mut at: Option<Of> = None;
    for (unit, tried) in holes().filter(|(unit, _)| !is_input(unit.key.of)) {
        if at != Some(unit.key.of) {
            at = Some(unit.key.of);
            lines.push(format!("  {}", telling.part(unit.key.of, lang)));
        }
        let why = covered.why(unit, tried);
        let (says, place) = (telling.unit(unit, lang), place(covered, unit));
        lines.push(format!("    · {says} ({}) [{place}]", why.get(lang)));
    }
    let states = states(covered, telling, lang);
    if !states.is_empty() {
        lines.push(format!("  {}", pick(lang, "各项输入", "inputs")));
        lines.extend(states.iter().map(|told| format!("    · {told}")));
    }
}

/// Inputs whose cells never stood in some state: together, since there are many and each is as plain as the next.
pub(super) fn states(covered: &Covered<'_>, telling: &Telling<'_>, lang: Lang) -> Vec<String> {
    let mut together: Vec<(String, Vec<String>)> = Vec::new();
    for (unit, tried) in covered.holes() {
        let Some(name) = telling.cell(unit.key.of, lang) else { continue };
        let says = format!("{} ({})", telling.unit(unit, lang), covered.why(unit, tried).get(lang));
        match together.iter_mut().find(|(known, _)| *known == says) {
            Some((_, names)) => names.push(name),
            None => together.push((says, vec![name])),
        }
    }
    together.into_iter().map(|(says, names)| format!("{says}: {}", names.join(", "))).collect()
}

/// The rule file and line.
pub(super) fn place(covered: &Covered<'_>, unit: &Unit) -> String {
    let name = covered.files.name(unit.span.source);
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    format!("{name}:{}", covered.files.start(unit.span).line)
}

fn unreachable(covered: &Covered<'_>, telling: &Telling<'_>, lang: Lang, lines: &mut Vec<String>) {
    let never: Vec<String> = covered
        .units
        .all
        .iter()
        .filter_map(|unit| {
            let why = telling.never(unit)?;
            let (part, says) = (telling.part(unit.key.of, lang), telling.unit(unit, lang));
            Some(format!("  · {part}: {says}: {} [{}]", why.get(lang), place(covered, unit)))
        })
        .collect();
    if never.is_empty() {
        return;
    }
    lines.push(String::new());
    lines.push(pick(lang, "到不了的:", "out of reach:").to_owned());
    lines.extend(never);
}
