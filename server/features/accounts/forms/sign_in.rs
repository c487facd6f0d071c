//! Signing in, setting up, passwords.
use crate::{
    base::{
        form::{Errors, field},
        ids::PostId,
    },
    features::accounts::model::{new_password, username},
};
use serde::Deserialize;

/// The sign-in form.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SignIn {
    /// 用户名
    pub username: String,
    /// 密码, never shown again.
    pub password: String,
    /// Where to go then.
    pub next: String,
    /// A form that waited for the sign-in.
    pub resume: String,
}

/// Where to go after signing in.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Next {
    /// A path of ours.
    pub next: String,
}

/// Which language to show.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Choose {
    /// `zh-CN` or `en`.
    pub language: String,
    /// The page to return to.
    pub next: String,
}

/// Which post to act through.
#[derive(Debug, Clone, Deserialize)]
pub struct Switch {
    /// One of the person's own.
    pub post: PostId,
}

/// The set-up form.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SetUp {
    /// 单位编码 of the root.
    pub code: String,
    /// 单位名称 of the root.
    pub unit: String,
    /// 姓名 of the administrator.
    pub name: String,
    /// 用户名
    pub username: String,
    /// 密码
    pub password: String,
    /// Again.
    pub password_again: String,
}

/// What set-up makes.
#[derive(Debug)]
pub struct FirstUnit {
    /// 单位编码
    pub code: String,
    /// 单位名称
    pub unit: String,
    /// 姓名
    pub name: String,
    /// 用户名
    pub username: String,
}

impl SetUp {
    /// The facts, or every fault.
    pub fn parse(&self) -> Result<FirstUnit, Errors> {
        let mut e = Errors::default();
        let code = e.take("code", field::text(&self.code, 40));
        let unit = e.take("unit", field::text(&self.unit, 100));
        let name = e.take("name", field::text(&self.name, 50));
        let user = e.take("username", username(&self.username));
        let names = [self.unit.trim(), self.name.trim(), self.username.trim(), self.code.trim()];
        if let Err((at, fault)) = new_password(&self.password, &self.password_again, &names) {
            e.add(at, fault);
        }
        match (code, unit, name, user) {
            (Some(code), Some(unit), Some(name), Some(username)) if e.is_empty() => {
                Ok(FirstUnit { code, unit, name, username })
            }
            _ => Err(e),
        }
    }
}

/// Accepting an invitation.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Accept {
    /// 用户名
    pub username: String,
    /// 密码
    pub password: String,
    /// Again.
    pub password_again: String,
}

impl Accept {
    /// The name to sign in with, or every fault. `names` of person and unit are guessed first.
    pub fn parse(&self, names: &[&str]) -> Result<String, Errors> {
        let mut e = Errors::default();
        let user = e.take("username", username(&self.username));
        let mut guessed = names.to_vec();
        guessed.push(self.username.trim());
        if let Err((at, fault)) = new_password(&self.password, &self.password_again, &guessed) {
            e.add(at, fault);
        }
        user.filter(|_| e.is_empty()).ok_or(e)
    }
}

/// Asking for a link for a new password.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Forgot {
    /// 用户名 or mail address.
    pub username: String,
}

/// A code from the administrator.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ByCode {
    /// 用户名
    pub username: String,
    /// As typed; never shown again.
    pub password_code: String,
}

/// A new password by a link.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Reset {
    /// The new one.
    pub password: String,
    /// Again.
    pub password_again: String,
}

/// Changing one's own password.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Password {
    /// The present one.
    pub password_now: String,
    /// The new one.
    pub password: String,
    /// Again.
    pub password_again: String,
}

/// Changing one's own mail address and telephone number.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Contact {
    /// 邮箱
    pub mail: String,
    /// 电话
    pub phone: String,
    /// The present password; never shown again.
    pub contact_password: String,
}

impl Contact {
    /// Mail address and telephone number, or every fault.
    ///
    /// # Errors
    /// What is neither.
    pub fn parse(&self) -> Result<(String, String), Errors> {
        let mut e = Errors::default();
        let mail = e.take("mail", field::optional_mail(&self.mail));
        let phone = e.take("phone", field::optional_phone(&self.phone));
        mail.zip(phone).ok_or(e)
    }
}
