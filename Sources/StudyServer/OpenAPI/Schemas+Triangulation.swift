import StudyModel

extension Schemas {
    /// Where the evidence of findings comes from.
    static let triangulation: [Schema] = [
        .value(
            "EvidenceStance", "How a group stands to a finding.",
            oneOf: FindingComparison.Stance.allCases.map(\.rawValue)),
        .value(
            "FindingReading", "What the groups make of a finding together.",
            oneOf: FindingComparison.Reading.allCases.map(\.rawValue)),
        .message(
            "Triangulation", "Kinds of source by groups of people behind a finding, and when.",
            [
                .always("finding", .ref("FindingID")), .always("version", .whole),
                .always("statement", .text), .always("by", .text, "What the groups are divided by."),
                .always("kinds", .list(.ref("RecordKind")), "The rows."),
                .always("groups", .list(.text), "The columns."),
                .always("cells", .list(.ref("TriangulationCell")), "Row after row."),
                .always("months", .list(.ref("TriangulationMonth"))),
                .maybe("people", .whole, "Whose words it is, in all; absent where they are too few."),
                .always("smallest", .whole, "The smallest count of people that is shown."),
                .always("left", .ref("EvidenceLeft")),
            ]),
        .message(
            "TriangulationCell", "One kind of source of one group.",
            [
                .always("supports", .whole, "Records that speak for the finding."),
                .always("disconfirms", .whole, "Records that speak against it."),
                .maybe("people", .whole, "Whose words; absent where they are too few to be counted."),
                .always("held", .whole, "How many such records the study holds."),
            ]),
        .message(
            "TriangulationMonth", "How many records of a month are evidence.",
            [
                .always("month", .text, "2021-03"), .always("supports", .whole),
                .always("disconfirms", .whole),
            ]),
        .message(
            "EvidenceLeft", "Evidence that is not counted.",
            [
                .always("gone", .whole, "Links to what is not in the study any more."),
                .always("withheld", .whole, "Links to records that may not be used."),
            ]),
        .message(
            "FindingComparison", "Every finding by groups or sites.",
            [
                .always("by", .text, "What the groups are divided by."),
                .always("groups", .list(.text)),
                .always("rows", .list(.ref("FindingComparisonRow"))),
                .always("left", .ref("EvidenceLeft")),
            ]),
        .message(
            "FindingComparisonRow", "One finding.",
            [
                .always("finding", .ref("FindingID")), .always("version", .whole),
                .always("statement", .text), .always("reading", .ref("FindingReading")),
                .always("cells", .list(.ref("FindingComparisonCell")), "One for each group."),
            ]),
        .message(
            "FindingComparisonCell", "How one group stands to one finding.",
            [
                .always("stance", .ref("EvidenceStance")), .always("supports", .whole),
                .always("disconfirms", .whole),
            ]),
    ]
}
