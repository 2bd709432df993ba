internal import CodingLogic
internal import Intake
internal import Reports
internal import StudyArchive
package import StudyModel

/// What quotations are written as.
package enum QuotesFormat: String, Sendable, CaseIterable {
    case md, html, docx, csv
}

extension StudyService {
    /// What a query finds as quotations by code, each with who said it and when, for a report.
    ///
    /// Passages of records whose participants have not agreed to be quoted are left out and counted.
    ///
    /// - Throws: `query.invalid`; `names.found` where a known name would go out with it, `vault.locked` while nobody can
    ///   tell; `import.unsupported` for a docx on a machine without pandoc.
    package func quotes(
        _ text: String, as format: QuotesFormat, at moment: Timestamp? = nil
    ) async throws(StudyError) -> MadeFile {
        let found = try await query(text, offset: 0, limit: .max, at: moment)
        let (quotes, left) = try await quotations(found.hits, at: try await commit(at: moment))
        let name = "quotes-\(surroundings.now.day.rawValue).\(format.rawValue)"
        let page = QuotesPage(title: title, query: found.query, quotes: quotes)
        let text =
            format == .csv
            ? CSVText.bytes(page.table) : Array((format == .md ? page.markdown : page.html).utf8)
        try await requireNoNames(in: text, of: name)
        var file = MadeFile(name: name, bytes: text)
        if format == .docx {
            let tools = await Toolbox.tools(workingIn: "\(path)/.rir")
            file.bytes = try await tools.docx(fromHTML: text)
        }
        file.remarks = Self.remarks(on: left, "passage", "passages")
        return file
    }

    /// How many of something are left out, and why, a sentence for each reason.
    static func remarks(on left: [String: Int], _ one: String, _ more: String) -> [String] {
        left.sorted { $0.key < $1.key }.map { reason, count in
            "\(count == 1 ? "1 \(one) is" : "\(count) \(more) are") left out: \(reason)"
        }
    }

    /// Passages as quotations, and why others are left out.
    func quotations(
        _ hits: [QueryFinding], at commit: String?
    ) async throws(StudyError) -> (quotes: [Quotation], left: [String: Int]) {
        let judge = try await consentJudge()
        var quotes: [Quotation] = []
        var left: [String: Int] = [:]
        var open: (record: Record, turns: [Turn], refusal: String?)?
        for hit in hits where !hit.quote.isEmpty {
            if open?.record.id != hit.record {
                let record = try await reader.record(hit.record, at: commit).record
                let verdict = judge.verdict(.quoteInReport, of: RecordPresence(record))
                let refusal =
                    verdict.isRefused ? verdict.sentences.first ?? "consent to quote is missing." : nil
                open = (record, Turns.of(body: record.body), refusal)
            }
            guard let (record, turns, refusal) = open else { continue }
            if let refusal {
                left[refusal, default: 0] += 1
                continue
            }
            let who = who(turns.filter { $0.range.overlaps(hit.span) }.compactMap(\.speaker), in: record)
            let codes = Set(hit.codings.compactMap(\.path)).sorted()
            quotes += (codes.isEmpty ? [nil] : codes.map(Optional.some)).map { code in
                Quotation(
                    code: code, text: hit.quote, who: who, day: hit.day,
                    kind: hit.kind, record: hit.record, span: hit.span,
                    coders: Set(hit.codings.map(\.source.rawValue)).sorted())
            }
        }
        return (quotes, left)
    }

    /// Who says it, by handle, in the order of speaking; where nobody can tell, the kind of source stands for them.
    ///
    /// Of those who are only present, members of the team are not meant where one other is.
    func who(_ speakers: [String], in record: Record) -> String {
        var seen: Set<String> = []
        let handles = speakers.filter { Handle(rawValue: $0) != nil && seen.insert($0).inserted }
        if !handles.isEmpty { return handles.joined(separator: ", ") }
        let others = record.participants.filter { !archive.description.team.contains($0.prefix) }
        let present = others.isEmpty ? record.participants : others
        return present.count == 1
            ? present[0].rawValue : record.kind.rawValue.replacing("-", with: " ")
    }
}
