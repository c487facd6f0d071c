//! Every state with every verb, and the guards of each.

use super::*;

const OFFICER: Uuid = Uuid::from_u128(1);
const LEADER: Uuid = Uuid::from_u128(2);
const ABOVE: Uuid = Uuid::from_u128(3);

fn code(text: &str) -> Code {
    text.parse().unwrap()
}

fn stamp(by: Uuid) -> Stamp {
    Stamp { by, at: "2026-11-23T02:00:00Z".parse().unwrap() }
}

fn fresh() -> Inspection {
    Inspection::open("2026-11-30".parse().unwrap(), true)
}

fn submitted(inspection: Inspection, by: Stamp) -> Result<Inspection, Refused> {
    inspection.submit(by, Zone::default(), &BTreeSet::new(), BTreeMap::new())
}

fn awaiting_review() -> Inspection {
    submitted(fresh(), stamp(OFFICER)).unwrap().sign_off(stamp(LEADER)).unwrap()
}

fn returning(inspection: Inspection, by: Uuid, items: &[(&str, &str)]) -> Result<Inspection, Refused> {
    let items = items.iter().map(|(item, reason)| (code(item), (*reason).to_owned())).collect();
    inspection.return_(stamp(by), items, &["NET-02", "SYS-02"].map(code).into())
}

fn accepted() -> Inspection {
    awaiting_review().accept(stamp(ABOVE)).unwrap()
}

fn correction_asked() -> Inspection {
    accepted().ask_correction(stamp(OFFICER), "漏报一个系统".into()).unwrap()
}

/// Every state, by its key and whether a correction is asked for.
fn states() -> [(&'static str, Inspection); 6] {
    [
        ("open", fresh()),
        ("awaiting_sign_off", submitted(fresh(), stamp(OFFICER)).unwrap()),
        ("awaiting_review", awaiting_review()),
        ("returned", returning(awaiting_review(), ABOVE, &[("NET-02", "缺少佐证")]).unwrap()),
        ("accepted", accepted()),
        ("accepted, correction asked", correction_asked()),
    ]
}

fn done(inspection: Inspection, verb: Verb) -> Result<Inspection, Refused> {
    match verb {
        Verb::Submit => submitted(inspection, stamp(OFFICER)),
        Verb::SignOff => inspection.sign_off(stamp(LEADER)),
        Verb::AttachScan => inspection.attach_scan(stamp(OFFICER), Uuid::from_u128(9)),
        Verb::Accept => inspection.accept(stamp(ABOVE)),
        Verb::Return => returning(inspection, ABOVE, &[("NET-02", "缺少佐证")]),
        Verb::AskCorrection => inspection.ask_correction(stamp(OFFICER), "漏报一个系统".into()),
        Verb::GrantCorrection => inspection.grant_correction(stamp(ABOVE)).map(|granted| granted.next),
    }
}

#[test]
fn every_state_knows_its_verbs_and_no_others() {
    let known = [
        ("open", Verb::Submit, "awaiting_sign_off"),
        ("awaiting_sign_off", Verb::SignOff, "awaiting_review"),
        ("awaiting_sign_off", Verb::AttachScan, "awaiting_review"),
        ("awaiting_review", Verb::Accept, "accepted"),
        ("awaiting_review", Verb::Return, "returned"),
        ("returned", Verb::Submit, "awaiting_sign_off"),
        ("accepted", Verb::AskCorrection, "accepted"),
        ("accepted, correction asked", Verb::GrantCorrection, "open"),
    ];
    for (name, inspection) in states() {
        for verb in Verb::ALL {
            let state = inspection.state().key();
            let expected =
                known.iter().find(|(from, known, _)| (*from, *known) == (name, verb)).map(|(_, _, to)| *to);
            let reached = done(inspection.clone(), verb);
            assert_eq!(inspection.offers(verb), expected.is_some(), "{name}, {verb:?}");
            match expected {
                Some(to) => assert_eq!(reached.map(|next| next.state().key()), Ok(to), "{name}, {verb:?}"),
                None => assert_eq!(reached, Err(Refused::NotNow { verb, state }), "{name}"),
            }
        }
    }
}

#[test]
fn answers_change_only_while_open_or_returned() {
    let editable: Vec<_> = states()
        .into_iter()
        .filter(|(_, inspection)| inspection.is_editable())
        .map(|(name, _)| name)
        .collect();
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
    let inspection =
        submitted(Inspection::open("2026-11-30".parse().unwrap(), false), stamp(OFFICER)).unwrap();
    assert!(matches!(inspection.state(), State::AwaitingReview { sign_off: SignOff::SwitchedOff, .. }));
    assert_eq!(inspection.accept(stamp(ABOVE)).map(|next| next.state().key()), Ok("accepted"));
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
    assert_eq!((granted.kept.accepted, granted.next.state()), (stamp(ABOVE), &State::Open));
    assert_eq!(granted.next.late(), Some(false), "a correction does not make it late");
}
