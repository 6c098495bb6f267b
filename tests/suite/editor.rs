//! The language server as an editor meets it: the program is started, and spoken to over its own protocol.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

/// Made up: no regulation is meant.
const RULES: &str = "// 😀 考核\n办法 甲 {\n  对象 部门\n  满分 10分\n  总分 0分-10分\n  修约 不修约\n  输入 { 应报, 已报: 整数 个, 缺报 报错 }\n  指标 报送 6分: 按比例 已报 / 应报, 分母为零 报错\n  指标 质量 4分: 评分\n}\n";
const HEIR: &str =
    "办法 乙 {\n  沿用 \"甲.kc\"\n  改 报送: 按比例 已报 / 应报, 低于 50% 不得分, 分母为零 报错\n}\n";
const TESTS: &str =
    "测试集 甲 {\n  测试 \"半数\" {\n    应报 = 4个\n    已报 = 2个\n    期望 报送.得分 = 3分\n  }\n}\n";

/// An editor with one folder of rules and the server it started.
struct Editor {
    folder: tempfile::TempDir,
    server: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    asked: u64,
}

impl Editor {
    fn start(encoding: &str) -> Editor {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [("甲.kc", RULES), ("乙.kc", HEIR), ("甲.tests.kc", TESTS)] {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let mut server = Command::new(env!("CARGO_BIN_EXE_kaocheng"))
            .args(["lsp", "--lang", "zh"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (to, from) = (server.stdin.take().unwrap(), BufReader::new(server.stdout.take().unwrap()));
        let mut editor = Editor { folder, server, to, from, asked: 0 };
        let general = json!({ "positionEncodings": [encoding] });
        let hello = editor.ask("initialize", json!({ "capabilities": { "general": general } }));
        assert_eq!(hello["capabilities"]["positionEncoding"], encoding);
        editor
    }

    fn uri(&self, name: &str) -> String {
        let path = self.folder.path().join(name);
        let letter =
            |byte: u8| if byte.is_ascii() { char::from(byte).to_string() } else { format!("%{byte:02X}") };
        format!("file://{}", path.display().to_string().bytes().map(letter).collect::<String>())
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.to, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        self.to.flush().unwrap();
    }

    fn receive(&mut self) -> Value {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert_ne!(self.from.read_line(&mut head).unwrap(), 0, "the server fell silent");
        }
        let length = head.trim().strip_prefix("Content-Length: ").unwrap().parse().unwrap();
        let mut bytes = vec![0; length];
        self.from.read_exact(&mut bytes).unwrap();
        serde_json::from_slice(&bytes).unwrap()
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.asked += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": self.asked, "method": method, "params": params }));
        loop {
            let mut answer = self.receive();
            if answer["id"] == self.asked {
                assert_eq!(answer["error"], Value::Null, "{method}");
                return answer["result"].take();
            }
        }
    }

    /// Says something of a text, and returns what is found in it then.
    fn tell(&mut self, method: &str, params: Value) -> Vec<Value> {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
        self.receive()["params"]["diagnostics"].as_array().unwrap().clone()
    }

    fn open(&mut self, name: &str, text: &str) -> Vec<Value> {
        self.tell("textDocument/didOpen", json!({ "textDocument": { "uri": self.uri(name), "text": text } }))
    }

    fn change(&mut self, name: &str, changes: Value) -> Vec<Value> {
        let document = json!({ "uri": self.uri(name), "version": 2 });
        self.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }))
    }

    fn at(&mut self, method: &str, text: &str, word: &str) -> Value {
        let document = json!({ "uri": self.uri("甲.kc") });
        self.ask(method, json!({ "textDocument": document, "position": position(text, word) }))
    }

    fn text(&mut self, name: &str) -> String {
        let asked = json!({ "textDocument": { "uri": self.uri(name) } });
        self.ask("kaocheng/text", asked).as_str().unwrap().to_owned()
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Where a word begins, in UTF-16: counted here by itself.
fn position(text: &str, word: &str) -> Value {
    place(text, text.find(word).unwrap())
}

fn place(text: &str, offset: usize) -> Value {
    let before = &text[..offset];
    let line = before.matches('\n').count();
    let column = before.rsplit('\n').next().unwrap().encode_utf16().count();
    json!({ "line": line, "character": column })
}

/// The text after edits of one line's stretches, applied from the last to the first.
fn edited(text: &str, edits: &Value) -> String {
    let mut lines: Vec<Vec<u16>> = text.split('\n').map(|line| line.encode_utf16().collect()).collect();
    let mut edits = edits.as_array().unwrap().clone();
    edits.sort_by_key(|edit| {
        let start = &edit["range"]["start"];
        std::cmp::Reverse((start["line"].as_u64(), start["character"].as_u64()))
    });
    for edit in edits {
        let number = |end: &str, key: &str| edit["range"][end][key].as_u64().unwrap() as usize;
        assert_eq!(number("start", "line"), number("end", "line"));
        let columns = number("start", "character")..number("end", "character");
        lines[number("start", "line")]
            .splice(columns, edit["newText"].as_str().unwrap().encode_utf16().collect::<Vec<_>>());
    }
    lines.iter().map(|line| String::from_utf16(line).unwrap()).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_session_from_a_broken_indicator_to_a_name_changed_everywhere() {
    let mut editor = Editor::start("utf-16");
    assert_eq!(editor.open("甲.kc", RULES), Vec::<Value>::new());

    // 质量 is typed with 3 points: 6 + 3 is not 10.
    let at = position(RULES, "4分: 评分");
    let end = json!({ "line": at["line"], "character": at["character"].as_u64().unwrap() + 1 });
    let found = editor.change("甲.kc", json!([{ "range": { "start": at, "end": end }, "text": "3" }]));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["code"], "KC301");
    assert!(found[0]["message"].as_str().unwrap().contains("6 + 3 = 9 分, 少 1 分"));
    let asked = json!({ "textDocument": { "uri": editor.uri("甲.kc") }, "range": found[0]["range"], "context": { "diagnostics": [] } });
    let actions = editor.ask("textDocument/codeAction", asked);
    assert_eq!(actions[0]["title"], "把 3分 改为 4分");
    let broken = editor.text("甲.kc");
    let fixed = edited(&broken, &actions[0]["edit"]["changes"][&editor.uri("甲.kc")]);
    assert_eq!(fixed, RULES);
    assert_eq!(editor.change("甲.kc", json!([{ "text": fixed }])), Vec::<Value>::new());

    let told = editor.at("textDocument/hover", RULES, "报送 6分")["contents"]["value"].clone();
    for fact in ["满分 6 分, 占总分 10 分的 60%", "0分(含)-6分(含)", "按比例 已报 / 应报"]
    {
        assert!(told.as_str().unwrap().contains(fact), "{told}");
    }
    let told = editor.at("textDocument/hover", RULES, "已报: 整数")["contents"]["value"].clone();
    assert!(told.as_str().unwrap().contains("用于: 报送"), "{told}");

    let asked = json!({ "textDocument": { "uri": editor.uri("甲.kc") }, "position": position(RULES, "已报:"), "newName": "已报数" });
    let changes = editor.ask("textDocument/rename", asked)["changes"].clone();
    for (name, before) in [("甲.kc", RULES), ("乙.kc", HEIR), ("甲.tests.kc", TESTS)] {
        let after = edited(before, &changes[&editor.uri(name)]);
        assert_eq!(after, before.replace("已报", "已报数"), "{name}");
        std::fs::write(editor.folder.path().join(name), after).unwrap();
    }
    let check = assert_cmd::Command::cargo_bin("kaocheng")
        .unwrap()
        .arg("check")
        .arg(editor.folder.path().join("乙.kc"))
        .assert();
    check.success();
}

#[test]
fn a_name_that_is_taken_is_refused() {
    let mut editor = Editor::start("utf-16");
    editor.open("甲.kc", RULES);
    let asked = json!({ "textDocument": { "uri": editor.uri("甲.kc") }, "position": position(RULES, "已报:"), "newName": "应报" });
    editor.send(&json!({ "jsonrpc": "2.0", "id": "r", "method": "textDocument/rename", "params": asked }));
    let answer = editor.receive();
    assert!(answer["error"]["message"].as_str().unwrap().contains("不再成立"), "{answer}");
}

#[test]
fn what_is_open_stands_before_what_is_on_disk_and_broken_text_keeps_its_meaning() {
    let mut editor = Editor::start("utf-16");
    editor.open("乙.kc", HEIR);
    // The base is opened without the indicator that the heir changes.
    let without = RULES.replace("报送 6分", "别的 6分");
    editor.send(&json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen",
        "params": { "textDocument": { "uri": editor.uri("甲.kc"), "text": without } } }));
    let both = [editor.receive(), editor.receive()];
    let heir = both.iter().find(|one| one["params"]["uri"] == editor.uri("乙.kc").as_str()).unwrap();
    assert_ne!(heir["params"]["diagnostics"], json!([]));
    drop(editor);

    let mut editor = Editor::start("utf-16");
    editor.open("甲.kc", RULES);
    let torn = RULES.replace("评分\n}", "按比例 \n");
    assert!(!editor.change("甲.kc", json!([{ "text": torn }])).is_empty());
    let told = editor.at("textDocument/hover", &torn, "报送 6分");
    assert!(told["contents"]["value"].as_str().unwrap().contains("占总分 10 分的 60%"));
    let labels = |items: &Value| {
        let items = items["items"].as_array().unwrap();
        items.iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let typed = torn.replace("按比例 \n", "按比例 yb\n");
    editor.change("甲.kc", json!([{ "text": typed }]));
    let asked = json!({ "textDocument": { "uri": editor.uri("甲.kc") }, "position": place(&typed, typed.find("yb").unwrap() + 2) });
    // 应报 and 已报 are both y… b…; 报送 is not.
    let found = labels(&editor.ask("textDocument/completion", asked));
    assert!(found.contains(&"应报".to_owned()) && found.contains(&"已报".to_owned()), "{found:?}");
    assert!(!found.contains(&"报送".to_owned()));
}

#[test]
fn places_are_told_in_bytes_where_that_was_agreed_on() {
    let mut editor = Editor::start("utf-8");
    let found = editor.open("甲.kc", &RULES.replace("4分: 评分", "3分: 评分"));
    // Line 4, `  满分 10分`: two spaces, two letters of three bytes, a space, then `10分` of five bytes.
    assert_eq!(found[0]["range"]["start"], json!({ "line": 3, "character": 9 }));
    assert_eq!(found[0]["range"]["end"], json!({ "line": 3, "character": 14 }));
}

#[test]
fn random_edits_neither_break_the_server_nor_part_the_texts() {
    const PIECES: [&str; 14] = [
        "",
        "{",
        "}",
        "\n",
        "\r\n",
        "指标 丙 5分: 得 ",
        "😀",
        "分档 {",
        "\"",
        "80(含)-",
        "//",
        "，",
        "已报",
        "【",
    ];
    let mut editor = Editor::start("utf-16");
    editor.open("甲.kc", RULES);
    let mut text = RULES.to_owned();
    let mut seed: u64 = 7;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for step in 0..120 {
        // A place between the two marks of a line's end is none that an editor sends.
        let ends: Vec<usize> = (0..=text.len())
            .filter(|&at| {
                text.is_char_boundary(at)
                    && !(at > 0 && text[..at].ends_with('\r') && text[at..].starts_with('\n'))
            })
            .collect();
        let first = random(ends.len());
        let last = (first + random(8)).min(ends.len() - 1);
        let (start, end) = (ends[first], ends[last]);
        let piece = PIECES[random(PIECES.len())];
        let range = json!({ "start": place(&text, start), "end": place(&text, end) });
        editor.change("甲.kc", json!([{ "range": range, "text": piece }]));
        text.replace_range(start..end, piece);
        let asked =
            json!({ "textDocument": { "uri": editor.uri("甲.kc") }, "position": place(&text, start) });
        for method in [
            "hover",
            "completion",
            "definition",
            "references",
            "documentSymbol",
            "foldingRange",
            "inlayHint",
            "semanticTokens/full",
        ] {
            editor.ask(&format!("textDocument/{method}"), asked.clone());
        }
        assert_eq!(editor.text("甲.kc"), text, "after {step}");
    }
}

/// Every keyword is coloured by the grammar of the extension.
#[test]
fn the_extension_colours_every_keyword() {
    let text = std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("editors/vscode/syntaxes/kaocheng.tmLanguage.json"),
    )
    .unwrap();
    let grammar: Value = serde_json::from_str(&text).unwrap();
    let known: Vec<String> = grammar["repository"]["keywords"]["patterns"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|pattern| {
            let words = pattern["match"].as_str().unwrap();
            let words = &words[words.find("(?:").unwrap() + 3..words.rfind(')').unwrap()];
            words
                .split(")(?")
                .next()
                .unwrap()
                .split('|')
                .map(|word| word.replace("\\s+", " "))
                .collect::<Vec<_>>()
        })
        .collect();
    let missing: Vec<String> = kaocheng::syntax::keywords()
        .into_iter()
        .map(|keyword| keyword.word)
        .filter(|word| !known.contains(word))
        .collect();
    assert_eq!(missing, Vec::<String>::new());
}

/// The snippets of the extension are those of the server, and each can be read once its gaps are left as they are.
#[test]
fn every_snippet_can_be_read() {
    let text = std::fs::read_to_string(crate::engine::root("editors/vscode/snippets/kaocheng.json")).unwrap();
    let snippets: Value = serde_json::from_str(&text).unwrap();
    for (name, snippet) in snippets.as_object().unwrap() {
        let lines = snippet["body"].as_array().unwrap().iter().map(|line| line.as_str().unwrap());
        let body = lines.collect::<Vec<_>>().join("\n");
        let filled: String = body
            .split("${")
            .enumerate()
            .map(|(at, part)| match (at, part.split_once('}')) {
                (0, _) | (_, None) => part.to_owned(),
                (_, Some((gap, rest))) => format!("{}{rest}", gap.split_once(':').unwrap().1),
            })
            .collect();
        let rules = format!("scheme a {{\n  indicator b 10 points: {filled}\n}}\n");
        let mut files = kaocheng::source::Files::new();
        let source = files.add("a.kc", rules.as_str());
        let found = kaocheng::syntax::parse(source, &rules).diagnostics;
        assert!(found.is_empty(), "{name}: {}", crate::engine::shown(&found, &files));
        assert!(filled.starts_with(name.as_str()));
    }
}

/// The titles of the repairs of the first error of a text, and the text after each.
fn repaired(text: &str) -> Vec<(String, String)> {
    let mut editor = Editor::start("utf-16");
    let found = editor.open("甲.kc", text).into_iter().find(|one| one["severity"] == 1).unwrap();
    let uri = editor.uri("甲.kc");
    let asked = json!({ "textDocument": { "uri": uri }, "range": found["range"] });
    let actions = editor.ask("textDocument/codeAction", asked);
    let after = |action: &Value| {
        let edit = &action["edit"]["changes"][&uri][0];
        let at =
            text.find(text.lines().nth(edit["range"]["start"]["line"].as_u64().unwrap() as usize).unwrap());
        let column = edit["range"]["start"]["character"].as_u64().unwrap() as usize;
        // Only spaces stand before, so that a column is a byte.
        let mut after = text.to_owned();
        after.insert_str(at.unwrap() + column, edit["newText"].as_str().unwrap());
        (action["title"].as_str().unwrap().to_owned(), after)
    };
    actions.as_array().unwrap().iter().map(after).collect()
}

#[test]
fn a_missing_band_and_a_missing_clause_are_offered() {
    let bands = RULES.replace(
        "按比例 已报 / 应报, 分母为零 报错",
        "分档 已报 {\n    10个以上: 6分\n    3(含)-10(不含)个: 4分\n  }",
    );
    let repairs = repaired(&bands);
    assert_eq!(repairs.iter().map(|(title, _)| title.as_str()).collect::<Vec<_>>(), ["加上 其余: 0分"]);
    let absent = RULES.replace("分母为零 报错", "分母为零 不适用");
    let titles = ["加上 缺项 折算", "加上 缺项 均摊"];
    let repairs_of_absent = repaired(&absent);
    assert_eq!(repairs_of_absent.iter().map(|(title, _)| title.as_str()).collect::<Vec<_>>(), titles);
    for (title, after) in repairs.iter().chain(&repairs_of_absent) {
        let found = Editor::start("utf-16").open("甲.kc", after);
        assert!(found.iter().all(|one| one["severity"] != 1), "{title}: {found:?}\n{after}");
    }
}

#[test]
fn an_indicator_is_renamed_with_the_quantity_it_is_scored_by() {
    let mut editor = Editor::start("utf-16");
    let rules = RULES
        .replace("已报: 整数", "报送: 整数")
        .replace("按比例 已报 / 应报, 分母为零 报错", "按比例 至 应报, 目标为零 不适用")
        .replace("  指标 质量", "  缺项 折算\n  指标 质量");
    std::fs::remove_file(editor.folder.path().join("乙.kc")).unwrap();
    std::fs::remove_file(editor.folder.path().join("甲.tests.kc")).unwrap();
    assert_eq!(editor.open("甲.kc", &rules), Vec::<Value>::new());
    let asked = json!({ "textDocument": { "uri": editor.uri("甲.kc") }, "position": position(&rules, "报送 6分"), "newName": "上报" });
    let changes = editor.ask("textDocument/rename", asked)["changes"].clone();
    assert_eq!(edited(&rules, &changes[&editor.uri("甲.kc")]), rules.replace("报送", "上报"));
}

#[test]
fn keywords_and_names_are_coloured() {
    let mut editor = Editor::start("utf-16");
    editor.open("甲.kc", RULES);
    let asked = json!({ "textDocument": { "uri": editor.uri("甲.kc") } });
    let data = editor.ask("textDocument/semanticTokens/full", asked)["data"].clone();
    // Line 1 after the comment: 办法, two letters, a keyword; 对象 stands on line 2, column 2.
    let start: Vec<u64> = data.as_array().unwrap()[..10].iter().map(|one| one.as_u64().unwrap()).collect();
    assert_eq!(start, [1, 0, 2, 0, 0, 1, 2, 2, 0, 0]);
}

/// Where names are declared and used, what stands in the file, and how much of the points is given away so far.
#[test]
fn definitions_uses_outline_and_totals_are_where_they_should_be() {
    let mut editor = Editor::start("utf-16");
    editor.open("甲.kc", RULES);
    let line = |word: &str| position(RULES, word)["line"].clone();
    let declared = editor.at("textDocument/definition", RULES, "已报 / 应报");
    assert_eq!(declared["range"]["start"], position(RULES, "已报: 整数"));
    let uses = editor.at("textDocument/references", RULES, "已报: 整数");
    let lines: Vec<&Value> =
        uses.as_array().unwrap().iter().map(|one| &one["range"]["start"]["line"]).collect();
    assert!(lines.contains(&&line("已报 / 应报")), "{uses}");
    let asked = json!({ "textDocument": { "uri": editor.uri("甲.kc") } });
    let outline = editor.ask("textDocument/documentSymbol", asked.clone());
    let names: Vec<&str> = outline[0]["children"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|one| one["name"].as_str())
        .filter(|name| ["报送", "质量"].contains(name))
        .collect();
    assert_eq!((outline[0]["name"].as_str(), names), (Some("甲"), vec!["报送", "质量"]), "{outline}");
    let folds = editor.ask("textDocument/foldingRange", asked.clone());
    assert_eq!((&folds[0]["startLine"], &folds[0]["endLine"]), (&json!(1), &json!(9)), "{folds}");
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 10, "character": 0 } });
    let asked = json!({ "textDocument": { "uri": editor.uri("甲.kc") }, "range": range });
    let totals = editor.ask("textDocument/inlayHint", asked);
    assert!(totals.to_string().contains("10/10"), "{totals}");
}

/// As `kaocheng fmt` lays it out; what cannot be read is left alone.
#[test]
fn a_text_is_laid_out() {
    let mut editor = Editor::start("utf-16");
    let wild = RULES.replace("  指标", "指标").replace("应报, 已报: ", "应报，已报：");
    editor.open("甲.kc", &wild);
    let asked = json!({ "textDocument": { "uri": editor.uri("甲.kc") }, "options": { "tabSize": 8, "insertSpaces": false } });
    let edits = editor.ask("textDocument/formatting", asked.clone());
    assert_eq!((edits.as_array().unwrap().len(), edits[0]["newText"].as_str()), (1, Some(RULES)));
    editor.change("甲.kc", json!([{ "text": RULES }]));
    assert_eq!(editor.ask("textDocument/formatting", asked.clone()), json!([]));
    editor.change("甲.kc", json!([{ "text": "办法 甲 {" }]));
    assert_eq!(editor.ask("textDocument/formatting", asked), json!([]));
}
