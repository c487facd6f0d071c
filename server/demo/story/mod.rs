//! What happens, in the order of time: rounds and inspections here, the life of each issue in `life`. Several tellers tell it
//! side by side, each of units of their own.
mod life;
mod scene;
mod turn;

use super::{
    hand::{Hand, Stage},
    organisation::Member,
    sheet::{Found, Sheet},
    works::{hours, later},
};
use crate::{
    access::Role,
    base::ids::{InspectionId, SupervisionId},
    features::{checklists, rounds::store},
};
use anyhow::Context;
use chrono::{DateTime, Datelike, Duration, Utc};
use fastrand::Rng;
pub use scene::Scene;
use std::{collections::BTreeMap, sync::Arc};
use tokio::task::JoinSet;
use turn::Turn;

/// Rounds: days before today on which each was opened, and after which it was due.
const ROUNDS: [(i64, i64); 3] = [(210, 28), (108, 28), (16, 28)];
/// How many tell side by side.
const TELLERS: usize = 4;
/// Issues that are raised by hand from above, for each unit.
const BY_HAND: usize = 2;

enum Act {
    Open(usize),
    Inspect { round: usize, unit: usize },
    Sign(usize),
    Review(usize),
    Mend(usize),
    Raise { unit: usize },
    Begin(usize),
    Extend(usize),
    Register(usize),
    Decide(usize),
    Hand(usize),
    Verify(usize),
    Void(usize),
    Reopen(usize),
    Nudge(usize),
    Supervise(usize),
    Answer(usize),
    See(usize),
}

/// An inspection of the story.
struct Sent {
    id: InspectionId,
    unit: usize,
    code: String,
    returned: bool,
}

/// An issue of the story.
struct Case {
    unit: usize,
    found: Found,
    returns: u8,
    reopened: bool,
    /// Its 督办单, once there is one.
    paper: Option<SupervisionId>,
}

/// The story as one teller tells it.
pub struct Story {
    scene: Arc<Scene>,
    stage: Stage,
    turn: Turn,
    rng: Rng,
    coming: BTreeMap<(DateTime<Utc>, usize), Act>,
    told: usize,
    sheets: Vec<Sent>,
    cases: Vec<Case>,
}

/// Tells it until now; how many inspections and issues there are then.
///
/// # Errors
/// When the portal refuses what is told.
pub async fn tell(scene: Scene, stage: &Stage, rng: &mut Rng) -> anyhow::Result<(usize, usize)> {
    let (scene, mut telling) = (Arc::new(scene), JoinSet::new());
    for turn in Turn::of(TELLERS) {
        telling.spawn(Story::new(scene.clone(), Stage::new(&stage.app), turn, rng.fork()).tell());
    }
    let mut made = (0, 0);
    while let Some(told) = telling.join_next().await {
        let (inspections, issues) = told??;
        made = (made.0 + inspections, made.1 + issues);
    }
    scene.decide_rules(stage).await.context("settings")?;
    Ok(made)
}

impl Story {
    fn new(scene: Arc<Scene>, stage: Stage, turn: Turn, rng: Rng) -> Self {
        let (coming, sheets, cases) = (BTreeMap::new(), Vec::new(), Vec::new());
        Self { scene, stage, turn, rng, coming, told: 0, sheets, cases }
    }

    async fn tell(mut self) -> anyhow::Result<(usize, usize)> {
        let (scene, calendar) = (self.scene.clone(), self.stage.app.calendar());
        let mine = |unit: &usize| scene.teller(*unit) == self.turn.place();
        let units: Vec<usize> = (0..scene.who.units.len()).filter(mine).collect();
        for (round, (before, _)) in ROUNDS.into_iter().enumerate() {
            let at = hours(scene.now, &calendar, before, 5);
            if units.contains(&0) {
                self.plan(at, Act::Open(round));
            }
            for unit in units.iter().copied() {
                self.after(at, 1..17, Act::Inspect { round, unit });
            }
        }
        for unit in (0..BY_HAND).flat_map(|_| &units).copied().filter(|unit| *unit > 0) {
            let (days, minutes) = (self.rng.i64(2..200), self.rng.i64(0..500));
            self.plan(hours(scene.now, &calendar, days, minutes), Act::Raise { unit });
        }
        while let Some(((at, _), act)) = self.coming.pop_first() {
            self.turn.comes(at, scene.day(at));
            self.turn.day().await?;
            self.happen(at, act).await?;
        }
        self.turn.over();
        Ok((self.sheets.len(), self.cases.len()))
    }

    /// The story ends on the evening before: whatever the hour, it is the same all day.
    fn plan(&mut self, at: DateTime<Utc>, act: Act) {
        if self.scene.day(at) < self.scene.now.today {
            self.told += 1;
            self.coming.insert((at, self.told), act);
        }
    }

    fn after(&mut self, from: DateTime<Utc>, days: std::ops::Range<u32>, act: Act) {
        let days = self.rng.u32(days);
        let at = later(self.scene.now, &self.stage.app.calendar(), from, days, &mut self.rng);
        self.plan(at, act);
    }

    async fn happen(&mut self, at: DateTime<Utc>, act: Act) -> anyhow::Result<()> {
        match act {
            Act::Open(round) => self.open(at, round).await.context("a round"),
            Act::Inspect { round, unit } => self.inspect(at, round, unit).await.context("an inspection"),
            Act::Sign(n) => {
                let path = format!("/inspections/{}/sign-off", self.sheets[n].id);
                self.enter(at, self.sheets[n].unit, Role::Leader).await?.post(&path, &[]).await?;
                self.after(at, 1..5, Act::Review(n));
                Ok(())
            }
            Act::Review(n) => self.review(at, n).await.context("a review"),
            Act::Mend(n) => {
                let mut sheet = self.sheet(at, self.sheets[n].unit, self.sheets[n].id).await?;
                sheet.submit().await.context("handing in again")?;
                self.after(at, 1..2, Act::Sign(n));
                Ok(())
            }
            Act::Raise { unit } => self.raise(at, unit).await.context("an issue from above"),
            Act::Begin(n) => self.begin(at, n).await.context("beginning"),
            Act::Extend(n) => self.extend(at, n).await.context("asking for an extension"),
            Act::Register(n) => self.register(at, n).await.context("asking to register a risk"),
            Act::Decide(n) => self.decide(at, n).await.context("deciding"),
            Act::Hand(n) => self.hand_in(at, n).await.context("submitting"),
            Act::Verify(n) => self.verify(at, n).await.context("verifying"),
            Act::Void(n) => self.void(at, n).await.context("voiding"),
            Act::Reopen(n) => self.reopen(at, n).await.context("reopening"),
            Act::Nudge(n) => self.nudge(at, n).await.context("nudging"),
            Act::Supervise(n) => self.supervise(at, n).await.context("supervising"),
            Act::Answer(n) => self.answer(at, n).await.context("answering a paper"),
            Act::See(n) => self.see(at, n).await.context("seeing an answer"),
        }
    }

    async fn enter(&self, at: DateTime<Utc>, unit: usize, role: Role) -> anyhow::Result<Hand> {
        let member = self
            .scene
            .who
            .who(unit, role)
            .with_context(|| format!("nobody is {} of unit {unit}", role.code()))?;
        self.stage.enter(&member.username, at).await
    }

    /// The reviewer of the unit above; the root's own for the root.
    async fn verifier(&self, at: DateTime<Utc>, unit: usize) -> anyhow::Result<Hand> {
        self.enter(at, self.scene.who.units[unit].above.unwrap_or(unit), Role::Reviewer).await
    }

    fn id_of(&self, member: &Member) -> String {
        let at = self.scene.who.people.iter().position(|m| m.staff_no == member.staff_no);
        at.and_then(|at| self.scene.people.get(at)).map(ToString::to_string).unwrap_or_default()
    }

    async fn open(&self, at: DateTime<Utc>, round: usize) -> anyhow::Result<()> {
        let mut hand = self.enter(at, 0, Role::Supervisor).await?;
        let (mut reader, actor) = hand.look().await?;
        let checklist =
            checklists::list(reader.conn()).await?.first().context("no checklist")?.id.to_string();
        drop(reader);
        let (starts, length) = (actor.at.today, ROUNDS[round].1);
        let title = format!("{}年第{}季度网络安全自查", starts.year(), starts.month0() / 3 + 1);
        let fields = [
            ("title", title.as_str()),
            ("unit", &actor.place.unit.to_string()),
            ("checklist", &checklist),
            ("every", "quarterly"),
            ("starts_on", &starts.to_string()),
            ("due_on", &(starts + Duration::days(length)).to_string()),
            ("sign_off", "yes"),
        ];
        hand.post("/rounds", &fields).await?;
        Ok(())
    }

    async fn sheet(&self, at: DateTime<Utc>, unit: usize, id: InspectionId) -> anyhow::Result<Sheet<'_>> {
        let hand = self.enter(at, unit, Role::Officer).await?;
        let owner = self.scene.who.who(unit, Role::Owner).map(|m| self.id_of(m)).unwrap_or_default();
        Ok(Sheet { hand, id, faults: &self.scene.faults, owner })
    }

    async fn inspect(&mut self, at: DateTime<Utc>, round: usize, unit: usize) -> anyhow::Result<()> {
        let mut rng = self.rng.fork();
        let hand = self.enter(at, unit, Role::Officer).await?;
        let (mut reader, actor) = hand.look().await?;
        let filter = store::ListFilter { own: Some(actor.place.unit.0), ..store::ListFilter::default() };
        let lines = store::list(reader.conn(), &actor.scope(), &filter, 1).await?;
        let id = lines.first().context("no inspection of the unit")?.id;
        drop(reader);
        let owner = self.scene.who.who(unit, Role::Owner).map(|m| self.id_of(m)).unwrap_or_default();
        let mut sheet = Sheet { hand, id, faults: &self.scene.faults, owner };
        sheet.columns().await.context("columns")?;
        let faulty = sheet.find_faults(rng.usize(6..11), &mut rng).await.context("faults")?;
        // The numbers of issues are the city's.
        self.turn.comes_alone().await?;
        let found = sheet.raise(&faulty, &mut rng).await.context("issues")?;
        self.turn.leave(self.coming.first_key_value().map(|((at, _), _)| *at));
        let unfinished = round == ROUNDS.len() - 1 && rng.u8(..4) == 0;
        if unfinished {
            sheet.leave().await?;
        } else {
            sheet.finish().await.context("the rest")?;
            sheet.submit().await.context("handing in")?;
        }
        let code = found.first().map(|f| f.code.clone()).unwrap_or_default();
        self.sheets.push(Sent { id, unit, code, returned: false });
        if !unfinished {
            self.after(at, 1..3, Act::Sign(self.sheets.len() - 1));
        }
        for found in found {
            self.live(at, unit, found);
        }
        Ok(())
    }

    async fn review(&mut self, at: DateTime<Utc>, n: usize) -> anyhow::Result<()> {
        let mut hand = self.verifier(at, self.sheets[n].unit).await?;
        let path = format!("/inspections/{}", self.sheets[n].id);
        if !self.sheets[n].returned && !self.sheets[n].code.is_empty() && self.rng.u8(..7) == 0 {
            let reason = format!("reason-{}", self.sheets[n].code);
            hand.post(&format!("{path}/return"), &[(&reason, "检查情况描述不够具体，请补充核实过程")])
                .await?;
            self.sheets[n].returned = true;
            self.after(at, 2..5, Act::Mend(n));
        } else {
            hand.post(&format!("{path}/accept"), &[]).await?;
        }
        Ok(())
    }
}
