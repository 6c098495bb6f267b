//! Rows of 分档 whose points are computed: they stay within the points of the indicator, or the rules say at most what.

use crate::check::Checker;
use crate::check::place::Env;
use crate::check::terms::units::constant;
use crate::plan::{Cell, Expr, ExprKind, Function, Method};
use crate::syntax::ast;

impl<'a> Checker<'a> {
    /// The method with 最高 on its computed cells; asked about where one can pass the points and nothing is said.
    pub(super) fn limited_rows(
        &mut self,
        env: Env,
        mut method: Method,
        highest: Option<&'a ast::Amount>,
    ) -> Option<Method> {
        let points = env.node.and_then(|node| self.node_points(node))?;
        let highest = match highest {
            Some(amount) => {
                let highest = self.most(env, amount)?;
                self.within_points(env, &highest)?;
                Some(highest)
            }
            None => None,
        };
        let mut asked = false;
        for cell in cells(&mut method) {
            let Cell::Points(value) = cell else { continue };
            match &highest {
                // Beyond the points nothing counts in any case; below them, the lower of the two does.
                Some(highest) if constant(highest).as_ref() != Some(&points) => {
                    *value = lower(value.clone(), highest.clone());
                }
                Some(_) => {}
                None => {
                    let reach = self.range_of(value);
                    let passes = reach.high_value().is_none_or(|high| *high > points);
                    if passes && constant(value).is_none() {
                        self.limit_unsaid(value, &points, &reach);
                        asked = true;
                    }
                }
            }
        }
        (!asked).then_some(method)
    }
}

fn lower(value: Expr, highest: Expr) -> Expr {
    let (type_of, span) = (value.type_of.clone(), value.span);
    Expr { kind: ExprKind::Call(Function::Lowest, vec![value, highest]), type_of, span }
}

fn cells(method: &mut Method) -> Vec<&mut Cell> {
    match method {
        Method::Bands { rows, .. } => rows.iter_mut().map(|row| &mut row.cell).collect(),
        Method::Choices { rows, .. } => rows.iter_mut().map(|row| &mut row.cell).collect(),
        Method::Conditions { rows } => rows.iter_mut().map(|row| &mut row.cell).collect(),
        Method::Score { .. }
        | Method::Proportion { .. }
        | Method::Interpolation { .. }
        | Method::Lines { .. }
        | Method::Assessed { .. }
        | Method::Levels { .. } => Vec::new(),
    }
}
