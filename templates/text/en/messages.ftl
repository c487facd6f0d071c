message-title = Messages
message-lead = Reminders, nudges, supervision and decisions that concern you. Kept for 180 days.
message-unread = Unread
message-new = Unread
message-read-all = Mark all as read
message-all-read-said = All messages are marked as read
message-none = No messages
message-none-hint = When a deadline comes near, somebody nudges you or mentions you, it is told here.
message-other-post = To see it, switch to the post that it is for
message-assigned = Assigned to you
message-returned = Sent back
message-decided = Decision
message-nudge = Nudge
message-supervision = Supervision
message-mention = You were mentioned
message-reminder = Deadlines
message-digest = Daily digest
message-topic-deadline = Deadlines
message-topic-deadline-hint = Reminders of deadlines, reviews and registered risks, and the daily digest
message-topic-work = Progress
message-topic-work-hint = Assignments, issues sent back, decisions about extensions and registered risks
message-topic-urge = Nudges and supervision
message-topic-urge-hint = Nudges, supervision papers and the replies to them
message-topic-mention = Mentions
message-topic-mention-hint = Somebody mentioned you in a comment
message-due-today = due today
message-review-over = { $n ->
    [one] review late by 1 working day
   *[other] review late by { $n } working days
}
message-ends-today = registration ends today
message-ends = { $n ->
    [one] registration ends in 1 working day
   *[other] registration ends in { $n } working days
}
message-reply-today = reply to supervision due today
message-reply-left = { $n ->
    [one] reply to supervision due in 1 working day
   *[other] reply to supervision due in { $n } working days
}
message-reply-over = { $n ->
    [one] reply to supervision late by 1 working day
   *[other] reply to supervision late by { $n } working days
}
message-nudged = nudged
message-an-issue = Issue
message-line = { $number } { $title }, due { $date }, { $standing }
message-line-plain = { $number } { $title }, due { $date }
message-many = { $n ->
    [one] 1 issue
   *[other] { $n } issues
}
message-more = { $n ->
    [one] 1 more in the portal.
   *[other] { $n } more in the portal.
}
message-item = Checklist item
message-standing = Standing
message-mails = Mails
message-mails-lead = Messages always appear in the portal; those chosen here are sent to your mail address as well. A mail holds number, checklist item, date and link only.
message-mails-about = Send these by mail as well
message-mail-subject-one = [{ $kind }] { $number }
message-mail-subject = { $n ->
    [one] [{ $kind }] 1 issue
   *[other] [{ $kind }] { $n } issues
}
message-mail-lead = Please see to these issues of { $unit }:
message-mail-link = Open the portal
