import StudyModel

/// The plainest command lines, `rir note WORDS` and `rir search WORDS`, with nothing but `--json` and, for a search,
/// `--limit N` besides.
///
/// They are typed and scripted all day, and ArgumentParser spends longer on working out the options of a
/// command than everything else takes together. Any other line goes the long way; the result is the same.
enum PlainLine {
    static func command(_ arguments: [String]) -> (any StudyCommand)? {
        guard let name = arguments.first, name == "note" || name == "search" else { return nil }
        var common = CommonOptions()
        common.json = false
        common.study = nil
        var words: [String] = []
        var limit: Int?
        var rest = arguments.dropFirst()
        while let argument = rest.popFirst() {
            if argument == "--json" {
                common.json = true
            } else if argument == "--limit", name == "search", limit == nil,
                let number = rest.popFirst().flatMap(Int.init), number >= 1
            {
                limit = number
            } else if argument.utf8.first == UInt8(ascii: "-") {
                return nil
            } else {
                words.append(argument)
            }
        }
        guard !words.isEmpty else { return nil }
        return name == "note"
            ? note(words, common) : search(words, limit: limit ?? RecordSearch.usualLimit, common)
    }

    // Every property must be given a value here: ArgumentParser, which does so otherwise, is not asked.

    private static func note(_ words: [String], _ common: CommonOptions) -> RecordNote {
        var command = RecordNote()
        command.text = words
        command.kind = nil
        command.date = nil
        command.time = nil
        command.title = nil
        command.participant = []
        command.draft = nil
        command.template = nil
        command.cleared = false
        command.common = common
        return command
    }

    private static func search(_ words: [String], limit: Int, _ common: CommonOptions) -> RecordSearch {
        var filter = FilterOptions()
        filter.kind = []
        filter.from = nil
        filter.to = nil
        filter.participant = []
        var command = RecordSearch()
        command.query = words
        command.filter = filter
        command.limit = limit
        command.common = common
        return command
    }
}
