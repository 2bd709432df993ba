package import StudyModel

/// What the state asks of the world outside.
package enum CoderAction: Sendable, Equatable {
    case add([CodeID], span: Range<Int>?, weight: Int?)
    case remove([CodingID])
    case comment(CodingID, String)
    case weigh(CodingID, Int?)
    case addCode(name: String, parent: CodeID?)
    case saveMemo(String)
    case undo
    case open(CoderRecordStep)
    /// The sheet may be out of date.
    case reload
    case savePlace(CoderPlace)
    /// Stop the process as ^Z does.
    case suspend
    case redraw
    case end(CoderEnding)
}

/// Which record of the sample comes next.
package enum CoderRecordStep: Sendable, Equatable {
    case next, previous, nextUncoded
}

/// What the world outside answers.
package enum CoderReply: Sendable, Equatable {
    case added([Coding])
    case removed([CodingID])
    case commented(CodingID, String)
    case weighed(CodingID, Int?)
    case codeAdded(Codebook)
    case memoSaved(String)
    /// With the sheet as it is now.
    case undone(String, CoderSheet)
    case reloaded(CoderSheet)
    case opened(CoderSheet, CoderPlace?)
    /// There is no such record; another one stays open.
    case noRecord(CoderRecordStep)
    case failed(CoderAction, StudyError)
}
