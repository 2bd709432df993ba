package import StudyModel

/// What a coding says of which words; of one coder's codings in a record no two say the same.
package struct CodingStatement: Hashable, Sendable {
    var code: CodeID
    /// `nil` for the record as a whole.
    var span: Range<Int>?
}

extension Coding {
    /// `nil` for a lost one, which says nothing until somebody decides.
    package var statement: CodingStatement? {
        state == .lost ? nil : CodingStatement(code: code, span: anchor?.span)
    }

    /// The coding with another code in the place of its own; a weight stays where the code's scale has it.
    package func recoded(to code: Code) -> Coding {
        var coding = self
        coding.code = code.id
        coding.revision = code.revision
        if let weight, code.scale?.contains(weight) != true { coding.weight = nil }
        return coding
    }

    /// The older of two codings that say the same, with what the other one says besides.
    fileprivate func joined(with other: Coding) -> Coding {
        if other.id < id { return other.joined(with: self) }
        var coding = self
        if let more = other.comment, more != comment {
            coding.comment = comment.map { "\($0)\n\n\(more)" } ?? more
        }
        coding.weight = weight ?? other.weight
        return coding
    }
}

extension [Coding] {
    /// One coder's codings after codes were merged into others.
    ///
    /// Where one becomes a coding of a code that stands on its words already, the two are joined: the older one stays,
    /// with the comments of both, and with its own weight or else the other's. No other coding is touched.
    ///
    /// - Returns: also how many got another code, and how many of those were joined.
    package func recoded(
        _ recodings: [(from: CodeID, to: CodeID)], in codebook: Codebook
    ) -> (codings: [Coding], recoded: Int, joined: Int) {
        let after = map { coding in
            recodings.reduce(coding) { coding, step in
                guard coding.code == step.from, let code = codebook[step.to]?.code else { return coding }
                return coding.recoded(to: code)
            }
        }
        let changed = zip(self, after).filter { $0.code != $1.code }.map(\.1).sorted { $0.id < $1.id }
        var left = zip(self, after).filter { $0.code == $1.code }.map(\.0)
        var joined = 0
        for coding in changed {
            if let statement = coding.statement,
                let place = left.firstIndex(where: { $0.statement == statement })
            {
                left[place] = left[place].joined(with: coding)
                joined += 1
            } else {
                left.append(coding)
            }
        }
        return (left, changed.count, joined)
    }

    /// The codings with new ones, except those that say what is said already.
    ///
    /// - Returns: also how many were added.
    package func adding(_ others: [Coding]) -> (codings: [Coding], added: Int) {
        var said = Set(compactMap(\.statement))
        let new = others.filter { $0.statement.map { said.insert($0).inserted } ?? true }
        return (self + new, new.count)
    }
}
