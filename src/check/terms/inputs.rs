//! Inputs: types, units and ranges, and what a line says of cells without a value.

use std::collections::BTreeMap;

use crate::check::Checker;
use crate::check::place::{Declared, ScopeId};
use crate::check::tree::outline::Defaults;
use crate::number::{Interval, Number, Unit};
use crate::plan::{Field, Input, InputId, List, ListId, OnExcused, OnMissing, ValueType};
use crate::source::{Code, Diagnostic, Place, Span, Spanned, Text};
use crate::syntax::ast::{self, Clause, Name, TypeOf};

/// What the clauses of an input say.
struct Said {
    range: Interval,
    missing: OnMissing,
    excused: Option<OnExcused>,
    /// Where 仅供参考 stands.
    for_information: Option<Span>,
}

impl<'a> Checker<'a> {
    /// Takes in a block of inputs; `required` where every subject is asked for them.
    pub(in crate::check) fn inputs(
        &mut self,
        scope: ScopeId,
        defaults: Defaults<'a>,
        inputs: &'a [ast::Input],
        required: bool,
    ) {
        let first = self.inputs.len();
        for line in inputs {
            for name in &line.names {
                self.input(scope, defaults, line, name);
            }
        }
        for place in first..self.inputs.len() {
            let id = InputId(u32::try_from(place).unwrap_or(u32::MAX));
            // No score waits for what is there for information only.
            self.inputs[place].required = required && !self.for_information.contains(&id);
        }
    }

    fn input(&mut self, scope: ScopeId, defaults: Defaults<'a>, line: &'a ast::Input, name: &'a Name) {
        let id = InputId(u32::try_from(self.inputs.len()).unwrap_or(u32::MAX));
        // The place is taken before the type is read, since a list refers back to its input.
        let value_type = if let TypeOf::List(fields) = &line.type_of.value {
            self.list(id, fields)
        } else if let TypeOf::ListFrom(from) = &line.type_of.value {
            self.list_from(id, from)
        } else {
            self.simple_type(&line.type_of.value, line.type_of.span)
        };
        let said = self.clauses_of_input(&value_type, &line.clauses, defaults);
        self.inputs.push(Input {
            name: name.text.clone(),
            column: name.text.clone(),
            value_type,
            range: said.range,
            missing: said.missing,
            excused: said.excused,
            may_not_apply: false,
            required: true,
            span: name.span,
        });
        if said.for_information.is_some() {
            self.for_information.insert(id);
        }
        self.declare(scope, name, Declared::Input(id));
    }

    fn list(&mut self, input: InputId, lines: &'a [ast::Input]) -> ValueType {
        let mut fields: Vec<Field> = Vec::new();
        for line in lines {
            for name in &line.names {
                if matches!(line.type_of.value, TypeOf::List(_) | TypeOf::ListFrom(_)) {
                    self.say(Diagnostic::new(
                        Code::TypeMismatch,
                        line.type_of.span,
                        Text::new("列表的字段不能又是列表", "a field of a list cannot be a list"),
                    ));
                }
                let value_type = self.simple_type(&line.type_of.value, line.type_of.span);
                if fields.iter().any(|field| field.name == name.text) {
                    self.say(Diagnostic::new(
                        Code::DuplicateName,
                        name.span,
                        Text::new(
                            format!("字段“{}”写了两次", name.text),
                            format!("the field `{}` stands twice", name.text),
                        ),
                    ));
                }
                let said = self.clauses_of_input(&value_type, &line.clauses, Defaults::default());
                if let Some(span) = said.for_information {
                    let what = Text::new("列表的字段", "a field of a list");
                    self.clause_misplaced(span, &what, &Text::new("范围、缺报", "range, missing"));
                }
                fields.push(Field {
                    name: name.text.clone(),
                    value_type,
                    range: said.range,
                    missing: said.missing,
                    span: name.span,
                });
            }
        }
        let id = ListId(u32::try_from(self.lists.len()).unwrap_or(u32::MAX));
        self.lists.push(List { input, fields, from: None });
        ValueType::List(id)
    }

    fn simple_type(&mut self, type_of: &TypeOf, span: Span) -> ValueType {
        let number = |unit: Unit, whole: bool| ValueType::Number { unit, whole };
        match type_of {
            TypeOf::Choice(names) => ValueType::Choice(names.iter().map(|name| name.text.clone()).collect()),
            TypeOf::YesNo => ValueType::YesNo,
            TypeOf::Integer(unit) => number(self.unit_of(unit.as_ref()), true),
            TypeOf::Number(unit) => number(self.unit_of(unit.as_ref()), false),
            TypeOf::Percent => number(Unit::parse("%"), false),
            TypeOf::Money(unit) => {
                let parsed = unit.as_ref().map_or_else(|| Unit::parse("元"), |unit| self.unit_of(Some(unit)));
                if !parsed.is_money() {
                    self.say(
                        Diagnostic::new(
                            Code::UnitMismatch,
                            span,
                            Text::new(
                                format!("“{}”不是钱的单位", parsed.symbol),
                                format!("`{}` is not a unit of money", parsed.symbol),
                            ),
                        )
                        .help(Text::new("写 元、万元 或 亿元", "write yuan, 万元 or 亿元")),
                    );
                }
                number(parsed, false)
            }
            TypeOf::Days => number(Unit::parse("天"), true),
            TypeOf::WorkingDays => number(Unit::parse("个工作日"), true),
            TypeOf::Points => number(Unit::points(), false),
            TypeOf::Date => ValueType::Date,
            TypeOf::Text | TypeOf::List(_) | TypeOf::ListFrom(_) => ValueType::Text,
        }
    }

    fn unit_of(&mut self, written: Option<&ast::UnitOf>) -> Unit {
        let Some(written) = written else { return Unit::plain() };
        let unit = Unit::parse(&written.unit.value);
        let Some(per) = &written.per else { return unit };
        if !per.number.is_positive() {
            self.say(Diagnostic::new(
                Code::BadNumber,
                per.span,
                Text::new("“每”后面的数要大于零", "the number after `per` must be above zero"),
            ));
        }
        let per_unit = per.unit.as_ref().map_or_else(Unit::plain, |unit| Unit::parse(&unit.value));
        unit.per(&per.number, &per_unit)
    }

    fn clauses_of_input(
        &mut self,
        value_type: &ValueType,
        clauses: &'a [Spanned<Clause>],
        defaults: Defaults<'a>,
    ) -> Said {
        let mut said = Said {
            range: usual_range(value_type),
            missing: OnMissing::Report,
            excused: None,
            for_information: None,
        };
        let fed = matches!(value_type, ValueType::List(id) if self.lists[id.0 as usize].from.is_some());
        if !matches!(value_type, ValueType::List(_)) {
            if let Some(outcome) = defaults.missing {
                said.missing =
                    self.on_missing(value_type, outcome.value, outcome.span).unwrap_or(OnMissing::Report);
            }
            if let Some(outcome) = defaults.excused {
                said.excused = self.on_excused(value_type, outcome.value, outcome.span);
            }
        }
        for clause in clauses {
            if fed {
                self.clause_misplaced(
                    clause.span,
                    &Text::new("列表 来自 …", "list from …"),
                    &Text::new("按 那个办法的输入, 或 全体", "by an input of that scheme, or all"),
                );
                continue;
            }
            match &clause.value {
                Clause::Range(band) => said.range = self.input_range(value_type, band),
                Clause::Missing(outcome) => {
                    said.missing =
                        self.on_missing(value_type, outcome, clause.span).unwrap_or(OnMissing::Report);
                }
                Clause::ForInformation => said.for_information = Some(clause.span),
                Clause::Excused(outcome) => said.excused = self.on_excused(value_type, outcome, clause.span),
                Clause::AtMost(_)
                | Clause::Highest(_)
                | Clause::Remainder(_)
                | Clause::CutOff(_)
                | Clause::Reverse
                | Clause::Uncapped
                | Clause::OnZero(_)
                | Clause::ZeroTarget(_)
                | Clause::Basis(_)
                | Clause::Round(_) => {
                    self.clause_misplaced(
                        clause.span,
                        &Text::new("输入", "an input"),
                        &Text::new("范围、缺报、免责、仅供参考", "range, missing, excused, for information"),
                    );
                }
            }
        }
        said
    }

    /// Two blocks may each declare an input of one name; in the data their columns are told apart by the block's path.
    pub(in crate::check) fn columns(&mut self) {
        let names: Vec<String> = self.inputs.iter().map(|input| input.name.clone()).collect();
        let mut taken: BTreeMap<String, Span> = BTreeMap::new();
        for place in 0..self.inputs.len() {
            let name = &names[place];
            let shared = names.iter().filter(|other| *other == name).count() > 1;
            if let (true, Some(block)) = (shared, self.input_blocks[place]) {
                self.inputs[place].column = format!("{}/{name}", self.outline.nodes[block.0].path);
            }
            let (column, span) = (self.inputs[place].column.clone(), self.inputs[place].span);
            if let Some(earlier) = taken.insert(column, span) {
                self.column_taken(name, span, earlier);
            }
        }
    }

    /// Branches of one block share its path, so a name can only be declared in one of them.
    fn column_taken(&mut self, name: &str, span: Span, earlier: Span) {
        if self.found.iter().any(|found| found.place == Place::Span(span)) {
            return;
        }
        self.say(
            Diagnostic::new(
                Code::DuplicateName,
                span,
                Text::new(
                    format!("“{name}”在另一个分支里已经声明过, 数据里分不开两列"),
                    format!("`{name}` is declared in another branch already: the data could not tell the columns apart"),
                ),
            )
            .label(earlier, Text::new("先声明于此", "declared here first"))
            .help(Text::new("把它移到分支之外, 或换个名称", "move it out of the branches, or rename it")),
        );
    }

    /// Both ends of a declared range belong to it unless marked otherwise: it has no neighbour to leave them to.
    fn input_range(&mut self, value_type: &ValueType, band: &'a ast::Band) -> Interval {
        let Some(unit) = value_type.unit() else {
            self.outcome_misplaced(band.span, "只有数才有范围", "only a number has a range");
            return Interval::ALL;
        };
        let Some(range) = self.plain_band(band, unit) else { return Interval::ALL };
        if range.is_empty() {
            self.say(
                Diagnostic::new(
                    Code::EmptyRange,
                    band.span,
                    Text::new(
                        format!("范围“{}”里没有任何数", self.quote(band.span)),
                        format!("the range `{}` holds no number", self.quote(band.span)),
                    ),
                )
                .help(Text::new("小的一端写在前面", "write the lower end first")),
            );
        }
        range
    }

    pub(in crate::check) fn clause_misplaced(&mut self, span: Span, after: &Text, allowed: &Text) {
        let quoted = self.quote(span);
        self.say(
            Diagnostic::new(
                Code::MisplacedSetting,
                span,
                Text::new(
                    format!("“{quoted}”不能写在{}后面", after.zh),
                    format!("`{quoted}` cannot follow {}", after.en),
                ),
            )
            .help(Text::new(
                format!("这里可以写: {}", allowed.zh),
                format!("what can stand here: {}", allowed.en),
            )),
        );
    }
}

/// What a number can be when no range is written: counts, days, money and points are not negative. A value below is an
/// error of the data, so the assumption is never silent; what may be negative says so with 范围.
fn usual_range(value_type: &ValueType) -> Interval {
    match value_type {
        ValueType::Number { unit, whole } => {
            let counted = *whole || unit.is_money() || unit.dimension.is_points();
            if counted { Interval::from_zero() } else { Interval::ALL }
        }
        ValueType::YesNo
        | ValueType::Choice(_)
        | ValueType::Text
        | ValueType::Evidence
        | ValueType::Date
        | ValueType::List(_) => Interval::ALL,
    }
}

/// 0 to the points: what an assessor may give.
pub(in crate::check) fn up_to(points: &Number) -> Interval {
    Interval::closed(Number::ZERO, points.clone())
}
