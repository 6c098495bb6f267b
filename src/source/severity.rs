//! How grave a finding is.

use super::Lang;

/// How grave a finding is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Severity {
    /// 错误: the file cannot be used.
    Error,
    /// 待定: the text leaves open what changes scores; an answer is needed before the file can be used.
    Question,
    /// 警告: usable, but probably not what is meant.
    Warning,
    /// 提示: could be said better.
    Advice,
}

impl Severity {
    /// Whether the file cannot be used as it is. A question stops as an error does.
    pub fn stops(self) -> bool {
        match self {
            Severity::Error | Severity::Question => true,
            Severity::Warning | Severity::Advice => false,
        }
    }

    /// The word shown before a message.
    pub fn word(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Severity::Error, Lang::Zh) => "错误",
            (Severity::Error, Lang::En) => "error",
            (Severity::Question, Lang::Zh) => "待定",
            (Severity::Question, Lang::En) => "question",
            (Severity::Warning, Lang::Zh) => "警告",
            (Severity::Warning, Lang::En) => "warning",
            (Severity::Advice, Lang::Zh) => "提示",
            (Severity::Advice, Lang::En) => "advice",
        }
    }

    /// The word in machine formats: `error` also for questions, since both make the file unusable.
    pub fn machine(self) -> &'static str {
        match self {
            Severity::Error | Severity::Question => "error",
            Severity::Warning => "warning",
            Severity::Advice => "advice",
        }
    }
}
