//! What formulas and parameters stand on: the text they follow, the year or the choice their value holds for.

use super::{Teller, sources};
use crate::eval::{Quantity, Read, Value, Working};
use crate::plan::{self, FormulaId, Holds, InputId};
use crate::report::reading::{choices_of, reading};
use crate::report::wording::both;
use crate::report::{Ground, Rule};
use crate::source::Lang;

/// The grounds behind a working, of those formulas and parameters that have a value.
pub(super) fn grounds(teller: &Teller<'_>, working: &Working) -> Vec<Ground> {
    sources::formulas(teller, working).into_iter().filter_map(|id| told(teller, id)).collect()
}

fn told(teller: &Teller<'_>, id: FormulaId) -> Option<Ground> {
    let ground = ground(teller, id)?;
    let worked = teller.assessment.formulas.get(&id).filter(|worked| worked.reading.value.is_ok())?;
    let read = Read { quantity: Quantity::Formula(id), reading: worked.reading.clone() };
    let (file, line) = teller.scored.rule(ground.span);
    Some(Ground {
        name: teller.scored.scheme.formula(id).name.clone(),
        value: both(|lang| reading(&teller.scored, &read, teller.subject(), lang)),
        since: if let Holds::Since(year) = ground.holds { Some(year) } else { None },
        choice: choice(teller, id, ground).map(|(_, choice)| choice.to_owned()),
        basis: ground.basis.clone(),
        rule: Rule { file, line },
    })
}

/// The ground of the value that this subject has.
fn ground<'a>(teller: &Teller<'a>, id: FormulaId) -> Option<&'a plan::Ground> {
    let grounds = &teller.scored.scheme.formula(id).grounds;
    grounds.iter().find(|ground| match &ground.holds {
        Holds::Always | Holds::Since(_) => true,
        Holds::Of(input, choices) => chosen(teller, id, *input).is_some_and(|at| choices.contains(&at)),
    })
}

/// The choice that decided: as it was read, so that one taken for a missing one counts.
fn chosen(teller: &Teller<'_>, id: FormulaId, input: InputId) -> Option<u32> {
    let worked = teller.assessment.formulas.get(&id)?;
    let read = worked.working.reads.iter().find(|read| read.quantity == Quantity::Input(input));
    if let Some(Ok(Value::Choice(at))) = read.map(|read| &read.reading.value) { Some(*at) } else { None }
}

fn choice<'a>(teller: &Teller<'a>, id: FormulaId, ground: &plan::Ground) -> Option<(&'a str, &'a str)> {
    let Holds::Of(decides, _) = ground.holds else { return None };
    let at = chosen(teller, id, decides)?;
    let input = teller.scored.scheme.input(decides);
    Some((input.name.as_str(), choices_of(&input.value_type).get(at as usize)?.as_str()))
}

/// ` (2020年起, 依据 市财绩〔2020〕3号)`; empty for what stands on nothing named.
pub(super) fn remark(teller: &Teller<'_>, id: FormulaId, lang: Lang) -> String {
    let Some(ground) = ground(teller, id) else { return String::new() };
    let holds = match (&ground.holds, lang) {
        (Holds::Always, _) => None,
        (Holds::Since(year), Lang::Zh) => Some(format!("{year}年起")),
        (Holds::Since(year), Lang::En) => Some(format!("since {year}")),
        (Holds::Of(..), _) => choice(teller, id, ground).map(|(input, choice)| format!("{input} {choice}")),
    };
    let basis = ground.basis.as_ref().map(|basis| match lang {
        Lang::Zh => format!("依据 {basis}"),
        Lang::En => format!("basis {basis}"),
    });
    let parts: Vec<String> = holds.into_iter().chain(basis).collect();
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}
