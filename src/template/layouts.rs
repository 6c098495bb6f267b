//! The templates of a folder, and filling one in.

use std::collections::BTreeMap;

use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};

use super::fault::{self, Fault};
use super::{Paper, package};
use crate::report;
use crate::source::Text;

/// Steps a template may take before it is stopped: a page of 10,000 subjects takes about one in a hundred of them.
const FUEL: u64 = 100_000_000;

/// The ending of a template that is text.
const TEXT: &str = ".html";

/// The ending of a template that a word processor wrote.
const DOCUMENT: &str = ".docx";

/// The templates of a folder, each by the name of its file.
#[derive(Debug, Default)]
pub struct Layouts {
    texts: BTreeMap<String, String>,
    documents: BTreeMap<String, Vec<u8>>,
}

impl Layouts {
    /// Whether a file of this name is a template.
    pub fn takes(name: &str) -> bool {
        name.ends_with(TEXT) || name.ends_with(DOCUMENT)
    }

    /// Takes in a file of the folder. One that is no template is left aside.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) -> Result<(), Fault> {
        if name.ends_with(DOCUMENT) {
            self.documents.insert(name.to_owned(), bytes);
        } else if name.ends_with(TEXT) {
            let text = String::from_utf8(bytes).map_err(|_| {
                let help = Text::new("另存为 UTF-8", "save it as UTF-8");
                Fault::file(name, Text::new("模板不是 UTF-8 文本", "the template is not UTF-8 text"), help)
            })?;
            self.texts.insert(name.to_owned(), text);
        }
        Ok(())
    }

    /// The text of a template, for those who show where it is wrong.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.texts.get(name).map(String::as_str)
    }

    /// The paper as HTML, laid out by the template of its kind; every template of the folder that cannot be read is
    /// told, used or not.
    pub fn html(&self, paper: &Paper<'_>) -> Result<String, Vec<Fault>> {
        let file = format!("{}{TEXT}", paper.kind);
        if !self.texts.contains_key(&file) {
            return Err(vec![missing(&file, self.texts.keys())]);
        }
        let mut environment = environment();
        let unreadable = self.texts.iter().filter_map(|(name, text)| {
            let error = environment.add_template(name, text).err()?;
            Some(fault::of(&error, name, &[]))
        });
        let unreadable: Vec<Fault> = unreadable.collect();
        if !unreadable.is_empty() {
            return Err(unreadable);
        }
        let named = paper.marked_up();
        let names = names(&named);
        let filled = environment.get_template(&file).and_then(|template| template.render(named));
        filled.map_err(|error| vec![fault::of(&error, &file, &names)])
    }

    /// The paper as a document, laid out by the document of its kind: a paragraph `{{ body }}` becomes the page, and
    /// `{{ title }}` or any other name within a paragraph its figure.
    pub fn document(&self, paper: &Paper<'_>) -> Result<Vec<u8>, Vec<Fault>> {
        let file = format!("{}{DOCUMENT}", paper.kind);
        let Some(bytes) = self.documents.get(&file) else {
            return Err(vec![missing(&file, self.documents.keys())]);
        };
        let named = paper.plain();
        let names = names(&named);
        let environment = environment();
        let say = |text: &str| {
            let filled = environment.render_named_str(&file, text, named.clone());
            filled.map_err(|error| fault::within(&error, &file, text, &names))
        };
        let body = report::docx_body(paper.page, paper.lang);
        package::filled(&file, bytes, &body, &say).map_err(|fault| vec![fault])
    }
}

/// An engine that knows nothing but the folder, and takes a name it does not know for a mistake.
fn environment<'a>() -> Environment<'a> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_debug(true);
    environment.set_fuel(Some(FUEL));
    // A document's text is escaped when it is put back into its markup.
    environment.set_auto_escape_callback(|name| {
        if name.ends_with(TEXT) { AutoEscape::Html } else { AutoEscape::None }
    });
    environment
}

/// The names at the top, in order.
fn names(named: &Value) -> Vec<String> {
    let mut names: Vec<String> =
        named.try_iter().map(|keys| keys.map(|key| key.to_string()).collect()).unwrap_or_default();
    names.sort();
    names
}

fn missing<'a>(file: &str, there: impl Iterator<Item = &'a String>) -> Fault {
    let there: Vec<&str> = there.map(String::as_str).collect();
    let (zh, en) = match there.as_slice() {
        [] => ("没有".to_owned(), "none".to_owned()),
        there => (there.join("、"), there.join(", ")),
    };
    Fault::file(
        file,
        Text::new(format!("文件夹里没有模板 {file}"), format!("the folder has no template {file}")),
        Text::new(
            format!("模板按材料的种类取名; 现有: {zh}"),
            format!("a template is named after the kind of paper; there is: {en}"),
        ),
    )
}
