/// Writes and reads a recommendation as `recommendations/<id>.yaml` holds it (format.md §20.3).
///
/// The written form is canonical; the reader takes exactly that form.
package enum RecommendationText {
    /// The whole file.
    package static func text(of recommendation: Recommendation) -> String {
        let lines =
            [
                "recommendation: \(recommendation.id)", "kind: \(recommendation.kind.rawValue)",
                "nonce: \(recommendation.nonce)",
            ] + ItemLines.lines("versions", recommendation.versions.map(\.values))
        return lines.joined(separator: "\n") + "\n"
    }

    package static func bytes(of recommendation: Recommendation) -> [UInt8] {
        Array(text(of: recommendation).utf8)
    }

    /// Reads a canonical file.
    ///
    /// - Throws: ``PeopleTextFailure`` with the line or the field that is not as the format says.
    package static func recommendation(
        from bytes: [UInt8]
    ) throws(PeopleTextFailure) -> Recommendation {
        let (fields, lists) = try ItemLines.parts(of: bytes, lists: ["versions"])
        var versions: [Recommendation.Version] = []
        for item in lists["versions"] ?? [] {
            let version = try Recommendation.Version(fields: item)
            if let problem = version.problem { throw PeopleTextFailure(line: item.line, reason: problem) }
            versions.append(version)
        }
        guard !versions.isEmpty, Set(versions.map(\.id)).count == versions.count else {
            throw PeopleTextFailure(
                line: nil, field: "versions", reason: "There is no version, or an id stands twice.")
        }
        let recommendation = Recommendation(
            id: try fields.one("recommendation") { RecommendationID(rawValue: $0) },
            kind: try fields.one("kind") { Recommendation.Kind(rawValue: $0) }, versions: versions,
            nonce: try fields.one("nonce") { FrontMatter.isNonce($0) ? $0 : nil })
        try FieldLines.check(bytes, is: text(of: recommendation))
        return recommendation
    }
}

extension Recommendation.Version {
    fileprivate var values: [String: FieldValue] {
        var values: [String: FieldValue] = [
            "at": .text(written.at.rawValue), "by": .text(written.by.rawValue),
            "cause": .text(cause.rawValue), "id": .text(id.rawValue),
            "links": .list(links.map { .object($0.values) }), "number": .number(number),
            "statement": .text(statement),
        ]
        if !shapers.isEmpty { values["shapers"] = .list(shapers.map { .text($0.rawValue) }) }
        values["reason"] = reason.map { .text($0) }
        return values
    }

    fileprivate init(fields: Fields) throws(PeopleTextFailure) {
        self.init(
            id: try fields.one("id") { OperationID(rawValue: $0) }, number: try fields.number("number"),
            statement: try fields.one("statement") { $0 },
            links: try fields.list("links") { Recommendation.Link(value: $0) },
            shapers: try fields.maybeTexts("shapers") { Handle(rawValue: $0) },
            written: Provenance(
                by: try fields.one("by") { MemberID(rawValue: $0) },
                at: try fields.one("at") { Timestamp(rawValue: $0) }),
            cause: try fields.one("cause") { Recommendation.Cause(rawValue: $0) },
            reason: try fields.maybe("reason") { $0 })
    }
}

extension Recommendation.Link {
    /// The named texts of it, as files and messages hold them.
    var texts: [String: String] {
        switch self {
        case .card(let workshop, let card): ["card": card.rawValue, "workshop": workshop.rawValue]
        case .cluster(let workshop, let cluster):
            ["cluster": cluster.rawValue, "workshop": workshop.rawValue]
        case .finding(let finding, let version):
            ["finding": finding.rawValue, "version": version.rawValue]
        case .record(let record, let coding):
            coding.map { ["coding": $0.rawValue, "record": record.rawValue] } ?? ["record": record.rawValue]
        case .recommendation(let id): ["recommendation": id.rawValue]
        }
    }

    /// - Returns: `nil` where the texts name nothing, or more than one thing.
    init?(texts: [String: String]) {
        guard let link = Self.link(texts), link.texts == texts else { return nil }
        self = link
    }

    private static func link(_ texts: [String: String]) -> Self? {
        let workshop = texts["workshop"].flatMap { WorkshopID(rawValue: $0) }
        if let workshop, let card = texts["card"].flatMap({ CardID(rawValue: $0) }) {
            return .card(workshop, card)
        }
        if let workshop, let cluster = texts["cluster"].flatMap({ BoardPartID(rawValue: $0) }) {
            return .cluster(workshop, cluster)
        }
        if let finding = texts["finding"].flatMap({ FindingID(rawValue: $0) }),
            let version = texts["version"].flatMap({ OperationID(rawValue: $0) })
        {
            return .finding(finding, version)
        }
        if let record = texts["record"].flatMap({ RecordID(rawValue: $0) }) {
            return .record(record, texts["coding"].flatMap { CodingID(rawValue: $0) })
        }
        return texts["recommendation"].flatMap { RecommendationID(rawValue: $0) }.map { .recommendation($0) }
    }

    fileprivate var values: [String: FieldValue] { texts.mapValues { .text($0) } }

    fileprivate init?(value: FieldValue) {
        guard case .object(let values) = value else { return nil }
        let texts = values.compactMapValues(\.string)
        guard texts.count == values.count else { return nil }
        self.init(texts: texts)
    }
}

extension Recommendation.Link: Codable {
    package init(from decoder: any Decoder) throws {
        let texts = try decoder.singleValueContainer().decode([String: String].self)
        guard let link = Self(texts: texts) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "The link leads nowhere."))
        }
        self = link
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(texts)
    }
}
