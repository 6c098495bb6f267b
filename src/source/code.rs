//! The codes: every kind of mistake has a number, a name and a page, which never change meaning once released.

use super::{Lang, Text};

/// How grave a finding is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Severity {
    /// 错误: the file cannot be used.
    Error,
    /// 待定: the text leaves open what changes scores; an answer is needed before the file can be used.
    Question,
    /// 警告: usable, but probably not what is meant.
    Warning,
    /// 提示: could be said better.
    Advice,
}

impl Severity {
    /// Whether the file cannot be used as it is. A question stops as an error does.
    pub fn stops(self) -> bool {
        match self {
            Severity::Error | Severity::Question => true,
            Severity::Warning | Severity::Advice => false,
        }
    }

    /// The word shown before a message.
    pub fn word(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Severity::Error, Lang::Zh) => "错误",
            (Severity::Error, Lang::En) => "error",
            (Severity::Question, Lang::Zh) => "待定",
            (Severity::Question, Lang::En) => "question",
            (Severity::Warning, Lang::Zh) => "警告",
            (Severity::Warning, Lang::En) => "warning",
            (Severity::Advice, Lang::Zh) => "提示",
            (Severity::Advice, Lang::En) => "advice",
        }
    }

    /// The word in machine formats: `error` also for questions, since both make the file unusable.
    pub fn machine(self) -> &'static str {
        match self {
            Severity::Error | Severity::Question => "error",
            Severity::Warning => "warning",
            Severity::Advice => "advice",
        }
    }
}

/// What is fixed about a code.
struct Entry {
    id: &'static str,
    name: &'static str,
    severity: Severity,
    zh: &'static str,
    en: &'static str,
}

const fn error(id: &'static str, name: &'static str, zh: &'static str, en: &'static str) -> Entry {
    Entry { id, name, severity: Severity::Error, zh, en }
}

const fn question(id: &'static str, name: &'static str, zh: &'static str, en: &'static str) -> Entry {
    Entry { id, name, severity: Severity::Question, zh, en }
}

const fn warning(id: &'static str, name: &'static str, zh: &'static str, en: &'static str) -> Entry {
    Entry { id, name, severity: Severity::Warning, zh, en }
}

const fn advice(id: &'static str, name: &'static str, zh: &'static str, en: &'static str) -> Entry {
    Entry { id, name, severity: Severity::Advice, zh, en }
}

impl Code {
    /// Every code, in order.
    pub const ALL: &'static [Code] = &ALL;

    /// `KC301`.
    pub fn id(self) -> &'static str {
        self.entry().id
    }

    /// `points-not-closing`.
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// How grave findings of this kind are.
    pub fn severity(self) -> Severity {
        self.entry().severity
    }

    /// The headline in both languages.
    pub fn title(self) -> Text {
        Text::new(self.entry().zh, self.entry().en)
    }

    /// The code with this number, in any case: `kc301`, `KC301` or `301`.
    pub fn find(id: &str) -> Option<Code> {
        let digits = id.trim().to_ascii_uppercase();
        let digits = digits.strip_prefix("KC").unwrap_or(&digits);
        Code::ALL.iter().copied().find(|code| code.id().strip_prefix("KC") == Some(digits))
    }
}

/// A kind of mistake. The numbers say whose it is: 0 reading text, 1 names and structure, 2 types and units,
/// 3 points and weights, 4 bands and methods, 5 data, 6 outcomes, 7 what is compared, 9 ours.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Code {
    /// KC001 此处读不懂; text that cannot be read.
    UnexpectedText,
    /// KC002 括号没有闭合; bracket not closed.
    UnclosedBracket,
    /// KC003 多出一个右括号; closing bracket without an opening one.
    StrayBracket,
    /// KC004 数字写法不对; number cannot be read.
    BadNumber,
    /// KC005 引号没有闭合; quotation mark not closed.
    UnclosedText,
    /// KC006 嵌套层次过多; nested too deeply.
    TooDeep,
    /// KC014 连写, 无法断开; words run together.
    RunTogether,
    /// KC101 名称未声明; unknown name.
    UnknownName,
    /// KC102 名称重复; name declared twice.
    DuplicateName,
    /// KC103 循环引用; circular reference.
    Cycle,
    /// KC104 缺少必须写明的一行; a required line is missing.
    MissingSetting,
    /// KC105 同一设置写了两次; setting written twice.
    RepeatedSetting,
    /// KC106 设置不能写在这里; setting in the wrong place.
    MisplacedSetting,
    /// KC107 指标没有计分方法; indicator without a scoring method.
    NoMethod,
    /// KC110 声明了却没有用到; declared but not used.
    UnusedQuantity,
    /// KC111 等级取不到; grade that no score reaches.
    UnusedGrade,
    /// KC112 仅供参考的输入用来计算; used though for information only.
    InformationUsed,
    /// KC113 警示报不出来; alert that is never raised.
    AlertNeverRaised,
    /// KC114 一个数得两次分; one value counted twice.
    SameSource,
    /// KC120 不足一步怎么算?; what does a part of a step count?.
    RemainderUnsaid,
    /// KC121 缺项的分值怎么办?; what becomes of points that do not apply?.
    AbsentUnsaid,
    /// KC130 沿用的办法用不了; the scheme to build on cannot be used.
    BaseUnusable,
    /// KC131 对照要的数据与办法不同; variant asks for other data.
    VariantData,
    /// KC190 此功能尚未实现; not yet carried out.
    NotYet,
    /// KC201 类型不符; types do not fit.
    TypeMismatch,
    /// KC202 计量单位不符; units do not fit.
    UnitMismatch,
    /// KC203 不认识的计量单位; unknown unit.
    UnknownUnit,
    /// KC204 “每 1%”有两种读法; `per 1%` can be read in two ways.
    PercentStep,
    /// KC205 “每”前面没有可数的量; nothing to count before `per`.
    StepWithoutQuantity,
    /// KC206 函数的参数不对; wrong arguments.
    BadArguments,
    /// KC301 指标分值不闭合; points do not add up.
    PointsNotClosing,
    /// KC302 权重不闭合; weights do not add up.
    WeightsNotClosing,
    /// KC303 分值与权重混用; points and weights mixed.
    PointsAndWeights,
    /// KC304 没有写分值; points missing.
    PointsMissing,
    /// KC305 得不到满分; full marks cannot be reached.
    FullMarksUnreachable,
    /// KC306 分值必须大于零; points must be above zero.
    PointsNotPositive,
    /// KC307 超过满分; more than the points of the indicator.
    AboveFullMarks,
    /// KC401 分档有空隙; gap between bands.
    BandGap,
    /// KC402 分档有重叠; bands overlap.
    BandOverlap,
    /// KC403 这一档没有任何数; band that holds no number.
    BandEmpty,
    /// KC404 分界点归哪一档?; which band owns the bound?.
    BoundUnsaid,
    /// KC405 “其余”覆盖了两段; `otherwise` covers two stretches.
    OtherwiseTwice,
    /// KC406 这一行永远轮不到; row that is never reached.
    RowUnreachable,
    /// KC407 有的情形没有对应的行; no row for some case.
    RowMissing,
    /// KC408 插值点或年份的次序不对; anchors or years out of order.
    AnchorOrder,
    /// KC409 分母可能为零; the denominator can be zero.
    ZeroUnsaid,
    /// KC410 范围是空的; empty range.
    EmptyRange,
    /// KC411 得分可能超过满分, 没有写上限; score can pass the points and no limit is stated.
    LimitUnsaid,
    /// KC412 名额的算法没有写全; the quota leaves something open.
    QuotaUnsaid,
    /// KC413 没有附佐证的怎么计分?; what does missing evidence cost?.
    EvidenceUnsaid,
    /// KC500 文件读不出来; file cannot be read.
    Unreadable,
    /// KC501 数据里有规则没有的列; column that the rules do not know.
    UnknownColumn,
    /// KC502 数据的单位与规则不符; unit differs from the rules.
    UnitDiffers,
    /// KC503 数值超出规则声明的范围; value outside the declared range.
    OutOfRange,
    /// KC504 这一格读不懂; cell cannot be read.
    BadCell,
    /// KC505 编号重复; subject appears twice.
    DuplicateSubject,
    /// KC506 不在可选项之内; not one of the choices.
    UnknownChoice,
    /// KC507 数据缺少一列; column missing from the data.
    MissingColumn,
    /// KC508 名单里没有这个编号; subject not in the subjects table.
    UnknownSubject,
    /// KC509 规则没有说这一格可以这样填; state the rules do not provide for.
    StateNotAllowed,
    /// KC511 数据里没有考核对象; no subjects in the data.
    NoSubjects,
    /// KC512 这一行的格数与表头不符; row and header differ in length.
    RaggedRow,
    /// KC513 同一列出现两次; column appears twice.
    DuplicateColumn,
    /// KC514 数里有二进制小数的余数; residue of a binary number.
    BinaryResidue,
    /// KC521 改动写的原值与数据不符; the old value of a change is not that of the data.
    OldValueDiffers,
    /// KC522 规则没有这个层次; layer that the rules do not know.
    UnknownLayer,
    /// KC523 上级名单里没有同编号的对象; no subject above has this id.
    UnmatchedResult,
    /// KC530 年度清单写错了; the list of a year is wrong.
    BadManifest,
    /// KC531 数工作日要有日历; no calendar to count working days on.
    NoCalendar,
    /// KC532 日历里同一天写了两次; day that stands in the calendar twice.
    CalendarDayTwice,
    /// KC601 分母为零; division by zero.
    ZeroDenominator,
    /// KC602 没有一项适用; nothing applies to this subject.
    NothingApplies,
    /// KC603 日历里没有这一年; year that the calendar does not know.
    YearNotInCalendar,
    /// KC731 公布的得分与重算不符; printed score differs from the recomputed one.
    ScoreDiffers,
    /// KC732 公布的得分少了小数位; printed with fewer places than the rules round to.
    FewerPlaces,
    /// KC733 公布的等级与重算不符; printed grade differs from the recomputed one.
    GradeDiffers,
    /// KC734 公布的名次与重算不符; printed place differs from the recomputed one.
    RankDiffers,
    /// KC735 公布的表自己加不起来; the printed sheet itself does not add up.
    SheetNotAdding,
    /// KC736 公布的等级与公布的总分不符; printed grade does not fit the printed total.
    GradeNotOfTotal,
    /// KC737 公布的名次与公布的总分不符; printed places do not fit the printed totals.
    RankNotOfTotals,
    /// KC738 公布的表有规则没有的列; printed column that the rules do not have.
    NotInRules,
    /// KC739 公布的表没有规则里的一项指标; indicator that the printed sheet lacks.
    NotPrinted,
    /// KC740 公布的名单与数据的名单不同; printed subjects are not those of the data.
    SubjectsDiffer,
    /// KC900 程序自身的错误, 请报告; our own mistake, please report it.
    PleaseReport,
}

const ALL: [Code; 84] = [
    Code::UnexpectedText,
    Code::UnclosedBracket,
    Code::StrayBracket,
    Code::BadNumber,
    Code::UnclosedText,
    Code::TooDeep,
    Code::RunTogether,
    Code::UnknownName,
    Code::DuplicateName,
    Code::Cycle,
    Code::MissingSetting,
    Code::RepeatedSetting,
    Code::MisplacedSetting,
    Code::NoMethod,
    Code::UnusedQuantity,
    Code::UnusedGrade,
    Code::InformationUsed,
    Code::AlertNeverRaised,
    Code::SameSource,
    Code::RemainderUnsaid,
    Code::AbsentUnsaid,
    Code::BaseUnusable,
    Code::VariantData,
    Code::NotYet,
    Code::TypeMismatch,
    Code::UnitMismatch,
    Code::UnknownUnit,
    Code::PercentStep,
    Code::StepWithoutQuantity,
    Code::BadArguments,
    Code::PointsNotClosing,
    Code::WeightsNotClosing,
    Code::PointsAndWeights,
    Code::PointsMissing,
    Code::FullMarksUnreachable,
    Code::PointsNotPositive,
    Code::AboveFullMarks,
    Code::BandGap,
    Code::BandOverlap,
    Code::BandEmpty,
    Code::BoundUnsaid,
    Code::OtherwiseTwice,
    Code::RowUnreachable,
    Code::RowMissing,
    Code::AnchorOrder,
    Code::ZeroUnsaid,
    Code::EmptyRange,
    Code::LimitUnsaid,
    Code::QuotaUnsaid,
    Code::EvidenceUnsaid,
    Code::Unreadable,
    Code::UnknownColumn,
    Code::UnitDiffers,
    Code::OutOfRange,
    Code::BadCell,
    Code::DuplicateSubject,
    Code::UnknownChoice,
    Code::MissingColumn,
    Code::UnknownSubject,
    Code::StateNotAllowed,
    Code::NoSubjects,
    Code::RaggedRow,
    Code::DuplicateColumn,
    Code::BinaryResidue,
    Code::OldValueDiffers,
    Code::UnknownLayer,
    Code::UnmatchedResult,
    Code::BadManifest,
    Code::NoCalendar,
    Code::CalendarDayTwice,
    Code::ZeroDenominator,
    Code::NothingApplies,
    Code::YearNotInCalendar,
    Code::ScoreDiffers,
    Code::FewerPlaces,
    Code::GradeDiffers,
    Code::RankDiffers,
    Code::SheetNotAdding,
    Code::GradeNotOfTotal,
    Code::RankNotOfTotals,
    Code::NotInRules,
    Code::NotPrinted,
    Code::SubjectsDiffer,
    Code::PleaseReport,
];

impl Code {
    // One line a code, so that the table reads as one.
    #[rustfmt::skip]
    #[allow(clippy::too_many_lines, reason = "a table, not logic")]
    const fn entry(self) -> Entry {
        match self {
            Code::UnexpectedText => error("KC001", "unexpected-text", "此处读不懂", "text that cannot be read"),
            Code::UnclosedBracket => error("KC002", "unclosed-bracket", "括号没有闭合", "bracket not closed"),
            Code::StrayBracket => error("KC003", "stray-bracket", "多出一个右括号", "closing bracket without an opening one"),
            Code::BadNumber => error("KC004", "bad-number", "数字写法不对", "number cannot be read"),
            Code::UnclosedText => error("KC005", "unclosed-text", "引号没有闭合", "quotation mark not closed"),
            Code::TooDeep => error("KC006", "too-deep", "嵌套层次过多", "nested too deeply"),
            Code::RunTogether => error("KC014", "run-together", "连写, 无法断开", "words run together"),
            Code::UnknownName => error("KC101", "unknown-name", "名称未声明", "unknown name"),
            Code::DuplicateName => error("KC102", "duplicate-name", "名称重复", "name declared twice"),
            Code::Cycle => error("KC103", "cycle", "循环引用", "circular reference"),
            Code::MissingSetting => error("KC104", "missing-setting", "缺少必须写明的一行", "a required line is missing"),
            Code::RepeatedSetting => error("KC105", "repeated-setting", "同一设置写了两次", "setting written twice"),
            Code::MisplacedSetting => error("KC106", "misplaced-setting", "设置不能写在这里", "setting in the wrong place"),
            Code::NoMethod => error("KC107", "no-method", "指标没有计分方法", "indicator without a scoring method"),
            Code::UnusedQuantity => warning("KC110", "unused-quantity", "声明了却没有用到", "declared but not used"),
            Code::UnusedGrade => warning("KC111", "unreachable-grade", "等级取不到", "grade that no score reaches"),
            Code::InformationUsed => error("KC112", "information-used", "仅供参考的输入用来计算", "used though for information only"),
            Code::AlertNeverRaised => warning("KC113", "alert-never-raised", "警示报不出来", "alert that is never raised"),
            Code::SameSource => advice("KC114", "same-source", "一个数得两次分", "one value counted twice"),
            Code::RemainderUnsaid => question("KC120", "remainder-unsaid", "不足一步怎么算?", "what does a part of a step count?"),
            Code::AbsentUnsaid => question("KC121", "absent-unsaid", "缺项的分值怎么办?", "what becomes of points that do not apply?"),
            Code::BaseUnusable => error("KC130", "base-unusable", "沿用的办法用不了", "the scheme to build on cannot be used"),
            Code::VariantData => error("KC131", "variant-data", "对照要的数据与办法不同", "variant asks for other data"),
            Code::NotYet => error("KC190", "not-yet-carried-out", "此功能尚未实现", "not yet carried out"),
            Code::TypeMismatch => error("KC201", "type-mismatch", "类型不符", "types do not fit"),
            Code::UnitMismatch => error("KC202", "unit-mismatch", "计量单位不符", "units do not fit"),
            Code::UnknownUnit => error("KC203", "unknown-unit", "不认识的计量单位", "unknown unit"),
            Code::PercentStep => error("KC204", "percent-step", "“每 1%”有两种读法", "`per 1%` can be read in two ways"),
            Code::StepWithoutQuantity => error("KC205", "step-without-quantity", "“每”前面没有可数的量", "nothing to count before `per`"),
            Code::BadArguments => error("KC206", "bad-arguments", "函数的参数不对", "wrong arguments"),
            Code::PointsNotClosing => error("KC301", "points-not-closing", "指标分值不闭合", "points do not add up"),
            Code::WeightsNotClosing => error("KC302", "weights-not-closing", "权重不闭合", "weights do not add up"),
            Code::PointsAndWeights => error("KC303", "points-and-weights", "分值与权重混用", "points and weights mixed"),
            Code::PointsMissing => error("KC304", "points-missing", "没有写分值", "points missing"),
            Code::FullMarksUnreachable => warning("KC305", "full-marks-unreachable", "得不到满分", "full marks cannot be reached"),
            Code::PointsNotPositive => error("KC306", "points-not-positive", "分值必须大于零", "points must be above zero"),
            Code::AboveFullMarks => error("KC307", "above-full-marks", "超过满分", "more than the points of the indicator"),
            Code::BandGap => error("KC401", "band-gap", "分档有空隙", "gap between bands"),
            Code::BandOverlap => error("KC402", "band-overlap", "分档有重叠", "bands overlap"),
            Code::BandEmpty => error("KC403", "band-empty", "这一档没有任何数", "band that holds no number"),
            Code::BoundUnsaid => question("KC404", "bound-unsaid", "分界点归哪一档?", "which band owns the bound?"),
            Code::OtherwiseTwice => question("KC405", "otherwise-in-two-parts", "“其余”覆盖了两段", "`otherwise` covers two stretches"),
            Code::RowUnreachable => error("KC406", "row-unreachable", "这一行永远轮不到", "row that is never reached"),
            Code::RowMissing => error("KC407", "row-missing", "有的情形没有对应的行", "no row for some case"),
            Code::AnchorOrder => error("KC408", "anchor-order", "插值点或年份的次序不对", "anchors or years out of order"),
            Code::ZeroUnsaid => question("KC409", "zero-unsaid", "分母可能为零", "the denominator can be zero"),
            Code::EmptyRange => error("KC410", "empty-range", "范围是空的", "empty range"),
            Code::LimitUnsaid => question("KC411", "limit-unsaid", "得分可能超过满分, 没有写上限", "score can pass the points and no limit is stated"),
            Code::QuotaUnsaid => question("KC412", "quota-unsaid", "名额的算法没有写全", "the quota leaves something open"),
            Code::EvidenceUnsaid => question("KC413", "evidence-unsaid", "没有附佐证的怎么计分?", "what does missing evidence cost?"),
            Code::Unreadable => error("KC500", "unreadable-file", "文件读不出来", "file cannot be read"),
            Code::UnknownColumn => error("KC501", "unknown-column", "数据里有规则没有的列", "column that the rules do not know"),
            Code::UnitDiffers => error("KC502", "unit-differs", "数据的单位与规则不符", "unit differs from the rules"),
            Code::OutOfRange => error("KC503", "out-of-range", "数值超出规则声明的范围", "value outside the declared range"),
            Code::BadCell => error("KC504", "bad-cell", "这一格读不懂", "cell cannot be read"),
            Code::DuplicateSubject => error("KC505", "duplicate-subject", "编号重复", "subject appears twice"),
            Code::UnknownChoice => error("KC506", "unknown-choice", "不在可选项之内", "not one of the choices"),
            Code::MissingColumn => error("KC507", "missing-column", "数据缺少一列", "column missing from the data"),
            Code::UnknownSubject => error("KC508", "unknown-subject", "名单里没有这个编号", "subject not in the subjects table"),
            Code::StateNotAllowed => error("KC509", "state-not-allowed", "规则没有说这一格可以这样填", "state the rules do not provide for"),
            Code::NoSubjects => error("KC511", "no-subjects", "数据里没有考核对象", "no subjects in the data"),
            Code::RaggedRow => error("KC512", "ragged-row", "这一行的格数与表头不符", "row and header differ in length"),
            Code::DuplicateColumn => error("KC513", "duplicate-column", "同一列出现两次", "column appears twice"),
            Code::BinaryResidue => warning("KC514", "binary-residue", "数里有二进制小数的余数", "residue of a binary number"),
            Code::OldValueDiffers => error("KC521", "old-value-differs", "改动写的原值与数据不符", "the old value of a change is not that of the data"),
            Code::UnknownLayer => error("KC522", "unknown-layer", "规则没有这个层次", "layer that the rules do not know"),
            Code::UnmatchedResult => advice("KC523", "unmatched-result", "上级名单里没有同编号的对象", "no subject above has this id"),
            Code::BadManifest => error("KC530", "bad-manifest", "年度清单写错了", "the list of a year is wrong"),
            Code::NoCalendar => error("KC531", "no-calendar", "数工作日要有日历", "no calendar to count working days on"),
            Code::CalendarDayTwice => error("KC532", "calendar-day-twice", "日历里同一天写了两次", "day that stands in the calendar twice"),
            Code::ZeroDenominator => warning("KC601", "zero-denominator", "分母为零", "division by zero"),
            Code::NothingApplies => warning("KC602", "nothing-applies", "没有一项适用", "nothing applies to this subject"),
            Code::YearNotInCalendar => warning("KC603", "year-not-in-calendar", "日历里没有这一年", "year that the calendar does not know"),
            Code::ScoreDiffers => error("KC731", "printed-score-differs", "公布的得分与重算不符", "printed score differs from the recomputed one"),
            Code::FewerPlaces => error("KC732", "printed-with-fewer-places", "公布的得分少了小数位", "printed with fewer places than the rules round to"),
            Code::GradeDiffers => error("KC733", "printed-grade-differs", "公布的等级与重算不符", "printed grade differs from the recomputed one"),
            Code::RankDiffers => error("KC734", "printed-rank-differs", "公布的名次与重算不符", "printed place differs from the recomputed one"),
            Code::SheetNotAdding => error("KC735", "sheet-not-adding", "公布的表自己加不起来", "the printed sheet itself does not add up"),
            Code::GradeNotOfTotal => error("KC736", "grade-not-of-total", "公布的等级与公布的总分不符", "printed grade does not fit the printed total"),
            Code::RankNotOfTotals => error("KC737", "rank-not-of-totals", "公布的名次与公布的总分不符", "printed places do not fit the printed totals"),
            Code::NotInRules => error("KC738", "printed-not-in-rules", "公布的表有规则没有的列", "printed column that the rules do not have"),
            Code::NotPrinted => advice("KC739", "not-printed", "公布的表没有规则里的一项指标", "indicator that the printed sheet lacks"),
            Code::SubjectsDiffer => error("KC740", "printed-subjects-differ", "公布的名单与数据的名单不同", "printed subjects are not those of the data"),
            Code::PleaseReport => error("KC900", "please-report", "程序自身的错误, 请报告", "our own mistake, please report it"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn every_code_stands_in_the_table_once_and_in_order() {
        for (index, code) in Code::ALL.iter().enumerate() {
            assert_eq!(*code as usize, index, "{code:?} is missing from ALL or out of order");
        }
        assert!(Code::ALL.is_sorted_by(|a, b| a.id() < b.id()));
        assert_eq!(Code::ALL.last(), Some(&Code::PleaseReport));
    }

    #[test]
    fn names_are_unique_and_plain() {
        for code in Code::ALL {
            let same = Code::ALL.iter().filter(|other| other.name() == code.name()).count();
            assert_eq!(same, 1, "{code:?}");
            assert!(code.name().bytes().all(|byte| byte == b'-' || byte.is_ascii_lowercase()), "{code:?}");
            assert!(!code.title().zh.is_empty() && !code.title().en.is_empty());
        }
    }

    #[test]
    fn found_by_number_in_any_spelling() {
        for spelling in ["KC301", "kc301", " 301 "] {
            assert_eq!(Code::find(spelling), Some(Code::PointsNotClosing));
        }
        assert_eq!(Code::find("KC999"), None);
    }
}
