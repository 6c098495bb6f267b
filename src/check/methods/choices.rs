//! Rows of choices: each choice once, and all of them.

use crate::check::Checker;
use crate::check::place::Env;
use crate::plan::{Cell, Choice, Expr, Method};
use crate::source::{Code, Diagnostic, Span, Text};
use crate::syntax::ast::{self, RowHead};

impl<'a> Checker<'a> {
    pub(super) fn choice_rows(
        &mut self,
        env: Env,
        value: Expr,
        choices: &[String],
        rows: &'a [ast::Row],
    ) -> Option<Method> {
        let mut taken: Vec<u32> = Vec::new();
        let mut lowered = Vec::new();
        for row in rows {
            let cell = self.cell(env, &row.cell);
            let places = match &row.head {
                RowHead::Otherwise => Vec::new(),
                RowHead::Names(names) => {
                    let places: Vec<Option<u32>> =
                        names.iter().map(|name| self.choice_of(name, choices)).collect();
                    places.into_iter().collect::<Option<_>>()?
                }
                RowHead::Band(_) | RowHead::Condition(_) => {
                    self.not_a_choice(row.head_span, choices);
                    return None;
                }
            };
            if let Some(twice) = places.iter().find(|place| taken.contains(place)) {
                let name = &choices[*twice as usize];
                self.say(Diagnostic::new(
                    Code::RowUnreachable,
                    row.head_span,
                    Text::new(format!("“{name}”前面已有一行"), format!("`{name}` has a row already")),
                ));
            }
            taken.extend(&places);
            lowered.push(Choice {
                choices: places,
                cell: cell?,
                label: self.quote(row.head_span),
                span: row.span,
            });
        }
        let cells: Vec<Cell> = lowered.iter().map(|row| row.cell.clone()).collect();
        self.full_marks_by_cells(env, &cells);
        self.choices_covered(&value, choices, &taken, &lowered)?;
        Some(Method::Choices { value, rows: lowered })
    }

    fn choices_covered(
        &mut self,
        value: &Expr,
        choices: &[String],
        taken: &[u32],
        rows: &[Choice],
    ) -> Option<()> {
        let otherwise = rows.iter().find(|row| row.choices.is_empty());
        let left: Vec<&str> = choices
            .iter()
            .enumerate()
            .filter(|(place, _)| !taken.iter().any(|other| *other as usize == *place))
            .map(|(_, choice)| choice.as_str())
            .collect();
        match otherwise {
            None if !left.is_empty() => {
                let listed = left.join(", ");
                self.say(
                    Diagnostic::new(
                        Code::RowMissing,
                        value.span,
                        Text::new(format!("没有给 {listed} 的一行"), format!("no row for {listed}")),
                    )
                    .help(Text::new(format!("加一行: {listed}: …"), format!("add a row: {listed}: …"))),
                );
                None
            }
            Some(row) if left.is_empty() => {
                self.say(
                    Diagnostic::new(
                        Code::RowUnreachable,
                        row.span,
                        Text::new(
                            "每个选项都有了, “其余”没有剩下",
                            "every choice has a row: nothing is left for otherwise",
                        ),
                    )
                    .help(Text::new("删去这一行", "delete this row")),
                );
                None
            }
            None | Some(_) => Some(()),
        }
    }

    fn not_a_choice(&mut self, span: Span, choices: &[String]) {
        let listed = choices.join(", ");
        self.say(Diagnostic::new(
            Code::TypeMismatch,
            span,
            Text::new(format!("这里要写选项: {listed}"), format!("choices are wanted here: {listed}")),
        ));
    }
}
