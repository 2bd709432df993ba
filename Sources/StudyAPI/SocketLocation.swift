package import StudyModel

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Where the daemon's socket lies: one rule for the daemon that binds it and the clients that connect.
///
/// In this order:
/// 1. `RIR_SOCKET`, an absolute path.
/// 2. `$XDG_RUNTIME_DIR/rir/rir.sock`. Where the variable is set, its folder must be ours and closed to
///    others; a folder that is not is refused rather than passed over.
/// 3. macOS: `rir/rir.sock` in the person's own temporary folder.
/// 4. `$HOME/.rir/run/rir.sock`, as in a container.
///
/// The folder of the socket is a real folder (no symbolic link), owned by the person, mode 0700, and nothing
/// above it may be writable for everybody, unless with the sticky bit.
package enum SocketLocation {
    /// The variable that names the socket outright.
    package static let variable = "RIR_SOCKET"

    /// The socket's absolute path.
    ///
    /// Makes nothing; folders that are not there yet pass.
    ///
    /// - Throws: `daemon.socket_unsafe`, with the step that mends it.
    package static func resolve(environment: [String: String]) throws(StudyError) -> String {
        let choice = try choose(environment: environment)
        try checkLength(choice.path)
        for folder in choice.folders { try checkFolder(folder, mayBeMissing: true) }
        try checkAncestors(of: choice.path)
        try checkSocket(choice.path)
        return choice.path
    }

    /// The socket's absolute path, after making every missing folder of it with mode 0700.
    ///
    /// - Throws: `daemon.socket_unsafe`, with the step that mends it.
    package static func prepare(environment: [String: String]) throws(StudyError) -> String {
        let path = try resolve(environment: environment)
        for folder in try choose(environment: environment).folders {
            let isNew = mkdir(folder, 0o700) == 0
            guard isNew || errno == EEXIST else {
                throw unsafe(
                    "The folder '\(folder)' for the daemon's socket can't be made (\(reason(errno))).",
                    hint:
                        "Make it with 'mkdir -p -m 700 \(folder)', or set RIR_SOCKET."
                )
            }
            // A process that is just binding a socket has a stricter umask, which would shut its owner out too.
            if isNew { chmod(folder, 0o700) }
            try checkFolder(folder, mayBeMissing: false)
        }
        return path
    }

    /// The longest path a socket address holds, in bytes (`sun_path` less its final NUL).
    package static var longestPath: Int { MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1 }

    /// A path and the folders of ours on the way to it, outermost first.
    private struct Choice {
        var path: String
        var folders: [String]
    }

    private static func choose(environment: [String: String]) throws(StudyError) -> Choice {
        if let path = environment[variable], !path.isEmpty { return try override(path) }
        if let runtime = environment["XDG_RUNTIME_DIR"], !runtime.isEmpty {
            try checkRuntimeFolder(runtime)
            return choice(under: runtime, folders: ["rir"])
        }
        #if canImport(Darwin)
        if let temporary = userTemporaryFolder() { return choice(under: temporary, folders: ["rir"]) }
        #endif
        guard let home = environment["HOME"], home.hasPrefix("/") else {
            throw unsafe(
                "There is no folder for the socket: neither XDG_RUNTIME_DIR nor HOME is an absolute path.",
                hint: "Set HOME to your home folder, or RIR_SOCKET to an absolute path in a folder of yours."
            )
        }
        return choice(under: home, folders: [".rir", "run"])
    }

    private static func override(_ path: String) throws(StudyError) -> Choice {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        guard path.hasPrefix("/"), parts.count > 1, !parts.contains(where: { ["", ".", ".."].contains($0) })
        else {
            throw unsafe(
                "RIR_SOCKET is '\(path)', which is not a plain absolute path of a file in a folder.",
                hint: "Set it to an absolute path without '.' or '..', or unset it."
            )
        }
        return Choice(path: path, folders: ["/" + parts.dropLast().joined(separator: "/")])
    }

    private static func choice(under base: String, folders: [String]) -> Choice {
        var folder = base
        while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
        if folder == "/" { folder = "" }
        var made: [String] = []
        for name in folders {
            folder += "/" + name
            made.append(folder)
        }
        return Choice(path: folder + "/rir.sock", folders: made)
    }

    #if canImport(Darwin)
    private static func userTemporaryFolder() -> String? {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let length = buffer.withUnsafeMutableBytes {
            confstr(
                _CS_DARWIN_USER_TEMP_DIR, $0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count)
        }
        guard length > 1, length <= buffer.count else { return nil }
        return String(decoding: buffer[..<(length - 1)], as: UTF8.self)
    }
    #endif
}

// MARK: - Checks

extension SocketLocation {
    private static func checkLength(_ path: String) throws(StudyError) {
        guard path.utf8.count > longestPath else { return }
        throw unsafe(
            "The daemon's socket path '\(path)' has \(path.utf8.count) bytes, not \(longestPath) at most.",
            hint: "Set RIR_SOCKET to a shorter absolute path in a folder of yours."
        )
    }

    private static func checkRuntimeFolder(_ path: String) throws(StudyError) {
        let hint = "Unset XDG_RUNTIME_DIR to use your home, or set it to a folder of yours with mode 0700."
        guard path.hasPrefix("/") else {
            throw unsafe("XDG_RUNTIME_DIR is '\(path)', not an absolute path.", hint: hint)
        }
        guard let facts = FileFacts(path: path, following: true), facts.kind == .folder else {
            throw unsafe("XDG_RUNTIME_DIR is '\(path)', which is no folder.", hint: hint)
        }
        guard facts.owner == geteuid() else {
            throw unsafe("XDG_RUNTIME_DIR is '\(path)', which belongs to another user.", hint: hint)
        }
        guard facts.permissions & 0o022 == 0 else {
            throw unsafe("XDG_RUNTIME_DIR is '\(path)', which others can write to.", hint: hint)
        }
    }

    /// A folder that is to hold nothing but the socket: real, ours, 0700.
    private static func checkFolder(_ path: String, mayBeMissing: Bool) throws(StudyError) {
        guard let facts = FileFacts(path: path, following: false) else {
            if errno == ENOENT, mayBeMissing { return }
            throw unsafe(
                "The socket's folder '\(path)' can't be looked at (\(reason(errno))).", hint: elsewhere)
        }
        guard facts.kind == .folder else {
            throw unsafe("The socket's folder '\(path)' is not a real folder.", hint: elsewhere)
        }
        guard facts.owner == geteuid() else {
            throw unsafe("The socket's folder '\(path)' belongs to another user.", hint: elsewhere)
        }
        guard facts.permissions & 0o077 == 0 else {
            let mendable = facts.permissions & 0o002 == 0
            throw unsafe(
                "The socket's folder '\(path)' is open to other users.",
                hint: mendable ? "Run 'chmod 700 \(path)' if it is for the socket alone." : elsewhere
            )
        }
    }

    /// Where anybody may rename a folder, anybody may put another in its place.
    private static func checkAncestors(of path: String) throws(StudyError) {
        var folder = path
        while let slash = folder.lastIndex(of: "/"), folder != "/" {
            folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
            guard let facts = FileFacts(path: folder, following: true) else { continue }
            guard !facts.isOpenToEverybody else {
                throw unsafe(
                    "'\(folder)', above the daemon's socket, can be written to by everybody.", hint: elsewhere
                )
            }
        }
    }

    /// Whatever lies at the path already must be a socket of ours.
    private static func checkSocket(_ path: String) throws(StudyError) {
        guard let facts = FileFacts(path: path, following: false) else { return }
        guard facts.kind == .socket, facts.owner == geteuid() else {
            throw unsafe(
                "'\(path)' is in the way: it is not a socket of yours.",
                hint: "Look at it, move it away, and try again; or set RIR_SOCKET to another path."
            )
        }
    }

    private static var elsewhere: String {
        "Set RIR_SOCKET to an absolute path in a folder of yours with mode 0700."
    }

    private static func unsafe(_ message: String, hint: String) -> StudyError {
        StudyError(.socketUnsafe, message, hint: hint)
    }

    private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
