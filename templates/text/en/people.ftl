person-keyword = Name or staff number
person-posts = Posts
person-new-title = Add a person
person-edit-title = Change the person
person-appoint = Add a post
person-end = End the post
person-end-confirm = End it
person-last-day = Last day (blank: ends at once)
person-starts-on = First day
person-ends-on = Last day
person-state = State
person-active = Active
person-over = Ended
person-future = Not begun
person-role-choose = Please choose
person-apart-note = Nobody holds two of administrator, security officer and auditor in one unit or in units above or below one another.
person-apart = This person is { $role } already; the two exclude each other
person-last-admin = This is the last administrator of the topmost unit; the post cannot end
person-post-ended = This post has ended.
person-ends-before-start = The last day lies before the first
person-has-account = This person can sign in already.
person-no-post = This person has no post; please add one before inviting.
person-elsewhere = This person holds a post outside your reach; an administrator above must invite them.
person-sign-in = Sign-in
person-sign-in-none = Not set up
person-sign-in-invited = Invited, no password yet
person-sign-in-active = Set up
person-sign-in-elsewhere = Kept by a unit above
person-invite = Invite to sign in
person-link = Invitation link
person-link-lead = Hand this link to the person, who sets user name and password with it. It lives for seven days, works once, and is not shown again; a new invitation voids it.
person-link-done = Noted, go back
person-import-number-note = Unique within the unit; a person who exists is changed
person-import-unit-note = The unit’s code or name
person-import-role-note = Blank means staff; administrators and auditors are appointed one by one in the portal
person-import-department-example = Office
person-import-by-hand = Administrators and auditors cannot be imported; appoint them one by one in the portal
person-import-unit = Unit code
person-mail-elsewhere = This person holds a post outside your reach, and links for a new password go to their mail address; an administrator above must change it.
person-invite-by-mail = Send an invitation by mail
person-invited-by-mail = The invitation is on its way.
person-code = Code for a new password
person-code-make = Make a code for a new password
person-code-lead = Tell it to the person face to face or by telephone; it is used under “Forgotten password” on the sign-in page. It is shown this once and good for 24 hours.
person-no-mail = There is no mail address to write to.
person-no-account = This person cannot sign in yet; send an invitation.
person-acts-for = Acts for
person-acts-for-note = Name or staff number of the person in whose place they act; then the post needs a last day.
person-deputy = for { $name }
person-deputy-without-end = A deputy’s post needs a last day
person-own-deputy = Nobody is their own deputy
person-term-title = Change the time of a post
person-has-begun = The post has begun and cannot begin later
person-left-over = Something is left; choose who takes it over
person-no-successor = Whoever takes over needs a post in this unit, other than administrator, auditor or staff
person-no-officer = This unit has inspections to be filled in and no other security officer. Appoint one first.
person-hand-over = Hand-over
person-handed-over-by = Handed over by
person-successor = Taken over by
person-successor-choose = Choose
person-witness = Witness
person-duty-issues = { $n ->
    [one] 1 open issue to be rectified
   *[other] { $n } open issues to be rectified
}
person-duty-systems = { $n ->
    [one] 1 system that names the person
   *[other] { $n } systems that name the person
}
person-duty-inspections = { $n ->
    [one] 1 inspection to be filled in
   *[other] { $n } inspections to be filled in
}
person-export-file = People
person-order-note = In the order of their units, then by name
person-still-invited = Invited already, and the link is still good.
person-on-its-way = An invitation waits to be sent already.
person-batch-invite = Invite
person-batch-title = Invite several people
person-batch-lead = Check the preview; nothing is sent before you confirm. The link in the mail is good for { $days ->
    [one] { $days } day
   *[other] { $days } days
 } and lets its reader choose a user name and a password.
person-batch-fate = Preview
person-batch-sent = Will be sent
person-batch-stays = Not sent. { $why }
person-batch-no-mail = There is no mail address. Open the person to add one, or to make a link that you hand over.
person-batch-still-invited = Invited already, and the link is still good. To send another, open the person.
person-batch-nobody = None of these people can be or has to be invited; nothing was sent
person-batch-none = Nobody was selected. Go back and tick some, or choose “All results”.
person-batch-many = There are more than { $most } results. Narrow the filter before inviting.
person-batch-sum = { $invited ->
    [one] { $invited } invitation will be sent
   *[other] { $invited } invitations will be sent
 }; { $kept ->
    [0] nobody is left out.
    [one] { $kept } person gets none.
   *[other] { $kept } people get none.
 }
person-batch-confirm = { $n ->
    [one] Invite { $n } person
   *[other] Invite { $n } people
 }
person-batch-done = { $n ->
    [one] Invited { $n } person; the mail is on its way.
   *[other] Invited { $n } people; the mails are on their way.
 }
person-batch-partly = { $n ->
    [one] Invited { $n } person; the mail is on its way.
   *[other] Invited { $n } people; the mails are on their way.
 } { $kept ->
    [one] { $kept } person had changed meanwhile and was left out.
   *[other] { $kept } people had changed meanwhile and were left out.
 }
