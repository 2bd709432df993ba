/// Writes and reads a survey's answers as `answers.jsonl` holds them: one answer a line, canonical JSON.
///
/// A line is `{"id":"A1","participant":"SP66","values":{"age":42,"tools":["phone","laptop"]}}` without spaces, values in the order of
/// the variables, only those that were answered (format.md §9). The reader takes exactly that form.
package enum SurveyAnswerText {
    /// Why a line is not an answer to the survey, by its number from 1.
    package struct Failure: Error, Equatable, Sendable {
        package var line: Int
    }

    /// All answers, each on a line that ends with LF.
    package static func bytes(of survey: Survey) -> [UInt8] {
        let keys = survey.variables.map { Array("\(JSONText.quoted($0.name)):".utf8) }
        var out: [UInt8] = []
        for answer in survey.answers {
            out += "{\"id\":".utf8
            JSONText.append(answer.id, to: &out)
            if let handle = answer.participant { out += ",\"participant\":\"\(handle.rawValue)\"".utf8 }
            out += ",\"values\":{".utf8
            var isFirst = true
            for (key, value) in zip(keys, answer.values) {
                guard let value else { continue }
                if !isFirst { out.append(UInt8(ascii: ",")) }
                isFirst = false
                out += key
                append(value, to: &out)
            }
            out += "}}\n".utf8
        }
        return out
    }

    private static func append(_ value: SurveyValue, to out: inout [UInt8]) {
        switch value {
        case .text(let text): JSONText.append(text, to: &out)
        case .number(let number): out += SurveyValue.text(of: number).utf8
        case .boolean(let flag): out += (flag ? "true" : "false").utf8
        case .list(let items):
            out.append(UInt8(ascii: "["))
            for (index, item) in items.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                JSONText.append(item, to: &out)
            }
            out.append(UInt8(ascii: "]"))
        }
    }

    /// Reads answers to some variables.
    ///
    /// - Throws: ``Failure`` with the first line that is not as the format says: another form, a variable the survey doesn't
    ///   have or in another order, an id twice.
    package static func answers(
        from bytes: [UInt8], to variables: [SurveyVariable]
    ) throws(Failure) -> [SurveyAnswer] {
        var answers: [SurveyAnswer] = []
        var ids: Set<String> = []
        var start = 0
        while start < bytes.count {
            guard let end = bytes[start...].firstIndex(of: 0x0A) else {
                throw Failure(line: answers.count + 1)
            }
            var line = SurveyAnswerLine(bytes[start..<end])
            guard let answer = line.answer(to: variables), ids.insert(answer.id).inserted else {
                throw Failure(line: answers.count + 1)
            }
            answers.append(answer)
            start = end + 1
        }
        return answers
    }
}

/// Reads one line.
private struct SurveyAnswerLine {
    private let bytes: ArraySlice<UInt8>
    private var index: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    mutating func answer(to variables: [SurveyVariable]) -> SurveyAnswer? {
        guard take("{\"id\":"), let id = JSONText.string(in: bytes, at: &index), SurveyAnswer.isID(id) else {
            return nil
        }
        var participant: Handle?
        if take(",\"participant\":") {
            participant = JSONText.string(in: bytes, at: &index).flatMap { Handle(rawValue: $0) }
            guard participant != nil else { return nil }
        }
        guard take(",\"values\":{") else { return nil }
        var values: [SurveyValue?] = Array(repeating: nil, count: variables.count)
        var next = 0
        while !take("}}") {
            if next > 0, !take(",") { return nil }
            guard let name = JSONText.string(in: bytes, at: &index), take(":") else { return nil }
            while next < variables.count, variables[next].name != name { next += 1 }
            guard next < variables.count, let value = value() else { return nil }
            values[next] = value
            next += 1
        }
        return index == bytes.endIndex ? SurveyAnswer(id: id, participant: participant, values: values) : nil
    }

    private mutating func take(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard index + count <= bytes.endIndex,
            bytes[index..<index + count].elementsEqual(
                UnsafeBufferPointer(start: text.utf8Start, count: count))
        else { return false }
        index += count
        return true
    }

    private mutating func value() -> SurveyValue? {
        guard index < bytes.endIndex else { return nil }
        switch bytes[index] {
        case UInt8(ascii: "\""): return JSONText.string(in: bytes, at: &index).map { .text($0) }
        case UInt8(ascii: "t"): return take("true") ? .boolean(true) : nil
        case UInt8(ascii: "f"): return take("false") ? .boolean(false) : nil
        case UInt8(ascii: "["): return list()
        default: return number()
        }
    }

    private mutating func list() -> SurveyValue? {
        index += 1
        var items: [String] = []
        while !take("]") {
            if !items.isEmpty, !take(",") { return nil }
            guard let item = JSONText.string(in: bytes, at: &index) else { return nil }
            items.append(item)
        }
        return .list(items)
    }

    private mutating func number() -> SurveyValue? {
        let digits = bytes[index...].prefix(32).prefix { byte in
            SurveyName.isDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
                || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "e")
        }
        let text = String(decoding: digits, as: UTF8.self)
        // Only the shortest form is canonical.
        guard let number = Double(text), number.isFinite, SurveyValue.text(of: number) == text else {
            return nil
        }
        index += digits.count
        return .number(number)
    }
}
