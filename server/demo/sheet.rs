//! What an officer does with a sheet: columns, faults with their issues, the rest, the computed block, off it goes.
use super::{faults::Faults, hand::Hand};
use crate::{
    base::ids::InspectionId,
    features::{
        checklists::model::{Answer, Severity},
        rounds::{
            model::{Asked, Subject},
            store,
        },
    },
};
use chrono::NaiveDate;
use fastrand::Rng;

const BEFORE: &[u8] = include_bytes!("before.png");

/// What a unit has besides its systems: kind, name, group.
const COLUMNS: [(&str, &str, &str); 6] = [
    ("zone", "办公区", ""),
    ("zone", "服务器区", ""),
    ("zone", "互联网出口区", ""),
    ("hosts", "服务器", "server"),
    ("hosts", "办公终端", "office_terminal"),
    ("media", "移动介质登记册", ""),
];

/// A fault found, with the issue it raised.
#[derive(Debug, Clone)]
pub struct Found {
    /// The issue.
    pub issue: String,
    /// The item.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// Until when it is to be rectified.
    pub due: NaiveDate,
    /// Whether the owner is the person named, and not the officer.
    pub by_owner: bool,
}

/// An officer before a sheet.
pub struct Sheet<'a> {
    /// The officer.
    pub hand: Hand,
    /// The sheet.
    pub id: InspectionId,
    /// What is typically found.
    pub faults: &'a Faults,
    /// Who rectifies most of it.
    pub owner: String,
}

/// A cell that fails.
pub struct Pick {
    code: String,
    subject: Subject,
    by_owner: bool,
}

impl Sheet<'_> {
    fn path(&self, verb: &str) -> String {
        format!("/inspections/{}/{verb}", self.id)
    }

    async fn board(&self) -> anyhow::Result<(store::Board, store::Beside)> {
        let (mut reader, actor) = self.hand.look().await?;
        let head = store::find(reader.conn(), self.id).await?;
        let board = store::Board::load(reader.conn(), &head).await?;
        let beside = store::Beside::load(reader.conn(), &head.inspection, &board, actor.at).await?;
        Ok((board, beside))
    }

    /// Names the columns.
    pub async fn columns(&mut self) -> anyhow::Result<()> {
        for (kind, name, group) in COLUMNS {
            let fields = [("do", "add"), ("kind", kind), ("name", name), ("group", group)];
            self.hand.post(&self.path("columns"), &fields).await?;
        }
        Ok(())
    }

    /// Fails up to `most` cells.
    pub async fn find_faults(&mut self, most: usize, rng: &mut Rng) -> anyhow::Result<Vec<Pick>> {
        let picks = self.pick(most, rng).await?;
        for pick in &picks {
            let answer = if rng.u8(..6) == 0 { Answer::Partial } else { Answer::Fail };
            let fields = [
                ("code", pick.code.as_str()),
                ("subject", &pick.subject.to_string()),
                ("answer", answer.key()),
                ("version", "0"),
            ];
            self.hand.post(&self.path("answers"), &fields).await?;
        }
        Ok(picks)
    }

    /// Raises the issues of these cells.
    pub async fn raise(&mut self, picks: &[Pick], rng: &mut Rng) -> anyhow::Result<Vec<Found>> {
        for pick in picks {
            self.raise_one(pick, rng).await?;
        }
        let (board, beside) = self.board().await?;
        let mut found = Vec::new();
        for pick in picks {
            let (Some(kept), Some(item)) =
                (board.at(&pick.code, pick.subject), board.edition.item(&pick.code))
            else {
                continue;
            };
            for raised in beside.raised(kept.id) {
                found.push(Found {
                    issue: raised.id.to_string(),
                    code: pick.code.clone(),
                    severity: item.severity,
                    due: raised.due,
                    by_owner: pick.by_owner,
                });
            }
        }
        Ok(found)
    }

    async fn pick(&self, most: usize, rng: &mut Rng) -> anyhow::Result<Vec<Pick>> {
        let (board, _) = self.board().await?;
        let plan = board.plan();
        let typical = |(item, cell): &(
            &crate::features::checklists::model::Item,
            &crate::features::rounds::model::Cell<'_>,
        )| {
            cell.asked == Asked::Person
                && item.boxes.is_empty()
                && self.faults.of(item.code.as_str()).is_some()
        };
        let mut cells: Vec<_> = plan.cells().filter(typical).collect();
        rng.shuffle(&mut cells);
        cells.truncate(most);
        Ok(cells
            .iter()
            .map(|(item, cell)| Pick {
                code: item.code.to_string(),
                subject: cell.subject,
                by_owner: rng.u8(..10) < 7,
            })
            .collect())
    }

    async fn raise_one(&mut self, pick: &Pick, rng: &mut Rng) -> anyhow::Result<()> {
        let Some(fault) = self.faults.of(&pick.code) else { return Ok(()) };
        let today = self.hand.app().at().today.to_string();
        let owner = if pick.by_owner { self.owner.as_str() } else { "" };
        let fields = [
            ("code", pick.code.as_str()),
            ("subject", &pick.subject.to_string()),
            ("title", &fault.title),
            ("description", &fault.seen),
            ("owner", owner),
            ("taken_on", &today),
        ];
        let photo: &[(&str, &str, &[u8])] =
            if rng.u8(..3) == 0 { &[("files", "现场照片.png", BEFORE)] } else { &[] };
        self.hand.upload(&format!("/inspections/{}/issues", self.id), &fields, photo).await?;
        Ok(())
    }

    /// What is left conforms; one box is met where there are boxes; the portal's own proposals are confirmed.
    pub async fn finish(&mut self) -> anyhow::Result<()> {
        self.hand.post(&self.path("answers"), &[("rest", "all")]).await?;
        let ways: Vec<_> = {
            let (board, _) = self.board().await?;
            let plan = board.plan();
            let sheet = board.sheet(&plan);
            let open = plan.rows().iter().filter(|row| !row.item.boxes.is_empty());
            open.flat_map(|row| {
                sheet
                    .open_cells(row)
                    .map(|cell| (row.item.code.to_string(), cell.subject, row.item.boxes[0].key.clone()))
            })
            .collect()
        };
        for (code, subject, way) in ways {
            let subject = subject.to_string();
            let fields = [
                ("code", code.as_str()),
                ("subject", &subject),
                ("answer", "ways"),
                ("way", &way),
                ("version", "0"),
            ];
            self.hand.post(&self.path("answers"), &fields).await?;
        }
        self.hand.post(&self.path("computed"), &[]).await?;
        Ok(())
    }

    /// Part of it conforms; the rest is for another day.
    pub async fn leave(&mut self) -> anyhow::Result<()> {
        self.hand.post(&self.path("answers"), &[("rest", "layer:governance")]).await.map(drop)
    }

    /// Off it goes, with a reason for every item left open.
    pub async fn submit(&mut self) -> anyhow::Result<()> {
        let open: Vec<String> = {
            let (board, _) = self.board().await?;
            let plan = board.plan();
            board.sheet(&plan).open_items().iter().map(|code| format!("reason-{code}")).collect()
        };
        let reasons: Vec<(&str, &str)> =
            open.iter().map(|field| (field.as_str(), "本期未开展，列入下期重点检查")).collect();
        self.hand.post(&self.path("submit"), &reasons).await.map(drop)
    }
}
