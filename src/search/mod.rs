//! Search without a server: an index of static files, and what asks them.

pub mod build;
pub mod lists;
pub mod normal;
pub mod numbers;
pub mod shard;
pub mod terms;
pub mod texts;
pub mod tokens;
