//! 评分: what an assessor gives, and the inputs that this implies.

use crate::check::Checker;
use crate::check::place::NodeId;
use crate::check::terms::inputs::up_to;
use crate::number::{Interval, Number, Unit};
use crate::plan::{Input, InputId, Level, Method, OnMissing, ValueType};
use crate::source::{Code, Diagnostic, Span, Text};
use crate::syntax::ast;

impl<'a> Checker<'a> {
    pub(in crate::check) fn assess(&mut self, node: NodeId, levels: &'a [ast::Level]) -> Option<Method> {
        let (name, head) =
            (self.outline.nodes[node.0].ast.name.text.clone(), self.outline.nodes[node.0].ast.head);
        let points = self.node_points(node)?;
        if levels.is_empty() {
            let points = self.assessed_input(node, name, up_to(&points), head);
            return Some(Method::Assessed { points });
        }
        let levels = self.levels(node, levels, &points)?;
        let choices = levels.iter().map(|level| level.name.clone()).collect();
        let level = self.implied(
            node,
            Input {
                name: format!("{name}.等级"),
                column: format!("{name}.等级"),
                value_type: ValueType::Choice(choices),
                range: Interval::ALL,
                ..blank(head)
            },
        );
        let fixed = levels.iter().all(|level| level.range.single().is_some());
        let points = (!fixed).then(|| self.assessed_input(node, name, up_to(&points), head));
        Some(Method::Levels { level, points, levels })
    }

    /// Levels cover the points once, like bands, unless each is a single number.
    fn levels(&mut self, node: NodeId, levels: &'a [ast::Level], points: &Number) -> Option<Vec<Level>> {
        let ranges = self.level_ranges(node, levels, points)?;
        let lowered = levels.iter().zip(ranges).map(|(level, range)| Level {
            name: level.name.text.clone(),
            range,
            span: level.span,
        });
        Some(lowered.collect())
    }

    fn assessed_input(&mut self, node: NodeId, name: String, range: Interval, span: Span) -> InputId {
        let value_type = ValueType::Number { unit: Unit::points(), whole: false };
        self.implied(node, Input { column: name.clone(), name, value_type, range, ..blank(span) })
    }

    /// Takes in an input that a way to score implies; with the path of its block where the name is taken.
    pub(in crate::check) fn implied(&mut self, node: NodeId, mut input: Input) -> InputId {
        let name = &self.outline.nodes[node.0].ast.name.text;
        let twin = self.outline.nodes.iter().filter(|other| other.ast.name.text == *name).count() > 1;
        if (twin || self.inputs.iter().any(|other| other.column == input.column))
            && let Some((block, _)) = self.outline.nodes[node.0].path.rsplit_once('/')
        {
            input.column = format!("{block}/{}", input.column);
        }
        if let Some(other) = self.inputs.iter().find(|other| other.column == input.column) {
            let (name, declared) = (input.column.clone(), other.span);
            self.score_column_taken(&name, self.outline.nodes[node.0].ast.name.span, declared);
        }
        let id = InputId(u32::try_from(self.inputs.len()).unwrap_or(u32::MAX));
        input.required = self.asked_of_all(Some(node), &[]);
        self.inputs.push(input);
        self.read.insert(id);
        id
    }

    /// The assessor's column would have the name of an input: no data could fill in both.
    fn score_column_taken(&mut self, column: &str, indicator: Span, input: Span) {
        self.say(
            Diagnostic::new(
                Code::DuplicateName,
                indicator,
                Text::new(
                    format!("评审填报的“{column}”与同名的输入在数据里成了同一列"),
                    format!("what the assessor fills in for `{column}` and the input of that name would be one column"),
                ),
            )
            .label(input, Text::new("输入声明于此", "the input is declared here"))
            .help(Text::new("把输入或指标换个名称", "rename the input or the indicator")),
        );
    }
}

/// An input that nobody declared: its cell must be filled in.
pub(in crate::check) fn blank(span: Span) -> Input {
    Input {
        name: String::new(),
        column: String::new(),
        value_type: ValueType::YesNo,
        range: Interval::ALL,
        missing: OnMissing::Report,
        excused: None,
        may_not_apply: false,
        required: true,
        span,
    }
}
