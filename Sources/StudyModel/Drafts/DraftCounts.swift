/// The numbers of a methods section that a draft may cite: `records/interview`.
package enum DraftCounts {
    package enum Answer: Hashable, Sendable {
        case number(Int)
        /// So few people that the number might say who they are.
        case tooFew
        case unknown
    }

    /// What a draft may ask for, for whoever asks for something else.
    package static let names =
        "records, records/KIND, participants, participants/ATTRIBUTE/VALUE, answers/SURVEY, codes, coded-records, codings, findings, cycles, responses"

    /// What a citation of a count shows.
    package static func value(_ target: String, in report: MethodsReport) -> Answer {
        let parts = target.split(separator: "/", omittingEmptySubsequences: false).map {
            $0.trimmingSpaces.lowercased()
        }
        switch (parts[0], parts.count) {
        case ("records", 1): return .number(report.sources.total)
        case ("records", 2):
            guard RecordKind(rawValue: parts[1]) != nil else { return .unknown }
            return .number(report.sources.kinds.first { $0.name == parts[1] }?.count ?? 0)
        case ("participants", 1): return .number(report.participants.total)
        case ("participants", 3): return value(parts[2], of: parts[1], report.participants.breakdowns)
        case ("answers", 2):
            return report.surveys.first { $0.id.rawValue == parts[1] }.map { .number($0.answers) } ?? .unknown
        default: return parts.count == 1 ? value(parts[0], report) : .unknown
        }
    }

    private static func value(_ name: String, _ report: MethodsReport) -> Answer {
        switch name {
        case "codes": .number(report.coding.codes)
        case "coded-records": .number(report.coding.records)
        case "codings": .number(report.coding.coders.reduce(0) { $0 + $1.codings })
        case "findings": .number(report.feedback.findings)
        case "cycles": .number(report.feedback.cycles)
        case "responses": .number(report.feedback.responses)
        default: .unknown
        }
    }

    private static func value(
        _ value: String, of attribute: String, _ breakdowns: [MethodsReport.Breakdown]
    ) -> Answer {
        guard let breakdown = breakdowns.first(where: { $0.by.lowercased() == attribute }),
            let found = breakdown.values.first(where: { $0.name.lowercased() == value })
        else { return .unknown }
        return found.count.map { .number($0) } ?? .tooFew
    }
}

extension Substring {
    fileprivate var trimmingSpaces: Substring {
        let start = drop { $0 == " " }
        return start.lastIndex { $0 != " " }.map { start[...$0] } ?? ""
    }
}
