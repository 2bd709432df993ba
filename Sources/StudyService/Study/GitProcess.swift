internal import StudyArchive
internal import StudyModel
internal import Subprocess

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

#if canImport(System)
internal import System
#else
internal import SystemPackage
#endif

/// Runs the system's `git` on a study, for what libgit2 does not do.
///
/// The person's and the machine's git settings are kept out, and no hook of the repository runs (AUDIT §6).
struct GitProcess: Sendable {
    let folder: String

    private static let settings = [
        "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false",
        "-c", "core.symlinks=false", "-c", "protocol.allow=never",
    ]

    /// The program itself, looked for once: a start that tries all folders of `PATH` in turn costs a fork for each.
    static let program: Executable = {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        let place = folders.map { "\($0)/git" }.first {
            FileManager.default.isExecutableFile(atPath: $0) && !StudyFiles.isFolder($0)
        }
        return place.map { .path(FilePath($0)) } ?? .name("git")
    }()

    /// What git finds in its environment: none of the person's or the machine's settings, and nothing that leads it to another
    /// repository than the one it is told.
    static let environment = Environment.inherit.updating([
        "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_PARAMETERS": nil,
        "GIT_NO_REPLACE_OBJECTS": "1", "GIT_DIR": nil, "GIT_WORK_TREE": nil, "GIT_INDEX_FILE": nil,
        "GIT_OBJECT_DIRECTORY": nil, "GIT_ALTERNATE_OBJECT_DIRECTORIES": nil, "GIT_NAMESPACE": nil,
        "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "1", "LC_ALL": "C",
    ])

    /// How git is asked to end where the daemon does: with time to take its locks and half-written files away.
    private static var options: PlatformOptions {
        var options = PlatformOptions()
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(5))]
        return options
    }

    /// Runs a command and returns what it prints.
    ///
    /// - Throws: `storage.failed` when git is missing or fails.
    @discardableResult
    func run(_ arguments: [String]) async throws(StudyError) -> String {
        do {
            let result = try await Subprocess.run(
                Self.program, arguments: Arguments(["-C", folder] + Self.settings + arguments),
                environment: Self.environment, platformOptions: Self.options,
                output: .string(limit: 64 * 1024 * 1024), error: .discarded)
            if result.terminationStatus.isSuccess { return result.standardOutput }
        } catch {
            throw StudyError(
                .storageFailed, "The program 'git' could not be run.",
                hint: "Install git, then repeat the command.",
                cause: error)
        }
        throw StudyError(
            .storageFailed, "git \(arguments.first ?? "") failed on this study.",
            hint: "Run 'git -C \(folder) status' to see what it says.")
    }
}
