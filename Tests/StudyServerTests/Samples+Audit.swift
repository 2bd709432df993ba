import StudyAPI
import StudyModel

extension Samples {
    private static let file = AuditExportReply.File(path: "bagit.txt", base64: "QQ==")
    private static let withheld = AuditExportReply.Withheld(reason: "consent", count: 2)

    /// What a study gives to whoever checks it.
    static let audit: [Sample] = [
        Sample(
            schema: "AuditExportOrder",
            full: AuditExportOrder(
                form: "bag", from: CalendarDay(rawValue: "2020-04-01"),
                until: CalendarDay(rawValue: "2020-04-30"), participant: Handle(rawValue: "SP66"),
                round: "access-1", withhold: ["bodies"]),
            least: AuditExportOrder()),
        same("AuditExportFile", file),
        same("AuditExportWithheld", withheld),
        Sample(
            schema: "AuditExportReply",
            full: AuditExportReply(
                name: "audit-2026-11-23", files: [file], records: 1, versions: 2, leaves: 3,
                withheld: [withheld], names: 4, remarks: ["2 x withheld."]),
            least: AuditExportReply(
                name: "audit-2026-11-23", files: [], records: 0, versions: 0, leaves: 0, withheld: [],
                names: nil, remarks: [])),
    ]
}
