import StudyModel

/// What a front matter gives a draft.
struct FrontMatterValues {
    private(set) var title: String?
    private(set) var day: CalendarDay?
    private(set) var time: String?
    private(set) var kind: RecordKind?
    private(set) var participants: [Handle] = []
    private(set) var details = RecordDetails()
    private(set) var remarks: [String] = []

    /// Keys that every record has with a meaning of its own; a source's values for them are kept with
    /// `source-` before the key.
    private static let reserved: Set<String> = [
        "id", "kind", "version", "date", "time", "title", "participants", "captured-by", "captured-at",
        "saved-by",
        "saved-at", "nonce", "encoding",
    ]

    init(_ front: SourceFrontMatter?) {
        guard let front else { return }
        for (key, value) in front.values where !takes(key, value) {
            let name = Self.reserved.contains(key) ? "source-\(key)" : key
            if front.isWhole { details[name] = value }
        }
        if !front.isWhole {
            remarks.append("The front matter could not be read whole, so it stays in the text.")
        }
    }

    /// Whether a value has a place of its own in a draft and fits it.
    private mutating func takes(_ key: String, _ value: RecordDetails.Value) -> Bool {
        switch (key, value) {
        case ("title", .text(let text)) where !text.trimmed.isEmpty:
            title = text
            return text.unicodeScalars.count <= 120
        case ("title", .number(let number)):
            title = String(number)
            return true
        case ("date", .text(let text)):
            guard let date = WrittenDate.first(in: Array(text.utf8)) else { return false }
            day = date.day
            time = time ?? date.time
            return true
        case ("date", .number(let number)):
            day = WrittenDate.first(in: Array(String(number).utf8))?.day
            return day != nil
        case ("time", .text(let text)) where RecordTime.isTime(text):
            time = text
            return true
        case ("kind", .text(let text)), ("type", .text(let text)):
            guard let named = RecordKind(rawValue: text.lowercased().replacing(" ", with: "-")) else {
                return false
            }
            kind = kind ?? named
            return true
        case ("participants", .list(let names)): return takes(participants: names)
        case ("participants", .text(let text)), ("participant", .text(let text)):
            return takes(participants: text.split(separator: ",").map { String($0).trimmed })
        default: return false
        }
    }

    /// Handles become participants; a list that also holds names is kept as a detail too.
    private mutating func takes(participants names: [String]) -> Bool {
        participants = Handles.found(in: names)
        return names.allSatisfy { $0.isEmpty || Handle(rawValue: $0) != nil }
    }
}
