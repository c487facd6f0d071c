//! One city, two districts, three schools; every role where it matters. Made by SQL, past the policies, so that a test of
//! the policies does not lean on them.
use super::Client;
use chrono::{DateTime, Duration, Utc};
use sqlx::{PgPool, postgres::PgConnectOptions};
use std::{
    collections::HashMap,
    sync::{
        Arc, LazyLock,
        atomic::{AtomicI64, Ordering},
    },
};
use uuid::Uuid;
use zicha::{
    access::session,
    base::{calendar::Calendar, db::Db, files::Files, ids::new_uuid, request::Token},
    config::Config,
    state::App,
};

/// The moment at which every test begins: a Monday, 10:32 in Shanghai.
pub const NOW: &str = "2026-11-23T02:32:00Z";

/// Units by code: number in the tree, code above, name.
const UNITS: &[(i64, &str, &str, &str)] = &[
    (1, "CQ", "", "市网络安全通报中心"),
    (2, "CQ01", "CQ", "渝中区主管部门"),
    (3, "CQ02", "CQ", "江北区主管部门"),
    (4, "CQ01001", "CQ01", "渝中区第一小学"),
    (5, "CQ01002", "CQ01", "渝中区第二中学"),
    (6, "CQ02001", "CQ02", "江北区第一小学"),
];

/// Everyone's password.
pub const PASSWORD: &str = "correct horse battery";

static HASH: LazyLock<String> = LazyLock::new(|| zicha::base::password::hash_now(PASSWORD).unwrap());

/// Posts as `role@unit`; the person's name is the same text.
const POSTS: &[&str] = &[
    "admin@CQ",
    "auditor@CQ",
    "supervisor@CQ",
    "reviewer@CQ",
    "leader@CQ",
    "officer@CQ",
    "admin@CQ01",
    "supervisor@CQ01",
    "reviewer@CQ01",
    "leader@CQ01",
    "officer@CQ01",
    "auditor@CQ01",
    "officer@CQ01001",
    "owner@CQ01001",
    "leader@CQ01001",
    "reviewer@CQ01001",
    "staff@CQ01001",
    "officer@CQ01002",
    "owner@CQ01002",
    "officer@CQ02001",
    "owner@CQ02001",
    "supervisor@CQ02",
    "admin@CQ02",
];

/// The organisation and the program that serves it.
pub struct World {
    /// Past all policies: for making and for looking.
    pub pool: PgPool,
    /// The program.
    pub app: App,
    /// Units by code.
    pub units: HashMap<&'static str, Uuid>,
    /// People by `role@unit`.
    pub people: HashMap<String, Uuid>,
    clock: Arc<AtomicI64>,
}

impl World {
    /// A fresh one.
    pub async fn new(pool: PgPool) -> Self {
        let clock = Arc::new(AtomicI64::new(NOW.parse::<DateTime<Utc>>().unwrap().timestamp_millis()));
        let app = Self::instance(pool.connect_options().as_ref().clone(), clock.clone());
        let mut world = Self { pool, app, units: HashMap::new(), people: HashMap::new(), clock };
        world.found().await;
        world
    }

    /// A database without anything in it: before set-up.
    pub fn bare(pool: PgPool) -> Self {
        let clock = Arc::new(AtomicI64::new(NOW.parse::<DateTime<Utc>>().unwrap().timestamp_millis()));
        let app = Self::instance(pool.connect_options().as_ref().clone(), clock.clone());
        Self { pool, app, units: HashMap::new(), people: HashMap::new(), clock }
    }

    fn instance(options: PgConnectOptions, clock: Arc<AtomicI64>) -> App {
        let db = Db::new(options, 4);
        let folder = std::env::temp_dir().join(format!("zicha-test-{}", Uuid::now_v7()));
        let config = Config { data_dir: folder.clone(), ..Config::for_tests() };
        let now = move || DateTime::from_timestamp_millis(clock.load(Ordering::Relaxed)).unwrap();
        App::new(db, Files::at(&folder).unwrap(), Calendar::shipped(), config, Arc::new(now))
    }

    /// A second program on the same database.
    pub fn second(&self) -> App {
        Self::instance((*self.pool.connect_options()).clone(), self.clock.clone())
    }

    /// The same, signed in to the database as this login.
    pub fn by_login(&self, login: &str) -> App {
        Self::instance((*self.pool.connect_options()).clone().username(login), self.clock.clone())
    }

    /// The test's time.
    pub fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.clock.load(Ordering::Relaxed)).unwrap()
    }

    /// Lets time pass.
    pub fn pass(&self, time: Duration) {
        self.clock.fetch_add(time.num_milliseconds(), Ordering::Relaxed);
    }

    async fn found(&mut self) {
        let mut paths: HashMap<&str, String> = HashMap::new();
        for &(no, code, above, name) in UNITS {
            let id = new_uuid(self.now());
            let path = format!("{}{no}/", paths.get(above).map_or("", String::as_str));
            sqlx::query(
                "insert into unit (id, no, parent_id, path, sort_key, code, name, kind, created_at)
                 values ($1, $2, $3, $4, coalesce((select sort_key from unit where id = $3), '') || unit_sort_part(0, $2), $5, $6, '', $7)",
            )
            .bind(id)
            .bind(no)
            .bind(self.units.get(above))
            .bind(&path)
            .bind(code)
            .bind(name)
            .bind(self.now())
            .execute(&self.pool)
            .await
            .unwrap();
            self.units.insert(code, id);
            paths.insert(code, path);
        }
        sqlx::query("select setval('unit_no_seq', 100)").execute(&self.pool).await.unwrap();
        for post in POSTS {
            let (role, unit) = post.split_once('@').unwrap();
            self.add_person(post, role, unit).await;
        }
    }

    /// A person of that name with an account and one post.
    pub async fn add_person(&mut self, name: &str, role: &str, unit: &str) -> Uuid {
        let id = self.person(name, name, unit).await;
        let sql =
            "insert into account (person_id, username, password_hash, changed_at) values ($1, $2, $4, $3)";
        sqlx::query(sql)
            .bind(id)
            .bind(name)
            .bind(self.now())
            .bind(HASH.as_str())
            .execute(&self.pool)
            .await
            .unwrap();
        self.people.insert(name.to_owned(), id);
        self.post(id, role, unit).await;
        id
    }

    /// One more post of a person.
    pub async fn add_post(&self, name: &str, role: &str, unit: &str) -> Uuid {
        self.post(self.people[name], role, unit).await
    }

    /// A person of a unit with a post of its own that may be ended: `(person, post)`.
    pub async fn newcomer(&self, unit: &str) -> (String, String) {
        let person = self.person("new", &Uuid::now_v7().to_string(), unit).await;
        (person.to_string(), self.post(person, "staff", unit).await.to_string())
    }

    async fn person(&self, name: &str, staff_no: &str, unit: &str) -> Uuid {
        let sql = "insert into person (id, unit_id, path, name, staff_no, created_at) select $1, id, path, $2, $3, $4 from unit where code = $5";
        let id = new_uuid(self.now());
        let made = sqlx::query(sql).bind(id).bind(name).bind(staff_no).bind(self.now()).bind(unit);
        made.execute(&self.pool).await.unwrap();
        id
    }

    async fn post(&self, person: Uuid, role: &str, unit: &str) -> Uuid {
        let sql = "insert into post (id, person_id, unit_id, path, role, starts_on, created_at)
            select $1, $2, id, path, $3, '2026-01-01', $4 from unit where code = $5";
        let id = new_uuid(self.now());
        let made = sqlx::query(sql).bind(id).bind(person).bind(role).bind(self.now()).bind(unit);
        made.execute(&self.pool).await.unwrap();
        id
    }

    /// A browser in which `role@unit` is signed in.
    pub async fn sign_in(&self, name: &str) -> Client {
        self.sign_in_at(&self.app, name).await
    }

    /// The same, talking to another instance.
    pub async fn sign_in_at(&self, app: &App, name: &str) -> Client {
        let token = Token::random().unwrap();
        let (role, unit) = name.split_once('@').unwrap_or(("officer", "CQ01001"));
        sqlx::query(
            "insert into session (hash, id, person_id, post_id, created_at, seen_at, idle_ends_at, ends_at, address, agent)
             select $1, $2, o.person_id, o.id, $3, $3, $4, $5, '', 'test' from post o join unit u on u.id = o.unit_id
              where o.person_id = $6 and o.role = $7 and u.code = $8",
        )
        .bind(token.hash())
        .bind(new_uuid(self.now()))
        .bind(self.now())
        .bind(self.now() + session::IDLE)
        .bind(self.now() + session::ABSOLUTE)
        .bind(self.people[name])
        .bind(role)
        .bind(unit)
        .execute(&self.pool)
        .await
        .unwrap();
        Client::new(zicha::app(app.clone()), Some(token))
    }

    /// A browser of nobody.
    pub fn nobody(&self) -> Client {
        Client::new(zicha::app(self.app.clone()), None)
    }

    /// One value, past all policies.
    pub async fn value<T>(&self, sql: &'static str) -> T
    where
        T: for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres> + Send + Unpin,
    {
        sqlx::query_scalar(sql).fetch_one(&self.pool).await.unwrap()
    }
}

impl World {
    /// An object for the `{id}` of a route, belonging to a unit.
    pub async fn object(&self, pattern: &str, unit: &str) -> String {
        let at = self.units[unit];
        if pattern.contains("/import/{id}") {
            return self.uploaded(pattern.split('/').nth(1).unwrap_or_default(), unit).await.to_string();
        }
        let sql = match pattern.split('/').nth(1).unwrap_or_default() {
            "units" => return at.to_string(),
            "people" => "select id from person where unit_id = $1 order by name limit 1",
            "systems" => return self.system(unit).await.to_string(),
            "issues" => return self.issue(unit).await.to_string(),
            "supervisions" => return self.paper(unit).await.to_string(),
            "checklists" => return self.checklist().await.to_string(),
            "rounds" => return self.round(unit).await.0.to_string(),
            "inspections" => return self.round(unit).await.1.to_string(),
            "admin" => return self.mail(unit).await.to_string(),
            "messages" => return self.message(unit).await.to_string(),
            "exports" => return self.export(unit).await.to_string(),
            "evidence" => return self.evidence(unit).await.to_string(),
            "account" => {
                self.sign_in(&self.someone("officer", unit)).await;
                "select s.id from session s join person p on p.id = s.person_id where p.unit_id = $1 order by s.id desc limit 1"
            }
            other => panic!("how to make an object for /{other}?"),
        };
        let id: Option<Uuid> = sqlx::query_scalar(sql).bind(at).fetch_optional(&self.pool).await.unwrap();
        id.unwrap_or_default().to_string()
    }
}

impl World {
    /// Somebody of the unit, with this role if anyone has it.
    fn someone(&self, role: &str, unit: &str) -> String {
        let there = |name: &&String| name.ends_with(&format!("@{unit}"));
        let mut names: Vec<&String> = self.people.keys().filter(there).collect();
        names.sort_by_key(|name| (!name.starts_with(role), (*name).clone()));
        names[0].clone()
    }

    /// A table that somebody of the unit has uploaded; it cannot be read, so that nothing comes of it.
    async fn uploaded(&self, kind: &str, unit: &str) -> Uuid {
        let id = new_uuid(self.now());
        let by = self.someone(if matches!(kind, "systems" | "issues") { "officer" } else { "admin" }, unit);
        sqlx::query(
            "insert into table_import (id, kind, unit_id, path, person_id, file_name, sha256, uploaded_at, bytes)
             select $1, $2, id, path, $3, 'x.csv', '', $4, 'x' from unit where code = $5",
        )
        .bind(id)
        .bind(kind)
        .bind(self.people[&by])
        .bind(self.now())
        .bind(unit)
        .execute(&self.pool)
        .await
        .unwrap();
        id
    }

    /// A 督办单 about an issue of the unit, made above.
    async fn paper(&self, unit: &str) -> Uuid {
        let (issue, id) = (self.issue(unit).await, new_uuid(self.now()));
        sqlx::query(
            "insert into supervision (id, year, no, issue_id, unit_id, path, demand, due, made_by, made_at)
             select $1, 2026, next_supervision_no(2026), id, unit_id, path, '限期整改', '2026-12-01', $2, $3 from issue where id = $4",
        )
        .bind(id)
        .bind(self.people["supervisor@CQ"])
        .bind(self.now())
        .bind(issue)
        .execute(&self.pool)
        .await
        .unwrap();
        id
    }

    /// A message to somebody of the unit.
    async fn message(&self, unit: &str) -> Uuid {
        let (id, to) = (new_uuid(self.now()), self.someone("officer", unit));
        sqlx::query(
            "insert into message (id, person_id, unit_id, path, kind, lines, total, made_at)
             select $1, $2, id, path, 'digest', '[]', 1, $3 from unit where code = $4",
        )
        .bind(id)
        .bind(self.people[&to])
        .bind(self.now())
        .bind(unit)
        .execute(&self.pool)
        .await
        .unwrap();
        id
    }

    /// A workbook that somebody of the unit has had made.
    async fn export(&self, unit: &str) -> Uuid {
        let (id, by) = (new_uuid(self.now()), self.someone("officer", unit));
        sqlx::query(
            "insert into export (id, list, unit_id, path, person_id, post_id, language, query, file_name, made_at, finished_at, body)
             select $1, 'issue', o.unit_id, o.path, o.person_id, o.id, 'zh-CN', '', 'x.xlsx', $2, $2, 'x'
               from post o join unit u on u.id = o.unit_id where o.person_id = $3 and u.code = $4 limit 1",
        )
        .bind(id)
        .bind(self.now())
        .bind(self.people[&by])
        .bind(unit)
        .execute(&self.pool)
        .await
        .unwrap();
        id
    }

    /// A system of a unit.
    pub async fn system(&self, unit: &str) -> Uuid {
        let sql = "insert into system (id, unit_id, path, name, status, important, created_at)
            select $1, id, path, 'system ' || $1, 'in_use', false, $2 from unit where code = $3";
        let id = new_uuid(self.now());
        sqlx::query(sql).bind(id).bind(self.now()).bind(unit).execute(&self.pool).await.unwrap();
        id
    }
}

impl World {
    /// A mail that waits, to somebody of a unit.
    pub async fn mail(&self, unit: &str) -> Uuid {
        let sql = "insert into job (id, kind, unit_id, path, made_at, run_at) select $1, 'mail.reset', id, path, $2, $2 from unit where code = $3";
        let id = new_uuid(self.now());
        sqlx::query(sql).bind(id).bind(self.now()).bind(unit).execute(&self.pool).await.unwrap();
        id
    }
}

impl World {
    /// A robot of a unit.
    pub async fn robot(&self, unit: &str) -> Uuid {
        let sql = "insert into robot (id, unit_id, path, kind, name, host, hint, address, language, topics, made_at)
            select $1, id, path, 'feishu', $1::text, 'open.feishu.cn', '3f2a', 'https://open.feishu.cn/3f2a', 'zh-CN', '{urge}', $2
              from unit where code = $3";
        let id = new_uuid(self.now());
        sqlx::query(sql).bind(id).bind(self.now()).bind(unit).execute(&self.pool).await.unwrap();
        id
    }

    /// A day off of a unit.
    pub async fn vacation(&self, unit: &str) -> Uuid {
        let sql = "insert into unit_vacation (id, unit_id, path, name, starts_on, ends_on, made_at)
            select $1, id, path, '校庆', '2027-05-20', '2027-05-20', $2 from unit where code = $3";
        let id = new_uuid(self.now());
        sqlx::query(sql).bind(id).bind(self.now()).bind(unit).execute(&self.pool).await.unwrap();
        id
    }
}
