//! 沿用, 改 and 删 where there is nothing that they could change.

use crate::check::Checker;
use crate::source::{Code, Diagnostic, Span, Spanned, Text};

impl Checker<'_> {
    /// 改 or 删 in a scheme that builds on no other.
    pub(in crate::check) fn amends_nothing(&mut self, span: Span, zh: &str, en: &str) {
        self.say(
            Diagnostic::new(
                Code::MisplacedSetting,
                span,
                Text::new(
                    format!("“{zh}”只能写在有“沿用”的办法里, 或“对照”里: 这里没有可{zh}的"),
                    format!("`{en}` belongs to a scheme that `extends` another, or to a `variant`: there is nothing here to {en}"),
                ),
            )
            .help(Text::new(
                "在办法开头写 沿用 \"上年办法.kc\"; 没有上年办法的, 直接写指标、公式、输入",
                "write extends \"last-year.kc\" at the head of the scheme; without one, write indicators, formulas, inputs plainly",
            )),
        );
    }

    /// 沿用 that still stands: it is taken up before rules are checked, by whoever reads the files.
    pub(in crate::check) fn not_joined(&mut self, inside: bool, base: &Spanned<String>, span: Span) {
        if inside {
            return self.misplaced(span, "沿用", "extends", true);
        }
        let base = &base.value;
        self.say(
            Diagnostic::new(
                Code::BaseUnusable,
                span,
                Text::new(
                    format!("沿用的“{base}”没有一起读入"),
                    format!("`{base}`, which this builds on, was not read with it"),
                ),
            )
            .help(Text::new(
                "规则要放在文件里, 沿用的文件按这个文件所在的文件夹去找",
                "keep the rules in a file: the base is looked up from the folder it stands in",
            )),
        );
    }
}
