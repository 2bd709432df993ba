/// Works out how a project counts positions, from all its texts.
struct OffsetSurvey {
    /// One text with what is said about positions in it.
    struct Entry {
        var element: String
        var guid: QDAGUID?
        var text: RawText
        var spans: [RawSpan]
    }

    private(set) var evidence: [QDAOffsetEvidence] = []
    /// The reading of each entry.
    private(set) var readings: [QDAOffsetReading] = []

    /// - Parameter forced: The reading that the caller asks for; otherwise the one that fits best is taken.
    init(_ entries: [Entry], forced: QDAOffsetReading?) {
        let fits = entries.map { entry in
            let score = OffsetScore(entry.text, spans: entry.spans)
            return Dictionary(
                uniqueKeysWithValues: entry.text.readings.map { ($0, score.fit($0)) })
        }
        let overall = Self.overall(entries, fits, forced: forced)
        for (entry, fits) in zip(entries, fits) {
            let own = Self.choice(entry, fits, project: overall.reading, forced: forced)
            readings.append(own.reading)
            if !entry.spans.isEmpty { evidence.append(own) }
        }
        if overall.spans > 0 { evidence.insert(overall, at: 0) }
    }

    /// The readings, best first; of equals the one nearer to the standard first.
    private static func ranked(_ fits: [QDAOffsetReading: QDAOffsetEvidence.Fit]) -> [QDAOffsetEvidence.Fit] {
        QDAOffsetReading.all.enumerated().compactMap { place, reading in fits[reading].map { (place, $0) } }
            .sorted { ($1.1.score, $0.0) < ($0.1.score, $1.0) }.map(\.1)
    }

    private static func overall(
        _ entries: [Entry], _ fits: [[QDAOffsetReading: QDAOffsetEvidence.Fit]], forced: QDAOffsetReading?
    ) -> QDAOffsetEvidence {
        var sums: [QDAOffsetReading: QDAOffsetEvidence.Fit] = [:]
        for reading in QDAOffsetReading.all {
            var sum = QDAOffsetEvidence.Fit(
                reading: reading, onBoundaries: 0, namesMatched: 0, onBoundariesIfInclusive: 0)
            for (entry, fits) in zip(entries, fits) {
                guard let fit = fits[reading.projected(on: entry.text)] else { continue }
                sum.onBoundaries += fit.onBoundaries
                sum.namesMatched += fit.namesMatched
                sum.onBoundariesIfInclusive += fit.onBoundariesIfInclusive
            }
            sums[reading] = sum
        }
        // What makes no difference in any text is as the standard has it.
        let occurring = sums.filter { reading, _ in
            entries.contains { !$0.spans.isEmpty && $0.text.hasAstral } || reading.unit == .codePoint
        }.filter { reading, _ in
            entries.contains { !$0.spans.isEmpty && $0.text.hasCRLF } || reading.countsCarriageReturn
        }.filter { reading, _ in
            entries.contains { !$0.spans.isEmpty && $0.text.hasMark } || !reading.countsByteOrderMark
        }
        return evidence(
            element: "Project", guid: nil, spans: entries.flatMap(\.spans), fits: occurring, project: nil,
            forced: forced.flatMap { sums[$0] })
    }

    private static func choice(
        _ entry: Entry, _ fits: [QDAOffsetReading: QDAOffsetEvidence.Fit], project: QDAOffsetReading,
        forced: QDAOffsetReading?
    ) -> QDAOffsetEvidence {
        evidence(
            element: entry.element, guid: entry.guid, spans: entry.spans, fits: fits,
            project: project.projected(on: entry.text),
            forced: forced.flatMap { fits[$0.projected(on: entry.text)] })
    }

    private static func evidence(
        element: String, guid: QDAGUID?, spans: [RawSpan],
        fits: [QDAOffsetReading: QDAOffsetEvidence.Fit], project: QDAOffsetReading?,
        forced: QDAOffsetEvidence.Fit?
    ) -> QDAOffsetEvidence {
        let ranked = ranked(fits)
        let best = ranked.filter { $0.score == ranked.first?.score }
        let chosen: QDAOffsetEvidence.Fit
        let decision: QDAOffsetEvidence.Decision
        if let forced {
            (chosen, decision) = (forced, .forced)
        } else if let common = best.first(where: { $0.reading == project }), best.count > 1 {
            (chosen, decision) = (common, .project)
        } else {
            chosen = best.first ?? .none
            decision = ranked.count == 1 ? .onlyOne : best.count == 1 ? .fit : .standard
        }
        return QDAOffsetEvidence(
            element: element, guid: guid, spans: spans.count, names: spans.count { $0.name != nil },
            chosen: chosen, runnerUp: ranked.first { $0.reading != chosen.reading }, decision: decision)
    }
}

extension QDAOffsetEvidence.Fit {
    fileprivate static let none = Self(
        reading: .standard, onBoundaries: 0, namesMatched: 0, onBoundariesIfInclusive: 0)
}
