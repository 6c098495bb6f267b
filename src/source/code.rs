//! The codes: every kind of mistake has a number, a name and a page, which never change meaning once released.

mod table;

use super::{Severity, Text};

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
    /// KC191 测试没有写期望; test that expects nothing.
    TestExpectsNothing,
    /// KC192 测试里的表读不通; table of a test that does not read.
    TestTable,
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
    /// KC515 要修正才读得成; cannot be read without a repair.
    RepairNeeded,
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
    /// KC751 记录的文件有损坏; file of a record that is damaged.
    RecordDamaged,
    /// KC752 记录里有合并冲突; merge conflict in a record.
    RecordConflict,
    /// KC753 记录没有所属的规则; record whose rules are gone.
    RecordUnreferenced,
    /// KC761 模板填不出来; template that cannot be filled in.
    TemplateFault,
    /// KC771 表不是这个办法的; form of other rules.
    FormOfOtherRules,
    /// KC772 表做好后规则改过; rules changed since the form was made.
    FormOfOldRules,
    /// KC773 表里的数据项认不出; value without a label.
    FormLabel,
    /// KC774 同一对象的两份表不同; two forms of one subject differ.
    FormsDiffer,
    /// KC775 没有交来能用的表; no form that could be used.
    FormMissing,
    /// KC776 逾期或没有填报日期; form that is late.
    FormLate,
    /// KC777 名单里没有; not on the roster.
    NotOnRoster,
    /// KC801 拿不到满分; full points that nobody can get.
    NeverFull,
    /// KC802 人人同分; points that say nothing.
    AlwaysSame,
    /// KC803 等级够不着; grade that no total can have.
    GradeBeyond,
    /// KC804 不填比填好; leaving it out pays.
    MissingPays,
    /// KC900 程序自身的错误, 请报告; our own mistake, please report it.
    PleaseReport,
}

const ALL: [Code; 102] = [
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
    Code::TestExpectsNothing,
    Code::TestTable,
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
    Code::RepairNeeded,
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
    Code::RecordDamaged,
    Code::RecordConflict,
    Code::RecordUnreferenced,
    Code::TemplateFault,
    Code::FormOfOtherRules,
    Code::FormOfOldRules,
    Code::FormLabel,
    Code::FormsDiffer,
    Code::FormMissing,
    Code::FormLate,
    Code::NotOnRoster,
    Code::NeverFull,
    Code::AlwaysSame,
    Code::GradeBeyond,
    Code::MissingPays,
    Code::PleaseReport,
];

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
