/// How a program that reads files from outside is kept from everything else.
package enum Containment: String, Sendable, CaseIterable {
    /// bubblewrap: own namespaces without a network, the system's programs and libraries to read, nothing to write
    /// but an empty folder in memory.
    case bubblewrap
    /// A user and a network namespace of its own, and limits; it can read what the person can read.
    case namespace
    /// macOS's sandbox: no network, writes to its private folder only, and limits.
    case sandbox
    /// Limits only: processor time, memory and size of files.
    case limits

    /// One sentence for `rir doctor`.
    package var sentence: String {
        switch self {
        case .bubblewrap:
            "Document readers run without a network, see only the system's programs and write nowhere."
        case .namespace: "Document readers run without a network, but can read your files."
        case .sandbox: "Document readers run without a network and write only to a private folder."
        case .limits: "Document readers run with limits on time and memory only."
        }
    }

    package var isFull: Bool { self == .bubblewrap || self == .sandbox }

    /// The command line that runs a program within limits and this containment.
    ///
    /// - Parameters:
    ///   - program: The program's absolute path and its arguments, none of which come from outside.
    ///   - isHeapBounded: The program bounds its own heap and reserves far more address space than it uses.
    /// - Returns: An absolute path and its arguments.
    func command(_ program: [String], limits: ToolLimits, isHeapBounded: Bool) -> [String] {
        switch self {
        case .bubblewrap:
            [Self.bwrap] + Self.bubblewrapArguments
                + Self.limited(program, limits, isHeapBounded: isHeapBounded, path: Self.prlimit)
        case .namespace:
            [Self.unshare, "--user", "--map-root-user", "--net", "--"]
                + Self.limited(program, limits, isHeapBounded: isHeapBounded, path: Self.prlimit)
        case .sandbox: ["/usr/bin/sandbox-exec", "-p", Self.profile] + Self.shellLimited(program, limits)
        case .limits:
            Self.isLinux
                ? Self.limited(program, limits, isHeapBounded: isHeapBounded, path: Self.prlimit)
                : Self.shellLimited(program, limits)
        }
    }

    /// Whether the program gets an empty folder of its own to work in, so that none has to be made for it.
    var hasOwnFolder: Bool { self == .bubblewrap }

    static let bwrap = "/usr/bin/bwrap"
    static let prlimit = "/usr/bin/prlimit"
    static let unshare = "/usr/bin/unshare"

    #if os(Linux)
    private static let isLinux = true
    #else
    private static let isLinux = false
    #endif

    /// The system's programs and libraries, read only; no home, no other person's files, no sockets.
    private static let bubblewrapArguments = [
        "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--clearenv",
        "--setenv", "PATH", "/usr/bin:/bin", "--setenv", "LC_ALL", "C.UTF-8", "--setenv", "HOME", "/tmp",
        "--ro-bind", "/usr", "/usr",
        "--ro-bind-try", "/bin", "/bin", "--ro-bind-try", "/lib", "/lib", "--ro-bind-try", "/lib64", "/lib64",
        "--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache",
        "--ro-bind-try", "/etc/alternatives", "/etc/alternatives",
        "--ro-bind-try", "/etc/fonts", "/etc/fonts",
        "--proc", "/proc", "--dev", "/dev", "--size", "268435456", "--tmpfs", "/tmp", "--chdir", "/tmp", "--",
    ]

    private static func limited(
        _ program: [String], _ limits: ToolLimits, isHeapBounded: Bool, path: String
    ) -> [String] {
        let memory = isHeapBounded ? [] : ["--as=\(limits.memory)"]
        return [
            path, "--cpu=\(limits.cpuSeconds):\(limits.cpuSeconds + 1)", "--core=0", "--nofile=64",
            "--fsize=\(256 << 20)",
        ] + memory + ["--"] + program
    }

    /// Limits set by the shell, where there is no `prlimit`; macOS keeps no limit on address space.
    private static func shellLimited(_ program: [String], _ limits: ToolLimits) -> [String] {
        let script = "ulimit -c 0; ulimit -t \(limits.cpuSeconds); ulimit -n 64; exec \"$@\""
        return ["/bin/sh", "-c", script, "sh"] + program
    }

    private static let profile = """
        (version 1)(deny default)(allow process-exec)(allow process-fork)(allow sysctl-read)\
        (allow mach-lookup (global-name "com.apple.system.opendirectoryd.libinfo"))\
        (allow file-read-metadata)(allow file-read* (subpath "/usr") (subpath "/bin") (subpath "/System") \
        (subpath "/Library/Apple") (subpath "/opt/homebrew") (subpath "/private/var/db/dyld") \
        (literal "/dev/null") (literal "/dev/urandom") (literal "/"))(deny network*)
        """
}
