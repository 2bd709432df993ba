import Foundation
import StudyArchive
import StudyModel
import StudyService
import Testing

/// A study with a code and three records to find something in.
final class FeedbackFixture {
    let study: StudyFixture
    var service: StudyService { study.service }
    private(set) var records: [RecordID] = []

    static let yaml = "policies:\n  consent: required\n"
    private static let said = [
        ("SP66", "They come by themselves now, and we did not expect it."),
        ("M04", "Nobody came to us without a letter."),
        ("SP41", "The queue was long in the rain."),
    ]

    init(names: NamePolicy = .off, yaml: String = yaml) async throws {
        study = try await StudyFixture(names: names, yaml: yaml)
        records = try await Self.fill(service)
    }

    /// Records of conversations with three participants, of whom all but SP41 agreed to be quoted.
    static func fill(_ service: StudyService) async throws -> [RecordID] {
        _ = try await service.changeCodebook([CodebookChange(.add, name: "Access")], reason: nil)
        var records: [RecordID] = []
        for (handle, text) in said {
            let person = try #require(Handle(rawValue: handle))
            records.append(
                try await service.capture(
                    RecordDraft(
                        kind: .conversation, day: .init(rawValue: "2020-04-15"), title: "Conversation",
                        participants: [person], body: text + "\n"), cleared: true
                ).record.id)
            let purposes: [ConsentPurpose] = handle == "SP41" ? [.collect] : [.collect, .quote]
            _ = try await service.recordConsent(
                ConsentAsked(
                    participants: [person], meeting: nil, act: .granted, purposes: purposes, mode: .oral,
                    at: Timestamp(rawValue: "2020-03-01T10:00:00Z"), form: nil, expires: nil, records: nil,
                    evidence: nil))
        }
        return records
    }

    /// Codes words of a record.
    ///
    /// - Returns: the record with the coding, as evidence.
    func code(_ index: Int, _ quote: String, _ side: Finding.Side) async throws -> EvidenceDraft {
        var change = CodingChange(.add, codes: ["access"])
        change.quote = quote
        let id = records[index].rawValue
        _ = try await service.code(id, [change], cleared: true)
        let coding = try #require(try await service.codings(of: id).codings.last).coding.id
        return EvidenceDraft(side, record: id, coding: String(coding.suffix))
    }

    /// A finding with evidence for it and against.
    func finding(_ name: String = "open-door") async throws -> FindingView {
        let evidence = [
            try await code(0, "come by themselves", .supports),
            try await code(1, "Nobody came", .disconfirms),
            try await code(2, "queue was long", .supports),
        ]
        return try await service.writeFinding(
            FindingDraft(statement: "People come by themselves.", name: name, links: evidence))
    }

    static let day = Timestamp(secondsSinceEpoch: 4_000_000_000).day

    func open(_ findings: String..., audience: [String] = ["link-workers"]) async throws -> CycleView {
        try await service.openCycle(
            CyclePlan(title: "What we found", findings: findings, audience: audience, due: Self.day))
    }

    func file(_ path: String) throws -> String {
        try String(contentsOfFile: "\(study.study)/\(path)", encoding: .utf8)
    }
}

extension MadeFile {
    /// The text of a pack or an answer.
    var text: String { String(decoding: bytes, as: UTF8.self) }
}
