//! The settings of a server, given to it at each start.

use std::path::Path;

use crate::Kind;

/// Settings of every cluster: no port, UTC, a socket for the owner only.
const SETTINGS: &[&str] =
    &["listen_addresses=", "unix_socket_permissions=0700", "timezone=UTC", "log_timezone=UTC"];
/// A log per day of the week, each begun afresh after a week.
const LASTING: &[&str] = &[
    "logging_collector=on",
    "log_directory=../log",
    "log_filename=postgres-%a.log",
    "log_rotation_age=1d",
    "log_rotation_size=0",
    "log_truncate_on_rotation=on",
];
/// Nothing that only serves to survive a crash, and room for many tests at once.
const THROWAWAY: &[&str] = &[
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_connections=200",
];

/// The settings as options for `pg_ctl -o`, with the folder of the socket. They are not written into the server's own
/// files: those are in the hands of its user, where root had better write nothing.
pub fn options(kind: Kind, sockets: &Path) -> String {
    let sockets = format!("unix_socket_directories={}", sockets.display());
    let own = if kind == Kind::Lasting { LASTING } else { THROWAWAY };
    let settings = SETTINGS.iter().chain(own).copied().chain([sockets.as_str()]);
    // pg_ctl hands them to a shell; none of them holds a quote.
    settings.map(|setting| format!("-c '{setting}' ")).collect()
}
