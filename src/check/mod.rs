//! Check: the tree as written → the plan, or why there is none.
//! Knows names, units, points, weights, bands, denominators. Never reads data, never scores.
//! Start at [`check`]; every other file is one kind of question asked of the rules.

mod after;
mod alerts;
mod around;
mod chain;
mod echo;
mod grades;
mod head;
mod layers;
mod methods;
mod place;
mod terms;
mod test;
mod tree;
mod twins;
mod variants;

use std::collections::{BTreeMap, BTreeSet};

use crate::check::place::NodeId;
use crate::check::tree::outline::Outline;
use crate::plan::{
    Computed, Formula, FormulaId, GroupValue, Indicator, IndicatorId, Input, InputId, List, Plan, Scheme,
};
use crate::source::{Checked, Code, Diagnostic, Files, Place, Span, Text, closest};
use crate::syntax::ast;

pub use chain::lists_from;
pub use terms::ranges::range;

/// Checks rule files as one: every scheme in them, each after those whose results it takes, every mistake in one run.
/// The plan stands only if nothing found is an error or an open question. `texts` holds the files' texts, from which
/// explanations quote.
pub fn check(files: &[ast::File], texts: &Files) -> Checked<Plan> {
    checked(files, texts, Sums::Close)
}

/// As [`check`], but points and weights need not add up, and no 对照 is read: for rules in which only some edits of an
/// amendment have been made, which are no text of their own. Nothing else is let through. A block is out of what its
/// children come to.
pub fn check_open(files: &[ast::File], texts: &Files) -> Checked<Plan> {
    checked(files, texts, Sums::Open)
}

/// Whether points and weights must add up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Sums {
    Close,
    Open,
}

fn checked(files: &[ast::File], texts: &Files, sums: Sums) -> Checked<Plan> {
    let mut found = Vec::new();
    let chain = chain::chain(files, texts, &mut found);
    let suites = suites(files, &mut found);
    let mut schemes: Vec<Option<Scheme>> = Vec::new();
    let mut read_above: BTreeSet<Span> = BTreeSet::new();
    for (file, scheme) in &chain.order {
        let at =
            Given { texts, holes: &file.holes, below: &schemes, links: &chain.links, sums, suites: &suites };
        let (mut plan, mut findings, mut read_below) = Checker::new(scheme, at).scheme(scheme);
        if sums == Sums::Close {
            let read = variants::read(plan.as_mut(), (file, scheme), at, &mut findings);
            read_below.extend(read);
        }
        schemes.push(plan);
        found.append(&mut findings);
        read_above.append(&mut read_below);
    }
    // What a scheme above reads is used, though its own scheme leaves it alone.
    found.retain(|finding| {
        let above = matches!(finding.place, Place::Span(span) if read_above.contains(&span));
        finding.code != Code::UnusedQuantity || !above
    });
    let schemes = schemes.into_iter().flatten().collect();
    let empty =
        |file: &&ast::File| file.schemes.is_empty() && file.suites.is_empty() && file.holes.is_empty();
    for file in files.iter().filter(empty) {
        found.push(no_scheme(file));
    }
    Checked::sound(Plan { schemes }, found)
}

/// Every 测试集, of schemes that are there.
fn suites<'a>(files: &'a [ast::File], found: &mut Vec<Diagnostic>) -> Vec<&'a ast::Suite> {
    let names: Vec<&str> =
        files.iter().flat_map(|file| &file.schemes).map(|scheme| scheme.name.text.as_str()).collect();
    let all: Vec<&ast::Suite> = files.iter().flat_map(|file| &file.suites).collect();
    for suite in all.iter().filter(|suite| !names.contains(&suite.name.text.as_str())) {
        let name = &suite.name.text;
        let message = Text::new(
            format!("这些测试是办法“{name}”的, 而规则里没有这个办法"),
            format!("these tests are of the scheme `{name}`, which is not in the rules"),
        );
        let diagnostic = Diagnostic::new(Code::UnknownName, suite.name.span, message);
        found.push(match closest(name, names.iter().copied()) {
            Some(near) => diagnostic
                .help(Text::new(format!("是不是“{near}”?"), format!("did you mean `{near}`?")))
                .fix(suite.name.span, near),
            None => diagnostic.help(Text::new(
                "测试集写在 名称.tests.kc 里, 放在它的规则 名称.kc 旁边; 或把两个文件一起给出",
                "write them in name.tests.kc beside their rules name.kc, or name both files",
            )),
        });
    }
    all
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

/// What a scheme is checked with.
#[derive(Clone, Copy)]
struct Given<'a> {
    texts: &'a Files,
    /// Where the file could not be read.
    holes: &'a [Span],
    /// The schemes checked before, those that are sound.
    below: &'a [Option<Scheme>],
    /// Which of them is meant, by where it is named after 来自.
    links: &'a BTreeMap<Span, usize>,
    sums: Sums,
    /// Tests that stand outside of their schemes.
    suites: &'a [&'a ast::Suite],
}

/// One scheme being checked.
struct Checker<'a> {
    texts: &'a Files,
    /// Where the file could not be read.
    holes: &'a [Span],
    /// As in [`Given`].
    below: &'a [Option<Scheme>],
    links: &'a BTreeMap<Span, usize>,
    sums: Sums,
    /// What it reads of other schemes, by where that is declared.
    read_below: BTreeSet<Span>,
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
    /// What is to be tested.
    tests: Vec<&'a ast::Test>,
    /// Nouns that inputs count: the units that literals may have.
    nouns: BTreeSet<String>,
    /// Inputs that no score may read.
    for_information: BTreeSet<InputId>,
    /// Inputs that something reads.
    read: BTreeSet<InputId>,
    /// Whether something counts working days.
    counts_workdays: bool,
    /// The days written in the rules.
    dates: BTreeSet<i32>,
    /// Formulas, by place in the outline, that something reads.
    read_formulas: BTreeSet<usize>,
}

impl<'a> Checker<'a> {
    fn new(scheme: &'a ast::Scheme, given: Given<'a>) -> Checker<'a> {
        let mut checker = Checker {
            texts: given.texts,
            holes: given.holes,
            below: given.below,
            links: given.links,
            sums: given.sums,
            read_below: BTreeSet::new(),
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
            tests: test::of(scheme, given.suites),
            nouns: terms::units::nouns(&scheme.items),
            for_information: BTreeSet::new(),
            read: BTreeSet::new(),
            counts_workdays: false,
            dates: BTreeSet::new(),
            read_formulas: BTreeSet::new(),
        };
        checker.collect(scheme);
        checker.columns();
        checker.formula_progress = vec![Progress::Waiting; checker.outline.formulas.len()];
        checker.node_progress = vec![Progress::Waiting; checker.outline.nodes.len()];
        checker
    }

    /// The passes in order. Points are checked on what is written, so that a broken method hides no wrong sum.
    fn scheme(mut self, scheme: &'a ast::Scheme) -> (Option<Scheme>, Vec<Diagnostic>, BTreeSet<Span>) {
        self.points_close();
        self.all_formulas();
        let roots: Option<Vec<IndicatorId>> = self.all_indicators();
        let around = self.around();
        let head = self.head(scheme);
        self.unused(scheme.name.span.source);
        let group = head.as_ref().and_then(|head| head.group);
        let rankings = around.as_ref().map_or(&[][..], |around| &around.rankings);
        let tests = self.tests(test::Places::of(rankings, group));
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
            show: head.show,
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
            counts_workdays: self.counts_workdays,
            dates: std::mem::take(&mut self.dates),
            consequences: around.consequences,
            alert_levels: around.alert_levels,
            alerts: around.alerts,
            open: self.sums == Sums::Open,
            variants: Vec::new(),
            tests,
            span: scheme.name.span,
        });
        self.found.extend(plan.iter().flat_map(twins::twins));
        (plan, self.found, self.read_below)
    }

    fn say(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// The text of a span, on one line.
    fn quote(&self, span: Span) -> String {
        self.texts.slice(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
