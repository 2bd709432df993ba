import StudyModel

/// A word that may be a name, as a person reads it.
enum SuspectText {
    /// The words around it with itself between `>>` and `<<`, in one line.
    static func line(_ suspect: WaitingSuspect, _ console: Console, on sink: Sink) -> String {
        let text = console.emphasised(">>\(VisibleText.line(suspect.text))<<", on: sink)
        return VisibleText.line(suspect.before) + text + VisibleText.line(suspect.after)
    }

    /// What it may be and why: `person, likely: after "Mrs", 4 times here, in the title`.
    static func description(_ suspect: WaitingSuspect) -> String {
        var words = "\(kind(suspect.kind)), \(suspect.isLikely ? "likely" : "possibly")"
        if !suspect.reason.isEmpty { words += ": \(VisibleText.line(suspect.reason))" }
        if suspect.count > 1 { words += ", \(suspect.count.grouped) times here" }
        if suspect.field != "body" { words += ", in \(VisibleText.line(suspect.field))" }
        if !suspect.candidates.isEmpty {
            words += ", may be \(suspect.candidates.map(VisibleText.line).joined(separator: " or "))"
        }
        return words
    }

    private static func kind(_ kind: SuspectKind) -> String {
        switch kind {
        case .person: "a person"
        case .place: "a place"
        case .organisation: "an organisation"
        case .name: "a name"
        case .email: "an e-mail address"
        case .phone: "a telephone number"
        case .number: "a number that stands for one person"
        case .postcode: "a postcode"
        case .address: "an address"
        case .birthday: "a date of birth"
        case .url: "a web address"
        case .handle: "a handle"
        }
    }
}
