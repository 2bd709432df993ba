package import StudyModel

/// What a file becomes when somebody takes the other side of a question: what was asked about is as the other side had it, and
/// whatever was done since stays.
package enum AnswerMerge {
    /// The three files a question is about.
    package struct Sides<Value: Sendable>: Sendable {
        /// What both began with; `nil` where that is not known.
        package var base: Value?
        package var kept: Value
        package var other: Value

        package init(base: Value?, kept: Value, other: Value) {
            self.base = base
            self.kept = kept
            self.other = other
        }
    }

    /// A record with the other side's values of what was asked about.
    ///
    /// - Parameter fields: as ``MergeQuestion/fields``.
    package static func record(_ sides: Sides<Record>, fields: [String], now: Record) -> Record {
        var record = now
        for field in fields {
            switch field {
            case "kind": record.kind = sides.other.kind
            case "date": record.day = sides.other.day
            case "time": record.time = sides.other.time
            case "title": record.title = sides.other.title
            case "body":
                record.body = body(
                    Sides<String>(base: sides.base?.body, kept: sides.kept.body, other: sides.other.body),
                    now: now.body)
            default: record.details[field] = sides.other.details[field]
            }
        }
        return record
    }

    /// Both ways to settle the contest differ in the contested words alone; that difference is brought to the text as it is now.
    static func body(_ sides: Sides<String>, now: String) -> String {
        func settled(preferringKept: Bool) -> String {
            TextMerge.merged(
                base: sides.base ?? "", left: sides.kept, right: sides.other,
                prefersLeft: preferringKept, keepsBoth: true
            ).text
        }
        let (was, becomes) =
            sides.base == nil
            ? (sides.kept, sides.other)
            : (settled(preferringKept: true), settled(preferringKept: false))
        return TextMerge.merged(base: was, left: now, right: becomes, prefersLeft: false).text
    }

    /// Codings of which those asked about are as the other side has them, or gone where it has them no more.
    package static func codings(other: [Coding], ids: [String], now: [Coding]) -> [Coding] {
        let asked = Set(ids)
        let kept = now.filter { !asked.contains($0.id.rawValue) }
        return (kept + other.filter { asked.contains($0.id.rawValue) }).sorted { $0.id < $1.id }
    }

    /// A case with the other side's values of what was asked about.
    package static func value(other: Case, fields: [String], now: Case) -> Case {
        var value = now
        for field in fields {
            switch field {
            case "kind": value.kind = other.kind
            case "status": value.status = other.status
            case "guid": value.guid = other.guid
            default: value.attributes[field] = other.attributes[field]
            }
        }
        return value
    }
}
