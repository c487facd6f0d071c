//! One folder per area of the product, in the order in which they may know one another.
pub mod imports;

pub mod lists;

pub mod units;

pub mod accounts;

pub mod messages;

pub mod robots;

pub mod registers;

pub mod checklists;

pub mod evidence;

pub mod issues;

pub mod rounds;

pub mod reminders;

pub mod overview;

pub mod statistics;

pub mod history;

pub mod administration;

use crate::{
    base::{
        jobs::{Hands, Rounds},
        text::Language,
    },
    features::lists::Listing,
    routes::Routes,
};
use accounts::import::Staff;
use imports::Register;
use issues::import::Listings;
use registers::import::Systems;
use units::import::Units;

/// What a worker carries out.
pub const JOBS: &Hands = &[
    (accounts::letters::RESET, |app, job| Box::pin(accounts::letters::reset(app, job))),
    (lists::work::CLEAR, |app, job| Box::pin(lists::work::clear(app, job))),
    (units::Units::EXPORTED, |app, job| Box::pin(lists::work::make::<units::Units>(app, job))),
    (accounts::People::EXPORTED, |app, job| Box::pin(lists::work::make::<accounts::People>(app, job))),
    (registers::Systems::EXPORTED, |app, job| Box::pin(lists::work::make::<registers::Systems>(app, job))),
    (issues::Issues::EXPORTED, |app, job| Box::pin(lists::work::make::<issues::Issues>(app, job))),
    (issues::expiry::KIND, |app, job| Box::pin(issues::expiry::carry_out(app, job))),
    (messages::letters::MESSAGE, |app, job| Box::pin(messages::letters::message(app, job))),
    (robots::sending::MESSAGE, |app, job| Box::pin(robots::sending::message(app, job))),
    (reminders::KIND, |app, job| Box::pin(reminders::carry_out(app, job))),
    (rounds::HAND_OUT, |app, job| Box::pin(rounds::hand_out(app, job))),
    (accounts::letters::MOVED, |app, job| Box::pin(accounts::letters::moved(app, job))),
    (accounts::letters::INVITE, |app, job| Box::pin(accounts::letters::invite(app, job))),
    (Units::JOB, |app, job| Box::pin(imports::carry_out::<Units>(app, job))),
    (Staff::JOB, |app, job| Box::pin(imports::carry_out::<Staff>(app, job))),
    (Listings::JOB, |app, job| Box::pin(imports::carry_out::<Listings>(app, job))),
    (Systems::JOB, |app, job| Box::pin(imports::carry_out::<Systems>(app, job))),
    (imports::CLEAR, |app, job| Box::pin(imports::clear(app, job))),
];

/// What a day brings by itself. The first request of the day sees to it where no worker has: nobody is shown what was true yesterday.
pub const BY_THE_DAY: &Hands =
    &[(issues::expiry::KIND, |app, job| Box::pin(issues::expiry::carry_out(app, job)))];

/// What comes round by the clock.
pub const ROUNDS: &Rounds = &[(reminders::KIND, reminders::EVERY)];

/// The routes of every feature.
pub(crate) fn routes(r: Routes) -> Routes {
    let r = registers::routes(robots::routes(messages::routes(accounts::routes(units::routes(
        lists::routes(r),
    )))));
    let r = rounds::routes(issues::routes(evidence::routes(checklists::routes(r))));
    let r = statistics::routes(overview::routes(reminders::routes(r)));
    administration::routes(history::routes(r))
}

/// A page rendered without a server: its name and template.
pub type Sample = (&'static str, Box<dyn askama::DynTemplate>);

/// A sample of every page of every feature, for tests and for looking at.
pub fn samples(language: Language) -> Vec<Sample> {
    let all = [
        imports::samples(language),
        lists::samples(language),
        units::samples(language),
        accounts::samples(language),
        messages::samples(language),
        robots::samples(language),
        registers::samples(language),
        checklists::samples(language),
        issues::samples(language),
        rounds::samples(language),
        reminders::samples(language),
        overview::samples(language),
        statistics::samples(language),
        history::samples(language),
        administration::samples(language),
    ];
    all.into_iter().flatten().collect()
}
