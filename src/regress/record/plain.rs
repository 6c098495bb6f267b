//! The rules of a record: the texts of all its schemes, what they extend woven in, as one file that can be read alone.

use sha2::{Digest, Sha256};

use crate::source::Files;
use crate::syntax::ast;

/// The text of rule files as one. A file that stands alone is kept as it is written, comments and all.
pub fn plain(trees: &[ast::File], files: &Files) -> String {
    let mut text = String::new();
    for tree in trees {
        let alone = trees.iter().filter(|other| other.source == tree.source).count() == 1;
        let own = match &tree.woven {
            Some(woven) => woven.text().to_owned(),
            None if alone => files.text(tree.source).to_owned(),
            None => {
                let schemes: Vec<&str> = tree.schemes.iter().map(|scheme| files.slice(scheme.span)).collect();
                schemes.join("\n\n")
            }
        };
        if !text.is_empty() {
            text.push('\n');
        }
        text += own.strip_prefix('\u{feff}').unwrap_or(&own);
        if !text.ends_with('\n') {
            text.push('\n');
        }
    }
    text
}

/// SHA-256 of a text, in hexadecimal.
pub fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
