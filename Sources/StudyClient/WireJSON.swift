package import StudyModel

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// JSON as the API speaks it: sorted keys, slashes as they are.
package enum WireJSON {
    /// The bytes of a value.
    package static func encode(_ value: some Encodable) throws(StudyError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(value))
        } catch {
            throw StudyError(.internalFault, "A value can't be written as JSON.", cause: error)
        }
    }

    /// The value in some bytes.
    ///
    /// - Throws: `internal` where the bytes are not what the contract says.
    package static func decode<Value: Decodable>(
        _ type: Value.Type, from bytes: some Sequence<UInt8>
    ) throws(StudyError) -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch {
            throw StudyError(
                .internalFault, "The daemon's answer is not a \(type).",
                hint: "Run 'rir daemon stop', then the command again, so that both are of one version.",
                cause: error
            )
        }
    }
}
