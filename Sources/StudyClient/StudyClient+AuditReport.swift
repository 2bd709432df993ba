package import StudyAPI
package import StudyModel

extension StudyClient {
    /// The page that an ethics reviewer opens first.
    package func auditReport(_ request: AuditReportRequest) throws(StudyError) -> AuditReportReply {
        let body = try WireJSON.encode(request)
        return try stream(AuditReportReply.self, Call(route: .auditReport, body: body))
    }

    /// What is kept until when.
    package func retention(on day: CalendarDay?) throws(StudyError) -> RetentionReport {
        let query: [QueryItem] = day.map { [(.on, $0.rawValue)] } ?? []
        return try stream(RetentionReport.self, Call(route: .retentionDue, query: query))
    }

    /// Writes down when the study ended.
    package func close(_ request: ClosingRequest) throws(StudyError) -> ClosingOutcome {
        let body = try WireJSON.encode(request)
        return try stream(ClosingOutcome.self, Call(route: .retentionClose, body: body))
    }

    /// The whole study for the archive of its institution.
    package func studyArchive() throws(StudyError) -> AuditExportReply {
        try stream(AuditExportReply.self, Call(route: .retentionArchive))
    }

    /// Removes a class of data whose time is over.
    package func applyRetention(_ request: RetentionRequest) throws(StudyError) -> RetentionOutcome {
        let body = try WireJSON.encode(request)
        return try stream(RetentionOutcome.self, Call(route: .retentionApply, body: body))
    }
}
