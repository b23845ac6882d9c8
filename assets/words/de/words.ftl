# Glossary: these words and no others.
#
#   workspace      Arbeitsbereich          review          Durchgang (never: Review, Prüfung)
#   framework      Rahmenwerk              assessment      Bewertung
#   dimension      Dimension               question        Frage
#   level          Reifegrad, short Grad   tier            Stufe
#   maturity       Reife                   scope           Geltungsbereich
#   answer         Antwort                 agreed answer   vereinbarte Antwort
#   disagreement   Abweichung              conflict        Konflikt
#   dissent        Gegenstimme             left open       offen gelassen
#   hand in        abgeben                 agree           vereinbaren
#   sealed         versiegelt              reveal          aufdecken, die Aufdeckung
#   blind round    blinde Runde            coverage        Abdeckung
#   target         Ziel                    gap             Lücke
#   action         Maßnahme                plan            Maßnahmenplan
#   sign off       freigeben, Freigabe     snapshot        Momentaufnahme
#   fingerprint    Fingerabdruck           evidence        Nachweis
#   basis          Grundlage: behauptet · belegt · geprüft
#   member         Mitglied                people          Personen; People & sync: Personen & Sync
#   owner          Leitung                 facilitator     Moderation
#   respondent     Auskunft                observer        Beobachtung
#   assign         zuteilen, Zuteilung     not applicable  nicht anwendbar
#   don't know     weiß nicht              finding         Feststellung
#   ticket         Ticket                  bundle          Bündel
#   device         Gerät                   relay           Relay
#   sync           abgleichen, Abgleich    recovery code   Wiederherstellungscode
#   benchmark      Vergleichswert          perception gap  Wahrnehmungslücke
#   effort         Aufwand                 impact          Wirkung
#
# Tone: plain and short. Nobody is addressed: infinitives on buttons („Öffnen“), sentences about the thing itself
# („Der Arbeitsbereich …“). Roles are functions, not people, and have no gender. No exclamation marks.

words-who-left = { $name } (gegangen)
words-who-removed = { $name } (entfernt)
words-who-unknown = Unbekannt ({ $id })
words-nobody = niemand
words-nothing = nichts
words-and = { $names } und { $last }
words-quoted = „{ $text }“

words-device-unknown = ein unbekanntes Gerät
words-device-this = dieses Gerät
words-device-of = { $device } von { $member }
words-device-id = Gerät { $id }

words-role-observer = Beobachtung
words-role-respondent = Auskunft
words-role-facilitator = Moderation
words-role-owner = Leitung
words-role-within-observer = Beobachtung
words-role-within-respondent = Auskunft
words-role-within-facilitator = Moderation
words-role-within-owner = Leitung
words-role-means-observer = Liest Ergebnisse, sobald sie aufgedeckt sind
words-role-means-respondent = Beantwortet die eigenen Dimensionen
words-role-means-facilitator = Führt Durchgänge: teilt zu, deckt auf, schließt ab
words-role-means-owner = Entscheidet, wer dabei ist, und alles andere

words-decision-agreed = vereinbart
words-decision-majority = Mehrheit mit Gegenstimme
words-decision-facilitator = Entscheidung der Moderation
words-decision-left-open = offen gelassen

words-secrecy-open = Offen
words-secrecy-blind = Blind
words-secrecy-strict = Streng
words-secrecy-means-open = Alle sehen jede Antwort sofort.
words-secrecy-means-blind =
    Vor der Aufdeckung sieht niemand die Antworten der anderen; die Moderation kann sie vorher lesen.
words-secrecy-means-strict =
    Vor der Aufdeckung sieht niemand die Antworten der anderen, auch die Moderation nicht. Antworten von Personen, die
    nicht wiederkommen, bleiben womöglich versiegelt.

words-level = Reifegrad { $n }
words-level-label = Reifegrad { $n }, { $label }
words-not-applicable = nicht anwendbar: { $reason }
words-dont-know = weiß nicht
words-taken-back = zurückgenommen
words-basis-claimed = behauptet
words-basis-documented = belegt
words-basis-tested = geprüft am { $day }

words-grade-low = gering
words-grade-medium = mittel
words-grade-high = hoch
words-status-open = offen
words-status-in-progress = in Arbeit
words-status-done = erledigt
words-status-dropped = verworfen
words-status-on = { $status } am { $day }
words-origin-gap = Lücke bei { $place }
words-origin-disagreement = Abweichung bei { $place }
words-origin-finding = Feststellung: { $text }

words-only-english = Diese Einzelheiten gibt es nur auf Englisch
