import StudyAPI
import StudyModel

extension Samples {
    private static let scope = AuditScope(
        from: day, until: day, participant: handle, round: RoundID(rawValue: "access-1"))
    private static let item = AuditChecklist.Item(
        number: 1, group: "A", name: "n", isNeeded: true, points: 2, why: "w",
        evidence: [.init(section: "records", "Records"), .init(path: "records/")])
    private static let outcome = AuditOutcome(AuditChecklist(items: [item]), scope: scope)
    private static let rule = RetentionRule(.consent, until: day, yearsAfterEnd: 10, basis: "b")
    private static let due = RetentionDue(.consent, count: 1, rule: rule, ended: day, on: day)
    private static let unruled = RetentionDue(.consent, count: 1, rule: nil, ended: nil, on: day)

    private static func evidence(_ section: String?, _ path: String?) -> AuditChecklist.Evidence {
        var evidence = AuditChecklist.Evidence(path: "records/")
        (evidence.section, evidence.path) = (section, path)
        return evidence
    }

    /// The audit report and retention.
    static let auditReports: [Sample] = [
        Sample(
            schema: "AuditReportRequest", full: AuditReportRequest(scope, format: "pdf"),
            least: AuditReportRequest()),
        same("AuditReportReply", AuditReportReply(name: "n", base64: "", remarks: ["r"], outcome: outcome)),
        same("AuditOutcome", outcome),
        Sample(schema: "AuditScope", full: scope, least: AuditScope()),
        same("AuditItem", item),
        Sample(
            schema: "AuditEvidence", full: evidence("records", "records/"), least: evidence(nil, nil)),
        Sample(
            schema: "RetentionReport", full: RetentionReport(on: day, ended: day, classes: [due]),
            least: RetentionReport(on: day, ended: nil, classes: [])),
        Sample(schema: "RetentionDue", full: due, least: unruled),
        Sample(schema: "RetentionRule", full: rule, least: RetentionRule(.consent, basis: "b")),
    ]
}
