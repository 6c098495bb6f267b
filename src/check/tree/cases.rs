//! Branches (分支): every choice has one, none has two.

use crate::check::Checker;
use crate::check::place::{Declared, ScopeId};
use crate::check::tree::outline::GuardDraft;
use crate::plan::{Guard, InputId, ValueType};
use crate::source::{Code, Diagnostic, Span, Text};
use crate::syntax::ast::{self, Name};

/// What differs by a choice.
#[derive(Clone, Copy)]
pub(in crate::check) enum Deciding {
    /// The branches of a 分支.
    Branches,
    /// The values of a parameter.
    Values,
}

impl Deciding {
    fn twice(self, choice: &str) -> Text {
        match self {
            Deciding::Branches => {
                Text::new(format!("“{choice}”已有一个分支"), format!("`{choice}` has a branch already"))
            }
            Deciding::Values => {
                Text::new(format!("“{choice}”前面已有一行"), format!("`{choice}` has a row already"))
            }
        }
    }

    fn left(self, listed: &str) -> (Text, Text) {
        match self {
            Deciding::Branches => (
                Text::new(format!("没有给 {listed} 的分支"), format!("no branch for {listed}")),
                Text::new(format!("加上: {listed} {{ … }}"), format!("add: {listed} {{ … }}")),
            ),
            Deciding::Values => (
                Text::new(format!("没有给 {listed} 的值"), format!("no value for {listed}")),
                Text::new(format!("加一行: {listed}: …"), format!("add a row: {listed}: …")),
            ),
        }
    }

    fn no_choice(self, name: &str) -> Text {
        match self {
            Deciding::Branches => Text::new(
                format!("分支要按枚举分, 而“{name}”不是枚举"),
                format!("a case is decided by a choice, and `{name}` is none"),
            ),
            Deciding::Values => Text::new(
                format!("参数要按枚举取值, 而“{name}”不是枚举"),
                format!("the values of a parameter go by a choice, and `{name}` is none"),
            ),
        }
    }
}

impl Checker<'_> {
    /// Checks a 分支 as a whole, once.
    pub(in crate::check) fn branches_cover(&mut self, scope: ScopeId, case: &ast::Case) {
        let Some((id, choices)) = self.deciding_input(scope, &case.value, Deciding::Branches) else { return };
        self.uses(id, case.value.span);
        let names: Vec<&Name> = case.branches.iter().flat_map(|branch| &branch.names).collect();
        self.each_choice_once(&names, (&choices, case.value.span), Deciding::Branches);
    }

    /// Whether every choice is named, and none twice; reported where it is not.
    pub(in crate::check) fn each_choice_once(
        &mut self,
        names: &[&Name],
        (choices, input): (&[String], Span),
        what: Deciding,
    ) -> bool {
        let mut taken: Vec<(u32, &Name)> = Vec::new();
        let mut sound = true;
        for name in names {
            let Some(place) = self.choice_of(name, choices) else {
                sound = false;
                continue;
            };
            if let Some((_, earlier)) = taken.iter().find(|(other, _)| *other == place) {
                sound = false;
                self.say(
                    Diagnostic::new(Code::RowUnreachable, name.span, what.twice(&name.text))
                        .label(earlier.span, Text::new("先写于此", "first written here")),
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
        // A misspelt choice has been reported, and is probably the one that is missing.
        if !left.is_empty() && taken.len() == names.len() {
            sound = false;
            let (message, help) = what.left(&left.join(", "));
            self.say(Diagnostic::new(Code::RowMissing, input, message).help(help));
        }
        sound
    }

    /// The choice by which branches, or the values of a parameter, differ.
    pub(in crate::check) fn deciding_input(
        &mut self,
        scope: ScopeId,
        name: &Name,
        what: Deciding,
    ) -> Option<(InputId, Vec<String>)> {
        let Some((declared, _)) = self.lookup(scope, &name.text) else {
            self.unknown(scope, name);
            return None;
        };
        if let Declared::Input(id) = declared
            && let ValueType::Choice(choices) = &self.inputs[id.0 as usize].value_type
        {
            return Some((id, choices.clone()));
        }
        let there: Vec<&str> = self
            .inputs
            .iter()
            .filter(|input| matches!(input.value_type, ValueType::Choice(_)))
            .map(|input| input.name.as_str())
            .collect();
        let text = &name.text;
        let yes_no = matches!(declared, Declared::Input(id) if self.inputs[id.0 as usize].value_type == ValueType::YesNo);
        let help = if yes_no && matches!(what, Deciding::Values) {
            Text::new(
                format!("按是否取值写成: 参数 … = 若 {text} 则 … 否则 …"),
                format!("by a yes/no write: param … = if {text} then … else …"),
            )
        } else if there.is_empty() {
            Text::new("在输入里把它声明为 枚举(甲, 乙)", "declare it as choice(a, b)")
        } else {
            let listed = there.join(", ");
            Text::new(
                format!("枚举有: {listed}; 或在输入里把它声明为 枚举(甲, 乙)"),
                format!("the choices are: {listed}; or declare it as choice(a, b)"),
            )
        };
        self.say(Diagnostic::new(Code::TypeMismatch, name.span, what.no_choice(&name.text)).help(help));
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
