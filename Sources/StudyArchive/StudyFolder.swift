internal import GitStore
package import StudyModel
internal import Synchronization

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Where things lie in a study's folder, and this device's own state in `.rir/`.
package struct StudyFolder: Sendable {
    package let path: String

    package init(path: String) { self.path = path }

    package var stateFolder: String { "\(path)/.rir" }
    package var studyFile: String { "\(path)/study.yaml" }
    package var indexFile: String { "\(stateFolder)/index.sqlite" }
    package var hooksFolder: String { "\(path)/hooks" }
    var signersFile: String { "\(stateFolder)/allowed_signers" }
    var deviceFile: String { "\(stateFolder)/device" }
    var soundFile: String { "\(stateFolder)/sound" }

    func keyFile(_ member: MemberID) -> String { "\(stateFolder)/keys/\(member.rawValue)" }

    /// Who works here: the device, the member, and the member's key.
    struct Identity: Sendable {
        var device: DeviceID
        var member: MemberID
        var key: SigningKey
    }

    /// Writes a new device's identity.
    func save(_ identity: Identity, disk: any Disk) throws(GitError) {
        for folder in [stateFolder, "\(stateFolder)/keys", "\(stateFolder)/drafts"] {
            try disk.makeFolder(folder)
        }
        let lines = "\(identity.device.rawValue)\n\(identity.member.rawValue)\n"
        try disk.replaceFile(
            keyFile(identity.member), with: Array(Hex.text(identity.key.seed).utf8), mode: 0o600)
        try disk.replaceFile(deviceFile, with: Array(lines.utf8), mode: 0o600)
    }

    /// The key with which a member who works here signs; `nil` where it is missing or damaged.
    func signingKey(of member: MemberID) -> SigningKey? {
        Files.read(keyFile(member)).flatMap { Hex.bytes(String(decoding: $0.prefix(64), as: UTF8.self)) }
            .flatMap { SigningKey(seed: $0) }
    }

    /// What `.rir/device` says: the device, and who made this copy; `nil` where it is missing or damaged.
    var deviceLine: (id: DeviceID, member: MemberID?)? {
        let lines = (Files.read(deviceFile) ?? []).split(separator: 0x0A).map {
            String(decoding: $0, as: UTF8.self)
        }
        guard lines.count == 2, let device = DeviceID(rawValue: lines[0]) else { return nil }
        return (device, MemberID(rawValue: lines[1]))
    }

    /// Reads who works here.
    ///
    /// - Parameter person: who it is where several people work in one folder; whoever began it where that is `nil` or somebody
    ///   without a key here.
    /// - Throws: `study.invalid` when the device's state is missing or damaged.
    func loadIdentity(as person: MemberID?) throws(StudyError) -> Identity {
        if let device = deviceLine {
            for member in [person, device.member].compactMap(\.self) {
                if let key = signingKey(of: member) {
                    return Identity(device: device.id, member: member, key: key)
                }
            }
        }
        throw StudyError(
            .studyInvalid, "The folder '.rir' of this study has no readable device or key.",
            hint: "Restore '.rir/device' and '.rir/keys' from a backup of this device.")
    }

    /// Takes the study's lock, held until the returned value is gone.
    ///
    /// - Throws: `study.locked` when another process holds it.
    func lock() throws(StudyError) -> StudyLock {
        guard let lock = StudyLock(path: "\(stateFolder)/lock") else {
            throw StudyError(
                .studyLocked, "Another rird has this study open.",
                hint: "Stop it with 'rir daemon stop', then repeat the command.")
        }
        return lock
    }
}

/// An exclusive `flock` on a file, released when the value is gone.
final class StudyLock: Sendable {
    /// Negative once it is released.
    private let descriptor: Mutex<Int32>

    init?(path: String) {
        let created = GitStore.Files.openForLock(path)
        guard created >= 0 else { return nil }
        guard flock(created, LOCK_EX | LOCK_NB) == 0 else {
            close(created)
            return nil
        }
        descriptor = Mutex(created)
    }

    deinit { release() }

    /// Lets others open the study.
    func release() {
        descriptor.withLock { descriptor in
            guard descriptor >= 0 else { return }
            // Closing alone leaves it to a child that is being started at this moment.
            flock(descriptor, LOCK_UN)
            close(descriptor)
            descriptor = -1
        }
    }
}

extension StudyFolder {
    /// Removes what was left behind when a daemon was killed: by readers of documents `.rir/reading-*`, by the packing of an
    /// archive `.rir/packing-*`.
    package func sweepLeftovers() {
        for name in StudyFiles.names(in: stateFolder)
        where name.hasPrefix("reading-") || name.hasPrefix("packing-") {
            try? FileManager.default.removeItem(atPath: "\(stateFolder)/\(name)")
        }
    }

    /// The working file of a record; `nil` when it can't be read.
    package func read(_ id: RecordID) -> [UInt8]? { Files.read("\(path)/\(id.path)") }

    /// A working file by its study path, of at most 16 MiB; `nil` when it can't be read.
    package func read(_ studyPath: String) -> [UInt8]? {
        guard !studyPath.split(separator: "/").contains("..") else { return nil }
        return Files.read("\(path)/\(studyPath)", limit: Record.largestBody)
    }
}
