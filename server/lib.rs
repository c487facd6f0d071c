//! 网络安全自查整改平台: self-inspection and rectification for public organisations. Start reading at `server/README.md`.
pub mod base;
pub mod features;
