//! Everything that is tested from outside, in one binary.
#![expect(clippy::expect_used, reason = "the helpers of a test fail like the test itself")]

mod cli;
mod grid;
mod network;
mod pages;
mod sizes;
