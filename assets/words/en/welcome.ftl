# Welcome: begin a workspace, join one, or look around.

welcome-title = How mature is your security, really?
welcome-about =
    Everyone answers for their own part, on their own machine. Muster brings the answers together and shows where you
    stand, and where you disagree.
welcome-stays-here = Everything stays on this computer until you invite someone.
welcome-start = Start a review
welcome-start-about =
    Create a workspace for your organisation, then choose a framework and invite people.
welcome-organisation = Organisation
welcome-organisation-hint = Northwind Hospitals
welcome-me = Your name
welcome-me-hint = As the others know you
welcome-device = This device
welcome-device-hint = Laptop
welcome-device-default = This computer
welcome-being-made = The workspace is being made
welcome-name-missing = Enter your name first
welcome-organisation-missing = Name the organisation first
welcome-join = Join with a ticket or file
welcome-join-about = Somebody invited you: paste the ticket or open the file.
welcome-look = Look around
welcome-look-about = An example with four people, one real disagreement and two past reviews.
welcome-look-not-here = The example can't be made here
welcome-example-being-made = The example is being made on this computer: half a minute
