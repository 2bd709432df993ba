import StudyModel

/// A waiting source in words.
enum WaitingText {
    /// Such as `7f3k waits in the inbox: 3 words may be names. Next: rir inbox 7f3k`.
    static func line(_ source: WaitingSource) -> String {
        let id = source.id.suffix
        let what = source.source == .edit ? "The change to \(id)" : String(id)
        let number = source.records > 1 ? ", with \(source.records.counted("record"))" : ""
        let waits = "\(what) waits in the inbox\(number)"
        return switch source.cause {
        case .suspects: "\(waits): \(suspects(source)). Next: rir inbox \(id)"
        case .locked: "\(waits): the vault is locked; it goes on when you run 'rir vault unlock'"
        case .policy: "\(waits) until a person has looked. Next: rir inbox \(id)"
        }
    }

    /// Why it waits, in a few words for a table.
    static func cause(_ source: WaitingSource) -> String {
        switch source.cause {
        case .suspects: "may name somebody"
        case .locked: "vault was locked"
        case .policy: "all are held"
        }
    }

    private static func suspects(_ source: WaitingSource) -> String {
        switch source.suspects {
        case nil: "somebody may be named in it"
        case 1: "1 word may be a name"
        case let count?: "\(count.grouped) words may be names"
        }
    }
}

extension RecordID {
    /// The kind that the id was made with.
    var kind: String { String(rawValue.dropFirst(11).dropLast(suffix.count + 1)) }
}
