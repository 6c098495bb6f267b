//! 同一 事项: records of one matter that count once.

use crate::check::Checker;
use crate::check::terms::functions::{Arguments, Named};
use crate::plan::{Aggregate, FieldId, ListId, ValueType};
use crate::source::{Code, Diagnostic, Text};
use crate::syntax::ast::Name;

impl<'a> Checker<'a> {
    /// Whether records of one matter can count once here: by their highest in a sum or mean, as one in a count.
    pub(super) fn matter_fits(&mut self, named: Named, arguments: &Arguments<'a>) -> bool {
        let Some((name, once, span)) = arguments.matter else { return true };
        let of_records = arguments.scope.is_none() && arguments.trim == (0, 0);
        let matter = &name.text;
        let message = match named {
            Named::Aggregate(Aggregate::Count) if of_records && once => return true,
            Named::Aggregate(Aggregate::Sum | Aggregate::Mean) if of_records && !once => return true,
            Named::Aggregate(Aggregate::Count) if of_records => Text::new(
                format!("计数没有高低: 写 同一 {matter} 计一次"),
                format!("a count has no highest: write once per {matter}"),
            ),
            Named::Aggregate(Aggregate::Sum | Aggregate::Mean) if of_records => Text::new(
                format!("同一“{matter}”的几条里取哪一条, 没有写: 写 同一 {matter} 取最高"),
                format!("which of several records of one `{matter}` counts? write best per {matter}"),
            ),
            Named::Aggregate(_)
            | Named::Extreme(..)
            | Named::Trimmed
            | Named::Function(_)
            | Named::Group(_) => Text::new(
                "“同一 … 取最高”只用在列表的 合计、平均 里, “同一 … 计一次”只用在 计数 里",
                "`best per …` goes with sum and mean of a list, `once per …` with count",
            ),
        };
        self.say(Diagnostic::new(Code::BadArguments, span, message));
        false
    }

    /// The field that says which matter a record is about: a choice or a text.
    pub(super) fn matter(&mut self, list: ListId, name: &Name) -> Option<FieldId> {
        self.list_field(list, name)?;
        let field = self.field_named(list, &name.text)?;
        let value_type = &self.lists[list.0 as usize].fields[field.0 as usize].value_type;
        if matches!(value_type, ValueType::Choice(_) | ValueType::Text) {
            return Some(field);
        }
        let message = Text::new(
            format!("“{}”要是文本或枚举, 才分得出是不是同一件事", name.text),
            format!("`{}` must be text or a choice to tell matters apart", name.text),
        );
        let help = Text::new("给列表加一个字段, 如 事项: 文本", "give the list a field, as in matter: text");
        self.say(Diagnostic::new(Code::TypeMismatch, name.span, message).help(help));
        None
    }
}
