/// Names one workshop for as long as the study lives: `w-7f3k9`.
package struct WorkshopID: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    package init?(rawValue: String) {
        guard rawValue.hasPrefix("w-"), rawValue.utf8.count == 7,
            rawValue.utf8.dropFirst(2).allSatisfy(RecordID.alphabet.contains)
        else { return nil }
        self.rawValue = rawValue
    }

    /// Where the workshop lies in the study; its board lies beside it.
    package var path: String { BoardFile.workshop(self).path }
}

extension WorkshopID: Comparable, CustomStringConvertible {
    package static func < (left: WorkshopID, right: WorkshopID) -> Bool { left.rawValue < right.rawValue }
    package var description: String { rawValue }
}

/// Names a card of a board: 10 characters drawn at random, which say nothing of who wrote it or when.
package struct CardID: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    package init?(rawValue: String) {
        guard rawValue.utf8.count == 10, rawValue.utf8.allSatisfy(RecordID.alphabet.contains) else {
            return nil
        }
        self.rawValue = rawValue
    }

    /// The end of it, which people type.
    package var suffix: Substring { rawValue.suffix(6) }
    /// The part of the board it is kept in: its last character.
    package var shard: Character { rawValue.last ?? "0" }
}

extension CardID: Comparable, CustomStringConvertible {
    package static func < (left: CardID, right: CardID) -> Bool { left.rawValue < right.rawValue }
    package var description: String { rawValue }
}

/// Names one vote: 16 characters drawn at random.
///
/// Unlike an operation's id it holds no time.
package struct VoteID: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    package init?(rawValue: String) {
        guard rawValue.utf8.count == 16, rawValue.utf8.allSatisfy(RecordID.alphabet.contains) else {
            return nil
        }
        self.rawValue = rawValue
    }
}

/// Names a column or a cluster of a board: 5 characters drawn at random.
package struct BoardPartID: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    package init?(rawValue: String) {
        guard rawValue.utf8.count == 5, rawValue.utf8.allSatisfy(RecordID.alphabet.contains) else {
            return nil
        }
        self.rawValue = rawValue
    }
}

extension BoardPartID: Comparable {
    package static func < (left: BoardPartID, right: BoardPartID) -> Bool { left.rawValue < right.rawValue }
}

/// The files of a workshop (format.md §20).
///
/// Cards and votes are divided among 32 files by the last character of the card's id, so that one card more is a small write
/// however many there are.
package enum BoardFile: Hashable, Sendable {
    case workshop(WorkshopID)
    case cards(WorkshopID, Character)
    case votes(WorkshopID, Character)

    package init?(path: some StringProtocol) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "boards", let id = WorkshopID(rawValue: String(parts[1])) else {
            return nil
        }
        if parts[2] == "workshop.yaml" {
            self = .workshop(id)
            return
        }
        guard parts[2].hasSuffix(".jsonl"), parts[2].utf8.count == 13, parts[2].dropLast(6).count == 7,
            let shard = parts[2].dropLast(6).last, let byte = shard.asciiValue,
            RecordID.alphabet.contains(byte)
        else { return nil }
        switch parts[2].prefix(6) {
        case "cards-": self = .cards(id, shard)
        case "votes-": self = .votes(id, shard)
        default: return nil
        }
    }

    package var workshop: WorkshopID {
        switch self {
        case .workshop(let id), .cards(let id, _), .votes(let id, _): id
        }
    }

    package var path: String {
        switch self {
        case .workshop(let id): "boards/\(id)/workshop.yaml"
        case .cards(let id, let shard): "boards/\(id)/cards-\(shard).jsonl"
        case .votes(let id, let shard): "boards/\(id)/votes-\(shard).jsonl"
        }
    }
}
