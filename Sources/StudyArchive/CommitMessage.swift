internal import GitStore
internal import StudyModel

/// The message of an operation's commit, written and read (format.md §4).
struct CommitMessage {
    var operation: OperationID
    var act: OperationSummary.Act
    var member: MemberID
    var reason: String?
    var undoes: OperationID?
    /// Whether the product made the commit; false for one made by hand.
    var isOurs: Bool

    /// Writes the message of an operation.
    static func text(
        of operation: ArchiveOperation, leaves: ClosedRange<Int>?, device: DeviceID, nonce: String
    ) -> String {
        var paragraphs = [subject(of: operation)]
        if let reason = operation.reason.map(oneParagraph), !reason.isEmpty { paragraphs.append(reason) }
        var trailers = [
            "Operation: \(operation.id.rawValue)", "Act: \(operation.act.rawValue)",
            "Member: \(operation.by.rawValue)",
        ]
        if let undoes = operation.undoes { trailers.append("Undoes: \(undoes.rawValue)") }
        if let leaves {
            let range =
                leaves.count == 1 ? "\(leaves.lowerBound)" : "\(leaves.lowerBound)-\(leaves.upperBound)"
            trailers.append("Audit-Seq: \(device.rawValue)/\(range)")
        }
        trailers += operation.vouchesFor.map { "\($0.isStep ? Vouching.step : Vouching.byHand): \($0.id)" }
        trailers.append("Nonce: \(nonce)")
        return (paragraphs + [trailers.joined(separator: "\n")]).joined(separator: "\n\n") + "\n"
    }

    /// A reason is kept as one paragraph, so that it can't pass for trailers.
    private static func oneParagraph(_ reason: String) -> String {
        reason.split(whereSeparator: \.isNewline).map { $0.trimmingPrefix(while: { $0 == " " }) }.joined(
            separator: " ")
    }

    private static func subject(of operation: ArchiveOperation) -> String {
        let verb =
            switch operation.act {
            case .create: "Create the study"
            case .capture: "Capture"
            case .import: "Import"
            case .edit: "Edit"
            case .adopt: "Adopt"
            case .undo: "Undo"
            case .pseudonymise: "Pseudonymise"
            case .participant: "Enter participants in"
            case .consent: "Record consent in"
            case .review: "Record a review in"
            case .withdrawal: "Record a withdrawal in"
            case .codebook: "Change the codebook in"
            case .code: "Code in"
            case .memo: "Write memos in"
            case .anchor: "Anchor codings in"
            case .round: "Work in a round,"
            case .adjudicate: "Decide disagreements in"
            case .finding: "Work on findings in"
            case .cycle: "Hear an audience in"
            case .workflow: "Move a workflow in"
            case .chart: "Chart in"
            case .workshop: "Work on a board in"
            case .recommendation: "Work on recommendations in"
            case .draft: "Work on report drafts in"
            case .erase: "Erase from the history of"
            case .checkpoint: "Hand out a checkpoint in"
            case .member: "Add a member in"
            case .join: "Join"
            }
        if operation.act == .create { return verb }
        if let undoes = operation.undoes { return "\(verb) \(undoes.rawValue)" }
        if operation.records.count == 1 { return "\(verb) \(operation.records[0].id)" }
        if operation.records.isEmpty, !operation.files.isEmpty {
            return "\(verb) \(operation.files.count) \(operation.files.count == 1 ? "file" : "files")"
        }
        if operation.records.isEmpty, operation.act == .memo { return "\(verb) the vault" }
        return "\(verb) \(operation.records.count) records"
    }

    /// Reads a commit's message.
    ///
    /// A commit made by hand gets an operation id from its own id.
    ///
    /// - Parameter cover: what erasures answer for; a commit among that is one of ours without its signature.
    init(_ commit: Commit, id: ObjectID, cover: ErasureCover? = nil) {
        let isJoin = commit.parents.count > 1 && commit.message.hasPrefix(JoinCommit.subject)
        // What nobody signed says nothing of who did what; a join is what everybody makes of its parents.
        let isSaid = commit.signature != nil || isJoin || cover?.commits.contains(id) ?? false
        let said = isSaid ? commit.trailers : []
        let trailers = Dictionary(
            said.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
        let own = trailers["Operation"].flatMap(OperationID.init(rawValue:))
        isOurs = own != nil
        operation = own ?? Self.handMade(id)
        act = isJoin ? .join : trailers["Act"].flatMap(OperationSummary.Act.init(rawValue:)) ?? .adopt
        member = trailers["Member"].flatMap(MemberID.init(rawValue:)) ?? Self.firstMember
        reason = own == nil ? nil : commit.explanation
        undoes = trailers["Undoes"].flatMap(OperationID.init(rawValue:))
    }

    private static let firstMember = MemberID(rawValue: "r1").unsafelyUnwrapped

    private static func handMade(_ id: ObjectID) -> OperationID {
        // 26 hexadecimal digits are always an operation id, so the fallback is never taken.
        OperationID(rawValue: String(id.hex.prefix(26))).unsafelyUnwrapped
    }
}
