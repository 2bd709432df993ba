internal import Intake
internal import Reports
internal import StudyArchive
internal import StudyIndex
package import StudyModel

/// What a pack or an answer of a feedback cycle is written as.
package enum FeedbackFormat: String, Sendable, CaseIterable {
    /// A page, a Word file, and the text of an e-mail.
    case html, docx, txt
}

extension StudyService {
    /// What the audience of a cycle is given.
    ///
    /// - Throws: `cycle.not_found`, `cycle.ambiguous`; `names.found` where a known name would go out with it, `vault.locked`
    ///   while nobody can tell; `import.unsupported` for a docx on a machine without pandoc.
    package func cyclePack(_ name: String, as format: FeedbackFormat) async throws(StudyError) -> MadeFile {
        try await refreshed()
        let cycle = try await cycle(named: name)
        let made = try await pack(of: cycle)
        return try await file("\(cycle.id)", format, made.pack.html, made.pack.mail, made.remarks)
    }

    /// What the audience of a cycle is told at its end: you said, we did.
    ///
    /// - Throws: as ``cyclePack(_:as:)``; `cycle.state` while something is undecided.
    package func cycleAnswer(_ name: String, as format: FeedbackFormat) async throws(StudyError) -> MadeFile {
        try await refreshed()
        let cycle = try await cycle(named: name)
        guard cycle.stage == .closed || cycle.stage == .decided else {
            throw StudyError(
                .cycleState, "It is not decided yet what becomes of every finding.",
                hint: "Decide with 'rir cycle decide \(cycle.id)'.")
        }
        let made = try await answer(of: cycle)
        return try await file("\(cycle.id)-answer", format, made.answer.html, made.answer.mail, made.remarks)
    }

    private func file(
        _ name: String, _ format: FeedbackFormat, _ html: String, _ mail: String, _ remarks: [String]
    ) async throws(StudyError) -> MadeFile {
        let bytes = Array((format == .txt ? mail : html).utf8)
        var file = MadeFile(name: "\(name).\(format.rawValue)", bytes: bytes, remarks: remarks)
        if format == .docx {
            let tools = await Toolbox.tools(workingIn: "\(path)/.rir")
            file.bytes = try await tools.docx(fromHTML: bytes)
        }
        return file
    }

    // MARK: The pack

    /// What is shared, and what was left out of it, one sentence each.
    func pack(of cycle: Cycle) async throws(StudyError) -> (pack: FeedbackPack, remarks: [String]) {
        let judge = try await consentJudge()
        var left: [String: Int] = [:]
        var findings: [FeedbackPack.Finding] = []
        for pin in cycle.findings {
            guard let version = try await version(of: pin) else {
                throw StudyError(
                    .cycleInvalid, "Version \(pin.number) of '\(pin.finding)' is not in the study any more.",
                    hint: "'rir finding history \(pin.finding)' shows what there is; open another cycle.")
            }
            let sides = Dictionary(grouping: version.links, by: \.side)
            findings.append(
                .init(
                    statement: version.statement,
                    supports: try await evidence(sides[.supports] ?? [], judge, &left),
                    disconfirms: try await evidence(sides[.disconfirms] ?? [], judge, &left),
                    searched: version.searched))
        }
        let pack = FeedbackPack(
            study: title, title: cycle.title, audience: cycle.audience, due: cycle.due, token: cycle.id.token,
            findings: findings)
        try await requireNoNames(in: Array((pack.html + pack.mail).utf8), of: "\(cycle.id)")
        return (pack, Self.remarks(on: left, "passage", "passages"))
    }

    private func evidence(
        _ links: [Finding.Link], _ judge: ConsentJudge, _ left: inout [String: Int]
    ) async throws(StudyError) -> FeedbackPack.Evidence {
        var evidence = FeedbackPack.Evidence()
        var sources: [RecordID: RecordKind] = [:]
        for view in try await self.evidence(links) {
            guard !view.isGone, let kind = view.kind else {
                evidence.gone += 1
                continue
            }
            sources[view.link.record] = kind
            guard let quote = view.quote else { continue }
            let record = try await stored(view.link.record, version: nil).record
            let verdict = judge.verdict(.quoteInReport, of: RecordPresence(record))
            if verdict.isRefused {
                evidence.withheld += 1
                left[verdict.sentences.first ?? "consent to quote is missing.", default: 0] += 1
            } else {
                evidence.quotes.append((quote, attribution(of: view, in: record)))
            }
        }
        let counts = Dictionary(grouping: sources.values) { $0 }.mapValues(\.count)
        evidence.kinds = RecordKind.allCases.compactMap { kind in counts[kind].map { (kind, $0) } }
        return evidence
    }

    /// `(SP66, 17.03.21)`.
    func attribution(of view: EvidenceView, in record: Record) -> String {
        let body = record.body
        let words = view.quote ?? ""
        let speakers = Turns.of(body: body).filter { turn in
            Anchor(turn.range, in: Array(body.unicodeScalars))?.quote.contains(words) ?? false
        }.compactMap(\.speaker)
        return Quotation(
            code: nil, text: words, who: who(speakers, in: record), day: record.day, kind: record.kind,
            record: record.id, span: 0..<0, coders: []
        ).attribution
    }

    // MARK: The answer

    /// What the audience is told, and what was left out of it, one sentence each.
    func answer(of cycle: Cycle) async throws(StudyError) -> (answer: FeedbackAnswer, remarks: [String]) {
        let judge = try await consentJudge()
        var left: [String: Int] = [:]
        var findings: [FeedbackAnswer.Finding] = []
        for pin in cycle.findings {
            guard let decision = cycle.decision(on: pin.finding), let outcome = decision.outcome else {
                continue
            }
            let made = try await feedbackMemory().findings[pin.finding]?.versions.first {
                $0.id == decision.version
            }
            let concerned = cycle.responses.filter { $0.concerns(pin.finding) }
            findings.append(
                .init(
                    statement: try await version(of: pin)?.statement ?? pin.finding.rawValue,
                    answers: try await answers(concerned, in: cycle, judge, &left), outcome: outcome,
                    reason: decision.reason ?? "", now: outcome == .revise ? made?.statement : nil))
        }
        let other = cycle.responses.filter { answer in
            !cycle.findings.contains { answer.concerns($0.finding) }
        }
        let answer = FeedbackAnswer(
            study: title, title: cycle.title, audience: cycle.audience, token: cycle.id.token,
            findings: findings, new: try await answers(other, in: cycle, judge, &left))
        try await requireNoNames(in: Array((answer.html + answer.mail).utf8), of: "\(cycle.id)-answer")
        return (answer, Self.remarks(on: left, "answer", "answers"))
    }

    private func answers(
        _ responses: [CycleResponse], in cycle: Cycle, _ judge: ConsentJudge, _ left: inout [String: Int]
    ) async throws(StudyError) -> FeedbackAnswer.Answers {
        var answers = FeedbackAnswer.Answers()
        let groups = Dictionary(grouping: responses) { $0.group ?? "" }
        let order = cycle.audience + groups.keys.filter { !cycle.audience.contains($0) }.sorted()
        answers.groups = order.compactMap { group in
            guard let own = groups[group] else { return nil }
            let counts = Cycle.Stance.allCases.map { stance in (stance, own.count { $0.stance == stance }) }
            return (group, counts.filter { $0.1 > 0 })
        }
        for response in responses where !response.text.allSatisfy(\.isWhitespace) {
            if let refusal = try await refusal(of: response, judge) {
                answers.withheld += 1
                left[refusal, default: 0] += 1
            } else {
                let who = response.handle?.rawValue ?? response.group ?? "somebody"
                answers.quotes.append((response.text, "(\(who))"))
            }
        }
        return answers
    }

    /// Why the words of an answer must not be quoted; `nil` where they may be.
    private func refusal(
        of response: CycleResponse, _ judge: ConsentJudge
    ) async throws(StudyError) -> String? {
        var presence = RecordPresence(
            record: response.record, people: response.handle.map { [$0] } ?? [], began: response.at)
        if let id = response.record, try await index.isRemoved(id) == false {
            let record = RecordPresence(try await stored(id, version: nil).record)
            presence = RecordPresence(
                record: id, people: presence.people + record.people, began: record.began)
        }
        if judge.presence(presence).people.isEmpty, archive.description.consent == .required {
            return "it is not known whose words they are, so nobody can have agreed."
        }
        let verdict = judge.verdict(.quoteInReport, of: presence)
        return verdict.isRefused ? verdict.sentences.first ?? "consent to quote is missing." : nil
    }
}
