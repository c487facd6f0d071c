//! Turns the message catalogues under `templates/text` into typed methods.
use fluent_typed::{BuildOptions, FtlOutputOptions, LintLevel, build_from_locales_folder};

fn main() -> std::process::ExitCode {
    println!("cargo::rerun-if-changed=migrations");
    println!("cargo::rerun-if-changed=static/dist");
    let out = std::env::var("OUT_DIR").unwrap_or_else(|_| "target".into());
    build_from_locales_folder(
        BuildOptions::default()
            .with_locales_folder("templates/text")
            .with_output_file_path(&format!("{out}/l10n.rs"))
            .with_ftl_output(FtlOutputOptions::single_file(&format!("{out}/messages.ftl")))
            .with_default_language("zh-CN")
            .with_prefix("")
            .with_lint_level(LintLevel::Warn)
            .without_format()
            .without_bidi_isolation(),
    )
}
