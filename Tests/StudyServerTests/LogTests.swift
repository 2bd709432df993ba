import Logging
import StudyAPI
import Testing

@testable import StudyServer

/// The daemon's log.
@Suite struct LogTests {
    @Test func fullFile_isSetAsideAndTheOldestGoes() async throws {
        try await withFolder { folder in
            let path = folder + "/deep/er/rird.log"
            let file = try #require(LogFile(path: path, limit: 10, kept: 3))
            for line in ["one", "two", "three", "four", "five"] { file.append(line + line) }
            #expect(contents(path) == "fivefive\n")
            #expect(contents(path + ".1") == "fourfour\n")
            #expect(contents(path + ".2") == "threethree\n")
            #expect(FileFacts(path: path + ".3", following: false) == nil)
            #expect(FileFacts(path: path, following: false)?.permissions == 0o600)
            #expect(FileFacts(path: folder + "/deep", following: false)?.permissions == 0o700)
        }
    }

    @Test func openedAgain_goesOnWhereItStopped() async throws {
        try await withFolder { folder in
            try #require(LogFile(path: folder + "/rird.log")).append("before")
            try #require(LogFile(path: folder + "/rird.log")).append("after")
            #expect(contents(folder + "/rird.log") == "before\nafter\n")
        }
    }

    @Test func fileInPlaceOfTheFolder_meansNoLog() async throws {
        try await withFolder { folder in
            writeFile(folder + "/state", "")
            #expect(LogFile(path: folder + "/state/rird.log") == nil)
        }
    }

    @Test func line_isOneLineOfJSONWhateverItHolds() {
        let line = LineLog.line(
            at: "2026-05-03T10:11:12.000Z", level: .info, label: "rird", message: "a\nb\u{1B}[31m\"",
            metadata: ["b": "2", "a": "\u{202E}1\r"], error: nil
        )
        #expect(!line.contains("\n") && !line.contains("\u{1B}") && !line.contains("\r"))
        #expect(line.hasPrefix(#"{"t":"2026-05-03T10:11:12.000Z","level":"info","label":"rird","message":"#))
        #expect(line.contains(#""a":"#) && line.hasSuffix(#""b":"2"}"#))
    }

    @Test(arguments: [
        ([:], Logger.Level.info), (["RIR_LOG": "debug"], .debug), (["RIR_LOG": "ERROR"], .error),
        (["RIR_LOG": "loud"], .info),
    ])
    func level_comesFromTheEnvironment(environment: [String: String], level: Logger.Level) {
        #expect(LineLog.level(environment: environment) == level)
    }

    @Test(arguments: [
        (["XDG_STATE_HOME": "/s", "HOME": "/h"], "/s/rir/rird.log" as String?),
        (["XDG_STATE_HOME": "s", "HOME": "/h"], "/h/.local/state/rir/rird.log"),
        (["HOME": "/"], "/.local/state/rir/rird.log"), (["HOME": ""], nil),
    ])
    func place_followsTheEnvironment(environment: [String: String], path: String?) {
        #if !canImport(Darwin)
        #expect(StateLocation.log(environment: environment) == path)
        #endif
    }
}
