//! What `verify` found, as text and JSON: every difference with the sentence of `explain` for the item it is about.

use std::collections::BTreeMap;

use serde_json::{Value, json as object};

use super::json::tree_of;
use super::text::source;
use super::wording::{both, pick};
use super::{Entry, Scored, explain};
use crate::eval;
use crate::regress::{About, Difference, Verified};
use crate::source::{Code, Lang, Place, Text};

/// The differences as text, by subject, and a line that counts them.
pub fn verified(scored: &Scored<'_>, verified: &Verified, lang: Lang) -> String {
    let mut text = String::new();
    let mut last = None;
    let mut told = Told::new(scored);
    for difference in &verified.differences {
        if difference.subject != last {
            last = difference.subject;
            if let Some(who) = last.and_then(|subject| scored.data.subjects.get(subject)) {
                text += &format!("{} ({})\n", who.name, who.id);
            }
        }
        text += &one(&mut told, difference, lang);
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text + &summary(verified, lang)
}

/// Explanations of the subjects, each made once, and which of them have been said.
struct Told<'a> {
    scored: &'a Scored<'a>,
    at: Option<usize>,
    root: Entry,
    said: Vec<String>,
}

impl<'a> Told<'a> {
    fn new(scored: &'a Scored<'a>) -> Told<'a> {
        Told { scored, at: None, root: Entry::default(), said: Vec::new() }
    }

    /// The entry that tells of a figure; that of the whole for totals, grades and places.
    fn entry(&mut self, subject: usize, about: About) -> Option<&Entry> {
        if self.at != Some(subject) {
            let scored = self.scored;
            let assessment = eval::assessment(scored.scheme, scored.data, scored.results, subject);
            self.root = explain(scored, &assessment).root;
            self.at = Some(subject);
            self.said.clear();
        }
        let path = path(self.scored, about);
        find(&self.root, &path)
    }

    /// Whether it is said for the first time of this subject.
    fn news(&mut self, about: About) -> bool {
        let path = path(self.scored, about);
        let news = !self.said.contains(&path);
        self.said.push(path);
        news
    }
}

fn path(scored: &Scored<'_>, about: About) -> String {
    match about {
        About::Item(_) | About::Outside(_) => about.name(scored.scheme).zh,
        About::Base | About::Bonus | About::Penalty | About::Total | About::Grade | About::Rank(_) => {
            String::new()
        }
    }
}

fn find<'e>(entry: &'e Entry, path: &str) -> Option<&'e Entry> {
    if entry.path == path {
        return Some(entry);
    }
    entry.children.iter().find_map(|child| find(child, path))
}

fn one(told: &mut Told<'_>, difference: &Difference, lang: Lang) -> String {
    let finding = &difference.finding;
    let code = finding.code;
    let mut text = format!("  {} {}: {}\n", code.id(), code.severity().word(lang), finding.message.get(lang));
    let mut sources = Vec::new();
    if explained(code)
        && let (Some(subject), Some(about)) = (difference.subject, difference.about)
        && let Some(entry) = told.entry(subject, about).cloned()
        && told.news(about)
    {
        text += &format!("    {}\n", entry.sentence().get(lang));
        sources.extend(source(&entry, lang));
    }
    sources.extend(difference.about.and_then(|about| standing(told.scored, about, lang)));
    sources.push(printed_at(difference).get(lang).to_owned());
    text += &format!("    [{}]\n", sources.join("; "));
    for help in &finding.help {
        text += &format!("    {}: {}\n", pick(lang, "建议", "help"), help.get(lang));
    }
    text
}

/// The line of the grades or of the ranking.
fn standing(scored: &Scored<'_>, about: About, lang: Lang) -> Option<String> {
    let span = match about {
        About::Grade => scored.scheme.scale.as_ref()?.span,
        About::Rank(at) => scored.scheme.rankings.get(at)?.span,
        About::Item(_) | About::Outside(_) | About::Base | About::Bonus | About::Penalty | About::Total => {
            return None;
        }
    };
    let (file, line) = scored.rule(span);
    Some(format!("{} {file}:{line}", pick(lang, "规则", "rule")))
}

/// Whether what the rules give is the other side of the difference; else the sheet stands against itself.
fn explained(code: Code) -> bool {
    [Code::ScoreDiffers, Code::FewerPlaces, Code::SheetNotAdding, Code::GradeDiffers, Code::RankDiffers]
        .contains(&code)
}

/// `公布 公布/subjects.csv 第 2 行: 总分`
fn printed_at(difference: &Difference) -> Text {
    let Place::Cell(cell) = &difference.finding.place else { return Text::default() };
    both(|lang| {
        let mut text = format!("{} {}", pick(lang, "公布", "printed"), cell.file);
        if cell.row > 0 {
            text += &match lang {
                Lang::Zh => format!(" 第 {} 行", cell.row),
                Lang::En => format!(" row {}", cell.row),
            };
        }
        match &cell.column {
            Some(column) => format!("{text}: {column}"),
            None => text,
        }
    })
}

/// `核对 2 个对象的 12 个数: 9 个一致; 得分不符 2, 印作整数 1`
fn summary(verified: &Verified, lang: Lang) -> String {
    let Verified { subjects, compared, equal, differences } = verified;
    let mut text = match lang {
        Lang::Zh => format!("核对 {subjects} 个对象的 {compared} 格: {equal} 格一致"),
        Lang::En => {
            format!("subjects: {subjects}, cells compared: {compared}, of which {equal} agree")
        }
    };
    if differences.is_empty() {
        return text + pick(lang, ", 没有差异\n", ", nothing differs\n");
    }
    let kinds = kinds(verified).into_iter().map(|(code, count)| {
        let title = code.title();
        format!("{} {} {count}", code.id(), title.get(lang))
    });
    text += &format!("\n{}\n", kinds.collect::<Vec<_>>().join("\n"));
    text
}

fn kinds(verified: &Verified) -> BTreeMap<Code, usize> {
    let mut kinds = BTreeMap::new();
    for difference in &verified.differences {
        *kinds.entry(difference.code()).or_insert(0) += 1;
    }
    kinds
}

/// The same as facts: `kaocheng.verify/1`.
pub fn verified_json(scored: &Scored<'_>, verified: &Verified) -> Value {
    let mut told = Told::new(scored);
    let differences: Vec<Value> =
        verified.differences.iter().map(|difference| facts(&mut told, difference)).collect();
    let kinds: serde_json::Map<String, Value> =
        kinds(verified).into_iter().map(|(code, count)| (code.id().to_owned(), count.into())).collect();
    object!({
        "format": "kaocheng.verify/1",
        "scheme": scored.scheme.name,
        "year": scored.scheme.year,
        "stage": scored.results.layer.map(|layer| scored.scheme.layer(layer)),
        "subjects": verified.subjects,
        "compared": verified.compared,
        "equal": verified.equal,
        "kinds": kinds,
        "differences": differences,
    })
}

fn facts(told: &mut Told<'_>, difference: &Difference) -> Value {
    let scored = told.scored;
    let finding = &difference.finding;
    let who = difference.subject.and_then(|subject| scored.data.subjects.get(subject));
    let place = match &finding.place {
        Place::Cell(cell) => object!({
            "file": cell.file, "row": (cell.row > 0).then_some(cell.row), "column": cell.column,
        }),
        Place::Span(_) | Place::Nowhere => Value::Null,
    };
    let explanation = match (difference.subject, difference.about) {
        (Some(subject), Some(about)) if explained(finding.code) => {
            told.entry(subject, about).map(|entry| tree_of(&Entry { children: Vec::new(), ..entry.clone() }))
        }
        (_, _) => None,
    };
    object!({
        "code": finding.code.id(),
        "kind": finding.code.name(),
        "severity": finding.code.severity().machine(),
        "subject": who.map(|who| object!({ "id": who.id, "name": who.name })),
        "what": difference.about.map(|about| about.name(scored.scheme)),
        "path": finding.path,
        "printed": difference.printed,
        "recomputed": difference.recomputed,
        "difference": difference.difference.as_ref().map(|number| scored.published(number)),
        "message": finding.message,
        "help": finding.help,
        "printed_at": place,
        "explanation": explanation,
    })
}
