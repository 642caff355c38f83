//! A walk through pages, each looked over at the widths of a phone, an office screen and a wide one.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use super::audit::{Public, complaints};
use super::window::{OFFICE, PHONE, WIDE, Window};

/// The walk, and what was wrong on it.
pub struct Tour<'a> {
    pub window: &'a Window,
    seen: usize,
    wrong: Vec<String>,
}

impl<'a> Tour<'a> {
    pub fn of(window: &'a Window) -> Self {
        Self {
            window,
            seen: 0,
            wrong: Vec::new(),
        }
    }

    /// Opens a page and looks at it; one whose name begins with 无 must not be there.
    pub async fn open(&mut self, name: &str, path: &str, public: Public) {
        self.window.open(path).await;
        let is_there = !self.window.h1().await.contains("没有找到");
        assert_eq!(is_there, !name.starts_with('无'), "{name} at {path}");
        self.look(name, public).await;
    }

    /// Looks at the page that is open, on every screen.
    pub async fn look(&mut self, name: &str, public: Public) {
        self.seen += 1;
        for screen in [PHONE, WIDE, OFFICE] {
            self.window.resize(screen).await;
            let name = format!("{} {name}", screen.width);
            if let Some(folder) = pictures() {
                let path = folder.join(format!("{}.png", name.replace('/', "_")));
                self.window.whole_picture(&path, screen).await;
            }
            self.wrong
                .extend(complaints(self.window, &name, public).await);
        }
    }

    /// Ends the walk: it came by so many pages at least, and nothing was wrong.
    pub fn end(self, least: usize) {
        assert!(self.wrong.is_empty(), "\n{}\n", self.wrong.join("\n"));
        assert!(
            self.seen >= least,
            "only {} pages were looked at",
            self.seen
        );
    }
}

/// Where pictures of every page go, if anybody wants them.
fn pictures() -> Option<PathBuf> {
    env::var_os("JIANJIAN_PICTURES")?;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages");
    fs::create_dir_all(&folder).unwrap();
    Some(folder)
}
