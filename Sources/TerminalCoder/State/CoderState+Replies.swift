import StudyModel

extension CoderState {
    /// Takes what became of an action; returns what is to be done next.
    package mutating func receive(_ reply: CoderReply) -> [CoderAction] {
        let before = place
        let actions = take(reply)
        return place == before ? actions : [.savePlace(place)] + actions
    }

    private mutating func take(_ reply: CoderReply) -> [CoderAction] {
        switch reply {
        case .added(let codings): added(codings)
        case .removed(let ids): removed(ids)
        case .commented(let id, let text):
            mode = .reading
            update(id) { $0.comment = text.isEmpty ? nil : text }
            say(text.isEmpty ? "The comment was taken away." : "The comment is saved.")
        case .weighed(let id, let weight):
            update(id) { $0.weight = weight }
            say(weight.map { "The weight is \($0)." } ?? "The weight was taken away.")
        case .codeAdded(let codebook): return codeAdded(codebook)
        case .memoSaved(let text):
            mode = .reading
            sheet.memo = text
            say("The memo is saved.")
        case .undone(let what, let sheet):
            renew(sheet)
            say("Taken back: \(what).")
        case .reloaded(let sheet): reloaded(sheet)
        case .opened(let sheet, let place):
            open(sheet, place)
            return [.savePlace(self.place)]
        case .noRecord(let step): say(Self.end(of: step))
        case .failed(let action, let error): return failed(action, error)
        }
        return []
    }

    private mutating func added(_ codings: [Coding]) {
        for coding in codings {
            sheet.codings.removeAll { $0.coding.id == coding.id }
            sheet.codings.append(CoderCoding(coding, by: sheet.me))
        }
        for code in lastCodes { recent.use(code) }
        mark?.isResting = true
        refreshCodings()
        let names = codings.map { name(of: $0.code) + ($0.weight.map { " \($0)" } ?? "") }
        say(codings.isEmpty ? "It is coded so already." : "Coded: \(names.joined(separator: ", ")).")
    }

    private mutating func removed(_ ids: [CodingID]) {
        let names = ids.compactMap { coding($0).map { name(of: $0.coding.code) } }
        sheet.codings.removeAll { ids.contains($0.coding.id) }
        refreshCodings()
        say("Removed: \(names.joined(separator: ", ")). u takes it back.")
    }

    private mutating func update(_ id: CodingID, _ change: (inout Coding) -> Void) {
        guard let index = sheet.codings.firstIndex(where: { $0.coding.id == id }) else { return }
        change(&sheet.codings[index].coding)
        refreshCodings()
    }

    /// Applies the new code to what it was made for.
    private mutating func codeAdded(_ codebook: Codebook) -> [CoderAction] {
        let new = codebook.entries.first { sheet.codebook[$0.code.id] == nil }
        sheet.codebook = codebook
        guard case .picking(let picker) = mode, let new else {
            mode = .reading
            return []
        }
        return apply([new.code.id], to: picker.span)
    }

    private mutating func reloaded(_ sheet: CoderSheet) {
        let isChanged = sheet.version != self.sheet.version
        let kept = message
        let typing = mode
        renew(sheet)
        // What is being written stays, whatever happened to the text.
        switch typing {
        case .memo, .commenting: mode = typing
        default: break
        }
        if isChanged {
            warn("The text was changed meanwhile and is shown as it is now.")
        } else {
            message = kept
        }
    }

    private mutating func failed(_ action: CoderAction, _ error: StudyError) -> [CoderAction] {
        warn(([error.message] + [error.hint].compactMap { $0 }).joined(separator: " "))
        // What is on the screen may no longer be what is there.
        switch action {
        case .reload, .savePlace: return []
        default: break
        }
        let isStale = ["conflict", "not_found", "superseded"].contains { error.code.rawValue.hasSuffix($0) }
        return isStale ? [.reload] : []
    }

    private static func end(of step: CoderRecordStep) -> String {
        switch step {
        case .next: "This is the last record of the sample."
        case .previous: "This is the first record of the sample."
        case .nextUncoded: "You have coded something in every record of the sample."
        }
    }
}
