//! Check: the tree as written → the plan, or why there is none.
//! Knows names, units, points, weights, bands, denominators. Never reads data, never scores.
//! Start at [`check`]; every other file is one kind of question asked of the rules.

mod after;
mod around;
mod echo;
mod head;
mod layers;
mod methods;
mod place;
mod terms;
mod tree;
mod variants;

use std::collections::BTreeSet;

use crate::check::place::NodeId;
use crate::check::tree::outline::Outline;
use crate::plan::{
    Computed, Formula, FormulaId, GroupValue, Indicator, IndicatorId, Input, InputId, List, Plan, Scheme,
};
use crate::source::{Checked, Code, Diagnostic, Files, Span, Text};
use crate::syntax::ast;

/// Checks rule files as one: every scheme in them, every mistake in one run. The plan stands only if nothing found is
/// an error or an open question. `texts` holds the files' texts, from which explanations quote.
pub fn check(files: &[ast::File], texts: &Files) -> Checked<Plan> {
    let mut found = Vec::new();
    let mut schemes = Vec::new();
    for (file, scheme) in files.iter().flat_map(|file| file.schemes.iter().map(move |scheme| (file, scheme)))
    {
        let (mut plan, mut findings) = Checker::new(scheme, texts, &file.holes).scheme(scheme);
        variants::read(plan.as_mut(), (file, scheme), texts, &mut findings);
        schemes.extend(plan);
        found.append(&mut findings);
    }
    for file in files.iter().filter(|file| file.schemes.is_empty() && file.holes.is_empty()) {
        found.push(no_scheme(file));
    }
    Checked::sound(Plan { schemes }, found)
}

fn no_scheme(file: &ast::File) -> Diagnostic {
    Diagnostic::new(
        Code::MissingSetting,
        Span::new(file.source, 0, 0),
        Text::new("文件里没有办法", "the file holds no scheme"),
    )
    .help(Text::new("写上: 办法 名称 { … }", "write: scheme name { … }"))
}

/// How far the lowering of something is; lowering on demand gives the order of evaluation and finds circles.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Progress<Id> {
    Waiting,
    Started,
    Done(Id),
    /// Something in it is wrong and has been reported.
    Broken,
}

/// One scheme being checked.
struct Checker<'a> {
    texts: &'a Files,
    /// Where the file could not be read.
    holes: &'a [Span],
    found: Vec<Diagnostic>,
    outline: Outline<'a>,
    inputs: Vec<Input>,
    /// The block each declared input stands in; none for those of the scheme.
    input_blocks: Vec<Option<NodeId>>,
    lists: Vec<List>,
    formulas: Vec<Formula>,
    formula_progress: Vec<Progress<FormulaId>>,
    /// The formulas being lowered, outermost first: a circle is read off it.
    formula_trail: Vec<usize>,
    group_values: Vec<GroupValue>,
    order: Vec<Computed>,
    indicators: Vec<Indicator>,
    node_progress: Vec<Progress<IndicatorId>>,
    node_trail: Vec<NodeId>,
    /// Nouns that inputs count: the units that literals may have.
    nouns: BTreeSet<String>,
    /// Inputs that something reads.
    read: BTreeSet<InputId>,
    /// Formulas, by place in the outline, that something reads.
    read_formulas: BTreeSet<usize>,
}

impl<'a> Checker<'a> {
    fn new(scheme: &'a ast::Scheme, texts: &'a Files, holes: &'a [Span]) -> Checker<'a> {
        let mut checker = Checker {
            texts,
            holes,
            found: Vec::new(),
            outline: Outline::default(),
            inputs: Vec::new(),
            input_blocks: Vec::new(),
            lists: Vec::new(),
            formulas: Vec::new(),
            formula_progress: Vec::new(),
            formula_trail: Vec::new(),
            group_values: Vec::new(),
            order: Vec::new(),
            indicators: Vec::new(),
            node_progress: Vec::new(),
            node_trail: Vec::new(),
            nouns: terms::units::nouns(&scheme.items),
            read: BTreeSet::new(),
            read_formulas: BTreeSet::new(),
        };
        checker.collect(scheme);
        checker.columns();
        checker.formula_progress = vec![Progress::Waiting; checker.outline.formulas.len()];
        checker.node_progress = vec![Progress::Waiting; checker.outline.nodes.len()];
        checker
    }

    /// The passes in order. Points are checked on what is written, so that a broken method hides no wrong sum.
    fn scheme(mut self, scheme: &'a ast::Scheme) -> (Option<Scheme>, Vec<Diagnostic>) {
        self.points_close();
        self.all_formulas();
        let roots: Option<Vec<IndicatorId>> = self.all_indicators();
        let around = self.around();
        let head = self.head(scheme);
        self.unused();
        self.without_echoes();
        let plan = head.zip(roots).zip(around).map(|((head, roots), around)| Scheme {
            name: scheme.name.text.clone(),
            year: head.year,
            basis: head.basis,
            subject_kind: head.subject_kind,
            group: head.group,
            points: head.points,
            limits: head.limits,
            rounding: head.rounding,
            layers: head.layers,
            absent: self.outline.defaults.absent.map(|absent| tree::indicators::absent(absent.value)),
            inputs: std::mem::take(&mut self.inputs),
            lists: std::mem::take(&mut self.lists),
            formulas: std::mem::take(&mut self.formulas),
            group_values: std::mem::take(&mut self.group_values),
            order: std::mem::take(&mut self.order),
            indicators: std::mem::take(&mut self.indicators),
            roots,
            outside: around.outside,
            vetoes: around.vetoes,
            scale: around.scale,
            rankings: around.rankings,
            quotas: around.quotas,
            consequences: around.consequences,
            variants: Vec::new(),
            span: scheme.name.span,
        });
        (plan, self.found)
    }

    fn say(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// The text of a span, on one line.
    fn quote(&self, span: Span) -> String {
        self.texts.slice(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
