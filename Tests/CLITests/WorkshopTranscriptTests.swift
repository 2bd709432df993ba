import Foundation
import ProgramFixture
import Testing

/// What a person sees of workshops, boards and recommendations.
@Suite struct WorkshopTranscriptTests {
    private static let board =
        "What works,What does not,\r\n\"Trust, mostly (3 votes)\",Nobody knows what there is (3 votes),\r\n,=Lists \u{1F4CB} (1 vote),\r\n"

    @Test func workshop() throws {
        try transcript("workshop") { rir, fixture in
            try fixture.makeStudy()
            try rir.rir("note", "They come by themselves.", "--date", "2020-04-15")
            try rir.rir("workshop", "list")
            try rir.rir("board", "show")
            try rir.rir(
                "workshop", "plan", "What follows", "--day", "2021-03-24", "--template", "works", "--voters",
                "4")
            try fixture.write(Self.board, to: "retro.csv")
            try rir.rir("board", "import", "../retro.csv", "--dry-run")
            try rir.rir("board", "import", "../retro.csv")
            try rir.rir("board", "import", "../retro.csv")
            try rir.rir("card", "add", "A list of what there is", "--column", "Ideas")
            try rir.rir("card", "add", "A list")
            let cards = try Self.cards(rir)
            try rir.rir("card", "vote", cards[0])
            try rir.rir("workshop", "open", "w-")
            try rir.rir("card", "vote", cards[3], cards[3], cards[1])
            try rir.rir("card", "vote", cards[0], cards[0], cards[0], cards[1])
            try rir.rir("card", "vote", cards[0], "--count", "40")
            try rir.rir("card", "cluster", "Knowing what there is", cards[1], cards[3])
            try rir.rir("card", "cluster", "Knowing what there is", cards[3], "--out")
            try rir.rir("undo")
            try rir.rir("card", "cluster", "Knowing what there is", "--rename", "Knowing")
            try rir.rir("card", "move", cards[2], "--to", "Actions")
            try rir.rir("card", "move", "zzzzzz", "--to", "Actions")
            try Self.corrections(rir, cards)
            try rir.rir("board", "show")
            try rir.rir("card", "list", "--by-votes")
            try rir.rir("card", "list", "--column", "Ideas", "--json")
            try rir.rir("status")
            try rir.rir("workshop", "close", "w-")
            try rir.rir("card", "add", "Late", "--column", "Ideas")
            try rir.rir("card", "remove", cards[0], "--reason", "late")
            try rir.rir("workshop", "show", "w-")
            for format in ["markdown", "csv-miro", "csv-easyretro"] {
                try rir.rir("board", "export", "--format", format, "--out", "-")
            }
            try Self.recommendations(rir, cards)
            try rir.rir("log")
            try rir.rir("check")
        }
    }

    private static func corrections(_ rir: Transcript, _ cards: [String]) throws {
        try rir.rir("card", "edit", cards[2], "Lists \u{1F4CB}")
        try rir.rir("card", "edit", cards[2], "Lists \u{1F4CB}", "--reason", "the cell was no formula")
        try rir.rir("card", "edit", cards[2], "Lists \u{1F4CB}")
        try rir.rir("card", "edit", cards[2], "--column", "2")
        try rir.rir("card", "edit", cards[2])
        try rir.rir("card", "edit", cards[2], "One list", "--column", "Actions", "--reason", "they meant one")
        try rir.rir("card", "remove", cards[0])
        try rir.rir("card", "list", "--removed")
        try rir.rir("card", "remove", cards[0], "--reason", "said before the workshop")
        try rir.rir("card", "vote", cards[0])
        try rir.rir("card", "list", "--removed")
        try rir.rir("board", "show")
        try rir.rir("undo")
    }

    private static func recommendations(_ rir: Transcript, _ cards: [String]) throws {
        try rir.rir("finding", "new", "People come.", "--name", "door", "--supports", "2020-04-15")
        try rir.rir("recommendation", "list")
        try rir.rir(
            "recommendation", "new", "People need one place to look.", "--name", "place", "--implication",
            "--cluster", "knowing")
        try rir.rir("recommendation", "new", "Keep one list.", "--name", "one-list")
        try rir.rir(
            "recommendation", "link", "one-list", "--rests", "place", "--finding", "door", "--card", cards[0])
        try rir.rir("workshop", "open", "w-", "--reason", "a card is looked at again")
        try rir.rir("card", "remove", cards[0], "--reason", "not ours")
        try rir.rir("card", "remove", cards[3], "--reason", "not ours")
        try rir.rir("workshop", "close", "w-")
        try rir.rir("recommendation", "link", "place", "--rests", "one-list")
        try rir.rir("recommendation", "edit", "one", "Keep one list, and name who keeps it.")
        try rir.rir(
            "recommendation", "edit", "one", "Keep one list, and name who keeps it.", "--reason",
            "somebody has to")
        try rir.rir("recommendation", "show", "one")
        try rir.rir("recommendation", "trace", "one")
        try rir.rir("recommendation", "trace", "place")
        try rir.rir("recommendation", "list", "--card", cards[1])
        try rir.rir("recommendation", "list")
        try rir.rir("recommendation", "show", "two")
    }

    /// The ends of the cards' ids as the board holds them, which the transcript calls by their place.
    private static func cards(_ rir: Transcript) throws -> [String] {
        let output = try rir.unnoted("card", "list", "--json").output
        let ids = output.matches(of: #/"id":"([0-9a-z]{10})"/#).map { String($0.1) }
        try #require(ids.count == 4)
        for (number, id) in ids.enumerated() {
            rir.call(id, "<card-id-\(number + 1)>")
            rir.call(String(id.suffix(6)), "<card-\(number + 1)>")
        }
        return ids.map { String($0.suffix(6)) }
    }
}
