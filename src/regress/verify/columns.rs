//! The columns of a printed sheet: which indicator or total each one is.

use super::{Difference, Printed};
use crate::data::folded;
use crate::plan::{IndicatorId, Scheme};
use crate::source::{Cell, Code, Diagnostic, Text, closest};

/// What a printed figure is of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum About {
    /// An indicator, leaf or block.
    Item(IndicatorId),
    /// A 加分项 or 扣分项, by its place in the scheme.
    Outside(usize),
    /// 基础分
    Base,
    /// 加分
    Bonus,
    /// 扣分
    Penalty,
    /// 总分
    Total,
    /// 等级
    Grade,
    /// 名次 or 组名次, by the place of the ranking in the scheme.
    Rank(usize),
}

impl About {
    /// As it is called in sentences.
    pub fn name(self, scheme: &Scheme) -> Text {
        match self {
            About::Item(id) => Text::same(&scheme.indicator(id).path),
            About::Outside(at) => {
                Text::same(scheme.outside.get(at).map_or("", |outside| outside.name.as_str()))
            }
            About::Base => Text::new("基础分", "base score"),
            About::Bonus => Text::new("加分", "bonus"),
            About::Penalty => Text::new("扣分", "penalty"),
            About::Total => Text::new("总分", "total"),
            About::Grade => Text::new("等级", "grade"),
            About::Rank(at) if scheme.overall() == Some(at) => Text::new("名次", "rank"),
            About::Rank(_) => Text::new("组名次", "group rank"),
        }
    }
}

/// What a column is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Target {
    Id,
    Name,
    /// Nothing is compared in it: the group, a number of the row, remarks.
    Aside,
    Figures(About),
    /// Our own sheets have it also where the rules have no such thing; then it is empty.
    Empty,
    /// Two indicators have this name.
    Ambiguous,
    Unknown,
}

/// What a header stands for. A path or name may carry points, `决策(20分)`, or 得分 after it.
pub(super) fn target(scheme: &Scheme, header: &str) -> Target {
    let name = folded(header).to_lowercase();
    if let Some(known) = fixed(scheme, &name).or_else(|| named(scheme, &name)) {
        return known;
    }
    let bare = name.split_once('(').map_or(name.as_str(), |(bare, _)| bare);
    let bare = bare.strip_suffix("得分").unwrap_or(bare);
    fixed(scheme, bare).or_else(|| named(scheme, bare)).unwrap_or(Target::Unknown)
}

/// Columns that every sheet may have.
fn fixed(scheme: &Scheme, name: &str) -> Option<Target> {
    let group = scheme.group.map(|group| folded(&scheme.input(group).name).to_lowercase());
    let rank = |at: Option<usize>| at.map_or(Target::Empty, |at| Target::Figures(About::Rank(at)));
    Some(match name {
        "编号" | "id" => Target::Id,
        "名称" | "name" | "单位" | "单位名称" => Target::Name,
        _ if name == folded(&scheme.subject_kind).to_lowercase() => Target::Name,
        "组" | "group" | "序号" | "备注" | "说明" | "remarks" => Target::Aside,
        "基础分" | "base" => Target::Figures(About::Base),
        "加分" | "bonus" => Target::Figures(About::Bonus),
        "扣分" | "penalty" => Target::Figures(About::Penalty),
        "总分" | "总得分" | "total" => Target::Figures(About::Total),
        "等级" | "等次" | "grade" if scheme.scale.is_some() => Target::Figures(About::Grade),
        "等级" | "等次" | "grade" => Target::Empty,
        "名次" | "rank" => rank(scheme.overall()),
        "组名次" | "grouprank" => rank(scheme.within()),
        _ if group.is_some_and(|group| group == name) => Target::Aside,
        _ => return None,
    })
}

/// An indicator by path, else a 加分项 or 扣分项, else an indicator by a name that no other has.
fn named(scheme: &Scheme, name: &str) -> Option<Target> {
    let same = |text: &str| folded(text).to_lowercase() == name;
    let order = scheme.preorder();
    if let Some(&id) = order.iter().find(|&&id| same(&scheme.indicator(id).path)) {
        return Some(Target::Figures(About::Item(id)));
    }
    if let Some(at) = scheme.outside.iter().position(|outside| same(&outside.name)) {
        return Some(Target::Figures(About::Outside(at)));
    }
    let mut bearers = order.into_iter().filter(|&id| same(&scheme.indicator(id).name));
    match (bearers.next(), bearers.next()) {
        (Some(id), None) => Some(Target::Figures(About::Item(id))),
        (Some(_), Some(_)) => Some(Target::Ambiguous),
        (None, _) => None,
    }
}

/// A column that is no indicator of the rules, or may be either of two.
pub(super) fn unknown(scheme: &Scheme, header: &str, place: Cell) -> Difference {
    let name = folded(header);
    let names = || scheme.preorder().into_iter().map(|id| scheme.indicator(id).name.as_str());
    let paths: Vec<&str> = scheme
        .preorder()
        .into_iter()
        .map(|id| scheme.indicator(id))
        .filter(|indicator| folded(&indicator.name) == name)
        .map(|indicator| indicator.path.as_str())
        .collect();
    let (message, help) = if paths.is_empty() {
        let message = Text::new(
            format!("公布的表有“{header}”, 规则里没有这一项"),
            format!("the sheet has `{header}`, which the rules do not have"),
        );
        (message, help(closest(&name, names())))
    } else {
        let message = Text::new(
            format!("“{header}”是哪一项? 规则里有 {} 项叫这个名字", paths.len()),
            format!("which one is `{header}`? the rules have {} of that name", paths.len()),
        );
        let paths = paths.join(", ");
        (message, Text::new(format!("表头写路径: {paths}"), format!("write the path in the header: {paths}")))
    };
    Difference::of(Diagnostic::cell(Code::NotInRules, place, message).help(help))
}

fn help(near: Option<&str>) -> Text {
    match near {
        Some(near) => Text::new(format!("是不是“{near}”?"), format!("did you mean `{near}`?")),
        None => Text::new(
            "这一列没有核对; 看看公布的是不是按另一份办法打的分",
            "the column was not compared; see whether the sheet was scored by other rules",
        ),
    }
}

/// Indicators of which the sheet prints neither themselves, nor a block they are in, nor anything inside them. A sheet
/// of totals only lacks none.
pub(super) fn lacking(scheme: &Scheme, printed: &Printed) -> Vec<Difference> {
    let items = printed.columns.iter().any(|(about, _)| matches!(about, About::Item(_)));
    if !items && !printed.strangers {
        return Vec::new();
    }
    let mut absent = Vec::new();
    for &root in &scheme.roots {
        if !covered(scheme, printed, root, &mut absent) {
            absent.push(root);
        }
    }
    absent.into_iter().map(|id| not_printed(scheme, printed, id)).collect()
}

/// Whether anything of an indicator is printed; what is lacking in one that is printed in part is added to `absent`.
fn covered(scheme: &Scheme, printed: &Printed, id: IndicatorId, absent: &mut Vec<IndicatorId>) -> bool {
    if printed.column(About::Item(id)).is_some() {
        return true;
    }
    let mut inside = Vec::new();
    let children = scheme.children(id);
    let without: Vec<IndicatorId> =
        children.iter().copied().filter(|&child| !covered(scheme, printed, child, &mut inside)).collect();
    if without.len() == children.len() {
        return false;
    }
    absent.extend(without);
    absent.append(&mut inside);
    true
}

fn not_printed(scheme: &Scheme, printed: &Printed, id: IndicatorId) -> Difference {
    let indicator = scheme.indicator(id);
    let (path, points) = (&indicator.path, indicator.points.plain());
    let message = Text::new(
        format!("公布的表没有“{path}”({points}分)"),
        format!("the sheet has no `{path}` ({points} points)"),
    );
    let help = Text::new(
        format!("补上这一列, 否则这 {points} 分无从核对"),
        format!("add the column; without it these {points} points cannot be verified"),
    );
    let finding = Diagnostic::cell(Code::NotPrinted, Cell::file(&printed.file), message).help(help);
    Difference { about: Some(About::Item(id)), ..Difference::of(finding.path(path)) }
}
