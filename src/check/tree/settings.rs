//! Settings met on the first walk: each once in its block, where it may stand.

use crate::check::Checker;
use crate::check::place::NodeId;
use crate::check::tree::collect::Block;
use crate::plan::Combine;
use crate::source::{Code, Diagnostic, Span, Spanned, Text};
use crate::syntax::ast::Setting;

impl<'a> Checker<'a> {
    pub(super) fn once(
        &mut self,
        seen: &mut Vec<(std::mem::Discriminant<Setting>, Span)>,
        setting: &'a Spanned<Setting>,
    ) {
        let kind = std::mem::discriminant(&setting.value);
        if let Some((_, earlier)) = seen.iter().find(|(other, _)| *other == kind) {
            let earlier = *earlier;
            let (again, first) = (self.quote(setting.span), self.quote(earlier));
            self.say(
                Diagnostic::new(
                    Code::RepeatedSetting,
                    setting.span,
                    Text::new(
                        format!("“{again}”之前, 同一块里已经写了“{first}”"),
                        format!("before `{again}`, the same block says `{first}`"),
                    ),
                )
                .label(earlier, Text::new("先写于此", "first written here"))
                .help(Text::new("删去其中一处", "delete one of them")),
            );
        }
        seen.push((kind, setting.span));
    }

    pub(super) fn setting(&mut self, block: &mut Block<'a>, setting: &'a Spanned<Setting>) {
        let span = setting.span;
        match &setting.value {
            Setting::Remainder(remainder) => block.defaults.remainder = Some(Spanned::new(*remainder, span)),
            Setting::Absent(absent) => block.defaults.absent = Some(Spanned::new(*absent, span)),
            Setting::OnZero(outcome) => block.defaults.on_zero = Some(Spanned::new(outcome, span)),
            Setting::Missing(outcome) => block.defaults.missing = Some(Spanned::new(outcome, span)),
            Setting::Excused(outcome) => block.defaults.excused = Some(Spanned::new(outcome, span)),
            Setting::Each(body) => block.defaults.each = Some(Spanned::new(body, span)),
            Setting::Evidence(evidence) => block.defaults.evidence = Some(Spanned::new(evidence, span)),
            Setting::Basis(basis) if block.node.is_some() => {
                let node = block.node.unwrap_or(NodeId(0));
                self.outline.nodes[node.0].basis = Some(basis.value.clone());
            }
            Setting::Best => self.combine(block, Combine::Best, span),
            Setting::Mean => self.combine(block, Combine::Mean, span),
            Setting::Choose(count) => {
                if let Some(most) = self.choose_count(count) {
                    self.combine(block, Combine::Choose(most), span);
                }
            }
            Setting::MostLost(most) => match block.node {
                Some(node) => self.outline.nodes[node.0].most_lost = Some(most),
                None => self.misplaced(span, "最多扣", "lose at most", false),
            },
            Setting::Extends(base) => self.not_joined(block.node.is_some(), base, span),
            Setting::Year(_)
            | Setting::Basis(_)
            | Setting::Subject(_)
            | Setting::Group(_)
            | Setting::Points(_)
            | Setting::Total(_)
            | Setting::Layers(_)
            | Setting::Show(_)
            | Setting::Round(_) => match block.node {
                Some(_) => {
                    let quoted = self.quote(span);
                    self.misplaced(span, &format!("“{quoted}”"), &format!("`{quoted}`"), true);
                }
                None => self.outline.head.push(Spanned::new(&setting.value, span)),
            },
        }
    }

    fn combine(&mut self, block: &Block<'a>, combine: Combine, span: Span) {
        match block.node {
            Some(node) => self.outline.nodes[node.0].combine = combine,
            None => self.misplaced(span, "取最高、取平均、任选", "best, average and choose", false),
        }
    }

    /// Something that only the scheme, or only an indicator, may say.
    pub(in crate::check) fn misplaced(&mut self, span: Span, zh: &str, en: &str, scheme_only: bool) {
        let (message, help) = if scheme_only {
            (
                Text::new(
                    format!("{zh}只能写在办法里, 不能写在指标里"),
                    format!("{en} belongs to the scheme, not to an indicator"),
                ),
                Text::new("移到所有指标之外", "move it out of the indicators"),
            )
        } else {
            (
                Text::new(format!("{zh}只能写在指标里"), format!("{en} belongs to an indicator")),
                Text::new("移到它所管的指标的花括号里", "move it into the braces of its indicator"),
            )
        };
        self.say(Diagnostic::new(Code::MisplacedSetting, span, message).help(help));
    }
}
