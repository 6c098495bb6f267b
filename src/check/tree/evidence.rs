//! 佐证: what must be attached to a leaf, what its absence costs, and the column that this implies.

use crate::check::Checker;
use crate::check::methods::assess::blank;
use crate::check::place::NodeId;
use crate::check::terms::units::constant;
use crate::plan::{Evidence, Expr, Input, Lacking, ValueType};
use crate::source::{Code, Diagnostic, Place, Span, Spanned, Text};
use crate::syntax::ast;

impl<'a> Checker<'a> {
    /// What is asked of a leaf: its own line, or that of the nearest block around it. The inner none is for nothing
    /// asked, the outer one for a mistake.
    pub(super) fn evidence(&mut self, node: NodeId) -> Option<Option<Evidence>> {
        let Some(written) = self.outline.nodes[node.0].defaults.evidence else { return Some(None) };
        let ast::Evidence::Required { documents, lacking } = written.value else { return Some(None) };
        if self.said_in(written.span) {
            return None;
        }
        let lacking = match lacking {
            Some(lacking) => self.lacking(node, lacking)?,
            None => {
                self.lacking_unsaid(documents, written.span);
                return None;
            }
        };
        let name = format!("{}.佐证", self.outline.nodes[node.0].ast.name.text);
        let span = self.outline.nodes[node.0].ast.head;
        let column = Input { column: name.clone(), name, value_type: ValueType::Evidence, ..blank(span) };
        let input = self.implied(node, column);
        Some(Some(Evidence { documents: documents.value.clone(), input, lacking, span: written.span }))
    }

    fn lacking(&mut self, node: NodeId, lacking: &'a ast::Lacking) -> Option<Lacking> {
        let env = self.env(node);
        let amount = match lacking {
            ast::Lacking::Report => return Some(Lacking::Report),
            ast::Lacking::AtMost(amount) | ast::Lacking::Less(amount) => self.amount(env, amount)?,
        };
        self.never_zero(&amount);
        match lacking {
            ast::Lacking::AtMost(_) => {
                self.within_points(env, &amount)?;
                Some(Lacking::AtMost(amount))
            }
            ast::Lacking::Less(_) => {
                self.takes_away(&amount)?;
                Some(Lacking::Less(amount))
            }
            ast::Lacking::Report => Some(Lacking::Report),
        }
    }

    /// What is less is above zero; it may be more than a small item has, which then comes to 0.
    fn takes_away(&mut self, amount: &Expr) -> Option<()> {
        let Some(number) = constant(amount).filter(|number| !number.is_positive()) else { return Some(()) };
        self.say(
            Diagnostic::new(
                Code::PointsNotPositive,
                amount.span,
                Text::new(
                    format!("缺附扣的是 {number} 分, 要大于零; “扣”已经是减"),
                    format!("what missing evidence takes away is {number} points; it must be above zero, `less` takes away already"),
                ),
            )
            .help(Text::new("写成 缺附 扣 1分, 或 缺附 0分", "write without less 1 point, or without 0 points")),
        );
        None
    }

    /// Whether what is wrong with a line has been said for another of the leaves that it holds for.
    fn said_in(&self, line: Span) -> bool {
        let inside = |found: &Diagnostic| matches!(found.place, Place::Span(at) if line.covers(at));
        self.found.iter().any(|found| inside(found) && found.code.severity().stops())
    }

    /// No silent default: what it costs that nothing is attached.
    fn lacking_unsaid(&mut self, documents: &Spanned<String>, span: Span) {
        let text = &documents.value;
        let choice = |zh: &str, en: &str| {
            Text::new(format!("佐证 \"{text}\", 缺附 {zh}"), format!("evidence \"{text}\", without {en}"))
        };
        self.say(
            Diagnostic::new(
                Code::EvidenceUnsaid,
                span,
                Text::new(
                    format!("没有附“{text}”的怎么计分, 没有写"),
                    format!("nothing says what it costs that `{text}` is not attached"),
                ),
            )
            .choice(choice("0分", "0 points"))
            .choice(choice("扣 1分", "less 1 point"))
            .choice(choice("扣 满分的 20%", "less 20% of points"))
            .choice(choice("报错", "error")),
        );
    }
}
