//! Functions: of values, and of lists of records.

use crate::check::Checker;
use crate::check::place::Declared;
use crate::check::place::{Env, Moment};
use crate::check::terms::expr::value_type;
use crate::check::terms::operators::fits;
use crate::number::{Number, Unit};
use crate::plan::{
    Aggregate, Computed, Expr, ExprKind, FieldId, Function, GroupFunction, GroupValue, GroupValueId, ListId,
    Order, Scope, Type, ValueType,
};
use crate::source::{Code, Diagnostic, Span, Text, closest};
use crate::syntax::ast::{self, Argument, Name};

/// What a function's name stands for.
#[derive(Clone, Copy)]
enum Named {
    Aggregate(Aggregate),
    /// Of a list when given one, else of values.
    Extreme(Aggregate, Function),
    Trimmed,
    Function(Function),
    /// Of a group of subjects.
    Group(GroupFunction),
}

/// Both spellings, side by side. With a scope (全体, 同 类别) the figures of lists are figures of a group.
const FUNCTIONS: [(&str, &str, Named); 16] = [
    ("计数", "count", Named::Aggregate(Aggregate::Count)),
    ("合计", "sum", Named::Aggregate(Aggregate::Sum)),
    ("平均", "mean", Named::Aggregate(Aggregate::Mean)),
    ("最高", "max", Named::Extreme(Aggregate::Highest, Function::Highest)),
    ("最低", "min", Named::Extreme(Aggregate::Lowest, Function::Lowest)),
    ("最长连续", "longest_run", Named::Aggregate(Aggregate::LongestRun)),
    ("去极平均", "trimmed_mean", Named::Trimmed),
    ("绝对值", "abs", Named::Function(Function::Absolute)),
    ("取整", "floor", Named::Function(Function::Floor)),
    ("工作日差", "workdays_between", Named::Function(Function::WorkdaysBetween)),
    ("工作日后", "workdays_after", Named::Function(Function::WorkdaysAfter)),
    ("名次", "place", Named::Group(GroupFunction::Place)),
    ("均值", "group_mean", Named::Group(GroupFunction::Mean)),
    ("最好", "best_of_group", Named::Group(GroupFunction::Highest)),
    ("最低值", "lowest_of_group", Named::Group(GroupFunction::Lowest)),
    ("总数", "size_of_group", Named::Group(GroupFunction::Count)),
];

/// The arguments of a call, sorted by what they are.
#[derive(Default)]
struct Arguments<'a> {
    values: Vec<&'a ast::Expr>,
    filter: Option<&'a ast::Expr>,
    trim: (u32, u32),
    scope: Option<&'a ast::Scope>,
    without_self: bool,
    order: Option<ast::Order>,
}

impl<'a> Checker<'a> {
    pub(in crate::check) fn call(
        &mut self,
        env: Env,
        function: &'a Name,
        arguments: &'a [Argument],
        span: Span,
    ) -> Option<Expr> {
        let Some((_, _, named)) =
            FUNCTIONS.iter().find(|(zh, en, _)| function.text == *zh || function.text == *en)
        else {
            self.unknown_function(function);
            return None;
        };
        let sorted = sort(arguments);
        if let Some(of_group) = of_group(*named, sorted.order).filter(|_| sorted.scope.is_some()) {
            return self.group_value(env, of_group, &sorted, span);
        }
        match named {
            Named::Aggregate(aggregate) => self.aggregate(env, *aggregate, &sorted, span),
            Named::Trimmed => self.aggregate(env, Aggregate::Mean, &sorted, span),
            Named::Extreme(aggregate, function) => {
                let of_list = sorted.values.len() == 1
                    && sorted.values.iter().any(|value| self.list_in(env, value).is_some());
                if of_list {
                    self.aggregate(env, *aggregate, &sorted, span)
                } else {
                    self.function(env, *function, &sorted, span)
                }
            }
            Named::Function(function) => self.function(env, *function, &sorted, span),
            Named::Group(_) => {
                self.bad_arguments(
                    span,
                    "要写明在谁中间: 全体, 或 同 类别",
                    "say among whom: all, or within group",
                );
                None
            }
        }
    }

    /// A group value, kept once for the whole scheme; each reading of it is by id.
    fn group_value(
        &mut self,
        env: Env,
        function: GroupFunction,
        arguments: &Arguments<'a>,
        span: Span,
    ) -> Option<Expr> {
        if env.record.is_some() || arguments.values.len() > 1 || arguments.trim != (0, 0) {
            self.bad_arguments(
                span,
                "写法如 均值(人均支出, 同 类别)、名次(办结率, 全体, 大者先)",
                "write it as group_mean(spending, within kind), place(rate, all, high first)",
            );
            return None;
        }
        let scope = match arguments.scope? {
            ast::Scope::All(_) => Scope::All,
            ast::Scope::Within(name) => Scope::Within(self.group_input(name)?),
        };
        // Group values are worked out before totals, also where only what comes after reads them.
        let env = Env { moment: env.moment.min(Moment::Indicator), ..env };
        let value = match arguments.values.first() {
            Some(value) => Some(self.expr(env, value)?),
            None => None,
        };
        let filter = match arguments.filter {
            Some(filter) => Some(self.condition(env, filter)?),
            None => None,
        };
        for part in value.iter().chain(&filter) {
            self.never_zero(part);
        }
        let type_of = self.group_type(function, value.as_ref(), span)?;
        let order = match arguments.order.unwrap_or_default() {
            ast::Order::HighFirst => Order::HighFirst,
            ast::Order::LowFirst => Order::LowFirst,
        };
        let id = GroupValueId(u32::try_from(self.group_values.len()).unwrap_or(u32::MAX));
        let without_self = arguments.without_self;
        self.group_values.push(GroupValue {
            function,
            value,
            filter,
            scope,
            without_self,
            order,
            type_of: type_of.clone(),
            span,
        });
        self.order.push(Computed::Group(id));
        Some(Expr { kind: ExprKind::Group(id), type_of, span })
    }

    fn group_type(&mut self, function: GroupFunction, value: Option<&Expr>, span: Span) -> Option<Type> {
        let whole = super::units::number_type(&Unit::plain(), true);
        let Some(value) = value else {
            if function == GroupFunction::Count {
                return Some(whole);
            }
            self.bad_arguments(span, "要写明比的是哪个量", "say of which quantity");
            return None;
        };
        match function {
            GroupFunction::Count => Some(whole),
            GroupFunction::Place => self.wants_number(value).then_some(whole),
            GroupFunction::Highest | GroupFunction::Lowest | GroupFunction::Sum => {
                self.wants_number(value).then(|| value.type_of.clone())
            }
            GroupFunction::Mean => {
                self.wants_number(value).then_some(())?;
                let Type::Number { dimension, share, .. } = &value.type_of else { return None };
                Some(Type::Number { dimension: dimension.clone(), share: *share, whole: false })
            }
        }
    }

    fn function(
        &mut self,
        env: Env,
        function: Function,
        arguments: &Arguments<'a>,
        span: Span,
    ) -> Option<Expr> {
        let wanted = match function {
            Function::Highest | Function::Lowest => 2..=16,
            Function::Absolute | Function::Floor => 1..=1,
            Function::WorkdaysBetween | Function::WorkdaysAfter => {
                let values: Vec<Option<Expr>> =
                    arguments.values.iter().map(|value| self.expr(env, value)).collect();
                return self.workdays(function, values.into_iter().collect::<Option<_>>()?, span);
            }
        };
        if !wanted.contains(&arguments.values.len()) || arguments.filter.is_some() {
            self.bad_arguments(
                span,
                "这里要写数, 如 最高(a, b)、绝对值(a)",
                "numbers are wanted here, as in max(a, b), abs(a)",
            );
            return None;
        }
        let values: Vec<Option<Expr>> = arguments.values.iter().map(|value| self.expr(env, value)).collect();
        let values: Vec<Expr> = values.into_iter().collect::<Option<_>>()?;
        let first = values.first()?;
        for value in &values {
            self.wants_number(value).then_some(())?;
            if !fits(&first.type_of, &value.type_of) {
                self.units_differ(first, value);
                return None;
            }
        }
        let type_of = first.type_of.clone();
        Some(Expr { kind: ExprKind::Call(function, values), type_of, span })
    }

    fn aggregate(
        &mut self,
        env: Env,
        function: Aggregate,
        arguments: &Arguments<'a>,
        span: Span,
    ) -> Option<Expr> {
        let found = match arguments.values.as_slice() {
            [value] => self.list_in(env, value).map(|list| (*value, list)),
            _ => None,
        };
        let Some((value, list)) = found else {
            self.bad_arguments(
                span,
                "第一个参数要是列表, 如 计数(项目)、合计(项目.预算)",
                "the first argument is a list, as in count(projects), sum(projects.budget)",
            );
            return None;
        };
        self.read.insert(self.lists[list.0 as usize].input);
        let inner = Env { record: Some(list), ..env };
        let whole_list = matches!(&value.kind, ast::ExprKind::Path(names) if names.len() == 1);
        let value = if whole_list { None } else { Some(self.expr(inner, value)?) };
        let filter = match arguments.filter {
            Some(filter) => Some(self.condition(inner, filter)?),
            None => None,
        };
        let type_of = self.aggregate_type((function, list), value.as_ref(), span)?;
        let (value, filter) = match (function, value) {
            (Aggregate::LongestRun, Some(condition)) => (None, Some(condition)),
            (_, value) => (value, filter),
        };
        let kind = ExprKind::Aggregate {
            function,
            list,
            value: value.map(Box::new),
            filter: filter.map(Box::new),
            trim: arguments.trim,
        };
        Some(Expr { kind, type_of, span })
    }

    fn aggregate_type(
        &mut self,
        (function, list): (Aggregate, ListId),
        value: Option<&Expr>,
        span: Span,
    ) -> Option<Type> {
        let count = crate::check::terms::units::number_type(&Unit::plain(), true);
        match (function, value) {
            (Aggregate::Count, None) | (Aggregate::LongestRun, None) => Some(count),
            (Aggregate::LongestRun, Some(condition)) => self.wants_yes_no(condition).then_some(count),
            (Aggregate::Count, Some(value)) => {
                let quoted = self.quote(value.span);
                self.bad_arguments(
                    span,
                    &format!("计数数的是记录: 写 计数(列表, 其中 条件), 不是“{quoted}”"),
                    &format!("count counts records: write count(list, where condition), not `{quoted}`"),
                );
                None
            }
            (Aggregate::Sum | Aggregate::Mean | Aggregate::Highest | Aggregate::Lowest, None) => {
                self.which_field(list, span);
                None
            }
            (Aggregate::Sum | Aggregate::Highest | Aggregate::Lowest, Some(value)) => {
                self.wants_number(value).then(|| value.type_of.clone())
            }
            (Aggregate::Mean, Some(value)) => {
                self.wants_number(value).then_some(())?;
                let Type::Number { dimension, share, .. } = &value.type_of else { return None };
                Some(Type::Number { dimension: dimension.clone(), share: *share, whole: false })
            }
        }
    }

    /// A sum or mean of whole records: of which field?
    fn which_field(&mut self, list: ListId, span: Span) {
        let quoted = self.quote(span);
        let list = &self.lists[list.0 as usize];
        let name = self.inputs.get(list.input.0 as usize).map_or("", |input| &input.name);
        let fields: Vec<&str> = list.fields.iter().map(|field| field.name.as_str()).collect();
        let function = quoted.split(['(', '（']).next().unwrap_or("");
        let example = format!("{function}({name}.{})", fields.first().unwrap_or(&""));
        let message = Text::new(
            format!("“{quoted}”没有说是“{name}”的哪个字段, 有的是: {}", fields.join(", ")),
            format!("`{quoted}` does not say which field of `{name}`; there are: {}", fields.join(", ")),
        );
        let help = Text::new(format!("写成 {example}"), format!("write {example}"));
        self.say(Diagnostic::new(Code::BadArguments, span, message).help(help));
    }

    /// The list that an argument is about: the first whose name it uses.
    fn list_in(&self, env: Env, expr: &ast::Expr) -> Option<ListId> {
        match &expr.kind {
            ast::ExprKind::Path(names) => self.list_named(env, names.first()?),
            ast::ExprKind::Not(inner) | ast::ExprKind::Negate(inner) => self.list_in(env, inner),
            ast::ExprKind::Binary { left, right, .. } => {
                self.list_in(env, left).or_else(|| self.list_in(env, right))
            }
            ast::ExprKind::If { condition, then, otherwise } => {
                [condition, then, otherwise].into_iter().find_map(|part| self.list_in(env, part))
            }
            ast::ExprKind::Quantity(_)
            | ast::ExprKind::Text(_)
            | ast::ExprKind::Date(..)
            | ast::ExprKind::Call { .. } => None,
        }
    }

    pub(in crate::check) fn list_named(&self, env: Env, name: &Name) -> Option<ListId> {
        let (Declared::Input(id), _) = self.lookup(env.scope, &name.text)? else { return None };
        match &self.inputs[id.0 as usize].value_type {
            ValueType::List(list) => Some(*list),
            ValueType::Number { .. }
            | ValueType::YesNo
            | ValueType::Choice(_)
            | ValueType::Text
            | ValueType::Evidence
            | ValueType::Date => None,
        }
    }

    pub(in crate::check) fn field_named(&self, list: ListId, name: &str) -> Option<FieldId> {
        let place = self.lists[list.0 as usize].fields.iter().position(|field| field.name == name)?;
        u32::try_from(place).ok().map(FieldId)
    }

    /// Whether a list has no fields declared: it comes from another scheme (来自), which has been reported.
    pub(in crate::check) fn is_foreign(&self, list: ListId) -> bool {
        self.lists[list.0 as usize].fields.is_empty()
    }

    /// `项目.预算` inside an aggregate over 项目.
    pub(in crate::check) fn list_field(&mut self, list: ListId, name: &Name) -> Option<Expr> {
        if self.is_foreign(list) {
            return None;
        }
        let Some(field) = self.field_named(list, &name.text) else {
            let fields: Vec<String> =
                self.lists[list.0 as usize].fields.iter().map(|field| field.name.clone()).collect();
            let near = closest(&name.text, fields.iter().map(String::as_str)).map(str::to_owned);
            let listed = fields.join(", ");
            let mut diagnostic = Diagnostic::new(
                Code::UnknownName,
                name.span,
                Text::new(
                    format!("列表没有“{}”这个字段, 有的是: {listed}", name.text),
                    format!("the list has no field `{}`; it has: {listed}", name.text),
                ),
            );
            if let Some(near) = near {
                diagnostic = diagnostic
                    .help(Text::new(format!("是不是“{near}”?"), format!("did you mean `{near}`?")))
                    .fix(name.span, near);
            }
            self.say(diagnostic);
            return None;
        };
        let type_of = value_type(&self.lists[list.0 as usize].fields[field.0 as usize].value_type)?;
        Some(Expr { kind: ExprKind::Field(field), type_of, span: name.span })
    }

    fn unknown_function(&mut self, function: &Name) {
        let known = FUNCTIONS.iter().flat_map(|(zh, en, _)| [*zh, *en]);
        let listed: Vec<&str> = FUNCTIONS.iter().map(|(zh, _, _)| *zh).collect();
        let listed_en: Vec<&str> = FUNCTIONS.iter().map(|(_, en, _)| *en).collect();
        let mut diagnostic = Diagnostic::new(
            Code::UnknownName,
            function.span,
            Text::new(
                format!("没有“{}”这个函数", function.text),
                format!("there is no function `{}`", function.text),
            ),
        );
        diagnostic = match closest(&function.text, known) {
            Some(near) => diagnostic
                .help(Text::new(format!("是不是“{near}”?"), format!("did you mean `{near}`?")))
                .fix(function.span, near),
            None => diagnostic.help(Text::new(
                format!("有: {}", listed.join(", ")),
                format!("there are: {}", listed_en.join(", ")),
            )),
        };
        self.say(diagnostic);
    }

    fn bad_arguments(&mut self, span: Span, zh: &str, en: &str) {
        self.say(Diagnostic::new(Code::BadArguments, span, Text::new(zh, en)));
    }
}

fn sort(arguments: &[Argument]) -> Arguments<'_> {
    let mut sorted = Arguments::default();
    for argument in arguments {
        match argument {
            Argument::Value(value) => sorted.values.push(value),
            Argument::Where(filter) => sorted.filter = Some(filter),
            Argument::Scope(scope) => sorted.scope = Some(scope),
            Argument::WithoutSelf(_) => sorted.without_self = true,
            Argument::Order(order) => sorted.order = Some(order.value),
            Argument::Trim { high, count, .. } => {
                let count = trimmed(count);
                if *high { sorted.trim.0 = count } else { sorted.trim.1 = count }
            }
        }
    }
    sorted
}

/// What a function's name stands for once it is given a scope; 最好 with 小者先 is the lowest.
fn of_group(named: Named, order: Option<ast::Order>) -> Option<GroupFunction> {
    match named {
        Named::Group(GroupFunction::Highest) if order == Some(ast::Order::LowFirst) => {
            Some(GroupFunction::Lowest)
        }
        Named::Group(function) => Some(function),
        Named::Aggregate(Aggregate::Count) => Some(GroupFunction::Count),
        Named::Aggregate(Aggregate::Sum) => Some(GroupFunction::Sum),
        Named::Aggregate(Aggregate::Mean) => Some(GroupFunction::Mean),
        Named::Extreme(Aggregate::Highest, _) => Some(GroupFunction::Highest),
        Named::Extreme(..) => Some(GroupFunction::Lowest),
        Named::Aggregate(_) | Named::Trimmed | Named::Function(_) => None,
    }
}

fn trimmed(count: &Number) -> u32 {
    count.to_i64().and_then(|count| u32::try_from(count).ok()).unwrap_or(0)
}
