//! The questions that stand in the settings: smart feeds and rules.

use crate::{
    config::{ConfigError, File, Settings},
    query::{Query, QueryError},
    text::CleanText,
};

/// The smart feeds, by name.
pub(super) fn smart(settings: &Settings, file: &File) -> Result<Vec<(CleanText, Query)>, ConfigError> {
    let parsed = settings.smart.iter().map(|(name, text)| {
        let query = Query::parse(text).map_err(|error| wrong(file, &["smart", name], text, &error))?;
        Ok((CleanText::line(name), query))
    });
    parsed.collect()
}

/// The rules of a list of `[rules]`.
pub(super) fn rules(texts: &[String], list: &str, file: &File) -> Result<Vec<Query>, ConfigError> {
    let parsed = texts.iter().enumerate().map(|(number, text)| {
        Query::parse(text).map_err(|error| wrong(file, &["rules", list, &(number + 1).to_string()], text, &error))
    });
    parsed.collect()
}

/// A fault in a question, with its place in the question and in the file.
fn wrong(file: &File, path: &[&str], text: &str, error: &QueryError) -> ConfigError {
    let part: String = text.chars().skip(error.at.start).take(error.at.len()).collect();
    file.wrong(path, error.phrase_with(&CleanText::line(&part)))
}
