//! One folder per area of the product, in the order in which they may know one another.
pub mod imports;

pub mod units;

pub mod accounts;

pub mod registers;

pub mod checklists;

pub mod evidence;

pub mod issues;

pub mod rounds;

use crate::routes::Routes;

/// The routes of every feature.
pub(crate) fn routes(r: Routes) -> Routes {
    let r = registers::routes(accounts::routes(units::routes(r)));
    rounds::routes(issues::routes(evidence::routes(checklists::routes(r))))
}
