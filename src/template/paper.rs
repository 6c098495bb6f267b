//! What a template can name.

use minijinja::value::Serde;
use minijinja::{Value, context};

use crate::report::{self, Figures, Page};
use crate::source::Lang;

/// A paper to be laid out: the page as it is without a template, and the figures that a template may show one by one.
#[derive(Clone, Copy, Debug)]
pub struct Paper<'a> {
    /// The kind of the paper, as it is asked for: `letter`. A template is a file of this name.
    pub kind: &'a str,
    /// The page.
    pub page: &'a Page,
    /// The figures by name.
    pub figures: &'a Figures,
    /// The language.
    pub lang: Lang,
}

impl Paper<'_> {
    /// The names of a template in HTML: those of the figures, and the page in pieces of markup.
    pub(super) fn marked_up(&self) -> Value {
        let sections = report::sections(self.page, self.lang);
        let body: String = sections.iter().map(|(_, markup)| markup.as_str()).collect();
        let sections: Vec<Value> = sections
            .into_iter()
            .map(|(heading, markup)| context! { heading, html => Value::from_safe_string(markup) })
            .collect();
        context! {
            style => Value::from_safe_string(report::STYLE.to_owned()),
            body => Value::from_safe_string(body),
            sections,
            ..self.plain()
        }
    }

    /// The names without markup: those of a document.
    pub(super) fn plain(&self) -> Value {
        context! {
            kind => self.kind,
            lang => match self.lang { Lang::Zh => "zh-CN", Lang::En => "en" },
            title => self.page.title.get(self.lang),
            about => self.page.about.get(self.lang),
            ..Value::from(Serde(self.figures))
        }
    }
}
