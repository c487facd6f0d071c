unit-name = Name of the unit
unit-code = Unit code
unit-kind = Kind
unit-order-no = Order number
unit-parent = Unit above
unit-order-note = In the order of the units’ own numbers
unit-keyword = Name or code
unit-new-title = Add a unit
unit-edit-title = Change the unit
unit-unchanged = Nothing differs, so there was nothing to save.
unit-import-code-note = Unique; a unit that has this code already is changed
unit-import-name-example = Sample Primary School
unit-import-parent = Parent unit code
unit-import-parent-note = Or the name of the unit above; blank for the topmost unit
unit-import-kind-example = School
unit-import-unknown-parent = Neither the file nor the register has this unit above
unit-import-refused-parent = The unit above stands in row { $line }, which has a fault
unit-import-circle = The unit would stand above itself
unit-import-second-root = There is one topmost unit only; please give the unit above
unit-import-name = Unit name
unit-add-below = Add a unit below
unit-move-title = Move to another unit
unit-move-note = The unit and all below it move with all their registers, inspections, issues and records. The history is kept.
unit-move-button = Move
unit-root-stays = The topmost unit can be neither moved nor closed.
unit-below-itself = It cannot stand below itself
unit-is-closed = This unit is closed.
unit-move-apart = Somebody would hold two of administrator, security officer and auditor in one line of units. End one of these posts first.
unit-close-title = Close the unit
unit-close-note = A closed unit leaves all choices and gets no new inspections. All its records are kept.
unit-close-button = Close “{ $unit }”
unit-close-first = To be settled first
unit-close-back = Back to the unit
unit-closed = Closed
unit-closed-on = Closed on
unit-obstacles = To be settled first: { $list }.
unit-obstacle-units = { $n ->
    [one] 1 unit below is not closed
   *[other] { $n } units below are not closed
}
unit-obstacle-issues = { $n ->
    [one] 1 issue is open
   *[other] { $n } issues are open
}
unit-obstacle-systems = { $n ->
    [one] 1 system is not retired
   *[other] { $n } systems are not retired
}
unit-obstacle-posts = { $n ->
    [one] 1 post has not ended
   *[other] { $n } posts have not ended
}
unit-more = More
unit-merge-title = Merge into another unit
unit-merge-into = Into
unit-merge-note = The unit goes into the chosen one and is closed. Its history keeps the old name.
unit-merge-preview = Preview
unit-merge-goes = Goes to “{ $unit }”
unit-merge-people = People
unit-merge-posts = Posts
unit-merge-systems = Systems
unit-merge-issues = Open issues
unit-merge-inspections = Running inspections
unit-merge-units = Units below
unit-merge-stays = Closed issues, accepted inspections and posts that have ended stay under the old name. Settings and days off of the unit hold no more; deadlines that were issued stay.
unit-merge-double-posts = { $n ->
    [one] 1 post exists in both units; that of the other unit remains.
   *[other] { $n } posts exist in both units; those of the other unit remain.
}
unit-merge-same-systems = { $n ->
    [one] 1 system has the name of one in the other unit. Both are kept, and the old unit is added to its name.
   *[other] { $n } systems have the names of others in the other unit. All are kept, and the old unit is added to their names.
}
unit-merge-excused = { $n ->
    [one] 1 inspection is excused, because the other unit has its own in the same round.
   *[other] { $n } inspections are excused, because the other unit has its own in the same rounds.
}
unit-merge-reviewed = { $n ->
    [one] 1 inspection has been submitted; the unit above goes on reviewing it.
   *[other] { $n } inspections have been submitted; the unit above goes on reviewing them.
}
unit-merge-profile = The profile of the other unit has to be confirmed anew.
unit-merge-apart = { $n ->
    [one] 1 person would hold two of administrator, security officer and auditor in one line of units. End one of these posts first.
   *[other] { $n } people would hold two of administrator, security officer and auditor in one line of units. End one of these posts for each first.
}
unit-merge-staff-numbers = { $n ->
    [one] 1 staff number is used in both units. Correct it first.
   *[other] { $n } staff numbers are used in both units. Correct them first.
}
unit-merge-button = Merge “{ $from }” into “{ $to }”
unit-merged-into = Merged into
unit-merged-from = Merged from
unit-more-of = More: { $unit }
unit-move = Move
unit-merge = Merge
unit-close = Close
unit-settings = Settings
setting-title = Settings
setting-lead = These settings hold for this unit and all below it, until one of those decides for itself. What is left empty is taken over from the unit above; where none above decides, the default counts, because the notice names nothing. Deadlines that were issued stay.
setting-name = Setting
setting-own = This unit
setting-not-own = Not decided here
setting-counts = In force
setting-origin = Origin
setting-above = Taken over from { $unit }
setting-usual = Default
setting-lighter = No longer than for a lower severity
setting-bounds = { $least } to { $most }
setting-days-critical = Time to rectify · critical
setting-days-high = Time to rectify · high
setting-days-medium = Time to rectify · medium
setting-days-low = Time to rectify · low
setting-verified-above = Review of medium and low issues
setting-verified-here = By this unit or the unit above
setting-verified-above-all = Always by the unit above
setting-extensions = Extensions of one issue
setting-extension-days = Longest extension
setting-remind-from = Reminders go out · from
setting-remind-until = Reminders go out · until
setting-remind-first = First reminder, before the deadline
setting-remind-second = Second reminder, before the deadline
setting-remind-officer = To the security officer too, after the deadline
setting-remind-leader = To the leader too, after the deadline
setting-remind-above = To the unit above too, after the deadline
setting-remind-again = Then again every
setting-ladder = Reminders of deadlines
setting-ladder-lead = Before the deadline and on its day the owner is told; after it the security officer, the leader and the unit above as well, one after the other. Nothing goes out on days off or outside these hours, except that critical issues behind their deadline are told on days off too.
setting-ladder-critical = Critical
setting-ladder-high = High
setting-ladder-medium = Medium
setting-ladder-low = Low
setting-hour = { $n }:00
setting-not-at-all = Not at all
setting-days = { $n ->
    [one] { $n } working day
   *[other] { $n } working days
 }
setting-times = { $n ->
    [0] None
    [one] Once
   *[other] { $n } times
 }
setting-disorder = “{ $severe }” ({ $a } working days) must not be longer than “{ $light }” ({ $b } working days)
setting-overtaken = { $who } was quicker and changed the settings of this unit at { $at }. Nothing of yours was carried out; please look at them again first.
vacation-title = Days off
vacation-lead = Days off hold for this unit and all below it. They are no working days to rectify, except for critical issues, and win over weekend days that are worked. What you enter counts for deadlines issued from now on; those issued already stay.
vacation-own = Of this unit
vacation-above = Of units above
vacation-none = This unit keeps no days off
vacation-name = Name
vacation-from = First day
vacation-to = Last day
vacation-range = { $from } to { $to }
vacation-count = { $n ->
    [one] { $n } day
   *[other] { $n } days
 }
vacation-add = Add days off
vacation-remove = Remove
vacation-remove-title = Remove “{ $name }” ({ $from } to { $to })?
vacation-remove-note = Apart from weekends and holidays these are then working days again. Deadlines that were issued stay.
vacation-remove-button = Remove “{ $name }”
vacation-backwards = The last day lies before the first
vacation-too-long = No more than { $n } days at once
vacation-far-away = Between { $first } and { $last }, please
vacation-overlaps = Overlaps with “{ $name }” ({ $from } to { $to })
unit-into-itself = A unit cannot go into itself or into one below it
unit-export-file = Units
unit-state = State
unit-open = Open
