//! One mistake, one message: what follows from a mistake already reported is not reported again. A statement that
//! could not be read leaves a hole in the tree, and what is missing only because of it is no second mistake.
#![allow(clippy::wildcard_enum_match_arm, reason = "most codes are never explained by another mistake")]

use crate::check::Checker;
use crate::source::{Code, Diagnostic, Place, Span};

impl Checker<'_> {
    /// Takes out what earlier mistakes explain.
    pub(in crate::check) fn without_echoes(&mut self) {
        let found = std::mem::take(&mut self.found);
        let broken = !self.holes.is_empty() || found.iter().any(|found| found.code.severity().stops());
        let meant: Vec<String> =
            found.iter().filter_map(|found| found.fix.as_ref()).map(|fix| fix.replacement.clone()).collect();
        let units: Vec<Span> = found.iter().filter_map(unknown_unit).collect();
        let keep = |finding: &Diagnostic| {
            let Place::Span(at) = finding.place else { return true };
            if finding.code == Code::UnusedQuantity {
                return !broken || !self.may_be_used(at, &meant);
            }
            let line = self.line_of(at);
            let differs = matches!(finding.code, Code::UnitMismatch | Code::TypeMismatch);
            let strange =
                differs && (units.iter().any(|unit| line.covers(*unit)) || self.half_declared(finding, at));
            // What is found on a line that could not be read in full can wait until it can be.
            let torn = self.holes.iter().any(|hole| line.covers(*hole));
            !(strange || torn || self.explained(finding.code, at))
        };
        let mut kept: Vec<Diagnostic> = Vec::new();
        for finding in found.iter().filter(|finding| keep(finding)) {
            let same = |other: &Diagnostic| other.code == finding.code && other.place == finding.place;
            if !kept.iter().any(same) {
                kept.push(finding.clone());
            }
        }
        self.found = kept;
    }

    /// Whether what a finding points at is named on a line that could not be read, and has lost its type or unit there.
    fn half_declared(&self, finding: &Diagnostic, at: Span) -> bool {
        let places = finding.labels.iter().map(|label| label.span).chain([at]);
        let named: Vec<&str> =
            places.map(|place| self.texts.slice(place)).filter(|name| name.chars().count() > 1).collect();
        self.holes.iter().any(|hole| {
            let line = self.texts.slice(self.line_of(*hole));
            named.iter().any(|name| line.contains(name))
        })
    }

    /// In a file with mistakes: whether what is declared there is named once more, or was meant by a name misspelt.
    fn may_be_used(&self, declared: Span, meant: &[String]) -> bool {
        let name = self.texts.slice(declared);
        let written = self.texts.text(declared.source).matches(name).count() > 1;
        written || meant.iter().any(|meant| meant == name)
    }

    /// Whether a hole in the tree explains that something is missing.
    fn explained(&self, code: Code, at: Span) -> bool {
        match code {
            Code::UnknownName => {
                let name = self.texts.slice(at);
                self.holes.iter().any(|hole| {
                    let line = self.line_of(*hole);
                    !line.covers(at) && self.texts.slice(line).contains(name)
                })
            }
            Code::PointsNotClosing | Code::WeightsNotClosing | Code::PointsAndWeights => {
                self.holes_near(at).any(|hole| !self.outline.apart.iter().any(|apart| apart.covers(hole)))
            }
            Code::NoMethod
            | Code::PointsMissing
            | Code::FullMarksUnreachable
            | Code::BandGap
            | Code::OtherwiseTwice
            | Code::RowMissing
            | Code::AnchorOrder
            | Code::UnusedGrade
            | Code::AlertNeverRaised => self.holes_near(at).next().is_some(),
            _ => false,
        }
    }

    /// The holes in the statement around a place that are in no indicator inside it.
    fn holes_near(&self, at: Span) -> impl Iterator<Item = Span> {
        let around = self.around_place(at);
        self.holes.iter().copied().filter(move |hole| self.around_place(*hole) == around)
    }

    /// The smallest of the indicators and grades, to the ends of their lines, that a place is in.
    fn around_place(&self, at: Span) -> Option<Span> {
        let nodes = self.outline.nodes.iter().map(|node| node.ast.span);
        let grades = self.outline.grades.iter().map(|grades| grades.span);
        let inside =
            nodes.chain(grades).filter(|span| Span { end: self.line_of(end(*span)).end, ..*span }.covers(at));
        inside.min_by_key(|span| span.end - span.start)
    }

    /// The whole line on which a place begins.
    fn line_of(&self, at: Span) -> Span {
        let text = self.texts.text(at.source);
        let (before, after) = text.split_at_checked(at.start as usize).unwrap_or((text, ""));
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let end = before.len() + after.find('\n').unwrap_or(after.len());
        Span::new(at.source, start, end)
    }

    /// Whether one of these words stands on a line that could not be read: what it says is then not missing.
    pub(in crate::check) fn lost(&self, words: &[&str]) -> bool {
        self.holes.iter().any(|hole| {
            let line = self.texts.slice(self.line_of(*hole));
            words.iter().any(|word| line.contains(word))
        })
    }
}

fn end(span: Span) -> Span {
    Span { start: span.end, ..span }
}

fn unknown_unit(finding: &Diagnostic) -> Option<Span> {
    match finding.place {
        Place::Span(at) => (finding.code == Code::UnknownUnit).then_some(at),
        Place::Cell(_) | Place::Nowhere => None,
    }
}
