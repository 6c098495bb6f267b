//! 层次: the names of the layers, and figures of a layer in expressions.

use super::Checker;
use super::terms::units::points_type;
use crate::check::place::Declared;
use crate::check::place::{Env, Moment};
use crate::check::terms::names::total;
use crate::plan::{Expr, ExprKind, LayerId, Stage};
use crate::source::{Code, Diagnostic, Span, Text};
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

    fn layer_names(&self) -> Option<&'a [Name]> {
        self.outline.setting(
            |setting| if let Setting::Layers(names) = setting { Some(names.as_slice()) } else { None },
        )
    }

    /// Whether a path is a figure of an indicator that bears the name of a layer: `自评.得分`.
    pub(super) fn is_indicator(&self, names: &[Name]) -> bool {
        let [name, figure] = names else { return false };
        total(&figure.text).is_none() && self.outline.nodes.iter().any(|node| node.ast.name.text == name.text)
    }

    /// `自评.总分`, known once everything is scored that reads no layer; `自评.专职人员`, an input as it stood there.
    pub(super) fn of_layer(
        &mut self,
        env: Env,
        (layer, figure): (&Name, &[Name]),
        span: Span,
    ) -> Option<Expr> {
        let id = self.layer_named(&layer.text)?;
        let [figure] = figure else {
            self.not_yet(span, "层次.指标.得分", "layer.indicator.score");
            return None;
        };
        if env.moment < Moment::Outside {
            self.too_early(&format!("{}.{}", layer.text, figure.text), span);
            return None;
        }
        match (total(&figure.text), self.lookup(env.scope, &figure.text)) {
            (Some((stage @ (Stage::Base | Stage::Total), _)), _) => {
                Some(Expr { kind: ExprKind::OfLayer(id, stage), type_of: points_type(), span })
            }
            (_, Some((Declared::Input(input), _))) => {
                let read = self.input_read(input, figure)?;
                Some(Expr { kind: ExprKind::LayerInput(id, input), span, ..read })
            }
            (_, Some((Declared::Formula(_), _))) => {
                self.not_yet(figure.span, "层次.公式", "layer.formula");
                None
            }
            (Some((Stage::Bonus | Stage::Penalty | Stage::Unrounded, _)) | None, None) => {
                self.no_such_figure(layer, figure);
                None
            }
        }
    }

    fn no_such_figure(&mut self, layer: &Name, figure: &Name) {
        let (layer, name) = (&layer.text, &figure.text);
        self.say(
            Diagnostic::new(
                Code::UnknownName,
                figure.span,
                Text::new(format!("层次没有“{name}”这一项"), format!("a layer has no `{name}`")),
            )
            .help(Text::new(
                format!("有 {layer}.总分、{layer}.基础分, 和各输入: {layer}.输入名"),
                format!("there are {layer}.total, {layer}.base and the inputs, {layer}.name"),
            )),
        );
    }
}
