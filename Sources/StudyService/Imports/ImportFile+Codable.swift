internal import StudyModel

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// As a sealed file in the inbox holds it: the bytes in base64.
extension ImportFile: Codable {
    private enum CodingKeys: String, CodingKey {
        case path
        case base64
        case modified
        case overrides
        case password
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            path: try values.decode(String.self, forKey: .path),
            bytes: Array(try values.decode(Data.self, forKey: .base64)),
            modified: try values.decodeIfPresent(Timestamp.self, forKey: .modified),
            overrides: try values.decode(RecordOverrides.self, forKey: .overrides),
            password: try values.decodeIfPresent(String.self, forKey: .password))
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(path, forKey: .path)
        try values.encode(Data(bytes), forKey: .base64)
        try values.encodeIfPresent(modified, forKey: .modified)
        try values.encode(overrides, forKey: .overrides)
        try values.encodeIfPresent(password, forKey: .password)
    }
}
