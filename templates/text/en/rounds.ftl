inspection-open = To be inspected
inspection-untouched = Not begun
inspection-filling = Being filled in
inspection-awaiting-sign-off = Awaiting sign-off
inspection-awaiting-review = Awaiting review
inspection-returned = Returned
inspection-accepted = Accepted
inspection-submit = Submit
inspection-sign-off = Sign off
inspection-attach-scan = Attach the signed scan
inspection-send-back = Send back
inspection-take-back = Take back
inspection-accept = Accept
inspection-return = Return
inspection-ask-correction = Ask for a correction
inspection-grant-correction = Grant the correction
inspection-not-now = This inspection is now “{ $state }”, so “{ $verb }” is not possible. Somebody may have been faster; please reload the page.
inspection-closed = This inspection is now “{ $state }”; its answers cannot be changed.
inspection-open-without-reason = { $n ->
    [one] One item was not checked and has no written reason yet.
   *[other] { $n } items were not checked and have no written reason yet.
}
inspection-nothing-returned = Please choose at least one item and write why it is returned.
inspection-not-on-sheet = { $n ->
    [one] One item is not on this sheet.
   *[other] { $n } items are not on this sheet.
}
inspection-returned-without-reason = { $n ->
    [one] One returned item has no reason.
   *[other] { $n } returned items have no reason.
}
inspection-no-reason = Please write the reason.
inspection-own-work = Nobody decides on what they submitted or asked for themselves; please let someone else do it.
sheet-na-profile = Not applicable (profile of the unit: { $flag })
sheet-na-not-important = Not applicable (not an important system)
sheet-na-other-hosts = Not applicable (hosts of another kind)
sheet-na-retired = Excused: retired and offline
round-list-note = Inspections are carried out in rounds; every unit has one inspection in each
round-none = There are no rounds yet
round-open = Open a round
round-open-note = The chosen unit and every unit below it each get an inspection
round-opened = { $n ->
    [one] Opened for one unit
   *[other] Opened for { $n } units
}
round-being-opened = { $n ->
    [one] Opened; one unit is getting its inspection
   *[other] Opened; { $n } units are getting their inspections
}
round-handing-out = Being handed out
round-handing-out-note = You can leave this page; it goes on without you. Units that have their inspection can begin.
round-handed-out = Units reached
round-title = Round
round-unit = Scope (with all units below)
round-every = Period
round-starts-on = First day
round-due-on = Due
round-sign-off = The unit’s leader signs off before it goes up
round-sign-off-note = A stamped scan attached by the officer does as well
round-due-before-start = The due date cannot lie before the first day
round-submitted = Submitted
round-not-submitted = Not submitted
round-in-review = Awaiting sign-off or review
round-late = Late
round-conformity = Conformity
round-progress = Progress by unit
round-below = Submitted, with units below
inspection-state = State
inspection-answered = Checked
inspection-submitted-at = Submitted at
inspection-faults = Not or partly conforming
inspection-whose = Scope
inspection-own = Own unit only
inspection-none = There are no inspections
inspection-done = Done
inspection-to-leader = Sent to the leader for sign-off
inspection-to-above = Sent to the unit above for review
answer-changed = { $by } changed this answer at { $time }; please reload the page.
answer-not-asked = This item does not ask about this subject; please reload the page.
answer-nothing-left = Nothing is left that could be marked as conforming.
answer-rest-saved = { $n } marked as conforming
column-title = Subjects
column-note = Network zones, host groups and registers of removable media are named here; systems come from the register. A subject with answers cannot be removed.
column-name = Name
column-kind = Kind
column-group = Kind of hosts (host groups only)
column-rename = Rename
column-remove = Remove
column-added = “{ $name }” was added
column-removed = Removed
column-answered = This subject has answers and cannot be removed.
sheet-portal = Judged by the portal
sheet-saved = { $by } { $time }
sheet-supplementary = Added later
sheet-due = to be rectified by { $date }
sheet-due-on = Due { $date }
sheet-version = Version { $n }
sheet-sent-back = Sent back by the leader:
sheet-correction-asked = Correction asked for:
sheet-no-important = The unit marks no system as important, so items about important systems ask nothing.
sheet-returned = Returned:
sheet-left-open = Not checked because:
sheet-blind = None registered: { $kind }. The item does not count as conforming.
sheet-ways = By the ways ticked
sheet-note = Notes
sheet-on-the-spot = Put right on the spot
sheet-on-the-spot-note = For “partly conforms”, with evidence, verified at review
sheet-unproven = Marked as put right on the spot, but without evidence; please attach it, or raise an issue.
sheet-stale-issue = The answer was changed, but the issue raised before still stands. If it was a false alarm, the reviewer or the unit above voids it; otherwise keep it and rectify.
sheet-last = Last round: { $answer }
sheet-standing = Open issue
raise-photos = Photos or other evidence
sheet-attach = Attach evidence
sheet-taken-on = Date of the evidence
sheet-return-item = Return this item
sheet-return-reason = Why it is returned
sheet-rest = The rest conform
sheet-rest-title = Mark the { $n } unchecked of “{ $layer }” as conforming?
sheet-rest-note = This concerns { $items ->
    [one] one item
   *[other] { $items } items
} and { $n ->
    [one] one subject
   *[other] { $n } subjects
}; please check each before you confirm.
sheet-rest-confirm = { $n ->
    [one] Confirm that it conforms
   *[other] Confirm that { $n } conform
}
sheet-rest-item = { $n ->
    [one] The other subject conforms
   *[other] The other { $n } subjects conform
}
sheet-computed = Judged by the portal
sheet-computed-note = Judged from the portal’s own records; never in the way of submitting.
sheet-progress = Progress
sheet-keys = Keys: 1 conforms, 2 partly, 3 does not, 4 not applicable, 5 unchanged, ↑↓ next row
sheet-left = { $faults ->
    [one] { $n } not checked yet, one fault without an issue
   *[other] { $n } not checked yet, { $faults } faults without an issue
}
sheet-go-on = Review and submit
raise-title = Raise an issue
raise-note = Please check before raising
raise-what = Issue
raise-description = Description
raise-owner = Owner
raise-days = Deadline (working days)
raise-days-hint = By default { $days } working days, until { $due }
raise-interim = Interim protection
raise-interim-hint = protected within { $days } working days, until { $due }
raise-related = Other items about the same fact
raise-proposed-title = { $subject }: { $item }
raise-done = Issue { $number } was raised
raise-not-a-fault = Only an answer that does not or only partly conforms raises an issue.
act-reason = Reason
act-sign-off-note = { $faults } not or partly conforming, { $n } not checked. After sign-off it goes to the unit above.
act-take-back-note = It can be taken back until the leader has signed.
act-accept-note = An accepted sheet does not change; for a correction the unit asks to take it back.
act-return-note = Write a reason below each item that is to go back, then return them.
act-grant-note = The accepted sheet is kept as a version; the unit corrects a new one.
hand-in-title = Review and submit
hand-in-complete = Every item has been checked.
hand-in-open = { $n ->
    [one] One item is not completely checked. You may go on, with a written reason.
   *[other] { $n } items are not completely checked. You may go on, with a written reason for each.
}
hand-in-cells = { $n ->
    [one] One subject not checked
   *[other] { $n } subjects not checked
}
hand-in-unsettled = Some faults have no issue yet; please raise it, or correct the answer.
hand-in-unsettled-title = { $n ->
    [one] One fault without an issue
   *[other] { $n } faults without an issue
}
hand-in-to-leader = Send to the leader
hand-in-to-above = Send to the unit above
raise-twice = Issue { $number } was raised for this already.
sheet-attached = { $n ->
    [one] One file attached
   *[other] { $n } files attached
}
act-scan = Scan of the signed sheet
sheet-computed-confirm = Confirm what the portal judged ({ $n })
sheet-proposed = The portal proposes: { $answer }
sheet-computed-done = Confirmed
audit-round-open = Round opened
audit-round-hand-out = Hand out inspections
audit-inspection-answer = Answers given
audit-inspection-add-column = Subject added
audit-inspection-rename-column = Subject renamed
audit-inspection-remove-column = Subject removed
record-owners = { $of ->
    [one] One system
   *[other] { $of } systems
}, { $bad } of them without an accountable or operating owner in post; zones and host groups have no owners registered yet and are not judged
record-rounds = { $of ->
    [one] One round
   *[other] { $of } rounds
} in the previous period, with scope and due date, { $bad } of them opened while no officer was in post
record-rounds-first = First use, judged by this round: scope and due date stand, an officer was in post when it was opened
record-rounds-first-none = First use, judged by this round: scope and due date stand, no officer was in post when it was opened
record-overdue = { $overdue } issues past their deadline, { $bare } past their interim date without an interim measure
record-faults = { $of } fail, or conform partly and were not put right on the spot; { $bad } of them without an issue
record-cells = { $of ->
    [one] One cell of a system was due
   *[other] { $of } cells of systems were due
} in the previous period, { $bad } of them without a result
record-no-cells = No system was due in the previous period; not judged
record-parties = Took part in the previous period: security management ({ $security }), operations ({ $operations }), technical support ({ $support })
record-nobody = nobody
record-on-time = The previous inspection was submitted on time; { $n ->
    [one] one item was left open, with a reason
   *[other] { $n } items were left open, each with a reason
}
record-late = The previous inspection was submitted late
record-unsubmitted = The previous inspection was not submitted
record-closed = { $of ->
    [one] One issue closed
   *[other] { $of } issues closed
} in the previous period, { $bad } of them without a measure or evidence
record-steps = { $of ->
    [one] One change of state
   *[other] { $of } changes of state
} in the previous period, { $bad } of them without a record of who and when; { $files ->
    [one] one piece of evidence
   *[other] { $files } pieces of evidence
}, { $lost } of them missing; the verification of the audit log is not judged yet
record-open = { $open } issues open at the end of the previous period ({ $held } of them registered risks), { $due } past their deadline
record-none-before = First use, there is no previous period; not judged
occasion-title = Events of the period
occasion-note = Items that belong to a ticked event are asked whatever their own period is. Which items those are is a default of this portal.
occasion-new-system = A new system went online
occasion-alert = Notice or alert from above
occasion-vendor-notice = Security notice of a vendor
occasion-incident = Security incident
occasion-of-round = Asked by the round
occasion-registered = { $n ->
    [one] One system was registered in this period; please check and save
   *[other] { $n } systems were registered in this period; please check and save
}
occasion-items = Items { $items }
occasion-saved = The events of the period were saved
occasion-answered = Items that are asked because of this event have answers; it cannot be unticked.
sheet-on-event = Asked after an event
sheet-above-waiting = Waiting for the unit above
sheet-above-by = Checked by { $name }
sheet-unchanged = Unchanged, evidence still valid
sheet-unchanged-note = Takes over last round’s “conforms” with the evidence of { $date }
sheet-taken-over = Taken over from last round with its evidence
answer-not-unchanged = Last round’s answer did not conform, or its evidence is too old; please check again.
sheet-given-before = Answered before: { $answer }
party-title = Who took part
party-note = Names of the three parties; the next round judges by them whether all three took part.
party-security = Security management
party-operations = Operations
party-support = Technical support
hand-in-common = Common reason for the other open items
hand-in-common-note = Used for every item below that has no reason of its own; an own reason counts before it.
hand-in-records = What the portal judged, confirmed when you submit
inspection-excused = Unit closed
round-excused = { $n ->
    [one] One unit was closed and is not counted
   *[other] { $n } units were closed and are not counted
}
audit-inspection-happened = Events of the period noted
sheet-answer = Result
sheet-item = Item
sheet-lost = This was not saved
sheet-to-sign = Go to sign-off
sheet-to-review = Go to review
sheet-to-grant = Go to the correction request
sheet-rest-again = This page was opened with { $named } left unchecked; by now there { $now ->
    [one] is { $now }
   *[other] are { $now }
 }: the sheet has changed meanwhile and nothing was marked. Please check before you confirm.
sheet-rest-look = Back to the sheet
sheet-settled = { $n ->
    [one] { $n } item that conforms or is not to be checked
   *[other] { $n } items that conform or are not to be checked
 }
