//! Functions: of values, and of lists of records.

use crate::check::Checker;
use crate::check::place::Declared;
use crate::check::place::Env;
use crate::check::terms::expr::value_type;
use crate::check::terms::functions::{Arguments, Named, sort};
use crate::check::terms::groups::of_group;
use crate::check::terms::operators::fits;
use crate::number::Unit;
use crate::plan::{Aggregate, Expr, ExprKind, Function, ListId, Type};
use crate::source::{Code, Diagnostic, Span, Text, closest};
use crate::syntax::ast::{self, Argument, Name};

impl<'a> Checker<'a> {
    pub(in crate::check) fn call(
        &mut self,
        env: Env,
        function: &'a Name,
        arguments: &'a [Argument],
        span: Span,
    ) -> Option<Expr> {
        let named = self.function_named(function)?;
        let sorted = sort(arguments);
        self.matter_fits(named, &sorted).then_some(())?;
        if let Some(of_group) = of_group(named, sorted.order).filter(|_| sorted.scope.is_some()) {
            return self.group_value(env, of_group, &sorted, span);
        }
        match named {
            Named::Aggregate(aggregate) => self.aggregate(env, aggregate, &sorted, span),
            Named::Trimmed => self.aggregate(env, Aggregate::Mean, &sorted, span),
            Named::Extreme(aggregate, function) => {
                let of_list = sorted.values.len() == 1
                    && sorted.values.iter().any(|value| self.list_in(env, value).is_some());
                if of_list {
                    self.aggregate(env, aggregate, &sorted, span)
                } else {
                    self.function(env, function, &sorted, span)
                }
            }
            Named::Function(function) => self.function(env, function, &sorted, span),
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
        self.uses(self.lists[list.0 as usize].input, value.span);
        let inner = Env { record: Some(list), ..env };
        let whole_list = matches!(&value.kind, ast::ExprKind::Path(names) if names.len() == 1);
        let value = if whole_list { None } else { Some(self.expr(inner, value)?) };
        let filter = match arguments.filter {
            Some(filter) => Some(self.condition(inner, filter)?),
            None => None,
        };
        let matter = match arguments.matter {
            Some((matter, ..)) => Some(self.matter(list, matter)?),
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
            matter,
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
        if self.is_foreign(list) {
            return;
        }
        let quoted = self.quote(span);
        let list = &self.lists[list.0 as usize];
        let name = self.inputs.get(list.input.0 as usize).map_or("", |input| &input.name);
        let fields: Vec<&str> = list.fields.iter().map(|field| field.name.as_str()).take(12).collect();
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
            | ast::ExprKind::Table(_)
            | ast::ExprKind::Call { .. } => None,
        }
    }

    pub(in crate::check) fn list_named(&self, env: Env, name: &Name) -> Option<ListId> {
        let (Declared::Input(id), _) = self.lookup(env.scope, &name.text)? else { return None };
        self.inputs[id.0 as usize].value_type.list()
    }

    /// Whether a list has no fields: it comes from another scheme (来自) that is not known or not sound, which has been
    /// reported.
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
            let listed = self.fields_listed(list);
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
        self.field_read(list, field);
        let type_of = value_type(&self.lists[list.0 as usize].fields[field.0 as usize].value_type)?;
        Some(Expr { kind: ExprKind::Field(field), type_of, span: name.span })
    }

    pub(super) fn bad_arguments(&mut self, span: Span, zh: &str, en: &str) {
        self.say(Diagnostic::new(Code::BadArguments, span, Text::new(zh, en)));
    }
}
