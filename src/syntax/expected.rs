//! Where a statement goes wrong, and what should stand there in the words of the language.
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "most of the 300 rules are never reported, or are keywords"
)]

use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};

use super::grammar::{Grammar, Rule};
use super::vocabulary::Vocabulary;
use crate::source::Text;

/// As many alternatives as a reader takes in.
const WORDS: usize = 5;

/// The furthest place to which a statement can be read.
pub(super) struct Failure {
    pub(super) at: usize,
    /// What could have stood there.
    pub(super) rules: Vec<Rule>,
}

/// Reads a statement alone; none when it can be read to its end.
pub(super) fn failure(rule: Rule, statement: &str) -> Option<Failure> {
    let error = Grammar::parse(rule, statement).err()?;
    let (InputLocation::Pos(at) | InputLocation::Span((at, _))) = error.location;
    let rules = match error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives,
        ErrorVariant::CustomError { .. } => Vec::new(),
    };
    Some(Failure { at, rules })
}

/// Whether a statement can be read to its end with nothing left over inside.
pub(super) fn reads(rule: Rule, statement: &str) -> bool {
    let pairs = Grammar::parse(rule, statement);
    pairs.is_ok_and(|pairs| pairs.flatten().all(|pair| pair.as_rule() != Rule::junk))
}

impl Failure {
    pub(super) fn expects(&self, rule: Rule) -> bool {
        self.rules.contains(&rule)
    }

    /// The keywords that could have stood there.
    pub(super) fn keywords(&self) -> Vec<Rule> {
        self.rules.iter().flat_map(|rule| [std::slice::from_ref(rule), openers(*rule)].concat()).collect()
    }

    /// What should stand there: `“:” 或 “{”`. Where a colon follows, it is not the colon that is missing.
    pub(super) fn text(&self, vocabulary: &Vocabulary, colon_follows: bool) -> Text {
        let ended = |rule: &Rule| [Rule::colon, Rule::lbrace, Rule::block, Rule::EOI].contains(rule);
        let mut rules = self.rules.clone();
        if colon_follows && !rules.iter().all(ended) {
            rules.retain(|rule| !ended(rule));
        }
        let mut words: Vec<(u8, Text)> = rules.iter().filter_map(|&rule| word(rule, vocabulary)).collect();
        words.sort_by_key(|(rank, _)| *rank);
        let best = words.first().map_or(0, |(rank, _)| *rank);
        // Once it is known what is missing, that one could also have gone on calculating is no help.
        words.retain(|(rank, _)| *rank <= if best == SIGN { THING } else { best.max(KEYWORD) });
        let mut texts: Vec<Text> = Vec::new();
        for (_, text) in words {
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        texts.truncate(WORDS);
        Text::new(listed(&texts, |text| &text.zh, " 或 "), listed(&texts, |text| &text.en, " or "))
    }
}

fn listed(texts: &[Text], language: fn(&Text) -> &String, or: &str) -> String {
    let words: Vec<&str> = texts.iter().map(|text| language(text).as_str()).collect();
    match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, before)) => format!("{}{or}{last}", before.join(", ")),
        None => String::new(),
    }
}

/// How useful it is to say what could stand in a place, the most useful first.
const SIGN: u8 = 0;
const BRACE: u8 = 1;
const THING: u8 = 2;
const KEYWORD: u8 = 3;
const LAST: u8 = 4;

/// The rule in the words of the language.
fn word(rule: Rule, vocabulary: &Vocabulary) -> Option<(u8, Text)> {
    let sign = |rank: u8, sign: &str| Some((rank, Text::new(format!("“{sign}”"), format!("`{sign}`"))));
    let said = |rank: u8, zh: &str, en: &str| Some((rank, Text::new(zh, en)));
    match rule {
        Rule::colon => sign(SIGN, ":"),
        Rule::equals => sign(SIGN, "="),
        Rule::rparen => sign(SIGN, ")"),
        Rule::lbrace | Rule::block | Rule::lines => sign(BRACE, "{"),
        Rule::comma => sign(THING, ","),
        Rule::dash | Rule::kw_to => sign(LAST, "-"),
        Rule::EOI => said(KEYWORD, "行尾", "the end of the line"),
        Rule::text | Rule::quoted => said(THING, "引号里的文字", "a text in quotes"),
        Rule::name | Rule::names | Rule::run | Rule::bracketed => said(THING, "名称", "a name"),
        Rule::quantity | Rule::number | Rule::signed | Rule::weight => said(THING, "数", "a number"),
        Rule::expr | Rule::any_of | Rule::all_of | Rule::unary | Rule::primary | Rule::path => {
            said(THING, "量或算式", "a quantity or calculation")
        }
        Rule::expected | Rule::expect_fact | Rule::expect_state | Rule::expect_finding => {
            said(THING, "量或算式", "a quantity or calculation")
        }
        Rule::given_value | Rule::given_state => {
            said(THING, "值 (如 3件, 是, 缺报)", "a value (3 items, yes, missing)")
        }
        Rule::table_row | Rule::table_line | Rule::table_cell => said(THING, "一行“| … |”", "a row `| … |`"),
        Rule::denial | Rule::comparison | Rule::sum | Rule::product | Rule::row_head | Rule::argument => {
            said(THING, "量或算式", "a quantity or calculation")
        }
        Rule::amount | Rule::of_points | Rule::cell => said(THING, "分值", "an amount"),
        Rule::band | Rule::bound | Rule::marked => {
            said(THING, "一段数 (如 90(含)-100分)", "a stretch of numbers (90(incl)-100)")
        }
        Rule::type_of => {
            said(THING, "类型 (整数, 百分比, 金额, 是否 …)", "a type (integer, percent, money, yes/no …)")
        }
        Rule::body => said(
            THING,
            "计分方法 (得, 按比例, 分档, 逐项, 扣分 …)",
            "a way to score (score, ratio, bands, add, deduct …)",
        ),
        Rule::clause => said(THING, "“最多”“零头”等", "`at most`, `remainder` and the like"),
        Rule::effect => said(THING, "“每”, “得”, “加”或“扣”", "`per`, `gain`, `plus` or `less`"),
        Rule::outcome => said(THING, "报错, 不适用, 给满分或一个数", "`error`, `n/a`, `full` or a value"),
        Rule::remainder => said(THING, "不计, 算一步或按比例", "`dropped`, `whole step` or `pro rata`"),
        Rule::verdict => said(THING, "“等级”或分值", "`grade` or an amount"),
        Rule::scope => said(THING, "“全体”或“同”", "`all` or `within`"),
        Rule::comparer => said(LAST, "比较 (>=, 低于 …)", "a comparison (>=, below …)"),
        Rule::plus | Rule::sign | Rule::times | Rule::over | Rule::kw_and | Rule::kw_or => {
            said(LAST, "运算符", "an operator")
        }
        Rule::unit | Rule::spaced_unit | Rule::unit_word | Rule::unit_of => said(LAST, "单位", "a unit"),
        Rule::kw_of_points => None,
        other => {
            let text = statement(other).or_else(|| quoted(vocabulary.text(other)?));
            Some((KEYWORD, text?))
        }
    }
}

fn quoted(word: Text) -> Option<Text> {
    Some(Text::new(format!("“{}”", word.zh), format!("`{}`", word.en)))
}

/// What a list of statements is made of.
fn statement(rule: Rule) -> Option<Text> {
    let (zh, en) = match rule {
        Rule::one_scheme => ("“办法”", "`scheme`"),
        Rule::one_item => {
            ("一句话的开头 (指标, 公式, 输入 …)", "the beginning of a statement (indicator, let, input …)")
        }
        Rule::one_input => ("一行“名称: 类型”", "a line `name: type`"),
        Rule::one_anchor => ("一行“数: 分值”", "a line `number: amount`"),
        Rule::one_row => ("一行“一段数: 分值”", "a line `stretch of numbers: amount`"),
        Rule::one_level | Rule::one_grade => ("一行“名称: 一段数”", "a line `name: stretch of numbers`"),
        Rule::one_line => ("一行“事项: 扣 1分”", "a line `what: less 1 point`"),
        Rule::one_alert => ("一行“条件: \"警示\"”", "a line `condition: \"alert\"`"),
        Rule::one_use => ("一行“条件: \"处理\"”", "a line `condition: \"consequence\"`"),
        Rule::one_test => ("“测试”", "`test`"),
        Rule::one_part => ("一行“| … |”或“量 = 值”", "a row `| … |` or a line `quantity = value`"),
        Rule::one_table_row => ("一行“| … |”", "a row `| … |`"),
        Rule::one_given => ("一行“量 = 值”或“期望”", "a line `quantity = value` or `expect`"),
        Rule::one_choice_row => ("一行“选项: 值”", "a line `choice: value`"),
        Rule::one_year_row => ("一行“自 2018年: 值”", "a line `since 2018: value`"),
        Rule::one_branch => ("“选项 { … }”", "`choice { … }`"),
        _ => return None,
    };
    Some(Text::new(zh, en))
}

/// The keywords by which a rule is known.
fn openers(rule: Rule) -> &'static [Rule] {
    match rule {
        Rule::one_scheme => &[Rule::kw_scheme],
        Rule::one_item => &HEADS,
        Rule::body | Rule::lines_of => &[
            Rule::kw_gain,
            Rule::kw_ratio,
            Rule::kw_interpolate,
            Rule::kw_bands,
            Rule::kw_add,
            Rule::kw_deduct,
            Rule::kw_start,
            Rule::kw_assess,
        ],
        Rule::type_of => &[
            Rule::kw_choice,
            Rule::kw_yes_no,
            Rule::kw_integer,
            Rule::kw_number,
            Rule::kw_percent,
            Rule::kw_money,
            Rule::kw_days,
            Rule::kw_workdays,
            Rule::kw_date,
            Rule::kw_text,
            Rule::kw_points_type,
            Rule::kw_list,
        ],
        Rule::clause => &[
            Rule::kw_at_most,
            Rule::kw_highest,
            Rule::kw_remainder,
            Rule::below,
            Rule::kw_reverse,
            Rule::kw_uncapped,
            Rule::kw_on_zero,
            Rule::kw_zero_target,
            Rule::kw_missing,
            Rule::kw_excused,
            Rule::kw_range,
            Rule::kw_round,
        ],
        Rule::outcome => &[Rule::kw_error, Rule::kw_na, Rule::kw_full, Rule::kw_as],
        Rule::remainder => &[Rule::kw_dropped, Rule::kw_whole_step, Rule::kw_pro_rata],
        Rule::outside => &[Rule::kw_bonus, Rule::kw_penalty],
        Rule::comparer => {
            &[Rule::not_below, Rule::not_above, Rule::above, Rule::below, Rule::same, Rule::not_equal]
        }
        Rule::quota_clause => &[
            Rule::kw_round_down,
            Rule::kw_round_up,
            Rule::kw_round_half,
            Rule::kw_at_least,
            Rule::kw_tied,
            Rule::kw_surplus,
        ],
        _ => &[],
    }
}

/// What a statement in a block may begin with.
const HEADS: [Rule; 39] = [
    Rule::kw_indicator,
    Rule::kw_formula,
    Rule::kw_parameter,
    Rule::kw_inputs,
    Rule::kw_bonus,
    Rule::kw_penalty,
    Rule::kw_veto,
    Rule::kw_grade,
    Rule::kw_quota,
    Rule::kw_ranking,
    Rule::kw_use,
    Rule::kw_alert,
    Rule::kw_variant,
    Rule::kw_test,
    Rule::kw_change,
    Rule::kw_drop,
    Rule::kw_na,
    Rule::kw_by,
    Rule::kw_case,
    Rule::kw_year,
    Rule::kw_basis,
    Rule::kw_subject,
    Rule::kw_group,
    Rule::kw_points,
    Rule::kw_total,
    Rule::kw_round,
    Rule::kw_remainder,
    Rule::kw_layers,
    Rule::kw_absent,
    Rule::kw_each,
    Rule::kw_best,
    Rule::kw_mean,
    Rule::kw_choose,
    Rule::kw_extends,
    Rule::kw_missing,
    Rule::kw_excused,
    Rule::kw_on_zero,
    Rule::kw_show,
    Rule::kw_evidence,
];
