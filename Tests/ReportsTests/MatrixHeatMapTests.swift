import Reports
import StudyModel
import Testing

/// Matrices as pictures, against a file in `Goldens/`.
@Suite struct MatrixHeatMapTests {
    /// Codes by roles: numbers of every shade, a code below another, names that are long or look like markup.
    private static var matrix: CodingMatrix {
        func heading(_ key: String, _ label: String, depth: Int = 0) -> CodingMatrix.Heading {
            .init(key: key, label: label, query: "code:\"\(key)\"", depth: depth)
        }
        return CodingMatrix(
            rowTitle: "code", columnTitle: "role", measure: .codings, restriction: "kind:interview",
            rows: [
                heading("access", "access"), heading("access/open", "open", depth: 1),
                heading("waiting", "waiting for somebody who never calls back"),
            ],
            columns: [
                heading("link-worker", "link worker"), heading("<b>&", "<b>&"),
                heading("practice manager and receptionist", "practice manager and receptionist"),
            ],
            cells: [25, 20, 0, 15, 10, 1, 5, 0, 0], rowTotals: [45, 26, 5], columnTotals: [45, 30, 1],
            total: 76, withheld: 2)
    }

    @Test func matrix_asAPicture() throws {
        try Golden.check(try #require(MatrixHeatMap.svg(of: Self.matrix)), "matrix.svg")
    }

    @Test func nothing_isNotDrawn() {
        let empty = CodingMatrix(
            rowTitle: "code", columnTitle: "role", measure: .codings, rows: [], columns: [], cells: [],
            rowTotals: [], columnTotals: [], total: 0)
        #expect(MatrixHeatMap.svg(of: empty) == nil)
    }
}
