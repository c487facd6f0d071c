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
issue-days-hint = Left empty, the days below are used, counted from the working day after the finding. They are set for the unit; the notice names none.
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
issue-closed-from = Closed from month
issue-closed-to = Closed to month
issue-found-from = Found from month
issue-found-to = Found to month
issue-time = In time
issue-time-on = In time
issue-time-late = Late
issue-time-first = Within the first deadline
issue-ask-extension = Extension
issue-ask-risk = Registered risk
issue-extend = Ask for an extension
issue-extend-hint = The current deadline is { $due }; ask on that day at the latest, for { $latest } at the latest. Until a decision is made the current deadline counts.
issue-extend-until = Extend until
issue-extend-measure = Interim measure meanwhile
issue-register = Ask to register the risk
issue-register-hint = A risk that cannot be removed for now is registered once approved, for 365 days at most. When that time is over it is to be rectified again.
issue-register-until = Register until
issue-register-measure = Compensating measure
issue-registered-until = Registered until
issue-decide = Decide: { $ask }
issue-decide-hint = { $ask } until { $until }. Reason and measure stand under “Requests and decisions”.
issue-decision = Decision
issue-decision-yes = Approve
issue-decision-no = Refuse
issue-decision-reason = Remark (required when you refuse)
issue-decision-send = Send the decision
issue-grant-until = Extend until
issue-requests = Requests and decisions
issue-request-waiting = Waiting for a decision
issue-request-approved = Approved
issue-request-shortened = Approved, shortened
issue-request-refused = Refused
issue-request-lapsed = Lapsed
issue-request-until = Asked until { $day }
issue-request-granted = Granted until { $day }
issue-request-measure = Meanwhile: { $measure }
issue-request-decided-by = Decided by { $name }
issue-deadline-extended = Extended
issue-deadline-registered = After the registration
issue-step-until = Until { $day }
issue-step-approved = { $ask }: approved
issue-step-shortened = { $ask }: approved, shortened
issue-step-refused = { $ask }: refused
issue-refused-pending = A request for this issue is waiting for its decision already.
issue-refused-too-late = The deadline has passed. An extension is asked for on the last day at the latest.
issue-refused-not-later = Must be later than the current deadline
issue-refused-day-off = Not a working day; please choose another
issue-refused-bad-expiry = Must lie after today and within 365 days
issue-refused-nothing-asked = Nothing about this issue is waiting for a decision.
issue-refused-own-request = You asked for this yourself, so you cannot decide it.
issue-refused-own-risk = You are the owner of this issue, so you cannot approve its registration.
issue-refused-decided-above = Further extensions, extensions of critical issues and the registration of critical and high risks are decided by the unit above.
issue-refused-decided-by-the-leader = A first extension and the registration of medium and low risks are decided by the leader of the responsible unit.
issue-refused-more-than-asked = Must not be later than the day asked for
audit-issue-decide = Decide a request
audit-issue-expire = Registration over
issue-refused-unit-closed = The unit is closed, so the issue cannot be opened again. If the problem persists, raise a new issue in the unit that carries on.
issue-column-returns = Returned
issue-batch-assign = Assign
issue-batch-lead = Choose the new owner and look at the preview; nothing changes before you confirm. Deadlines stay.
issue-batch-nudge = Nudge
issue-batch-nudge-lead = Each issue can be nudged about once a day. After you confirm, everybody gets one message about all of theirs.
issue-batch-extend = Ask for extensions
issue-batch-extend-lead = Give the day to ask for and look at the preview; each issue gets a request of its own after you confirm. Until a decision is made the current deadlines count.
issue-batch-rate = Change the severity
issue-batch-rate-lead = Choose the new severity and look at the preview. A higher severity can only bring deadlines forward; a lower one leaves them.
issue-batch-grade = New severity
issue-batch-to = New owner
issue-batch-preview = Preview
issue-batch-fate = Preview
issue-batch-changes = Will change
issue-batch-no-post = Stays: this person has no post in that unit
issue-batch-none = No issue was selected. Go back and tick some, or choose “All results”.
issue-batch-back = Back to the list
issue-refused-all-from-above = By the settings of the unit, everything is reviewed by the unit above.
issue-refused-extended-enough = { $n ->
    [0] By the settings of the unit, deadlines are not extended.
    [one] The issue was extended once, and by the settings of the unit not again.
   *[other] The issue was extended { $n } times, and by the settings of the unit not again.
 }
issue-refused-too-far = No more than { $n ->
    [one] { $n } working day
   *[other] { $n } working days
 } at once, which is until { $day }
issue-plan = Plan of rectification
issue-plan-draw-up = Draw up the plan
issue-plan-approach = Approach
issue-plan-at-once = At once
issue-plan-by-deadline = By the deadline
issue-plan-long-term = Long-term
issue-plan-measure = Planned measure
issue-plan-responsible = Responsible person
issue-plan-cost = Cost (yuan)
issue-plan-emergency = Emergency plan
issue-plan-steps = Steps
issue-plan-steps-hint = A long-term plan needs at least one step, and its steps may end after the deadline. Other plans may have steps, each by { $due }.
issue-plan-step = Step { $no }
issue-plan-step-due = Step { $no } due
issue-plan-step-by = by { $day }
issue-plan-step-done = done on { $day }
issue-plan-step-over = was due on { $day }
issue-plan-tick = Mark a step as done
issue-plan-done-step = Step that is done
issue-plan-done-on = Done on
issue-plan-bad-cost = Enter an amount in yuan with at most two decimals; 0 if nothing is needed
issue-step-done-on = Done on { $day }
issue-refused-no-steps = A long-term plan needs at least one step
issue-refused-step-too-late = Not after the deadline, { $day }, except in a long-term plan
issue-refused-no-open-step = There is no such step, or it is done already
issue-refused-same-plan = The plan is the same as before.
audit-issue-plan = Draw up the plan
audit-issue-step = Complete a step
issue-pictures = Before and after
issue-pictures-before = Before
issue-pictures-after = After
issue-pictures-none = No pictures yet
issue-comments = Comments
issue-comment = Comment
issue-comment-send = Post
issue-mention = Mention (@)
issue-repeated = Repeated
issue-repeated-only = Repeated only
issue-repeated-times = Repeated (no. { $n })
issue-occurrence = no. { $n }
issue-repeats = Same problem before
issue-nudge = Nudge
issue-nudge-word = What you want to say
issue-nudge-hint = Reminds the owner and the unit’s security officers to get on with it, once a day for each issue. What you say stands in the history alone and leaves with no message or mail.
issue-nudged-today = Nudged today
issue-column-nudges = Nudges
issue-refused-nudged-today = Somebody has nudged about this issue today; once a day is enough.
issue-supervise = Supervise
issue-supervise-hint = Makes a numbered paper that the unit acknowledges and answers in writing. The next one about this issue can follow once it is answered.
issue-refused-supervised = A supervision paper about this issue is waiting for its answer already.
supervision-number = Supervision { $year }/{ $no }
supervision-list = Supervision papers
supervision-heading = Supervision paper
supervision-lead = What leaders and supervisors demand about open issues, newest first.
supervision-open = Not answered
supervision-none = No supervision papers
supervision-none-hint = Papers made on the page of an issue are listed here.
supervision-paper = Paper
supervision-no = Number
supervision-issue = Issue
supervision-demand = Demand
supervision-due = Answer by
supervision-until = answer by { $day }
supervision-maker = Made by
supervision-signed = Acknowledged
supervision-answer = Answer
supervision-made = To be acknowledged
supervision-acknowledged = To be answered
supervision-answered = Answered
supervision-acknowledge = Acknowledge
supervision-acknowledge-hint = You confirm that the paper has arrived, and answer it in writing by its date.
supervision-send = Send the answer
supervision-see = Seen
supervision-see-hint = You have read the answer; the paper leaves your to-do list.
supervision-done = Done: { $verb }
supervision-refused-own = You made this paper yourself, so you cannot acknowledge or answer it.
supervision-refused-acknowledged = { $name } has acknowledged this paper already.
supervision-refused-answered = { $name } has answered this paper already.
supervision-refused-not-answered = This paper is not answered yet.
supervision-refused-not-the-maker = Only the person who made the paper can do this.
supervision-refused-seen = You have seen this answer already.
issue-batch-nudges = Will be nudged about
issue-batch-extends = An extension until { $day } will be asked for
issue-batch-rates = Will become { $severity }; the deadline stays
issue-batch-rates-sooner = Will become { $severity }, with the deadline brought forward to { $due }
issue-batch-not-yours = Stays: you may not do this to the issue
issue-batch-nothing = None of these issues can change; see the reason of each or choose something else
issue-batch-many = There are more than { $most } results. Narrow the filter first.
issue-batch-sum = { $verb }: { $changing ->
    [one] { $changing } issue
   *[other] { $changing } issues
 } will change; { $kept ->
    [0] none stays
    [one] { $kept } stays
   *[other] { $kept } stay
 } as before.
issue-batch-confirm = { $n ->
    [one] Confirm for { $n } issue
   *[other] Confirm for { $n } issues
 }
issue-batch-done = { $verb }: { $n ->
    [one] { $n } issue
   *[other] { $n } issues
 } done
issue-batch-partly = { $verb }: { $n ->
    [one] { $n } issue
   *[other] { $n } issues
 } done; { $kept } had changed in the meantime and stay as before
audit-issue-import = Import
issue-step-state = State in the list: { $state }
issue-step-old-number = Number in the list: { $number }
issue-step-found-on = Found on { $day }
issue-import-number = Old number
issue-import-number-note = The number in the old list. A second import knows the issue by it; without one, by title and day of finding
issue-import-title-example = Port 3389 of a server is open to the internet
issue-import-description = Details
issue-import-item-note = Code or title of the checklist; choose it from the list
issue-import-system = System concerned
issue-import-system-note = Empty: the unit as a whole
issue-import-severity-note = Empty: the severity of the item
issue-import-due-note = As in the old list; it becomes the first deadline and is not before the day of finding
issue-import-owner-note = Name of a person of the unit; empty or unknown: the unit’s officer
issue-import-state-note = Registered risks and void findings are decided in the portal and cannot be imported
issue-import-measure-example = Port closed; access through the VPN
issue-import-done = Done on
issue-import-done-note = Needed for what is under review or closed
issue-import-before-found = Not before the day of finding
issue-import-no-day = What is done needs the day on which it was done
issue-import-no-measure = What is done needs words on what was done
issue-import-decided-here = Registered risks and void findings are decided in the portal; import it as awaiting or under rectification
issue-import-not-yours = Your post raises no issues in your own unit; its officer can import them
issue-import-nobody-there = Nobody in this unit can own issues; add people and posts first
issue-import-owner-assumed = No owner is given; the unit’s officer becomes it
issue-import-owner-unknown = Nobody of this name can own issues there; the unit’s officer becomes the owner
issue-import-severity-assumed = No severity is given; that of the item is taken
issue-import-verified-first = Called done by the unit itself: it awaits review by the unit above
