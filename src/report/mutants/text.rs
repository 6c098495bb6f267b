//! What `mutate` found, for people.

use super::super::table::{plain_table, trimmed};
use super::super::tested::test_written;
use super::super::wording::pick;
use super::words;
use super::{Counts, Mutated, Noticing};
use crate::source::Lang;
use crate::study::mutate::{Fate, Judged, Kind, Mutant, Telling};

/// The whole report.
pub fn mutants(mutated: &Mutated<'_>, lang: Lang) -> String {
    let counts = Counts::of(mutated.judged.iter());
    let mut text = head(mutated, &counts, lang);
    text += &by_kind(mutated, lang);
    let survivors = mutated.judged.iter().filter(|one| matches!(one.fate, Fate::Survived(_)));
    let title = match mutated.noticing {
        Noticing::Tests(_) => pick(lang, "没有测试会发现", "no test would notice"),
        Noticing::Subjects(_) => pick(lang, "没有对象的结果会变", "no subject's result would change"),
    };
    text += &section(mutated, title, survivors, lang);
    let undecided = mutated.judged.iter().filter(|one| one.fate == Fate::Undecided);
    text += &section(mutated, pick(lang, "没有定论", "not decided"), undecided, lang);
    let equal = mutated.judged.iter().filter(|one| matches!(one.fate, Fate::Equivalent(_)));
    text += &section(mutated, pick(lang, "写成那样也不影响结果", "of no effect on any result"), equal, lang);
    text
}

fn head(mutated: &Mutated<'_>, counts: &Counts, lang: Lang) -> String {
    let Counts { all, killed, survived, equivalent, undecided } = counts;
    let file = mutated.files.name(mutated.scheme.span.source);
    let who = match (mutated.noticing, lang) {
        (Noticing::Tests(cases), Lang::Zh) => format!("测试 {cases} 例"),
        (Noticing::Tests(cases), Lang::En) => format!("{cases} test cases"),
        (Noticing::Subjects(subjects), Lang::Zh) => format!("数据 {subjects} 个对象"),
        (Noticing::Subjects(subjects), Lang::En) => format!("{subjects} subjects of data"),
    };
    let score = match (counts.score(), lang) {
        (Some(score), Lang::Zh) => {
            format!("发现率 {score}% ({killed} ÷ {}; 不影响结果的不算)", counts.noticeable())
        }
        (Some(score), Lang::En) => {
            format!("noticed {score}% ({killed} ÷ {}; those of no effect do not count)", counts.noticeable())
        }
        (None, Lang::Zh) => "没有可以发现的".to_owned(),
        (None, Lang::En) => "nothing to notice".to_owned(),
    };
    let name = &mutated.scheme.name;
    match lang {
        Lang::Zh => format!(
            "{name} ({file}; {who})\n每次写错一处, 共 {all} 处: 发现 {killed}, 没有发现 {survived}, 不影响结果 {equivalent}, 没有定论 {undecided}\n{score}\n\n"
        ),
        Lang::En => format!(
            "{name} ({file}; {who})\none slip at a time, {all} in all: {killed} noticed, {survived} not noticed, {equivalent} of no effect, {undecided} not decided\n{score}\n\n"
        ),
    }
}

/// One row a kind.
fn by_kind(mutated: &Mutated<'_>, lang: Lang) -> String {
    let mut table = plain_table();
    let header = [
        ("错在", "slip in"),
        ("共", "all"),
        ("发现", "noticed"),
        ("没有发现", "not noticed"),
        ("不影响结果", "no effect"),
        ("没有定论", "not decided"),
    ];
    table.set_header(header.map(|(zh, en)| pick(lang, zh, en)));
    for kind in Kind::ALL {
        let counts = Counts::of(mutated.judged.iter().filter(|one| one.mutant.kind == kind));
        if counts.all > 0 {
            let number = |number: usize| if number == 0 { String::new() } else { number.to_string() };
            let Counts { all, killed, survived, equivalent, undecided } = counts;
            let numbers = [all, killed, survived, equivalent, undecided].map(number);
            table.add_row(std::iter::once(words::kind(kind, lang).to_owned()).chain(numbers));
        }
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(comfy_table::CellAlignment::Right);
    }
    trimmed(&table) + "\n"
}

fn section<'j>(
    mutated: &Mutated<'_>,
    title: &str,
    judged: impl Iterator<Item = &'j Judged>,
    lang: Lang,
) -> String {
    let told: Vec<String> =
        judged.zip(1..).map(|(one, number)| self::one(mutated, (one, number), lang)).collect();
    if told.is_empty() {
        return String::new();
    }
    let colon = pick(lang, ":", ":");
    format!("{title} ({}){colon}\n{}\n", told.len(), told.concat())
}

/// Where, the line, and the sentence.
fn one(mutated: &Mutated<'_>, (judged, number): (&Judged, usize), lang: Lang) -> String {
    let mutant = &judged.mutant;
    let Mutated { scheme, files, .. } = mutated;
    let within = words::within(scheme, mutant.within, lang);
    let (file, line) = (files.name(mutant.span.source), files.start(mutant.span).line);
    let slip = words::slip(mutant, lang);
    let why = match (&judged.fate, lang) {
        (Fate::Equivalent(why), _) => why.get(lang).to_owned(),
        (Fate::Killed | Fate::Survived(_), _) => match (mutated.noticing, lang) {
            (Noticing::Tests(_), Lang::Zh) => "没有测试会发现".to_owned(),
            (Noticing::Tests(_), Lang::En) => "no test would notice".to_owned(),
            (Noticing::Subjects(_), Lang::Zh) => "没有对象的结果会变".to_owned(),
            (Noticing::Subjects(_), Lang::En) => "no subject's result would change".to_owned(),
        },
        (Fate::Undecided, Lang::Zh) => "找不到结果不同的例子, 也证明不了结果总是相同".to_owned(),
        (Fate::Undecided, Lang::En) => {
            "no case was found that comes out differently, and none was proved not to be there".to_owned()
        }
    };
    let mut told = format!("{number}. {within} [{file}:{line}]\n");
    if mutant.span != scheme.span {
        told += &format!("   {}\n", words::line(files, mutant.span));
    }
    told += &format!("   {slip}: {why}\n");
    if let Fate::Survived(telling) = &judged.fate {
        told += &self::telling(mutated, (mutant, telling), lang);
    }
    told
}

/// The test that would notice, or the number of the one above that would.
fn telling(mutated: &Mutated<'_>, (mutant, telling): (&Mutant, &Telling), lang: Lang) -> String {
    let (case, seen) = match (telling, lang) {
        (Telling::Own(own), _) => &**own,
        (Telling::Same(place), Lang::Zh) => {
            return format!("   第 {} 条的测试也会发现\n\n", mutated.number(*place));
        }
        (Telling::Same(place), Lang::En) => {
            return format!("   the test of number {} would notice too\n\n", mutated.number(*place));
        }
    };
    let scheme = mutated.scheme;
    let block = test_written(scheme, case, &words::title(scheme, mutant, lang), lang);
    let would = pick(lang, "这个测试会发现", "this test would notice");
    format!("   {would} ({}):\n{}\n", words::seen(scheme, seen, lang), indented(&block))
}

fn indented(block: &str) -> String {
    block.lines().map(|line| format!("     {line}\n")).collect()
}
