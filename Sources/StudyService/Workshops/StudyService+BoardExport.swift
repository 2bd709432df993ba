internal import Reports
internal import StudyArchive
package import StudyModel

/// What a board is written as.
package enum BoardFormat: String, Sendable, CaseIterable {
    case html, svg, markdown
    case miro = "csv-miro"
    case easyretro = "csv-easyretro"

    var fileExtension: String {
        switch self {
        case .html: "html"
        case .svg: "svg"
        case .markdown: "md"
        case .miro, .easyretro: "csv"
        }
    }
}

extension StudyService {
    /// A board as a file that leaves the study: only cards that may be quoted are on it.
    ///
    /// - Throws: `workshop.not_found`, `workshop.ambiguous`; `names.found` where a known name would go out with it, `vault.locked`
    ///   while nobody can tell.
    package func boardFile(_ name: String, as format: BoardFormat) async throws(StudyError) -> MadeFile {
        try await refreshed()
        let board = try await board(named: name)
        let (report, remarks) = try await report(of: board)
        var file = MadeFile(
            name: "\(board.workshop.id).\(format.fileExtension)", bytes: report.bytes(format),
            remarks: remarks + report.remarks(format))
        if format == .svg, file.bytes.isEmpty {
            throw StudyError(
                .workshopInvalid, "The board is too large for one picture.",
                hint: "Write it as a page with --format html.")
        }
        file.remarks = file.remarks.filter { !$0.isEmpty }
        try await requireNoNames(in: file.bytes, of: file.name)
        return file
    }

    private func report(of board: Board) async throws(StudyError) -> (BoardReport, [String]) {
        let judge = try await consentJudge()
        let workshop = board.workshop
        var left: [String: Int] = [:]
        var hidden: [BoardPartID: Int] = [:]
        var shown: [BoardPartID: [CardView]] = [:]
        for (card, view) in zip(board.inOrder, board.cardViews()) {
            if let refusal = refusal(of: card, on: board, judge) {
                left[refusal, default: 0] += 1
                hidden[card.column, default: 0] += 1
            } else {
                shown[card.column, default: []].append(view)
            }
        }
        let parts = board.partViews(board.tally)
        let report = BoardReport(
            study: title, title: workshop.title, day: workshop.day,
            columns: workshop.columns.map { column in
                .init(
                    name: column.name, cards: shown[column.id] ?? [],
                    withheld: hidden[column.id] ?? 0)
            }, clusters: parts.clusters)
        return (report, Self.remarks(on: left, "card", "cards"))
    }

    /// Why the words of a card must not be quoted; `nil` where they may be.
    ///
    /// A card that is nobody's may be anybody's who was asked to the workshop or wrote another one, so all of them must have agreed.
    func refusal(of card: Board.Card, on board: Board, _ judge: ConsentJudge) -> String? {
        let people = card.who.map { [$0] } ?? board.people
        let began = min(
            RecordPresence.moment(day: board.workshop.day, time: nil).secondsSinceEpoch,
            card.added.at.secondsSinceEpoch)
        let presence = RecordPresence(
            record: nil, people: people, began: Timestamp(secondsSinceEpoch: began))
        if judge.presence(presence).people.isEmpty, archive.description.consent == .required {
            return "it is not known whose words they are, so nobody can have agreed."
        }
        let verdict = judge.verdict(.quoteInReport, of: presence)
        return verdict.isRefused ? verdict.sentences.first ?? "consent to quote is missing." : nil
    }
}

extension BoardReport {
    fileprivate func bytes(_ format: BoardFormat) -> [UInt8] {
        switch format {
        case .html: Array(html.utf8)
        case .svg: Array((svg ?? "").utf8)
        case .markdown: Array(markdown.utf8)
        case .miro: miro
        case .easyretro: easyretro
        }
    }

    /// What a form can't hold.
    fileprivate func remarks(_ format: BoardFormat) -> [String] {
        switch format {
        case .miro where columns.contains { $0.cards.contains { $0.votes > 0 } }:
            ["Miro's form has no place for votes: they are left out."]
        case .easyretro where !clusters.isEmpty:
            ["EasyRetro's form has no place for clusters: they are left out."]
        default: []
        }
    }
}
