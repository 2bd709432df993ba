import StudyAPI
import StudyModel

extension Samples {
    private static let matrixID = FrameworkID(rawValue: "pathway").unsafelyUnwrapped
    private static let themeID = CodeID(rawValue: "c-0123456789").unsafelyUnwrapped
    private static let cellCoding = CodingID(rawValue: operation.rawValue).unsafelyUnwrapped
    private static let row = CaseID(handle)
    private static let coder = CodingSource.coder(CoderID(member))
    private static let basis = FrameworkBasis(
        record: id, source: coder, coding: cellCoding, code: themeID, words: "w")
    private static let cell = FrameworkCell(
        theme: themeID, id: operation, number: 1, text: "t", written: Provenance(by: member, at: time),
        basis: [basis])
    private static let matrix = FrameworkMatrix(
        id: matrixID, title: "t", choice: choice, themes: [themeID],
        added: Provenance(by: member, at: time), nonce: "n")
    private static let choice = FrameworkChoice(
        kind: .site, cases: [row], attributes: ["role=a"], query: "any")
    private static let theme = FrameworkTheme(code: themeID, path: "access", name: "Access")
    private static let cause = FrameworkCause(.recoded, record: id, coding: cellCoding)
    private static let cellView = FrameworkCellView(theme: themeID, codings: 1, cell: cell, causes: [cause])
    private static let emptyView = FrameworkCellView(theme: themeID, codings: 0)
    private static let rowView = FrameworkRowView(
        caseID: row, group: "g", isChosen: true, cells: [cellView])
    private static let name = FrameworkCellName(matrix: matrixID, caseID: row, theme: "access")
    private static let change = FrameworkChange(
        caseID: row, theme: themeID, path: "access", before: "b", after: "a", isConflict: true)
    private static let evidenceView = FrameworkEvidenceView(
        record: id, source: coder, coding: cellCoding, code: "access", day: time.day, quote: "q",
        isLinked: true)

    private static var plan: FrameworkPlan {
        var plan = FrameworkPlan(name: "n", title: "t", themes: ["access"])
        (plan.kind, plan.cases, plan.attributes, plan.query) = (.site, ["SP66"], ["role=a"], "any")
        return plan
    }

    private static var edit: FrameworkEdit {
        var edit = FrameworkEdit()
        (edit.title, edit.add, edit.drop, edit.kind) = ("t", ["a"], ["b"], .site)
        (edit.cases, edit.attributes, edit.query) = (["SP66"], ["role=a"], "any")
        (edit.anyway, edit.cleared) = (true, true)
        return edit
    }

    private static let left = FrameworkLeft(theme: theme, summaries: 1)

    private static var filling: FrameworkFilling {
        var filling = FrameworkFilling(caseID: "SP66", theme: "access", text: "t")
        (filling.codings, filling.base, filling.cleared) = (["abc"], operation, true)
        return filling
    }

    private static func detail(_ operation: OperationID?) -> FrameworkCellDetail {
        FrameworkCellDetail(
            matrix: matrixID, caseID: row, theme: theme, cell: cellView, evidence: [evidenceView],
            history: [cell], operation: operation)
    }

    private static let wholeEvidence = FrameworkEvidenceView(
        record: id, source: coder, coding: cellCoding, code: "access", day: time.day, quote: nil,
        isLinked: false)

    /// Framework matrices.
    static let frameworks: [Sample] = [
        Sample(schema: "FrameworkCause", full: cause, least: FrameworkCause(.withdrawn)),
        Sample(schema: "FrameworkChoice", full: choice, least: FrameworkChoice()),
        Sample(schema: "FrameworkEdit", full: edit, least: FrameworkEdit()), same("FrameworkLeft", left),
        same("FrameworkTheme", theme), same("FrameworkBasis", basis), same("FrameworkCell", cell),
        same("FrameworkCellName", name),
        Sample(schema: "FrameworkPlan", full: plan, least: FrameworkPlan(name: "n")),
        Sample(
            schema: "FrameworkFilling", full: filling,
            least: FrameworkFilling(caseID: "SP66", theme: "access", text: nil)),
        Sample(
            schema: "FrameworkImportRequest",
            full: FrameworkImportRequest(
                name: "n", base64: "", dryRun: true, cleared: true, taken: ["all"]),
            least: FrameworkImportRequest(name: "n", base64: "")),
        Sample(schema: "FrameworkCellView", full: cellView, least: emptyView),
        Sample(
            schema: "FrameworkRowView", full: rowView,
            least: FrameworkRowView(caseID: row, isChosen: false, cells: [])),
        Sample(
            schema: "FrameworkView",
            full: FrameworkView(
                matrix, themes: [theme], rows: [rowView], by: "role", left: [left],
                operation: operation),
            least: FrameworkView(matrix, themes: [], rows: [])),
        same("FrameworkHead", FrameworkHead(FrameworkView(matrix, themes: [theme], rows: [rowView]))),
        Sample(
            schema: "FrameworksReply", full: FrameworksReply(matrices: [], unreadable: ["u"]),
            least: FrameworksReply(matrices: [])),
        Sample(schema: "FrameworkEvidenceView", full: evidenceView, least: wholeEvidence),
        Sample(schema: "FrameworkCellDetail", full: detail(operation), least: detail(nil)),
        Sample(
            schema: "FrameworkChange", full: change,
            least: FrameworkChange(
                caseID: row, theme: themeID, path: "access", before: nil, after: "a", isConflict: false)),
        Sample(
            schema: "FrameworkImportReply",
            full: FrameworkImportReply(changes: [change], operation: operation),
            least: FrameworkImportReply()),
    ]
}
