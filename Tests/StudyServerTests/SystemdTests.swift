import Testing

@testable import StudyServer

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The protocol between a service and systemd.
@Suite struct SystemdTests {
    @Test func notifier_sendsOneDatagramEach() async throws {
        try await withFolder { folder in
            let path = folder + "/notify"
            let descriptor = makeUnixSocket(datagram: true)
            defer { close(descriptor) }
            try #require(withUnixAddress(path) { bind(descriptor, $0, $1) } == 0)
            let notifier = try #require(SystemdNotifier(environment: ["NOTIFY_SOCKET": path]))
            notifier.ready()
            notifier.alive()
            notifier.stopping()
            #expect(receive(descriptor).hasPrefix("READY=1\n"))
            #expect(receive(descriptor) == "WATCHDOG=1")
            #expect(receive(descriptor).hasPrefix("STOPPING=1\n"))
        }
    }

    #if os(Linux)
    @Test func abstractSocket_isReached() throws {
        let name = "@rir-test-\(getpid())"
        let descriptor = makeUnixSocket(datagram: true)
        defer { close(descriptor) }
        try #require(withUnixAddress(name) { bind(descriptor, $0, $1) } == 0)
        try #require(SystemdNotifier(environment: ["NOTIFY_SOCKET": name])).ready()
        #expect(receive(descriptor).hasPrefix("READY=1\n"))
    }
    #endif

    @Test(arguments: [[:], ["NOTIFY_SOCKET": ""], ["NOTIFY_SOCKET": "vsock:2:1"]])
    func withoutASocket_nobodyIsTold(environment: [String: String]) {
        #expect(SystemdNotifier(environment: environment) == nil)
    }

    @Test(arguments: [
        (["WATCHDOG_USEC": "30000000"], Duration.seconds(30) as Duration?),
        (["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "7"], .seconds(30)),
        (["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "8"], nil), (["WATCHDOG_USEC": "0"], nil), ([:], nil),
    ])
    func watchdog_isForThisProcessOnly(environment: [String: String], interval: Duration?) throws {
        let environment = environment.merging(["NOTIFY_SOCKET": "/run/n"]) { $1 }
        #expect(try #require(SystemdNotifier(environment: environment, pid: 7)).watchdog == interval)
    }

    @Test(arguments: [
        [:], ["LISTEN_FDS": "1"], ["LISTEN_PID": "8", "LISTEN_FDS": "1"],
        ["LISTEN_PID": "7", "LISTEN_FDS": "0"],
        ["LISTEN_PID": "seven", "LISTEN_FDS": "1"],
    ])
    func descriptorsForAnotherProcess_areLeftAlone(environment: [String: String]) {
        #expect(SystemdActivation.takeDescriptor(environment: environment, pid: 7) == nil)
    }

    @Test func boundSocket_tellsItsPath() async throws {
        try await withFolder { folder in
            let descriptor = makeUnixSocket()
            defer { close(descriptor) }
            try #require(withUnixAddress(folder + "/s") { bind(descriptor, $0, $1) } == 0)
            #expect(SystemdActivation.path(of: descriptor) == folder + "/s")
        }
    }

    private func receive(_ descriptor: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 512)
        let count = recv(descriptor, &buffer, 512, Int32(MSG_DONTWAIT.self))
        return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    }
}
