#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Starts a program in a session of its own, so that it outlives the terminal.
///
/// It keeps nothing of this process but the environment: the standard streams are `/dev/null`, descriptor 3
/// is the end of a pipe it reports on, all others are closed, signals are as after a login.
enum DetachedProcess {
    /// Returns 0, or the error number.
    static func spawn(_ path: String, _ arguments: [String], ready: Int32) -> Int32 {
        #if canImport(Darwin)
        var attributes: posix_spawnattr_t?
        var actions: posix_spawn_file_actions_t?
        #else
        var attributes = posix_spawnattr_t()
        var actions = posix_spawn_file_actions_t()
        #endif
        posix_spawnattr_init(&attributes)
        posix_spawn_file_actions_init(&actions)
        defer {
            posix_spawnattr_destroy(&attributes)
            posix_spawn_file_actions_destroy(&actions)
        }
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(flags))

        // To 3 first: the null device must not land on the pipe's own number.
        posix_spawn_file_actions_adddup2(&actions, ready, 3)
        for stream in Int32(0)...2 {
            posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_RDWR, 0)
        }
        for descriptor in inherited where descriptor > 3 {
            posix_spawn_file_actions_addclose(&actions, descriptor)
        }
        let words = arguments.map { strdup($0) }
        defer { for word in words { free(word) } }
        var child: pid_t = 0
        return posix_spawn(&child, path, &actions, &attributes, words + [nil], environ)
    }

    /// Open descriptors that a new program would get.
    ///
    /// macOS closes them by a flag.
    private static var inherited: [Int32] {
        #if canImport(Darwin)
        return []
        #else
        guard let handle = opendir("/proc/self/fd") else { return Array(4..<256) }
        defer { closedir(handle) }
        var found: [Int32] = []
        while let entry = readdir(handle) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if let number = Int32(name), number != dirfd(handle) { found.append(number) }
        }
        return found
        #endif
    }

    private static var flags: Int32 {
        #if canImport(Darwin)
        POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_CLOEXEC_DEFAULT
        #else
        Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF) | 0x80  // POSIX_SPAWN_SETSID
        #endif
    }
}
