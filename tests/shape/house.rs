//! The files that the rules read: the repository's own, or made-up ones.
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// Folders that hold what people write.
const WRITTEN: &[&str] = &["server", "templates", "migrations", "tests"];

/// Paths from the top of the repository, and what stands in the files.
pub struct House {
    files: BTreeMap<String, String>,
}

impl House {
    /// The repository. Of the top level all names are kept but those that git ignores; the text only of what we write.
    pub fn ours() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let ignored = fs::read_to_string(root.join(".gitignore")).unwrap();
        let ignored: BTreeSet<&str> = ignored.lines().map(|l| l.trim_end_matches('/')).collect();
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(root).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            if name == ".git" || ignored.contains(name.as_str()) {
                continue;
            }
            if WRITTEN.contains(&name.as_str()) {
                read(&path, &name, &mut files);
            } else if path.is_dir() {
                files.insert(format!("{name}/"), String::new());
            } else {
                files.insert(name, fs::read_to_string(&path).unwrap_or_default());
            }
        }
        Self { files }
    }

    /// A made-up one.
    pub fn of(files: &[(&str, &str)]) -> Self {
        Self { files: files.iter().map(|&(path, text)| (path.into(), text.into())).collect() }
    }

    /// The files below a folder whose names end like this.
    pub fn under<'a>(&'a self, folder: &'a str, end: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let files = self.files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        files.filter(move |(path, _)| path.starts_with(folder) && path.ends_with(end))
    }

    /// The names directly in a folder: `name` of a file, `name/` of a folder.
    pub fn names<'a>(&'a self, folder: &'a str) -> BTreeSet<&'a str> {
        let below = self.files.keys().filter_map(move |path| path.strip_prefix(folder));
        below.map(|rest| rest.find('/').map_or(rest, |slash| &rest[..=slash])).collect()
    }
}

fn read(folder: &Path, name: &str, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{name}/{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            read(&path, &name, files);
        } else {
            // Fixtures are not all text.
            files.insert(name, fs::read_to_string(&path).unwrap_or_default());
        }
    }
}

/// Fails with every fault that a rule has found.
#[track_caller]
pub fn none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// Fails unless a rule finds just these faults in a made-up house; each is told by a part of it.
#[track_caller]
pub fn finds(faults: &[String], expected: &[&str]) {
    let all_there = faults.len() == expected.len() && expected.iter().zip(faults).all(|(e, f)| f.contains(e));
    assert!(all_there, "expected {expected:#?}\nfound {faults:#?}");
}
