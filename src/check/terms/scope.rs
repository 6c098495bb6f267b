//! Where a name of a quantity counts: in the block that declares it and the blocks inside.

use crate::check::place::{Declared, Env, ScopeId};
use std::collections::BTreeMap;

use crate::check::Checker;
use crate::source::{Code, Diagnostic, Span, Text, closest};
use crate::syntax::{ast, in_digits};

#[derive(Debug, Default)]
pub(in crate::check) struct Scope {
    pub(in crate::check) parent: Option<ScopeId>,
    names: BTreeMap<String, (Declared, Span)>,
}

impl Checker<'_> {
    pub(in crate::check) fn open_scope(&mut self, parent: Option<ScopeId>) -> ScopeId {
        self.outline.scopes.push(Scope { parent, names: BTreeMap::new() });
        ScopeId(self.outline.scopes.len() - 1)
    }

    /// Gives a name its meaning. A name may not be declared again where it already counts: two meanings of one word in
    /// one regulation are never intended.
    pub(in crate::check) fn declare(&mut self, scope: ScopeId, name: &ast::Name, what: Declared) {
        if let Some((_, earlier)) = self.lookup(scope, &name.text) {
            self.say(
                Diagnostic::new(
                    Code::DuplicateName,
                    name.span,
                    Text::new(
                        format!("“{}”已经声明过", name.text),
                        format!("`{}` is already declared", name.text),
                    ),
                )
                .label(earlier, Text::new("先声明于此", "declared here first"))
                .help(Text::new("换一个名称, 或删去其中一处", "choose another name, or delete one of them")),
            );
            return;
        }
        self.outline.scopes[scope.0].names.insert(name.text.clone(), (what, name.span));
    }

    /// What a name stands for in a block.
    pub(in crate::check) fn lookup(&self, scope: ScopeId, name: &str) -> Option<(Declared, Span)> {
        let mut at = Some(scope);
        while let Some(ScopeId(index)) = at {
            let scope = &self.outline.scopes[index];
            if let Some(found) = scope.names.get(name) {
                return Some(*found);
            }
            at = scope.parent;
        }
        None
    }

    /// A block that knows the names of all blocks, but for those that two of them use.
    pub(in crate::check) fn scope_of_all(&mut self) -> ScopeId {
        let mut all: BTreeMap<String, Vec<(Declared, Span)>> = BTreeMap::new();
        for scope in &self.outline.scopes {
            for (name, declared) in &scope.names {
                all.entry(name.clone()).or_default().push(*declared);
            }
        }
        let once = all.into_iter().filter_map(|(name, declared)| match declared.as_slice() {
            [one] => Some((name, *one)),
            _ => None,
        });
        let names = once.collect();
        self.outline.scopes.push(Scope { parent: None, names });
        ScopeId(self.outline.scopes.len() - 1)
    }

    /// Reports a name that stands for nothing, with the nearest one that does, or cut where two names ran together.
    pub(in crate::check) fn unknown(&mut self, scope: ScopeId, name: &ast::Name) {
        self.unknown_in(Env::formula(scope), name);
    }

    /// The same where a record of a list may be at hand, whose fields are names too.
    pub(in crate::check) fn unknown_in(&mut self, env: Env, name: &ast::Name) {
        let mut known = self.known(env.scope);
        let fields = env.record.and_then(|list| self.lists.get(list.0 as usize));
        known.extend(fields.iter().flat_map(|list| &list.fields).map(|field| field.name.clone()));
        let mut diagnostic = Diagnostic::new(
            Code::UnknownName,
            name.span,
            Text::new(format!("没有声明“{}”", name.text), format!("`{}` is not declared", name.text)),
        );
        let paths: Vec<&str> = self.outline.nodes.iter().map(|node| node.ast.name.text.as_str()).collect();
        let inside =
            || known.iter().filter(|known| known.chars().count() > 1 && name.text.contains(known.as_str()));
        if let Some(number) = in_digits(&name.text) {
            diagnostic = diagnostic
                .help(Text::new(
                    format!("数用阿拉伯数字: {number}"),
                    format!("write numbers in digits: {number}"),
                ))
                .fix(name.span, number);
        } else if let Some(near) = closest(&name.text, known.iter().map(String::as_str)) {
            diagnostic = diagnostic
                .help(Text::new(format!("是不是“{near}”?"), format!("did you mean `{near}`?")))
                .fix(name.span, near);
        } else if let Some(cut) = cut(&name.text, &known) {
            diagnostic = diagnostic.help(Text::new(
                format!("名称之间要有空格或符号: {cut}"),
                format!("names need a space or sign between them: {cut}"),
            ));
        } else if paths.contains(&name.text.as_str()) {
            let text = &name.text;
            diagnostic = diagnostic.help(Text::new(
                format!("“{text}”是指标; 它的得分写作 {text}.得分"),
                format!("`{text}` is an indicator; its score is written {text}.score"),
            ));
        } else if let Some(near) = inside().max_by_key(|known| known.len()) {
            diagnostic = diagnostic
                .help(Text::new(
                    format!("是不是“{near}”? 这里只写名称, 不写句子"),
                    format!("did you mean `{near}`? A name stands here, no sentence"),
                ))
                .fix(name.span, near.as_str());
        } else {
            diagnostic = diagnostic.help(Text::new(
                format!("在 输入 {{ … }} 里声明它, 或写成 公式 {} = …", name.text),
                format!("declare it in input {{ … }}, or as let {} = …", name.text),
            ));
        }
        self.say(diagnostic);
    }

    /// The names that count in a block.
    pub(in crate::check) fn known(&self, scope: ScopeId) -> Vec<String> {
        let mut names = Vec::new();
        let mut at = Some(scope);
        while let Some(ScopeId(index)) = at {
            let scope = &self.outline.scopes[index];
            names.extend(scope.names.keys().cloned());
            at = scope.parent;
        }
        names
    }
}

/// A run of letters cut into known names, when it is nothing but known names.
fn cut(run: &str, known: &[String]) -> Option<String> {
    let first = known
        .iter()
        .filter(|name| run.starts_with(name.as_str()) && name.len() < run.len())
        .max_by_key(|name| name.len())?;
    let rest = &run[first.len()..];
    let rest = if known.iter().any(|name| name == rest) { rest.to_owned() } else { cut(rest, known)? };
    Some(format!("{first} {rest}"))
}
