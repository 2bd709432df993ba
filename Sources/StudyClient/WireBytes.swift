#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Bytes as they stand in JSON: base64 (RFC 4648 §4).
package enum WireBytes {
    package static func text(of bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    /// The bytes of a text, or `nil` where it is none.
    package static func bytes(of text: String) -> [UInt8]? { Data(base64Encoded: text).map(Array.init) }
}
