//! The pages of the codes: one file each in `codes/`, in both languages, printed in one.
//!
//! A page is `# KC301 中文 · English`, then four sections: what it is, why it matters, wrong, right. In the first two
//! the Chinese paragraph stands first, then a line `---`, then the English one. In the last two stand blocks of code:
//! `kc` for rules, `csv` for `subjects.csv`, `csv 项目.csv` for another table, `csv 自评/subjects.csv` for that of a layer,
//! `csv 公布/subjects.csv` for a printed sheet. A page marked `<!-- no example -->`
//! says in words what no rule file can show.

use super::{Code, Lang};

/// What parts the languages of a section.
const BETWEEN: &str = "\n---\n";

impl Code {
    /// The page about it, for a terminal.
    pub fn page(self, lang: Lang) -> String {
        let (title, severity) = (self.title(), self.severity().word(lang));
        let mut page = format!("{} {severity}: {}\n", self.id(), title.get(lang));
        for section in self.page_source().split("\n## ").skip(1) {
            let (heading, body) = section.split_once('\n').unwrap_or((section, ""));
            page += &format!("\n{}\n{}", one(heading, " / ", lang), shown(one(body, BETWEEN, lang)));
        }
        page
    }

    /// The page as written, in Markdown and both languages.
    #[allow(clippy::too_many_lines, reason = "a table, not logic")]
    pub fn page_source(self) -> &'static str {
        match self {
            Code::UnexpectedText => include_str!("codes/KC001.md"),
            Code::UnclosedBracket => include_str!("codes/KC002.md"),
            Code::StrayBracket => include_str!("codes/KC003.md"),
            Code::BadNumber => include_str!("codes/KC004.md"),
            Code::UnclosedText => include_str!("codes/KC005.md"),
            Code::TooDeep => include_str!("codes/KC006.md"),
            Code::RunTogether => include_str!("codes/KC014.md"),
            Code::UnknownName => include_str!("codes/KC101.md"),
            Code::DuplicateName => include_str!("codes/KC102.md"),
            Code::Cycle => include_str!("codes/KC103.md"),
            Code::MissingSetting => include_str!("codes/KC104.md"),
            Code::RepeatedSetting => include_str!("codes/KC105.md"),
            Code::MisplacedSetting => include_str!("codes/KC106.md"),
            Code::NoMethod => include_str!("codes/KC107.md"),
            Code::UnusedQuantity => include_str!("codes/KC110.md"),
            Code::UnusedGrade => include_str!("codes/KC111.md"),
            Code::InformationUsed => include_str!("codes/KC112.md"),
            Code::AlertNeverRaised => include_str!("codes/KC113.md"),
            Code::SameSource => include_str!("codes/KC114.md"),
            Code::RemainderUnsaid => include_str!("codes/KC120.md"),
            Code::AbsentUnsaid => include_str!("codes/KC121.md"),
            Code::BaseUnusable => include_str!("codes/KC130.md"),
            Code::VariantData => include_str!("codes/KC131.md"),
            Code::NotYet => include_str!("codes/KC190.md"),
            Code::TestExpectsNothing => include_str!("codes/KC191.md"),
            Code::TestTable => include_str!("codes/KC192.md"),
            Code::TypeMismatch => include_str!("codes/KC201.md"),
            Code::UnitMismatch => include_str!("codes/KC202.md"),
            Code::UnknownUnit => include_str!("codes/KC203.md"),
            Code::PercentStep => include_str!("codes/KC204.md"),
            Code::StepWithoutQuantity => include_str!("codes/KC205.md"),
            Code::BadArguments => include_str!("codes/KC206.md"),
            Code::PointsNotClosing => include_str!("codes/KC301.md"),
            Code::WeightsNotClosing => include_str!("codes/KC302.md"),
            Code::PointsAndWeights => include_str!("codes/KC303.md"),
            Code::PointsMissing => include_str!("codes/KC304.md"),
            Code::FullMarksUnreachable => include_str!("codes/KC305.md"),
            Code::PointsNotPositive => include_str!("codes/KC306.md"),
            Code::AboveFullMarks => include_str!("codes/KC307.md"),
            Code::BandGap => include_str!("codes/KC401.md"),
            Code::BandOverlap => include_str!("codes/KC402.md"),
            Code::BandEmpty => include_str!("codes/KC403.md"),
            Code::BoundUnsaid => include_str!("codes/KC404.md"),
            Code::OtherwiseTwice => include_str!("codes/KC405.md"),
            Code::RowUnreachable => include_str!("codes/KC406.md"),
            Code::RowMissing => include_str!("codes/KC407.md"),
            Code::AnchorOrder => include_str!("codes/KC408.md"),
            Code::ZeroUnsaid => include_str!("codes/KC409.md"),
            Code::EmptyRange => include_str!("codes/KC410.md"),
            Code::LimitUnsaid => include_str!("codes/KC411.md"),
            Code::QuotaUnsaid => include_str!("codes/KC412.md"),
            Code::EvidenceUnsaid => include_str!("codes/KC413.md"),
            Code::Unreadable => include_str!("codes/KC500.md"),
            Code::UnknownColumn => include_str!("codes/KC501.md"),
            Code::UnitDiffers => include_str!("codes/KC502.md"),
            Code::OutOfRange => include_str!("codes/KC503.md"),
            Code::BadCell => include_str!("codes/KC504.md"),
            Code::DuplicateSubject => include_str!("codes/KC505.md"),
            Code::UnknownChoice => include_str!("codes/KC506.md"),
            Code::MissingColumn => include_str!("codes/KC507.md"),
            Code::UnknownSubject => include_str!("codes/KC508.md"),
            Code::StateNotAllowed => include_str!("codes/KC509.md"),
            Code::NoSubjects => include_str!("codes/KC511.md"),
            Code::RaggedRow => include_str!("codes/KC512.md"),
            Code::DuplicateColumn => include_str!("codes/KC513.md"),
            Code::BinaryResidue => include_str!("codes/KC514.md"),
            Code::RepairNeeded => include_str!("codes/KC515.md"),
            Code::OldValueDiffers => include_str!("codes/KC521.md"),
            Code::UnknownLayer => include_str!("codes/KC522.md"),
            Code::UnmatchedResult => include_str!("codes/KC523.md"),
            Code::BadManifest => include_str!("codes/KC530.md"),
            Code::NoCalendar => include_str!("codes/KC531.md"),
            Code::CalendarDayTwice => include_str!("codes/KC532.md"),
            Code::ZeroDenominator => include_str!("codes/KC601.md"),
            Code::NothingApplies => include_str!("codes/KC602.md"),
            Code::YearNotInCalendar => include_str!("codes/KC603.md"),
            Code::ScoreDiffers => include_str!("codes/KC731.md"),
            Code::FewerPlaces => include_str!("codes/KC732.md"),
            Code::GradeDiffers => include_str!("codes/KC733.md"),
            Code::RankDiffers => include_str!("codes/KC734.md"),
            Code::SheetNotAdding => include_str!("codes/KC735.md"),
            Code::GradeNotOfTotal => include_str!("codes/KC736.md"),
            Code::RankNotOfTotals => include_str!("codes/KC737.md"),
            Code::NotInRules => include_str!("codes/KC738.md"),
            Code::NotPrinted => include_str!("codes/KC739.md"),
            Code::SubjectsDiffer => include_str!("codes/KC740.md"),
            Code::RecordDamaged => include_str!("codes/KC751.md"),
            Code::RecordConflict => include_str!("codes/KC752.md"),
            Code::RecordUnreferenced => include_str!("codes/KC753.md"),
            Code::TemplateFault => include_str!("codes/KC761.md"),
            Code::FormOfOtherRules => include_str!("codes/KC771.md"),
            Code::FormOfOldRules => include_str!("codes/KC772.md"),
            Code::FormLabel => include_str!("codes/KC773.md"),
            Code::FormsDiffer => include_str!("codes/KC774.md"),
            Code::FormMissing => include_str!("codes/KC775.md"),
            Code::FormLate => include_str!("codes/KC776.md"),
            Code::NotOnRoster => include_str!("codes/KC777.md"),
            Code::NeverFull => include_str!("codes/KC801.md"),
            Code::AlwaysSame => include_str!("codes/KC802.md"),
            Code::GradeBeyond => include_str!("codes/KC803.md"),
            Code::MissingPays => include_str!("codes/KC804.md"),
            Code::PleaseReport => include_str!("codes/KC900.md"),
        }
    }
}

/// The half of a text in one language; the whole where it has no halves.
fn one<'t>(text: &'t str, between: &str, lang: Lang) -> &'t str {
    match (text.split_once(between), lang) {
        (Some((zh, _)), Lang::Zh) => zh,
        (Some((_, en)), Lang::En) => en,
        (None, _) => text,
    }
}

/// Paragraphs set in a little, code a little more, a table under the name of its file.
fn shown(body: &str) -> String {
    let mut shown = String::new();
    let mut code = false;
    for line in body.trim().lines() {
        if let Some(language) = line.strip_prefix("```") {
            code = !code;
            let mut words = language.split(' ');
            if words.next() == Some("csv") {
                shown += &format!("  {}:\n", words.next().unwrap_or("subjects.csv"));
            }
        } else if line.is_empty() {
            shown.push('\n');
        } else {
            shown += &format!("{}{line}\n", if code { "    " } else { "  " });
        }
    }
    shown
}
