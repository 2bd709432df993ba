/// Reads JSON of texts, whole numbers, lists and objects, no deeper than four levels.
enum JSONValues {
    /// Reads one value at `index` and moves behind it, or returns `nil` where there is none.
    ///
    /// One space after a comma in a list is taken, as YAML has it.
    static func value(in bytes: ArraySlice<UInt8>, at index: inout Int, depth: Int = 0) -> FieldValue? {
        guard index < bytes.endIndex, depth < 4 else { return nil }
        switch bytes[index] {
        case UInt8(ascii: "\""): return JSONText.string(in: bytes, at: &index).map { .text($0) }
        case UInt8(ascii: "["): return list(in: bytes, at: &index, depth: depth)
        case UInt8(ascii: "{"): return object(in: bytes, at: &index, depth: depth)
        default:
            let digits = bytes[index...].prefix { Bytes.isDigit($0) }
            guard let number = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
            index += digits.count
            return .number(number)
        }
    }

    private static func list(in bytes: ArraySlice<UInt8>, at index: inout Int, depth: Int) -> FieldValue? {
        var items: [FieldValue] = []
        index += 1
        while !take("]", bytes, &index) {
            if !items.isEmpty {
                guard take(",", bytes, &index) else { return nil }
                _ = take(" ", bytes, &index)
            }
            guard let item = value(in: bytes, at: &index, depth: depth + 1) else { return nil }
            items.append(item)
        }
        return .list(items)
    }

    private static func object(in bytes: ArraySlice<UInt8>, at index: inout Int, depth: Int) -> FieldValue? {
        var values: [String: FieldValue] = [:]
        index += 1
        while !take("}", bytes, &index) {
            if !values.isEmpty, !take(",", bytes, &index) { return nil }
            guard let key = JSONText.string(in: bytes, at: &index), take(":", bytes, &index),
                let value = value(in: bytes, at: &index, depth: depth + 1),
                values.updateValue(value, forKey: key) == nil
            else { return nil }
        }
        return .object(values)
    }

    private static func take(_ byte: Unicode.Scalar, _ bytes: ArraySlice<UInt8>, _ index: inout Int) -> Bool {
        guard index < bytes.endIndex, bytes[index] == UInt8(ascii: byte) else { return false }
        index += 1
        return true
    }
}

/// One line of a file that only grows: a consent event or a review event.
protocol EventLine {
    var id: OperationID { get }
    var participant: Handle { get }
    /// What can't be in an event, as a sentence; `nil` for a possible one.
    var problem: String? { get }
    /// Canonical JSON without the line end.
    var line: String { get }
    init(fields: Fields) throws(PeopleTextFailure)
}

extension EventLine {
    /// The lines of some events, each with its line end.
    static func bytes(of events: [Self]) -> [UInt8] { events.flatMap { Array($0.line.utf8) + [0x0A] } }

    /// Reads a file of one participant.
    ///
    /// - Throws: the first line that is not canonical, is of another participant, can't be or repeats an id.
    static func events(from bytes: [UInt8], of handle: Handle) throws(PeopleTextFailure) -> [Self] {
        var events: [Self] = []
        var ids: Set<OperationID> = []
        for (number, range) in zip(1..., Bytes.lines(bytes)) {
            let event = try event(bytes[range], number)
            guard range.upperBound < bytes.count else {
                throw PeopleTextFailure(line: number, reason: "The last line has no line end.")
            }
            guard event.participant == handle else {
                throw PeopleTextFailure(
                    line: number, field: "participant", reason: "The line is of another participant.")
            }
            guard ids.insert(event.id).inserted else {
                throw PeopleTextFailure(line: number, field: "id", reason: "The id stands twice.")
            }
            events.append(event)
        }
        return events
    }

    private static func event(_ bytes: ArraySlice<UInt8>, _ number: Int) throws(PeopleTextFailure) -> Self {
        var index = bytes.startIndex
        guard case .object(let values)? = JSONValues.value(in: bytes, at: &index), index == bytes.endIndex
        else {
            throw PeopleTextFailure(line: number, reason: "The line is not JSON as the format says.")
        }
        let event = try Self(fields: Fields(values: values, line: number))
        if let problem = event.problem { throw PeopleTextFailure(line: number, reason: problem) }
        guard bytes.elementsEqual(event.line.utf8) else {
            throw PeopleTextFailure(line: number, reason: "The line is not canonical.")
        }
        return event
    }
}
