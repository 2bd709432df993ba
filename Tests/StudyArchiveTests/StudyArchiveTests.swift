import Foundation
import GitStore
import StudyArchive
import StudyModel
import Testing

@Suite struct StudyArchiveTests {
    @Test func write_ofACapture_isInGitSignedAndLogged() async throws {
        let scratch = Scratch()
        let archive = try await scratch.makeStudy()
        let applied = try await archive.writeAll([Fixture.capture(1)])
        #expect(applied[0].changes[0].version.change == .created)
        #expect(await archive.auditSize == 2)
        let log = try scratch.git("log", "--show-signature", "-1", "main")
        #expect(log.output.contains("Good \"git\" signature for r1@rir.invalid"))
        #expect(log.output.contains("Audit-Seq: \(archive.device.rawValue)/1"))
        let leaves = try scratch.git("show", "audit:\(archive.device.rawValue)/0000/00.jsonl")
        #expect(leaves.output.split(separator: "\n").count == 2)
        #expect(try scratch.git("fsck", "--strict").status == 0)
        try await archive.close()
    }

    @Test func write_ofAGroup_makesOneCommitEachAndOneFlush() async throws {
        let scratch = Scratch()
        let archive = try await scratch.makeStudy()
        _ = try await archive.writeAll((1...20).map { Fixture.capture($0) })
        let count = try scratch.git("rev-list", "--count", "main").output
        #expect(count == "22\n")
        #expect(try await archive.check().findings == [])
    }

    @Test func write_ofGroupsOverManyDays_keepsTheTreesOfTheGroupAtHand() async throws {
        let scratch = Scratch()
        let archive = try await scratch.makeStudy()
        for group in 0..<40 {
            let operations = try (0..<10).map { number in
                let days = 18_000 + group * 10 + number
                let day = try #require(CalendarDay(daysSinceEpoch: days))
                return Fixture.capture(group * 10 + number + 1, on: day)
            }
            _ = try await archive.writeAll(operations)
        }
        #expect(try await archive.check().findings == [])
    }

    @Test func check_ofASoundStudy_countsEverythingAndFindsNothing() async throws {
        let scratch = Scratch()
        let archive = try await scratch.makeStudy()
        _ = try await archive.writeAll([Fixture.capture(1), Fixture.capture(2)])
        _ = try await archive.writeAll([Fixture.edit(1, operation: 3, version: 2, body: "He said June.\n")])
        let report = try await archive.check()
        #expect(report.findings == [])
        #expect(report.records == 2)
        #expect(report.versions == 3)
        #expect(report.leaves == 4)
    }

    @Test func write_ofMoreThanSinglesCarry_goesIntoOnePack() async throws {
        let scratch = Scratch()
        let archive = try await scratch.makeStudy()
        let records = (1...500).map { Fixture.record($0, body: "Line \($0)\n") }
        let batch = ArchiveOperation(
            id: Fixture.operation(9), act: .import, by: Fixture.member, at: Fixture.time,
            records: records.map { .init(id: $0.id, version: 1, change: .created, record: $0) })
        _ = try await archive.writeAll([batch])
        let packs = Files.names(in: "\(scratch.study)/.git/objects/pack").filter { $0.hasSuffix(".pack") }
        #expect(packs.count == 2)
        for pack in packs {
            #expect(try scratch.git("verify-pack", "\(scratch.study)/.git/objects/pack/\(pack)").status == 0)
        }
        #expect(try scratch.git("fsck", "--strict").status == 0)
        #expect(try await archive.check().findings == [])
    }

    @Test func edit_ofAFileChangedByHand_isRefusedAndLeavesTheFile() async throws {
        let scratch = Scratch()
        let archive = try await scratch.makeStudy()
        _ = try await archive.writeAll([Fixture.capture(1)])
        let path = "\(scratch.study)/\(Fixture.record(1, body: "").id.path)"
        try "my own words".write(toFile: path, atomically: true, encoding: .utf8)
        let results = try await archive.write([Fixture.edit(1, operation: 2, version: 2, body: "x\n")])
        guard case .failure(let error) = results[0] else {
            Issue.record("not refused")
            return
        }
        #expect(error.code == .handEditPending)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "my own words")
        #expect(try await archive.check().findings.map(\.code) == ["file.changed"])
    }

    @Test func history_ofAllOperations_tellsWhatWasWritten() async throws {
        let scratch = Scratch()
        let archive = try await scratch.makeStudy()
        var applied = try await archive.writeAll([Fixture.capture(1), Fixture.capture(2)])
        applied += try await archive.writeAll([
            Fixture.edit(1, operation: 3, version: 2, body: "He said June.\n")
        ])
        let removal = ArchiveOperation(
            id: Fixture.operation(4), act: .undo, by: Fixture.member, at: Fixture.time,
            undoes: Fixture.operation(2),
            records: [
                .init(id: Fixture.record(2, body: "").id, version: 2, change: .removed, record: nil)
            ])
        applied += try await archive.writeAll([removal])
        let history = try ArchiveHistory(folder: archive.folder, after: nil)
        let told = try await history.advance()
        #expect(told.count == 5)
        #expect(told.dropFirst().map(\.summary) == applied.map(\.summary))
        #expect(
            told.dropFirst().map { $0.changes.map(\.version) } == applied.map { $0.changes.map(\.version) })
        #expect(told.dropFirst().map { $0.changes.map(\.record) } == applied.map { $0.changes.map(\.record) })
        #expect(
            told.dropFirst().map { $0.changes.map(\.contentDigest) }
                == applied.map { $0.changes.map(\.contentDigest) })
        #expect(try await archive.check().findings == [])
    }

    @Test func open_whileOpen_isLocked() async throws {
        let scratch = Scratch()
        let archive = try await scratch.makeStudy()
        await #expect(throws: StudyError.self) {
            _ = try await StudyArchive(opening: StudyFolder(path: scratch.study))
        }
        _ = await archive.auditSize
    }

    @Test func withTheProductGone_gitSha256sumAndCatReadEverything() async throws {
        let scratch = Scratch()
        let archive = try await scratch.makeStudy()
        let applied = try await archive.writeAll([Fixture.capture(1)])
        _ = try await archive.writeAll([Fixture.edit(1, operation: 2, version: 2, body: "He said June.\n")])
        let log = try scratch.git("log", "-p", "main").output
        #expect(log.contains("+She said the shop closed in May."))
        #expect(log.contains("+He said June."))
        let path = "\(scratch.study)/\(applied[0].changes[0].id.path)"
        let digest = try scratch.run("/usr/bin/env", ["sha256sum", path]).output.prefix(64)
        let leaves = try scratch.git("show", "audit:\(archive.device.rawValue)/0000/00.jsonl").output
        #expect(leaves.contains("\"c\":\"\(digest)\""))
        #expect(try scratch.run("/usr/bin/env", ["cat", path]).output.hasSuffix("\n---\nHe said June.\n"))
    }
}
