//! Everything that is tested from outside, in one binary.
#![expect(clippy::expect_used, reason = "the helpers of a test fail like the test itself")]

mod architecture;
mod bulk;
mod cli;
mod completions;
mod config;
mod counterpart;
mod desk;
mod feeds;
mod find;
mod grid;
mod home;
mod import;
mod library;
mod lists;
mod long;
mod mouse;
mod network;
mod packages;
mod pages;
mod panes;
mod properties;
mod pty;
mod readme;
mod refresh;
mod screens;
mod share;
mod sizes;
mod update;
mod walk;
mod words;
