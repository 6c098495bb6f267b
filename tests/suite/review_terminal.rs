//! The review as a person meets it: in a terminal, with three groups of changes; and stopped in the middle.

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use super::cli::spoil;
use super::engine::root;
use super::record::{done, files, story, typed};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

/// How long a screen may take to show what is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// A program with a terminal of its own, and what stands on its screen.
pub(crate) struct Terminal {
    keyboard: File,
    shown: Receiver<Vec<u8>>,
    /// What has been waited for, and what stands after it.
    seen: String,
    ahead: String,
    pub(crate) program: Child,
}

impl Terminal {
    pub(crate) fn run(folder: &Path, args: &[&str]) -> Terminal {
        let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&ours).unwrap();
        unlockpt(&ours).unwrap();
        let name = ptsname(&ours, Vec::new()).unwrap().into_string().unwrap();
        let theirs = || File::options().read(true).write(true).open(&name).unwrap();
        let program = Command::new(assert_cmd::cargo::cargo_bin("kaocheng"))
            .args(args)
            .current_dir(folder)
            .env_clear()
            .env("TERM", "xterm")
            .env("SOURCE_DATE_EPOCH", "1606262400")
            .stdin(Stdio::from(theirs()))
            .stdout(Stdio::from(theirs()))
            .stderr(Stdio::from(theirs()))
            .spawn()
            .unwrap();
        let keyboard = File::from(ours);
        let mut screen = keyboard.try_clone().unwrap();
        let (send, shown) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            // Reading fails once the program has gone and nobody holds the other end.
            while let Ok(read @ 1..) = screen.read(&mut bytes) {
                if send.send(bytes[..read].to_vec()).is_err() {
                    return;
                }
            }
        });
        Terminal { keyboard, shown, seen: String::new(), ahead: String::new(), program }
    }

    /// Waits until the screen shows this, after what was waited for before; gives what stood before it.
    pub(crate) fn wait(&mut self, text: &str) -> String {
        let (began, mut bytes) = (Instant::now(), std::mem::take(&mut self.ahead).into_bytes());
        loop {
            let here = String::from_utf8_lossy(&bytes).into_owned();
            if let Some(at) = here.find(text) {
                let (before, after) = here.split_at(at + text.len());
                self.seen += before;
                self.ahead = after.to_owned();
                return before.to_owned();
            }
            bytes.extend(self.shown.recv_timeout(Duration::from_millis(200)).unwrap_or_default());
            assert!(began.elapsed() < PATIENCE, "no {text} in:\n{}\n--\n{here}", self.seen);
        }
    }

    pub(crate) fn types(&mut self, line: &str) {
        self.keyboard.write_all(line.as_bytes()).unwrap();
        self.keyboard.write_all(b"\n").unwrap();
    }

    pub(crate) fn code(&mut self) -> Option<i32> {
        self.program.wait().unwrap().code()
    }
}

/// A test that fails leaves no program behind.
impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// The prompt, in Chinese.
const ASKED: &str = "q 退出 >";

/// Three edits of the rules: one accepted with a reason, one rejected, one skipped; and what stands afterwards.
#[test]
fn three_groups_are_stepped_through_in_a_terminal() {
    let folder = story("three-edits");
    let mut terminal = Terminal::run(&folder, &["review"]);
    let first = terminal.wait(ASKED);
    assert!(first.contains("第 1 组, 共 3 组") && first.contains("6分 → 7分"), "{first}");
    terminal.types("r");
    terminal.wait("姓名:");
    terminal.types("李四");
    terminal.wait("理由:");
    terminal.types("未经会议决定");
    let second = terminal.wait(ASKED);
    assert!(second.contains("第 2 组, 共 3 组") && second.contains("95%"), "{second}");
    // What the second moves by itself, since the first is not to be: 8 becomes 8/0.95.
    assert!(second.contains("+0.42 1 个 (市财政局)"), "{second}");
    terminal.types("d");
    assert!(terminal.wait(ASKED).contains("| D2   | 市财政局 | 14.00 → 14.42 | +0.42 |"));
    terminal.types("a");
    terminal.wait("理由:");
    terminal.types("三月会议纪要第三条");
    let third = terminal.wait(ASKED);
    assert!(third.contains("第 3 组, 共 3 组") && third.contains("16分 → 14分"), "{third}");
    terminal.types("s");
    terminal.wait("还有 2 组");
    assert_eq!(terminal.code(), Some(1));
    afterwards(&folder);
}

/// By hand: quality is 10 × 90/95 = 9.47, 10 × 80/95 = 8.42, 10, 10 × 60/95 = 6.32; all else is as it was.
fn afterwards(folder: &Path) {
    let files = files(folder);
    let text = |name: &str| files.iter().find(|(known, _)| known == name).unwrap().1.clone();
    let results = text("results.csv");
    for line in [
        "D1,市教育局,甲类,完整,19.47,优,1,1,0.00,0.00,10.00,9.47,",
        "D2,市财政局,甲类,完整,14.42,良,2,2,0.00,0.00,6.00,8.42,",
        "D3,市民政局,乙类,完整,10.00,差,4,2,0.00,0.00,0.00,10.00,",
        "D4,市体育局,乙类,完整,12.32,良,3,1,0.00,0.00,6.00,6.32,",
    ] {
        assert!(results.contains(line), "{results}");
    }
    let decisions = text("decisions.csv");
    let lines: Vec<&str> = decisions.lines().skip(1).collect();
    assert_eq!(lines.len(), 2, "{decisions}");
    assert!(lines[0].starts_with("2020-11-25T00:00:00Z,李四,拒绝,") && lines[0].ends_with(",未经会议决定"));
    assert!(
        lines[1].starts_with("2020-11-25T00:00:00Z,李四,接受,") && lines[1].ends_with(",三月会议纪要第三条")
    );
    assert_eq!(text("rules.kc"), std::fs::read_to_string(root("fixtures/record/before/rules.kc")).unwrap());
    assert_eq!(text("rules-1.kc"), std::fs::read_to_string(folder.join("rules.kc")).unwrap());
    assert_eq!(names(folder), ["data", "rules.kc", "rules.record"]);
    let check = typed(folder, &["review", "--check"], "");
    assert_eq!(check.code, Some(1));
    let head = "与记录不同, 2 组";
    assert!(
        check.out.contains(head) && check.out.contains("李四, 2020-11-25T00:00:00Z, 理由: 未经会议决定"),
        "{}",
        check.out
    );
}

/// Killed at the second question: the first answer is in the record, whole, and nothing else is.
#[test]
fn a_review_that_is_killed_keeps_what_was_answered() {
    let folder = story("rules-and-data");
    let mut terminal = Terminal::run(&folder, &["review", "--by", "张三"]);
    terminal.wait(ASKED);
    terminal.types("a");
    terminal.wait("理由");
    terminal.types("核对过");
    terminal.wait(ASKED);
    terminal.types("a");
    terminal.wait("理由");
    terminal.program.kill().unwrap();
    terminal.program.wait().unwrap();
    let held = files(&folder);
    assert_eq!(names(&folder), ["data", "rules.kc", "rules.record"]);
    let by_command = story("rules-and-data");
    done(&by_command, &["review", "--accept", "--only", "1", "--by", "张三", "--reason", "核对过"]);
    assert_eq!(held, files(&by_command));
}

/// Killed at any moment: what stands is the old record or the new one, and the next writer leaves nothing else.
#[test]
fn a_writer_that_is_killed_leaves_the_old_or_the_new() {
    let folder = story("rules-and-data");
    let accept = ["review", "--accept", "--by", "张三", "--reason", "核对过"];
    let before = files(&folder);
    let began = Instant::now();
    done(&folder, &accept);
    let whole = began.elapsed();
    let after = files(&folder);
    assert_ne!(before, after);
    let mut seen = [0, 0];
    for step in 0..40 {
        std::fs::remove_dir_all(folder.join("rules.record")).unwrap();
        std::fs::create_dir(folder.join("rules.record")).unwrap();
        for (name, text) in &before {
            std::fs::write(folder.join("rules.record").join(name), text).unwrap();
        }
        let mut command = Command::new(assert_cmd::cargo::cargo_bin("kaocheng"));
        command.args(accept).current_dir(&folder).env_clear().env("SOURCE_DATE_EPOCH", "1606262400");
        let mut writer =
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(whole * step / 32);
        let _ = writer.kill();
        writer.wait().unwrap();
        let now = files(&folder);
        assert!(now == before || now == after, "{step}: {now:?}");
        seen[usize::from(now == after)] += 1;
    }
    assert!(seen[0] > 0, "{seen:?}");
    spoil(&folder.join("data/subjects.csv"), "90%", "91%");
    done(&folder, &accept);
    assert_eq!(names(&folder), ["data", "rules.kc", "rules.record"]);
}

fn names(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
