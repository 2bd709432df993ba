package import StudyModel

/// What became of a table.
package struct SurveyImport: Sendable {
    package var draft: SurveyDraft
    /// `nil` in a dry run and where the study held everything already.
    package var operation: OperationID?
    /// Records of open answers that were made, and that the study held already.
    package var created = 0
    package var held = 0
}
