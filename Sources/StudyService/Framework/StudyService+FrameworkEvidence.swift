internal import CodingLogic
internal import StudyArchive
internal import StudyIndex
internal import StudyModel
internal import Workflows

/// Which codings the cells of framework matrices are about.
extension StudyService {
    /// What decides whether summaries are stale.
    ///
    /// A coding belongs to the cases of its record: those who take part, and the organisations and sites that an attribute of one
    /// of them names. It belongs to the theme that is its code, and to those above it.
    ///
    /// - Parameters:
    ///   - cases: those that are asked about; `nil` for all.
    ///   - records: whose codings are looked at besides.
    func staleness(
        of themes: [CodeID], _ cases: Set<CaseID>?, besides records: Set<RecordID> = []
    ) async throws(StudyError) -> FrameworkStaleness {
        let known = try await concerned(cases)
        let places = Self.places(of: known)
        let layers = try await allSources()
        var casesOfRecords: [RecordID: [CaseID]] = [:]
        let facts = try await index.recordFacts().filter { fact in
            guard layers[fact.id] != nil else { return false }
            let own = fact.participants.map { CaseID($0) }
            let all = Set(own + own.flatMap { places[$0] ?? [] })
            let isAsked = cases.map { !$0.isDisjoint(with: all) } ?? true || records.contains(fact.id)
            if isAsked { casesOfRecords[fact.id] = all.sorted() }
            return isAsked
        }
        var sources = FrameworkSources()
        sources.withdrawn = Set(known.filter { $0.status == .withdrawn }.map(\.id))
        sources.refused = Set(facts.map(\.id)).subtracting(try await usable(facts).map(\.id))
        sources.hidden = try await roundMemory().blindRecords(for: CoderID(archive.member))
        for fact in facts {
            for source in layers[fact.id] ?? [] { try await addMarks(of: fact.id, in: source, to: &sources) }
        }
        return FrameworkStaleness(sources, cases: casesOfRecords, themes: try await coverage(of: themes))
    }

    /// The cases that have to be known: those that are asked about, and all where a row may be an organisation or a site.
    private func concerned(_ cases: Set<CaseID>?) async throws(StudyError) -> [Case] {
        guard let cases else { return try await self.cases() }
        var known: [Case] = []
        for id in cases {
            guard let value = try await storedCase(id) else { continue }
            if value.kind != .participant { return try await self.cases() }
            known.append(value)
        }
        return known
    }

    /// The organisations and sites that attributes of participants name.
    private static func places(of cases: [Case]) -> [CaseID: [CaseID]] {
        let others = Set(cases.filter { $0.kind != .participant }.map(\.id))
        if others.isEmpty { return [:] }
        var places: [CaseID: [CaseID]] = [:]
        for value in cases where value.kind == .participant {
            let named = value.attributes.values.flatMap { FrameworkChoice.values(of: $0) }
                .compactMap { CaseID(rawValue: $0) }.filter(others.contains)
            if !named.isEmpty { places[value.id] = named }
        }
        return places
    }

    /// The themes that each code belongs to.
    private func coverage(of themes: [CodeID]) async throws(StudyError) -> [CodeID: [CodeID]] {
        let codebook = try await codebook()
        var coverage: [CodeID: [CodeID]] = [:]
        for theme in themes {
            guard let place = codebook[theme]?.path else { continue }
            for entry in codebook.subtree(place) { coverage[entry.code.id, default: []].append(theme) }
        }
        return coverage
    }

    private func addMarks(
        of record: RecordID, in source: CodingSource, to sources: inout FrameworkSources
    ) async throws(StudyError) {
        for mark in try await marks(of: record, in: source) {
            sources.codings[FrameworkCodingKey(source: source, coding: mark.coding)] = .init(
                record: record, code: mark.code, words: mark.words)
        }
    }

    private func marks(
        of record: RecordID, in source: CodingSource
    ) async throws(StudyError) -> [FrameworkMemory.Mark] {
        let path = CodingText.path(of: record, in: source)
        if let marks = frameworks.marks[path] { return marks }
        let start = frameworks.changes
        var body: String?
        var marks: [FrameworkMemory.Mark] = []
        for coding in try await codings(in: record, of: source) {
            var words = coding.anchor?.quote
            if words == nil {
                if body == nil { body = try await reader.record(record).record.body }
                words = body
            }
            let digest = coding.state == .lost ? "" : Self.words(words ?? "")
            marks.append(.init(coding: coding.id, code: coding.code, words: digest))
        }
        if frameworks.changes == start { frameworks.marks[path] = marks }
        return marks
    }

    /// The beginning of the SHA-256 of words.
    private static func words(_ text: String) -> String { String(Digest.hex(Array(text.utf8)).prefix(16)) }

    /// The codings of a cell with their words.
    func evidence(
        _ keys: [FrameworkCodingKey], in staleness: FrameworkStaleness, linked: Set<FrameworkCodingKey>?
    ) async throws(StudyError) -> [FrameworkEvidenceView] {
        let codebook = try await codebook()
        var views: [FrameworkEvidenceView] = []
        for key in keys {
            guard let coding = staleness.sources.codings[key],
                let full = try await codings(in: coding.record, of: key.source).first(where: {
                    $0.id == key.coding
                })
            else { continue }
            views.append(
                FrameworkEvidenceView(
                    record: coding.record, source: key.source, coding: key.coding,
                    code: codebook[coding.code]?.path.rawValue ?? coding.code.rawValue,
                    day: try await reader.record(coding.record).record.day, quote: full.anchor?.quote,
                    isLinked: linked?.contains(key) ?? false))
        }
        return views
    }
}
