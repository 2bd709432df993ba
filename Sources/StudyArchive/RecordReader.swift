package import StudyModel
internal import Yams

/// Reads a record's file, canonical or as a person's editor left it.
package enum RecordReader {
    /// The record in a file, or `nil` when it is none.
    ///
    /// - Parameter lenient: accept any YAML front matter whose values fit, and line ends other than LF.
    package static func record(from bytes: [UInt8], lenient: Bool = true) -> Record? {
        if let record = try? FrontMatter.record(from: bytes) { return record }
        guard lenient, let text = String(validating: bytes, as: UTF8.self) else { return nil }
        return record(fromEdited: text)
    }

    private static func record(fromEdited text: String) -> Record? {
        var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard lines.first?.drop(while: { $0 == "\u{FEFF}" }) == "---",
            let end = lines.dropFirst().firstIndex(where: { $0.trimmedTail == "---" })
        else { return nil }
        let head = lines[1..<end].joined(separator: "\n")
        lines.removeSubrange(...end)
        guard let mapping = try? Yams.compose(yaml: head)?.mapping else { return nil }
        var fields: [String: RecordDetails.Value] = [:]
        for (key, value) in mapping {
            guard let key = key.string, RecordDetails.isKey(key), let value = field(value) else { return nil }
            fields[key] = value
        }
        return try? FrontMatter.record(fields: fields, body: body(lines))
    }

    private static func body(_ lines: [Substring]) -> String {
        let body = lines.joined(separator: "\n")
        return body.isEmpty || body.hasSuffix("\n") ? body : body + "\n"
    }

    private static func field(_ node: Node) -> RecordDetails.Value? {
        switch node {
        case .scalar(let scalar):
            if scalar.style == .plain, let number = Int(scalar.string), String(number) == scalar.string {
                return .number(number)
            }
            return .text(scalar.string)
        case .sequence(let items):
            let texts = items.compactMap(\.scalar?.string)
            return texts.count == items.count ? .list(texts) : nil
        default: return nil
        }
    }
}

extension Substring {
    fileprivate var trimmedTail: Substring {
        var text = self
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return text
    }
}
