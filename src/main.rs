//! The `newsprint` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    newsprint::cli::main(std::env::args_os())
}
