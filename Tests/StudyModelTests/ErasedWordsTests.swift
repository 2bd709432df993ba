import StudyModel
import Testing

@Suite("The words of somebody who is erased")
struct ErasedWordsTests {
    private static let said = "people whom nobody ever speaks for, in so many words as I can say it today"

    private func words(instruments: [String] = [], others: [String] = []) -> ErasedWords {
        ErasedWords(
            of: Handle(rawValue: "SP66"), [Self.said], others: [String](), instruments: instruments
        ).leaving(others)
    }

    @Test("What an instrument says is nobody's")
    func instruments() {
        let label = "Are there people whom nobody ever speaks for?"
        #expect(words().withheld(in: label) == "Are there [withdrawn]?")
        #expect(words(instruments: ["label: \"\(label)\""]).withheld(in: label) == label)
        #expect(!words(instruments: [label]).remain(in: Array(label.utf8)))
    }

    @Test("What another participant says stays in their passage, in any file, and goes elsewhere")
    func othersPassages() {
        let turn = "M11: It protects people whom nobody ever speaks for, \"does it\" not?"
        let words = words(others: [turn])
        for text in [
            "## Talk\n\n\(turn)\n\nSP1: Yes.\n",
            #"{"id":"A1","values":{"a":"It protects people whom nobody ever speaks for"}}"#,
            #"{"body":"Yes.\n\nM11: It protects people whom nobody ever speaks for, \"does it\" not?\n"}"#,
        ] {
            #expect(words.withheld(in: text) == text)
            #expect(!words.areQuoted(in: Array(text.utf8)), "\(text)")
        }
        let memo = "I think that people whom nobody ever speaks for are many."
        #expect(words.withheld(in: memo) == "I think that [withdrawn] are many.")
        #expect(words.remain(in: Array(memo.utf8)))
        // A database cuts a passage anywhere; what others say as well is no trace of theirs.
        let page = Array("\u{0}\u{1}xIt protects people whom nobody ever speaks for\u{0}".utf8)
        #expect(words.areQuoted(in: page) && !words.remain(in: page))
        #expect(words.remain(in: page + Array("nobody ever speaks for in so many words".utf8)))
    }

    @Test("Twelve words in a row are no coincidence", arguments: [11, 12])
    func longRuns(count: Int) {
        let turn = "M11: " + Self.said.split(separator: " ").prefix(count).joined(separator: " ")
        let isKept = words(others: [turn]).withheld(in: turn) == turn
        #expect(isKept == (count < ErasedWords.long))
    }

    @Test(
        "Brackets are left whole or go whole",
        arguments: [
            ("[[count:people]] whom nobody ever speaks for.", "[[count:people]] [withdrawn]."),
            ("See [[finding:people-whom-nobody-ever-speaks-for@1]].", "See [withdrawn]."),
            ("See [[people whom nobody ever speaks for ages]].", "See [withdrawn]."),
            (#"[["people whom nobody ever speaks for","b"]]"#, #"[["[withdrawn]","b"]]"#),
        ])
    func brackets(text: String, left: String) {
        #expect(words().withheld(in: text) == left)
        #expect(!words().areQuoted(in: Array(left.utf8)))
    }

    @Test("What was asked for word by word takes a citation along")
    func redaction() {
        let words = ErasedWords(exactly: "Purple Heron")
        #expect(words.withheld(in: "By [[table:purple heron at work]] it is.") == "By [redacted] it is.")
    }

    @Test("Glimpses show a few words around each place")
    func glimpses() {
        let text = "As it is said, people whom nobody ever speaks for,\nin the end count. SP66 left early."
        #expect(
            words().glimpses(in: text) == [
                "it is said, people whom nobody ever speaks for, in the", "the end count. SP66 left early",
            ])
    }
}
