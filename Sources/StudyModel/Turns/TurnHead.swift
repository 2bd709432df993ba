/// How a transcript marks who begins to speak.
package enum TurnForm: Int, CaseIterable, Sendable {
    /// `**Name:** text`.
    case bold
    /// `Name [00:12]: text`, `[00:12] Name: text`, or `[00:12] text` where nobody is named.
    case timed
    /// `Name: text`.
    case plain
    /// `[id1] text`.
    case bracketed
    /// A line of its own with name and time, above what is said.
    case headed
    /// A line of its own with the name alone.
    case above
    /// A line of its own with the time alone, or with `00:00:01.0 --> 00:00:05.1`, above the name or the text.
    case stamped
}

/// Where a turn begins, as offsets into the bytes of a text.
package struct TurnHead: Sendable {
    package var form: TurnForm
    package var speaker: String?
    /// The name or label in the text; `nil` where nobody is named.
    package var label: Range<Int>?
    package var time: TurnTime?
    /// Where the line begins.
    package var begin: Int
    /// Where what is said begins; the end of the line where that stands below.
    package var text: Int
    /// Where the turn ends, without empty lines behind it.
    package var end = 0
    /// Where the words begin if the label behind a leading time is none after all.
    var behindTime: Int?
    /// Counts the text's lines from 0.
    var line = 0
}
