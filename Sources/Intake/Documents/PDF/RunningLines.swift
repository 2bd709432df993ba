/// Headers and footers: what stands at the top or bottom of most pages, the same or with a number that counts them.
///
/// They are taken out of the text and kept. Two pages agree when the same words stand in the outermost three lines,
/// digits aside; where there are digits they have to be the same on every page or go up with the pages, so that a
/// table that ends every page does not lose its last row.
struct RunningLines {
    private(set) var headers: [String] = []
    private(set) var footers: [String] = []

    /// Lines looked at from the edge of a page.
    private static let depth = 3
    /// Spaces that set a page number off from the text beside it.
    private static let apart = 8

    private struct Place {
        var page: Int
        var line: Int
        /// Where a part of the line begins that stands apart at its end; 0 for the whole line.
        var start: Int
        var numbers: [Int]
        var text: String
    }

    /// Finds them and takes them out of the pages.
    static func fold(_ pages: inout PDFPages) -> RunningLines {
        var running = RunningLines()
        guard pages.pages.count >= 2 else { return running }
        running.headers = foldEdge(&pages, isTop: true)
        running.footers = foldEdge(&pages, isTop: false)
        return running
    }

    private static func foldEdge(_ pages: inout PDFPages, isTop: Bool) -> [String] {
        var found: [String: [Place]] = [:]
        for page in pages.pages.indices { collect(page, of: pages, isTop: isTop, into: &found) }
        let written = pages.pages.filter { !$0.allSatisfy(\.isEmpty) }.count
        // By page and line; a line that runs as a whole wins over what stands apart at its end.
        var running: [[Int]: (place: Place, name: String)] = [:]
        for (name, places) in found where isRunning(places, of: written) {
            for place in places where running[[place.page, place.line]]?.place.start ?? .max > place.start {
                running[[place.page, place.line]] = (place, name)
            }
        }
        var texts: [(page: Int, line: Int, text: String)] = []
        var names: Set<String> = []
        for page in pages.pages.indices {
            for line in edge(of: pages.pages[page], isTop: isTop) {
                // What stands further in than a line of this page alone is text of this page.
                guard let (place, name) = running[[page, line]] else { break }
                let isFirst = names.insert(name).inserted
                if isFirst { texts.append((page, line, place.text.singleLine)) }
                // The head of a table that goes on over pages stays where the table begins.
                if isFirst, isTop, place.start == 0, !hasCounter(found[name] ?? []),
                    !pages.pages[page][line].gaps(atLeast: PDFText.gap).isEmpty
                {
                    continue
                }
                remove(place, from: &pages)
            }
        }
        return texts.sorted { ($0.page, $0.line) < ($1.page, $1.line) }.map(\.text)
    }

    private static func hasCounter(_ places: [Place]) -> Bool {
        !places.allSatisfy { $0.numbers == places.first?.numbers }
    }

    /// The lines at an edge of a page, the outermost first; on a page of few lines each is at one edge only.
    private static func edge(of lines: [PDFLine], isTop: Bool) -> [Int] {
        let written = lines.indices.filter { !lines[$0].isEmpty }
        return isTop
            ? Array(written.prefix(min(depth, (written.count + 1) / 2)))
            : Array(written.suffix(min(depth, written.count / 2)).reversed())
    }

    private static func collect(
        _ page: Int, of pages: PDFPages, isTop: Bool, into found: inout [String: [Place]]
    ) {
        let lines = pages.pages[page]
        for index in edge(of: lines, isTop: isTop) {
            let line = lines[index]
            add(Place(page: page, line: index, start: 0, numbers: [], text: line.text), to: &found)
            guard let gap = line.gaps(atLeast: apart).last else { continue }
            let text = String(decoding: line.bytes[gap.upperBound...], as: UTF8.self)
            add(Place(page: page, line: index, start: gap.upperBound, numbers: [], text: text), to: &found)
        }
    }

    private static func add(_ place: Place, to found: inout [String: [Place]]) {
        guard place.text.utf8.count <= 300 else { return }
        var key: [UInt8] = []
        var numbers: [Int] = []
        var number: Int?
        for byte in place.text.singleLine.utf8 {
            if Ascii.isDigit(byte) {
                number = min((number ?? 0) * 10 + Int(byte - 0x30), 1_000_000)
                continue
            }
            if let ended = number {
                numbers.append(ended)
                key.append(UInt8(ascii: "#"))
                number = nil
            }
            key.append(Ascii.lowercased(byte))
        }
        if let number {
            numbers.append(number)
            key.append(UInt8(ascii: "#"))
        }
        var place = place
        place.numbers = numbers
        let name = String(decoding: key, as: UTF8.self)
        // One place on a page is enough; a second one with the same words is text.
        guard found[name]?.last?.page != place.page else { return }
        found[name, default: []].append(place)
    }

    /// Most pages have it; or two in five, as headers of left and right pages do, when that is at least three.
    private static func isRunning(_ places: [Place], of pages: Int) -> Bool {
        guard places.count >= 2,
            places.count * 2 > pages || (places.count >= 3 && places.count * 5 >= pages * 2)
        else { return false }
        guard let first = places.first else { return false }
        for column in first.numbers.indices {
            let offsets = Set(places.map { $0.numbers[column] - $0.page })
            let values = Set(places.map { $0.numbers[column] })
            guard values.count == 1 || offsets.count == 1 else { return false }
        }
        // A number alone has to count the pages: the same one on each is text.
        let isBare = !first.text.utf8.contains { Ascii.isWord($0) && !Ascii.isDigit($0) }
        return !isBare
            || first.numbers.indices.contains { column in
                Set(places.map { $0.numbers[column] - $0.page }).count == 1
            }
    }

    private static func remove(_ place: Place, from pages: inout PDFPages) {
        let line = pages.pages[place.page][place.line]
        guard place.start <= line.bytes.count else { return }
        var rest = Array(line.bytes[..<place.start])
        while rest.last == 0x20 { rest.removeLast() }
        pages.pages[place.page][place.line] = PDFLine(indent: line.indent, bytes: rest)
    }
}
