//! One message in, its answers out.

use std::io::{self, BufRead, Write};
use std::path::PathBuf;

use serde_json::{Map, Value, json};

use super::desk::{Desk, Library, tree};
use super::findings::{Places, shown};
use super::lines::{Lines, Units, changed};
use super::names::all_declared;
use super::tokens::{Token, token_at};
use super::{actions, colours, completion, hover, outline, rename, uri, wire};
use crate::format::laid_out;
use crate::source::{Files, Lang, Span, Text};
use crate::syntax::ast;

/// The numbers of the protocol for what cannot be answered.
const NO_SUCH_METHOD: i32 = -32601;
const REFUSED: i32 = -32803;

/// Answers an editor until it says farewell or falls silent.
pub fn serve(
    from: &mut dyn BufRead,
    to: &mut dyn Write,
    lang: Lang,
    library: &dyn Library,
) -> io::Result<()> {
    let mut server =
        Server { desk: Desk::default(), lang, units: Units::default(), folders: Vec::new(), library };
    while let Some(message) = wire::receive(from)? {
        if message["method"] == "exit" {
            break;
        }
        for answer in server.answer(&message) {
            wire::send(to, &answer)?;
        }
    }
    Ok(())
}

struct Server<'a> {
    desk: Desk,
    lang: Lang,
    units: Units,
    /// What the editor works in.
    folders: Vec<PathBuf>,
    library: &'a dyn Library,
}

/// A place in an open text.
struct Place {
    path: PathBuf,
    text: String,
    offset: usize,
}

impl Place {
    fn token(&self) -> Option<Token> {
        token_at(&self.text, self.offset)
    }
}

impl Server<'_> {
    fn answer(&mut self, message: &Value) -> Vec<Value> {
        let method = message["method"].as_str().unwrap_or("");
        let asked = &message["params"];
        let Some(id) = message.get("id") else { return self.told(method, asked) };
        if method.is_empty() {
            // An answer to something we never ask.
            return Vec::new();
        }
        let answer = match self.asked(method, asked) {
            Some(Ok(result)) => json!({ "jsonrpc": "2.0", "id": id, "result": result }),
            Some(Err(why)) => error(id, REFUSED, why.get(self.lang)),
            None => error(id, NO_SUCH_METHOD, method),
        };
        vec![answer]
    }

    fn told(&mut self, method: &str, asked: &Value) -> Vec<Value> {
        let document = &asked["textDocument"];
        let path = uri::path(document["uri"].as_str().unwrap_or(""));
        match method {
            "textDocument/didOpen" => {
                self.desk.put(&path, document["text"].as_str().unwrap_or("").to_owned());
            }
            "textDocument/didChange" => {
                let changes = asked["contentChanges"].as_array().map_or(&[][..], Vec::as_slice);
                let text = self.desk.text(&path).to_owned();
                let text = changes.iter().fold(text, |text, change| changed(&text, change, self.units));
                self.desk.put(&path, text);
            }
            "textDocument/didClose" => {
                self.desk.close(&path);
                let mut sent = vec![notice(document["uri"].clone(), json!([]))];
                sent.extend(self.published());
                return sent;
            }
            "textDocument/didSave" | "workspace/didChangeWatchedFiles" => self.desk.forget(),
            _ => return Vec::new(),
        }
        self.published()
    }

    /// The findings of all open texts: any may build on the one that changed.
    fn published(&mut self) -> Vec<Value> {
        let paths: Vec<PathBuf> = self.desk.open.keys().cloned().collect();
        let mut sent = Vec::new();
        for path in paths {
            let Some(reading) = self.desk.reading(&path, self.library) else { continue };
            sent.push(notice(json!(uri::uri(&path)), shown(reading, self.lang, self.units)));
        }
        sent
    }

    fn asked(&mut self, method: &str, asked: &Value) -> Option<Result<Value, Text>> {
        Some(Ok(match method {
            "initialize" => self.initialize(asked),
            "shutdown" => Value::Null,
            "kaocheng/text" => json!(self.place(asked).text),
            "textDocument/codeAction" => self.actions(asked),
            "textDocument/hover" => self.hover(asked).unwrap_or_default(),
            "textDocument/completion" => self.completion(asked),
            "textDocument/definition" => self.definition(asked).unwrap_or_default(),
            "textDocument/references" => self.references(asked).unwrap_or_default(),
            "textDocument/prepareRename" => self.renamed(asked).unwrap_or_default(),
            "textDocument/rename" => return Some(self.rename(asked)),
            "textDocument/documentSymbol" => {
                self.outlined(asked, |file, lines, _| outline::symbols(file, lines))
            }
            "textDocument/foldingRange" => self.outlined(asked, |file, lines, _| outline::folds(file, lines)),
            "textDocument/formatting" => self.formatted(asked),
            "textDocument/semanticTokens/full" => self.colours(asked),
            "textDocument/inlayHint" => self.outlined(asked, outline::totals),
            _ => return None,
        }))
    }

    fn initialize(&mut self, asked: &Value) -> Value {
        let offered = &asked["capabilities"]["general"]["positionEncodings"];
        let bytes = offered.as_array().is_some_and(|all| all.iter().any(|one| one == "utf-8"));
        self.units = if bytes { Units::Utf8 } else { Units::Utf16 };
        let folders = asked["workspaceFolders"].as_array().map_or(&[][..], Vec::as_slice);
        let folders = folders.iter().map(|folder| &folder["uri"]).chain([&asked["rootUri"]]);
        self.folders = folders.filter_map(Value::as_str).map(uri::path).collect();
        json!({
            "serverInfo": { "name": "kaocheng", "version": env!("CARGO_PKG_VERSION") },
            "capabilities": {
                "positionEncoding": if bytes { "utf-8" } else { "utf-16" },
                "textDocumentSync": { "openClose": true, "change": 2, "save": true },
                "codeActionProvider": { "codeActionKinds": ["quickfix"] },
                "hoverProvider": true,
                "completionProvider": { "triggerCharacters": [":", "：", "【"] },
                "definitionProvider": true,
                "referencesProvider": true,
                "renameProvider": { "prepareProvider": true },
                "documentSymbolProvider": true,
                "documentFormattingProvider": true,
                "foldingRangeProvider": true,
                "inlayHintProvider": true,
                "semanticTokensProvider": colours::legend(),
            },
        })
    }

    fn place(&self, asked: &Value) -> Place {
        let path = uri::path(asked["textDocument"]["uri"].as_str().unwrap_or(""));
        let text = self.desk.text(&path).to_owned();
        let offset = Lines::new(&text, self.units).at(&asked["position"]);
        Place { path, text, offset }
    }

    fn actions(&mut self, asked: &Value) -> Value {
        let place = self.place(asked);
        let lines = Lines::new(&place.text, self.units);
        let (start, end) = (lines.at(&asked["range"]["start"]), lines.at(&asked["range"]["end"]));
        let Some(reading) = self.desk.reading(&place.path, self.library) else { return json!([]) };
        let span = Span::new(reading.own, start, end);
        Value::Array(actions::repairs(reading, span, self.lang, self.units))
    }

    fn hover(&mut self, asked: &Value) -> Option<Value> {
        let place = self.place(asked);
        let token = place.token()?;
        let reading = self.desk.last_sound(&place.path, self.library)?;
        let told = hover::hover(reading, &place.text, &token, self.lang)?;
        let range = Lines::new(&place.text, self.units).range(token.at.start, token.at.end);
        Some(json!({ "contents": { "kind": "markdown", "value": told }, "range": range }))
    }

    fn completion(&mut self, asked: &Value) -> Value {
        let place = self.place(asked);
        let lang = self.lang;
        let reading = self.desk.last_sound(&place.path, self.library);
        let items = completion::complete(&place.text, place.offset, reading, lang);
        json!({ "isIncomplete": true, "items": items })
    }

    fn definition(&mut self, asked: &Value) -> Option<Value> {
        let place = self.place(asked);
        let token = place.token()?;
        let units = self.units;
        let reading = self.desk.reading(&place.path, self.library)?;
        let (one, _) = hover::places(reading, &place.text, &token)?;
        Some(Places::new(reading, units).location(one.span))
    }

    fn references(&mut self, asked: &Value) -> Option<Value> {
        let place = self.place(asked);
        let token = place.token()?;
        let units = self.units;
        let reading = self.desk.reading(&place.path, self.library)?;
        let (_, uses) = hover::places(reading, &place.text, &token)?;
        let mut places = Places::new(reading, units);
        Some(uses.into_iter().map(|span| places.location(span)).collect())
    }

    fn renamed(&mut self, asked: &Value) -> Option<Value> {
        let place = self.place(asked);
        let token = place.token()?;
        let reading = self.desk.reading(&place.path, self.library)?;
        hover::places(reading, &place.text, &token)?;
        Some(Lines::new(&place.text, self.units).range(token.at.start, token.at.end))
    }

    fn rename(&mut self, asked: &Value) -> Result<Value, Text> {
        let nothing = || Text::new("这里没有名称", "there is no name here");
        let place = self.place(asked);
        let token = place.token().ok_or_else(nothing)?;
        let new = asked["newName"].as_str().unwrap_or("");
        self.desk.reading(&place.path, self.library).ok_or_else(nothing)?;
        let open = self.desk.open.clone();
        let (library, folders) = (self.library, self.folders.clone());
        let shelves = rename::Shelves { library, open: &open, folders: &folders };
        let reading = self.desk.reading(&place.path, self.library).ok_or_else(nothing)?;
        let (edits, new) = rename::rename(reading, (&place.text, &token), new, shelves)?;
        let mut changes = Map::new();
        for (path, spans) in edits {
            let Some(reading) = self.library.read(&path, &open) else { continue };
            let lines = Lines::new(reading.files.text(reading.own), self.units);
            let edit = |span: &Span| json!({ "range": lines.range(span.start as usize, span.end as usize), "newText": new });
            changes.insert(uri::uri(&path), spans.iter().map(edit).collect());
        }
        Ok(json!({ "changes": changes }))
    }

    /// The whole text in its canonical layout; nothing where it is, or cannot be read.
    fn formatted(&self, asked: &Value) -> Value {
        let text = self.place(asked).text;
        let laid = laid_out(Files::new().add("", text.as_str()), &text, None).filter(|laid| *laid != text);
        let range = Lines::new(&text, self.units).range(0, text.len());
        laid.map_or(json!([]), |laid| json!([{ "range": range, "newText": laid }]))
    }

    fn colours(&mut self, asked: &Value) -> Value {
        let place = self.place(asked);
        let reading = self.desk.last_sound(&place.path, self.library);
        let all = reading.map(all_declared).unwrap_or_default();
        json!({ "data": colours::colours(&place.text, &Lines::new(&place.text, self.units), &all) })
    }

    fn outlined(&self, asked: &Value, give: impl Fn(&ast::File, &Lines<'_>, Lang) -> Vec<Value>) -> Value {
        let text = self.place(asked).text;
        let lines = Lines::new(&text, self.units);
        let found = tree(&text).map(|file| give(&file, &lines, self.lang));
        Value::Array(found.unwrap_or_default())
    }
}

fn notice(uri: Value, found: Value) -> Value {
    json!({
        "jsonrpc": "2.0",
        "method": "textDocument/publishDiagnostics",
        "params": { "uri": uri, "diagnostics": found },
    })
}

fn error(id: &Value, code: i32, message: &str) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code, "message": message } })
}
