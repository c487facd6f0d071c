//! Files that leave: named so that every browser keeps the name, and never opened in place.
use axum::{
    http::{HeaderName, header},
    response::{IntoResponse, Response},
};
use std::fmt::Write;

/// Headers of a file to be saved under `name` (RFC 6266, with the name also as RFC 5987 has it).
pub fn attachment(name: &str, media_type: &str) -> [(HeaderName, String); 3] {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || "._- ".contains(c) { c } else { '_' }).collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"._-".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _infallible = write!(encoded, "%{byte:02X}");
        }
    }
    [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}"),
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ]
}

/// An Excel workbook to be saved under `name`.
pub fn workbook(name: &str, bytes: Vec<u8>) -> Response {
    (attachment(name, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), bytes)
        .into_response()
}

#[cfg(test)]
mod tests {
    use super::attachment;

    #[test]
    fn a_chinese_name_survives_and_no_name_breaks_the_header() {
        let [_, (_, disposition), _] = attachment("问题 1\"\r\n.xlsx", "application/zip");
        assert_eq!(
            disposition,
            "attachment; filename=\"__ 1___.xlsx\"; filename*=UTF-8''%E9%97%AE%E9%A2%98%201%22%0D%0A.xlsx"
        );
    }
}
