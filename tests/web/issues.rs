//! Issues over HTTP.
