//! Texts, each held once.

use std::collections::HashMap;

use super::cell::TextId;

/// The texts of a dataset so far. The map is only looked into, so its order is never seen.
#[derive(Debug, Default)]
pub struct Texts {
    list: Vec<String>,
    ids: HashMap<String, TextId>,
}

impl Texts {
    /// Those of a dataset, to add to.
    pub fn of(list: Vec<String>) -> Texts {
        let ids = list.iter().cloned().zip((0..).map(TextId)).collect();
        Texts { list, ids }
    }

    /// The id of a text; one that is new is kept.
    pub fn keep(&mut self, text: &str) -> TextId {
        if let Some(id) = self.ids.get(text) {
            return *id;
        }
        let id = TextId(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        self.list.push(text.to_owned());
        self.ids.insert(text.to_owned(), id);
        id
    }

    /// The texts by id, as far as they go.
    pub fn list(&self) -> &[String] {
        &self.list
    }

    /// The texts by id.
    pub fn into_list(self) -> Vec<String> {
        self.list
    }
}
