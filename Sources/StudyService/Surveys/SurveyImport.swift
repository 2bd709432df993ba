package import StudyModel

/// What became of a table.
package struct SurveyImport: Sendable {
    package var draft: SurveyDraft
    /// Set when the survey waits in the inbox; nothing of it is in git then.
    package var waits: WaitingSource?
    /// `nil` in a dry run and where the study held everything already.
    package var operation: OperationID?
    /// Records of open answers that were made, and that the study held already.
    package var created = 0
    package var held = 0
}
