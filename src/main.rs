//! The command `kaocheng`.

fn main() -> std::process::ExitCode {
    kaocheng::cli::run(std::env::args_os())
}
