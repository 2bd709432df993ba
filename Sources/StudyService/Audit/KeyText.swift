internal import Foundation

/// Keys as OpenSSH writes them.
enum KeyText {
    static func bytes(ofBase64 text: String) -> [UInt8]? { Data(base64Encoded: text).map(Array.init) }

    /// Without padding, as fingerprints are written.
    static func base64(of bytes: [UInt8]) -> String {
        String(Data(bytes).base64EncodedString().prefix { $0 != "=" })
    }
}
