internal import CodingLogic
internal import StudyArchive
internal import StudyIndex
package import StudyModel

extension StudyService {
    /// How many places are shown of what a rule codes.
    private static var mostShown: Int { 100 }

    /// Codes by a rule, all records as one operation, every coding marked with how it came about.
    ///
    /// What the member has coded with the same code already is left as it is.
    ///
    /// - Throws: `code.not_found`, `code.ambiguous`, `code.invalid`; `coding.invalid` for a rule that can't be;
    ///   `record.not_found`, `record.ambiguous`. Nothing is coded then.
    package func autocode(_ order: AutocodeOrder) async throws(StudyError) -> AutocodeOutcome {
        try await refreshed()
        let rule = try AutocodeRule(order)
        return try await writing { () async throws(StudyError) -> AutocodeOutcome in
            let codebook = try await codebook()
            var codes: [Code] = []
            for name in order.codes {
                let entry = try codebook.one(name)
                guard entry.code.isUsable else { throw CodebookEditor.notUsable(entry) }
                codes.append(entry.code)
            }
            guard !codes.isEmpty else {
                throw StudyError(.codingInvalid, "No code is named.", hint: "Name one or more codes.")
            }
            var operation = ArchiveOperation(
                id: surroundings.operationID(), act: .code, by: archive.member, at: surroundings.now)
            let comment = try await replacingNames(
                order.comment, in: "comment", cleared: order.cleared ?? false)
            var outcome = AutocodeOutcome(places: [], codings: 0, records: 0, withheld: 0, operation: nil)
            let (facts, withheld) = try await wanted(by: order)
            outcome.withheld = withheld
            for fact in facts {
                let stored = try await reader.record(fact.id)
                try await autocode(stored, rule, codes, comment, &operation, &outcome)
            }
            if outcome.codings == 0 || order.dryRun == true { return outcome }
            _ = try await commit([operation])[0].get()
            outcome.operation = operation.id
            return outcome
        }
    }

    /// The records an order means, by day, and how many of them may not be used.
    private func wanted(
        by order: AutocodeOrder
    ) async throws(StudyError) -> (facts: [RecordFacts], withheld: Int) {
        var ids: Set<RecordID>?
        if let parts = order.records {
            ids = []
            for part in parts { ids?.insert(try await resolve(part)) }
        }
        let kinds = order.kinds ?? []
        let known = try await index.recordFacts().filter {
            (ids?.contains($0.id) ?? true) && (kinds.isEmpty || kinds.contains($0.kind))
        }
        let usable = try await usable(known)
        return (usable.sorted { ($0.day, $0.id) < ($1.day, $1.id) }, known.count - usable.count)
    }

    private func autocode(
        _ stored: ArchiveReader.Stored, _ rule: AutocodeRule, _ codes: [Code], _ comment: String?,
        _ operation: inout ArchiveOperation, _ outcome: inout AutocodeOutcome
    ) async throws(StudyError) {
        let record = stored.record
        guard rule.admits(record) else { return }
        let coder = CoderID(archive.member)
        var codings = try await codings(in: record.id, by: coder)
        let before = codings.count
        let scalars = Array(record.body.unicodeScalars)
        for code in codes {
            let own = codings.filter { $0.code == code.id && $0.state != .lost }
            for span in rule.spans(in: record, except: own) {
                let anchor = span.flatMap { Anchor($0, in: scalars) }
                codings.append(
                    Coding(
                        id: surroundings.codingID(), code: code.id, anchor: anchor, version: record.version,
                        sha256: stored.sha256,
                        revision: code.revision, origin: rule.origin, comment: comment, at: surroundings.now))
                if outcome.places.count < Self.mostShown {
                    outcome.places.append(
                        .init(record: record.id, span: span, quote: anchor?.quote ?? record.title))
                }
            }
        }
        guard codings.count > before else { return }
        outcome.codings += codings.count - before
        outcome.records += 1
        operation.files.updateValue(
            CodingText.bytes(of: codings), forKey: CodingText.path(of: record.id, by: coder))
    }
}

/// An order that was understood.
private struct AutocodeRule {
    private let order: AutocodeOrder
    private let rule: Autocode.Rule?
    private let scope: Autocode.Scope

    /// - Throws: `coding.invalid` for words, an expression or a scope that can't be.
    init(_ order: AutocodeOrder) throws(StudyError) {
        self.order = order
        guard let scope = Autocode.Scope(rawValue: order.scope ?? "match") else {
            let names = Autocode.Scope.allCases.map(\.rawValue).joined(separator: ", ")
            throw StudyError(
                .codingInvalid, "A scope is one of \(names).", hint: "Without one, the match alone is coded.")
        }
        self.scope = scope
        switch order.way {
        case .text: rule = .text(try Self.needle(order.value))
        case .speaker: rule = .speaker(try Self.needle(order.value))
        case .pattern: rule = .pattern(try Self.pattern(order.value))
        case .question: rule = nil
        }
    }

    private static func needle(_ text: String) throws(StudyError) -> TextNeedle {
        do throws(QueryProblem) { return try TextNeedle(text) } catch {
            throw StudyError(.codingInvalid, error.message, hint: error.hint)
        }
    }

    private static func pattern(_ text: String) throws(StudyError) -> TextPattern {
        do throws(QueryProblem) { return try TextPattern(text, ignoresCase: true) } catch {
            throw StudyError(
                .codingInvalid, error.message,
                hint: "docs/reference/query.md says what an expression may hold.")
        }
    }

    var origin: Coding.Origin {
        switch order.way {
        case .text, .pattern: .text
        case .speaker: .speaker
        case .question: .question
        }
    }

    /// Whether a record can hold what is looked for.
    func admits(_ record: Record) -> Bool {
        guard order.way == .question else { return true }
        return record.details.text("variable") == order.value
            || record.details.text("question") == order.value
    }

    /// The spans to code; `nil` among them is the record as a whole.
    func spans(in record: Record, except own: [Coding]) -> [Range<Int>?] {
        guard let rule else { return own.contains { $0.anchor == nil } ? [] : [nil] }
        return Autocode.spans(of: rule, scope: scope, in: record.body, except: own.compactMap(\.span))
            .map(Optional.some)
    }
}
