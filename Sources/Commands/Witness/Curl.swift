import StudyModel

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// One request to an address of the web, through the program `curl`: `rir` itself speaks no TLS.
enum Curl {
    /// The most bytes of an answer; a note is smaller.
    private static let largestAnswer = 2 << 20
    private static let mark: [UInt8] = Array("\nstatus ".utf8)

    /// Asks, without following redirections and without the person's own settings for curl.
    ///
    /// - Parameters:
    ///   - prefix: The address as the person gave it, for sentences.
    ///   - path: What is asked for there.
    ///   - body: What is posted; `nil` gets.
    /// - Throws: `witness.unreachable`.
    static func ask(_ prefix: String, _ path: String, body: [UInt8]?) throws(StudyError) -> (
        status: Int, body: [UInt8]
    ) {
        var arguments = [
            "curl", "--disable", "--silent", "--proto", "=http,https", "--max-time", "60", "--write-out",
            "\\nstatus %{http_code}",
        ]
        if body != nil {
            arguments += [
                "--data-binary", "@-", "--header", "Content-Type: text/plain", "--header", "Expect:",
            ]
        }
        let (output, status) = try run(arguments + ["--url", prefix + path], input: body ?? [])
        guard status == 0 else {
            throw StudyError(
                .witnessUnreachable, "Nobody answers at '\(prefix)' (curl ended with \(status)).",
                hint: "Check the address with the office: curl \(prefix)/")
        }
        let head = output.dropLast(3)
        guard head.suffix(mark.count).elementsEqual(mark),
            let code = Int(String(decoding: output.suffix(3), as: UTF8.self))
        else { throw StudyError(.witnessUnreachable, "The answer of '\(prefix)' is too long or broken off.") }
        return (code, Array(head.dropLast(mark.count)))
    }

    private static func run(
        _ arguments: [String], input: [UInt8]
    ) throws(StudyError) -> (output: [UInt8], status: Int32) {
        var entrance: [Int32] = [-1, -1]
        var exit: [Int32] = [-1, -1]
        defer { for end in entrance + exit where end >= 0 { close(end) } }
        guard pipe(&entrance) == 0, pipe(&exit) == 0 else {
            throw StudyError(.internalFault, "There is no pipe to be had.")
        }
        for end in entrance + exit { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var child: pid_t = 0
        let code = spawn(arguments, entrance[0], exit[1], &child)
        guard code == 0 else {
            throw StudyError(
                .witnessUnreachable, "curl can't be started (\(String(cString: strerror(code)))).",
                hint: "Install curl; 'rir' asks addresses of the web through it.")
        }
        close(entrance[0])
        close(exit[1])
        (entrance[0], exit[1]) = (-1, -1)
        // It may end before it has read everything.
        let before = signal(SIGPIPE, SIG_IGN)
        _ = input.withUnsafeBytes { Descriptor.write($0, to: entrance[1]) }
        signal(SIGPIPE, before)
        close(entrance[1])
        entrance[1] = -1
        let output = read(exit[0])
        close(exit[0])
        exit[0] = -1
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        return (output, status & 0x7F == 0 ? (status >> 8) & 0xFF : -1)
    }

    private static func spawn(
        _ arguments: [String], _ input: Int32, _ output: Int32, _ child: inout pid_t
    ) -> Int32 {
        #if canImport(Darwin)
        var actions: posix_spawn_file_actions_t?
        #else
        var actions = posix_spawn_file_actions_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        let words = arguments.map { strdup($0) }
        defer { for word in words { free(word) } }
        return posix_spawnp(&child, "curl", &actions, nil, words + [nil], environ)
    }

    private static func read(_ descriptor: Int32) -> [UInt8] {
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while all.count <= largestAnswer {
            let count = systemRead(descriptor, &buffer)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            all += buffer[..<count]
        }
        return all
    }
}

private func systemRead(_ descriptor: Int32, _ buffer: inout [UInt8]) -> Int {
    read(descriptor, &buffer, buffer.count)
}
