//! 列表 来自: what another scheme's subjects bring along, each with its type and range.

use crate::check::Checker;
use crate::check::terms::carried::{indicators, noun, quantities, results};
use crate::check::terms::inputs::up_to;
use crate::check::terms::units::number_type;
use crate::number::{Number, Unit};
use crate::plan::{
    Carried, Expr, ExprKind, Feed, Field, FieldId, InputId, List, ListId, Matched, OnMissing, Part, Scheme,
    ValueType,
};
use crate::source::{Code, Diagnostic, Span, Text, closest};
use crate::syntax::ast::{ListFrom, MatchedBy, Name};

impl<'a> Checker<'a> {
    /// A list of another scheme's subjects. Without fields where the other scheme is not known or not sound: that has
    /// been reported, and what reads the list says nothing more.
    pub(in crate::check) fn list_from(&mut self, input: InputId, from: &'a ListFrom) -> ValueType {
        let id = ListId(u32::try_from(self.lists.len()).unwrap_or(u32::MAX));
        let (mut fields, mut feed) = (Vec::new(), None);
        if let Some((place, below)) = self.below_of(from)
            && let Some(matched) = self.matched(below, from)
        {
            let carried = self.carried(below, &from.scheme);
            self.nouns.extend(carried.iter().filter_map(|(field, _)| noun(field)));
            let (name, span) = (from.scheme.text.clone(), from.scheme.span);
            let carries = carried.iter().map(|(_, carried)| *carried).collect();
            fields = carried.into_iter().map(|(field, _)| field).collect();
            feed = Some(Feed { scheme: place, name, matched, carries, span });
        }
        self.lists.push(List { input, fields, from: feed });
        ValueType::List(id)
    }

    fn below_of(&self, from: &ListFrom) -> Option<(usize, &'a Scheme)> {
        let place = *self.links.get(&from.scheme.span)?;
        Some((place, self.below.get(place)?.as_ref()?))
    }

    /// The other scheme of a list that comes from one.
    fn below(&self, list: ListId) -> Option<&'a Scheme> {
        let feed = self.lists.get(list.0 as usize)?.from.as_ref()?;
        self.below.get(feed.scheme)?.as_ref()
    }

    fn matched(&mut self, below: &Scheme, from: &'a ListFrom) -> Option<Matched> {
        let name = match &from.matched {
            MatchedBy::SameId => return Some(Matched::SameId),
            MatchedBy::All(_) => return Some(Matched::All),
            MatchedBy::Input(name) => name,
        };
        let texts = || below.inputs.iter().filter(|input| input.value_type == ValueType::Text);
        let Some(at) = below.inputs.iter().position(|input| input.column == name.text) else {
            let near = closest(&name.text, texts().map(|input| input.column.as_str()));
            self.say(no_such_input(name, &from.scheme.text, near));
            return None;
        };
        let input = below.inputs.get(at)?;
        if input.value_type == ValueType::Text {
            self.read_below.insert(input.span);
            return u32::try_from(at).ok().map(|at| Matched::Input(InputId(at)));
        }
        let text = &name.text;
        let message = Text::new(
            format!("“{text}”不是文本, 不能装上级对象的编号"),
            format!("`{text}` is no text, and cannot hold the id of a subject above"),
        );
        let help = Text::new(format!("声明为: {text}: 文本"), format!("declare it as {text}: text"));
        let here = Text::new("声明于此", "declared here");
        self.say(Diagnostic::new(Code::TypeMismatch, name.span, message).label(input.span, here).help(help));
        None
    }

    /// The results, then every input and formula by name. A name that two of them bear is carried by neither.
    fn carried(&mut self, below: &Scheme, scheme: &Name) -> Vec<(Field, Carried)> {
        let mut carried = results(below);
        let own = quantities(below);
        for (field, _) in &own {
            let result = carried
                .iter()
                .find_map(|(_, one)| one.word().filter(|(zh, en)| field.name == *zh || field.name == *en));
            if let Some((zh, _)) = result {
                self.two_meanings(field, zh, scheme);
            }
        }
        let twice = |name: &str| own.iter().filter(|(field, _)| field.name == name).count() > 1;
        carried.extend(own.iter().filter(|(field, _)| !twice(&field.name)).cloned());
        carried
    }

    fn two_meanings(&mut self, field: &Field, result: &str, scheme: &Name) {
        let (name, of) = (&field.name, &scheme.text);
        let message = Text::new(
            format!("“{name}”既是“{of}”的结果, 又是它的一个量: 列表里分不清是哪一个"),
            format!(
                "`{name}` is a result of `{of}` and a quantity of it too: in the list it could mean either"
            ),
        );
        let label = Text::new("这个量", "this quantity");
        let help = Text::new(
            format!("在“{of}”里给这个量换个名称; “{result}”在列表里总是指结果"),
            format!("rename the quantity in `{of}`; in a list `{name}` always means the result"),
        );
        let found = Diagnostic::new(Code::DuplicateName, scheme.span, message);
        self.say(found.label(field.span, label).help(help));
    }

    /// The field of this name; results of another scheme have an English name too.
    pub(in crate::check) fn field_named(&self, list: ListId, name: &str) -> Option<FieldId> {
        let list = self.lists.get(list.0 as usize)?;
        let own = list.fields.iter().position(|field| field.name == name);
        let result = |carried: &Carried| carried.word().is_some_and(|(_, en)| en == name);
        let place =
            own.or_else(|| list.from.as_ref().and_then(|feed| feed.carries.iter().position(result)))?;
        u32::try_from(place).ok().map(FieldId)
    }

    /// Takes note that a field is read, in the scheme that it comes from.
    pub(in crate::check) fn field_read(&mut self, list: ListId, field: FieldId) {
        let Some(list) = self.lists.get(list.0 as usize).filter(|list| list.from.is_some()) else { return };
        if let Some(field) = list.fields.get(field.0 as usize) {
            self.read_below.insert(field.span);
        }
    }

    /// The names of the fields for a message, the first dozen.
    pub(in crate::check) fn fields_listed(&self, list: ListId) -> String {
        const MOST: usize = 12;
        let Some(list) = self.lists.get(list.0 as usize) else { return String::new() };
        let word = |at: usize| list.from.as_ref().and_then(|feed| feed.carries.get(at)?.word());
        let names = list.fields.iter().enumerate().map(|(at, field)| match word(at) {
            Some((zh, en)) => format!("{zh}/{en}"),
            None => field.name.clone(),
        });
        let mut names: Vec<String> = names.take(MOST + 1).collect();
        if names.len() > MOST {
            names.truncate(MOST);
            names.push("…".to_owned());
        }
        names.join(", ")
    }

    /// Reports a word for a result that the records of this list do not carry, where it would else mean the subject's.
    pub(in crate::check) fn not_a_result(&mut self, list: ListId, name: &Name) -> bool {
        let Some(below) = self.below(list) else { return false };
        let (of, word) = (&below.name, &name.text);
        let (message, help) = match word.as_str() {
            "总分" | "total" => (
                Text::new(format!("记录没有“{word}”"), format!("a record has no `{word}`")),
                Text::new("它的总分写作 得分", "its total is written score"),
            ),
            "等级" | "grade" => (
                Text::new(format!("“{of}”不分等级"), format!("`{of}` gives no grades")),
                Text::new(
                    "在那个办法里写 等级 按 总分 { … }, 或用 得分",
                    "write grades by total { … } there, or use score",
                ),
            ),
            "名次" | "place" => (
                Text::new(format!("“{of}”没有全体的排名"), format!("`{of}` has no ranking of all")),
                Text::new("在那个办法里写 排名 全体: 总分", "write ranking all: total there"),
            ),
            _ => return false,
        };
        self.say(Diagnostic::new(Code::UnknownName, name.span, message).help(help));
        true
    }

    /// Whether the other scheme of this list has such an indicator.
    pub(in crate::check) fn below_has(&self, list: ListId, name: &Name) -> bool {
        self.below(list).is_some_and(|below| !indicators(below, &name.text).is_empty())
    }

    /// `【决策/项目立项】.得分` of a record: written as it is in the scheme that it comes from. It becomes a field when
    /// it is first read.
    pub(in crate::check) fn score_below(
        &mut self,
        list: ListId,
        (indicator, property): (&Name, &Name),
        span: Span,
    ) -> Option<Expr> {
        let below = self.below(list)?;
        let id = match indicators(below, &indicator.text).as_slice() {
            [id] => *id,
            several => {
                let paths = several.iter().map(|id| below.indicator(*id).path.as_str()).collect::<Vec<_>>();
                self.say(which_indicator(indicator, &paths, &below.name));
                return None;
            }
        };
        let node = below.indicator(id);
        let (part, range, unit) = match property.text.as_str() {
            "得分" | "score" => (Part::Score, up_to(&node.points), Unit::points()),
            "失分" | "lost" => (Part::Lost, up_to(&node.points), Unit::points()),
            "得分率" | "rate" => (Part::Rate, up_to(&Number::ONE), Unit::parse("%")),
            _ => {
                self.say(no_such_part(property));
                return None;
            }
        };
        let field = self.carrying(list, Carried::Score(id, part), || Field {
            name: if node.path.contains('/') {
                format!("【{}】.{}", node.path, property.text)
            } else {
                format!("{}.{}", node.path, property.text)
            },
            value_type: ValueType::Number { unit: unit.clone(), whole: false },
            range,
            missing: OnMissing::Report,
            span: node.span,
        })?;
        let type_of = number_type(&unit, false);
        Some(Expr { kind: ExprKind::Field(field), type_of, span })
    }

    fn carrying(&mut self, list: ListId, what: Carried, field: impl FnOnce() -> Field) -> Option<FieldId> {
        let list = self.lists.get_mut(list.0 as usize)?;
        let feed = list.from.as_mut()?;
        let place = feed.carries.iter().position(|carried| *carried == what).unwrap_or_else(|| {
            feed.carries.push(what);
            list.fields.push(field());
            list.fields.len() - 1
        });
        u32::try_from(place).ok().map(FieldId)
    }

    /// Whether every subject has a record with this value: all subjects of the other scheme are its records, and what
    /// is read of them is never 不适用.
    pub(in crate::check) fn never_of_nothing(&self, list: ListId, value: &Expr) -> bool {
        let list = self.lists.get(list.0 as usize);
        let Some(feed) = list.and_then(|list| list.from.as_ref()) else { return false };
        feed.matched == Matched::All && always_there(feed, value)
    }
}

fn always_there(feed: &Feed, expr: &Expr) -> bool {
    let own = if let ExprKind::Field(field) = &expr.kind {
        matches!(
            feed.carries.get(field.0 as usize),
            Some(Carried::Total | Carried::Base | Carried::Grade | Carried::Place(_))
        )
    } else {
        matches!(expr.kind, ExprKind::Number(..) | ExprKind::Arithmetic(..) | ExprKind::Negate(_))
    };
    own && expr.parts().into_iter().all(|part| always_there(feed, part))
}

fn which_indicator(name: &Name, paths: &[&str], scheme: &str) -> Diagnostic {
    let text = &name.text;
    if paths.is_empty() {
        let message = Text::new(
            format!("“{scheme}”没有指标叫“{text}”"),
            format!("no indicator of `{scheme}` is called `{text}`"),
        );
        return Diagnostic::new(Code::UnknownName, name.span, message);
    }
    let listed: Vec<String> = paths.iter().map(|path| format!("【{path}】")).collect();
    let (count, listed) = (paths.len(), listed.join(", "));
    let message = Text::new(
        format!("“{scheme}”有 {count} 个指标叫“{text}”"),
        format!("{count} indicators of `{scheme}` are called `{text}`"),
    );
    Diagnostic::new(Code::UnknownName, name.span, message)
        .help(Text::new(format!("写全路径: {listed}"), format!("write the path: {listed}")))
}

fn no_such_part(property: &Name) -> Diagnostic {
    let message = Text::new(
        format!("记录的指标没有“{}”这一项", property.text),
        format!("an indicator of a record has no `{}`", property.text),
    );
    Diagnostic::new(Code::UnknownName, property.span, message)
        .help(Text::new("有 得分、得分率、失分", "there are score, rate, lost"))
}

fn no_such_input(name: &Name, scheme: &str, near: Option<&str>) -> Diagnostic {
    let text = &name.text;
    let message = Text::new(
        format!("“{scheme}”没有叫“{text}”的输入"),
        format!("`{scheme}` has no input called `{text}`"),
    );
    let diagnostic = Diagnostic::new(Code::UnknownName, name.span, message);
    match near {
        Some(near) => diagnostic
            .help(Text::new(format!("是不是“{near}”?"), format!("did you mean `{near}`?")))
            .fix(name.span, near),
        None => diagnostic.help(Text::new(
            format!("在“{scheme}”的输入里加上: {text}: 文本, 填上级对象的编号"),
            format!("add to the inputs of `{scheme}`: {text}: text, holding the id of the subject above"),
        )),
    }
}
