package import StudyModel

/// The coder's state joined to a desk: keys in, requests to the desk and their answers back, no terminal.
package struct CoderSession<Desk: CoderDesk> {
    /// What only the terminal can do.
    package enum Request: Sendable, Equatable {
        case suspend
        case redraw
        case end(CoderEnding)
    }

    package private(set) var state: CoderState
    private let desk: Desk

    /// Opens the record on the desk at the place where it was left.
    ///
    /// - Throws: What the desk throws for its sheet; a place that can't be read is no reason not to begin.
    package init(desk: Desk, size: CoderSize) throws(StudyError) {
        self.desk = desk
        let sheet = try desk.sheet()
        state = CoderState(sheet: sheet, place: Self.place(desk), size: size)
    }

    /// Answers a key; everything the desk has to do is done on return.
    package mutating func press(_ key: CoderKey) -> [Request] {
        var waiting = state.press(key)
        var requests: [Request] = []
        while !waiting.isEmpty {
            let action = waiting.removeFirst()
            switch action {
            case .suspend: requests.append(.suspend)
            case .redraw: requests.append(.redraw)
            case .end(let ending): requests.append(.end(ending))
            default:
                if let reply = reply(to: action) { waiting = state.receive(reply) + waiting }
            }
        }
        return requests
    }

    private static func place(_ desk: Desk) -> CoderPlace? {
        do throws(StudyError) { return try desk.place() } catch { return nil }
    }

    private func reply(to action: CoderAction) -> CoderReply? {
        do throws(StudyError) { return try ask(action) } catch { return .failed(action, error) }
    }

    private func ask(_ action: CoderAction) throws(StudyError) -> CoderReply? {
        switch action {
        case .add(let codes, let span, let weight):
            return .added(try desk.add(codes: codes, span: span, comment: nil, weight: weight))
        case .remove(let ids):
            try desk.remove(ids)
            return .removed(ids)
        case .comment(let id, let text):
            try desk.comment(id, text)
            return .commented(id, text)
        case .weigh(let id, let weight):
            try desk.weigh(id, weight)
            return .weighed(id, weight)
        case .addCode(let name, let parent): return .codeAdded(try desk.addCode(name: name, parent: parent))
        case .saveMemo(let text):
            try desk.saveMemo(text)
            return .memoSaved(text)
        case .undo: return .undone(try desk.undo(), try desk.sheet())
        case .reload: return .reloaded(try desk.sheet())
        case .open(let step): return try open(step)
        case .savePlace(let place):
            try desk.savePlace(place)
            return nil
        case .suspend, .redraw, .end: return nil
        }
    }

    private func open(_ step: CoderRecordStep) throws(StudyError) -> CoderReply {
        let sheet =
            switch step {
            case .next: try desk.nextRecord()
            case .previous: try desk.previousRecord()
            case .nextUncoded: try desk.nextUncodedRecord()
            }
        guard let sheet else { return .noRecord(step) }
        return .opened(sheet, Self.place(desk))
    }
}
