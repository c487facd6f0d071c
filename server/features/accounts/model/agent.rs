//! What a browser says of itself, in a few words. Told from parts that are stable; anything else is another browser.
use crate::base::text::Words;

/// Marks of browsers, the most special first: most of them call themselves Chrome or Safari as well.
const BROWSERS: [(&str, &str); 12] = [
    ("wxwork/", "wecom"),
    ("MicroMessenger/", "wechat"),
    ("DingTalk/", "dingtalk"),
    ("Lark/", "feishu"),
    ("Feishu/", "feishu"),
    ("QQBrowser/", "QQ"),
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Version/", "Safari"),
    ("Trident/", "Internet Explorer"),
];

const SYSTEMS: [(&str, &str); 11] = [
    ("Windows NT 10.0", "Windows 10/11"),
    ("Windows NT 6.3", "Windows 8.1"),
    ("Windows NT 6.2", "Windows 8"),
    ("Windows NT 6.1", "Windows 7"),
    ("Windows", "Windows"),
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iPadOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

/// `Chrome 109 · Windows 7`.
pub fn agent(raw: &str, w: &Words) -> String {
    let system = SYSTEMS.iter().find(|(mark, _)| raw.contains(mark)).map(|(_, name)| *name);
    let browser = BROWSERS.iter().find_map(|(mark, name)| Some((raw.split_once(mark)?.1, *name)));
    let browser = browser.map_or_else(
        || w.agent_other(),
        |(version, name)| {
            let name = match name {
                "wecom" => w.agent_wecom(),
                "wechat" => w.agent_wechat(),
                "dingtalk" => w.agent_dingtalk(),
                "feishu" => w.agent_feishu(),
                // Its number is that of the engine.
                "Internet Explorer" => return name.into(),
                name => name.into(),
            };
            let major: String = version.chars().take_while(char::is_ascii_digit).take(4).collect();
            if major.is_empty() { name } else { format!("{name} {major}") }
        },
    );
    system.map_or(browser.clone(), |system| format!("{browser} · {system}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::text::{Language, words};

    #[test]
    fn browsers_are_told_in_a_few_words() {
        let w = words(Language::ZhCN);
        let webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";
        for (raw, said) in [
            (format!("Mozilla/5.0 (Windows NT 6.1; Win64; x64) {webkit} Chrome/109.0.0.0 Safari/537.36"), "Chrome 109 · Windows 7"),
            (format!("Mozilla/5.0 (Windows NT 10.0; Win64; x64) {webkit} Chrome/131.0.0.0 Safari/537.36 Edg/131.0.2903.51"), "Edge 131 · Windows 10/11"),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0".into(), "Firefox 128 · Linux"),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1".into(), "Safari 17 · iOS"),
            (format!("Mozilla/5.0 (Linux; Android 14; V2241A) {webkit} Chrome/116.0.0.0 Mobile Safari/537.36 wxwork/4.1.30 MicroMessenger/7.0.1"), "企业微信 4 · Android"),
            ("Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko".into(), "Internet Explorer · Windows 7"),
            ("curl/8.5.0".into(), "其他浏览器"),
            (String::new(), "其他浏览器"),
            ("Chrome/".into(), "Chrome"),
        ] {
            assert_eq!(agent(&raw, w), said, "{raw}");
        }
    }
}
