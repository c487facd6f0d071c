//! The sample organisation: a year of a city's inspections, made through the portal's own forms by its own people, so that
//! nothing in it could not have happened. The same seed and day make the same.
mod faults;
mod hand;
mod organisation;
mod sheet;
mod story;
mod works;

use crate::{
    features::accounts::{self, sample},
    state::App,
};
use anyhow::Context;
use fastrand::Rng;
use organisation::{Organisation, ROOT};

/// The accounts that people are shown, with what each is.
pub const ACCOUNTS: [&str; 8] =
    ["admin", "auditor", "supervisor", "officer", "owner", "reviewer", "leader", "staff"];

/// The seed of what `zicha demo` makes.
pub const SEED: u64 = 201_913;

/// What was made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Made {
    /// Units.
    pub units: usize,
    /// People.
    pub people: usize,
    /// Inspections.
    pub inspections: usize,
    /// Issues.
    pub issues: usize,
}

/// Districts of the whole sample.
pub const DISTRICTS: usize = 6;

/// Fills an empty portal with a city of so many districts, six at most. Every sample account gets this password.
///
/// # Errors
/// When the portal has an administrator already, or refuses what the story tells.
pub async fn make(app: &App, seed: u64, districts: usize, password: &str) -> anyhow::Result<Made> {
    let mut rng = Rng::with_seed(seed);
    let organisation = Organisation::draw(districts, &mut rng)?;
    let now = app.at();
    let stage = hand::Stage::new(&app.hurried());
    stage.go(works::hours(now, &app.calendar(), works::BEGINS, 0));
    let link = accounts::setup_link(&stage.app).await?.context("the portal is in use already, or an earlier sample was not finished: choose another ZICHA_DATA_DIR, or remove the folder")?;
    let token = link.rsplit('/').next().unwrap_or_default().to_owned();
    let root = &organisation.units[0];
    stage.set_up(&token, (ROOT, &root.name), password).await?;
    organisation.found(&stage.app, &mut rng).await?;
    let hash = stage.app.hasher.hash(password.to_owned()).await?;
    let mut ids = Vec::with_capacity(organisation.people.len());
    for member in &organisation.people {
        ids.push(sample::account(&stage.app, &member.staff_no, &member.username, &hash).await?);
    }
    stage.appoint_auditor(&hash).await?;
    let (units, people) = (organisation.units.len(), organisation.people.len() + 2);
    let units_by_name = stage.units().await?;
    let scene = story::Scene {
        who: organisation,
        people: ids,
        units: units_by_name,
        faults: faults::Faults::read()?,
        now,
    };
    let (inspections, issues) = story::tell(scene, &stage, &mut rng).await?;
    Ok(Made { units, people, inspections, issues })
}
