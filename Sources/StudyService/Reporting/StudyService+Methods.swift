internal import StudyArchive
internal import StudyIndex
package import StudyModel
internal import Workflows

extension StudyService {
    /// What a paper's methods section counts, from the study as it stands.
    ///
    /// Codings of records that the member codes in an open round are left out, as everywhere else.
    ///
    /// - Throws: `survey.not_found` and `request.invalid` for a declared table of what the study doesn't have.
    package func methodsReport() async throws(StudyError) -> MethodsReport {
        try await refreshed()
        let description = try await describedNow()
        let cases = try await cases().filter { $0.kind == .participant }
        let surveys = try await storedSurveys()
        let team = Dictionary(grouping: description.members, by: \.role)
        return MethodsReport(
            title: description.title, protocol: description.plan, questions: description.questions,
            names: description.names, sources: try await sourceFacts(),
            participants: participantFacts(cases, description),
            surveys: surveys.map { Self.facts(of: $0, description) },
            tables: try Self.filled(description, from: surveys), coding: try await codingFacts(),
            rounds: try await roundFacts(), memos: try await memoFacts(),
            feedback: .init(
                findings: try await findings().findings.count, cycles: try await cycles().cycles),
            workshops: .init(try await workshops().workshops, try await recommendations().recommendations),
            matrices: try await frameworkList().matrices.map(MethodsReport.Matrix.init),
            drafts: .init(try await feedbackMemory().drafts.values),
            consent: try await consentFacts(of: cases), reviewers: try await reviewerCount(cases),
            team: ["lead", "coder", "reader"].compactMap { role in
                team[role].map { .init(role, $0.count) }
            })
    }

    // MARK: Who and what

    /// In the order in which a methods section lists them.
    private static let reported: [RecordKind] = [
        .minutes, .meetingNote, .report, .interview, .conversation, .email, .fieldNote,
    ]

    private func sourceFacts() async throws(StudyError) -> MethodsReport.Sources {
        let counts = try await index.counts().byKind
        let kinds = Self.reported.compactMap { kind in
            counts.first { $0.kind == kind }.map { MethodsReport.Count(kind.rawValue, $0.count) }
        }
        let total = kinds.reduce(0) { $0 + $1.count }
        func day(_ offset: Int) async throws(StudyError) -> CalendarDay? {
            let filter = RecordFilter(kinds: Self.reported, limit: 1, offset: offset)
            return try await index.records(filter).records.first?.date
        }
        return MethodsReport.Sources(
            total: total, kinds: kinds, firstDay: total == 0 ? nil : try await day(total - 1),
            lastDay: try await day(0))
    }

    /// From this many values on, an attribute tells people apart rather than groups.
    private static var mostValues: Int { 12 }

    private func participantFacts(
        _ cases: [Case], _ description: StudyDescription
    ) -> MethodsReport.Participants {
        var breakdowns: [MethodsReport.Breakdown] = []
        for attribute in description.attributes.list where attribute.appliesTo.contains(.participant) {
            var counts: [String: Int] = [:]
            var without = 0
            for value in cases {
                let items = value.attributes[attribute.name]?.items ?? []
                for item in items { counts[item, default: 0] += 1 }
                if items.isEmpty { without += 1 }
            }
            guard (1...Self.mostValues).contains(counts.count) else { continue }
            let known = attribute.values.filter { counts[$0] != nil }
            let order = known + counts.keys.filter { !known.contains($0) }.sorted()
            breakdowns.append(
                .init(
                    by: attribute.label.isEmpty ? attribute.name : attribute.label,
                    values: order.map { .init($0, counts[$0] ?? 0) }, without: without,
                    smallest: description.smallestCount))
        }
        return MethodsReport.Participants(
            total: cases.count, withdrawn: cases.count { $0.status == .withdrawn }, breakdowns: breakdowns)
    }

    // MARK: Surveys

    /// A survey in numbers, divided by what participants are described by too.
    private static func facts(
        of survey: Survey, _ description: StudyDescription
    ) -> MethodsReport.SurveyFacts {
        let described = Set(
            description.attributes.list.filter { $0.appliesTo.contains(.participant) }.map(\.name))
        var breakdowns: [MethodsReport.Breakdown] = []
        for (index, variable) in survey.variables.enumerated() where described.contains(variable.name) {
            let counts = survey.counts(ofVariableAt: index)
            guard !counts.values.isEmpty, counts.values.count <= mostValues else { continue }
            let values = counts.values.filter { $0.count > 0 }
            breakdowns.append(
                .init(
                    by: variable.label.isEmpty ? variable.name : variable.label,
                    values: values.map { .init($0.label.isEmpty ? $0.value : $0.label, $0.count) },
                    without: survey.answers.count - counts.answered, smallest: description.smallestCount))
        }
        return MethodsReport.SurveyFacts(
            id: survey.id, title: survey.title, answers: survey.answers.count,
            closed: survey.variables.count { !$0.isOpen && !described.contains($0.name) },
            open: survey.variables.count(where: \.isOpen), breakdowns: breakdowns)
    }

    static func filled(
        _ description: StudyDescription, from surveys: [Survey]
    ) throws(StudyError) -> [FilledTable] {
        var filled: [FilledTable] = []
        for table in description.tables {
            guard let survey = surveys.first(where: { $0.id.rawValue == table.survey }) else {
                throw StudyError(
                    .surveyNotFound,
                    "study.yaml declares a table of a survey '\(table.survey.printable)', which is not there.",
                    hint: "Run 'rir survey list', then mend 'tables' in study.yaml.")
            }
            filled.append(try survey.filled(table, smallest: description.smallestCount))
        }
        return filled
    }

    // MARK: Analysis

    private func codingFacts() async throws(StudyError) -> MethodsReport.Coding {
        let codes = try await codebook().entries.map(\.code).filter(\.isUsable)
        let blind = try await roundMemory().blindRecords(for: CoderID(archive.member))
        var coded: Set<RecordID> = []
        var coders: [CoderID: MethodsReport.Coding.Coder] = [:]
        for path in try await reader.files(below: "coding") {
            guard let owner = CodingText.owner(ofPath: path), !blind.contains(owner.record),
                let bytes = try await reader.file(path)
            else { continue }
            let count = try Self.codings(from: bytes, at: path).count { $0.state != .lost }
            guard count > 0 else { continue }
            coded.insert(owner.record)
            var facts = coders[owner.coder] ?? .init(coder: owner.coder, records: 0, codings: 0)
            facts.records += 1
            facts.codings += count
            coders[owner.coder] = facts
        }
        let versions = try await codebookHistory().count
        return MethodsReport.Coding(
            codes: codes.count, deductive: codes.count { $0.origin == .deductive },
            inductive: codes.count { $0.origin == .inductive }, changes: max(0, versions - 1),
            records: coded.count, coders: coders.values.sorted { $0.coder < $1.coder })
    }

    private func roundFacts() async throws(StudyError) -> [MethodsReport.RoundFacts] {
        var facts: [MethodsReport.RoundFacts] = []
        for view in try await rounds() {
            guard view.state == .closed else {
                facts.append(.init(view.round, figure: nil, outcome: nil))
                continue
            }
            let report = try await roundReport(view.round.id.rawValue, RoundReport.Request()).report
            facts.append(
                .init(view.round, figure: report.overall.first, outcome: report.rule?.sentence))
        }
        return facts
    }

    private func memoFacts() async throws(StudyError) -> [MethodsReport.Count] {
        let kinds = Dictionary(grouping: try await memosInGit().memos.values, by: \.memo.kind)
        return Memo.Kind.allCases.compactMap { kind in
            kinds[kind].map { .init(kind.rawValue, $0.count) }
        }
    }

    // MARK: Consent

    private func consentFacts(of cases: [Case]) async throws(StudyError) -> MethodsReport.Consent {
        let judge = try await consentJudge()
        let ledger = judge.gate.ledger
        let handles = cases.compactMap(\.handle)
        let modes = ConsentMode.allCases.map { mode in
            MethodsReport.Count(
                mode.rawValue,
                handles.count { handle in ledger.history(of: handle).contains { $0.mode == mode } })
        }
        let purposes = ConsentPurpose.allCases.map { purpose in
            MethodsReport.Consent.Purpose(
                purpose, of: handles.map { ledger.state(of: $0, for: purpose, at: judge.now) })
        }
        let gaps = Set(try await consentGaps(judge).compactMap(\.record)).count
        return MethodsReport.Consent(modes: modes, purposes: purposes, gaps: gaps)
    }

    private func reviewerCount(_ cases: [Case]) async throws(StudyError) -> Int {
        var count = 0
        for handle in cases.compactMap(\.handle) where try await !reviews(of: handle).isEmpty { count += 1 }
        return count
    }
}
