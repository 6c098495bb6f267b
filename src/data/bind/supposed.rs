//! What is typed as `输入=值`: read as a cell of that column is, and found wrong as one.

use super::cell::cell;
use super::findings::{Findings, Misfit};
use super::header::{Header, Target, Wanted, headers};
use super::levels;
use super::slot::Slot;
use super::spelling::{folded, half_width, listed, shown};
use crate::data::alone::suppose;
use crate::data::{Cell as Value, Dataset, Origin, Table, Texts};
use crate::plan::{FieldId, InputId, ListId, Scheme};
use crate::source::{self, Checked, Code, Place, Text};

/// Where supposed cells stand, in findings and explanations.
const TYPED: &str = "--set";

/// Data layer by layer in which cells of one subject are supposed to say something else. `from` is the place of the layer
/// that says it. Every `输入=值` or `列表[2].字段=值` that cannot be read is a finding; then there are no data.
pub fn supposed(
    typed: &[String],
    scheme: &Scheme,
    layers: &[Dataset],
    (from, subject): (usize, usize),
) -> Checked<Vec<Dataset>> {
    let Some(last) = layers.last() else { return Checked::sound(Vec::new(), Vec::new()) };
    let who = last.subjects.get(subject).map(|who| who.name.clone());
    let mut supposing = Supposing {
        scheme,
        subject,
        from,
        texts: Texts::of(last.texts.clone()),
        layers: layers.to_vec(),
        findings: Findings::default(),
        who,
    };
    supposing.all(typed);
    let Supposing { texts, layers: mut after, mut findings, .. } = supposing;
    for (data, before) in after.iter_mut().zip(layers).skip(from) {
        data.texts = texts.list().to_vec();
        levels::check(scheme, data, Some(before), &mut findings);
    }
    Checked::sound(after, findings.all())
}

struct Supposing<'a> {
    scheme: &'a Scheme,
    subject: usize,
    from: usize,
    texts: Texts,
    layers: Vec<Dataset>,
    findings: Findings,
    who: Option<String>,
}

/// `项目[2].得分`
struct OfRecord {
    list: String,
    record: String,
    field: String,
}

impl OfRecord {
    fn parse(name: &str) -> Option<OfRecord> {
        let (list, rest) = name.split_once('[')?;
        let (record, field) = rest.split_once("].")?;
        (!list.is_empty()).then(|| OfRecord {
            list: list.to_owned(),
            record: record.to_owned(),
            field: field.to_owned(),
        })
    }
}

/// A name without the brackets that a rule file may need around it.
fn bare(name: &str) -> String {
    let name = folded(name);
    let inside = |open, close| name.strip_prefix(open).and_then(|rest: &str| rest.strip_suffix(close));
    inside('【', '】').or_else(|| inside('[', ']')).unwrap_or(&name).to_owned()
}

impl Supposing<'_> {
    fn all(&mut self, typed: &[String]) {
        let mut inputs: Vec<(String, String)> = Vec::new();
        for text in typed {
            let Some((name, value)) = text.split_once(['=', '＝']) else {
                self.add(text, *unequal(text));
                continue;
            };
            let name = bare(name);
            match OfRecord::parse(&name) {
                Some(of) => {
                    if let Err(misfit) = self.record(&of, value) {
                        self.add(&name, *misfit);
                    }
                }
                None => inputs.push((name, value.to_owned())),
            }
        }
        let slots: Vec<Slot<'_>> = self.scheme.inputs.iter().map(Slot::of_input).collect();
        let slots: Vec<Slot<'_>> = slots.into_iter().map(|slot| Slot { required: false, ..slot }).collect();
        let names = inputs.iter().map(|(name, _)| self.full(name));
        let headers = self.headers(std::iter::once("编号".to_owned()).chain(names).collect(), &slots);
        for (header, (_, value)) in headers.iter().skip(1).zip(&inputs) {
            self.input(header, value, &slots);
        }
    }

    /// An input may be called by its name where its column has a path before it, if no other has that name.
    fn full(&self, name: &str) -> String {
        let called = |input: &&crate::plan::Input| folded(&input.column) == name;
        let named: Vec<&str> = match self.scheme.inputs.iter().find(called) {
            Some(_) => Vec::new(),
            None => {
                let same = self.scheme.inputs.iter().filter(|input| folded(&input.name) == name);
                same.map(|input| input.column.as_str()).collect()
            }
        };
        if let [one] = named.as_slice() { (*one).to_owned() } else { name.to_owned() }
    }

    fn headers(&mut self, headers_: Vec<String>, slots: &[Slot<'_>]) -> Vec<Header> {
        let table = Table {
            name: TYPED.to_owned(),
            file: TYPED.to_owned(),
            headers: headers_,
            rows: Box::new(std::iter::empty()),
            origin: Origin::default(),
        };
        let mut found = Findings::default();
        let wanted = Wanted { slots, names: false, subject_kind: &self.scheme.subject_kind };
        let headers = headers(&table, &wanted, &mut found);
        for mut finding in found.all() {
            if let Place::Cell(cell) = &mut finding.place {
                (cell.row, cell.subject) = (0, self.who.clone());
            }
            self.findings.add(finding);
        }
        headers
    }

    fn input(&mut self, header: &Header, value: &str, slots: &[Slot<'_>]) {
        if matches!(header.target, Target::Unnamed | Target::Name) {
            return self.add(&header.text, *unequal(&format!("{}={value}", header.text)));
        }
        let Target::Slot(at) = header.target else { return };
        let (Some(slot), Ok(id), Ok(subject)) =
            (slots.get(at), u32::try_from(at), u32::try_from(self.subject))
        else {
            return;
        };
        match cell(value, *slot, header.unit.as_ref(), &mut self.texts) {
            Ok(value) => {
                let told = (TYPED, header.text.as_str());
                suppose(&mut self.layers, self.from, (InputId(id), subject), (&value, told));
            }
            Err(misfit) => self.add(&header.text, *misfit),
        }
    }

    fn record(&mut self, of: &OfRecord, value: &str) -> Result<(), Box<Misfit>> {
        let lists = || self.scheme.lists.iter().map(|list| &*self.scheme.input(list.input).column);
        let Some(at) = lists().position(|name| folded(name) == of.list) else {
            return Err(no_list(&of.list, lists()));
        };
        let (list, id) = (&self.scheme.lists[at], ListId(u32::try_from(at).unwrap_or(u32::MAX)));
        if let Some(feed) = &list.from {
            return Err(from_another(&of.list, &feed.name));
        }
        let last = self.layers.get(self.from);
        let records = last.map_or(0..0, |data| data.records(id, self.subject));
        let nth = of.record.parse::<usize>().ok().and_then(|nth| nth.checked_sub(1));
        let Some(record) = nth.and_then(|nth| records.clone().nth(nth)) else {
            return Err(no_record(of, records.len(), self.who.as_deref().unwrap_or("")));
        };
        let row = last.and_then(|data| {
            Some((file_row(data, id, record)?, data.lists.get(at)?.file_of(self.subject).to_owned()))
        });
        let slots: Vec<Slot<'_>> = list.fields.iter().map(Slot::of_field).collect();
        let slots: Vec<Slot<'_>> = slots.into_iter().map(|slot| Slot { required: false, ..slot }).collect();
        let headers = self.headers(vec!["编号".to_owned(), of.field.clone()], &slots);
        let Some(header) = headers.get(1) else { return Ok(()) };
        let Target::Slot(field) = header.target else { return Ok(()) };
        let Some(slot) = slots.get(field) else { return Ok(()) };
        let value: Value = cell(value, *slot, header.unit.as_ref(), &mut self.texts)?;
        let field = FieldId(u32::try_from(field).unwrap_or(u32::MAX));
        // A later layer that replaced the records of the subject has records of its own.
        for data in self.layers.iter_mut().skip(self.from) {
            let same = data.lists.get(at).map(|records| records.file_of(self.subject).to_owned());
            let place = data.records(id, self.subject).nth(nth.unwrap_or(0));
            if let Some(place) = place
                && row.as_ref().map(|(_, file)| file) == same.as_ref()
                && row.as_ref().map(|(row, _)| *row) == file_row(data, id, place)
            {
                data.set_field(id, field, (place, value.clone()));
            }
        }
        Ok(())
    }

    fn add(&mut self, column: &str, misfit: Misfit) {
        let column = shown(column).into_owned();
        let place =
            source::Cell { column: Some(column), subject: self.who.clone(), ..source::Cell::file(TYPED) };
        self.findings.add(misfit.at(place));
    }
}

fn file_row(data: &Dataset, list: ListId, record: usize) -> Option<u64> {
    data.lists.get(list.0 as usize)?.rows.get(record).copied()
}

fn unequal(text: &str) -> Box<Misfit> {
    let text = half_width(text);
    let text = shown(&text);
    Misfit::new(
        Code::BadCell,
        Text::new(format!("“{text}”不是 输入=值"), format!("`{text}` is not input=value")),
        Text::new(
            "写成 输入=值, 如 --set 制度件数=4; 缺报写成 --set 制度件数=",
            "write input=value, such as --set staff=4; for a missing value --set staff=",
        ),
    )
}

fn no_list<'a>(name: &str, lists: impl Iterator<Item = &'a str>) -> Box<Misfit> {
    let lists = listed(lists);
    let help = if lists.is_empty() {
        Text::new("这个办法没有列表", "these rules have no list")
    } else {
        Text::new(format!("规则里的列表: {lists}"), format!("the lists of the rules: {lists}"))
    };
    let message =
        Text::new(format!("规则里没有“{name}”这个列表"), format!("the rules have no list `{name}`"));
    Misfit::new(Code::UnknownColumn, message, help)
}

fn from_another(list: &str, scheme: &str) -> Box<Misfit> {
    Misfit::new(
        Code::UnknownColumn,
        Text::new(
            format!("“{list}”的记录是“{scheme}”的结果, 不是填报的数, 这里不能改"),
            format!("the records of `{list}` are results of `{scheme}`, not data, and cannot be set here"),
        ),
        Text::new(
            format!(
                "改“{scheme}”里那个对象的输入: --scheme {scheme}, --subject 写它的编号, 这里的结果会跟着变"
            ),
            format!(
                "change an input of that subject there: --scheme {scheme}, and its id as --subject; the results here follow"
            ),
        ),
    )
}

fn no_record(of: &OfRecord, count: usize, who: &str) -> Box<Misfit> {
    let OfRecord { list, record, .. } = of;
    let help = if count == 0 {
        Text::new("没有记录可改", "there is no record to change")
    } else {
        Text::new(
            format!("方括号里写第几条: 1 到 {count}, 次序与数据文件一致"),
            format!("the brackets hold which record: 1 to {count}, in the order of the data file"),
        )
    };
    Misfit::new(
        Code::UnknownColumn,
        Text::new(
            format!("{who}的“{list}”有 {count} 条记录, 没有第“{record}”条"),
            format!("{who} has {count} records in `{list}`, none of which is `{record}`"),
        ),
        help,
    )
}
