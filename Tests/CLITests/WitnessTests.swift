import Foundation
import ProgramFixture
import Testing

/// A second office that cosigns a study's checkpoints, from its first key to a log that was rewritten.
@Suite struct WitnessTests {
    private static let name = "ethics.example.org/witness"

    @Test func checkpoints_areCosignedAsTheyGrow() throws {
        try ProgramFixture.with { fixture in
            let key = try Self.begin(fixture)
            try Self.must(fixture, "note", "They come again.", "--date", "2020-04-16")
            // Without a proof nobody can say that it goes on.
            try Self.must(fixture, "audit", "checkpoint", "--out", "../plain.txt")
            try Self.expectRefused(fixture, "../plain.txt", "comes without a proof")
            try Self.must(
                fixture, "audit", "checkpoint", "--for-witness", "../cosigned.txt", "--out", "../next.txt")
            #expect(try Self.text("next.txt", fixture).hasPrefix("old "))
            try Self.must(fixture, "witness", "sign", "../office", "../next.txt", "--out", "../cosigned2.txt")
            let verdict = try Self.must(
                fixture, "audit", "verify", "--against", "../cosigned2.txt", "--witness", key)
            #expect(verdict.contains("seen by \(Self.name)") && verdict.contains("Good: "))
            // The same again, as after a mail that was lost, and a request that was answered already.
            for file in ["../cosigned2.txt", "../next.txt"] {
                try Self.must(fixture, "witness", "sign", "../office", file)
            }
            let shown = try Self.must(fixture, "witness", "show", "../office")
            #expect(shown.contains("witness \(key)\nlog rir.invalid/log/"))
            // What is older was cut off, as far as anybody here can tell.
            try Self.expectRefused(fixture, "../cosigned.txt", "it was cut off, or the note is old")
        }
    }

    @Test func rewrittenLog_isRefused() throws {
        try ProgramFixture.with { fixture in
            _ = try Self.begin(fixture)
            // The same device goes on in two ways.
            let other = fixture.root + "/other"
            _ = try fixture.run("cp", ["-r", fixture.study, other])
            try Self.must(fixture, "note", "What happened.", "--date", "2020-04-16")
            try Self.next(fixture, nil, "next.txt")
            try Self.must(fixture, "witness", "sign", "../office", "../next.txt", "--out", "../cosigned2.txt")
            let seen = try Self.text("office/logs.json", fixture)
            for text in ["What did not.", "And more.", "And more."] {
                let outcome = try fixture.rir(["note", text, "--date", "2020-04-17"], in: other)
                #expect(outcome.status == 0, "\(outcome.errors)")
            }
            try Self.next(fixture, other, "forked.txt")
            try Self.expectRefused(fixture, "../forked.txt", "does not start from")
            // With a proof's form and somebody else's hashes.
            let start = try Self.text("cosigned2.txt", fixture).split(separator: "\n")[1]
            let forked = try Self.text("forked.txt", fixture)
            let lines = forked.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
            try fixture.write(
                (["old \(start)"] + lines.map(String.init)).joined(separator: "\n"), to: "forged.txt")
            try Self.expectRefused(fixture, "../forged.txt", "it was rewritten")
            // The copy itself says so before anything is sent.
            let asked = try fixture.rir(
                ["audit", "checkpoint", "--for-witness", "../cosigned2.txt"], in: other)
            #expect(asked.status == 1 && asked.output.isEmpty)
            #expect(asked.errors.contains("does not go on from what the witness cosigned"))
            #expect(try Self.text("office/logs.json", fixture) == seen)
        }
    }

    @Test func whatIsNotKnown_isNotSigned() throws {
        try ProgramFixture.with { fixture in
            try fixture.makeStudy()
            try Self.must(fixture, "note", "They come.", "--date", "2020-04-15")
            try Self.must(fixture, "audit", "checkpoint", "--keys", "--out", "../keys.txt")
            try Self.must(fixture, "witness", "init", "../office")
            try Self.expectRefused(fixture, "../keys.txt", "is not known here")
            let again = try fixture.rir("witness", "init", "../office")
            #expect(again.status == 64 && again.output.isEmpty)
            // In a study it would go where the study goes.
            #expect(try fixture.rir("witness", "init", "office").status == 64)
            // A note of which one digit was changed is nobody's.
            try Self.must(fixture, "witness", "add", "../office", "../keys.txt")
            var lines = try Self.text("keys.txt", fixture).split(
                separator: "\n", omittingEmptySubsequences: false
            ).map(String.init)
            lines[3] = "1\(lines[3])"
            try fixture.write(lines.joined(separator: "\n"), to: "changed.txt")
            try Self.expectRefused(fixture, "../changed.txt", "is not signed by its key")
            let added = try fixture.rir("witness", "add", "../office", "../changed.txt")
            #expect(added.status == 1 && added.errors.contains("not signed by a key in the file"))
            try fixture.write("{}\n", to: "office/logs.json")
            let lost = try fixture.rir("witness", "sign", "../office", "../keys.txt")
            #expect(lost.status == 1 && lost.output.isEmpty && lost.errors.contains("can't be read"))
        }
    }

    // MARK: Helpers

    /// A study with a note, and an office that has cosigned its first checkpoint; returns the office's key.
    private static func begin(_ fixture: ProgramFixture) throws -> String {
        try fixture.makeStudy()
        try must(fixture, "note", "They come by themselves.", "--date", "2020-04-15")
        try must(fixture, "audit", "checkpoint", "--keys", "--out", "../keys.txt")
        let key = String(try must(fixture, "witness", "init", "../office", "--name", name).dropLast())
        #expect(key.hasPrefix(name + "+"))
        let rights = try FileManager.default.attributesOfItem(atPath: fixture.root + "/office/key")
        #expect(rights[.posixPermissions] as? Int == 0o600)
        try must(fixture, "witness", "add", "../office", "../keys.txt")
        try must(fixture, "witness", "sign", "../office", "../keys.txt", "--out", "../cosigned.txt")
        return key
    }

    private static func next(_ fixture: ProgramFixture, _ folder: String?, _ file: String) throws {
        let outcome = try fixture.rir(
            ["audit", "checkpoint", "--for-witness", "../cosigned.txt", "--out", "../\(file)"], in: folder)
        try #require(outcome.status == 0, "\(outcome.errors)")
    }

    private static func expectRefused(_ fixture: ProgramFixture, _ file: String, _ words: String) throws {
        let outcome = try fixture.rir("witness", "sign", "../office", file)
        #expect(outcome.status == 1 && outcome.output.isEmpty, "\(outcome.output)")
        #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }

    private static func text(_ file: String, _ fixture: ProgramFixture) throws -> String {
        try String(contentsOfFile: "\(fixture.root)/\(file)", encoding: .utf8)
    }

    @discardableResult
    private static func must(_ fixture: ProgramFixture, _ arguments: String...) throws -> String {
        let outcome = try fixture.rir(arguments)
        try #require(outcome.status == 0, "\(arguments): \(outcome.output)\n\(outcome.errors)")
        return outcome.output
    }
}
