internal import StudyModel

/// A file of what people make together, matrices, boards, drafts, findings and cycles, without a participant.
///
/// Everywhere else than in the study's newest state a file is looked at by itself: a side of a question, or what a copy wrote before
/// it knew that somebody is erased.
enum WithheldFile {
    /// - Returns: the file without their words and their handle; `nil` for any other file, and for one that can't be read.
    static func bytes(_ bytes: [UInt8], at path: String, without handle: Handle) -> [UInt8]? {
        if FrameworkRow.place(ofPath: path) != nil {
            return (try? FrameworkText.row(from: bytes)).map {
                FrameworkText.bytes(of: $0.withholding(handle, []))
            }
        }
        if ReportDraftID(path: path) != nil {
            return (try? ReportDraftText.draft(from: bytes)).map {
                ReportDraftText.bytes(of: $0.withholding(handle, left: [:], TakenPassages([])))
            }
        }
        if RecommendationID(path: path) != nil {
            return (try? RecommendationText.recommendation(from: bytes)).map {
                RecommendationText.bytes(of: $0.withholding(handle))
            }
        }
        return feedback(bytes, at: path, without: handle) ?? board(bytes, at: path, without: handle)
    }

    private static func feedback(_ bytes: [UInt8], at path: String, without handle: Handle) -> [UInt8]? {
        if FindingID(path: path) != nil, var finding = try? FindingText.finding(from: bytes) {
            finding.versions = finding.versions.map { $0.rewritten { $0.withholding(handle) } }
            return FindingText.bytes(of: finding)
        }
        if CycleID(path: path) != nil, let cycle = try? CycleText.cycle(from: bytes) {
            return CycleText.bytes(of: cycle.withholding(handle, bodies: [:]))
        }
        return nil
    }

    private static func board(_ bytes: [UInt8], at path: String, without handle: Handle) -> [UInt8]? {
        switch BoardFile(path: path) {
        case .workshop:
            (try? WorkshopText.workshop(from: bytes)).map { WorkshopText.bytes(of: $0.withholding(handle)) }
        case .cards(_, let shard):
            (try? WorkshopText.cards(from: bytes, shard: shard)).map { cards in
                WorkshopText.bytes(of: cards.mapValues { $0.withholding(handle) }.values)
            }
        case .votes: bytes
        case nil: nil
        }
    }
}
