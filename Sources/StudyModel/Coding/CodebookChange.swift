/// One step of work on the coding frame, as a person asks for it.
///
/// Which fields an act takes is said at each; the others are left out.
package struct CodebookChange: Hashable, Sendable, Codable {
    package enum Act: String, Hashable, Sendable, Codable, CaseIterable {
        /// A new code: ``CodebookChange/name``, ``CodebookChange/parent`` and whatever describes it.
        case add
        /// Changes what describes a code; what it means gets a new revision where that changes.
        case edit
        /// ``CodebookChange/name``; what it means stays.
        case rename
        /// ``CodebookChange/parent``: below another code, or to the top; what stands below it moves along.
        case move
        /// ``CodebookChange/into``: its codings become codings of another code, and it is retired.
        case merge
        /// ``CodebookChange/names``: new codes beside it take its place; its codings wait for a decision each.
        case split
        /// Not to be used any more; its codings stay.
        case retire
        /// Takes a retired code up again.
        case restore
    }

    package var act: Act
    /// Which code, as ``Codebook/resolve(_:)`` understands it; not for `add`.
    package var code: String?
    package var name: String?
    /// For `split`, two or more.
    package var names: [String]?
    /// Empty for the top.
    package var parent: String?
    package var into: String?
    package var origin: Code.Origin?
    package var status: Code.Status?
    /// Empty takes the colour away.
    package var colour: String?
    package var definition: String?
    package var useWhen: String?
    package var notWhen: String?
    package var example: String?
    package var isCategory: Bool?
    /// Lowest and highest weight; empty takes the scale away.
    package var scale: [Int]?
    /// The new code's id, for `add`; one is drawn without it.
    package var id: CodeID?
    /// The GUID of another program, for `add`.
    package var guid: String?
    /// Whether codings made before stay up to date although the words of the definition change, for `edit`.
    package var keepsMeaning: Bool?
    /// The nonce of the code that was looked at, for `edit`; another one is `code.conflict`.
    package var base: String?

    package init(_ act: Act, code: String? = nil, name: String? = nil, parent: String? = nil) {
        self.act = act
        self.code = code
        self.name = name
        self.parent = parent
    }
}

/// What a change did to one code, for histories and differences.
package struct CodeDifference: Hashable, Sendable, Codable {
    package enum Kind: String, Hashable, Sendable, Codable {
        case added, removed, renamed, moved, redefined, described, retired, restored, merged, split
    }

    package var id: CodeID
    /// Where it stands now, or stood.
    package var path: CodePath
    package var name: String
    package var kinds: [Kind]
    /// Where it stood before, where that differs.
    package var before: CodePath?
    /// What differs: field, old and new.
    package var fields: [Field]

    package struct Field: Hashable, Sendable, Codable {
        package var name: String
        package var old: String
        package var new: String

        package init(name: String, old: String, new: String) {
            self.name = name
            self.old = old
            self.new = new
        }
    }

    package init(
        id: CodeID, path: CodePath, name: String, kinds: [Kind], before: CodePath? = nil,
        fields: [Field] = []
    ) {
        self.id = id
        self.path = path
        self.name = name
        self.kinds = kinds
        self.before = before
        self.fields = fields
    }
}
