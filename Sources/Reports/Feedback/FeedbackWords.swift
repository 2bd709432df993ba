import StudyModel

/// Words that packs and answers of feedback cycles share.
enum FeedbackWords {
    /// Names an audience as `link workers and SP66`.
    static func audience(_ audience: [String]) -> String {
        listed(audience.map { Handle(rawValue: $0) == nil ? $0.replacing("-", with: " ") : $0 })
    }

    /// Joins items as `a, b and c`.
    static func listed(_ items: [String]) -> String {
        guard items.count > 1, let last = items.last else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " and " + last
    }

    /// Says of which kinds sources are, and how many of each.
    static func sources(_ kinds: [(kind: RecordKind, count: Int)]) -> String {
        let items = kinds.map { kind, count in
            let word = kind == .email ? "e-mail" : kind.rawValue.replacing("-", with: " ")
            return count == 1 || word.hasSuffix("s") ? "\(count) \(word)" : "\(count) \(word)s"
        }
        return "In \(listed(items))."
    }

    /// Writes a day as `1 July 2020`.
    static func day(_ day: CalendarDay) -> String {
        let months = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]
        return "\(day.day) \(months[day.month - 1]) \(day.year)"
    }

    /// A text in lines of 72 characters, whose own lines stay apart.
    static func wrapped(_ text: String, indent: String = "") -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
            var lines = [""]
            for word in line.split(separator: " ") {
                let last = lines[lines.count - 1]
                if last.isEmpty {
                    lines[lines.count - 1] = indent + word
                } else if last.count + word.count < 72 {
                    lines[lines.count - 1] += " " + word
                } else {
                    lines.append(indent + word)
                }
            }
            return lines
        }
    }
}
