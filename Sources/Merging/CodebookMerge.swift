package import StudyModel

/// Three-way merge of the coding frame, code by code wherever each stands: a code that one moved and another redefined is
/// both.
package struct CodebookMerge {
    /// The frame's files that stand, by study path.
    package private(set) var files: [String: [UInt8]] = [:]
    package private(set) var questions: [MergeQuestion] = []

    private let base: Frame
    private let left: Frame
    private let right: Frame

    /// - Parameters: the files below `codebook/` in each state, by study path, all of them.
    package init(base: [String: [UInt8]], _ one: [String: [UInt8]], _ other: [String: [UInt8]]) {
        let isInOrder = Self.isBefore(one, other)
        self.base = Frame(base)
        left = Frame(isInOrder ? one : other)
        right = Frame(isInOrder ? other : one)
        var places: [CodeID: Place] = [:]
        for id in Set(left.places.keys).union(right.places.keys).sorted() { places[id] = place(of: id) }
        put(places)
        for path in Set(left.others.keys).union(right.others.keys).sorted() {
            let merged = FileMerge.merged(
                path, base: self.base.others[path], left.others[path], right.others[path])
            files[path] = merged.bytes
            questions += merged.questions
        }
    }

    private static func isBefore(_ one: [String: [UInt8]], _ other: [String: [UInt8]]) -> Bool {
        for path in Set(one.keys).union(other.keys).sorted() where one[path] != other[path] {
            return (one[path] ?? []).lexicographicallyPrecedes(other[path] ?? [])
        }
        return true
    }

    /// A code and where it stands: below which code, under which part of a path.
    private struct Place: Equatable {
        var code: Code
        /// The id of the code above it; a path where no code stands there; empty at the top.
        var parent: String
        var part: String
        var bytes: [UInt8]
    }

    /// One state of the frame.
    private struct Frame {
        var places: [CodeID: Place] = [:]
        /// Files that are no codes as the format says.
        var others: [String: [UInt8]] = [:]

        init(_ files: [String: [UInt8]]) {
            var codes: [CodePath: Code] = [:]
            for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
                guard let place = CodePath(file: path), let code = try? CodeText.code(from: bytes),
                    !codes.values.contains(where: { $0.id == code.id })
                else {
                    others[path] = bytes
                    continue
                }
                codes[place] = code
            }
            for (path, code) in codes {
                let parent = path.parent.map { codes[$0]?.id.rawValue ?? $0.rawValue } ?? ""
                places[code.id] = Place(
                    code: code, parent: parent, part: String(path.last), bytes: files[path.file] ?? [])
            }
        }
    }

    private mutating func place(of id: CodeID) -> Place? {
        let (was, mine, theirs) = (base.places[id], left.places[id], right.places[id])
        if mine == theirs || theirs == was { return mine }
        if mine == was { return theirs }
        guard let mine, let theirs else {
            let kept = mine ?? theirs
            if let kept { ask(.changedAndRemoved, kept, fields: [], other: nil) }
            return kept
        }
        let prefersLeft = mine.code.changed.isLater(than: theirs.code.changed)
        var sides = ThreeWay(base: was, left: mine, right: theirs, prefersLeft: prefersLeft)
        var place = prefersLeft ? mine : theirs
        place.parent = sides.pick("place", \.parent)
        // The part of the path follows the name, so both are of one side.
        (place.code.name, place.part) = { ($0.first ?? "", $0.last ?? "") }(
            sides.pick("name") { [$0.code.name, $0.part] })
        merge(&place.code, &sides)
        let (kept, other) = prefersLeft ? (mine, theirs) : (theirs, mine)
        if !sides.contested.isEmpty {
            ask(.bothChanged, kept, fields: sides.contested, other: other.bytes)
        }
        return place
    }

    private func merge(_ code: inout Code, _ sides: inout ThreeWay<Place>) {
        let (mine, theirs) = (sides.left.code, sides.right.code)
        code.origin = sides.pick("origin", \.code.origin)
        code.status = sides.pick("status", \.code.status)
        code.colour = sides.pick("colour", \.code.colour)
        code.definition = sides.pick(text: "definition", \.code.definition)
        code.useWhen = sides.pick(text: "use-when", \.code.useWhen)
        code.notWhen = sides.pick(text: "not-when", \.code.notWhen)
        code.example = sides.pick(text: "example", \.code.example)
        code.isCategory = sides.pick("category", \.code.isCategory)
        code.scale = sides.pick("scale", \.code.scale)
        code.replacedBy = sides.union(\.code.replacedBy)
        code.guid = sides.pick("guid", \.code.guid)
        // What both redefined means something that neither coded with.
        let isNew = !code.means(as: mine) && !code.means(as: theirs)
        code.revision = max(mine.revision, theirs.revision) + (isNew ? 1 : 0)
        if code != mine, code != theirs { code.nonce = FileMerge.nonce(mine.nonce, theirs.nonce) }
    }

    // MARK: Where they stand

    /// Gives every code its path: below its parent wherever that stands, and apart from others of its name.
    private mutating func put(_ places: [CodeID: Place]) {
        var paths: [CodeID: CodePath] = [:]
        var taken: Set<String> = []
        let inOrder = places.values.sorted {
            ($0.code.entered.at.secondsSinceEpoch, $0.code.id) < (
                $1.code.entered.at.secondsSinceEpoch, $1.code.id
            )
        }
        var waiting = inOrder
        while !waiting.isEmpty {
            let ready = waiting.filter { place in
                guard let parent = CodeID(rawValue: place.parent), places[parent] != nil else { return true }
                return paths[parent] != nil
            }
            // Codes that two people moved below each other: the first of them goes to the top.
            for place in ready.isEmpty ? [waiting[0]] : ready {
                let isLost = CodeID(rawValue: place.parent).map { paths[$0] == nil } ?? false
                // Whose parent is gone or below itself goes to the top.
                if isLost { ask(.changedAndRemoved, place, fields: ["place"], other: nil) }
                let parent =
                    CodeID(rawValue: place.parent).map { paths[$0] } ?? CodePath(rawValue: place.parent)
                paths[place.code.id] = put(place, below: parent, &taken)
                waiting.removeAll { $0.code.id == place.code.id }
            }
        }
    }

    private mutating func put(
        _ place: Place, below parent: CodePath?, _ taken: inout Set<String>
    ) -> CodePath? {
        for number in 1...999 {
            let part = number == 1 ? place.part : "\(Self.shortened(place.part))-\(number)"
            guard let path = CodePath(part, below: parent) ?? CodePath(rawValue: part) else { return nil }
            guard taken.insert(path.rawValue).inserted else { continue }
            var code = place.code
            if number > 1 {
                code.name = "\(code.name) \(number)"
                ask(.sameName, place, fields: ["name"], other: nil)
            }
            files[path.file] = Array(CodeText.text(of: code).utf8)
            return path
        }
        return nil
    }

    /// A part of a path with room for a number: parts are limited in bytes.
    private static func shortened(_ part: String) -> String {
        var part = part
        while part.utf8.count > 70 { part.unicodeScalars.removeLast() }
        while part.hasSuffix("-") { part.removeLast() }
        return part
    }

    private mutating func ask(
        _ cause: MergeQuestion.Cause, _ place: Place, fields: [String], other: [UInt8]?
    ) {
        // The file may lie elsewhere afterwards; the code's id leads to it.
        let about = "codebook/\(place.code.id)"
        questions.append(
            MergeQuestion(
                id: FileMerge.id("\(about)\(cause.rawValue)", place.bytes, other), cause: cause, about: about,
                fields: fields, kept: FileMerge.digest(place.bytes), other: other.map(FileMerge.digest)))
    }
}

extension Code {
    /// Whether it says the same of when to code with it.
    fileprivate func means(as other: Code) -> Bool {
        definition == other.definition && useWhen == other.useWhen && notWhen == other.notWhen
            && scale == other.scale
    }
}
