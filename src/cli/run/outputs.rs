//! The files of a year: each written whole, and none of an earlier run left looking like one of this.

use std::path::{Path, PathBuf};

use crate::cli::console::{Console, Stop};
use crate::cli::{assess, output};
use crate::report::Scored;
use crate::source::{Lang, Text};

/// Writes the results of one scheme to all its files.
pub(super) fn write_all(outs: &[PathBuf], scored: Scored<'_>, lang: Lang) -> Result<(), Stop> {
    for out in outs {
        if let Some(folder) = out.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            output::make_folder(folder)?;
        }
        assess::to_file(out, scored, lang)?;
    }
    Ok(())
}

/// A scheme that was not scored has no result; that of an earlier run gets another name, so that nobody takes it for one.
pub(super) fn set_aside(outs: &[PathBuf], console: &mut Console) -> Result<(), Stop> {
    for out in outs {
        match output::aside(out) {
            Ok(Some(old)) => console.note(&renamed(out, &old))?,
            Ok(None) => {}
            Err(stop) => console.go_on(stop)?,
        }
    }
    Ok(())
}

fn renamed(out: &Path, old: &Path) -> Text {
    let (out, old) = (out.display(), old.display());
    Text::new(
        format!("  以前的结果 {out} 改名为 {old}, 免得当成这一次的"),
        format!("  the earlier result {out} is now {old}, so that it is not taken for this one"),
    )
}
