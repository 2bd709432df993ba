/// What a file below `rounds/` is, by its path (format.md §15).
package enum RoundFile: Hashable, Sendable {
    case round(RoundID)
    /// The secret half of the round's key, sealed.
    case key(RoundID)
    case decisions(RoundID)
    case work(RoundID, CoderID)
    case submission(RoundID, CoderID, isSealed: Bool)
    case sheet(RoundID, CoderID, RecordID, isSealed: Bool)

    /// Reads a study path; `nil` for one that no file of a round has.
    package init?(path: String) {
        let parts = path.split(separator: "/").map { String($0) }
        guard (2...4).contains(parts.count), parts[0] == "rounds",
            let dot = parts[parts.count - 1].lastIndex(of: ".")
        else { return nil }
        let (name, ending) = (String(parts[parts.count - 1][..<dot]), parts[parts.count - 1][dot...])
        if parts.count == 2 {
            guard ending == ".yaml", let round = RoundID(rawValue: name) else { return nil }
            self = .round(round)
            return
        }
        guard let round = RoundID(rawValue: parts[1]) else { return nil }
        let found =
            parts.count == 3
            ? Self.ofRound(round, name, ending)
            : CoderID(rawValue: parts[2]).flatMap { Self.ofCoder($0, round, name, ending) }
        guard let found else { return nil }
        self = found
    }

    private static func ofRound(_ round: RoundID, _ name: String, _ ending: Substring) -> RoundFile? {
        switch (name, ending) {
        case ("key", ".age"): .key(round)
        case ("decisions", ".jsonl"): .decisions(round)
        case (_, ".jsonl"): CoderID(rawValue: name).map { .work(round, $0) }
        default: nil
        }
    }

    private static func ofCoder(
        _ coder: CoderID, _ round: RoundID, _ name: String, _ ending: Substring
    ) -> RoundFile? {
        switch (name, ending) {
        case ("submission", ".age"): .submission(round, coder, isSealed: true)
        case ("submission", ".json"): .submission(round, coder, isSealed: false)
        case (_, ".age"): RecordID(rawValue: name).map { .sheet(round, coder, $0, isSealed: true) }
        case (_, ".jsonl"): RecordID(rawValue: name).map { .sheet(round, coder, $0, isSealed: false) }
        default: nil
        }
    }

    package var round: RoundID {
        switch self {
        case .round(let round), .key(let round), .decisions(let round), .work(let round, _),
            .submission(let round, _, _), .sheet(let round, _, _, _):
            round
        }
    }
}

// MARK: - What stands in it

extension RoundFile {
    /// Whether bytes are what such a file holds; of a sealed one, whether they are an age file.
    package func isReadable(_ bytes: [UInt8]) -> Bool {
        switch self {
        case .round(let round): (try? RoundText.round(from: bytes))?.id == round
        case .decisions: (try? RoundDecisionText.decisions(from: bytes)) != nil
        case .work(let round, let coder): (try? RoundWork(round: round, coder: coder, from: bytes)) != nil
        case .submission(let round, let coder, isSealed: false):
            RoundSubmission(from: bytes).map { $0.round == round && $0.coder == coder } ?? false
        case .sheet(_, _, _, isSealed: false): (try? CodingText.codings(from: bytes)) != nil
        case .key, .submission, .sheet: bytes.starts(with: Self.sealedStart)
        }
    }

    /// What every age file begins with.
    private static let sealedStart = Array("age-encryption.org/".utf8)
}
