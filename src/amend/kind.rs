//! The kinds of statement that 改 and 删 can name, and the words for them.

use super::index::What;
use crate::source::Text;

/// The kinds of statement that can be named.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Indicator,
    Formula,
    Parameter,
    Input,
    Bonus,
    Penalty,
    Veto,
    NotApplicable,
    Quota,
    Variant,
}

impl Kind {
    pub(super) fn formula(parameter: bool) -> Kind {
        if parameter { Kind::Parameter } else { Kind::Formula }
    }

    pub(super) fn outside(penalty: bool) -> Kind {
        if penalty { Kind::Penalty } else { Kind::Bonus }
    }

    pub(super) fn of(what: What<'_>) -> Kind {
        match what {
            What::Indicator(_) => Kind::Indicator,
            What::Formula(formula) => Kind::formula(formula.parameter),
            What::Input(..) => Kind::Input,
            What::Outside(outside) => Kind::outside(outside.penalty),
            What::Veto(_) => Kind::Veto,
            What::NotApplicable(_) => Kind::NotApplicable,
            What::Quota(_) => Kind::Quota,
            What::Variant(_) => Kind::Variant,
        }
    }

    pub(super) fn word(self) -> Text {
        let (zh, en) = match self {
            Kind::Indicator => ("指标", "indicator"),
            Kind::Formula => ("公式", "let"),
            Kind::Parameter => ("参数", "param"),
            Kind::Input => ("输入", "input"),
            Kind::Bonus => ("加分项", "bonus"),
            Kind::Penalty => ("扣分项", "penalty"),
            Kind::Veto => ("否决", "veto"),
            Kind::NotApplicable => ("不适用", "n/a"),
            Kind::Quota => ("名额", "quota"),
            Kind::Variant => ("对照", "variant"),
        };
        Text::new(zh, en)
    }

    /// The word after 改 or 删; an indicator needs none.
    pub(super) fn before_name(self) -> Text {
        if self == Kind::Indicator {
            return Text::default();
        }
        let word = self.word();
        Text::new(word.zh + " ", word.en + " ")
    }

    /// Whether two kinds share their names.
    pub(super) fn shares(self, other: Kind) -> bool {
        let room = |kind: Kind| match kind {
            Kind::Indicator => 0,
            Kind::Formula | Kind::Parameter | Kind::Input => 1,
            Kind::Bonus | Kind::Penalty => 2,
            Kind::Veto => 3,
            Kind::NotApplicable => 4,
            Kind::Quota => 5,
            Kind::Variant => 6,
        };
        room(self) == room(other)
    }
}
