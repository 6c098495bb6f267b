//! What stands between the data and the scores: formulas, parameters and values among the group.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::layout::{Layout, WHO, row};
use super::notes::Tally;
use super::said::{EPOCH, Said, Speaker, Unsaid};
use super::sheet::{Content, Looks, write};
use super::term::{Infix, Term};
use super::{data, whole_word};
use crate::eval::{Reading, Stop, Value};
use crate::number::{Number, Share};
use crate::plan::{
    Expr, ExprKind, Formula, FormulaId, GroupFunction, GroupValue, GroupValueId, InputId, Order, Scope, Type,
};
use crate::report::Scored;
use crate::source::Lang;

/// Writes the sheet.
pub(super) fn workings(
    sheet: &mut Worksheet,
    (scored, layout): (&Scored<'_>, &Layout),
    looks: &Looks,
    (lang, tally): (Lang, &mut Tally),
) -> Result<(), XlsxError> {
    let scheme = scored.scheme;
    let who = data::who_heads(lang).into_iter().map(str::to_owned);
    let formulas = scheme.formulas.iter().map(|formula| formula.name.clone());
    let groups = scheme
        .group_values
        .iter()
        .map(|group| scored.files.slice(group.span).split_whitespace().collect::<Vec<_>>().join(" "));
    let heads: Vec<String> = who.chain(formulas).chain(groups).collect();
    data::head_row(sheet, &heads, looks)?;
    for subject in 0..scored.data.subjects.len() {
        let at = row(&layout.workings, subject);
        data::who(sheet, at, scored, subject, looks)?;
        let speaker = Speaker { scored: *scored, layout, subject };
        for (place, formula) in (0u32..).zip(&scheme.formulas) {
            let id = FormulaId(place);
            let reading = &scored.results.formulas[place as usize][subject];
            let said = if reading.value.is_ok() { speaker.formula(formula) } else { Err(Unsaid::State) };
            let percent = formula.unit.share == Share::Percent;
            let to = (at, layout.formula_column(id));
            let unsaid =
                reading_cell(sheet, to, (reading, &formula.type_of, percent), said, (layout, looks))?;
            tally.count(&formula.name, unsaid);
        }
        for (place, group) in (0u32..).zip(&scheme.group_values) {
            let reading = &scored.results.groups[place as usize][subject];
            let said = if reading.value.is_ok() { speaker.group(group) } else { Err(Unsaid::State) };
            let to = (at, layout.group_column(GroupValueId(place)));
            let unsaid = reading_cell(sheet, to, (reading, &group.type_of, false), said, (layout, looks))?;
            tally.count(heads.get(usize::from(to.1)).map_or("", String::as_str), unsaid);
        }
    }
    sheet.set_freeze_panes(1, WHO)?;
    Ok(())
}

fn reading_cell(
    sheet: &mut Worksheet,
    to: (u32, u16),
    (reading, type_of, percent): (&Reading, &Type, bool),
    said: Said,
    (layout, looks): (&Layout, &Looks),
) -> Result<Option<Unsaid>, XlsxError> {
    let words = &layout.words;
    match &reading.value {
        Ok(Value::Number(number)) => {
            let look = if percent { &looks.percent } else { &looks.exact };
            write(sheet, to, (Content::Number(number), said), look)
        }
        Ok(Value::Date(day)) => {
            let serial = Number::whole(i64::from(*day) + EPOCH);
            write(sheet, to, (Content::Number(&serial), said), &looks.date)
        }
        Ok(Value::YesNo(truth)) => {
            let yes_no = |truth: bool| if truth { words.yes } else { words.no };
            let text = |truth| Term::Text(yes_no(truth).to_owned());
            let said = said.map(|said| text(true).or_else(said, text(false)));
            write(sheet, to, (Content::Words(yes_no(*truth)), said), &looks.words)
        }
        Ok(Value::Choice(place)) => {
            let name = match super::said::choice(type_of, *place) {
                Ok(Term::Text(name)) => name,
                Ok(_) | Err(_) => String::new(),
            };
            write(sheet, to, (Content::Words(&name), said), &looks.words)
        }
        Ok(Value::Text(text)) => write(sheet, to, (Content::Words(text), Err(Unsaid::Text)), &looks.words),
        Err(stop) => {
            let word = match stop {
                Stop::NotApplicable | Stop::NoLayer | Stop::Excused(_) => words.not_applicable,
                Stop::Missing(_) | Stop::MissingField | Stop::MissingScore(_) | Stop::MissingLayer(_) => {
                    words.missing
                }
                Stop::Zero | Stop::Fault | Stop::NoCalendar(_) => words.failed,
            };
            whole_word(sheet, to, word, looks)?;
            Ok(Some(Unsaid::State))
        }
    }
}

impl Speaker<'_> {
    /// A formula or parameter.
    fn formula(&self, formula: &Formula) -> Said {
        let said = self.or_on_zero(self.value(&formula.value)?, &formula.on_zero, &Number::ZERO)?;
        let Some(rounding) = formula.rounding else { return Ok(said) };
        let scale = || Term::Number(formula.unit.scale.clone());
        Ok(said.over(scale()).rounded(rounding.places).times(scale()))
    }

    /// A value among the group, where all that it takes stands in one column.
    fn group(&self, group: &GroupValue) -> Said {
        if group.filter.is_some() || group.without_self {
            return Err(Unsaid::GroupValue);
        }
        let Some(value) = &group.value else { return Err(Unsaid::GroupValue) };
        let all = self.values(value)?;
        let own = || self.value(value);
        let peers = match group.scope {
            Scope::All => None,
            Scope::Within(input) => Some((self.inputs(input)?, self.input(input)?)),
        };
        Ok(match (group.function, peers) {
            (GroupFunction::Mean, None) => Term::call("AVERAGE", [all]),
            (GroupFunction::Highest, None) => Term::call("MAX", [all]),
            (GroupFunction::Lowest, None) => Term::call("MIN", [all]),
            (GroupFunction::Sum, None) => Term::call("SUM", [all]),
            (GroupFunction::Count, None) => Term::call("COUNT", [all]),
            (GroupFunction::Share, None) => own()?.over(Term::call("SUM", [all])),
            (GroupFunction::Mean, Some((groups, group))) => Term::call("AVERAGEIFS", [all, groups, group]),
            (GroupFunction::Sum, Some((groups, group))) => Term::call("SUMIFS", [all, groups, group]),
            (GroupFunction::Highest, Some((groups, group))) => {
                Term::call("_xlfn.MAXIFS", [all, groups, group])
            }
            (GroupFunction::Lowest, Some((groups, group))) => {
                Term::call("_xlfn.MINIFS", [all, groups, group])
            }
            (GroupFunction::Share, Some((groups, group))) => {
                own()?.over(Term::call("SUMIFS", [all, groups, group]))
            }
            (GroupFunction::Place, peers) => {
                let sign = if group.order == Order::HighFirst { Infix::Above } else { Infix::Below };
                let mut before =
                    Term::call("ISNUMBER", [all.clone()]).infix(Infix::Times, all.infix(sign, own()?));
                if let Some((groups, group)) = peers {
                    before = before.infix(Infix::Times, groups.infix(Infix::Equal, group));
                }
                Term::call("SUMPRODUCT", [before]).plus(Term::whole(1))
            }
            (GroupFunction::Count, Some(_)) | (GroupFunction::Quantile, _) => return Err(Unsaid::GroupValue),
        })
    }

    /// All subjects' values, where each stands in its cell in base units, and no empty cell counts as something.
    fn values(&self, value: &Expr) -> Said {
        match &value.kind {
            ExprKind::Formula(_) | ExprKind::Score(..) => {
                self.column(&value.kind).map_err(|_| Unsaid::GroupValue)
            }
            ExprKind::Input(id) => {
                let input = self.scored.scheme.input(*id);
                let plain =
                    input.value_type.unit().is_some_and(|unit| super::said::cell_scale(unit) == Number::ONE);
                let stands_in =
                    matches!(input.missing, crate::plan::OnMissing::Value(_)) || input.excused.is_some();
                if plain && !stands_in { self.inputs(*id) } else { Err(Unsaid::GroupValue) }
            }
            ExprKind::Number(..)
            | ExprKind::YesNo(_)
            | ExprKind::Choice(_)
            | ExprKind::Date(_)
            | ExprKind::Text(_)
            | ExprKind::Group(_)
            | ExprKind::Field(_)
            | ExprKind::Total(_)
            | ExprKind::OfLayer(..)
            | ExprKind::Grade
            | ExprKind::Negate(_)
            | ExprKind::Not(_)
            | ExprKind::Arithmetic(..)
            | ExprKind::Compare(..)
            | ExprKind::And(..)
            | ExprKind::Or(..)
            | ExprKind::If(..)
            | ExprKind::Call(..)
            | ExprKind::Aggregate { .. } => Err(Unsaid::GroupValue),
        }
    }

    fn inputs(&self, id: InputId) -> Said {
        let column = self.layout.input_column(id).ok_or(Unsaid::GroupValue)?;
        Ok(self.layout.all(&self.layout.data, column))
    }
}
