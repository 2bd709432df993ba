import StudyModel

/// Rows of cells as table files and sheets of workbooks hold them.
typealias Table = CellTable
