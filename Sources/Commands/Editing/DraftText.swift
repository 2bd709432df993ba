package import StudyModel

/// A record as a person edits it: a small head, a line of dashes, then the text, which is taken as it is.
package struct DraftText: Equatable, Sendable {
    package var kind: RecordKind?
    package var date: CalendarDay?
    package var time: String?
    package var title: String?
    package var participants: [Handle]
    package var body: String

    package init(
        kind: RecordKind? = nil, date: CalendarDay? = nil, time: String? = nil, title: String? = nil,
        participants: [Handle] = [], body: String = ""
    ) {
        self.kind = kind
        self.date = date
        self.time = time
        self.title = title
        self.participants = participants
        self.body = body
    }

    private static let divider = "----------------------------------------------------------------------"

    /// The draft as a file.
    ///
    /// - Parameters:
    ///   - guidance: Lines for the person, written as comments above the head.
    ///   - hasTime: Whether the head offers the time of day.
    package func file(guidance: [String], hasTime: Bool) -> String {
        var lines = guidance.map { $0.isEmpty ? "#" : "# " + $0 }
        lines.append("kind: \(kind?.rawValue ?? "")")
        lines.append("date: \(date?.rawValue ?? "")")
        if hasTime { lines.append("time: \(time ?? "")") }
        lines.append("title: \(Self.escaped(title ?? ""))")
        lines.append("participants: \(participants.map(\.rawValue).joined(separator: " "))")
        lines = lines.map { $0.hasSuffix(": ") ? String($0.dropLast()) : $0 }
        return (lines + [Self.divider]).joined(separator: "\n") + "\n" + body
    }

    /// Reads the file back.
    ///
    /// - Throws: `record.invalid` naming the line, from 1, that can't be understood; never its content.
    package init(file: String) throws(StudyError) {
        self.init()
        var rest = file[...]
        var number = 0
        while let end = rest.utf8.firstIndex(of: UInt8(ascii: "\n")) {
            number += 1
            var line = rest[..<end]
            if line.hasSuffix("\r") { line = line.dropLast() }
            rest = rest[rest.utf8.index(after: end)...]
            if line.utf8.count >= 10, line.utf8.allSatisfy({ $0 == UInt8(ascii: "-") }) {
                body = String(rest)
                return
            }
            if line.isEmpty || line.hasPrefix("#") { continue }
            try read(line, number)
        }
        throw Self.invalid("The line of dashes between the head and the text is missing.")
    }

    private mutating func read(_ line: Substring, _ number: Int) throws(StudyError) {
        guard let colon = line.firstIndex(of: ":") else {
            throw Self.invalid("Line \(number) of the head has no colon.")
        }
        let value = String(line[line.index(after: colon)...]).trimmedStart
        if value.isEmpty { return }
        switch line[..<colon] {
        case "kind": kind = try Self.value(RecordKind(rawValue: value), number, "a kind: \(RecordKind.list)")
        case "date": date = try Self.value(CalendarDay(rawValue: value), number, "a day such as 2020-04-15")
        case "time": time = try Self.value(TimeOfDay(argument: value)?.text, number, "a time such as 14:30")
        case "title": title = Self.unescaped(value)
        case "participants":
            for word in value.split(whereSeparator: { $0 == " " || $0 == "," }) {
                participants.append(
                    try Self.value(Handle(argument: String(word)), number, "handles such as SP66"))
            }
        default: throw Self.invalid("Line \(number) of the head names nothing that a record has.")
        }
    }

    private static func value<Value>(_ value: Value?, _ line: Int, _ wanted: String) throws(StudyError)
        -> Value
    {
        guard let value else { throw invalid("Line \(line) of the head is not \(wanted).") }
        return value
    }

    private static func invalid(_ message: String) -> StudyError { StudyError(.recordInvalid, message) }

    /// A title in one line, whatever it holds.
    private static func escaped(_ title: String) -> String {
        var out = ""
        for scalar in title.unicodeScalars {
            switch scalar {
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    private static func unescaped(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        var follows = false
        for scalar in text.unicodeScalars {
            switch (follows, scalar) {
            case (false, "\\"):
                follows = true
                continue
            case (true, "n"): out.append("\n")
            case (true, "r"): out.append("\r")
            case (true, "\\"), (false, _): out.append(scalar)
            case (true, _): out.append(contentsOf: ["\\", scalar])
            }
            follows = false
        }
        if follows { out.append("\\") }
        return String(out)
    }
}
