language-name = English
product-name = Cybersecurity Self-inspection and Rectification
product-short = Zicha
fault-required = Please fill this in
fault-too-long = No more than { $max } characters
fault-unreadable = Holds characters that cannot be read; please remove them
fault-not-a-date = No such date; write it like 2026-11-23
fault-not-a-number = A whole number from { $min } to { $max }, please
fault-not-a-choice = Please choose one of the options
fault-not-a-mail = Not a mail address
fault-not-a-phone = Not a telephone number
fault-taken = Already in use; please choose another
fault-unknown = Not found, or out of your reach
error-sign-in = Please sign in
error-sign-in-text = You are not signed in, or your session has ended.
error-token = This page is out of date
error-token-text = You may have signed in again in another window, so this form's token no longer fits. Nothing was changed.
error-forbidden = Not permitted
error-forbidden-text = Your current post does not allow this. If you hold several posts, go back to the start and switch at the top right; otherwise ask your administrator.
error-not-found = No such page
error-not-found-text = It does not exist, or lies outside the reach of your current post.
error-bad-request = The request is malformed
error-bad-request-text = The server could not make sense of what was sent. Nothing was changed. Please go back and try again.
error-too-large = Too large
error-too-large-text = A file may have at most 20 MB, and at most 20 files go at a time. Please compress them or send them in parts.
error-too-many = Too many tries
error-too-many-text = Please wait a few minutes and try again.
error-refused = Not carried out
error-unavailable = The database cannot be reached at the moment
error-unavailable-text = Nothing was saved. Keep this page and try again shortly.
error-internal = Something went wrong
error-internal-text = The fault is in the log and nothing was changed. Please give the number below to your administrator.
error-id = Number: { $id }
error-back = Back to the start
error-resume = What you entered is kept
error-resume-sign-in = Sign in again to go on with what you entered; chosen files must be chosen again.
error-resume-again = Please check what follows, then go on.
error-resume-button = Go on
error-other-post = This page was opened through another post or by somebody else. Nothing was changed; please switch back to that post and try again.
menu-todo = To do
menu-overview = Overview
menu-statistics = Statistics
menu-rounds = Rounds
menu-inspections = Inspections
menu-issues = Issues
menu-checklists = Checklists
menu-units = Units
menu-people = People
menu-systems = Systems
menu-audit = Audit log
role-admin = Administrator
role-auditor = Auditor
role-leader = Leader
role-supervisor = Supervisor
role-officer = Security officer
role-reviewer = Reviewer
role-owner = Rectification owner
role-staff = Staff
frame-skip = Skip to content
frame-menu = Menu
frame-sign-out = Sign out
frame-switch = Switch post
frame-other-language = 中文
frame-secret = Do not enter or upload classified information
form-errors = Please correct the following
form-save = Save
form-cancel = Cancel
form-add = Add
form-edit = Edit
form-optional = optional
list-search = Search
list-reset = Reset
list-more = More
list-none = Nothing matches
list-next = Next page
list-actions = Actions
list-export = Export
list-import = Import
list-tables = Tables
list-all = All
history = History
frame-crumbs = You are here
frame-home = Home
frame-notice = Notice 13 of 2019
script-saving = Saving…
script-saved = Saved {"{time}"}
script-unsaved = Not saved
script-retry = Retry
script-failed = That did not work. Please try again shortly.
script-offline = No connection. What you entered is still on this page; please try again shortly.
script-expired = Your session has ended; what you entered is still on this page. Sign in in another window and come back to go on.
script-sign-in = Sign in
script-close = Close
script-large = The file “{"{name}"}” has more than {"{most}"} MB; please compress it first.
saved = Saved
list-keyword = Keyword
list-view = View
list-pages = Pages
account-title = My account
login-title = Sign in
login-lead = Use the account your unit gave you
login-username = User name
login-password = Password
login-button = Sign in
menu-admin = Administration
list-filters = Saved filters
list-filters-manage = Manage saved filters
list-filter-keep = Save this filter
list-filter-name = Name of the filter
list-filter-forget = Delete
list-filter-kept = Saved the filter “{ $name }”
list-filter-forgotten = Deleted the filter “{ $name }”
list-many-filters = A list keeps at most { $most } filters; delete one that you no longer need
list-columns = Columns
list-columns-shown = Columns to show
list-columns-reset = Restore default
list-picked = Selected
list-pick-page = Select all on this page
list-batch-scope = Apply to
list-batch-picked = Selected rows
list-batch-all = All results
list-back = Back to the list
export-own = My exports
export-own-lead = Excel files made in the background. They are cleared away after { $days } days.
export-title = Export: { $name }
export-long = There are more than { $n } results. The Excel file will be made in the background.
export-long-note = You can leave this page meanwhile and download the file under “My exports” when it is ready.
export-begin = Start
export-many = At most { $most } files are kept at a time; delete some under “My exports” first
export-none = No exports yet
export-none-hint = Export a list: long ones are made in the background and appear here.
export-file = File
export-made = Requested
export-state = Status
export-until = Kept until
export-waiting = Waiting
export-running = Progress
export-ready = Ready
export-failed = Not made
export-rows = { $n ->
    [one] { $n } row
   *[other] { $n } rows
 }
export-fetch = Download
export-remove = Delete
export-removed = Deleted “{ $name }”
export-failed-right = The post that asked for it has ended or may no longer read this list
export-failed-long = More than the { $most } rows that an Excel sheet holds; narrow the filter and export again
export-failed-fault = System fault. Please export again; if it fails again, tell the administrator
progress-look-again = Refresh
date-written = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
 } { $year }
month-written = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
 } { $year }
