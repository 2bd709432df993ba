/// What somebody with a copy of the study asks the lead: to be taken into the team (format.md §16.4).
///
/// It travels with the remote; ``code(_:)`` is read out, so that the lead knows whose it is.
package struct JoinRequest: Hashable, Sendable, Codable {
    /// The id they would like.
    package var member: MemberID
    package var device: DeviceID
    /// The public half of the key they sign with: `ssh-ed25519 …`.
    package var key: String
    /// What seals for them: `age1…`.
    package var recipient: String

    package init(member: MemberID, device: DeviceID, key: String, recipient: String) {
        self.member = member
        self.device = device
        self.key = key
        self.recipient = recipient
    }

    /// Where it lies on the remote.
    package var reference: String { "\(Self.references)/\(device.rawValue)" }

    /// Below what all requests lie.
    package static let references = "refs/rir/requests"

    /// Canonical JSON and LF.
    package var bytes: [UInt8] {
        let values: [String: FieldValue] = [
            "member": .text(member.rawValue), "device": .text(device.rawValue), "key": .text(key),
            "recipient": .text(recipient),
        ]
        return Array((FieldValue.object(values).json + "\n").utf8)
    }

    /// Reads canonical bytes; `nil` for any others.
    package init?(from bytes: [UInt8]) {
        var index = 0
        guard bytes.count < 4096, case .object(let values)? = JSONValues.value(in: bytes[...], at: &index)
        else {
            return nil
        }
        let fields = Fields(values: values)
        guard let member = try? fields.one("member", { MemberID(rawValue: $0) }),
            let device = try? fields.one("device", { DeviceID(rawValue: $0) }),
            let key = try? fields.one("key", { Self.isKey($0) ? $0 : nil }),
            let recipient = try? fields.one("recipient", { Self.isRecipient($0) ? $0 : nil })
        else { return nil }
        self.init(member: member, device: device, key: key, recipient: recipient)
        guard self.bytes == bytes else { return nil }
    }

    /// Whether a text is an Ed25519 key as OpenSSH writes it: nothing of it can be more than that in `study.yaml`.
    private static func isKey(_ text: String) -> Bool {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        return words.count == 2 && words[0] == "ssh-ed25519" && words[1].utf8.count == 68
            && words[1].utf8.allSatisfy {
                ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x2B || $0 == 0x2F || $0 == 0x3D
            }
    }

    /// Whether a text has the form of an age recipient (Bech32, in small letters).
    private static func isRecipient(_ text: String) -> Bool {
        text.hasPrefix("age1") && text.utf8.count == 62
            && text.utf8.allSatisfy { $0 &- 0x61 < 26 || $0 &- 0x30 < 10 }
    }

    /// What is read out on the telephone: the first 60 bits of the SHA-256 of ``bytes``, as `7f3k-9q2m-x4tb`.
    ///
    /// - Parameter digest: that SHA-256 in hexadecimal.
    package static func code(_ digest: String) -> String {
        let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")
        var bits = UInt64(digest.prefix(15), radix: 16) ?? 0
        var code: [Character] = []
        for place in 0..<12 {
            if place > 0, place.isMultiple(of: 4) { code.append("-") }
            code.append(alphabet[Int(bits & 31)])
            bits >>= 5
        }
        return String(code.reversed())
    }

    /// A code as somebody typed it: small letters, without what is between the groups, `o` and `l` as the digits they look like.
    package static func typed(_ code: String) -> String {
        String(
            code.lowercased().compactMap { character in
                switch character {
                case "o": "0"
                case "i", "l": "1"
                case "-", " ": nil
                default: character
                }
            })
    }
}
