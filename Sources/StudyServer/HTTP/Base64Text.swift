#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Bytes in JSON.
enum Base64Text {
    /// `nil` for what is no base64.
    static func bytes(_ text: String) -> [UInt8]? { Data(base64Encoded: text).map { Array($0) } }

    static func text(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}
