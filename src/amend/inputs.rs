//! Names taken out of lines of inputs, and lines put beside them: one line may declare several.

use super::edits::Edits;
use super::layout::{indent, range};
use crate::source::Span;
use crate::syntax::ast::{Input, Name};

impl<'b> Edits<'b> {
    /// Turns the edited lines of inputs into edits of text, once all are known.
    pub(super) fn input_lines(&mut self) {
        let lines = std::mem::take(&mut self.lines).lines;
        let gone = |line: &Input| {
            let edited = lines.iter().find(|edited| edited.line.span == line.span);
            edited.is_some_and(|edited| edited.instead.is_empty() && edited.gone.len() == line.names.len())
        };
        // A block of which nothing is left goes with its braces.
        let emptied: Vec<Span> = self
            .index
            .inputs
            .iter()
            .filter(|block| !block.value.is_empty() && block.value.iter().all(gone))
            .map(|block| block.span)
            .collect();
        emptied.iter().for_each(|block| self.remove(range(*block)));
        for edited in &lines {
            if emptied.iter().any(|block| block.covers(edited.line.span)) {
                continue;
            }
            let line = range(edited.line.span);
            let mut instead = edited.instead.iter();
            let kept: Vec<bool> = edited
                .line
                .names
                .iter()
                .map(|name| !edited.gone.iter().any(|gone| gone.span == name.span))
                .collect();
            if kept.contains(&true) {
                self.take_out(&edited.line.names, &kept);
            } else {
                match instead.next() {
                    None => self.remove(line.clone()),
                    Some(first) => {
                        let with = self.moved(*first, indent(self.text(), line.start));
                        self.put(line.clone(), with, *first);
                    }
                }
            }
            for &more in instead {
                self.put_after(line.clone(), more);
            }
        }
    }

    /// Takes names out of `甲, 乙, 丙`.
    fn take_out(&mut self, names: &[Name], kept: &[bool]) {
        let last_kept = kept.iter().rposition(|kept| *kept).unwrap_or(0);
        for (at, pair) in names.windows(2).enumerate() {
            if at < last_kept && !kept[at] {
                self.splice(pair[0].span.start as usize..pair[1].span.start as usize, Vec::new());
            }
        }
        if let (Some(keep), Some(end)) = (names.get(last_kept), names.last())
            && last_kept + 1 < names.len()
        {
            self.splice(keep.span.end as usize..end.span.end as usize, Vec::new());
        }
    }
}
