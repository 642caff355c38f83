//! Repeats and classes at the console: an old book grouped, the judgement measured, versions learned and reverted.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn jianjian(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_jianjian"))
        .args(arguments)
        .output()
        .expect("the program runs")
}

fn out(output: &Output) -> String {
    assert!(output.status.success(), "{}", err(output));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a temporary path is text")
}

const PLACES: [&str; 24] = [
    "云溪", "翠屏", "松涛", "银杏", "青禾", "海棠", "石桥", "柳湾", "竹林", "梅坞", "鹿鸣", "望江",
    "桃源", "枫林", "白鹭", "金沙", "铜锣", "雁塔", "凤鸣", "龙泉", "清风", "明月", "长乐", "安平",
];

/// Eight grievances, each told three times in other words; each stands apart from the others.
const TOLD: [[(&str, &str); 3]; 8] = [
    [
        (
            "柳湾村修路款重复报销",
            "柳湾村修村道的工程款被会计报销两次，水泥只用了一半，账目一直不公开",
        ),
        (
            "反映柳湾村会计报销两次修路款",
            "我们柳湾村的会计把修村道的工程款报销了两次，水泥用了不到一半，要求公开账目",
        ),
        (
            "柳湾村会计两次报销修村道的钱",
            "柳湾村会计拿修村道的工程款报了两次账，水泥用得少，村民要求公开账目",
        ),
    ],
    [
        (
            "石桥镇卫生所夜间无人值班",
            "石桥镇卫生所晚上没有医生，病人只好去县里看病，药品也不齐全",
        ),
        (
            "反映石桥镇卫生所晚上没有医生",
            "石桥镇卫生所夜里没有医生值班，病人只能去县里，药品常常缺货",
        ),
        (
            "石桥镇卫生所没有人值夜班",
            "石桥镇卫生所夜里不值班，医生不在，病人要跑到县里看病，药品不齐",
        ),
    ],
    [
        (
            "翠屏苑小区电梯经常停运",
            "翠屏苑小区三号楼电梯一个月坏了五次，老人被困，物业不修，维修资金不知去向",
        ),
        (
            "翠屏苑小区三号楼电梯坏了不修",
            "翠屏苑小区三号楼的电梯老是坏，困过老人，物业拖着不修，维修资金去向不明",
        ),
        (
            "反映翠屏苑小区物业不修电梯",
            "翠屏苑小区三号楼电梯多次停运困人，物业不修，问维修资金也不答",
        ),
    ],
    [
        (
            "海棠路幼儿园伙食费不退",
            "海棠路幼儿园停课两个月不退伙食费，园长说已经买了菜，家长要求公开账单",
        ),
        (
            "反映海棠路幼儿园停课不退伙食费",
            "停课两个月，海棠路幼儿园的伙食费一分不退，园长称买了菜，家长要看账单",
        ),
        (
            "海棠路幼儿园扣着伙食费",
            "海棠路幼儿园停课期间伙食费不退还家长，园长不肯公开账单",
        ),
    ],
    [
        (
            "青禾化工厂夜间偷排废水",
            "青禾化工厂半夜向河里排放黄色废水，气味刺鼻，鱼死了一片，环保来了就停",
        ),
        (
            "反映青禾化工厂半夜排污",
            "青禾化工厂每到半夜往河里排黄色废水，刺鼻难闻，河鱼成片死亡，检查时就停",
        ),
        (
            "青禾化工厂偷排",
            "河里的鱼死了一片，是青禾化工厂夜里偷排黄色废水，检查人员一来就停排",
        ),
    ],
    [
        (
            "望江大桥桥面坑洼",
            "望江大桥桥面坑洼不平，伸缩缝外翻，摩托车摔倒多起，路灯也不亮",
        ),
        (
            "望江大桥路面破损摔人",
            "望江大桥的桥面破损，伸缩缝翻起，多人骑摩托车摔伤，晚上没有路灯",
        ),
        (
            "请修望江大桥",
            "望江大桥伸缩缝翻起，桥面坑洼，摩托车摔倒，路灯不亮，请修桥",
        ),
    ],
    [
        (
            "铜锣乡林地低价发包",
            "铜锣乡集体林地五百亩低价发包给乡长亲戚，没有开会，合同不给看",
        ),
        (
            "反映铜锣乡五百亩林地发包不公",
            "铜锣乡五百亩集体林地没有开会就低价包给乡长的亲戚，合同也不公开",
        ),
        (
            "铜锣乡乡长亲戚低价包林地",
            "铜锣乡集体林地低价发包，五百亩给了乡长亲戚，不开会，不给看合同",
        ),
    ],
    [
        (
            "白鹭广场噪音扰民",
            "白鹭广场每晚音响开到十一点，跳舞的人用大喇叭，学生没法写作业，劝说无效",
        ),
        (
            "白鹭广场晚上音响太吵",
            "白鹭广场夜里十一点还在放大喇叭跳舞，音响太吵，学生写不了作业",
        ),
        (
            "反映白鹭广场跳舞噪音",
            "白鹭广场跳舞的音响每晚吵到十一点，大喇叭影响学生写作业，劝说不听",
        ),
    ],
];

/// The book of them, and pairs somebody decided.
fn book() -> (String, String) {
    let mut book = String::from("编号,主题,详情,举报人\n");
    let mut pairs = String::from("seed_id,cand_id,label\n");
    for (at, told) in TOLD.iter().enumerate() {
        for (one, (title, text)) in told.iter().enumerate() {
            book.push_str(&format!("{at}-{one},{title},{text},匿名\n"));
            let next = (at + one + 1) % TOLD.len();
            pairs.push_str(&format!("{at}-{one},{next}-{one},NONE\n"));
        }
        pairs.push_str(&format!(
            "{at}-1,{at}-0,SAME\n{at}-2,{at}-0,SAME\n{at}-2,{at}-1,SAME\n"
        ));
    }
    (book, pairs)
}

fn written(folder: &Path) -> (PathBuf, PathBuf) {
    let (messages, pairs) = (folder.join("book.csv"), folder.join("pairs.csv"));
    let (book, decided) = book();
    std::fs::write(&messages, book).expect("written");
    std::fs::write(&pairs, decided).expect("written");
    (messages, pairs)
}

#[test]
fn an_old_book_is_grouped_with_the_reasons_s1_44() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (messages, _) = written(folder.path());
    let groups = folder.path().join("groups.csv");
    let run = ["repeats", text(&messages), "--out", text(&groups)];
    let told = out(&jianjian(&run));
    assert!(
        told.contains("reports 24 = in 8 groups 24 + alone 0"),
        "{told}"
    );
    let written = std::fs::read_to_string(&groups).expect("it was written");
    let mut lines = written.trim_start_matches('\u{feff}').lines();
    assert_eq!(
        lines.next(),
        Some("编号,组号,组内件数,最相近的在前件,关系,概率,理由")
    );
    assert_eq!(lines.clone().count(), 24);
    let repeat = lines
        .find(|line| line.starts_with("0-1,"))
        .expect("its line");
    assert!(repeat.starts_with("0-1,0-0,3,0-0,同一事项,"), "{repeat}");
    assert!(repeat.contains("均提到“柳湾村”；内容相似 0."), "{repeat}");
    // The same book as a workbook gives the same groups.
    let again = folder.path().join("again.csv");
    std::fs::write(&messages, book().0.replace('\n', "\r\n")).expect("written");
    out(&jianjian(&[
        "repeats",
        text(&messages),
        "--out",
        text(&again),
    ]));
    assert_eq!(
        std::fs::read_to_string(&again).expect("it was written"),
        written
    );
}

#[test]
fn a_row_that_cannot_be_read_is_named_and_nothing_is_written() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = |name: &str| folder.path().join(name);
    let (messages, groups) = (path("book.csv"), path("groups.csv"));
    for (book, said) in [
        (
            "编号,主题\n1,甲\n1,乙\n",
            "book.csv: row 3, column 编号: 1 stands in row 2 already",
        ),
        (
            "编号,主题,详情\n1,,\n2,甲,乙\n",
            "row 2, column 详情: is empty, and so is the title",
        ),
        ("主题,详情\n甲,乙\n", "no column is headed 编号"),
    ] {
        std::fs::write(&messages, book).expect("written");
        let run = jianjian(&["repeats", text(&messages), "--out", text(&groups)]);
        assert_eq!(run.status.code(), Some(1));
        assert!(err(&run).contains(said), "{}", err(&run));
        assert!(!groups.exists());
    }
}

#[test]
fn weights_are_measured_learned_kept_and_reverted() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (messages, pairs) = written(folder.path());
    let models = folder.path().join("models");
    let eval = [
        "repeats",
        "--eval",
        text(&pairs),
        "--messages",
        text(&messages),
    ];
    let told = out(&jianjian(&eval));
    assert!(
        told.contains("24 reports, 48 pairs (SAME 24, GROUP 0, RELATED 0, NONE 24)"),
        "{told}"
    );
    assert!(figure(&told, "shipped weights", 2) >= 0.95, "{told}");
    assert!(told.contains("baseline TF-IDF cosine"), "{told}");
    let train = [
        "repeats",
        "--train",
        text(&pairs),
        "--messages",
        text(&messages),
        "--models",
        text(&models),
    ];
    assert!(out(&jianjian(&train)).contains("version 2 is kept"));
    let with = [&eval[..], &["--models", text(&models)]].concat();
    assert!(out(&jianjian(&with)).contains("of version 2"));
    let back = ["repeats", "--revert", "1", "--models", text(&models)];
    assert!(out(&jianjian(&back)).contains("version 1 is in use"));
    assert!(out(&jianjian(&with)).contains("of version 1"));
    assert!(
        models.join("repeats-0002.toml").exists(),
        "a version is never lost"
    );
    let absent = jianjian(&["repeats", "--revert", "7", "--models", text(&models)]);
    assert_eq!(absent.status.code(), Some(1));
    let told = err(&absent);
    let wanted = "there is no version 7 of the weights:";
    let kept = "keeps version 2, and version 1 is the shipped one; name one of them";
    assert!(told.contains(wanted) && told.contains(kept), "{told}");
    assert!(
        out(&jianjian(&with)).contains("of version 1"),
        "nothing changed"
    );
    let none = folder.path().join("none");
    let absent = jianjian(&["repeats", "--revert", "7", "--models", text(&none)]);
    let told = err(&absent);
    assert!(
        told.contains("keeps none of its own yet; version 1 is the shipped one"),
        "{told}"
    );
    std::fs::write(&pairs, "seed_id,cand_id,label\n1-0,1x,SAME\n").expect("written");
    let wrong = jianjian(&eval);
    assert!(
        err(&wrong).contains("row 2, column cand_id: no report has the id 1x"),
        "{}",
        err(&wrong)
    );
}

#[test]
fn an_office_that_decided_little_keeps_the_weights_it_has() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let data = folder.path().join("office");
    assert!(jianjian(&["init", "--data", text(&data)]).status.success());
    let learn = jianjian(&["repeats", "--learn", "--data", text(&data)]);
    assert_eq!(learn.status.code(), Some(1));
    assert!(
        err(&learn).contains("0 decisions say the same matter and 0 say not; 20 of each"),
        "{}",
        err(&learn)
    );
    assert!(!data.join("catalogue").exists());
    // Weights that an office lays over the program's are read at the next start, or refused by name.
    let own = data.join("catalogue/matching");
    std::fs::create_dir_all(&own).expect("written");
    std::fs::write(own.join("repeats.toml"), "version = 2\n").expect("written");
    let doctor = jianjian(&["doctor", "--data", text(&data)]);
    assert_eq!(doctor.status.code(), Some(1));
    assert!(
        err(&doctor).contains("catalogue/matching/repeats.toml: not a model of repeats"),
        "{}",
        err(&doctor)
    );
    let absent = jianjian(&["repeats", "--revert", "9", "--data", text(&data)]);
    let told = err(&absent);
    assert_eq!(absent.status.code(), Some(1));
    assert!(
        told.contains("there is no version 9 of the weights:"),
        "{told}"
    );
    assert!(own.join("repeats.toml").exists(), "nothing changed");
    let back = jianjian(&["repeats", "--revert", "1", "--data", text(&data)]);
    assert!(out(&back).contains("version 1 is in force"));
    assert!(!own.join("repeats.toml").exists());
}

/// A figure in the line of a way of judging: 0 precision, 1 recall, 2 F1, 4 first five strict.
fn figure(told: &str, way: &str, at: usize) -> f64 {
    let line = told.lines().find(|line| line.starts_with(way));
    let line = line.unwrap_or_else(|| panic!("no line of {way} in {told}"));
    let figures = line[way.len()..]
        .split_whitespace()
        .filter(|word| *word != "/");
    figures
        .clone()
        .nth(at)
        .and_then(|figure| figure.parse().ok())
        .expect("a figure")
}

/// Real messages, where this machine has them; none of them is in the project.
fn shared(name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let file = folder.join(name);
    if file.exists() {
        return Some(file);
    }
    println!("skipped: {} is not on this machine", file.display());
    None
}

#[test]
fn on_real_messages_the_judgement_is_as_good_as_it_was() {
    let (Some(pairs), Some(messages)) = (shared("repeat_pairs.csv"), shared("messages.xlsx"))
    else {
        return;
    };
    let told = out(&jianjian(&[
        "repeats",
        "--eval",
        text(&pairs),
        "--messages",
        text(&messages),
    ]));
    let (held_out, baseline) = (
        figure(&told, "held out by matter", 2),
        figure(&told, "baseline TF-IDF cosine", 2),
    );
    assert!(figure(&told, "shipped weights", 2) >= 0.84, "{told}");
    assert!(held_out >= 0.85 && held_out >= baseline + 0.08, "{told}");
    assert!(figure(&told, "held out by matter", 4) >= 0.94, "{told}");
    assert!(figure(&told, "held out by matter", 5) >= 0.99, "{told}");
}

#[test]
fn classes_are_learned_from_a_register_measured_and_reverted_s1_44() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (register, models) = (
        folder.path().join("register.csv"),
        folder.path().join("models"),
    );
    let mut rows = String::from("title,body,label\n");
    for place in PLACES {
        rows.push_str(&format!(
            "{place}小学违规收费,{place}小学强制订购教辅，老师课后补课收费,教育\n\
             {place}医院多收药费,{place}医院住院期间药费重复收取，医生态度差,卫生\n\
             {place}公交线路停运,{place}公交车班次太少，站台没有雨棚，红绿灯坏了,交通\n"
        ));
    }
    std::fs::write(&register, &rows).expect("written");
    let train = ["classify", "train", text(&register), "--out", text(&models)];
    assert!(out(&jianjian(&train)).contains("version 1: 3 classes learned from 72 reports"));
    assert!(out(&jianjian(&train)).contains("version 2"));
    let eval = [
        "classify",
        "eval",
        text(&register),
        "--model",
        text(&models),
    ];
    let told = out(&jianjian(&eval));
    assert!(
        told.contains("version 2, 72 reports") && told.contains("macro-F1 1.0000"),
        "{told}"
    );
    let back = ["classify", "revert", "--model", text(&models), "--to", "1"];
    assert!(out(&jianjian(&back)).contains("version 1 is in use"));
    assert!(out(&jianjian(&eval)).contains("version 1, 72 reports"));
    let absent = jianjian(&["classify", "revert", "--model", text(&models), "--to", "7"]);
    let told = err(&absent);
    assert_eq!(absent.status.code(), Some(1));
    let wanted = "there is no version 7 of the classes:";
    let kept = "keeps versions 1, 2; name one of them with --to";
    assert!(told.contains(wanted) && told.contains(kept), "{told}");
    assert!(
        out(&jianjian(&eval)).contains("version 1, 72 reports"),
        "nothing changed"
    );
    let none = folder.path().join("none");
    let absent = jianjian(&["classify", "revert", "--model", text(&none), "--to", "7"]);
    assert!(
        err(&absent).contains("keeps none; learn one with `jianjian classify train FILE --out")
    );
    let unlearned = ["classify", "eval", text(&register), "--model", text(&none)];
    assert!(err(&jianjian(&unlearned)).contains("keeps no version in use: learn one with"));
    let crossed = out(&jianjian(&["classify", "eval", text(&register)]));
    assert!(
        crossed.contains("72 reports in") && crossed.contains("baseline: character TF-IDF"),
        "{crossed}"
    );
    std::fs::write(&register, "title,body,label\n甲,乙,\n").expect("written");
    let wrong = jianjian(&train);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(
        err(&wrong).contains("register.csv: row 2, column label: is empty"),
        "{}",
        err(&wrong)
    );
}
