import Foundation
import StudyAPI
import StudyClient
import StudyModel
import Testing

@Suite struct SourceFilesTests {
    @Test func folder_isReadInOrder_withoutHiddenFilesAndLinks() throws {
        let folder = try Scratch.folder()
        for name in ["b.md", "a/2.md", "a/10.md", ".hidden.md", ".git/config", "c/.DS_Store", "Z.md"] {
            try Scratch.write(name, to: folder + "/in/" + name)
        }
        try Scratch.write("secret", to: folder + "/outside.md")
        try FileManager.default.createSymbolicLink(
            atPath: folder + "/in/link.md", withDestinationPath: folder + "/outside.md")
        let files = SourceFiles([folder + "/in"])
        let names = files.paths.map { String($0.dropFirst(folder.count + 4)) }
        #expect(names == ["Z.md", "a/10.md", "a/2.md", "b.md"])
        #expect(files.links == 1)
        #expect(files.refused.isEmpty)
    }

    @Test func maildir_givesItsMessages_andThoseOfTheFoldersInsideIt() throws {
        let folder = try Scratch.folder()
        let messages = ["cur/1:2,S", "new/2", ".Sent/cur/3:2,S", ".Sent/new/.keep", ".Archive.2020/new/4"]
        let others = [
            "tmp/5", ".Sent/tmp/6", ".Sent/cur.index", ".notes/7", "dovecot.index", ".Archive.2020/cur/.keep",
        ]
        for name in messages + others { try Scratch.write(name, to: "\(folder)/mail/\(name)") }
        let files = SourceFiles([folder + "/mail"])
        let names = files.paths.map { String($0.dropFirst(folder.count + 6)) }
        #expect(names == [".Archive.2020/new/4", ".Sent/cur/3:2,S", "cur/1:2,S", "new/2"])
    }

    @Test func path_missing_isRefusedByName() {
        let files = SourceFiles(["/nowhere/at-all.md"])
        #expect(files.paths.isEmpty)
        #expect(files.refused.map(\.path) == ["/nowhere/at-all.md"])
        #expect(files.refused.first?.error?.code == .importNotFound)
    }

    @Test func study_isNoFolderOfSources() throws {
        let study = try Scratch.study()
        #expect(SourceFiles([study]).refused.first?.error?.code == .importUnsupported)
    }

    @Test func body_framesEveryFile_andRefusesWhatCantBeRead() throws {
        let folder = try Scratch.folder()
        try Scratch.write("one", to: folder + "/1.md")
        let body = ImportBody(
            paths: [folder + "/1.md", folder + "/gone.md"],
            given: [.init(name: "x.txt", bytes: Array("xyz".utf8))],
            overrides: RecordOverrides(kind: .email))
        var bytes: [UInt8] = []
        while let piece = try body.next() { bytes += piece }
        let frames = try Self.frames(bytes)
        #expect(frames.map(\.0.path) == ["x.txt", folder + "/1.md"])
        #expect(frames.map(\.1) == ["xyz", "one"])
        #expect(frames.allSatisfy { $0.0.overrides?.kind == .email })
        #expect(frames[1].0.modified != nil)
        #expect(body.refused.map(\.error?.code) == [.importUnreadable])
    }

    @Test func file_tooLarge_isRefusedUnread() throws {
        let folder = try Scratch.folder()
        let path = folder + "/large.bin"
        try Scratch.write("", to: path)
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.truncate(atOffset: UInt64(ImportFrame.largestFile) + 1)
        let error = #expect(throws: StudyError.self) { try SourceBytes.read(path) }
        #expect(error?.code == .importTooLarge)
    }

    private static func frames(_ bytes: [UInt8]) throws -> [(ImportFrame, String)] {
        var frames: [(ImportFrame, String)] = []
        var rest = bytes[...]
        while let feed = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let frame = try WireJSON.decode(ImportFrame.self, from: rest[..<feed])
            rest = rest[(feed + 1)...]
            frames.append((frame, String(decoding: rest.prefix(frame.bytes), as: UTF8.self)))
            rest = rest.dropFirst(frame.bytes)
        }
        return frames
    }
}
