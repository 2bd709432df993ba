internal import CodingLogic
internal import StudyArchive
internal import StudyIndex
package import StudyModel
internal import Workflows

extension StudyService {
    /// Plans a round: draws its sample and writes everything down that is decided beforehand.
    ///
    /// - Throws: `round.invalid`, `code.not_found`, `code.ambiguous`, `record.not_found`, `names.suspected`. Nothing is
    ///   written then.
    package func planRound(_ plan: RoundPlan) async throws(StudyError) -> RoundView {
        try await refreshed()
        return try await writing { () async throws(StudyError) -> RoundView in
            let codebook = try await codebook()
            let coders = try await coders(of: plan)
            let codes = try Self.codes(of: plan, in: codebook)
            let (level, rule) = (plan.level ?? .paragraph, plan.rule ?? Round.Rule(byLowerLimit: true))
            try RoundRules.require(figureOf: rule, comparedBy: level, coders: coders.count)
            let (candidates, draw) = try await sample(of: plan, for: coders)
            let now = surroundings.now
            let title = try await replacingNames(plan.title, in: "title", cleared: false) ?? plan.title
            let round = Round(
                id: try await freeRoundID(plan.name ?? title), title: title, level: level,
                codes: codes.map(\.code.id), frame: Self.digest(of: codebook), coders: coders, draw: draw,
                rule: rule, records: try await pinned(candidates),
                events: [.init(act: .planned, by: archive.member, at: now)], nonce: surroundings.nonce())
            var view = try await view(of: round)
            view.expected = try await expectation(of: round)
            if !(plan.dryRun ?? false) { try await commit(round, [:]) }
            return view
        }
    }

    /// Writes a round after a step, with other files of its own.
    func commit(_ round: Round, _ files: [String: [UInt8]?]) async throws(StudyError) {
        let step = round.events.last.map { event in
            let whose = event.coder.map { " to \($0.rawValue)" } ?? ""
            return "\(round.id): \(event.act.rawValue)\(whose)" + (event.reason.map { ", \($0)" } ?? "")
        }
        var operation = ArchiveOperation(
            id: surroundings.operationID(), act: .round, by: archive.member, at: surroundings.now,
            reason: step, files: files)
        operation.files.updateValue(Array(RoundText.text(of: round).utf8), forKey: round.path)
        _ = try await commit([operation])[0].get()
    }

    // MARK: What is asked for

    private func coders(of plan: RoundPlan) async throws(StudyError) -> [CoderID] {
        let team = try await describedNow().members
        let coders = plan.coders ?? team.filter { $0.role != "reader" }.map { CoderID($0.id) }
        for coder in coders where !team.contains(where: { CoderID($0.id) == coder }) {
            throw StudyError(
                .roundInvalid, "\(coder.rawValue) is no member of the team.",
                hint: "Take them in with 'rir member add', then plan the round.")
        }
        guard Set(coders).count == coders.count, coders.count > (plan.again ?? false ? 0 : 1) else {
            throw StudyError(
                .roundInvalid, "A round needs two coders or more.",
                hint:
                    "Name them with --coder; with --again one coder can code a second time what they coded before."
            )
        }
        return coders
    }

    private static func codes(of plan: RoundPlan, in codebook: Codebook) throws(StudyError) -> [Codebook
        .Entry]
    {
        var named = Set<CodeID>()
        for text in plan.codes ?? [] {
            let entry = try codebook.one(text)
            for below in codebook.entries
            where below.path == entry.path || below.path.rawValue.hasPrefix(entry.path.rawValue + "/") {
                named.insert(below.code.id)
            }
        }
        let codes = codebook.entries.filter {
            $0.code.isUsable && (plan.codes == nil || named.contains($0.code.id))
        }
        guard !codes.isEmpty else {
            throw StudyError(
                .roundInvalid, "There is no code to code with.", hint: "Add codes with 'rir codebook add'.")
        }
        return codes
    }

    private func freeRoundID(_ text: String) async throws(StudyError) -> RoundID {
        let ascii = CodePath.slug(of: text).utf8.filter { $0 < 0x80 }
        var name = String(decoding: ascii.prefix(40), as: UTF8.self)
        while let last = name.last, last == "-" { name.removeLast() }
        guard let id = RoundID(rawValue: name) else {
            throw StudyError(
                .roundInvalid, "The round's name can't be made from its title.",
                hint: "Give one with --name: 1 to 40 small letters, digits and dashes.")
        }
        guard try await roundMemory().rounds[id] == nil, try await reader.file("rounds/\(id).yaml") == nil
        else {
            throw StudyError(.roundInvalid, "There is a round '\(id)' already.", hint: "Give another --name.")
        }
        return id
    }

    // MARK: The sample

    /// Draws records, or takes those that are named.
    private func sample(
        of plan: RoundPlan, for coders: [CoderID]
    ) async throws(StudyError) -> ([RoundDraw.Candidate], Round.Draw) {
        if let named = plan.records {
            var candidates: [RoundDraw.Candidate] = []
            for part in named {
                let id = try await resolve(part)
                if !candidates.contains(where: { $0.record == id }) {
                    candidates.append(.init(record: id, stratum: ""))
                }
            }
            try await requireFresh(candidates, plan, coders)
            return (
                candidates, .init(way: .named, amount: 0, seed: 0, strata: [], population: candidates.count)
            )
        }
        let all = try await population(of: plan, for: coders)
        guard !all.isEmpty else {
            let kinds = plan.kinds.map { " of kind \($0.map(\.rawValue).joined(separator: " or "))" } ?? ""
            throw StudyError(
                .roundInvalid,
                "Every record\(kinds) has been coded by one of these coders, is in an open round, or may not be used.",
                hint: "Import more, draw from other kinds, or take coded ones in with --again.")
        }
        let (way, amount, size) = try Self.size(of: plan, population: all.count)
        let seed = plan.seed ?? Int(surroundings.milliseconds() & 0x7FFF_FFFF)
        let draw = Round.Draw(
            way: way, amount: amount, seed: seed, strata: plan.strata ?? [], population: all.count)
        return (RoundDraw.sample(all, size: size, seed: seed), draw)
    }

    private static func size(
        of plan: RoundPlan, population: Int
    ) throws(StudyError) -> (Round.Draw.Way, Int, Int) {
        switch (plan.size, plan.share) {
        case (let size?, nil) where size > 0: return (.size, size, size)
        case (nil, let share?) where (1...100).contains(share):
            return (.share, share, RoundDraw.size(ofShare: share, of: population))
        case (nil, nil): return (.all, 0, population)
        default:
            throw StudyError(
                .roundInvalid, "A round draws so many records, or a share of 1 to 100 of a hundred.",
                hint: "Give either --size or --share.")
        }
    }

    /// The records that may be drawn, with their strata.
    private func population(
        of plan: RoundPlan, for coders: [CoderID]
    ) async throws(StudyError) -> [RoundDraw.Candidate] {
        try requireStrata(plan.strata ?? [])
        let coded = try await allCoders()
        let open = try await roundMemory()
        let facts = try await usable(try await index.recordFacts()).filter { fact in
            (plan.kinds?.contains(fact.kind) ?? true) && open.openRound(of: fact.id) == nil
                && ((plan.again ?? false) || coded[fact.id, default: []].isDisjoint(with: coders))
        }
        let cases = Dictionary(try await cases().map { ($0.id, $0) }) { first, _ in first }
        let lengths = facts.map(\.length).sorted()
        return facts.map { fact in
            let parts = (plan.strata ?? []).map { stratum in
                Self.stratum(stratum, of: fact, cases: cases, lengths: lengths)
            }
            return RoundDraw.Candidate(record: fact.id, stratum: parts.joined(separator: ", "))
        }
    }

    /// Refuses strata that nothing in the study is described by.
    private func requireStrata(_ strata: [String]) throws(StudyError) {
        let known = ["kind", "length"] + archive.description.attributes.list.map(\.name)
        guard let strange = strata.first(where: { !known.contains($0) }) else { return }
        throw StudyError(
            .roundInvalid, "Nothing in the study is described by '\(strange)'.",
            hint: "Stratify by \(known.joined(separator: ", ")).")
    }

    /// What a record counts among: its kind, the third of all lengths that it is in, or what somebody in it is described by.
    private static func stratum(
        _ name: String, of fact: RecordFacts, cases: [CaseID: Case], lengths: [Int]
    ) -> String {
        switch name {
        case "kind": return fact.kind.rawValue
        case "length":
            let shorter = lengths.count { $0 < fact.length }
            return ["short", "medium", "long"][min(2, shorter * 3 / max(1, lengths.count))]
        default:
            let values = fact.participants.compactMap { cases[CaseID($0)]?.attributes[name]?.words }
            return Set(values).sorted().joined(separator: " and ")
        }
    }

    /// Refuses records that somebody has not agreed to, that are in another round, or that a coder knows.
    private func requireFresh(
        _ candidates: [RoundDraw.Candidate], _ plan: RoundPlan, _ coders: [CoderID]
    ) async throws(StudyError) {
        let coded = try await allCoders()
        let rounds = try await roundMemory()
        for candidate in candidates {
            let id = candidate.record
            try await requireUsable(try await stored(id, version: nil).record)
            if let other = rounds.openRound(of: id) {
                throw StudyError(
                    .roundInvalid, "\(id) is in the open round '\(other.id)'.",
                    hint: "Wait until that closes, or leave the record out.")
            }
            if !(plan.again ?? false), !coded[id, default: []].isDisjoint(with: coders) {
                throw StudyError(
                    .roundInvalid, "One of the coders has coded \(id) before, so it is not fresh to them.",
                    hint: "Leave it out, or say that this is meant with --again.")
            }
        }
    }

    /// The records in the versions they have now.
    private func pinned(_ candidates: [RoundDraw.Candidate]) async throws(StudyError) -> [Round.Sampled] {
        var records: [Round.Sampled] = []
        for candidate in candidates {
            let stored = try await stored(candidate.record, version: nil)
            records.append(
                .init(
                    record: candidate.record, version: stored.record.version, sha256: stored.sha256,
                    stratum: candidate.stratum))
        }
        return records
    }

    // MARK: What is shown

    /// A round with what is known of it.
    func view(of round: Round) async throws(StudyError) -> RoundView {
        let codebook = try await codebook()
        let works = try await roundMemory()
        return RoundView(
            round: round, codes: round.codes.map { codebook[$0]?.path.rawValue ?? "" },
            progress: round.coders.map { .init(works.work(of: $0, in: round.id)) }, expected: [])
    }

    /// How often each code may occur in the sample, if it occurs as often as in what is coded outside of it.
    func expectation(of round: Round) async throws(StudyError) -> [RoundView.Expectation] {
        let codebook = try await codebook()
        var coded = 0
        var counts: [CodeID: Int] = [:]
        for (record, coders) in try await allCoders() where !round.contains(record) {
            coded += coders.count
            for coder in coders {
                for coding in try await codings(in: record, by: coder) where coding.state != .lost {
                    counts[coding.code, default: 0] += 1
                }
            }
        }
        return round.codes.map { code in
            .init(
                code: codebook[code]?.path.rawValue ?? code.rawValue,
                occurrences: RoundRules.expectedOccurrences(
                    in: round, applied: counts[code, default: 0], in: coded))
        }
    }
}
