//! `gongkai new`.
use super::args::{Arguments, NewOptions};
use super::{Exit, Failure};
pub fn run(_: &Arguments, _: &NewOptions) -> Result<Exit, Failure> { Ok(Exit::Fine) }
