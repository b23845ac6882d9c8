# rights

rights-out = Dieses Gerät ist nicht mehr dabei; was vorher ankam, bleibt lesbar
rights-let-in = Zuerst muss die Leitung zustimmen
rights-review-opens = Moderation oder Leitung eröffnet einen
rights-review-open = Neuen Durchgang eröffnen
