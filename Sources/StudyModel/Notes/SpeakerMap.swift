/// Who the labels of a transcript stand for: `Speaker 1` is `SP66`.
///
/// Labels are often real names, so no message quotes one.
package enum SpeakerMap {
    /// Reads a file of `Label = HANDLE` lines or of two columns with a comma, a semicolon or a tab between them.
    ///
    /// Empty lines and those that begin with `#` say nothing; a first line without a handle is a header. A label
    /// may stand in double quotes, with `""` for a quotation mark. A handle may be written in small letters.
    ///
    /// - Throws: `usage`, naming the line, for a line that is neither, a label given twice with different
    ///   handles, and a file without an entry.
    package static func read(_ text: String) throws(StudyError) -> [String: Handle] {
        var map: [String: Handle] = [:]
        var bytes = Array(text.utf8)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        var isFirst = true
        for (number, range) in Bytes.lines(bytes).enumerated() {
            let isCRLF = bytes[range].last == 0x0D
            let line = Bytes.trimmed(bytes, isCRLF ? range.dropLast() : range)
            guard let first = bytes[line].first, first != 0x23 else { continue }
            defer { isFirst = false }
            guard let entry = entry(bytes, line) else {
                if isFirst, pair(bytes, line) != nil { continue }
                throw refusal("Line \(number + 1) of the speaker map is no label with a handle.")
            }
            if let known = map[entry.label], known != entry.handle {
                throw refusal("Line \(number + 1) of the speaker map gives a label a second handle.")
            }
            map[entry.label] = entry.handle
        }
        guard !map.isEmpty else { throw refusal("The speaker map holds no label with a handle.") }
        return map
    }

    /// Reads one `Speaker 1=SP66`, as an option gives it.
    ///
    /// - Throws: `usage`.
    package static func entry(_ text: String) throws(StudyError) -> (label: String, handle: Handle) {
        let bytes = Array(text.utf8)
        guard let equals = bytes.lastIndex(of: 0x3D),
            let entry = entry(bytes, label: 0..<equals, handle: equals + 1..<bytes.count)
        else { throw refusal("A speaker is given as a label, '=' and a handle.") }
        return entry
    }

    private static func refusal(_ message: String) -> StudyError {
        StudyError(
            .usage, message, hint: "Write 'Speaker 1=SP66', or in a file one such line for each speaker.")
    }

    private static func entry(_ bytes: [UInt8], _ line: Range<Int>) -> (label: String, handle: Handle)? {
        pair(bytes, line).flatMap { entry(bytes, label: $0.label, handle: $0.handle) }
    }

    private static func entry(
        _ bytes: [UInt8], label: Range<Int>, handle: Range<Int>
    ) -> (label: String, handle: Handle)? {
        let label = unquoted(bytes, label)
        guard !label.isEmpty, let handle = Handle(rawValue: unquoted(bytes, handle).uppercased()) else {
            return nil
        }
        return (label, handle)
    }

    /// The two parts of a line: at the last `=`, else at a tab, a semicolon or a comma outside quotes.
    private static func pair(_ bytes: [UInt8], _ line: Range<Int>) -> (label: Range<Int>, handle: Range<Int>)?
    {
        var quoted = false
        var found: [UInt8: Int] = [:]
        for index in line {
            if bytes[index] == 0x22 { quoted.toggle() }
            if !quoted, [0x3D, 0x09, 0x3B, 0x2C].contains(bytes[index]) { found[bytes[index]] = index }
        }
        for separator in [UInt8(0x3D), 0x09, 0x3B, 0x2C] {
            if let index = found[separator] {
                return (line.lowerBound..<index, index + 1..<line.upperBound)
            }
        }
        return nil
    }

    /// A field without spaces and quotation marks around it.
    private static func unquoted(_ bytes: [UInt8], _ range: Range<Int>) -> String {
        let range = Bytes.trimmed(bytes, range)
        guard range.count >= 2, bytes[range.lowerBound] == 0x22, bytes[range.upperBound - 1] == 0x22 else {
            return Bytes.text(bytes, range)
        }
        return Bytes.text(bytes, range.lowerBound + 1..<range.upperBound - 1).replacing("\"\"", with: "\"")
    }
}
