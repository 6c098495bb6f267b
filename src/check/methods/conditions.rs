//! Rows of conditions: the first that holds counts.

use crate::check::Checker;
use crate::check::place::{Declared, Env};
use crate::plan::{Cell, Condition, Expr, Method, ValueType};
use crate::source::{Code, Diagnostic, Span, Text};
use crate::syntax::ast::{self, RowHead};

impl<'a> Checker<'a> {
    /// Rows without a value are bands of the own quantity when the first is a band (or a choice of it); else conditions.
    pub(super) fn are_conditions(&self, env: Env, rows: &[ast::Row]) -> bool {
        let own_choice = || {
            let name =
                env.node.map(|node| self.outline.nodes[node.0].ast.name.text.clone()).unwrap_or_default();
            match self.lookup(env.scope, &name) {
                Some((Declared::Input(id), _)) => {
                    matches!(self.inputs[id.0 as usize].value_type, ValueType::Choice(_))
                }
                Some((Declared::Formula(_), _)) | None => false,
            }
        };
        match rows.first().map(|row| &row.head) {
            Some(RowHead::Condition(_)) | None => true,
            Some(RowHead::Names(_)) => !own_choice(),
            Some(RowHead::Band(_) | RowHead::Otherwise) => false,
        }
    }

    pub(super) fn conditions(&mut self, env: Env, rows: &'a [ast::Row], span: Span) -> Option<Method> {
        let mut lowered = Vec::new();
        for (place, row) in rows.iter().enumerate() {
            let cell = self.cell(env, &row.cell);
            let condition = match &row.head {
                RowHead::Otherwise => None,
                RowHead::Condition(condition) => Some(self.condition(env, condition)?),
                RowHead::Names(names) => Some(self.yes_no_row(env, names, row.head_span)?),
                RowHead::Band(_) => {
                    self.band_among_conditions(row.head_span);
                    return None;
                }
            };
            if condition.is_none() && place + 1 < rows.len() {
                self.say(
                    Diagnostic::new(
                        Code::RowUnreachable,
                        rows[place + 1].span,
                        Text::new("“其余”之后的行永远轮不到", "rows after otherwise are never reached"),
                    )
                    .help(Text::new("把“其余”移到最后", "move otherwise to the end")),
                );
            }
            lowered.push(Condition {
                condition,
                cell: cell?,
                label: self.quote(row.head_span),
                span: row.span,
            });
        }
        if lowered.last().is_some_and(|row| row.condition.is_some()) {
            self.say(
                Diagnostic::new(
                    Code::RowMissing,
                    span,
                    Text::new(
                        "各行的条件都不成立时得几分, 没有写",
                        "nothing says what is given when no condition holds",
                    ),
                )
                .help(Text::new("加一行: 其余: 0分", "add a row: otherwise: 0 points")),
            );
            return None;
        }
        let cells: Vec<Cell> = lowered.iter().map(|row| row.cell.clone()).collect();
        self.full_marks_by_cells(env, &cells);
        Some(Method::Conditions { rows: lowered })
    }

    /// A row of one name is a yes/no.
    fn yes_no_row(&mut self, env: Env, names: &'a [ast::Name], span: Span) -> Option<Expr> {
        let [name] = names else {
            self.say(Diagnostic::new(
                Code::TypeMismatch,
                span,
                Text::new(
                    "这里要一个条件; 几个条件用 且、或 连起来",
                    "a condition is wanted here; join several with and, or",
                ),
            ));
            return None;
        };
        let value = self.quantity(env, name)?;
        self.wants_yes_no(&value).then_some(value)
    }

    fn band_among_conditions(&mut self, span: Span) {
        let quoted = self.quote(span);
        self.say(
            Diagnostic::new(
                Code::TypeMismatch,
                span,
                Text::new(
                    format!("各行是条件, “{quoted}”没有说是哪个量"),
                    format!("the rows are conditions, and `{quoted}` does not say of what"),
                ),
            )
            .help(Text::new(format!("写成 量 {quoted}"), format!("write: quantity {quoted}"))),
        );
    }
}
