issue-raise = Raise an issue
issue-raise-lead = One weakness is one issue; further items that it touches are related items.
issue-views = Common filters
issue-view-open = Open
issue-view-overdue = Overdue
issue-view-soon = Due soon
issue-view-all = All
issue-state-awaiting = Awaiting rectification
issue-state-rectifying = Being rectified
issue-state-reviewing = Awaiting review
issue-state-closed = Closed
issue-state-void = Void
issue-state-registered = Registered risk
issue-severity-critical = Critical
issue-severity-high = High
issue-severity-medium = Medium
issue-severity-low = Low
issue-subject-unit = The unit
issue-subject-system = System
issue-subject-zone = Network zone
issue-subject-hosts = Hosts
issue-subject-media = Removable media
issue-number = Number
issue-title = Issue
issue-description = Description
issue-severity = Severity
issue-state = State
issue-unit = Responsible unit
issue-owner = Owner
issue-unit-and-owner = Unit / owner
issue-owner-me = Me
issue-owner-chosen = The chosen owner
issue-owner-default = The unit’s security officer
issue-raiser = Raised by
issue-due = Deadline
issue-item = Item
issue-items = Items
issue-main-item = Main item
issue-related-items = Related items (codes, separated by commas)
issue-choose = Please choose
issue-choose-unit = Choose the unit
issue-whole-scope = This unit and all below
issue-keyword = Number or title
issue-subject = Subject
issue-subject-kind = Kind of subject
issue-origin = Origin
issue-origin-hand = Raised by hand
issue-origin-answer = Self-inspection
issue-found-on = Found on
issue-days = Time to rectify (working days)
issue-days-hint = Left empty, the days below are used, counted from the working day after the finding. They are defaults of this portal; the notice names none.
issue-proposal = { $severity }: { $days } working days, until { $due } if found today
issue-calendar-unknown = The holidays of that year are not imported; weekends and fixed holidays were counted.
issue-overdue = Overdue
issue-soon = Due soon
issue-overdue-days = { $n ->
    [one] Overdue by { $n } working day
   *[other] Overdue by { $n } working days
 }
issue-soon-days = { $n ->
    [0] Due today
    [one] { $n } working day left
   *[other] { $n } working days left
 }
issue-previous = Previous page
issue-none-hint = Change the filter, or reset it and search again.
issue-facts = The issue
issue-raised-on = raised on { $day }
issue-interim = Interim measure
issue-measure = Measures taken
issue-steps = History
issue-steps-order = newest first
issue-acts = What you can do
issue-deadlines = Deadlines
issue-first-due = First deadline
issue-interim-due = Interim deadline
issue-current-due = Current deadline
issue-returns = Sent back
issue-times = { $n ->
    [one] once
   *[other] { $n } times
 }
issue-returned-times = { $n ->
    [one] Sent back once
   *[other] Sent back { $n } times
 }
issue-deadline-first = First deadline
issue-deadline-severity = Severity changed
issue-deadline-reopened = Reopened
issue-start = Start rectifying
issue-start-hint = The issue is then being rectified; its deadline stays.
issue-submit = Submit for review
issue-close = Close
issue-close-hint = You confirm that { $number } is rectified and strike it off the list.
issue-remark = Remark
issue-return = Send back
issue-return-reason = Why it goes back
issue-withdraw = Withdraw
issue-withdraw-hint = Take the submission back and go on rectifying.
issue-protect = Record an interim measure
issue-interim-measure = What was done
issue-interim-on = Done on
issue-assign = Assign
issue-rate = Change the severity
issue-rate-hint = A higher severity can only bring the deadline forward; a lower one leaves it.
issue-reason = Reason
issue-void = Void as a false alarm
issue-void-hint = { $number } is then void and no longer counts as open.
issue-reopen = Reopen
issue-reopen-hint = A new deadline is set and the first is kept. By default { $days } working days.
issue-done = Done: { $verb } ({ $number })
issue-on-behalf = { $what } (on the owner’s behalf)
issue-step-severity = Severity changed from { $old } to { $new }
issue-step-owner = Owner: { $name }
issue-step-due = Deadline: { $day }
issue-step-on = Done on { $day }
issue-step-taken = Evidence dated { $day }
issue-step-evidence = { $n ->
    [one] { $n } piece of evidence
   *[other] { $n } pieces of evidence
 }
issue-bad-item = The checklist has no item with the code “{ $code }”
issue-bad-future = The date must not lie in the future
issue-bad-past = That deadline has passed already; please give more working days
issue-refused-not-now = The issue is now “{ $state }”, so this cannot be done.
issue-refused-overtaken = { $who } was quicker: “{ $kind }” at { $at }; the issue is now “{ $state }”. Nothing of yours was carried out; please look at it again first.
issue-refused-own-submission = You have submitted this issue yourself, so you cannot review, close or void it.
issue-refused-own-issue = You are the owner of this issue, so you cannot review, close or void it.
issue-refused-own-finding = You raised this issue, so you cannot void it.
issue-refused-from-above = Critical and high issues are reviewed by the unit above.
issue-refused-not-the-submitter = Only the person who submitted it can withdraw it.
issue-refused-no-evidence = Please add at least one piece of evidence (not needed for low severity)
issue-refused-same-owner = This person owns the issue already.
issue-refused-same-severity = The issue has this severity already.
issue-export-sheet = Issues
issue-export-file = Issues_{ $day }.xlsx
issue-column-no = No.
issue-column-system = System
issue-column-clause = Clause
issue-column-owner = Owner
issue-column-done-on = Completed on
issue-column-verifier = Reviewer
issue-column-remark = Remarks
audit-issue-raise = Raised
audit-issue-assign = Assigned
audit-issue-start = Started rectifying
audit-issue-protect = Recorded an interim measure
audit-issue-submit = Submitted for review
audit-issue-withdraw = Withdrawn
audit-issue-return = Sent back
audit-issue-close = Closed
audit-issue-void = Voided
audit-issue-reopen = Reopened
audit-issue-rate = Changed the severity
audit-issue-export = Exported the list of issues
issue-closed-year = Year of closing
issue-time = In time
issue-time-on = In time
issue-time-late = Late
issue-refused-unit-closed = The unit is closed, so the issue cannot be opened again. If the problem persists, raise a new issue in the unit that carries on.
