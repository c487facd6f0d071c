//! Turns the message catalogues under `templates/text` into typed methods.
use fluent_typed::{BuildOptions, FtlOutputOptions, LintLevel, build_from_locales_folder};

fn main() -> std::process::ExitCode {
    println!("cargo::rerun-if-changed=migrations");
    println!("cargo::rerun-if-changed=static/dist");
    let Some(out) = std::env::var_os("OUT_DIR").and_then(|o| o.into_string().ok()) else {
        return std::process::ExitCode::FAILURE;
    };
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
