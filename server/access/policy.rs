//! The policy: one line per action. `here` are roles of the thing's own unit, `above` roles at a unit above it,
//! `assigned` roles that may do it to what is theirs in person.
use super::{Action, Role};

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $text:literal here [$($here:ident),*] above [$($above:ident),*] assigned [$($own:ident),*];)+) => {
        /// Every action of the portal.
        pub mod can {
            use super::{Action, Role};
            $(
                $(#[$doc])*
                #[derive(Debug)]
                pub struct $name;
                impl Action for $name {
                    const NAME: &'static str = $text;
                    const HERE: &'static [Role] = &[$(Role::$here),*];
                    const ABOVE: &'static [Role] = &[$(Role::$above),*];
                    const ASSIGNED: &'static [Role] = &[$(Role::$own),*];
                }
            )+
        }
    };
}

actions! {
    /// Read units.
    ReadUnits     = "unit.read"      here [Admin, Leader, Supervisor, Officer, Reviewer] above [Admin, Leader, Supervisor, Officer, Reviewer] assigned [];
    /// Add, change and import units.
    KeepUnits     = "unit.keep"      here [Admin] above [Admin] assigned [];
    /// Read people.
    ReadPeople    = "person.read"    here [Admin, Leader, Supervisor, Officer, Reviewer] above [Admin, Leader, Supervisor, Officer, Reviewer] assigned [];
    /// Add, change and import people, their posts and invitations.
    KeepPeople    = "person.keep"    here [Admin] above [Admin] assigned [];
    /// Read systems.
    ReadSystems   = "system.read"    here [Leader, Supervisor, Officer, Reviewer] above [Leader, Supervisor, Officer, Reviewer] assigned [];
    /// Add, change and import systems.
    KeepSystems   = "system.keep"    here [Officer] above [Officer] assigned [];
    /// Read the checklists.
    ReadChecklist = "checklist.read" here [Admin, Leader, Supervisor, Officer, Reviewer, Owner, Staff] above [] assigned [];
    /// Read rounds and how far they are.
    ReadRounds       = "round.read"        here [Leader, Supervisor, Officer, Reviewer] above [Leader, Supervisor, Officer, Reviewer] assigned [];
    /// Open a round for a subtree.
    OpenRound        = "round.open"        here [Supervisor] above [Supervisor] assigned [];
    /// Read inspections with their sheets.
    ReadInspections  = "inspection.read"   here [Leader, Supervisor, Officer, Reviewer] above [Leader, Supervisor, Officer, Reviewer] assigned [];
    /// Answer, submit, take back, attach the stamped scan, ask for a correction.
    FillInspection   = "inspection.fill"   here [Officer] above [] assigned [];
    /// Sign off, or send back.
    SignInspection   = "inspection.sign"   here [Leader] above [] assigned [];
    /// Accept, return, grant a correction.
    ReviewInspection = "inspection.review" here [] above [Supervisor, Officer, Reviewer] assigned [];
    /// The same for the root's own inspection.
    ReviewRoot       = "inspection.review-root" here [Reviewer] above [] assigned [];
    /// Read the audit log.
    ReadAudit     = "audit.read"     here [Auditor] above [Auditor] assigned [];
}
