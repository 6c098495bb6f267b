//! Parameters with several values: one for each choice of an input, or one since each year. Both become expressions of
//! the core; what each value stands on is kept beside them for explanations.

use crate::check::Checker;
use crate::check::place::Env;
use crate::check::terms::expr::wider;
use crate::check::terms::operators::fits;
use crate::check::tree::cases::Deciding;
use crate::number::Share;
use crate::plan::{Comparison, Expr, ExprKind, Ground, Holds, InputId, Type};
use crate::source::{Code, Diagnostic, Span, Text};
use crate::syntax::ast::{Clause, Name, Quantity, Setting, Table, TableRow};

/// Units that may follow the number of a year.
const YEARS: [&str; 4] = ["年", "年起", "年度", "year"];

/// How many choices one parameter may tell apart: its value is a choice within a choice, and no walk over it may be
/// too deep for the stack.
const CHOICES: usize = 200;

/// A value of a table, and its 依据.
type Stated = (Expr, Option<String>);

impl<'a> Checker<'a> {
    /// The value of a table, and what each value that may be used stands on.
    pub(in crate::check) fn table(
        &mut self,
        env: Env,
        table: &'a Table,
        span: Span,
    ) -> Option<(Expr, Vec<Ground>)> {
        match table {
            Table::ByChoice { input, rows } => self.by_choice(env, input, rows, span),
            Table::ByYear(rows) => self.by_year(env, rows, span),
        }
    }

    fn by_choice(
        &mut self,
        env: Env,
        input: &'a Name,
        rows: &'a [TableRow<Vec<Name>>],
        span: Span,
    ) -> Option<(Expr, Vec<Ground>)> {
        let values = self.values(env, rows, span);
        let count = rows.iter().map(|row| row.holds.len()).sum();
        self.few_enough(count, input.span).then_some(())?;
        let (id, choices) = self.deciding_input(env.scope, input, Deciding::Values)?;
        self.uses(id, input.span);
        let names: Vec<&Name> = rows.iter().flat_map(|row| &row.holds).collect();
        self.each_choice_once(&names, (&choices, input.span), Deciding::Values).then_some(())?;
        let mut held: Vec<(Expr, Expr)> = Vec::new();
        let mut grounds = Vec::new();
        for (row, (value, basis)) in rows.iter().zip(values?) {
            let places: Vec<u32> = row.holds.iter().filter_map(|name| place(name, &choices)).collect();
            held.push((is_one_of((id, &choices), &places, heads(&row.holds)?)?, value));
            grounds.push(Ground { holds: Holds::Of(id, places), basis, span: row.span });
        }
        // The choices are all there, so the last row needs no condition.
        let (_, last) = held.pop()?;
        let value = held.into_iter().rev().fold(last, |otherwise, (condition, value)| Expr {
            type_of: wider(&value.type_of, &otherwise.type_of),
            kind: ExprKind::If(Box::new(condition), Box::new(value), Box::new(otherwise)),
            span,
        });
        Some((value, grounds))
    }

    fn by_year(
        &mut self,
        env: Env,
        rows: &'a [TableRow<Quantity>],
        span: Span,
    ) -> Option<(Expr, Vec<Ground>)> {
        let values = self.values(env, rows, span);
        let years: Vec<Option<i32>> = rows.iter().map(|row| self.since(&row.holds)).collect();
        let years: Vec<i32> = years.into_iter().collect::<Option<_>>()?;
        self.years_rise(rows, &years).then_some(())?;
        let year = self.scheme_year(span)?;
        let first = *years.first()?;
        let Some(at) = years.iter().rposition(|since| *since <= year) else {
            self.none_in_force(rows.first()?, first, year);
            return None;
        };
        let (value, basis) = values?.into_iter().nth(at)?;
        let (row, since) = (rows.get(at)?, *years.get(at)?);
        Some((value, vec![Ground { holds: Holds::Since(since), basis, span: row.span }]))
    }

    fn few_enough(&mut self, count: usize, span: Span) -> bool {
        if count > CHOICES {
            let message = Text::new(
                format!("这个参数分 {count} 个选项取值, 最多 {CHOICES} 个"),
                format!("this parameter tells {count} choices apart, {CHOICES} are the most"),
            );
            let help = Text::new("把它写成数据里的一个输入", "make it an input of the data");
            self.say(Diagnostic::new(Code::TooDeep, span, message).help(help));
        }
        count <= CHOICES
    }

    /// The values of the rows, all of one kind.
    fn values<K>(&mut self, env: Env, rows: &'a [TableRow<K>], span: Span) -> Option<Vec<Stated>> {
        if rows.is_empty() {
            let message = Text::new("参数里一行也没有", "the parameter has no row");
            let help = Text::new("写上各行, 如 自 2020年: 80%", "write its rows, as in since 2020: 80%");
            self.say(Diagnostic::new(Code::RowMissing, span, message).help(help));
            return None;
        }
        let stated: Vec<Option<Stated>> = rows.iter().map(|row| self.stated(env, row)).collect();
        let stated: Vec<Stated> = stated.into_iter().collect::<Option<_>>()?;
        let (first, rest) = stated.split_first()?;
        let alike: Vec<bool> = rest.iter().map(|(value, _)| self.alike(&first.0, value)).collect();
        alike.into_iter().all(|alike| alike).then_some(stated)
    }

    fn stated<K>(&mut self, env: Env, row: &'a TableRow<K>) -> Option<Stated> {
        let mut basis = None;
        for clause in &row.clauses {
            if let Clause::Basis(text) = &clause.value {
                basis = Some(text.value.clone());
            } else {
                let after = Text::new("参数的一行", "a row of a parameter");
                self.clause_misplaced(clause.span, &after, &Text::new("依据", "basis"));
            }
        }
        Some((self.expr(env, &row.value)?, basis))
    }

    /// Whether two rows give the same kind of value; a percentage and a bare number differ a hundredfold.
    fn alike(&mut self, first: &Expr, value: &Expr) -> bool {
        let percent = |expr: &Expr| matches!(&expr.type_of, Type::Number { share: Share::Percent, .. });
        if !fits(&first.type_of, &value.type_of) {
            self.units_differ(first, value);
            return false;
        }
        let bare = percent(first) && self.bare(first, value) || percent(value) && self.bare(value, first);
        !bare
    }

    fn since(&mut self, quantity: &Quantity) -> Option<i32> {
        let Some(unit) = quantity.unit.as_ref().filter(|unit| !YEARS.contains(&unit.value.as_str())) else {
            return self.year(quantity);
        };
        let quoted = self.quote(quantity.span);
        let message = Text::new(format!("“{quoted}”不是年份"), format!("`{quoted}` is not a year"));
        let help = Text::new(
            format!("写成 自 {}年", quantity.number.plain()),
            format!("write since {}", quantity.number.plain()),
        );
        self.say(Diagnostic::new(Code::BadNumber, unit.span, message).help(help));
        None
    }

    /// Whether the years rise from row to row: the order is that of the amendments, and a row out of it was probably
    /// copied wrongly.
    fn years_rise(&mut self, rows: &[TableRow<Quantity>], years: &[i32]) -> bool {
        let mut rise = true;
        for (pair, row) in years.windows(2).zip(rows.iter().skip(1)) {
            let [earlier, later] = pair else { continue };
            let message = match earlier.cmp(later) {
                std::cmp::Ordering::Less => continue,
                std::cmp::Ordering::Equal => Text::new(
                    format!("自 {later}年 的值写了两次"),
                    format!("the value since {later} stands twice"),
                ),
                std::cmp::Ordering::Greater => Text::new(
                    format!("年份要逐行往后: {later}年 写在 {earlier}年 之后"),
                    format!("the years must rise: {later} stands after {earlier}"),
                ),
            };
            rise = false;
            let help = Text::new("按年份先后排列, 一年一行", "one row a year, the earlier first");
            self.say(Diagnostic::new(Code::AnchorOrder, row.holds.span, message).help(help));
        }
        rise
    }

    /// 年度 of the scheme; a wrong one is reported with the head.
    fn scheme_year(&mut self, span: Span) -> Option<i32> {
        let written = self
            .outline
            .setting(|setting| if let Setting::Year(quantity) = setting { Some(quantity) } else { None });
        let Some(written) = written else {
            let message = Text::new(
                "参数的值按年度定, 而办法没有写 年度",
                "the parameter goes by the year, and the scheme says no year",
            );
            let help = Text::new("写上: 年度 2020", "write: year 2020");
            self.say(Diagnostic::new(Code::MissingSetting, span, message).help(help));
            return None;
        };
        written.number.to_i64().and_then(|year| i32::try_from(year).ok())
    }

    fn none_in_force(&mut self, row: &TableRow<Quantity>, first: i32, year: i32) {
        let message = Text::new(
            format!("办法是 {year} 年度的, 而最早的值自 {first}年起才有, 当年没有值"),
            format!("the scheme is of {year} and the first value holds since {first}: there is none"),
        );
        let help = Text::new(
            format!("加一行: 自 {year}年: …, 或核对 年度"),
            format!("add a row: since {year}: …, or look at the year again"),
        );
        self.say(Diagnostic::new(Code::RowMissing, row.holds.span, message).help(help));
    }
}

fn place(name: &Name, choices: &[String]) -> Option<u32> {
    u32::try_from(choices.iter().position(|choice| *choice == name.text)?).ok()
}

fn heads(names: &[Name]) -> Option<Span> {
    Some(names.first()?.span.to(names.last()?.span))
}

/// `地区 = 中部 或 地区 = 西部`
fn is_one_of((input, choices): (InputId, &[String]), places: &[u32], span: Span) -> Option<Expr> {
    let choice = |kind| Box::new(Expr { kind, type_of: Type::Choice(choices.to_vec()), span });
    let is = |place: &u32| {
        let sides = (choice(ExprKind::Input(input)), choice(ExprKind::Choice(*place)));
        let kind = ExprKind::Compare(Comparison::Equal, sides.0, sides.1);
        Expr { kind, type_of: Type::YesNo, span }
    };
    places.iter().map(is).reduce(|either, or| Expr {
        kind: ExprKind::Or(Box::new(either), Box::new(or)),
        type_of: Type::YesNo,
        span,
    })
}
