package import StudyModel

/// What the coder needs from outside: one record at a time, its codings, and a place to write.
///
/// One record of a sample lies open; all calls are about that one. The coder calls from one thread and waits for each
/// answer. Whatever returns without an error is durable: it survives the end of the process and of the machine. After an
/// error nothing has changed.
package protocol CoderDesk {
    /// The open record as it is now, with all codings and the codebook.
    func sheet() throws(StudyError) -> CoderSheet

    /// Codes a span, or the whole record where it is `nil`, with each of the codes.
    ///
    /// - Parameters:
    ///   - codes: Usable codes of the codebook, at least one, without repeats.
    ///   - span: Scalars of the body in the version that ``sheet()`` gave, not empty.
    ///   - weight: Only for codes with a scale, and within it.
    /// - Returns: What was made, one for each code that was not there already.
    /// - Throws: `record.conflict` where the body is no longer that of ``sheet()``.
    func add(
        codes: [CodeID], span: Range<Int>?, comment: String?, weight: Int?
    ) throws(StudyError) -> [Coding]

    /// Takes back my codings.
    func remove(_ codings: [CodingID]) throws(StudyError)

    /// Sets the comment of a coding of mine; an empty one takes it away.
    func comment(_ coding: CodingID, _ text: String) throws(StudyError)

    /// Sets the weight of a coding of mine, or takes it away.
    func weigh(_ coding: CodingID, _ weight: Int?) throws(StudyError)

    /// Adds an inductive code and returns the codebook with it.
    func addCode(name: String, parent: CodeID?) throws(StudyError) -> Codebook

    /// Sets my memo of the record.
    func saveMemo(_ text: String) throws(StudyError)

    /// Takes back the last operation that was made here; nothing that somebody else or another program did.
    ///
    /// - Throws: `undo.nothing`; `undo.superseded` where something was done elsewhere since.
    /// - Returns: What was taken back, as a short phrase: `coding of 2 spans with Access`. The sheet is asked for anew.
    func undo() throws(StudyError) -> String

    /// Opens the record behind the open one; `nil`, and nothing opened, where there is none.
    func nextRecord() throws(StudyError) -> CoderSheet?

    /// Opens the record before the open one; `nil`, and nothing opened, where there is none.
    func previousRecord() throws(StudyError) -> CoderSheet?

    /// Opens the next record without a coding of mine, from the beginning again at the end; `nil` where every record has one.
    func nextUncodedRecord() throws(StudyError) -> CoderSheet?

    /// Where I left the open record; `nil` for one I have not been in.
    func place() throws(StudyError) -> CoderPlace?

    /// Keeps where I am in the open record; called after each key that moved something.
    func savePlace(_ place: CoderPlace) throws(StudyError)
}
