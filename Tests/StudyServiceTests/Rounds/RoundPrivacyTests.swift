import Foundation
import StudyModel
import StudyService
import Testing

@Suite("People's rights reach what was handed in")
struct RoundPrivacyTests {
    /// A closed round in which both coded everything there is, and one said so in a comment.
    private static func closed(
        _ names: NamePolicy = .off, participants: [Handle] = []
    ) async throws -> RoundFixture {
        let fixture = try await handedIn(names, participants: participants)
        _ = try await fixture.service.closeRound("first", reason: nil)
        return fixture
    }

    /// The same, before it is closed.
    private static func handedIn(
        _ names: NamePolicy = .off, participants: [Handle] = [],
        first: String = "SP66 met Zebedee Quillfeather.\n\nZebedee Quillfeather talked.\n",
        quote: String = "Zebedee Quillfeather talked.", other: String = "nobody"
    ) async throws -> RoundFixture {
        let texts = [first, "A day.\n", "Rain.\n"]
        let fixture = try await RoundFixture(texts: texts, names: names, participants: participants)
        _ = try await fixture.openRound()
        try await fixture.code(0, quote, "access", comment: "Zebedee Quillfeather again")
        try await fixture.code(1, "A day.", "waiting", comment: "SP66 and \(other)")
        try await fixture.submit()
        try await fixture.take(over: "r2")
        try await fixture.code(0, quote, "access")
        try await fixture.submit()
        try await fixture.take(over: "r1")
        return fixture
    }

    private static func text(below folder: String, in fixture: RoundFixture) throws -> String {
        let root = "\(fixture.study.study)/\(folder)"
        let files = FileManager.default.enumerator(atPath: root)?.allObjects as? [String] ?? []
        return try files.filter { $0.hasSuffix(".jsonl") }
            .map { try String(contentsOfFile: "\(root)/\($0)", encoding: .utf8) }.joined()
    }

    @Test("A name found later is put out of what was handed in, of the consensus and of decisions")
    func names() async throws {
        let fixture = try await Self.closed(.assisted)
        #expect(try Self.text(below: "rounds", in: fixture).contains("Quillfeather"))
        _ = try await fixture.service.addPseudonym(
            name: "Zebedee Quillfeather", also: [], handle: "SP66", kind: nil, dryRun: false)
        #expect(try !Self.text(below: "rounds", in: fixture).contains("Quillfeather"))
        #expect(try Self.text(below: "rounds", in: fixture).contains("[SP66] talked."))
        #expect(try !Self.text(below: "consensus", in: fixture).contains("Quillfeather"))
        #expect(try await fixture.service.leaks(in: .newest).total == 0)
        #expect(try await fixture.service.adjudication(of: "first").agreed == 1)
        #expect(try await fixture.service.isSound())
        try await fixture.service.close()
    }

    @Test("A record that goes takes its sheets and its consensus with it")
    func removal() async throws {
        let fixture = try await Self.closed(participants: [try #require(Handle(rawValue: "SP66"))])
        #expect(try Self.text(below: "rounds", in: fixture).contains("Quillfeather"))
        #expect(try Self.text(below: "consensus", in: fixture).contains("Quillfeather"))
        _ = try await fixture.service.withdraw(
            "SP66", .removeFromAnalysis, mode: .oral, at: nil, dryRun: false)
        #expect(try !Self.text(below: "rounds", in: fixture).contains("Quillfeather"))
        #expect(try !Self.text(below: "consensus", in: fixture).contains("Quillfeather"))
        #expect(try await fixture.service.adjudication(of: "first").agreed == 0)
        #expect(try await fixture.service.isSound())
        try await fixture.service.close()
    }

    @Test("A name found while a round is open is in nothing that its sheets give back")
    func namesWhileOpen() async throws {
        let fixture = try await Self.handedIn(.assisted, other: "Zebedee Quillfeather")
        _ = try await fixture.service.addPseudonym(
            name: "Zebedee Quillfeather", also: [], handle: "SP66", kind: nil, dryRun: false)
        let own = try await fixture.service.codings(of: fixture.records[0].rawValue).codings
        #expect(own.map(\.coding.anchor?.quote) == ["[SP66] talked."])
        #expect(own.map(\.coding.comment) == ["[SP66] again"])
        let other = try await fixture.service.codings(of: fixture.records[1].rawValue).codings
        #expect(other.map(\.coding.comment) == ["SP66 and [SP66]"])
        _ = try await fixture.service.closeRound("first", reason: nil)
        for folder in ["rounds", "coding", "consensus"] {
            let text = try Self.text(below: folder, in: fixture)
            #expect(!text.contains("Quillfeather"), "\(folder)")
            #expect(text.contains("[SP66] talked."), "\(folder)")
        }
        #expect(try await fixture.service.leaks(in: .newest).total == 0)
        #expect(try await fixture.service.isSound())
        #expect(try await fixture.service.isSound())
        try await fixture.service.close()
    }

    @Test("Words withdrawn while a round is open are in nothing that its sheets give back")
    func withdrawalWhileOpen() async throws {
        let people = try ["SP66", "SP67"].map { try #require(Handle(rawValue: $0)) }
        let fixture = try await Self.handedIn(
            participants: people,
            first: "SP66: The zebras were asleep.\nSP67: I saw nothing.\nSP66: No.\nSP67: Nothing.\n",
            quote: "zebras were asleep")
        _ = try await fixture.service.withdraw(
            "SP66", .removeFromAnalysis, mode: .oral, at: nil, dryRun: false)
        // What was coded stands on what is left, as any other coding does.
        let own = try await fixture.service.codings(of: fixture.records[0].rawValue).codings
        #expect(own.map(\.coding.anchor?.quote) == ["[withdrawn]"])
        let other = try await fixture.service.codings(of: fixture.records[1].rawValue).codings
        #expect(other.map(\.coding.comment) == ["[withdrawn] and nobody"])
        _ = try await fixture.service.closeRound("first", reason: nil)
        for folder in ["rounds", "coding", "consensus"] {
            let text = try Self.text(below: folder, in: fixture)
            #expect(!text.contains("zebras") && !text.contains("SP66"), "\(folder)")
        }
        #expect(try await fixture.service.isSound())
        #expect(try await fixture.service.isSound())
        try await fixture.service.close()
    }
}
