/// Decides whether the words before a colon name somebody who speaks.
package enum SpeakerLabel {
    /// Whether some words read as a name.
    ///
    /// At most six words that begin with a capital, a digit or a letter without case, no address, no word that is
    /// usually a field of a form. What stands in brackets behind it may be anything.
    package static func isPlausible(_ written: String) -> Bool {
        let label = withoutBrackets(written)
        let count = label.utf8.count
        guard (1...60).contains(count), !fields.contains(label.lowercased()) else { return false }
        var words = 0
        var capitals = 0
        for word in label.split(separator: " ") {
            words += 1
            guard words <= 6, let first = word.unicodeScalars.first else { return false }
            if isCapital(first) || first == "(" { capitals += 1 }
            guard word.unicodeScalars.allSatisfy(isNamePart) else { return false }
        }
        guard let first = label.unicodeScalars.first, first.isLetterOrDigit
        else { return false }
        // "Erik St. Martin", "Dr. Chen", "elf Pavlik", "Mireille B. Reece, Psy.D", "Interviewer (SP66)".
        return words > 0 && capitals * 2 >= words && (words > 1 || capitals == 1)
            && label.unicodeScalars.contains(where: {
                $0.value < 0x80 ? Bytes.isLetter(UInt8($0.value)) : $0.properties.isAlphabetic
            })
    }

    /// `Jane Doe` in `Jane Doe (she/her)`.
    private static func withoutBrackets(_ label: String) -> String {
        guard label.utf8.count <= 60, label.utf8.last == 0x29, let open = label.firstRange(of: " (") else {
            return label
        }
        return String(label[..<open.lowerBound])
    }

    /// An upper-case letter, a digit, or a letter of a script without case.
    private static func isCapital(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x80 {
            return Bytes.isUpper(UInt8(scalar.value)) || Bytes.isDigit(UInt8(scalar.value))
        }
        return !scalar.properties.isLowercase
    }

    private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ".", "'", "’", "-", "(", ")", ",", "&", "_", "#", "|": true
        default:
            scalar.isLetterOrDigit
                || (scalar.value >= 0x300 && scalar.properties.generalCategory == .nonspacingMark)
        }
    }

    private static let fields: Set<String> = [
        "date", "time", "place", "location", "venue", "present", "apologies", "attendees", "agenda",
        "minutes", "note",
        "notes", "title", "subject", "from", "to", "cc", "bcc", "re", "fwd", "topic", "summary", "action",
        "actions",
        "chair", "scribe", "scribes", "status", "duration", "example", "todo", "warning", "important", "ps",
        "author",
        "authors", "source", "http", "https", "email", "tel", "phone", "keywords", "purpose", "aim",
        "outcome",
        "decision", "resolution", "question", "answer", "url", "link", "links", "tags", "kind", "language",
        "recorded", "do", "do not", "don't", "pros", "cons",
    ]
}

extension Unicode.Scalar {
    /// Letters and digits of any script; ASCII is decided without the tables.
    fileprivate var isLetterOrDigit: Bool {
        if value < 0x80 { return Bytes.isLetter(UInt8(value)) || Bytes.isDigit(UInt8(value)) }
        return properties.isAlphabetic || properties.numericType != nil
    }
}
