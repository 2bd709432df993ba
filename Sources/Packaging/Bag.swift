internal import Crypto

/// A folder whose files are all listed with their digests: BagIt 1.0 (RFC 8493).
///
/// `sha256sum -c manifest-sha256.txt` checks it without any program of its own.
package struct Bag: Sendable {
    /// Everything to be written, in the order of the paths' bytes.
    package let files: [PackedFile]
    /// The manifest of the tag files, which through the manifests covers every file of the bag.
    package let tagManifest: [UInt8]

    /// Where the files of the payload lie.
    package static let payloadFolder = "data"
    package static let tagManifestName = "tagmanifest-sha256.txt"

    /// Puts a bag together.
    ///
    /// - Parameters:
    ///   - payload: what it carries, by paths below `data/`.
    ///   - beside: what lies beside `data/`.
    ///   - info: the lines of `bag-info.txt`; the number of files and bytes is added.
    ///   - day: when it was made, as `2026-11-23`.
    /// - Precondition: every part of a path is plain (``PackedNames/isPlain(_:)``), and no two paths are alike.
    package init(
        payload: [PackedFile], beside: [PackedFile] = [], info: [(name: String, value: String)], day: String
    ) {
        let payload = payload.map { PackedFile("\(Self.payloadFolder)/\($0.path)", $0.bytes) }.sorted()
        let octets = payload.reduce(0) { $0 + $1.bytes.count }
        let lines =
            info + [("Bagging-Date", day), ("Payload-Oxum", "\(octets).\(payload.count)")]
        let tags =
            (beside + [
                PackedFile(
                    "bag-info.txt",
                    text: lines.map { "\($0.name): \(Self.oneLine($0.value))\n" }.joined()),
                PackedFile("bagit.txt", text: "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
                PackedFile(
                    "manifest-sha256.txt", text: Self.manifest(payload) { Hex.text(SHA256.hash(data: $0)) }),
                PackedFile(
                    "manifest-sha512.txt", text: Self.manifest(payload) { Hex.text(SHA512.hash(data: $0)) }),
            ]).sorted()
        let manifest = PackedFile(
            Self.tagManifestName, text: Self.manifest(tags) { Hex.text(SHA256.hash(data: $0)) })
        files = (payload + tags + [manifest]).sorted()
        tagManifest = manifest.bytes
    }

    private static func manifest(_ files: [PackedFile], digest: ([UInt8]) -> String) -> String {
        files.map { "\(digest($0.bytes))  \($0.path)\n" }.joined()
    }

    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}

extension [PackedFile] {
    /// In the order of the paths' bytes.
    func sorted() -> [PackedFile] {
        sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }
}

/// Digests as they stand in manifests.
package enum Hex {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// The SHA-256 of some bytes.
    package static func sha256(_ bytes: [UInt8]) -> String { text(SHA256.hash(data: bytes)) }
}
