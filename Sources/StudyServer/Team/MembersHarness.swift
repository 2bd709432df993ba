import StudyAPI
import StudyModel
import StudyService

/// `/v1/members`.
enum MembersHarness {
    @Sendable static func list(_ call: Call) async throws -> Reply {
        try Reply(MembersReply(await call.study().members()))
    }

    @Sendable static func identity(_ call: Call) async throws -> Reply {
        try Reply(IdentityReply(recipient: await call.studies.ownRecipient()))
    }

    /// The study is closed and opened again, so that everything from now on knows the new member.
    @Sendable static func add(_ call: Call) async throws -> Reply {
        let request = try await call.decode(MemberRequest.self)
        let study = try await call.study()
        _ = try await study.addMember(request.member, role: request.role, recipient: request.recipient)
        let members = try await study.members()
        try await call.studies.close(study.path)
        return try Reply(MembersReply(members))
    }

    @Sendable static func requests(_ call: Call) async throws -> Reply {
        let found = try await call.study().joinRequests(
            on: call.query.single(.remote), agent: call.agent)
        return try Reply(
            JoinRequestsReply(requests: found.map { JoinRequestView($0.request, code: $0.code) }))
    }

    @Sendable static func ownRequest(_ call: Call) async throws -> Reply {
        let found = try await call.study().ownRequest(recipient: call.studies.ownRecipient())
        return try Reply(JoinRequestView(found.request, code: found.code))
    }

    /// The study is closed and opened again, as by ``add(_:)``.
    @Sendable static func admit(_ call: Call) async throws -> Reply {
        let request = try await call.decode(AdmitRequest.self)
        let study = try await call.study()
        _ = try await study.admit(
            request.code, as: request.member, role: request.role, from: request.remote, agent: call.agent)
        let members = try await study.members()
        try await call.studies.close(study.path)
        return try Reply(MembersReply(members))
    }
}

extension MembersReply {
    init(_ members: [TeamMember]) {
        self.init(
            members: members.map {
                Member(
                    id: $0.id, role: $0.role, worksHere: $0.worksHere, isSelf: $0.isSelf,
                    opensVault: $0.opensVault)
            })
    }
}

extension MemberRequest: KnownFields {
    static let fields: Set<String> = ["member", "role", "recipient"]
}

extension AdmitRequest: KnownFields {
    static let fields: Set<String> = ["code", "member", "role", "remote"]
}
