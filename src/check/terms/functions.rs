//! The functions by name, and the arguments of a call sorted by what they are.

use crate::check::Checker;
use crate::number::Number;
use crate::plan::{Aggregate, Function, GroupFunction};
use crate::source::{Code, Diagnostic, Span, Text, closest};
use crate::syntax::ast::{self, Argument, Name};

/// What a function's name stands for.
#[derive(Clone, Copy)]
pub(super) enum Named {
    Aggregate(Aggregate),
    /// Of a list when given one, else of values.
    Extreme(Aggregate, Function),
    Trimmed,
    Function(Function),
    /// Of a group of subjects.
    Group(GroupFunction),
}

/// Both spellings, side by side. With a scope (全体, 同 类别) the figures of lists are figures of a group.
const FUNCTIONS: [(&str, &str, Named); 18] = [
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
    ("分位值", "quantile", Named::Group(GroupFunction::Quantile)),
    ("占比", "share_of_group", Named::Group(GroupFunction::Share)),
];

/// The arguments of a call, sorted by what they are.
#[derive(Default)]
pub(super) struct Arguments<'a> {
    pub(super) values: Vec<&'a ast::Expr>,
    pub(super) filter: Option<&'a ast::Expr>,
    pub(super) trim: (u32, u32),
    pub(super) scope: Option<&'a ast::Scope>,
    pub(super) without_self: bool,
    pub(super) order: Option<ast::Order>,
    /// 同一 事项: the field, whether 计一次, and where it stands.
    pub(super) matter: Option<(&'a Name, bool, Span)>,
}

impl Checker<'_> {
    /// What a function's name stands for; said when it is none.
    pub(super) fn function_named(&mut self, function: &Name) -> Option<Named> {
        let known = FUNCTIONS.iter().find(|(zh, en, _)| function.text == *zh || function.text == *en);
        if known.is_none() {
            self.unknown_function(function);
        }
        known.map(|(_, _, named)| *named)
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
}

/// The arguments of a call, sorted.
pub(super) fn sort(arguments: &[Argument]) -> Arguments<'_> {
    let mut sorted = Arguments::default();
    for argument in arguments {
        match argument {
            Argument::Value(value) => sorted.values.push(value),
            Argument::Where(filter) => sorted.filter = Some(filter),
            Argument::Scope(scope) => sorted.scope = Some(scope),
            Argument::WithoutSelf(_) => sorted.without_self = true,
            Argument::Order(order) => sorted.order = Some(order.value),
            Argument::PerMatter { matter, once, span } => sorted.matter = Some((matter, *once, *span)),
            Argument::Trim { high, count, .. } => {
                let count = trimmed(count);
                if *high { sorted.trim.0 = count } else { sorted.trim.1 = count }
            }
        }
    }
    sorted
}

fn trimmed(count: &Number) -> u32 {
    count.to_i64().and_then(|count| u32::try_from(count).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::FUNCTIONS;

    /// Rules that differ in these spellings alone do not differ.
    #[test]
    fn both_spellings_are_known_where_rules_are_compared() {
        let own: Vec<(&str, &str)> = FUNCTIONS.iter().map(|(zh, en, _)| (*zh, *en)).collect();
        assert_eq!(own, crate::format::FUNCTIONS);
    }
}
