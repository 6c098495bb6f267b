//! Records: what is written, what `review` finds since, and what becomes of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use assert_cmd::Command;
use insta::{assert_snapshot, glob};

use super::cli::{Ran, ran, scratch, spoil};
use super::engine::root;

const VERSION: &str = env!("CARGO_PKG_VERSION");
/// The moment of every decision here.
const EPOCH: &str = "1606262400";

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// What `kaocheng` does in a folder, with lines typed to it.
pub(crate) fn typed(folder: &Path, args: &[&str], lines: &str) -> Ran {
    let mut command = Command::cargo_bin("kaocheng").unwrap();
    command.env_clear().env("SOURCE_DATE_EPOCH", EPOCH).current_dir(folder).args(args);
    let output = command.write_stdin(lines).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

pub(crate) fn done(folder: &Path, args: &[&str]) -> Ran {
    let ran = typed(folder, args, "");
    assert_eq!(ran.code, Some(0), "{args:?}: {}{}", ran.out, ran.err);
    ran
}

/// `fixtures/record/before`, recorded, in a folder of its own.
fn recorded(name: &str) -> PathBuf {
    static MADE: AtomicUsize = AtomicUsize::new(0);
    let folder = scratch(&format!("record-{name}-{}", MADE.fetch_add(1, Ordering::Relaxed)));
    copy(&root("fixtures/record/before"), &folder);
    done(&folder, &["record", "rules.kc", "--data", "data"]);
    folder
}

/// Changes files as a story says.
fn spoilt(folder: &Path, lines: &str) {
    for line in lines.lines() {
        let parts: Vec<String> = line.split('\t').map(|part| part.replace("\\n", "\n")).collect();
        match parts.as_slice() {
            [file, minus] if minus == "-" => fs::remove_file(folder.join(file)).unwrap(),
            [file, from, to] => spoil(&folder.join(file), &from.replace("VERSION", VERSION), to),
            other => panic!("{other:?}"),
        }
    }
}

/// A record with what a story does to it.
pub(crate) fn story(name: &str) -> PathBuf {
    let folder = recorded(name);
    let from = root("fixtures/record/stories").join(name);
    copy(&from, &folder);
    fs::remove_file(folder.join("spoil.tsv")).unwrap();
    spoilt(&folder, &fs::read_to_string(from.join("spoil.tsv")).unwrap());
    folder
}

/// The files of the record, by name.
pub(crate) fn files(folder: &Path) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = fs::read_dir(folder.join("rules.record"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect();
    files.sort();
    files
}

fn all(ran: &Ran) -> String {
    format!("exit {}\n{}--\n{}", ran.code.unwrap(), ran.out, ran.err)
}

#[test]
fn a_record_is_written_whole_and_the_same_every_time() {
    let folder = recorded("same");
    let first = files(&folder);
    let text: Vec<String> = first.iter().map(|(name, text)| format!("== {name}\n{text}")).collect();
    assert_snapshot!(text.concat().replace(VERSION, "VERSION"));
    let names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(names.len(), 3, "{names:?}");
    let again = done(&folder, &["record", "rules.kc", "--data", "./data/."]);
    assert!(again.err.contains("没有变化"), "{}", again.err);
    done(&folder, &["record", "rules.kc", "--data", "data", "--overwrite"]);
    assert_eq!(files(&folder), first);
}

/// Others read it as YAML.
#[test]
fn the_list_of_a_record_is_yaml() {
    let folder = recorded("yaml");
    let text = fs::read_to_string(folder.join("rules.record/record.yaml")).unwrap();
    let yaml: serde_json::Value = serde_yaml::from_str(&text).unwrap();
    assert_eq!(yaml["scheme"], "小考核");
    assert_eq!(yaml["data"]["小考核"], "data");
    assert_eq!(yaml["year"], 2020);
}

/// What `review --check` says of every story, and that it writes nothing.
#[test]
fn what_changed_is_told_by_cause() {
    glob!("../../fixtures/record/stories", "*/spoil.tsv", |path| {
        let name = path.parent().unwrap().file_name().unwrap().to_str().unwrap();
        let folder = story(name);
        let before = files(&folder);
        let [zh, en] =
            ["zh", "en"].map(|lang| all(&typed(&folder, &["review", "--check", "--lang", lang], "")));
        assert_eq!(files(&folder), before, "{name}");
        let text = format!("{zh}\n======\n{en}").replace(VERSION, "VERSION");
        insta::with_settings!({ snapshot_suffix => name, omit_expression => true }, {
            assert_snapshot!(text);
        });
    });
}

/// Accepting all leaves what a record made today would hold, whatever there was to accept.
#[test]
fn accepting_all_is_recording_anew() {
    glob!("../../fixtures/record/stories", "*/spoil.tsv", |path| {
        let name = path.parent().unwrap().file_name().unwrap().to_str().unwrap();
        let folder = story(name);
        let accept = ["review", "--accept", "--by", "张三", "--reason", "已核对"];
        let accepted = typed(&folder, &accept, "");
        if accepted.code != Some(0) {
            assert_eq!(done_or_not(&folder), 1, "{name}: what cannot be accepted still fails");
            return;
        }
        assert_eq!(done_or_not(&folder), 0, "{name}");
        if accepted.err.contains(": 与记录相同") {
            // There was nothing to accept: the rules are laid out anew.
            return;
        }
        let held = files(&folder);
        fs::remove_dir_all(folder.join("rules.record")).unwrap();
        done(&folder, &["record", "rules.kc", "--data", "data"]);
        let anew = files(&folder);
        let same = |files: &[(String, String)]| {
            files.iter().filter(|(name, _)| name != "decisions.csv").cloned().collect::<Vec<_>>()
        };
        assert_eq!(same(&held), same(&anew), "{name}");
    });
}

fn done_or_not(folder: &Path) -> i32 {
    typed(folder, &["review", "--check"], "").code.unwrap()
}

#[test]
fn a_decision_needs_a_name_and_a_reason() {
    let folder = story("rules");
    let before = files(&folder);
    for (args, said) in [
        (&["review", "--accept", "--by", "张三"][..], "--reason"),
        (&["review", "--accept", "--reason", "好"], "--by"),
        (&["review", "--accept", "--reason", " ", "--by", "张三"], "--reason"),
        (&["review", "--accept", "--reason", "好", "--by", "张三", "--only", "7"], "“7”"),
        (&["review", "--accept", "--reject", "--reason", "好", "--by", "张三"], "--"),
        (&["review", "--only", "1"], "--accept"),
        (&["review", "data", "--check"], "没有记录"),
        (&["review", "rules2.kc", "--check"], "kaocheng record rules2.kc"),
    ] {
        let ran = typed(&folder, args, "");
        assert!(ran.code == Some(2) && ran.err.contains(said), "{args:?}: {}", ran.err);
    }
    assert_eq!(files(&folder), before);
}

#[test]
fn what_is_rejected_fails_until_it_is_put_back() {
    let folder = story("rules");
    let before = files(&folder);
    done(&folder, &["review", "--reject", "--by", "李四", "--reason", "未经会议", "--only", "1"]);
    let check = typed(&folder, &["review", "--check"], "");
    assert_eq!(check.code, Some(1));
    assert!(check.out.contains("李四") && check.out.contains("未经会议"), "{}", check.out);
    let results = |files: &[(String, String)]| {
        files.iter().filter(|(name, _)| name != "decisions.csv").cloned().collect::<Vec<_>>()
    };
    assert_eq!(results(&files(&folder)), results(&before));
    fs::copy(root("fixtures/record/before/rules.kc"), folder.join("rules.kc")).unwrap();
    assert_eq!(done_or_not(&folder), 0);
}

/// The rules can be accepted only on the data that are there, so what is not the rules comes first.
#[test]
fn data_come_before_rules() {
    let folder = story("rules-and-data");
    let by = ["--by", "张三", "--reason", "好"];
    let rules_first = typed(&folder, &[&["review", "--accept", "--only", "2"], &by[..]].concat(), "");
    assert!(rules_first.code == Some(2) && rules_first.err.contains("要先接受"), "{}", rules_first.err);
    done(&folder, &[&["review", "--accept", "--only", "1"], &by[..]].concat());
    let results = fs::read_to_string(folder.join("rules.record/results.csv")).unwrap();
    // The old rules on the new data: 10 + 6.
    assert!(results.contains("D4,市体育局,乙类,完整,16.00,优,2,1,"), "{results}");
    assert!(results.contains("D2,市财政局,甲类,完整,14.00,良,3,2,"), "{results}");
    done(&folder, &[&["review", "--accept"], &by[..]].concat());
    let results = fs::read_to_string(folder.join("rules.record/results.csv")).unwrap();
    assert!(results.contains("D2,市财政局,甲类,完整,15.00,良,3,2,"), "{results}");
}

/// A record that is there is not lost by recording again, nor are its decisions.
#[test]
fn a_record_is_not_overwritten_by_mistake() {
    let folder = story("rules");
    done(&folder, &["review", "--reject", "--by", "李四", "--reason", "未经会议"]);
    let before = files(&folder);
    let again = typed(&folder, &["record", "rules.kc", "--data", "data"], "");
    assert!(again.code == Some(2) && again.err.contains("--overwrite"), "{}", again.err);
    assert_eq!(files(&folder), before);
    done(&folder, &["record", "rules.kc", "--data", "data", "--overwrite"]);
    assert_eq!(done_or_not(&folder), 0);
    let decisions = fs::read_to_string(folder.join("rules.record/decisions.csv")).unwrap();
    assert!(decisions.contains("未经会议"), "{decisions}");
}

/// Answered line by line, in both languages and as an input method types.
#[test]
fn a_review_can_be_answered_line_by_line() {
    for (name, lang, lines) in [
        ("zh", "zh", "d\n什么\nａ\n张三\n核对过\nr\n\n未经会议\n"),
        ("en", "en", "details\n什么\naccept\n张三\n核对过\nreject\n\n未经会议\n"),
    ] {
        let folder = recorded(&format!("lines-{name}"));
        copy(&root("fixtures/record/stories/rules-and-data"), &folder);
        let ran = typed(&folder, &["review", "--lang", lang], lines);
        assert_snapshot!(format!("answered-{name}"), all(&ran));
        let decisions = fs::read_to_string(folder.join("rules.record/decisions.csv")).unwrap();
        assert_snapshot!(format!("answered-{name}-decisions"), decisions);
    }
}

/// Nobody answers: nothing is written, and what is left is said.
#[test]
fn a_review_without_answers_changes_nothing() {
    let folder = story("rules-and-data");
    let before = files(&folder);
    for lines in ["", "s\n", "s\ns\n", "q\n", "a\n", "a\n张三\n", "r\n张三"] {
        let ran = typed(&folder, &["review"], lines);
        assert_eq!((ran.code, files(&folder)), (Some(1), before.clone()), "{lines:?}: {}", ran.err);
    }
}

/// What `review` says moved is what two runs of `assess` differ by, and nobody else moved.
#[test]
fn moves_are_those_between_two_assessments() {
    let folder = scratch("record-departments");
    copy(&root("fixtures/2019/departments"), &folder.join("data"));
    fs::copy(root("rules/2019/departments.kc"), folder.join("rules.kc")).unwrap();
    let assess = || {
        let json = done(&folder, &["assess", "rules.kc", "--data", "data", "--format", "json"]).out;
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        let subjects = json["subjects"].as_array().unwrap().clone();
        subjects.into_iter().map(|one| (one["id"].as_str().unwrap().to_owned(), one)).collect::<Vec<_>>()
    };
    done(&folder, &["record", "rules.kc", "--data", "data"]);
    let before: std::collections::BTreeMap<_, _> = assess().into_iter().collect();
    spoil(&folder.join("rules.kc"), "2-3件:      3分", "2-3件:      3.5分");
    let json = typed(&folder, &["review", "--format", "json"], "").out;
    let review: serde_json::Value = serde_json::from_str(&json).unwrap();
    let groups = review["records"][0]["groups"].as_array().unwrap();
    assert_eq!(groups.len(), 1);
    let moves = groups[0]["moves"].as_array().unwrap();
    let mut moved = 0;
    for (id, after) in assess() {
        let one = moves.iter().find(|one| one["id"] == id.as_str());
        for figure in ["total", "grade", "rank", "group_rank"] {
            let text = |value: &serde_json::Value| match value.as_str() {
                Some(text) => text.to_owned(),
                None if value.is_null() => String::new(),
                None => value.to_string(),
            };
            let (early, late) = (text(&before[&id][figure]), text(&after[figure]));
            let told = one.map(|one| &one[figure]).filter(|told| !told.is_null());
            let told = told.map(|told| (text(&told["from"]), text(&told["to"])));
            assert_eq!(told, (early != late).then_some((early, late)), "{id} {figure}");
            moved += usize::from(told.is_some());
        }
    }
    assert!(moved > 40, "{moved}");
    assert_eq!(ran(&["review", folder.to_str().unwrap(), "--check"]).code, Some(1));
}

/// What a scheme is fed by is part of its data: a project that changes is its department's own.
#[test]
fn a_record_knows_the_schemes_that_feed_it() {
    let folder = scratch("record-year");
    copy(&root("fixtures/year"), &folder);
    done(&folder, &["record", "rules/government.kc", "--data", "data"]);
    let record = fs::read_to_string(folder.join("rules/government.record/record.yaml")).unwrap();
    for line in ["\"项目评价\": \"../data/projects\"", "\"综合考核\": \"../data/government\""] {
        assert!(record.contains(line), "{record}");
    }
    assert!(done(&folder, &["review", "--check"]).out.contains("与记录相同"));
    spoil(&folder.join("data/projects/subjects.csv"), "P1,甲项目,D1,90", "P1,甲项目,D1,50");
    let changed = typed(&folder, &["review", "rules", "--check"], "");
    // Project quality 60% of the mean of 90 and 85 becomes that of 50 and 85: 12 points less of 100, 0.6 of 5.
    assert!(changed.out.contains("1 个部门自己的数据改了"), "{}", changed.out);
    assert!(changed.out.contains("总分 1 个: -0.6 1 个 (市教育局)"), "{}", changed.out);
}

/// A later layer is the subject's own data too, and the layer that counts is recorded.
#[test]
fn a_record_is_of_the_last_layer() {
    let folder = scratch("record-layers");
    copy(&root("fixtures/score-layers/honesty"), &folder);
    done(&folder, &["record", "rules.kc", "--data", "."]);
    let record = fs::read_to_string(folder.join("rules.record/record.yaml")).unwrap();
    assert!(record.contains("layer: \"复核\"\n"), "{record}");
    assert_eq!(done_or_not(&folder), 0);
    fs::remove_dir_all(folder.join("复核")).unwrap();
    let changed = typed(&folder, &["review", "--check"], "");
    assert!(changed.code == Some(1) && changed.out.contains("自己的数据改了"), "{}", changed.out);
}

/// Rules in a record are those of another day: no command that looks for rules takes them.
#[test]
fn recorded_rules_are_not_tested() {
    let folder = recorded("tested");
    let rules = fs::read_to_string(folder.join("rules.kc")).unwrap();
    let test = "测试 \"两件\" { 类别 = 甲类; 件数 = 2; 完成率 = 80%; 期望 总分 = 14分 }\n}";
    let (body, _) = rules.rsplit_once('}').unwrap();
    fs::write(folder.join("rules.kc"), format!("{body}{test}\n")).unwrap();
    done(&folder, &["record", "rules.kc", "--data", "data", "--overwrite"]);
    let tested = done(&folder, &["test", "."]);
    assert!(!tested.out.contains("rules.record"), "{}", tested.out);
    assert!(tested.out.contains('1') && !tested.out.contains('2'), "{}", tested.out);
}

/// Edits accepted one by one, in any order, end where accepting all of them at once does.
#[test]
fn edits_can_be_accepted_in_any_order() {
    for order in [["1", "1", "1"], ["3", "2", "1"], ["2", "1", "1"], ["2", "2", "1"]] {
        let folder = story("three-edits");
        for only in order {
            done(&folder, &["review", "--accept", "--only", only, "--by", "张三", "--reason", "好"]);
            // Whatever is the record now, it is what its own rules give.
            let json = typed(&folder, &["review", "--format", "json"], "").out;
            assert!(!json.contains("\"kind\": \"since\""), "{order:?}: {json}");
        }
        assert_eq!(done_or_not(&folder), 0, "{order:?}");
        let at_once = story("three-edits");
        done(&at_once, &["review", "--accept", "--by", "张三", "--reason", "好"]);
        let without = |folder: &Path| -> Vec<(String, String)> {
            files(folder).into_iter().filter(|(name, _)| name != "decisions.csv").collect()
        };
        assert_eq!(without(&folder), without(&at_once), "{order:?}");
    }
}

/// Some edits were accepted, then the rules change again: what was accepted stays in the record.
#[test]
fn what_was_accepted_stays_when_the_rules_change_again() {
    let folder = story("three-edits");
    let by = ["--by", "张三", "--reason", "好"];
    done(&folder, &[&["review", "--accept", "--only", "2"], &by[..]].concat());
    spoil(&folder.join("rules.kc"), "2件: 7分", "2件: 5分");
    let check = typed(&folder, &["review", "--check"], "");
    assert!(check.out.contains("6分 → 5分") && !check.out.contains("95%"), "{}", check.out);
    done(&folder, &[&["review", "--accept", "--only", "1"], &by[..]].concat());
    let results = fs::read_to_string(folder.join("rules.record/results.csv")).unwrap();
    // 5 + 8.42 and 5 + 6.32; the grades are those of the first day.
    assert!(results.contains("D2,市财政局,甲类,完整,13.42,良,"), "{results}");
    assert!(results.contains("D4,市体育局,乙类,完整,11.32,差,"), "{results}");
    // The third was never accepted; put back, nothing is left.
    spoil(&folder.join("rules.kc"), "优: 14(含)分以上; 良: 12(含)-14分", "优: 16(含)分以上; 良: 12(含)-16分");
    assert_eq!(done_or_not(&folder), 0);
}

/// Six edits of the departments' rules: for everyone, the moves of the groups add up to that of the whole, which two
/// assessments tell.
#[test]
fn groups_add_up_to_the_whole() {
    let folder = scratch("record-six-edits");
    copy(&root("fixtures/2019/departments"), &folder.join("data"));
    for name in ["rules.kc", "base.kc"] {
        fs::copy(root("rules/2019/departments.kc"), folder.join(name)).unwrap();
    }
    let hundredths = |text: &str| -> i64 {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let sign = if text.starts_with('-') { -1 } else { 1 };
        let part: i64 = format!("{part:0<2}").parse().unwrap();
        whole.parse::<i64>().unwrap() * 100 + sign * part
    };
    let totals = || -> std::collections::BTreeMap<String, i64> {
        let json = done(&folder, &["assess", "rules.kc", "--data", "data", "--format", "json"]).out;
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        let subjects = json["subjects"].as_array().unwrap().iter();
        let total = |one: &serde_json::Value| one["total"].as_str().map(hundredths);
        subjects.filter_map(|one| Some((one["id"].as_str().unwrap().to_owned(), total(one)?))).collect()
    };
    done(&folder, &["record", "rules.kc", "--data", "data"]);
    let before = totals();
    let amended = fs::read_to_string(root("fixtures/impact/departments-2021/departments.kc")).unwrap();
    fs::write(folder.join("rules.kc"), amended).unwrap();
    spoil(&folder.join("rules.kc"), "../../../rules/2019/departments.kc", "base.kc");
    let after = totals();
    let json = typed(&folder, &["review", "--format", "json"], "").out;
    let review: serde_json::Value = serde_json::from_str(&json).unwrap();
    let groups = review["records"][0]["groups"].as_array().unwrap();
    assert_eq!(groups.len(), 6, "{groups:?}");
    let mut moved = 0;
    for (id, late) in &after {
        let by = groups.iter().flat_map(|group| group["moves"].as_array().unwrap());
        let by = by.filter(|one| one["id"] == id.as_str()).filter_map(|one| one["by"].as_str());
        let by: i64 = by.map(hundredths).sum();
        assert_eq!(by, late - before[id], "{id}");
        moved += usize::from(by != 0);
    }
    assert!(moved > 20, "{moved}");
}
