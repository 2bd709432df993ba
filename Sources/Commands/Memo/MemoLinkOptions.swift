package import ArgumentParser
package import StudyModel

extension Memo.Kind: ExpressibleByArgument {}

/// The options that say what a memo is to be linked to.
package struct MemoLinkOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A record it is about; may be repeated.", valueName: "id"))
    package var record: [String] = []

    @OptionGroup package var place: PlaceOptions

    @Option(help: ArgumentHelp("A coding of the record, by the end of its id.", valueName: "coding"))
    package var coding: String?

    @Option(help: ArgumentHelp("A code it is about; may be repeated.", valueName: "code"))
    package var code: [String] = []

    @Option(
        name: .customLong("case"),
        help: ArgumentHelp("A case it is about, such as SP66; may be repeated.", valueName: "case"))
    package var cases: [String] = []

    package init() {}

    package func validate() throws {
        if place.ways > 0 || coding != nil, record.count != 1 {
            throw ValidationError("Words and codings are those of one record: give one --record with them.")
        }
        if place.ways > 0, coding != nil { throw ValidationError("Give words or --coding, not both.") }
    }

    var isEmpty: Bool { record.isEmpty && code.isEmpty && cases.isEmpty }

    var drafts: [MemoLinkDraft] {
        record.map(draft) + code.map { MemoLinkDraft(code: $0) } + cases.map { MemoLinkDraft(case: $0) }
    }

    private func draft(of record: String) -> MemoLinkDraft {
        var draft = MemoLinkDraft(record: record)
        draft.coding = coding
        draft.quote = place.quote
        draft.occurrence = place.occurrence
        draft.span = place.span?.ends
        draft.turns = place.turn?.ends
        draft.paragraphs = place.paragraph?.ends
        draft.lines = place.line?.ends
        return draft
    }

    /// The options as they are typed.
    var words: [String] {
        var words = record.flatMap { ["--record", $0] }
        func add(_ name: String, _ value: String?) { if let value { words += ["--\(name)", value] } }
        func text(_ ends: [Int]?, _ between: String) -> String? {
            ends.map { $0.map(String.init).joined(separator: between) }
        }
        add("quote", place.quote)
        add("occurrence", place.occurrence.map(String.init))
        add("span", text(place.span?.ends, ":"))
        add("turn", text(place.turn?.ends, "-"))
        add("paragraph", text(place.paragraph?.ends, "-"))
        add("line", text(place.line?.ends, "-"))
        add("coding", coding)
        for code in code { add("code", code) }
        for id in cases { add("case", id) }
        return words
    }
}

/// Words as a shell takes them.
enum ShellWords {
    static func line(_ words: [String]) -> String { words.map(quoted).joined(separator: " ") }

    private static func quoted(_ word: String) -> String {
        let isPlain = word.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                || "-_./:=@".utf8.contains($0)
        }
        if isPlain, !word.isEmpty { return word }
        return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
            + "'"
    }
}
