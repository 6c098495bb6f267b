//! 分档: rows of bands, of choices, or of conditions, and the points of each.

use crate::check::Checker;
use crate::check::methods::bands::{BandDraft, EndDraft, shown_in};
use crate::check::methods::cover::Tiling;
use crate::check::place::Env;
use crate::check::terms::ranges::grid;
use crate::check::terms::units::{constant, unit_of};
use crate::number::{Number, Share};
use crate::plan::{Band, Cell, End, Expr, ExprKind, Method, Type};
use crate::source::{Code, Diagnostic, Span, Text};
use crate::syntax::ast::{self, RowHead};

impl<'a> Checker<'a> {
    pub(in crate::check) fn rows(
        &mut self,
        env: Env,
        value: Option<&'a ast::Expr>,
        rows: &'a [ast::Row],
        span: Span,
    ) -> Option<Method> {
        if rows.is_empty() {
            self.say(Diagnostic::new(
                Code::RowMissing,
                span,
                Text::new("分档里一行也没有", "there is no row"),
            ));
            return None;
        }
        if value.is_none() && self.are_conditions(env, rows) {
            return self.conditions(env, rows, span);
        }
        let value = self.value_or_own(env, value, span)?;
        match &value.type_of {
            Type::Number { .. } => self.number_rows(env, value, rows, span),
            Type::Choice(choices) => {
                let choices = choices.clone();
                self.choice_rows(env, value, &choices, rows)
            }
            Type::YesNo | Type::Text | Type::Date => {
                self.expected(&value, &Text::new("数或枚举", "a number or a choice"));
                None
            }
        }
    }

    pub(super) fn cell(&mut self, env: Env, cell: &'a ast::Cell) -> Option<Cell> {
        match cell {
            ast::Cell::NotApplicable => Some(Cell::NotApplicable),
            ast::Cell::Amount(amount) => {
                let points = self.amount(env, amount)?;
                self.within_points(env, &points)?;
                Some(Cell::Points(points))
            }
        }
    }

    fn number_rows(&mut self, env: Env, value: Expr, rows: &'a [ast::Row], span: Span) -> Option<Method> {
        let mut drafts: Vec<(Option<BandDraft>, Span)> = Vec::new();
        let mut cells = Vec::new();
        for row in rows {
            let band = match &row.head {
                RowHead::Otherwise => Some(None),
                RowHead::Band(band) => self.band(env, band, &value.type_of).map(Some),
                RowHead::Names(_) | RowHead::Condition(_) => {
                    self.not_a_band(row.head_span, &value);
                    None
                }
            };
            cells.push(self.cell(env, &row.cell));
            drafts.push((band?, row.head_span));
        }
        let cells: Vec<Cell> = cells.into_iter().collect::<Option<_>>()?;
        self.full_marks_by_cells(env, &cells);
        let unit = shown_in(&drafts).unwrap_or_else(|| unit_of(&value.type_of));
        self.percent_bounds(&value, &drafts)?;
        let owns = self.tile(&Tiling {
            rows: &drafts,
            reach: self.range_of(&value),
            grid: grid(&value.type_of),
            unit,
            name: self.quote(value.span),
            span,
            whole: true,
        })?;
        let bands =
            drafts.iter().zip(owns).zip(cells).zip(rows).map(|((((band, head), owns), cell), row)| Band {
                low: end(band.as_ref().map(|band| &band.low), owns.low),
                high: end(band.as_ref().map(|band| &band.high), owns.high),
                cell,
                label: self.quote(*head),
                span: row.span,
            });
        let rows = bands.collect();
        Some(Method::Bands { value, rows })
    }

    /// Bounds of an input in percent have a %, and so have all bounds where one has.
    fn percent_bounds(&mut self, value: &Expr, drafts: &[(Option<BandDraft>, Span)]) -> Option<()> {
        let of = |band: &BandDraft| {
            [&band.low, &band.high].map(|end| end.bound().map(|bound| bound.value.clone()))
        };
        let rows: Vec<Vec<Expr>> =
            drafts.iter().map(|(band, _)| band.iter().flat_map(of).flatten().collect()).collect();
        let percent =
            |bound: &Expr| matches!(&bound.kind, ExprKind::Number(_, unit) if unit.share == Share::Percent);
        let mixed = rows.iter().flatten().any(percent);
        // One message a row, also where both its ends are bare.
        let bare = rows.iter().filter(|row| {
            row.iter().any(|bound| self.bare_percent(value, bound) || mixed && self.bare(value, bound))
        });
        (bare.count() == 0).then_some(())
    }

    fn not_a_band(&mut self, span: Span, value: &Expr) {
        let (quoted, name) = (self.quote(span), self.quote(value.span));
        self.say(
            Diagnostic::new(
                Code::TypeMismatch,
                span,
                Text::new(
                    format!("“{name}”是数, “{quoted}”不是它的一档"),
                    format!("`{name}` is a number, and `{quoted}` is no band of it"),
                ),
            )
            .help(Text::new(
                "写成 80(含)-90、不低于 95%、其余 这样的档",
                "write bands such as 80(incl)-90, at least 95%, otherwise",
            )),
        );
    }

    /// The best row gives the points, unless rows are computed; in a block that takes the best child it need not.
    pub(super) fn full_marks_by_cells(&mut self, env: Env, cells: &[Cell]) {
        let Some(node) = env.node.filter(|node| !self.is_alternative(*node)) else { return };
        let Some(points) = self.node_points(node) else { return };
        let amounts: Option<Vec<Number>> = cells.iter().filter_map(Cell::points).map(constant).collect();
        let Some(best) = amounts.and_then(|amounts| amounts.into_iter().max()) else { return };
        if best < points {
            let head = self.outline.nodes[node.0].ast.head;
            self.say(
                Diagnostic::new(
                    Code::FullMarksUnreachable,
                    head,
                    Text::new(
                        format!("最好的一档是 {best} 分, 到不了满分 {points} 分"),
                        format!("the best row gives {best} points, short of the {points} points"),
                    ),
                )
                .help(Text::new(
                    "检查最好的一档, 或改指标的分值",
                    "check the best row, or change the points of the indicator",
                )),
            );
        }
    }
}

fn end(end: Option<&EndDraft>, included: bool) -> End {
    match end.and_then(EndDraft::bound) {
        None => End::Open,
        Some(bound) => End::At { value: bound.value.clone(), included },
    }
}
