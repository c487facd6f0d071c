//! What is entered about a robot.
use super::{
    model::{BadAddress, Entered, Secrets, Service, TOPICS, Unfit},
    services::key_parameter,
};
use crate::base::{
    form::{Errors, Fault, field},
    webhook::Webhooks,
};
use url::Url;

/// A new robot as sent.
#[derive(Clone, Default)]
pub struct RawRobot {
    /// 类型
    pub service: String,
    /// 名称
    pub name: String,
    /// Webhook地址
    pub address: String,
    secret: String,
    /// 发送内容
    pub topics: Vec<String>,
}

impl RawRobot {
    /// An empty form: everything is told about.
    pub fn blank() -> Self {
        Self { topics: TOPICS.map(|t| t.key().to_owned()).into(), ..Self::default() }
    }
    /// The fields that this form knows.
    pub fn sent(pairs: &[(String, String)]) -> Self {
        let all =
            |name: &str| pairs.iter().filter(|(n, _)| n == name).map(|(_, v)| v.clone()).collect::<Vec<_>>();
        let one = |name: &str| all(name).into_iter().next().unwrap_or_default();
        Self {
            service: one("service"),
            name: one("name"),
            address: one("address"),
            secret: one("secret"),
            topics: all("topic"),
        }
    }
    /// The robot, or every fault.
    ///
    /// # Errors
    /// Fields that are empty or do not fit one another; an address that may not be called.
    pub fn parse(&self, webhooks: &Webhooks) -> Result<Entered, Errors> {
        let mut e = Errors::default();
        let service = e.take("service", field::choice::<Service>(&self.service));
        let name = e.take("name", field::text(&self.name, 40));
        let address = e.take("address", self.address(service, webhooks));
        let secret = e.take("secret", self.secret(service));
        let topics: Vec<_> =
            TOPICS.into_iter().filter(|t| self.topics.iter().any(|key| key == t.key())).collect();
        if topics.is_empty() {
            e.add("topic", Fault::says(Unfit::Topics));
        }
        match (service, name, address, secret) {
            (Some(service), Some(name), Some((address, host)), Some(secret)) if e.is_empty() => {
                Ok(Entered { service, name, host, secrets: Secrets { address, secret }, topics })
            }
            _ => Err(e),
        }
    }

    fn address(&self, service: Option<Service>, webhooks: &Webhooks) -> Result<(String, String), Fault> {
        let address = field::text(&self.address, 500)?;
        let url = Url::parse(&address).map_err(|_| Fault::says(BadAddress::NotHttps))?;
        // What is wrong with the service is said at its own field.
        let Some(service) = service else { return Ok((address, String::new())) };
        let target = webhooks.target(&address, &[service.host()]);
        target.map_err(|refused| {
            let hosts: Vec<&str> = std::iter::once(service.host()).chain(webhooks.further()).collect();
            Fault::says(BadAddress::of(refused, &hosts))
        })?;
        match key_parameter(service) {
            Some(name) if !url.query_pairs().any(|(n, v)| n == name && !v.is_empty()) => {
                Err(Fault::says(BadAddress::NoKey(name)))
            }
            _ => Ok((url.to_string(), url.host_str().unwrap_or_default().to_owned())),
        }
    }

    fn secret(&self, service: Option<Service>) -> Result<String, Fault> {
        let secret = field::optional(&self.secret, 200)?;
        match service {
            Some(service) if !service.signs() && !secret.is_empty() => Err(Fault::says(Unfit::Secret)),
            _ => Ok(secret),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(fields: &[(&str, &str)]) -> Vec<String> {
        let pairs: Vec<_> = fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        let out = Webhooks::new("im.example.gov", None).unwrap();
        RawRobot::sent(&pairs)
            .parse(&out)
            .map_or_else(|e| e.iter().map(|(f, _)| f.to_owned()).collect(), |_| Vec::new())
    }

    #[test]
    fn each_fault_is_said_at_its_field() {
        let form = |service: &str, address: &str, secret: &str| {
            faults(&[
                ("service", service),
                ("name", "值班群"),
                ("address", address),
                ("secret", secret),
                ("topic", "deadline"),
            ])
        };
        let (wecom, feishu) = (
            "https://qyapi.weixin.qq.com/cgi-bin/webhook/send",
            "https://open.feishu.cn/open-apis/bot/v2/hook/a",
        );
        assert!(form("wecom", &format!("{wecom}?key=a"), "").is_empty());
        assert!(form("dingtalk", "https://oapi.dingtalk.com/robot/send?access_token=a", "SECa").is_empty());
        assert!(form("feishu", feishu, "").is_empty());
        assert!(form("feishu", "https://im.example.gov/hook/a", "").is_empty(), "the settings allow it");
        assert_eq!(form("wecom", wecom, ""), ["address"], "without its key");
        assert_eq!(form("wecom", &format!("{wecom}?key=a"), "SECa"), ["secret"], "it has none");
        assert_eq!(form("wecom", feishu, ""), ["address"], "another service");
        assert_eq!(form("feishu", "https://10.0.0.1/hook/a", ""), ["address"]);
        assert_eq!(form("feishu", "http://open.feishu.cn/a", ""), ["address"]);
        assert_eq!(form("telegram", "https://open.feishu.cn/a", ""), ["service"]);
        assert_eq!(faults(&[]), ["service", "name", "address", "topic"]);
    }
}
