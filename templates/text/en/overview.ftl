todo-hello = Good day, { $name }
todo-lead = { $date } · waiting for you: { $n }
todo-none = Nothing waits for you
todo-none-text = New inspections, rectification and verification appear here.
todo-fill = To inspect
todo-fill-button = Go on
todo-returned = Returned
todo-answered = { $done } of { $cells } answered
todo-sign = To sign off
todo-sign-button = Look and sign off
todo-overdue = Overdue
todo-soon = Due soon
todo-later = To rectify
todo-rectify-button = Rectify
todo-follow-button = Follow up
todo-verify = To verify
todo-verify-note = Nobody verifies their own rectification
todo-verify-button = Verify
todo-review = To accept
todo-review-button = Look through
todo-all = Show all
due-over = { $days ->
    [one] one working day late
   *[other] { $days } working days late
}
due-left = { $days ->
    [one] one working day left
   *[other] { $days } working days left
}
due-on = due { $date }
overview-as-of = As of { $date } { $time }, with all units below
overview-figures = Main figures
overview-open = Open
overview-open-note = To rectify, in work, to verify, registered risks
overview-overdue = Overdue
overview-overdue-note = Past the deadline and not yet handed in
overview-soon = Due soon
overview-soon-note = Within three working days
overview-on-time = In time this year
overview-on-time-note = { $on-time } of { $closed } closed this year
overview-by-severity = Open issues by severity
overview-in-time = Closed this year in time
overview-by-current = Current deadline
overview-by-first = First deadline
overview-by-unit = Open issues by unit below
overview-no-units = No units below
overview-unit-open = { $n }
overview-unit-overdue = { $n } overdue
todo-decide = To decide
todo-decide-button = Decide
todo-decide-asked = { $ask } until { $until }
todo-nudged = Nudged today
todo-papers = Supervision
todo-paper-acknowledge = Acknowledge
todo-paper-answer = Answer
todo-paper-see = See the answer
todo-keys = Keyboard: J and K for the next or previous task, Enter opens it
