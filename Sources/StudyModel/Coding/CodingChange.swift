/// One step of coding in a record, as a person asks for it.
package struct CodingChange: Hashable, Sendable, Codable {
    package enum Act: String, Hashable, Sendable, Codable, CaseIterable {
        /// Codes a place with one code or several: ``CodingChange/codes`` and one way to name the place.
        case add
        /// Takes a coding away.
        case remove
        /// Changes a coding's comment, weight, code or place.
        case edit
        /// Says that a coding is right as it stands: after its text or its code's definition was changed.
        case confirm
    }

    package var act: Act
    /// Which coding: its id, or the end of it; not for `add`.
    package var coding: String?
    /// As ``Codebook/resolve(_:)`` understands them; of an `edit` the one code that takes the other's place.
    package var codes: [String]?
    /// Unicode scalars of the body from 0, half open: first and end.
    package var span: [Int]?
    /// The words to code, which must stand in the record; runs of white space match one another.
    package var quote: String?
    /// Which of several places with those words is meant, from 1.
    package var occurrence: Int?
    /// Turns, paragraphs or lines from 1, first and last.
    package var turns: [Int]?
    package var paragraphs: [Int]?
    package var lines: [Int]?
    /// The record as a whole.
    package var isWhole: Bool?
    /// Empty takes it away.
    package var comment: String?
    package var weight: Int?
    /// For `edit`, whether the weight is taken away.
    package var dropsWeight: Bool?

    package init(_ act: Act, coding: String? = nil, codes: [String]? = nil, span: [Int]? = nil) {
        self.act = act
        self.coding = coding
        self.codes = codes
        self.span = span
    }
}

/// A coding as it is shown: with the record, the coder and what its code is called now.
package struct CodingView: Hashable, Sendable, Codable {
    package var record: RecordID
    package var coder: CoderID
    package var coding: Coding
    package var path: CodePath?
    package var name: String
    package var colour: String?
    /// Why somebody should look at it again; empty where it is right as far as the study knows.
    package var doubts: [Doubt]

    package enum Doubt: String, Hashable, Sendable, Codable {
        /// What the code means was changed after the coding.
        case redefined
        /// The code was split, and nobody has said which part this is.
        case split
        /// The words were changed.
        case changed
        /// The words are gone.
        case lost
        /// The study has no such code any more.
        case orphaned
    }

    package init(record: RecordID, coder: CoderID, coding: Coding, in codebook: Codebook) {
        let entry = codebook[coding.code]
        self.record = record
        self.coder = coder
        self.coding = coding
        path = entry?.path
        name = entry?.code.name ?? coding.code.rawValue
        colour = entry?.code.colour
        doubts = coding.doubts(in: codebook)
    }
}

extension Coding {
    /// Why somebody should look at the coding again.
    package func doubts(in codebook: Codebook) -> [CodingView.Doubt] {
        var doubts: [CodingView.Doubt] = []
        switch state {
        case .sound: break
        case .changed: doubts.append(.changed)
        case .lost: doubts.append(.lost)
        }
        guard let code = codebook[self.code]?.code else { return doubts + [.orphaned] }
        if code.status == .retired, code.replacedBy.count > 1 { doubts.append(.split) }
        if revision < code.revision { doubts.append(.redefined) }
        return doubts
    }
}
