//! What is declared and never used.

use crate::check::{Checker, Progress};
use crate::plan::{InputId, ValueType};
use crate::source::{Code, Diagnostic, Span, Text};

impl Checker<'_> {
    /// Inputs and formulas that no score, condition or key reads. A formula used only by unused formulas still counts
    /// as used: one message leads to the next.
    pub(in crate::check) fn unused(&mut self) {
        let mut unused: Vec<(String, Span)> = Vec::new();
        for (place, input) in self.inputs.iter().enumerate() {
            let id = InputId(u32::try_from(place).unwrap_or(u32::MAX));
            // A text may be there to say whose part a subject is, for a scheme above that is not checked with this one.
            let scored = input.value_type != ValueType::Text;
            if scored && !self.read.contains(&id) {
                unused.push((input.name.clone(), input.span));
            }
        }
        for (place, progress) in self.formula_progress.iter().enumerate() {
            if matches!(progress, Progress::Done(_)) && !self.read_formulas.contains(&place) {
                let name = &self.outline.formulas[place].ast.name;
                unused.push((name.text.clone(), name.span));
            }
        }
        for (name, span) in unused {
            self.say(
                Diagnostic::new(
                    Code::UnusedQuantity,
                    span,
                    Text::new(
                        format!("“{name}”声明了, 没有一处用到"),
                        format!("`{name}` is declared and never used"),
                    ),
                )
                .help(Text::new(
                    "删去它, 或在计分里用它; 只给上级办法用的 (列表 来自), 与那个办法一起检查",
                    "delete it, or use it in a score; what only a scheme above reads (list from) is checked with that one",
                )),
            );
        }
    }
}
