import Foundation
import StudyModel
import Testing

@testable import TerminalCoder

/// Whole screens, compared with files in `Goldens`; `RIR_RECORD` writes these anew, and the run fails.
///
/// Each file holds the screen, then what each cell is for (``CoderStyle/Role``), a dot for plain text.
@Suite struct FrameTests {
    struct Situation: Sendable, CustomTestStringConvertible {
        var name: String
        var keys: String
        var rows = 24
        var columns = 80
        var body: String?
        var glyphs = CoderGlyphs.unicode

        var testDescription: String { name }
    }

    static let situations: [Situation] = [
        .init(name: "opened", keys: ""),
        .init(name: "marked", keys: "ttEE"),
        .init(name: "picker", keys: "ttEc"),
        .init(name: "picker-typed", keys: "tEcref"),
        .init(name: "picker-several", keys: "tEcacc⇥out⇥"),
        .init(name: "picker-new-code", keys: "tEcWaiting⏎"),
        .init(name: "coded", keys: "tEEcself⏎cacc⏎tttcwell⏎4"),
        .init(name: "weight", keys: "tttEcwell⏎"),
        .init(name: "comment", keys: "tEcself⏎mthey need no letter"),
        .init(name: "choose", keys: "tEcself⏎cacc⏎d"),
        .init(name: "memo", keys: "tMFirst thoughts:⏎the groups hold it together"),
        .init(name: "search", keys: "/groups"),
        .init(name: "codebook", keys: "bjjjjjjjj"),
        .init(name: "help", keys: "?"),
        .init(name: "no-stripes", keys: "tEcself⏎s"),
        .init(name: "small", keys: "tEcself⏎", rows: 10, columns: 40),
        .init(name: "small-picker", keys: "tEc", rows: 10, columns: 40),
        .init(name: "too-small", keys: "", rows: 8, columns: 30),
        .init(name: "wide", keys: "tEcself⏎", rows: 16, columns: 132),
        .init(name: "ascii", keys: "tEEcself⏎cacc⏎", glyphs: .ascii),
        .init(
            name: "hostile", keys: "E",
            body:
                "Tab\there, \u{1B}[31mred\u{1B}[0m, \u{202E}turned\u{202C}. 私たちは電話をくれる人なら誰にでもドアを開けます。 👩‍👩‍👧 and 👍🏽 and e\u{301}.\n\nA null \u{0} and a bell \u{7}.\n"
        ),
        .init(name: "empty", keys: "Cacc⏎", body: ""),
    ]

    @Test(arguments: situations)
    func screen_inASituation_isAsRecorded(_ situation: Situation) throws {
        let desk = situation.body.map { MemoryDesk.with($0) } ?? Samples.desk()
        if situation.body == nil { desk.put(Samples.referral, 140..<259, by: CoderID(rawValue: "r2")) }
        var session = try desk.session(rows: situation.rows, columns: situation.columns)
        session.type(situation.keys)
        let shown = Self.text(CoderFrame(session.state, situation.glyphs))
        let file = Self.folder.appendingPathComponent(situation.name + ".txt")
        if ProcessInfo.processInfo.environment["RIR_RECORD"] != nil {
            try Data(shown.utf8).write(to: file)
            Issue.record("recorded \(situation.name)")
            return
        }
        let wanted = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        #expect(shown == wanted, "the screen \(situation.name) differs:\n\(shown)")
    }

    @Test func everyRecordedScreen_hasASituation() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter {
            $0.hasSuffix(".txt")
        }
        #expect(Set(files) == Set(Self.situations.map { $0.name + ".txt" }))
    }

    @Test(arguments: [
        (0xFF0000, 8, 1), (0x00FF00, 16, 10), (0x2E8B57, 256, 29), (0x3A6FD0, 8, 6), (0x2020D0, 8, 4),
        (0x123456, 2, nil), (0x808080, 256, 244),
    ])
    func colour_ofACode_isTheNearestThereIs(_ colour: UInt32, _ count: Int, _ nearest: Int?) {
        #expect(CoderColours.nearest(colour, of: count) == nearest)
    }

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Goldens")

    private static func text(_ frame: CoderFrame) -> String {
        let rows = 0..<frame.size.rows
        let screen = rows.map { "|" + frame.line($0) }
        let roles = rows.map { row in "|" + String(frame.row(row).map(\.style.role.rawValue)) }
        let cursor = frame.cursor.map { "cursor \($0.row),\($0.column)" } ?? "no cursor"
        return (screen + [cursor, ""] + roles).joined(separator: "\n") + "\n"
    }
}
