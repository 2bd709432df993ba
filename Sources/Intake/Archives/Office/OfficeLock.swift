import Crypto
import CryptoExtras
import StudyModel

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Opens Word and Excel files of 2007 and later that a password protects.
///
/// Both forms that Office writes are read: *standard* (2007: AES in ECB mode, SHA-1) and *agile* (2010 and later: AES in
/// CBC mode, SHA-1 or SHA-2). Source: [MS-OFFCRYPTO] 2.3.4.
enum OfficeLock {
    /// Whether a file is one that a password protects.
    static func isClosed(_ bytes: [UInt8]) -> Bool {
        CompoundFile.isOne(bytes) && CompoundFile.holds("EncryptedPackage", in: bytes)
    }

    /// The file without its protection: a zip archive.
    ///
    /// - Throws: `import.encrypted` where the password is missing or another; `import.unreadable` for what contradicts
    ///   itself; `import.unsupported` for a protection that Office does not write.
    static func opened(_ source: IntakeSource) throws(StudyError) -> [UInt8] {
        guard let password = source.password else { throw refusal(source, "is protected with a password") }
        guard let file = CompoundStreams(source.bytes), let information = file.stream("EncryptionInfo"),
            let package = file.stream("EncryptedPackage"), information.count > 8, package.count >= 8
        else { throw damaged(source) }
        let size = (0..<8).reduce(0) { $0 | UInt64(package[$1]) << (8 * UInt64($1)) }
        guard size <= UInt64(package.count) else { throw damaged(source) }
        let content = Array(package[8...])
        let version = (information[0], information[2])
        let opened: [UInt8]?
        switch version {
        case (4, 4):
            guard let lock = AgileLock(Array(information[8...])) else { throw unknown(source) }
            opened = lock.open(content, password: password)
        case (2...4, 2):
            guard let lock = StandardLock(information) else { throw unknown(source) }
            opened = lock.open(content, password: password)
        default: throw unknown(source)
        }
        guard let opened else { throw refusal(source, "does not open with the password given") }
        guard opened.count >= Int(size) else { throw damaged(source) }
        return Array(opened.prefix(Int(size)))
    }

    private static func refusal(_ source: IntakeSource, _ what: String) -> StudyError {
        StudyError(
            .importEncrypted, "'\(source.path)' \(what).",
            hint: "Put the password on the first line of a file and name that with --password-file.")
    }

    private static func damaged(_ source: IntakeSource) -> StudyError {
        StudyError(
            .importUnreadable, "'\(source.path)' is damaged and can't be opened.",
            hint: "Open it in the program that wrote it, save it anew and import that.")
    }

    private static func unknown(_ source: IntakeSource) -> StudyError {
        StudyError(
            .importUnsupported, "'\(source.path)' is protected in a way that is not read here.",
            hint: "Open it in the program that wrote it, save it without a password and import that.")
    }
}

/// What both forms of protection do.
enum OfficeCipher {
    /// A password as it is hashed: UTF-16, the low byte first.
    static func bytes(of password: String) -> [UInt8] {
        password.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    }

    static func littleEndian(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) }
    }

    /// AES in CBC mode without padding; `nil` for what is not whole blocks or no key.
    static func decrypt(_ bytes: [UInt8], key: [UInt8], iv: [UInt8]) -> [UInt8]? {
        guard !bytes.isEmpty, bytes.count % 16 == 0, [16, 24, 32].contains(key.count), iv.count == 16,
            let start = try? AES._CBC.IV(ivBytes: iv)
        else { return nil }
        let plain = try? AES._CBC.decrypt(bytes, using: SymmetricKey(data: key), iv: start, noPadding: true)
        return plain.map { [UInt8]($0) }
    }

    /// AES in ECB mode: CBC without what it chains.
    static func decryptBlocks(_ bytes: [UInt8], key: [UInt8]) -> [UInt8]? {
        guard var plain = decrypt(bytes, key: key, iv: [UInt8](repeating: 0, count: 16)) else { return nil }
        for place in 16..<max(16, plain.count) { plain[place] ^= bytes[place - 16] }
        return plain
    }

    /// Cut or filled up to a length.
    static func fitted(_ bytes: [UInt8], to count: Int, filler: UInt8 = 0x36) -> [UInt8] {
        Array(bytes.prefix(count)) + [UInt8](repeating: filler, count: max(0, count - bytes.count))
    }
}

/// A hash that Office names.
enum OfficeHash: String {
    case sha1 = "SHA1"
    case sha256 = "SHA256"
    case sha384 = "SHA384"
    case sha512 = "SHA512"

    func callAsFunction(_ bytes: [UInt8]) -> [UInt8] {
        switch self {
        case .sha1: Array(Insecure.SHA1.hash(data: bytes))
        case .sha256: Array(SHA256.hash(data: bytes))
        case .sha384: Array(SHA384.hash(data: bytes))
        case .sha512: Array(SHA512.hash(data: bytes))
        }
    }

    /// Hashed with the salt, and then again so many times with a counter before it.
    func spun(_ password: String, salt: [UInt8], count: Int) -> [UInt8] {
        var hash = self(salt + OfficeCipher.bytes(of: password))
        for round in 0..<count { hash = self(OfficeCipher.littleEndian(UInt32(round)) + hash) }
        return hash
    }
}
