//! The folder of one run: the document, a profile that runs no macro, and what stands in for fonts the
//! machine lacks.

use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use tempfile::TempDir;

/// How the folders of runs are called.
const PREFIX: &str = "jianjian-pdf-";
/// Memory that looks like a folder: what lies there never reaches a disk.
const IN_MEMORY: &str = "/dev/shm";
/// Older than any run can be: left by a process that was killed.
const LEFT: Duration = Duration::from_secs(3600);
/// The document.
pub(super) const DOCUMENT: &str = "paper.docx";
/// What it becomes.
pub(super) const MADE: &str = "paper.pdf";
/// The profile, in the words of the program.
pub(super) const PROFILE: &str = "profile";
/// The settings of fonts.
pub(super) const FONTS: &str = "fonts.conf";

/// No macros, no Java, no document that another one names.
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Java/VirtualMachine"><prop oor:name="Enable" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"#;

/// What stands in for each font of official papers, best first.
const STAND_INS: [(&str, &[&str]); 5] = [
    (
        "仿宋_GB2312",
        &[
            "FangSong_GB2312",
            "FangSong",
            "仿宋",
            "STFangsong",
            "FZFangSong-Z02",
            "FandolFang R",
            "Noto Serif CJK SC",
        ],
    ),
    (
        "方正小标宋简体",
        &[
            "FZXiaoBiaoSong-B05S",
            "方正小标宋_GBK",
            "STZhongsong",
            "华文中宋",
            "FandolSong",
            "Noto Serif CJK SC",
        ],
    ),
    (
        "黑体",
        &[
            "SimHei",
            "方正黑体_GBK",
            "STHeiti",
            "FandolHei",
            "Noto Sans CJK SC",
        ],
    ),
    (
        "楷体_GB2312",
        &[
            "KaiTi_GB2312",
            "KaiTi",
            "楷体",
            "STKaiti",
            "FandolKai",
            "AR PL UKai CN",
            "Noto Serif CJK SC",
        ],
    ),
    (
        "宋体",
        &[
            "SimSun",
            "NSimSun",
            "方正书宋_GBK",
            "FandolSong",
            "Noto Serif CJK SC",
        ],
    ),
];

/// 小标宋 is a heavy hand: what stands in for it is bold.
const HEAVY: &str = r#"<match target="pattern"><test name="family"><string>方正小标宋简体</string></test><edit name="weight" mode="assign" binding="strong"><const>bold</const></edit></match>
"#;

/// A folder that nobody else may enter; what an earlier process left is swept.
pub(super) fn made() -> io::Result<TempDir> {
    let (memory, named) = (Path::new(IN_MEMORY), std::env::temp_dir());
    let mut builder = tempfile::Builder::new();
    let builder = builder.prefix(PREFIX);
    #[cfg(unix)]
    let builder = {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o700))
    };
    // A machine without that memory, or where it is full, has its folder for temporary files.
    let folder = builder
        .tempdir_in(memory)
        .or_else(|_| builder.tempdir_in(&named))?;
    // The time of the folder just made is the time by which others are old.
    let now = folder.path().metadata()?.modified()?;
    for root in [memory, &named] {
        sweep(root, now);
    }
    Ok(folder)
}

/// Lays everything a run needs into its folder.
pub(super) fn furnish(folder: &Path, docx: &[u8]) -> io::Result<()> {
    let user = folder.join(PROFILE).join("user");
    std::fs::create_dir_all(&user)?;
    std::fs::write(user.join("registrymodifications.xcu"), SETTINGS)?;
    std::fs::write(folder.join(FONTS), fonts())?;
    std::fs::write(folder.join(DOCUMENT), docx)
}

/// Removes folders that a killed process left. One that cannot be removed belongs to somebody else.
pub(super) fn sweep(root: &Path, now: SystemTime) {
    for left in left_in(root, now) {
        if let Err(error) = std::fs::remove_dir_all(&left) {
            tracing::warn!(%error, "a folder of an earlier run could not be removed");
        }
    }
}

fn left_in(root: &Path, now: SystemTime) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root).into_iter().flatten().flatten();
    let ours = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX));
    let old = ours.filter(|entry| {
        let changed = entry.metadata().and_then(|known| known.modified());
        let age = changed.ok().and_then(|at| now.duration_since(at).ok());
        age.is_some_and(|age| age > LEFT)
    });
    old.map(|entry| entry.path()).collect()
}

/// Settings of fonts: those of the machine, and what stands in for a font it lacks.
fn fonts() -> String {
    let aliases: String = STAND_INS
        .iter()
        .map(|(name, others)| {
            let others: String = others
                .iter()
                .map(|other| format!("<family>{other}</family>"))
                .collect();
            format!(
                "<alias binding=\"same\"><family>{name}</family><accept>{others}</accept></alias>\n"
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\"?>\n<!DOCTYPE fontconfig SYSTEM \"fonts.dtd\">\n<fontconfig>\n\
         <include ignore_missing=\"yes\">/etc/fonts/fonts.conf</include>\n{aliases}{HEAVY}</fontconfig>\n"
    )
}
