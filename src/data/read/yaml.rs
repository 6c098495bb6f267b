//! YAML → [`Tree`]. A plain scalar asked for as text comes as it is written; asked for as whatever it is, `85.90`
//! comes as a binary number. So the text is read twice: once for what is a scalar and what a list, once for the texts.

use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::lines::LineEnds;
use super::tree::{Map, Tree};
use super::unreadable;
use crate::source::{Diagnostic, Text};

/// Reads a text.
pub(super) fn tree(file: &str, text: &str) -> Result<Tree, Box<Diagnostic>> {
    let refused = |error: &serde_yaml::Error| {
        let row = error.location().map_or(0, |location| location.line() as u64);
        // The library speaks English only.
        let at = error.location().map(|at| format!(": 第 {} 行第 {} 列读不下去", at.line(), at.column()));
        unreadable(
            file,
            row,
            Text::new(
                format!("不是合格的 YAML{}", at.unwrap_or_default()),
                format!("not well-formed YAML: {error}"),
            ),
            Text::new(
                "检查这一行与上一行的缩进、冒号后的空格和引号",
                "look at the indentation, the space behind colons and the quotes here and one line above",
            ),
        )
    };
    let shape =
        Shape::deserialize(serde_yaml::Deserializer::from_str(text)).map_err(|error| refused(&error))?;
    let texts = Texts { shape: &shape, lines: &LineEnds::of(text) };
    texts.deserialize(serde_yaml::Deserializer::from_str(text)).map_err(|error| refused(&error))
}

/// What a value is, without its text.
enum Shape {
    Empty,
    Scalar,
    List(Vec<Shape>),
    Map(Vec<Shape>),
}

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Shape, D::Error> {
        deserializer.deserialize_any(Shapes)
    }
}

struct Shapes;

impl<'de> Visitor<'de> for Shapes {
    type Value = Shape;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text, number, yes/no, list or map without tags")
    }

    fn visit_unit<E: Error>(self) -> Result<Shape, E> {
        Ok(Shape::Empty)
    }

    fn visit_none<E: Error>(self) -> Result<Shape, E> {
        Ok(Shape::Empty)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Shape, A::Error> {
        let mut shapes = Vec::new();
        while let Some(shape) = items.next_element()? {
            shapes.push(shape);
        }
        Ok(Shape::List(shapes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Shape, A::Error> {
        let mut shapes = Vec::new();
        while let Some((IgnoredAny, shape)) = entries.next_entry()? {
            shapes.push(shape);
        }
        Ok(Shape::Map(shapes))
    }
}

/// Reads a value of a known shape.
#[derive(Clone, Copy)]
struct Texts<'s> {
    shape: &'s Shape,
    lines: &'s LineEnds,
}

impl<'de> DeserializeSeed<'de> for Texts<'_> {
    type Value = Tree;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        match self.shape {
            Shape::Empty => IgnoredAny::deserialize(deserializer).map(|IgnoredAny| Tree::Empty),
            Shape::Scalar => String::deserialize(deserializer).map(Tree::Text),
            Shape::List(_) => deserializer.deserialize_seq(self),
            Shape::Map(_) => deserializer.deserialize_map(self),
        }
    }
}

impl<'de> Visitor<'de> for Texts<'_> {
    type Value = Tree;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("what stood here before")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut trees = Vec::new();
        for shape in self.shape.parts() {
            trees.extend(items.next_element_seed(Texts { shape, ..self })?);
        }
        // The end has to be read as well.
        items.next_element::<IgnoredAny>()?;
        Ok(Tree::List(trees))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Tree, A::Error> {
        let mut map = Map::default();
        for shape in self.shape.parts() {
            let Some(key) = entries.next_key::<Key<'de>>()? else { break };
            let line = if let Key::Here(key) = &key { self.lines.line(key) } else { 0 };
            if map.line == 0 {
                map.line = line;
            }
            map.lines.push(line);
            map.entries.push((key.into_text(), entries.next_value_seed(Texts { shape, ..self })?));
        }
        entries.next_key::<IgnoredAny>()?;
        Ok(Tree::Map(map))
    }
}

impl Shape {
    fn parts(&self) -> &[Shape] {
        match self {
            Shape::List(parts) | Shape::Map(parts) => parts,
            Shape::Empty | Shape::Scalar => &[],
        }
    }
}

/// A key; most are lent from the text, which tells their line.
enum Key<'de> {
    Here(&'de str),
    Elsewhere(String),
}

impl Key<'_> {
    fn into_text(self) -> String {
        match self {
            Key::Here(text) => text.to_owned(),
            Key::Elsewhere(text) => text,
        }
    }
}

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Key<'de>, D::Error> {
        deserializer.deserialize_str(Keys)
    }
}

struct Keys;

impl<'de> Visitor<'de> for Keys {
    type Value = Key<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a name")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Key<'de>, E> {
        Ok(Key::Here(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Key<'de>, E> {
        Ok(Key::Elsewhere(text.to_owned()))
    }
}
