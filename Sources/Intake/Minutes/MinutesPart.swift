/// A part that minutes have, and the words that head it.
enum MinutesPart: Hashable {
    case present, apologies, chair, scribes
    case agenda, topics, minutes, actions, decisions
    /// Headings that minutes have and that hold no list of their own.
    case business

    /// Whether its items are people.
    var isPeople: Bool {
        switch self {
        case .present, .apologies, .chair, .scribes: true
        case .agenda, .topics, .minutes, .actions, .decisions, .business: false
        }
    }

    static let labels: [String: MinutesPart] = [
        "present": .present, "attendees": .present, "attendance": .present, "in attendance": .present,
        "attending": .present, "participants": .present, "people present": .present, "members present": .present,
        "those present": .present, "also present": .present,
        "apologies": .apologies, "regrets": .apologies, "absent": .apologies, "apologies for absence": .apologies,
        "apologies received": .apologies, "not present": .apologies, "absentees": .apologies,
        "scribe": .scribes, "scribes": .scribes, "minute taker": .scribes, "minute-taker": .scribes,
        "minutes taken by": .scribes, "minutes by": .scribes, "note taker": .scribes, "note-taker": .scribes,
        "notetaker": .scribes, "notes by": .scribes, "notes taken by": .scribes, "secretary": .scribes,
        "chair": .chair, "chairs": .chair, "co-chairs": .chair, "chairperson": .chair, "chaired by": .chair,
        "facilitator": .chair, "convenor": .chair,
        "agenda": .agenda, "agenda items": .agenda,
        "topics": .topics, "items discussed": .topics, "matters discussed": .topics,
        "minutes": .minutes, "discussion": .minutes,
        "matters arising": .business, "any other business": .business, "aob": .business,
        "actions": .actions, "action": .actions, "action items": .actions, "action item": .actions,
        "action points": .actions, "action point": .actions, "actions agreed": .actions, "next steps": .actions,
        "todo": .actions, "to do": .actions,
        "decisions": .decisions, "decision": .decisions, "decisions made": .decisions, "resolutions": .decisions,
        "resolution": .decisions, "resolved": .decisions, "decided": .decisions, "agreed": .decisions,
    ]

    /// Words that mark one action or decision in its own line, `ACTION: SP66 to write`.
    static let single: Set<String> = [
        "action", "action item", "action point", "todo", "decision", "resolution", "resolved", "decided", "agreed",
    ]
}
