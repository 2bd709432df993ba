internal import REFIQDA
internal import StudyModel

/// What things of the study are called in files for other programs: always the same, so that two exports can be compared.
enum ExchangeGUID {
    /// Of everything that this product names; drawn once.
    private static let namespace = QDAGUID("8a4f2c5e-6d0b-4f3e-9a57-2b1f6f0c7d31") ?? namespaceFallback
    private static let namespaceFallback = QDAGUID(bytes: Array(repeating: 0x8A, count: 16)).unsafelyUnwrapped

    /// The identifier of a thing, from what it is and the name it keeps for ever.
    static func of(_ kind: String, _ name: String) -> QDAGUID {
        QDAGUID(namespace: namespace, name: "\(kind):\(name)")
    }

    /// A code's: the one it came with, else its own.
    static func of(_ code: Code) -> QDAGUID {
        code.guid.flatMap { QDAGUID($0) } ?? of("code", code.id.rawValue)
    }

    /// A coding's: the one it came with, else its own.
    static func of(_ coding: Coding) -> QDAGUID {
        coding.guid.flatMap { QDAGUID($0) } ?? of("coding", coding.id.rawValue)
    }
}

extension StudyError {
    /// What a file of another program lacks, in the words of its reader.
    init(_ error: QDAError, _ code: StudyError.Code) {
        self.init(
            code, error.description,
            hint: "Export it again from the program that made it, or send us the sentence above.")
    }
}
