import StudyAPI
package import StudyModel

/// What an import has come to so far.
///
/// Holds every file only where all are asked for.
struct ImportTally {
    /// Created records are listed one by one up to this many.
    static let listed = 25
    private static let mostRemarks = 1000

    var summary: ImportSummary?
    private(set) var refused: [ImportOutcome]
    private(set) var first: [ImportOutcome] = []
    private(set) var all: [ImportOutcome]
    private(set) var created = 0
    private(set) var held = 0
    /// How many were sealed in the inbox, and the first of them.
    private(set) var waiting = 0
    private(set) var firstWaiting: [ImportOutcome] = []
    /// How many files each remark was made about.
    private(set) var remarks: [String: Int] = [:]
    private(set) var guessed = 0
    private(set) var kinds: [RecordKind: Int] = [:]
    private let keepsAll: Bool

    init(refused: [ImportOutcome], keepsAll: Bool) {
        self.refused = refused
        self.keepsAll = keepsAll
        all = keepsAll ? refused : []
    }

    mutating func take(_ outcome: ImportOutcome) {
        if keepsAll { all.append(outcome) }
        for remark in outcome.remarks where remarks[remark] != nil || remarks.count < Self.mostRemarks {
            remarks[remark, default: 0] += 1
        }
        if outcome.guesses.contains(where: { $0.certainty == .unsure }) { guessed += 1 }
        switch outcome.result {
        case .refused: refused.append(outcome)
        case .held: held += 1
        case .waiting:
            waiting += 1
            if firstWaiting.count < Self.listed { firstWaiting.append(outcome) }
        case .created:
            created += 1
            if let kind = outcome.record?.kind { kinds[kind, default: 0] += 1 }
            if first.count <= Self.listed { first.append(outcome) }
        }
    }

    /// Such as `3 records created, 1 already held`.
    func counts(dryRun: Bool = false) -> String {
        var counts = [created.counted("record") + (dryRun ? " would be created" : " created")]
        if waiting > 0 {
            counts.append(
                "\(waiting.grouped) " + (dryRun ? "would wait in the inbox" : "waiting in the inbox"))
        }
        if held > 0 { counts.append("\(held.grouped) already held") }
        if !refused.isEmpty { counts.append("\(refused.count.grouped) refused") }
        return counts.joined(separator: ", ")
    }

    func reply(dryRun: Bool = false) -> ImportReply {
        ImportReply(
            operation: dryRun ? nil : summary?.operation, dryRun: dryRun, created: created, held: held,
            waiting: waiting, refused: refused.count, bytes: summary?.bytes ?? 0, files: all)
    }

    var status: ExitStatus {
        if refused.isEmpty { return .done }
        return created + held + waiting > 0 ? .partly : .failed
    }
}

/// The JSON of an import.
package struct ImportReply: Codable, Sendable {
    /// Absent when nothing could be sent.
    package var operation: OperationID?
    /// True when nothing was saved, because only a look was asked for.
    package var dryRun: Bool
    package var created: Int
    package var held: Int
    package var waiting: Int
    package var refused: Int
    package var bytes: Int
    package var files: [ImportOutcome]
}
