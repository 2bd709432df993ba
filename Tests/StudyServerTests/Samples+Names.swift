import StudyAPI
import StudyModel

extension Samples {
    static let leastWaiting = waitingSource(suspects: nil, title: nil)

    private static func waitingSource(suspects: Int?, title: String?) -> WaitingSource {
        WaitingSource(
            id: id, source: .capture, cause: .suspects, received: time, records: 1, suspects: suspects,
            title: title)
    }

    private static func vault(_ number: Int?) -> VaultReply {
        VaultReply(
            state: .open, policy: .assisted, hasPassphrase: true,
            identityFile: number.map { _ in "/home/kim/.config/rir/identity" },
            locksAt: number.map { _ in time },
            members: [], participants: 1, people: number, places: number, organisations: number, originals: 1,
            waiting: 1, cleared: number)
    }

    private static let suspect = WaitingSuspect(
        field: "body", span: 0..<2, text: "t", kind: .person, isLikely: true, reason: "r")

    static let names: [Sample] = [
        Sample(schema: "VaultReply", full: vault(1), least: vault(nil)),
        same("VaultMember", VaultReply.Member(member: member, recipient: "age1", isSelf: true)),
        Sample(
            schema: "UnlockRequest", full: UnlockRequest(passphrase: "p", minutes: 1), least: UnlockRequest()),
        Sample(
            schema: "PassphraseRequest", full: PassphraseRequest(current: "a", new: "b"),
            least: PassphraseRequest()),
        Sample(
            schema: "VaultMemberRequest", full: VaultMemberRequest(member: member, recipient: "age1"),
            least: VaultMemberRequest(member: member)),
        Sample(
            schema: "VaultCheckReply", full: VaultCheckReply(files: 1, bytes: 1, others: 1, findings: []),
            least: VaultCheckReply(files: 1, bytes: 1, findings: [])),
        same("InboxReply", InboxReply(waiting: [])),
        Sample(
            schema: "WaitingSource", full: waitingSource(suspects: 1, title: "t"), least: leastWaiting),
        same(
            "WaitingReply",
            WaitingReply(source: leastWaiting, texts: [], suspects: [suspect], replaced: 0, free: [])),
        same("WaitingText", WaitingReply.Text(field: "body", text: "t")), same("WaitingSuspect", suspect),
        same("DecisionsRequest", DecisionsRequest(decisions: [])),
        Sample(
            schema: "SuspectDecision",
            full: SuspectDecision(text: "t", verdict: .notAName, handle: "SP66"),
            least: SuspectDecision(text: "t", verdict: .never)),
        Sample(
            schema: "ClearRequest", full: ClearRequest(records: ["7f3k"], asItIs: true),
            least: ClearRequest()),
        same("ClearReply", ClearReply(records: [], operations: [], waiting: 0)),
        same("DiscardRequest", DiscardRequest(record: "7f3k")),
        same("PseudonymsReply", PseudonymsReply(entries: [], never: [])),
        same("Pseudonym", Pseudonym(handle: "SP66", kind: "person", name: "n", also: [])),
        Sample(
            schema: "PseudonymRequest",
            full: PseudonymRequest(name: "n", also: [], handle: "SP66", kind: "person", dryRun: true),
            least: PseudonymRequest(name: "n")),
        same("PseudonymRemoval", PseudonymRemoval(name: "n")),
        Sample(schema: "PseudonymReply", full: pseudonym(operation), least: pseudonym(nil)),
        same(
            "PseudonymChange",
            PseudonymReply.Change(record: id, field: "body", before: "b", after: "a")),
        Sample(
            schema: "LeaksRequest",
            full: LeaksRequest(range: "main", all: true, file: .init(name: "n", base64: "")),
            least: LeaksRequest()),
        same("LeaksFile", LeaksRequest.File(name: "n", base64: "")),
        same(
            "LeaksReply",
            LeaksReply(places: 1, bytes: 1, names: 1, total: 0, leaks: [], byHandle: ["SP66": 1])),
        Sample(schema: "Leak", full: leak(1), least: leak(nil)),
    ]

    private static func leak(_ line: Int?) -> LeaksReply.Leak {
        .init(place: "p", line: line, column: 1, handle: "SP66")
    }

    private static func pseudonym(_ operation: OperationID?) -> PseudonymReply {
        PseudonymReply(
            handle: "SP66", dryRun: false, records: [], changes: [], operation: operation, files: [],
            versionsLeft: 0)
    }
}
