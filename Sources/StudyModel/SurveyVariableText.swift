/// Writes and reads a survey's codebook of variables as `variables.yaml` holds it (format.md §9).
///
/// The written form is one fixed subset of YAML: the same keys in the same order, two spaces a level, everything people
/// wrote in double quotes. The reader takes that form and what an editor or a hand makes of it: plain and
/// single-quoted values, comments, empty lines, keys left out or in another order. Anchors, tags, block texts and keys it
/// does not know are refused with their line.
package enum SurveyVariableText {
    /// Why a text is no codebook of variables: the line from 1, and a sentence that quotes nothing.
    package struct Failure: Error, Equatable, Sendable {
        package var line: Int
        package var reason: String

        package init(line: Int, reason: String) {
            self.line = line
            self.reason = reason
        }
    }

    /// What the file says: everything about a survey but its answers.
    package struct Codebook: Equatable, Sendable {
        package var id: SurveyID
        package var title: String
        package var variables: [SurveyVariable]
    }

    package static func bytes(of survey: Survey) -> [UInt8] {
        var lines = [
            "format: 1", "survey: \(JSONText.quoted(survey.id.rawValue))",
            "title: \(JSONText.quoted(survey.title))",
            survey.variables.isEmpty ? "variables: []" : "variables:",
        ]
        for variable in survey.variables {
            lines.append("  - name: \(JSONText.quoted(variable.name))")
            lines.append("    label: \(JSONText.quoted(variable.label))")
            lines.append("    type: \(variable.type.rawValue)")
            if variable.isOpen { lines.append("    open: true") }
            if !variable.missing.isEmpty {
                lines.append(
                    "    missing: [\(variable.missing.map(JSONText.quoted).joined(separator: ", "))]")
            }
            if !variable.values.isEmpty { lines.append("    values:") }
            for value in variable.values {
                lines.append("      - value: \(JSONText.quoted(value.value))")
                if !value.label.isEmpty { lines.append("        label: \(JSONText.quoted(value.label))") }
            }
        }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    /// Reads a codebook of variables.
    ///
    /// - Throws: ``Failure`` with the first line that can't be understood, names a variable or a value twice, or lacks what every
    ///   variable has (`name`, `type`). Texts over 16 MiB are refused at line 1.
    package static func codebook(from bytes: [UInt8]) throws(Failure) -> Codebook {
        guard bytes.count <= 16 << 20, let text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(line: 1, reason: "The file is too large or not UTF-8.")
        }
        var reader = SurveyVariableReader()
        var number = 0
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            number += 1
            try reader.read(line.hasSuffix("\r") ? line.dropLast() : line, number: number)
        }
        return try reader.finish(line: number)
    }
}

/// Takes one line after another.
private struct SurveyVariableReader {
    typealias Failure = SurveyVariableText.Failure

    private var format: String?
    private var id: SurveyID?
    private var title: String?
    private var variables: [SurveyVariable] = []
    private var names: Set<String> = []
    private var values: Set<String> = []
    private var hasType = true
    private var seen: Set<String> = []
    private var isInVariables = false
    private var isInValues = false

    mutating func read(_ line: Substring, number: Int) throws(Failure) {
        let content = line.drop { $0 == " " }
        if content.isEmpty || content.first == "#" || content == "---" && number == 1 { return }
        guard !content.contains("\t") || content.contains("\"") else {
            throw Failure(line: number, reason: "A tab can't indent.")
        }
        let indent = line.utf8.count - content.utf8.count
        switch (indent, content.hasPrefix("- ")) {
        case (0, false): try readTop(content, number)
        case (2, true) where isInVariables:
            try finishVariable(number)
            variables.append(SurveyVariable(name: "", label: "", type: .text))
            (hasType, seen, values, isInValues) = (false, [], [], false)
            try readVariable(content.dropFirst(2), number)
        case (4, false) where isInVariables && !variables.isEmpty: try readVariable(content, number)
        case (6, true) where isInValues:
            variables[variables.count - 1].values.append(.init(""))
            seen.subtract(["value", "value-label"])
            try readValue(content.dropFirst(2), number)
        case (8, false) where isInValues && variables.last?.values.isEmpty == false:
            try readValue(content, number)
        default: throw Failure(line: number, reason: "The line is not indented as the lines around it.")
        }
    }

    mutating func finish(line: Int) throws(Failure) -> SurveyVariableText.Codebook {
        try finishVariable(line)
        guard let format else { throw Failure(line: line, reason: "The line 'format: 1' is missing.") }
        guard format == "1" else { throw Failure(line: line, reason: "The format is not 1.") }
        guard let id else { throw Failure(line: line, reason: "The survey's id is missing.") }
        return .init(id: id, title: title ?? id.rawValue, variables: variables)
    }

    private func finishVariable(_ line: Int) throws(Failure) {
        guard let last = variables.last else { return }
        guard !last.name.isEmpty, hasType else {
            throw Failure(line: line, reason: "The variable before has no name or no type.")
        }
        if let value = last.values.last, value.value.isEmpty, !seen.contains("value") {
            throw Failure(line: line, reason: "The value before is missing.")
        }
    }

    private mutating func readTop(_ content: Substring, _ number: Int) throws(Failure) {
        let (key, value) = try pair(content, number)
        isInVariables = false
        switch key {
        case "format" where format == nil: format = try scalar(value, number)
        case "title" where title == nil: title = try scalar(value, number)
        case "survey" where id == nil:
            id = SurveyID(rawValue: try scalar(value, number))
            guard id != nil else { throw Failure(line: number, reason: "This is no id of a survey.") }
        case "variables" where variables.isEmpty:
            guard value.isEmpty || value == "[]" else { throw unknown(number) }
            isInVariables = value.isEmpty
        default: throw unknown(number)
        }
    }

    private mutating func readVariable(_ content: Substring, _ number: Int) throws(Failure) {
        let (key, value) = try pair(content, number)
        guard seen.insert(key).inserted else { throw Failure(line: number, reason: "The key occurs twice.") }
        let last = variables.count - 1
        isInValues = false
        switch key {
        case "name":
            let name = try scalar(value, number)
            guard SurveyVariable.isName(name), names.insert(name.lowercased()).inserted else {
                throw Failure(line: number, reason: "The name is not one, or another variable has it.")
            }
            variables[last].name = name
        case "label": variables[last].label = try scalar(value, number)
        case "type":
            guard let type = SurveyVariable.ValueType(rawValue: try scalar(value, number)) else {
                let types = SurveyVariable.ValueType.allCases.map(\.rawValue).joined(separator: ", ")
                throw Failure(line: number, reason: "The type is none of \(types).")
            }
            variables[last].type = type
            hasType = true
        case "open":
            guard value == "true" || value == "false" else {
                throw Failure(line: number, reason: "Neither true nor false.")
            }
            variables[last].isOpen = value == "true"
        case "missing": variables[last].missing = try list(value, number)
        case "values":
            guard value.isEmpty || value == "[]" else { throw unknown(number) }
            isInValues = value.isEmpty
        default: throw unknown(number)
        }
    }

    private mutating func readValue(_ content: Substring, _ number: Int) throws(Failure) {
        let (key, value) = try pair(content, number)
        let (variable, place) = (variables.count - 1, (variables.last?.values.count ?? 1) - 1)
        guard key == "value" || key == "label" else { throw unknown(number) }
        guard seen.insert(key == "label" ? "value-label" : key).inserted else {
            throw Failure(line: number, reason: "The key occurs twice.")
        }
        let text = try scalar(value, number)
        if key == "label" {
            variables[variable].values[place].label = text
        } else {
            guard values.insert(text).inserted else {
                throw Failure(line: number, reason: "The value is listed twice.")
            }
            variables[variable].values[place].value = text
        }
    }

    private func unknown(_ number: Int) -> Failure {
        Failure(line: number, reason: "The key is not one of a codebook of variables, or occurs twice.")
    }

    /// `key: value`, the value without a comment behind it only where it is plain.
    private func pair(_ content: Substring, _ number: Int) throws(Failure) -> (String, Substring) {
        guard let colon = content.firstIndex(of: ":") else {
            throw Failure(line: number, reason: "A ':' is missing.")
        }
        let rest = content[content.index(after: colon)...]
        guard rest.isEmpty || rest.first == " " else {
            throw Failure(line: number, reason: "A space is missing after ':'.")
        }
        return (String(content[..<colon]), rest.drop { $0 == " " })
    }

    private func scalar(_ text: Substring, _ number: Int) throws(Failure) -> String {
        let bytes = Array(text.utf8)[...]
        var index = 0
        switch bytes.first {
        case nil: return ""
        case UInt8(ascii: "\""):
            if let value = JSONText.string(in: bytes, at: &index), isComment(bytes[index...]) { return value }
        case UInt8(ascii: "'"):
            if let value = singleQuoted(bytes, at: &index), isComment(bytes[index...]) { return value }
        case let first?:
            let reserved = Array("&*!|>{}[]%@`,?#-".utf8)
            let isNumber = first == UInt8(ascii: "-") && bytes.count > 1 && SurveyName.isDigit(bytes[1])
            let value = plain(text)
            if isNumber || !reserved.contains(first), !value.contains(": "), !value.hasSuffix(":") {
                return value
            }
        }
        throw Failure(line: number, reason: "The value must be put in double quotes.")
    }

    private func plain(_ text: Substring) -> String {
        var value = text
        if let comment = text.firstRange(of: " #") { value = text[..<comment.lowerBound] }
        while value.last == " " { value.removeLast() }
        return String(value)
    }

    private func singleQuoted(_ bytes: ArraySlice<UInt8>, at index: inout Int) -> String? {
        var out: [UInt8] = []
        index += 1
        while index < bytes.endIndex {
            if bytes[index] == UInt8(ascii: "'") {
                index += 1
                guard index < bytes.endIndex, bytes[index] == UInt8(ascii: "'") else {
                    return String(validating: out, as: UTF8.self)
                }
            }
            out.append(bytes[index])
            index += 1
        }
        return nil
    }

    private func isComment(_ rest: ArraySlice<UInt8>) -> Bool {
        let comment = rest.drop { $0 == UInt8(ascii: " ") }
        return comment.isEmpty || comment.first == UInt8(ascii: "#") && comment.count < rest.count
    }

    /// `["a", 'b', c]` on one line.
    private func list(_ text: Substring, _ number: Int) throws(Failure) -> [String] {
        let bytes = Array(text.utf8)[...]
        var items: [String] = []
        var index = 1
        guard bytes.first == UInt8(ascii: "[") else {
            throw Failure(line: number, reason: "A list stands in [ ].")
        }
        while true {
            while index < bytes.count, bytes[index] == UInt8(ascii: " ") { index += 1 }
            guard index < bytes.count else { break }
            if bytes[index] == UInt8(ascii: "]"), items.isEmpty || bytes[index - 1] != UInt8(ascii: ",") {
                if isComment(bytes[(index + 1)...]) { return items }
                break
            }
            guard let item = item(bytes, at: &index) else { break }
            items.append(item)
            while index < bytes.count, bytes[index] == UInt8(ascii: " ") { index += 1 }
            if index < bytes.count, bytes[index] == UInt8(ascii: ",") {
                index += 1
            } else if index < bytes.count, bytes[index] != UInt8(ascii: "]") {
                break
            }
        }
        throw Failure(line: number, reason: "The list is not closed or not separated by commas.")
    }

    private func item(_ bytes: ArraySlice<UInt8>, at index: inout Int) -> String? {
        switch bytes[index] {
        case UInt8(ascii: "\""): return JSONText.string(in: bytes, at: &index)
        case UInt8(ascii: "'"): return singleQuoted(bytes, at: &index)
        default:
            let word = bytes[index...].prefix { SurveyName.isInName($0) || $0 == UInt8(ascii: "/") }
            index += word.count
            return word.isEmpty ? nil : String(decoding: word, as: UTF8.self)
        }
    }
}
