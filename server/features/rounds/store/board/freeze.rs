//! What a sheet keeps of the registers and of the units above when it is handed in.
use super::{
    super::super::model::{Asked, Inspection},
    Board,
};
use crate::{
    audit::Tx,
    base::{error::Result, ids::AnswerId},
    features::checklists::model::Answer,
};
use chrono::{DateTime, Utc};
use uuid::Uuid;

impl Board {
    /// Gives systems that were registered since the round opened a column: 补充.
    pub async fn take_in(&self, tx: &mut Tx, inspection: &Inspection) -> Result<()> {
        if !self.fresh {
            return Ok(());
        }
        sqlx::query!(
            "insert into subject (id, inspection_id, unit_id, path, kind, name, status, important, provided_by, supplementary, added_at)
             select y.id, $1, $2, $3, 'system', y.name, y.status, y.important, y.provided_by, true, $4 from system y
              where y.unit_id = $2 and y.status <> 'retired' on conflict (inspection_id, id) do nothing",
            inspection.id.0,
            inspection.place.unit.0,
            inspection.place.path,
            tx.at().now
        )
        .execute(tx.conn())
        .await?;
        Ok(())
    }

    /// Keeps systems, profile, the unit's name and the answers from above as they are today: what is handed in does not change
    /// with the registers, nor with what is answered above later.
    pub async fn freeze(&self, tx: &mut Tx, inspection: &Inspection) -> Result<()> {
        self.take_in(tx, inspection).await?;
        sqlx::query!(
            "update subject s set name = y.name, status = y.status, important = y.important, provided_by = y.provided_by
               from system y where s.inspection_id = $1 and s.kind = 'system' and y.id = s.id",
            inspection.id.0
        )
        .execute(tx.conn())
        .await?;
        let flags: Vec<String> = self.profile.flags().map(|f| f.key().to_owned()).collect();
        sqlx::query!(
            "update inspection i set flags = $2, unit_name = u.name from unit u where i.id = $1 and u.id = i.unit_id",
            inspection.id.0,
            &flags
        )
        .execute(tx.conn())
        .await?;
        self.keep_above(tx, inspection).await
    }

    /// Writes every inherited cell, those too for which the unit above is still waited.
    async fn keep_above(&self, tx: &mut Tx, inspection: &Inspection) -> Result<()> {
        let (by, now) = (tx.actor()?.person.0, tx.at().now);
        let (mut ids, mut codes, mut systems) = (Vec::new(), Vec::new(), Vec::new());
        let (mut results, mut units, mut times) = (Vec::new(), Vec::new(), Vec::new());
        let plan = self.plan();
        for (item, cell) in plan.cells().filter(|(_, cell)| cell.asked == Asked::Above) {
            let Some(above) = self.above(cell.subject) else { continue };
            let kept = self.at(item.code.as_str(), cell.subject);
            ids.push(AnswerId::new(now).0);
            codes.push(item.code.to_string());
            systems.push(cell.subject.column());
            results.push(kept.map_or(Answer::Open, |k| k.result).key().to_owned());
            units.push(above.unit.clone());
            times.push(kept.map_or(now, |k| k.at));
        }
        if ids.is_empty() {
            return Ok(());
        }
        sqlx::query!(
            "insert into answer (id, inspection_id, unit_id, path, code, subject_id, result, source, above, answered_by, answered_at, version)
             select e.id, $1, $2, $3, e.code, e.system, e.result, 'above', e.unit, $4, e.at, 1
               from unnest($5::uuid[], $6::text[], $7::uuid[], $8::text[], $9::text[], $10::timestamptz[]) as e (id, code, system, result, unit, at)
             on conflict (inspection_id, code, subject_id) do update
                set result = excluded.result, note = '', boxes = '{}', on_the_spot = false, source = 'above', above = excluded.above,
                    taken_from = null, answered_by = excluded.answered_by, answered_at = excluded.answered_at, version = answer.version + 1",
            inspection.id.0,
            inspection.place.unit.0,
            inspection.place.path,
            by,
            &ids as &[Uuid],
            &codes,
            &systems as &[Option<Uuid>],
            &results,
            &units,
            &times as &[DateTime<Utc>]
        )
        .execute(tx.conn())
        .await?;
        Ok(())
    }
}
