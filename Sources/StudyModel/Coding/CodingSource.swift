/// Which layer of a study a coding lies in.
package enum CodingLayer: String, Hashable, Sendable, Codable, CaseIterable {
    /// What one coder did alone.
    case independent
    /// What a round's adjudication agreed on.
    case consensus
}

/// Whose codings one file holds: a coder's own, or those that a round agreed on.
///
/// Written `r1` for a coder and `consensus/<round>` for a round.
package enum CodingSource: Hashable, Sendable {
    case coder(CoderID)
    case consensus(round: String)

    package var layer: CodingLayer {
        switch self {
        case .coder: .independent
        case .consensus: .consensus
        }
    }

    /// The coder; `nil` for a consensus, which is nobody's alone.
    package var coder: CoderID? {
        if case .coder(let coder) = self { return coder }
        return nil
    }
}

extension CodingSource: RawRepresentable, Codable {
    package init?(rawValue: String) {
        if rawValue.hasPrefix("consensus/"), rawValue.utf8.count > 10 {
            self = .consensus(round: String(rawValue.dropFirst(10)))
        } else if let coder = CoderID(rawValue: rawValue) {
            self = .coder(coder)
        } else {
            return nil
        }
    }

    package var rawValue: String {
        switch self {
        case .coder(let coder): coder.rawValue
        case .consensus(let round): "consensus/\(round)"
        }
    }
}
