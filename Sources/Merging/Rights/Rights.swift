package import StudyModel

/// Which files a member may change in which act: the table that every copy of a study keeps to (format.md §16.6).
///
/// A lead may everything, a reader nothing. What stands here is what a coder may; where a kind of file needs a look at what
/// changed in it as well, ``OperationRights`` has that look.
package enum Rights {
    /// What may become of a file.
    package struct Reach: OptionSet, Hashable, Sendable {
        package let rawValue: Int

        package init(rawValue: Int) { self.rawValue = rawValue }

        package static let add = Reach(rawValue: 1)
        package static let change = Reach(rawValue: 2)
        package static let remove = Reach(rawValue: 4)
        /// To be new, or to have more behind what it held.
        package static let grow = Reach(rawValue: 8)
        static let any: Reach = [.add, .change, .remove]
    }

    /// The kinds of files as one member sees them.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case settings, record, comments, form, code, query, survey, person, importedCoder, consent
        case consentForm, withdrawal, erasure, review, question, other
        case finding, cycle, workflow, workflowHistory, checkpoint
        /// A framework matrix's own file, and a row of one.
        case matrix, matrixRow, board, recommendation, draft
        case ownMemo, othersMemo, ownCodings, importedCodings, othersCodings, consensus
        /// `rounds/<round>.yaml` and the round's key.
        case round
        case decisions
        /// What the member did in a round, sealed or not yet handed in.
        case ownWork
        case othersWork
        /// A sheet of a closed round, and a submission that was opened.
        case sheet
    }

    /// What a coder may do with files of a kind in an act.
    package static func ofCoder(_ act: OperationSummary.Act, _ kind: Kind) -> Reach {
        table[act]?[kind] ?? []
    }

    /// What a file is to a member.
    package static func kind(of part: StudyPart, for member: MemberID) -> Kind {
        switch part {
        case .settings: .settings
        case .record: .record
        case .comments: .comments
        case .memo(let writer): writer == member ? .ownMemo : .othersMemo
        case .form: .form
        case .code: .code
        case .codings(let source, _): kind(of: source, for: member)
        case .query: .query
        case .survey: .survey
        case .person: .person
        case .importedCoder: .importedCoder
        case .consent: .consent
        case .consentForm: .consentForm
        case .withdrawal: .withdrawal
        case .erasure: .erasure
        case .review: .review
        case .question: .question
        case .round(let file): kind(of: file, for: member)
        case .finding: .finding
        case .cycle: .cycle
        case .workflow: .workflow
        case .checkpoint: .checkpoint
        case .workflowHistory: .workflowHistory
        case .matrix: .matrix
        case .matrixRow: .matrixRow
        case .board: .board
        case .recommendation: .recommendation
        case .draft: .draft
        case .other: .other
        }
    }

    private static func kind(of source: CodingSource, for member: MemberID) -> Kind {
        guard let coder = source.coder else { return .consensus }
        if coder == CoderID(member) { return .ownCodings }
        return coder.member == nil ? .importedCodings : .othersCodings
    }

    private static func kind(of file: RoundFile, for member: MemberID) -> Kind {
        switch file {
        case .round, .key: .round
        case .decisions: .decisions
        case .submission(_, _, isSealed: false), .sheet(_, _, _, isSealed: false): .sheet
        case .work(_, let coder), .submission(_, let coder, _), .sheet(_, let coder, _, _):
            coder == CoderID(member) ? .ownWork : .othersWork
        }
    }

    // MARK: The table

    private typealias Row = [Kind: Reach]

    private static let table: [OperationSummary.Act: Row] = [
        .capture: [.record: .add, .comments: .add, .cycle: .change, .draft: .change],
        .import: [
            .record: .add, .comments: .add, .code: [.add, .change], .survey: [.add, .change],
            .person: [.add, .change], .importedCoder: .add, .ownCodings: [.add, .change],
            .importedCodings: [.add, .change], .cycle: .change, .draft: .change,
        ],
        .edit: byHand.merging(answered) { $1 },
        .adopt: byHand.merging([.draft: .change]) { $1 },
        .undo: byHand.merging(undone) { $1 },
        .pseudonymise: protecting,
        .withdrawal: protecting.merging(withdrawn) { $1 },
        .participant: [.person: [.add, .change]],
        .consent: [.consent: .grow, .person: .add, .consentForm: .add],
        .review: [.review: .grow],
        .memo: [.ownMemo: .any],
        .codebook: [
            .code: .any, .ownCodings: .change, .othersCodings: .change, .importedCodings: .change,
            .consensus: .change,
        ],
        .code: [.ownCodings: .any, .query: .any, .ownWork: [.add, .change]],
        .anchor: [
            .ownCodings: .change, .othersCodings: .change, .importedCodings: .change, .consensus: .change,
        ],
        .round: [
            .round: .any, .ownWork: .any, .othersWork: .any, .sheet: .any, .ownCodings: .any,
            .othersCodings: .any, .consensus: .any,
        ],
        .adjudicate: [.decisions: [.add, .change], .consensus: .any],
        .finding: [.finding: [.add, .change]],
        .cycle: [.cycle: [.add, .change], .finding: .change],
        .workflow: [.workflow: [.add, .change], .workflowHistory: .grow],
        .chart: [.matrix: [.add, .change], .matrixRow: [.add, .change]],
        .workshop: [.board: [.add, .change]],
        .recommendation: [.recommendation: [.add, .change]],
        .draft: [.draft: [.add, .change]],
        .checkpoint: [.checkpoint: .add],
    ]

    /// What somebody may change with an editor, or by answering a question: whatever is nobody else's.
    private static let byHand: Row = [
        .record: .any, .comments: .any, .form: .any, .code: .any, .query: .any, .survey: .any, .person: .any,
        .importedCoder: .change, .consent: .grow, .consentForm: .add, .review: .grow, .question: .remove,
        .other: .any, .workflow: .any, .ownMemo: .any, .ownCodings: .any,
        // Codings follow the text, and go with it.
        .othersCodings: [.change, .remove], .importedCodings: [.change, .remove],
        .consensus: [.change, .remove], .sheet: .remove,
    ]

    /// What besides a question that is answered may add to.
    private static let answered: Row = [
        .finding: .change, .cycle: .change, .matrixRow: .change, .draft: .change, .board: .change,
        .recommendation: .change, .matrix: .change,
    ]

    /// What besides may be as it was before a step of one's own.
    private static let undone: Row = [
        .question: [.add, .remove], .importedCoder: [.change, .remove], .importedCodings: .any,
        .othersCodings: .any, .consensus: .any, .decisions: [.change, .remove], .ownWork: .any,
        .finding: .any, .cycle: .any, .matrix: .any, .matrixRow: .any, .board: .any, .recommendation: .any,
        .draft: .any, .workflowHistory: .any,
    ]

    /// Where a name is put out of texts.
    private static let protecting: Row = [
        .record: .change, .comments: .change, .code: .any, .query: .change, .survey: .change,
        .person: .change, .importedCoder: .change, .ownMemo: .change, .othersMemo: .change,
        .ownCodings: .change, .othersCodings: .change, .importedCodings: .change, .consensus: .change,
        .round: .change, .decisions: .change, .sheet: .change, .finding: .change, .cycle: .change,
        .matrix: .change, .matrixRow: .change, .board: .change, .recommendation: .change, .draft: .change,
        .workflow: .change, .workflowHistory: .change, .checkpoint: .change,
    ]

    /// What besides goes with somebody who withdraws.
    private static let withdrawn: Row = [
        .record: [.change, .remove], .comments: [.change, .remove], .consent: .grow, .withdrawal: .add,
        .person: [.add, .change], .question: .remove,
        .ownCodings: [.change, .remove], .othersCodings: [.change, .remove],
        .importedCodings: [.change, .remove], .consensus: [.change, .remove], .sheet: [.change, .remove],
    ]
}
