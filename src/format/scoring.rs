//! Ways to score: bands, lines, clauses.

use super::Style;
use crate::source::Spanned;
use crate::syntax::ast::{
    Amount, Anchor, Band, BandKind, Body, Bound, Cell, Clause, Direction, Effect, Level, Line, LineItem,
    Lines, Outcome, Remainder, Row, RowHead, Start, Step,
};

impl Style {
    /// `3分`, `满分的 10%`
    pub(crate) fn amount(self, amount: &Amount) -> String {
        match amount {
            Amount::OfPoints(share) if self == Style::En => format!("{} of points", self.quantity(share)),
            Amount::OfPoints(share) => format!("满分的 {}", self.quantity(share)),
            Amount::Value(value) => self.expr(value),
        }
    }

    /// 报错, 视为 0次.
    pub(crate) fn outcome(self, outcome: &Outcome) -> String {
        match outcome {
            Outcome::Error => self.pick("报错", "error").to_owned(),
            Outcome::NotApplicable => self.pick("不适用", "n/a").to_owned(),
            Outcome::Full => self.pick("给满分", "full").to_owned(),
            Outcome::Value(amount) => format!("{} {}", self.pick("视为", "as"), self.amount(amount)),
        }
    }

    /// 算一步.
    pub(crate) fn remainder(self, remainder: Remainder) -> &'static str {
        match remainder {
            Remainder::Dropped => self.pick("不计", "dropped"),
            Remainder::WholeStep => self.pick("算一步", "whole step"),
            Remainder::ProRata => self.pick("按比例", "pro rata"),
        }
    }

    /// What may follow a comma: `, 最多 3分, 零头 不计`.
    pub(crate) fn clauses(self, clauses: &[Spanned<Clause>]) -> String {
        let mut said: Vec<String> = clauses.iter().map(|clause| self.clause(&clause.value)).collect();
        if self == Style::Meaning {
            said.sort();
        }
        said.iter().map(|clause| format!(", {clause}")).collect()
    }

    /// A clause with its word: `最多 3分`.
    pub(crate) fn clause(self, clause: &Clause) -> String {
        let word = self.clause_word(clause);
        match self.clause_value(clause) {
            said if said.is_empty() => word.to_owned(),
            said => format!("{word} {said}"),
        }
    }

    /// The word of a clause.
    pub(crate) fn clause_word(self, clause: &Clause) -> &'static str {
        match clause {
            Clause::AtMost(_) => self.pick("最多", "at most"),
            Clause::Highest(_) => self.pick("最高", "up to"),
            Clause::Remainder(_) => self.pick("零头", "remainder"),
            Clause::CutOff(_) => self.pick("不得分线", "none below"),
            Clause::Reverse => self.pick("反向", "reverse"),
            Clause::Uncapped => self.pick("不封顶", "uncapped"),
            Clause::OnZero(_) => self.pick("分母为零", "on zero"),
            Clause::ZeroTarget(_) => self.pick("目标为零", "zero target"),
            Clause::Missing(_) => self.pick("缺报", "missing"),
            Clause::Excused(_) => self.pick("免责", "excused"),
            Clause::Range(_) => self.pick("范围", "range"),
            Clause::Round(_) => self.pick("修约", "round"),
            Clause::Basis(_) => self.pick("依据", "basis"),
            Clause::ForInformation => self.pick("仅供参考", "for information"),
        }
    }

    /// What a clause says; empty where its word says it all.
    pub(crate) fn clause_value(self, clause: &Clause) -> String {
        match clause {
            Clause::AtMost(amount) | Clause::Highest(amount) => self.amount(amount),
            Clause::Remainder(remainder) => self.remainder(*remainder).to_owned(),
            Clause::CutOff(value) => self.expr(value),
            Clause::OnZero(outcome)
            | Clause::ZeroTarget(outcome)
            | Clause::Missing(outcome)
            | Clause::Excused(outcome) => self.outcome(outcome),
            Clause::Range(band) => self.band(band),
            Clause::Round(places) => self.counted(places, ("位", "places")),
            Clause::Basis(text) => self.quoted(&text.value),
            Clause::Reverse | Clause::Uncapped | Clause::ForInformation => String::new(),
        }
    }

    /// `不低于 95%`, `85%(含)-95%`
    pub(crate) fn band(self, band: &Band) -> String {
        match &band.kind {
            BandKind::Compared(comparison, bound) => {
                format!("{} {}", self.comparison(*comparison), self.bound(bound))
            }
            BandKind::Between(low, high) => {
                let dash = if self == Style::En { " to " } else { "-" };
                format!("{}{dash}{}", self.bound(low), self.bound(high))
            }
            BandKind::AndUp(bound) => format!("{}{}", self.bound(bound), self.pick("以上", " and above")),
            BandKind::AndDown(bound) => format!("{}{}", self.bound(bound), self.pick("以下", " and below")),
            BandKind::Only(bound) => self.bound(bound),
        }
    }

    fn bound(self, bound: &Bound) -> String {
        let mark = match bound.included {
            Some(true) => self.pick("(含)", "(incl)"),
            Some(false) => self.pick("(不含)", "(excl)"),
            None => "",
        };
        format!("{}{mark}", self.expr(&bound.value))
    }

    /// When a row holds.
    pub(crate) fn row_head(self, head: &RowHead) -> String {
        match head {
            RowHead::Otherwise => self.pick("其余", "otherwise").to_owned(),
            RowHead::Band(band) => self.band(band),
            RowHead::Names(names) => self.names(names),
            RowHead::Condition(condition) => self.expr(condition),
        }
    }

    /// What a row gives.
    pub(crate) fn cell(self, cell: &Cell) -> String {
        match cell {
            Cell::NotApplicable => self.pick("不适用", "n/a").to_owned(),
            Cell::Amount(amount) => self.amount(amount),
        }
    }

    /// `85%(含)-95%: 7分`
    pub(crate) fn row(self, row: &Row) -> String {
        format!("{}: {}", self.row_head(&row.head), self.cell(&row.cell))
    }

    /// `80%: 6分`
    pub(crate) fn anchor(self, anchor: &Anchor) -> String {
        format!("{}: {}", self.quantity(&anchor.at), self.amount(&anchor.points))
    }

    /// `优: 90%(含)-100%`
    pub(crate) fn level(self, level: &Level) -> String {
        format!("{}: {}", self.name(&level.name), self.band(&level.band))
    }

    /// `每 1处`
    pub(crate) fn step(self, step: &Step) -> String {
        let base = if step.of_base { self.pick("基准的 ", "base ") } else { "" };
        format!("{} {base}{}", self.pick("每", "per"), self.quantity(&step.quantity))
    }

    /// `扣 0.5分`
    pub(crate) fn effect(self, (direction, effect): (Direction, &Effect)) -> String {
        let word = match direction {
            Direction::Adds => self.pick("加", "plus"),
            Direction::Takes => self.pick("扣", "less"),
        };
        match effect {
            Effect::Amount(amount) => format!("{word} {}", self.amount(amount)),
            Effect::Range { low, high } => {
                let dash = if self == Style::En { " to " } else { "-" };
                format!("{word} {}{dash}{}", self.quantity(low), self.quantity(high))
            }
        }
    }

    /// `公开错误: 每 1处 扣 0.5分, 最多 3分`
    pub(crate) fn line(self, line: &Line) -> String {
        let step = line.step.as_ref().map(|step| self.step(step) + " ").unwrap_or_default();
        let effect = self.effect((line.direction, &line.effect));
        format!("{}: {step}{effect}{}", self.expr(&line.what), self.clauses(&line.clauses))
    }

    /// A line, or those of which the best counts.
    pub(crate) fn line_item(self, item: &LineItem) -> String {
        match item {
            LineItem::Line(line) => self.line(line),
            LineItem::Best(lines, _) => format!("{} {}", self.pick("取最高", "best"), self.lines(lines)),
        }
    }

    /// Lines in their braces.
    pub(crate) fn lines(self, lines: &Lines) -> String {
        let mut said: Vec<String> = lines.lines.iter().map(|line| self.line_item(line)).collect();
        if let Some(remainder) = &lines.remainder {
            said.push(format!("{} {}", self.pick("零头", "remainder"), self.remainder(remainder.value)));
        }
        if let Some(outcome) = &lines.on_zero {
            said.push(format!("{} {}", self.pick("分母为零", "on zero"), self.outcome(&outcome.value)));
        }
        format!("{{ {} }}", said.join("; "))
    }

    /// Where lines start.
    pub(crate) fn start(self, start: &Start) -> String {
        match start {
            Start::Nothing => self.pick("逐项", "add").to_owned(),
            Start::Full => self.pick("扣分", "deduct").to_owned(),
            Start::At(amount) => format!("{} {}", self.pick("起评", "start"), self.amount(amount)),
        }
    }

    /// A way to score.
    pub(crate) fn body(self, body: &Body) -> String {
        match body {
            Body::Score { value, clauses } => {
                format!("{} {}{}", self.pick("得", "score"), self.expr(value), self.clauses(clauses))
            }
            Body::Ratio { value, target, clauses } => {
                let value = value.as_ref().map(|value| format!(" {}", self.expr(value)));
                let to = self.pick("至", "to");
                let target = target.as_ref().map(|target| format!(" {to} {}", self.expr(target)));
                let (value, target) = (value.unwrap_or_default(), target.unwrap_or_default());
                format!("{}{value}{target}{}", self.pick("按比例", "ratio"), self.clauses(clauses))
            }
            Body::Interpolate { value, anchors, clauses } => {
                let rows = self.each(anchors, "; ", |anchor| self.anchor(anchor));
                self.tabled(self.pick("插值", "interpolate"), value.as_ref(), (&rows, clauses))
            }
            Body::Bands { value, rows, clauses } => {
                let rows = self.each(rows, "; ", |row| self.row(row));
                self.tabled(self.pick("分档", "bands"), value.as_ref(), (&rows, clauses))
            }
            Body::Lines { start, lines } => format!("{} {}", self.start(start), self.lines(lines)),
            Body::Assess { levels } if levels.is_empty() => self.pick("评分", "assess").to_owned(),
            Body::Assess { levels } => {
                let rows = self.each(levels, "; ", |level| self.level(level));
                format!("{} {{ {rows} }}", self.pick("评分", "assess"))
            }
        }
    }

    fn tabled(
        self,
        word: &str,
        value: Option<&crate::syntax::ast::Expr>,
        (rows, clauses): (&str, &[Spanned<Clause>]),
    ) -> String {
        let value = value.map(|value| format!(" {}", self.expr(value))).unwrap_or_default();
        format!("{word}{value} {{ {rows} }}{}", self.clauses(clauses))
    }
}
