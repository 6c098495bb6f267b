//! 测试: made-up subjects and what is expected of them, held against the names, types and units of the scheme.
//! A test asks and changes nothing: what it reads counts as used by nobody, and nothing is worked out for it.

mod cases;
mod expected;
mod facts;
mod givens;
mod values;

use crate::check::Checker;
use crate::check::place::{Env, Moment};
use crate::plan::{
    Expectation, GivenCell, GivenRecords, InputId, LayerId, Ranking, Scope, Test, TestCase, TestSubject,
};
use crate::source::{Code, Diagnostic, Span, Text};
use crate::syntax::ast::{self, Item, TestItem};
use cases::Row;
use givens::Givens;

/// As many subjects as one 另有 can stand for.
const MOST_OTHERS: i64 = 10_000;

/// The rankings that 名次 and 组名次 are of: their places among all.
#[derive(Clone, Copy)]
pub(super) struct Places {
    overall: Option<usize>,
    within: Option<usize>,
}

impl Places {
    /// As `Scheme::overall` and `Scheme::within` have them.
    pub(super) fn of(rankings: &[Ranking], group: Option<InputId>) -> Places {
        let of = |scope: Scope| rankings.iter().position(|ranking| ranking.scope == scope);
        let any = || rankings.iter().position(|ranking| matches!(ranking.scope, Scope::Within(_)));
        let own = group.and_then(|group| of(Scope::Within(group)));
        Places { overall: of(Scope::All), within: own.or_else(any) }
    }
}

/// What a test is read with.
#[derive(Clone, Copy)]
struct At {
    env: Env,
    places: Places,
}

/// 另有
struct OthersDraft {
    names: Vec<String>,
    givens: Givens,
    /// Of each of them; whose they are is put in at the end.
    expectations: Vec<Expectation>,
}

/// The tests of a scheme: its own, then those that stand elsewhere.
pub(super) fn of<'a>(scheme: &'a ast::Scheme, suites: &[&'a ast::Suite]) -> Vec<&'a ast::Test> {
    let own = scheme.items.iter().filter_map(|item| match item {
        Item::Test(test) => Some(test),
        Item::Setting(_)
        | Item::Inputs(_)
        | Item::Formula(_)
        | Item::Indicator(_)
        | Item::By(_)
        | Item::Case(_)
        | Item::NotApplicable(_)
        | Item::Outside(_)
        | Item::Veto(_)
        | Item::Grades(_)
        | Item::Ranking(_)
        | Item::Quota(_)
        | Item::Uses(_)
        | Item::Alerts(_)
        | Item::Variant(_)
        | Item::Change(_)
        | Item::Drop(_) => None,
    });
    let of_scheme = suites.iter().filter(|suite| suite.name.text == scheme.name.text);
    own.chain(of_scheme.flat_map(|suite| &suite.tests)).collect()
}

impl<'a> Checker<'a> {
    pub(super) fn tests(&mut self, places: Places) -> Vec<Test> {
        let tests = self.tests.clone();
        if tests.is_empty() {
            return Vec::new();
        }
        let used = (self.read.clone(), self.read_formulas.clone());
        let days = (self.dates.clone(), self.counts_workdays);
        let for_information = std::mem::take(&mut self.for_information);
        self.titles(&tests);
        let env = Env { scope: self.scope_of_all(), node: None, record: None, moment: Moment::Grade };
        let lowered = tests.into_iter().map(|test| self.test(At { env, places }, test)).collect();
        (self.read, self.read_formulas) = used;
        (self.dates, self.counts_workdays) = days;
        self.for_information = for_information;
        lowered
    }

    fn titles(&mut self, tests: &[&'a ast::Test]) {
        for (place, test) in tests.iter().enumerate() {
            let title = &test.title;
            let Some(earlier) = tests[..place].iter().find(|other| other.title.value == title.value) else {
                continue;
            };
            let message = Text::new(
                format!("有两个测试叫“{}”", title.value),
                format!("two tests are called `{}`", title.value),
            );
            self.say(
                Diagnostic::new(Code::DuplicateName, title.span, message)
                    .label(earlier.title.span, Text::new("先写于此", "first written here"))
                    .help(Text::new("给其中一个换个标题", "give one of them another title")),
            );
        }
    }

    fn test(&mut self, at: At, test: &'a ast::Test) -> Test {
        let mut givens = Givens::default();
        let mut expectations = Vec::new();
        let mut others = Vec::new();
        let mut rows: Vec<Row> = Vec::new();
        let mut asks = false;
        for item in &test.items {
            match item {
                TestItem::Given(given) => self.given(None, given, &mut givens),
                TestItem::Part(part) => self.part(part, &mut givens),
                TestItem::Expect(expected) => {
                    asks = true;
                    expectations.extend(self.expectation(at, expected));
                }
                TestItem::Others(other) => {
                    asks |= other.items.iter().any(|item| matches!(item, TestItem::Expect(_)));
                    others.extend(self.others(at, other));
                }
                TestItem::Cases(table) => {
                    asks |= self.test_rows(at, table, &mut rows);
                }
            }
        }
        if !asks {
            self.expects_nothing(test);
        }
        let draft = Draft { givens, expectations, others, span: test.span };
        let tables = test.items.iter().any(|item| matches!(item, TestItem::Cases(_)));
        let cases = if tables {
            rows.iter().map(|row| draft.case(Some(row))).collect()
        } else {
            vec![draft.case(None)]
        };
        Test { title: test.title.value.clone(), cases, span: test.span }
    }

    fn expects_nothing(&mut self, test: &ast::Test) {
        let message = Text::new(
            format!("测试“{}”没有写期望, 怎么算都算通过", test.title.value),
            format!("the test `{}` expects nothing, so it could never fail", test.title.value),
        );
        self.say(Diagnostic::new(Code::TestExpectsNothing, test.title.span, message).help(Text::new(
            "写上一行, 如 期望 总分 = 85分",
            "write a line such as expect total = 85 points",
        )));
    }

    fn others(&mut self, at: At, others: &'a ast::Others) -> Option<OthersDraft> {
        let mut givens = Givens::default();
        let mut expectations = Vec::new();
        for item in &others.items {
            match item {
                TestItem::Given(given) => self.given(None, given, &mut givens),
                TestItem::Part(part) => self.part(part, &mut givens),
                TestItem::Expect(expected) => expectations.extend(self.expectation(at, expected)),
                TestItem::Others(inner) => self.not_inside_others(inner.span),
                TestItem::Cases(table) => self.not_inside_others(table.span),
            }
        }
        let count = self.others_count(others)?;
        let name = others.name.as_ref().map_or("", |name| name.value.as_str());
        let names = (1..=count).map(|at| if count == 1 { name.to_owned() } else { format!("{name}{at}") });
        Some(OthersDraft { names: names.collect(), givens, expectations })
    }

    fn others_count(&mut self, others: &ast::Others) -> Option<i64> {
        let Some(count) = &others.count else { return Some(1) };
        let whole = count.number.to_i64().filter(|number| (1..=MOST_OTHERS).contains(number));
        if whole.is_none() {
            let message = Text::new(
                format!("另有几个要是 1 到 {MOST_OTHERS} 的整数"),
                format!("how many others there are must be a whole number from 1 to {MOST_OTHERS}"),
            );
            self.say(Diagnostic::new(Code::TypeMismatch, count.span, message));
        }
        whole
    }

    fn not_inside_others(&mut self, span: Span) {
        let message =
            Text::new("“另有”里面只写输入和期望", "inside `others` stand inputs and expectations only");
        self.say(
            Diagnostic::new(Code::MisplacedSetting, span, message)
                .help(Text::new("移到“另有”之外", "move it out of `others`")),
        );
    }
}

/// A test before its rows are put in.
struct Draft {
    givens: Givens,
    expectations: Vec<Expectation>,
    others: Vec<OthersDraft>,
    span: Span,
}

impl Draft {
    fn layers(&self) -> Vec<LayerId> {
        let others = self.others.iter().flat_map(|others| &others.givens.layers);
        self.givens.layers.iter().chain(others).copied().collect()
    }

    /// The others are as the subject of this very row, but for what is written of them.
    fn case(&self, row: Option<&Row>) -> TestCase {
        let mut own = TestSubject {
            name: String::new(),
            cells: self.givens.cells.clone(),
            records: self.givens.records.clone(),
        };
        let mut expectations = self.expectations.clone();
        if let Some(row) = row {
            own.cells = replaced(&own.cells, &row.cells);
            expectations.extend(row.expectations.iter().cloned());
        }
        let mut subjects = vec![own.clone()];
        for others in &self.others {
            for name in &others.names {
                let cells = replaced(&own.cells, &others.givens.cells);
                let records = replaced_records(&own.records, &others.givens.records);
                let subject = subjects.len();
                subjects.push(TestSubject { name: name.clone(), cells, records });
                let of_it = others.expectations.iter().cloned();
                expectations.extend(of_it.map(|expectation| Expectation { subject, ..expectation }));
            }
        }
        TestCase {
            name: row.and_then(|row| row.name.clone()),
            row: row.map(|row| row.number),
            subjects,
            layers: self.layers(),
            calendar: self.givens.calendar.clone(),
            expectations,
            span: row.map_or(self.span, |row| row.span),
        }
    }
}

fn replaced(cells: &[GivenCell], by: &[GivenCell]) -> Vec<GivenCell> {
    let stays =
        |cell: &&GivenCell| !by.iter().any(|other| other.input == cell.input && other.layer == cell.layer);
    cells.iter().filter(stays).chain(by).cloned().collect()
}

fn replaced_records(records: &[GivenRecords], by: &[GivenRecords]) -> Vec<GivenRecords> {
    let stays = |records: &&GivenRecords| {
        !by.iter().any(|other| other.list == records.list && other.layer == records.layer)
    };
    records.iter().filter(stays).chain(by).cloned().collect()
}
