//! The worker's round: once a day every unit is seen to, within its hours, and told what the ladder says.
use super::{
    model::{About, Ladder, Terms, Whom, step},
    store::{self, Dated, Unit},
};
use crate::{
    access::Role,
    audit::{Reason, Tx},
    base::{
        calendar::Zone,
        db::Moment,
        error::Result,
        ids::{PersonId, UnitId},
        jobs::{Failed, Job},
        kept::Kept,
    },
    features::{
        checklists::model::Severity,
        issues::Rules,
        messages::{
            self,
            model::{Kind, Line},
        },
        robots,
        units::settings::Setting,
    },
    state::App,
};
use chrono::Timelike;
use std::collections::BTreeMap;

/// The kind of the job that looks at all units.
pub const KIND: &str = "remind";
/// Minutes between two looks: hours begin at the full hour, and what was missed is made up for.
pub const EVERY: i64 = 10;
/// Calendar days ahead in which the longest ladder begins.
pub(super) const HORIZON: u64 = 60;
/// Units that are read at once.
const PORTION: i64 = 200;

/// Looks at every unit that was not seen to today.
///
/// # Errors
/// When the database does not answer.
pub async fn carry_out(app: App, _: Job) -> Result<(), Failed> {
    let mut before: Option<String> = None;
    loop {
        let mut tx = Tx::system(&app, Reason::Clock, None).await?;
        app.catch_up(tx.conn()).await?;
        let at = tx.at();
        let units = store::waiting(&mut tx, at.today, before.as_deref(), PORTION).await?;
        if units.is_empty() {
            messages::clear(&mut tx).await?;
            tx.unchanged();
            tx.commit("").await?;
            return Ok(());
        }
        drop(tx);
        let kept = app.kept();
        for unit in units.iter().filter(|unit| within_hours(&kept, &unit.place.path, at)) {
            see_to(&app, unit).await?;
        }
        before = units.last().map(|unit| unit.place.path.clone());
    }
}

/// Whether the unit's hours are on.
fn within_hours(kept: &Kept, path: &str, at: Moment) -> bool {
    let hour = i32::try_from(local_hour(at, at.zone)).unwrap_or_default();
    (Setting::RemindFrom.at(kept, path)..Setting::RemindUntil.at(kept, path)).contains(&hour)
}

fn local_hour(at: Moment, zone: Zone) -> u32 {
    at.now.with_timezone(&zone.offset()).hour()
}

/// Sends what is due at one unit, in one transaction with the note that it went out.
async fn see_to(app: &App, unit: &Unit) -> Result<()> {
    let mut tx = Tx::system(app, Reason::Clock, None).await?;
    tx.unchanged();
    let (at, path) = (tx.at(), unit.place.path.as_str());
    if !store::take(&mut tx, unit, at.today).await? {
        return Ok(());
    }
    let rules = Rules::of(app, path);
    let dated = store::dated(tx.conn(), &unit.place, (at.today, at.zone), HORIZON, &rules).await?;
    let (mut letters, mut group) = (Letters::default(), Vec::new());
    let staff = Staff::of(&mut tx, unit).await?;
    for dated in &dated {
        let terms = terms(&app.kept(), path, dated.case.severity, &rules);
        let Some(step) = step(at.today, &dated.case, &terms, dated.sent) else { continue };
        if !store::note(&mut tx, unit, dated, &step).await? {
            continue;
        }
        // A group heard of a nudge when it was made.
        if dated.case.about != About::Nudge {
            group.push(dated.line(&step));
        }
        for whom in &step.told {
            let kind = if *whom == Whom::Leader { Kind::Digest } else { Kind::Reminder };
            for (person, _) in staff.told(*whom, dated, &rules) {
                letters.add(kind, person, dated.line(&step));
            }
        }
    }
    let below = store::from_below(&mut tx, unit.place.unit).await?;
    for line in store::lines(tx.conn(), &below).await? {
        group.push(line.clone());
        for (person, _) in staff.above(unit.place.unit) {
            letters.add(Kind::Digest, person, line.clone());
        }
    }
    for (kind, letters) in [(Kind::Reminder, letters.own), (Kind::Digest, letters.digests)] {
        for (person, lines) in letters {
            messages::tell(&mut tx, &[person], kind, &unit.place, &lines).await?;
        }
    }
    let cause = format!("{KIND} {}", at.today);
    robots::tell(&mut tx, &unit.place, Kind::Reminder, &group, Some(&cause)).await?;
    tx.commit("").await
}

/// What counts at a unit for a severity.
pub(super) fn terms(kept: &Kept, path: &str, severity: Severity, rules: &Rules) -> Terms {
    Terms { calendar: rules.calendar().clone(), ladder: Ladder::of(kept, path, severity) }
}

/// One message for each person and kind, with all that it tells.
#[derive(Default)]
struct Letters {
    own: BTreeMap<PersonId, Vec<Line>>,
    digests: BTreeMap<PersonId, Vec<Line>>,
}

impl Letters {
    fn add(&mut self, kind: Kind, person: PersonId, line: Line) {
        let letters = if kind == Kind::Digest { &mut self.digests } else { &mut self.own };
        let lines = letters.entry(person).or_default();
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
}

/// Who works at a unit and at the one above it.
pub(super) struct Staff {
    unit: Unit,
    people: Vec<(UnitId, Role, PersonId, String)>,
}

impl Staff {
    pub(super) async fn of(tx: &mut Tx, unit: &Unit) -> Result<Self> {
        let today = tx.at().today;
        Self::read(tx.conn(), unit, today).await
    }

    pub(super) async fn read(
        db: &mut sqlx::PgConnection,
        unit: &Unit,
        today: chrono::NaiveDate,
    ) -> Result<Self> {
        let units: Vec<UnitId> = std::iter::once(unit.place.unit).chain(unit.above).collect();
        Ok(Self { unit: unit.clone(), people: store::people(db, &units, today).await? })
    }

    fn with(&self, unit: UnitId, role: Role) -> Vec<(PersonId, String)> {
        let holds = |p: &&(UnitId, Role, PersonId, String)| p.0 == unit && p.1 == role;
        self.people.iter().filter(holds).map(|(.., person, name)| (*person, name.clone())).collect()
    }

    /// The first of these roles that somebody holds.
    fn first(&self, unit: UnitId, roles: &[Role]) -> Vec<(PersonId, String)> {
        roles.iter().map(|role| self.with(unit, *role)).find(|people| !people.is_empty()).unwrap_or_default()
    }

    /// Who gets what is reported to a unit from below.
    pub(super) fn above(&self, unit: UnitId) -> Vec<(PersonId, String)> {
        self.first(unit, &[Role::Supervisor, Role::Officer, Role::Reviewer])
    }

    /// Who of the unit itself is told of an issue, and who verifies it; the unit above has its own digest.
    fn told(&self, whom: Whom, dated: &Dated, rules: &Rules) -> Vec<(PersonId, String)> {
        match whom {
            Whom::Owner => vec![(dated.owner, dated.owner_name.clone())],
            Whom::Officer => self.with(self.unit.place.unit, Role::Officer),
            Whom::Leader => {
                let leaders = self.with(self.unit.place.unit, Role::Leader).into_iter();
                leaders.filter(|(person, _)| Some(*person) != dated.nudged_by).collect()
            }
            Whom::Above => Vec::new(),
            Whom::Verifier => self.verifiers(dated, rules),
        }
    }

    /// Reviewers of the unit itself where they may, else whoever verifies at the unit above; never who rectified it.
    fn verifiers(&self, dated: &Dated, rules: &Rules) -> Vec<(PersonId, String)> {
        let light = matches!(dated.case.severity, Severity::Medium | Severity::Low);
        let may =
            |(person, _): &(PersonId, String)| *person != dated.owner && !dated.submitters.contains(person);
        let own = self.with(self.unit.place.unit, Role::Reviewer).into_iter().filter(may);
        let own: Vec<_> =
            own.filter(|_| self.unit.above.is_none() || light && !rules.verified_above).collect();
        match self.unit.above {
            Some(above) if own.is_empty() => {
                let roles = [Role::Reviewer, Role::Supervisor, Role::Officer];
                self.first(above, &roles).into_iter().filter(may).collect()
            }
            _ => own,
        }
    }

    /// The names of whoever is told, the unit above among them.
    pub(super) fn names(&self, whom: Whom, dated: &Dated, rules: &Rules) -> Vec<String> {
        let people = match (whom, self.unit.above) {
            (Whom::Above, Some(above)) => self.above(above),
            _ => self.told(whom, dated, rules),
        };
        people.into_iter().map(|(_, name)| name).collect()
    }
}
