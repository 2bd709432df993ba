/// Files of `key: value` lines and of lists whose items are canonical JSON, one a line, behind `  - `.
enum ItemLines {
    /// What a line of a list begins with.
    static let start = "  - "

    /// The named values of a file, and the items of each of its lists in their order.
    ///
    /// - Parameter keys: the lists there are, in the order of the file.
    /// - Throws: the first line that is neither.
    static func parts(
        of bytes: [UInt8], lists keys: [String]
    ) throws(PeopleTextFailure) -> (fields: Fields, lists: [String: [Fields]]) {
        var head: [UInt8] = []
        var lists: [String: [Fields]] = [:]
        var list: String?
        for (number, range) in zip(1..., Bytes.lines(bytes)) {
            let line = bytes[range]
            guard line.starts(with: start.utf8) else {
                head += line + [0x0A]
                list = keys.first { line.elementsEqual("\($0):".utf8) }
                continue
            }
            // A line of the head for each item, so that places in the file stay what they are.
            head += Array("item-\(number): \"\"\n".utf8)
            var index = range.lowerBound + start.utf8.count
            guard let list, case .object(let values)? = JSONValues.value(in: line, at: &index),
                index == range.upperBound
            else { throw PeopleTextFailure(line: number, reason: "The line is not JSON as the format says.") }
            lists[list, default: []].append(Fields(values: values, line: number))
        }
        return (try FieldLines.fields(in: head), lists)
    }

    /// The lines of a list.
    static func lines(_ key: String, _ items: [[String: FieldValue]]) -> [String] {
        items.isEmpty ? ["\(key): []"] : ["\(key):"] + items.map { start + FieldValue.object($0).json }
    }
}

extension Fields {
    /// The items of a list of texts that may be left out.
    func maybeTexts<Value>(_ key: String, _ make: (String) -> Value?) throws(PeopleTextFailure) -> [Value] {
        values[key] == nil ? [] : try texts(key, make)
    }
}
