import StudyAPI
import StudyModel
import Testing

extension Samples {
    private static let teamMember = MembersReply.Member(
        id: member, role: "lead", worksHere: true, isSelf: true, opensVault: true)
    private static let remote = Remote(name: "origin", address: "/r")
    private static let request = JoinRequestView(
        JoinRequest(member: member, device: device, key: "ssh-ed25519 k", recipient: "age1"), code: "c")

    private static func question(other: String?) -> MergeQuestion {
        MergeQuestion(
            id: QuestionID(digest: "0123456789"), cause: .bothChanged, about: "p", fields: ["body"],
            kept: "k", other: other)
    }

    private static let sync = SyncReply(
        SyncReport(
            remote: "origin", way: .joined, received: [member: 1], sent: 1, questions: [],
            isTeamChanged: false))

    static let state = SyncState(
        remote: "origin", every: 30, last: time, unsent: 1, failure: failure(hint: "h"))
    static let log = DeviceLog(
        device: device, member: member, entries: 3, signed: 2, unsigned: 1, seenBy: [member])
    static let mate = TeamMate(
        member: member, role: "lead", isSelf: true, lastStep: time, since: 1, waits: ["w"], logs: [log])

    private static func failure(hint: String?) -> SyncState.Failure {
        SyncState.Failure(at: time, code: "c", message: "m", hint: hint)
    }

    /// The team, copies of the study, and questions.
    static let team: [Sample] = [
        same("IdentityReply", IdentityReply(recipient: "age1")),
        same("MembersReply", MembersReply(members: [teamMember])), same("TeamMember", teamMember),
        same("MemberRequest", MemberRequest(member: member, role: "coder", recipient: "age1")),
        same("JoinRequestView", request), same("JoinRequestsReply", JoinRequestsReply(requests: [request])),
        Sample(
            schema: "AdmitRequest",
            full: AdmitRequest(code: "c", member: member, role: "coder", remote: "origin"),
            least: AdmitRequest(code: "c", role: "coder")),
        same("Remote", remote), same("RemotesReply", RemotesReply(remotes: [remote])),
        Sample(
            schema: "CloneRequest", full: CloneRequest(address: "/r", path: "/p", member: member),
            least: CloneRequest(address: "/r", path: "/p")),
        same(
            "CloneReply",
            CloneReply(
                path: "/p", title: "t", member: member, code: "c", records: 1, commits: 1,
                leadFingerprint: "SHA256:f")),
        Sample(
            schema: "SyncRequest", full: SyncRequest(remote: "origin", adopt: true, every: 30),
            least: SyncRequest()),
        Sample(
            schema: "SyncState", full: state,
            least: SyncState(remote: "origin", every: nil, last: nil, unsent: 0, failure: nil)),
        Sample(schema: "SyncFailure", full: failure(hint: "h"), least: failure(hint: nil)),
        same("Arrivals", arrivals),
        same("ArrivedWork", arrived),
        Sample(
            schema: "TeamMate", full: mate,
            least: TeamMate(
                member: member, role: "lead", isSelf: true, lastStep: nil, since: 0, waits: [], logs: [])),
        Sample(
            schema: "DeviceLog", full: log,
            least: DeviceLog(
                device: device, member: member, entries: 3, signed: nil, unsigned: 3, seenBy: [])),
        same("SyncReply", sync), same("SyncReceived", sync.received[0]),
        Sample(schema: "MergeQuestion", full: question(other: "o"), least: question(other: nil)),
        same("QuestionsReply", QuestionsReply(questions: [question(other: nil)])),
        Sample(
            schema: "QuestionReply",
            full: QuestionReply(question: question(other: "o"), path: "p", kept: "k", other: "o"),
            least: QuestionReply(question: question(other: nil), path: nil, kept: "k", other: nil)),
        Sample(
            schema: "AnswerRequest", full: AnswerRequest(answer: .other, reason: "r"),
            least: AnswerRequest(answer: .keep)),
        same("AnswerReply", AnswerReply(operation: operation, questions: [])),
    ]
}
