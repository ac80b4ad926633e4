//! The program: arguments to the library, exit code back.
#![forbid(unsafe_code)]

use std::process::ExitCode;

/// The system's allocator costs a third of the time of a build on musl, less elsewhere.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    #[expect(clippy::disallowed_methods, reason = "the command line enters here and nowhere else")]
    let arguments = std::env::args_os();
    ExitCode::from(gongkai::cli::run(arguments) as u8)
}
