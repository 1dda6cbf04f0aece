//! The only room where time passes: the terminal, input, files, jobs.

pub mod load;
pub mod probe;
pub mod window;
