internal import CodingLogic
internal import StudyArchive
internal import StudyIndex
internal import StudyModel

extension StudyService {
    /// What the study says of itself where a workflow asks.
    ///
    /// Codings of records that the member codes in an open round are left out, as everywhere else.
    func workflowFacts() async throws(StudyError) -> [WorkflowFact: WorkflowFact.Value] {
        let judge = try await consentJudge()
        let gaps = Set(try await consentGaps(judge).compactMap(\.record)).count
        var facts: [WorkflowFact: WorkflowFact.Value] = [
            .waiting: .init(inboxIDs().count), .consentGaps: .init(gaps),
            .memos: .init(try await memosInGit().memos.count), .questions: .init(try await questions().count),
        ]
        facts.merge(try await analysisFacts()) { $1 }
        facts.merge(try await feedbackFacts()) { $1 }
        let rounds = try await rounds()
        facts[.rounds] = .init(rounds.count { $0.state == .closed }, of: rounds.count)
        return facts
    }

    private func analysisFacts() async throws(StudyError) -> [WorkflowFact: WorkflowFact.Value] {
        let book = try await codebook()
        let usable = book.entries.filter(\.code.isUsable)
        let known = try await corpus(at: nil)
        let (records, coded, used) = Self.coded(known.corpus)
        let tops = Set(book.entries.compactMap(\.path.parent))
        let leaves = usable.filter { !tops.contains($0.path) }
        return [
            .records: .init(records), .coded: .init(coded, of: records), .codes: .init(usable.count),
            .defined: .init(usable.count { !$0.code.definition.isEmpty }, of: usable.count),
            .used: .init(usable.count { used.contains($0.code.id) }, of: usable.count),
            .themes: .init(tops.count),
            .gathered: .init(leaves.count { $0.path.parent != nil }, of: leaves.count),
        ]
    }

    private func feedbackFacts() async throws(StudyError) -> [WorkflowFact: WorkflowFact.Value] {
        let memory = try await feedbackMemory()
        let standing = memory.findings.values.filter { $0.latest.state == .standing }
        let cycles = memory.cycles.values
        let told = Set(cycles.filter { $0.stage != .open }.flatMap { $0.findings.map(\.finding) })
        return [
            .findings: .init(standing.count),
            .examined: .init(standing.count(where: \.latest.isExamined), of: standing.count),
            .shared: .init(standing.count { told.contains($0.id) }, of: standing.count),
            .cycles: .init(cycles.count { $0.stage == .closed }, of: cycles.count),
        ]
    }

    /// How many records there are but for answers to surveys, how many of them have a coding, and of which codes.
    private static func coded(_ corpus: QueryCorpus) -> (records: Int, coded: Int, codes: Set<CodeID>) {
        var (records, coded) = (0, 0)
        var numbers: Set<UInt32> = []
        for record in corpus.records where record.kind != .surveyResponse {
            records += 1
            let found = corpus.codings.codings(ofRecord: record.number).filter { source, coding in
                coding.state != .lost && !corpus.hidden.contains(.init(record: record.number, source: source))
            }
            if !found.isEmpty { coded += 1 }
            numbers.formUnion(found.map(\.coding.code))
        }
        let known = numbers.filter { Int($0) < corpus.codes.count }
        return (records, coded, Set(known.map { corpus.codes[Int($0)] }))
    }
}
