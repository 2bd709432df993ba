package import StudyModel

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The daemon's program, and how a client starts it.
package struct DaemonProgram: Sendable {
    /// How a start went.
    package enum Start: Equatable, Sendable {
        case ready
        /// It ended before it was ready, as the second of two that start at once does.
        case ended
    }

    /// The daemon's log, for the hint.
    package var log: String?
    /// Milliseconds until a daemon that says nothing counts as not started.
    package var patience: Int32 = 10_000
    private let fixedPath: String?
    private let searchPath: String

    /// A program at a known place.
    package init(path: String, log: String?) {
        fixedPath = path
        searchPath = ""
        self.log = log
    }

    /// The program beside the running one, or the first on `PATH`.
    ///
    /// It is looked for when it is needed.
    package init(environment: [String: String], log: String?) {
        fixedPath = nil
        searchPath = environment["PATH"] ?? ""
        self.log = log
    }

    /// The path of `rird`.
    ///
    /// - Throws: `daemon.not_started` where there is none.
    package func find() throws(StudyError) -> String {
        if let fixedPath { return fixedPath }
        var folders: [String] = []
        if let own = Self.ownPath(), let slash = own.lastIndex(of: "/") {
            folders.append(String(own[..<slash]))
        }
        folders += searchPath.split(separator: ":").map(String.init)
        for folder in folders where folder.hasPrefix("/") && access(folder + "/rird", X_OK) == 0 {
            return folder + "/rird"
        }
        throw StudyError(
            .daemonNotStarted, "The daemon 'rird' is neither beside 'rir' nor on PATH.",
            hint: "Install both programs in one folder."
        )
    }

    /// Starts the daemon apart from this process and waits until it is ready.
    ///
    /// - Throws: `daemon.not_started` when it can't be run or says nothing within ``patience``.
    package func start() throws(StudyError) -> Start {
        let path = try find()
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw notStarted(String(cString: strerror(errno))) }
        defer { close(ends[0]) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let result = DetachedProcess.spawn(
            path, ["rird", "--self-started", "--ready-fd", "3"], ready: ends[1])
        close(ends[1])
        guard result == 0 else { throw notStarted(String(cString: strerror(result))) }
        return try awaitReady(ends[0])
    }

    private func awaitReady(_ descriptor: Int32) throws(StudyError) -> Start {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        var count = poll(&entry, 1, patience)
        while count < 0, errno == EINTR { count = poll(&entry, 1, patience) }
        guard count > 0 else { throw notStarted("it was not ready after \(patience / 1000) seconds") }
        var byte: UInt8 = 0
        return read(descriptor, &byte, 1) == 1 ? .ready : .ended
    }

    /// The failure of a start.
    func notStarted(_ reason: String) -> StudyError {
        StudyError(
            .daemonNotStarted, "The daemon did not start: \(reason).",
            hint: log.map { "Look at '\($0)' for the reason." }
                ?? "Run 'rird' in a terminal to see the reason."
        )
    }

    private static func ownPath() -> String? {
        #if canImport(Darwin)
        var size: UInt32 = 0
        _NSGetExecutablePath(nil, &size)
        let path = String(unsafeUninitializedCapacity: Int(size)) { buffer in
            buffer.withMemoryRebound(to: CChar.self) { _ = _NSGetExecutablePath($0.baseAddress, &size) }
            return buffer.firstIndex(of: 0) ?? 0
        }
        return Paths.real(path)
        #else
        return Paths.real("/proc/self/exe")
        #endif
    }
}
