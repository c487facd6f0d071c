//! 评论 and 整改前后对比 on the page of an issue.
use super::support::{Client, World};
use sqlx::PgPool;
use uuid::Uuid;
use zicha::base::ids::new_uuid;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

async fn say(person: &mut Client, path: &str, words: &str, to: &[&str]) -> super::support::Answer {
    let mut fields = vec![("comment", words)];
    fields.extend(to.iter().map(|id| ("mention", *id)));
    person.post(&format!("{path}/comment"), &fields).await
}

async fn offered(person: &mut Client, path: &str) -> Vec<String> {
    person.get(path).await.is(200).all("#comment-mention .choice")
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn whoever_reads_an_issue_comments_on_it_in_every_state_and_words_are_shown_as_words(pool: PgPool) {
    let w = World::new(pool).await;
    let path = format!("/issues/{}", w.issue("CQ01001").await);
    for who in ["owner@CQ01001", "leader@CQ01001", "supervisor@CQ01"] {
        say(&mut w.sign_in(who).await, &path, who, &[]).await.is(303);
    }
    w.sign_in("reviewer@CQ01").await.post(&format!("{path}/void"), &[("reason", "误报")]).await.is(303);
    let mut officer = w.sign_in("officer@CQ01001").await;
    say(&mut officer, &path, "<script>alert(1)</script>\n第二行", &[]).await.is(303);
    let page = officer.get(&path).await;
    let said = page.all(".comments .words");
    assert_eq!(
        said,
        ["<script>alert(1)</script> 第二行", "supervisor@CQ01", "leader@CQ01001", "owner@CQ01001"]
    );
    assert!(page.all(".comments .event-head")[0].contains("officer@CQ01001 · 安全管理员"), "{said:?}");
    assert!(!page.all(".timeline").join("").contains("第二行"));
    assert_eq!(
        w.value::<i64>("select count(*) from audit where kind = 'issue.comment' and data::text like '%行%'")
            .await,
        0
    );
    for (who, status) in [("officer@CQ01002", 404), ("auditor@CQ01", 404), ("staff@CQ01001", 404)] {
        say(&mut w.sign_in(who).await, &path, "无权", &[]).await.is(status);
    }
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn a_mentioned_person_is_told_which_issue_and_never_the_words(pool: PgPool) {
    let w = World::new(pool).await;
    let path = format!("/issues/{}", w.issue("CQ01001").await);
    let leader = w.people["leader@CQ01001"].to_string();
    let mut officer = w.sign_in("officer@CQ01001").await;
    say(&mut officer, &path, "请批准停机", &[&leader]).await.is(303);
    assert!(officer.get(&path).await.all(".comments small").join("").contains("@leader@CQ01001"));
    let mut leader = w.sign_in("leader@CQ01001").await;
    let told = leader.get("/messages").await.is(200).all("main").join("");
    assert!(told.contains("关闭高危端口") && !told.contains("停机"), "{told}");
    assert_eq!(w.value::<String>("select string_agg(kind, ',') from message").await, "mention");
    // A comment is no change of the issue: nobody's page has become old by it.
    assert_eq!(w.value::<i32>("select version from issue").await, 1);
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn only_people_whom_the_writer_sees_anyway_and_who_see_the_issue_can_be_mentioned(pool: PgPool) {
    let w = World::new(pool).await;
    let path = format!("/issues/{}", w.issue("CQ01001").await);
    let mut owner = w.sign_in("owner@CQ01001").await;
    assert_eq!(offered(&mut owner, &path).await, Vec::<String>::new(), "an owner sees nobody's posts");
    let mut officer = w.sign_in("officer@CQ01001").await;
    let near = offered(&mut officer, &path).await;
    assert_eq!(near.len(), 3, "{near:?}");
    for name in ["owner@CQ01001", "leader@CQ01001", "reviewer@CQ01001"] {
        assert!(near.contains(&name.to_owned()), "{near:?}");
    }
    // Whoever spoke stands on the page, and can be answered by everybody who reads it.
    let above = w.people["supervisor@CQ01"].to_string();
    say(&mut owner, &path, "请协调", &[&above]).await.is(422);
    say(&mut w.sign_in("supervisor@CQ01").await, &path, "进展如何", &[]).await.is(303);
    assert_eq!(offered(&mut owner, &path).await, ["supervisor@CQ01"]);
    say(&mut owner, &path, "请协调", &[&above]).await.is(303);
    for nobody in [w.people["owner@CQ01002"].to_string(), w.people["staff@CQ01001"].to_string(), "x".into()] {
        let refused = say(&mut officer, &path, "你好", &[&nobody]).await.is(422);
        assert!(!refused.all("#comment-mention .error").is_empty());
        assert_eq!(refused.all("#comment-comment"), ["你好"]);
    }
    let ended = sqlx::query("update post set ends_on = '2026-11-01' where person_id = $1");
    ended.bind(w.people["leader@CQ01001"]).execute(&w.pool).await.unwrap();
    assert!(!offered(&mut officer, &path).await.contains(&"leader@CQ01001".to_owned()));
}

/// A picture of the answer that raised the issue.
async fn found(w: &World, issue: Uuid) -> Uuid {
    let answer = new_uuid(w.now());
    sqlx::query("update issue set origin_answer = $1 where id = $2")
        .bind(answer)
        .bind(issue)
        .execute(&w.pool)
        .await
        .unwrap();
    let id = new_uuid(w.now());
    sqlx::query(
        "insert into evidence (id, unit_id, path, subject_kind, subject_id, name, media_type, size, sha256, taken_on, note, uploaded_by, uploaded_at)
         select $1, unit_id, path, 'answer', $2, '检查时.png', 'image/png', 1, repeat('0', 64), '2026-11-20', '', raised_by, $4
           from issue where id = $3",
    )
    .bind(id)
    .bind(answer)
    .bind(issue)
    .bind(w.now())
    .execute(&w.pool)
    .await
    .unwrap();
    id
}

#[sqlx::test(migrator = "zicha::MIGRATOR")]
async fn pictures_of_what_was_found_stand_beside_those_of_what_was_done(pool: PgPool) {
    let w = World::new(pool).await;
    w.evidence("CQ01002").await;
    let issue = w.issue("CQ01001").await;
    let path = format!("/issues/{issue}");
    let mut owner = w.sign_in("owner@CQ01001").await;
    assert!(owner.get(&path).await.all("#pictures").is_empty());
    let answered = found(&w, issue).await;
    let dated = [("taken_on", "2026-11-22"), ("note", "现场")];
    let files = [("files", "现场.png", PNG), ("files", "说明.txt", b"x".as_slice())];
    owner.upload(&format!("{path}/evidence"), &dated, &files).await.is(303);
    w.pass(chrono::Duration::minutes(5));
    let done = [("measure", "已关闭"), ("taken_on", "2026-11-23"), ("note", "关闭以后")];
    owner.upload(&format!("{path}/submit"), &done, &[("files", "完成.png", PNG)]).await.is(303);
    let page = owner.get(&path).await;
    let before = page.all(".compare section:first-child figcaption");
    let after = page.all(".compare section:last-child figcaption");
    assert_eq!((before.len(), after.len()), (2, 1), "{before:?} {after:?}");
    assert!(
        before[1].contains("现场") && after[0].contains("关闭以后") && after[0].contains("2026年11月23日")
    );
    assert_eq!(page.attr(".compare img", "src"), Some(format!("/evidence/{answered}")));
    // The owner opens what was found; the owner of another issue does not.
    owner.get(&format!("/evidence/{answered}")).await.is(200);
    w.sign_in("owner@CQ01002").await.get(&format!("/evidence/{answered}")).await.is(404);
    // Nor does it belong to whoever owns nothing of it in the same unit.
    sqlx::query("update issue set owner_id = $1")
        .bind(w.people["officer@CQ01001"])
        .execute(&w.pool)
        .await
        .unwrap();
    owner.get(&format!("/evidence/{answered}")).await.is(404);
}
