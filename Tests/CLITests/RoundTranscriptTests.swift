import Foundation
import ProgramFixture
import Testing

/// What two people see of a round on the sample study, and its report in every form.
@Suite struct RoundTranscriptTests {
    private static let records = ["2020-06-03", "2020-11-27", "2021-03-11"].map { "\($0)-conversation" }

    @Test func round() throws {
        try transcript("round") { rir, fixture in
            let made = try fixture.rir(["init", fixture.study, "--sample"], in: fixture.root)
            #expect(made.status == 0, "\(made.errors)")
            try Self.handOver(fixture)
            let key = try Self.second(fixture, "member", "key").output.split(separator: "\n").first ?? ""
            try Self.handOver(fixture)
            try rir.rir("member", "add", "r2", String(key))
            let sample = Self.records.flatMap { ["--record", $0] }
            let codes = ["--code", "boundaried", "--code", "capacity"]
            try rir.rir(["round", "plan", "Kit"] + codes + sample)
            try rir.rir("round", "open", "kit")
            try rir.rir("round", "next", "kit")
            try Self.code(3, "boundaried", 4, "capacity") { try fixture.rir($0) }
            try rir.rir("round", "report", "kit")
            try Self.finish { try fixture.rir($0) }
            try rir.rir("round", "submit", "kit")
            try rir.rir("round", "close", "kit")

            try Self.handOver(fixture)
            try Self.code(3, "boundaried", 5, "capacity") { try Self.second(fixture, $0) }
            try Self.finish { try Self.second(fixture, $0) }
            #expect(try Self.second(fixture, "code", "list", Self.records[0]).output.contains("r2"))
            #expect(try !Self.second(fixture, "code", "list", Self.records[0]).output.contains("r1"))
            #expect(try Self.second(fixture, "round", "submit", "kit").status == 0)
            try Self.handOver(fixture)

            try rir.rir("round", "close", "kit")
            try rir.rir("round", "status", "kit")
            try rir.rir("agreement", "kit")
            for format in ["csv", "md", "html", "svg", "confusion-svg"] {
                try rir.rir("round", "report", "kit", "--format", format)
            }
            try rir.rir("round", "report", "kit", "--level", "record", "--by", "pair", "--json")
            try rir.rir(["adjudicate", "kit"], input: "a\nthe second list is another matter\n\nq\n")
            try rir.rir("adjudicate", "kit", "--list")
            try rir.rir("query", "count", "--by", "coder", "--code", "capacity", "--where", "round:kit")
        }
    }

    /// Codes a paragraph of each record with one code, and another with another.
    private static func code(
        _ first: Int, _ one: String, _ second: Int, _ other: String,
        by rir: ([String]) throws -> Program.Outcome
    ) throws {
        for record in records {
            for (paragraph, code) in [(first, one), (second, other)] {
                let outcome = try rir(["code", "add", record, code, "--paragraph", "\(paragraph)"])
                #expect(outcome.status == 0, "\(outcome.errors)")
            }
        }
    }

    /// Goes through all records that are left.
    private static func finish(_ rir: ([String]) throws -> Program.Outcome) throws {
        for _ in 0...records.count { _ = try rir(["round", "next", "kit", "--done"]) }
    }

    /// Lets the other person's daemon take over.
    private static func handOver(_ fixture: ProgramFixture) throws {
        #expect(try fixture.rir("daemon", "stop").status == 0)
    }

    /// Runs rir as the second person, whose daemon it has to be.
    private static func second(_ fixture: ProgramFixture, _ arguments: [String]) throws -> Program.Outcome {
        let identity = "RIR_IDENTITY=\(fixture.root)/second"
        return try fixture.run("env", [identity, "rir"] + arguments, in: fixture.study)
    }

    private static func second(_ fixture: ProgramFixture, _ arguments: String...) throws -> Program.Outcome {
        try second(fixture, arguments)
    }
}
