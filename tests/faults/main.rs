//! Programs and databases that are killed, restarted and ended, under people who write. The oracle: a client writes a line into
//! its own ledger only after the portal said yes, and every write carries a key.
mod kill;
mod restart;
mod stop;
mod support;
