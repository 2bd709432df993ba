package import StudyAPI
package import StudyModel

// The team.
extension StudyClient {
    package func identity() throws(StudyError) -> IdentityReply {
        try value(IdentityReply.self, Call(route: .identity))
    }

    package func members() throws(StudyError) -> MembersReply {
        try value(MembersReply.self, Call(route: .membersList))
    }

    package func addMember(_ request: MemberRequest) throws(StudyError) -> MembersReply {
        try value(MembersReply.self, Call(route: .membersAdd, body: try WireJSON.encode(request)))
    }

    /// - Parameter remote: `nil` for `origin`, or the only one there is.
    package func joinRequests(on remote: String?) throws(StudyError) -> JoinRequestsReply {
        let query: [QueryItem] = remote.map { [(.remote, $0)] } ?? []
        return try stream(JoinRequestsReply.self, Call(route: .membersRequests, query: query))
    }

    /// This copy's own request to be taken into the team.
    package func ownRequest() throws(StudyError) -> JoinRequestView {
        try value(JoinRequestView.self, Call(route: .membersOwnRequest))
    }

    package func admit(_ request: AdmitRequest) throws(StudyError) -> MembersReply {
        let body = try WireJSON.encode(request)
        return try stream(MembersReply.self, Call(route: .membersAdmit, body: body))
    }
}

// Copies of the study elsewhere.
extension StudyClient {
    /// Makes a copy of a study; it takes as long as its history needs on the way here.
    package func clone(_ request: CloneRequest) throws(StudyError) -> CloneReply {
        let call = Call(route: .studiesClone, body: try WireJSON.encode(request))
        return try stream(CloneReply.self, call) { _ in }
    }

    package func remotes() throws(StudyError) -> RemotesReply {
        try value(RemotesReply.self, Call(route: .remotesList))
    }

    package func addRemote(_ remote: Remote) throws(StudyError) -> RemotesReply {
        try value(RemotesReply.self, Call(route: .remotesAdd, body: try WireJSON.encode(remote)))
    }

    package func removeRemote(_ name: String) throws(StudyError) -> RemotesReply {
        try value(RemotesReply.self, Call(route: .remotesRemove, parts: ["remote": name]))
    }

    /// Exchanges work with a remote; it takes as long as that needs.
    package func sync(_ request: SyncRequest) throws(StudyError) -> SyncReply {
        let body = try WireJSON.encode(request)
        return try stream(SyncReply.self, Call(route: .sync, body: body)) { _ in }
    }
}

// Questions that joining the work of several raised.
extension StudyClient {
    package func questions() throws(StudyError) -> QuestionsReply {
        try value(QuestionsReply.self, Call(route: .questionsList))
    }

    /// - Parameter question: Its id, or the end of it.
    package func question(_ question: String) throws(StudyError) -> QuestionReply {
        try value(QuestionReply.self, Call(route: .questionsShow, parts: ["question": question]))
    }

    package func answer(_ question: String, _ request: AnswerRequest) throws(StudyError) -> AnswerReply {
        let body = try WireJSON.encode(request)
        return try value(
            AnswerReply.self, Call(route: .questionsAnswer, parts: ["question": question], body: body))
    }
}

// What was taken out of history.
extension StudyClient {
    package func erasures() throws(StudyError) -> ErasuresReply {
        try value(ErasuresReply.self, Call(route: .erasuresList))
    }

    package func redact(_ request: RedactionRequest) throws(StudyError) -> RedactionReply {
        let body = try WireJSON.encode(request)
        return try stream(RedactionReply.self, Call(route: .erasuresRedact, body: body))
    }
}
