import Foundation
import Testing

@testable import StudyModel

/// Consent events, forms, withdrawals and reviews as their files hold them.
@Suite struct ConsentTextTests {
    private func full() throws -> ConsentEvent {
        ConsentEvent(
            id: try PeopleSamples.id(1), participant: try PeopleSamples.handle("SP66"), act: .granted,
            purposes: [.quote, .collect, .quote], mode: .written, at: try PeopleSamples.moment("2020-04-15"),
            recorded: try PeopleSamples.recorded(), takenBy: MemberID(rawValue: "r2"),
            form: ConsentFormReference(name: "interview", version: "2.1"),
            meeting: try PeopleSamples.record(),
            expires: try PeopleSamples.day("2021-04-15"), evidence: VaultReference(rawValue: "a1b2"),
            scope: [try PeopleSamples.record("9zzz"), try PeopleSamples.record()])
    }

    private static let line =
        #"{"act":"granted","at":"2020-04-15T12:00:00Z","evidence":"a1b2","expires":"2021-04-15","form":"interview","#
        + #""form-version":"2.1","id":"01kb2s9m4x0e7a2v9c1d3f0001","meeting":"2020-04-15-minutes-7f3k","mode":"written","#
        + #""participant":"SP66","purposes":["collect","quote"],"recorded-at":"2026-11-22T12:00:00Z","recorded-by":"r1","#
        + #""scope":["2020-04-15-minutes-7f3k","2020-04-15-minutes-9zzz"],"taken-by":"r2"}"#

    @Test func line_isAsTheFormatSays_andCanonicalJSON() throws {
        #expect(try full().line == Self.line)
        let object = try JSONSerialization.jsonObject(with: Data(Self.line.utf8))
        let canonical = try JSONSerialization.data(
            withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
        #expect(String(decoding: canonical, as: UTF8.self) == Self.line)
        let handle = try PeopleSamples.handle("SP66")
        let small = try PeopleSamples.event(.withdrawn, [], "2020-05-01", number: 2)
        let bytes = ConsentText.bytes(of: [try full(), small])
        #expect(try ConsentText.events(from: bytes, of: handle) == [full(), small])
        #expect(ConsentText.path(of: handle) == "consent/SP66.jsonl")
        #expect(ConsentText.handle(ofPath: "consent/SP66.jsonl") == handle)
        #expect(ConsentText.handle(ofPath: "consent/forms/a-1.yaml") == nil)
        #expect(try ConsentText.events(from: [], of: handle).isEmpty)
    }

    private static let broken: [(String, String, String?)] = [
        ("\"granted\"", "\"implied\"", "act"), (":12:00Z\"", ":12:00+00:00\"", nil),
        ("SP66", "SP67", "participant"),
        ("[\"collect\",\"quote\"]", "[\"quote\",\"collect\"]", nil), ("[\"collect\",\"quote\"]", "[]", nil),
        ("[\"collect\",\"quote\"]", "[\"all\"]", "purposes"),
        ("[\"collect\",\"quote\"]", "\"collect\"", "purposes"),
        ("{\"act\"", "{ \"act\"", nil), (",\"at\"", ",\"note\":\"x\",\"at\"", nil),
        ("\"written\"", "\"wr\\u0069tten\"", nil),
        ("2021-04-15", "2020-04-14", nil), ("\"granted\"", "\"refused\"", nil),
        ("2026-11-22", "2020-04-14", nil),
        ("\"form\":\"interview\",", "", nil), ("interview", "Anne", "form"), ("\"2.1\"", "\"2/1\"", "form"),
        ("a1b2", "Anne.pdf", "evidence"), ("\"taken-by\":\"r2\"", "\"taken-by\":\"Anne\"", "taken-by"),
        ("[\"2020-04-15-minutes-7f3k\",\"2020-04-15-minutes-9zzz\"]", "[]", nil), ("}", "", nil),
        ("}", "}}", nil),
        ("\"mode\":\"written\"", "\"mode\":1", "mode"),
        ("\"mode\":\"written\"", "\"mode\":{\"a\":[[[[[1]]]]]}", nil),
        ("01kb2s9m4x0e7a2v9c1d3f0001", "1", "id"), (":{", ":", nil),
        ("\"act\":\"granted\",", "\"act\":\"granted\",\"act\":\"granted\",", nil),
    ]

    @Test(arguments: broken)
    func anythingElse_isRefusedWithItsLine(_ old: String, _ new: String, _ field: String?) throws {
        let handle = try PeopleSamples.handle("SP66")
        let good = try PeopleSamples.event(.granted, [.collect], "2020-01-01", number: 7).line
        let changed = Self.line.replacing(old, with: new)
        let isChanged = changed != Self.line
        #expect {
            try ConsentText.events(from: Array("\(good)\n\(isChanged ? changed : "{}")\n".utf8), of: handle)
        } throws: { error in
            let failure = error as? PeopleTextFailure
            return failure?.line == 2 && (!isChanged || failure?.field == field)
        }
    }

    @Test func fileAsAWhole_isChecked() throws {
        let handle = try PeopleSamples.handle("SP66")
        for text in [
            "\(Self.line)\n\(Self.line)\n", Self.line, "\(Self.line)\n\n", "\(Self.line)\r\n", "\n",
            "\u{FEFF}\(Self.line)\n",
        ] {
            #expect(throws: PeopleTextFailure.self) {
                try ConsentText.events(from: Array(text.utf8), of: handle)
            }
        }
        #expect(
            PeopleTextFailure(line: 3, field: "at", reason: "No.").sentence == "Line 3, 'at': No."
                && PeopleTextFailure(line: nil, reason: "No.").sentence == "No.")
    }

    @Test func tornLines_neverTrap_andWhatIsReadIsCanonical() throws {
        var random = Seeded(seed: 11)
        let handle = try PeopleSamples.handle("SP66")
        for _ in 0..<1500 {
            var bytes = Array((Self.line + "\n").utf8)
            for _ in 0..<Int.random(in: 1...2, using: &random) {
                let place = Int.random(in: bytes.indices, using: &random)
                bytes[place] = UInt8.random(in: 0x20...0x7E, using: &random)
            }
            guard let events = try? ConsentText.events(from: bytes, of: handle) else { continue }
            #expect(ConsentText.bytes(of: events) == bytes)
        }
    }

    @Test func problems_areNamedBeforeAnythingIsWritten() throws {
        #expect(try full().problem == nil && PeopleSamples.event(.withdrawn, [], "2020-05-01").problem == nil)
        #expect(
            try PeopleSamples.event(.granted, [], "2020-05-01").problem
                == "Consent is for at least one purpose.")
        #expect(
            try PeopleSamples.event(.withdrawn, [], "2030-05-01").problem
                == "Consent can't be given later than it is written down.")
        #expect(
            try PeopleSamples.event(.refused, [.quote], "2020-05-01", expires: "2020-06-01").problem != nil)
    }

    // MARK: Forms

    private static let formFile = """
        name: interview
        version: "2.10"
        kind: script
        purposes: ["collect", "record"]
        digest: \(PeopleSamples.nonce)
        valid-from: 2020-03-01
        valid-until: 2021-04-30
        reconsent-months: 12
        added-by: r1
        added-at: 2026-11-22T12:00:00Z

        """

    @Test func form_isAsTheFormatSays() throws {
        let form = try ConsentFormText.form(from: Array(Self.formFile.utf8))
        #expect(form.version == "2.10" && form.kind == .script && form.reconsentMonths == 12)
        #expect(
            form.path == "consent/forms/interview-2.10.yaml"
                && form.textPath == "consent/forms/interview-2.10.md")
        #expect(ConsentFormText.text(of: form) == Self.formFile)
        let short = Self.formFile.replacing("valid-until: 2021-04-30\nreconsent-months: 12\n", with: "")
        #expect(try ConsentFormText.form(from: Array(short.utf8)).validUntil == nil)
    }

    private static let brokenForms: [(String, String)] = [
        ("name: interview", "name: Interview"), ("interview", "in-"), ("\"2.10\"", "2.10"),
        ("\"2.10\"", "\"2-10\""), ("script", "leaflet"),
        ("[\"collect\", \"record\"]", "[]"), ("[\"collect\", \"record\"]", "[\"record\", \"collect\"]"),
        ("[\"collect\", \"record\"]", "[\"collect\",\"record\"]"), ("digest: 6d", "digest: 6"),
        ("2021-04-30", "2020-02-28"),
        ("months: 12", "months: 0"), ("months: 12", "months: 012"), ("kind: script\n", ""),
        ("added-by: r1\n", ""),
    ]

    @Test(arguments: brokenForms)
    func formThatCannotBe_isRefused(_ old: String, _ new: String) {
        let text = Self.formFile.replacing(old, with: new)
        #expect(text != Self.formFile)
        #expect(throws: PeopleTextFailure.self) { try ConsentFormText.form(from: Array(text.utf8)) }
    }
}
