/// One entry of the coding frame: what `codebook/<path>.yaml` holds (format.md §12.1).
///
/// Where it stands in the frame is the file's path, so a code does not know its own parent.
package struct Code: Hashable, Sendable, Codable {
    /// Where the code comes from.
    package enum Origin: String, Hashable, Sendable, Codable, CaseIterable {
        /// From the research questions or a theory, before the material was read.
        case deductive
        /// From the material.
        case inductive
    }

    package enum Status: String, Hashable, Sendable, Codable, CaseIterable {
        case draft, agreed
        /// Not to be used any more; codings made with it stay.
        case retired
    }

    /// The whole numbers a coding may be weighted with.
    package struct Scale: Hashable, Sendable, Codable {
        package var lowest: Int
        package var highest: Int

        /// `nil` unless `lowest` is below `highest`.
        package init?(lowest: Int, highest: Int) {
            guard lowest < highest else { return nil }
            self.lowest = lowest
            self.highest = highest
        }

        package func contains(_ weight: Int) -> Bool { (lowest...highest).contains(weight) }
    }

    package let id: CodeID
    /// As people write it, one line; unique among its siblings.
    package var name: String
    package var origin: Origin
    package var status: Status
    /// `#rrggbb` in small letters.
    package var colour: String?
    /// What it means.
    package var definition: String
    package var useWhen: String
    package var notWhen: String
    package var example: String
    /// Whether it only groups others and is never applied itself.
    package var isCategory: Bool
    package var scale: Scale?
    /// Counts from 1; one more whenever what the code means is changed, which makes earlier codings outdated.
    package var revision: Int
    /// What took its place when it was merged or split.
    package var replacedBy: [CodeID]
    /// The GUID it carries in other programs, in small letters without braces, where it came from one.
    package var guid: String?
    package var entered: Provenance
    package var changed: Provenance
    /// As for ``Record/nonce``.
    package var nonce: String

    package init(
        id: CodeID, name: String, origin: Origin = .inductive, status: Status = .draft, colour: String? = nil,
        definition: String = "", useWhen: String = "", notWhen: String = "", example: String = "",
        isCategory: Bool = false, scale: Scale? = nil, revision: Int = 1, replacedBy: [CodeID] = [],
        guid: String? = nil, entered: Provenance, changed: Provenance, nonce: String
    ) {
        self.id = id
        self.name = name
        self.origin = origin
        self.status = status
        self.colour = colour
        self.definition = definition
        self.useWhen = useWhen
        self.notWhen = notWhen
        self.example = example
        self.isCategory = isCategory
        self.scale = scale
        self.revision = revision
        self.replacedBy = replacedBy
        self.guid = guid
        self.entered = entered
        self.changed = changed
        self.nonce = nonce
    }

    /// Whether new codings may be made with it.
    package var isUsable: Bool { status != .retired && !isCategory }

    /// Whether what the code means differs from another version of it; its name, place and colour do not matter.
    package func means(theSameAs other: Code) -> Bool {
        definition == other.definition && useWhen == other.useWhen && notWhen == other.notWhen
            && scale == other.scale
    }

    /// What can't be in a code, as a sentence; `nil` for a possible one.
    package var problem: String? {
        if !Self.isName(name) { return "A code's name is one line of 1 to 200 characters." }
        if let colour, !Self.isColour(colour) { return "A colour is written #rrggbb." }
        if revision < 1 { return "A revision counts from 1." }
        if !FrontMatter.isNonce(nonce) { return "The nonce is not 32 bytes in hexadecimal." }
        return nil
    }

    /// Whether a text can be a code's name: one line without control characters, beginning and ending
    /// with something to read.
    package static func isName(_ text: String) -> Bool {
        (1...200).contains(text.unicodeScalars.count)
            && !text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
            && text.first?.isWhitespace == false && text.last?.isWhitespace == false
    }

    package static func isColour(_ text: String) -> Bool {
        text.utf8.count == 7 && text.hasPrefix("#")
            && text.utf8.dropFirst().allSatisfy {
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
            }
    }
}
