package import StudyModel

/// A record's body with its codings as marks in the text, for an editor.
///
/// `{{access/open #k7f3q2}}nobody rang{{/#k7f3q2}}` is a coding that is there already, known by the end of its id, and
/// `{{workforce}}nobody rang{{/}}` one that somebody types. `{{/workforce}}` ends the last one opened of that code, so that
/// marks may overlap. Where the body itself has `{{` the text has `{\{`, and a backslash more for each that is there.
/// Codings of the record as a whole and lost ones have no marks and are left alone.
package enum MarkedText {
    /// The text to be edited: the body with a mark at each end of each coding.
    ///
    /// - Parameters:
    ///   - body: The body that the codings' spans are in.
    ///   - codings: Of one coder, in any order.
    ///   - codebook: Gives the codes their paths; a code that it doesn't have is written by its id.
    package static func text(body: String, codings: [Coding], codebook: Codebook) -> String {
        let scalars = Array(body.unicodeScalars)
        let shown = ShownCodings(codings, in: scalars)
        var writer = MarkWriter()
        var position = 0
        for event in shown.events {
            for scalar in scalars[position..<event.position] { writer.write(scalar) }
            position = event.position
            let coding = shown.codings[event.index]
            let number = shown.numbers[event.index]
            writer.mark(
                event.isStart
                    ? "\(codebook[coding.code]?.path.rawValue ?? coding.code.rawValue) #\(number)"
                    : "/#\(number)")
        }
        for scalar in scalars[position...] { writer.write(scalar) }
        return writer.text
    }

    /// Those of some codings that have marks in a text.
    package static func codings(_ codings: [Coding], markedIn text: String) -> [Coding] {
        let numbers = Set(MarkScan(text).marks.compactMap { $0.number?.lowercased() })
        return codings.filter { coding in numbers.contains { coding.id.rawValue.hasSuffix($0) } }
    }
}

/// What somebody did to a coding by editing its marks.
package enum MarkChange: Hashable, Sendable {
    /// New marks: a span of the body, in Unicode scalars, is to be coded.
    case add(code: CodeID, span: Range<Int>)
    /// Both marks of a coding were taken away, and its words are still there.
    case remove(CodingID)
    /// A coding's marks stand around other words: its span of the body.
    case move(CodingID, span: Range<Int>)
    /// A coding's mark names another code.
    case recode(CodingID, code: CodeID)
}

/// Something in the edited text that was not understood or not done.
package struct MarkProblem: Hashable, Sendable, Codable {
    /// Of the edited text, from 1.
    package var line: Int
    /// One or two sentences: what it is, what was done about it, and what to type.
    package var message: String
    /// The coding that was left as it was because of it.
    package var coding: CodingID?

    package init(line: Int, message: String, coding: CodingID? = nil) {
        self.line = line
        self.message = message
        self.coding = coding
    }
}

/// What an edited text says.
package struct MarkReading: Hashable, Sendable {
    /// In the order of the text; a removal stands where the words are.
    package var changes: [MarkChange]
    /// In the order of lines.
    ///
    /// Not empty means that the edited text has to be kept for the person.
    package var problems: [MarkProblem]

    package init(changes: [MarkChange] = [], problems: [MarkProblem] = []) {
        self.changes = changes
        self.problems = problems
    }
}

/// Writes text in which `{{` begins a mark and nothing else does.
struct MarkWriter {
    private(set) var view = String.UnicodeScalarView()
    /// Whether the text ends in `{` from the body, or in that and backslashes.
    private var endsOpen = false

    var text: String { String(view) }

    /// Writes a scalar of the body.
    mutating func write(_ scalar: Unicode.Scalar) {
        if scalar == "{" {
            part()
            endsOpen = true
        } else if scalar != "\\" {
            endsOpen = false
        }
        view.append(scalar)
    }

    /// Writes a mark.
    mutating func mark(_ content: String) {
        part()
        endsOpen = false
        view.append(contentsOf: "{{\(content)}}".unicodeScalars)
    }

    /// Keeps a brace of the body from becoming one of a mark.
    private mutating func part() {
        if endsOpen { view.append("\\") }
    }
}
