//! `gongkai serve`.
use super::args::{Arguments, ServeOptions};
use super::{Exit, Failure};
pub fn run(_: &Arguments, _: &ServeOptions) -> Result<Exit, Failure> { Ok(Exit::Fine) }
