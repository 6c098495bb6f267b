//! What a test gives: inputs of the subject, of a layer, records of a list, days of the calendar.

use crate::check::Checker;
use crate::plan::{FieldId, GivenCell, GivenRecords, InputId, LayerId, ListId, ValueType};
use crate::source::{Code, Diagnostic, Span, Text, closest};
use crate::syntax::ast::{self, CaseCell, Name};

/// What is given of one subject.
#[derive(Default)]
pub(super) struct Givens {
    pub(super) cells: Vec<GivenCell>,
    pub(super) records: Vec<GivenRecords>,
    pub(super) calendar: Vec<(String, String)>,
    pub(super) layers: Vec<LayerId>,
}

impl<'a> Checker<'a> {
    /// `执行数 = 8499万元`
    pub(super) fn given(&mut self, layer: Option<LayerId>, given: &'a ast::Given, givens: &mut Givens) {
        let input = self.given_input(&given.path);
        let Some(input) = input else { return };
        let value_type = self.inputs[input.0 as usize].value_type.clone();
        let Some(text) = self.given_text(&value_type, &given.value) else { return };
        let earlier = givens.cells.iter().find(|cell| cell.input == input && cell.layer == layer);
        if let Some(earlier) = earlier.map(|cell| cell.span) {
            self.given_twice(&given.path, given.span, earlier);
            return;
        }
        givens.cells.push(GivenCell { layer, input, text, span: given.span });
    }

    fn given_twice(&mut self, path: &[Name], span: Span, earlier: Span) {
        let name = joined(path);
        let message = Text::new(format!("“{name}”给了两次"), format!("`{name}` is given twice"));
        self.say(
            Diagnostic::new(Code::DuplicateName, span, message)
                .label(earlier, Text::new("先给于此", "first given here"))
                .help(Text::new("留下一处", "keep one of them")),
        );
    }

    /// The input that a path names, if it is one: by its column in the data, or by a name or tail that no other bears.
    pub(super) fn input_of(&self, path: &[Name]) -> Option<InputId> {
        let name = joined(path);
        let tail = format!("/{name}");
        let places = |fits: &dyn Fn(&crate::plan::Input) -> bool| {
            let all = self.inputs.iter().enumerate().filter(|(_, input)| fits(input));
            all.map(|(place, _)| InputId(u32::try_from(place).unwrap_or(u32::MAX))).collect::<Vec<_>>()
        };
        let exact = places(&|input| input.column == name);
        let mut loose = places(&|input| input.name == name || input.column.ends_with(&tail));
        if loose.is_empty() {
            loose = self.inputs_by_path(&tail);
        }
        exact.first().copied().or_else(|| <[InputId; 1]>::try_from(loose).ok().map(|[one]| one))
    }

    /// Inputs whose name, with the path of the block that declares them, ends so.
    fn inputs_by_path(&self, tail: &str) -> Vec<InputId> {
        let all = self.inputs.iter().zip(&self.input_blocks).enumerate();
        let found = all.filter(|(_, (input, block))| {
            block.is_some_and(|block| {
                format!("/{}/{}", self.outline.nodes[block.0].path, input.name).ends_with(tail)
            })
        });
        found.map(|(place, _)| InputId(u32::try_from(place).unwrap_or(u32::MAX))).collect()
    }

    fn given_input(&mut self, path: &'a [Name]) -> Option<InputId> {
        let found = self.input_of(path);
        if found.is_none() {
            self.no_such_input(path);
        }
        found
    }

    pub(super) fn no_such_input(&mut self, path: &[Name]) {
        let name = joined(path);
        let span = path.first().zip(path.last()).map(|(first, last)| first.span.to(last.span));
        let Some(span) = span else { return };
        let same: Vec<String> =
            self.inputs.iter().filter(|input| input.name == name).map(|input| input.column.clone()).collect();
        let columns: Vec<String> = self.inputs.iter().map(|input| input.column.clone()).collect();
        let formula = self.outline.formulas.iter().any(|draft| draft.ast.name.text == name);
        let indicator = self.outline.nodes.iter().any(|node| node.ast.name.text == name);
        let message =
            Text::new(format!("规则里没有输入“{name}”"), format!("the rules have no input `{name}`"));
        let diagnostic = Diagnostic::new(Code::UnknownName, span, message);
        self.say(if same.len() > 1 {
            let listed: Vec<String> = same.iter().map(|column| format!("【{column}】")).collect();
            let listed = listed.join(", ");
            diagnostic.help(Text::new(
                format!("有 {} 个输入叫这个名字, 写全路径: {listed}", same.len()),
                format!("{} inputs are called so; write the path: {listed}", same.len()),
            ))
        } else if formula || indicator {
            diagnostic.help(Text::new(
                format!("“{name}”是算出来的, 不能给定; 给定它所用的输入, 再写 期望 {name}…"),
                format!("`{name}` is worked out and cannot be given; give the inputs it reads, then: expect {name} …"),
            ))
        } else if let Some(near) = closest(&name, columns.iter().map(String::as_str)) {
            let help = Text::new(format!("是不是“{near}”?"), format!("did you mean `{near}`?"));
            diagnostic.help(help).fix(span, near)
        } else {
            diagnostic.help(Text::new(
                "测试里“=”左边写规则声明的输入",
                "in a test, an input that the rules declare stands left of `=`",
            ))
        });
    }

    /// `复核 { … }`, `项目 { | … | }`, `日历 { | … | }`
    pub(super) fn part(&mut self, part: &'a ast::TestPart, givens: &mut Givens) {
        if let Some(list) = self.list_of(&part.name) {
            if let Some(given) = part.givens.first() {
                self.records_as_rows(&part.name, given.span);
            }
            givens.records.extend(self.records(None, list, part));
        } else if let Some(layer) = self.layer_named(&part.name.text) {
            givens.layers.push(layer);
            for given in &part.givens {
                self.given(Some(layer), given, givens);
            }
            if let Some(row) = part.rows.first() {
                self.table_trouble(
                    row.span,
                    Text::new("层次里写 输入 = 值, 不写表", "a layer holds lines `input = value`, no table"),
                );
            }
        } else if matches!(part.name.text.as_str(), "日历" | "calendar") {
            self.calendar(part, givens);
        } else {
            self.no_such_part(&part.name);
        }
    }

    fn list_of(&self, name: &Name) -> Option<ListId> {
        let input = self.input_of(std::slice::from_ref(name))?;
        self.inputs[input.0 as usize].value_type.list()
    }

    fn no_such_part(&mut self, name: &Name) {
        let lists = self.lists.iter().map(|list| self.inputs[list.input.0 as usize].column.clone());
        let mut known: Vec<String> = lists.collect();
        known.extend(self.layer_names().into_iter().flatten().map(|layer| layer.text.clone()));
        let listed = if known.is_empty() { "—".to_owned() } else { known.join(", ") };
        let near = closest(&name.text, known.iter().map(String::as_str));
        let (near_zh, near_en) = near.map_or((String::new(), String::new()), |near| {
            (format!("是不是“{near}”? "), format!("did you mean `{near}`? "))
        });
        let text = &name.text;
        let message = Text::new(
            format!("“{text}”既不是列表, 也不是层次"),
            format!("`{text}` is neither a list nor a layer"),
        );
        let help = Text::new(
            format!("{near_zh}花括号前面写列表、层次或 日历; 这个办法有: {listed}"),
            format!(
                "{near_en}before the braces stands a list, a layer or `calendar`; this scheme has: {listed}"
            ),
        );
        self.say(Diagnostic::new(Code::UnknownName, name.span, message).help(help));
    }

    fn records_as_rows(&mut self, name: &Name, span: Span) {
        let name = &name.text;
        self.table_trouble(
            span,
            Text::new(
                format!("“{name}”是列表, 每条记录写一行: | 值 | 值 |"),
                format!("`{name}` is a list: one row for each record, | value | value |"),
            ),
        );
    }

    fn records(
        &mut self,
        layer: Option<LayerId>,
        list: ListId,
        part: &'a ast::TestPart,
    ) -> Option<GivenRecords> {
        let span = part.span;
        let Some((head, body)) = part.rows.split_first() else {
            return Some(GivenRecords { layer, list, fields: Vec::new(), rows: Vec::new(), span });
        };
        let fields: Vec<Option<FieldId>> =
            head.cells.iter().map(|cell| self.field_head(list, cell)).collect();
        let fields: Vec<FieldId> = fields.into_iter().collect::<Option<_>>()?;
        let mut rows = Vec::new();
        for row in body {
            if !self.as_long_as((head, head.cells.len()), row) {
                continue;
            }
            let cells = fields.iter().zip(&row.cells).map(|(field, cell)| {
                let value_type = self.lists[list.0 as usize].fields[field.0 as usize].value_type.clone();
                self.cell_text(&value_type, cell)
            });
            rows.push(cells.collect::<Vec<Option<String>>>());
        }
        let rows = rows.into_iter().map(|row| row.into_iter().collect()).collect::<Option<_>>()?;
        Some(GivenRecords { layer, list, fields, rows, span })
    }

    fn field_head(&mut self, list: ListId, cell: &'a CaseCell) -> Option<FieldId> {
        let name = self.head_name(cell)?;
        let found = self.field_named(list, &name);
        if found.is_none() {
            let fields: Vec<String> =
                self.lists[list.0 as usize].fields.iter().map(|field| field.name.clone()).collect();
            let near = closest(&name, fields.iter().map(String::as_str));
            let (near_zh, near_en) = near.map_or((String::new(), String::new()), |near| {
                (format!("是不是“{near}”? "), format!("did you mean `{near}`? "))
            });
            let listed = fields.join(", ");
            let message =
                Text::new(format!("列表没有“{name}”这个字段"), format!("the list has no field `{name}`"));
            let help =
                Text::new(format!("{near_zh}字段有: {listed}"), format!("{near_en}its fields: {listed}"));
            self.say(Diagnostic::new(Code::UnknownName, cell.span(), message).help(help));
        }
        found
    }

    /// The name at the head of a column.
    pub(super) fn head_name(&mut self, cell: &'a CaseCell) -> Option<String> {
        let name = match cell {
            CaseCell::Expected(expected) => expected.name(),
            CaseCell::Blank(_) | CaseCell::State(..) | CaseCell::Free(_) => None,
        };
        if name.is_none() {
            let message = Text::new("表头这一格要写名称", "the head of a column must be a name");
            self.table_trouble(cell.span(), message);
        }
        name.map(|name| name.text.clone())
    }

    fn calendar(&mut self, part: &'a ast::TestPart, givens: &mut Givens) {
        let Some((head, body)) = part.rows.split_first() else { return };
        for row in body {
            if !self.as_long_as((head, 2), row) {
                continue;
            }
            let [date, arrangement, ..] = row.cells.as_slice() else { continue };
            let date = self.cell_text(&ValueType::Date, date);
            let arrangement = self.cell_text(&ValueType::Text, arrangement);
            givens.calendar.extend(date.zip(arrangement));
        }
    }

    /// Whether a row has a cell for each column.
    pub(super) fn as_long_as(&mut self, (head, columns): (&ast::CaseRow, usize), row: &ast::CaseRow) -> bool {
        let cells = row.cells.len();
        if cells != columns {
            let message = Text::new(
                format!("这一行有 {cells} 格, 表头有 {columns} 格"),
                format!("this row has {cells} cells, the head {columns}"),
            );
            self.say(
                Diagnostic::new(Code::TestTable, row.span, message)
                    .label(head.span, Text::new("表头", "the head"))
                    .help(Text::new("空的格也要写“|”", "empty cells need their `|` too")),
            );
        }
        cells == columns
    }

    pub(super) fn table_trouble(&mut self, span: Span, message: Text) {
        self.say(Diagnostic::new(Code::TestTable, span, message));
    }
}

/// `目标明确.等级`
pub(super) fn joined(path: &[Name]) -> String {
    path.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(".")
}
