import Foundation

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A program run to its end, its streams in files, so that no pipe can fill up and no daemon can hold one open.
package enum Program {
    /// What a run left behind.
    package struct Outcome: Sendable {
        package var status: Int32
        package var bytes: [UInt8]
        package var errors: String
        package var milliseconds: Double

        /// What the program printed.
        package var output: String { String(decoding: bytes, as: UTF8.self) }
        /// What it printed and what it said of errors.
        package var all: String { output + errors }
    }

    /// Runs a program found in the path and waits for it, with the streams in a folder that goes away.
    ///
    /// Use it instead of Foundation's `Process` with a pipe: a read that a signal interrupts ends the whole test
    /// program there.
    ///
    /// - Parameters:
    ///   - words: The program and its arguments.
    ///   - environment: Without it, that of the tests.
    package static func run(
        _ words: [String], environment: [String: String]? = nil, folder: String = ".", input: [UInt8]? = nil
    ) throws -> Outcome {
        let temporary = FileManager.default.temporaryDirectory.path
        var template = Array("\(temporary)/rir-run-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw NotStarted(program: "mkdtemp", errno: errno) }
        let scratch = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { rmdir(scratch) }
        return try run(
            "/usr/bin/env", words, environment: environment ?? ProcessInfo.processInfo.environment,
            folder: folder, scratch: scratch, input: input)
    }

    /// The program could not be started.
    package struct NotStarted: Error {
        package var program: String
        package var errno: Int32
    }

    /// Runs a program and waits for it.
    ///
    /// - Parameters:
    ///   - scratch: A folder for the streams.
    ///   - input: Standard input; without it there is none.
    package static func run(
        _ program: String, _ arguments: [String], environment: [String: String], folder: String,
        scratch: String, input: [UInt8]? = nil
    ) throws -> Outcome {
        let stem = "\(scratch)/stream-\(UInt64.random(in: .min ... .max))"
        let files = ["\(stem).in", "\(stem).out", "\(stem).err"]
        defer { for file in files { unlink(file) } }
        if let input { Bytes.write(input, to: files[0]) }
        let start = Clock.milliseconds
        // The shell goes to the folder: not every C library's posix_spawn can.
        let process = try spawn(
            ["sh", "-c", "cd \"$0\" && exec \"$@\"", folder, program] + arguments, environment,
            [input == nil ? "/dev/null" : files[0], files[1], files[2]])
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7F
        return Outcome(
            status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal, bytes: Bytes.read(files[1]),
            errors: Bytes.text(of: files[2]), milliseconds: Clock.milliseconds - start)
    }

    private static func spawn(
        _ arguments: [String], _ environment: [String: String], _ streams: [String]
    ) throws -> pid_t {
        #if canImport(Darwin)
        var actions: posix_spawn_file_actions_t?
        #else
        var actions = posix_spawn_file_actions_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, streams[0], O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, streams[1], O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, streams[2], O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        var words = arguments.map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in words + variables { free(text) } }
        var process: pid_t = 0
        let result = posix_spawn(&process, "/bin/sh", &actions, nil, &words, &variables)
        guard result == 0 else { throw NotStarted(program: arguments[4], errno: result) }
        return process
    }
}

/// Milliseconds of a clock that never goes back.
package enum Clock {
    package static var milliseconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1_000_000
    }
}

/// Whole files, for tests.
package enum Bytes {
    /// What a file holds; empty when there is none.
    package static func read(_ path: String) -> [UInt8] {
        guard let file = fopen(path, "re") else { return [] }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        return bytes
    }

    package static func text(of path: String) -> String { String(decoding: read(path), as: UTF8.self) }

    package static func write(_ bytes: [UInt8], to path: String) {
        guard let file = fopen(path, "we") else { return }
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }

    package static func write(_ text: String, to path: String) { write(Array(text.utf8), to: path) }
}
