import Foundation
import StudyAPI
import StudyModel
import Testing

@testable import StudyServer

/// The description of the API against the API.
@Suite struct OpenAPITests {
    /// With `RIR_RECORD=1` the file is written anew and the test fails, so that a recording is looked at.
    @Test func servedDocument_isTheOneInTheRepository() throws {
        let file = Self.root.appending(path: "docs/reference/openapi.json")
        if ProcessInfo.processInfo.environment["RIR_RECORD"] == "1" {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(OpenAPIDocument.text.utf8).write(to: file)
            Issue.record("docs/reference/openapi.json was written anew.")
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == OpenAPIDocument.text)
    }

    @Test func document_isWhatTheRouteServes() async throws {
        try await DaemonFixture.run { daemon in
            #expect(await daemon.ask("GET", "/v1/openapi.json").body == OpenAPIDocument.text)
        }
    }

    @Test func document_hasExactlyTheRoutesThereAre() throws {
        let paths = try #require(try Self.document()["paths"] as? [String: [String: Any]])
        let described = paths.flatMap { path, methods in methods.keys.map { "\($0.uppercased()) \(path)" } }
        #expect(Set(described) == Set(Route.allCases.map(\.rawValue)))
    }

    @Test(arguments: Route.allCases)
    func everyRoute_describesItsQueryNames(route: Route) throws {
        let text = try Self.operation(route)
        for name in route.queryNames { #expect(text.contains("parameters/\(name.rawValue)"), "\(name)") }
        for name in StreamEvent.names where route.streams { #expect(text.contains("'\(name)'")) }
        #expect(text.contains("text/event-stream") == route.streams)
    }

    @Test func everyParameter_standsOnce() throws {
        let lines = OpenAPIDocument.text.split(separator: "\n")
        let start = try #require(lines.firstIndex { $0 == "    \"parameters\": {" })
        let names = lines[start...].prefix { $0 != "    }," }.filter { $0.hasPrefix("      \"") }
        #expect(names.count == Set(names).count && names.count > 20)
    }

    @Test func everyReference_leadsSomewhere() throws {
        let document = try Self.document()
        for reference in OpenAPIDocument.text.matches(of: /"#\/([^"]+)"/) {
            var place: Any? = document
            for key in reference.1.split(separator: "/") { place = (place as? [String: Any])?[String(key)] }
            #expect(place != nil, "\(reference.1)")
        }
    }

    @Test(arguments: Samples.all)
    func message_hasTheFieldsTheDocumentGives(sample: Samples.Sample) throws {
        let schema = try #require(
            Schemas.all.first { $0.name == sample.schema }, "no schema \(sample.schema)")
        let full = try #require(
            JSONSerialization.jsonObject(with: Reply.encode(sample.full)) as? [String: Any])
        #expect(Set(full.keys) == Set(schema.fields.map(\.name)))
        let least = try #require(
            JSONSerialization.jsonObject(with: Reply.encode(sample.least)) as? [String: Any])
        #expect(Set(least.keys) == Set(schema.fields.filter(\.isRequired).map(\.name)))
    }

    @Test func everyMessage_isSampled() {
        let messages = Schemas.all.filter { !$0.fields.isEmpty }.map(\.name)
        #expect(Set(messages) == Set(Samples.all.map(\.schema)))
    }

    @Test(arguments: [
        ("CreateStudyRequest", CreateStudyRequest.fields), ("CaptureRequest", CaptureRequest.fields),
        ("EditRequest", EditRequest.fields), ("AdoptRequest", AdoptRequest.fields),
        ("UndoRequest", UndoRequest.fields), ("UnlockRequest", UnlockRequest.fields),
        ("PassphraseRequest", PassphraseRequest.fields), ("VaultMemberRequest", VaultMemberRequest.fields),
        ("DecisionsRequest", DecisionsRequest.fields), ("ClearRequest", ClearRequest.fields),
        ("DiscardRequest", DiscardRequest.fields), ("PseudonymRequest", PseudonymRequest.fields),
        ("PseudonymRemoval", PseudonymRemoval.fields), ("LeaksRequest", LeaksRequest.fields),
        ("ParticipantsRequest", ParticipantsRequest.fields), ("ReviewRequest", ReviewRequest.fields),
        ("WithdrawalRequest", WithdrawalRequest.fields), ("ConsentRequest", ConsentRequest.fields),
        ("ConsentSheetRequest", ConsentSheetRequest.fields),
        ("ConsentCheckRequest", ConsentCheckRequest.fields),
        ("ConsentFormRequest", ConsentFormRequest.fields), ("SurveyFrame", SurveyFrame.fields),
        ("MemoRequest", MemoRequest.fields), ("MemoEditRequest", MemoEditRequest.fields),
        ("ProjectFrame", ProjectFrame.fields),
        ("CodebookRequest", CodebookRequest.fields), ("CodebookFileRequest", CodebookFileRequest.fields),
        ("CodingRequest", CodingRequest.fields), ("AutocodeOrder", AutocodeOrder.fields),
        ("CodingTableRequest", CodingTableRequest.fields), ("SaveQueryRequest", SaveQueryRequest.fields),
        ("RemoveQueryRequest", RemoveQueryRequest.fields), ("RoundPlan", RoundPlan.fields),
        ("RoundRequest", RoundRequest.fields), ("AdjudicationOrder", AdjudicationOrder.fields),
        ("MemberRequest", MemberRequest.fields), ("AdmitRequest", AdmitRequest.fields),
        ("Remote", Remote.fields), ("CloneRequest", CloneRequest.fields),
        ("SyncRequest", SyncRequest.fields), ("AnswerRequest", AnswerRequest.fields),
    ])
    func requestFields_areThoseOfTheDocument(name: String, fields: Set<String>) throws {
        let schema = try #require(Schemas.all.first { $0.name == name })
        #expect(Set(schema.fields.map(\.name)) == fields)
    }

    /// Values whose form in JSON is written by hand.
    @Test func valuesWrittenByHand_areReadAsTheyWereWritten() throws {
        let attributes: [String: CaseValue] = [
            "date": .date(CalendarDay(year: 2020, month: 4, day: 15).unsafelyUnwrapped),
            "list": .list(["a", "b"]), "number": .number(37.5), "text": .text("2020-04-15"),
        ]
        let bytes = try Reply.encode(attributes)
        let text =
            #"{"date":{"date":"2020-04-15"},"list":["a","b"],"number":37.5,"text":"2020-04-15"}"#
        #expect(String(decoding: bytes, as: UTF8.self) == text)
        #expect(try JSONDecoder().decode([String: CaseValue].self, from: Data(text.utf8)) == attributes)
        for link in Samples.links {
            #expect(try JSONDecoder().decode(MemoLink.self, from: Reply.encode(link)) == link)
        }
        #expect(
            try String(decoding: Reply.encode(Samples.links), as: UTF8.self).contains(
                #"{"record":"2020-04-15-minutes-7f3k"},{"coding":"01hzz"#))
        for due in [Samples.due(expires: true), Samples.due(expires: false), Samples.due(expires: nil)] {
            let due = try #require(due)
            #expect(try JSONDecoder().decode(ConsentDue.self, from: Reply.encode(due)) == due)
        }
    }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func document() throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(OpenAPIDocument.text.utf8)) as? [String: Any])
    }

    private static func operation(_ route: Route) throws -> String {
        let paths = try #require(try document()["paths"] as? [String: [String: Any]])
        let operation = try #require(paths[route.path]?[route.method.lowercased()])
        let data = try JSONSerialization.data(withJSONObject: operation, options: [.withoutEscapingSlashes])
        return String(decoding: data, as: UTF8.self)
    }
}
