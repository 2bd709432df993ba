import StudyAPI
import StudyModel

extension Samples {
    private static let codeID = CodeID(rawValue: "c-7f3k9q2mzz").unsafelyUnwrapped
    private static let codingID = CodingID(rawValue: operation.rawValue).unsafelyUnwrapped
    private static let coder = CoderID(rawValue: "r1").unsafelyUnwrapped
    private static let codePath = CodePath(rawValue: "access").unsafelyUnwrapped
    private static let words = Anchor(span: 0..<1, quote: "q", before: "", after: "")

    private static let leastCode = Code(
        id: codeID, name: "n", entered: provenance, changed: provenance, nonce: "n")
    private static let fullCode = Code(
        id: codeID, name: "n", colour: "#000000", scale: Code.Scale(lowest: 1, highest: 5), guid: "g",
        entered: provenance, changed: provenance, nonce: "n")
    private static let entry = Codebook.Entry(path: codePath, code: leastCode)
    private static let difference = CodeDifference(
        id: codeID, path: codePath, name: "n", kinds: [.moved], before: codePath, fields: [])

    private static let leastCoding = Coding(
        id: codingID, code: codeID, anchor: nil, version: 1, sha256: "s", revision: 1, at: time)
    private static let fullCoding = Coding(
        id: codingID, code: codeID, anchor: words, version: 1, sha256: "s", revision: 1, was: "w",
        comment: "c", weight: 1, at: time, guid: "g")
    private static let view = CodingView(
        record: id, coder: coder, coding: leastCoding, in: Codebook([.init(path: codePath, code: fullCode)]))
    private static let orphan = CodingView(record: id, coder: coder, coding: leastCoding, in: Codebook())

    private static var fullCodebookChange: CodebookChange {
        var change = CodebookChange(.edit, code: "c", name: "n", parent: "p")
        (change.names, change.into, change.origin, change.status) = (["n"], "i", .deductive, .agreed)
        (change.colour, change.definition, change.useWhen) = ("#000000", "d", "u")
        (change.notWhen, change.example, change.isCategory, change.scale) = ("n", "e", true, [1, 5])
        (change.id, change.guid, change.keepsMeaning, change.base) = (codeID, "g", true, "b")
        return change
    }

    private static var fullCodingChange: CodingChange {
        var change = CodingChange(.edit, coding: "c", codes: ["c"], span: [0, 1])
        (change.quote, change.occurrence, change.turns) = ("q", 1, [1])
        (change.paragraphs, change.lines, change.isWhole) = ([1], [1], true)
        (change.comment, change.weight, change.dropsWeight) = ("c", 1, true)
        return change
    }

    static let anchors: AnchorReport = {
        var report = AnchorReport()
        report.add(.init(id: codingID, code: codeID, outcome: .changed, oldQuote: "o", newQuote: "n"))
        return report
    }()

    /// The coding frame and codings.
    static let codings: [Sample] = [
        Sample(schema: "Code", full: fullCode, least: leastCode),
        same("CodeScale", Code.Scale(lowest: 1, highest: 5)), same("CodebookEntry", entry),
        Sample(
            schema: "CodebookReply", full: CodebookReply(digest: "d", codes: [entry], codings: ["c": 1]),
            least: CodebookReply(digest: "d", codes: [])),
        Sample(
            schema: "CodebookChange", full: fullCodebookChange, least: CodebookChange(.add)),
        Sample(
            schema: "CodebookRequest",
            full: CodebookRequest(changes: [], reason: "r", dryRun: true, cleared: true),
            least: CodebookRequest(changes: [])),
        Sample(
            schema: "CodeDifference", full: difference,
            least: CodeDifference(id: codeID, path: codePath, name: "n", kinds: [])),
        same("CodeFieldDifference", CodeDifference.Field(name: "n", old: "o", new: "n")),
        Sample(
            schema: "CodebookChangeReply",
            full: CodebookChangeReply(
                digest: "d", differences: [], recoded: 1, outdated: 1, operation: operation, remarks: ["r"]),
            least: CodebookChangeReply(
                digest: "d", differences: [], recoded: 0, outdated: 0, operation: nil)),
        same("CodebookHistoryReply", CodebookHistoryReply(versions: [])),
        same(
            "CodebookVersion",
            CodebookHistoryReply.Version(
                number: 1, digest: "d",
                operation: OperationSummary(id: operation, act: .codebook, by: member, at: time, records: 0),
                differences: [])),
        same("CodebookDiffReply", CodebookDiffReply(from: "1", to: "2", differences: [difference])),
        Sample(
            schema: "CodebookFileRequest",
            full: CodebookFileRequest(
                format: "csv", base64: "", reason: "r", dryRun: true, cleared: true),
            least: CodebookFileRequest(format: "csv", base64: "")),
        same("FileReply", FileReply(name: "n", base64: "")), same("Anchor", words),
        Sample(schema: "Coding", full: fullCoding, least: leastCoding),
        Sample(schema: "CodingView", full: view, least: orphan), same("AnchorReport", anchors),
        Sample(
            schema: "AnchorEntry",
            full: AnchorReport.Entry(
                id: codingID, code: codeID, outcome: .changed, oldQuote: "o", newQuote: "n"),
            least: AnchorReport.Entry(
                id: codingID, code: codeID, outcome: .lost, oldQuote: nil, newQuote: nil)),
        Sample(schema: "CodingChange", full: fullCodingChange, least: CodingChange(.add)),
        Sample(
            schema: "CodingRequest",
            full: CodingRequest(changes: [], reason: "r", cleared: true, base: "s"),
            least: CodingRequest(changes: [])),
        Sample(
            schema: "CodingReply",
            full: CodingReply(record: id, codings: [], removed: [], repeated: [], operation: operation),
            least: CodingReply(record: id, codings: [], removed: [], repeated: [], operation: nil)),
        same("DoubtsReply", DoubtsReply(codings: [], definitions: [:], choices: [:])),
        same("CodingsReply", CodingsReply(record: summary(time: nil), version: 1, sha256: "s", codings: [])),
    ]

    private static let coded = QueryFinding.Coded(
        id: codingID, code: codeID, path: codePath, source: .coder(coder), isWhole: false)
    private static let finding = QueryFinding(
        record: id, kind: .email, day: day, participants: [handle], span: 0..<1, quote: "q", before: "",
        after: "", codings: [coded])
    private static let heading = CodingMatrix.Heading(key: "k", label: "l", query: "q")
    private static let saved = SavedQuery(name: "n", query: "any", note: "", saved: provenance)

    private static func matrix(restriction: String?, allRows: String?) -> CodingMatrix {
        CodingMatrix(
            rowTitle: "code", columnTitle: "kind", measure: .codings, restriction: restriction,
            allRows: allRows, rows: [heading], columns: [heading], cells: [1], rowTotals: [1],
            columnTotals: [1], total: 1)
    }

    private static var order: AutocodeOrder {
        var order = AutocodeOrder(way: .text, value: "v", codes: ["c"])
        (order.scope, order.records, order.kinds) = ("match", ["r"], [.email])
        (order.comment, order.dryRun, order.cleared) = ("c", true, true)
        return order
    }

    /// Queries, rules and tables of codings.
    static let queries: [Sample] = [
        same("QueryReply", QueryReply(query: "any", hits: [finding], counts: QueryCounts(), withheld: 0)),
        same("QueryFinding", finding),
        Sample(
            schema: "QueryFindingCoding", full: coded,
            least: QueryFinding.Coded(
                id: codingID, code: codeID, path: nil, source: .coder(coder), isWhole: true)),
        same("QueryCounts", QueryCounts()),
        Sample(
            schema: "CodingMatrix", full: matrix(restriction: "r", allRows: "a"),
            least: matrix(restriction: nil, allRows: nil)),
        same("MatrixHeading", heading),
        Sample(
            schema: "AutocodeOrder", full: order,
            least: AutocodeOrder(way: .speaker, value: "v", codes: [])),
        Sample(
            schema: "AutocodeOutcome",
            full: AutocodeOutcome(places: [], codings: 1, records: 1, withheld: 0, operation: operation),
            least: AutocodeOutcome(places: [], codings: 0, records: 0, withheld: 0, operation: nil)),
        Sample(
            schema: "AutocodePlace", full: AutocodeOutcome.Place(record: id, span: 0..<1, quote: "q"),
            least: AutocodeOutcome.Place(record: id, span: nil, quote: "q")),
        Sample(
            schema: "CodingTableRequest",
            full: CodingTableRequest(name: "n", base64: "", dryRun: true, cleared: true),
            least: CodingTableRequest(name: "n", base64: "")),
        Sample(
            schema: "CodingTableReply",
            full: CodingTableReply(made: 1, repeated: 1, records: 1, problems: [], operation: operation),
            least: CodingTableReply(made: 0, repeated: 0, records: 0, problems: [], operation: nil)),
        same("QueriesReply", QueriesReply(queries: [saved])), same("SavedQuery", saved),
        Sample(
            schema: "SaveQueryRequest",
            full: SaveQueryRequest(name: "n", query: "any", note: "n", cleared: true),
            least: SaveQueryRequest(name: "n", query: "any")),
        same("RemoveQueryRequest", RemoveQueryRequest(name: "n")),
    ]
}
