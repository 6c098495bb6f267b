//! Numbers with their units, and expressions.

use super::Style;
use super::known::{FUNCTIONS, WORDS, spelt};
use crate::number::{Number, Unit};
use crate::syntax::ast::{
    Argument, Comparison, Expr, ExprKind, Name, Operator, Order, Quantity, Scope, Table, TableRow, UnitOf,
};

/// Units that are spelt differently in the two languages.
const UNITS: [(&str, &str); 4] =
    [("分", "points"), ("分", "point"), ("个百分点", "percentage points"), ("个百分点", "pp")];

/// How tightly an expression holds together, the loosest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Hold {
    Choice,
    Or,
    And,
    Not,
    Compare,
    Sum,
    Product,
    Sign,
    Whole,
}

impl Style {
    /// `6分`, `6 points`; compared in base units, so that 1万元 is 10000元.
    pub(crate) fn quantity(self, quantity: &Quantity) -> String {
        self.measured(&quantity.number, quantity.unit.as_ref().map_or("", |unit| unit.value.as_str()))
    }

    /// A number of what can only be meant there, whatever word stands behind it: `2位`, `2 places`.
    pub(super) fn counted(self, quantity: &Quantity, (zh, en): (&str, &str)) -> String {
        match self {
            Style::Zh => format!("{}{zh}", quantity.number.plain()),
            Style::En if quantity.number == Number::ONE => format!("1 {}", en.trim_end_matches('s')),
            Style::En => format!("{} {en}", quantity.number.plain()),
            Style::Meaning => quantity.number.plain(),
        }
    }

    fn measured(self, number: &Number, unit: &str) -> String {
        if self == Style::Meaning {
            let unit = Unit::parse(unit);
            return format!("{} {:?} {:?}", unit.to_base(number).plain(), unit.dimension, unit.share);
        }
        let other = UNITS.iter().find(|(zh, en)| unit == *zh || unit == *en);
        let unit = other.map_or(unit, |(zh, en)| if self == Style::Zh { *zh } else { *en });
        let unit =
            if self == Style::En && unit == "points" && *number == Number::ONE { "point" } else { unit };
        let gap = if unit.starts_with(|letter: char| letter.is_ascii_alphabetic()) { " " } else { "" };
        format!("{}{gap}{unit}", number.plain())
    }

    /// `人 每 10万人`
    pub(crate) fn unit_of(self, unit: &UnitOf) -> String {
        let own = match self {
            Style::Zh | Style::En => unit.unit.value.clone(),
            Style::Meaning => self.measured(&Number::ONE, &unit.unit.value),
        };
        let per = unit.per.as_ref().map(|per| format!(" {} {}", self.pick("每", "per"), self.quantity(per)));
        own + &per.unwrap_or_default()
    }

    /// An expression.
    pub(crate) fn expr(self, expr: &Expr) -> String {
        match &expr.kind {
            ExprKind::Quantity(quantity) => self.quantity(quantity),
            ExprKind::Text(text) => self.quoted(text),
            ExprKind::Date(year, month, day) => format!("{year}-{month:02}-{day:02}"),
            ExprKind::Path(names) => self.each(names, ".", |name| self.word(name)),
            ExprKind::Call { function, arguments } => self.call(function, arguments),
            ExprKind::Not(inner) => format!("{} {}", self.pick("非", "not"), self.within(inner, Hold::Not)),
            ExprKind::Negate(inner) => format!("-{}", self.within(inner, Hold::Sign)),
            ExprKind::Binary { operator, left, right } => self.binary(operator.value, left, right),
            ExprKind::If { condition, then, otherwise } => {
                let (when, yes, no) =
                    (self.pick("若", "if"), self.pick("则", "then"), self.pick("否则", "else"));
                let inner = |part: &Expr| self.within(part, Hold::Or);
                format!("{when} {} {yes} {} {no} {}", inner(condition), inner(then), inner(otherwise))
            }
            ExprKind::Table(table) => self.table(table),
        }
    }

    fn within(self, expr: &Expr, needed: Hold) -> String {
        let text = self.expr(expr);
        let bare = hold(expr) >= needed && (self != Style::Meaning || hold(expr) == Hold::Whole);
        if bare { text } else { format!("({text})") }
    }

    fn binary(self, operator: Operator, left: &Expr, right: &Expr) -> String {
        let (sign, before, after) = match operator {
            Operator::Add => ("+", Hold::Sum, Hold::Sum),
            Operator::Subtract => ("-", Hold::Sum, Hold::Product),
            Operator::Multiply => ("×", Hold::Product, Hold::Product),
            Operator::Divide => ("/", Hold::Product, Hold::Sign),
            Operator::Compare(comparison) => (self.comparison(comparison), Hold::Sum, Hold::Sum),
            Operator::And => (self.pick("且", "and"), Hold::And, Hold::Not),
            Operator::Or => (self.pick("或", "or"), Hold::Or, Hold::And),
        };
        format!("{} {sign} {}", self.within(left, before), self.within(right, after))
    }

    /// 不低于, at least.
    pub(crate) fn comparison(self, comparison: Comparison) -> &'static str {
        match comparison {
            Comparison::AtLeast => self.pick("不低于", "at least"),
            Comparison::AtMost => self.pick("不超过", "at most"),
            Comparison::Above => self.pick("高于", "above"),
            Comparison::Below => self.pick("低于", "below"),
            Comparison::Equal => "=",
            Comparison::Unequal => "≠",
        }
    }

    /// A name that may be one of those with two spellings.
    fn word(self, name: &Name) -> String {
        match spelt(&WORDS, &name.text, self != Style::En) {
            Some(word) => word.to_owned(),
            None => self.name(name),
        }
    }

    /// A word of the rules that stands where a figure is named: 总分.
    pub(crate) fn figure(self, name: &Name) -> String {
        self.word(name)
    }

    fn call(self, function: &Name, arguments: &[Argument]) -> String {
        let known = spelt(&FUNCTIONS, &function.text, self != Style::En);
        let function = known.map_or_else(|| self.name(function), str::to_owned);
        format!("{function}({})", self.each(arguments, ", ", |argument| self.argument(argument)))
    }

    fn argument(self, argument: &Argument) -> String {
        match argument {
            Argument::Value(value) => self.expr(value),
            Argument::Where(filter) => format!("{} {}", self.pick("其中", "where"), self.expr(filter)),
            Argument::Scope(scope) => self.scope(scope),
            Argument::WithoutSelf(_) => self.pick("除本身", "without self").to_owned(),
            Argument::Order(order) => self.order(order.value).to_owned(),
            Argument::PerMatter { matter, once, span: _ } => {
                let how = if *once { self.pick("计一次", "once") } else { self.pick("取最高", "best") };
                format!("{} {} {how}", self.pick("同一", "same"), self.name(matter))
            }
            Argument::Trim { high, count, span: _ } => {
                let word =
                    if *high { self.pick("去高", "drop high") } else { self.pick("去低", "drop low") };
                format!("{word} {}", count.plain())
            }
        }
    }

    /// 全体, 同 类别.
    pub(crate) fn scope(self, scope: &Scope) -> String {
        match scope {
            Scope::All(_) => self.pick("全体", "all").to_owned(),
            Scope::Within(name) => format!("{} {}", self.pick("同", "within"), self.name(name)),
        }
    }

    /// 大者先.
    pub(crate) fn order(self, order: Order) -> &'static str {
        match order {
            Order::HighFirst => self.pick("大者先", "high first"),
            Order::LowFirst => self.pick("小者先", "low first"),
        }
    }

    fn table(self, table: &Table) -> String {
        match table {
            Table::ByChoice { input, rows } => {
                let rows = self.each(rows, "; ", |row| self.choice_row(row));
                format!("{} {} {{ {rows} }}", self.pick("按", "by"), self.name(input))
            }
            Table::ByYear(rows) => format!("{{ {} }}", self.each(rows, "; ", |row| self.year_row(row))),
        }
    }

    /// `中部, 西部: 40%`
    pub(crate) fn choice_row(self, row: &TableRow<Vec<Name>>) -> String {
        format!("{}: {}{}", self.names(&row.holds), self.expr(&row.value), self.clauses(&row.clauses))
    }

    /// `自 2018年: 60%`
    pub(crate) fn year_row(self, row: &TableRow<Quantity>) -> String {
        format!("{}: {}{}", self.since(&row.holds), self.expr(&row.value), self.clauses(&row.clauses))
    }

    /// `自 2018年`
    pub(crate) fn since(self, year: &Quantity) -> String {
        match self {
            Style::Zh => format!("自 {}年", year.number.plain()),
            Style::En | Style::Meaning => format!("since {}", year.number.plain()),
        }
    }
}

fn hold(expr: &Expr) -> Hold {
    match &expr.kind {
        ExprKind::Quantity(_)
        | ExprKind::Text(_)
        | ExprKind::Date(..)
        | ExprKind::Path(_)
        | ExprKind::Call { .. }
        | ExprKind::Table(_) => Hold::Whole,
        ExprKind::Not(_) => Hold::Not,
        ExprKind::Negate(_) => Hold::Sign,
        ExprKind::Binary { operator, .. } => match operator.value {
            Operator::Add | Operator::Subtract => Hold::Sum,
            Operator::Multiply | Operator::Divide => Hold::Product,
            Operator::Compare(_) => Hold::Compare,
            Operator::And => Hold::And,
            Operator::Or => Hold::Or,
        },
        ExprKind::If { .. } => Hold::Choice,
    }
}
