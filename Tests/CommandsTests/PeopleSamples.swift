import Foundation
import StudyAPI
import StudyClient
import StudyModel
import Synchronization

/// Values for answers about names and people.
extension Sample {
    static func handle(_ text: String) -> Handle { Handle(rawValue: text).unsafelyUnwrapped }

    static func vault(
        _ state: VaultReply.State = .open, hasPassphrase: Bool = false, waiting: Int = 0, cleared: Int? = nil
    ) -> VaultReply {
        VaultReply(
            state: state, policy: .assisted, hasPassphrase: hasPassphrase,
            identityFile: "/home/kim/.config/rir/identity", locksAt: nil,
            members: [.init(member: member, recipient: "age1own", isSelf: true)], participants: 2,
            people: state == .open ? 3 : nil, places: state == .open ? 1 : nil,
            organisations: state == .open ? 0 : nil, originals: 4, waiting: waiting, cleared: cleared)
    }

    static func waits(
        _ cause: WaitingSource.Cause = .suspects, suspects: Int? = 3, source: WaitingSource.Source = .capture,
        records: Int = 1
    ) -> WaitingSource {
        WaitingSource(
            id: id, source: source, cause: cause, received: moment, records: records, suspects: suspects,
            title: suspects == nil ? nil : "Team\u{1B}meeting")
    }

    static func suspect(
        _ text: String, _ kind: SuspectKind = .person, candidates: [String] = [], count: Int = 1
    ) -> WaitingSuspect {
        WaitingSuspect(
            field: "body", span: 0..<text.unicodeScalars.count, text: text, kind: kind, isLikely: true,
            reason: "after an honorific", candidates: candidates, before: "and then ", after: " said",
            count: count)
    }

    static func waiting(_ suspects: [WaitingSuspect], free: [String] = ["SP67", "M04", "place C"])
        -> WaitingReply
    {
        WaitingReply(
            source: waits(suspects: suspects.count),
            texts: [.init(field: "title", text: "Visit"), .init(field: "body", text: "One.\nTwo.\u{7}")],
            suspects: suspects, replaced: 2, free: free)
    }

    static func head(_ name: String? = nil) -> ParticipantHead {
        ParticipantHead(
            handle: handle("SP66"), status: .active, attributes: ["role": .text("manager")], records: 12,
            consent: ["collect": "granted", "quote": "granted", "share": "refused"], name: name)
    }

    static func event(_ act: ConsentAct = .granted, _ purposes: [ConsentPurpose] = [.quote]) -> ConsentEvent {
        ConsentEvent(
            id: operation, participant: handle("SP66"), act: act, purposes: purposes, mode: .oral, at: moment,
            recorded: provenance)
    }

    static func everything() -> ParticipantReply {
        ParticipantReply(
            participant: head(), records: [.init(record: summary(), takesPart: true, versions: [])],
            passages: [.init(record: id, version: 1, span: 4..<9, text: "We are\nfull.\u{1B}", isOwn: true)],
            consent: [event()], reviews: [], withdrawals: [], answers: ["staff-2021 A7"], originals: 1,
            sealed: 2, waiting: 0, files: [], operations: [step])
    }
}

extension FakeDaemon {
    /// Answers each request with the next of some values, the last one again and again.
    static func answering(_ answers: [String]) throws -> FakeDaemon {
        let place = Counter()
        return try FakeDaemon { _ in [answers[min(place.next(), answers.count - 1)]] }
    }

    static func failure(_ code: StudyError.Code, _ message: String) throws -> String {
        try json(FailureReply(StudyError(code, message)), status: 400)
    }

    /// What the requests sent, decoded.
    func sent<Value: Decodable>(_ type: Value.Type, to target: String) throws -> [Value] {
        try requests.filter { $0.method != "GET" && $0.target.hasPrefix(target) }
            .map { try WireJSON.decode(type, from: $0.body) }
    }
}

/// Counts from 0 on, for answers in their order.
final class Counter: Sendable {
    private let value = Atomic<Int>(0)

    func next() -> Int { value.add(1, ordering: .relaxed).oldValue }
}
