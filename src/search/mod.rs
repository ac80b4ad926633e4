//! Search without a server: an index of static files, and what asks them.

pub mod ask;
pub mod build;
pub mod lists;
pub mod normal;
pub mod numbers;
pub mod query;
pub mod root;
pub mod shard;
pub mod slips;
pub mod terms;
pub mod texts;
pub mod tokens;
pub mod update;

#[cfg(test)]
mod tests;
