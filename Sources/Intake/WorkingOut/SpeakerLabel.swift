/// Decides whether the words before a colon name somebody who speaks.
enum SpeakerLabel {
    /// A name as label: at most six words that begin with a capital, a digit or a letter without case, no address, no
    /// word that is usually a field of a form.
    static func isPlausible(_ label: String) -> Bool {
        let count = label.utf8.count
        guard (1...60).contains(count), !fields.contains(label.lowercased()) else { return false }
        var words = 0
        var capitals = 0
        for word in label.split(separator: " ") {
            words += 1
            guard words <= 6, let first = word.unicodeScalars.first else { return false }
            if first.properties.isUppercase || first == "(" || !hasCase(first) { capitals += 1 }
            guard word.unicodeScalars.allSatisfy(isNamePart) else { return false }
        }
        guard let first = label.unicodeScalars.first, first.properties.isAlphabetic || first.properties.numericType != nil
        else { return false }
        // "Erik St. Martin", "Dr. Chen", "elf Pavlik", "Mireille B. Reece, Psy.D", "Interviewer (SP66)".
        return words > 0 && capitals * 2 >= words && (words > 1 || capitals == 1)
            && label.unicodeScalars.contains(where: \.properties.isAlphabetic)
    }

    private static func hasCase(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isUppercase || scalar.properties.isLowercase
    }

    private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || ".'’-(),&_#".unicodeScalars.contains(scalar) || scalar.properties.generalCategory == .nonspacingMark
    }

    private static let fields: Set<String> = [
        "date", "time", "place", "location", "venue", "present", "apologies", "attendees", "agenda", "minutes", "note",
        "notes", "title", "subject", "from", "to", "cc", "bcc", "re", "fwd", "topic", "summary", "action", "actions",
        "chair", "scribe", "scribes", "status", "duration", "example", "todo", "warning", "important", "ps", "author",
        "authors", "source", "http", "https", "email", "tel", "phone", "keywords", "purpose", "aim", "outcome",
        "decision", "resolution", "question", "answer", "url", "link", "links", "tags", "kind", "language", "recorded",
    ]
}
