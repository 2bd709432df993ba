package import StudyModel

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The person's editor: `VISUAL`, else `EDITOR`, else `vi`, as the shell understands it.
package struct Editor {
    package let command: String

    package init(environment: [String: String]) {
        let chosen = ["VISUAL", "EDITOR"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        command = chosen ?? "vi"
    }

    /// Lets the person edit a file and waits until the editor ends.
    ///
    /// - Throws: `editor.failed` when it can't be run or ends with a failure.
    package func edit(_ path: String, environment: [String: String]) throws(StudyError) {
        let arguments: [String] = ["sh", "-c", "\(command) \"$@\"", "editor", path]
        let words = arguments.map { strdup($0) }
        let values = environment.map { strdup("\($0.key)=\($0.value)") }
        defer { for word in words + values { free(word) } }
        let status = Interruption.withheld { Self.run(words + [nil], values + [nil]) }
        guard status == 0 else {
            throw StudyError(
                .editorFailed, "The editor could not be run or ended with a failure.",
                hint: "Set EDITOR to an editor that waits until the file is closed."
            )
        }
    }

    /// The status the shell ends with, or -1.
    private static func run(
        _ words: [UnsafeMutablePointer<CChar>?], _ environment: [UnsafeMutablePointer<CChar>?]
    ) -> Int32 {
        #if canImport(Darwin)
        var attributes: posix_spawnattr_t?
        #else
        var attributes = posix_spawnattr_t()
        #endif
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        var child: pid_t = 0
        guard posix_spawn(&child, "/bin/sh", nil, &attributes, words, environment) == 0 else { return -1 }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 {
            if errno != EINTR { return -1 }
        }
        return status
    }
}
