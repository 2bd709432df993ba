import StudyAPI
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
        return try unhurried.value(AuditEntries.self, call)
    }

    package func auditStory(of thing: String) throws(StudyError) -> AuditStory {
        try unhurried.value(AuditStory.self, Call(route: .auditStory, parts: ["thing": thing]))
    }

    package func checkpoint(_ request: CheckpointRequest) throws(StudyError) -> AuditCheckpoints {
        let body = try WireJSON.encode(request)
        return try value(AuditCheckpoints.self, Call(route: .auditCheckpoint, body: body))
    }

    package func verifyAudit(_ request: AuditVerifyRequest) throws(StudyError) -> AuditVerdict {
        let body = try WireJSON.encode(request)
        return try unhurried.value(AuditVerdict.self, Call(route: .auditVerify, body: body))
    }
}
