//! Functions of a group of subjects: 均值(人均支出, 同 类别), 分位值(办结率, 全体, 25%).

use crate::check::Checker;
use crate::check::place::{Env, Moment};
use crate::check::terms::functions::{Arguments, Named};
use crate::check::terms::units::number_type;
use crate::number::{Number, Unit};
use crate::plan::{
    Aggregate, Computed, Expr, ExprKind, GroupFunction, GroupValue, GroupValueId, Order, Scope, Type,
};
use crate::source::Span;
use crate::syntax::ast;

/// What a function's name stands for once it is given a scope; 最好 with 小者先 is the lowest.
pub(super) fn of_group(named: Named, order: Option<ast::Order>) -> Option<GroupFunction> {
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

impl<'a> Checker<'a> {
    /// A group value, kept once for the whole scheme; each reading of it is by id.
    pub(super) fn group_value(
        &mut self,
        env: Env,
        function: GroupFunction,
        arguments: &Arguments<'a>,
        span: Span,
    ) -> Option<Expr> {
        let most = if function == GroupFunction::Quantile { 2 } else { 1 };
        if env.record.is_some() || arguments.values.len() > most || arguments.trim != (0, 0) {
            self.bad_arguments(
                span,
                "写法如 均值(人均支出, 同 类别)、名次(办结率, 全体, 大者先)",
                "write it as group_mean(spending, within kind), place(rate, all, high first)",
            );
            return None;
        }
        let below = self.group_shape(function, arguments, span)?;
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
            below,
            type_of: type_of.clone(),
            span,
        });
        self.order.push(Computed::Group(id));
        Some(Expr { kind: ExprKind::Group(id), type_of, span })
    }

    fn group_type(&mut self, function: GroupFunction, value: Option<&Expr>, span: Span) -> Option<Type> {
        let whole = number_type(&Unit::plain(), true);
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
            GroupFunction::Share => self.wants_number(value).then(|| number_type(&Unit::parse("%"), false)),
            GroupFunction::Mean | GroupFunction::Quantile => {
                self.wants_number(value).then_some(())?;
                let Type::Number { dimension, share, .. } = &value.type_of else { return None };
                Some(Type::Number { dimension: dimension.clone(), share: *share, whole: false })
            }
        }
    }

    /// Whether a share, or a quantile, is asked in a way that makes sense; gives where the quantile is taken.
    fn group_shape(
        &mut self,
        function: GroupFunction,
        arguments: &Arguments<'a>,
        span: Span,
    ) -> Option<Option<Number>> {
        if function == GroupFunction::Share && arguments.without_self {
            self.bad_arguments(
                span,
                "占比是自己的数占全组合计的份额, 合计里必有自己, 不能 除本身; 要与其余各家比, 写 自己的量 / 合计(量, 同 类别, 除本身)",
                "a share is a part of a sum that holds the subject itself, so `without self` cannot stand here; against the others write own / sum(own, within kind, without self)",
            );
            return None;
        }
        let ranked = matches!(function, GroupFunction::Quantile | GroupFunction::Share);
        if ranked && arguments.order.is_some() {
            self.bad_arguments(
                span,
                "分位值和占比不分 大者先、小者先: 分位值总是从小到大数",
                "`high first` and `low first` do not go with a quantile or a share: a quantile counts from the lowest",
            );
            return None;
        }
        if function != GroupFunction::Quantile {
            return Some(None);
        }
        let at = arguments.values.get(1).and_then(|at| {
            let unit = at.literal()?.unit.as_ref().map_or_else(Unit::plain, |unit| Unit::parse(&unit.value));
            unit.dimension.is_plain().then_some(unit.to_base(&at.literal_number()?))
        });
        let at = at.filter(|at| !at.is_negative() && *at <= Number::ONE);
        if at.is_none() {
            self.bad_arguments(
                span,
                "分位值要写明在哪一分位, 是 0% 到 100% 之间的一个数, 如 分位值(办结率, 同 类别, 25%)",
                "a quantile says where it is taken, a number from 0% to 100%, as in quantile(rate, within kind, 25%)",
            );
        }
        at.map(Some)
    }
}
