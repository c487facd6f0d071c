//! What Postgres and the layers hold on their own.
use super::support::World;
use axum::http::Method;
use sqlx::{Connection, Executor, PgPool, Row};
use zicha::{access::can, audit::Tx};

/// Tables that belong to no unit, each with the reason.
const WITHOUT_UNIT: &[(&str, &str)] = &[
    ("_sqlx_migrations", "the program's role cannot read it"),
    ("account", "policy by person"),
    ("checklist", "shipped with the program, the same for all; only the program adds to it"),
    ("checklist_item", "as checklist"),
    ("issue_scope", "one row per level of the tree: policy by the level's path"),
    ("supervision_scope", "as issue_scope"),
    ("issue_due_total", "no policy: read by functions alone, which ask for the scope"),
    ("issue_total", "as issue_due_total"),
    ("issue_statistic", "as issue_due_total"),
    ("one_time_link", "policy by role"),
    ("search_entry", "no policy: nobody sees it but the function `search`, which asks for the scope"),
    ("list_view", "policy by person"),
    ("import_page", "policy by the import that it belongs to"),
    ("session", "policy by person"),
    ("sign_in_attempt", "policy by role"),
    ("holiday_year", "the calendar of the whole organisation; its root keeps it"),
    ("calendar_version", "the number of the calendar's last change"),
];

/// Tables that triggers and functions keep or read with the rights of their owner, whoever that is.
const BY_TRIGGERS: &[&str] = &["issue_closed_count", "issue_submitter"];

async fn as_app(pool: &PgPool) -> sqlx::PgConnection {
    let mut conn = sqlx::PgConnection::connect_with(&pool.connect_options()).await.unwrap();
    conn.execute("set role zicha_app").await.unwrap();
    conn
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn every_table_of_a_unit_has_a_policy(pool: PgPool) {
    let tables = sqlx::query(
        "select c.relname::text as name, c.relrowsecurity as kept, c.relforcerowsecurity as forced,
                exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'path' and not a.attisdropped) as placed,
                exists (select 1 from pg_policy p where p.polrelid = c.oid) as policy
           from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r', 'p')",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    assert!(tables.len() >= 9);
    for t in tables {
        let name: String = t.get("name");
        if t.get::<bool, _>("placed") {
            assert!(
                t.get::<bool, _>("kept") && t.get::<bool, _>("policy"),
                "{name} has a unit and no policy"
            );
            let forced = !BY_TRIGGERS.contains(&name.as_str());
            assert_eq!(t.get::<bool, _>("forced"), forced, "whether the policy of {name} binds its owner");
        } else {
            assert!(
                WITHOUT_UNIT.iter().any(|(n, _)| *n == name),
                "{name} has no unit: say why in WITHOUT_UNIT"
            );
        }
    }
}

/// A policy that names a login is lost, or refused, where another login restores the database.
#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn no_policy_names_a_login(pool: PgPool) {
    let sql = "select coalesce(array_agg(tablename || '.' || policyname), '{}')::text[] from pg_policies where roles <> '{public}'";
    assert_eq!(
        sqlx::query_scalar::<_, Vec<String>>(sql).fetch_one(&pool).await.unwrap(),
        Vec::<String>::new()
    );
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_used_connection_without_scope_sees_nothing(pool: PgPool) {
    World::new(pool.clone()).await;
    let mut conn = as_app(&pool).await;
    let placed: Vec<String> = sqlx::query_scalar(
        "select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
           join pg_attribute a on a.attrelid = c.oid and a.attname = 'path' where n.nspname = 'public' and c.relkind = 'r' and not a.attisdropped",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    let count = async |conn: &mut sqlx::PgConnection, table: &str| {
        let sql = sqlx::AssertSqlSafe(format!("select count(*) from {table}"));
        sqlx::query_scalar::<_, i64>(sql).fetch_one(conn).await.unwrap()
    };
    for table in &placed {
        assert_eq!(count(&mut conn, table).await, 0, "{table}, never entered");
    }
    let mut tx = conn.begin().await.unwrap();
    tx.execute("select set_config('zicha.scope', '1/', true), set_config('zicha.role', 'system', true)")
        .await
        .unwrap();
    assert_eq!(count(&mut tx, "unit").await, 6);
    tx.commit().await.unwrap();
    for table in &placed {
        assert_eq!(count(&mut conn, table).await, 0, "{table}, after a transaction with a scope");
    }
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_pooled_connection_does_not_carry_the_last_persons_scope(pool: PgPool) {
    let w = World::new(pool).await;
    let mut admin = w.sign_in("admin@CQ").await;
    for _ in 0..8 {
        admin.get("/units").await.is(200);
    }
    let mut tx = w.app.db.begin_system().await.unwrap();
    tx.execute("set local zicha.scope = ''").await.unwrap();
    let seen: i64 = sqlx::query_scalar("select count(*) from unit").fetch_one(&mut *tx).await.unwrap();
    assert_eq!(seen, 0);
    drop(tx);
    for _ in 0..8 {
        assert!(w.app.db.scope_at_rest().await.unwrap().is_empty());
    }
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_write_into_a_foreign_unit_is_refused_by_postgres(pool: PgPool) {
    let w = World::new(pool.clone()).await;
    let mut conn = as_app(&pool).await;
    conn.execute("set zicha.scope = '1/2/'; set zicha.role = 'admin'").await.unwrap();
    let foreign = w.units["CQ02"];
    let insert = sqlx::query("insert into person (id, unit_id, path, name, created_at) values (gen_random_uuid(), $1, '1/3/', 'x', now())").bind(foreign);
    assert!(insert.execute(&mut conn).await.unwrap_err().to_string().contains("row-level security"));
    let update = sqlx::query("update person set name = 'x' where unit_id = $1")
        .bind(foreign)
        .execute(&mut conn)
        .await
        .unwrap();
    assert_eq!(update.rows_affected(), 0);
    let moved = sqlx::query("update person set unit_id = $1, path = '1/3/' where unit_id = $2")
        .bind(foreign)
        .bind(w.units["CQ01"]);
    assert!(moved.execute(&mut conn).await.unwrap_err().to_string().contains("row-level security"));
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_audit_log_cannot_be_changed_by_the_program(pool: PgPool) {
    World::new(pool.clone()).await;
    let mut conn = as_app(&pool).await;
    conn.execute("set zicha.scope = '1/'; set zicha.role = 'system'").await.unwrap();
    for sql in ["update audit set kind = 'x'", "delete from audit", "truncate audit"] {
        assert!(conn.execute(sql).await.unwrap_err().to_string().contains("permission denied"), "{sql}");
    }
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn no_unsafe_route_works_without_its_token(pool: PgPool) {
    let w = World::new(pool).await;
    let mut person = w.sign_in("admin@CQ").await;
    let changes = "select count(*) from audit where kind <> 'access.refused'";
    let before = w.value::<i64>(changes).await;
    for (method, path) in zicha::routes::all().list().iter().filter(|(m, _)| *m != Method::GET) {
        let path = fill(path);
        let kind = Some("application/x-www-form-urlencoded".to_owned());
        for body in ["", "csrf=", "csrf=0000"] {
            let answer = person.send(method.clone(), &path, kind.clone(), body.into()).await;
            assert!(
                [403, 400].contains(&answer.status.as_u16()),
                "{method} {path} {body:?}: {}",
                answer.status
            );
        }
        let multipart = person
            .send(
                method.clone(),
                &path,
                Some("multipart/form-data; boundary=x".into()),
                b"--x--\r\n".to_vec(),
            )
            .await;
        assert!([403, 400].contains(&multipart.status.as_u16()), "{method} {path}: {}", multipart.status);
        // With the token, but from a page that is not ours.
        person.origin = false;
        assert_eq!(person.post(&path, &[]).await.status.as_u16(), 403, "{method} {path} without origin");
        person.origin = true;
    }
    assert_eq!(w.value::<i64>(changes).await, before);
}

fn fill(path: &str) -> String {
    path.split('/')
        .map(|p| if p.starts_with('{') { uuid::Uuid::nil().to_string() } else { p.to_owned() })
        .collect::<Vec<_>>()
        .join("/")
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn every_answer_carries_the_headers(pool: PgPool) {
    let w = World::new(pool).await;
    let mut person = w.sign_in("admin@CQ").await;
    for path in ["/units", "/nope", "/units/nope", "/login", "/healthz", "/static/app.css"] {
        let answer = person.get(path).await;
        let header = |name: &str| {
            answer.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned()
        };
        let csp = header("content-security-policy");
        assert!(
            csp.starts_with("default-src 'none'; script-src 'self'; style-src 'self'")
                && !csp.contains("unsafe"),
            "{path}"
        );
        assert_eq!(
            (header("x-content-type-options"), header("x-frame-options")),
            ("nosniff".into(), "DENY".into()),
            "{path}"
        );
        assert_eq!(header("cache-control").contains("no-store"), !path.starts_with("/static/"), "{path}");
    }
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn the_wrong_method_is_said_to_be_wrong(pool: PgPool) {
    let w = World::new(pool).await;
    let mut person = w.sign_in("admin@CQ").await;
    assert_eq!(person.send(Method::DELETE, "/units", None, Vec::new()).await.status.as_u16(), 405);
}

/// Work that goes on after the request sees what the post sees that asked for it, and nothing once the post has ended.
#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn work_behind_a_request_has_the_rights_of_its_post_and_ends_with_it(pool: PgPool) {
    let w = World::new(pool).await;
    let post = async |who: &str| -> uuid::Uuid {
        let sql = "select o.id from post o where o.person_id = $1";
        sqlx::query_scalar(sql).bind(w.people[who]).fetch_one(&w.pool).await.unwrap()
    };
    let units = async |post: uuid::Uuid| -> Option<i64> {
        let (mut reader, entered) = w.app.db.enter_post(post.into(), w.app.at()).await.unwrap()?;
        assert_eq!(entered.post_id, post);
        Some(sqlx::query_scalar("select count(*) from unit").fetch_one(reader.conn()).await.unwrap())
    };
    let (district, school) = (post("supervisor@CQ01").await, post("officer@CQ01001").await);
    assert_eq!((units(district).await, units(school).await), (Some(3), Some(1)));
    let tx = Tx::on_behalf(&w.app, school.into()).await.unwrap().unwrap();
    assert_eq!(tx.actor().unwrap().person.0, w.people["officer@CQ01001"]);
    assert!(tx.may_here::<can::KeepSystems>().is_ok() && tx.may_here::<can::KeepUnits>().is_err());
    drop(tx);
    let run = async |sql: &'static str, id: uuid::Uuid| {
        sqlx::query(sql).bind(id).execute(&w.pool).await.unwrap();
    };
    run("update post set ends_on = starts_on where id = $1", school).await;
    assert_eq!(units(school).await, None);
    assert!(Tx::on_behalf(&w.app, school.into()).await.unwrap().is_none());
    run("update account set disabled_at = now() where person_id = $1", w.people["supervisor@CQ01"]).await;
    assert_eq!(units(district).await, None);
    for _ in 0..8 {
        assert!(w.app.db.scope_at_rest().await.unwrap().is_empty());
    }
}
