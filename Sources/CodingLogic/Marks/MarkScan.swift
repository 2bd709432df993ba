/// One mark of an edited text.
struct Mark: Hashable {
    var isStart: Bool
    /// The code as it is written; empty where none is.
    var code: String
    /// The coding's number as it is written, without `#`; `nil` for a new one.
    var number: String?
    /// Where it stands in the text without marks, in Unicode scalars.
    var position: Int
    /// Of the edited text, from 1.
    var line: Int

    /// The mark as it would be typed.
    var text: String {
        let parts = [code, number.map { "#" + $0 } ?? ""].filter { !$0.isEmpty }
        return "{{\(isStart ? "" : "/")\(parts.joined(separator: " "))}}"
    }
}

/// An edited text taken apart into marks and the text between them.
struct MarkScan {
    /// A mark may have so many scalars between its braces.
    private static let longest = 300

    private(set) var marks: [Mark] = []
    /// The text without marks, with `{\{` as `{{` again.
    private(set) var text: [Unicode.Scalar] = []
    private(set) var problems: [MarkProblem] = []
    /// Where each line of the edited text begins in the text without marks.
    private var lineStarts = [0]

    private let edited: [Unicode.Scalar]
    private var index = 0

    /// Takes an edited text apart; line ends of any system become line feeds.
    init(_ edited: String) {
        let plain = edited.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        self.edited = Array(plain.unicodeScalars)
        if self.edited.first == "\u{FEFF}" { index = 1 }
        text.reserveCapacity(self.edited.count)
        while index < self.edited.count { step() }
    }

    /// The line of the edited text that a position of the text without marks is in, from 1.
    func line(of position: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while low < high {
            let middle = (low + high) / 2
            if lineStarts[middle] <= position { low = middle + 1 } else { high = middle }
        }
        return max(1, low)
    }

    private mutating func step() {
        let scalar = edited[index]
        guard scalar == "{" else {
            take(scalar)
            return
        }
        let slashes = edited[(index + 1)...].prefix { $0 == "\\" }.count
        let next = index + 1 + slashes
        guard next < edited.count, edited[next] == "{" else {
            take(scalar)
            return
        }
        if slashes == 0 {
            readMark()
        } else {
            text.append(contentsOf: edited[index..<(next - 1)])
            index = next
        }
    }

    private mutating func take(_ scalar: Unicode.Scalar) {
        text.append(scalar)
        index += 1
        if scalar == "\n" { lineStarts.append(text.count) }
    }

    /// Reads a mark at `{{`; what is none stays text.
    private mutating func readMark() {
        let line = lineStarts.count
        let content = edited[(index + 2)...].prefix(Self.longest).prefix { $0 != "}" && $0 != "{" }
        let end = content.endIndex
        guard end + 1 < edited.count, edited[end] == "}", edited[end + 1] == "}" else {
            problems.append(
                MarkProblem(
                    line: line,
                    message:
                        "'{{' begins a mark, and there is no '}}' to end it. To have two braces in the text write '{\\{'."
                ))
            take(edited[index])
            take(edited[index])
            return
        }
        if let mark = mark(content, line) {
            marks.append(mark)
        } else {
            problems.append(
                MarkProblem(
                    line: line,
                    message:
                        "A mark without a code. Write '{{code}}' where a coding begins and '{{/}}' where it ends."
                ))
        }
        index = end + 2
        // An editor may have broken the mark over lines.
        let breaks = content.count { $0 == "\n" }
        lineStarts += Array(repeating: text.count, count: breaks)
    }

    /// The mark with this between its braces; `nil` where there is nothing.
    private func mark(_ content: ArraySlice<Unicode.Scalar>, _ line: Int) -> Mark? {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: content)
        var words = String(view).split(whereSeparator: \.isWhitespace)
        var isStart = true
        if let first = words.first, first.hasPrefix("/") {
            isStart = false
            words[0] = first.dropFirst()
        }
        var number: String?
        if let last = words.last, let hash = last.lastIndex(of: "#") {
            number = String(last[last.index(after: hash)...])
            words[words.count - 1] = last[..<hash]
        }
        let code = words.filter { !$0.isEmpty }.joined(separator: " ")
        if isStart, code.isEmpty, number == nil { return nil }
        return Mark(isStart: isStart, code: code, number: number, position: text.count, line: line)
    }
}
