import Foundation
import ProgramFixture
import Testing

/// What a person sees of names, participants and consent.
@Suite struct PeopleTranscriptTests {
    @Test func names() throws {
        try transcript("names") { rir, fixture in
            try fixture.makeStudy("--names", "assisted")
            try rir.rir("vault")
            let note = "Priya Patel from Whitby rang: Tom Baker (tom.baker@example.org) wants the leaflet."
            try rir.rir(["note", "-", "--date", "2020-04-15"], input: note + "\n")
            try rir.rir("inbox")
            try rir.rir(["inbox", "2020-04-15"], input: "p\nSP66\nl\np\nM04\np\nM04\nc\n")
            try rir.rir("show", "2020-04-15")
            try rir.rir("pseudonym", "list")
            try rir.rir(["note", "-", "--date", "2020-04-16"], input: "Mrs Patel rang Tom again.\n")
            try rir.rir("list")
            try rir.rir("vault", "lock")
            try rir.rir(["note", "-", "--date", "2020-04-17"], input: "Tom Baker came by.\n")
            try rir.rir("inbox")
            try rir.rir("pseudonym", "list")
            try rir.rir("vault", "unlock")
            try rir.rir("list")
            try rir.rir("leaks", "--all")
            try fixture.write("who,what\nPriya Patel,rang\n", to: "out.csv")
            try rir.rir("leaks", "../out.csv")
            try rir.rir("undo")
        }
    }

    @Test func people() throws {
        try transcript("people") { rir, fixture in
            try fixture.makeStudy("--names", "assisted")
            try fixture.write(
                "handle,name,email\nSP66,Priya Patel,priya@example.org\nM04,Tom Baker,\n", to: "people.csv")
            try rir.rir("participant", "import", "../people.csv")
            try rir.rir("participant", "list")
            try rir.rir("participant", "list", "--names")
            try rir.rir([
                "note", "they agreed that the list is long.", "--kind", "meeting-note", "--date",
                "2020-04-15", "--participant", "SP66", "--participant", "M04",
            ])
            try rir.rir("consent", "check", "quote", "2020-04-15")
            try rir.rir("status")
            try rir.rir(
                "consent", "grant", "--meeting", "2020-04-15", "--purpose", "collect", "--purpose", "quote")
            try rir.rir("consent", "check", "quote", "2020-04-15")
            try rir.rir("consent", "show", "SP66")
            try rir.rir("consent", "withdraw", "M04", "--purpose", "quote")
            try rir.rir("consent", "check", "quote", "2020-04-15")
            try rir.rir("participant", "show", "SP66", "--everything")
            try rir.rir("participant", "review", "SP66", "--confirmed")
            try rir.rir("participant", "withdraw", "SP66", "--option", "remove-from-analysis", "--dry-run")
            try rir.rir(
                "participant", "withdraw", "SP66", "--option", "remove-from-analysis", "--yes")
            try rir.rir("show", "2020-04-15")
            try rir.rir("undo")
        }
    }
}
