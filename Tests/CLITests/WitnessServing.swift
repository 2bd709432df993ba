import Foundation
import ProgramFixture
import Testing

/// `rir witness serve` in a process of its own, and what a test does around it.
final class WitnessServing {
    let fixture: ProgramFixture
    let process = Process()
    private let log: String

    /// The socket in the witness's folder.
    var socket: String { fixture.root + "/office/socket" }

    /// Starts it and waits until it can be asked.
    ///
    /// - Parameter shell: What the shell does before.
    init(_ fixture: ProgramFixture, shell: String = "", _ more: String = "") throws {
        self.fixture = fixture
        log = "\(fixture.root)/serve-\(UUID().uuidString).txt"
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "\(shell)exec rir witness serve office \(more)"]
        process.environment = fixture.environment
        process.currentDirectoryURL = URL(fileURLWithPath: fixture.root)
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        process.standardError = FileHandle(forWritingAtPath: log)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        // It says where it can be asked once it can.
        var text = ""
        while text.filter({ $0 == "\n" }).count
            < (more.contains("--socket") && more.contains("--listen") ? 3 : 2)
        {
            let piece = output.fileHandleForReading.availableData
            if piece.isEmpty { break }
            text += String(decoding: piece, as: UTF8.self)
        }
        said = text
    }

    deinit { end(SIGKILL) }

    /// What it printed at its start.
    let said: String

    /// What it said since.
    var remarks: String { Bytes.text(of: log) }

    func caller() throws -> SocketCaller { try SocketCaller(socket) }

    /// Ends it and gives its status.
    @discardableResult
    func end(_ signal: Int32 = SIGTERM) -> Int32 {
        if process.isRunning { kill(process.processIdentifier, signal) }
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// How far a log was cosigned, as the witness's book has it.
    func size() throws -> Int? { try Self.book(fixture)["size"] as? Int }

    static func book(_ fixture: ProgramFixture) throws -> [String: Any] {
        let data = Data(Bytes.text(of: fixture.root + "/office/logs.json").utf8)
        let logs =
            try (JSONSerialization.jsonObject(with: data) as? [String: Any])?["logs"] as? [[String: Any]]
        return try #require(logs?.first)
    }

    // MARK: A study and what it asks

    /// A study with a note, and an office that knows its log and has cosigned nothing; returns the office's key.
    static func begin(_ fixture: ProgramFixture) throws -> String {
        try fixture.makeStudy()
        try must(fixture, "note", "They come by themselves.", "--date", "2020-04-15")
        try must(fixture, "audit", "checkpoint", "--keys", "--out", "../keys.txt")
        let key = try must(
            fixture, "witness", "init", "../office", "--name", "ethics.example.org/witness")
        try must(fixture, "witness", "add", "../office", "../keys.txt")
        return String(key.dropLast())
    }

    /// The request that goes on from what a file says was cosigned last; from nothing without one.
    static func request(_ fixture: ProgramFixture, after file: String? = nil, in folder: String? = nil) throws
        -> String
    {
        let more = file.map { ["--for-witness", $0] } ?? []
        let outcome = try fixture.rir(["audit", "checkpoint"] + more, in: folder)
        try #require(outcome.status == 0, "\(outcome.errors)")
        return file == nil ? "old 0\n\n\(outcome.output)" : outcome.output
    }

    @discardableResult
    static func must(_ fixture: ProgramFixture, _ arguments: String...) throws -> String {
        let outcome = try fixture.rir(arguments)
        try #require(outcome.status == 0, "\(arguments): \(outcome.output)\n\(outcome.errors)")
        return outcome.output
    }
}
