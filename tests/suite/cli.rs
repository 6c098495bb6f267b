//! The command line: what is typed, what comes out, and the exit code.

use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// What a command did: exit code, standard output, standard error.
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) fn ran(args: &[&str]) -> Ran {
    let mut command = Command::cargo_bin("kaocheng").unwrap();
    command.env_clear().args(args);
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

pub(crate) fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Writes other words into a file in place of some that must be there.
pub(crate) fn spoil(file: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{from} is not in {}", file.display());
    std::fs::write(file, text.replace(from, to)).unwrap();
}

const COMMANDS: [&str; 24] = [
    "new", "check", "fmt", "prove", "cliffs", "assess", "explain", "what-if", "coverage", "mutate", "run",
    "test", "diff", "impact", "verify", "record", "review", "report", "sample", "form", "collect", "flatten",
    "doc", "code",
];

#[test]
fn help_is_a_result_in_both_languages() {
    let zh = ran(&["--help"]);
    assert_eq!((zh.code, zh.err.as_str()), (Some(0), ""));
    assert!(zh.out.contains("用法: kaocheng") && zh.out.contains("退出码"), "{}", zh.out);
    let en = ran(&["--help", "--lang", "en"]);
    assert_eq!((en.code, en.err.as_str()), (Some(0), ""));
    assert!(en.out.contains("Usage: kaocheng") && en.out.is_ascii(), "{}", en.out);
    for command in COMMANDS {
        assert!(zh.out.contains(command) && en.out.contains(command));
        let zh = ran(&[command, "--help"]);
        assert!(zh.code == Some(0) && zh.out.contains("用法: kaocheng") && zh.out.contains("看用法"));
        let en = ran(&["--lang=en", command, "--help"]);
        assert!(en.code == Some(0) && en.out.contains("Usage: kaocheng"));
        assert!(!en.out.contains('看'), "{}", en.out);
    }
}

#[test]
fn layers_are_folders_of_the_data() {
    let folder = scratch("layers");
    let story = crate::engine::root("fixtures/score-layers/honesty");
    for (name, text) in crate::engine::layers_of(&story) {
        std::fs::create_dir_all(folder.join(&name).parent().unwrap()).unwrap();
        std::fs::write(folder.join(&name), text).unwrap();
    }
    let rules = story.join("rules.kc").display().to_string();
    let assess = || ran(&["assess", &rules, "--data", folder.to_str().unwrap()]);
    let fine = assess();
    assert_eq!((fine.code, fine.err.as_str()), (Some(0), ""));
    assert!(fine.out.contains("自评总分") && fine.out.contains("自评 → 复核"), "{}", fine.out);
    let explain = ["explain", &rules, "--data", folder.to_str().unwrap(), "--subject", "D01"];
    assert!(ran(&explain).out.contains("改为 2人 (复核: 张三"));
    std::fs::create_dir(folder.join("说明")).unwrap();
    assert_eq!(assess().code, Some(0));
    std::fs::rename(folder.join("复核"), folder.join("复合")).unwrap();
    let typo = assess();
    assert!(typo.code == Some(1) && typo.err.contains("KC522") && typo.err.contains("复核"), "{}", typo.err);
    std::fs::remove_dir_all(folder.join("复合")).unwrap();
    std::fs::create_dir(folder.join("复核")).unwrap();
    let alone = assess();
    assert!(alone.code == Some(0) && !alone.out.contains("自评总分"), "{}", alone.out);
}

/// The layers side by side, to the screen and to files; without layers, or with one, that is said.
#[test]
fn layers_are_reported_side_by_side() {
    let folder = scratch("report");
    let story = crate::engine::root("fixtures/score-layers/honesty");
    let rules = story.join("rules.kc").display().to_string();
    let data = story.display().to_string();
    let report = |data: &str, more: &[&str]| {
        ran(&[&["report", &rules, "--data", data, "--kind", "stages"], more].concat())
    };
    let all = report(&data, &[]);
    assert_eq!((all.code, all.err.as_str()), (Some(0), ""));
    assert!(all.out.contains("自评 → 复核: 部门 5 个") && all.out.contains("张三"), "{}", all.out);
    let one = report(&data, &["--subject", "市教育局", "--lang", "en"]);
    assert!(one.out.contains("市教育局 (D01)") && !one.out.contains("D02"), "{}", one.out);
    for name in ["s.txt", "s.csv", "s.json"] {
        let out = folder.join(name).display().to_string();
        assert_eq!(report(&data, &["-o", &out]).code, Some(0));
        assert!(std::fs::read_to_string(&out).unwrap().contains("市体育局"), "{name}");
    }
    let conflict = report(&data, &["-o", "s.csv", "--format", "json"]);
    assert!(conflict.code == Some(2) && conflict.err.contains("不一致"), "{}", conflict.err);
    let first = story.join("自评").display().to_string();
    let alone = report(&first, &[]);
    assert!(alone.code == Some(2) && alone.err.contains("只有“复核”一层有数据"), "{}", alone.err);
    let plain = crate::engine::root("fixtures/published/黄冈");
    let (rules, data) = (plain.join("rules.kc"), plain.join("data"));
    let args = ["report", rules.to_str().unwrap(), "--data", data.to_str().unwrap(), "--kind", "stages"];
    assert!(ran(&args).err.contains("没有写层次"), "{}", ran(&args).err);
}

/// A printed sheet is no layer and no data; `verify` finds it, or says where it looked.
#[test]
fn printed_sheets_are_verified() {
    let folder = scratch("verify");
    let story = crate::engine::root("fixtures/score-layers/honesty");
    for (name, text) in crate::engine::layers_of(&story) {
        std::fs::create_dir_all(folder.join(&name).parent().unwrap()).unwrap();
        std::fs::write(folder.join(&name), text).unwrap();
    }
    let rules = story.join("rules.kc").display().to_string();
    let data = folder.to_str().unwrap();
    let verify = |more: &[&str]| ran(&[&["verify", &rules, "--data", data], more].concat());
    let nothing = verify(&[]);
    assert!(nothing.code == Some(2) && nothing.err.contains("公布/subjects.csv"), "{}", nothing.err);
    for name in ["r.csv", "r.json"] {
        let out = folder.with_file_name(name).display().to_string();
        assert_eq!(ran(&["assess", &rules, "--data", data, "-o", &out]).code, Some(0));
        let fine = verify(&["--result", &out]);
        assert_eq!((fine.code, fine.err.as_str()), (Some(0), ""), "{}", fine.out);
        assert!(fine.out.contains("没有差异"), "{}", fine.out);
    }
    let sheet = std::fs::read_to_string(folder.with_file_name("r.csv")).unwrap();
    std::fs::create_dir(folder.join("公布")).unwrap();
    std::fs::write(folder.join("公布/subjects.csv"), sheet.replace(",中,", ",优,")).unwrap();
    let differs = verify(&["--lang", "en"]);
    assert!(differs.code == Some(1) && differs.out.contains("KC736"), "{}", differs.out);
    assert_eq!(ran(&["assess", &rules, "--data", data]).err, "");
    assert_eq!(ran(&["explain", &rules, "--data", data, "--subject", "D01"]).code, Some(0));
    std::fs::create_dir(folder.join("published")).unwrap();
    std::fs::write(folder.join("published/subjects.csv"), sheet).unwrap();
    let several = verify(&[]);
    assert!(several.code == Some(2) && several.err.contains("不止一张"), "{}", several.err);
    let broken = verify(&["--result", &rules]);
    assert!(broken.code == Some(1) && broken.err.contains("KC500"), "{}", broken.err);
    assert!(verify(&["--result", "nowhere.csv"]).err.contains("找不到 nowhere.csv"));
}

#[test]
fn the_language_is_that_of_flag_then_environment_then_system() {
    let first_line = |vars: &[(&str, &str)], args: &[&str]| {
        let mut command = Command::cargo_bin("kaocheng").unwrap();
        command.env_clear().envs(vars.iter().copied()).args(args);
        String::from_utf8(command.output().unwrap().stderr).unwrap()
    };
    let en = "a command is needed";
    assert!(first_line(&[], &[]).starts_with("请给出命令"));
    assert!(first_line(&[("LANG", "C")], &[]).starts_with("请给出命令"));
    assert!(first_line(&[("LANG", "en_GB.UTF-8")], &[]).starts_with(en));
    assert!(first_line(&[("LC_ALL", "zh_CN.UTF-8"), ("LANG", "en_GB.UTF-8")], &[]).starts_with("请给出命令"));
    assert!(first_line(&[("KAOCHENG_LANG", "en"), ("LANG", "zh_CN")], &[]).starts_with(en));
    assert!(first_line(&[("KAOCHENG_LANG", "en")], &["--lang", "zh"]).starts_with("请给出命令"));
}

#[test]
fn wrong_use_is_said_in_our_words() {
    for (args, said) in [
        (&["chek"][..], "没有命令 chek; 是不是 check?"),
        (&["check"], "还缺 <规则>…"),
        (&["check", "a.kc", "--foo"], "不认识 --foo"),
        (&["check", "a.kc", "--format", "xml"], "可以是 text, json"),
        (&["check", "no-such-file.kc"], "找不到 no-such-file.kc"),
        (&["assess", "a.kc"], "还缺 --data <路径>"),
        (&["assess", "a.kc", "--data", "d", "-o", "x.docx"], "x.docx 的结尾看不出形式"),
        (&["assess", "a.kc", "--data", "d", "-o", "x.txt"], "x.txt 的结尾看不出形式"),
        (
            &["assess", "a.kc", "--data", "d", "-o", "x.csv", "--format", "json"],
            "--format 与 x.csv 的结尾不一致",
        ),
        (&["explain", "a.kc", "--data", "d"], "还缺 --subject <编号>"),
        (
            &["sample", "a.kc", "--subjects", "many", "--seed", "1", "-o", "d"],
            "--subjects <个数> 不能是“many”",
        ),
        (&["report", "a.kc", "--data", "d"], "还缺 --kind <种类>"),
        (&["report", "a.kc", "--data", "d", "--kind", "leter"], "是不是 letter?"),
        (&["report", "a.kc", "--data", "d", "--kind", "stage"], "是不是 stages?"),
        (
            &["report", "a.kc", "--data", "d", "--kind", "stages", "-o", "x.docx"],
            "x.docx 的结尾看不出形式, 可以用 .txt .csv .json",
        ),
        (&["verify", "a.kc"], "还缺 --data <路径>"),
        (&["code", "KC3O1"], "没有编号 KC3O1"),
        (&["code", "--lang", "fr"], "可以是 zh, en"),
    ] {
        let ran = ran(args);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{args:?}: {}", ran.err);
        assert!(ran.err.contains(said), "{args:?}: {}", ran.err);
    }
}

#[test]
fn every_code_is_listed() {
    let ran = ran(&["code"]);
    assert_eq!(ran.code, Some(0));
    for code in kaocheng::source::Code::ALL {
        assert!(ran.out.contains(code.id()) && ran.out.contains(&code.title().zh), "{}", code.id());
    }
}

#[test]
fn a_code_is_found_in_any_spelling() {
    for spelling in ["KC301", "kc301", "301"] {
        let ran = ran(&["code", spelling]);
        assert!(ran.code == Some(0) && ran.out.contains("KC301"), "{}", ran.out);
    }
}

#[test]
fn new_writes_once_and_never_over() {
    let file = scratch("new").join("start.kc");
    let path = file.to_str().unwrap();
    assert_eq!(ran(&["new", path]).code, Some(0));
    let written = std::fs::read_to_string(&file).unwrap();
    assert_eq!(written, ran(&["new"]).out);
    assert!(written.contains("办法 部门绩效考核 {"));
    let again = ran(&["new", path]);
    assert!(again.code == Some(2) && again.err.contains("已经存在"), "{}", again.err);
    assert!(ran(&["new", "--lang", "en"]).out.contains("scheme departments {"));
}

/// The starter is clean, takes made-up data, and scores it: the whole way through the program.
#[test]
fn the_starter_goes_all_the_way() {
    for lang in ["zh", "en"] {
        let folder = scratch(&format!("starter-{lang}"));
        let at = |name: &str| folder.join(name).to_str().unwrap().to_owned();
        let (rules, data, out) = (at("start.kc"), at("data"), at("out.json"));
        let run = |args: &[&str]| {
            let ran = ran(&[args, &["--lang", lang]].concat());
            assert_eq!(ran.code, Some(0), "{args:?}: {}{}", ran.out, ran.err);
            ran
        };
        run(&["new", &rules]);
        run(&["check", &rules, "--deny-warnings"]);
        run(&["sample", &rules, "--subjects", "12", "--seed", "1", "-o", &data]);
        run(&["assess", &rules, "--data", &data]);
        run(&["assess", &rules, "--data", &data, "-o", &out]);
        let result: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(&out).unwrap()).unwrap();
        super::laws::hold(&result);
        let subjects = result["subjects"].as_array().unwrap();
        assert_eq!(subjects.len(), 12);
        for subject in subjects {
            let id = subject["id"].as_str().unwrap();
            run(&["explain", &rules, "--data", &data, "--subject", id]);
            let tree = run(&["explain", &rules, "--data", &data, "--subject", id, "--format", "json"]).out;
            let tree: serde_json::Value = serde_json::from_str(&tree).unwrap();
            assert_eq!(tree["result"], subject["total"]);
        }
    }
}
