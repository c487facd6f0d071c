//! The life of an issue: from being raised until it is closed, or now has come.
use super::{Act, Case, Found, Hand, Role, Story};
use crate::features::{
    checklists::model::Severity,
    issues::{self, model::Ask},
};
use chrono::{DateTime, Duration, Utc};

const AFTER: &[u8] = include_bytes!("../after.png");

impl Story {
    fn verb(&self, n: usize, verb: &str) -> String {
        format!("/issues/{}/{verb}", self.cases[n].found.issue)
    }

    pub(super) async fn raise(&mut self, at: DateTime<Utc>, unit: usize) -> anyhow::Result<()> {
        let above = self.scene.who.units[unit].above.unwrap_or(0);
        let fault = self.scene.faults.any(&mut self.rng).clone();
        self.turn.comes_alone().await?;
        let mut hand = self.enter(at, above, Role::Supervisor).await?;
        let severity = [Severity::Low, Severity::Medium, Severity::High][self.rng.usize(..3)];
        let (today, title) = (self.stage.app.at().today, format!("现场检查发现：{}", fault.title));
        let fields = [
            ("unit", self.scene.unit(unit)),
            ("title", &title),
            ("description", &fault.seen),
            ("severity", severity.key()),
            ("main", &fault.code),
            ("found_on", &today.to_string()),
        ];
        let to = hand.post("/issues", &fields).await?;
        let issue = to.rsplit('/').next().unwrap_or_default().to_owned();
        let calendar = self.stage.app.calendar();
        let days = issues::Rules::usual((*calendar).clone()).days(severity);
        let due = calendar.add_working_days(today, days.into());
        self.live(at, unit, Found { issue, code: fault.code, severity, due, by_owner: false });
        Ok(())
    }

    /// What becomes of an issue.
    pub(super) fn live(&mut self, at: DateTime<Utc>, unit: usize, found: Found) {
        let (n, calendar) = (self.cases.len(), self.stage.app.calendar());
        let days = calendar.working_days_between(self.scene.day(at), found.due).max(2);
        self.cases.push(Case { unit, found, returns: 0, reopened: false, paper: None });
        match self.rng.u8(..100) {
            ..=4 => self.after(at, 2..7, Act::Void(n)),
            // Forgotten, until the leader nudges and the unit above supervises: the kind of issue that the portal is there for.
            5..=8 => {
                self.after(at, days + 1..days + 4, Act::Nudge(n));
                self.after(at, days + 5..days + 9, Act::Supervise(n));
            }
            9..=12 => self.after(at, 2..5, Act::Begin(n)),
            // What cannot be set right for now.
            13..=17 => {
                self.after(at, 1..2, Act::Begin(n));
                self.after(at, 2..6, Act::Register(n));
            }
            // Begun in time, and more time is asked for.
            18..=23 if days > 4 => {
                self.after(at, 1..2, Act::Begin(n));
                self.after(at, days - 2..days - 1, Act::Extend(n));
                self.after(at, days + 4..days + 9, Act::Hand(n));
            }
            late => {
                self.after(at, 1..4, Act::Begin(n));
                let days = if late > 84 {
                    days + self.rng.u32(1..9)
                } else {
                    days - self.rng.u32(0..days.div_ceil(2))
                };
                self.after(at, days.max(4)..days.max(4) + 1, Act::Hand(n));
            }
        }
    }

    async fn worker(&self, at: DateTime<Utc>, n: usize) -> anyhow::Result<Hand> {
        let case = &self.cases[n];
        self.enter(at, case.unit, if case.found.by_owner { Role::Owner } else { Role::Officer }).await
    }

    pub(super) async fn begin(&mut self, at: DateTime<Utc>, n: usize) -> anyhow::Result<()> {
        let mut hand = self.worker(at, n).await?;
        hand.post(&self.verb(n, "start"), &[]).await?;
        let serious = self.cases[n].found.severity >= Severity::High && !self.cases[n].reopened;
        if serious && self.rng.u8(..2) == 0 {
            let today = self.stage.app.at().today.to_string();
            let fields = [("measure", "已先行断开外部访问，限制来源地址"), ("on", today.as_str())];
            hand.post(&self.verb(n, "interim"), &fields).await?;
        }
        if serious && self.rng.u8(..2) == 0 {
            self.plan_it(&mut hand, n).await?;
        }
        Ok(())
    }

    pub(super) async fn extend(&mut self, at: DateTime<Utc>, n: usize) -> anyhow::Result<()> {
        let until = self.stage.app.calendar().add_working_days(self.cases[n].found.due, 10).to_string();
        let fields = [
            ("until", until.as_str()),
            ("reason", "采购流程尚未完成，设备到货后方可更换"),
            ("measure", "已限制来源地址，并加强日志巡查"),
        ];
        let mut worker = self.worker(at, n).await?;
        worker.post(&self.verb(n, "extend"), &fields).await?;
        let other = if self.cases[n].found.by_owner { Role::Officer } else { Role::Leader };
        let other = self.scene.who.who(self.cases[n].unit, other).map(|m| self.id_of(m));
        let mut words = vec![("comment", "已提交延期申请，采购合同已签订，请审核。")];
        words.extend(other.as_deref().map(|id| ("mention", id)));
        worker.post(&self.verb(n, "comment"), &words).await?;
        self.after(at, 1..3, Act::Decide(n));
        Ok(())
    }

    /// A registration lasts beyond the end of the story.
    pub(super) async fn register(&mut self, at: DateTime<Utc>, n: usize) -> anyhow::Result<()> {
        let until = (self.scene.now.today + Duration::days(self.rng.i64(20..140))).to_string();
        let fields = [
            ("until", until.as_str()),
            ("reason", "厂商已停止维护，更换系统需列入下年度预算"),
            ("measure", "与互联网隔离，仅开放必要端口，每周核查一次"),
        ];
        self.worker(at, n).await?.post(&self.verb(n, "register"), &fields).await?;
        self.after(at, 1..3, Act::Decide(n));
        Ok(())
    }

    /// By the unit's leader, or by the unit above where the workflow says so.
    pub(super) async fn decide(&mut self, at: DateTime<Utc>, n: usize) -> anyhow::Result<()> {
        let (unit, severity) = (self.cases[n].unit, self.cases[n].found.severity);
        let leader = self.enter(at, unit, Role::Leader).await?;
        let (mut reader, actor) = leader.look().await?;
        let id = self.cases[n].found.issue.parse()?;
        let issue = issues::find(reader.conn(), id, actor.at.today).await?;
        drop(reader);
        let Some(request) = issue.pending() else { return Ok(()) };
        let above = match request.ask {
            Ask::Extension => severity == Severity::Critical,
            Ask::Risk => severity >= Severity::High,
        };
        let mut hand = match above && self.scene.who.units[unit].above.is_some() {
            true => self.verifier(at, unit).await?,
            false => leader,
        };
        let fields = match self.rng.u8(..6) {
            0 => [("outcome", "refuse"), ("until", ""), ("reason", "现有条件可以整改，请按期完成")],
            _ => [("outcome", "approve"), ("until", ""), ("reason", "")],
        };
        hand.post(&self.verb(n, "decide"), &fields).await?;
        Ok(())
    }

    pub(super) async fn hand_in(&mut self, at: DateTime<Utc>, n: usize) -> anyhow::Result<()> {
        let mut hand = self.worker(at, n).await?;
        let done =
            self.scene.faults.of(&self.cases[n].found.code).map(|f| f.done.clone()).unwrap_or_default();
        let today = self.stage.app.at().today.to_string();
        let fields = [("measure", done.as_str()), ("taken_on", &today), ("note", "整改后截图")];
        hand.upload(&self.verb(n, "submit"), &fields, &[("files", "整改后.png", AFTER)]).await?;
        self.after(at, 1..5, Act::Verify(n));
        Ok(())
    }

    pub(super) async fn verify(&mut self, at: DateTime<Utc>, n: usize) -> anyhow::Result<()> {
        let mut hand = self.verifier(at, self.cases[n].unit).await?;
        if self.cases[n].returns < 2 && self.rng.u8(..6) == 0 {
            hand.post(&self.verb(n, "return"), &[("reason", "佐证材料未能说明整改结果，请补充配置截图")])
                .await?;
            self.cases[n].returns += 1;
            self.after(at, 2..6, Act::Hand(n));
            return Ok(());
        }
        hand.post(&self.verb(n, "close"), &[("reason", "")]).await?;
        if !self.cases[n].reopened && self.rng.u8(..30) == 0 {
            self.after(at, 15..40, Act::Reopen(n));
        }
        Ok(())
    }

    /// What will be done, in which steps.
    async fn plan_it(&self, hand: &mut Hand, n: usize) -> anyhow::Result<()> {
        let Case { unit, found, .. } = &self.cases[n];
        let measure = self.scene.faults.of(&found.code).map(|f| f.done.clone()).unwrap_or_default();
        let person = self.scene.who.who(*unit, Role::Owner).map(|m| m.name.clone()).unwrap_or_default();
        let due = found.due.to_string();
        let fields = [
            ("approach", "by_deadline"),
            ("measure", measure.as_str()),
            ("responsible", &person),
            ("cost", "3200"),
            ("emergency", "出现异常立即断网并上报"),
            ("step", "实施并复测"),
            ("step_due", &due),
        ];
        hand.post(&self.verb(n, "plan"), &fields).await?;
        Ok(())
    }

    pub(super) async fn void(&mut self, at: DateTime<Utc>, n: usize) -> anyhow::Result<()> {
        let mut verifier = self.verifier(at, self.cases[n].unit).await?;
        verifier.post(&self.verb(n, "void"), &[("reason", "经核实属检测工具误报")]).await?;
        Ok(())
    }

    pub(super) async fn reopen(&mut self, at: DateTime<Utc>, n: usize) -> anyhow::Result<()> {
        let mut verifier = self.verifier(at, self.cases[n].unit).await?;
        verifier.post(&self.verb(n, "reopen"), &[("reason", "抽查发现问题反弹"), ("days", "")]).await?;
        self.cases[n].reopened = true;
        self.after(at, 1..4, Act::Begin(n));
        self.after(at, 5..12, Act::Hand(n));
        Ok(())
    }

    pub(super) async fn nudge(&mut self, at: DateTime<Utc>, n: usize) -> anyhow::Result<()> {
        let mut leader = self.enter(at, self.cases[n].unit, Role::Leader).await?;
        leader.post(&self.verb(n, "nudge"), &[("word", "已超过整改期限，请尽快完成并提交复核")]).await?;
        Ok(())
    }

    /// Who oversees: at the unit above; the leader where there is none.
    async fn overseer(&self, at: DateTime<Utc>, n: usize) -> anyhow::Result<Hand> {
        let unit = self.cases[n].unit;
        match self.scene.who.units[unit].above {
            Some(above) => self.enter(at, above, Role::Supervisor).await,
            None => self.enter(at, unit, Role::Leader).await,
        }
    }

    pub(super) async fn supervise(&mut self, at: DateTime<Utc>, n: usize) -> anyhow::Result<()> {
        let mut hand = self.overseer(at, n).await?;
        let until = self.stage.app.calendar().add_working_days(self.stage.app.at().today, 7).to_string();
        self.turn.comes_alone().await?;
        let fields = [("demand", "该问题已逾期，请说明原因并限期完成整改"), ("until", until.as_str())];
        hand.post(&self.verb(n, "supervise"), &fields).await?;
        let (mut reader, _) = hand.look().await?;
        let papers = issues::papers_of(reader.conn(), self.cases[n].found.issue.parse()?).await?;
        drop(reader);
        self.cases[n].paper = papers.first().map(issues::model::Supervision::id);
        // One in four is left lying.
        if self.rng.u8(..4) > 0 {
            self.after(at, 1..6, Act::Answer(n));
        }
        Ok(())
    }

    pub(super) async fn answer(&mut self, at: DateTime<Utc>, n: usize) -> anyhow::Result<()> {
        let Some(paper) = self.cases[n].paper else { return Ok(()) };
        let mut officer = self.enter(at, self.cases[n].unit, Role::Officer).await?;
        officer.post(&format!("/supervisions/{paper}/acknowledge"), &[]).await?;
        let words = "因人员变动未及时办理，已明确专人负责，本周内完成";
        officer.post(&format!("/supervisions/{paper}/answer"), &[("answer", words)]).await?;
        self.after(at, 1..3, Act::Begin(n));
        self.after(at, 3..6, Act::Hand(n));
        self.after(at, 1..5, Act::See(n));
        Ok(())
    }

    pub(super) async fn see(&mut self, at: DateTime<Utc>, n: usize) -> anyhow::Result<()> {
        let Some(paper) = self.cases[n].paper else { return Ok(()) };
        self.overseer(at, n).await?.post(&format!("/supervisions/{paper}/see"), &[]).await?;
        Ok(())
    }
}
