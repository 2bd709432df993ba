package import StudyModel

/// What the study holds of codings, as far as a framework matrix has to know.
package struct FrameworkSources: Sendable {
    /// A coding as it now stands.
    package struct Coding: Hashable, Sendable {
        package var record: RecordID
        package var code: CodeID
        /// As ``FrameworkBasis/words``; empty where its words are gone.
        package var words: String

        package init(record: RecordID, code: CodeID, words: String) {
            self.record = record
            self.code = code
            self.words = words
        }
    }

    /// Every coding of the records that were looked at.
    package var codings: [FrameworkCodingKey: Coding] = [:]
    /// Records that must not be used, because somebody in them does not agree to it.
    package var refused: Set<RecordID> = []
    /// Records whose codings are not to be seen while a round is open.
    package var hidden: Set<RecordID> = []
    /// Participants who withdrew.
    package var withdrawn: Set<CaseID> = []

    package init() {}
}

/// Which summaries of a framework matrix are stale, and why.
///
/// A summary is stale when a coding that it rests on is gone, was recoded or moved, stands on other words or may not be used any more,
/// and when its case and theme have a coding that was not there when it was written.
package struct FrameworkStaleness: Sendable {
    package let sources: FrameworkSources
    /// The codings of each cell that may be used, in the order of their keys.
    private let cells: [Cell: [FrameworkCodingKey]]

    private struct Cell: Hashable {
        var caseID: CaseID
        var theme: CodeID
    }

    /// - Parameters:
    ///   - cases: whose records are whose; a record may be of several cases.
    ///   - themes: the themes that each code belongs to: its own, and those of the codes above it.
    package init(
        _ sources: FrameworkSources, cases: [RecordID: [CaseID]], themes: [CodeID: [CodeID]]
    ) {
        self.sources = sources
        var cells: [Cell: [FrameworkCodingKey]] = [:]
        for (key, coding) in sources.codings {
            if sources.refused.contains(coding.record) || sources.hidden.contains(coding.record) { continue }
            guard !coding.words.isEmpty, let covering = themes[coding.code] else { continue }
            for caseID in cases[coding.record] ?? [] {
                for theme in covering { cells[Cell(caseID: caseID, theme: theme), default: []].append(key) }
            }
        }
        self.cells = cells.mapValues { $0.sorted(by: Self.isBefore) }
    }

    private static func isBefore(_ one: FrameworkCodingKey, _ other: FrameworkCodingKey) -> Bool {
        (one.coding.rawValue, one.source.rawValue) < (other.coding.rawValue, other.source.rawValue)
    }

    /// The codings of a case and a theme that may be used.
    package func codings(_ caseID: CaseID, _ theme: CodeID) -> [FrameworkCodingKey] {
        cells[Cell(caseID: caseID, theme: theme)] ?? []
    }

    /// What a summary of a cell rests on if it is written now.
    ///
    /// - Parameter linked: the codings that it rests on; all of them without it.
    package func basis(
        _ caseID: CaseID, _ theme: CodeID, linked: Set<FrameworkCodingKey>? = nil
    ) -> [FrameworkBasis] {
        codings(caseID, theme).compactMap { key in
            guard let coding = sources.codings[key] else { return nil }
            return FrameworkBasis(
                record: coding.record, source: key.source, coding: key.coding, code: coding.code,
                words: coding.words, isLinked: linked?.contains(key) ?? true)
        }
    }

    /// Why a summary is stale, in the order of what it rests on, with what is new at the end.
    ///
    /// An empty one is never stale: nothing in it can be wrong.
    package func causes(of cell: FrameworkCell, of caseID: CaseID) -> [FrameworkCause] {
        if cell.text.isEmpty { return [] }
        let now = codings(caseID, cell.theme)
        let belonging = Set(now)
        let isWithdrawn = cell.isWithdrawn || sources.withdrawn.contains(caseID)
        var causes: [FrameworkCause] = isWithdrawn ? [FrameworkCause(.withdrawn)] : []
        for entry in cell.basis where entry.isLinked && !sources.hidden.contains(entry.record) {
            guard let reason = reason(entry, belonging) else { continue }
            causes.append(FrameworkCause(reason, record: entry.record, coding: entry.coding))
        }
        let known = Set(cell.basis.map(\.key))
        for key in now where !known.contains(key) {
            causes.append(
                FrameworkCause(.added, record: sources.codings[key]?.record, coding: key.coding))
        }
        return causes
    }

    private func reason(
        _ entry: FrameworkBasis, _ belonging: Set<FrameworkCodingKey>
    ) -> FrameworkCause.Reason? {
        if sources.refused.contains(entry.record) { return .consent }
        guard let coding = sources.codings[entry.key] else { return .removed }
        if coding.code != entry.code { return .recoded }
        if coding.words != entry.words { return .edited }
        return belonging.contains(entry.key) ? nil : .moved
    }
}
