//! The table of codes: number, name, severity and headline of each.

use super::Code;
use crate::source::Severity;

/// What is fixed about a code.
pub(super) struct Entry {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    pub(super) severity: Severity,
    pub(super) zh: &'static str,
    pub(super) en: &'static str,
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
    // One line a code, so that the table reads as one.
    #[rustfmt::skip]
    #[allow(clippy::too_many_lines, reason = "a table, not logic")]
    pub(super) const fn entry(self) -> Entry {
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
            Code::TestExpectsNothing => error("KC191", "test-expects-nothing", "测试没有写期望", "test that expects nothing"),
            Code::TestTable => error("KC192", "test-table", "测试里的表读不通", "table of a test that does not read"),
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
            Code::RepairNeeded => error("KC515", "repair-needed", "要修正才读得成", "cannot be read without a repair"),
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
            Code::RecordDamaged => error("KC751", "record-damaged", "记录的文件有损坏", "file of a record that is damaged"),
            Code::RecordConflict => error("KC752", "record-in-conflict", "记录里有合并冲突", "merge conflict in a record"),
            Code::RecordUnreferenced => error("KC753", "record-without-rules", "记录没有所属的规则", "record whose rules are gone"),
            Code::TemplateFault => error("KC761", "template-fault", "模板填不出来", "template that cannot be filled in"),
            Code::FormOfOtherRules => error("KC771", "form-of-other-rules", "不是这个办法的表", "form of other rules"),
            Code::FormOfOldRules => warning("KC772", "form-of-old-rules", "发表之后规则改过", "rules changed since the form was made"),
            Code::FormLabel => error("KC773", "form-label", "不知道填的是哪一项", "value of nobody knows what"),
            Code::FormsDiffer => error("KC774", "forms-differ", "同一对象的两份表不同", "two forms of one subject differ"),
            Code::FormMissing => warning("KC775", "form-missing", "缺表", "form missing"),
            Code::FormLate => warning("KC776", "form-late", "逾期", "form that is late"),
            Code::NotOnRoster => error("KC777", "not-on-roster", "对不上名单", "not as on the roster"),
            Code::NeverFull => warning("KC801", "never-full", "拿不到满分", "full points that nobody can get"),
            Code::AlwaysSame => warning("KC802", "always-same", "人人同分", "the same points for all"),
            Code::GradeBeyond => warning("KC803", "grade-beyond", "等级够不着", "grade that no total can have"),
            Code::MissingPays => advice("KC804", "missing-pays", "不填比填好", "leaving it out pays"),
            Code::PleaseReport => error("KC900", "please-report", "程序自身的错误, 请报告", "our own mistake, please report it"),
        }
    }
}
