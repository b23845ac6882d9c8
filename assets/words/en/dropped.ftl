# dropped

dropped-no-use = { $name } is of no use here
dropped-only-first = Only the first file was taken; { $n } more were not
dropped-one-by-one = Drop them one by one
dropped-takes-answer = A bundle to take in, or a file as evidence for the answer in hand
dropped-takes-join = A bundle to take in, or a ticket to join with
dropped-takes-welcome = A bundle to take in, or a ticket (.txt) to join with
dropped-takes-home = A bundle to take in, a ticket (.txt), or a framework to import
dropped-takes-frameworks = A bundle to take in, or a framework to import
dropped-takes-bundle = A bundle (.bundle) can be dropped here; evidence belongs on Answer
dropped-let-go = Let go to hand it over
dropped-takes-results = A bundle to take in, or a benchmark card (.json) to stand beside the result
