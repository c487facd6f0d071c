//! How each service wants to be called, and how it says that it did not take a message.
use super::model::{Secrets, Service};
use base64::{Engine, prelude::BASE64_STANDARD};
use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::Sha256;
use url::form_urlencoded;

/// Characters of a refusal that are kept.
const SAID: usize = 200;

/// The parameter of the address that holds the key, where there is one.
pub fn key_parameter(service: Service) -> Option<&'static str> {
    match service {
        Service::WeCom => Some("key"),
        Service::DingTalk => Some("access_token"),
        Service::Feishu => None,
    }
}

/// Address and body that send a text.
pub fn call(service: Service, secrets: &Secrets, text: &str, now: DateTime<Utc>) -> (String, Value) {
    let address = secrets.address.clone();
    let text_message = json!({ "msgtype": "text", "text": { "content": text } });
    match (service, secrets.secret.as_str()) {
        (Service::WeCom, _) | (Service::DingTalk, "") => (address, text_message),
        (Service::DingTalk, secret) => {
            let timestamp = now.timestamp_millis().to_string();
            let sign = sign(secret, &format!("{timestamp}\n{secret}"));
            let query = form_urlencoded::Serializer::new(String::new())
                .extend_pairs([("timestamp", timestamp), ("sign", sign)])
                .finish();
            (format!("{address}&{query}"), text_message)
        }
        (Service::Feishu, secret) => {
            // Marks such as <at …> would call people.
            let text = text.replace('<', "＜");
            let mut body = json!({ "msg_type": "text", "content": { "text": text } });
            if !secret.is_empty() {
                let timestamp = now.timestamp().to_string();
                body["sign"] = sign(&format!("{timestamp}\n{secret}"), "").into();
                body["timestamp"] = timestamp.into();
            }
            (address, body)
        }
    }
}

/// HMAC-SHA256 in base64.
fn sign(key: &str, message: &str) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(key.as_bytes());
    let signed = mac.map(|mac| mac.chain_update(message).finalize().into_bytes());
    BASE64_STANDARD.encode(signed.unwrap_or_default())
}

/// What a service says. Older answers of Feishu say it in capitals.
#[derive(Deserialize)]
struct Said {
    #[serde(alias = "errcode", alias = "StatusCode")]
    code: i64,
    #[serde(default, alias = "errmsg", alias = "StatusMessage")]
    msg: String,
}

/// Whether it was taken. A refusal comes with status 200 too, and any may pass: too many messages in a minute, a word or an address that
/// the group does not let in, a signature that is set up anew.
///
/// # Errors
/// In the service's own words.
pub fn taken(status: u16, body: &[u8]) -> Result<(), String> {
    let said = serde_json::from_slice::<Said>(body);
    match (status, said) {
        (200, Ok(Said { code: 0, .. })) => Ok(()),
        (_, Ok(Said { code, msg })) => {
            let msg: String = msg.chars().filter(|c| !c.is_control()).take(SAID).collect();
            Err(format!("HTTP {status}: {code} {msg}"))
        }
        (status, Err(_)) => Err(format!("HTTP {status}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets(secret: &str) -> Secrets {
        Secrets { address: "https://example.invalid/send?access_token=a".into(), secret: secret.into() }
    }

    fn at() -> DateTime<Utc> {
        DateTime::from_timestamp(1_700_000_000, 0).unwrap()
    }

    /// The signatures were made by another program.
    #[test]
    fn calls_are_signed_as_each_service_checks_it() {
        let (address, body) = call(Service::DingTalk, &secrets("SECexample"), "一", at());
        assert_eq!(
            address,
            "https://example.invalid/send?access_token=a&timestamp=1700000000000&sign=uroalHrWHORz59talE1o26b8HuX2kOp8WlAN91F9Pj0%3D"
        );
        assert_eq!(body, json!({ "msgtype": "text", "text": { "content": "一" } }));
        let (address, body) = call(Service::Feishu, &secrets("SECexample"), "<at user_id=\"all\">", at());
        assert_eq!(address, secrets("").address);
        assert_eq!(
            body,
            json!({ "msg_type": "text", "content": { "text": "＜at user_id=\"all\">" }, "timestamp": "1700000000",
                    "sign": "giaCP81WKcKmxS0uSLlrqVVwRIDJGES6GpFgEr4g4C4=" })
        );
        for service in [Service::WeCom, Service::DingTalk, Service::Feishu] {
            let (address, body) = call(service, &secrets(""), "一", at());
            assert!(address == secrets("").address && body.get("sign").is_none(), "nothing to sign with");
        }
    }

    #[test]
    fn only_a_zero_says_that_it_was_taken() {
        for good in [
            r#"{"errcode":0,"errmsg":"ok"}"#,
            r#"{"code":0,"msg":"success","data":{}}"#,
            r#"{"StatusCode":0,"StatusMessage":"success"}"#,
        ] {
            assert_eq!(taken(200, good.as_bytes()), Ok(()), "{good}");
        }
        let refused = taken(200, br#"{"errcode":45009,"errmsg":"api freq out of limit"}"#);
        assert_eq!(refused.unwrap_err(), "HTTP 200: 45009 api freq out of limit");
        let refused = taken(200, "{\"code\":19021,\"msg\":\"sign match fail\\u0007\"}".as_bytes());
        assert_eq!(refused.unwrap_err(), "HTTP 200: 19021 sign match fail");
        for (status, body) in
            [(200, ""), (200, "<html>"), (200, "{}"), (302, ""), (500, r#"{"errcode":0}"#), (204, "")]
        {
            assert!(taken(status, body.as_bytes()).is_err(), "{status} {body}");
        }
    }
}
