//! 层次: the names of the layers, and figures of a layer in expressions.

use super::Checker;
use super::terms::units::points_type;
use crate::check::place::{Env, Moment};
use crate::check::terms::names::total;
use crate::plan::{Expr, ExprKind, LayerFigure, LayerId, Stage};
use crate::source::{Code, Diagnostic, Span, Text, closest};
use crate::syntax::ast::{Name, Setting};

impl<'a> Checker<'a> {
    /// Whether there are at least two layers, each with a name of its own.
    pub(super) fn layers_differ(&mut self, names: &[Name], span: Span) -> bool {
        if let [only] = names {
            let name = &only.text;
            self.say(
                Diagnostic::new(
                    Code::MissingSetting,
                    span,
                    Text::new(
                        format!("只写了 1 个层次“{name}”, 至少要有 2 个"),
                        format!("there is 1 layer, `{name}`; at least 2 are needed"),
                    ),
                )
                .help(Text::new(
                    format!("写上后面的层次, 如: 层次 {name}, 复核; 数据不分层时删去这一行"),
                    format!("name the later ones, as in: layers {name}, review; or delete the line"),
                )),
            );
        }
        let mut differ = names.len() > 1;
        for (place, name) in names.iter().enumerate() {
            let Some(earlier) = names[..place].iter().find(|earlier| earlier.text == name.text) else {
                continue;
            };
            differ = false;
            self.say(
                Diagnostic::new(
                    Code::DuplicateName,
                    name.span,
                    Text::new(
                        format!("层次“{}”写了两次", name.text),
                        format!("the layer `{}` stands twice", name.text),
                    ),
                )
                .label(earlier.span, Text::new("先写于此", "first written here"))
                .help(Text::new("给其中一个换个名称, 或删去一处", "rename one of them, or delete one")),
            );
        }
        differ
    }

    /// A layer by name.
    pub(super) fn layer_named(&self, name: &str) -> Option<LayerId> {
        let place = self.layer_names()?.iter().position(|layer| layer.text == name)?;
        u32::try_from(place).ok().map(LayerId)
    }

    pub(super) fn layer_names(&self) -> Option<&'a [Name]> {
        self.outline.setting(
            |setting| if let Setting::Layers(names) = setting { Some(names.as_slice()) } else { None },
        )
    }

    /// Whether a path is a figure of an indicator that bears the name of a layer: `自评.得分`.
    pub(super) fn is_indicator(&self, names: &[Name]) -> bool {
        let [name, figure] = names else { return false };
        total(&figure.text).is_none() && self.outline.nodes.iter().any(|node| node.ast.name.text == name.text)
    }

    /// `自评.总分`, known once everything is scored that reads no layer; `自评.专职人员`, an input or formula as it
    /// stood there; `自评.【过程/预算执行率】.得分`, a figure of an indicator.
    pub(super) fn of_layer(
        &mut self,
        env: Env,
        (layer, figure): (&'a Name, &'a [Name]),
        span: Span,
    ) -> Option<Expr> {
        let id = self.layer_named(&layer.text)?;
        if env.moment < Moment::Outside {
            let names: Vec<&str> =
                std::iter::once(layer).chain(figure).map(|name| name.text.as_str()).collect();
            self.too_early(&names.join("."), span);
            return None;
        }
        let read = match figure {
            [figure] => self.quantity_of_layer(env, (layer, figure))?,
            [indicator, property] => self.property(env, indicator, property, span)?,
            _ => {
                self.no_such_figure(env, layer, figure.first()?);
                return None;
            }
        };
        // 满分 is a literal: the same in every layer.
        let Some(figure) = figure_of(&read.kind) else { return Some(read) };
        Some(Expr { kind: ExprKind::OfLayer(id, figure), span, ..read })
    }

    fn quantity_of_layer(&mut self, env: Env, (layer, figure): (&'a Name, &'a Name)) -> Option<Expr> {
        if let Some((stage @ (Stage::Base | Stage::Total), _)) = total(&figure.text) {
            return Some(Expr { kind: ExprKind::Total(stage), type_of: points_type(), span: figure.span });
        }
        if self.lookup(env.scope, &figure.text).is_some() {
            return self.quantity(Env { record: None, ..env }, figure);
        }
        self.no_such_figure(env, layer, figure);
        None
    }

    fn no_such_figure(&mut self, env: Env, layer: &Name, figure: &Name) {
        let known = self.known(env.scope);
        let near = closest(&figure.text, known.iter().map(String::as_str));
        let (layer, name) = (&layer.text, &figure.text);
        let message = Text::new(format!("层次没有“{name}”这一项"), format!("a layer has no `{name}`"));
        let diagnostic = Diagnostic::new(Code::UnknownName, figure.span, message);
        self.say(match near {
            Some(near) => diagnostic
                .help(Text::new(format!("是不是“{near}”?"), format!("did you mean `{near}`?")))
                .fix(figure.span, near),
            None => diagnostic.help(Text::new(
                format!("有 {layer}.总分、{layer}.基础分, 各输入和公式: {layer}.名称, 各指标: {layer}.指标名.得分"),
                format!("there are {layer}.total, {layer}.base, inputs and formulas, {layer}.name, and {layer}.indicator.score"),
            )),
        });
    }
}

/// What is read of the layer being scored, as a figure of another.
fn figure_of(read: &ExprKind) -> Option<LayerFigure> {
    if let ExprKind::Total(stage) = read {
        Some(LayerFigure::Total(*stage))
    } else if let ExprKind::Input(id) = read {
        Some(LayerFigure::Input(*id))
    } else if let ExprKind::Formula(id) = read {
        Some(LayerFigure::Formula(*id))
    } else if let ExprKind::Score(id, part) = read {
        Some(LayerFigure::Score(*id, *part))
    } else {
        None
    }
}
