//! Words of the language that are read but not yet carried out: said as an error, never passed over.

use crate::check::Checker;
use crate::source::{Code, Diagnostic, Span, Text};

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
}
