//! `kill -9` of the program at random moments, while people answer, raise issues and hand in files.
use super::support::{Client, Place, Program, first_cell};
use sha2::{Digest, Sha256};
use sqlx::{Connection, PgConnection};
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use uuid::Uuid;

/// People of each kind who write at once.
const WRITERS: usize = 3;

/// What the portal has said yes to.
#[derive(Default)]
struct Ledger {
    /// Keys of all forms.
    keys: Vec<Uuid>,
    /// Titles of issues.
    raised: Vec<String>,
    /// Ids of issues that were handed in, with the file's bytes.
    submitted: Vec<(Uuid, Vec<u8>)>,
    /// How often the one cell of the sheet was answered.
    answered: i32,
}

/// A person at a screen that may go blank: the same form is sent until the portal says yes.
struct Person {
    at: SocketAddr,
    browser: Client,
    csrf: String,
}

impl Person {
    async fn of(at: SocketAddr, user: &str) -> Self {
        let mut browser = Client::sign_in(at, user).await.unwrap();
        let csrf = browser.csrf("/account").await.unwrap();
        Self { at, browser, csrf }
    }

    async fn again(&mut self) {
        loop {
            tokio::time::sleep(Duration::from_millis(20)).await;
            if let Ok(browser) = self.browser.again(self.at).await {
                self.browser = browser;
                return;
            }
        }
    }

    /// Where it leads; no other answer than yes is expected, but that the portal is not there.
    async fn send(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        file: Option<&[u8]>,
        ledger: &mut Ledger,
    ) -> String {
        let key = Uuid::now_v7();
        let (csrf, text) = (self.csrf.clone(), key.to_string());
        let mut all = vec![("csrf", csrf.as_str()), ("key", &text)];
        all.extend_from_slice(fields);
        loop {
            let answer = match file {
                Some(bytes) => self.browser.upload(path, &all, ("files", "proof.txt", bytes)).await,
                None => self.browser.post(path, &all).await,
            };
            match answer {
                Ok(answer) if answer.status == 303 => {
                    ledger.keys.push(key);
                    return answer.to;
                }
                Ok(answer) => {
                    assert_eq!(answer.status, 503, "{path}: {}", String::from_utf8_lossy(&answer.body))
                }
                Err(_) => {}
            }
            self.again().await;
        }
    }

    async fn page(&mut self, path: &str) -> zicha_bench::client::Answer {
        loop {
            match self.browser.get(path).await {
                Ok(page) if page.status == 200 => return page,
                _ => self.again().await,
            }
        }
    }
}

/// Answers the first cell of the unit's open sheet, over and over.
async fn answers(mut who: Person, sheet: Uuid, over: Arc<AtomicBool>) -> Ledger {
    let mut ledger = Ledger::default();
    let path = format!("/inspections/{sheet}");
    let (code, subject) = first_cell(&who.page(&path).await).unwrap();
    while !over.load(Ordering::Relaxed) {
        let version = ledger.answered.to_string();
        let answer = if ledger.answered % 2 == 0 { "pass" } else { "na" };
        let fields = [
            ("code", code.as_str()),
            ("subject", subject.as_str()),
            ("version", &version),
            ("answer", answer),
        ];
        who.send(&format!("{path}/answers"), &fields, None, &mut ledger).await;
        ledger.answered += 1;
    }
    ledger
}

/// Raises issues, and hands every second one in with a file.
async fn issues(mut who: Person, unit: Uuid, name: usize, over: Arc<AtomicBool>) -> Ledger {
    let (mut ledger, unit) = (Ledger::default(), unit.to_string());
    let page = who.page("/issues/new").await;
    let today = page.between("name=\"found_on\" type=\"date\" value=\"", "\"").unwrap();
    while !over.load(Ordering::Relaxed) {
        let title = format!("ledger {name}-{}", ledger.raised.len());
        let fields = [
            ("unit", unit.as_str()),
            ("title", &title),
            ("severity", "medium"),
            ("main", "NET-02"),
            ("found_on", &today),
        ];
        let to = who.send("/issues", &fields, None, &mut ledger).await;
        ledger.raised.push(title.clone());
        if ledger.raised.len().is_multiple_of(2) {
            let fields = [("measure", "已关闭端口"), ("taken_on", today.as_str())];
            who.send(&format!("{to}/submit"), &fields, Some(title.as_bytes()), &mut ledger).await;
            ledger.submitted.push((to.rsplit('/').next().unwrap().parse().unwrap(), title.into_bytes()));
        }
    }
    ledger
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_was_acknowledged_is_lost_or_doubled_by_kills() {
    let place = Place::new().await;
    let mut portal = place.portal(&[]).await;
    let mut db = place.database().await;
    let sheets: Vec<(Uuid, Uuid, String)> = sqlx::query_as(
        "select i.id, u.id, u.code from inspection i join unit u on u.id = i.unit_id join round r on r.id = i.round_id
          where i.state = 'open' and r.number = 'ZC-2026-0002' order by u.no desc limit $1",
    )
    .bind(i64::try_from(2 * WRITERS).unwrap())
    .fetch_all(&mut db)
    .await
    .unwrap();
    let over = Arc::new(AtomicBool::new(false));
    let mut running = Vec::new();
    for (n, (sheet, unit, code)) in sheets.iter().cloned().enumerate() {
        let who = Person::of(portal.address, &format!("officer-{code}")).await;
        let over = over.clone();
        running.push(if n < WRITERS {
            tokio::spawn(answers(who, sheet, over))
        } else {
            tokio::spawn(issues(who, unit, n, over))
        });
    }
    let mut back = kills(&mut portal).await;
    over.store(true, Ordering::Relaxed);
    let mut ledgers = Vec::new();
    for one in running {
        ledgers.push(one.await.unwrap());
    }
    back.sort_unstable();
    let acknowledged: usize = ledgers.iter().map(|l| l.keys.len()).sum();
    eprintln!("{} kills, {acknowledged} writes, back after {:?} at most", back.len(), back.last().unwrap());
    assert!(acknowledged > back.len(), "hardly anything was written between the kills");
    for (n, ledger) in ledgers.iter().enumerate() {
        if n < WRITERS {
            answers_hold(&mut db, sheets[n].0, ledger).await;
        }
        keys_hold(&mut db, ledger).await;
        submissions_hold(&place, &mut db, ledger).await;
    }
    let mut raised: Vec<&String> = ledgers.iter().flat_map(|l| &l.raised).collect();
    raised.sort_unstable();
    let there: Vec<String> = sqlx::query_scalar(
        "select title from issue where title like 'ledger %' order by title collate \"C\"",
    )
    .fetch_all(&mut db)
    .await
    .unwrap();
    assert_eq!(there.iter().collect::<Vec<_>>(), raised, "each issue once");
    nothing_is_half_there(&place, &mut db).await;
    db.close().await.unwrap();
}

/// How long it took to be back, each time.
async fn kills(portal: &mut Program) -> Vec<Duration> {
    #[expect(clippy::disallowed_methods, reason = "more of them when one has the time")]
    let times = std::env::var("ZICHA_KILLS").map_or(20, |n| n.parse().unwrap());
    let mut back = Vec::new();
    for _ in 0..times {
        let wait = Uuid::now_v7().as_u128() % 500;
        tokio::time::sleep(Duration::from_millis(50 + u64::try_from(wait).unwrap())).await;
        portal.kill().await.unwrap();
        portal.start_again().await.unwrap();
        back.push(portal.start);
    }
    back
}

async fn count(db: &mut PgConnection, sql: &'static str, of: Uuid) -> i64 {
    sqlx::query_scalar(sql).bind(of).fetch_one(db).await.unwrap()
}

async fn keys_hold(db: &mut PgConnection, ledger: &Ledger) {
    let there: i64 = sqlx::query_scalar("select count(*) from audit where key = any($1)")
        .bind(&ledger.keys)
        .fetch_one(db)
        .await
        .unwrap();
    assert_eq!(
        usize::try_from(there).unwrap(),
        ledger.keys.len(),
        "one event for each form that was acknowledged"
    );
}

async fn answers_hold(db: &mut PgConnection, sheet: Uuid, ledger: &Ledger) {
    let version: i32 = sqlx::query_scalar("select max(version) from answer where inspection_id = $1")
        .bind(sheet)
        .fetch_one(&mut *db)
        .await
        .unwrap();
    assert_eq!(version, ledger.answered, "each answer counted once");
    let sql = "select count(*) from audit where kind = 'inspection.answer' and subject_id in (select id from answer where inspection_id = $1)";
    let events = count(db, sql, sheet).await;
    assert_eq!(events, i64::from(ledger.answered));
}

async fn submissions_hold(place: &Place, db: &mut PgConnection, ledger: &Ledger) {
    for (issue, bytes) in &ledger.submitted {
        let once = [
            "select count(*) from issue where id = $1 and state = 'reviewing' and submissions = 1",
            "select count(*) from issue_submitter where issue_id = $1",
            "select count(*) from evidence where subject_id = $1",
            "select count(*) from audit where subject_id = $1 and kind = 'issue.submit'",
        ];
        for sql in once {
            assert_eq!(count(db, sql, *issue).await, 1, "{sql}");
        }
        let sha256: String = sqlx::query_scalar("select sha256 from evidence where subject_id = $1")
            .bind(issue)
            .fetch_one(&mut *db)
            .await
            .unwrap();
        assert_eq!(&std::fs::read(place.file(&sha256)).unwrap(), bytes);
    }
}

async fn nothing_is_half_there(place: &Place, db: &mut PgConnection) {
    let torn = [
        "select count(*) from issue i where (select count(*) from audit a where a.subject_id = i.id and a.kind = 'issue.raise') <> 1 and $1 is not null",
        "select count(*) from issue i where (select count(*) from issue_item t where t.issue_id = i.id and t.main) <> 1 and $1 is not null",
        "select count(*) from issue i where (select count(*) from deadline d where d.issue_id = i.id and d.why = 'first') <> 1 and $1 is not null",
        "select count(*) from issue i where i.submissions <> (select count(*) from issue_submitter s where s.issue_id = i.id) and $1 is not null",
        "select count(*) from issue i where not exists (select from issue_scope s where s.issue_id = i.id and s.ancestor = '1/' and s.state = i.state) and $1 is not null",
    ];
    for sql in torn {
        assert_eq!(count(db, sql, Uuid::nil()).await, 0, "{sql}");
    }
    let files: Vec<String> = sqlx::query_scalar("select sha256 from evidence").fetch_all(db).await.unwrap();
    for sha256 in files {
        let bytes = std::fs::read(place.file(&sha256)).unwrap();
        assert_eq!(hex::encode(Sha256::digest(&bytes)), sha256, "the whole file");
    }
}
