# history

history-title = History
history-subtitle = Two reviews side by side: what moved, and why the tier is another.
history-two-needed = Two reviews with results are needed to compare. The next one is compared with this one here.
history-two-different = Choose two different reviews.
history-before = Before
history-before-name = The review before
history-after = After
history-after-name = The review after
history-choose = Choose a review
history-tier-before = Tier before
history-tier-after = Tier after
history-dimensions = Dimensions
history-group = { $n ->
    [one] { $way }: { $n } question
   *[other] { $way }: { $n } questions
}
history-more = Show { $n } more
history-more-of = Show { $n } more: { $way }
history-not-determined = Not determined
history-why = Why the tier is another
history-was = Before: { $what }
history-is = After: { $what }
history-no-condition = there was no such condition
history-value = value { $n }
history-limit = limit { $n }

history-same = { $n ->
    [one] { $n } question is the same.
   *[other] { $n } questions are the same.
}
history-tier-higher = The tier is higher than before.
history-tier-lower = The tier is lower than before.
history-tier-neither = The tier is not determined in either.
history-tier-same = The tier is the same.
history-tier-now = The tier is determined now and was not before.
history-tier-gone = The tier was determined before and is not now.
history-way-improved = Improved
history-way-worse = Worse
history-way-same = Same
history-way-new = New
history-way-not-reconfirmed = Not re-confirmed
history-way-no-longer = No longer applies
history-way-removed = Removed

history-past = As it was
history-past-about = The result of a moment, computed from what was written until then. Times are what authors claimed.
history-past-computing = Computing it again
history-past-opened = Opened
history-past-revealed = Revealed
history-past-signed = Signed
history-past-opened-name = Show it as it was when opened
history-past-revealed-name = Show it as it was when revealed
history-past-signed-name = Show it as it was when signed
history-past-day = A day, or a day and time
history-past-day-missing = Write a day, or a day and time in UTC
history-past-show = Show
history-past-show-name = Show the result of this moment
history-past-at = { $review } at { $moment }
history-past-read-only = read-only
history-past-not-open = It was not open yet.
history-past-no-result = There was no result that this device could compute.
history-past-coverage = { $n ->
    [one] { $answered } of { $of } questions answered by { $n } person
   *[other] { $answered } of { $of } questions answered by { $n } people
}
history-past-fingerprint = Fingerprint { $code }
