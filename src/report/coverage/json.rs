//! Coverage for machines: `kaocheng.coverage/1`.

use std::collections::BTreeMap;

use serde_json::{Value, json as object};

use super::counted::{Count, kind};
use super::{Covered, Telling};
use crate::report::wording::both;
use crate::source::Lang;
use crate::study::coverage::{Of, UnitKind};

/// One scheme.
pub fn coverage_json(covered: &Covered<'_>) -> Value {
    let mut told = scheme(covered);
    if let Some(fields) = told.as_object_mut() {
        fields.insert("format".to_owned(), Value::from("kaocheng.coverage/1"));
    }
    told
}

/// Several schemes, in order of evaluation.
pub fn coverage_json_all(all: &[Covered<'_>]) -> Value {
    let schemes: Vec<Value> = all.iter().map(scheme).collect();
    object!({ "format": "kaocheng.coverage/1", "schemes": schemes })
}

fn scheme(covered: &Covered<'_>) -> Value {
    let telling = Telling::of(covered);
    let kinds = UnitKind::ALL.into_iter().map(|sort| {
        let mut told = counted(covered, covered.count(|unit| unit.kind == sort));
        told["kind"] = Value::from(kind(sort).0);
        told
    });
    let parts = covered.parts().into_iter().map(|of| {
        let mut told = counted(covered, covered.count(|unit| unit.key.of == of));
        told["part"] = object!(both(|lang| telling.part(of, lang)));
        told["of"] = Value::from(word(of));
        told
    });
    object!({
        "scheme": covered.scheme.name,
        "year": covered.scheme.year,
        "cases": {
            "tests": covered.tests.map(|(_, tally)| tally.cases),
            "data": covered.data.map(|(_, tally)| tally.cases),
        },
        "all": counted(covered, covered.count(|_| true)),
        "kinds": kinds.collect::<Vec<_>>(),
        "parts": parts.collect::<Vec<_>>(),
        "units": units(covered, &telling),
    })
}

/// `units` can be tried, `out_of_reach` are proved never to be; `tests` and `data`, how many of the former they tried.
fn counted(covered: &Covered<'_>, count: Count) -> Value {
    object!({
        "units": count.possible,
        "out_of_reach": count.never,
        "tests": covered.tests.map(|_| count.tests),
        "data": covered.data.map(|_| count.data),
    })
}

fn units(covered: &Covered<'_>, telling: &Telling<'_>) -> Vec<Value> {
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    let told = covered.tried().map(|(unit, tried)| {
        let part = telling.part(unit.key.of, Lang::Zh);
        let says = both(|lang| telling.unit(unit, lang));
        let id = format!("{part} | {}", says.zh);
        let times = met.entry(id.clone()).or_default();
        *times += 1;
        let id = if *times > 1 { format!("{id} #{times}") } else { id };
        object!({
            "id": id,
            "part": both(|lang| telling.part(unit.key.of, lang)),
            "kind": kind(unit.kind).0,
            "says": says,
            "file": covered.files.name(unit.span.source),
            "line": covered.files.start(unit.span).line,
            "tests": tried.tests,
            "data": tried.data,
            "first_test": covered.test(tried),
            "first_subject": covered.subject(tried),
            "out_of_reach": telling.never(unit),
        })
    });
    told.collect()
}

fn word(of: Of) -> &'static str {
    match of {
        Of::Indicator(_) => "indicator",
        Of::Outside(_) => "outside",
        Of::Formula(_) => "formula",
        Of::Input(_) => "input",
        Of::Field(..) => "field",
        Of::Whole => "whole",
        Of::Veto(_) => "veto",
        Of::Quota(_) => "quota",
        Of::Ranking(_) => "ranking",
        Of::Consequence(_) => "consequence",
        Of::Alert(_) => "alert",
    }
}
