package import ArgumentParser
import StudyModel

/// Two numbers with a colon between, `120:164`: the first character and the one behind the last, from 0.
package struct SpanOption: ExpressibleByArgument, Equatable, Sendable {
    package let ends: [Int]

    package init?(argument: String) {
        let parts = argument.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let first = parts[0], let last = parts[1], 0 <= first, first < last else {
            return nil
        }
        ends = [first, last]
    }
}

/// One number or two with a dash between, `4` or `4-6`, from 1.
package struct NumberRange: ExpressibleByArgument, Equatable, Sendable {
    package let ends: [Int]

    package init?(argument: String) {
        let parts = argument.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard (1...2).contains(parts.count), let first = parts[0], let last = parts[parts.count - 1],
            1 <= first, first <= last
        else { return nil }
        ends = [first, last]
    }
}

/// The options that say which words are meant.
package struct PlaceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The words, as they stand in the record; white space may differ.", valueName: "words"))
    package var quote: String?

    @Option(help: ArgumentHelp("Which of several places with those words, from 1.", valueName: "number"))
    package var occurrence: Int?

    @Option(
        help: ArgumentHelp(
            "Characters from 0: the first, and the one behind the last.", valueName: "first:end"))
    package var span: SpanOption?

    @Option(help: ArgumentHelp("What is said in a turn or several: 4, 4-6.", valueName: "number"))
    package var turn: NumberRange?

    @Option(help: ArgumentHelp("A paragraph or several: 4, 4-6.", valueName: "number"))
    package var paragraph: NumberRange?

    @Option(help: ArgumentHelp("A line or several: 4, 4-6.", valueName: "number"))
    package var line: NumberRange?

    @Flag(help: "The record as a whole.")
    package var whole = false

    package init() {}

    package func validate() throws {
        if ways > 1 {
            throw ValidationError(
                "Give only one of --quote, --span, --turn, --paragraph, --line and --whole.")
        }
        if occurrence != nil, quote == nil { throw ValidationError("--occurrence goes with --quote.") }
    }

    /// In how many ways the place is named.
    var ways: Int {
        [quote != nil, span != nil, turn != nil, paragraph != nil, line != nil, whole].count { $0 }
    }

    func name(_ change: inout CodingChange) {
        change.quote = quote
        change.occurrence = occurrence
        change.span = span?.ends
        change.turns = turn?.ends
        change.paragraphs = paragraph?.ends
        change.lines = line?.ends
        change.isWhole = whole ? true : nil
    }
}
