/// The pages of a PDF's text.
struct PDFPages: Equatable {
    var pages: [[PDFLine]]

    /// Splits at form feeds; the one at the end closes the last page.
    init(_ output: [UInt8]) {
        var pages: [[PDFLine]] = [[]]
        for line in TextLines(output) {
            var start = line.lowerBound
            while let feed = output[start..<line.upperBound].firstIndex(of: 0x0C) {
                if feed > start { pages[pages.count - 1].append(PDFLine(output, start..<feed)) }
                pages.append([])
                start = feed + 1
            }
            guard start < line.upperBound || start == line.lowerBound else { continue }
            pages[pages.count - 1].append(PDFLine(output, start..<line.upperBound))
        }
        if pages.count > 1, pages.last?.allSatisfy(\.isEmpty) == true { pages.removeLast() }
        self.pages = pages
    }

    /// The numbers of pages without a word, from 1.
    var empty: [Int] {
        pages.indices.filter { pages[$0].allSatisfy(\.isEmpty) }.map { $0 + 1 }
    }
}
