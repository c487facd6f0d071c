//! 网络安全自查整改平台: self-inspection and rectification for public organisations. Start reading at `server/README.md`.
pub mod access;
pub mod audit;
pub mod base;
pub mod cli;
pub mod config;
pub mod demo;
pub mod features;
pub mod routes;
pub mod start;
pub mod state;

/// The migrations, in the binary.
pub static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!();

/// The portal as a service.
pub fn app(state: state::App) -> axum::Router {
    routes::all().into_router(state)
}
