package import StudyModel

/// `POST /v1/audit/report`: which part of the study, and as what.
package struct AuditReportRequest: Codable, Sendable {
    package var from: CalendarDay?
    package var until: CalendarDay?
    package var participant: Handle?
    package var round: RoundID?
    /// `html` or `pdf`.
    package var format: String?

    package init(_ scope: AuditScope = AuditScope(), format: String? = nil) {
        (from, until, participant, round) = (scope.from, scope.until, scope.participant, scope.round)
        self.format = format
    }

    package var scope: AuditScope {
        AuditScope(from: from, until: until, participant: participant, round: round)
    }
}

/// The page, and how its checklist came out.
package struct AuditReportReply: Codable, Sendable {
    package var name: String
    package var base64: String
    /// What is worth knowing about it, one sentence each.
    package var remarks: [String]
    package var outcome: AuditOutcome

    package init(name: String, base64: String, remarks: [String] = [], outcome: AuditOutcome) {
        self.name = name
        self.base64 = base64
        self.remarks = remarks
        self.outcome = outcome
    }
}
