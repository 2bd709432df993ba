import Foundation

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The built `rir` and `rird` with a home of their own: nothing of the person's is read or touched.
///
/// Make one with ``with(_:_:)``, which ends the daemon and removes the folder however the body ends.
/// `RIR_KEEP_SCRATCH=1` keeps the folder, `RIR_SCRATCH` says where it is made, `RIR_PROGRAMS` names a folder with
/// other programs, such as those of a release build.
package final class ProgramFixture: Sendable {
    /// The fixture's own folder, which holds everything else.
    package let root: String
    /// The value of `HOME`.
    package let home: String
    /// Where a study is made by ``makeStudy(_:)``.
    package let study: String
    package let environment: [String: String]
    private let programs: String

    /// Runs a body with a fixture of its own.
    package static func with<Result>(
        _ variables: [String: String] = [:], _ body: (ProgramFixture) throws -> Result
    ) throws -> Result {
        let fixture = try ProgramFixture(variables)
        defer { fixture.cleanUp() }
        return try body(fixture)
    }

    /// The same for a body that suspends.
    package static func withAsync<Result>(
        _ variables: [String: String] = [:], _ body: (ProgramFixture) async throws -> Result
    ) async throws -> Result {
        let fixture = try ProgramFixture(variables)
        defer { fixture.cleanUp() }
        return try await body(fixture)
    }

    private init(_ variables: [String: String]) throws {
        root = try Self.makeFolder()
        home = root + "/home"
        study = root + "/study"
        programs = try Self.programs()
        var environment = [
            "HOME": home, "LC_ALL": "C.UTF-8", "TZ": "UTC", "EDITOR": "false",
            "PATH": "\(programs):/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
            "RIR_WORKSPACE": Repository.path + "/workspace",
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
        ]
        environment.merge(variables) { $1 }
        self.environment = environment
        for folder in [home, root + "/streams"] { mkdir(folder, 0o700) }
    }

    /// A short path, because a socket's is limited; in memory where there is some, because a flush of a busy disk
    /// waits for everybody's writes.
    private static func makeFolder() throws -> String {
        let memory = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
        let base = ProcessInfo.processInfo.environment["RIR_SCRATCH"] ?? memory
        var template = Array("\(base)/rir-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Program.NotStarted(program: "mkdtemp", errno: errno) }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The folder with `rir` and `rird`: beside the test program, which is where SwiftPM builds all of them.
    private static func programs() throws -> String {
        if let folder = ProcessInfo.processInfo.environment["RIR_PROGRAMS"] { return folder }
        #if canImport(Darwin)
        let bundles = Bundle.allBundles.filter { $0.bundlePath.hasSuffix(".xctest") }
        let program = bundles.first?.bundlePath ?? CommandLine.arguments[0]
        #else
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        #endif
        let folder = URL(fileURLWithPath: program).deletingLastPathComponent().path
        guard access(folder + "/rir", X_OK) == 0, access(folder + "/rird", X_OK) == 0 else {
            throw Program.NotStarted(program: folder + "/rir", errno: ENOENT)
        }
        return folder
    }

    private func cleanUp() {
        _ = try? rir(["daemon", "stop"], in: root)
        if let process = process() { kill(process, SIGKILL) }
        if ProcessInfo.processInfo.environment["RIR_KEEP_SCRATCH"] == nil {
            try? FileManager.default.removeItem(atPath: root)
        } else {
            print("kept: \(root)")
        }
    }

    // MARK: - Programs

    /// Runs `rir` in the study, or in the root while there is none.
    @discardableResult
    package func rir(
        _ arguments: [String], input: String? = nil, in folder: String? = nil
    ) throws -> Program.Outcome {
        let usual = access(study, F_OK) == 0 ? study : root
        return try Program.run(
            programs + "/rir", arguments, environment: environment, folder: folder ?? usual,
            scratch: root + "/streams", input: input.map { Array($0.utf8) })
    }

    @discardableResult
    package func rir(_ arguments: String...) throws -> Program.Outcome { try rir(arguments) }

    /// Runs another program, found on the usual path.
    @discardableResult
    package func run(_ program: String, _ arguments: [String], in folder: String? = nil) throws
        -> Program.Outcome
    {
        try Program.run(
            "/usr/bin/env", [program] + arguments, environment: environment, folder: folder ?? root,
            scratch: root + "/streams")
    }

    /// A study with nothing in it, which leaves names alone unless something else is said.
    package func makeStudy(_ more: String...) throws {
        let names = more.contains("--names") ? [] : ["--names", "off"]
        let outcome = try rir(["init", study, "--template", "blank"] + names + more, in: root)
        if outcome.status != 0 { throw Failed(arguments: ["init"], outcome: outcome) }
    }

    /// A command that had to work and did not.
    package struct Failed: Error {
        package var arguments: [String]
        package var outcome: Program.Outcome
    }

    /// The JSON of a command that works.
    package func json(_ arguments: String...) throws -> [String: Any] {
        let outcome = try rir(arguments + ["--json"])
        guard outcome.status == 0,
            let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
        else { throw Failed(arguments: arguments, outcome: outcome) }
        return object
    }

    /// The daemon's process, when it answers.
    package func process() -> Int32? {
        guard let status = try? json("daemon", "status"), let number = status["pid"] as? Int else {
            return nil
        }
        return Int32(number)
    }

    /// Writes a file below the root and returns its path.
    @discardableResult
    package func write(_ text: String, to path: String) throws -> String {
        let full = path.hasPrefix("/") ? path : "\(root)/\(path)"
        let folder = URL(fileURLWithPath: full).deletingLastPathComponent().path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        Bytes.write(text, to: full)
        return full
    }
}

/// Where this repository and the shared test data lie.
package enum Repository {
    package static let path = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    /// The shared test data: `RIR_CORPORA`, or the folder beside the repository.
    package static let corpora =
        ProcessInfo.processInfo.environment["RIR_CORPORA"]
        ?? URL(fileURLWithPath: path).deletingLastPathComponent().path + "/shared/data"

    /// Whether the test data is there.
    ///
    /// Absent data is said aloud, and in CI it is a failure of the test that asks.
    package static func hasCorpora() throws -> Bool {
        if FileManager.default.fileExists(atPath: corpora + "/MANIFEST.tsv") { return true }
        if ProcessInfo.processInfo.environment["CI"] == "true" { throw Missing(path: corpora) }
        print("skipped: no corpora at \(corpora); set RIR_CORPORA")
        return false
    }

    /// Test data that CI must have.
    package struct Missing: Error {
        package var path: String
    }
}
