//! Texts, each held once.

use std::collections::HashMap;

use crate::data::TextId;

/// The texts so far. The map is only looked into, so its order is never seen.
#[derive(Default)]
pub(super) struct Texts {
    list: Vec<String>,
    ids: HashMap<String, TextId>,
}

impl Texts {
    pub(super) fn id(&mut self, text: &str) -> TextId {
        if let Some(id) = self.ids.get(text) {
            return *id;
        }
        let id = TextId(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        self.list.push(text.to_owned());
        self.ids.insert(text.to_owned(), id);
        id
    }

    pub(super) fn list(&self) -> &[String] {
        &self.list
    }

    pub(super) fn into_list(self) -> Vec<String> {
        self.list
    }
}
