//! `zicha import`: a table from a file, in the program's own name.
use super::{print, say};
use crate::{
    base::text::{Language, Sentence, words},
    features::{
        accounts::import::Staff,
        imports::{self, Outcome, Register},
        registers::import::Systems,
        units::import::Units,
    },
    state::App,
};
use std::{path::Path, process::ExitCode};

/// What a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Kind {
    /// Units 单位
    Units,
    /// Information systems 信息系统
    Systems,
    /// People and their posts 人员
    Staff,
}

/// Imports `file`. Status 0: stored (or with `dry_run`, would be); 1: refused, with reasons; 2: no such file.
///
/// # Errors
/// When the database does not answer.
pub async fn run(
    app: &App,
    kind: Kind,
    file: &Path,
    dry_run: bool,
    good_rows: bool,
) -> anyhow::Result<ExitCode> {
    let bytes = match tokio::fs::read(file).await {
        Ok(bytes) => bytes,
        Err(e) => {
            say(&format!("zicha: {}: {e}", file.display()));
            return Ok(ExitCode::from(2));
        }
    };
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let options = (dry_run, good_rows);
    match kind {
        Kind::Units => import::<Units>(app, (bytes, &name), options).await,
        Kind::Systems => import::<Systems>(app, (bytes, &name), options).await,
        Kind::Staff => import::<Staff>(app, (bytes, &name), options).await,
    }
}

async fn import<R: Register>(
    app: &App,
    file: (Vec<u8>, &str),
    (dry_run, good_rows): (bool, bool),
) -> anyhow::Result<ExitCode> {
    let w = words(Language::ZhCN);
    let outcome = match imports::run::<R>(app, file, dry_run, good_rows, w).await? {
        Ok(outcome) => outcome,
        Err(unreadable) => {
            say(&unreadable.say(w));
            return Ok(ExitCode::from(1));
        }
    };
    let Outcome { counts, notes, stored } = outcome;
    for n in notes {
        let weight = if n.stops { w.import_weight_stops() } else { w.import_weight_warns() };
        say(&format!("{}\t{weight}\t{}\t{}\t{}", n.number, n.column, n.original, n.reason));
    }
    for (name, count) in counts.named() {
        print(&format!("{name}\t{count}"));
    }
    let refused = counts.refused > 0 && !good_rows;
    say(&match (stored, refused) {
        (true, _) => w.import_done(),
        (false, true) => w.import_refused_bad_lines(),
        (false, false) => w.import_cli_dry_run(),
    });
    Ok(if refused { ExitCode::from(1) } else { ExitCode::SUCCESS })
}
