//! Whether two conditions, or two scopes, are written alike. Where they stand does not matter.

use crate::syntax::ast::{Argument, Expr, ExprKind, Name, Quantity, Scope};

/// Whether two expressions are written alike: 删 否决 若 c and 期望 否决 若 c find the veto by it.
pub fn same(one: &Expr, other: &Expr) -> bool {
    match (&one.kind, &other.kind) {
        (ExprKind::Quantity(one), ExprKind::Quantity(other)) => same_quantity(one, other),
        (ExprKind::Path(one), ExprKind::Path(other)) => same_names(one, other),
        (ExprKind::Call { function: f, arguments: a }, ExprKind::Call { function: g, arguments: b }) => {
            f.text == g.text && a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_argument(a, b))
        }
        (ExprKind::Not(one), ExprKind::Not(other)) | (ExprKind::Negate(one), ExprKind::Negate(other)) => {
            same(one, other)
        }
        (
            ExprKind::Binary { operator: f, left: a, right: b },
            ExprKind::Binary { operator: g, left: c, right: d },
        ) => f.value == g.value && same(a, c) && same(b, d),
        (
            ExprKind::If { condition: a, then: b, otherwise: c },
            ExprKind::If { condition: d, then: e, otherwise: f },
        ) => same(a, d) && same(b, e) && same(c, f),
        // Texts and dates hold no places.
        (one, other) => one == other,
    }
}

pub(super) fn same_scope(one: &Scope, other: &Scope) -> bool {
    match (one, other) {
        (Scope::All(_), Scope::All(_)) => true,
        (Scope::Within(one), Scope::Within(other)) => one.text == other.text,
        (Scope::All(_), Scope::Within(_)) | (Scope::Within(_), Scope::All(_)) => false,
    }
}

fn same_names(one: &[Name], other: &[Name]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.text == other.text)
}

fn same_quantity(one: &Quantity, other: &Quantity) -> bool {
    let unit = |quantity: &Quantity| quantity.unit.as_ref().map(|unit| unit.value.clone());
    one.number == other.number && unit(one) == unit(other)
}

fn same_argument(one: &Argument, other: &Argument) -> bool {
    match (one, other) {
        (Argument::Value(one), Argument::Value(other)) | (Argument::Where(one), Argument::Where(other)) => {
            same(one, other)
        }
        (Argument::Scope(one), Argument::Scope(other)) => same_scope(one, other),
        (Argument::WithoutSelf(_), Argument::WithoutSelf(_)) => true,
        (Argument::Order(one), Argument::Order(other)) => one.value == other.value,
        (Argument::Trim { high: a, count: n, .. }, Argument::Trim { high: b, count: m, .. }) => {
            a == b && n == m
        }
        (
            Argument::PerMatter { matter: one, once: a, .. },
            Argument::PerMatter { matter: other, once: b, .. },
        ) => one.text == other.text && a == b,
        (one, other) => one == other,
    }
}

#[cfg(test)]
mod tests {
    use super::same;
    use crate::source::SourceId;
    use crate::syntax::ast::{Expr, Item};
    use crate::syntax::parse;

    fn condition(text: &str) -> Expr {
        let text = format!("办法 考核 {{ 否决 若 {text}: 0分 }}");
        let scheme = parse(SourceId(0), &text).value.unwrap().schemes.pop().unwrap();
        let Item::Veto(veto) = &scheme.items[0] else { panic!("{text}") };
        veto.condition.clone()
    }

    #[test]
    fn blanks_and_widths_do_not_matter_words_do() {
        for (one, other) in [
            ("弄虚作假 > 0次", "弄虚作假＞0次"),
            ("甲 且 非 (乙 或 丙)", "甲 且 非  ( 乙 或 丙 )"),
            ("计数(项目, 其中 预算 >= 100万元) = 0", "计数(项目,其中 预算 不低于 100万元) = 0"),
            ("合计(表彰.分值, 同一 事项 取最高) > 1分", "合计(表彰.分值,同一 事项  取最高) > 1分"),
            ("等级 = \"优\"", "等级  =  \"优\""),
            (
                "若 甲 则 1 否则 -2 > 名次(乙, 同 类别, 大者先)",
                "若 甲 则 1 否则 - 2 > 名次(乙,同 类别,大者先)",
            ),
        ] {
            assert!(same(&condition(one), &condition(other)), "{one} / {other}");
        }
        for (one, other) in [
            ("弄虚作假 > 0次", "弄虚作假 > 1次"),
            ("弄虚作假 > 0次", "弄虚作假 > 0个"),
            ("弄虚作假 > 0次", "弄虚作假 >= 0次"),
            ("甲 且 乙", "乙 且 甲"),
            ("名次(乙, 全体) = 1", "名次(乙, 同 类别) = 1"),
        ] {
            assert!(!same(&condition(one), &condition(other)), "{one} / {other}");
        }
    }
}
