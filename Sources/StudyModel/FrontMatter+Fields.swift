extension FrontMatter {
    /// The named values at the head of a file and the offset of the body's first byte.
    ///
    /// - Throws: ``Failure/missing`` without a front matter, ``Failure/line(_:)`` (from 1) for a line that is not
    ///   canonical or repeats a key.
    package static func fields(
        in bytes: [UInt8]
    ) throws(Failure) -> (fields: [String: RecordDetails.Value], bodyStart: Int) {
        var fields: [String: RecordDetails.Value] = [:]
        guard bytes.starts(with: fence) else { throw .missing }
        var position = fence.count
        var number = 1
        while let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) {
            number += 1
            let line = bytes[position..<end]
            position = end + 1
            if line.elementsEqual(fence.dropLast()) { return (fields, position) }
            guard let (key, value) = field(line), fields.updateValue(value, forKey: key) == nil else {
                throw .line(number)
            }
        }
        throw .missing
    }

    private static let fence = Array("---\n".utf8)

    private static func field(_ line: ArraySlice<UInt8>) -> (String, RecordDetails.Value)? {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon + 2 < line.endIndex,
            line[colon + 1] == UInt8(ascii: " ")
        else { return nil }
        let key = String(decoding: line[line.startIndex..<colon], as: UTF8.self)
        guard RecordDetails.isKey(key), let value = value(line, from: colon + 2, numeric: !isTextual(key))
        else {
            return nil
        }
        return (key, value)
    }

    /// Keys whose bare values are text even when they look like a number.
    private static func isTextual(_ key: String) -> Bool { key == "nonce" || key == "date" }

    private static func value(_ line: ArraySlice<UInt8>, from start: Int, numeric: Bool) -> RecordDetails
        .Value?
    {
        var index = start
        switch line[start] {
        case UInt8(ascii: "\""):
            guard let text = JSONText.string(in: line, at: &index), index == line.endIndex else { return nil }
            return .text(text)
        case UInt8(ascii: "["):
            return list(line, from: start)
        default:
            guard line[start...].allSatisfy(isBare) else { return nil }
            let text = String(decoding: line[start...], as: UTF8.self)
            if numeric, let number = Int(text), String(number) == text { return .number(number) }
            return .text(text)
        }
    }

    private static func list(_ line: ArraySlice<UInt8>, from start: Int) -> RecordDetails.Value? {
        var items: [String] = []
        var index = start + 1
        if index < line.endIndex, line[index] == UInt8(ascii: "]") {
            return index + 1 == line.endIndex ? .list([]) : nil
        }
        while let item = JSONText.string(in: line, at: &index), index < line.endIndex {
            items.append(item)
            if line[index] == UInt8(ascii: "]") { return index + 1 == line.endIndex ? .list(items) : nil }
            guard index + 1 < line.endIndex, line[index] == UInt8(ascii: ","),
                line[index + 1] == UInt8(ascii: " ")
            else { return nil }
            index += 2
        }
        return nil
    }

    private static func isBare(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}
