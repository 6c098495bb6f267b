//! What a layer is bound with.

use super::subjects::Index;
use crate::plan::{LayerId, Scheme};

/// The rules, who is assessed, and which layer it is.
#[derive(Clone, Copy)]
pub(super) struct Of<'a> {
    pub(super) scheme: &'a Scheme,
    pub(super) index: &'a Index,
    pub(super) layer: LayerId,
}
