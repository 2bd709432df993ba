import Foundation
import Testing

@testable import StudyModel

/// The lines of a device's log are canonical JSON, byte for byte.
@Suite struct AuditLeafTests {
    private func leaf(
        _ event: AuditLeaf.Event, sequence: Int = 41, operation: String = "01kb2s9m4x0e7a2v9c1d3f5g7h"
    ) throws -> AuditLeaf {
        AuditLeaf(
            sequence: sequence, actor: try #require(MemberID(rawValue: "r1")),
            operation: OperationID(rawValue: operation),
            at: try #require(Timestamp(rawValue: "2026-11-22T10:11:12Z")), event: event)
    }

    @Test func everyKind_isWrittenAsTheFormatSays() throws {
        let id = try #require(RecordID(rawValue: "2020-04-15-field-note-7f3k"))
        let digest = String(repeating: "ab", count: 32)
        let common = "\"op\":\"01kb2s9m4x0e7a2v9c1d3f5g7h\""
        let end = "\"seq\":41,\"t\":\"2026-11-22T10:11:12Z\",\"type\""
        let table: [(AuditLeaf.Event, String)] = [
            (.study(commitment: digest), "{\"actor\":\"r1\",\"c\":\"\(digest)\",\(common),\(end):\"study\"}"),
            (.files(commitment: digest), "{\"actor\":\"r1\",\"c\":\"\(digest)\",\(common),\(end):\"files\"}"),
            (
                .record(id, version: 2, commitment: digest),
                "{\"actor\":\"r1\",\"c\":\"\(digest)\",\(common),\"rec\":\"\(id)\",\(end):\"record\",\"v\":2}"
            ),
            (
                .removed(id, version: 3),
                "{\"actor\":\"r1\",\(common),\"rec\":\"\(id)\",\(end):\"removed\",\"v\":3}"
            ),
            (
                .undone(try #require(OperationID(rawValue: "01kb2s9m4x0e7a2v9c1d3f5g7j"))),
                "{\"actor\":\"r1\",\(common),\(end):\"undone\",\"undoes\":\"01kb2s9m4x0e7a2v9c1d3f5g7j\"}"
            ),
        ]
        for (event, line) in table { #expect(try leaf(event).line == line) }
    }

    @Test func whatBelongsToNoOperation_namesNone() throws {
        let other = try #require(DeviceID(rawValue: "d-7f3k9x2m"))
        let end = "\"t\":\"2026-11-22T10:11:12Z\",\"type\""
        let own = try leaf(.checkpoint(root: "cm9vdA==", signature: "c2ln"), operation: "")
        #expect(
            own.line
                == "{\"actor\":\"r1\",\"root\":\"cm9vdA==\",\"seq\":41,\"sig\":\"c2ln\",\(end):\"checkpoint\"}"
        )
        let seen = try leaf(
            .seen(log: other, size: 7, root: "cm9vdA==", signature: "c2ln"), operation: "")
        #expect(
            seen.line
                == "{\"actor\":\"r1\",\"log\":\"d-7f3k9x2m\",\"root\":\"cm9vdA==\",\"seq\":41,\"sig\":\"c2ln\",\"size\":7,\(end):\"seen\"}"
        )
    }

    @Test func everyLine_hasSortedKeysAndNoSpaces() throws {
        let id = try #require(RecordID(rawValue: "2020-04-15-field-note-7f3k"))
        for event in [
            AuditLeaf.Event.record(id, version: 1, commitment: "c"), .removed(id, version: 2),
            .study(commitment: "c"),
        ] {
            let line = try leaf(event).line
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
            let canonical = try JSONSerialization.data(
                withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
            #expect(line == String(decoding: canonical, as: UTF8.self))
            #expect(line.utf8.count < 64 * 1024 && !line.contains("\n"))
        }
    }
}
