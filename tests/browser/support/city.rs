//! A city, a district and a school with their people, who sign in with one password: for journeys that begin after set-up.
use super::{Browser, Portal};
use uuid::Uuid;
use zicha::base::password::hash_now;

pub const PASSWORD: &str = "correct horse battery";
/// The title of the issue that journeys tell of.
pub const ISSUE: &str = "服务器开放3389端口";

/// Units: number, path, code, name.
const UNITS: &[(i64, &str, &str, &str)] = &[
    (1, "1/", "CQ", "市网络安全通报中心"),
    (2, "1/2/", "CQ01", "渝中区主管部门"),
    (3, "1/2/3/", "CQ01001", "渝中区第一小学"),
];

/// User names, which are the roles: name, role, path of the unit.
const PEOPLE: &[(&str, &str, &str)] = &[
    ("王强", "admin", "1/"),
    ("孙鹏", "supervisor", "1/2/"),
    ("李明", "officer", "1/2/3/"),
    ("周杰", "owner", "1/2/3/"),
    ("赵敏", "reviewer", "1/2/3/"),
    ("陈静", "leader", "1/2/3/"),
];

/// Makes them, past all policies.
pub async fn found(portal: &Portal) {
    let mut db = portal.database().await;
    let hash = hash_now(PASSWORD).unwrap();
    for (no, path, code, name) in UNITS {
        sqlx::query(
            "insert into unit (id, no, parent_id, path, sort_key, code, name, created_at)
             select $1, $2, p.id, $3, coalesce(p.sort_key, '') || unit_sort_part(0, $2), $4, $5, now()
               from (select 1) one left join unit p on $3 = p.path || $2 || '/'",
        )
        .bind(Uuid::now_v7())
        .bind(no)
        .bind(path)
        .bind(code)
        .bind(name)
        .execute(&mut db)
        .await
        .unwrap();
    }
    sqlx::query("select setval('unit_no_seq', 3)").execute(&mut db).await.unwrap();
    for (name, role, path) in PEOPLE {
        sqlx::query(
            "with p as (insert into person (id, unit_id, path, name, created_at) select $1, id, path, $2, now() from unit where path = $3 returning id, unit_id, path),
                  a as (insert into account (person_id, username, password_hash, changed_at) select id, $4, $5, now() from p)
             insert into post (id, person_id, unit_id, path, role, starts_on, created_at) select $6, id, unit_id, path, $4, '2026-01-05', now() from p",
        )
        .bind(Uuid::now_v7())
        .bind(name)
        .bind(path)
        .bind(role)
        .bind(&hash)
        .bind(Uuid::now_v7())
        .execute(&mut db)
        .await
        .unwrap();
    }
}

/// The officer raises it on the form before them: of medium severity, to be rectified by the owner.
pub async fn raise(b: &mut Browser) {
    b.fill("问题名称", ISSUE).await;
    b.choose("严重程度", "中").await;
    b.choose("整改责任人", "周杰").await;
    b.choose("主检查项", "NET-02").await;
    b.click("登记问题").await;
    b.is_at(ISSUE).await;
}

impl Browser {
    /// Signs in with the user name that is the role; whoever was signed in before goes.
    pub async fn is_now(&mut self, role: &str) {
        self.driver.delete_all_cookies().await.unwrap();
        self.open("/login").await;
        self.is_at("登录").await;
        if !self.seen.iter().any(|(page, ..)| page == "/login") {
            self.look_at("login").await;
        }
        self.fill("用户名", role).await;
        self.fill("密码", PASSWORD).await;
        self.click("登录").await;
        self.finds("//nav[contains(@class, 'side')]").await;
        self.note().await;
    }
}
