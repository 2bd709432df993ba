package import StudyAPI
package import StudyModel

extension StudyClient {
    package func auditExport(_ order: AuditExportOrder) throws(StudyError) -> AuditExportReply {
        let body = try WireJSON.encode(order)
        return try stream(AuditExportReply.self, Call(route: .auditExport, body: body))
    }
}
