//! What is wrong with a template: in words of both languages, and where.

use std::ops::Range;

use minijinja::{Error, ErrorKind};

use crate::source::Text;

/// What is wrong with a template.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// The file, as it is named among the templates.
    pub file: String,
    /// The bytes of its text that are meant; none where the file as a whole is, or has no text of its own.
    pub at: Option<Range<usize>>,
    /// What is wrong.
    pub message: Box<Text>,
    /// What to do about it.
    pub help: Box<Text>,
}

impl Fault {
    /// About a file as a whole.
    pub(super) fn file(file: &str, message: Text, help: Text) -> Fault {
        Fault { file: file.to_owned(), at: None, message: Box::new(message), help: Box::new(help) }
    }
}

/// What the template engine found, in our words. `names` are those a template can use at the top.
pub(super) fn of(error: &Error, file: &str, names: &[String]) -> Fault {
    let (message, help) = said(error, names);
    let file = error.name().unwrap_or(file).to_owned();
    Fault { at: error.range(), ..Fault::file(&file, message, help) }
}

/// The same of a paragraph of a document: a document has no lines to point at, so its words are told.
pub(super) fn within(error: &Error, file: &str, paragraph: &str, names: &[String]) -> Fault {
    let (message, help) = said(error, names);
    let message = Text::new(
        format!("{} (段落“{paragraph}”)", message.zh),
        format!("{} (paragraph “{paragraph}”)", message.en),
    );
    Fault::file(file, message, help)
}

#[allow(
    clippy::wildcard_enum_match_arm,
    reason = "the engine's kinds may grow; what is not known is told as it said it"
)]
fn said(error: &Error, names: &[String]) -> (Text, Text) {
    let detail = error.detail().unwrap_or("").to_owned();
    let told = |zh: &str, en: &str| {
        let and = |said: &str| if detail.is_empty() { said.to_owned() } else { format!("{said}: {detail}") };
        Text::new(and(zh), and(en))
    };
    let look =
        Text::new("写法见 docs/templates.zh-CN.md", "see docs/templates.md for how templates are written");
    match error.kind() {
        ErrorKind::UndefinedError => {
            let all = names.join(", ");
            (
                told("没有这个名字", "there is no such name"),
                Text::new(format!("这种材料可以用: {all}"), format!("this paper has: {all}")),
            )
        }
        ErrorKind::SyntaxError => (told("模板语法有误", "the template cannot be read"), look),
        ErrorKind::TemplateNotFound | ErrorKind::BadInclude => (
            told("引用的模板不在这个文件夹里", "a template that is not in the folder is called"),
            Text::new("把它放进 --template 所指的文件夹", "put it into the folder that --template names"),
        ),
        ErrorKind::UnknownFilter => (told("没有这个过滤器", "there is no such filter"), look),
        ErrorKind::UnknownFunction => (told("没有这个函数", "there is no such function"), look),
        ErrorKind::UnknownTest => (told("没有这个判断", "there is no such test"), look),
        ErrorKind::OutOfFuel => (
            Text::new("模板做的事太多, 已停止", "the template does too much; it was stopped"),
            Text::new("看看有没有无尽的循环", "look for a loop without an end"),
        ),
        kind => (
            told(&format!("模板填不出来 ({kind})"), &format!("the template cannot be filled in ({kind})")),
            look,
        ),
    }
}
