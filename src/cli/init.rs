//! `gongkai init`.
use super::args::{Arguments, InitOptions};
use super::{Exit, Failure};
pub fn run(_: &Arguments, _: &InitOptions) -> Result<Exit, Failure> { Ok(Exit::Fine) }
