/// Numbers of lines or paragraphs in the left margin, as transcripts and exports of analysis programs have them.
///
/// They are taken out of the text, where every line of a paragraph would otherwise begin with one.
enum MarginNumbers {
    /// Fewer are no numbering.
    private static let least = 8

    /// Takes them out where nine in ten go up by one or five, or begin anew with a page; says how many there were.
    static func fold(_ pages: inout PDFPages) -> Int {
        var places: [(page: Int, line: Int, length: Int, number: Int)] = []
        for (page, lines) in pages.pages.enumerated() {
            for (index, line) in lines.enumerated() {
                guard let (number, length) = margin(line) else { continue }
                places.append((page, index, length, number))
            }
        }
        guard places.count >= least else { return 0 }
        let steps = zip(places, places.dropFirst()).filter { before, after in
            let step = after.number - before.number
            return step == 1 || step == 5 || (before.page != after.page && (step == 0 || after.number <= 5))
        }
        guard steps.count * 10 >= (places.count - 1) * 9 else { return 0 }
        for place in places {
            let line = pages.pages[place.page][place.line]
            pages.pages[place.page][place.line] = PDFLine(
                indent: line.indent + place.length, bytes: Array(line.bytes.dropFirst(place.length)))
        }
        return places.count
    }

    /// A bare number at the left edge with a gap or nothing behind it.
    private static func margin(_ line: PDFLine) -> (number: Int, length: Int)? {
        let digits = line.bytes.prefix(6).prefix(while: Ascii.isDigit)
        guard line.indent <= 6, (1...5).contains(digits.count),
            let number = Int(String(decoding: digits, as: UTF8.self))
        else { return nil }
        let spaces = line.bytes[digits.count...].prefix { $0 == 0x20 }.count
        guard spaces >= 2 || digits.count == line.bytes.count else { return nil }
        return (number, digits.count + spaces)
    }
}
