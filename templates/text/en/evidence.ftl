evidence-title = Evidence
evidence-count = { $n ->
    [one] { $n } file
   *[other] { $n } files
 }
evidence-none = No evidence yet
evidence-files = Evidence
evidence-hint = PDF, pictures, Word, Excel, text or zip, up to 20 MB each.
evidence-taken-on = Date of the evidence
evidence-taken = dated { $day }
evidence-note = What it shows
evidence-add = Add evidence
evidence-bad-type = The type of “{ $name }” is not allowed, or its content does not fit its name
evidence-future = The date of the evidence must not lie in the future
audit-evidence-attach = Added evidence
audit-evidence-download = Downloaded evidence
