//! A round and an inspection made by SQL, for the access matrix.
use super::World;
use uuid::Uuid;
use zicha::base::ids::new_uuid;

impl World {
    /// The built-in checklist.
    pub async fn checklist(&self) -> Uuid {
        zicha::features::checklists::ensure_built_in(&self.app).await.unwrap();
        self.value("select id from checklist").await
    }

    /// A round of one unit alone, and that unit's inspection.
    pub async fn round(&self, unit: &str) -> (Uuid, Uuid) {
        let (checklist, at, round) = (self.checklist().await, self.now(), new_uuid(self.now()));
        sqlx::query(
            "insert into round (id, number, title, unit_id, path, kind, checklist_id, every, starts_on, due_on, needs_sign_off, opened_by, opened_at)
             select $1, $1::text, '自查', id, path, 'self', $2, 'monthly', '2026-11-23', '2026-12-10', true, $3, $4 from unit where id = $5",
        )
        .bind(round)
        .bind(checklist)
        .bind(self.people["supervisor@CQ"])
        .bind(at)
        .bind(self.units[unit])
        .execute(&self.pool)
        .await
        .unwrap();
        let inspection = new_uuid(at);
        sqlx::query(
            "insert into inspection (id, round_id, unit_id, path, state, version) select $1, $2, id, path, 'open', 1 from unit where id = $3",
        )
        .bind(inspection)
        .bind(round)
        .bind(self.units[unit])
        .execute(&self.pool)
        .await
        .unwrap();
        (round, inspection)
    }
}
