# new-review
