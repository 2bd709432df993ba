import ArgumentParser
import StudyModel

/// The plainest command lines, `rir note WORDS`, `rir search WORDS` and `rir query WORDS`, with nothing but `--json` and,
/// for what is looked for, `--limit N` besides.
///
/// They are typed and scripted all day, and ArgumentParser spends longer on working out the options of a
/// command than everything else takes together. Any other line goes the long way; the result is the same.
enum PlainLine {
    static func command(_ arguments: [String]) -> (any StudyCommand)? {
        let rest = arguments.dropFirst()
        switch arguments.first {
        case "note": return Words(rest, takesLimit: false).map(note)
        case "search": return Words(rest, takesLimit: true).map(search)
        case "query":
            guard let first = rest.first, !first.hasPrefix("-") else { return nil }
            guard let named = Queries.subcommand(first) else {
                return Words(rest, takesLimit: true).map(find)
            }
            return named == QueryFind.self ? Words(rest.dropFirst(), takesLimit: true).map(find) : nil
        default: return nil
        }
    }

    /// What stands behind the command's name.
    private struct Words {
        var words: [String] = []
        var limit: Int?
        var common = CommonOptions()

        /// - Returns: `nil` for anything else.
        init?(_ arguments: ArraySlice<String>, takesLimit: Bool) {
            common.json = false
            common.study = nil
            var rest = arguments
            while let argument = rest.popFirst() {
                if argument == "--json" {
                    common.json = true
                } else if argument == "--limit", takesLimit, limit == nil,
                    let number = rest.popFirst().flatMap(Int.init), number >= 1
                {
                    limit = number
                } else if argument.utf8.first == UInt8(ascii: "-") {
                    return nil
                } else {
                    words.append(argument)
                }
            }
            if words.isEmpty { return nil }
        }
    }

    // Every property must be given a value here: ArgumentParser, which does so otherwise, is not asked.

    private static func note(_ line: Words) -> RecordNote {
        var command = RecordNote()
        command.text = line.words
        command.kind = nil
        command.date = nil
        command.time = nil
        command.title = nil
        command.participant = []
        command.draft = nil
        command.template = nil
        command.cleared = false
        command.common = line.common
        return command
    }

    private static func search(_ line: Words) -> RecordSearch {
        var filter = FilterOptions()
        filter.kind = []
        filter.from = nil
        filter.to = nil
        filter.participant = []
        var command = RecordSearch()
        command.query = line.words
        command.filter = filter
        command.limit = line.limit ?? RecordSearch.usualLimit
        command.common = line.common
        return command
    }

    private static func find(_ line: Words) -> QueryFind {
        var moment = MomentOption()
        moment.at = nil
        var command = QueryFind()
        command.query = line.words
        command.limit = line.limit ?? QueryFind.usualLimit
        command.offset = 0
        command.count = false
        command.moment = moment
        command.common = line.common
        return command
    }
}
