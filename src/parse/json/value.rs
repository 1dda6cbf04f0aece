//! A JSON value of limited size: what is beyond the limit is read over.

use std::{borrow::Cow, fmt};

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// The most values within one article. The deepest nesting is 128, the limit of `serde_json`.
const MOST_VALUES: usize = 4_096;

#[derive(Debug, Default)]
pub(super) enum Value {
    #[default]
    Null,
    Number(f64),
    Text(String),
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
}

const NULL: &Value = &Value::Null;

impl Value {
    /// The field of that name; null where there is none.
    pub(super) fn get(&self, name: &str) -> &Value {
        let Self::Map(fields) = self else { return NULL };
        fields.iter().find(|(key, _)| key == name).map_or(NULL, |(_, value)| value)
    }

    pub(super) fn list(&self) -> &[Value] {
        if let Self::List(values) = self { values } else { &[] }
    }

    pub(super) fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The text, or the number as text; empty for everything else.
    pub(super) fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text.trim()),
            Self::Number(number) => Cow::Owned(number.to_string()),
            _ => Cow::Borrowed(""),
        }
    }

    /// The number, without its fraction, where it is above zero.
    pub(super) fn whole(&self) -> Option<u64> {
        let digits = self.text();
        digits.split('.').next()?.parse().ok().filter(|number| *number > 0)
    }
}

/// Reads a [`Value`], counting what is in it.
pub(super) struct Budget(usize);

impl Budget {
    pub(super) fn new() -> Self {
        Self(MOST_VALUES)
    }
}

impl<'de> DeserializeSeed<'de> for Budget {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(mut self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(&mut self)
    }
}

impl<'de> DeserializeSeed<'de> for &mut Budget {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &mut Budget {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Value, E> {
        Ok(Value::Null)
    }

    #[expect(clippy::cast_precision_loss, reason = "ids and sizes beyond 2^53 are not worth a type of their own")]
    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "ids and sizes beyond 2^53 are not worth a type of their own")]
    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Number(number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while self.0 > 0 {
            self.0 -= 1;
            let Some(value) = list.next_element_seed(&mut *self)? else { return Ok(Value::List(values)) };
            values.push(value);
        }
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Value::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut fields = Vec::new();
        while self.0 > 0 {
            self.0 -= 1;
            let Some(key) = map.next_key()? else { return Ok(Value::Map(fields)) };
            fields.push((key, map.next_value_seed(&mut *self)?));
        }
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Value::Map(fields))
    }
}
