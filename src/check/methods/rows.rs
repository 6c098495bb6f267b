//! 分档: rows of bands, of choices, or of conditions; and the levels of 评分.

use crate::check::Checker;
use crate::check::methods::bands::{BandDraft, BoundDraft, EndDraft};
use crate::check::methods::cover::{Owns, Tiling, interval};
use crate::check::place::Env;
use crate::check::place::NodeId;
use crate::check::terms::ranges::grid;
use crate::check::terms::units::{constant, points_type, unit_of};
use crate::number::{Interval, Number, Share, Unit};
use crate::plan::{Band, Cell, Choice, Condition, End, Expr, ExprKind, Method, Type};
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

    /// Rows without a value are bands of the own quantity when the first is a band (or a choice of it); else conditions.
    fn are_conditions(&self, env: Env, rows: &[ast::Row]) -> bool {
        let own_choice = || {
            let name =
                env.node.map(|node| self.outline.nodes[node.0].ast.name.text.clone()).unwrap_or_default();
            match self.lookup(env.scope, &name) {
                Some((crate::check::place::Declared::Input(id), _)) => {
                    matches!(self.inputs[id.0 as usize].value_type, crate::plan::ValueType::Choice(_))
                }
                Some((crate::check::place::Declared::Formula(_), _)) | None => false,
            }
        };
        match rows.first().map(|row| &row.head) {
            Some(RowHead::Condition(_)) | None => true,
            Some(RowHead::Names(_)) => !own_choice(),
            Some(RowHead::Band(_) | RowHead::Otherwise) => false,
        }
    }

    fn cell(&mut self, env: Env, cell: &'a ast::Cell) -> Option<Cell> {
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

    fn choice_rows(
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

    fn conditions(&mut self, env: Env, rows: &'a [ast::Row], span: Span) -> Option<Method> {
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

    /// The best row gives the points, unless rows are computed; in a block that takes the best child it need not.
    fn full_marks_by_cells(&mut self, env: Env, cells: &[Cell]) {
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

    /// The levels of 评分: in points, or in percent of the points. Single numbers stand alone; ranges tile.
    pub(in crate::check) fn level_ranges(
        &mut self,
        node: NodeId,
        levels: &'a [ast::Level],
        points: &Number,
    ) -> Option<Vec<Interval>> {
        let env = self.env(node);
        let share = levels.iter().any(|level| in_percent(&level.band));
        let of = if share {
            crate::check::terms::units::number_type(&Unit::parse("%"), false)
        } else {
            points_type()
        };
        let mut drafts = Vec::new();
        for level in levels {
            drafts.push((Some(self.band(env, &level.band, &of)?), level.band.span));
        }
        let all_single = drafts.iter().all(|(band, _)| band.as_ref().is_some_and(is_single));
        let most = if share { Number::ONE } else { points.clone() };
        let owns = if all_single {
            vec![Owns { low: true, high: true }; drafts.len()]
        } else {
            self.tile(&Tiling {
                rows: &drafts,
                reach: crate::check::terms::inputs::up_to(&most),
                grid: None,
                unit: shown_in(&drafts).unwrap_or_else(|| unit_of(&of)),
                name: self.outline.nodes[node.0].ast.name.text.clone(),
                span: levels.first()?.span,
            })?
        };
        let scale = if share { points.clone() } else { Number::ONE };
        let mut ranges = Vec::new();
        for ((draft, span), owns) in drafts.iter().zip(owns) {
            let range = draft.as_ref().and_then(|band| interval(band, owns))?.scaled(&scale);
            if range.high_value().is_none_or(|high| high > points) {
                let shown = range.told(&Unit::points());
                self.say(Diagnostic::new(
                    Code::AboveFullMarks,
                    *span,
                    Text::new(
                        format!("这一级是 {}, 超过满分 {points} 分", shown.zh),
                        format!("this level is {}, past the {points} points", shown.en),
                    ),
                ));
                return None;
            }
            ranges.push(range);
        }
        Some(ranges)
    }
}

fn in_percent(band: &ast::Band) -> bool {
    let bounds = match &band.kind {
        ast::BandKind::Between(low, high) => vec![low, high],
        ast::BandKind::Compared(_, bound)
        | ast::BandKind::AndUp(bound)
        | ast::BandKind::AndDown(bound)
        | ast::BandKind::Only(bound) => vec![bound],
    };
    let unit = |bound: &ast::Bound| bound.value.literal().and_then(|quantity| quantity.unit.clone());
    bounds.into_iter().filter_map(unit).any(|unit| Unit::parse(&unit.value).share == Share::Percent)
}

fn is_single(band: &BandDraft) -> bool {
    match (band.low.bound(), band.high.bound()) {
        (Some(low), Some(high)) => low.number.is_some() && low.number == high.number,
        (None, _) | (_, None) => false,
    }
}

/// The unit of the first literal bound: what messages about the bands speak in.
pub(in crate::check) fn shown_in(rows: &[(Option<BandDraft>, Span)]) -> Option<Unit> {
    rows.iter()
        .flat_map(|(band, _)| band.iter().flat_map(|band| [&band.low, &band.high]))
        .filter_map(EndDraft::bound)
        .find_map(|BoundDraft { value, .. }| {
            let ExprKind::Number(number, unit) = &value.kind else { return None };
            (!number.is_zero()).then(|| unit.clone())
        })
}

fn end(end: Option<&EndDraft>, included: bool) -> End {
    match end.and_then(EndDraft::bound) {
        None => End::Open,
        Some(bound) => End::At { value: bound.value.clone(), included },
    }
}
