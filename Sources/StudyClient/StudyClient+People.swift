package import StudyAPI
package import StudyModel

// Participants.
extension StudyClient {
    /// - Parameter names: Whether real names are wanted, which needs the vault open.
    package func participants(names: Bool = false) throws(StudyError) -> ParticipantsReply {
        let query: [QueryItem] = names ? [(.names, "true")] : []
        return try value(ParticipantsReply.self, Call(route: .participantsList, query: query))
    }

    package func importParticipants(_ request: ParticipantsRequest) throws(StudyError) -> SheetReply {
        let body = try WireJSON.encode(request)
        return try stream(SheetReply.self, Call(route: .participantsImport, body: body))
    }

    package func participant(_ handle: Handle) throws(StudyError) -> ParticipantReply {
        try stream(
            ParticipantReply.self, Call(route: .participantsShow, parts: Self.parts(handle)))
    }

    /// - Parameter format: `html` or `docx`.
    package func pack(of handle: Handle, format: String) throws(StudyError) -> PackReply {
        try stream(
            PackReply.self,
            Call(route: .participantsPack, parts: Self.parts(handle), query: [(.format, format)]))
    }

    package func review(by handle: Handle, _ request: ReviewRequest) throws(StudyError) -> ReviewReply {
        let body = try WireJSON.encode(request)
        return try value(
            ReviewReply.self, Call(route: .participantsReview, parts: Self.parts(handle), body: body))
    }

    package func withdraw(_ handle: Handle, _ request: WithdrawalRequest) throws(StudyError)
        -> WithdrawalReply
    {
        let body = try WireJSON.encode(request)
        return try stream(
            WithdrawalReply.self, Call(route: .participantsWithdraw, parts: Self.parts(handle), body: body))
    }

    private static func parts(_ handle: Handle) -> [String: String] { ["participant": handle.rawValue] }
}

// Consent.
extension StudyClient {
    /// - Parameters:
    ///   - handles: Whose consent; empty for everybody's.
    ///   - days: How near an end must be to be listed; `nil` leaves it to the daemon.
    package func consentDue(of handles: [Handle], within days: Int?) throws(StudyError) -> ConsentDueReply {
        var query: [QueryItem] = handles.map { (.participant, $0.rawValue) }
        if let days { query.append((.days, String(days))) }
        return try value(ConsentDueReply.self, Call(route: .consentDue, query: query))
    }

    package func recordConsent(_ request: ConsentRequest) throws(StudyError) -> ConsentReply {
        try value(ConsentReply.self, Call(route: .consentRecord, body: try WireJSON.encode(request)))
    }

    package func importConsent(_ request: ConsentSheetRequest) throws(StudyError) -> SheetReply {
        let body = try WireJSON.encode(request)
        return try stream(SheetReply.self, Call(route: .consentSheet, body: body))
    }

    package func checkConsent(_ request: ConsentCheckRequest) throws(StudyError) -> ConsentCheckReply {
        try value(ConsentCheckReply.self, Call(route: .consentCheck, body: try WireJSON.encode(request)))
    }

    package func consentForms() throws(StudyError) -> ConsentFormsReply {
        try value(ConsentFormsReply.self, Call(route: .consentForms))
    }

    package func addConsentForm(_ request: ConsentFormRequest) throws(StudyError) -> ConsentFormReply {
        try value(ConsentFormReply.self, Call(route: .consentFormAdd, body: try WireJSON.encode(request)))
    }
}
