//! Search without a server: an index of static files, and what asks them.

pub mod normal;
pub mod numbers;
pub mod tokens;
