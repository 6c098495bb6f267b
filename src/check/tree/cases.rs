//! Branches (分支): every choice has one, none has two.

use crate::check::Checker;
use crate::check::place::{Declared, ScopeId};
use crate::check::tree::outline::GuardDraft;
use crate::plan::{Guard, InputId, ValueType};
use crate::source::{Code, Diagnostic, Text};
use crate::syntax::ast::{self, Name};

impl Checker<'_> {
    /// Checks a 分支 as a whole, once.
    pub(in crate::check) fn branches_cover(&mut self, scope: ScopeId, case: &ast::Case) {
        let Some((id, choices)) = self.deciding_input(scope, &case.value) else { return };
        self.read.insert(id);
        let mut taken: Vec<(u32, &Name)> = Vec::new();
        for name in case.branches.iter().flat_map(|branch| &branch.names) {
            let Some(place) = self.choice_of(name, &choices) else { continue };
            if let Some((_, earlier)) = taken.iter().find(|(other, _)| *other == place) {
                let earlier = earlier.span;
                self.say(
                    Diagnostic::new(
                        Code::RowUnreachable,
                        name.span,
                        Text::new(
                            format!("“{}”已有一个分支", name.text),
                            format!("`{}` has a branch already", name.text),
                        ),
                    )
                    .label(earlier, Text::new("先写于此", "first written here")),
                );
            }
            taken.push((place, name));
        }
        let left: Vec<&str> = choices
            .iter()
            .enumerate()
            .filter(|(place, _)| !taken.iter().any(|(other, _)| usize::try_from(*other) == Ok(*place)))
            .map(|(_, choice)| choice.as_str())
            .collect();
        if !left.is_empty() {
            let listed = left.join(", ");
            self.say(
                Diagnostic::new(
                    Code::RowMissing,
                    case.value.span,
                    Text::new(format!("没有给 {listed} 的分支"), format!("no branch for {listed}")),
                )
                .help(Text::new(format!("加上: {listed} {{ … }}"), format!("add: {listed} {{ … }}"))),
            );
        }
    }

    fn deciding_input(&mut self, scope: ScopeId, name: &Name) -> Option<(InputId, Vec<String>)> {
        let Some((Declared::Input(id), _)) = self.lookup(scope, &name.text) else {
            self.unknown(scope, name);
            return None;
        };
        if let ValueType::Choice(choices) = &self.inputs[id.0 as usize].value_type {
            return Some((id, choices.clone()));
        }
        self.say(
            Diagnostic::new(
                Code::TypeMismatch,
                name.span,
                Text::new(
                    format!("分支要按枚举分, 而“{}”不是枚举", name.text),
                    format!("a case is decided by a choice, and `{}` is none", name.text),
                ),
            )
            .help(Text::new("在输入里把它声明为 枚举(甲, 乙)", "declare it as choice(a, b)")),
        );
        None
    }

    /// The branch as meant; none when it was reported already.
    pub(in crate::check) fn guard(&self, draft: GuardDraft<'_>) -> Option<Guard> {
        let (Declared::Input(input), _) = self.lookup(draft.scope, &draft.case.value.text)? else {
            return None;
        };
        let ValueType::Choice(choices) = &self.inputs[input.0 as usize].value_type else { return None };
        let places = draft.branch.names.iter().map(|name| {
            choices.iter().position(|choice| *choice == name.text).and_then(|place| u32::try_from(place).ok())
        });
        Some(Guard { input, choices: places.collect::<Option<_>>()?, span: draft.branch.span })
    }
}
