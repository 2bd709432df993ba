/// Why a tree, a proof, a key, a note or what is made of them was refused.
public enum TransparencyLogError: Error, Sendable, Hashable {
    /// A hash has so many bytes, and not 32.
    case hashLength(Int)
    /// A tree of this size has no leaf with this index.
    case indexOutOfRange(index: UInt64, size: UInt64)
    /// A tree of this size can't answer for that size: it is larger, or smaller than what it should grow from.
    case sizeOutOfRange(UInt64, treeSize: UInt64)
    /// There is no consistency proof from a tree of size 0: every tree is consistent with it.
    case oldTreeEmpty
    /// An inclusion proof does not lead from the leaf to the root.
    case inclusionProofWrong
    /// A consistency proof does not lead from the old root to the new one.
    case consistencyProofWrong
    /// Bytes that should be a saved frontier are none.
    case frontierMalformed
    /// A text that should be a key or the name of one is none.
    case keyMalformed(KeyFault)
    /// A verifier key is for a type of signature that is not supported; the type's byte.
    case keyTypeUnsupported(UInt8)
    /// A note breaks a rule of its format.
    case noteMalformed(NoteFault)
    /// The note has a signature of this known key and it is wrong, so nothing in the note can be relied on.
    case signatureWrong(KeyName)
    /// The note has no signature of a known key.
    case noKnownSignature
    /// The text of a note is no checkpoint.
    case checkpointMalformed(CheckpointFault)
    /// A checkpoint of size 0 has another root than that of the empty tree.
    case emptyRootWrong
    /// A checkpoint is of another log than expected.
    case originWrong
    /// A cosignature's time is 0 or later than 2^63 - 1 seconds after 1970.
    case timeOutOfRange
    /// A file that should be a proof of an entry is none.
    case proofMalformed(ProofFault)
    /// A request to a witness breaks a rule of its format.
    case requestMalformed(RequestFault)
    /// A tile, its address or a bundle of entries breaks a rule.
    case tileMalformed(TileFault)
    /// The cryptographic library refused to work.
    case cryptographyFailed
}

extension TransparencyLogError {
    /// What can be wrong with the text of a key.
    public enum KeyFault: String, Sendable, Hashable {
        /// Empty, or with a space of any kind, a plus sign or a control character.
        case name = "its name is empty or has a space, a plus sign or a control character"
        /// A verifier key is not a name, an ID and a key with plus signs between.
        case form = "it is not a name, an ID and a key with plus signs between them"
        /// The ID is not eight lower-case hexadecimal digits.
        case idForm = "its ID is not eight lower-case hexadecimal digits"
        /// The ID is that of another name or key.
        case idOther = "its ID belongs to another name or key"
        /// Not canonical Base 64.
        case base64 = "it is not canonical Base 64"
        /// Not 32 bytes.
        case length = "it has the wrong length"
    }

    /// The rules of a signed note.
    public enum NoteFault: String, Sendable, Hashable {
        /// Longer than ``SignedNote/maximalSize``.
        case tooLong = "it is too long"
        /// Not UTF-8.
        case encoding = "it is not UTF-8"
        /// A control character other than a line feed.
        case controlCharacter = "it has a control character"
        /// The text does not end in a line feed.
        case textEnd = "its text does not end in a line feed"
        /// No blank line, or nothing after the last one.
        case noSignature = "it has no signature"
        /// A line below the text is no signature: other form, bad name, Base 64 that is not canonical, or too short.
        case signatureLine = "a signature line is malformed"
        /// More than ``SignedNote/maximalSignatureCount``.
        case tooManySignatures = "it has too many signatures"
    }

    /// The rules of a checkpoint.
    public enum CheckpointFault: String, Sendable, Hashable {
        /// The origin is empty or more than one line.
        case origin = "its origin is not one line with something in it"
        /// The size is not a decimal number below 2^64 without leading zeroes.
        case size = "its size is not a canonical decimal number"
        /// The root is not 32 bytes in canonical Base 64.
        case root = "its root is not 32 bytes in canonical Base 64"
        /// A line beyond the third is empty or more than one line.
        case extensionLine = "an extension line is empty or more than one line"
        /// Fewer than three lines, or the last without a line feed.
        case lines = "it is not three lines or more"
    }

    /// The rules of a file that proves an entry.
    public enum ProofFault: String, Sendable, Hashable {
        /// The first line is not that of the format.
        case header = "its first line is another"
        /// The extra data is not canonical Base 64.
        case extra = "its extra data is not canonical Base 64"
        /// No line with the index, or not a canonical decimal number in it.
        case index = "its index is missing or not a canonical decimal number"
        /// A line of the proof is not 32 bytes in canonical Base 64.
        case hash = "a hash is not 32 bytes in canonical Base 64"
        /// More hashes than a proof can have.
        case tooManyHashes = "it has too many hashes"
        /// No blank line before the checkpoint.
        case checkpoint = "its checkpoint is missing"
        /// Longer than any proof has reason to be.
        case tooLong = "it is too long"
    }

    /// The rules of a request to a witness.
    public enum RequestFault: String, Sendable, Hashable {
        /// The first line is not `old` and a canonical decimal number.
        case oldSize = "its old size is missing or not a canonical decimal number"
        /// A line of the proof is not 32 bytes in canonical Base 64.
        case hash = "a hash is not 32 bytes in canonical Base 64"
        /// More hashes than the protocol allows.
        case tooManyHashes = "it has more than 63 hashes"
        /// No blank line before the checkpoint.
        case checkpoint = "its checkpoint is missing"
        /// Longer than any request has reason to be.
        case tooLong = "it is too long"
    }

    /// The rules of tiles and of bundles of entries.
    public enum TileFault: String, Sendable, Hashable {
        /// The level is not in 0...63.
        case level = "its level is not between 0 and 63"
        /// The width is not in 1...256.
        case width = "its width is not between 1 and 256"
        /// The path is not the one spelling that a tile's address has.
        case path = "its path is not that of a tile"
        /// The bytes are not as many hashes as the width says.
        case size = "it has another size than its width says"
        /// A bundle's entries are cut short, too many or too few.
        case entries = "its entries are cut short, too many or too few"
        /// An entry of 65,536 bytes or more.
        case entryTooLong = "an entry is longer than 65,535 bytes"
        /// The tree is too small to have the tile.
        case notInTree = "the tree does not have it"
    }
}

extension TransparencyLogError: CustomStringConvertible {
    /// One sentence for people.
    public var description: String {
        switch self {
        case .hashLength(let count): "A hash has 32 bytes, not \(count)."
        case .indexOutOfRange(let index, let size): "A tree of size \(size) has no leaf \(index)."
        case .sizeOutOfRange(let size, let treeSize):
            "A tree of size \(treeSize) can't answer for the size \(size)."
        case .oldTreeEmpty: "There is no consistency proof from an empty tree."
        case .inclusionProofWrong: "The inclusion proof does not lead from the leaf to the root."
        case .consistencyProofWrong: "The consistency proof does not lead from the old root to the new one."
        case .frontierMalformed: "The saved frontier of a tree can't be read."
        case .keyMalformed(let fault): "The key can't be read: \(fault.rawValue)."
        case .keyTypeUnsupported(let type): "Keys of the type \(type) are not supported."
        case .noteMalformed(let fault): "The note is malformed: \(fault.rawValue)."
        case .signatureWrong(let name): "The signature of '\(name)' is wrong."
        case .noKnownSignature: "The note has no signature of a known key."
        case .checkpointMalformed(let fault): "The checkpoint is malformed: \(fault.rawValue)."
        case .emptyRootWrong: "The checkpoint of an empty tree has another root."
        case .originWrong: "The checkpoint is of another log."
        case .timeOutOfRange: "The time of the cosignature is out of range."
        case .proofMalformed(let fault): "The proof of an entry is malformed: \(fault.rawValue)."
        case .requestMalformed(let fault): "The request to the witness is malformed: \(fault.rawValue)."
        case .tileMalformed(let fault): "The tile is malformed: \(fault.rawValue)."
        case .cryptographyFailed: "The cryptographic library failed."
        }
    }
}
