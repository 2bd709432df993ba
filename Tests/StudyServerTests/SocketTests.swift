import StudyAPI
import StudyModel
import Testing

@testable import StudyServer

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Where the socket may lie, and who may bind it.
@Suite struct SocketTests {
    @Test func override_isTakenAsItIs() async throws {
        try await withFolder { folder in
            let path = try SocketLocation.resolve(environment: ["RIR_SOCKET": folder + "/s"])
            #expect(path == folder + "/s")
        }
    }

    @Test func runtimeFolder_holdsAFolderOfItsOwn() async throws {
        try await withFolder { folder in
            let path = try SocketLocation.prepare(environment: [
                "XDG_RUNTIME_DIR": folder, "HOME": "/nowhere",
            ])
            #expect(path == folder + "/rir/rir.sock")
            #expect(FileFacts(path: folder + "/rir", following: false)?.permissions == 0o700)
        }
    }

    #if !canImport(Darwin)
    @Test(arguments: [[:], ["XDG_RUNTIME_DIR": ""]])
    func withoutRuntimeFolder_theHomeHoldsIt(more: [String: String]) async throws {
        try await withFolder { folder in
            let path = try SocketLocation.prepare(environment: more.merging(["HOME": folder]) { $1 })
            #expect(path == folder + "/.rir/run/rir.sock")
            for made in ["/.rir", "/.rir/run"] {
                #expect(FileFacts(path: folder + made, following: false)?.permissions == 0o700)
            }
        }
    }
    #endif

    @Test(arguments: ["rir.sock", "/rir.sock", "/a/../rir.sock", "/a//rir.sock", "./rir.sock", "/a/."])
    func overrideThatIsNoPlainPath_isRefused(path: String) {
        expectUnsafe(["RIR_SOCKET": path])
    }

    @Test func pathBeyondTheLimit_isRefused() {
        expectUnsafe(["RIR_SOCKET": "/" + String(repeating: "a", count: 120) + "/s"])
    }

    @Test func unsetHome_isRefused() { expectUnsafe(["HOME": "home", "RIR_SOCKET": ""], onLinuxOnly: true) }

    @Test(arguments: [0o755, 0o770, 0o707, 0o777, 0o1777] as [UInt32])
    func openFolder_isRefused(mode: UInt32) async throws {
        try await withFolder { folder in
            mkdir(folder + "/open", 0o700)
            chmod(folder + "/open", mode_t(mode))
            expectUnsafe(["RIR_SOCKET": folder + "/open/s"])
        }
    }

    @Test(arguments: [0o777, 0o722, 0o720] as [UInt32])
    func openRuntimeFolder_isRefused(mode: UInt32) async throws {
        try await withFolder { folder in
            mkdir(folder + "/run", 0o700)
            chmod(folder + "/run", mode_t(mode))
            expectUnsafe(["XDG_RUNTIME_DIR": folder + "/run"])
        }
    }

    @Test func folderBelowOneThatEverybodyMayChange_isRefused() async throws {
        try await withFolder { folder in
            mkdir(folder + "/open", 0o700)
            mkdir(folder + "/open/mine", 0o700)
            chmod(folder + "/open", 0o777)
            expectUnsafe(["RIR_SOCKET": folder + "/open/mine/s"])
        }
    }

    @Test func symbolicLink_isRefused() async throws {
        try await withFolder { folder in
            mkdir(folder + "/real", 0o700)
            symlink(folder + "/real", folder + "/link")
            expectUnsafe(["RIR_SOCKET": folder + "/link/s"])
            symlink(folder + "/real", folder + "/.rir")
            expectUnsafe(["HOME": folder], onLinuxOnly: true)
        }
    }

    @Test func fileInTheWay_isRefused() async throws {
        try await withFolder { folder in
            writeFile(folder + "/s", "not a socket")
            expectUnsafe(["RIR_SOCKET": folder + "/s"])
            #expect(contents(folder + "/s") == "not a socket")
        }
    }

    @Test(.enabled(if: geteuid() == 0, "only root may give a folder away"))
    func folderOfAnotherUser_isRefused() async throws {
        try await withFolder { folder in
            mkdir(folder + "/other", 0o700)
            chown(folder + "/other", 12_345, 12_345)
            expectUnsafe(["RIR_SOCKET": folder + "/other/s"])
            expectUnsafe(["XDG_RUNTIME_DIR": folder + "/other"])
        }
    }

    @Test func staleSocket_isReplacedByTheHolderOfTheLock() async throws {
        try await withFolder { folder in
            let path = folder + "/s"
            let lock = try await InstanceLock.take(forSocket: path, patience: .zero)
            let first = try ListeningSocket.bind(path: path, holding: lock)
            close(first.descriptor)
            let second = try ListeningSocket.bind(path: path, holding: lock)
            first.removeFile()
            #expect(
                FileFacts(path: path, following: false)?.kind == .socket,
                "the first removed the second's file")
            second.removeFile()
            #expect(FileFacts(path: path, following: false) == nil)
            close(second.descriptor)
        }
    }

    @Test func heldLock_refusesAnotherAndNamesTheProcess() async throws {
        try await withFolder { folder in
            let path = folder + "/s"
            let lock = try await InstanceLock.take(forSocket: path, patience: .zero)
            let error = await #expect(throws: StudyError.self) {
                try await InstanceLock.take(forSocket: path, patience: .milliseconds(20))
            }
            #expect(error?.code == .daemonRunning)
            #expect(contents(InstanceLock.path(forSocket: path)) == "\(getpid())\n")
            withExtendedLifetime(lock) {}
        }
    }

    @Test func lockOfADaemonThatIsGone_isTaken() async throws {
        try await withFolder { folder in
            writeFile(folder + "/s.lock", "99999999999999999999\n")
            let lock = try await InstanceLock.take(forSocket: folder + "/s", patience: .zero)
            #expect(contents(folder + "/s.lock") == "\(getpid())\n")
            withExtendedLifetime(lock) {}
        }
    }

    private func expectUnsafe(
        _ environment: [String: String], onLinuxOnly: Bool = false,
        at place: SourceLocation = #_sourceLocation
    ) {
        #if canImport(Darwin)
        if onLinuxOnly { return }
        #endif
        let error = #expect(throws: StudyError.self, sourceLocation: place) {
            try SocketLocation.prepare(environment: environment)
        }
        #expect(error?.code == .socketUnsafe, sourceLocation: place)
        #expect(error?.hint != nil, sourceLocation: place)
    }
}
