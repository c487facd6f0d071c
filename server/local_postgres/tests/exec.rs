//! `local-postgres exec`: the command's surroundings, its exit status, and signals.

mod support;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use local_postgres::Cluster;
use rustix::process::{Pid, Signal, kill_process};
use support::{ask, kill_server, open_folder};

/// Says where its database is, then waits for the end of its input.
const WAITING: &str = "echo $DATABASE_URL; cat";
/// The same, but waits for a signal.
const ENDLESS: &str = "echo $DATABASE_URL; while true; do sleep 0.1; done";

fn exec(data_dir: &Path, script: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_local-postgres"));
    command.args(["exec", "--data-dir"]).arg(data_dir).args(["--", "sh", "-c", script]);
    command
}

fn run(data_dir: &Path, script: &str) -> Output {
    exec(data_dir, script).output().unwrap()
}

/// A manager whose command is running, and the address of the database.
fn begin(data_dir: &Path, script: &str) -> (Child, String) {
    let mut manager = exec(data_dir, script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut url = String::new();
    BufReader::new(manager.stdout.take().unwrap()).read_line(&mut url).unwrap();
    (manager, url.trim().to_owned())
}

fn signal(manager: &Child, signal: Signal) {
    kill_process(Pid::from_child(manager), signal).unwrap();
}

#[test]
fn the_command_has_a_database_and_its_status_is_passed_on() {
    let folder = open_folder();
    let output = run(folder.path(), "psql -XAtc 'select 6 * 7' \"$DATABASE_URL\"; exit 7");
    assert_eq!(output.stdout, b"42\n");
    assert_eq!(output.status.code(), Some(7));
    assert_eq!(run(folder.path(), "kill -KILL $$").status.code(), Some(128 + 9));
    let mut unknown = Command::new(env!("CARGO_BIN_EXE_local-postgres"));
    unknown.args(["exec", "--data-dir"]).arg(folder.path()).args(["--", "/no/such/command"]);
    assert_eq!(unknown.output().unwrap().status.code(), Some(127));
    Cluster::start(folder.path()).unwrap();
}

#[test]
fn a_second_exec_uses_the_cluster_of_the_first() {
    let folder = open_folder();
    let (mut first, url) = begin(folder.path(), WAITING);
    ask(&url, "create table page ()");
    let second = run(folder.path(), "psql -XAtc \"select to_regclass('page')\" \"$DATABASE_URL\"");
    assert_eq!(second.stdout, b"page\n");
    assert_eq!(ask(&url, "select 1"), "1");
    drop(first.stdin.take());
    assert!(first.wait().unwrap().success());
}

#[test]
fn a_signal_reaches_the_command_and_the_cluster_stops_after_it() {
    for (sent, status) in [(Signal::INT, 130), (Signal::TERM, 143), (Signal::HUP, 129)] {
        let folder = open_folder();
        let (mut manager, _) = begin(folder.path(), ENDLESS);
        signal(&manager, sent);
        assert_eq!(manager.wait().unwrap().code(), Some(status));
        assert!(!folder.path().join("postgres/data/postmaster.pid").exists());
    }
}

#[test]
fn a_command_may_finish_its_work_after_a_signal() {
    let folder = open_folder();
    let trap = "trap 'psql -XAtqc \"create table done ()\" \"$DATABASE_URL\"; exit 0' TERM";
    let (mut manager, _) = begin(folder.path(), &format!("{trap}; {ENDLESS}"));
    signal(&manager, Signal::TERM);
    assert_eq!(manager.wait().unwrap().code(), Some(0));
    let cluster = Cluster::start(folder.path()).unwrap();
    assert_eq!(ask(&cluster.url("main").unwrap(), "select to_regclass('done')"), "done");
}

#[test]
fn what_a_killed_manager_leaves_the_next_start_takes_over() {
    let folder = open_folder();
    let (mut manager, url) = begin(folder.path(), WAITING);
    ask(&url, "create table page ()");
    signal(&manager, Signal::KILL);
    manager.wait().unwrap();
    assert_eq!(ask(&url, "select 1"), "1", "the server outlives its manager");
    let cluster = Cluster::start(folder.path()).unwrap();
    assert_eq!(cluster.url("main").unwrap(), url);
    assert_eq!(ask(&url, "select to_regclass('page')"), "page");
}

#[test]
fn a_kill_of_both_is_recovered_from() {
    let folder = open_folder();
    let (mut manager, url) = begin(folder.path(), WAITING);
    ask(&url, "create table page ()");
    signal(&manager, Signal::KILL);
    kill_server(folder.path());
    manager.wait().unwrap();
    let _cluster = Cluster::start(folder.path()).unwrap();
    assert_eq!(ask(&url, "select to_regclass('page')"), "page");
}
