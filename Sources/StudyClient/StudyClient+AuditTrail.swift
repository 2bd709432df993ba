package import StudyAPI
package import StudyModel

extension StudyClient {
    package func auditEntries(_ filter: AuditFilter) throws(StudyError) -> AuditEntries {
        var call = Call(route: .auditLog)
        let pairs: [(QueryName, String?)] = [
            (.writer, filter.actor?.rawValue), (.record, filter.record),
            (.participant, filter.participant?.rawValue),
            (.from, filter.from?.rawValue), (.to, filter.to?.rawValue), (.leaf, filter.type),
            (.act, filter.act?.rawValue), (.limit, filter.limit.map(String.init)),
        ]
        for (name, value) in pairs { if let value { call.query.append((name, value)) } }
        return try stream(AuditEntries.self, call)
    }

    package func auditStory(of thing: String) throws(StudyError) -> AuditStory {
        try stream(AuditStory.self, Call(route: .auditStory, parts: ["thing": thing]))
    }

    package func checkpoint(_ request: CheckpointRequest) throws(StudyError) -> AuditCheckpoints {
        let body = try WireJSON.encode(request)
        return try stream(AuditCheckpoints.self, Call(route: .auditCheckpoint, body: body))
    }

    package func verifyAudit(
        _ request: AuditVerifyRequest, onEvent: (StreamEvent) -> Void = { _ in }
    ) throws(StudyError) -> AuditVerdict {
        let body = try WireJSON.encode(request)
        return try stream(AuditVerdict.self, Call(route: .auditVerify, body: body), onEvent: onEvent)
    }
}
