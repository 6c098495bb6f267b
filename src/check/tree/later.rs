//! Words of the language that are read but not yet carried out: said as an error, never passed over.

use crate::check::Checker;
use crate::source::{Code, Diagnostic, Span, Text};
use crate::syntax::ast::{Item, Setting};

impl Checker<'_> {
    pub(in crate::check) fn not_yet(&mut self, span: Span, zh: &str, en: &str) {
        self.say(
            Diagnostic::new(
                Code::NotYet,
                span,
                Text::new(
                    format!("“{zh}”读得懂, 但这一版还不能执行"),
                    format!("`{en}` is understood but not yet carried out"),
                ),
            )
            .help(Text::new(
                "先删去或注释掉 (//) 这一处, 其余部分照常执行",
                "delete it or comment it out (//) for now; the rest works without it",
            )),
        );
    }

    pub(in crate::check) fn not_yet_item(&mut self, item: &Item) {
        match item {
            Item::Variant(variant) => self.not_yet(variant.span, "对照", "variant"),
            Item::Test(test) => self.not_yet(test.span, "测试", "test"),
            Item::Quota(_)
            | Item::Uses(_)
            | Item::Setting(_)
            | Item::Inputs(_)
            | Item::Formula(_)
            | Item::Indicator(_)
            | Item::By(_)
            | Item::Case(_)
            | Item::NotApplicable(_)
            | Item::Outside(_)
            | Item::Veto(_)
            | Item::Grades(_)
            | Item::Ranking(_) => {}
        }
    }

    pub(in crate::check) fn not_yet_setting(&mut self, setting: &Setting, span: Span) {
        let (zh, en) = match setting {
            Setting::Extends(_) => ("沿用", "extends"),
            Setting::Show(_) => ("显示", "show"),
            Setting::Year(_)
            | Setting::Basis(_)
            | Setting::Subject(_)
            | Setting::Group(_)
            | Setting::Points(_)
            | Setting::Total(_)
            | Setting::Round(_)
            | Setting::Layers(_)
            | Setting::Remainder(_)
            | Setting::Absent(_)
            | Setting::Each(_)
            | Setting::Best
            | Setting::Mean
            | Setting::Choose(_)
            | Setting::Missing(_)
            | Setting::Excused(_)
            | Setting::OnZero(_) => return,
        };
        self.not_yet(span, zh, en);
    }
}
