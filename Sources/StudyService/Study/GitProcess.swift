internal import StudyModel
internal import Subprocess

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

    /// Runs a command and returns what it prints.
    ///
    /// - Throws: `storage.failed` when git is missing or fails.
    @discardableResult
    func run(_ arguments: [String]) async throws(StudyError) -> String {
        do {
            let result = try await Subprocess.run(
                .name("git"), arguments: Arguments(["-C", folder] + Self.settings + arguments),
                environment: .inherit.updating([
                    "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_TERMINAL_PROMPT": "0",
                    "GIT_OPTIONAL_LOCKS": "1", "LC_ALL": "C",
                ]),
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
