/// A kind of key that exists for age files and that this library does not open or write.
public enum AgeForeignKind: Sendable, Hashable {
    /// ML-KEM-768 with X25519: recipients `age1pq1…`, identities `AGE-SECRET-KEY-PQ-1…`, stanzas `mlkem768x25519`.
    case postQuantumHybrid
    /// P-256 on hardware: recipients `age1tag1…`, stanzas `p256tag`.
    case tagged
    /// ML-KEM-768 with P-256 on hardware: recipients `age1tagpq1…`, stanzas `mlkem768p256tag`.
    case taggedHybrid
    /// An SSH key: `ssh-ed25519 …`, `ssh-rsa …` and the stanzas of the same names.
    case ssh
    /// A key of the plugin with this name: recipients `age1name1…`, identities `AGE-PLUGIN-NAME-1…`.
    case plugin(String)
}

extension AgeForeignKind: CustomStringConvertible {
    /// What to call the kind in a sentence, as in `a post-quantum hybrid key (mlkem768x25519)`.
    public var description: String {
        switch self {
        case .postQuantumHybrid: "a post-quantum hybrid key (mlkem768x25519)"
        case .tagged: "a tagged hardware key (p256tag)"
        case .taggedHybrid: "a tagged post-quantum hybrid hardware key (mlkem768p256tag)"
        case .ssh: "an SSH key"
        case .plugin(let name): "a key of the age plugin '\(name)'"
        }
    }
}

extension AgeForeignKind {
    /// The kind of a stanza of this type, or `nil` for types that nobody has described.
    init?(stanzaType: String) {
        switch stanzaType {
        case "mlkem768x25519": self = .postQuantumHybrid
        case "p256tag": self = .tagged
        case "mlkem768p256tag": self = .taggedHybrid
        case "ssh-ed25519", "ssh-rsa": self = .ssh
        default: return nil
        }
    }

    /// The kind of a recipient whose Bech32 begins like this, or `nil` for X25519 and for what is no recipient.
    init?(recipientPrefix prefix: String) {
        guard let name = Self.name(in: prefix, after: "age1") else { return nil }
        switch name {
        case "pq": self = .postQuantumHybrid
        case "tag": self = .tagged
        case "tagpq": self = .taggedHybrid
        default: self = .plugin(name)
        }
    }

    /// The kind of an identity whose Bech32 begins like this, or `nil` for X25519 and for what is no identity.
    init?(identityPrefix prefix: String) {
        if prefix == "AGE-SECRET-KEY-PQ-" {
            self = .postQuantumHybrid
        } else if prefix.last == "-",
            let name = Self.name(in: String(prefix.dropLast()), after: "AGE-PLUGIN-")
        {
            self = .plugin(name.lowercased())
        } else {
            return nil
        }
    }

    /// The rest of a prefix, no longer than a name would be, since people are shown it.
    private static func name(in prefix: String, after beginning: String) -> String? {
        guard prefix.hasPrefix(beginning) else { return nil }
        let name = prefix.dropFirst(beginning.count)
        return (1...64).contains(name.count) ? String(name) : nil
    }
}
