//! The policy: one line per action. `here` are roles of the thing's own unit, `above` roles at a unit above it,
//! `assigned` roles that may do it to what is theirs in person.
use super::{Action, Role};

/// A line of the table, for whoever reads the whole of it.
#[derive(Debug)]
pub struct Line {
    /// The action's name.
    pub action: &'static str,
    /// Roles of the thing's own unit.
    pub here: &'static [Role],
    /// Roles at a unit above.
    pub above: &'static [Role],
    /// Roles that may do it to what is theirs in person.
    pub assigned: &'static [Role],
}

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $text:literal here [$($here:ident),*] above [$($above:ident),*] assigned [$($own:ident),*];)+) => {
        /// The table as data.
        pub const LINES: &[Line] = &[$(Line {
            action: $text,
            here: &[$(Role::$here),*],
            above: &[$(Role::$above),*],
            assigned: &[$(Role::$own),*],
        }),+];

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
    /// Keep the settings, the days off and the robots of a unit.
    KeepSettings  = "setting.keep"   here [Admin] above [Admin] assigned [];
    /// Read people.
    ReadPeople    = "person.read"    here [Admin, Leader, Supervisor, Officer, Reviewer] above [Admin, Leader, Supervisor, Officer, Reviewer] assigned [];
    /// Add, change and import people, their posts and invitations.
    KeepPeople    = "person.keep"    here [Admin] above [Admin] assigned [];
    /// Read systems.
    ReadSystems   = "system.read"    here [Leader, Supervisor, Officer, Reviewer] above [Leader, Supervisor, Officer, Reviewer] assigned [];
    /// Add, change and import systems.
    KeepSystems   = "system.keep"    here [Officer] above [Officer] assigned [];
    /// Read what a unit says it does not have.
    ReadProfile   = "profile.read"   here [Leader, Supervisor, Officer, Reviewer] above [Leader, Supervisor, Officer, Reviewer] assigned [];
    /// Declare what a unit does not have.
    KeepProfile   = "profile.keep"   here [Officer] above [] assigned [];
    /// Confirm a profile.
    ConfirmProfile = "profile.confirm" here [] above [Supervisor, Officer, Reviewer] assigned [];
    /// The same for the root's own profile.
    ConfirmRoot    = "profile.confirm-root" here [Supervisor, Reviewer] above [] assigned [];
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
    ReviewRoot       = "inspection.review-root" here [Supervisor, Reviewer] above [] assigned [];
    /// Read issues; an owner those assigned to them.
    ReadIssues    = "issue.read"     here [Leader, Supervisor, Officer, Reviewer] above [Leader, Supervisor, Officer, Reviewer] assigned [Owner];
    /// 评论, by whoever reads it.
    CommentIssue  = "issue.comment"  here [Leader, Supervisor, Officer, Reviewer] above [Leader, Supervisor, Officer, Reviewer] assigned [Owner];
    /// 登记
    RaiseIssue    = "issue.raise"    here [Officer] above [Supervisor, Officer, Reviewer] assigned [];
    /// Import the list that was kept before: what of it, [`RaiseIssue`] says.
    ImportIssues  = "issue.import"   here [Supervisor, Officer, Reviewer] above [] assigned [];
    /// 分派
    AssignIssue   = "issue.assign"   here [Officer] above [Supervisor, Officer, Reviewer] assigned [];
    /// 开始整改
    StartIssue    = "issue.start"    here [Officer] above [] assigned [Owner, Officer, Reviewer, Leader, Supervisor];
    /// 记录临时处置
    ProtectIssue  = "issue.protect"  here [Officer] above [] assigned [Owner, Officer, Reviewer, Leader, Supervisor];
    /// 制定整改方案, and say which of its steps are done.
    PlanIssue     = "issue.plan"     here [Officer] above [] assigned [Owner, Officer, Reviewer, Leader, Supervisor];
    /// 提交复核
    SubmitIssue   = "issue.submit"   here [Officer] above [] assigned [Owner, Officer, Reviewer, Leader, Supervisor];
    /// 撤回; only by who submitted.
    WithdrawIssue = "issue.withdraw" here [Officer] above [] assigned [Owner, Officer, Reviewer, Leader, Supervisor];
    /// 退回; who of the unit itself is a verifier depends on the severity.
    ReturnIssue   = "issue.return"   here [Supervisor, Officer, Reviewer] above [Supervisor, Officer, Reviewer] assigned [];
    /// 销号; as 退回.
    CloseIssue    = "issue.close"    here [Supervisor, Officer, Reviewer] above [Supervisor, Officer, Reviewer] assigned [];
    /// 误报撤销
    VoidIssue     = "issue.void"     here [Supervisor, Reviewer] above [Supervisor, Officer, Reviewer] assigned [];
    /// 重新打开
    ReopenIssue   = "issue.reopen"   here [Supervisor, Reviewer] above [Supervisor, Officer, Reviewer] assigned [];
    /// 调整严重程度
    RateIssue     = "issue.rate"     here [Officer] above [Supervisor, Officer, Reviewer] assigned [];
    /// 申请延期
    AskExtension  = "issue.ask-extension" here [Officer] above [] assigned [Owner, Officer, Reviewer, Leader, Supervisor];
    /// 申请挂账
    AskRisk       = "issue.ask-risk" here [Officer] above [] assigned [Owner, Officer, Reviewer, Leader, Supervisor];
    /// Approve, shorten or refuse what was asked; whether the unit's leader or the unit above depends on what it is.
    DecideIssue   = "issue.decide"   here [Leader] above [Supervisor, Officer, Reviewer] assigned [];
    /// 催办
    NudgeIssue    = "issue.nudge"    here [Leader, Supervisor] above [Leader, Supervisor] assigned [];
    /// 督办
    SuperviseIssue = "issue.supervise" here [Leader, Supervisor] above [Leader, Supervisor] assigned [];
    /// Read 督办单; an owner those about issues assigned to them.
    ReadPapers    = "supervision.read" here [Leader, Supervisor, Officer, Reviewer] above [Leader, Supervisor, Officer, Reviewer] assigned [Owner];
    /// 签收
    AcknowledgePaper = "supervision.acknowledge" here [Officer] above [] assigned [Owner, Officer, Reviewer, Leader, Supervisor];
    /// 反馈
    AnswerPaper   = "supervision.answer" here [Officer] above [] assigned [Owner, Officer, Reviewer, Leader, Supervisor];
    /// 已阅; only by who made it.
    SeePaper      = "supervision.see" here [Leader, Supervisor] above [Leader, Supervisor] assigned [];
    /// 补充佐证材料 to an issue.
    ProveIssue    = "issue.prove"    here [Officer] above [Supervisor, Officer, Reviewer] assigned [Owner, Officer, Reviewer, Leader, Supervisor];
    /// Download evidence; an owner that of the issues assigned to them.
    ReadEvidence  = "evidence.read"  here [Leader, Supervisor, Officer, Reviewer] above [Leader, Supervisor, Officer, Reviewer] assigned [Owner];
    /// Read which reminders went out and will.
    ReadReminders = "reminder.read"  here [Leader, Supervisor, Officer, Reviewer] above [] assigned [];
    /// Read one's own messages.
    ReadMessages  = "message.read"   here [Admin, Leader, Supervisor, Officer, Reviewer, Owner, Staff, Auditor] above [] assigned [];
    /// Read what waits for oneself.
    ReadTodo      = "todo.read"      here [Leader, Supervisor, Officer, Reviewer, Owner] above [] assigned [];
    /// Read how the subtree stands.
    ReadOverview  = "overview.read"  here [Leader, Supervisor, Officer, Reviewer] above [] assigned [];
    /// Read the audit log.
    ReadAudit     = "audit.read"     here [Auditor] above [Auditor] assigned [];
}
