/// Reads files of one `key: value` a line, the subset of YAML that this folder writes.
///
/// Reading takes more than is written; ``check(_:is:)`` then refuses whatever is not byte for byte the
/// canonical form, so there is one description of that form: the writer.
enum FieldLines {
    /// The largest file that is read, in bytes: 1 MiB.
    static let largest = 1 << 20

    /// The named values of a file.
    ///
    /// Lines that are indented by two spaces belong to the key without a value before them.
    ///
    /// - Throws: the first line that is none, or that repeats a key.
    static func fields(in bytes: [UInt8], limit: Int = largest) throws(PeopleTextFailure) -> Fields {
        guard bytes.count <= limit, String(validating: bytes, as: UTF8.self) != nil else {
            throw PeopleTextFailure(line: nil, reason: "The file is too large or not UTF-8.")
        }
        var fields = Fields()
        var group: String?
        for (index, range) in Bytes.lines(bytes).enumerated() {
            let line = bytes[range]
            let isInner = line.starts(with: [0x20, 0x20])
            guard let (key, value) = pair(isInner ? line.dropFirst(2) : line) else {
                throw PeopleTextFailure(line: index + 1, reason: "The line is not 'key: value'.")
            }
            let place = isInner ? "\(group ?? "").\(key)" : key
            guard fields.lines.updateValue(index + 1, forKey: place) == nil, !isInner || group != nil else {
                throw PeopleTextFailure(line: index + 1, reason: "The key stands twice or is indented.")
            }
            if isInner, let group, let value {
                fields.add(value, for: key, to: group)
            } else {
                fields.values[key] = value ?? .object([:])
                group = value == nil ? key : nil
            }
        }
        return fields
    }

    /// Refuses bytes that differ from the canonical text, with the first line that does.
    static func check(_ bytes: [UInt8], is canonical: String) throws(PeopleTextFailure) {
        let wanted = Array(canonical.utf8)
        guard bytes != wanted else { return }
        let lines = Bytes.lines(bytes)
        let same = zip(lines, Bytes.lines(wanted)).prefix { bytes[$0.0] == wanted[$0.1] }.count
        throw PeopleTextFailure(
            line: min(same + 1, max(1, lines.count)), reason: "The line is not as the format says.")
    }

    private static func pair(_ line: ArraySlice<UInt8>) -> (String, FieldValue?)? {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
            line[..<colon].allSatisfy({ SurveyName.isInName($0) })
        else { return nil }
        let key = String(decoding: line[..<colon], as: UTF8.self)
        guard colon + 1 < line.endIndex else { return (key, nil) }
        guard line[colon + 1] == 0x20, colon + 2 < line.endIndex else { return nil }
        if line[(colon + 2)...].elementsEqual("{}".utf8) { return (key, .object([:])) }
        return value(line, from: colon + 2).map { (key, $0) }
    }

    private static func value(_ line: ArraySlice<UInt8>, from start: Int) -> FieldValue? {
        let rest = line[start...]
        if rest.first == UInt8(ascii: "\"") || rest.first == UInt8(ascii: "[") {
            var index = start
            let value = JSONValues.value(in: line, at: &index)
            return index == line.endIndex ? value : nil
        }
        let isBare = rest.allSatisfy {
            SurveyName.isInName($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "+")
        }
        return isBare ? .bare(String(decoding: rest, as: UTF8.self)) : nil
    }
}

extension Fields {
    fileprivate mutating func add(_ value: FieldValue, for key: String, to group: String) {
        guard case .object(var inner)? = values[group] else { return }
        inner[key] = value
        values[group] = .object(inner)
    }
}
