# rights

rights-out = This device is out of the workspace; what arrived before stays readable
rights-let-in = An owner has to let you in first
rights-review-opens = A facilitator or an owner opens one
rights-review-open = Open a new review
