import StudyAPI
package import StudyModel

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What stays the same about a daemon while it runs.
package struct DaemonFacts: Sendable {
    package var startedAt: Timestamp
    package var startedBy: Starter
    /// Seconds without a request after which it stops.
    package var idleStop: Int?
    package var socket: String
    package var log: String

    package init(startedAt: Timestamp, startedBy: Starter, idleStop: Int?, socket: String, log: String) {
        self.startedAt = startedAt
        self.startedBy = startedBy
        self.idleStop = idleStop
        self.socket = socket
        self.log = log
    }

    /// The daemon's answer about itself.
    func reply(studies: [String]) -> DaemonReply {
        DaemonReply(
            pid: Int(getpid()), version: APIVersion.product, api: APIVersion.current, startedAt: startedAt,
            startedBy: startedBy.rawValue, idleStop: idleStop, socket: socket, log: log, studies: studies,
            resident: ResidentMemory.bytes
        )
    }
}

/// Who started the daemon.
package enum Starter: String, Sendable {
    /// A `rir` command that found none running.
    case client = "self"
    case systemd
    case launchd
    /// A person, in a terminal.
    case hand
}

/// How much of this process lies in memory.
enum ResidentMemory {
    static var bytes: Int {
        #if canImport(Darwin)
        var info = mach_task_basic_info()
        var count = mach_msg_type_number_t(
            MemoryLayout<mach_task_basic_info>.size / MemoryLayout<natural_t>.size)
        let result = withUnsafeMutablePointer(to: &info) {
            $0.withMemoryRebound(to: integer_t.self, capacity: Int(count)) {
                task_info(mach_task_self_, task_flavor_t(MACH_TASK_BASIC_INFO), $0, &count)
            }
        }
        return result == KERN_SUCCESS ? Int(info.resident_size) : 0
        #else
        // The second number of statm is the resident pages (proc(5)).
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var buffer = [CChar](repeating: 0, count: 128)
        guard fgets(&buffer, Int32(buffer.count), file) != nil else { return 0 }
        let text = String(
            decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let numbers = text.split(separator: " ")
        guard numbers.count > 1, let pages = Int(numbers[1]) else { return 0 }
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
        #endif
    }
}
