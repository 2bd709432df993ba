import StudyAPI
import StudyModel

extension Samples {
    private static let entry = AuditEntry(
        device: device, number: 1, at: time, member: member, type: "record", act: .edit, operation: operation,
        record: id, version: 2, words: "w")
    private static let handed = HandedCheckpoint(id: operation, to: "t", at: time, by: member)
    private static let chapter = AuditStory.Chapter(
        at: time, member: member, words: "w", reason: "r", operation: operation, entry: "e")
    private static let note = AuditCheckpoints.Note(
        device: device, member: member, size: 1, text: "t", seenBy: [member], key: "k", request: "q")
    private static let keptFile = AuditVerifyRequest.File(name: "n", base64: "")
    private static let kept = AuditVerdict.Kept(
        source: "s", device: device, then: 1, now: 2, signedBy: [member], seenBy: ["x"], unknown: ["y"])

    /// The audit trail.
    static let auditTrail: [Sample] = [
        Sample(
            schema: "AuditEntry", full: entry,
            least: AuditEntry(device: device, number: 0, at: time, member: member, type: "seen", words: "w")),
        same("AuditEntries", AuditEntries(entries: [entry], total: 1, unreadable: ["p"])),
        Sample(
            schema: "AuditChapter", full: chapter,
            least: AuditStory.Chapter(at: time, member: nil, words: "w")),
        same("AuditStory", AuditStory(kind: "record", id: "i", chapters: [chapter], now: ["n"])),
        Sample(
            schema: "CheckpointRequest", full: CheckpointRequest(to: "t", cleared: true, witnessed: ""),
            least: CheckpointRequest()),
        same("HandedCheckpoint", handed),
        Sample(
            schema: "CheckpointNote", full: note,
            least: AuditCheckpoints.Note(device: device, member: member, size: 1, text: "t", seenBy: [])),
        Sample(
            schema: "AuditCheckpoints",
            full: AuditCheckpoints(notes: [note], unsigned: [device], handed: handed, last: handed),
            least: AuditCheckpoints(notes: [], unsigned: [])),
        Sample(
            schema: "CheckpointState", full: CheckpointState(last: handed, days: 1, every: 30),
            least: CheckpointState(last: nil, days: 0, every: 30)),
        same("AuditFile", keptFile),
        Sample(
            schema: "AuditVerifyRequest",
            full: AuditVerifyRequest(against: [keptFile], witnesses: ["k"], all: true),
            least: AuditVerifyRequest()),
        Sample(
            schema: "AuditLog",
            full: AuditVerdict.Log(device: device, member: member, entries: 1, signed: 1, seenBy: [member]),
            least: AuditVerdict.Log(device: device, member: nil, entries: 0, signed: 0, seenBy: [])),
        same("AuditKept", kept),
        same("AuditCounts", AuditVerdict.Counts()),
        same(
            "AuditVerdict",
            AuditVerdict(
                logs: [], counts: .init(), read: 0, kept: [kept], findings: [.init(code: "c", message: "m")])),
    ]
}
