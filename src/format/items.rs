//! Statements, each in one line.

use super::Style;
use crate::syntax::ast::{
    Absent, AlertRow, Branch, Case, Content, Evidence, Formula, Grade, Grades, Indicator, Input, Instead,
    Item, Lacking, ListFrom, MatchedBy, NotApplicable, Outside, OutsideLimit, Quota, QuotaClause, Ranking,
    RankingKey, RoundingPlace, Setting, TypeOf, Use, Variant, Verdict, Veto,
};

impl Style {
    /// A statement.
    pub(crate) fn item(self, item: &Item) -> String {
        match item {
            Item::Setting(setting) => {
                format!("{} {}", self.key(&setting.value), self.setting(&setting.value))
            }
            Item::Inputs(inputs) => {
                let inputs = self.each(&inputs.value, "; ", |input| self.input(input));
                format!("{} {{ {inputs} }}", self.pick("输入", "input"))
            }
            Item::Formula(formula) => self.formula(formula),
            Item::Indicator(indicator) => self.indicator(indicator),
            Item::By(body) => self.body(&body.value),
            Item::Case(case) => self.case(case),
            Item::NotApplicable(clause) => self.not_applicable(clause),
            Item::Outside(outside) => self.outside(outside),
            Item::Veto(veto) => self.veto(veto),
            Item::Grades(grades) => self.grades(grades),
            Item::Ranking(ranking) => self.ranking(ranking),
            Item::Quota(quota) => self.quota(quota),
            Item::Uses(uses) => {
                let uses = self.each(&uses.value, "; ", |one| self.consequence(one));
                format!("{} {{ {uses} }}", self.pick("应用", "consequence"))
            }
            Item::Alerts(alerts) => {
                let rows = self.each(&alerts.rows, "; ", |row| self.alert(row));
                format!("{} {} {{ {rows} }}", self.pick("警示", "alert"), self.name(&alerts.level))
            }
            Item::Variant(variant) => self.variant(variant),
            // None of these is a rule of its own: tests are left out, changes have been made or change nothing.
            Item::Test(_) | Item::Change(_) | Item::Drop(_) => {
                super::known::without_places(&format!("{item:?}"))
            }
        }
    }

    fn items(self, items: &[Item]) -> String {
        format!("{{ {} }}", self.each(items, "; ", |item| self.item(item)))
    }

    /// The word of a setting.
    pub(crate) fn key(self, setting: &Setting) -> &'static str {
        match setting {
            Setting::Year(_) => self.pick("年度", "year"),
            Setting::Basis(_) => self.pick("依据", "basis"),
            Setting::Subject(_) => self.pick("对象", "subjects"),
            Setting::Group(_) => self.pick("分组", "group"),
            Setting::Points(_) => self.pick("满分", "points"),
            Setting::Total(_) => self.pick("总分", "total"),
            Setting::Round(_) => self.pick("修约", "rounding"),
            Setting::Remainder(_) => self.pick("零头", "remainder"),
            Setting::Layers(_) => self.pick("层次", "layers"),
            Setting::Absent(_) => self.pick("缺项", "absent"),
            Setting::Each(_) => self.pick("各项", "each"),
            Setting::Best => self.pick("取最高", "best"),
            Setting::Mean => self.pick("取平均", "average"),
            Setting::Choose(_) => self.pick("任选", "choose"),
            Setting::MostLost(_) => self.pick("最多扣", "lose at most"),
            Setting::Extends(_) => self.pick("沿用", "extends"),
            Setting::Missing(_) => self.pick("缺报", "missing"),
            Setting::Excused(_) => self.pick("免责", "excused"),
            Setting::OnZero(_) => self.pick("分母为零", "on zero"),
            Setting::Show(_) => self.pick("显示", "show"),
            Setting::Evidence(_) => self.pick("佐证", "evidence"),
        }
    }

    /// What a setting says.
    pub(crate) fn setting(self, setting: &Setting) -> String {
        match setting {
            // 2019 and 2019年 are one year.
            Setting::Year(year) => year.number.plain(),
            Setting::Basis(text) | Setting::Extends(text) => self.quoted(&text.value),
            Setting::Subject(name) | Setting::Group(name) => self.name(name),
            Setting::Points(quantity) | Setting::MostLost(quantity) => self.quantity(quantity),
            Setting::Choose(count) => self.counted(count, ("项", "items")),
            Setting::Show(places) => self.counted(places, ("位", "places")),
            Setting::Total(None) => self.pick("不设限", "unlimited").to_owned(),
            Setting::Total(Some((low, high))) => {
                let dash = if self == Style::En { " to " } else { "-" };
                format!("{}{dash}{}", self.expr(&low.value), self.expr(&high.value))
            }
            Setting::Round(places) if places.is_empty() => self.pick("不修约", "never").to_owned(),
            Setting::Round(places) => self.each(places, ", ", |(place, digits)| {
                format!("{} {}", self.rounding_place(*place), self.counted(digits, ("位", "places")))
            }),
            Setting::Remainder(remainder) => self.remainder(*remainder).to_owned(),
            Setting::Layers(names) => self.names(names),
            Setting::Absent(absent) => self.absent(*absent).to_owned(),
            Setting::Each(body) => self.body(body),
            Setting::Best | Setting::Mean => String::new(),
            Setting::Missing(outcome) | Setting::Excused(outcome) | Setting::OnZero(outcome) => {
                self.outcome(outcome)
            }
            Setting::Evidence(evidence) => self.evidence(evidence),
        }
    }

    fn rounding_place(self, place: RoundingPlace) -> &'static str {
        match place {
            RoundingPlace::Item => self.pick("逐项", "each"),
            RoundingPlace::Block => self.pick("各块", "blocks"),
            RoundingPlace::Total => self.pick("总分", "total"),
        }
    }

    fn absent(self, absent: Absent) -> &'static str {
        match absent {
            Absent::Rescale => self.pick("折算", "rescale"),
            Absent::Spread => self.pick("均摊", "spread"),
            Absent::Lift => self.pick("上移", "lift"),
        }
    }

    fn evidence(self, evidence: &Evidence) -> String {
        match evidence {
            Evidence::Waived => self.pick("免附", "waived").to_owned(),
            Evidence::Required { documents, lacking } => {
                let lacking = lacking.as_ref().map(|lacking| format!(", {}", self.lacking(lacking)));
                self.quoted(&documents.value) + &lacking.unwrap_or_default()
            }
        }
    }

    /// 缺附 扣 1分.
    pub(crate) fn lacking(self, lacking: &Lacking) -> String {
        let word = self.pick("缺附", "without");
        match lacking {
            Lacking::AtMost(amount) => format!("{word} {}", self.amount(amount)),
            Lacking::Less(amount) => format!("{word} {} {}", self.pick("扣", "less"), self.amount(amount)),
            Lacking::Report => format!("{word} {}", self.pick("报错", "error")),
        }
    }

    /// `专职人员: 整数 人`
    pub(crate) fn input(self, input: &Input) -> String {
        format!("{}: {}", self.names(&input.names), self.input_but_name(input))
    }

    /// The type of an input, and its clauses.
    pub(crate) fn input_but_name(self, input: &Input) -> String {
        format!("{}{}", self.type_of(&input.type_of.value), self.clauses(&input.clauses))
    }

    /// 整数 人.
    pub(crate) fn type_of(self, type_of: &TypeOf) -> String {
        let with = |word: &str, unit: &Option<crate::syntax::ast::UnitOf>| match unit {
            Some(unit) => format!("{word} {}", self.unit_of(unit)),
            None => word.to_owned(),
        };
        match type_of {
            TypeOf::Choice(names) => format!("{}({})", self.pick("枚举", "choice"), self.names(names)),
            TypeOf::YesNo => self.pick("是否", "yes/no").to_owned(),
            TypeOf::Integer(unit) => with(self.pick("整数", "integer"), unit),
            TypeOf::Number(unit) => with(self.pick("数值", "number"), unit),
            TypeOf::Percent => self.pick("百分比", "percent").to_owned(),
            TypeOf::Money(unit) => with(self.pick("金额", "money"), unit),
            TypeOf::Days => self.pick("天数", "days").to_owned(),
            TypeOf::WorkingDays => self.pick("工作日", "workdays").to_owned(),
            TypeOf::Date => self.pick("日期", "date").to_owned(),
            TypeOf::Text => self.pick("文本", "text").to_owned(),
            TypeOf::Points => self.pick("分数", "points").to_owned(),
            TypeOf::List(fields) => {
                let fields = self.each(fields, "; ", |field| self.input(field));
                format!("{} {{ {fields} }}", self.pick("列表", "list"))
            }
            TypeOf::ListFrom(from) => self.list_from(from),
        }
    }

    fn list_from(self, from: &ListFrom) -> String {
        let matched = match &from.matched {
            MatchedBy::SameId => String::new(),
            MatchedBy::Input(name) => format!(" {} {}", self.pick("按", "by"), self.name(name)),
            MatchedBy::All(_) => format!(", {}", self.pick("全体", "all")),
        };
        format!("{} {}{matched}", self.pick("列表 来自", "list from"), self.name(&from.scheme))
    }

    /// `公式 预算执行率 = 执行数 / 预算数`
    pub(crate) fn formula(self, formula: &Formula) -> String {
        let word = match self {
            Style::Zh if formula.parameter => "参数 ",
            Style::Zh => "公式 ",
            Style::En if formula.parameter => "param ",
            Style::En => "let ",
            // The two words mean the same.
            Style::Meaning => "",
        };
        let (name, value) = (self.name(&formula.name), self.expr(&formula.value));
        format!("{word}{name} = {value}{}", self.clauses(&formula.clauses))
    }

    /// `指标 机构人员 5分: 评分`; to people, a block only says how many indicators it has.
    pub(crate) fn indicator(self, indicator: &Indicator) -> String {
        let mut said = format!("{} {}", self.pick("指标", "indicator"), self.name(&indicator.name));
        said.push_str(&self.indicator_but_name(indicator));
        said
    }

    /// An indicator's points, weight and content.
    pub(crate) fn indicator_but_name(self, indicator: &Indicator) -> String {
        let points = indicator.points.as_ref().map(|points| format!(" {}", self.quantity(points)));
        let weight = self.pick("权重", "weight");
        let weight = indicator.weight.as_ref().map(|share| format!(" {weight} {}", self.quantity(share)));
        let content = match &indicator.content {
            Content::Nothing => String::new(),
            Content::Body(body) => format!(": {}", self.body(&body.value)),
            Content::Block(items) if self == Style::Meaning => format!(" {}", self.items(items)),
            Content::Block(items) => self.block_in_short(items),
        };
        format!("{}{}{content}", points.unwrap_or_default(), weight.unwrap_or_default())
    }

    fn block_in_short(self, items: &[Item]) -> String {
        let count = indicators(items);
        let body = items.iter().find_map(|item| if let Item::By(body) = item { Some(body) } else { None });
        match (body, self) {
            (Some(body), _) => format!(": {}", self.body(&body.value)),
            (None, Style::En) => {
                format!(" ({count} {} in it)", if count == 1 { "indicator" } else { "indicators" })
            }
            (None, Style::Zh | Style::Meaning) => format!(" (下设 {count} 项)"),
        }
    }

    fn case(self, case: &Case) -> String {
        let branches = self.each(&case.branches, " ", |branch| self.branch(branch));
        format!("{} {} {{ {branches} }}", self.pick("分支", "case"), self.name(&case.value))
    }

    fn branch(self, branch: &Branch) -> String {
        format!("{} {}", self.names(&branch.names), self.items(&branch.items))
    }

    /// The choices a branch is for.
    pub(crate) fn branch_names(self, branch: &Branch) -> String {
        self.names(&branch.names)
    }

    /// `不适用 若 …, 给满分`
    pub(crate) fn not_applicable(self, clause: &NotApplicable) -> String {
        let instead = match &clause.instead {
            Instead::Nothing => String::new(),
            instead @ (Instead::Full | Instead::Mean(_)) => format!(", {}", self.instead(instead)),
        };
        format!("{} {}{instead}", self.pick("不适用 若", "n/a when"), self.expr(&clause.condition))
    }

    /// 给满分.
    pub(crate) fn instead(self, instead: &Instead) -> String {
        match instead {
            Instead::Nothing => self.pick("按缺项", "as absent").to_owned(),
            Instead::Full => self.pick("给满分", "full").to_owned(),
            Instead::Mean(scope) => format!("{}({})", self.pick("取均值", "mean"), self.scope(scope)),
        }
    }

    /// `加分项 典型经验 最高 3分 { … }`
    pub(crate) fn outside(self, outside: &Outside) -> String {
        let limit = outside.limit.as_ref().map(|limit| format!(" {}", self.limit(limit))).unwrap_or_default();
        format!("{} {}{limit} {}", self.side(outside), self.name(&outside.name), self.lines(&outside.lines))
    }

    /// 加分项 or 扣分项.
    pub(crate) fn side(self, outside: &Outside) -> &'static str {
        if outside.penalty { self.pick("扣分项", "penalty") } else { self.pick("加分项", "bonus") }
    }

    /// How far a bonus may go.
    pub(crate) fn limit(self, limit: &OutsideLimit) -> String {
        match limit {
            OutsideLimit::AtMost(amount) => format!("{} {}", self.pick("最高", "up to"), self.amount(amount)),
            OutsideLimit::Unlimited => self.pick("不设限", "unlimited").to_owned(),
        }
    }

    /// `若 弄虚作假 高于 0次: 等级 差`
    pub(crate) fn veto(self, veto: &Veto) -> String {
        format!("{} {}: {}", self.pick("若", "when"), self.expr(&veto.condition), self.verdict(&veto.verdict))
    }

    /// 等级 不高于 中.
    pub(crate) fn verdict(self, verdict: &Verdict) -> String {
        let grade = self.pick("等级", "grade");
        match verdict {
            Verdict::Score(amount) => self.amount(amount),
            Verdict::Grade(name) => format!("{grade} {}", self.name(name)),
            Verdict::AtBest(name) => {
                format!("{grade} {} {}", self.pick("不高于", "at best"), self.name(name))
            }
            Verdict::OneDown => format!("{grade} {}", self.pick("降一档", "one down")),
        }
    }

    fn grades(self, grades: &Grades) -> String {
        let rows = self.each(&grades.rows, "; ", |row| self.grade(row));
        format!("{} {} {{ {rows} }}", self.pick("等级 按", "grades by"), self.figure(&grades.by))
    }

    /// `优: 90分(含)以上`
    pub(crate) fn grade(self, grade: &Grade) -> String {
        let band = grade.band.as_ref().map(|band| self.band(band));
        let band = band.unwrap_or_else(|| self.pick("其余", "otherwise").to_owned());
        format!("{}: {band}", self.name(&grade.name))
    }

    fn ranking(self, ranking: &Ranking) -> String {
        let ties = if ranking.dense {
            self.pick("名次连续", "ties dense")
        } else {
            self.pick("同分并列", "ties share")
        };
        format!(
            "{} {}: {}; {ties}",
            self.pick("排名", "ranking"),
            self.scope(&ranking.scope),
            self.keys(&ranking.keys)
        )
    }

    /// The keys of a ranking.
    pub(crate) fn keys(self, keys: &[RankingKey]) -> String {
        self.each(keys, ", ", |key| match (key.order, self) {
            (crate::syntax::ast::Order::HighFirst, Style::Zh | Style::En) => self.expr(&key.value),
            (order, _) => format!("{} {}", self.expr(&key.value), self.order(order)),
        })
    }

    fn quota(self, quota: &Quota) -> String {
        let mut clauses: Vec<String> =
            quota.clauses.iter().map(|clause| self.quota_clause(&clause.value)).collect();
        if self == Style::Meaning {
            clauses.sort();
        }
        let clauses: String = clauses.iter().map(|clause| format!(", {clause}")).collect();
        let most = self.pick("不超过", "at most");
        let (grade, scope) = (self.name(&quota.grade), self.scope(&quota.scope));
        format!(
            "{} {grade} {scope} {most} {}{clauses}",
            self.pick("名额", "quota"),
            self.quantity(&quota.share)
        )
    }

    /// How seats are counted and given.
    pub(crate) fn quota_clause(self, clause: &QuotaClause) -> String {
        match clause {
            QuotaClause::RoundDown => self.pick("向下取整", "round down").to_owned(),
            QuotaClause::RoundUp => self.pick("向上取整", "round up").to_owned(),
            QuotaClause::RoundHalfUp => self.pick("四舍五入", "round half up").to_owned(),
            QuotaClause::AtLeast(seats) => {
                format!("{} {}", self.pick("至少", "at least"), self.quantity(seats))
            }
            QuotaClause::TiedByRanking => self.pick("并列 按 排名", "tied by ranking").to_owned(),
            QuotaClause::TiedAll => self.pick("并列 都取", "tied all").to_owned(),
            QuotaClause::TiedNone => self.pick("并列 都不取", "tied none").to_owned(),
            QuotaClause::SurplusOneDown => self.pick("超额 降一档", "surplus one down").to_owned(),
        }
    }

    /// `等级 = 差: “压减”, 金额 …`
    pub(crate) fn consequence(self, one: &Use) -> String {
        let money = self.pick("金额", "money");
        let money = one.money.as_ref().map(|amount| format!(", {money} {}", self.expr(amount)));
        let said = self.quoted(&one.text.value);
        format!("{}: {said}{}", self.expr(&one.condition), money.unwrap_or_default())
    }

    /// `非 有满意度指标: “补充后重报”`
    pub(crate) fn alert(self, row: &AlertRow) -> String {
        format!("{}: {}", self.expr(&row.condition), self.quoted(&row.text.value))
    }

    fn variant(self, variant: &Variant) -> String {
        let title = format!("{} {}", self.pick("对照", "variant"), self.quoted(&variant.title.value));
        match self {
            Style::Zh | Style::En => title,
            // What it changes is in 改, which has no meaning without its base: as written, without its places.
            Style::Meaning => {
                format!("{title} {}", super::known::without_places(&format!("{:?}", variant.items)))
            }
        }
    }
}

/// How many indicators a block has, those of its branches with them.
fn indicators(items: &[Item]) -> usize {
    let one = |item: &Item| {
        let Item::Case(case) = item else { return usize::from(matches!(item, Item::Indicator(_))) };
        case.branches.iter().map(|branch| indicators(&branch.items)).sum()
    };
    items.iter().map(one).sum()
}
