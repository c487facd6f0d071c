//! Every state with every verb, and the guards of each.

use super::*;
use crate::base::ids::PersonId;
use uuid::Uuid;

const OFFICER: PersonId = PersonId(Uuid::from_u128(1));
const LEADER: PersonId = PersonId(Uuid::from_u128(2));
const ABOVE: PersonId = PersonId(Uuid::from_u128(3));

fn code(text: &str) -> Code {
    text.parse().unwrap()
}

fn stamp(by: PersonId) -> Stamp {
    Stamp { by, at: "2026-11-23T02:00:00Z".parse().unwrap() }
}

fn fresh() -> Course {
    Course::open("2026-11-30".parse().unwrap(), true)
}

fn submitted(course: Course, by: Stamp) -> Result<Course, Refused> {
    course.submit(by, Zone::default(), &BTreeSet::new(), BTreeMap::new())
}

fn awaiting_review() -> Course {
    submitted(fresh(), stamp(OFFICER)).unwrap().sign_off(stamp(LEADER)).unwrap()
}

fn returning(course: Course, by: PersonId, items: &[(&str, &str)]) -> Result<Course, Refused> {
    let items = items.iter().map(|(item, reason)| (code(item), (*reason).to_owned())).collect();
    course.return_(stamp(by), items, &["NET-02", "SYS-02"].map(code).into())
}

fn accepted() -> Course {
    awaiting_review().accept(stamp(ABOVE)).unwrap()
}

fn correction_asked() -> Course {
    accepted().ask_correction(stamp(OFFICER), "漏报一个系统".into()).unwrap()
}

/// Every state, by its key and whether a correction is asked for.
fn states() -> [(&'static str, Course); 6] {
    [
        ("open", fresh()),
        ("awaiting_sign_off", submitted(fresh(), stamp(OFFICER)).unwrap()),
        ("awaiting_review", awaiting_review()),
        ("returned", returning(awaiting_review(), ABOVE, &[("NET-02", "缺少佐证")]).unwrap()),
        ("accepted", accepted()),
        ("accepted, correction asked", correction_asked()),
    ]
}

fn done(course: Course, verb: Verb) -> Result<Course, Refused> {
    match verb {
        Verb::Submit => submitted(course, stamp(OFFICER)),
        Verb::SignOff => course.sign_off(stamp(LEADER)),
        Verb::AttachScan => course.attach_scan(stamp(OFFICER), EvidenceId(Uuid::from_u128(9))),
        Verb::SendBack => course.send_back(stamp(LEADER), "第三项写得不清".into()),
        Verb::TakeBack => course.take_back(),
        Verb::Accept => course.accept(stamp(ABOVE)),
        Verb::Return => returning(course, ABOVE, &[("NET-02", "缺少佐证")]),
        Verb::AskCorrection => course.ask_correction(stamp(OFFICER), "漏报一个系统".into()),
        Verb::GrantCorrection => course.grant_correction(stamp(ABOVE)).map(|granted| granted.next),
    }
}

#[test]
fn every_state_knows_its_verbs_and_no_others() {
    let known = [
        ("open", Verb::Submit, "awaiting_sign_off"),
        ("awaiting_sign_off", Verb::SignOff, "awaiting_review"),
        ("awaiting_sign_off", Verb::AttachScan, "awaiting_review"),
        ("awaiting_sign_off", Verb::SendBack, "open"),
        ("awaiting_sign_off", Verb::TakeBack, "open"),
        ("awaiting_review", Verb::Accept, "accepted"),
        ("awaiting_review", Verb::Return, "returned"),
        ("returned", Verb::Submit, "awaiting_sign_off"),
        ("accepted", Verb::AskCorrection, "accepted"),
        ("accepted, correction asked", Verb::GrantCorrection, "open"),
    ];
    for (name, course) in states() {
        for verb in Verb::ALL {
            let state = course.state().key();
            let expected =
                known.iter().find(|(from, known, _)| (*from, *known) == (name, verb)).map(|(_, _, to)| *to);
            let reached = done(course.clone(), verb);
            assert_eq!(course.offers(verb), expected.is_some(), "{name}, {verb:?}");
            match expected {
                Some(to) => assert_eq!(reached.map(|next| next.state().key()), Ok(to), "{name}, {verb:?}"),
                None => assert_eq!(reached, Err(Refused::NotNow { verb, state }), "{name}"),
            }
        }
    }
}

#[test]
fn answers_change_only_while_open_or_returned() {
    let editable: Vec<_> =
        states().into_iter().filter(|(_, course)| course.is_editable()).map(|(name, _)| name).collect();
    assert_eq!(editable, ["open", "returned"]);
}

#[test]
fn an_open_item_goes_on_with_a_written_reason_only() {
    let open = ["NET-02", "SYS-02"].map(code).into();
    let with = |reasons: &[(&str, &str)]| {
        let reasons = reasons.iter().map(|(item, reason)| (code(item), (*reason).to_owned())).collect();
        fresh().submit(stamp(OFFICER), Zone::default(), &open, reasons)
    };
    assert_eq!(
        with(&[("NET-02", "设备送修"), ("SYS-02", " ")]),
        Err(Refused::OpenWithoutReason([code("SYS-02")].into()))
    );
    let gone_on =
        with(&[("NET-02", "设备送修"), ("SYS-02", "系统迁移中"), ("HST-01", "answered meanwhile")]).unwrap();
    let State::AwaitingSignOff { submission } = gone_on.state() else { panic!("{gone_on:?}") };
    assert_eq!(submission.open.keys().map(Code::as_str).collect::<Vec<_>>(), ["NET-02", "SYS-02"]);
}

#[test]
fn a_round_without_sign_off_goes_straight_to_review() {
    let course = submitted(Course::open("2026-11-30".parse().unwrap(), false), stamp(OFFICER)).unwrap();
    assert!(matches!(course.state(), State::AwaitingReview { sign_off: SignOff::SwitchedOff, .. }));
    assert_eq!(course.accept(stamp(ABOVE)).map(|next| next.state().key()), Ok("accepted"));
}

#[test]
fn late_is_marked_at_the_first_submission_and_not_refused() {
    let at = |at: &str| Stamp { by: OFFICER, at: at.parse().unwrap() };
    assert_eq!(fresh().late(), None);
    let last_moment = submitted(fresh(), at("2026-11-30T15:59:59Z")).unwrap();
    assert_eq!(last_moment.late(), Some(false), "the day ends at 24:00 in the organisation's zone");
    assert_eq!(submitted(fresh(), at("2026-11-30T16:00:00Z")).unwrap().late(), Some(true));

    let back =
        returning(last_moment.sign_off(stamp(LEADER)).unwrap(), ABOVE, &[("NET-02", "缺少佐证")]).unwrap();
    assert_eq!(
        submitted(back, at("2026-12-09T01:00:00Z")).unwrap().late(),
        Some(false),
        "a return does not make it late"
    );
}

#[test]
fn a_return_names_items_of_the_sheet_each_with_its_reason() {
    let refused = |items: &[(&str, &str)]| returning(awaiting_review(), ABOVE, items).unwrap_err();
    assert_eq!(refused(&[]), Refused::NothingReturned);
    assert_eq!(refused(&[("NET-99", "x")]), Refused::NotOnSheet([code("NET-99")].into()));
    assert_eq!(
        refused(&[("NET-02", "x"), ("SYS-02", "")]),
        Refused::ReturnedWithoutReason([code("SYS-02")].into())
    );
}

#[test]
fn nobody_reviews_or_grants_their_own_work() {
    assert_eq!(awaiting_review().accept(stamp(OFFICER)), Err(Refused::OwnWork));
    assert_eq!(returning(awaiting_review(), OFFICER, &[("NET-02", "x")]), Err(Refused::OwnWork));
    assert_eq!(correction_asked().grant_correction(stamp(OFFICER)), Err(Refused::OwnWork));
}

#[test]
fn a_correction_needs_a_reason_and_leaves_both_versions() {
    assert_eq!(accepted().ask_correction(stamp(OFFICER), "  ".into()), Err(Refused::NoReason));
    let granted = correction_asked().grant_correction(stamp(ABOVE)).unwrap();
    assert_eq!((granted.kept.version, granted.next.version()), (1, 2));
    assert_eq!(
        (granted.kept.accepted, granted.next.state()),
        (stamp(ABOVE), &State::Open { sent_back: None })
    );
    assert_eq!(granted.next.late(), Some(false), "a correction does not make it late");
}

#[test]
fn a_leader_who_does_not_sign_says_why() {
    let awaiting = || submitted(fresh(), stamp(OFFICER)).unwrap();
    assert_eq!(awaiting().send_back(stamp(LEADER), " ".into()), Err(Refused::NoReason));
    let back = awaiting().send_back(stamp(LEADER), "第三项写得不清".into()).unwrap();
    let State::Open { sent_back: Some(sent_back) } = back.state() else { panic!("{back:?}") };
    assert_eq!((sent_back.stamp, sent_back.reason.as_str()), (stamp(LEADER), "第三项写得不清"));
    assert_eq!(back.late(), Some(false), "it was submitted, and on time");
}
