//! What nobody can mend for the author, since only the author knows what was meant: a word of advice.

use super::super::expected::Failure;
use super::super::grammar::Rule;
use super::super::word::word_at;
use crate::source::Text;

/// Where reading stopped, and in what.
struct Stopped<'t> {
    statement: &'t str,
    failure: &'t Failure,
    found: &'t str,
}

/// Advice for a statement that cannot be read.
pub(in crate::syntax) fn advice(statement: &str, failure: &Failure) -> Option<Text> {
    let found = word_at(statement, failure.at)?;
    let stopped = Stopped { statement, failure, found };
    stopped
        .comment()
        .or_else(|| stopped.operator())
        .or_else(|| stopped.grouped())
        .or_else(|| stopped.numbered())
        .or_else(|| stopped.pasted())
        .or_else(|| stopped.quotes())
        .or_else(|| stopped.type_first())
        .or_else(|| stopped.method())
}

impl Stopped<'_> {
    fn before(&self) -> &str {
        self.statement.get(..self.failure.at).unwrap_or("")
    }

    fn after(&self) -> &str {
        self.statement.get(self.failure.at + self.found.len()..).unwrap_or("")
    }

    fn begins(&self) -> bool {
        self.before().trim().is_empty()
    }

    /// `# …`, `零头 不计（…）`
    fn comment(&self) -> Option<Text> {
        let sharp = self.found.starts_with('#') && self.begins();
        let aside = !self.begins() && self.found.starts_with(['（', '(']) && self.failure.expects(Rule::EOI);
        let text = if sharp {
            Text::new("注释用 // 开头", "a comment begins with //")
        } else {
            Text::new("给人看的说明写在 // 后面", "remarks for people stand behind //")
        };
        (sharp || aside).then_some(text)
    }

    /// 除以, x
    fn operator(&self) -> Option<Text> {
        let words = ["除以", "除", "乘以", "乘", "加上", "减去", "x", "X"];
        (!self.begins() && words.contains(&self.found))
            .then(|| Text::new("加减乘除写成 + - × /", "write + - × / between numbers"))
    }

    /// `2,0分`
    fn grouped(&self) -> Option<Text> {
        let digit = |letter: char| letter.is_ascii_digit();
        let inside = self.before().ends_with(digit) && self.after().starts_with(digit);
        (inside && matches!(self.found, "," | "，")).then(|| {
            Text::new("数字里不写逗号; 小数点用 .", "no commas inside a number; the decimal point is `.`")
        })
    }

    /// `1. 指标 …`, `（一）指标 …`
    fn numbered(&self) -> Option<Text> {
        let opens =
            self.found.starts_with(|first: char| first.is_ascii_digit() || "（(①②③④⑤⑥⑦⑧⑨".contains(first));
        (self.begins() && opens).then(|| {
            Text::new(
                "行首不写序号, 直接写“指标 …”",
                "no numbers before a statement: begin with `indicator …`",
            )
        })
    }

    /// A row of a table out of a document.
    fn pasted(&self) -> Option<Text> {
        let cells = self.statement.split(['\t', '|']).filter(|cell| !cell.trim().is_empty()).count();
        (self.begins() && cells >= 3).then(|| {
            Text::new(
                "表格里的一行要写成: 指标 名称 分值: 计分方法 { … }",
                "write a row of a table as: indicator name points: method { … }",
            )
        })
    }

    /// `依据 考核办法第五条`
    fn quotes(&self) -> Option<Text> {
        if !self.failure.expects(Rule::text) {
            return None;
        }
        let rest = format!("{}{}", self.found, self.after());
        let said = rest.lines().next().unwrap_or("").trim_end();
        (!said.is_empty()).then(|| {
            Text::new(
                format!("文字加引号: \"{said}\""),
                format!("put the text in quotation marks: \"{said}\""),
            )
        })
    }

    /// `件 整数`
    fn type_first(&self) -> Option<Text> {
        self.failure.expects(Rule::type_of).then_some(())?;
        let next = word_at(self.after().trim_start(), 0)?;
        let (zh, en) = (["整数", "数值", "金额"], ["integer", "number", "money"]);
        (zh.contains(&next) || en.contains(&next)).then(|| {
            let said = format!("{next} {}", self.found);
            Text::new(format!("类型在前, 单位在后: {said}"), format!("the type first, then its unit: {said}"))
        })
    }

    /// `指标 甲 5分: 执行数 / 预算数`, or a sentence out of the regulation.
    fn method(&self) -> Option<Text> {
        let wanted = self.failure.expects(Rule::body) || self.failure.keywords().contains(&Rule::kw_ratio);
        let line = format!("{}{}", self.found, self.after());
        let line = line.lines().next().unwrap_or("").trim();
        if !wanted || self.begins() {
            return None;
        }
        if line.contains(['/', '×', '÷', '*', '+']) {
            return Some(Text::new(
                format!("公式前面写 得: 得 {line}"),
                format!("put `score` before a formula: score {line}"),
            ));
        }
        let sentence =
            line.chars().any(|letter| "扣加得分".contains(letter)) && line.chars().any(char::is_numeric);
        sentence.then(|| {
            Text::new(
                "条文要写成规则的句式, 如: 扣分 { 公开错误: 每 1处 扣 0.5分 }",
                "write the sentence in the words of rules, as in: deduct { errors: per 1 less 0.5 points }",
            )
        })
    }
}
