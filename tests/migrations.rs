//! Migrations meet rows. Before each one, the rows of `tests/migrations/<its name>.sql` are put into the tables as they are
//! by then; each must carry along what it finds, and the program must be able to read it afterwards.
#![expect(clippy::disallowed_types, reason = "tests take the pool that sqlx::test gives them")]

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, PgPool, migrate::Migration};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;
use zicha::MIGRATOR;

/// The moment at which the sessions among the rows are good.
const NOW: &str = "2026-11-23T02:32:00Z";
const ROWS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/migrations");
/// What nobody who signs in may read: the name of a table and who reads it.
const UNSEEN: &[(&str, &str)] = &[
    ("sign_in_attempt", "the sign-in itself"),
    ("issue_due_total", "the functions that sum"),
    ("issue_total", "the functions that sum"),
    ("issue_statistic", "the function `issue_statistics`, which knows who asks"),
    ("search_entry", "the function `search`, which knows who asks"),
];

fn name(migration: &Migration) -> String {
    format!("{:04}_{}.sql", migration.version, migration.description.replace(' ', "_"))
}

/// Every table of ours with the number of its rows.
async fn counts(db: &mut PgConnection) -> BTreeMap<String, i64> {
    let tables: Vec<String> = sqlx::query_scalar(
        "select relname::text from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
            and relname <> '_sqlx_migrations'",
    )
    .fetch_all(&mut *db)
    .await
    .unwrap();
    let mut counts = BTreeMap::new();
    for table in tables {
        counts.insert(table.clone(), count(db, &table).await.unwrap());
    }
    counts
}

async fn count(db: &mut PgConnection, table: &str) -> sqlx::Result<i64> {
    sqlx::query_scalar(AssertSqlSafe(format!("select count(*) from {table}"))).fetch_one(db).await
}

/// Puts in the rows of each migration, then applies it as `role`, and looks whether rows are lost on the way.
async fn migrate_with_rows(db: &mut PgConnection, role: &str) {
    for migration in MIGRATOR.iter() {
        let name = name(migration);
        let rows = std::fs::read_to_string(format!("{ROWS}/{name}"))
            .unwrap_or_else(|e| panic!("tests/migrations/{name} holds the rows that stand before it: {e}"));
        db.execute(AssertSqlSafe(rows)).await.unwrap_or_else(|e| panic!("the rows before {name}: {e}"));
        let before = counts(db).await;
        db.execute(AssertSqlSafe(format!("set role {role}"))).await.unwrap();
        MIGRATOR.run_to(migration.version, &mut *db).await.unwrap_or_else(|e| panic!("{name}: {e}"));
        db.execute("reset role").await.unwrap();
        let after = counts(db).await;
        for (table, rows) in before.iter().filter(|(table, _)| after.contains_key(*table)) {
            assert!(after[table] >= *rows, "{name} lost rows of {table}: {rows} → {}", after[table]);
        }
    }
}

#[test]
fn every_migration_has_its_rows() {
    let files: BTreeSet<String> =
        std::fs::read_dir(ROWS).unwrap().map(|f| f.unwrap().file_name().into_string().unwrap()).collect();
    let migrations: BTreeSet<String> = MIGRATOR.iter().map(name).collect();
    assert_eq!(files, migrations, "rows in tests/migrations, migrations in migrations/");
}

#[sqlx::test(migrations = false)]
async fn migrations_carry_rows_along_and_a_second_run_changes_nothing(pool: PgPool) {
    let mut db = pool.acquire().await.unwrap();
    migrate_with_rows(&mut db, "none").await;
    let done = "select array_agg(m::text order by version) from _sqlx_migrations m";
    let first: Vec<String> = sqlx::query_scalar(done).fetch_one(&mut *db).await.unwrap();
    let rows = counts(&mut db).await;
    MIGRATOR.run(&mut *db).await.unwrap();
    let second: Vec<String> = sqlx::query_scalar(done).fetch_one(&mut *db).await.unwrap();
    assert_eq!(first.len(), MIGRATOR.iter().count());
    assert_eq!(first, second);
    assert_eq!(rows, counts(&mut db).await);
}

/// Enters as each person with a session and reads every table: those that have rows which none of them saw.
async fn unseen(pool: &PgPool, db: &mut PgConnection) -> BTreeSet<String> {
    let all = counts(db).await;
    let sessions: Vec<(Vec<u8>, String)> =
        sqlx::query_as("select s.hash, o.role from session s join post o on o.id = s.post_id order by 1")
            .fetch_all(&mut *db)
            .await
            .unwrap();
    let mut app = PgConnection::connect_with(&pool.connect_options()).await.unwrap();
    app.execute("set role zicha_app").await.unwrap();
    let mut unseen: BTreeSet<String> = all.iter().filter(|(_, n)| **n > 0).map(|(t, _)| t.clone()).collect();
    for (hash, role) in sessions {
        let entered: Option<String> =
            sqlx::query_scalar("select role from enter($1, $2::text::timestamptz, '2026-11-23', false)")
                .bind(hash)
                .bind(NOW)
                .fetch_optional(&mut app)
                .await
                .unwrap();
        assert_eq!(entered.as_deref(), Some(role.as_str()));
        for table in all.keys() {
            let seen = count(&mut app, table).await.unwrap_or_else(|e| panic!("{role} reads {table}: {e}"));
            if seen > 0 {
                unseen.remove(table.as_str());
            }
        }
    }
    for (table, _) in UNSEEN {
        unseen.remove(*table);
    }
    unseen
}

/// A managed database gives its owner no more than the right to make roles: the policies bind that owner as well.
#[sqlx::test(migrations = false)]
async fn migrated_by_an_owner_who_is_no_superuser_everything_is_still_read(pool: PgPool) {
    let mut db = pool.acquire().await.unwrap();
    let database: String = sqlx::query_scalar("select current_database()").fetch_one(&mut *db).await.unwrap();
    let owner = format!("zicha_owner_{}", Uuid::now_v7().simple());
    let sql = format!("create role {owner} createrole; alter database \"{database}\" owner to {owner}");
    db.execute(AssertSqlSafe(sql)).await.unwrap();
    migrate_with_rows(&mut db, &owner).await;
    let unseen = unseen(&pool, &mut db).await;
    assert!(unseen.is_empty(), "rows of {unseen:?} are there, and nobody who signs in sees them");
    let statistics = include_str!("fixtures/statistics.sql");
    assert_eq!(sqlx::query_scalar::<_, i64>(statistics).fetch_one(&mut *db).await.unwrap(), 0);
    let sought = "select count(*) from (select id from issue union all select id from person union all select id from system) t
                   where not exists (select from search_entry e where e.id = t.id)";
    assert_eq!(
        sqlx::query_scalar::<_, i64>(sought).fetch_one(&mut *db).await.unwrap(),
        0,
        "rows that no word finds"
    );
    let sql = format!(
        "alter database \"{database}\" owner to current_user; reassign owned by {owner} to current_user; drop owned by {owner}; drop role {owner}"
    );
    db.execute(AssertSqlSafe(sql)).await.unwrap();
}
