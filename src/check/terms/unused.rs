//! What is declared and never used.

use crate::check::{Checker, Progress};
use crate::plan::{InputId, ValueType};
use crate::source::{Code, Diagnostic, SourceId, Span, Text};

impl Checker<'_> {
    /// Notes that an input is read; what is there for information only may not be, which is said once.
    pub(in crate::check) fn uses(&mut self, id: InputId, span: Span) {
        if !self.read.insert(id) || !self.for_information.contains(&id) {
            return;
        }
        let input = &self.inputs[id.0 as usize];
        let name = &input.name;
        let message = Text::new(
            format!("“{name}”声明为仅供参考, 这里却用它来计算"),
            format!("`{name}` is declared for information, and is used here"),
        );
        let help = Text::new(
            format!("要用它, 就删去“{name}”后面的 仅供参考"),
            format!("to use it, delete `for information` after `{name}`"),
        );
        let declared = Text::new("声明于此", "declared here");
        let diagnostic = Diagnostic::new(Code::InformationUsed, span, message).label(input.span, declared);
        self.say(diagnostic.help(help));
    }

    /// Inputs and formulas that no score, condition or key reads. A formula used only by unused formulas still counts
    /// as used: one message leads to the next. `own` is the file of the scheme: what stands in another came with 沿用.
    pub(in crate::check) fn unused(&mut self, own: SourceId) {
        let mut unused: Vec<(String, Span, Text)> = Vec::new();
        for (place, input) in self.inputs.iter().enumerate() {
            let id = InputId(u32::try_from(place).unwrap_or(u32::MAX));
            // A text may be there to say whose part a subject is, for a scheme above that is not checked with this one.
            let scored = input.value_type != ValueType::Text;
            if scored && !self.read.contains(&id) && !self.for_information.contains(&id) {
                unused.push((input.name.clone(), input.span, Text::new("输入", "input")));
            }
        }
        for (place, progress) in self.formula_progress.iter().enumerate() {
            if matches!(progress, Progress::Done(_)) && !self.read_formulas.contains(&place) {
                let formula = self.outline.formulas[place].ast;
                let (zh, en) = if formula.parameter { ("参数", "param") } else { ("公式", "let") };
                unused.push((formula.name.text.clone(), formula.name.span, Text::new(zh, en)));
            }
        }
        for (name, span, kind) in unused {
            let help = if span.source == own {
                Text::new(
                    "删去它, 或在计分里用它; 只是备查的输入写 仅供参考",
                    "delete it, or use it in a score; an input kept for reference only says for information",
                )
            } else {
                Text::new(
                    format!("它来自沿用的办法; 在本办法里写: 删 {} {name}", kind.zh),
                    format!(
                        "it comes from the scheme that this one extends; write here: drop {} {name}",
                        kind.en
                    ),
                )
            };
            self.say(
                Diagnostic::new(
                    Code::UnusedQuantity,
                    span,
                    Text::new(
                        format!("“{name}”声明了, 没有一处用到"),
                        format!("`{name}` is declared and never used"),
                    ),
                )
                .help(help),
            );
        }
    }
}
