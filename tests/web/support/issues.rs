//! Issues for tests, made by SQL past the policies: raised by the district's supervisor, owned by someone of the unit.
use super::World;
use uuid::Uuid;
use zicha::base::ids::new_uuid;

impl World {
    /// An awaiting issue of medium severity in a unit, due 2026-12-21.
    pub async fn issue(&self, unit: &str) -> Uuid {
        let id = new_uuid(self.now());
        let here = self.units[unit];
        let owner: Uuid = sqlx::query_scalar(
            "select person_id from post where unit_id = $1 and role in ('owner', 'officer', 'supervisor') order by role = 'owner' desc, role limit 1",
        )
        .bind(here)
        .fetch_one(&self.pool)
        .await
        .unwrap();
        sqlx::query(
            "insert into issue (id, number, unit_id, path, title, description, severity, state, owner_id, raised_by, raised_at,
                                opened_at, found_on, main_item, checklist, subject_name, first_due, due, due_days, due_known,
                                submissions, returns, version)
             select $1, next_issue_number(2026), id, path, '3389 端口对外开放', '', 'medium', 'awaiting', $2, $3, $4, $4,
                    '2026-11-23', 'NET-02', '2019-13.2', '', '2026-12-21', '2026-12-21', 20, true, 0, 0, 1
               from unit where id = $5",
        )
        .bind(id)
        .bind(owner)
        .bind(self.people["supervisor@CQ01"])
        .bind(self.now())
        .bind(here)
        .execute(&self.pool)
        .await
        .unwrap();
        sqlx::query(
            "insert into issue_item (issue_id, unit_id, path, code, main, clause, title_zh, title_en)
             select id, unit_id, path, 'NET-02', true, '二（一）', '关闭高危端口', 'Close risky ports' from issue where id = $1",
        )
        .bind(id)
        .execute(&self.pool)
        .await
        .unwrap();
        id
    }

    /// A piece of evidence about an issue of a unit, with its file.
    pub async fn evidence(&self, unit: &str) -> Uuid {
        let (issue, id) = (self.issue(unit).await, new_uuid(self.now()));
        let folder = self.app.config.data_dir.join("00");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("0".repeat(64)), "a").unwrap();
        sqlx::query(
            "insert into evidence (id, unit_id, path, subject_kind, subject_id, name, media_type, size, sha256, taken_on, note,
                                   uploaded_by, uploaded_at)
             select $1, unit_id, path, 'issue', id, 'a.txt', 'text/plain', 1, repeat('0', 64), '2026-11-23', '', raised_by, $2
               from issue where id = $3",
        )
        .bind(id)
        .bind(self.now())
        .bind(issue)
        .execute(&self.pool)
        .await
        .unwrap();
        id
    }
}
