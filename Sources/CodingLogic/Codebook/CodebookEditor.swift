package import StudyModel

/// Carries out changes of the coding frame, one after another, on a frame in memory.
///
/// Every change is whole or refused; a refused one throws and leaves the frame as it was.
package struct CodebookEditor: Sendable {
    /// The frame so far.
    package private(set) var codebook: Codebook
    /// Codes whose codings become codings of another, in the order of the merges.
    package private(set) var recodings: [(from: CodeID, to: CodeID)] = []

    private let by: Provenance
    private let newID: @Sendable () -> CodeID
    private let newNonce: @Sendable () -> String

    /// - Parameters:
    ///   - by: who changes the frame, and when.
    ///   - newID: gives an id for a new code.
    ///   - newNonce: gives 32 fresh random bytes in hexadecimal for each changed code.
    package init(
        _ codebook: Codebook, by: Provenance, newID: @escaping @Sendable () -> CodeID,
        newNonce: @escaping @Sendable () -> String
    ) {
        self.codebook = codebook
        self.by = by
        self.newID = newID
        self.newNonce = newNonce
    }

    /// Carries out one change.
    ///
    /// - Returns: the code it was about.
    /// - Throws: `code.not_found`, `code.ambiguous`, `code.exists`, `code.invalid`.
    @discardableResult
    package mutating func apply(_ change: CodebookChange) throws(StudyError) -> CodeID {
        var next = self
        let code = try next.perform(change)
        self = next
        return code
    }

    private mutating func perform(_ change: CodebookChange) throws(StudyError) -> CodeID {
        switch change.act {
        case .add: return try add(change)
        case .edit: return try edit(change)
        case .rename: return try rename(change)
        case .move: return try move(change)
        case .merge: return try merge(change)
        case .split: return try split(change)
        case .retire: return try setStatus(.retired, change)
        case .restore: return try setStatus(.draft, change)
        }
    }

    // MARK: Acts

    private mutating func add(_ change: CodebookChange) throws(StudyError) -> CodeID {
        let parent = try parent(of: change)
        let name = try name(change.name)
        let path = try place(name, below: parent?.path)
        if let id = change.id, codebook[id] != nil {
            throw StudyError(
                .codeExists, "There is a code with the id '\(id.rawValue)' already.",
                hint: "Leave the id out, and one is drawn.")
        }
        var code = Code(id: change.id ?? newID(), name: name, entered: by, changed: by, nonce: newNonce())
        code.guid = change.guid
        try describe(&code, change)
        code.revision = 1
        put([.init(path: path, code: code)])
        return code.id
    }

    private mutating func edit(_ change: CodebookChange) throws(StudyError) -> CodeID {
        let entry = try one(change.code)
        if let base = change.base, base != entry.code.nonce {
            throw StudyError(
                .codeConflict, "'\(entry.path)' was changed after it was looked at.",
                hint: "Look at it again: 'rir codebook show \(entry.path)'.")
        }
        var code = entry.code
        try describe(&code, change)
        if code == entry.code { return code.id }
        if !code.means(theSameAs: entry.code), change.keepsMeaning != true { code.revision += 1 }
        put([.init(path: entry.path, code: touched(code))])
        return code.id
    }

    private mutating func rename(_ change: CodebookChange) throws(StudyError) -> CodeID {
        let entry = try one(change.code)
        let name = try name(change.name)
        let path = try place(name, below: entry.path.parent, except: entry.code.id)
        var code = entry.code
        code.name = name
        try relocate(entry, to: path, as: touched(code))
        return code.id
    }

    private mutating func move(_ change: CodebookChange) throws(StudyError) -> CodeID {
        let entry = try one(change.code)
        let parent = try parent(of: change)
        if let parent, parent.path.isWithin(entry.path) {
            throw StudyError(
                .codeInvalid, "'\(entry.path)' can't be moved below itself.",
                hint: "Name a code that is not below it, or --top.")
        }
        if parent?.path == entry.path.parent { return entry.code.id }
        let path = try place(entry.code.name, below: parent?.path, except: entry.code.id)
        try relocate(entry, to: path, as: touched(entry.code))
        return entry.code.id
    }

    private mutating func merge(_ change: CodebookChange) throws(StudyError) -> CodeID {
        let (source, target) = (try one(change.code), try one(change.into))
        guard source.code.id != target.code.id, !target.path.isWithin(source.path) else {
            throw StudyError(
                .codeInvalid, "A code can't be merged into itself or into one below it.",
                hint: "Name another code, or move the lower one away first: 'rir codebook move'.")
        }
        guard target.code.isUsable else { throw Self.notUsable(target) }
        for child in codebook.children(of: source.path) {
            let path = try place(child.code.name, below: target.path)
            try relocate(child, to: path, as: touched(child.code))
        }
        var code = touched(source.code)
        code.status = .retired
        code.replacedBy = [target.code.id]
        put([.init(path: source.path, code: code)])
        recodings.append((source.code.id, target.code.id))
        return target.code.id
    }

    private mutating func split(_ change: CodebookChange) throws(StudyError) -> CodeID {
        let entry = try one(change.code)
        let names = change.names ?? []
        guard names.count >= 2 else {
            throw StudyError(.codeInvalid, "A code is split into two others or more.", hint: "Name them.")
        }
        var code = touched(entry.code)
        for name in names {
            var part = CodebookChange(.add, name: name, parent: entry.path.parent?.rawValue ?? "")
            part.origin = code.origin
            part.status = code.status == .retired ? .draft : code.status
            part.colour = code.colour
            part.scale = code.scale.map { [$0.lowest, $0.highest] }
            code.replacedBy.append(try add(part))
        }
        code.status = .retired
        put([.init(path: entry.path, code: code)])
        return code.id
    }

    private mutating func setStatus(_ status: Code.Status, _ change: CodebookChange) throws(StudyError)
        -> CodeID
    {
        let entry = try one(change.code)
        if (status == .retired) == (entry.code.status == .retired) {
            throw StudyError(
                .codeInvalid,
                status == .retired
                    ? "'\(entry.path)' is retired already." : "'\(entry.path)' is not retired.",
                hint: "'rir codebook show \(entry.path)' shows how it stands.")
        }
        var code = touched(entry.code)
        code.status = status
        if status != .retired { code.replacedBy = [] }
        put([.init(path: entry.path, code: code)])
        return code.id
    }

    // MARK: Parts

    private func describe(_ code: inout Code, _ change: CodebookChange) throws(StudyError) {
        if let origin = change.origin { code.origin = origin }
        if let status = change.status { code.status = status }
        if let colour = change.colour { code.colour = colour.isEmpty ? nil : colour.lowercased() }
        if let text = change.definition { code.definition = text }
        if let text = change.useWhen { code.useWhen = text }
        if let text = change.notWhen { code.notWhen = text }
        if let text = change.example { code.example = text }
        if let isCategory = change.isCategory { code.isCategory = isCategory }
        if let scale = change.scale {
            code.scale = scale.count == 2 ? Code.Scale(lowest: scale[0], highest: scale[1]) : nil
            guard scale.isEmpty || code.scale != nil else {
                throw StudyError(
                    .codeInvalid, "A scale is two whole numbers, the lower one first.",
                    hint: "Write it as 1..5.")
            }
        }
        if let problem = code.problem { throw StudyError(.codeInvalid, problem) }
    }

    /// A code and all below it at another path.
    private mutating func relocate(_ entry: Codebook.Entry, to path: CodePath, as code: Code)
        throws(StudyError)
    {
        var moved: [Codebook.Entry] = [.init(path: path, code: code)]
        for below in codebook.subtree(entry.path).dropFirst() {
            let rest = below.path.rawValue.dropFirst(entry.path.rawValue.count)
            guard let place = CodePath(rawValue: path.rawValue + rest) else { throw Self.tooDeep }
            moved.append(.init(path: place, code: below.code))
        }
        let gone = Set(moved.map(\.code.id))
        codebook = Codebook(codebook.entries.filter { !gone.contains($0.code.id) } + moved)
    }

    private mutating func put(_ entries: [Codebook.Entry]) {
        let ids = Set(entries.map(\.code.id))
        codebook = Codebook(codebook.entries.filter { !ids.contains($0.code.id) } + entries)
    }

    private func touched(_ code: Code) -> Code {
        var code = code
        code.changed = by
        code.nonce = newNonce()
        return code
    }

    private func one(_ text: String?) throws(StudyError) -> Codebook.Entry { try codebook.one(text ?? "") }

    private func parent(of change: CodebookChange) throws(StudyError) -> Codebook.Entry? {
        guard let parent = change.parent, !parent.isEmpty else { return nil }
        return try codebook.one(parent)
    }

    private func name(_ name: String?) throws(StudyError) -> String {
        guard let name, Code.isName(name) else {
            throw StudyError(
                .codeInvalid, "A code's name is one line of 1 to 200 characters.",
                hint: "Give the code a name.")
        }
        return name
    }

    private func place(
        _ name: String, below parent: CodePath?, except own: CodeID? = nil
    ) throws(StudyError) -> CodePath {
        if let path = codebook.freePath(for: name, below: parent, except: own) { return path }
        guard CodePath("code", below: parent) != nil else { throw Self.tooDeep }
        throw StudyError(
            .codeExists,
            "There is a code '\(name)' \(parent.map { "below '\($0)'" } ?? "at the top") already.",
            hint: "Names are unique below one code; give it another name or another parent.")
    }

    private static let tooDeep = StudyError(
        .codeInvalid, "A coding frame is at most \(CodePath.deepest) codes deep.",
        hint: "Put it below a code that stands higher.")

    /// Why a code can't be used for new codings.
    package static func notUsable(_ entry: Codebook.Entry) -> StudyError {
        entry.code.isCategory
            ? StudyError(
                .codeInvalid, "'\(entry.path)' only groups other codes and is never applied itself.",
                hint: "Choose one below it: 'rir codebook show \(entry.path)'.")
            : StudyError(
                .codeInvalid, "'\(entry.path)' is retired.",
                hint: "'rir codebook show' lists the codes in use; 'rir codebook restore' takes it up again.")
    }
}

extension Codebook {
    /// The one code that a text means.
    ///
    /// - Throws: `code.not_found` with the nearest paths, `code.ambiguous`.
    package func one(_ text: String) throws(StudyError) -> Entry {
        let found = resolve(text)
        if found.count == 1 { return found[0] }
        if found.isEmpty {
            let near = nearest(to: text)
            throw StudyError(
                .codeNotFound, "There is no code '\(text.prefix(80))'.",
                hint: near.isEmpty
                    ? "Run 'rir codebook show' to see the codes there are."
                    : "Did you mean \(near.map { "'\($0)'" }.joined(separator: " or "))?")
        }
        throw StudyError(
            .codeAmbiguous,
            "'\(text.prefix(80))' could mean \(found.prefix(5).map { "'\($0.path)'" }.joined(separator: ", ")).",
            hint: "Type more of the path.")
    }

    /// Up to three paths that look like a text.
    package func nearest(to text: String) -> [CodePath] {
        let wanted = Array(
            CodePath.slug(of: text.split(separator: "/").last.map(String.init) ?? text).unicodeScalars)
        return entries.filter { $0.code.status != .retired }
            .map { (entry: $0, distance: NearestNames.distance(wanted, Array($0.path.last.unicodeScalars))) }
            .filter { $0.distance <= max(1, wanted.count / 3) }
            .sorted { ($0.distance, $0.entry.path) < ($1.distance, $1.entry.path) }
            .prefix(3).map(\.entry.path)
    }
}
