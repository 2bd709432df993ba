import StudyArchive
import StudyModel
import Testing

@Suite("A check of codings")
struct CheckCodingsTests {
    private static let record: Record = Fixture.record(1, body: "She met the link worker.\n")
    private static let coder = CoderID(rawValue: "r1").unsafelyUnwrapped
    private static let nonce = String(repeating: "ab", count: 32)

    private static var code: Code {
        let entered = Provenance(by: Fixture.member, at: Fixture.time)
        return Code(
            id: CodeID(rawValue: "c-7f3k9q2mzz").unsafelyUnwrapped, name: "access", entered: entered,
            changed: entered, nonce: nonce)
    }

    private static func coding(_ quote: String, code: CodeID) -> Coding {
        Coding(
            id: CodingID(rawValue: Fixture.operation(7).rawValue).unsafelyUnwrapped, code: code,
            anchor: Anchor(span: 12..<23, quote: quote, before: "She met the ", after: ".\n"), version: 1,
            sha256: String(repeating: "0", count: 64), revision: 1, at: Fixture.time)
    }

    /// The findings in a study with one record, one code and one file of codings.
    private static func findings(_ codings: [UInt8], of record: RecordID = record.id) async throws -> [String]
    {
        try await findings([CodingText.path(of: record, by: coder): codings])
    }

    /// The findings in a study with one record, one code and other files.
    private static func findings(_ files: [String: [UInt8]]) async throws -> [String] {
        let scratch = Scratch()
        let archive = try await scratch.makeStudy()
        var capture = ArchiveOperation(
            id: Fixture.operation(1), act: .capture, by: Fixture.member, at: Fixture.time,
            records: [.init(id: Self.record.id, version: 1, change: .created, record: Self.record)])
        capture.files = ["codebook/access.yaml": Array(CodeText.text(of: code).utf8)]
        for (path, bytes) in files { capture.files.updateValue(bytes, forKey: path) }
        _ = try await archive.writeAll([capture])
        return try await archive.check().findings.map(\.code)
    }

    @Test("Codings that stand on their words are sound")
    func sound() async throws {
        let codings = CodingText.bytes(of: [Self.coding("link worker", code: Self.code.id)])
        #expect(try await Self.findings(codings) == [])
    }

    @Test(
        "Words that are elsewhere, codes and records that are not there, and lines nobody can read are named")
    func unsound() async throws {
        let other = try #require(CodeID(rawValue: "c-7f3k9q2mzy"))
        let moved = CodingText.bytes(of: [Self.coding("the worker!", code: Self.code.id)])
        #expect(try await Self.findings(moved) == ["coding.words"])
        let strange = CodingText.bytes(of: [Self.coding("link worker", code: other)])
        #expect(try await Self.findings(strange) == ["coding.code"])
        #expect(try await Self.findings(moved, of: Fixture.record(2, body: "").id) == ["coding.record"])
        #expect(try await Self.findings(Array("{}\n".utf8)) == ["coding.unreadable"])
    }

    // MARK: Rounds

    private static let roundID = RoundID(rawValue: "access-1").unsafelyUnwrapped
    private static let sheet = CodingText.bytes(of: [coding("link worker", code: code.id)])

    /// What a closed round keeps in the study.
    private static var round: [String: [UInt8]] {
        let planned = Round.Event(act: .planned, by: Fixture.member, at: Fixture.time)
        let round = Round(
            id: roundID, title: "Access", level: .paragraph, codes: [code.id], frame: nonce, coders: [coder],
            draw: .init(way: .named, amount: 0, seed: 0, strata: [], population: 1), rule: .init(),
            records: [.init(record: record.id, version: 1, sha256: nonce, stratum: "")], events: [planned],
            nonce: nonce)
        let work = RoundWork(
            round: roundID, coder: coder,
            events: [.init(act: .opened, at: Fixture.time, record: record.id)])
        let submission = RoundSubmission(
            round: roundID, coder: coder, salt: nonce, sheets: [record.id: nonce])
        let decision = RoundDecision(
            disagreement: "d", record: record.id, kind: .oneSided, outcome: .neither, side: nil,
            method: .negotiated, reason: "why", proposal: nil, codings: [], result: [], by: Fixture.member,
            at: Fixture.time)
        return [
            round.path: Array(RoundText.text(of: round).utf8), work.path: work.bytes,
            round.keyPath: Array("age-encryption.org/v1\n".utf8),
            work.path(of: record.id): sheet, work.submissionPath: submission.bytes,
            RoundDecision.path(of: roundID): RoundDecisionText.bytes(of: [decision]),
            RoundDecision.consensusPath(of: record.id, in: roundID): sheet,
        ]
    }

    @Test("What a round keeps is read, and its consensus stands on its words")
    func soundRound() async throws {
        #expect(try await Self.findings(Self.round) == [])
    }

    @Test("Codings of the consensus are held against text and frame as a coder's are")
    func unsoundConsensus() async throws {
        let moved = CodingText.bytes(of: [Self.coding("the worker!", code: Self.code.id)])
        var files = Self.round
        files[RoundDecision.consensusPath(of: Self.record.id, in: Self.roundID)] = moved
        #expect(try await Self.findings(files) == ["coding.words"])
        files = Self.round
        files["consensus/access-1/elsewhere.jsonl"] = Self.sheet
        #expect(try await Self.findings(files) == ["coding.unreadable"])
    }

    @Test(
        "A file of a round that is not what its path says is named",
        arguments: [
            "access-1.yaml", "access-1/key.age", "access-1/r1.jsonl", "access-1/decisions.jsonl",
            "access-1/r1/submission.json", "access-1/r1/submission.age", "access-1/r1/RECORD.jsonl",
            "access-1/r1/RECORD.age", "access-1/notes.txt",
        ])
    func unreadable(_ name: String) async throws {
        var files = Self.round
        files["rounds/" + name.replacing("RECORD", with: Self.record.id.rawValue)] = Array("{}\n".utf8)
        #expect(try await Self.findings(files) == ["round.unreadable"])
    }

    @Test("Files of a round that is gone are named")
    func missingRound() async throws {
        var files = Self.round
        files["rounds/access-1.yaml"] = nil
        #expect(Set(try await Self.findings(files)) == ["round.missing"])
    }
}
