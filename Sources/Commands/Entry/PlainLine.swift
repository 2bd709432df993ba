import StudyModel

/// The plainest command lines, `rir note WORDS` and `rir search WORDS`, with nothing but `--json` besides.
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
        for argument in arguments.dropFirst() {
            if argument == "--json" {
                common.json = true
            } else if argument.utf8.first == UInt8(ascii: "-") {
                return nil
            } else {
                words.append(argument)
            }
        }
        guard !words.isEmpty else { return nil }
        return name == "note" ? note(words, common) : search(words, common)
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
        command.common = common
        return command
    }

    private static func search(_ words: [String], _ common: CommonOptions) -> RecordSearch {
        var filter = FilterOptions()
        filter.kind = []
        filter.from = nil
        filter.to = nil
        filter.participant = []
        var command = RecordSearch()
        command.query = words
        command.filter = filter
        command.limit = RecordSearch.usualLimit
        command.common = common
        return command
    }
}
