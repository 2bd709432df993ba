import Foundation
import StudyArchive
import StudyModel
import StudyService
import Testing
import Vault

/// A study with two members who work in one folder, each with an identity of their own, and three records to code.
final class RoundFixture {
    static let lead = CoderID(rawValue: "r1").unsafelyUnwrapped
    static let second = CoderID(rawValue: "r2").unsafelyUnwrapped

    let study: StudyFixture
    /// Of whoever works at the moment.
    private(set) var service: StudyService
    private(set) var records: [RecordID] = []

    static let texts = [
        "They come by themselves.\n\nSome are sent.\n\nNobody comes twice.\n",
        "The queue was long.\n\nThey waited outside in the rain.\n\nThe door stayed shut.\n",
        "Nothing happened today.\n\nThe telephone was silent.\n\nWe had tea.\n",
    ]

    /// - Parameter participants: who takes part in the first record; nobody has to agree to anything then.
    init(texts: [String] = texts, names: NamePolicy = .off, participants: [Handle] = []) async throws {
        let yaml = participants.isEmpty ? "" : "policies:\n  consent: recorded\n"
        study = try await StudyFixture(names: names, yaml: yaml)
        service = study.service
        try await CodingTests.frame(service, ["Access", "Waiting", "Weather"])
        for (number, text) in texts.enumerated() {
            var draft = RecordDraft(kind: .fieldNote, title: "Note \(number)", body: text)
            if number == 0, !participants.isEmpty {
                (draft.kind, draft.participants) = (.conversation, participants)
            }
            records.append(try await service.capture(draft, cleared: true).record.id)
        }
        let identity = PersonIdentity(path: study.root + "/identity-2")
        try identity.make(passphrase: nil)
        let recipient = try String(contentsOfFile: study.root + "/identity-2.pub", encoding: .utf8)
        _ = try await service.addMember(
            #require(MemberID(rawValue: "r2")), role: "coder", recipient: recipient)
        try await take(over: "r1")
    }

    /// Closes the study and opens it as another member does: with their own identity.
    func take(over member: String) async throws {
        try await service.close()
        var surroundings = StudyFixture.surroundings(study.root)
        if member != "r1" { surroundings.identityFile = study.root + "/identity-2" }
        service = try await StudyService.open(
            StudyFolder(path: study.study), surroundings: surroundings, log: StudyFixture.log)
    }

    /// A round over all records in their order, opened.
    func openRound(_ title: String = "First") async throws -> RoundView {
        var plan = RoundPlan(title: title)
        plan.records = records.map(\.rawValue)
        _ = try await service.planRound(plan)
        return try await service.openRound(title.lowercased())
    }

    /// Codes words of a record as whoever works at the moment.
    func code(_ record: Int, _ quote: String, _ code: String, comment: String? = nil) async throws {
        var change = CodingChange(.add, codes: [code])
        (change.quote, change.comment) = (quote, comment)
        _ = try await service.code(records[record].rawValue, [change], cleared: true)
    }

    /// Looks at every record and hands in.
    func submit(_ round: String = "first") async throws {
        while try await service.nextInRound(round, isDone: true).record != nil {}
        _ = try await service.submitRound(round, isPartial: false)
    }

    /// Commits what was changed in the folder as somebody without the program does.
    func commitByHand(_ message: String) throws {
        try StudyFixture.git(study.study, "read-tree", "HEAD")
        #expect(try StudyFixture.git(study.study, "commit", "-qam", message).status == 0)
    }

    /// What every file of the study holds, with git's objects unpacked: all that somebody with an editor could read.
    func everythingOnDisk() throws -> [UInt8] {
        var bytes: [UInt8] = []
        let objects = try StudyFixture.git(
            study.study, "cat-file", "--batch-all-objects", "--batch", "--buffer")
        bytes += Array(objects.output.utf8)
        let files = FileManager.default.enumerator(atPath: study.study)
        while let name = files?.nextObject() as? String {
            bytes += Array(FileManager.default.contents(atPath: "\(study.study)/\(name)") ?? Data())
        }
        return bytes
    }
}
