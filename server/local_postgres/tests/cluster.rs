//! A cluster as a program uses it, in good times and after a crash.

mod support;

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use local_postgres::{Cluster, Kind};
use support::{ask, kill_server, open_folder};

#[test]
fn data_outlive_a_stop() {
    let folder = open_folder();
    let cluster = Cluster::start(folder.path()).unwrap();
    let url = cluster.url("books").unwrap();
    ask(&url, "create table page (body text); insert into page values ('数据')");
    cluster.stop().unwrap();
    let cluster = Cluster::start(folder.path()).unwrap();
    assert_eq!(cluster.url("books").unwrap(), url);
    assert_eq!(ask(&url, "select body from page"), "数据");
    assert_eq!(ask(&url, "show server_encoding"), "UTF8");
    assert_eq!(ask(&url, "select datcollate from pg_database where datname = 'books'"), "C.UTF-8");
    assert_eq!(ask(&url, "show fsync"), "on");
    assert_eq!(ask(&url, "show listen_addresses"), "");
}

#[test]
fn a_second_start_is_refused_with_the_number_of_the_first() {
    let folder = open_folder();
    let cluster = Cluster::start(folder.path()).unwrap();
    let refusal = Cluster::start(folder.path()).unwrap_err().to_string();
    assert!(refusal.contains(&format!("already run by process {};", std::process::id())), "{refusal}");
    cluster.stop().unwrap();
    Cluster::start(folder.path()).unwrap();
}

#[test]
fn a_guest_leaves_the_cluster_running() {
    let folder = open_folder();
    let host = Cluster::start(folder.path()).unwrap();
    let guest = Cluster::start_or_join(folder.path(), Kind::Lasting).unwrap();
    assert_eq!(guest.url("books").unwrap(), host.url("books").unwrap());
    guest.stop().unwrap();
    assert_eq!(ask(&host.url("books").unwrap(), "select 1"), "1");
}

#[test]
fn a_killed_server_recovers_at_the_next_start() {
    let folder = open_folder();
    let cluster = Cluster::start(folder.path()).unwrap();
    let url = cluster.url("books").unwrap();
    ask(&url, "create table page as select generate_series(1, 1000)");
    kill_server(folder.path());
    cluster.stop().unwrap();
    let _cluster = Cluster::start(folder.path()).unwrap();
    assert_eq!(ask(&url, "select count(*) from page"), "1000");
}

#[test]
fn a_number_that_a_crash_left_to_a_stranger_harms_nobody() {
    let folder = open_folder();
    Cluster::start(folder.path()).unwrap().stop().unwrap();
    let data = folder.path().join("postgres/data");
    let stranger = format!("{}\n{}\n1700000000\n5432\n/tmp\n\n", std::process::id(), data.display());
    fs::write(data.join("postmaster.pid"), stranger).unwrap();
    let cluster = Cluster::start(folder.path()).unwrap();
    assert_eq!(ask(&cluster.url("books").unwrap(), "select 1"), "1");
}

#[test]
fn a_first_start_that_was_cut_off_is_made_again() {
    let folder = open_folder();
    drop(Cluster::start(folder.path()).unwrap());
    let home = folder.path().join("postgres");
    fs::rename(home.join("data"), home.join("data.part")).unwrap();
    fs::remove_file(home.join("data.part/PG_VERSION")).unwrap();
    let cluster = Cluster::start(folder.path()).unwrap();
    assert_eq!(ask(&cluster.url("books").unwrap(), "select 1"), "1");
}

#[test]
fn a_very_long_path_and_odd_characters_serve() {
    let folder = open_folder();
    for odd in ["a/very/long/path/".repeat(9), "it's, \"odd\" $HOME `路径 + 100 %".to_owned()] {
        let data_dir = folder.path().join(odd);
        for _ in 0..2 {
            let cluster = Cluster::start(&data_dir).unwrap();
            assert_eq!(ask(&cluster.url("books").unwrap(), "select 1"), "1");
        }
        let sockets = fs::read_to_string(data_dir.join("postgres-run.at")).unwrap();
        fs::remove_dir(sockets.trim()).unwrap();
    }
}

#[test]
fn a_throwaway_cluster_begins_empty_and_leaves_no_data() {
    let folder = open_folder();
    let lasting = Cluster::start(folder.path()).unwrap();
    ask(&lasting.url("books").unwrap(), "create table page ()");
    let throwaway = Cluster::throwaway(folder.path()).unwrap();
    let url = throwaway.url("books").unwrap();
    assert_eq!(ask(&url, "select to_regclass('page')"), "");
    assert_eq!(ask(&url, "show fsync"), "off");
    throwaway.stop().unwrap();
    assert!(!folder.path().join("postgres-throwaway").exists());
    assert_eq!(ask(&lasting.url("books").unwrap(), "select to_regclass('page')"), "page");
}

#[test]
fn a_name_that_sql_would_read_otherwise_is_refused() {
    let folder = open_folder();
    let cluster = Cluster::throwaway(folder.path()).unwrap();
    for name in ["", "Books", "a b", "x\"; drop database postgres; --", "a'b"] {
        assert!(cluster.url(name).is_err(), "{name}");
    }
}

/// Only root has a server user who may be shut out.
#[test]
fn where_the_server_cannot_enter_the_data_stand_in_its_home() {
    if !rustix::process::geteuid().is_root() {
        return;
    }
    let closed =
        tempfile::Builder::new().permissions(Permissions::from_mode(0o700)).tempdir_in("/tmp").unwrap();
    let data_dir = closed.path().join("data");
    let cluster = Cluster::start(&data_dir).unwrap();
    let home = Removed(noted(&data_dir));
    assert!(!home.0.starts_with(closed.path()) && home.0.join("data/PG_VERSION").exists());
    let url = cluster.url("books").unwrap();
    ask(&url, "create table page ()");
    cluster.stop().unwrap();

    let cluster = Cluster::start(&data_dir).unwrap();
    assert_eq!(ask(&cluster.url("books").unwrap(), "select to_regclass('page')"), "page");
    cluster.stop().unwrap();

    drop(home);
    let refusal = Cluster::start(&data_dir).unwrap_err().to_string();
    assert!(refusal.contains("is missing"), "{refusal}");

    Cluster::throwaway(&data_dir).unwrap().stop().unwrap();
    assert!(!data_dir.join("postgres-throwaway.at").exists());
}

fn noted(data_dir: &Path) -> PathBuf {
    PathBuf::from(fs::read_to_string(data_dir.join("postgres.at")).unwrap().trim())
}

/// A folder outside the test's own, removed with the test.
struct Removed(PathBuf);

impl Drop for Removed {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}
