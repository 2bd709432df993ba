/// How a screen of some size is divided.
struct CoderMetrics: Equatable, Sendable {
    /// Columns before the text.
    static let indent = 1
    /// A measure longer than this is tiring to read.
    private static let longestLine = 92

    /// Columns of the text; one more is free behind it, for the cursor and a space at a line's end.
    let textWidth: Int
    /// How many stripes are drawn beside each other; with more, the last one counts the rest.
    let lanes: Int
    /// Columns for the codes' names, where all stripes are there; what they leave free belongs to the names.
    let labelWidth: Int
    /// The first column of the stripes.
    let marginColumn: Int
    /// Rows of text below the header.
    let bodyRows: Int
    /// Rows at the foot: what the digits stand for, what is under the cursor, the keys.
    let footRows: Int
    /// Rows of a panel that leaves some text in sight.
    let panelRows: Int
    /// Whether there is room for what the digits stand for.
    let showsDigits: Bool

    init(_ size: CoderSize, showsStripes: Bool) {
        let columns = max(size.columns, 1)
        if !showsStripes {
            (lanes, labelWidth) = (0, 0)
        } else if columns < 60 {
            (lanes, labelWidth) = (4, 0)
        } else {
            (lanes, labelWidth) = (6, max(12, min(22, columns / 5 - 4)))
        }
        let margin = lanes == 0 ? 0 : 1 + lanes + (labelWidth == 0 ? 0 : 1 + labelWidth)
        textWidth = max(8, min(Self.longestLine, columns - Self.indent - 1 - margin))
        marginColumn = Self.indent + textWidth + 2
        showsDigits = size.rows >= 16
        footRows = showsDigits ? 3 : 2
        bodyRows = max(1, size.rows - 1 - footRows)
        panelRows = max(6, min(14, size.rows / 2 + 1))
    }

    /// Rows for the list of keys.
    var helpRows: Int { bodyRows + footRows - 1 }
}
