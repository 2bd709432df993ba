import StudyAPI
import StudyModel

/// The query of a request, checked against the names its route takes.
struct QueryValues: Sendable {
    private var values: [QueryName: [String]] = [:]

    /// - Throws: `request.invalid` for an unknown name, a repeated one, and bytes that are no UTF-8.
    init(_ query: String?, allowed: [QueryName]) throws(StudyError) {
        for item in (query ?? "").split(separator: "&") {
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let decoded = PercentText.decode(parts[0]), let name = QueryName(rawValue: decoded),
                allowed.contains(name)
            else { throw Self.unknown(allowed: allowed) }
            // curl and browsers write a space of a form as a plus sign.
            let spaced = (parts.count > 1 ? parts[1] : "").map { $0 == "+" ? " " : $0 }
            guard let value = PercentText.decode(String(spaced)) else {
                throw StudyError(
                    .requestInvalid, "The query value of '\(name.rawValue)' is not percent-encoded UTF-8.")
            }
            guard name.repeats || values[name] == nil else {
                throw StudyError(.requestInvalid, "The query name '\(name.rawValue)' occurs more than once.")
            }
            values[name, default: []].append(value)
        }
    }

    func text(_ name: QueryName) -> String? { values[name]?.first }

    /// The one value of a name that may be repeated on other routes.
    ///
    /// - Throws: `request.invalid` where it is.
    func single(_ name: QueryName) throws(StudyError) -> String? {
        guard texts(name).count <= 1 else {
            throw StudyError(.requestInvalid, "The query name '\(name.rawValue)' occurs more than once.")
        }
        return text(name)
    }

    /// Every value of a name that may be repeated.
    func texts(_ name: QueryName) -> [String] { values[name] ?? [] }

    /// A whole number from 0.
    func count(_ name: QueryName, default fallback: Int) throws(StudyError) -> Int {
        guard let text = text(name) else { return fallback }
        guard let number = Int(text), number >= 0, number <= 1_000_000_000 else {
            throw Self.invalid(name, "a whole number from 0")
        }
        return number
    }

    /// `true` or `false`.
    ///
    /// - Parameter fallback: what it is where it is not given.
    func flag(_ name: QueryName, default fallback: Bool = false) throws(StudyError) -> Bool {
        switch text(name) {
        case "true": return true
        case "false": return false
        case nil: return fallback
        default: throw Self.invalid(name, "true or false")
        }
    }

    func day(_ name: QueryName) throws(StudyError) -> CalendarDay? {
        guard let text = text(name) else { return nil }
        guard let day = CalendarDay(rawValue: text) else {
            throw Self.invalid(name, "a day such as 2020-04-15")
        }
        return day
    }

    func moment(_ name: QueryName) throws(StudyError) -> Timestamp? {
        guard let text = text(name) else { return nil }
        guard let moment = Timestamp(rawValue: text) else {
            throw Self.invalid(name, "a moment such as 2020-06-30T22:59:59Z")
        }
        return moment
    }

    /// One of the words of a type.
    func choice<Value: RawRepresentable & CaseIterable>(
        _ name: QueryName, _ type: Value.Type
    ) throws(StudyError) -> Value? where Value.RawValue == String {
        guard let text = text(name) else { return nil }
        guard let value = Value(rawValue: text) else {
            throw Self.invalid(name, "one of \(Value.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return value
    }

    func kinds() throws(StudyError) -> [RecordKind] {
        var kinds: [RecordKind] = []
        for text in values[.kind] ?? [] {
            guard let kind = RecordKind(rawValue: text) else {
                throw Self.invalid(.kind, "one of \(RecordKind.list)")
            }
            kinds.append(kind)
        }
        return kinds
    }

    func memoKinds() throws(StudyError) -> [Memo.Kind] {
        var kinds: [Memo.Kind] = []
        for text in values[.kind] ?? [] {
            guard let kind = Memo.Kind(rawValue: text) else {
                throw Self.invalid(.kind, "one of \(Memo.Kind.list)")
            }
            kinds.append(kind)
        }
        return kinds
    }

    func participants() throws(StudyError) -> [Handle] {
        var handles: [Handle] = []
        for text in values[.participant] ?? [] {
            guard let handle = Handle(rawValue: text) else {
                throw Self.invalid(.participant, "a handle such as SP66")
            }
            handles.append(handle)
        }
        return handles
    }

    static func invalid(_ name: QueryName, _ form: String) -> StudyError {
        StudyError(.requestInvalid, "The query value of '\(name.rawValue)' must be \(form).")
    }

    private static func unknown(allowed: [QueryName]) -> StudyError {
        let names = allowed.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        return StudyError(
            .requestInvalid,
            allowed.isEmpty
                ? "This route takes no query names."
                : "The query holds a name this route does not take; it takes \(names)."
        )
    }
}

/// Percent-encoded text (RFC 3986).
enum PercentText {
    /// The text, or `nil` for a broken escape or bytes that are no UTF-8.
    static func decode(_ text: some StringProtocol) -> String? {
        var out: [UInt8] = []
        var bytes = text.utf8.makeIterator()
        while let byte = bytes.next() {
            guard byte == UInt8(ascii: "%") else {
                out.append(byte)
                continue
            }
            guard let high = bytes.next().flatMap(digit), let low = bytes.next().flatMap(digit) else {
                return nil
            }
            out.append(high << 4 | low)
        }
        return String(validating: out, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
