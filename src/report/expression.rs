//! Expressions as people read them: with names alone, or each name followed by its value.

mod hold;

use hold::{Hold, hold};

use super::reading::{Reader, choices, reading};
use super::wording::{self, pick};
use super::{Scored, numbers};
use crate::eval::{Quantity, Reading, Value, Working};
use crate::number::iso;
use crate::plan::{
    Aggregate, Arithmetic, Comparison, Expr, ExprKind, FieldId, Function, GroupValueId, LayerFigure, LayerId,
    ListId, Scheme, Scope, Type,
};
use crate::source::Lang;

/// How expressions are spoken of: the language, and the values that stand behind names.
#[derive(Clone, Copy)]
pub(super) struct Speech<'a> {
    scored: Scored<'a>,
    lang: Lang,
    /// None: names alone.
    values: Option<(usize, &'a Working)>,
}

/// Inside an aggregate: the list, and whether its name stands before that of a field.
#[derive(Clone, Copy)]
struct Inside {
    list: ListId,
    named: bool,
}

/// A sign between two sides, and how tightly each must hold together.
#[derive(Clone, Copy)]
struct Join {
    sign: &'static str,
    left: Hold,
    right: Hold,
}

impl<'a> Speech<'a> {
    /// Names alone.
    pub(super) fn of(scored: &Scored<'a>, lang: Lang) -> Speech<'a> {
        Speech { scored: *scored, lang, values: None }
    }

    /// Each name followed by what reading it gave.
    pub(super) fn with(scored: &Scored<'a>, lang: Lang, subject: usize, working: &'a Working) -> Speech<'a> {
        Speech { scored: *scored, lang, values: Some((subject, working)) }
    }

    /// The expression: `执行数 ÷ 预算数`, or `执行数 8499万元 ÷ 预算数 10000万元`.
    pub(super) fn words(&self, expr: &Expr) -> String {
        self.text(expr, None)
    }

    /// The same, in brackets where it would not hold together as part of a product.
    pub(super) fn factor(&self, expr: &Expr) -> String {
        self.within(expr, None, Hold::Sign)
    }

    fn within(&self, expr: &Expr, inside: Option<Inside>, needed: Hold) -> String {
        let text = self.text(expr, inside);
        if hold(expr) < needed { format!("({text})") } else { text }
    }

    fn text(&self, expr: &Expr, inside: Option<Inside>) -> String {
        match &expr.kind {
            ExprKind::Number(number, unit) => numbers::measured(number, unit, self.lang),
            ExprKind::YesNo(value) => numbers::yes_no(*value, self.lang).to_owned(),
            ExprKind::Date(day) => iso(*day),
            ExprKind::Choice(at) => choices(&expr.type_of).get(*at as usize).cloned().unwrap_or_default(),
            ExprKind::Text(text) => format!("“{text}”"),
            ExprKind::Input(id) => {
                self.named(&self.scored.scheme.input(*id).name, Quantity::Input(*id), expr)
            }
            ExprKind::Formula(id) => {
                self.named(&self.scored.scheme.formula(*id).name, Quantity::Formula(*id), expr)
            }
            ExprKind::Group(id) => self.named(&self.group_value(*id), Quantity::Group(*id), expr),
            ExprKind::Field(_) => self.field(expr, inside),
            ExprKind::Score(id, part) => {
                let name =
                    format!("{}.{}", self.scored.scheme.indicator(*id).name, wording::part(*part, self.lang));
                self.named(&name, Quantity::Score(*id, *part), expr)
            }
            ExprKind::Total(stage) => {
                self.named(wording::stage(*stage, self.lang), Quantity::Total(*stage), expr)
            }
            ExprKind::Grade => self.grade(expr),
            ExprKind::OfLayer(layer, figure) => {
                let name = layer_figure(self.scored.scheme, (*layer, *figure), self.lang);
                self.named(&name, Quantity::OfLayer(*layer, *figure), expr)
            }
            ExprKind::Negate(value) => format!("-{}", self.within(value, inside, Hold::Sign)),
            ExprKind::Not(value) => {
                format!("{} {}", pick(self.lang, "非", "not"), self.within(value, inside, Hold::Not))
            }
            ExprKind::Arithmetic(operation, left, right) => {
                self.arithmetic(*operation, (left, right), inside)
            }
            ExprKind::Compare(Comparison::Equal, left, right) if self.is_choice(left, right) => {
                self.text(left, inside)
            }
            ExprKind::Compare(comparison, left, right) => {
                let sign = comparison.sign();
                self.joined(Join { sign, left: Hold::Sum, right: Hold::Sum }, (left, right), inside)
            }
            ExprKind::And(left, right) => {
                let sign = pick(self.lang, "且", "and");
                self.joined(Join { sign, left: Hold::And, right: Hold::Not }, (left, right), inside)
            }
            ExprKind::Or(left, right) => {
                let sign = pick(self.lang, "或", "or");
                self.joined(Join { sign, left: Hold::Or, right: Hold::And }, (left, right), inside)
            }
            ExprKind::If(condition, then, or_else) => self.choice((condition, then, or_else), inside),
            ExprKind::Call(function, values) => {
                let call = self.call(*function, values, inside);
                self.figure(expr).map_or_else(|| call.clone(), |figure| format!("{call} {figure}"))
            }
            ExprKind::Aggregate { .. } => self.aggregate(expr),
        }
    }

    /// Whether what is read is the choice it is compared with: saying it once says it all.
    fn is_choice(&self, read: &Expr, choice: &Expr) -> bool {
        let (Some((_, working)), ExprKind::Choice(at)) = (self.values, &choice.kind) else { return false };
        let quantity = if let ExprKind::Input(id) = &read.kind {
            Quantity::Input(*id)
        } else if matches!(read.kind, ExprKind::Grade) {
            Quantity::Grade
        } else {
            return false;
        };
        let read = working.reads.iter().find(|read| read.quantity == quantity);
        read.is_some_and(|read| read.reading.value == Ok(Value::Choice(*at)))
    }

    fn joined(&self, join: Join, sides: (&Expr, &Expr), inside: Option<Inside>) -> String {
        let (left, right) =
            (self.within(sides.0, inside, join.left), self.within(sides.1, inside, join.right));
        format!("{left} {} {right}", join.sign)
    }

    fn arithmetic(&self, operation: Arithmetic, sides: (&Expr, &Expr), inside: Option<Inside>) -> String {
        let (sign, left, right) = match operation {
            Arithmetic::Add => ("+", Hold::Sum, Hold::Sum),
            Arithmetic::Subtract => ("-", Hold::Sum, Hold::Product),
            Arithmetic::Multiply => ("×", Hold::Product, Hold::Product),
            Arithmetic::Divide => ("÷", Hold::Product, Hold::Sign),
        };
        self.joined(Join { sign, left, right }, sides, inside)
    }

    /// With values: the branch that was taken, since the other had no part in the result. Each record of a list may take
    /// another.
    fn choice(&self, parts: (&Expr, &Expr, &Expr), inside: Option<Inside>) -> String {
        match self.came_to(parts.0).filter(|_| inside.is_none()) {
            Some(Value::YesNo(true)) => return self.text(parts.1, inside),
            Some(Value::YesNo(false)) => return self.text(parts.2, inside),
            Some(Value::Number(_) | Value::Choice(_) | Value::Date(_) | Value::Text(_)) | None => {}
        }
        let (condition, then, or_else) =
            (self.text(parts.0, inside), self.text(parts.1, inside), self.text(parts.2, inside));
        match self.lang {
            Lang::Zh => format!("若 {condition} 则 {then} 否则 {or_else}"),
            Lang::En => format!("if {condition} then {then} else {or_else}"),
        }
    }

    fn call(&self, function: Function, values: &[Expr], inside: Option<Inside>) -> String {
        let name = match function {
            Function::Highest => pick(self.lang, "最高", "highest"),
            Function::Lowest => pick(self.lang, "最低", "lowest"),
            Function::Absolute => pick(self.lang, "绝对值", "absolute"),
            Function::Floor => pick(self.lang, "取整", "floor"),
            Function::WorkdaysBetween => pick(self.lang, "工作日差", "workdays between"),
            Function::WorkdaysAfter => pick(self.lang, "工作日后", "workdays after"),
        };
        let values: Vec<String> = values.iter().map(|value| self.text(value, inside)).collect();
        format!("{name}({})", values.join(", "))
    }

    fn aggregate(&self, expr: &Expr) -> String {
        let ExprKind::Aggregate { function, list, value, filter, trim, matter } = &expr.kind else {
            return String::new();
        };
        let list_name = || self.scored.scheme.input(self.scored.scheme.list(*list).input).name.clone();
        let of = |named| Some(Inside { list: *list, named });
        let mut parts = vec![value.as_ref().map_or_else(list_name, |value| self.text(value, of(true)))];
        if let Some(filter) = filter {
            parts.push(format!("{} {}", pick(self.lang, "其中", "where"), self.text(filter, of(false))));
        }
        if let Some(matter) = matter {
            parts.push(self.per_matter(*function, &self.scored.scheme.field(*list, *matter).name));
        }
        for (count, zh, en) in [(trim.0, "去高", "drop high"), (trim.1, "去低", "drop low")] {
            if count > 0 {
                parts.push(format!("{} {count}", pick(self.lang, zh, en)));
            }
        }
        let name = format!("{}({})", wording::aggregate(*function, self.lang), parts.join(", "));
        match self.figure(expr) {
            Some(figure) => format!("{name} {figure}{}", self.left_out(expr)),
            None => name,
        }
    }

    /// `同一 事项 取最高`
    fn per_matter(&self, function: Aggregate, matter: &str) -> String {
        let once = function == Aggregate::Count;
        match self.lang {
            Lang::Zh => format!("同一 {matter} {}", if once { "计一次" } else { "取最高" }),
            Lang::En => format!("{} per {matter}", if once { "once" } else { "best" }),
        }
    }

    /// ` (同一事项的 2 条不计)`; empty where none was left out.
    fn left_out(&self, expr: &Expr) -> String {
        let working = self.values.map(|(_, working)| working);
        let noted = working.and_then(|working| working.left_out.iter().find(|(span, _)| *span == expr.span));
        match (noted, self.lang) {
            (None | Some((_, 0)), _) => String::new(),
            (Some((_, records)), Lang::Zh) => format!(" (另有 {records} 条是重复的事项, 不计)"),
            (Some((_, records)), Lang::En) => format!(" ({records} more of the same matters not counted)"),
        }
    }

    /// `等级 优`, or the word alone.
    fn grade(&self, expr: &Expr) -> String {
        let word = pick(self.lang, "等级", "grade");
        let read = self
            .values
            .and_then(|(_, working)| working.reads.iter().find(|read| read.quantity == Quantity::Grade));
        match read.map(|read| &read.reading.value) {
            Some(Ok(Value::Choice(at))) => {
                format!("{word} {}", choices(&expr.type_of).get(*at as usize).map_or("", String::as_str))
            }
            Some(Ok(Value::Number(_) | Value::YesNo(_) | Value::Date(_) | Value::Text(_)) | Err(_))
            | None => word.to_owned(),
        }
    }

    /// `名次(办结率, 同 类别)`: names alone, since the values are those of all subjects.
    pub(super) fn group_value(&self, id: GroupValueId) -> String {
        let scheme = self.scored.scheme;
        let value = scheme.group_value(id);
        let names = Speech { values: None, ..*self };
        let mut parts: Vec<String> = value.value.iter().map(|value| names.words(value)).collect();
        parts.push(match value.scope {
            Scope::All => pick(self.lang, "全体", "all").to_owned(),
            Scope::Within(input) => {
                format!("{} {}", pick(self.lang, "同", "within"), scheme.input(input).name)
            }
        });
        if let Some(filter) = &value.filter {
            parts.push(format!("{} {}", pick(self.lang, "其中", "where"), names.words(filter)));
        }
        parts.extend(value.below.as_ref().map(numbers::percent));
        if value.without_self {
            parts.push(pick(self.lang, "除本身", "without self").to_owned());
        }
        format!("{}({})", wording::group_function(value.function, self.lang), parts.join(", "))
    }

    /// What a figure of a list came to, if values are wanted.
    fn figure(&self, expr: &Expr) -> Option<String> {
        Some(Reader::of(self.scored.scheme, expr).show(self.came_to(expr)?, self.lang))
    }

    /// What the evaluation noted for this expression.
    fn came_to(&self, expr: &Expr) -> Option<&Value> {
        let (_, working) = self.values?;
        working.figures.iter().find(|(span, _)| *span == expr.span).map(|(_, value)| value)
    }

    fn field(&self, expr: &Expr, inside: Option<Inside>) -> String {
        let (ExprKind::Field(id), Some(inside)) = (&expr.kind, inside) else { return String::new() };
        let scheme = self.scored.scheme;
        let field = field_name(scheme, inside.list, *id, self.lang);
        if inside.named {
            format!("{}.{field}", scheme.input(scheme.list(inside.list).input).name)
        } else {
            field
        }
    }

    /// A name, and its value if values are wanted: `执行数 8499万元`, `按时公开 (否)`, `逾期 (缺报)`.
    fn named(&self, name: &str, quantity: Quantity, expr: &Expr) -> String {
        let Some((subject, working)) = self.values else { return name.to_owned() };
        let Some(read) = working.reads.iter().find(|read| read.quantity == quantity) else {
            return name.to_owned();
        };
        let text = reading(&self.scored, read, subject, self.lang);
        match (&expr.type_of, &read.reading) {
            (Type::Number { .. }, Reading { value: Ok(_), presumed: false, .. }) => format!("{name} {text}"),
            (_, _) => format!("{name} ({text})"),
        }
    }
}

/// `自评.总分`, `自评.【过程/预算执行率】.得分`
pub(super) fn layer_figure(scheme: &Scheme, (layer, figure): (LayerId, LayerFigure), lang: Lang) -> String {
    let figure = match figure {
        LayerFigure::Total(stage) => wording::stage(stage, lang).to_owned(),
        LayerFigure::Input(id) => scheme.input(id).name.clone(),
        LayerFigure::Formula(id) => scheme.formula(id).name.clone(),
        LayerFigure::Score(id, part) => {
            format!("{}.{}", scheme.indicator(id).name, wording::part(part, lang))
        }
    };
    format!("{}.{figure}", scheme.layer(layer))
}

/// The name of a field; 得分, 等级, 名次 and 基础分 of another scheme in the language asked.
pub(super) fn field_name(scheme: &Scheme, list: ListId, field: FieldId, lang: Lang) -> String {
    let carried = scheme.list(list).from.as_ref().and_then(|feed| feed.carries.get(field.0 as usize)?.word());
    match carried {
        Some((zh, en)) => pick(lang, zh, en).to_owned(),
        None => scheme.field(list, field).name.clone(),
    }
}
